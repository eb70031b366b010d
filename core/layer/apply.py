"""Unpacking one layer into a directory that overlayfs can use as a lower one."""

from __future__ import annotations

import errno
import io
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.cancel import NEVER, CancelToken
from core.errors import LayerFormatError
from core.layer.entry import Entry, EntryType, shown
from core.layer.free_space import ENTRY_BYTES, FreeSpace
from core.layer.hashed_source import HashedSource
from core.layer.limits import Limits
from core.layer.lookup import LayerStack, Lowers
from core.layer.reader import TarReader
from core.layer.tree import FILE_FLAGS, NEW_FILE_FLAGS, DirectoryWalk, status_at
from core.layer.whiteout import OVERLAY_XATTR_PREFIXES, WhiteoutForm, is_whiteout
from core.oci.digest import hash_of
from core.progress import Report, Throttle, ignore
from core.translation import tr_noop

_COPY_BYTES = 1 << 20
_DEVICES = (EntryType.CHARACTER_DEVICE, EntryType.BLOCK_DEVICE)


@dataclass(frozen=True, slots=True)
class AppliedLayer:
    """What was unpacked.

    With `depends_on_lowers` the directory is right only on these lowers: the tar left out a parent
    directory, whose attributes are those from there, has a hard link into a lower layer, or removes
    something from a directory that they do not have.
    """

    diff_id: str
    tar_bytes: int
    entries: int
    file_bytes: int
    depends_on_lowers: bool
    skipped: tuple[str, ...]  # devices: the runtime makes its own


