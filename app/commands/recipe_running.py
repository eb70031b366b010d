"""Following a recipe in the window: a container, its commands with live output, then a snapshot.

When it fails or is cancelled nothing is thrown away without being asked for: the person says
whether the container goes or stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.commands.containers import ContainerCommands
from app.commands.context import Context
from app.viewmodel.recipe_words import name_of, role_by_word
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import visible
from app.viewmodel.wall import BrickLook
from app.worker import Failed, Lane, Outcome, Succeeded
from app.worker.output_gate import OutputGate
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import Container, Image, NewContainer, SnapshotRequest
from core.progress import Report
from core.translation import language, tr

if TYPE_CHECKING:
    from core.recipe import Plan

_PORTION_MS = 25


class RecipeRunning(QObject):
    """One for a window's life; several recipes may be followed at once, each in its container."""

    def __init__(self, context: Context, containers: ContainerCommands) -> None:
        super().__init__()
        self._context = context
        self._containers = containers
        containers.captured.append(self._give_look)

    def run_on_image(self, made: Plan, image: Image) -> None:
        """Make a container of an image, start it, and follow the recipe in it."""
        from core.recipe import free_container_name

        context, session = self._context, self._context.session
        taken = {one.name for one in session.repository.containers}
        request = NewContainer(
            free_container_name(made.recipe, taken), image.reference, switch=made.switch
        )

        def work(engine: Engine, _cancel: CancelToken, _report: Report) -> Container:
            container = engine.create_container(request)
            try:
                return engine.start_container(container.id)
            except BaseException:
                engine.discard_container(container.id)  # nothing was done in it yet
                raise

        def started(value: object) -> None:
            assert isinstance(value, Container)
            container_id = value.id
            self._when_there(
                container_id, lambda: session.select(SelectionKind.CONTAINER, container_id)
            )
            self._follow(made, value, image, is_own=True)

        context.write(tr("Making container {name}", name=request.name), work, started)

    def run_in_container(self, made: Plan, container: Container) -> None:
        """Follow it in a container that is there."""
        session = self._context.session
        session.select(SelectionKind.CONTAINER, container.id)
        image = session.repository.image(container.image_reference)
        self._follow(made, container, image, is_own=False)

    # --- following ----------------------------------------------------------------------------

    def _follow(
        self, made: Plan, container: Container, image: Image | None, *, is_own: bool
    ) -> None:
        from core.recipe import follow, propose

        context, session, container_id = self._context, self._context.session, container.id
        engine = context.engine
        if engine is None:
            return
        name = name_of(made.recipe)
        session.set_proposed(
            container_id,
            propose(made.recipe, made.answers, image, session.repository, language()),
        )
        session.set_busy(container_id, tr("Following {recipe}", recipe=name))
        gate = OutputGate(
            lambda: context.runner.post(lambda: self._show_output(container_id, gate))
        )

        def started(number: int, command: str) -> None:
            context.runner.post(lambda: self._show_step(made, container_id, gate, number, command))

        def work(cancel: CancelToken, report: Report) -> object:
            follow(
                made, engine, container_id,
                output=gate.put, started=started, cancel=cancel, report=report,
            )  # fmt: skip
            return None

        def ended(outcome: Outcome) -> None:
            self._containers.forget_command(container_id)
            self._ended(container_id, outcome, gate, name, is_own=is_own)

        job = context.runner.submit(
            tr("Following {recipe}", recipe=name), work, lane=Lane.STREAM, then=ended
        )
        self._containers.note_command(container_id, job)

    def _ended(
        self, container_id: str, outcome: Outcome, gate: OutputGate, name: str, *, is_own: bool
    ) -> None:
        session = self._context.session
        self._show_all(container_id, gate)
        is_done = isinstance(outcome, Succeeded)
        note = (
            tr("{recipe} is done", recipe=name) if is_done else tr("{recipe} stopped", recipe=name)
        )
        session.console(container_id).finish(note)
        session.console_changed.emit(container_id)
        session.set_busy(container_id, "")
        self._context.refresh()
        self._containers.measure(container_id)
        if is_done:
            self._when_there(container_id, lambda: self._propose(container_id, name))
            return
        session.set_proposed(container_id, None)
        sentence = str(outcome.error) if isinstance(outcome, Failed) else tr("It was cancelled.")
        self._when_there(
            container_id,
            lambda: self._ask_what_becomes(container_id, name, sentence, is_own=is_own),
        )

    def _ask_what_becomes(
        self, container_id: str, name: str, sentence: str, *, is_own: bool
    ) -> None:
        container = self._context.session.repository.container(container_id)
        if container is not None:
            self._context.asker.ask_after_recipe(
                container, name, sentence, is_own, lambda: self._discard(container)
            )

    def _propose(self, container_id: str, name: str) -> None:
        """At once while she looks at it; who went on to something else is only told."""
        session = self._context.session
        selected = session.selected_container
        if selected is not None and selected.id == container_id:
            self._containers.snapshot(container_id)
        else:
            session.notice_raised.emit(tr("{recipe} is done: take a snapshot now", recipe=name))

    def _discard(self, container: Container) -> None:
        self._context.write(
            tr("Discarding {name}", name=container.name),
            lambda engine, _cancel, _report: engine.discard_container(container.id),
            lambda _value: self._context.session.notice_raised.emit(
                tr("{name} was discarded", name=visible(container.name))
            ),
            container_id=container.id,
        )

    def _give_look(self, request: SnapshotRequest, image: Image) -> None:
        """The brick that a recipe made is called as the recipe is, and has its colour."""
        session = self._context.session
        proposed = session.proposed.get(request.container_id)
        session.set_proposed(request.container_id, None)
        if proposed is None or not image.layers:
            return
        role = role_by_word(proposed.layer_role)
        self._context.settings.set_look(
            image.top_chain_id, BrickLook(proposed.layer_title, role.key)
        )
        session.set_appearance(self._context.settings.appearance)

    # --- what is shown ------------------------------------------------------------------------

    def _show_step(
        self, made: Plan, container_id: str, gate: OutputGate, number: int, command: str
    ) -> None:
        self._show_all(container_id, gate)
        session, first = self._context.session, command.split("\n", 1)[0]
        words = tr(
            "Step {number} of {total}: {command}",
            number=number,
            total=len(made.way.steps),
            command=first if first == command else f"{first} …",
        )
        session.console(container_id).start_step(words)
        session.console_changed.emit(container_id)

    def _show_all(self, container_id: str, gate: OutputGate) -> None:
        """All that is held: a step's output stands before the next step."""
        session = self._context.session
        while (chunk := gate.take()) is not None:
            session.console(container_id).output(chunk.stream, chunk.content, chunk.skipped_bytes)
        session.console_changed.emit(container_id)

    def _show_output(self, container_id: str, gate: OutputGate) -> None:
        """In portions."""
        chunk = gate.take()
        if chunk is None:
            return
        session = self._context.session
        session.console(container_id).output(chunk.stream, chunk.content, chunk.skipped_bytes)
        session.console_changed.emit(container_id)
        QTimer.singleShot(_PORTION_MS, self, lambda: self._show_output(container_id, gate))

    def _when_there(self, container_id: str, then: Callable[[], None]) -> None:
        """Once the repository that holds the container has been read."""
        session = self._context.session
        if session.repository.container(container_id) is not None:
            then()
            return

        def look() -> None:
            if session.repository.container(container_id) is not None:
                session.repository_changed.disconnect(look)
                then()

        session.repository_changed.connect(look)
