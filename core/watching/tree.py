"""An upper directory as it was seen last: every entry, what it changes, sums by directory."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from core.layer.comparing import Difference
from core.model import ChangeKind

_ADDED, _MODIFIED, _METADATA, _DELETED, _SIZE, _COPIED = range(6)
_COPIED_UP = (ChangeKind.MODIFIED, ChangeKind.METADATA)


class Row:
    """An entry that is no directory, or a directory's own attributes. `difference` None: none.

    `seen` and `born`: when the difference changed last, and when there was none before (seconds
    since the epoch).
    """

    __slots__ = (
        "born", "changed_bytes", "ctime_ns", "difference", "directory", "inode", "is_hidden",
        "is_racy", "links", "look", "name", "seen",
    )  # fmt: skip

    def __init__(self, directory: Directory, name: bytes) -> None:
        self.directory = directory
        self.name = name
        self.difference: Difference | None = None
        self.seen = 0.0
        self.born = 0.0
        self.is_hidden = False
        self.is_racy = True
        self.look = 0
        self.ctime_ns = 0
        self.links = 0
        self.inode = 0
        self.changed_bytes: int | None = None

    @property
    def path(self) -> bytes:
        """Relative to the upper directory."""
        above = self.directory.path
        return above + b"/" + self.name if above else self.name

    def is_as_seen(self, status: os.stat_result) -> bool:
        """Whether nothing happened to it since `note`. Every change sets the ctime (inode(7))."""
        return (
            not self.is_racy
            and self.ctime_ns == status.st_ctime_ns
            and self.look == look_of(status)
        )

    def note(self, status: os.stat_result, *, is_racy: bool) -> bool:
        """Remember how it looks now; whether something else than its other names changed.

        `is_racy`: it was changed so lately that its ctime may not tell the next change.
        """
        look = look_of(status)
        is_other = look != self.look or (
            status.st_ctime_ns != self.ctime_ns and status.st_nlink == self.links
        )
        self.look, self.ctime_ns = look, status.st_ctime_ns
        self.inode, self.links = status.st_ino, status.st_nlink
        self.is_racy = is_racy
        return is_other


class Directory:
    """A directory of the upper one. Sums are of all that is in it, whole subtrees."""

    __slots__ = (
        "directories", "entries", "identity", "is_gone", "is_new", "name", "omitted", "parent",
        "row", "sums", "watch",
    )  # fmt: skip

    def __init__(self, parent: Directory | None, name: bytes, identity: tuple[int, int]) -> None:
        self.parent = parent
        self.name = name
        self.identity = identity
        self.is_new = False
        self.is_gone = False
        self.watch = -1
        self.row = None if parent is None else Row(parent, name)
        self.entries: dict[bytes, Row] = {}
        self.directories: dict[bytes, Directory] = {}
        self.omitted: dict[bytes, str] = {}  # by name; b"" is about the directory itself
        self.sums = [0] * 6

    @property
    def path(self) -> bytes:
        """Relative to the upper directory, b"" for that itself."""
        names: list[bytes] = []
        directory: Directory = self
        while directory.parent is not None:
            names.append(directory.name)
            directory = directory.parent
        return b"/".join(reversed(names))

    @property
    def added(self) -> int:
        """Of all below it."""
        return self.sums[_ADDED]

    @property
    def modified(self) -> int:
        """Of all below it, those where only attributes differ among them."""
        return self.sums[_MODIFIED]

    @property
    def metadata(self) -> int:
        """Of all below it."""
        return self.sums[_METADATA]

    @property
    def deleted(self) -> int:
        """Of all below it."""
        return self.sums[_DELETED]

    @property
    def total(self) -> int:
        """Changes below it."""
        return self.added + self.modified + self.deleted

    @property
    def size_bytes(self) -> int:
        """Of all below it."""
        return self.sums[_SIZE]

    @property
    def copied_bytes(self) -> int:
        """Of all below it: files that are copies of what was there, and differ in part."""
        return self.sums[_COPIED]


class SeenTree:
    """All directories and rows. `rows` are those with a difference, the newest last."""

    def __init__(self, identity: tuple[int, int]) -> None:
        self.root = Directory(None, b"", identity)
        self.rows: dict[Row, None] = {}
        self.directories: dict[Directory, None] = {self.root: None}
        self.omitting: dict[Directory, None] = {}

    def find(self, path: bytes) -> Row | None:
        """What is known of a path: of the entry, or of the directory's own attributes."""
        above, _slash, name = path.rpartition(b"/")
        directory = self.directory(above)
        if directory is None:
            return None
        inner = directory.directories.get(name)
        return inner.row if inner is not None else directory.entries.get(name)

    def directory(self, path: bytes) -> Directory | None:
        """The one at a path, as far as it is in the upper directory."""
        found: Directory | None = self.root
        for name in path.split(b"/") if path else ():
            found = found.directories.get(name) if found is not None else None
        return found

    def change(self, row: Row, difference: Difference | None, now: float) -> None:
        """From now on the row differs so from what lies below."""
        if not row.is_hidden:
            _account(row, row.difference, -1)
            _account(row, difference, +1)
        if row.difference is None:
            row.born = now
        row.difference = difference
        row.seen = now
        row.changed_bytes = None
        self.rows.pop(row, None)
        if difference is not None:
            self.rows[row] = None  # at the end: the newest

    def add_directory(self, parent: Directory, name: bytes, identity: tuple[int, int]) -> Directory:
        """A directory that was not known."""
        made = Directory(parent, name, identity)
        parent.directories[name] = made
        self.directories[made] = None
        return made

    def rows_of(self, directories: Iterable[Directory]) -> Iterable[Row]:
        """Every row of some directories, their own ones after those of what is in them."""
        for directory in directories:
            yield from directory.entries.values()
            if directory.row is not None:
                yield directory.row

    def entries(self) -> Iterable[Row]:
        """Every row but those of directories."""
        for directory in self.directories:
            yield from directory.entries.values()

    def omit(self, directory: Directory, name: bytes, reason: str) -> None:
        """A layer cannot hold an entry; "" when it can after all."""
        if reason:
            directory.omitted[name] = reason
            self.omitting[directory] = None
        elif directory.omitted.pop(name, None) is not None and not directory.omitted:
            self.omitting.pop(directory, None)

    def drop(self, directory: Directory) -> list[Directory]:
        """Forget a directory and all in it: those forgotten, innermost first.

        The caller takes the differences from their rows with `change`.
        """
        inside = [directory]
        for one in inside:
            inside.extend(one.directories.values())
        for one in inside:
            one.is_gone = True
            self.directories.pop(one, None)
            self.omitting.pop(one, None)
        if directory.parent is not None:
            directory.parent.directories.pop(directory.name, None)
        inside.reverse()
        return inside

    def hide(self, paths: Collection[bytes], hidden: Iterable[Row]) -> list[Row]:
        """Count the rows at `paths` no more, and those `hidden` up to now again; the new ones."""
        for shown in hidden:
            shown.is_hidden = False
            if shown in self.rows:
                _account(shown, shown.difference, +1)
        found = [row for path in paths if (row := self.find(path)) is not None]
        for row in found:
            row.is_hidden = True
            if row in self.rows:
                _account(row, row.difference, -1)
        return found


def _account(row: Row, difference: Difference | None, sign: int) -> None:
    if difference is None:
        return
    kind = difference.kind
    size_bytes = sign * difference.size_bytes
    if kind is ChangeKind.ADDED:
        counted = _ADDED
    elif kind is ChangeKind.DELETED:
        counted = _DELETED
    else:
        counted = _MODIFIED
    directory: Directory | None = row.directory
    while directory is not None:
        sums = directory.sums
        sums[counted] += sign
        sums[_SIZE] += size_bytes
        if kind in _COPIED_UP:
            sums[_COPIED] += size_bytes
            if kind is ChangeKind.METADATA:
                sums[_METADATA] += sign
        directory = directory.parent


def look_of(status: os.stat_result) -> int:
    """What a file's ctime may fail to tell of, in one number."""
    return hash(
        (
            status.st_ino,
            status.st_mode,
            status.st_uid,
            status.st_gid,
            status.st_size,
            status.st_mtime_ns,
        )
    )
