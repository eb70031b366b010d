"""Opening what somebody else may swap at any moment: below a directory only, and never a device.

For the file systems of containers that run. No link is followed on any way, so that a name that
turns into a link between two calls leads nowhere.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat

from core.layer.tree import DIRECTORY_FLAGS

_LIBC = ctypes.CDLL(None, use_errno=True)
_SYS_OPENAT2 = 437  # on all architectures but alpha
_RESOLVE_NO_XDEV = 0x01
_RESOLVE_NO_MAGICLINKS = 0x02
_RESOLVE_NO_SYMLINKS = 0x04
_RESOLVE_BENEATH = 0x08
# Missing, forbidden by a filter, unsure since something was renamed, or longer than PATH_MAX.
_OTHER_WAY = frozenset({errno.ENOSYS, errno.EPERM, errno.EAGAIN, errno.ENAMETOOLONG, errno.E2BIG})
_PIECE_LIMIT_BYTES = 4000
_PATH_FLAGS = os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC
_READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class _OpenHow(ctypes.Structure):
    """openat2(2), struct open_how."""

    _fields_ = (
        ("flags", ctypes.c_uint64),
        ("mode", ctypes.c_uint64),
        ("resolve", ctypes.c_uint64),
    )


def open_directory(root: int, path: bytes) -> int:
    """A descriptor of the directory at the relative `path` (b"" = the root itself) below `root`.

    Neither a link, nor `..`, nor another mount is passed. Raises OSError: ENOENT, ELOOP or ENOTDIR,
    EXDEV.
    """
    if not path:
        return os.dup(root)
    if b".." in path.split(b"/"):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
    if len(path) < _PIECE_LIMIT_BYTES:
        try:
            return _openat2(root, path)
        except OSError as error:
            if error.errno not in _OTHER_WAY:
                raise
    return _open_stepwise(root, path)


def open_file(directory: int, name: bytes) -> tuple[int | None, os.stat_result]:
    """Open a regular file of a directory for reading, and its status; None for all others.

    Pipes, devices and sockets are never opened, not even for a moment: opening alone may block or
    do something. Raises OSError.
    """
    found = os.open(name, _PATH_FLAGS, dir_fd=directory)
    try:
        status = os.fstat(found)
        if not stat.S_ISREG(status.st_mode):
            return None, status
        # The same inode once more, whatever has the name by now.
        return os.open(f"/proc/self/fd/{found}", _READ_FLAGS), status
    finally:
        os.close(found)


def _openat2(root: int, path: bytes) -> int:
    how = _OpenHow(
        flags=DIRECTORY_FLAGS,
        mode=0,
        resolve=_RESOLVE_BENEATH | _RESOLVE_NO_SYMLINKS | _RESOLVE_NO_MAGICLINKS | _RESOLVE_NO_XDEV,
    )
    descriptor = int(
        _LIBC.syscall(
            ctypes.c_long(_SYS_OPENAT2),
            ctypes.c_int(root),
            ctypes.c_char_p(path),
            ctypes.byref(how),
            ctypes.c_size_t(ctypes.sizeof(how)),
        )
    )
    if descriptor < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)
    return descriptor


def _open_stepwise(root: int, path: bytes) -> int:
    """The same for kernels before 5.6, and for any length: one component after another."""
    device = os.fstat(root).st_dev
    descriptor = os.dup(root)
    for name in path.split(b"/"):
        try:
            following = os.open(name, DIRECTORY_FLAGS, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = following
        if os.fstat(descriptor).st_dev != device:
            os.close(descriptor)
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
    return descriptor
