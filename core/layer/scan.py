"""Reading all that an archive says, in one pass and as columns, for the catalog.

As strict as `TarReader`, with whom it shares the rules: what one refuses, the other refuses. Only
size and type of most headers are looked at one by one, which is what it takes to find the next;
the rest is decoded by the thousands (`scan_batch`). Whatever is not plainly harmless goes through
`rules`, entry by entry.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import xxhash

from core.errors import LayerFormatError
from core.layer.header import BLOCK_BYTES, parse_header
from core.layer.limits import Limits
from core.layer.rules import EXTENSIONS, EntryRules
from core.layer.scan_batch import ScanBatch
from core.layer.scanned import CODES, EntryCode, ScannedEntries, offset_of_sparse
from core.layer.sparse import Extent
from core.layer.tar_window import TarWindow
from core.translation import tr_noop

Buffer = bytes | memoryview

BATCH_ENTRIES = 4096
TEXT_BYTES = 8000
"""So much of a file is looked at to tell whether it is text."""

_ENDS = (0x00, 0x20)  # what a number's last byte may be
_PLAIN = {
    ord("0"): int(EntryCode.REGULAR),
    ord("1"): int(EntryCode.HARDLINK),
    ord("2"): int(EntryCode.SYMLINK),
    ord("5"): int(EntryCode.DIRECTORY),
}
_REGULAR = int(EntryCode.REGULAR)
_ZEROS = b"\x00" * BLOCK_BYTES
_HOLE = b"\x00" * (256 << 10)


class TarScan:
    """Iterate for entries, some thousands at a time. Raises LayerFormatError.

    `pieces` are the plain tar, none of them empty; they are read to their end. What came before a
    fault is yielded before it is raised. `tar_bytes` and `has_end_marker` are right at the end.
    """

    def __init__(self, pieces: Iterable[bytes], *, seed: int, limits: Limits | None = None) -> None:
        self._window = TarWindow(pieces)
        self._seed = seed
        self._rules = EntryRules(limits=limits)
        self._batch = ScanBatch(self._rules)
        self._empty_digest = xxhash.xxh3_128_digest(b"", seed)
        self._start = 0  # of the entry at hand, with what is said before its header
        self.has_end_marker = False

    @property
    def tar_bytes(self) -> int:
        """How much has been read."""
        return self._window.position

    def __iter__(self) -> Iterator[ScannedEntries]:
        fault: LayerFormatError | None = None
        has_more = True
        while has_more and fault is None:
            try:
                self._walk_plain()
                has_more = len(self._batch) >= BATCH_ENTRIES or self._step()
            except LayerFormatError as error:
                fault = error
            if fault or not has_more or len(self._batch) >= BATCH_ENTRIES:
                # It may find that the fault is an earlier one.
                yield from self._batch.decoded()
                self._batch = ScanBatch(self._rules)
        if fault is not None:
            raise fault

    def _walk_plain(self) -> None:
        """Take entries as long as they are plain and whole in the piece at hand.

        This is where the time goes: hence local names, and nothing looked at twice.
        """
        window, batch = self._window, self._batch
        piece, view, at, base = window.piece, window.view, window.at, window.base
        length, find = len(piece), piece.find
        add_block, add_code, add_size = batch.blocks.append, batch.codes.append, batch.sizes.append
        add_offset, add_digest = batch.offsets.append, batch.digests.append
        add_text = batch.texts.append
        plain, ends, seed, empty = _PLAIN, _ENDS, self._seed, self._empty_digest
        hashed = xxhash.xxh3_128_digest
        for _ in range(0 if self._rules.extension.is_there else BATCH_ENTRIES - len(batch)):
            start = at + 512
            if start > length:
                break
            block = piece[at:start]
            code, digits = plain.get(block[156]), block[124:135]
            if code is None or block[135] not in ends or not digits.isdigit():
                break
            try:
                size = int(digits, 8)
            except ValueError:
                break
            if not size:
                at = start
                add_digest(empty)
                add_text(1)
            elif code != _REGULAR or start + size > length:
                break
            else:
                end = start + size
                add_digest(hashed(view[start:end], seed))
                add_text(find(0, start, end if size < TEXT_BYTES else start + TEXT_BYTES) < 0)
                at = end + (-size & 511)
            add_block(block)
            add_code(code)
            add_size(size)
            add_offset(base + start)
        window.at = at

    def _step(self) -> bool:
        """Take one header with what belongs to it, whatever it is and wherever pieces end.

        Whether there is more.
        """
        window, rules = self._window, self._rules
        is_settled = window.settle()
        if not rules.extension.is_there:
            self._start = window.position
        # No end marker is common; what fills the last block is left out by `umoci insert`.
        block = window.take(BLOCK_BYTES) if is_settled else b""
        if not block:
            rules.finish()
            return False
        self._require(len(block) == BLOCK_BYTES)
        if block == _ZEROS:
            self.has_end_marker = True
            self._check_end()
            rules.finish()
            return False
        typeflag = block[156:157]
        if typeflag in EXTENSIONS:
            self._take_extension(block, typeflag)
        else:
            self._take_entry(block)
        return True

    def _take_extension(self, block: bytes, typeflag: bytes) -> None:
        size = _plain_size(block)
        if size is None or typeflag == b"g":
            size = parse_header(block).size_bytes
        else:
            self._batch.extension_blocks.append((len(self._batch), block))
        self._rules.check_extension(size)
        content = self._take_whole(size)
        self._take_whole(-size % BLOCK_BYTES)
        self._rules.extend(typeflag, content)

    def _take_entry(self, block: bytes) -> None:
        batch, rules = self._batch, self._rules
        size, code = _plain_size(block), _PLAIN.get(block[156])
        stored, extents = size, None
        if size is None or code is None or self._is_resized or (size and code != _REGULAR):
            entry, extents = batch.resolve(parse_header(block), self._take_whole)
            size, code = entry.size_bytes, int(CODES[entry.type])
            stored = rules.stored_bytes
        elif rules.extension.is_there:
            batch.extend()
        window = self._window
        batch.blocks.append(block)
        batch.codes.append(code)
        batch.sizes.append(size)
        batch.offsets.append(window.position if extents is None else offset_of_sparse(self._start))
        batch.digests.append(self._empty_digest)
        batch.texts.append(True)
        if size:
            pieces = self._stored(size, block)
            if extents is not None:
                pieces = self._filled(extents, size, block)
            batch.digests[-1], batch.texts[-1] = self._read_content(pieces)
        elif stored:
            for _part in self._stored(stored, block):
                pass  # of a backup's directory: names that were there then
        window.at += -(stored or 0) % BLOCK_BYTES

    @property
    def _is_resized(self) -> bool:
        """Whether something was said of the size of the next entry."""
        pax = self._rules.extension.pax
        return pax is not None and (pax.size_bytes is not None or pax.sparse is not None)

    def _read_content(self, pieces: Iterable[Buffer]) -> tuple[bytes, bool]:
        """The digest, and whether it is text."""
        hasher, is_text, looked_at = xxhash.xxh3_128(seed=self._seed), True, 0
        for part in pieces:
            hasher.update(part)
            if is_text and looked_at < TEXT_BYTES:
                is_text = 0 not in bytes(part[: TEXT_BYTES - looked_at])
            looked_at += len(part)
        return hasher.digest(), is_text

    def _stored(self, size: int, block: bytes) -> Iterator[Buffer]:
        """So many bytes, all of them."""
        for part in self._window.parts(size):
            size -= len(part)
            yield part
        if size:
            self._rules.current = block[:100].partition(b"\x00")[0]
            raise self._rules.error("truncated", "the archive ends inside this file")

    def _filled(self, extents: tuple[Extent, ...], size: int, block: bytes) -> Iterator[Buffer]:
        """A sparse file with zeros for its holes."""
        at = 0
        for offset, length in (*extents, (size, 0)):
            while at < offset:
                hole = _HOLE[: offset - at]
                at += len(hole)
                yield hole
            yield from self._stored(length, block)
            at += length

    def _take_whole(self, size: int) -> bytes:
        content = self._window.take(size)
        self._require(len(content) == size)
        return content

    def _check_end(self) -> None:
        """After the end marker there is nothing but zeros: else another reader finds more."""
        for part in self._window.parts(sys.maxsize):
            if bytes(part).strip(b"\x00"):
                raise LayerFormatError(
                    "bad-tar", "", tr_noop("something follows the end of the archive")
                )

    def _require(self, is_whole: bool) -> None:
        if not is_whole:
            raise self._rules.error("truncated", "the archive was cut short")


def _plain_size(block: bytes) -> int | None:
    """The size, if it is written as most write it."""
    digits = block[124:135]
    if block[135] not in _ENDS or not digits.isdigit():
        return None
    try:
        return int(digits, 8)
    except ValueError:
        return None
