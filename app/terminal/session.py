"""A terminal's life: a shell is opened, ends, another one takes its place; the screen stays.

Everything here happens in the GUI thread. What a program writes is read a few milliseconds at a
time, at most once a frame, so that a flood of it leaves the window its time; what is not read yet
waits in the wire and, beyond that, makes the program wait.
"""

from __future__ import annotations

import enum
import shlex
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.terminal.host import TerminalHost, Wire
from app.terminal.keys import pasted
from app.terminal.marks import TypedCommands
from app.terminal.parser import Parser
from app.terminal.pen import FAINT, PLAIN, Pen
from app.terminal.screen import Modes, Screen
from app.terminal.shells import SHELLS, hand_request, new_word, shell_request
from core.errors import CommandNotFoundError
from core.model import CommandRun, Container, ContainerState, ExecRequest, TerminalSize
from core.translation import tr

_FRAME_MS = 16
_BUDGET_S = 0.008  # of each frame, for reading what a program wrote
_LEAST_REST_MS = 4
_PIECE_BYTES = 16 << 10


class State(enum.Enum):
    """What a terminal is doing."""

    CLOSED = "closed"  # nothing was opened yet
    OPENING = "opening"
    LIVE = "live"
    ENDED = "ended"
    NO_SHELL = "no shell"  # the image has none: programs can be run by hand


