"""inotify(7): the kernel tells of changes in directories, one watch for each.

Directories are given by descriptor, so that no link can lead elsewhere.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import struct
import termios
from collections.abc import Iterator
from typing import NamedTuple

_LIBC = ctypes.CDLL(None, use_errno=True)

_MODIFY = 0x2
_ATTRIB = 0x4
_CLOSE_WRITE = 0x8
_MOVED = 0x40 | 0x80
CREATED = 0x100
_DELETE = 0x200
_DELETE_SELF = 0x400
_MOVE_SELF = 0x800
_ONLYDIR = 0x01000000
_DONT_FOLLOW = 0x02000000
WRITTEN = _MODIFY | _ATTRIB | _CLOSE_WRITE
Q_OVERFLOW = 0x4000
IGNORED = 0x8000
SELF_GONE = _DELETE_SELF | _MOVE_SELF

_WANTED = WRITTEN | _MOVED | CREATED | _DELETE | SELF_GONE | _ONLYDIR
_WANTED_OF_FILE = WRITTEN | _DONT_FOLLOW

_HEAD = struct.Struct("iIII")  # watch, mask, cookie, length of the name
_LEAST_BYTES = 1 << 16
_OUT_OF_WATCHES = (errno.ENOSPC, errno.ENOMEM)
_OUT_OF_INSTANCES = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSYS)


class WatchesExhausted(Exception):
    """fs.inotify.max_user_watches or max_user_instances is reached, or the limit given here."""


class SeenEvent(NamedTuple):
    """`name` is b"" when it is about the directory itself."""

    watch: int
    mask: int
    name: bytes


class Inotify:
    """One queue of events. Not thread-safe."""

    def __init__(self, limit: int) -> None:
        """At most `limit` watches. Raises WatchesExhausted."""
        self._limit = limit
        self._watches: set[int] = set()
        self._descriptor = _LIBC.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._descriptor < 0:
            raise _failure(_OUT_OF_INSTANCES, "inotify_init1")

    def fileno(self) -> int:
        """For poll(2)."""
        return int(self._descriptor)

    def add(self, directory: int) -> int:
        """Watch a directory (a descriptor); the same number for the same one, also when moved.

        Raises WatchesExhausted, OSError.
        """
        return self._add(b"/proc/self/fd/%d" % directory, _WANTED)

    def add_file(self, directory: int, name: bytes) -> int:
        """Watch a file by itself, whatever it is called later. WatchesExhausted, OSError."""
        return self._add(b"/proc/self/fd/%d/%s" % (directory, name), _WANTED_OF_FILE)

    def _add(self, path: bytes, wanted: int) -> int:
        watch = int(_LIBC.inotify_add_watch(self._descriptor, path, wanted))
        if watch < 0:
            raise _failure(_OUT_OF_WATCHES, "inotify_add_watch")
        if watch not in self._watches:
            if len(self._watches) >= self._limit:
                _LIBC.inotify_rm_watch(self._descriptor, watch)
                raise WatchesExhausted
            self._watches.add(watch)
        return watch

    def remove(self, watch: int) -> None:
        """Idempotent."""
        if watch in self._watches:
            self._watches.discard(watch)
            _LIBC.inotify_rm_watch(self._descriptor, watch)  # fails when the directory is gone

    def read(self) -> Iterator[SeenEvent]:
        """All that is queued now, without waiting."""
        waiting = bytearray(4)
        fcntl.ioctl(self._descriptor, termios.FIONREAD, waiting)
        wanted = int.from_bytes(waiting, "little")
        if not wanted:
            return
        try:
            content = os.read(self._descriptor, max(wanted, _LEAST_BYTES))
        except BlockingIOError:
            return
        offset = 0
        while offset < len(content):
            watch, mask, _cookie, length = _HEAD.unpack_from(content, offset)
            offset += _HEAD.size
            name = content[offset : offset + length].rstrip(b"\x00")
            offset += length
            if mask & IGNORED:
                self._watches.discard(watch)
            yield SeenEvent(watch, mask, name)

    def close(self) -> None:
        """Idempotent."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._watches.clear()


def _failure(exhausted: tuple[int, ...], call: str) -> Exception:
    number = ctypes.get_errno()
    if number in exhausted:
        return WatchesExhausted()
    return OSError(number, f"{call}: {os.strerror(number)}")
