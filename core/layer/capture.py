"""An overlay's upper directory as a layer tar (image-spec layer.md, "Representing Changes")."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.errors import LayerFormatError, MountFailedError
from core.layer import whiteout
from core.layer.entry import Entry, EntryType, shown
from core.layer.limits import Limits
from core.layer.tree import DIRECTORY_FLAGS, FILE_FLAGS
from core.layer.whiteout import WhiteoutForm
from core.layer.writer import TarWriter
from core.progress import Progress, Report, Throttle, ignore
from core.translation import tr_noop

_PIECE_BYTES = 1 << 20
_SMALL_BYTES = 1 << 16
_DEPTH_LIMIT = Limits().depth
_ZEROS = b"\x00" * _SMALL_BYTES

_TYPES = {
    stat.S_IFREG: EntryType.REGULAR,
    stat.S_IFDIR: EntryType.DIRECTORY,
    stat.S_IFLNK: EntryType.SYMLINK,
    stat.S_IFIFO: EntryType.FIFO,
    stat.S_IFCHR: EntryType.CHARACTER_DEVICE,
    stat.S_IFBLK: EntryType.BLOCK_DEVICE,
}


@dataclass(frozen=True, slots=True)
class CapturedLayer:
    """What was captured.

    `omitted` are files that a layer cannot hold, with the reason. `sockets` are left out as well,
    and nobody misses them: a socket lives only as long as its program. `left_out` are those paths
    to be left out that are there.
    """

    entries: int
    file_bytes: int
    omitted: tuple[str, ...]
    sockets: tuple[bytes, ...] = ()
    left_out: tuple[bytes, ...] = ()


def capture_upper(
    upper: Path,
    sink: Callable[[bytes], object],
    *,
    form: WhiteoutForm,
    exclude: Collection[bytes] = (),
    leave_out: Collection[bytes] = (),
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> CapturedLayer:
    """Write everything in `upper` as a tar to `sink`, parents first, names in bytewise order.

    `exclude` are paths relative to it that are not the person's doing, `leave_out` those that she
    does not want in it; of both, directories with all they hold. Reads by descriptors, never
    through a link, so a container that goes on writing cannot lead it elsewhere; a file that
    changes meanwhile is cut or filled with zeros at the size it was seen with. Raises Cancelled,
    MountFailedError for an upper directory that was mounted with options that are not ours, and
    what `sink` raises.
    """
    skipped = {**dict.fromkeys(leave_out, True), **dict.fromkeys(exclude, False)}
    capture = _Capture(sink, form, skipped, cancel, Throttle(report))
    root = os.open(upper, DIRECTORY_FLAGS)
    try:
        capture.directory(root, b"")
    finally:
        os.close(root)
    capture.writer.close()
    return CapturedLayer(
        capture.entries,
        capture.file_bytes,
        tuple(capture.omitted),
        tuple(capture.sockets),
        tuple(capture.left_out),
    )


class _Capture:
    def __init__(
        self,
        sink: Callable[[bytes], object],
        form: WhiteoutForm,
        skipped: Mapping[bytes, bool],
        cancel: CancelToken,
        report: Report,
    ) -> None:
        """`skipped` says of each path whether the person wants it left out."""
        self.writer = TarWriter(sink)
        self.entries = 0
        self.file_bytes = 0
        self.omitted: list[str] = []
        self.sockets: list[bytes] = []
        self.left_out: list[bytes] = []
        self._form = form
        self._skipped = skipped
        self._cancel = cancel
        self._report = report
        self._links: dict[tuple[int, int], bytes] = {}

    def directory(self, descriptor: int, path: bytes) -> None:
        """Everything in a directory, then in its directories."""
        if path.count(b"/") >= _DEPTH_LIMIT:
            reason = f"directories are nested deeper than {_DEPTH_LIMIT} levels"
            raise LayerFormatError("limit", shown(path), reason)
        prefix = path + b"/" if path else b""
        for name in sorted(os.fsencode(name) for name in os.listdir(descriptor)):
            if (is_unwanted := self._skipped.get(prefix + name)) is not None:
                if is_unwanted:
                    self.left_out.append(prefix + name)
                continue
            try:
                status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                self._entry(descriptor, name, prefix + name, status)
            except FileNotFoundError:
                continue  # removed since it was listed: then it is no change

    def _entry(self, parent: int, name: bytes, path: bytes, status: os.stat_result) -> None:
        self._cancel.check()
        # First of all: all whiteouts are hard links of one inode.
        if whiteout.is_whiteout(status):
            self._add(Entry(path, EntryType.WHITEOUT, mode=0, mtime_ns=_seconds(status)))
            return
        if name.startswith(whiteout.PREFIX):
            self.omitted.append(f"{shown(path)}: its name would read as a whiteout")
            return
        kind = _TYPES.get(stat.S_IFMT(status.st_mode))
        if kind is None:
            self.sockets.append(path)
            return
        if kind is not EntryType.DIRECTORY and status.st_nlink > 1:
            first = self._links.setdefault((status.st_dev, status.st_ino), path)
            if first is not path:
                self._add(_entry(path, EntryType.HARDLINK, status, link=first))
                return
        match kind:
            case EntryType.DIRECTORY:
                self._directory(parent, name, path)
            case EntryType.REGULAR:
                self._file(parent, name, path)
            case EntryType.SYMLINK:
                target = os.fsencode(os.readlink(name, dir_fd=parent))
                self._add(_entry(path, kind, status, link=target))
            case EntryType.FIFO:
                self._add(_entry(path, kind, status))
            case _:
                self.entries += 1
                device = (os.major(status.st_rdev), os.minor(status.st_rdev))
                self.writer.add(_entry(path, kind, status), device=device)

    def _directory(self, parent: int, name: bytes, path: bytes) -> None:
        descriptor = os.open(name, DIRECTORY_FLAGS, dir_fd=parent)
        try:
            xattrs = self._xattrs(descriptor, path)
            self._add(_entry(path, EntryType.DIRECTORY, os.fstat(descriptor), xattrs=xattrs))
            if whiteout.is_opaque(descriptor, self._form):
                self._add(Entry(path, EntryType.OPAQUE, mode=0))
            self.directory(descriptor, path)
        finally:
            os.close(descriptor)

    def _file(self, parent: int, name: bytes, path: bytes) -> None:
        descriptor = os.open(name, FILE_FLAGS, dir_fd=parent)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return  # replaced since it was listed
            entry = _entry(
                path,
                EntryType.REGULAR,
                status,
                size_bytes=status.st_size,
                xattrs=self._xattrs(descriptor, path),
            )
            self.entries += 1
            self.file_bytes += status.st_size
            if status.st_size <= _SMALL_BYTES:
                content = os.read(descriptor, status.st_size) if status.st_size else b""
                self.writer.add_file(entry, content.ljust(status.st_size, b"\x00"))
            else:
                self.writer.add(entry)
                self._content(descriptor, status.st_size)
                self.writer.end_content(status.st_size)
            self._report(Progress(tr_noop("Capturing"), self.file_bytes))
        finally:
            os.close(descriptor)

    def _content(self, descriptor: int, size_bytes: int) -> None:
        left = size_bytes
        while left:
            self._cancel.check()
            piece = os.read(descriptor, min(_PIECE_BYTES, left))
            if not piece:
                piece = _ZEROS[: min(len(_ZEROS), left)]  # it shrank while it was read
            self.writer.content(piece)
            left -= len(piece)

    def _add(self, entry: Entry) -> None:
        self.entries += 1
        self.writer.add(entry)

    def _xattrs(self, descriptor: int, path: bytes) -> dict[str, bytes]:
        """Those that belong to the file; overlayfs' own notes are dropped."""
        kept = {}
        for name in os.listxattr(descriptor):
            if name in (self._form.value + "redirect", self._form.value + "metacopy"):
                raise MountFailedError(
                    shown(path), tr_noop("the upper directory holds only notes of files")
                )
            if name.startswith(whiteout.OVERLAY_XATTR_PREFIXES):
                continue  # escaped ones of applications too: no reader would take them back
            if name.startswith("user.") or name == "security.capability":
                kept[name] = os.getxattr(descriptor, name)
        return kept


def _entry(
    path: bytes,
    kind: EntryType,
    status: os.stat_result,
    *,
    size_bytes: int = 0,
    link: bytes = b"",
    xattrs: dict[str, bytes] | None = None,
) -> Entry:
    return Entry(
        path=path,
        type=kind,
        mode=stat.S_IMODE(status.st_mode),
        uid=status.st_uid,
        gid=status.st_gid,
        mtime_ns=status.st_mtime_ns,
        size_bytes=size_bytes,
        link=link,
        xattrs=xattrs or {},
    )


def _seconds(status: os.stat_result) -> int:
    return status.st_mtime_ns // 10**9 * 10**9
