"""Copying into a container, through its mount, while it may do what it wants."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from core.cancel import CancelToken
from core.engine.copying import (
    Pace,
    Plan,
    Planned,
    copy_content,
    copy_errors,
    joined,
    require_space,
)
from core.engine.merged_files import text_of
from core.errors import FileAccessError, FileNotThereError
from core.errors.root import visible
from core.layer.confined import open_directory
from core.layer.tree import NEW_FILE_FLAGS, status_at
from core.progress import Report
from core.translation import tr_noop

_TEMPORARY_PREFIX = b".bricklayer-"
_IN_THE_WAY = (errno.ENOTDIR, errno.ELOOP, errno.EXDEV)


@dataclass(frozen=True, slots=True)
class Dress:
    """Whose what is copied becomes, and with which mode; `mode` None: that of each source.

    With `has_old_folders` also folders that were there already get it, as builders do.
    """

    uid: int = 0  # of the container
    gid: int = 0
    mode: int | None = None
    mask: int = 0o777
    has_old_folders: bool = False

    def mode_of(self, status: os.stat_result) -> int:
        """The mode of the copy of a file."""
        return stat.S_IMODE(status.st_mode) & self.mask if self.mode is None else self.mode

    def folder_mode_of(self, status: os.stat_result) -> int:
        """The mode of the copy of a folder."""
        mode = stat.S_IMODE(status.st_mode) & (self.mask | 0o1000)
        return mode if self.mode is None else self.mode


AS_ROOT = Dress()


def copy_in(
    plans: Sequence[Plan],
    root: int,
    folder: bytes,
    place: str,
    cancel: CancelToken,
    report: Report,
    dress: Dress = AS_ROOT,
) -> int:
    """Copy what is planned into `folder` below the descriptor `root`; how many files and links.

    Each arrives whole or not at all; what arrived stays when a later one does not. `place` is the
    disk for people. Raises FileNotThereError (something that is no folder is in the way, or a
    folder where a file goes), FileAccessError, StorageFullError, Cancelled.
    """
    pace = Pace("Copying", plans, cancel, report)
    require_space(root, place, plans)
    arrival = _Arrival(root, place, pace, dress)
    arrival.make_folders(folder)
    return sum(arrival.put(plan, folder) for plan in plans)


class _Arrival:
    def __init__(self, root: int, place: str, pace: Pace, dress: Dress) -> None:
        self._root = root
        self._place = place
        self._pace = pace
        self._dress = dress

    def make_folders(self, path: bytes) -> None:
        """Make what is missing of a path."""
        parts = path.split(b"/") if path else []
        for count, name in enumerate(parts):
            with self._folder(b"/".join(parts[:count])) as parent:
                self._make_folder(parent, name, b"/".join(parts[: count + 1]), mode=0o755)

    def put(self, plan: Plan, folder: bytes) -> int:
        """Copy a whole plan; how many files and links."""
        count = 0
        new_folders: list[tuple[bytes, Planned]] = []
        for entry in plan.entries:
            self._pace.step(0)
            path = joined(folder, plan.name, entry.below)
            parent, _slash, name = path.rpartition(b"/")
            with self._folder(parent) as directory:
                if stat.S_ISDIR(entry.status.st_mode):
                    is_new = self._make_folder(directory, name, path, mode=0o700)
                    if is_new or self._dress.has_old_folders:
                        new_folders.append((path, entry))
                    continue
                with copy_errors(visible(text_of(path)), self._place):
                    if stat.S_ISLNK(entry.status.st_mode):
                        self._put_link(plan, entry, directory, name)
                    else:
                        self._put_file(plan, entry, directory, name)
                count += 1
        for path, entry in reversed(new_folders):
            self._dress_folder(path, entry)
        return count

    @contextmanager
    def _folder(self, path: bytes) -> Iterator[int]:
        try:
            descriptor = open_directory(self._root, path)
        except OSError as error:
            raise self._explained(path, error) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _make_folder(self, parent: int, name: bytes, path: bytes, *, mode: int) -> bool:
        """Whether it was not there yet. What is there already must be a real folder."""
        with copy_errors(visible(text_of(path)), self._place):
            try:
                os.mkdir(name, mode, dir_fd=parent)
            except FileExistsError:
                status = status_at(parent, name)
                if status is not None and not stat.S_ISDIR(status.st_mode):
                    raise self._in_the_way(path, status) from None
                return False
            uid, gid = self._dress.uid, self._dress.gid
            with suppress(FileNotFoundError):  # taken away at once: what follows will tell
                os.chown(name, uid, gid, dir_fd=parent, follow_symlinks=False)
            return True

    def _put_file(self, plan: Plan, entry: Planned, directory: int, name: bytes) -> None:
        source, status = _source_of(plan, entry)
        try:
            with _whole(directory, name) as temporary:
                target = os.open(temporary, NEW_FILE_FLAGS, 0o600, dir_fd=directory)
                try:
                    copy_content(source, target, self._pace)
                    os.fchown(target, self._dress.uid, self._dress.gid)
                    os.fchmod(target, self._dress.mode_of(status))
                    os.utime(target, ns=(status.st_mtime_ns, status.st_mtime_ns))
                finally:
                    os.close(target)
        finally:
            os.close(source)

    def _put_link(self, plan: Plan, entry: Planned, directory: int, name: bytes) -> None:
        to = _link_of(plan, entry)
        time_ns = entry.status.st_mtime_ns
        with _whole(directory, name) as temporary:
            os.symlink(to, temporary, dir_fd=directory)
            uid, gid = self._dress.uid, self._dress.gid
            os.chown(temporary, uid, gid, dir_fd=directory, follow_symlinks=False)
            os.utime(temporary, ns=(time_ns, time_ns), dir_fd=directory, follow_symlinks=False)

    def _dress_folder(self, path: bytes, entry: Planned) -> None:
        """Last, since filling a folder changes its time, and its mode might forbid it."""
        try:
            descriptor = open_directory(self._root, path)
        except OSError:
            return  # taken away or replaced by the container meanwhile
        try:
            with copy_errors(visible(text_of(path)), self._place):
                os.fchown(descriptor, self._dress.uid, self._dress.gid)
                os.fchmod(descriptor, self._dress.folder_mode_of(entry.status))
                os.utime(descriptor, ns=(entry.status.st_mtime_ns, entry.status.st_mtime_ns))
        finally:
            os.close(descriptor)

    def _explained(self, path: bytes, error: OSError) -> Exception:
        """Why a folder cannot be entered."""
        if error.errno in _IN_THE_WAY:
            parts = path.split(b"/")
            for count in range(1, len(parts) + 1):
                part = b"/".join(parts[:count])
                status = self._status(parts[: count - 1], parts[count - 1])
                if status is not None and not stat.S_ISDIR(status.st_mode):
                    return self._in_the_way(part, status)
            reason = "something that is no folder is in the way"
            return FileNotThereError(visible(text_of(path)), reason, detail=str(error))
        if error.errno == errno.ENOENT:
            reason = "it was taken away while it was copied to"
            return FileNotThereError(visible(text_of(path)), reason, detail=str(error))
        reason = error.strerror or str(error)
        return FileAccessError(visible(text_of(path)), reason, detail=str(error))

    def _status(self, parents: list[bytes], name: bytes) -> os.stat_result | None:
        try:
            parent = open_directory(self._root, b"/".join(parents))
        except OSError:
            return None  # it only explains another error
        try:
            return status_at(parent, name)
        finally:
            os.close(parent)

    def _in_the_way(self, path: bytes, status: os.stat_result) -> FileNotThereError:
        shown = visible(text_of(path))
        if stat.S_ISLNK(status.st_mode):
            reason = "it is a link, and links are not followed; choose the folder that it leads to"
            return FileNotThereError(shown, reason)
        return FileNotThereError(shown, tr_noop("it is no folder, and in the way of one"))


@contextmanager
def _whole(directory: int, name: bytes) -> Iterator[bytes]:
    """A name to make something under, which gets its own name when it is finished."""
    temporary = _TEMPORARY_PREFIX + secrets.token_hex(8).encode()
    try:
        yield temporary
        try:
            os.rename(temporary, name, src_dir_fd=directory, dst_dir_fd=directory)
        except IsADirectoryError as error:
            reason = "a folder of that name is there already"
            raise FileNotThereError(visible(text_of(name)), reason) from error
    except BaseException:
        with suppress(FileNotFoundError, IsADirectoryError):  # the container was at it
            os.unlink(temporary, dir_fd=directory)
        raise


def _source_of(plan: Plan, entry: Planned) -> tuple[int, os.stat_result]:
    with _of_this_computer(plan, entry):
        return plan.files.open(entry.path)


def _link_of(plan: Plan, entry: Planned) -> bytes:
    with _of_this_computer(plan, entry):
        return plan.files.link(entry.path)


@contextmanager
def _of_this_computer(plan: Plan, entry: Planned) -> Iterator[None]:
    """What is wrong with a source names the file as the person knows it."""
    try:
        yield
    except (FileNotThereError, FileAccessError) as error:
        below = visible(text_of(entry.below))
        shown = f"{plan.shown}/{below}" if below else plan.shown
        raise FileAccessError(shown, error.reason, detail=error.detail) from error
