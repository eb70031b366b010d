"""Two images side by side."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from core.catalog.comparison import compare_config, compare_trees, pair_layers
from core.catalog.states import KINDS
from core.model import ChangeKind, ConfigDifference, ImageConfigSummary, LayerPair
from tests.core.catalog.generated_stacks import generated_stack
from tests.core.catalog.layer_samples import SampleLayer
from tests.core.catalog.made_layers import table_of, tar_of
from tests.core.catalog.oracle import Tree, differing, stacked
from tests.corpus.tar_bytes import directory, file, symlink

# --- layers -----------------------------------------------------------------------------------


def pairs(left: str, right: str) -> list[str]:
    """Letters are diff IDs: "a=a" for equal ones, "a/b" side by side, "-" for none."""
    return [
        ("-" if pair.left is None else left[pair.left])
        + ("=" if pair.is_same else "/")
        + ("-" if pair.right is None else right[pair.right])
        for pair in pair_layers(left, right)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "", ""),
        ("ab", "", "a/- b/-"),
        ("", "a", "-/a"),
        ("abc", "abc", "a=a b=b c=c"),
        ("abc", "abd", "a=a b=b c/d"),
        ("abcd", "axbcd", "a=a -/x b=b c=c d=d"),  # one more, and all others still pair
        ("axbcd", "abcd", "a=a x/- b=b c=c d=d"),
        ("abcd", "axyd", "a=a b/x c/y d=d"),
        ("abcd", "axd", "a=a b/x c/- d=d"),
        ("xyz", "abc", "x/a y/b z/c"),
        ("aea", "aa", "a=a e/- a=a"),  # equal layers stay two
        ("aa", "a", "a=a a/-"),
        ("abab", "baba", "a/- b=b a=a b=b -/a"),
    ],
)
def test_layers_pair_by_the_longest_common_run(left: str, right: str, expected: str) -> None:
    assert " ".join(pairs(left, right)) == expected


def test_pairs_hold_every_layer_once_and_as_many_equal_ones_as_can_be() -> None:
    texts = [
        "".join(letters) for size in range(5) for letters in itertools.product("ab", repeat=size)
    ]
    for left, right in itertools.product(texts, texts):
        found = pair_layers(left, right)
        assert [p.left for p in found if p.left is not None] == list(range(len(left)))
        assert [p.right for p in found if p.right is not None] == list(range(len(right)))
        same = [p for p in found if p.is_same]
        for pair in same:
            assert left[pair.left or 0] == right[pair.right or 0]
        best = max(
            size
            for size in range(len(left) + 1)
            for picked in itertools.combinations(left, size)
            if _is_within(picked, right)
        )
        assert len(same) == best


def _is_within(picked: tuple[str, ...], text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in picked)


def test_many_layers() -> None:
    left = [f"layer {n}" for n in range(300)]
    right = [*left[:100], "new", *left[100:]]
    found = pair_layers(left, right)
    assert found[100] == LayerPair(None, 100, False)
    assert sum(pair.is_same for pair in found) == 300


# --- configuration ----------------------------------------------------------------------------

CONFIG = ImageConfigSummary(
    command=("sh", "-c", "echo hi"), entrypoint=("/init",), env=("PATH=/bin", "A=1", "EMPTY="),
    working_dir="/srv", user="33:33", exposed_ports=("80/tcp",),
    labels=(("org.example.a", "1"), ("b", "")),
)  # fmt: skip


def test_equal_configurations_differ_in_nothing() -> None:
    assert compare_config(CONFIG, CONFIG, left_platform="x", right_platform="x") == ()
    assert compare_config(ImageConfigSummary(), ImageConfigSummary()) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"command": ()}, ("Command", "sh -c 'echo hi'", None)),
        ({"command": ("sh", "-c", "echo", "hi")}, ("Command", "sh -c 'echo hi'", "sh -c echo hi")),
        ({"entrypoint": ()}, ("Entrypoint", "/init", None)),
        ({"user": "0"}, ("User", "33:33", "0")),
        ({"working_dir": ""}, ("Working directory", "/srv", None)),
        ({"exposed_ports": ("80/tcp", "443/tcp")}, ("Port 443/tcp", None, "exposed")),
        ({"env": ("PATH=/bin:/usr/bin", "A=1", "EMPTY=")},
         ("Environment PATH", "/bin", "/bin:/usr/bin")),
        ({"env": ("PATH=/bin", "A=1")}, ("Environment EMPTY", "", None)),
        ({"env": ("A=1", "EMPTY=", "PATH=/bin", "N=a=b")}, ("Environment N", None, "a=b")),
        ({"labels": (("b", ""),)}, ("Label org.example.a", "1", None)),
        ({"labels": (("org.example.a", "2"), ("b", ""))}, ("Label org.example.a", "1", "2")),
    ],
)  # fmt: skip
def test_a_setting_that_differs(
    changes: dict[str, object], expected: tuple[str, str | None, str | None]
) -> None:
    other = replace(CONFIG, **changes)  # type: ignore[arg-type]
    key, left, right = expected
    assert compare_config(CONFIG, other) == (ConfigDifference(key, left, right),)
    assert compare_config(other, CONFIG) == (ConfigDifference(key, right, left),)


def test_platforms() -> None:
    found = compare_config(
        CONFIG, CONFIG, left_platform="linux/amd64", right_platform="linux/arm64"
    )
    assert found == (ConfigDifference("Platform", "linux/amd64", "linux/arm64"),)


# --- files ------------------------------------------------------------------------------------


def test_trees_by_their_files_not_their_layers() -> None:
    one = SampleLayer(directory(b"d"), file(b"d/a", b"1"), file(b"b", b"22")).table
    same = (
        SampleLayer(file(b"b", b"22")).table,
        SampleLayer(directory(b"d"), file(b"d/a", b"1")).table,
    )
    found = compare_trees([one], same)
    assert not any(number for _kind, number in found.counts)
    assert (found.unchanged, found.left_bytes, found.right_bytes) == (3, 3, 3)


def test_every_way_to_differ() -> None:
    left = SampleLayer(
        file(b"same", b"1"), file(b"content", b"1"), file(b"mode", b"1"), file(b"time", b"1"),
        file(b"type", b"1"), symlink(b"link", b"a"), directory(b"only"), file(b"only/x", b"123"),
        directory(b"d", 0o700),
    ).table  # fmt: skip
    right = SampleLayer(
        file(b"same", b"1"), file(b"content", b"2"), file(b"mode", b"1", mode=0o600),
        file(b"time", b"1", mtime=5), symlink(b"type", b"1"), symlink(b"link", b"b"),
        directory(b"d", 0o755, mtime=7), file(b"new/y", b"12345"),
    ).table  # fmt: skip
    found = compare_trees([left], [right])
    assert dict(found.counts) == {
        ChangeKind.ADDED: 2, ChangeKind.MODIFIED: 2, ChangeKind.METADATA: 3, ChangeKind.REPLACED: 1,
        ChangeKind.DELETED: 2, ChangeKind.IDENTICAL: 0,
    }  # fmt: skip
    assert (found.unchanged, found.left_bytes, found.right_bytes) == (1, 8, 9)
    back = dict(compare_trees([right], [left]).counts)
    assert (back[ChangeKind.ADDED], back[ChangeKind.DELETED]) == (2, 2)


def test_an_image_beside_none() -> None:
    table = SampleLayer(directory(b"d"), file(b"d/a", b"1")).table
    found = compare_trees([table], [])
    assert dict(found.counts)[ChangeKind.DELETED] == 2
    assert (found.left_bytes, found.right_bytes, found.unchanged) == (1, 0, 0)
    assert dict(compare_trees([], [table]).counts)[ChangeKind.ADDED] == 2
    assert compare_trees([], []).unchanged == 0


def expected_kinds(left: Tree, right: Tree) -> dict[bytes, ChangeKind]:
    found = {path: ChangeKind.DELETED for path in left.keys() - right.keys()}
    for path, shown in right.items():
        if path not in left:
            found[path] = ChangeKind.ADDED
            continue
        old, new = left[path].inode, shown.inode
        if old.type is not new.type:
            found[path] = ChangeKind.REPLACED
        elif (old.content, old.link) != (new.content, new.link):
            found[path] = ChangeKind.MODIFIED
        elif differing(old, new):
            found[path] = ChangeKind.METADATA
    return found


@pytest.mark.parametrize("block", range(4))
def test_generated_trees_as_the_plain_way_compares_them(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        sides = [generated_stack(seed), generated_stack(seed + 10_000)]
        if seed % 2:
            sides[1] = [*sides[0][:1], *generated_stack(seed)[1:2]]  # of one family
        trees = [stacked(layers).trees[-1] for layers in sides]
        found = compare_trees(*([table_of(tar_of(layer)) for layer in side] for side in sides))
        tree = found.left.tree
        kinds = {
            tree.path(node): KINDS[place]
            for node, place in enumerate(found.difference.kind.tolist())
            if place >= 0
        }
        expected = expected_kinds(*trees)
        assert kinds == expected, seed
        both = (trees[0].keys() & trees[1].keys()) - {b""}
        assert found.unchanged == sum(path not in expected for path in both)
        assert sum(number for _kind, number in found.counts) == len(kinds)
