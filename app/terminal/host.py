"""What terminals ask of the window that they are in. `app.commands.terminals` is the real one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from core.model import CommandRun, ExecRequest, TerminalSize

if TYPE_CHECKING:
    from app.terminal.session import TerminalSession


USUAL_FONT_PX = 13.0


class Wire(Protocol):
    """The way to a program that is being opened or runs. All of it returns at once."""

    def take(self, limit_bytes: int) -> bytes:
        """The next output; b"" when there is none, then `Listener.has_output` tells of more."""
        ...

    def write(self, keys: bytes) -> bool:
        """Send what is typed; False when the program has not read too much already."""
        ...

    def resize(self, size: TerminalSize) -> None:
        """Another size in characters."""
        ...

    def close(self) -> None:
        """Hang up; the listener hears nothing more but its end."""
        ...


class Listener(Protocol):
    """Called in the GUI thread."""

    def opened(self, wire: Wire) -> None:
        """The program runs."""
        ...

    def has_output(self, wire: Wire) -> None:
        """There is something to take."""
        ...

    def ended(self, wire: Wire, exit_code: int | None, error: Exception | None) -> None:
        """It has ended, or (with an error) could not be opened."""
        ...


class TerminalHost(Protocol):
    """Opens terminals and keeps them while windows come and go."""

    kept: dict[str, list[TerminalSession]]  # by container id, in the order of their tabs
    font_px: float  # as the person left it

    def open(self, container_id: str, requests: Sequence[ExecRequest], listener: Listener) -> Wire:
        """Start the first of these whose program is in the container."""
        ...

    def record(self, container_id: str, run: CommandRun) -> None:
        """A command that was typed has ended."""
        ...
