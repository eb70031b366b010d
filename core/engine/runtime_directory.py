"""The directory of sockets, locks and notes that a repository has while an engine is on it.

It goes with the engine when nothing of the repository runs. The lock in it says who may delete: a
host process holds it for as long as it lives, and whoever clears away takes it first. The file that
is locked may have been deleted by another one just before, so it counts only when it is still the
one with that name.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from pathlib import Path
from typing import BinaryIO

from core.errors import BricklayerError, EngineUnreachableError

if sys.platform != "win32":  # where a repository is only read
    import fcntl

LOCK_NAME = "host.lock"
_SPENT_NAMES = ("host.log", "host.sock", "switches.lock")
_DIRECTORY_NAME = re.compile(r"[0-9a-f]{12}")
_STALE_AFTER_S = 600.0
_ATTEMPTS = 100


def make_private(directory: Path) -> None:
    """Make it for this person alone. EngineUnreachableError when somebody else made it; OSError."""
    for _attempt in range(_ATTEMPTS):
        try:
            directory.mkdir(mode=0o700)
        except FileExistsError:
            pass  # from an earlier start; looked at below
        try:
            status = directory.lstat()
        except FileNotFoundError:
            continue  # somebody cleared it away just now
        is_private = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o077
        if status.st_uid != os.geteuid() or not is_private:
            reason = f"{directory} belongs to somebody else or is open to others"
            raise EngineUnreachableError(reason)
        return
    raise EngineUnreachableError(f"{directory} is deleted again and again")


def append_to(directory: Path, name: str) -> BinaryIO:
    """A file in it, opened to be appended to. EngineUnreachableError, OSError."""
    for _attempt in range(_ATTEMPTS):
        make_private(directory)
        try:
            return (directory / name).open("ab")
        except FileNotFoundError:
            continue  # somebody cleared it away just now
    raise EngineUnreachableError(f"{directory} is deleted again and again")


def take(directory: Path) -> int | None:
    """Make it ours until the process ends: a lock's descriptor; None when somebody else has it.

    Raises OSError, EngineUnreachableError.
    """
    for _attempt in range(_ATTEMPTS):
        make_private(directory)
        try:
            descriptor = _locked(directory, os.O_CREAT)
        except FileNotFoundError:
            continue  # somebody cleared it away just now
        if descriptor is None:
            return None
        if _is_still(descriptor, directory / LOCK_NAME):
            return descriptor
        os.close(descriptor)
    raise EngineUnreachableError(f"{directory} is deleted again and again")


def clear_away(directory: Path) -> bool:
    """Delete it when nothing of its repository runs. The caller has its lock. Whether it is gone.

    Files go only where no runtime knows a container and nobody is plugged in; a directory only when
    it is empty, and no mount.
    """
    for name in ("volumes", "network", "runtime"):
        _remove_empty(directory / name)
    allowed = {LOCK_NAME, "x", *_SPENT_NAMES}
    if not set(os.listdir(directory)) <= allowed:
        return False
    scratch = directory / "x"
    if scratch.exists():
        for left in scratch.iterdir():  # of an engine that was killed
            if left.is_dir() and not left.is_symlink():
                return False
            left.unlink(missing_ok=True)
        scratch.rmdir()
    for name in _SPENT_NAMES:
        (directory / name).unlink(missing_ok=True)
    # From here on the next one has a lock of its own: nothing but the empty directory is touched.
    (directory / LOCK_NAME).unlink(missing_ok=True)
    return _remove_if_empty(directory)


def clear_stale(person_directory: Path, stale_after_s: float = _STALE_AFTER_S) -> None:
    """Delete those of repositories that nobody has open and nothing runs of. Raises nothing.

    What was used a moment ago stays: somebody may be about to start an engine there.
    """
    try:
        found = [entry for entry in os.scandir(person_directory) if _is_stale(entry, stale_after_s)]
    except OSError:
        return
    for entry in found:
        try:
            _clear_stale(Path(entry.path))
        except (OSError, BricklayerError):
            continue  # its own engine came back; or the next one tries again


def _clear_stale(directory: Path) -> None:
    descriptor = _locked(directory, os.O_CREAT)
    if descriptor is None:
        return
    try:
        if _is_still(descriptor, directory / LOCK_NAME):
            if (directory / "runtime").exists():
                from core.runtime.left_behind import forget_lost  # not for the window's process

                forget_lost(directory / "runtime")
            clear_away(directory)
    finally:
        os.close(descriptor)


def _is_stale(entry: os.DirEntry[str], stale_after_s: float) -> bool:
    if not _DIRECTORY_NAME.fullmatch(entry.name) or not entry.is_dir(follow_symlinks=False):
        return False
    status = entry.stat(follow_symlinks=False)
    return status.st_uid == os.geteuid() and time.time() - status.st_mtime > stale_after_s


def _locked(directory: Path, flags: int) -> int | None:
    """Its lock, held; None when somebody else holds it. Raises OSError."""
    descriptor = os.open(
        directory / LOCK_NAME, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | flags, 0o600
    )
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether what was opened is what has that name now."""
    opened = os.fstat(descriptor)
    try:
        named = path.lstat()
    except FileNotFoundError:
        return False
    return (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino)


def _remove_empty(top: Path) -> None:
    """A directory and those below it, as far as nothing is in them."""
    for path, _directories, _files in os.walk(top, topdown=False):
        _remove_if_empty(Path(path))


def _remove_if_empty(directory: Path) -> bool:
    try:
        directory.rmdir()
    except OSError:
        return False  # something is in it, or mounted on it
    return True
