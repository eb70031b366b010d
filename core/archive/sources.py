"""Where an archive's files are read from: a plain tar, a packed one, a folder."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from core.archive import opening
from core.archive.members import MARKS, Members
from core.archive.opening import FileWindow, as_stream
from core.cancel import CancelToken
from core.errors import BlobMissingError, FileAccessError, LayerFormatError
from core.layer import EntryType, Limits, TarReader, open_decompressed
from core.layer.entry import shown
from core.layer.free_space import FreeSpace
from core.oci.strict_json import SIZE_LIMIT_BYTES
from core.progress import Progress, Report, Throttle
from core.store.durable import storage_errors
from core.translation import tr_noop

_DOCUMENTS_BYTES = 64 << 20  # that are kept of a packed archive
_DOCUMENT_STARTS = b"{[ \t\r\n\xef\xff\xfe"  # marks of other encodings are refused later, by name
_PHASE = tr_noop("Looking into the archive")


class Files(Protocol):
    """The files of an archive, by their names in it."""

    @property
    def marks(self) -> frozenset[bytes]:
        """Which of `members.MARKS` there are."""
        ...

    def size_of(self, name: bytes) -> int:
        """In bytes. Raises BlobMissingError, LayerFormatError."""
        ...

    def document(self, name: bytes) -> bytes:
        """A small file's content, cut behind the largest that is allowed. Raises as `size_of`."""
        ...

    def pieces(self, name: bytes, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        """A file's content from `offset` on. Raises as `size_of`, and FileAccessError."""
        ...

    def close(self) -> None:
        """Idempotent."""
        ...


class _Closing:
    """A source as a context manager."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        raise NotImplementedError


class LayoutFolder(_Closing):
    """An image layout as a folder; nothing in it is followed out of it."""

    def __init__(self, folder: int, path: str) -> None:
        self._folder = folder
        self._path = path
        self._is_open = True

    @property
    def marks(self) -> frozenset[bytes]:
        try:
            return frozenset(map(os.fsencode, os.listdir(self._folder))) & MARKS
        except OSError as error:
            raise FileAccessError(self._path, error.strerror or str(error)) from error

    def size_of(self, name: bytes) -> int:
        descriptor = self._open(name)
        try:
            return os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)

    def document(self, name: bytes) -> bytes:
        return b"".join(self._read(name, 0, SIZE_LIMIT_BYTES + 1, CancelToken()))

    def pieces(self, name: bytes, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        return self._read(name, offset, None, cancel)

    def _read(
        self, name: bytes, offset: int, size_bytes: int | None, cancel: CancelToken
    ) -> Iterator[bytes]:
        descriptor = self._open(name)
        try:
            left = os.fstat(descriptor).st_size - offset if size_bytes is None else size_bytes
            yield from opening.pieces_of(descriptor, offset, left, cancel, self._path)
        finally:
            os.close(descriptor)

    def _open(self, name: bytes) -> int:
        parts = tuple(os.fsdecode(part) for part in name.split(b"/"))
        if any(part in ("", ".", "..") for part in parts) or b"\x00" in name:
            raise BlobMissingError(shown(name), detail="no name of a file in a layout")
        return opening.open_inside(self._folder, parts, shown(name))

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self._folder)


class _SeekingReader(TarReader):
    """Goes from header to header of a plain file, over what lies between."""

    def __init__(self, window: FileWindow, size_bytes: int, limits: Limits) -> None:
        super().__init__(as_stream(window), limits=limits)
        self._window = window
        self._file_bytes = size_bytes

    def _skip_content(self) -> None:
        if self._content_left > self._file_bytes - self._window.at:
            raise self._rules.error("truncated", "the archive ends inside this file")
        self._window.at += self._content_left
        self._content_left = 0


class PlainTar(_Closing):
    """A tar that is not packed: any part of it can be read at any time."""

    def __init__(self, file: int, path: str) -> None:
        """Takes `file` over."""
        self._file = file
        self._path = path
        self._is_open = True
        self.members = Members()

    def walk(self, cancel: CancelToken, report: Report) -> None:
        """Find all members. Raises LayerFormatError, FileAccessError, Cancelled."""
        size_bytes = os.fstat(self._file).st_size
        window, told = FileWindow(self._file, self._path), Throttle(report)
        reader = _SeekingReader(window, size_bytes, Limits())
        for entry in reader:
            cancel.check()
            told(Progress(_PHASE, window.at, size_bytes))
            self.members.add(entry, window.at, is_sparse=reader.is_sparse)
            if self.members.is_root_file_system:
                return

    @property
    def marks(self) -> frozenset[bytes]:
        return frozenset(self.members.marks)

    def size_of(self, name: bytes) -> int:
        return self.members.find(name).size_bytes

    def document(self, name: bytes) -> bytes:
        found = self.members.find(name)
        size_bytes = min(found.size_bytes, SIZE_LIMIT_BYTES + 1)
        return b"".join(
            opening.pieces_of(self._file, found.start, size_bytes, CancelToken(), self._path)
        )

    def pieces(self, name: bytes, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        found = self.members.find(name)
        start, left = found.start + offset, found.size_bytes - offset
        return opening.pieces_of(self._file, start, left, cancel, self._path)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self._file)


class PackedTar(_Closing):
    """A tar that is packed as a whole: read once, from its start.

    For a look only the documents are kept. For an import all of it is, unpacked in a file without a
    name: layers are asked for in another order than they lie in.
    """

    def __init__(self, file: int, path: str, limits: Limits, spool: Path | None = None) -> None:
        """Takes `file` over. `spool` is a folder on a disk that may be filled."""
        self._file = file
        self._path = path
        self._limits = limits
        self._is_open = True
        self._spool = spool
        self._kept: _Kept | None = None
        self._documents: dict[int, bytes] = {}
        self.members = Members()

    def walk(self, cancel: CancelToken, report: Report) -> None:
        """Find all members and keep the documents.

        Raises LayerFormatError, FileAccessError, StorageFullError, Cancelled.
        """
        size_bytes = os.fstat(self._file).st_size
        window, told = FileWindow(self._file, self._path), Throttle(report)
        limits = self._limits
        if self._spool is not None:
            self._kept = _Kept(self._spool, limits)
        unpacked = open_decompressed(as_stream(window), is_rootfs=True, limits=limits)
        plain = _Counted(unpacked, self._kept, cancel)
        reader = TarReader(plain.as_stream(), limits=limits)
        kept_bytes = 0
        for entry in reader:
            cancel.check()
            told(Progress(_PHASE, window.at, size_bytes))
            start = plain.at
            self.members.add(entry, start, is_sparse=reader.is_sparse)
            if self.members.is_root_file_system:
                return
            is_small = entry.size_bytes <= SIZE_LIMIT_BYTES and not reader.is_sparse
            if entry.type is EntryType.REGULAR and is_small:
                content = _document(reader)
                kept_bytes += len(content)
                if kept_bytes > _DOCUMENTS_BYTES:
                    reason = f"its documents are larger than {_DOCUMENTS_BYTES >> 20} MiB together"
                    raise LayerFormatError("limit", entry.shown_path, reason)
                if content:
                    self._documents[start] = content

    @property
    def marks(self) -> frozenset[bytes]:
        return frozenset(self.members.marks)

    def size_of(self, name: bytes) -> int:
        return self.members.find(name).size_bytes

    def document(self, name: bytes) -> bytes:
        found = self.members.find(name)
        if found.size_bytes > SIZE_LIMIT_BYTES:
            return bytes(SIZE_LIMIT_BYTES + 1)  # refused for its length
        return self._documents.get(found.start, b"")  # what does not begin as one is none

    def pieces(self, name: bytes, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        found = self.members.find(name)
        assert self._kept is not None, "a look reads documents only"
        start, left = found.start + offset, found.size_bytes - offset
        return opening.pieces_of(self._kept.descriptor, start, left, cancel, self._path)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self._file)
            if self._kept is not None:
                self._kept.close()


class _Kept:
    """A file without a name, which is gone with the process at the latest."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._space = FreeSpace(folder, limits)
        with storage_errors(folder):
            self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115

    @property
    def descriptor(self) -> int:
        return self._file.fileno()

    def write(self, piece: bytes) -> None:
        """Raises StorageFullError, LayerFormatError (limit)."""
        self._space.take(len(piece))
        view = memoryview(piece)
        with storage_errors(self._folder):
            while view:
                view = view[self._file.write(view) :]

    def close(self) -> None:
        self._file.close()


class _Counted:
    """A plain stream that knows where it has come to; what was read is kept."""

    def __init__(self, stream: BinaryIO, kept: _Kept | None, cancel: CancelToken) -> None:
        self._stream = stream
        self._kept = kept
        self._cancel = cancel
        self.at = 0

    def read(self, size: int) -> bytes:
        """Raises also Cancelled."""
        self._cancel.check()
        piece = self._stream.read(size)
        self.at += len(piece)
        if self._kept is not None:
            self._kept.write(piece)
        return piece

    def as_stream(self) -> BinaryIO:
        return self  # type: ignore[return-value]


def _document(reader: TarReader) -> bytes:
    """The content of the current entry when it begins as a document does, else b""."""
    start = reader.read(1)
    if not start or start not in _DOCUMENT_STARTS:
        return b""
    return b"".join(itertools.chain([start], iter(reader.read, b"")))
