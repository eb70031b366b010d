"""Compressing and hashing a tar while it is made.

Three threads share the work, since zlib's and hashlib's loops let go of the interpreter: who makes
the tar, who hashes it (diffID), who compresses and stores it.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from isal import isal_zlib

_PIECE_BYTES = 1 << 20
_QUEUE_LENGTH = 8
_GZIP_LEVEL = 1  # of igzip's 0 to 3: higher costs more time than it saves bytes


class GzipSink:
    """Takes a tar by `write`; passes gzip on to `store`; knows the diffID at the end.

    The same tar always gives the same gzip bytes: no time, no name in its header. Use as a context
    manager; `finish` must be called inside it, else the work is dropped.
    """

    def __init__(self, store: Callable[[bytes], object]) -> None:
        self._store = store
        self._pending = bytearray()
        self._hash = hashlib.sha256()
        self._failure: BaseException | None = None
        self._hash_queue: queue.Queue[bytes | None] = queue.Queue(_QUEUE_LENGTH)
        self._gzip_queue: queue.Queue[bytes | None] = queue.Queue(_QUEUE_LENGTH)
        self._is_dropped = False
        self._threads = [
            threading.Thread(target=self._hash_pieces, daemon=True),
            threading.Thread(target=self._compress_pieces, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self.tar_bytes = 0
        self.diff_id = ""

    def write(self, content: bytes | memoryview) -> None:
        """Add to the tar. Raises what storing raised."""
        self.tar_bytes += len(content)
        self._pending += content
        if len(self._pending) >= _PIECE_BYTES:
            self._pass_on()

    def finish(self) -> None:
        """No more will come: sets `diff_id`. Raises what storing raised."""
        self._pass_on()
        self._join()
        if self._failure is not None:
            raise self._failure
        self.diff_id = "sha256:" + self._hash.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_dropped = True
        self._join()

    def _pass_on(self) -> None:
        if self._failure is not None:
            raise self._failure
        piece = bytes(self._pending)
        self._pending.clear()
        if piece:
            self._hash_queue.put(piece)
            self._gzip_queue.put(piece)

    def _join(self) -> None:
        if self._threads:
            self._hash_queue.put(None)
            self._gzip_queue.put(None)
            for thread in self._threads:
                thread.join()
            self._threads = []

    def _hash_pieces(self) -> None:
        while (piece := self._hash_queue.get()) is not None:
            self._hash.update(piece)

    def _compress_pieces(self) -> None:
        compressor = isal_zlib.compressobj(_GZIP_LEVEL, wbits=31)
        while (piece := self._gzip_queue.get()) is not None:
            if self._failure is None and not self._is_dropped:
                self._store_or_keep_failure(compressor.compress(piece))
        if self._failure is None and not self._is_dropped:
            self._store_or_keep_failure(compressor.flush())

    def _store_or_keep_failure(self, compressed: bytes) -> None:
        try:
            if compressed:
                self._store(compressed)
        except BaseException as error:  # carried to the thread that writes
            self._failure = error
