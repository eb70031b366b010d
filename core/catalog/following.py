"""Paths in a merged tree as a program would find them: links in them are followed."""

from __future__ import annotations

from collections.abc import Sequence

from core.catalog.stack import StackTree
from core.catalog.table import RowKind

_LINKS_LIMIT = 40  # as the kernel has it (path_resolution(7))


class FollowedTree:
    """What shows at a level of a stack (-1: nothing)."""

    def __init__(self, stack: StackTree, level: int) -> None:
        self._stack = stack
        self._rows = stack.visible(level)

    def find(self, path: bytes) -> int | None:
        """The global row of what a path leads to at last, None when it leads nowhere."""
        waiting = [part for part in path.split(b"/") if part]
        done: list[bytes] = []
        row: int | None = self._row(b"")
        links = 0
        while waiting:
            part = waiting.pop(0)
            if part == b".":
                continue
            if part == b"..":
                del done[-1:]
                row = self._row(b"/".join(done))
                continue
            row = self._row(b"/".join((*done, part)))
            if row is None:
                return None
            if self._stack.columns["kind"][row] != RowKind.SYMLINK:
                done.append(part)
                continue
            links += 1
            if links > _LINKS_LIMIT:
                return None
            target = self._stack.link(int(self._stack.inode[row]))
            if target.startswith(b"/"):
                done.clear()
            waiting = [one for one in target.split(b"/") if one] + waiting
            row = self._row(b"/".join(done))
        return row

    def program(self, name: str, folders: Sequence[str]) -> int | None:
        """The row of the executable file that a shell would take; None when there is none."""
        places = [name] if "/" in name else [f"{folder}/{name}" for folder in folders]
        for place in places:
            row = self.find(place.encode("utf-8", "surrogateescape"))
            if row is not None and self._is_program(row):
                return row
        return None

    def names_in(self, folder: bytes) -> list[bytes]:
        """What a folder holds; [] when it is none."""
        row = self.find(folder)
        if row is None:
            return []
        tree = self._stack.tree
        children = tree.children(int(self._stack.node_of_row[row]))
        return [tree.name(node) for node in children.tolist() if self._rows[node] >= 0]

    def _is_program(self, row: int) -> bool:
        mode = int(self._stack.columns["mode"][row])
        return bool(self._stack.is_regular[row]) and bool(mode & 0o111)

    def _row(self, path: bytes) -> int | None:
        node = self._stack.tree.node(path)
        if node is None or self._rows[node] < 0:
            return None
        return int(self._rows[node])