def apply_layer(
    tar: BinaryIO,
    directory: Path,
    *,
    form: WhiteoutForm,
    lowers: Lowers = (),
    algorithm: str = "sha256",
    limits: Limits | None = None,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> AppliedLayer:
    """Unpack a plain tar into the empty `directory`; `lowers` are asked only where it needs them.

    Parents are opened component by component and never through a link; files are made anew and
    never opened. `algorithm` is the diffID's. On any error the caller removes the directory. Raises
    LayerFormatError, Cancelled, OSError of the disk.
    """
    source = HashedSource(tar, hash_of(algorithm), Throttle(report), cancel)
    reader = TarReader(io.BufferedReader(source, _COPY_BYTES), limits=limits)
    with DirectoryWalk(directory) as walk, LayerStack(lowers, form) as stack:
        space = FreeSpace(directory, limits)
        target = _Target(walk, stack, form, space)
        entries = 0
        for entry in reader:
            cancel.check()
            entries += 1
            space.take(ENTRY_BYTES)
            try:
                target.put(entry, reader)
            except OSError as error:
                raise _explained(error, entry) from error
        target.finish()
    return AppliedLayer(
        diff_id=source.digest(),
        tar_bytes=source.size_bytes,
        entries=entries,
        file_bytes=target.file_bytes,
        depends_on_lowers=target.depends_on_lowers,
        skipped=tuple(target.skipped),
    )


class _Target:
    """The directory that is being filled."""

    def __init__(
        self, walk: DirectoryWalk, stack: LayerStack, form: WhiteoutForm, space: FreeSpace
    ) -> None:
        self._walk = walk
        self._stack = stack
        self._form = form
        self._space = space
        self._directory_times: dict[bytes, int] = {}
        self._known_directories: set[bytes] = {b""}
        self._removed: set[bytes] = set()  # whiteouts of this layer
        self._whiteouts: list[bytes] = []  # those that were made
        self._left_out: set[bytes] = set()
        self._opaque: set[bytes] = set()
        self._implied: set[bytes] = set()  # directories that the tar left out; never the root
        self.file_bytes = 0
        self.depends_on_lowers = False
        self.skipped: list[str] = []

    def put(self, entry: Entry, reader: TarReader) -> None:
        """Make one entry."""
        if entry.type in _DEVICES or self._is_of_device(entry):
            self.skipped.append(f"{entry.shown_path} ({entry.type.value})")
            self._left_out.add(entry.path)
            return
        if entry.type is EntryType.OPAQUE:
            self._hide_lower(self._directory(entry.path))
            self._opaque.add(entry.path)
            return
        if entry.type is EntryType.DIRECTORY:
            self._put_directory(entry)
            return
        parent, _slash, name = entry.path.rpartition(b"/")
        directory = self._directory(parent)
        if entry.type is EntryType.WHITEOUT:
            self._put_whiteout(entry.path, directory, name)
            return
        self._make_room(entry, directory, name)
        match entry.type:
            case EntryType.REGULAR:
                self._put_file(entry, reader, directory, name)
            case EntryType.HARDLINK:
                self._put_hardlink(entry, directory, name)
            case EntryType.SYMLINK:
                os.symlink(entry.link, name, dir_fd=directory)
                os.chown(name, entry.uid, entry.gid, dir_fd=directory, follow_symlinks=False)
                _set_time(directory, name, entry.mtime_ns)
            case EntryType.FIFO:
                os.mkfifo(name, 0o600, dir_fd=directory)
                os.chown(name, entry.uid, entry.gid, dir_fd=directory, follow_symlinks=False)
                os.chmod(name, entry.mode, dir_fd=directory)
                _set_time(directory, name, entry.mtime_ns)

    def _is_of_device(self, entry: Entry) -> bool:
        """Whether it is one more name of what was left out."""
        is_link = entry.type is EntryType.HARDLINK
        return is_link and entry.link in self._left_out and self._status(entry.link) is None

    def finish(self) -> None:
        """What could not be known before all entries were."""
        if b"" in self._opaque:
            self._hide_lower_roots()
        for path in self._whiteouts:
            self._drop_idle_whiteout(path)
        for path in sorted(self._implied):
            self._dress_implied(path)
        # Last of all: filling directories changed their times.
        for path, mtime_ns in self._directory_times.items():
            os.utime(self._walk.open(path), ns=(mtime_ns, mtime_ns))

    def _directory(self, path: bytes) -> int:
        """The directory at `path`, made like the one below it when the tar left it out."""
        if path not in self._known_directories:
            parent, _slash, name = path.rpartition(b"/")
            above = self._directory(parent)
            status = status_at(above, name)
            if status is None or is_whiteout(status):
                self._make_implied(path, above, name, is_replacing=status is not None)
            elif not stat.S_ISDIR(status.st_mode):
                raise LayerFormatError(
                    "unsafe-path",
                    shown(path),
                    tr_noop("the archive uses a file or link as a directory"),
                )
            self._known_directories.add(path)
        return self._walk.open(path)

    def _make_implied(self, path: bytes, above: int, name: bytes, *, is_replacing: bool) -> None:
        if is_replacing:
            os.unlink(name, dir_fd=above)
        os.mkdir(name, 0o755, dir_fd=above)
        self._implied.add(path)
        if is_replacing:
            self._hide_lower(self._walk.open(path))

    def _dress_implied(self, path: bytes) -> None:
        """A directory that the tar left out stays what it was below, unless that was removed."""
        made = self._walk.open(path)
        is_hidden = self._is_hidden(path)
        below = None if is_hidden else self._stack.directory(path)
        self.depends_on_lowers |= not is_hidden
        if below is None:
            self._directory_times[path] = 0  # the same for everybody who unpacks it
            return
        status = os.fstat(below)
        os.chown(made, status.st_uid, status.st_gid)
        os.chmod(made, stat.S_IMODE(status.st_mode))
        _copy_xattrs(below, made)
        self._directory_times[path] = status.st_mtime_ns

    def _drop_idle_whiteout(self, path: bytes) -> None:
        """A whiteout in a directory that no lower layer has, or that hides them all.

        It removes nothing. Overlayfs lists it all the same, as a name that cannot be opened, since
        it looks for whiteouts only in directories that it merges. The root always is.
        """
        parent, _slash, name = path.rpartition(b"/")
        status = status_at(self._walk.open(parent), name) if parent else None
        if status is None or not is_whiteout(status):
            return
        if parent not in self._opaque and not self._is_hidden(parent):
            if self._stack.directory(parent) is not None:
                return
            self.depends_on_lowers = True
        os.unlink(name, dir_fd=self._walk.open(parent))

    def _is_hidden(self, path: bytes) -> bool:
        """Whether this layer removes what lies below a directory of its own."""
        if path in self._removed:
            return True
        while path:
            path = path.rpartition(b"/")[0]
            if path in self._removed or path in self._opaque:
                return True
        return False

    def _hide_lower_roots(self) -> None:
        """The kernel always merges the roots of all layers: each name has to be hidden."""
        self.depends_on_lowers = True
        root = self._walk.open(b"")
        for name in self._stack.names(b""):
            status = status_at(root, name)
            if status is None:
                os.mknod(name, stat.S_IFCHR | 0o000, os.makedev(0, 0), dir_fd=root)
            elif stat.S_ISDIR(status.st_mode):
                self._hide_lower(self._walk.open(name))

    def _put_directory(self, entry: Entry) -> None:
        path = entry.path
        if path:
            parent, _slash, name = path.rpartition(b"/")
            above = self._directory(parent)
            status = status_at(above, name)
            if status is not None and not stat.S_ISDIR(status.st_mode):
                os.unlink(name, dir_fd=above)  # a whiteout of this layer, or an earlier duplicate
                status = None
            if status is None:
                os.mkdir(name, 0o700, dir_fd=above)
        made = self._walk.open(path)
        os.chown(made, entry.uid, entry.gid)
        os.chmod(made, entry.mode)
        for old in _kept_xattrs(made):
            os.removexattr(made, old)  # of an earlier entry of the same name
        self._set_xattrs(made, entry)
        if path in self._removed:
            self._hide_lower(made)
        self._implied.discard(path)
        self._known_directories.add(path)
        self._directory_times[path] = entry.mtime_ns

    def _put_whiteout(self, path: bytes, directory: int, name: bytes) -> None:
        """Order within a layer means nothing: a whiteout touches lower layers only (layer.md)."""
        self._removed.add(path)
        status = status_at(directory, name)
        if status is None:
            os.mknod(name, stat.S_IFCHR | 0o000, os.makedev(0, 0), dir_fd=directory)
            self._whiteouts.append(path)
        elif stat.S_ISDIR(status.st_mode):
            self._hide_lower(self._walk.open(path))

    def _make_room(self, entry: Entry, directory: int, name: bytes) -> None:
        """A later entry of the same name wins, as with tar itself."""
        status = status_at(directory, name)
        if status is None:
            return
        if stat.S_ISDIR(status.st_mode):
            if entry.path in self._known_directories and os.listdir(self._walk.open(entry.path)):
                raise LayerFormatError(
                    "bad-tar", entry.shown_path, tr_noop("it replaces a directory that holds files")
                )
            self._walk.forget(entry.path)
            self._known_directories.discard(entry.path)
            self._implied.discard(entry.path)
            self._opaque.discard(entry.path)
            self._directory_times.pop(entry.path, None)
            os.rmdir(name, dir_fd=directory)
        else:
            os.unlink(name, dir_fd=directory)

    def _put_file(self, entry: Entry, reader: TarReader, directory: int, name: bytes) -> None:
        descriptor = os.open(name, NEW_FILE_FLAGS, 0o600, dir_fd=directory)
        try:
            if reader.is_sparse:
                os.ftruncate(descriptor, entry.size_bytes)
                for offset, piece in reader.data():
                    os.lseek(descriptor, offset, os.SEEK_SET)
                    self._write(descriptor, piece)
            else:
                while piece := reader.read():
                    self._write(descriptor, piece)
            os.chown(descriptor, entry.uid, entry.gid)
            os.chmod(descriptor, entry.mode)
            self._set_xattrs(descriptor, entry)
            os.utime(descriptor, ns=(entry.mtime_ns, entry.mtime_ns))
        finally:
            os.close(descriptor)
        self.file_bytes += entry.size_bytes

    def _write(self, descriptor: int, piece: bytes) -> None:
        self._space.take(len(piece))
        view = memoryview(piece)
        while view:
            view = view[os.write(descriptor, view) :]

    def _put_hardlink(self, entry: Entry, directory: int, name: bytes) -> None:
        status = self._status(entry.link)
        if status is None or is_whiteout(status):
            self._copy_up(entry, directory, name)
        elif stat.S_ISDIR(status.st_mode):
            raise LayerFormatError(
                "unsafe-link", entry.shown_path, tr_noop("a hard link to a directory")
            )
        else:
            parent, _slash, target = entry.link.rpartition(b"/")
            source = self._walk.open(parent)
            os.link(target, name, src_dir_fd=source, dst_dir_fd=directory, follow_symlinks=False)

    def _status(self, path: bytes) -> os.stat_result | None:
        """Of what this layer has there so far."""
        parent, _slash, name = path.rpartition(b"/")
        try:
            return status_at(self._walk.open(parent), name)
        except OSError:
            return None  # its directory is not in this layer

    def _copy_up(self, entry: Entry, directory: int, name: bytes) -> None:
        """A hard link into a lower layer: in this one the file is a copy, as overlayfs has it."""
        below = self._stack.find(entry.link)
        if below is None or not stat.S_ISREG(below.status.st_mode):
            raise LayerFormatError(
                "unsafe-link",
                entry.shown_path,
                f"it links to “{shown(entry.link)}”, which is not there",
            )
        self.depends_on_lowers = True
        source = os.open(below.name, FILE_FLAGS, dir_fd=below.directory)
        try:
            made = os.open(name, NEW_FILE_FLAGS, 0o600, dir_fd=directory)
            try:
                while piece := os.read(source, _COPY_BYTES):
                    self._write(made, piece)
                os.chown(made, below.status.st_uid, below.status.st_gid)
                os.chmod(made, stat.S_IMODE(below.status.st_mode))
                _copy_xattrs(source, made)
                os.utime(made, ns=(below.status.st_mtime_ns, below.status.st_mtime_ns))
            finally:
                os.close(made)
        finally:
            os.close(source)
        self.file_bytes += below.status.st_size

    def _hide_lower(self, directory: int) -> None:
        os.setxattr(directory, self._form.opaque_xattr, b"y")

    def _set_xattrs(self, descriptor: int, entry: Entry) -> None:
        for name, value in entry.xattrs.items():
            os.setxattr(descriptor, name, value)


def _kept_xattrs(descriptor: int) -> list[str]:
    """Those that a layer keeps, without the notes of overlayfs."""
    return [
        name
        for name in os.listxattr(descriptor)
        if name == "security.capability"
        or (name.startswith("user.") and not name.startswith(OVERLAY_XATTR_PREFIXES))
    ]


def _copy_xattrs(source: int, made: int) -> None:
    for name in _kept_xattrs(source):
        os.setxattr(made, name, os.getxattr(source, name))


def _set_time(directory: int, name: bytes, mtime_ns: int) -> None:
    os.utime(name, ns=(mtime_ns, mtime_ns), dir_fd=directory, follow_symlinks=False)


def _explained(error: OSError, entry: Entry) -> Exception:
    """What the archive is to blame for, as such; the disk's errors as they are."""
    if error.errno in (errno.ENOTDIR, errno.ELOOP):
        reason = "the archive uses a file or link as a directory"
        return LayerFormatError("unsafe-path", entry.shown_path, reason, detail=str(error))
    if error.errno == errno.EMLINK:
        reason = "its file has more names than the disk allows"
        return LayerFormatError("limit", entry.shown_path, reason, detail=str(error))
    if error.errno in (errno.EINVAL, errno.EPERM) and entry.uid | entry.gid:
        reason = f"its owner {entry.uid}:{entry.gid} does not exist for you on this machine"
        return LayerFormatError("limit", entry.shown_path, reason, detail=str(error))
    return error
