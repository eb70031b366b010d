"""Legal stacks of layers by chance: few names, so that layers meet each other often."""

from __future__ import annotations

import random
from dataclasses import replace

from core.layer.entry import EntryType
from tests.core.catalog.made_layers import Made, made
from tests.core.catalog.oracle import Tree, above, stacked

NAMES = (
    b"a", b"b", b"c", b"a.b", b"a-b", b"a b", b"A", b"..c", b".w", b"wh.x", b"\xc3\xa4",
    b"\xff\xfe", b"new\nline", b"n" * 120,
)  # fmt: skip
_USUAL = 7  # of NAMES, most of the time
_CONTENTS = (b"", b"x", b"y", b"\x00\x01", b"text\n" * 20, b"z" * 600, b"0" * 1500)
_TIMES = (0, 1_000_000_000, 1_700_000_000_123_456_789, 86_400 * 10**9)
_OWNERS = (0, 0, 0, 1000, 65533)
_MODES = (0o644, 0o755, 0o600, 0o4755, 0o444, 0o1777)
_WITH_XATTRS = (EntryType.REGULAR, EntryType.DIRECTORY)
_OPERATIONS = (
    ("file", 8), ("directory", 4), ("symlink", 2), ("fifo", 1), ("hard link", 3),
    ("link below", 2), ("whiteout", 5), ("opaque", 3), ("again", 3), ("copy", 4), ("other type", 3),
)  # fmt: skip


def generated_stack(seed: int, *, has_opaque_root: bool = True) -> list[list[Made]]:
    """One to five layers that every strict reader takes."""
    chance = random.Random(seed)
    layers: list[list[Made]] = []
    tree: Tree = {}
    for _level in range(chance.randint(1, 5)):
        layers.append(_Maker(chance, tree, has_opaque_root=has_opaque_root).layer())
        tree = stacked(layers).trees[-1]
    return layers


