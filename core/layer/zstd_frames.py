"""Where blocks and frames of zstd begin and end (RFC 8878, section 3.1).

zstandard does not tell whether a stream ended inside a frame, and gives whatever comes out of what
was put in at once. Both need the borders.
"""

from __future__ import annotations

from collections.abc import Iterator

_MAGIC = 0xFD2FB528
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)
_BLOCKS_LIMIT = 4  # 128 KiB of output each
_RLE, _RESERVED = 1, 3
_CHECKSUM_BYTES = 4
_DICTIONARY_BYTES = (0, 1, 2, 4)
_SIZE_BYTES = (0, 2, 4, 8)


class ZstdFrames:
    """Takes a stream in any pieces and gives it back in pieces of a few blocks each.

    Skippable frames are left out, and zeros after the last frame. Raises ValueError for what is no
    frame.
    """

    def __init__(self) -> None:
        self._held = b""  # the beginning of a header
        self._left = 0  # of the block at hand, with the checksum behind the last one
        self._skipped = 0  # what is still to be skipped
        self._is_in_frame = False
        self._has_checksum = False

    @property
    def is_between(self) -> bool:
        """Whether the stream may end here."""
        return not (self._held or self._left or self._skipped or self._is_in_frame)

    def feed(self, data: bytes) -> Iterator[memoryview]:
        """What can be given on by now. Take all of it before the next call."""
        view = memoryview(self._held + data)
        self._held = b""
        start = at = blocks = 0
        while at < len(view):
            if self._left:
                taken = min(self._left, len(view) - at)
                self._left -= taken
                at += taken
            elif self._skipped:
                taken = min(self._skipped, len(view) - at)
                self._skipped -= taken
                start = at = at + taken
            elif self._is_in_frame:
                if blocks == _BLOCKS_LIMIT:
                    yield view[start:at]
                    start, blocks = at, 0
                if len(view) - at < 3:
                    break
                self._begin_block(int.from_bytes(view[at : at + 3], "little"))
                at += 3
                blocks += 1
            else:
                if start < at:
                    yield view[start:at]
                    start, blocks = at, 0
                length = self._begin_frame(bytes(view[at : at + 18]), view[at:])
                if not length:
                    break
                at += length
                if self._skipped or not self._is_in_frame:
                    start = at
        if start < at:
            yield view[start:at]
        self._held = bytes(view[at:])

    def _begin_block(self, header: int) -> None:
        is_last, kind, size = header & 1, header >> 1 & 3, header >> 3
        if kind == _RESERVED:
            raise ValueError("a block of an unknown type")
        self._left = 1 if kind == _RLE else size
        if is_last:
            self._is_in_frame = False
            self._left += _CHECKSUM_BYTES if self._has_checksum else 0

    def _begin_frame(self, start: bytes, rest: memoryview) -> int:
        """How long the frame's header is; 0 when it is not whole yet."""
        if start[0] == 0 and not bytes(rest).strip(b"\x00"):
            return len(rest)
        if len(start) < 8:
            return 0
        magic = int.from_bytes(start[:4], "little")
        if magic in _SKIPPABLE:
            self._skipped = int.from_bytes(start[4:8], "little")
            return 8
        if magic != _MAGIC:
            raise ValueError("something that is no frame")
        descriptor = start[4]
        is_single_segment = descriptor >> 5 & 1
        length = 5 + _DICTIONARY_BYTES[descriptor & 3] + _SIZE_BYTES[descriptor >> 6]
        # Either the window's size or, even if the flag says none, a byte of the content's.
        length += 1 if not is_single_segment or descriptor >> 6 == 0 else 0
        if len(start) < length:
            return 0
        self._has_checksum = bool(descriptor >> 2 & 1)
        self._is_in_frame = True
        return length
