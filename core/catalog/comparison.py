"""Two images side by side: their layers, their configuration, their files."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

import numpy as np

from core.catalog.path_tree import PathTree
from core.catalog.stack import StackTree
from core.catalog.states import Difference, TreeState, difference_of_states
from core.catalog.table import LayerTable
from core.model import ChangeKind, ConfigDifference, ImageConfigSummary, LayerPair

# --- layers -----------------------------------------------------------------------------------


def pair_layers(
    left_diff_ids: Sequence[str], right_diff_ids: Sequence[str]
) -> tuple[LayerPair, ...]:
    """Layers side by side, bottom first, by the longest common subsequence of their diff IDs.

    Between equal ones the others stand side by side in their order. A layer is known by its place:
    equal ones (two that are empty, say) stay two.
    """
    found: list[LayerPair] = []
    left = right = 0
    for same_left, same_right in _common(left_diff_ids, right_diff_ids):
        found += _between(left, same_left, right, same_right)
        found.append(LayerPair(same_left, same_right, is_same=True))
        left, right = same_left + 1, same_right + 1
    found += _between(left, len(left_diff_ids), right, len(right_diff_ids))
    return tuple(found)


def _between(left: int, left_stop: int, right: int, right_stop: int) -> list[LayerPair]:
    pairs = zip_longest(range(left, left_stop), range(right, right_stop))
    return [LayerPair(one, other, is_same=False) for one, other in pairs]


def _common(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of a longest common subsequence, the lowest ones where there are several."""
    longest = [[0] * (len(right) + 1) for _place in range(len(left) + 1)]
    for one in reversed(range(len(left))):
        for other in reversed(range(len(right))):
            longest[one][other] = (
                longest[one + 1][other + 1] + 1
                if left[one] == right[other]
                else max(longest[one + 1][other], longest[one][other + 1])
            )
    one = other = 0
    while one < len(left) and other < len(right):
        if left[one] == right[other]:
            yield one, other
            one, other = one + 1, other + 1
        elif longest[one + 1][other] >= longest[one][other + 1]:
            one += 1
        else:
            other += 1


# --- configuration ----------------------------------------------------------------------------


def compare_config(
    left: ImageConfigSummary,
    right: ImageConfigSummary,
    *,
    left_platform: str = "",
    right_platform: str = "",
) -> tuple[ConfigDifference, ...]:
    """The settings that differ, each by its name; None where a side does not have it.

    Commands are written as a shell would take them.
    """
    ours, theirs = _settings(left, left_platform), _settings(right, right_platform)
    return tuple(
        ConfigDifference(key, ours.get(key), theirs.get(key))
        for key in {**ours, **theirs}
        if ours.get(key) != theirs.get(key)
    )


def _settings(config: ImageConfigSummary, platform: str) -> Mapping[str, str]:
    found = {
        "Entrypoint": shlex.join(config.entrypoint),
        "Command": shlex.join(config.command),
        "User": config.user,
        "Working directory": config.working_dir,
        "Platform": platform,
    }
    found = {key: value for key, value in found.items() if value}
    for setting in config.env:
        name, _equals, value = setting.partition("=")
        found[f"Environment {name}"] = value
    found |= {f"Port {port}": "exposed" for port in config.exposed_ports}
    found |= {f"Label {name}": value for name, value in config.labels}
    return found


# --- files ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TreeComparison:
    """Two merged trees. `difference` goes from left to right."""

    left: StackTree
    right: StackTree
    difference: Difference

    @cached_property
    def counts(self) -> tuple[tuple[ChangeKind, int], ...]:
        """How many paths differ in which way."""
        return self.difference.counts(np.ones(len(self.left.tree), bool))

    @cached_property
    def unchanged(self) -> int:
        """How many paths are on both sides and equal in everything; the root is not counted."""
        is_both = (self.difference.before.rows >= 0) & (self.difference.after.rows >= 0)
        return int(np.count_nonzero((is_both & (self.difference.kind < 0))[1:]))

    @property
    def left_bytes(self) -> int:
        """Visible files at the left."""
        return _visible_bytes(self.left)

    @property
    def right_bytes(self) -> int:
        """Visible files at the right."""
        return _visible_bytes(self.right)


def compare_trees(
    left_tables: Sequence[LayerTable], right_tables: Sequence[LayerTable]
) -> TreeComparison:
    """What two stacks of layers show, path by path; each bottom first, of one catalog."""
    tree = PathTree([*left_tables, *right_tables])
    left = StackTree(left_tables, tree=tree)
    right = StackTree(right_tables, tree=tree, first=len(left_tables))
    before = TreeState(left, left.levels - 1)
    after = TreeState(right, right.levels - 1)
    return TreeComparison(left, right, difference_of_states(before, after))


def _visible_bytes(stack: StackTree) -> int:
    return int(stack.visible_bytes[-1]) if stack.levels else 0
