"""Real programs on a real pseudo-terminal, read into a screen, without a window."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.terminal.parser import Parser
from app.terminal.screen import Screen

PATIENCE_S = 20.0


class Program:
    """A program whose terminal is a `Screen`; also the bytes that it wrote, to play them again."""

    def __init__(
        self, argv: Sequence[str], *, rows: int = 24, columns: int = 80,
        env: dict[str, str] | None = None, directory: Path | None = None,
    ) -> None:  # fmt: skip
        self.screen = Screen(rows, columns, answer=self._answer)
        self.parser = Parser(self.screen)
        self.written = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(directory or "/")
                # Ignored where tests are started in the background, and handed down.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                signal.signal(signal.SIGQUIT, signal.SIG_DFL)
                # Before the program looks: the parent may be slower.
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execve(argv[0], list(argv), {"PATH": os.environ["PATH"], **(env or {})})
            finally:
                os._exit(127)

    def _answer(self, answer: bytes) -> None:
        os.write(self.fd, answer)

    def send(self, typed: str | bytes) -> None:
        """Type."""
        os.write(self.fd, typed.encode() if isinstance(typed, str) else typed)

    def resize(self, rows: int, columns: int) -> None:
        """As when a window is drawn larger."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def read(self, wait_s: float = 0.02) -> bool:
        """Read what is there; False when it has ended."""
        if not select.select([self.fd], [], [], wait_s)[0]:
            return True
        try:
            piece = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.written += piece
        self.parser.feed(piece)
        return bool(piece)

    def waits(self) -> bool:
        """Whether it sleeps: for a key, where all that was sent to it is shown."""
        status = Path(f"/proc/{self.pid}/stat").read_text()
        return status.rpartition(")")[2].split()[0] == "S"

    def until(self, condition: Callable[[], bool]) -> None:
        """Read until something is so; fails with what is seen when it does not come."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            is_alive = self.read()
            if not condition() and (not is_alive or time.monotonic() > deadline):
                raise AssertionError("it did not come:\n" + "\n".join(self.lines))

    def until_text(self, text: str) -> None:
        """Read until a text is seen."""
        self.until(lambda: any(text in line for line in self.lines))

    def to_end(self) -> int:
        """Read until the program ends; its exit code."""
        deadline = time.monotonic() + PATIENCE_S
        while self.read(0.2) and time.monotonic() < deadline:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    @property
    def lines(self) -> list[str]:
        """The rows as they are seen, without the blanks at their ends."""
        return [row.text[:].rstrip() for row in self.screen.grid.rows]

    def close(self) -> None:
        """End it."""
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def lines_of(screen: Screen) -> list[str]:
    """The rows of a screen, without the blanks at their ends and below the last text."""
    lines = ["".join(row.cells[: screen.columns]).rstrip() for row in screen.grid.rows]
    while lines and not lines[-1]:
        lines.pop()
    return lines
