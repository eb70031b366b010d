"""Overlay mounts (kernel Documentation/filesystems/overlayfs.rst, fsopen(2))."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import MountFailedError
from core.layer import WhiteoutForm

_LIBC = ctypes.CDLL(None, use_errno=True)

# Numbers are the same on all architectures since they were added after the tables were unified.
_SYS_MOVE_MOUNT = 429
_SYS_FSOPEN = 430
_SYS_FSCONFIG = 431
_SYS_FSMOUNT = 432
_FSCONFIG_SET_STRING = 1
_FSCONFIG_CMD_CREATE = 6
_FSOPEN_CLOEXEC = 1
_FSMOUNT_CLOEXEC = 1
_MOUNT_ATTR_NODEV = 4
_MOVE_MOUNT_F_EMPTY_PATH = 4
_AT_FDCWD = -100

_MS_NODEV = 4
_MNT_DETACH = 2
_UMOUNT_NOFOLLOW = 8
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
                raise MountFailedError(str(self.merged), "they are mounted already")
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

    def _mount(self) -> None:
        common = {"upperdir": self.upper, "workdir": self.work}
        switches = ["userxattr"] if self.form is WhiteoutForm.USER else []
        switches += ["redirect_dir=off", "metacopy=off", "index=off"]
        if self.form is WhiteoutForm.USER:
            switches = ["userxattr"]  # implies the others, and refuses to hear of them
        paths = [f"lowerdir={':'.join(_escaped(lower) for lower in self.lowers)}"]
        paths += [f"{key}={_escaped(path)}" for key, path in common.items()]
        options = ",".join([*paths, *switches])
        if len(options) < _OPTIONS_LIMIT_BYTES:
            self._mount_at_once(options)
        else:
            self._mount_by_steps([*common.items()], switches)

    def _mount_at_once(self, options: str) -> None:
        done = _LIBC.mount(
            b"overlay", os.fsencode(self.merged), b"overlay", _MS_NODEV, os.fsencode(options)
        )
        if done != 0:
            raise self._failure("mount")

    def _mount_by_steps(self, paths: list[tuple[str, Path]], switches: list[str]) -> None:
        """By fsconfig(2), which takes each layer by itself: hundreds of them fit."""
        context = _LIBC.syscall(_SYS_FSOPEN, b"overlay", _FSOPEN_CLOEXEC)
        if context < 0:
            raise self._failure("fsopen")
        try:
            settings = [("lowerdir+", os.fspath(lower)) for lower in self.lowers]
            settings += [(key, os.fspath(path)) for key, path in paths]
            for key, value in settings:
                self._configure(context, _FSCONFIG_SET_STRING, key, value)
            for switch in switches:
                key, _equals, value = switch.partition("=")
                # A flag is a setting without a value.
                kind = _FSCONFIG_SET_STRING if value else 0
                self._configure(context, kind, key, value or None)
            self._configure(context, _FSCONFIG_CMD_CREATE, None, None)
            mount = _LIBC.syscall(_SYS_FSMOUNT, context, _FSMOUNT_CLOEXEC, _MOUNT_ATTR_NODEV)
            if mount < 0:
                raise self._failure("fsmount")
            try:
                moved = _LIBC.syscall(
                    _SYS_MOVE_MOUNT, mount, b"", _AT_FDCWD, os.fsencode(self.merged),
                    _MOVE_MOUNT_F_EMPTY_PATH,
                )  # fmt: skip
                if moved != 0:
                    raise self._failure("move_mount")
            finally:
                os.close(mount)
        finally:
            os.close(context)

    def _configure(self, context: int, kind: int, key: str | None, value: str | None) -> None:
        done = _LIBC.syscall(
            _SYS_FSCONFIG,
            context,
            kind,
            key.encode() if key is not None else None,
            os.fsencode(value) if value is not None else None,
            0,
        )
        if done != 0:
            raise self._failure(f"fsconfig {key}")

    def _failure(self, call: str) -> MountFailedError:
        number = ctypes.get_errno()
        reason = _REASONS.get(number, os.strerror(number))
        return MountFailedError(str(self.merged), reason, detail=f"{call}: {os.strerror(number)}")


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