class _Maker:
    """Makes one layer on a merged tree, in an order that unpacks."""

    def __init__(self, chance: random.Random, below: Tree, *, has_opaque_root: bool) -> None:
        self._chance = chance
        self._below = below
        self._has_opaque_root = has_opaque_root
        self._entries: list[Made] = []
        self._markers: list[Made] = []
        self._leaves: dict[bytes, Made] = {}  # what is no directory, as it is now
        self._directories: set[bytes] = {b""}  # named, or with something in them
        self._filled: set[bytes] = set()
        self._ever_leaves: set[bytes] = set()
        self._targets: set[bytes] = set()  # of links to lower layers

    def layer(self) -> list[Made]:
        for _number in range(self._chance.randint(0, 14)):
            names, weights = zip(*_OPERATIONS, strict=True)
            operation = self._chance.choices(names, weights)[0]
            getattr(self, "_" + operation.replace(" ", "_"))()
        found = list(self._entries)
        for marker in self._markers:  # their place in an archive means nothing
            fixed = self._ever_leaves | self._targets
            is_free = not fixed.intersection([marker.path, *above(marker.path)])
            at = self._chance.randint(0, len(found)) if is_free else len(found)
            found.insert(at, marker)
        return found

    # --- operations ---------------------------------------------------------------------------

    def _file(self) -> None:
        self._leaf(made(self._path(), EntryType.REGULAR, self._chance.choice(_CONTENTS)))

    def _symlink(self) -> None:
        target = self._chance.choice((b"a", b"../b", b"/c/\xff", b"t" * 130))
        self._leaf(made(self._path(), EntryType.SYMLINK, link=target))

    def _fifo(self) -> None:
        self._leaf(made(self._path(), EntryType.FIFO))

    def _directory(self) -> None:
        path = self._path()
        is_taken = path in self._leaves and self._chance.random() < 0.7
        if is_taken or self._has_leaf_above(path):
            return
        self._fill(path)
        self._leaves.pop(path, None)
        self._directories.add(path)
        self._entries.append(self._dressed(made(path, EntryType.DIRECTORY)))

    def _hard_link(self) -> None:
        if self._leaves:
            target = self._chance.choice(sorted(self._leaves))
            path = self._path()
            if path != target:
                self._leaf(made(path, EntryType.HARDLINK, link=target))

    def _link_below(self) -> None:
        files = [
            path
            for path, shown in sorted(self._below.items())
            if shown.inode.type is EntryType.REGULAR
            and path not in self._leaves
            and path not in self._directories
        ]
        if files:
            target = self._chance.choice(files)
            path = self._path()
            is_legal = target not in (path, *above(path))
            if is_legal and self._leaf(made(path, EntryType.HARDLINK, link=target)):
                self._targets.add(target)

    def _whiteout(self) -> None:
        path = self._path(0.9)
        is_new = all(path != marker.path for marker in self._markers)
        if path and is_new and not self._has_leaf_above(path):
            self._fill(path)
            self._markers.append(made(path, EntryType.WHITEOUT))

    def _opaque(self) -> None:
        path = self._path(0.9)
        if self._chance.random() < 0.05:
            path = b""
        is_refused = path in self._leaves or self._has_leaf_above(path)
        if is_refused or not (path or self._has_opaque_root):
            return
        self._fill(path)
        self._directories.add(path)
        self._filled.add(path)
        self._markers.append(made(path, EntryType.OPAQUE))

    def _again(self) -> None:
        """One name twice in one archive."""
        if self._leaves:
            path = self._chance.choice(sorted(self._leaves))
            content = self._chance.choice(_CONTENTS)
            self._leaf(made(path, EntryType.REGULAR, content))

    def _copy(self) -> None:
        """What a lower layer has, as it is or with one thing changed."""
        if not self._below:
            return
        path = self._chance.choice(sorted(self._below))
        inode = self._below[path].inode
        new = made(
            path, inode.type, inode.content, link=inode.link, mode=inode.mode, uid=inode.uid,
            gid=inode.gid, mtime_ns=inode.mtime_ns, xattrs=dict(inode.xattrs),
        )  # fmt: skip
        change: dict[str, object] = self._chance.choice(
            ({}, {"mode": 0o640}, {"uid": 7}, {"gid": 8}, {"mtime_ns": 5 * 10**9},
             {"xattrs": {"user.k": b"v"}} if inode.type in _WITH_XATTRS else {})
        )  # fmt: skip
        new = Made(replace(new.entry, **change), new.content)  # type: ignore[arg-type]
        if inode.type is EntryType.DIRECTORY:
            if path not in self._leaves and not self._has_leaf_above(path):
                self._fill(path)
                self._directories.add(path)
                self._entries.append(new)
        else:
            self._leaf(new, is_dressed=True)

    def _other_type(self) -> None:
        """A file where a directory was, or the other way round."""
        if not self._below:
            return
        path = self._chance.choice(sorted(self._below))
        if self._below[path].inode.type is EntryType.DIRECTORY:
            self._leaf(made(path, EntryType.REGULAR, b"was a directory"))
        else:
            self._leaf(made(path + b"/" + self._name(), EntryType.REGULAR, b"in what was a file"))

    # --- rules --------------------------------------------------------------------------------

    def _leaf(self, one: Made, *, is_dressed: bool = False) -> bool:
        path = one.path
        if not path or path in self._filled or self._has_leaf_above(path):
            return False
        self._fill(path)
        self._directories.discard(path)
        self._leaves[path] = one
        self._ever_leaves.add(path)
        self._entries.append(one if is_dressed else self._dressed(one))
        return True

    def _fill(self, path: bytes) -> None:
        for directory in above(path):
            self._directories.add(directory)
            self._filled.add(directory)

    def _has_leaf_above(self, path: bytes) -> bool:
        return any(one in self._leaves for one in above(path))

    def _dressed(self, one: Made) -> Made:
        if one.type is EntryType.HARDLINK:
            return one
        chance = self._chance
        xattrs = {}
        if one.type in _WITH_XATTRS and chance.random() < 0.15:
            xattrs = {"user." + chance.choice("pq"): chance.choice((b"1", b"\x00\xff"))}
        mode = 0o777 if one.type is EntryType.SYMLINK else chance.choice(_MODES)
        entry = replace(
            one.entry,
            mode=mode,
            uid=chance.choice(_OWNERS),
            gid=chance.choice(_OWNERS),
            mtime_ns=chance.choice(_TIMES),
            xattrs=xattrs,
        )
        return Made(entry, one.content)

    def _path(self, of_below: float = 0.5) -> bytes:
        chance = self._chance
        if self._below and chance.random() < of_below:
            path = chance.choice(sorted(self._below))
            return path + b"/" + self._name() if chance.random() < 0.1 and path else path
        depth = chance.choice((1, 1, 2, 2, 3, 4)) if chance.random() < 0.98 else 12
        return b"/".join(self._name() for _number in range(depth))

    def _name(self) -> bytes:
        names = NAMES if self._chance.random() < 0.1 else NAMES[:_USUAL]
        return self._chance.choice(names)


