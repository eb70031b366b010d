"""The catalog's stacks against the plain ones of `oracle`, over generated layers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from core.catalog.sizes import layer_sizes
from core.catalog.stack import CAUSES, StackTree
from core.catalog.states import KINDS, PARTS, difference_of_layer
from core.catalog.table import RowFlag, RowKind, content_digest
from core.catalog.table_builder import xattr_digest
from core.catalog.waste import measure_waste, wasted_rows
from core.layer.entry import EntryType
from core.model import ChangeKind, WasteCause
from tests.core.catalog.generated_stacks import generated_stack
from tests.core.catalog.made_layers import SEED, stack_of
from tests.core.catalog.oracle import Inode, Outcome, Tree, above, stacked

_KINDS = {
    EntryType.REGULAR: RowKind.REGULAR,
    EntryType.DIRECTORY: RowKind.DIRECTORY,
    EntryType.SYMLINK: RowKind.SYMLINK,
    EntryType.FIFO: RowKind.FIFO,
}
_TELLING = (
    WasteCause.OVERWRITTEN,
    WasteCause.METADATA,
    WasteCause.IDENTICAL,
    WasteCause.TYPE_CHANGED,
    WasteCause.DELETED,
)


def expected_row(inode: Inode, level: int) -> tuple[object, ...]:
    digest = (0, 0)
    if inode.type is EntryType.REGULAR:
        digest = content_digest(inode.content, SEED)
    elif inode.type is EntryType.SYMLINK:
        digest = content_digest(inode.link, SEED)
    return (
        level, _KINDS[inode.type], inode.size, digest, inode.mode, inode.uid, inode.gid,
        inode.mtime_ns, xattr_digest(inode.xattrs, SEED), inode.link,
    )  # fmt: skip


def expected_tree(tree: Tree) -> dict[bytes, tuple[object, ...]]:
    return {path: expected_row(shown.inode, shown.level) for path, shown in tree.items()}


def tree_at(stack: StackTree, level: int) -> dict[bytes, tuple[object, ...]]:
    found = {}
    columns = stack.columns
    for node, row in enumerate(stack.visible(level).tolist()):
        if row >= 0:
            is_link = columns["kind"][row] == RowKind.SYMLINK
            found[stack.tree.path(node)] = (
                int(stack.level_of_row[row]), int(columns["kind"][row]), int(columns["size"][row]),
                tuple(columns["digest"][row].tolist()), int(columns["mode"][row]),
                int(columns["uid"][row]), int(columns["gid"][row]), int(columns["mtime_ns"][row]),
                int(columns["xattr_digest"][row]), stack.link(row) if is_link else b"",
            )  # fmt: skip
    return found


def check_changes(stack: StackTree, outcome: Outcome, level: int) -> None:
    difference = difference_of_layer(stack, level)
    kinds, parts = {}, {}
    for node in np.flatnonzero(difference.kind >= 0).tolist():
        path = stack.tree.path(node)
        kinds[path] = KINDS[difference.kind[node]]
        bits = int(difference.parts[node])
        parts[path] = {part for bit, part in enumerate(PARTS) if bits >> bit & 1}
    assert kinds == outcome.kinds[level]
    after = outcome.trees[level]
    counts = Counter(kind for kind in kinds.values() if kind is not ChangeKind.DELETED)
    for path in (path for path, kind in kinds.items() if kind is ChangeKind.DELETED):
        folder = after.get(above(path)[0])
        counts[ChangeKind.DELETED] += folder is not None and folder.is_directory
    assert difference.counts(np.ones(len(stack.tree), bool)) == tuple(
        (kind, counts[kind]) for kind in ChangeKind
    )
    for path, kind in kinds.items():
        if kind not in (ChangeKind.ADDED, ChangeKind.DELETED):
            assert parts[path] == outcome.parts[level][path], path


def check_waste(stack: StackTree, outcome: Outcome) -> None:
    chain_ids = [f"chain {level}" for level in range(stack.levels)]
    found = measure_waste(stack, "x", chain_ids)
    assert found.stored_bytes == sum(outcome.stored)
    assert found.live_bytes == outcome.live
    dead = [one for one in outcome.dead if one.size]
    assert found.wasted_files == len(dead)

    def cause(inode: Inode) -> WasteCause:
        return next(one for one in _TELLING if one in inode.causes)

    expected = Counter((one.level, one.hidden_at, cause(one), one.size) for one in dead)
    assert Counter((f.level, f.hidden_at, f.cause, f.size_bytes) for f in found.files) == expected
    repeated = sum(one.size for one in outcome.repeated)
    by_cause = Counter({WasteCause.REPEATED: repeated})
    for one in dead:
        by_cause[cause(one)] += one.size
    assert dict(found.by_cause) == {one: size for one, size in by_cause.items() if size}
    for layer in found.layers:
        level = layer.level
        lost = sum(one.size for one in outcome.repeated if one.level == level)
        assert layer.stored_bytes == outcome.stored[level]
        assert layer.dead_bytes == lost + sum(one.size for one in dead if one.level == level)
        assert layer.caused_bytes == lost + sum(o.size for o in dead if o.hidden_at == level)
    wasted, causes = wasted_rows(stack)
    assert int(wasted.sum()) + repeated == found.reclaimable_bytes
    assert ((causes >= 0) == (wasted > 0)).all()
    assert all(CAUSES[place] is not WasteCause.REPEATED for place in causes[causes >= 0])


def check_stack(stack: StackTree, outcome: Outcome) -> None:
    """Everything that both can tell."""
    for level in range(stack.levels):
        assert tree_at(stack, level) == expected_tree(outcome.trees[level]), level
        check_changes(stack, outcome, level)
        sizes = layer_sizes(stack, level, blob_bytes=9, is_shared=False)
        below = outcome.visible[level - 1] if level else 0
        assert sizes.total_bytes == outcome.visible[level]
        assert sizes.added_bytes == outcome.visible[level] - below
        assert sizes.file_bytes == outcome.stored[level]
    check_waste(stack, outcome)


@pytest.mark.parametrize("block", range(15))
def test_stacks_are_as_the_plain_way_has_them(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        layers = generated_stack(seed)
        check_stack(stack_of(*layers), stacked(layers))


def test_generated_stacks_have_everything() -> None:
    """Else the test above would prove little."""
    seen: Counter[object] = Counter()
    for seed in range(300):
        layers = generated_stack(seed)
        outcome = stacked(layers)
        for kinds in outcome.kinds:
            seen.update(kinds.values())
        for one in outcome.dead:
            seen.update(one.causes)
            seen["several causes"] += len(one.causes) > 1
        seen["repeated"] += len(outcome.repeated)
        for table in stack_of(*layers).tables:
            for flag in RowFlag:
                seen[flag] += int(np.count_nonzero(table.column("flags") & flag))
        for layer in layers:
            for number, one in enumerate(layer):
                if one.type is EntryType.OPAQUE:
                    inside = [at for at, other in enumerate(layer)
                              if other.path.startswith(one.path + b"/")]  # fmt: skip
                    seen["opaque before"] += any(at > number for at in inside)
                    seen["opaque after"] += any(at < number for at in inside)
    wanted = [*ChangeKind, *RowFlag, "repeated", "opaque before", "opaque after", "several causes"]
    wanted += [cause for cause in WasteCause if cause is not WasteCause.REPEATED]
    assert [one for one in wanted if seen[one] < 5] == []
