"""Files with several names: the kernel tells of one name only, or of one that is gone.

overlayfs writes to a file by the name that it was looked up by first; inotify(7) then tells of that
name, even after it was removed. So the other names are known here, and a file that lost a name is
watched by itself.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from core.watching.inotify import CREATED, WRITTEN
from core.watching.tree import Directory, Row, look_of

_WINDOW_LIMIT = 10_000


class Links:
    """Names by inode, of files that had more than one while they were looked at."""

    def __init__(self) -> None:
        self.to_seek: set[int] = set()
        """Inodes that have more names than are known: see `seek`."""
        self.to_watch: set[int] = set()
        """Inodes that have, or had, a name that nothing tells of."""
        self.watched: set[int] = set()
        """Inodes that are watched by themselves, whatever they are called."""
        self._names: dict[int, set[Row]] = {}
        self._sought: dict[int, int] = {}  # for how many names of an inode
        self._created: set[tuple[Directory, bytes]] = set()  # since all was looked at last

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
        """Rows to look at: names of files that had one name only when they were looked at."""
        found = []
        for row in rows:
            if row.inode in self.to_seek and row not in self._names.get(row.inode, ()):
                self._names.setdefault(row.inode, set()).add(row)
                found.append(row)
        for inode in self.to_seek:
            names = self._names.get(inode, set())
            if names and len(names) < self._sought.get(inode, 0):
                self.to_watch.add(inode)  # it has a name where nothing is looked at
                found.extend(names)
        self.to_seek.clear()
        return found

    def heard(self, directory: Directory, name: bytes, mask: int) -> None:
        """The kernel told of a name: one that was made, and of which nothing else is told, may be
        another name of a file that was removed since."""
        if mask & CREATED:
            if len(self._created) < _WINDOW_LIMIT:
                self._created.add((directory, name))
        elif mask & WRITTEN:
            self._created.discard((directory, name))

    def arrived(self, row: Row, status: os.stat_result) -> None:
        """A name that was not known, or was another file's."""
        is_unnamed = (row.directory, row.name) in self._created
        # Of a new symbolic link nothing else is told either, but nothing happened to it since.
        may_be_older = stat.S_ISREG(status.st_mode) or status.st_ctime_ns != status.st_mtime_ns
        if is_unnamed and may_be_older and status.st_nlink == 1:
            self.to_watch.add(row.inode)
        if any(row.inode in known for known in (self._names, self.watched, self.to_watch)):
            self._names.setdefault(row.inode, set()).add(row)

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
        return []

    def settled(self) -> None:
        """All was looked at: what comes and goes from now on has nothing to do with it."""
        self._created.clear()
        self.to_watch.clear()
