"""Overlay mounts (kernel Documentation/filesystems/overlayfs.rst, mount(2))."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from core.errors import MountFailedError
from core.layer import WhiteoutForm, remove_tree
from core.translation import tr_noop

_LIBC = ctypes.CDLL(None, use_errno=True)

_CLONE_FS = 0x200
_MS_NODEV = 4
_MNT_DETACH = 2
_UMOUNT_NOFOLLOW = 8
MOUNT_SOURCE = "bricklayer-"
"""With the name of the container's directory appended: what mount tables show as the source."""

LAYERS_LIMIT = 500
"""How many directories the kernel stacks under a writable one (OVL_MAX_STACK)."""

_OPTIONS_LIMIT_BYTES = 4000  # mount(2) takes one page

_REASONS = {
    errno.EPERM: "mounting is not allowed here",
    errno.ENODEV: "this kernel has no overlayfs",
    errno.EINVAL: "this kernel does not accept such a mount on this file system",
    errno.ENOSPC: "the disk, or the number of mounts, is exhausted",
    errno.ENOENT: "a layer's directory is missing",
}


@dataclass(frozen=True, slots=True)
class OverlayMount:
    """One container's file system: `lowers` (top first) under `upper`, shown at `merged`.

    With redirect_dir, metacopy and index off an upper directory always holds whole files, which is
    what `core.layer` captures.
    """

    lowers: Sequence[Path]
    upper: Path
    work: Path
    merged: Path
    form: WhiteoutForm

    def mount(self) -> None:
        """Mount it. Raises MountFailedError, also when it is mounted already.

        The same upper mounted twice is undefined behaviour, which the kernel allows; hence the
        lock.
        """
        lock = os.open(self.upper.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if is_mount_point(self.merged):
                raise MountFailedError(str(self.merged), tr_noop("they are mounted already"))
            self._dress_root()
            self._mount()
        finally:
            os.close(lock)

    def unmount(self) -> None:
        """Take it away; idempotent. Raises MountFailedError when something still uses it."""
        while is_mount_point(self.merged):
            path = os.fsencode(self.merged)
            if _LIBC.umount2(path, _UMOUNT_NOFOLLOW) == 0:
                continue
            number = ctypes.get_errno()
            if number != errno.EBUSY:
                raise MountFailedError(str(self.merged), os.strerror(number))
            # Somebody on the host looks into it: take the name away, the rest goes with the last.
            if _LIBC.umount2(path, _UMOUNT_NOFOLLOW | _MNT_DETACH) != 0:
                raise MountFailedError(str(self.merged), os.strerror(ctypes.get_errno()))

    def _dress_root(self) -> None:
        """The merged root has the attributes of the upper one: a fresh one takes the image's."""
        try:
            if os.listdir(self.upper):
                return
            image_root = self.lowers[0].stat()
        except FileNotFoundError:
            return  # the mount will tell
        os.chown(self.upper, image_root.st_uid, image_root.st_gid)
        os.chmod(self.upper, stat.S_IMODE(image_root.st_mode))

    def _mount(self) -> None:
        if len(self.lowers) > LAYERS_LIMIT:
            reason = (
                f"the image has {len(self.lowers)} layers and the kernel stacks {LAYERS_LIMIT} "
                "at most; make a base image of its files and build on that"
            )
            raise MountFailedError(str(self.merged), reason)
        switches = ["redirect_dir=off", "metacopy=off", "index=off"]
        if self.form is WhiteoutForm.USER:
            switches = ["userxattr"]  # implies the others, and refuses to hear of them
        options = _options([_escaped(lower) for lower in self.lowers],
                           _escaped(self.upper), _escaped(self.work), switches)  # fmt: skip
        if len(os.fsencode(options)) < _OPTIONS_LIMIT_BYTES:
            self._mount_at_once(options)
        else:
            self._mount_by_links(switches)

    def _mount_at_once(self, options: str) -> None:
        source = os.fsencode(MOUNT_SOURCE + self.upper.parent.name)
        done = _LIBC.mount(
            source, os.fsencode(self.merged), b"overlay", _MS_NODEV, os.fsencode(options)
        )
        if done != 0:
            raise self._failure("mount")

    def _mount_by_links(self, switches: list[str]) -> None:
        """By names of a few letters, which are links next to each other: hundreds of them fit.

        fsconfig(2) would take each layer by itself, but only since Linux 6.7.
        """
        links = self.upper.parent / "links"
        remove_tree(links)  # of a process that was killed just here
        try:
            links.mkdir(mode=0o700)
            names = [f"{number:x}" for number in range(len(self.lowers))]
            for name, path in zip(names, self.lowers, strict=True):
                (links / name).symlink_to(path.absolute())
            (links / "upper").symlink_to(self.upper.absolute())
            (links / "work").symlink_to(self.work.absolute())
            options = _options(names, "upper", "work", switches)
            with ThreadPoolExecutor(max_workers=1) as thread:
                thread.submit(self._mount_in, links, options).result()
        except OSError as error:
            reason = error.strerror or str(error)
            raise MountFailedError(str(self.merged), reason, detail=str(error)) from error
        finally:
            remove_tree(links)  # the kernel has followed them by now

    def _mount_in(self, directory: Path, options: str) -> None:
        """With a working directory that belongs to this thread alone, and to no other one."""
        if _LIBC.unshare(_CLONE_FS) != 0:
            raise self._failure("unshare")
        os.chdir(directory)
        self._mount_at_once(options)

    def _failure(self, call: str) -> MountFailedError:
        number = ctypes.get_errno()
        reason = _REASONS.get(number, os.strerror(number))
        return MountFailedError(str(self.merged), reason, detail=f"{call}: {os.strerror(number)}")


def _options(lowers: Sequence[str], upper: str, work: str, switches: Sequence[str]) -> str:
    return ",".join(
        [f"lowerdir={':'.join(lowers)}", f"upperdir={upper}", f"workdir={work}", *switches]
    )


def is_mount_point(path: Path) -> bool:
    """Whether something is mounted exactly there, as this mount namespace sees it."""
    wanted = os.fsencode(os.path.abspath(path))
    with open("/proc/self/mountinfo", "rb") as table:
        return any(_unescaped(line.split(b" ")[4]) == wanted for line in table)


def _escaped(path: Path) -> str:
    """For the option string, where `:` and `,` separate (mount(8), overlayfs.rst)."""
    text = os.fspath(path)
    for char in ("\\", ":", ","):
        text = text.replace(char, "\\" + char)
    return text


def _unescaped(field: bytes) -> bytes:
    """mountinfo writes blanks, tabs, line ends and backslashes as octal (proc(5))."""
    return field.decode("unicode_escape").encode("latin-1") if b"\\" in field else field
