"""Keeps the picture of an upper directory true: events say where to look, a scan finds the rest.

Nothing is believed of an event but that something happened at that name: it is looked at, and
compared by the rules that a snapshot is measured by (`core.layer.comparing`).
"""

from __future__ import annotations

import os
import time

from core.layer.comparing import Difference, EntryComparison, is_gone, too_deep
from core.layer.lookup import LayerStack
from core.layer.tree import DIRECTORY_FLAGS, DirectoryWalk
from core.watching.ground import Ground, LayerReplaced
from core.watching.inotify import (
    IGNORED,
    Q_OVERFLOW,
    SELF_GONE,
    Inotify,
    SeenEvent,
    WatchesExhausted,
)
from core.watching.journal import Journal
from core.watching.links import Links
from core.watching.looking import Look
from core.watching.tree import Directory, Row, SeenTree

_FILES_LIMIT = 1024  # watched by themselves
_AT_ONCE = 256  # names, before the clock is looked at
_MARKED_LIMIT = 100_000  # beyond it a scan of everything is no dearer
_RACY_S = 0.05  # longer than a tick of the clock that files are stamped with


class Examination:
    """One upper directory. Not thread-safe. Raises LayerReplaced when it is another one now."""

    def __init__(self, ground: Ground, inotify: Inotify | None) -> None:
        """`inotify` None: nothing tells of changes, so only scans find them."""
        self.ground = ground
        self.journal = Journal()
        self.links = Links()
        self.looks = 0
        self.is_exhausted = inotify is None
        self.has_overflowed = False
        self.is_near_root = True  # whether what may be noise was touched; the reader resets it
        self._inotify = inotify
        self._marked: dict[Directory, set[bytes]] = {}
        self._marked_count = 0
        self._lists: dict[Directory, bool] = {}  # to be listed; with all below it or not
        self._watched: dict[int, Directory] = {}
        self._watched_files: dict[int, int] = {}  # inodes; the oldest first
        self._lowers: LayerStack | None = None
        self._hidden: list[Row] = []
        self._now = 0.0
        root = _open_upper(ground)
        try:
            self.tree = SeenTree(_identity(os.fstat(root)))
            self._watch(self.tree.root, root)
        finally:
            os.close(root)
        self._lists[self.tree.root] = True

    @property
    def is_done(self) -> bool:
        """Whether everything that was told of was looked at."""
        return not self._marked and not self._lists and not self.links.to_seek

    def take_events(self) -> int:
        """Note what the kernel tells of; how many events."""
        if self._inotify is None:
            return 0
        count = 0
        for event in self._inotify.read():
            count += 1
            if event.mask & Q_OVERFLOW:
                self.has_overflowed = True
                continue
            directory = self._watched.get(event.watch)
            if directory is None:
                self._take_file_event(event)
            elif event.mask & IGNORED:
                del self._watched[event.watch]
                if directory.watch == event.watch:
                    directory.watch = -1
                    self._mark_directory(directory)
            elif event.name:
                self.links.heard(directory, event.name, event.mask)
                self.mark(directory, event.name)
            elif event.mask & SELF_GONE and directory.parent is None:
                self._lists.setdefault(directory, False)  # where it is found out
        if self._marked_count > _MARKED_LIMIT:
            self._marked.clear()
            self._marked_count = 0
            self.has_overflowed = True
        return count

    def _take_file_event(self, event: SeenEvent) -> None:
        inode = self._watched_files.get(event.watch)
        if inode is None:
            return  # let go already
        if event.mask & IGNORED:
            self.links.watched.discard(self._watched_files.pop(event.watch))
        for row in self.links.names_of(inode):
            self.mark(row.directory, row.name)

    def begin_scan(self) -> None:
        """Look at everything, whatever was told."""
        self.has_overflowed = False
        self.is_exhausted = self._inotify is None  # there may be room again
        self._lists[self.tree.root] = True

    def work(self, until: float) -> bool:
        """Look at what is to be looked at, up to a moment of the monotonic clock; `is_done`."""
        is_done = self.is_done
        if is_done:
            return True
        with self.walk() as walk:
            comparison = EntryComparison(self.lowers(), self.ground.form)
            while not is_done and time.monotonic() < until:
                self._now = time.time()
                if self._marked:
                    self._look_at_marked(walk, comparison)
                elif self._lists:
                    self._list(walk)
                else:
                    for row in self.links.seek(self.tree.entries()):
                        self.mark(row.directory, row.name)
                is_done = self.is_done
        if is_done:
            self.links.settled()
        return is_done

    def walk(self) -> DirectoryWalk:
        """The upper directory, opened by path. Use as a context manager."""
        root = _open_upper(self.ground)
        try:
            if _identity(os.fstat(root)) != self.tree.root.identity:
                raise LayerReplaced
        finally:
            os.close(root)
        return DirectoryWalk(self.ground.upper)

    def lowers(self) -> LayerStack:
        """The layers below, kept open until `rest`."""
        if self._lowers is None:
            stack = LayerStack(self.ground.lowers, self.ground.form)
            try:
                self._lowers = stack.__enter__()
            except OSError as error:
                stack.__exit__(None, None, None)
                raise _as_replaced(error) from error
        return self._lowers

    def hide_noise(self) -> frozenset[bytes]:
        """Count what the engine made no more; its paths. LayerReplaced."""
        try:
            paths = self.ground.noise()
        except OSError as error:
            raise _as_replaced(error) from error
        self.is_near_root = False
        self._hidden = self.tree.hide(paths, self._hidden)
        return paths

    def is_on_its_upper(self) -> bool:
        """Whether the same directory is still there."""
        try:
            self.walk().__exit__(None, None, None)
        except LayerReplaced:
            return False
        return True

    def rest(self) -> None:
        """Close what was opened for looking. Idempotent."""
        if self._lowers is not None:
            self._lowers.__exit__(None, None, None)
            self._lowers = None

    def release(self) -> None:
        """Let go of all watches."""
        self.rest()
        for watch in (*self._watched, *self._watched_files):
            if self._inotify is not None:
                self._inotify.remove(watch)
        self._watched.clear()
        self._watched_files.clear()
        self._marked.clear()
        self._lists.clear()

    # --- where to look ------------------------------------------------------------------------

    def mark(self, directory: Directory, name: bytes) -> None:
        """It is to be looked at."""
        names = self._marked.setdefault(directory, set())
        before = len(names)
        names.add(name)
        self._marked_count += len(names) - before

    def _mark_directory(self, directory: Directory) -> None:
        if directory.parent is None:
            self._lists.setdefault(directory, False)
        elif not directory.is_gone:
            self.mark(directory.parent, directory.name)

    def _open(self, walk: DirectoryWalk, directory: Directory) -> int | None:
        """Its descriptor, owned by the walk; None when another one is there now."""
        if directory.is_gone:
            return None
        try:
            descriptor = walk.open(directory.path)
        except OSError as error:
            if not is_gone(error):
                raise
            self._mark_directory(directory)
            return None
        if _identity(os.fstat(descriptor)) != directory.identity:
            self._mark_directory(directory)
            return None
        return descriptor

    def _list(self, walk: DirectoryWalk) -> None:
        """Mark every name that a directory has, or had."""
        directory, is_deep = self._lists.popitem()
        descriptor = self._open(walk, directory)
        if descriptor is None:
            return
        if directory.watch < 0 and not too_deep(directory.path):
            self._watch(directory, descriptor)  # there may be room for it now
        names = {os.fsencode(name) for name in os.listdir(descriptor)}
        names.update(directory.entries, directory.directories)
        marked = self._marked.setdefault(directory, set())
        self._marked_count += len(names - marked)
        marked |= names
        if not marked:
            del self._marked[directory]
        if is_deep:
            for inner in directory.directories.values():
                self._lists[inner] = True

    def _look_at_marked(self, walk: DirectoryWalk, comparison: EntryComparison) -> None:
        directory, names = next(iter(self._marked.items()))
        path = directory.path
        if path.count(b"/") == 0:
            self.is_near_root = True
        count = min(len(names), _AT_ONCE)
        chosen = [names.pop() for _ in range(count)]
        self._marked_count -= count
        if not names:
            del self._marked[directory]
        descriptor = self._open(walk, directory)
        if descriptor is None:
            return
        look = Look(self, directory, descriptor, path + b"/" if path else b"", comparison)
        for name in chosen:
            self.looks += 1
            inner = directory.directories.get(name)
            look.at(name)
            if inner is not None and inner.is_gone:
                walk.forget(inner.path)
        row = directory.row
        if row is not None and row.difference is not None:
            # A directory's time moves with what is in it; that alone is no change.
            moved_ns = os.fstat(descriptor).st_mtime_ns
            row.difference = row.difference._replace(modified_ns=moved_ns)

    # --- what was found -----------------------------------------------------------------------

    def set_difference(self, row: Row, difference: Difference | None, *, is_other: bool) -> None:
        """A row was looked at. `is_other`: it changed, though it may differ in the same way."""
        before = row.difference
        if before == difference and (before is None or not is_other):
            return
        if before is not None:
            self.journal.note(self._now, row.path, before, row.born)
        self.tree.change(row, difference, self._now)

    def is_racy(self, status: os.stat_result) -> bool:
        """Whether it may change once more without its ctime showing it."""
        return status.st_ctime_ns > (self._now - _RACY_S) * 1e9

    def forget(self, directory: Directory, name: bytes) -> None:
        """Nothing is there any more."""
        inner = directory.directories.get(name)
        if inner is not None:
            self.drop(inner)
        row = directory.entries.pop(name, None)
        if row is not None:
            self.lose_name(row)
            self.set_difference(row, None, is_other=True)
        self.tree.omit(directory, name, "")

    def drop(self, directory: Directory) -> None:
        """A directory is not there any more, nor what was in it."""
        dropped = self.tree.drop(directory)
        for row in self.tree.rows_of(dropped):
            self.lose_name(row)
            self.set_difference(row, None, is_other=True)
        for one in dropped:
            self._marked_count -= len(self._marked.pop(one, ()))
            self._lists.pop(one, None)
            # One that was moved is watched at its new place by the same number.
            if one.watch >= 0 and self._watched.get(one.watch) is one:
                del self._watched[one.watch]
                if self._inotify is not None:
                    self._inotify.remove(one.watch)

    def lose_name(self, row: Row) -> None:
        """A name of a file is gone, or another file's."""
        if row.inode:
            for other in self.links.lost(row):
                self.mark(other.directory, other.name)

    def watch_file(self, row: Row, descriptor: int) -> bool:
        """Watch a file by itself, in the directory `descriptor`, if it has to be; if it was done.

        OSError when it is gone.
        """
        if row.inode not in self.links.to_watch:
            return False
        self.links.to_watch.discard(row.inode)
        if self._inotify is None or self.is_exhausted:
            return False
        while len(self._watched_files) >= _FILES_LIMIT:
            oldest = next(iter(self._watched_files))
            self.links.watched.discard(self._watched_files.pop(oldest))
            self._inotify.remove(oldest)
        try:
            watch = self._inotify.add_file(descriptor, row.name)
        except WatchesExhausted:
            self.is_exhausted = True
            return False
        was_watched = watch in self._watched_files
        self._watched_files[watch] = row.inode
        self.links.watched.add(row.inode)
        return not was_watched

    def found_directory(self, directory: Directory, name: bytes, descriptor: int) -> Directory:
        """The one that is there now, opened; from now on it is watched, if it can be."""
        identity = _identity(os.fstat(descriptor))
        inner = directory.directories.get(name)
        if inner is not None and inner.identity != identity:
            self.drop(inner)
            inner = None
        if inner is None:
            self.forget(directory, name)
            inner = self.tree.add_directory(directory, name, identity)
        if reason := too_deep(inner.path):
            self.tree.omit(inner, b"", reason)
        elif self._watch(inner, descriptor):
            self._lists.setdefault(inner, False)
        return inner

    def _watch(self, directory: Directory, descriptor: int) -> bool:
        """Whether its contents have to be listed: it was not watched, or was another one."""
        was_listed = directory.watch != -1 or bool(directory.entries or directory.directories)
        if not self.is_exhausted and self._inotify is not None:
            try:
                watch = self._inotify.add(descriptor)
            except WatchesExhausted:
                self.is_exhausted = True
                return not was_listed
            is_same = watch == directory.watch
            directory.watch = watch
            self._watched[watch] = directory
            return not is_same
        return not was_listed


def _open_upper(ground: Ground) -> int:
    try:
        return os.open(ground.upper, DIRECTORY_FLAGS)
    except OSError as error:
        raise _as_replaced(error) from error


def _as_replaced(error: OSError) -> Exception:
    return LayerReplaced() if is_gone(error) else error


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
