"""Contents of a layer's files, straight from its blob.

A blob cannot be entered in the middle unless it is plain, so that what is before a file is
decompressed and dropped; who wants several files asks for them in one pass.
"""

from __future__ import annotations

import codecs
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Self

import xxhash

from core.cancel import NEVER, CancelToken
from core.catalog.table import LayerTable, RowFlag, RowKind
from core.errors import (
    BlobMissingError,
    DigestMismatchError,
    FileNotThereError,
    LayerFormatError,
    LayerUnavailableError,
)
from core.layer import TarReader, decompressed_pieces
from core.layer.scanned import start_of_sparse
from core.progress import Progress, Report, Throttle, ignore

_PROBE_BYTES = 512  # a tar's first block
_READ_BYTES = 1 << 20
_LOOK_BYTES = 8000  # of a file, to tell whether it is text
_ODD_CONTROLS = bytes({*range(32)} - set(b"\a\b\t\n\v\f\r\x1b"))  # file(1) has the same set
_KIND_WORDS = {
    RowKind.DIRECTORY: "it is a directory",
    RowKind.SYMLINK: "it is a symbolic link",
    RowKind.FIFO: "it is a fifo",
    RowKind.CHARACTER_DEVICE: "it is a device",
    RowKind.BLOCK_DEVICE: "it is a device",
    RowKind.WHITEOUT: "this layer deletes it",
}

Buffer = bytes | memoryview

OpenBlob = Callable[[], BinaryIO]
"""Opens a layer's blob as it is stored, from its start."""


