"""The main window: only puts the parts together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.theme import Theme
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from app.window.announcing import Announcing
from app.window.brick_dragging import BrickDragging
from app.window.classroom import Classroom
from app.window.columns import Columns
from app.window.command_strip import CommandStrip
from app.window.display import Display, Parts
from app.window.explaining import Explaining
from app.window.foretelling import Foretelling
from app.window.guide import Guide
from app.window.menus import Menus
from app.window.needed_soon import NEEDED_SOON
from app.window.palette import Palette
from app.window.projector import Screen
from app.window.right_panel import RightPanel
from app.window.searching import Searching
from app.window.shortcuts import make_shortcuts
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from app.window.toolbar import Toolbar
from app.window.travelling import Travelling
from core.progress import Progress
from core.translation import tr

if TYPE_CHECKING:
    from app.panels.console_panel import ConsolePanel
    from app.panels.lesson_panel import LessonPanel
    from app.panels.work.work_tabs import WorkTabs
    from app.window.inspecting import Inspecting
    from app.window.working import Working

_LEAST_PX, _LEAST_WITH_GUIDE_PX = 880, 940
_INSPECT_FROM_PX = 1280
_WORK_PX, _INSPECTOR_PX = 560, 600


class MainWindow(QMainWindow):
    """Signals: theme_switch_requested(), renew_requested(), open_requested(), closing()."""

    theme_switch_requested = Signal()
    renew_requested = Signal()
    open_requested = Signal()
    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        context: Context,
        verbs: Verbs,
    ) -> None:
        """The verbs outlive a window: another look makes another window, and all goes on."""
        super().__init__()
        self._context = context
        self._session = context.session
        self.verbs = verbs
        self.images, self.containers, self.lessons = verbs.images, verbs.containers, verbs.lessons
        self.inspection, self.reports = verbs.inspection, verbs.reports
        self._theme = theme
        self._inspecting: Inspecting | None = None
        self._working: Working | None = None
        self.setWindowTitle(tr("Bricklayer"))
        self.resize(1440, 900)
        self.setMinimumSize(_LEAST_PX, 580)
        self.toolbar = Toolbar(theme)
        self.sidebar = Sidebar(theme)
        self.stage = Stage(theme, is_animated=not context.settings.reduce_motion)
        self.right = RightPanel()
        self.strip = CommandStrip(theme)
        self.guide = Guide(theme, verbs.lessons, verbs.building)
        # Short ways to what is asked for most.
        self.view, self.empty = self.stage.view, self.stage.empty
        self.banner, self.buttons = self.stage.banner, self.stage.buttons
        self._arrange()
        report, another = self.reports.save_image_report, self.open_requested.emit
        self.travelling = Travelling(self, self._session, verbs, report, another)
        self.travelling.connect_parts(self.toolbar, self.sidebar, self.stage, theme)
        self.recipes = Palette(self, theme, self._session, verbs, self.sidebar, self.stage)
        self.bricks = BrickDragging(self, theme, self._session, verbs.reworking, self.view)
        screen = Screen(self.toolbar, self.stage, self.guide, self.strip, self._columns)
        self.classroom = Classroom(self, theme, context, verbs, screen)
        self._center.insertWidget(1, self.classroom.projector.bar)
        self.travelling.take_dropped = self.classroom.take_drop
        self._connect_parts()
        self._connect_container_parts()
        self.searching = Searching(
            self,
            self.toolbar.search,
            self.view.selection,
            theme,
            self._session,
            self.inspection,
            show_life=lambda place, path: self.inspecting.show_life(place, path),
            show_file=lambda file: self.inspecting.show_file(file),
        )
        self._foretelling = Foretelling(self._session, self.toolbar, self.buttons, self)
        self.explaining = Explaining(self, theme, self._session, self.view, self.sidebar)
        self._menus = self._make_menus()
        self._make_shortcuts()
        parts = Parts(self.toolbar, self.sidebar, self.stage, self.right, self.strip)
        self._display = Display(
            parts, context, verbs, self.travelling,
            lambda: self.inspecting, lambda: self.working,
        )  # fmt: skip
        self._display.arranged.connect(self._columns.share)
        Announcing(self._session, self)
        self.guide.changed.connect(self._show_guide)
        self.guide.show_state()

    # --- putting together ---------------------------------------------------------------------

    def _arrange(self) -> None:
        self._columns = Columns(self.sidebar, self.guide, self.stage, self.right)
        center = QWidget()
        layout = self._center = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self._columns, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(center)

    def _connect_parts(self) -> None:
        session, bar, view = self._session, self.toolbar, self.view
        chosen = view.selection
        bar.build_requested.connect(lambda: self.images.make_base_image())
        bar.run_requested.connect(lambda: self.containers.new_container())
        bar.snapshot_requested.connect(self._snapshot_selected)
        bar.offer(
            bar.build,
            lambda: [
                (tr("A base image…"), lambda: self.images.make_base_image()),
                (tr("From a Containerfile, brick by brick…"), self.verbs.building.ask),
            ],
        )
        bar.engine_requested.connect(lambda: self._menus.show_engine(bar.below_engine()))
        bar.theme_requested.connect(self.theme_switch_requested)
        bar.view_chosen.connect(self._choose_view)
        self.sidebar.base_requested.connect(self.images.make_base_image)
        self.sidebar.image_chosen.connect(lambda key: session.select(SelectionKind.IMAGE, key))
        self.sidebar.container_chosen.connect(
            lambda key: session.select(SelectionKind.CONTAINER, key)
        )
        chosen.brick_selected.connect(lambda key: session.select(SelectionKind.BRICK, key))
        view.inspected.connect(lambda: self._display.open_panel())
        view.entered.connect(self._enter_panel)
        view.picked.connect(self._inspect_if_room)
        view.compared.connect(self._compare)
        chosen.flag_selected.connect(lambda key: session.select(SelectionKind.IMAGE, key))
        chosen.container_selected.connect(lambda key: session.select(SelectionKind.CONTAINER, key))
        chosen.cleared.connect(lambda: session.select(SelectionKind.NOTHING))
        view.menu_requested.connect(lambda *what: self._menus.show_item(*what))
        self.empty.base_image_requested.connect(lambda: self.images.make_base_image())
        self.empty.open_requested.connect(self.travelling.show_openable)
        self.strip.dialect_chosen.connect(session.set_dialect)
        self.stage.wall_page.legend.measure_chosen.connect(session.set_measure)
        self.banner.details_requested.connect(self._show_details)

    def _connect_container_parts(self) -> None:
        buttons, containers = self.buttons, self.containers
        for signal, verb in (
            (buttons.start_requested, containers.start),
            (buttons.stop_requested, containers.stop),
            (buttons.pause_requested, containers.pause_or_resume),
            (buttons.discard_requested, containers.discard),
        ):
            signal.connect(self._on_container(verb))
        buttons.snapshot_requested.connect(self._snapshot_selected)

    def _make_menus(self) -> Menus:
        return Menus(
            self,
            self._context,
            self.verbs,
            on_wall=(
                *self.travelling.ways_here(),
                *self.travelling.pictures(),
                (tr("Fit all"), self.view.fit_all),
                (tr("Tidy: sort the towers anew"), self.view.tidy),
                (tr("The wall as a list…"), self._show_list),
            ),
            inspect=lambda: self._display.open_panel(),
            copy_command=self.strip.copy,
            show_in=self._choose_view,
            compare=self._compare,
            place_of=lambda key: self.inspecting.place_of(key),
            travelling=self.travelling,
            foretelling=self._foretelling,
            open_repository=self.open_requested.emit,
            renew_window=self.renew_requested.emit,
        )

    def _make_shortcuts(self) -> None:
        everywhere = (
            ("Ctrl+N", lambda: self.images.make_base_image()),
            ("Ctrl+R", lambda: self.containers.new_container()),
            ("Ctrl+S", self._snapshot_selected),
            ("Ctrl+M", self._mark_selected),
            *self.travelling.shortcuts,
            ("Ctrl+O", self.open_requested.emit),
            ("Ctrl+Shift+O", self.verbs.building.ask),
            ("Ctrl+K", self.toolbar.search.setFocus),
            ("Ctrl+1", lambda: self._choose_view(ViewMode.SHARED)),
            ("Ctrl+2", lambda: self._choose_view(ViewMode.STACKS)),
            ("Ctrl+B", self._columns.toggle_sidebar),
            ("Ctrl+I", lambda: self._display.toggle_panel()),
            ("Ctrl+0", lambda: self.view.set_zoom(1.0)),
            ("Ctrl+9", self.view.fit_all),
            ("Ctrl+Shift+C", self.strip.copy),
            ("Ctrl+Shift+T", self._show_list),
            *self.classroom.shortcuts,
            ("F1", self.explaining.show_keys),
            ("Shift+F1", self.explaining.explain_focus),
        )
        on_wall = (
            ("Delete", self._remove_selected),
            ("Escape", self._step_back),
            ("/", self.toolbar.search.setFocus),
        )
        make_shortcuts(self, everywhere, self.view, on_wall)

    @property
    def inspecting(self) -> Inspecting:
        """Made when it is needed first."""
        if self._inspecting is None:
            from app.window.inspecting import Inspecting

            self._inspecting = Inspecting(
                self,
                self.view.selection,
                self._theme,
                self._context,
                self.inspection,
                self.reports,
                leave=self._leave_panel,
                keep=lambda panel: self.right.keep_page(panel, _INSPECTOR_PX),
                export=self.verbs.archives.export_files,
            )
        return self._inspecting

    @property
    def working(self) -> Working:
        """Made when a container is shown first."""
        return self._working or self._make_working()

    def _make_working(self, tabs: WorkTabs | None = None) -> Working:
        from app.window.working import Working

        self._working = Working(
            self, self._theme, self._context, self.verbs, self.stage.take_focus, tabs
        )
        self.right.keep_page(self._working.page, _WORK_PX)
        return self._working

    @property
    def lesson(self) -> LessonPanel:
        """The steps of a lesson."""
        return self.guide.lesson

    @property
    def console(self) -> ConsolePanel:
        """The simple command line of the container that is shown."""
        return self.working.page.console

    def prepare(self) -> Generator[Progress]:
        """What would take long when it is asked for first, in short steps."""
        for name in NEEDED_SOON:
            importlib.import_module(f"app.{name}")
            yield Progress(tr("Preparing"))
        if self._working is None:
            from app.panels.work.work_tabs import WorkTabs

            tabs = WorkTabs(self._theme)
            yield Progress(tr("Preparing"))
            if self._working is None:
                self._make_working(tabs)
                yield Progress(tr("Preparing"))
        yield from self.inspecting.steps

    # --- verbs on what is selected ------------------------------------------------------------

    def _on_container(self, verb: Callable[[str], None]) -> Callable[[], None]:
        def act() -> None:
            container = self._session.selected_container
            if container is not None:
                verb(container.id)

        return act

    def _snapshot_selected(self) -> None:
        if not self.containers.why_no_snapshot():
            self._on_container(self.containers.snapshot)()

    def _mark_selected(self) -> None:
        if not self.verbs.running.why_no_mark():
            self._on_container(self.verbs.running.mark)()

    def _inspect_if_room(self) -> None:
        """A click on a brick shows what is in it, where that does not hide the wall."""
        if self.width() >= _INSPECT_FROM_PX and not self.lessons.is_open:
            self._display.open_panel()

    def _enter_panel(self) -> None:
        """Enter on a brick or a flag: the keyboard goes to what is shown of it."""
        self._display.open_panel()
        if self.inspected_page:
            self.inspecting.panel.focus_first()

    def _leave_panel(self) -> None:
        self._display.close_panel()
        self.stage.take_focus()

    def _compare(self, first: str, second: str) -> None:
        self.inspecting.compare_keys(first, second)

    def _remove_selected(self) -> None:
        image = self._session.selected_image
        if self._session.selected_container is not None:
            self._on_container(self.containers.discard)()
        elif image is not None:
            self.images.remove_image(image.reference)

    def _step_back(self) -> None:
        """Close the panel; when there is none, select nothing."""
        if not self._display.close_panel():
            self._session.select(SelectionKind.NOTHING)

    # --- what is shown ------------------------------------------------------------------------

    def _choose_view(self, mode: ViewMode) -> None:
        if self._session.selected_container is not None:
            self._session.select(SelectionKind.NOTHING)
        self._session.set_view_mode(mode)
        self.toolbar.show_view(mode)

    def _show_guide(self) -> None:
        """A lesson is for the last row too; a Containerfile is one's own work."""
        lesson = self.lessons.view
        self.strip.set_classroom(lesson is not None or self._context.settings.is_projector)
        self.setMinimumWidth(_LEAST_WITH_GUIDE_PX if self.guide.is_open else _LEAST_PX)
        self.stage.show_explanation(lesson.explanation if lesson is not None else None)
        self.stage.set_narrow(self.guide.is_open)
        self._columns.share()

    def _show_details(self, message: object) -> None:
        from app.dialogs.questions import DetailsDialog

        DetailsDialog(self, message).open()  # type: ignore[arg-type]

    def _show_list(self) -> None:
        from app.dialogs.questions import WallList

        WallList(self, self._session.wall.as_text_rows()).open()

    # --- the window itself --------------------------------------------------------------------

    def restore(self, geometry: str) -> None:
        """Place and size of last time."""
        if geometry:
            self.restoreGeometry(QByteArray.fromHex(geometry.encode()))

    @property
    def inspected_page(self) -> str:
        """The inspector's page that is open, "" while the inspector is not."""
        inspecting = self._inspecting
        if inspecting is None or self.right.isHidden():
            return ""
        panel = inspecting.panel
        return panel.current_key if self.right.currentWidget() is panel else ""

    def inspect_again(self, page: str) -> None:
        """As another window did before; nothing for ""."""
        if page:
            self._display.open_panel()
            self.inspecting.panel.show_tab(page)

    def forget_inspected(self) -> None:
        """Another repository comes: nothing of this one is asked or shown any more."""
        self.inspection.forget_all()
        if self._inspecting is not None:
            self._inspecting.close_windows()
        self.toolbar.search.clear()
        if self._working is not None:
            self._working.forget_all()
        self._display.close_panel()

    def detach(self) -> None:
        """Another window takes over: hear nothing more."""
        self._display.detach()
        self.inspection.forget_all()
        if self._inspecting is not None:
            self._inspecting.close_windows()
        if self._working is not None:
            self._working.detach()
        self.guide.detach()
        self.classroom.detach()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.share()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.stage.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._display.detach()
        if self._working is not None:
            self._working.detach()
        self._context.settings.geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.closing.emit()
        super().closeEvent(event)
