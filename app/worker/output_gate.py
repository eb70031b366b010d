"""Between a command that may flood and a console that a person reads.

Output arrives from a thread as fast as it comes; it is taken in portions that the window can show
without a stutter. What a console would throw away anyhow is thrown away here, and counted.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from core.model import OutputChunk

_HELD_BYTES = 1 << 20
_HELD_LINES = 5_000
_PORTION_LINES = 400
_PORTION_BYTES = 1 << 15


class OutputGate:
    """`put` from the command's thread, `take` from the window's; `wake` tells of a first put."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._chunks: deque[OutputChunk] = deque()
        self._lines = 0
        self._bytes = 0
        self._skipped_bytes = 0
        self._is_awake = False

    def put(self, chunk: OutputChunk) -> None:
        """Hold a chunk, letting the oldest go when too much is held."""
        with self._lock:
            self._hold(chunk)
            while self._lines > _HELD_LINES or self._bytes > _HELD_BYTES:
                if len(self._chunks) == 1:
                    self._shorten_only_chunk()
                    break
                self._forget(self._chunks.popleft())
            should_wake = not self._is_awake
            self._is_awake = True
        if should_wake:
            self._wake()

    def take(self) -> OutputChunk | None:
        """The next portion; None when nothing is held (then the next put wakes again)."""
        with self._lock:
            if not self._chunks:
                self._is_awake = False
                return None
            chunk = self._chunks.popleft()
            self._lines -= chunk.content.count(b"\n")
            self._bytes -= len(chunk.content)
            head, rest = _portion(chunk.content)
            if rest:
                self._chunks.appendleft(OutputChunk(chunk.stream, rest))
                self._lines += rest.count(b"\n")
                self._bytes += len(rest)
            skipped, self._skipped_bytes = self._skipped_bytes + chunk.skipped_bytes, 0
            return OutputChunk(chunk.stream, head, skipped)

    def _hold(self, chunk: OutputChunk) -> None:
        self._chunks.append(chunk)
        self._lines += chunk.content.count(b"\n")
        self._bytes += len(chunk.content)

    def _forget(self, chunk: OutputChunk) -> None:
        self._lines -= chunk.content.count(b"\n")
        self._bytes -= len(chunk.content)
        self._skipped_bytes += chunk.skipped_bytes + len(chunk.content)

    def _shorten_only_chunk(self) -> None:
        chunk = self._chunks.popleft()
        lines = chunk.content.rsplit(b"\n", _HELD_LINES)
        newest = b"\n".join(lines[1:]) if len(lines) > _HELD_LINES else chunk.content
        kept = newest[-_HELD_BYTES:]
        self._forget(chunk)
        self._skipped_bytes -= len(kept)
        self._hold(OutputChunk(chunk.stream, kept))


def _portion(content: bytes) -> tuple[bytes, bytes]:
    """What fits into one portion, and the rest."""
    pieces = content[:_PORTION_BYTES].split(b"\n", _PORTION_LINES)
    if len(pieces) <= _PORTION_LINES:
        return content[:_PORTION_BYTES], content[_PORTION_BYTES:]
    size = sum(len(piece) + 1 for piece in pieces[:_PORTION_LINES])
    return content[:size], content[size:]
