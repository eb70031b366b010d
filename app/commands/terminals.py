"""Terminals in containers: opened through the engine, each with a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.commands.context import Context
from app.terminal.host import USUAL_FONT_PX, Listener
from app.worker import Failed, Lane, Outcome, Succeeded
from app.worker.terminal_pump import TerminalPump
from core.cancel import CancelToken
from core.engine.protocol import Engine, Terminal
from core.errors import BricklayerError, CommandNotFoundError, EngineUnreachableError
from core.model import CommandRun, ExecRequest
from core.progress import Report
from core.translation import tr

if TYPE_CHECKING:  # the emulator is not needed for the window's start
    from app.terminal.session import TerminalSession


class TerminalCommands:
    """The window's `TerminalHost`. `record` gets each command that was typed at a prompt."""

    def __init__(self, context: Context, record: Callable[[str, CommandRun], None]) -> None:
        self._context = context
        self._record = record
        self.kept: dict[str, list[TerminalSession]] = {}
        self.font_px: float = USUAL_FONT_PX
        context.session.repository_changed.connect(self._tell_all)

    def open(
        self, container_id: str, requests: Sequence[ExecRequest], listener: Listener
    ) -> TerminalPump:
        """Start the first of these whose program is in the container."""
        engine, post = self._context.engine, self._context.runner.post
        pump = TerminalPump(lambda: post(lambda: listener.has_output(pump)))

        def work(cancel: CancelToken, _report: Report) -> int | None:
            forget = cancel.on_cancel(pump.close)
            try:
                terminal = _opened(engine, container_id, requests)
                post(lambda: listener.opened(pump))
                return pump.run(terminal)
            finally:
                forget()

        def ended(outcome: Outcome) -> None:
            exit_code = outcome.value if isinstance(outcome, Succeeded) else None
            assert exit_code is None or isinstance(exit_code, int)
            error = outcome.error if isinstance(outcome, Failed) else None
            if error is not None and not isinstance(error, BricklayerError):
                self._context.session.raise_error(error)
            listener.ended(pump, exit_code, error)

        self._context.runner.submit(
            tr("Terminal"), work, lane=Lane.STREAM, then=ended, is_visible=False
        )
        return pump

    def record(self, container_id: str, run: CommandRun) -> None:
        """A command that was typed has ended."""
        self._record(container_id, run)

    def open_again(self, container_id: str) -> None:
        """A container was started anew: its terminals get other shells."""
        for session in self.kept.get(container_id, ()):
            session.open_again()

    def close_all(self) -> None:
        """Hang up all terminals of all containers."""
        for sessions in self.kept.values():
            for session in sessions:
                session.close()
        self.kept.clear()

    def _tell_all(self) -> None:
        """Containers were started, stopped or discarded, maybe while others are looked at."""
        repository = self._context.session.repository
        for container_id, sessions in list(self.kept.items()):
            container = repository.container(container_id)
            for session in sessions:
                if container is None:
                    session.close()
                else:
                    session.show_container(container)
            if container is None:
                del self.kept[container_id]


def _opened(engine: Engine | None, container_id: str, requests: Sequence[ExecRequest]) -> Terminal:
    if engine is None:
        raise EngineUnreachableError(tr("it is not connected"))
    *others, last = requests
    for request in others:
        try:
            return engine.open_terminal(container_id, request)
        except CommandNotFoundError:
            continue  # the next one may be there
    return engine.open_terminal(container_id, last)
