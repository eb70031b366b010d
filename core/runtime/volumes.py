"""Folders of this computer that are seen in containers: which may be, and how they are pinned.

Only folders below one folder that is there for sharing. The path is walked component by component
without following a link, and what was found is bound to a place that nobody else can enter, by its
descriptor: what the runtime then mounts is what was checked, whatever happens to the path
meanwhile. (A descriptor itself cannot be handed to the runtime: it mounts in a mount namespace of
its own, into which nothing can be bound from outside.)
"""

from __future__ import annotations

import ctypes
import os
import posixpath
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from core.errors import VolumeRefusedError
from core.model import Volume
from core.runtime.bundle import PinnedVolume
from core.translation import tr_noop

_LIBC = ctypes.CDLL(None, use_errno=True)
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_BIND, _MS_PRIVATE = 32, 4096, 1 << 18
_MNT_DETACH, _UMOUNT_NOFOLLOW = 2, 8
_PATH_FLAGS = os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC if hasattr(os, "O_PATH") else 0
_KEPT = {"/proc", "/sys", "/dev", "/.init"}
_LIMIT = 32


def check_volumes(volumes: Sequence[Volume], shared_folder: Path, private: Path) -> None:
    """Raises VolumeRefusedError. `private` is the repository, which nobody may see into."""
    if len(volumes) > _LIMIT:
        raise VolumeRefusedError(volumes[_LIMIT].source, f"a container can have {_LIMIT} at most")
    targets: list[str] = []
    for volume in volumes:
        _check_target(volume.target)
        for other in targets:
            if _is_within(volume.target, other) or _is_within(other, volume.target):
                reason = f"{other} in the container shows another folder already"
                raise VolumeRefusedError(volume.source, reason)
        targets.append(volume.target)
        os.close(_open_source(volume.source, shared_folder, private))


@contextmanager
def pinned_volumes(
    volumes: Sequence[Volume], shared_folder: Path, private: Path, place: Path, rootfs: Path
) -> Iterator[tuple[PinnedVolume, ...]]:
    """Bind each to a directory in `place` (0700) until the container has its own mounts of them.

    Raises VolumeRefusedError, also when a link in the image is in the way of a target.
    """
    check_volumes(volumes, shared_folder, private)
    unpin(place)
    pinned = []
    with ExitStack() as exits:
        if volumes:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            exits.callback(unpin, place)
        for number, volume in enumerate(volumes):
            _refuse_links(rootfs, volume)
            source = _open_source(volume.source, shared_folder, private)
            try:
                pinned.append(_pin(source, place / str(number), volume))
            finally:
                os.close(source)
        yield tuple(pinned)


def unpin(place: Path) -> None:
    """Take away what `pinned_volumes` bound, also of an engine that was killed. Idempotent."""
    try:
        names = os.listdir(place)
    except FileNotFoundError:
        return
    for name in names:
        point = place / name
        while _LIBC.umount2(os.fsencode(point), _MNT_DETACH | _UMOUNT_NOFOLLOW) == 0:
            pass  # until nothing is mounted there any more
        with suppress(OSError):
            point.rmdir()  # never its content: that may be the person's
    with suppress(OSError):
        place.rmdir()


def _pin(source: int, point: Path, volume: Volume) -> PinnedVolume:
    point.mkdir(mode=0o700)
    flags = _MS_NOSUID | _MS_NODEV | (_MS_RDONLY if volume.is_read_only else 0)
    # What the mount below is locked to must be said again (mount_namespaces(7)).
    inherited = os.fstatvfs(source).f_flag
    flags |= inherited & (_MS_RDONLY | _MS_NOEXEC)
    target = os.fsencode(point)
    steps: tuple[tuple[bytes | None, int], ...] = (
        (b"/proc/self/fd/%d" % source, _MS_BIND),
        (None, _MS_PRIVATE),
        (None, _MS_REMOUNT | _MS_BIND | flags),
    )
    for what, step in steps:
        if _LIBC.mount(what, target, None, step, None) != 0:
            number = ctypes.get_errno()
            raise VolumeRefusedError(
                volume.source, tr_noop("it cannot be mounted here"), detail=os.strerror(number)
            )
    options = ["nosuid", "nodev"]
    options += [name for bit, name in ((_MS_RDONLY, "ro"), (_MS_NOEXEC, "noexec")) if flags & bit]
    return PinnedVolume(point, volume.target, tuple(options))


