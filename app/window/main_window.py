"""The main window: only puts the parts together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.panels.lesson_panel import LessonPanel
from app.theme import Theme
from app.viewmodel.lesson_view import LessonView
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from app.window.command_strip import CommandStrip
from app.window.display import Display, Parts
from app.window.menus import Menus
from app.window.right_panel import RIGHT_LEAST_PX, RightPanel
from app.window.searching import Searching
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from app.window.toolbar import Toolbar
from core.progress import Progress

if TYPE_CHECKING:
    from app.window.inspecting import Inspecting

_LEAST_PX, _LEAST_IN_LESSON_PX = 880, 940
_OVERLAY_BELOW_PX, _INSPECT_FROM_PX = 1100, 1280
_SIDEBAR_PX, _LESSON_PX, _RIGHT_PX = 236, 420, 560
_LESSON_LEAST_PX, _THREE_COLUMNS_PX = 280, 1200
_INSPECTOR_MODULES = (
    "tab_bar", "treemap", "folder_tree", "changes_tab", "files_tab", "diff_view", "diff_tab",
    "bytes_tab", "packages_tab", "history_tab", "findings_tab", "inspector_panel", "file_viewer",
)  # fmt: skip


class MainWindow(QMainWindow):
    """Signals: theme_switch_requested(), open_requested(), closing()."""

    theme_switch_requested = Signal()
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
        self._lesson_view: LessonView | None = None
        self._is_sidebar_wanted = True
        self._right_px = 0
        self.setWindowTitle("Bricklayer")
        self.resize(1440, 900)
        self.setMinimumSize(_LEAST_PX, 580)
        self.toolbar = Toolbar(theme)
        self.sidebar = Sidebar(theme)
        self.stage = Stage(theme, is_animated=not context.settings.reduce_motion)
        self.right = RightPanel(theme)
        self.strip = CommandStrip(theme)
        self.lesson = LessonPanel(theme)
        # Short ways to what is asked for most.
        self.view, self.empty = self.stage.view, self.stage.empty
        self.banner, self.buttons = self.stage.banner, self.stage.buttons
        self.console, self.changes = self.right.console, self.right.changes
        self._arrange()
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
        self._menus = self._make_menus()
        self._make_shortcuts()
        parts = Parts(self.toolbar, self.sidebar, self.stage, self.right, self.strip)
        self._display = Display(
            parts, context, self.images, self.containers, lambda: self.inspecting
        )
        self._display.arranged.connect(self._share_width)
        self.lessons.changed.connect(self._show_lesson)
        self._show_lesson(self.lessons.view)

    # --- putting together ---------------------------------------------------------------------

    def _arrange(self) -> None:
        self.lesson.setMinimumWidth(_LESSON_LEAST_PX)
        self.lesson.setMaximumWidth(520)
        self.lesson.hide()
        splitter = self._splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        for widget in (self.sidebar, self.lesson, self.stage, self.right):
            splitter.addWidget(widget)
        splitter.setStretchFactor(2, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([_SIDEBAR_PX, _LESSON_PX, 800, _RIGHT_PX])
        center = QWidget()
        layout = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(center)

    def _connect_parts(self) -> None:
        session, bar, view = self._session, self.toolbar, self.view
        chosen = view.selection
        bar.build_requested.connect(lambda: self.images.make_base_image())
        bar.run_requested.connect(lambda: self.containers.new_container())
        bar.snapshot_requested.connect(self._snapshot_selected)
        bar.export_requested.connect(self.images.export_picture)
        bar.lessons_requested.connect(self._toggle_lesson)
        bar.offer_lessons(
            lambda: [
                (variant.title, lambda key=variant.key: self.lessons.start(variant=key))
                for variant in self.lessons.variants()
            ]
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
        self.empty.open_requested.connect(self.open_requested)
        self.empty.lesson_requested.connect(lambda: self.lessons.start())
        self.lesson.left.connect(self.lessons.leave)
        self.lesson.show_me_requested.connect(self.lessons.show_me)
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
            (self.console.cancel_requested, containers.cancel_command),
        ):
            signal.connect(self._on_container(verb))
        buttons.snapshot_requested.connect(self._snapshot_selected)
        self.console.command_entered.connect(
            lambda line: self._on_container(lambda key: containers.execute(key, line))()
        )

    def _make_menus(self) -> Menus:
        return Menus(
            self,
            self._context,
            self.images,
            self.containers,
            on_wall=(
                ("Fit all", self.view.fit_all),
                ("Tidy: sort the towers anew", self.view.tidy),
                ("Make a base image…", self.images.make_base_image),
                ("The wall as a list…", self._show_list),
            ),
            inspect=lambda: self._display.open_panel(),
            copy_command=self.strip.copy,
            show_in=self._choose_view,
            compare=self._compare,
            place_of=lambda key: self.inspecting.place_of(key),
            reports=self.reports,
            open_repository=self.open_requested.emit,
        )

    def _make_shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+N", lambda: self.images.make_base_image()),
            ("Ctrl+R", lambda: self.containers.new_container()),
            ("Ctrl+S", self._snapshot_selected),
            ("Ctrl+E", self.images.export_picture),
            ("Ctrl+O", self.open_requested.emit),
            ("Ctrl+K", self.toolbar.search.setFocus),
            ("Ctrl+1", lambda: self._choose_view(ViewMode.SHARED)),
            ("Ctrl+2", lambda: self._choose_view(ViewMode.STACKS)),
            ("Ctrl+B", self._toggle_sidebar),
            ("Ctrl+I", lambda: self._display.toggle_panel()),
            ("Ctrl+0", lambda: self.view.set_zoom(1.0)),
            ("Ctrl+9", self.view.fit_all),
            ("Ctrl+Shift+C", self.strip.copy),
            ("Ctrl+Shift+T", self._show_list),
            ("F11", self._toggle_lesson),
            ("F1", self._show_keys),
        ):
            QShortcut(QKeySequence(keys), self, activated=action)
        for keys, action in (
            ("Delete", self._remove_selected),
            ("Escape", self._step_back),
            ("/", self.toolbar.search.setFocus),
        ):
            QShortcut(
                QKeySequence(keys),
                self.view,
                activated=action,
                context=Qt.ShortcutContext.WidgetShortcut,
            )

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
                keep=self.right.keep_page,
            )
        return self._inspecting

    def prepare(self) -> Generator[Progress]:
        """What would take long when it is asked for first, in short steps."""
        for name in _INSPECTOR_MODULES:
            importlib.import_module(f"app.panels.inspector.{name}")
            yield Progress("Preparing")
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

    def _toggle_lesson(self) -> None:
        (self.lessons.leave if self.lessons.is_open else self.lessons.start)()

    def _show_lesson(self, view: LessonView | None) -> None:
        self._lesson_view = view
        self.lesson.setVisible(view is not None)
        self.strip.set_classroom(view is not None)
        self.setMinimumWidth(_LEAST_PX if view is None else _LEAST_IN_LESSON_PX)
        self.stage.show_explanation(view.explanation if view is not None else None)
        self._share_width()
        if view is not None:
            self.lesson.show_lesson(view)

    def _toggle_sidebar(self) -> None:
        self._is_sidebar_wanted = not self.sidebar.isVisible()
        self.sidebar.setVisible(self._is_sidebar_wanted)

    def _show_details(self, message: object) -> None:
        from app.dialogs.questions import DetailsDialog

        DetailsDialog(self, message).open()  # type: ignore[arg-type]

    def _show_keys(self) -> None:
        from app.dialogs.questions import KeyboardHelp

        KeyboardHelp(self).open()

    def _show_list(self) -> None:
        from app.dialogs.questions import WallList

        WallList(self, self._session.wall.as_text_rows()).open()

    def _share_width(self) -> None:
        """In a narrow window the lists give way to what the person is doing."""
        if self.lessons.is_open and not self.right.isHidden():
            # Lesson, wall and console side by side: the wall gets what the others can spare.
            wide = self.width() >= _THREE_COLUMNS_PX
            lesson = _LESSON_PX if wide else _LESSON_LEAST_PX
            right = RIGHT_LEAST_PX + (60 if wide else 0)
            self._splitter.setSizes([0, lesson, self.width() - lesson - right, right])
        elif not self.right.isHidden() and self.right.preferred_px != self._right_px:
            # Console and inspector have widths of their own; what the person dragged is kept.
            self._right_px = self.right.preferred_px
            sizes = self._splitter.sizes()
            sizes[2] += sizes[3] - self._right_px
            sizes[3] = self._right_px
            self._splitter.setSizes(sizes)
        is_wanted = self._is_sidebar_wanted and not self.lessons.is_open
        if self.width() < _OVERLAY_BELOW_PX:
            is_wanted = is_wanted and self.right.isHidden() and not self.stage.is_empty
        self.sidebar.setVisible(is_wanted)

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
        self._display.close_panel()

    def detach(self) -> None:
        """Another window takes over: hear nothing more."""
        self._display.detach()
        self.inspection.forget_all()
        if self._inspecting is not None:
            self._inspecting.close_windows()
        self.lessons.changed.disconnect(self._show_lesson)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.stage.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._display.detach()
        self._context.settings.geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.closing.emit()
        super().closeEvent(event)
