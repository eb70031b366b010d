"""Between a terminal's master end and a window: a thread reads and writes, the window takes.

Nothing is lost and nobody waits in the window: when it does not take what came, reading stops, the
kernel's buffer fills, and the program in the container waits, as it would for a slow terminal.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Callable

from core.engine.protocol import Terminal
from core.model import TerminalSize

_HELD_BYTES = 256 << 10
_READ_BYTES = 64 << 10
_TYPED_BYTES = 4 << 20  # a program that never reads cannot make the window hold more


class TerminalPump:
    """`run` is the thread's; all else the window's. `wake` tells, from the thread, of output."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._held: deque[bytes] = deque()
        self._held_bytes = 0
        self._typed = bytearray()
        self._size: TerminalSize | None = None
        self._is_awake = False
        self._is_closed = False
        self._nudge = -1  # the write end of a pipe that the thread listens to, while it runs

    # --- the window's side --------------------------------------------------------------------

    def take(self, limit_bytes: int) -> bytes:
        """The next output; b"" when there is none (then the next one wakes again)."""
        with self._lock:
            if not self._held:
                self._is_awake = False
                return b""
            piece = self._held.popleft()
            if len(piece) > limit_bytes:
                self._held.appendleft(piece[limit_bytes:])
                piece = piece[:limit_bytes]
            was_full = self._held_bytes >= _HELD_BYTES
            self._held_bytes -= len(piece)
            if was_full and self._held_bytes < _HELD_BYTES:
                self._nudge_thread()
            return piece

    def write(self, keys: bytes) -> bool:
        """Send what is typed; whether there was room for all of it (else nothing is sent)."""
        with self._lock:
            if self._is_closed or len(self._typed) + len(keys) > _TYPED_BYTES:
                return False
            self._typed += keys
            self._nudge_thread()
            return True

    def resize(self, size: TerminalSize) -> None:
        """Tell the program, soon."""
        with self._lock:
            self._size = size
            self._nudge_thread()

    def close(self) -> None:
        """Hang up, from any thread. Idempotent."""
        with self._lock:
            self._is_closed = True
            self._held.clear()
            self._held_bytes = 0
            self._nudge_thread()

    # --- the thread's side --------------------------------------------------------------------

    def run(self, terminal: Terminal) -> int | None:
        """Read and write until the program ends or the window closes; the exit code if known."""
        listening, nudge = os.pipe()
        os.set_blocking(listening, False)
        os.set_blocking(nudge, False)
        os.set_blocking(terminal.fileno(), False)
        with self._lock:
            self._nudge = nudge
        try:
            has_ended = self._go_on(terminal, listening)
            return terminal.wait() if has_ended else None
        finally:
            with self._lock:
                self._nudge = -1
            os.close(listening)
            os.close(nudge)
            terminal.close()

    def _go_on(self, terminal: Terminal, listening: int) -> bool:
        """Whether the program ended by itself."""
        master = terminal.fileno()
        while True:
            with self._lock:
                if self._is_closed:
                    return False
                size, self._size = self._size, None
                wanted = select.POLLIN if self._held_bytes < _HELD_BYTES else 0
                wanted |= select.POLLOUT if self._typed else 0
            if size is not None:
                terminal.resize(size)
            poll = select.poll()
            poll.register(listening, select.POLLIN)
            if wanted:  # without, its end alone would wake us again and again
                poll.register(master, wanted)
            ready = dict(poll.poll())
            if listening in ready:
                os.read(listening, 4096)
            happened = ready.get(master, 0)
            if happened & select.POLLOUT:
                self._send(master)
            is_readable = happened & (select.POLLIN | select.POLLHUP | select.POLLERR)
            if is_readable and wanted & select.POLLIN and not self._receive(master):
                return True
            if is_readable and not wanted & select.POLLIN:
                with self._lock:
                    self._typed.clear()  # it has hung up: nobody reads this any more

    def _receive(self, master: int) -> bool:
        """Hold what can be read now; False at the end."""
        pieces: list[bytes] = []
        size_bytes, is_open = 0, True
        while size_bytes < _READ_BYTES:
            try:
                piece = os.read(master, _READ_BYTES)
            except BlockingIOError:
                break
            except OSError:  # EIO: nobody has the other end any more
                piece = b""
            if not piece:
                is_open = False
                break
            pieces.append(piece)
            size_bytes += len(piece)
        if pieces:
            with self._lock:
                if not self._is_closed:
                    self._held.append(b"".join(pieces))
                    self._held_bytes += size_bytes
                should_wake = not self._is_awake
                self._is_awake = True
            if should_wake:
                self._wake()
        return is_open

    def _send(self, master: int) -> None:
        with self._lock:
            waiting = bytes(self._typed[:_READ_BYTES])
        try:
            sent = os.write(master, waiting)
        except BlockingIOError:
            return
        except OSError:  # EIO, as above: it is noticed when reading
            sent = len(waiting)
        with self._lock:
            del self._typed[:sent]

    def _nudge_thread(self) -> None:
        """Called with the lock held, under which the pipe is closed as well."""
        if self._nudge >= 0:
            try:
                os.write(self._nudge, b".")
            except BlockingIOError:
                pass  # it is full of nudges already
