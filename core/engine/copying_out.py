"""Copying out of a container, into a folder of the person's."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Sequence
from itertools import count

from core.cancel import CancelToken
from core.engine.copying import (
    Pace,
    Plan,
    Planned,
    copy_content,
    copy_errors,
    joined,
    plan_of,
    require_full_path,
    require_space,
)
from core.engine.merged_files import MergedFiles, text_of
from core.errors import FileNotThereError
from core.errors.root import visible
from core.layer.confined import open_directory
from core.layer.tree import NEW_FILE_FLAGS, remove_entry
from core.progress import Report

_STEM_LIMIT_BYTES = 240  # leaves room for a number (NAME_MAX)
# What a container gives everybody is not given to everybody of this computer, and its owner can
# always remove it.
_FILE_KEPT, _FILE_OWNERS = 0o755, 0o600
_FOLDER_KEPT, _FOLDER_OWNERS = 0o755, 0o700


def copy_out(
    files: MergedFiles,
    wanted: Sequence[tuple[bytes, bytes]],
    folder: str,
    cancel: CancelToken,
    report: Report,
) -> tuple[str, ...]:
    """Copy (path, name) each into `folder`, a full path; where they are now. All or nothing.

    Raises FileNotThereError, FileAccessError, StorageFullError, Cancelled.
    """
    require_full_path(folder)
    shown = visible(folder)
    with copy_errors(shown, shown):
        root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        plans = [
            plan_of(files, path, name, visible(text_of(path)) or "/", cancel, is_strict=False)
            for path, name in wanted
        ]
        require_space(root, shown, plans)
        departure = _Departure(root, shown, Pace("Copying", plans, cancel, report))
        try:
            names = [departure.copy(plan) for plan in plans]
        except BaseException:
            with copy_errors(shown, shown):
                for name in departure.made:
                    remove_entry(root, name)
            raise
        return tuple(os.path.join(folder, os.fsdecode(name)) for name in names)
    finally:
        os.close(root)


class _Departure:
    def __init__(self, root: int, place: str, pace: Pace) -> None:
        self._root = root
        self._place = place
        self._pace = pace
        self.made: list[bytes] = []
        """Names in the folder that were not there before."""

    def copy(self, plan: Plan) -> bytes:
        """Copy a plan; the name that it has in the folder."""
        top, *rest = plan.entries
        name = self._copy_top(plan, top)
        folders = [top] if stat.S_ISDIR(top.status.st_mode) else []
        for entry in rest:
            self._pace.step(0)
            parent, _slash, last = entry.below.rpartition(b"/")
            with copy_errors(visible(text_of(entry.path)), self._place):
                directory = open_directory(self._root, joined(name, parent))
                try:
                    if stat.S_ISDIR(entry.status.st_mode):
                        os.mkdir(last, 0o700, dir_fd=directory)
                        folders.append(entry)
                    else:
                        self._copy_entry(plan, entry, directory, last)
                except FileNotThereError:
                    continue  # the container took it away since it was listed
                finally:
                    os.close(directory)
        for entry in reversed(folders):
            self._dress_folder(joined(name, entry.below), entry)
        return name

    def _copy_top(self, plan: Plan, top: Planned) -> bytes:
        is_folder = stat.S_ISDIR(top.status.st_mode)

        def make(name: bytes) -> None:
            if is_folder:
                os.mkdir(name, 0o700, dir_fd=self._root)
                self.made.append(name)
            else:
                self._copy_entry(plan, top, self._root, name, self.made.append)

        with copy_errors(visible(text_of(top.path)), self._place):
            return _under_free_name(plan.name, make, has_ending=not is_folder)

    def _copy_entry(
        self,
        plan: Plan,
        entry: Planned,
        directory: int,
        name: bytes,
        made: Callable[[bytes], None] = lambda _name: None,
    ) -> None:
        """A file or a link, under a name that nothing has yet: FileExistsError."""
        time_ns = entry.status.st_mtime_ns
        if stat.S_ISLNK(entry.status.st_mode):
            os.symlink(plan.files.link(entry.path), name, dir_fd=directory)
            made(name)
            os.utime(name, ns=(time_ns, time_ns), dir_fd=directory, follow_symlinks=False)
            return
        source, status = plan.files.open(entry.path)
        try:
            target = os.open(name, NEW_FILE_FLAGS, 0o600, dir_fd=directory)
            try:
                made(name)
                copy_content(source, target, self._pace)
                os.fchmod(target, status.st_mode & _FILE_KEPT | _FILE_OWNERS)
                os.utime(target, ns=(status.st_mtime_ns, status.st_mtime_ns))
            finally:
                os.close(target)
        finally:
            os.close(source)

    def _dress_folder(self, path: bytes, entry: Planned) -> None:
        """Last, since filling a folder changes its time."""
        with copy_errors(visible(text_of(entry.path)), self._place):
            descriptor = open_directory(self._root, path)
            try:
                os.fchmod(descriptor, entry.status.st_mode & _FOLDER_KEPT | _FOLDER_OWNERS)
                os.utime(descriptor, ns=(entry.status.st_mtime_ns, entry.status.st_mtime_ns))
            finally:
                os.close(descriptor)


def _under_free_name(name: bytes, make: Callable[[bytes], None], *, has_ending: bool) -> bytes:
    """Make something under its name, or with a number behind it; the name. OSError."""
    stem, ending = os.path.splitext(name) if has_ending else (name, b"")
    if len(ending) > _STEM_LIMIT_BYTES // 8:
        stem, ending = name, b""
    for number in count(1):
        numbered = stem[: _STEM_LIMIT_BYTES - len(ending)] + b" (%d)" % number + ending
        candidate = name if number == 1 else numbered
        try:
            make(candidate)
        except FileExistsError:
            continue
        return candidate
    raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), name)