def read_contents(
    open_blob: OpenBlob,
    table: LayerTable,
    row: int,
    output: Callable[[bytes], object],
    *,
    limit_bytes: int | None = None,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> None:
    """Give a regular file's contents to `output` in pieces of at most about a megabyte.

    Hard links have their inode's. With a limit the rest is not read. A file that was read to its
    end is compared with the catalog: damage of the blob on the way to it may go unnoticed, damage
    of the file does not. Raises FileNotThereError for what has no contents in this layer,
    LayerUnavailableError when the blob does not hold what the catalog says (some pieces may have
    been given before), and Cancelled.
    """
    offset, size = _extent(table, row)
    wanted = size if limit_bytes is None else min(size, max(limit_bytes, 0))
    if not wanted:
        return
    digest = xxhash.xxh3_128(seed=table.facts.seed)
    with _Pass(open_blob, table, _place(offset) + wanted, cancel, report) as tar:
        for piece in tar.contents(offset, wanted):
            digest.update(piece)
            output(bytes(piece))
    if wanted == size:
        _require_digest(table, row, digest.intdigest())


def read_many(
    open_blob: OpenBlob,
    table: LayerTable,
    rows: Iterable[int],
    output: Callable[[int, bytes], object],
    *,
    limit_bytes_each: int | None,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> None:
    """Give several files' contents, each at once, in one pass over the blob.

    They are cut at the limit; without one the largest has to fit into memory. They come in the
    order of the archive, empty ones first, names of one inode after one another. `output` may
    cancel what is left. Errors are those of `read_contents`, but a whole file comes only after it
    was found to be right.
    """

    def cut(size: int) -> int:
        return size if limit_bytes_each is None else min(size, limit_bytes_each)

    by_offset: dict[tuple[int, int], list[int]] = {}
    for row in dict.fromkeys(rows):
        by_offset.setdefault(_extent(table, row), []).append(row)
    wanted = sorted(by_offset, key=lambda extent: (extent[1] > 0, _place(extent[0])))
    if not wanted:
        return
    end = _place(wanted[-1][0]) + cut(wanted[-1][1])
    with _Pass(open_blob, table, end, cancel, report) as tar:
        for offset, size in wanted:
            cancel.check()
            content = b""
            if size:
                content = b"".join(tar.contents(offset, cut(size)))
            same_inode = by_offset[offset, size]
            if len(content) == size:
                actual = xxhash.xxh3_128_intdigest(content, table.facts.seed)
                _require_digest(table, same_inode[0], actual)
            for row in same_inode:
                output(row, content)


def stream_files(
    open_blob: OpenBlob,
    table: LayerTable,
    rows: Iterable[int],
    output: Callable[[int, int, Buffer], object],
    *,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> None:
    """Give whole files, however large, in one pass over the blob: row, place in the file, piece.

    They come in the order of the archive. Errors are those of `read_contents`: a file that is not
    the right one is found out at its end.
    """
    wanted = sorted(
        (_place(offset), offset, size, row)
        for row in rows
        for offset, size in (_extent(table, row),)
    )
    if not wanted:
        return
    with _Pass(open_blob, table, wanted[-1][0] + wanted[-1][2], cancel, report) as tar:
        for _start, offset, size, row in wanted:
            digest, place = xxhash.xxh3_128(seed=table.facts.seed), 0
            for piece in tar.contents(offset, size) if size else ():
                digest.update(piece)
                output(row, place, piece)
                place += len(piece)
            _require_digest(table, row, digest.intdigest())


def decode_text(content: bytes, *, is_cut: bool = False) -> str | None:
    """Text from bytes: UTF-8, UTF-16 with a byte order mark, else Latin-1; None for what is none.

    The mark itself is no part of the text. With `is_cut` the last character may be incomplete.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return codecs.getincrementaldecoder("utf-16")().decode(content, final=not is_cut)
        except UnicodeDecodeError:
            return None
    look = content[:_LOOK_BYTES]
    if b"\x00" in look:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=not is_cut)
    except UnicodeDecodeError:
        # Random bytes hold some control characters, text of any old encoding does not.
        is_text = len(look.translate(None, _ODD_CONTROLS)) == len(look)
        return content.decode("latin-1") if is_text else None


class ContentCache:
    """The contents that were asked for last, as many as fit into `limit_bytes`. Thread-safe.

    What is larger than a quarter of it is not kept, so that one file does not drive out all others;
    nor what is empty, since nothing has to be read for it.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._lock = threading.Lock()
        self._contents: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._size_bytes = 0

    def get(self, diff_id: str, row: int) -> bytes | None:
        """What was put there, None if it is gone."""
        with self._lock:
            content = self._contents.get((diff_id, row))
            if content is not None:
                self._contents.move_to_end((diff_id, row))
            return content

    def put(self, diff_id: str, row: int, content: bytes) -> None:
        """Keep the whole contents of a layer's row."""
        key = diff_id, row
        with self._lock:
            self._size_bytes -= len(self._contents.pop(key, b""))
            if not content or len(content) > self._limit_bytes // 4:
                return
            self._contents[key] = content
            self._size_bytes += len(content)
            while self._size_bytes > self._limit_bytes:
                _key, oldest = self._contents.popitem(last=False)
                self._size_bytes -= len(oldest)

    @property
    def size_bytes(self) -> int:
        """How much is kept."""
        return self._size_bytes


def _extent(table: LayerTable, row: int) -> tuple[int, int]:
    """Offset in the tar and size of a row's contents. Raises FileNotThereError."""
    kind = RowKind(int(table.column("kind")[row]))
    inode = int(table.column("inode")[row])
    reason = _KIND_WORDS.get(kind, "")
    if not reason and int(table.column("flags")[inode]) & RowFlag.LINK_BELOW:
        reason = "its contents are in a layer below"
    if reason:
        raise FileNotThereError(table.path(row).decode("utf-8", "surrogateescape"), reason)
    return int(table.column("offset")[inode]), int(table.column("size")[inode])


def _place(offset: int) -> int:
    """How far into the tar one has to go for what has this offset."""
    start = start_of_sparse(offset)
    return offset if start is None else start


def _require_digest(table: LayerTable, row: int, actual: int) -> None:
    high, low = table.column("digest")[int(table.column("inode")[row])].tolist()
    if actual != high << 64 | low:
        raise _unavailable(table, "its file is not the one that was catalogued", row)


def _unavailable(table: LayerTable, reason: str, row: int | None = None) -> LayerUnavailableError:
    detail = "" if row is None else table.path(row).decode("utf-8", "backslashreplace")
    return LayerUnavailableError(table.facts.diff_id, reason, detail=detail)


class _Pass:
    """One way through a plain tar, from its start to `end_bytes`."""

    def __init__(
        self,
        open_blob: OpenBlob,
        table: LayerTable,
        end_bytes: int,
        cancel: CancelToken,
        report: Report,
    ) -> None:
        self._open_blob = open_blob
        self._table = table
        self._end_bytes = end_bytes
        self._cancel = cancel
        self._report = Throttle(report)
        self._at = 0  # where `_rest` begins in the tar
        self._rest = memoryview(b"")

    def __enter__(self) -> Self:
        self._cancel.check()
        with self._faults():
            self._stream = self._open_blob()
            try:
                self._begin()
            except BaseException:
                self._stream.close()
                raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream.close()

    def contents(self, offset: int, size: int) -> Iterator[Buffer]:
        """So many bytes of a file whose offset comes behind the last one's; holes as zeros."""
        start = start_of_sparse(offset)
        if start is None:
            yield from self.pieces(offset, size)
            return
        self._skip_to(start)
        with self._faults():
            reader = TarReader(_OneByOne(self))  # type: ignore[arg-type]
            next(iter(reader), None)
            while size and (piece := reader.read(min(size, _READ_BYTES))):
                size -= len(piece)
                yield piece

    @property
    def at(self) -> int:
        """Where one has come to."""
        return self._at

    def pieces(self, offset: int, size: int) -> Iterator[memoryview]:
        """So many bytes from a place on that is not before the end of the last ones."""
        self._skip_to(offset)
        while size:
            if not self._rest:
                self._read()
            piece = self._rest[:size]
            self._at += len(piece)
            self._rest = self._rest[len(piece) :]
            size -= len(piece)
            yield piece

    def _begin(self) -> None:
        """Find out whether the blob is the tar itself: then there is nothing to go through."""
        self._pieces = decompressed_pieces(self._stream)
        self._is_plain = False
        start = b""
        while len(start) < _PROBE_BYTES and (piece := next(self._pieces, b"")):
            start += piece
        self._rest = memoryview(start)
        if self._stream.seekable():
            place = self._stream.tell()
            self._stream.seek(0)
            self._is_plain = self._stream.read(_PROBE_BYTES) == start[:_PROBE_BYTES]
            self._stream.seek(place)
        if self._is_plain:
            self._stream.seek(len(self._rest))
            self._pieces = iter(lambda: self._stream.read(_READ_BYTES), b"")

    def _skip_to(self, offset: int) -> None:
        while (end := self._at + len(self._rest)) <= offset:
            self._at, self._rest = end, memoryview(b"")
            if self._is_plain and offset - end > _READ_BYTES:
                with self._faults():
                    self._stream.seek(offset)
                self._at = offset
            self._read()
        self._rest = self._rest[offset - self._at :]
        self._at = offset

    def _read(self) -> None:
        self._cancel.check()
        done = min(self._at, self._end_bytes)
        self._report(Progress("Reading a layer", done, self._end_bytes))
        with self._faults():
            self._rest = memoryview(next(self._pieces, b""))
        if not self._rest:
            raise _unavailable(self._table, "its blob ends too early")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Says of every fault of the blob that the layer cannot be looked into."""
        try:
            yield
        except (BlobMissingError, DigestMismatchError) as error:
            raise _unavailable(self._table, "its blob is missing or damaged") from error
        except LayerFormatError as error:
            raise _unavailable(self._table, error.reason) from error
        except OSError as error:
            reason = error.strerror or "its blob cannot be read"
            raise _unavailable(self._table, reason) from error


class _OneByOne:
    """The tar from where a pass has come to, for a reader that takes no more than it needs."""

    def __init__(self, tar: _Pass) -> None:
        self._tar = tar

    def read(self, size: int) -> bytes:
        return b"".join(self._tar.pieces(self._tar.at, size))
