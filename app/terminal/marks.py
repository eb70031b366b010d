"""Which commands were typed at a shell's prompts, how long they took and how they ended.

The shell marks its prompts (`shells.py`); the command is what stands on the screen behind one, read
when bash says that it starts, or with other shells when the line is left. Shells in shells are told
apart by their pids. What programs write with another word is no command.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.terminal.contents import Place, Span, plain_text
from app.terminal.screen import Screen
from core.model import CommandRun

_TEXT_LIMIT = 8192
_DIRECTORY_LIMIT = 4096
_SHELLS_LIMIT = 16
_AHEAD_LIMIT = 64
_FIRST_WITH_START = (4, 4)  # bash knows PS0 since then


@dataclass(slots=True)
class _Typed:
    text: str
    started: datetime
    started_s: float
    directory: str


@dataclass(slots=True)
class _Shell:
    """One that shows prompts. `start`: where typing began; `parts`: lines before that."""

    pid: str
    number: str = ""
    continued: str = ""
    directory: str = ""
    kind: str = ""  # "bash" where it says when a command starts, "busybox", "" others
    start: Place | None = None
    parts: list[str] = field(default_factory=list)
    running: _Typed | None = None


class TypedCommands:
    """Listens to a screen; `finished` is called for each command that was typed and has ended."""

    def __init__(
        self, screen: Screen, word: str, finished: Callable[[CommandRun], None],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._screen = screen
        self._word = word
        self._finished = finished
        self._clock_s = clock_s
        self._shells: list[_Shell] = []
        self._half_typed = ""
        self._entered: tuple[datetime, float] | None = None  # since the prompt was shown
        self._ahead: deque[str] = deque(maxlen=_AHEAD_LIMIT)
        self.directory = ""
        screen.mark = self._marked

    @property
    def running(self) -> str:
        """What runs in the innermost shell; "" at a prompt."""
        typed = self._shells[-1].running if self._shells else None
        return typed.text if typed is not None else ""

    @property
    def is_at_prompt(self) -> bool:
        """Whether a shell waits for a command."""
        return bool(self._shells) and self._shells[-1].start is not None

    def ended(self) -> None:
        """The terminal has ended, and with it what still ran."""
        for shell in reversed(self._shells):
            self._finish(shell, None)
        self._shells.clear()
        self._screen.before_line_feed = None

    def _marked(self, words: str) -> None:
        kind, _semicolon, rest = words.partition(";")
        word, _semicolon, rest = rest.partition(";")
        if word != self._word:
            return
        if kind == "A":
            parts = rest.split(";", 4)
            if len(parts) == 5:
                self._prompt_begins(*parts)
        elif self._shells:
            shell = self._shells[-1]
            if kind == "B":
                self._typing_begins(shell)
            elif kind == "P":
                self._goes_on(shell, rest)
            elif kind == "C":
                self._starts(shell)

    def _prompt_begins(
        self, exit_code: str, pid: str, number: str, kind: str, directory: str
    ) -> None:
        code = int(exit_code) if exit_code.isdecimal() and len(exit_code) < 4 else None
        shell = next((shell for shell in self._shells if shell.pid == pid), None)
        if shell is None:
            if len(self._shells) >= _SHELLS_LIMIT:
                return
            shell = _Shell(pid)
            self._shells.append(shell)
        while self._shells[-1] is not shell:
            self._finish(self._shells.pop(), None)
        if shell.kind != "bash" and shell.number == number and number:
            shell.running = None  # the prompt was only shown again, below a list of words
        self._finish(shell, code)
        directory = "".join(c for c in directory if c.isprintable())[:_DIRECTORY_LIMIT]
        shell.number, shell.directory = number, directory
        if kind != "busybox":
            kind = "bash" if _version(kind) >= _FIRST_WITH_START else ""
        shell.kind = kind
        shell.parts.clear()
        shell.start = None
        self.directory = directory

    def _typing_begins(self, shell: _Shell) -> None:
        shell.start = (self._screen.cursor_line, self._screen.x)
        shell.parts.clear()
        self._screen.unbracketed_line = -1
        self._entered = None
        if shell.kind != "bash":
            self._screen.before_line_feed = self._line_left

    def _goes_on(self, shell: _Shell, number: str) -> None:
        if number != shell.continued and shell.kind == "bash" and shell.start is not None:
            shell.parts.append(self._text(shell, self._last_edited_line(shell)))
        shell.continued = number
        shell.start = (self._screen.cursor_line, self._screen.x)
        self._screen.unbracketed_line = -1
        if shell.kind != "bash":
            self._screen.before_line_feed = self._line_left

    def _starts(self, shell: _Shell) -> None:
        if shell.start is not None:
            shell.parts.append(self._text(shell, self._last_edited_line(shell)))
            self._begin(shell)

    def _last_edited_line(self, shell: _Shell) -> int:
        """Where bash's line editor ended. What is typed before the next one the kernel shows."""
        assert shell.start is not None
        above = self._screen.cursor_line - 1
        edited = self._screen.unbracketed_line - 1
        return min(above, edited) if edited >= shell.start[0] else above

    def typed(self, keys: bytes) -> None:
        """Keys that are about to be sent. What is typed ahead some shells never show."""
        *lines, rest = (self._half_typed + keys.decode(errors="replace")).split("\r")
        self._half_typed = rest[-_TEXT_LIMIT:]
        if lines and self._entered is None:
            self._entered = datetime.now(UTC), self._clock_s()
        self._ahead.extend(line for line in map(_as_edited, lines) if line)
        if lines and self._screen.before_line_feed is not None and self._fills_last_row():
            self._leave_line(self._screen.cursor_line)

    def _fills_last_row(self) -> bool:
        """Busybox has gone to the next row already and will not leave that when Enter comes."""
        screen = self._screen
        row = screen.grid.rows[screen.y].text
        shell = self._shells[-1]
        is_full = (
            shell.kind == "busybox" and screen.x == 0 and not row.strip()
            and screen.full_line == screen.cursor_line - 1
        )  # fmt: skip
        if not is_full or shell.start is None:
            return False
        # Who types quickly presses Enter before all is shown: what is missing comes on this row.
        shown = self._text(shell, screen.cursor_line).strip()
        entered = next((line for line in self._ahead if line.startswith(shown)), shown)
        return entered == shown

    def _line_left(self) -> bool:
        """Called before a line feed where no mark tells that it ends what was typed."""
        shell = self._shells[-1]
        # Busybox's line editor goes on to the next row by itself, and stays there when Enter comes.
        if (
            shell.kind == "busybox"
            and self._screen.full_line == self._screen.cursor_line
            and self._text(shell, self._screen.cursor_line).strip() not in self._ahead
        ):
            return True
        self._leave_line(self._screen.cursor_line)
        return False

    def _leave_line(self, last_line: int) -> None:
        self._screen.before_line_feed = None
        shell = self._shells[-1]
        if shell.start is not None:
            text = self._text(shell, last_line)
            if shell.kind == "":
                text = self._as_typed(text)
            else:
                self._shown(text.strip())
            if not text.endswith("^C"):
                shell.parts.append(text)
                self._begin(shell)
            shell.start = None

    def _shown(self, line: str) -> None:
        """A line editor showed a line. What was typed ahead behind it is still to be shown."""
        if line not in self._ahead:
            self._ahead.clear()
        else:
            while self._ahead.popleft() != line:
                pass

    def _as_typed(self, text: str) -> str:
        """What a shell without a line editor was given.

        What was typed while a command ran it does not show again, and what stands behind the
        prompt is output already. Then it is what was typed first; else that is over.
        """
        plain = text.strip()
        if plain in self._ahead:
            self._shown(plain)
        elif self._ahead and not plain.endswith("^C"):
            return self._ahead.popleft()
        return text

    def _begin(self, shell: _Shell) -> None:
        text = "\n".join(shell.parts).strip()[:_TEXT_LIMIT]
        shell.start = None
        if text and shell.running is not None:
            shell.running.text = text  # a line more of the same command
        elif text:
            # It was under way, and may have changed something, before its echo was read.
            started, started_s = self._entered or (datetime.now(UTC), self._clock_s())
            shell.running = _Typed(text, started, started_s, shell.directory)
            self._entered = None

    def _text(self, shell: _Shell, last_line: int) -> str:
        assert shell.start is not None
        if last_line < shell.start[0]:
            return ""
        grid = self._screen.grid
        return plain_text(grid, Span(shell.start, (last_line, grid.columns)))

    def _finish(self, shell: _Shell, exit_code: int | None) -> None:
        typed, shell.running = shell.running, None
        if typed is None or (exit_code is None and _is_leaving(typed.text)):
            return
        self._finished(
            CommandRun(
                text=typed.text,
                started=typed.started,
                duration_s=max(0.0, self._clock_s() - typed.started_s),
                exit_code=exit_code,
                is_from_terminal=True,
                working_dir=typed.directory,
                user="root",
            )
        )


def _as_edited(line: str) -> str:
    """A typed line after the keys that a terminal itself knows: erase, and kill."""
    line = re.split("[\x03\x04\x15]", line)[-1]
    while "\x7f" in line:
        line = re.sub("[^\x7f]?\x7f", "", line, count=1)
    return line.strip()


def _version(text: str) -> tuple[int, ...]:
    """Of "5.2.15(1)-release" the first two numbers."""
    numbers = text.split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdecimal())


def _is_leaving(text: str) -> bool:
    """Whether a command only ends its shell: that is no step of anything."""
    return text.split()[0] in ("exit", "logout")
