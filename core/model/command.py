"""Commands run inside a container."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.model.change import FileChange


@dataclass(frozen=True, slots=True)
class TerminalSize:
    """Size of a terminal in characters."""

    rows: int = 24
    columns: int = 80


@dataclass(frozen=True, slots=True)
class ExecRequest:
    """A command to run in a running container, as administrator unless `user` says otherwise.

    With `shell_line` the line is given to the container's own shell (`/bin/sh -c`); else `argv`
    runs as it is. With `terminal` stdout and stderr are one stream on a pseudo-terminal.
    """

    argv: tuple[str, ...] = ()
    shell_line: str = ""
    user: str = ""  # "uid", "uid:gid"; "" = root
    working_dir: str = ""  # "" = the image's
    env: tuple[str, ...] = ()
    terminal: bool = False
    size: TerminalSize = TerminalSize()
    is_recorded: bool = True  # goes into the recording and so into the next image's history

    @property
    def full_argv(self) -> tuple[str, ...]:
        """What is executed."""
        return ("/bin/sh", "-c", self.shell_line) if self.shell_line else self.argv

    @property
    def as_text(self) -> str:
        """What the person would read in a list."""
        return self.shell_line or " ".join(self.argv)


@dataclass(frozen=True, slots=True)
class OutputChunk:
    """Output of a command as it arrives: whole lines where possible, at most 64 KiB.

    When output comes faster than it is taken, the middle is left out and `skipped_bytes` counts it.
    """

    stream: str  # "stdout" or "stderr"
    content: bytes
    skipped_bytes: int = 0


@dataclass(frozen=True, slots=True)
class CommandChanges:
    """What was seen to change while a command ran. `paths` are some of them, heaviest first.

    What other commands changed meanwhile is among them, since the kernel does not say who wrote.
    """

    added: int = 0
    modified: int = 0
    deleted: int = 0
    size_bytes: int = 0  # how much the writable layer grew; may be negative
    paths: tuple[FileChange, ...] = ()

    @property
    def total(self) -> int:
        """All changes."""
        return self.added + self.modified + self.deleted


@dataclass(frozen=True, slots=True)
class CommandRun:
    """A command that was run: one row of the recording. `changes` None: they were not watched."""

    text: str
    started: datetime
    duration_s: float
    exit_code: int | None  # None: cancelled, or the container ended first
    was_cancelled: bool = False
    changes: CommandChanges | None = None
    is_from_terminal: bool = False  # typed at a prompt: read off the screen
    working_dir: str = ""  # where it ran, where that is known
    user: str = ""
    was_out_of_memory: bool = False  # meanwhile the kernel ended a process that had none left

    @property
    def failure(self) -> str:
        """Why it did not succeed, to be put into a sentence; "" when it did."""
        if self.exit_code is None:
            return "its command was ended from outside"
        return f"its command ended with exit code {self.exit_code}" if self.exit_code else ""
