"""The main window: only puts the parts together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.commands.containers import ContainerCommands
from app.commands.context import Context
from app.commands.images import ImageCommands
from app.commands.lessons import LessonCommands
from app.dialogs.questions import DetailsDialog, KeyboardHelp, WallList
from app.panels.banner import Banner
from app.panels.changes_panel import ChangesPanel
from app.panels.console_panel import ConsolePanel
from app.panels.container_bar import ContainerButtons, ContainerHead
from app.panels.empty_page import EmptyPage
from app.panels.facts_panel import FactsPanel
from app.panels.jobs_panel import JobRow, JobsPanel
from app.panels.lesson_panel import LessonPanel
from app.scene.wall_view import WallView
from app.theme import Theme
from app.viewmodel.lesson_view import LessonView
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from app.window.command_strip import CommandStrip
from app.window.sidebar import Sidebar
from app.window.toolbar import Toolbar
from app.window.wall_page import WallPage
from core.model import ChangeSummary, Container, ContainerState

_MEASURE_MS = 1000
_OUTPUT_MS = 50
_OVERLAY_BELOW_PX = 1100


class MainWindow(QMainWindow):
    """Signals: theme_switch_requested(), open_requested(), closing()."""

    theme_switch_requested = Signal()
    open_requested = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, context: Context) -> None:
        super().__init__()
        self._context = context
        self._session = context.session
        self._theme = theme
        self.images = ImageCommands(context)
        self.containers = ContainerCommands(context)
        self.lessons = LessonCommands(context, self._show_lesson)
        self._lesson_view: LessonView | None = None
        self._is_sidebar_wanted = True
        self.setWindowTitle("Bricklayer")
        self.resize(1440, 900)
        self.setMinimumSize(880, 580)
        self._make_parts(theme)
        self._arrange_parts()
        self._connect_parts()
        self._connect_session()
        self._make_shortcuts()
        self._measure_timer = QTimer(self, interval=_MEASURE_MS)
        self._measure_timer.timeout.connect(self._measure_shown)
        self._measure_timer.start()
        self._output_timer = QTimer(self, singleShot=True, interval=_OUTPUT_MS)
        self._output_timer.timeout.connect(self._show_console)
        self._show_everything()

    # --- making -------------------------------------------------------------------------------

    def _make_parts(self, theme: Theme) -> None:
        self.toolbar = Toolbar(theme)
        self.sidebar = Sidebar(theme)
        self.view = WallView(theme)
        self.view.set_animated(not self._context.settings.reduce_motion)
        self.wall_page = WallPage(theme, self.view)
        self.empty = EmptyPage(theme)
        self.head = ContainerHead()
        self.buttons = ContainerButtons(theme)
        self.console = ConsolePanel(theme)
        self.changes = ChangesPanel(theme, "Changes")
        self.facts = FactsPanel(theme)
        self.lesson = LessonPanel(theme)
        self.strip = CommandStrip(theme)
        self.banner = Banner(theme)
        self.jobs = JobsPanel()

    def _arrange_parts(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.wall_page)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.buttons)
        self._middle = middle
        self.banner.setParent(middle)
        self.jobs.setParent(middle)
        work = QWidget()
        work.setProperty("look", "surface")
        rows = QVBoxLayout(work)
        rows.setContentsMargins(14, 14, 14, 10)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.console)
        split.addWidget(self.changes)
        split.setSizes([400, 330])
        split.setChildrenCollapsible(False)
        rows.addWidget(split)
        self.right = QStackedWidget()
        self.right.setProperty("look", "surface")
        self.right.addWidget(work)
        self.right.addWidget(self.facts)
        self.right.setMinimumWidth(340)
        self.right.setMaximumWidth(760)
        self.right.hide()
        self.lesson.setMinimumWidth(320)
        self.lesson.setMaximumWidth(520)
        self.lesson.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for widget in (self.sidebar, self.lesson, middle, self.right):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(2, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([236, 400, 800, 520])
        center = QWidget()
        layout = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        row = QHBoxLayout()
        row.addWidget(self.splitter)
        layout.addLayout(row, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(center)

    def _connect_parts(self) -> None:
        session = self._session
        self.toolbar.build_requested.connect(lambda: self.images.make_base_image())
        self.toolbar.run_requested.connect(lambda: self.containers.new_container())
        self.toolbar.snapshot_requested.connect(self._snapshot_selected)
        self.toolbar.export_requested.connect(self.images.export_picture)
        self.toolbar.lessons_requested.connect(self._toggle_lesson)
        self.toolbar.engine_requested.connect(self._show_engine_menu)
        self.toolbar.theme_requested.connect(self.theme_switch_requested)
        self.toolbar.view_chosen.connect(self._choose_view)
        self.toolbar.search_changed.connect(self._search)
        self.sidebar.base_requested.connect(self.images.make_base_image)
        self.sidebar.image_chosen.connect(lambda key: session.select(SelectionKind.IMAGE, key))
        self.sidebar.container_chosen.connect(
            lambda key: session.select(SelectionKind.CONTAINER, key)
        )
        self.view.brick_selected.connect(lambda key: session.select(SelectionKind.BRICK, key))
        self.view.brick_activated.connect(lambda key: session.select(SelectionKind.BRICK, key))
        self.view.flag_selected.connect(lambda key: session.select(SelectionKind.IMAGE, key))
        self.view.container_selected.connect(
            lambda key: session.select(SelectionKind.CONTAINER, key)
        )
        self.view.cleared.connect(self._clear_selection)
        self.view.menu_requested.connect(self._show_menu)
        self.empty.base_image_requested.connect(lambda: self.images.make_base_image())
        self.empty.open_requested.connect(self.open_requested)
        self.empty.lesson_requested.connect(lambda: self.lessons.start())
        self.buttons.start_requested.connect(self._on_container(self.containers.start))
        self.buttons.stop_requested.connect(self._on_container(self.containers.stop))
        self.buttons.pause_requested.connect(self._on_container(self.containers.pause_or_resume))
        self.buttons.snapshot_requested.connect(self._snapshot_selected)
        self.buttons.discard_requested.connect(self._on_container(self.containers.discard))
        self.console.command_entered.connect(self._execute)
        self.console.cancel_requested.connect(self._on_container(self.containers.cancel_command))
        self.lesson.left.connect(self.lessons.leave)
        self.lesson.show_me_requested.connect(self.lessons.show_me)
        self.strip.dialect_chosen.connect(session.set_dialect)
        self.banner.details_requested.connect(lambda m: DetailsDialog(self, m).open())

    def _connect_session(self) -> None:
        session = self._session
        self._session_slots: list[tuple[SignalInstance, Callable[..., None]]] = [
            (session.repository_changed, self._show_everything),
            (session.wall_changed, self._show_wall),
            (session.selection_changed, self._show_selection),
            (session.readiness_changed, self._show_everything),
            (session.look_changed, self._show_look),
            (session.changes_measured, self._show_changes),
            (session.console_changed, self._output_soon),
            (session.busy_changed, self._show_everything),
            (session.message_raised, self._show_message),
            (session.notice_raised, self._show_notice),
            (self._context.runner.jobs_changed, self._show_jobs),
        ]
        for signal, slot in self._session_slots:
            signal.connect(slot)

    def _output_soon(self, _container_id: str) -> None:
        """Output is gathered for a moment."""
        if not self._output_timer.isActive():
            self._output_timer.start()

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
            ("Ctrl+I", lambda: self.right.setVisible(not self.right.isVisible())),
            ("Ctrl+0", lambda: self.view.set_zoom(1.0)),
            ("Ctrl+9", self.view.fit_all),
            ("Ctrl+Shift+C", self.strip.copy),
            ("Ctrl+Shift+T", self._show_list),
            ("F11", self._toggle_lesson),
            ("F1", lambda: KeyboardHelp(self).open()),
        ):
            QShortcut(QKeySequence(keys), self, activated=action)
        QShortcut(
            QKeySequence("Delete"),
            self.view,
            activated=self._remove_selected,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    # --- showing ------------------------------------------------------------------------------

    def _show_everything(self) -> None:
        session = self._session
        self.sidebar.show_repository(session.repository, session.busy)
        self._show_wall()
        self._show_selection()
        self._show_readiness()
        for container in session.repository.containers:
            if container.id not in session.changes and session.capabilities.can_run:
                self.containers.measure(container.id)

    def _show_wall(self) -> None:
        session = self._session
        is_empty = not session.wall.flags and not session.wall.open_bricks
        container = session.selected_container
        self.pages.setCurrentWidget(self.empty if is_empty else self.wall_page)
        is_container = container is not None
        self.wall_page.set_overlays_visible(not is_container)
        if is_container and container is not None:
            self.view.show_container(session.wall, container.id)
        elif not is_empty:
            self.wall_page.show_wall(session.wall, session.view_mode)
            self.view.show_wall(session.wall, session.view_mode)
            self._mark_selection()

    def _show_selection(self) -> None:
        session = self._session
        container = session.selected_container
        self.head.setVisible(container is not None)
        self.buttons.setVisible(container is not None)
        image = session.selection.key if session.selection.kind is SelectionKind.IMAGE else ""
        self.sidebar.select(image, container.id if container else "")
        if container is not None:
            self._show_container(container)
        elif session.selection.kind is SelectionKind.BRICK:
            self._show_brick(session.selection.key)
        elif session.selected_image is not None:
            self.facts.show_image(session.selected_image)
            self.right.setCurrentWidget(self.facts)
            self.right.show()
        else:
            self.right.hide()
        self._show_wall()
        self._show_actions()
        self._share_width()
        self.strip.show_session(session)

    def _show_container(self, container: Container) -> None:
        session = self._session
        busy = session.busy.get(container.id, "")
        self.head.show_container(container, busy)
        self.buttons.show_container(container, busy, can_pause=session.capabilities.can_pause)
        self.right.setCurrentIndex(0)
        self.right.show()
        self._show_console()
        self._show_changes()
        if container.id not in session.changes:
            self.containers.measure(container.id)

    def _show_console(self) -> None:
        container = self._session.selected_container
        if container is None:
            return
        is_running = container.state is ContainerState.RUNNING
        reason = "" if is_running else "start the container to run commands in it"
        self.console.show_console(
            container.name, self._session.console(container.id), reason_disabled=reason
        )
        self.strip.show_session(self._session)

    def _show_changes(self, _container_id: str = "") -> None:
        container = self._session.selected_container
        if container is not None:
            self.changes.show_summary(self._session.changes.get(container.id))
            self.strip.show_session(self._session)

    def _show_brick(self, chain_id: str) -> None:
        session = self._session
        brick = session.wall.bricks.get(chain_id)
        layer = next(
            (
                layer
                for image in session.repository.images
                for layer in image.layers
                if layer.chain_id == chain_id
            ),
            None,
        )
        if brick is None or layer is None:
            return
        self.facts.show_brick(brick, layer)
        self.right.setCurrentWidget(self.facts)
        self.right.show()

        def measured(value: object) -> None:
            if session.selection.key == chain_id and isinstance(value, ChangeSummary):
                self.facts.show_changes(value)

        if layer.available and session.capabilities.can_run:
            self.images.measure_layer(chain_id, measured)

    def _mark_selection(self) -> None:
        kind, key = self._session.selection.kind, self._session.selection.key
        if kind is SelectionKind.BRICK:
            self.view.select_brick(key)
        elif kind is SelectionKind.IMAGE:
            self.view.select_flag(key)
        elif kind is SelectionKind.NOTHING:
            self.view.clear_selection()

    def _show_readiness(self) -> None:
        session = self._session
        title = self._context.engine.title if self._context.engine else ""
        self.toolbar.show_readiness(title, session.readiness)
        self.empty.show_readiness(session.readiness)
        self.sidebar.show_sources(session.base_image_sources, self.images.why_no_base_image())
        self._show_actions()

    def _show_actions(self) -> None:
        bar = self.toolbar
        bar.set_reason(bar.build, "Make a base image (Ctrl+N)", self.images.why_no_base_image())
        bar.set_reason(
            bar.run,
            "New container of the selected image (Ctrl+R)",
            self.containers.why_no_new_container(),
        )
        bar.set_reason(
            bar.snapshot, "Capture the container (Ctrl+S)", self.containers.why_no_snapshot()
        )
        nothing = "" if self._session.wall.flags else "There is nothing to draw yet"
        bar.set_reason(bar.export, "Draw a picture of the wall (Ctrl+E)", nothing)

    def _show_look(self) -> None:
        self.toolbar.show_view(self._session.view_mode)
        self._context.settings.view_mode = self._session.view_mode.value
        self._context.settings.dialect = self._session.dialect.value
        self._show_wall()
        self.strip.show_session(self._session)

    def _show_jobs(self) -> None:
        rows = [
            JobRow(job.title, job.progress, job.cancel) for job in self._context.runner.visible_jobs
        ]
        self.jobs.show_jobs(rows)
        self._place_overlays()

    def _show_message(self, message: object) -> None:
        self.banner.show_message(message)  # type: ignore[arg-type]
        self._place_overlays()

    def _show_notice(self, words: str) -> None:
        self.banner.show_notice(words)
        self._place_overlays()

    def _show_lesson(self, view: LessonView | None) -> None:
        self._lesson_view = view
        self.lesson.setVisible(view is not None)
        self._share_width()
        if view is not None:
            self.lesson.show_lesson(view)

    # --- doing --------------------------------------------------------------------------------

    def _on_container(self, verb: Callable[[str], None]) -> Callable[[], None]:
        def act() -> None:
            container = self._session.selected_container
            if container is not None:
                verb(container.id)

        return act

    def _snapshot_selected(self) -> None:
        if not self.containers.why_no_snapshot():
            self._on_container(self.containers.snapshot)()

    def _remove_selected(self) -> None:
        image = self._session.selected_image
        if self._session.selected_container is not None:
            self._on_container(self.containers.discard)()
        elif image is not None:
            self.images.remove_image(image.reference)

    def _execute(self, line: str) -> None:
        container = self._session.selected_container
        if container is not None:
            self.containers.execute(container.id, line)

    def _clear_selection(self) -> None:
        self._session.select(SelectionKind.NOTHING)

    def _choose_view(self, mode: ViewMode) -> None:
        if self._session.selected_container is not None:
            self._session.select(SelectionKind.NOTHING)
        self._session.set_view_mode(mode)
        self.toolbar.show_view(mode)

    def _toggle_lesson(self) -> None:
        if self.lessons.is_open:
            self.lessons.leave()
        else:
            self.lessons.start()

    def _search(self, words: str) -> None:
        wanted = words.casefold().strip()
        for brick in self.view.wall_scene.bricks.values():
            value = brick.placed.brick
            text = f"{value.title} {value.command} {' '.join(value.images)}".casefold()
            brick.set_state(is_dimmed=bool(wanted) and wanted not in text)
        for flag in self.view.wall_scene.flags.values():
            name = flag.placed.flag
            text = f"{name.name} {name.version} {name.publisher}".casefold()
            flag.set_state(is_dimmed=bool(wanted) and wanted not in text)

    def _measure_shown(self) -> None:
        """A running container's changes are looked at while it is shown."""
        container = self._session.selected_container
        if container is None or not self.isVisible():
            return
        busy = self._session.busy.get(container.id, "")
        self.head.show_container(container, busy)
        if container.state is ContainerState.RUNNING and not busy:
            self.containers.measure(container.id)

    def _toggle_sidebar(self) -> None:
        self._is_sidebar_wanted = not self.sidebar.isVisible()
        self.sidebar.setVisible(self._is_sidebar_wanted)

    def _show_list(self) -> None:
        WallList(self, self._session.wall.as_text_rows()).open()

    def _show_engine_menu(self) -> None:
        menu = QMenu(self)
        readiness = self._session.readiness
        for facility in readiness.facilities if readiness else ():
            mark = "✓" if facility.is_available else "–"
            words = facility.finding if facility.is_available else facility.sentence
            action = menu.addAction(f"{mark}  {facility.title}: {words}")
            action.setEnabled(False)
        menu.addSeparator()
        menu.addAction(f"Repository: {self._session.repository.location}").setEnabled(False)
        menu.addAction("Open another repository…", self.open_requested.emit)
        menu.addAction("Read it anew", self._context.refresh)
        menu.popup(self.toolbar.engine.mapToGlobal(self.toolbar.engine.rect().bottomLeft()))

    def _show_menu(self, kind: str, key: str, position: QPoint) -> None:
        menu = QMenu(self)
        session = self._session
        if kind == "brick":
            image = session.selected_image
            menu.addAction("Rename or recolour…", lambda: self.images.change_look(key))
            if image is not None:
                menu.addAction("Run from here…", lambda: self.containers.new_container(image))
                menu.addAction(
                    f"Remove {image.reference}…",
                    lambda: self.images.remove_image(image.reference),
                )
        elif kind == "image":
            image = session.repository.image(key)
            menu.addAction("Run…", lambda: self.containers.new_container(image))
            menu.addAction("Remove…", lambda: self.images.remove_image(key))
        elif kind == "container":
            menu.addAction("Rename…", lambda: self.containers.rename(key))
            menu.addAction("Snapshot…", lambda: self.containers.snapshot(key))
            menu.addAction("Discard…", lambda: self.containers.discard(key))
        else:
            menu.addAction("Fit all", self.view.fit_all)
            menu.addAction("Make a base image…", lambda: self.images.make_base_image())
            menu.addAction(
                "The wall as a list…", lambda: WallList(self, session.wall.as_text_rows()).open()
            )
        menu.addAction("Copy the command", self.strip.copy)
        menu.popup(position)

    # --- the window itself --------------------------------------------------------------------

    def restore(self, geometry: str) -> None:
        """Place and size of last time."""
        if geometry:
            self.restoreGeometry(QByteArray.fromHex(geometry.encode()))

    def detach(self) -> None:
        """Another window takes over: hear nothing more."""
        self._measure_timer.stop()
        self._output_timer.stop()
        self.lessons.leave()
        for signal, slot in self._session_slots:
            signal.disconnect(slot)
        self.lessons.detach()

    def _place_overlays(self) -> None:
        width = self._middle.width()
        self.banner.setGeometry(20, 12, max(200, width - 40), self.banner.sizeHint().height())
        if self.banner.isVisible():
            self.banner.resize(
                self.banner.width(),
                max(44, self.banner.layout().heightForWidth(self.banner.width())),
            )
        self.jobs.adjustSize()
        self.jobs.move(max(0, width - self.jobs.width() - 20), 64)
        self.jobs.raise_()
        self.banner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()
        self._share_width()

    def _share_width(self) -> None:
        """In a narrow window the lists give way to what the person is doing."""
        if self.width() < _OVERLAY_BELOW_PX:
            needs_room = not self.right.isHidden() or self.pages.currentWidget() is self.empty
            self.sidebar.setVisible(not needs_room and not self.lessons.is_open)
        elif self._is_sidebar_wanted:
            self.sidebar.setVisible(not self.lessons.is_open)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages.currentWidget().setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._measure_timer.stop()
        self._context.settings.geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.closing.emit()
        super().closeEvent(event)