def _open_source(source: str, shared_folder: Path, private: Path) -> int:
    """A descriptor (O_PATH) of a folder that may be shared. Raises VolumeRefusedError."""
    if not source.startswith("/") or "\x00" in source or posixpath.normpath(source) != source:
        raise VolumeRefusedError(source, tr_noop("it must be a whole path, without “..”"))
    shared = Path(os.path.realpath(shared_folder))
    for top in (os.fspath(shared_folder), os.fspath(shared)):
        if _is_within(source, top):
            parts = [part for part in source[len(top) :].split("/") if part]
            break
    else:
        reason = f"only folders in {shared_folder} can; copy it there, or make it there"
        raise VolumeRefusedError(source, reason)
    if shared in (Path("/"), Path(os.path.realpath(Path.home()))):
        raise VolumeRefusedError(source, f"{shared} holds more than what is there for sharing")
    descriptor = _open_shared(shared, source)
    try:
        for part in parts:
            following = os.open(part, _PATH_FLAGS, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = following
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                what = "is a link" if stat.S_ISLNK(os.fstat(descriptor).st_mode) else "is no folder"
                raise VolumeRefusedError(source, f"“{part}” {what}")
        found = os.readlink(f"/proc/self/fd/{descriptor}")
        own = os.path.realpath(private)
        if _is_within(found, own) or _is_within(own, found):
            raise VolumeRefusedError(source, tr_noop("your images and containers are kept there"))
        return descriptor
    except FileNotFoundError as error:
        os.close(descriptor)
        raise VolumeRefusedError(source, tr_noop("there is no such folder")) from error
    except OSError as error:
        os.close(descriptor)
        raise VolumeRefusedError(source, error.strerror or str(error)) from error
    except BaseException:
        os.close(descriptor)
        raise


def _open_shared(shared: Path, source: str) -> int:
    try:
        return os.open(shared, _PATH_FLAGS | os.O_DIRECTORY)
    except OSError as error:
        raise VolumeRefusedError(source, f"there is no folder {shared}; make it first") from error


def _check_target(target: str) -> None:
    """Raises VolumeRefusedError for a place in the container that must stay what it is."""
    if not target.startswith("/") or "\x00" in target or posixpath.normpath(target) != target:
        raise VolumeRefusedError(
            target, tr_noop("its place inside must be a whole path, without “..”")
        )
    if target.startswith("//"):  # POSIX lets normpath keep exactly two
        raise VolumeRefusedError(target, tr_noop("its place inside starts with two slashes"))
    if target == "/" or any(_is_within(target, kept) for kept in _KEPT):
        raise VolumeRefusedError(target, f"{target} inside belongs to the container itself")
    if target in ("/etc", "/etc/hosts", "/etc/resolv.conf"):
        raise VolumeRefusedError(target, f"{target} inside says where its network is")


def _refuse_links(rootfs: Path, volume: Volume) -> None:
    """An image could place a link where the runtime shall mount. Nothing runs in it yet."""
    at = rootfs
    for part in Path(volume.target).parts[1:]:
        at = at / part
        try:
            status = at.lstat()
        except FileNotFoundError:
            return  # the runtime makes it, and all below
        if not stat.S_ISDIR(status.st_mode):
            inside = f"/{at.relative_to(rootfs)}"
            raise VolumeRefusedError(volume.source, f"{inside} in the image is no folder")


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
