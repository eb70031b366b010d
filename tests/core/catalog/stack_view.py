"""What the catalog says is there, in the form of `kernel_view`."""

from __future__ import annotations

import stat

from core.catalog.stack import StackTree
from core.catalog.table import RowKind
from tests.core.catalog.kernel_view import Seen, View

_TYPES = {
    RowKind.REGULAR: stat.S_IFREG,
    RowKind.DIRECTORY: stat.S_IFDIR,
    RowKind.SYMLINK: stat.S_IFLNK,
    RowKind.FIFO: stat.S_IFIFO,
}


def stack_view(stack: StackTree, level: int) -> View:
    """The merged tree at a level."""
    rows = stack.visible(level).tolist()
    return {stack.tree.path(node): _seen(stack, row) for node, row in enumerate(rows) if row >= 0}


def _seen(stack: StackTree, row: int) -> Seen:
    columns = stack.columns
    kind = RowKind(int(columns["kind"][row]))
    table, at = stack.local(int(stack.inode[row]))
    high, low = columns["digest"][row].tolist()
    is_link = kind is RowKind.SYMLINK
    return Seen(
        type=_TYPES[kind],
        mode=0o777 if is_link else int(columns["mode"][row]),
        uid=int(columns["uid"][row]),
        gid=int(columns["gid"][row]),
        mtime_ns=int(columns["mtime_ns"][row]),
        size=int(columns["size"][row]),
        digest=high << 64 | low,
        link=stack.link(row) if is_link else b"",
        xattrs=tuple(sorted(table.xattrs.get(at, {}).items())),
    )