# --- as tools write them ----------------------------------------------------------------------


def tidy_stack(seed: int) -> list[list[Made]]:
    """Such a stack as builders write it, which readers that go entry by entry take as well.

    Every directory is named before what is in it, whiteouts come first, one name has one type, and
    hard links to lower layers are not to what this layer removes.
    """
    found: list[list[Made]] = []
    tree: Tree = {}
    for layer in generated_stack(seed, has_opaque_root=False):
        found.append(_tidied(layer, tree))
        tree = stacked(found).trees[-1]
    return found


def _tidied(layer: list[Made], below: Tree) -> list[Made]:
    leaves = {one.path for one in layer if one.type not in _NO_LEAVES}
    directories = {one.path for one in layer if one.type in (EntryType.DIRECTORY, EntryType.OPAQUE)}
    for one in layer:
        directories.update(above(one.path))
    markers = {one.path for one in layer if one.type in (EntryType.WHITEOUT, EntryType.OPAQUE)}
    found: list[Made] = []
    named: set[bytes] = {b""}
    kept: set[bytes] = set()

    def is_taken(one: Made) -> bool:
        if one.type in _NO_LEAVES:
            return one.path not in leaves
        if one.path in directories:
            return False
        target = one.entry.link
        if one.type is not EntryType.HARDLINK or target in kept:
            return True
        is_clear = not markers.intersection([target, *above(target), one.path, *above(one.path)])
        is_below = target in below and below[target].inode.type is EntryType.REGULAR
        is_untouched = not (leaves | directories).intersection([target])
        return is_below and is_clear and is_untouched and not leaves.intersection(above(target))

    whiteouts = [one for one in layer if one.type is EntryType.WHITEOUT]
    for one in [*whiteouts, *(one for one in layer if one.type is not EntryType.WHITEOUT)]:
        over = above(one.path)[::-1] + [one.path] * (one.type is EntryType.OPAQUE)
        if not is_taken(one) or leaves.intersection(over):
            continue
        for path in over:
            if path not in named:
                named.add(path)
                found.append(_like_below(path, below))
        if one.type is EntryType.DIRECTORY:
            named.add(one.path)
        elif one.type not in _NO_LEAVES:
            kept.add(one.path)
        found.append(one)
    return found


_NO_LEAVES = (EntryType.WHITEOUT, EntryType.OPAQUE, EntryType.DIRECTORY)


def _like_below(path: bytes, below: Tree) -> Made:
    shown = below.get(path)
    if shown is None or not shown.is_directory:
        return made(path, EntryType.DIRECTORY, mode=0o755)
    inode = shown.inode
    return made(
        path, EntryType.DIRECTORY, mode=inode.mode, uid=inode.uid, gid=inode.gid,
        mtime_ns=inode.mtime_ns, xattrs=inode.xattrs,
    )  # fmt: skip
