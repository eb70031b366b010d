"""Copying trees of files between this computer and a container.

What shall be copied is listed first, so that something that grows under our hands comes to an end.
Both sides are reached by descriptors and single names only: whatever is swapped for a link while
it is copied leads nowhere.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.cancel import CancelToken
from core.engine.merged_files import PIECE_BYTES, MergedFiles, text_of, type_of
from core.errors import FileAccessError, FileNotThereError, StorageFullError
from core.errors.root import visible
from core.layer import Limits, WhiteoutForm
from core.model import FileType
from core.progress import Progress, Report, Throttle
from core.translation import tr_noop

_COPIED = (FileType.REGULAR, FileType.DIRECTORY, FileType.SYMLINK)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BLOCK_BYTES = 512  # stat(2), st_blocks


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry to be copied. `path` is where it is, `below` where under the top (b"": the top)."""

    path: bytes
    below: bytes
    status: os.stat_result

    @property
    def size_bytes(self) -> int:
        """Of its contents."""
        return self.status.st_size if stat.S_ISREG(self.status.st_mode) else 0

    @property
    def stored_bytes(self) -> int:
        """What its contents take, without holes."""
        return min(self.size_bytes, self.status.st_blocks * _BLOCK_BYTES)


@dataclass(frozen=True, slots=True)
class Plan:
    """One file or tree to be copied, parents before what is in them, as `name`."""

    files: MergedFiles
    name: bytes
    shown: str  # the top for people
    entries: tuple[Planned, ...]

    def targets(self, folder: bytes) -> list[bytes]:
        """Where all will be below `folder`."""
        return [joined(folder, self.name, entry.below) for entry in self.entries]


def joined(*parts: bytes) -> bytes:
    """A path of parts that may be empty."""
    return b"/".join(part for part in parts if part)


def plan_of(
    files: MergedFiles, top: bytes, name: bytes, shown: str, cancel: CancelToken, *, is_strict: bool
) -> Plan:
    """List what is at `top`. With `is_strict` what cannot be copied is refused, else left out.

    Raises FileNotThereError, FileAccessError, Cancelled.
    """
    limits = Limits()
    entries: list[Planned] = []
    waiting = [(top, b"")]
    while waiting:
        cancel.check()
        path, below = waiting.pop()
        where = shown if not below else f"{shown}/{visible(text_of(below))}"
        if below.count(b"/") >= limits.depth or len(entries) >= limits.entries:
            reason = f"more than {limits.depth} folders are in one another, or too many files"
            raise FileAccessError(where, reason)
        try:
            status = files.status(path)
            file_type = type_of(status)
            names = files.names(path) if file_type is FileType.DIRECTORY else []
        except FileNotThereError:
            if is_strict or not below:
                raise
            continue  # removed since it was listed
        if file_type not in _COPIED:
            if is_strict or not below:
                word = "named pipe" if file_type is FileType.FIFO else file_type.value
                reason = f"it is a {word}, and only files, folders and links are copied"
                raise FileAccessError(where, reason)
            continue
        entries.append(Planned(path, below, status))
        waiting += [(joined(path, child), joined(below, child)) for child in reversed(names)]
    return Plan(files, name, shown, tuple(entries))


@contextmanager
def planned_sources(
    sources: Sequence[str], form: WhiteoutForm, own: Path, cancel: CancelToken
) -> Iterator[list[Plan]]:
    """Plans for files and folders of this computer; `own` is the container's own directory.

    Raises FileAccessError, which names the file, Cancelled.
    """
    identity = _identity(own.stat())
    with ExitStack() as opened:
        parents: dict[str, MergedFiles] = {}
        plans: dict[bytes, Plan] = {}
        for source in sources:
            require_full_path(source)
            parent, name = os.path.split(source.rstrip("/"))
            if name in ("", ".", ".."):
                raise FileAccessError(visible(source), tr_noop("it has no name of its own"))
            raw = os.fsencode(name)
            if raw in plans:
                raise FileAccessError(
                    visible(source), tr_noop("another one of that name is copied as well")
                )
            try:
                if parent not in parents:
                    files = MergedFiles([Path(os.path.realpath(parent))], form)
                    parents[parent] = opened.enter_context(files)
                plan = plan_of(parents[parent], raw, raw, visible(source), cancel, is_strict=True)
            except FileNotThereError as error:
                raise FileAccessError(visible(source), error.reason, detail=error.detail) from error
            if any(_identity(entry.status) == identity for entry in plan.entries):
                raise FileAccessError(visible(source), tr_noop("it holds the container itself"))
            plans[raw] = plan
        yield list(plans.values())


def require_full_path(path: str) -> None:
    """Raises FileAccessError for what cannot be a path of this computer."""
    try:
        can_be_one = os.path.isabs(path) and b"\x00" not in os.fsencode(path)
    except UnicodeEncodeError:
        can_be_one = False
    if not can_be_one:
        raise FileAccessError(visible(path), tr_noop("it is no full path of this computer"))


class Pace:
    """Tells how far a copy is, and stops it when it shall."""

    def __init__(
        self, phase: str, plans: Sequence[Plan], cancel: CancelToken, report: Report
    ) -> None:
        self._phase = phase
        self._total = sum(entry.size_bytes for plan in plans for entry in plan.entries)
        self._done = 0
        self._cancel = cancel
        self._report = Throttle(report)

    def step(self, size_bytes: int) -> None:
        """So much more is done. Raises Cancelled."""
        self._done += size_bytes
        self._cancel.check()
        self._report(Progress(self._phase, min(self._done, self._total), self._total))


def require_space(directory: int, shown: str, plans: Sequence[Plan]) -> None:
    """Raises StorageFullError when a file system surely cannot take what is planned."""
    needed = sum(entry.stored_bytes for plan in plans for entry in plan.entries)
    usage = os.fstatvfs(directory)
    free = usage.f_bavail * usage.f_frsize
    if needed > free:
        raise StorageFullError(shown, needed, free)


def copy_content(source: int, target: int, pace: Pace) -> None:
    """Copy a file up to the length that it has now; holes stay holes. OSError, Cancelled."""
    size_bytes = os.fstat(source).st_size
    at = 0
    while at < size_bytes:
        start = _next_content(source, at, size_bytes)
        pace.step(start - at)
        at = start
        if at >= size_bytes:
            break
        piece = os.pread(source, min(PIECE_BYTES, size_bytes - at), at)
        if not piece:
            break  # cut meanwhile
        _write_all(target, piece, at)
        at += len(piece)
        pace.step(len(piece))
    os.ftruncate(target, at)


def _next_content(descriptor: int, at: int, size_bytes: int) -> int:
    """Where the next bytes are that are not a hole (lseek(2), SEEK_DATA)."""
    try:
        return min(size_bytes, os.lseek(descriptor, at, os.SEEK_DATA))
    except OSError as error:
        return size_bytes if error.errno == errno.ENXIO else at


def _write_all(descriptor: int, piece: bytes, at: int) -> None:
    view = memoryview(piece)
    while view:
        written = os.pwrite(descriptor, view, at)
        view, at = view[written:], at + written


@contextmanager
def copy_errors(shown: str, place: str) -> Iterator[None]:
    """What the kernel says about `shown` while it is written below `place`, as typed errors."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(place) from error
        reason = error.strerror or str(error)
        raise FileAccessError(shown, reason, detail=str(error)) from error


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
