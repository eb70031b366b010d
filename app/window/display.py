"""The session, shown: what the window's parts have to say about its state.

Reads the session and the engine's readiness, and never changes anything but the parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.panels.jobs_panel import JobRow
from app.viewmodel.session import SelectionKind
from app.window.command_strip import CommandStrip
from app.window.right_panel import RightPanel
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from app.window.toolbar import Toolbar
from app.window.travelling import Travelling
from core.model import Container, ContainerState
from core.translation import tr, translated

if TYPE_CHECKING:
    from app.window.inspecting import Inspecting
    from app.window.working import Working

_LOOK_AGAIN_MS = 1000


@dataclass(frozen=True, slots=True)
class Parts:
    """What is on the window."""

    toolbar: Toolbar
    sidebar: Sidebar
    stage: Stage
    right: RightPanel
    strip: CommandStrip


class Display(QObject):
    """Signals: arranged(): which parts are shown has changed."""

    arranged = Signal()

    def __init__(
        self,
        parts: Parts,
        context: Context,
        verbs: Verbs,
        travelling: Travelling,
        inspecting: Callable[[], Inspecting],
        working: Callable[[], Working],
    ) -> None:
        """`inspecting` makes the inspector when it is needed first, `working` the work's page."""
        super().__init__()
        self._parts = parts
        self._context = context
        self._session = context.session
        self._images = verbs.images
        self._containers = verbs.containers
        self._following = verbs.following
        self._travelling = travelling
        self._inspecting = inspecting
        self._working = working
        self._is_panel_open = False
        self._container_id = ""  # whose screen is shown
        self._slots = self._connected()
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()
        verbs.looking_at = self._inspected_page
        self._show_look()
        self._show_repository()
        self._show_readiness()
        self._show_serving()
        self._show_neighbours()

    def _inspected_page(self) -> tuple[str, str, int] | None:
        """Reference, key and level of the inspector's page that is open."""
        from app.viewmodel.handout_form import ON_PAPER

        if not self._is_panel_open or self._session.selected_container is not None:
            return None
        panel, right = self._inspecting().panel, self._parts.right
        target = panel.target
        if right.isHidden() or right.currentWidget() is not panel or target is None:
            return None
        if panel.current_key not in ON_PAPER:
            return None
        return target.image.reference, panel.current_key, max(0, target.level)

    def open_panel(self) -> None:
        """Show what is selected in full; the panel then follows the selection."""
        self._is_panel_open = True
        self._show_selection()

    def close_panel(self) -> bool:
        """Whether it was open. A container's own page stays while the container is selected."""
        was_open, self._is_panel_open = self._is_panel_open, False
        is_shown = was_open and not self._parts.right.isHidden()
        if self._session.selected_container is not None:
            return False
        self._show_selection()
        return is_shown

    def toggle_panel(self) -> None:
        """Open or close it."""
        if not self.close_panel():
            self.open_panel()

    def detach(self) -> None:
        """Hear nothing more."""
        self._timer.stop()
        for signal, slot in self._slots:
            signal.disconnect(slot)
        self._slots.clear()

    def _connected(self) -> list[tuple[SignalInstance, Callable[..., None]]]:
        session = self._session
        slots: list[tuple[SignalInstance, Callable[..., None]]] = [
            (session.repository_changed, self._show_repository),
            (session.wall_changed, self._show_wall),
            (session.selection_changed, self._show_selection),
            (session.readiness_changed, self._show_readiness),
            (session.look_changed, self._show_look),
            (session.changes_measured, self._show_in_strip),
            (session.live_changed, self._show_in_strip),
            (session.runs_changed, self._show_in_strip),
            (session.console_changed, self._show_in_strip),
            (session.work_log.changed, self._show_deed),
            (session.busy_changed, self._show_busy),
            (session.message_raised, self._show_message),
            (session.notice_raised, self._show_notice),
            (session.serving_changed, self._show_serving),
            (session.neighbours_changed, self._show_neighbours),
            (self._following.usage_measured, self._parts.stage.head.show_usage),
            (self._context.runner.jobs_changed, self._show_jobs),
        ]
        for signal, slot in slots:
            signal.connect(slot)
        return slots

    # --- the whole ----------------------------------------------------------------------------

    def _show_repository(self) -> None:
        session = self._session
        self._parts.sidebar.show_repository(session.repository, session.busy)
        self._show_selection()
        self._measure_unmeasured()

    def _show_readiness(self) -> None:
        session, parts = self._session, self._parts
        title = translated(self._context.engine.title) if self._context.engine else ""
        parts.toolbar.show_readiness(title, session.readiness)
        parts.stage.empty.show_readiness(session.readiness)
        parts.sidebar.show_sources(session.base_image_sources, self._images.why_no_base_image())
        self._show_actions()
        self._measure_unmeasured()

    def _show_busy(self) -> None:
        session = self._session
        self._parts.sidebar.show_repository(session.repository, session.busy)
        container = session.selected_container
        if container is not None:
            self._show_container(container)
        self._show_actions()

    def _show_look(self) -> None:
        session, settings = self._session, self._context.settings
        settings.view_mode = session.view_mode.value
        settings.dialect = session.dialect.value
        settings.measure = session.measure.key
        self._parts.toolbar.show_view(session.view_mode)
        self._show_wall()
        self._parts.strip.show_session(session)

    def _show_wall(self) -> None:
        session, stage = self._session, self._parts.stage
        is_empty = session.wall.is_empty
        container = session.selected_container
        stage.show_first_choices(is_empty)
        stage.show_container_parts(container is not None)
        if container is not None:
            stage.view.show_container(session.wall, container.id)
        elif not is_empty:
            stage.wall_page.show_wall(session.wall, session.view_mode, session.measure)
            stage.view.show_wall(session.wall, session.view_mode)
            self._mark_selection()

    def _show_actions(self) -> None:
        bar = self._parts.toolbar
        for button, usual, reason in (
            (bar.build, tr("Make a base image (Ctrl+N)"), self._images.why_no_base_image()),
            (
                bar.run,
                tr("New container of the selected image (Ctrl+R)"),
                self._containers.why_no_new_container(),
            ),
            (
                bar.snapshot,
                tr("Capture the container (Ctrl+S)"),
                self._containers.why_no_snapshot(),
            ),
            (bar.lessons, tr("Take a lesson (F11: go on)"), self._why_no_lesson()),
        ):
            bar.set_reason(button, usual, reason)
        self._travelling.show_reasons(bar)

    def _why_no_lesson(self) -> str:
        """Lessons are taken on real containers."""
        readiness = self._session.readiness
        return "" if readiness is None else readiness.sentence

    # --- what is selected ---------------------------------------------------------------------

    def _show_selection(self) -> None:
        session, parts = self._session, self._parts
        container, image = session.selected_container, session.selected_image
        self._enter_or_leave(container.id if container else "")
        chosen = session.selection.key if session.selection.kind is SelectionKind.IMAGE else ""
        parts.sidebar.select(chosen, container.id if container else "")
        if container is not None:
            self._show_container(container)
        elif not self._is_panel_open:
            parts.right.hide()
        elif session.selection.kind is SelectionKind.BRICK:
            if self._inspecting().show_brick(session.selection.key):
                parts.right.show_page(self._inspecting().panel)
        elif image is not None:
            self._inspecting().show_image(image)
            parts.right.show_page(self._inspecting().panel)
        else:
            parts.right.hide()
        self._show_wall()
        self._show_actions()
        parts.strip.show_session(session)
        self.arranged.emit()

    def _enter_or_leave(self, container_id: str) -> None:
        """The keyboard goes to the prompt of a container, and back to the wall afterwards."""
        if container_id == self._container_id:
            return
        self._container_id = container_id
        if not container_id:
            self._working().leave()
            self._parts.stage.take_focus()
            self._measure_unmeasured()

    def _mark_selection(self) -> None:
        selection = self._parts.stage.view.selection
        kind, key = self._session.selection.kind, self._session.selection.key
        if kind is SelectionKind.BRICK:
            selection.select_brick(key)
        elif kind is SelectionKind.IMAGE:
            selection.select_flag(key)
        elif kind is SelectionKind.NOTHING:
            selection.clear()

    def _show_container(self, container: Container) -> None:
        session, stage = self._session, self._parts.stage
        busy = session.busy.get(container.id, "")
        stage.head.show_container(container, busy)
        stage.buttons.show_container(container, busy, can_pause=session.capabilities.can_pause)
        self._working().show_container(container, busy)
        self._parts.right.show_page(self._working().page)

    def _show_in_strip(self, container_id: str) -> None:
        container = self._session.selected_container
        if container is not None and container.id == container_id:
            self._parts.strip.show_session(self._session)

    def _show_deed(self) -> None:
        self._parts.strip.show_session(self._session)

    # --- what comes by itself -----------------------------------------------------------------

    def _show_jobs(self) -> None:
        rows = [
            JobRow(job.title, job.progress, job.cancel) for job in self._context.runner.visible_jobs
        ]
        self._parts.stage.jobs.show_jobs(rows)
        self._parts.stage.place_overlays()

    def _show_message(self, message: object) -> None:
        self._parts.stage.banner.show_message(message)  # type: ignore[arg-type]
        self._parts.stage.place_overlays()

    def _show_notice(self, words: str) -> None:
        self._parts.stage.banner.show_notice(words)
        self._parts.stage.place_overlays()

    def _show_serving(self) -> None:
        self._parts.sidebar.sharing.show_serving(self._session.serving)
        self._parts.stage.show_serving(self._session.serving)

    def _show_neighbours(self) -> None:
        self._parts.sidebar.neighbours.show_neighbours(self._session.neighbours)

    def _measure_unmeasured(self) -> None:
        """Every container's open brick has its figures, also of those that do not run."""
        session = self._session
        if session.capabilities.can_run:
            for container_id in sorted(session.unmeasured):
                self._containers.measure(container_id)

    def _look_again(self) -> None:
        """How long it runs; and its changes, where nobody tells of them by themselves."""
        container = self._session.selected_container
        if not self._parts.stage.isVisible():
            return
        if any(one.is_live for one in self._session.repository.containers):
            self._parts.sidebar.show_containers(self._session.repository, self._session.busy)
        if container is None:
            return
        busy = self._session.busy.get(container.id, "")
        self._parts.stage.head.show_container(container, busy)
        self._session.note_rest(container.id)
        is_told = container.id in self._session.live
        if container.state is ContainerState.RUNNING and not busy and not is_told:
            self._containers.measure(container.id)
