"""What stacked layers show and store, worked out the slow and plain way.

Dictionaries of paths, one layer after the other; nothing here knows `core.catalog`. The rules are
those of image-spec layer.md, and for what nobody sees those of `core.model.waste`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.layer.entry import EntryType
from core.model import ChangeKind, MetadataPart, WasteCause
from tests.core.catalog.made_layers import Made


@dataclass(eq=False)
class Inode:
    """What an entry stores, whatever its names are."""

    level: int
    type: EntryType
    size: int = 0
    content: bytes = b""
    link: bytes = b""
    device: bytes = b""
    mode: int = 0o755
    uid: int = 0
    gid: int = 0
    mtime_ns: int = 0
    xattrs: dict[str, bytes] = field(default_factory=dict)
    names: int = 0  # that show
    losses: list[tuple[int, WasteCause]] = field(default_factory=list)

    @property
    def hidden_at(self) -> int | None:
        """The level that hid its last name; None while it has one."""
        return None if self.names else max(level for level, _cause in self.losses)

    @property
    def causes(self) -> set[WasteCause]:
        """Why, for each of the names that went last."""
        return {cause for level, cause in self.losses if level == self.hidden_at}


@dataclass(frozen=True)
class Shown:
    """A path in a merged tree: since which level it is what it is."""

    inode: Inode
    level: int
    is_implied: bool = False

    @property
    def is_directory(self) -> bool:
        return self.inode.type is EntryType.DIRECTORY


Tree = dict[bytes, Shown]


@dataclass
class Outcome:
    """By level: the merged tree, the kinds of change, the metadata that differ."""

    trees: list[Tree] = field(default_factory=list)
    kinds: list[dict[bytes, ChangeKind]] = field(default_factory=list)
    parts: list[dict[bytes, set[MetadataPart]]] = field(default_factory=list)
    inodes: list[Inode] = field(default_factory=list)
    repeated: list[Inode] = field(default_factory=list)
    stored: list[int] = field(default_factory=list)
    visible: list[int] = field(default_factory=list)

    @property
    def live(self) -> int:
        return sum(one.size for one in self.inodes if one.names)

    @property
    def dead(self) -> list[Inode]:
        return [one for one in self.inodes if not one.names]


def stacked(layers: Sequence[Sequence[Made]]) -> Outcome:
    outcome = Outcome()
    tree: Tree = {}
    for level, layer in enumerate(layers):
        after = _one_more(tree, layer, level, outcome)
        outcome.trees.append(after)
        seen = {id(s.inode): s.inode for s in after.values()}
        outcome.visible.append(sum(one.size for one in seen.values()))
        tree = after
    return outcome


# --- one layer --------------------------------------------------------------------------------


@dataclass
class _Own:
    """What a layer holds: paths of entries, directories that only their children tell of."""

    at: dict[bytes, Inode] = field(default_factory=dict)
    implied: set[bytes] = field(default_factory=set)
    removed: set[bytes] = field(default_factory=set)
    opaque: set[bytes] = field(default_factory=set)


def above(path: bytes) -> list[bytes]:
    """All directories over a path, the root last."""
    found = []
    while path:
        path = path.rpartition(b"/")[0]
        found.append(path)
    return found


def _read(layer: Sequence[Made], level: int, below: Tree, outcome: Outcome) -> _Own:
    own = _Own()
    stored: list[Inode] = []
    needed: set[bytes] = {b""}
    for one in layer:
        needed.update(above(one.path))
        if one.type is EntryType.WHITEOUT:
            own.removed.add(one.path)
        elif one.type is EntryType.OPAQUE:
            own.opaque.add(one.path)
            needed.add(one.path)
        elif one.type is EntryType.HARDLINK:
            own.at[one.path] = own.at.get(one.entry.link) or below[one.entry.link].inode
        else:
            entry = one.entry
            inode = Inode(
                level, one.type, len(one.content), one.content, entry.link, b"", entry.mode,
                entry.uid, entry.gid, entry.mtime_ns, dict(entry.xattrs),
            )  # fmt: skip
            own.at[one.path] = inode
            if one.type is EntryType.REGULAR:
                stored.append(inode)
    own.implied = {path for path in needed if path not in own.at}
    outcome.stored.append(sum(one.size for one in stored))
    kept = {id(inode) for inode in own.at.values()}
    outcome.inodes += [one for one in stored if id(one) in kept]
    outcome.repeated += [one for one in stored if id(one) not in kept]
    return own


def _one_more(below: Tree, layer: Sequence[Made], level: int, outcome: Outcome) -> Tree:
    own = _read(layer, level, below, outcome)
    directories = own.implied | {
        path for path, inode in own.at.items() if inode.type is EntryType.DIRECTORY
    }
    gone = {path for path in own.removed if path not in own.at and path not in own.implied}
    hollow = (own.opaque | own.removed) & directories
    tree: Tree = {}
    fates: dict[bytes, WasteCause] = {}
    for path, shown in below.items():
        over = above(path)
        if path in gone or any(one in gone or one in hollow for one in over):
            fates[path] = WasteCause.DELETED
        elif any(one in own.at and one not in directories for one in over):
            fates[path] = WasteCause.TYPE_CHANGED
        else:
            tree[path] = shown
    for path in own.implied:
        found = tree.get(path)
        is_kept = found is not None and found.is_directory
        if not is_kept or path in own.removed:
            if path in below:
                fates[path] = _cause(below[path].inode, Inode(level, EntryType.DIRECTORY))
            tree[path] = Shown(Inode(level, EntryType.DIRECTORY), level, is_implied=True)
    for path, inode in own.at.items():
        if path in below:
            fates[path] = _cause(below[path].inode, inode)
        tree[path] = Shown(inode, level)
        inode.names += 1
    for path, cause in fates.items():
        below[path].inode.names -= 1
        below[path].inode.losses.append((level, cause))
    named = set(own.at) | {path for path in own.implied if tree[path].level == level}
    _compare(below, tree, named, hollow, outcome)
    return tree


# --- comparing --------------------------------------------------------------------------------


def _content(inode: Inode) -> object:
    return inode.type, inode.content, inode.link, inode.device


def differing(old: Inode, new: Inode) -> set[MetadataPart]:
    found = set()
    if old.mode != new.mode and new.type is not EntryType.SYMLINK:
        found.add(MetadataPart.MODE)
    if (old.uid, old.gid) != (new.uid, new.gid):
        found.add(MetadataPart.OWNER)
    if old.xattrs != new.xattrs:
        found.add(MetadataPart.XATTRS)
    if old.mtime_ns != new.mtime_ns and new.type is not EntryType.DIRECTORY:
        found.add(MetadataPart.TIME)
    return found


def _cause(old: Inode, new: Inode) -> WasteCause:
    if old.type is not new.type:
        return WasteCause.TYPE_CHANGED
    if _content(old) != _content(new):
        return WasteCause.OVERWRITTEN
    return WasteCause.METADATA if differing(old, new) else WasteCause.IDENTICAL


def _compare(
    before: Tree, after: Tree, named: set[bytes], hollow: set[bytes], outcome: Outcome
) -> None:
    kinds: dict[bytes, ChangeKind] = {}
    parts: dict[bytes, set[MetadataPart]] = {}
    for path in before.keys() - after.keys():
        kinds[path] = ChangeKind.DELETED
    for path in named | hollow:
        if path not in before:
            kinds[path] = ChangeKind.ADDED
            continue
        old, new = before[path].inode, after[path].inode
        parts[path] = differing(old, new)
        if old.type is not new.type or path in hollow:
            kinds[path] = ChangeKind.REPLACED
        elif _content(old) != _content(new):
            kinds[path] = ChangeKind.MODIFIED
        elif parts[path]:
            kinds[path] = ChangeKind.METADATA
        elif new.type is not EntryType.DIRECTORY:
            kinds[path] = ChangeKind.IDENTICAL
    if kinds.get(b"") in (ChangeKind.ADDED, ChangeKind.DELETED):
        del kinds[b""]
    outcome.kinds.append(kinds)
    outcome.parts.append(parts)
