"""Stands before a registry on loopback and breaks the line where a test wants it."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

_PIECE_BYTES = 64 << 10


class CuttingProxy:
    """Passes on what comes, each way; a context manager.

    `cut_down_after`: a connection on which so many bytes came from the registry is reset, as often
    as `cuts` says; `cut_up_after` the same for bytes to it. `stall_after`: so many bytes, either
    way, and then silence.
    """

    def __init__(
        self,
        port: int,
        *,
        cut_down_after: int | None = None,
        cut_up_after: int | None = None,
        stall_after: int | None = None,
        cuts: int = 0,
    ) -> None:
        self._behind = port
        self._limits = {"down": cut_down_after, "up": cut_up_after}
        self._stall_after = stall_after
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.cuts_left = cuts
        self.down_bytes = 0
        self.stalled = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            lines = list(self._open)
        for line in lines:
            _end(line)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._behind))
            with self._lock:
                self._open += [near, far]
            self._start(self._pass_on, near, far, "up")
            self._start(self._pass_on, far, near, "down")

    def _pass_on(self, source: socket.socket, target: socket.socket, way: str) -> None:
        passed_bytes = 0
        limit = self._limits[way]
        try:
            while piece := source.recv(_PIECE_BYTES):
                if self._stall_after is not None and passed_bytes > self._stall_after:
                    self.stalled.set()
                    continue
                target.sendall(piece)
                passed_bytes += len(piece)
                if way == "down":
                    with self._lock:
                        self.down_bytes += len(piece)
                if limit is not None and passed_bytes > limit and self._may_cut():
                    break
        except OSError:
            pass  # one of the two has left
        _end(source)
        _end(target)

    def _may_cut(self) -> bool:
        with self._lock:
            if not self.cuts_left:
                return False
            self.cuts_left -= 1
            return True


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
