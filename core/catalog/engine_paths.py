"""Paths that engines leave in a layer though nobody changed them.

Bind mounts need something to be mounted on, so the runtime makes empty files and directories in the
writable layer: moby daemon/initlayer, containers/buildah "run_common.go", podman's /etc/mtab.
"""

from __future__ import annotations

import numpy as np

from core.catalog.stack import StackTree
from core.catalog.table import Column, RowKind

EMPTY_FILES = (
    b".dockerenv",
    b"etc/hostname",
    b"etc/hosts",
    b"etc/resolv.conf",
    b"run/.containerenv",
    b"dev/console",
    b"dev/shm",
)
"""Noise where they are empty."""

DIRECTORIES = (b"dev", b"dev/pts", b"dev/shm", b"proc", b"sys", b"run", b"run/secrets")
"""Noise as entries of their own; what else is in them is not."""

LINKS = {b"etc/mtab": (b"/proc/mounts", b"../proc/self/mounts", b"/proc/self/mounts")}
"""Noise where they are links to there."""


def engine_noise(stack: StackTree, level: int) -> Column:
    """By node whether a layer's row is such a thing. The first layer brings its own."""
    noise = np.zeros(len(stack.tree), bool)
    if level == 0:
        return noise
    table = stack.tables[level]
    nodes = stack.node_of_row[stack.rows_of(level)]
    kinds, sizes = table.column("kind"), table.column("size")
    for path in EMPTY_FILES:
        row = table.row(path)
        if row is not None and kinds[row] == RowKind.REGULAR and sizes[row] == 0:
            noise[nodes[row]] = True
    for path in DIRECTORIES:
        row = table.row(path)
        if row is not None and kinds[row] == RowKind.DIRECTORY:
            noise[nodes[row]] = True
    for path, targets in LINKS.items():
        row = table.row(path)
        if row is not None and kinds[row] == RowKind.SYMLINK and table.links[row] in targets:
            noise[nodes[row]] = True
    return noise
