"""Files with several names: the kernel tells of one name only, or of one that is gone.

overlayfs writes to a file by the name that it was looked up by first; inotify(7) then tells of that
name, even after it was removed. So the other names are known here, and a file that lost a name is
watched by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from core.watching.tree import Row, look_of

_WINDOW_LIMIT = 10_000


class Links:
    """Names by inode, of files that had more than one while they were looked at."""

    def __init__(self) -> None:
        self.to_seek: set[int] = set()
        """Inodes that have more names than are known: see `seek`."""
        self.to_watch: set[int] = set()
        """Inodes that lost a name while they had another."""
        self._names: dict[int, set[Row]] = {}
        self._sought: dict[int, int] = {}  # for how many names of an inode
        self._arrived: dict[int, Row] = {}  # since everything was looked at last
        self._lost: set[int] = set()

    def other_names(self, row: Row, status: os.stat_result) -> list[Row]:
        """Rows of the same file that were not looked at as it is now."""
        inode = status.st_ino
        names = self._names.setdefault(inode, set())
        names.add(row)
        if len(names) < status.st_nlink and self._sought.get(inode) != status.st_nlink:
            self._sought[inode] = status.st_nlink
            self.to_seek.add(inode)
        look = look_of(status)
        return [one for one in names if one.ctime_ns != status.st_ctime_ns or one.look != look]

    def names_of(self, inode: int) -> list[Row]:
        """As far as they are known."""
        return list(self._names.get(inode, ()))

    def seek(self, rows: Iterable[Row]) -> list[Row]:
        """Names of files that had one name only when they were looked at; new to us as such."""
        found = []
        for row in rows:
            if row.inode in self.to_seek and row not in self._names.get(row.inode, ()):
                self._names.setdefault(row.inode, set()).add(row)
                found.append(row)
        self.to_seek.clear()
        return found

    def arrived(self, row: Row) -> None:
        """A name that was not known, or was another file's."""
        if row.inode in self._lost:
            self._keep(row)
        elif len(self._arrived) < _WINDOW_LIMIT:
            self._arrived[row.inode] = row

    def lost(self, row: Row) -> list[Row]:
        """A name that is gone; other names of the same file, which are to be looked at."""
        names = self._names.get(row.inode)
        if names is not None:
            names.discard(row)
            if names:
                self.to_watch.add(row.inode)
                return list(names)
            del self._names[row.inode]
            self._sought.pop(row.inode, None)
            self.to_watch.discard(row.inode)
        other = self._arrived.get(row.inode)
        if other is not None and other is not row and other.inode == row.inode:
            self._keep(other)
            return [other]
        if len(self._lost) < _WINDOW_LIMIT:
            self._lost.add(row.inode)
        return []

    def settled(self) -> None:
        """All was looked at: what comes and goes from now on has nothing to do with it."""
        self._arrived.clear()
        self._lost.clear()

    def _keep(self, row: Row) -> None:
        self._names.setdefault(row.inode, set()).add(row)
        self.to_watch.add(row.inode)
