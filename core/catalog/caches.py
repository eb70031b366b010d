"""Where package managers keep what nobody needs in an image, in the tree of a stack."""

from __future__ import annotations

import numpy as np

from core.catalog.findings_rules import DIRECTORY_RULES
from core.catalog.path_tree import PathTree
from core.catalog.table import Column
from core.model import FindingKind

PACKAGE_LISTS = b"var/lib/apt/lists"


def cache_directories(tree: PathTree) -> list[int]:
    """The nodes of all cache directories that any layer has."""
    homes = [b"root/"]
    home = tree.node(b"home")
    if home is not None:
        homes += [tree.path(node) + b"/" for node in tree.children(home).tolist()]
    paths = [
        home + rule.path
        for rule in DIRECTORY_RULES
        if rule.kind is FindingKind.CACHE
        for home in (homes if rule.is_in_home else (b"",))
    ]
    nodes = (tree.node(path) for path in paths)
    return [node for node in nodes if node is not None]


def in_caches(tree: PathTree, directories: list[int]) -> Column:
    """By node whether it lies in one of these directories."""
    found = np.zeros(len(tree), bool)
    for node in directories:
        found[node : int(tree.end[node])] = True
    return found
