"""A terminal's host without an engine: a line for /bin/sh on a pseudo-terminal of this computer."""

from __future__ import annotations

import os
import pty
import subprocess
import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from app.terminal.host import Listener
from app.terminal.session import TerminalSession
from app.worker.terminal_pump import TerminalPump
from core.model import CommandRun, Container, ContainerState, ExecRequest, TerminalSize
from tests.app.panels.samples import container as sample_container


class _Local:
    """A process of this computer, as an engine's terminal."""

    def __init__(self, line: str) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", line], stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)

    def fileno(self) -> int:
        return self._master

    def resize(self, _size: TerminalSize) -> None:
        return

    def wait(self) -> int | None:
        return self._process.wait()

    def close(self) -> None:
        os.close(self._master)


class Piped(QObject):
    """Implements TerminalHost for one terminal."""

    _arrived = Signal(object)

    def __init__(self, line: str) -> None:
        super().__init__()
        self.kept: dict[str, list[TerminalSession]] = {}
        self.font_px = 13.0
        self._line = line
        self._arrived.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def open(
        self, _container_id: str, _requests: Sequence[ExecRequest], listener: Listener
    ) -> TerminalPump:
        pump = TerminalPump(lambda: self._arrived.emit(lambda: listener.has_output(pump)))

        def run() -> None:
            terminal = _Local(self._line)
            self._arrived.emit(lambda: listener.opened(pump))
            code = pump.run(terminal)
            self._arrived.emit(lambda: listener.ended(pump, code, None))

        threading.Thread(target=run, daemon=True).start()
        return pump

    def record(self, _container_id: str, _run: CommandRun) -> None:
        return


def container() -> Container:
    """One that runs."""
    found = sample_container()
    assert found.state is ContainerState.RUNNING
    return found
