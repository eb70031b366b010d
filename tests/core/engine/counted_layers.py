"""Counts what the layers of an image change, by reading their tars with Python's own reader.

Knows nothing of upper directories: an oracle for what is told of a container before its snapshot.
"""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core.engine.protocol import Engine
from core.store import ImageLayout

_WHITEOUT, _OPAQUE = ".wh.", ".wh..wh..opq"
_KINDS = {tarfile.REGTYPE: "file", tarfile.DIRTYPE: "directory", tarfile.SYMTYPE: "link",
          tarfile.FIFOTYPE: "pipe"}  # fmt: skip


class _Entry(NamedTuple):
    kind: str
    mode: int
    uid: int
    gid: int
    content: bytes | str
    modified: str

    @property
    def size_bytes(self) -> int:
        return len(self.content) if self.kind == "file" else 0

    def is_same(self, other: _Entry) -> bool:
        return self == other or (self.kind == other.kind == "directory" and self[:4] == other[:4])


_Tree = dict[str, _Entry]


class Counted:
    """Changes of all layers but the base's: (column, path, bytes) each."""

    def __init__(self) -> None:
        self.changes: list[tuple[str, str, int]] = []

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Added, modified, deleted, bytes."""
        return self.figures_below("")

    def figures_below(self, directory: str) -> tuple[int, int, int, int]:
        """Of what is in a directory, with its own change."""
        found = [
            (column, size_bytes)
            for column, path, size_bytes in self.changes
            if not directory or path == directory or path.startswith(directory + "/")
        ]
        columns = [column for column, _size_bytes in found]
        counts = (columns.count(name) for name in ("added", "modified", "deleted"))
        added, modified, deleted = counts
        return added, modified, deleted, sum(size_bytes for _column, size_bytes in found)


def count_changes(engine: Engine, reference: str) -> Counted:
    """Of all layers but the lowest."""
    layout = ImageLayout.open(Path(engine.repository().location))
    tree: _Tree = {}
    counted = Counted()
    for number, layer in enumerate(layout.read_image(layout.resolve(reference)).manifest.layers):
        tar = gzip.decompress(layout.read_blob(layer))
        _apply(tree, tar, counted if number else Counted())
    return counted


def _apply(tree: _Tree, tar: bytes, counted: Counted) -> None:
    below = dict(tree)
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        members = [(member.name.rstrip("/"), member) for member in archive]
        # Deletions first, whatever their place: they are of the layers below.
        for path, _member in members:
            parent, _slash, name = path.rpartition("/")
            if name == _OPAQUE:
                _remove(tree, parent, with_itself=False)
                _remove(below, parent, with_itself=False)
            elif name.startswith(_WHITEOUT):
                gone = f"{parent}/{name[4:]}".strip("/")
                if gone in below:
                    counted.changes.append(("deleted", gone, 0))
                _remove(tree, gone)
        opaque = {p.rpartition("/")[0] for p, _member in members if p.endswith("/" + _OPAQUE)}
        for path, member in members:
            if _WHITEOUT in path:
                continue
            entry = _entry(archive, member)
            before = below.get(path)
            if before is None:
                counted.changes.append(("added", path, entry.size_bytes))
            elif path in opaque or not entry.is_same(before):
                counted.changes.append(("modified", path, entry.size_bytes))
            if before is not None and entry.kind != "directory":
                _remove(tree, path)
            if before is not None and entry.kind == "directory" != before.kind:
                _remove(below, path, with_itself=False)
            tree[path] = entry


def _remove(tree: _Tree, path: str, *, with_itself: bool = True) -> None:
    for inside in list(_below(tree, path)):
        del tree[inside]
    if with_itself:
        tree.pop(path, None)


def _below(tree: _Tree, path: str) -> Iterator[str]:
    return (one for one in tree if one.startswith(path + "/"))


def _entry(archive: tarfile.TarFile, member: tarfile.TarInfo) -> _Entry:
    if member.islnk():
        return _entry(archive, archive.getmember(member.linkname))
    content: bytes | str = member.linkname
    if member.isreg():
        file = archive.extractfile(member)
        assert file is not None
        content = file.read()
    modified = member.pax_headers.get("mtime", str(member.mtime))
    kind = _KINDS[member.type]
    return _Entry(kind, member.mode, member.uid, member.gid, content, modified)