class TerminalSession(QObject):
    """Signals: shown(): the screen changed; changed(): the state, or a title."""

    shown = Signal()
    changed = Signal()

    def __init__(self, host: TerminalHost, container: Container) -> None:
        super().__init__()
        self._host = host
        self.container = container
        self.screen = Screen(answer=self._send)
        self.state = State.CLOSED
        self.exit_code: int | None = None
        self.error = ""  # why it could not be opened
        self.commands: TypedCommands | None = None
        self._parser = Parser(self.screen)
        self._wire: Wire | None = None
        self._by_hand: tuple[str, datetime, float] | None = None
        self._has_no_shell = False
        self._end: tuple[int | None, Exception | None] | None = None
        self._line_due = ""  # written above what comes next
        self._seen_title = ("", "")
        self._opens_again = False
        self._is_due = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._frame_over)

    # --- opening and ending -------------------------------------------------------------------

    @property
    def can_open(self) -> bool:
        """Whether a shell can be opened here now."""
        is_free = self.state not in (State.OPENING, State.LIVE)
        return is_free and self.container.state is ContainerState.RUNNING

    def open(self) -> None:
        """A new shell, where there is none."""
        if self.can_open:
            word = new_word()
            requests = [
                shell_request(shell, word, self.container.name, self._size) for shell in SHELLS
            ]
            self._by_hand, self._has_no_shell = None, False
            self._start(requests)
            self.commands = TypedCommands(self.screen, word, self._typed_command_ended)

    def open_again(self) -> None:
        """The container was started anew, which ends what ran: another shell takes its place."""
        if self.state is State.ENDED:
            self.open()
        else:  # its end is about to be told
            self._opens_again = self.state is State.LIVE

    def run_by_hand(self, line: str) -> str:
        """Run a program without a shell; what is wrong with the line, "" when nothing is."""
        try:
            argv = tuple(shlex.split(line))
        except ValueError:
            return tr("A quotation mark is not closed.")
        if not argv:
            return tr("Type the path of a program, for instance  /bin/program --help")
        if self.can_open:
            self._by_hand = shlex.join(argv), datetime.now(UTC), time.monotonic()
            self._start([hand_request(argv, self._size)])
        return ""

    def close(self) -> None:
        """Hang up for good."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()
        self._timer.stop()
        self._forget_commands()
        self.state = State.CLOSED

    def show_container(self, container: Container) -> None:
        """The container was started, stopped, renamed or paused."""
        before, self.container = self.container, container
        is_stopped = container.state not in (ContainerState.RUNNING, ContainerState.PAUSED)
        was_stopped = before.state not in (ContainerState.RUNNING, ContainerState.PAUSED)
        if is_stopped and not was_stopped and self.state is not State.CLOSED:
            self._line_due = tr("the container was stopped")
            if self.state is not State.LIVE:
                self._write_line_due()
        if before.state is not container.state or before.name != container.name:
            self.changed.emit()

    # --- typing -------------------------------------------------------------------------------

    def type(self, keys: bytes) -> None:
        """Keys that the person pressed."""
        if self.state is State.LIVE:
            if self.commands is not None:
                self.commands.typed(keys)
            self._send(keys)

    def tell(self, report: bytes) -> None:
        """What nobody typed: where the mouse is, or that the keyboard came or went."""
        if self.state is State.LIVE:
            self._send(report)

    def paste(self, text: str) -> bool:
        """A text as if it was typed, without what would press keys; whether there was room."""
        keys = pasted(text, self.screen.modes)
        if self.state is not State.LIVE or self._wire is None:
            return False
        if not self._wire.write(keys):
            return False
        if self.commands is not None and not self.screen.modes.brackets_paste:
            self.commands.typed(keys)
        return True

    def resize(self, rows: int, columns: int) -> None:
        """Another size in characters."""
        before = self.screen.rows, self.screen.columns
        self.screen.resize(rows, columns)
        if before != (self.screen.rows, self.screen.columns):
            if self._wire is not None:
                self._wire.resize(self._size)
            self.shown.emit()

    @property
    def title(self) -> str:
        """What runs: as the program says, the command, or the kind of thing."""
        if self.state is State.NO_SHELL:
            return tr("no shell")
        running = self.commands.running if self.commands is not None else ""
        if self._by_hand is not None:
            running = self._by_hand[0]
        return running.split()[0].rpartition("/")[2] if running.split() else "shell"

    @property
    def running(self) -> str:
        """The command that runs, which closing would end; "" at a prompt."""
        if self.state is not State.LIVE:
            return ""
        if self._by_hand is not None:
            return self._by_hand[0]
        return self.commands.running if self.commands is not None else ""

    # --- what the host tells ------------------------------------------------------------------

    def opened(self, wire: Wire) -> None:
        """The program runs."""
        if wire is self._wire:
            self._write_line_due()
            self.state, self._opens_again = State.LIVE, False
            wire.resize(self._size)  # it may have changed meanwhile
            self.changed.emit()

    def has_output(self, wire: Wire) -> None:
        """There is something to read: now, or when this frame is over."""
        if wire is self._wire:
            self._is_due = True
            if not self._timer.isActive():
                self._read()

    def ended(self, wire: Wire, exit_code: int | None, error: Exception | None) -> None:
        """The program has ended; what it wrote last is read first."""
        if wire is self._wire:
            self._end = exit_code, error
            self._is_due = True
            if not self._timer.isActive():
                self._read()

    # --- reading ------------------------------------------------------------------------------

    def _frame_over(self) -> None:
        if self._is_due:
            self._read()

    def _read(self) -> None:
        self._is_due = False
        start_s = time.monotonic()
        while self._wire is not None:
            piece = self._wire.take(_PIECE_BYTES)
            if not piece:
                break
            self._parser.feed(piece)
            if time.monotonic() - start_s > _BUDGET_S:
                self._is_due = True
                break
        if self._end is not None and not self._is_due:
            self._finish(*self._end)
        elif self._wire is not None:
            taken_ms = int((time.monotonic() - start_s) * 1000)
            self._timer.start(max(_LEAST_REST_MS, _FRAME_MS - taken_ms))
        self.shown.emit()
        title = self.title, self.screen.title
        if title != self._seen_title:
            self._seen_title = title
            self.changed.emit()

    def _finish(self, exit_code: int | None, error: Exception | None) -> None:
        self._end = self._wire = None
        self._forget_commands()
        if self._by_hand is not None and error is None:
            text, started, started_s = self._by_hand
            self._host.record(
                self.container.id,
                CommandRun(
                    text, started, time.monotonic() - started_s, exit_code,
                    is_from_terminal=True, user="root",
                ),
            )  # fmt: skip
        elif self._by_hand is None and isinstance(error, CommandNotFoundError):
            self._has_no_shell, error = True, None
        self.error = str(error) if error is not None else ""
        self.state = State.NO_SHELL if self._has_no_shell else State.ENDED
        self._by_hand = None
        self.exit_code = exit_code
        self._rest_screen()
        if self._line_due:
            self._write_line_due()
        elif error is None and self.state is State.ENDED:
            self._line_due = tr("a new shell")
        if self._opens_again:
            self._opens_again = False
            self.open()
        self.changed.emit()

    # --- the rest -----------------------------------------------------------------------------

    @property
    def _size(self) -> TerminalSize:
        return TerminalSize(self.screen.rows, self.screen.columns)

    def _start(self, requests: Sequence[ExecRequest]) -> None:
        self.state, self.error, self.exit_code = State.OPENING, "", None
        self._end = None
        self._parser = Parser(self.screen)
        self._wire = self._host.open(self.container.id, requests, self)
        self.changed.emit()

    def _send(self, keys: bytes) -> None:
        """A program that does not read what it asked for gets no more of it."""
        if self._wire is not None:
            self._wire.write(keys)

    def _typed_command_ended(self, run: CommandRun) -> None:
        self._host.record(self.container.id, run)

    def _forget_commands(self) -> None:
        if self.commands is not None:
            self.commands.ended()
            self.commands = None

    def _rest_screen(self) -> None:
        """What a program left switched on must not bother the next one."""
        screen = self.screen
        if screen.is_alternate:
            screen.use_main()
            screen.restore_cursor()
        screen.modes, screen.pen = Modes(), PLAIN
        screen.graphics, screen.shift = [False, False], 0
        screen.top, screen.bottom = 0, screen.rows - 1
        screen.cursor_shape = 0
        screen.title = ""
        if screen.x or screen.waits_to_wrap:
            screen.carriage_return()
            screen.line_feed()

    def _write_line_due(self) -> None:
        words, self._line_due = self._line_due, ""
        if words:
            screen = self.screen
            screen.pen = Pen(style=FAINT)
            screen.draw(f"── {words} · {datetime.now():%H:%M:%S} ──")
            screen.pen = PLAIN
            screen.carriage_return()
            screen.line_feed()
            screen.revision += 1
            self.shown.emit()
