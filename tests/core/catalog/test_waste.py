"""Bytes that nobody sees, with the exact numbers of every case."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from core.catalog.advice import top_directories
from core.catalog.stack import CAUSES, StackTree
from core.catalog.states import KINDS, difference_of_layer
from core.catalog.waste import measure_waste, wasted_rows
from core.model import Advice, ChangeKind, Efficiency, WasteCause
from tests.core.catalog.layer_samples import SampleLayer
from tests.corpus.tar_bytes import directory, file, hardlink, header, symlink

DELETED, OVERWRITTEN, METADATA = WasteCause.DELETED, WasteCause.OVERWRITTEN, WasteCause.METADATA
IDENTICAL, TYPE_CHANGED = WasteCause.IDENTICAL, WasteCause.TYPE_CHANGED
REPEATED = WasteCause.REPEATED


def f(name: bytes, size: int, fill: bytes = b"x", **more: object) -> bytes:
    return file(name, fill * size, **more)


def gone(name: bytes) -> bytes:
    parent, slash, last = name.rpartition(b"/")
    return file(parent + slash + b".wh." + last)


def opaque(name: bytes) -> bytes:
    return file(name + b"/.wh..wh..opq")


def d(name: bytes, **more: object) -> bytes:
    return directory(name, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Case:
    """`wasted` are path, bytes, level, hidden at, cause; `repeated` by level."""

    layers: tuple[tuple[bytes, ...], ...]
    stored: int
    live: int
    wasted: tuple[tuple[str, int, int, int, WasteCause], ...] = ()
    repeated: dict[int, int] = field(default_factory=dict)


CASES = {
    "nothing at all": Case(((),), 0, 0),
    "only a directory": Case(((d(b"d"),),), 0, 0),
    "one file": Case(((f(b"a", 100),),), 100, 100),
    # Deleted later.
    "file deleted": Case(
        ((f(b"a", 100),), (gone(b"a"),)), 100, 0, (("a", 100, 0, 1, DELETED),)
    ),
    "directory deleted by one whiteout": Case(
        ((d(b"d"), f(b"d/a", 150), f(b"d/e/b", 50)), (gone(b"d"),)), 200, 0,
        (("d/a", 150, 0, 1, DELETED), ("d/e/b", 50, 0, 1, DELETED)),
    ),
    "a directory of 800 bytes is no gain": Case(
        ((f(b"keep", 100), d(b"d"), f(b"d/a", 800)), (f(b"keep2", 100), gone(b"d"))), 1000, 200,
        (("d/a", 800, 0, 1, DELETED),),
    ),
    "whiteout of what is not there": Case(((f(b"a", 100),), (gone(b"b"), gone(b"c/d"))), 100, 100),
    "whiteout in the lowest layer": Case(((f(b"a", 100), gone(b"b")),), 100, 100),
    "deleted above layers in between": Case(
        ((f(b"a", 100),), (f(b"b", 10),), (f(b"c", 1),), (gone(b"a"),)), 111, 11,
        (("a", 100, 0, 3, DELETED),),
    ),
    # Opaque directories.
    "opaque directory with a new file": Case(
        ((d(b"d"), f(b"d/a", 200)), (d(b"d"), opaque(b"d"), f(b"d/n", 10))), 210, 10,
        (("d/a", 200, 0, 1, DELETED),),
    ),
    "opaque marker after what it does not hide": Case(
        ((d(b"d"), f(b"d/a", 200)), (d(b"d"), f(b"d/n", 10), opaque(b"d"))), 210, 10,
        (("d/a", 200, 0, 1, DELETED),),
    ),
    "opaque marker without its directory": Case(
        ((d(b"d"), f(b"d/a", 200)), (opaque(b"d"), f(b"d/n", 10))), 210, 10,
        (("d/a", 200, 0, 1, DELETED),),
    ),
    "opaque directory with the same name in it": Case(
        ((d(b"d"), f(b"d/a", 200), f(b"d/b", 3)), (d(b"d"), opaque(b"d"), f(b"d/a", 200))),
        403, 200, (("d/a", 200, 0, 1, IDENTICAL), ("d/b", 3, 0, 1, DELETED)),
    ),
    "opaque root": Case(
        ((f(b"a", 5), f(b"d/b", 6)), (file(b".wh..wh..opq"), f(b"n", 7))), 18, 7,
        (("d/b", 6, 0, 1, DELETED), ("a", 5, 0, 1, DELETED)),
    ),
    "whiteout and directory anew": Case(
        ((d(b"d"), f(b"d/a", 200)), (gone(b"d"), d(b"d"), f(b"d/n", 10))), 210, 10,
        (("d/a", 200, 0, 1, DELETED),),
    ),
    "directory anew, its whiteout last": Case(
        ((d(b"d"), f(b"d/a", 200)), (d(b"d"), f(b"d/n", 10), gone(b"d"))), 210, 10,
        (("d/a", 200, 0, 1, DELETED),),
    ),
    "whiteout and a directory that is only implied": Case(
        ((d(b"d"), f(b"d/a", 200)), (gone(b"d"), f(b"d/n", 10))), 210, 10,
        (("d/a", 200, 0, 1, DELETED),),
    ),
    "a directory on a directory hides nothing": Case(
        ((d(b"d"), f(b"d/a", 200)), (d(b"d", mode=0o700), f(b"d/n", 10))), 210, 210
    ),
    # Overwritten.
    "100 over 100": Case(
        ((f(b"a", 100),), (f(b"a", 100, b"y"),)), 200, 100, (("a", 100, 0, 1, OVERWRITTEN),)
    ),
    "100 over 10": Case(
        ((f(b"a", 10),), (f(b"a", 100),)), 110, 100, (("a", 10, 0, 1, OVERWRITTEN),)
    ),
    "10 over 100": Case(
        ((f(b"a", 100),), (f(b"a", 10),)), 110, 10, (("a", 100, 0, 1, OVERWRITTEN),)
    ),
    "three copies": Case(
        ((f(b"a", 100),), (f(b"a", 100, b"y"),), (f(b"a", 100, b"z"),)), 300, 100,
        (("a", 100, 0, 1, OVERWRITTEN), ("a", 100, 1, 2, OVERWRITTEN)),
    ),
    "overwritten, then deleted": Case(
        ((f(b"a", 100),), (f(b"a", 100, b"y"),), (gone(b"a"),)), 200, 0,
        (("a", 100, 0, 1, OVERWRITTEN), ("a", 100, 1, 2, DELETED)),
    ),
    "deleted, then added again": Case(
        ((f(b"a", 100),), (gone(b"a"),), (f(b"a", 100),)), 200, 100, (("a", 100, 0, 1, DELETED),)
    ),
    "whiteout and file of one name in one layer": Case(
        ((f(b"a", 100),), (gone(b"a"), f(b"a", 30))), 130, 30, (("a", 100, 0, 1, OVERWRITTEN),)
    ),
    "first gone, then back in one layer, whiteout last": Case(
        ((f(b"a", 100),), (f(b"a", 30), gone(b"a"))), 130, 30, (("a", 100, 0, 1, OVERWRITTEN),)
    ),
    # The same size is not the same file, and the same file is not another one.
    "identical": Case(
        ((f(b"a", 100),), (f(b"a", 100),)), 200, 100, (("a", 100, 0, 1, IDENTICAL),)
    ),
    "chmod": Case(
        ((f(b"a", 100),), (f(b"a", 100, mode=0o600),)), 200, 100, (("a", 100, 0, 1, METADATA),)
    ),
    "chown": Case(
        ((f(b"a", 100),), (f(b"a", 100, uid=7),)), 200, 100, (("a", 100, 0, 1, METADATA),)
    ),
    "touch": Case(
        ((f(b"a", 100),), (f(b"a", 100, mtime=9),)), 200, 100, (("a", 100, 0, 1, METADATA),)
    ),
    "chmod of a directory copies no file": Case(
        ((d(b"d"), f(b"d/a", 100)), (d(b"d", mode=0o700),)), 100, 100
    ),
    # Another type.
    "file to directory": Case(
        ((f(b"a", 100),), (d(b"a"), f(b"a/b", 10))), 110, 10, (("a", 100, 0, 1, TYPE_CHANGED),)
    ),
    "file to a directory that is only implied": Case(
        ((f(b"a", 100),), (f(b"a/b", 10),)), 110, 10, (("a", 100, 0, 1, TYPE_CHANGED),)
    ),
    "directory to file": Case(
        ((d(b"a"), f(b"a/b", 100), f(b"a/c/d", 20)), (f(b"a", 10),)), 130, 10,
        (("a/b", 100, 0, 1, TYPE_CHANGED), ("a/c/d", 20, 0, 1, TYPE_CHANGED)),
    ),
    "file to symbolic link": Case(
        ((f(b"a", 100),), (symlink(b"a", b"b"),)), 100, 0, (("a", 100, 0, 1, TYPE_CHANGED),)
    ),
    # Hard links: one inode, however many names.
    "hard links count once": Case(((f(b"a", 100), hardlink(b"b", b"a")),), 100, 100),
    "one of two names deleted": Case(
        ((f(b"a", 100), hardlink(b"b", b"a")), (gone(b"a"),)), 100, 100
    ),
    "both names deleted at once": Case(
        ((f(b"a", 100), hardlink(b"b", b"a")), (gone(b"a"), gone(b"b"))), 100, 0,
        (("a", 100, 0, 1, DELETED),),
    ),
    "both names deleted one after the other": Case(
        ((f(b"a", 100), hardlink(b"b", b"a")), (gone(b"a"),), (gone(b"b"),)), 100, 0,
        (("a", 100, 0, 2, DELETED),),
    ),
    "the last name is overwritten": Case(
        ((f(b"a", 100), hardlink(b"b", b"a")), (gone(b"b"),), (f(b"a", 1),)), 101, 1,
        (("a", 100, 0, 2, OVERWRITTEN),),
    ),
    "one name deleted, the other overwritten": Case(
        ((f(b"b", 100), hardlink(b"a", b"b")), (gone(b"b"), f(b"a", 1))), 101, 1,
        (("b", 100, 0, 1, OVERWRITTEN),),
    ),
    "a hard link to a lower layer keeps the inode": Case(
        ((f(b"a", 100),), (hardlink(b"b", b"a"),), (gone(b"a"),)), 100, 100
    ),
    "and is its last name": Case(
        ((f(b"a", 100),), (hardlink(b"b", b"a"), gone(b"a")), (gone(b"b"),)), 100, 0,
        (("a", 100, 0, 2, DELETED),),
    ),
    "a hard link of that hard link": Case(
        ((f(b"a", 100),), (hardlink(b"b", b"a"), hardlink(b"c", b"b")),
         (gone(b"a"),), (gone(b"b"),)), 100, 100,
    ),
    "a hard link over a file": Case(
        ((f(b"a", 100), f(b"b", 7)), (hardlink(b"b", b"a"),)), 107, 100,
        (("b", 7, 0, 1, OVERWRITTEN),),
    ),
    # One archive with a name twice.
    "a name twice": Case(((f(b"a", 100), f(b"a", 30)),), 130, 30, (), {0: 100}),
    "a name twice, deleted later": Case(
        ((f(b"a", 100), f(b"a", 30)), (gone(b"a"),)), 130, 0, (("a", 30, 0, 1, DELETED),), {0: 100}
    ),
    "a name twice, the first kept by a hard link": Case(
        ((f(b"a", 100), hardlink(b"b", b"a"), f(b"a", 30)),), 130, 130
    ),
    "a link replaced by a file": Case(((symlink(b"a", b"z"), f(b"a", 30)),), 30, 30),
    # What other programs measured.
    "chmod of a large file and a replaced directory": Case(
        ((f(b"big", 1_982_256), d(b"d"), f(b"d/a", 204_800)),
         (f(b"big", 1_982_256, mode=0o755), d(b"d"), opaque(b"d"))), 4_169_312, 1_982_256,
        (("big", 1_982_256, 0, 1, METADATA), ("d/a", 204_800, 0, 1, DELETED)),
    ),
}  # fmt: skip


def stack_of(*layers: tuple[bytes, ...]) -> StackTree:
    return StackTree([SampleLayer(*entries).table for entries in layers])


def measured(*layers: tuple[bytes, ...], base_levels: int = 0) -> Efficiency:
    chain_ids = [f"chain {level}" for level in range(len(layers))]
    return measure_waste(stack_of(*layers), "Web:1", chain_ids, base_levels)


@pytest.mark.parametrize("name", CASES)
def test_every_case(name: str) -> None:
    case = CASES[name]
    found = measured(*case.layers)
    repeated = sum(case.repeated.values())
    dead = sum(size for _path, size, *_rest in case.wasted)
    assert (found.stored_bytes, found.live_bytes) == (case.stored, case.live)
    assert found.reclaimable_bytes == dead + repeated
    assert found.efficiency == (case.live / case.stored if case.stored else 1)
    assert tuple((w.path, w.size_bytes, w.level, w.hidden_at, w.cause) for w in found.files) == (
        case.wasted
    )
    by_cause = {REPEATED: repeated}
    for _path, size, _level, _hidden_at, cause in case.wasted:
        by_cause[cause] = by_cause.get(cause, 0) + size
    assert dict(found.by_cause) == {cause: size for cause, size in by_cause.items() if size}
    for layer in found.layers:
        lost = case.repeated.get(layer.level, 0)
        own = sum(w[1] for w in case.wasted if w[2] == layer.level)
        caused = sum(w[1] for w in case.wasted if w[3] == layer.level)
        assert (layer.dead_bytes, layer.caused_bytes) == (own + lost, caused + lost)
        assert layer.chain_id == f"chain {layer.level}"


def test_the_figures_of_the_table_in_per_cent() -> None:
    for name, per_cent in (
        ("file deleted", 0), ("opaque directory with a new file", 4.8), ("100 over 100", 50),
        ("100 over 10", 90.9), ("10 over 100", 9.1), ("three copies", 33.3),
        ("overwritten, then deleted", 0), ("deleted, then added again", 50),
        ("chmod of a large file and a replaced directory", 47.5),
    ):  # fmt: skip
        assert round(100 * measured(*CASES[name].layers).efficiency, 1) == per_cent, name


def test_wasted_rows_are_at_the_row_with_the_contents() -> None:
    stack = stack_of((f(b"a", 100), hardlink(b"b", b"a"), f(b"c", 5)), (gone(b"a"), gone(b"b")))
    wasted, cause = wasted_rows(stack)
    found = {stack.tree.path(int(stack.node_of_row[row])): (int(wasted[row]), int(cause[row]))
             for row in range(len(wasted)) if stack.level_of_row[row] == 0}  # fmt: skip
    assert found == {
        b"": (0, -1), b"a": (100, CAUSES.index(DELETED)), b"b": (0, -1), b"c": (0, -1),
    }  # fmt: skip


def test_only_the_largest_files_are_listed_and_all_are_counted() -> None:
    lower = tuple(f(b"%03d" % number, 1 + number % 50) for number in range(250))
    found = measured(lower, tuple(gone(b"%03d" % number) for number in range(250)))
    assert found.wasted_files == 250
    assert len(found.files) == 200
    sizes = [one.size_bytes for one in found.files]
    assert sizes == sorted(sizes, reverse=True)
    assert [one.path for one in found.files if one.size_bytes == 50] == [
        f"{number:03d}" for number in range(49, 250, 50)
    ]
    assert found.reclaimable_bytes == found.stored_bytes


def test_the_share_above_the_base() -> None:
    layers = ((f(b"a", 100),), (f(b"b", 50), gone(b"a")), (gone(b"b"), f(b"c", 100)))
    assert measured(*layers, base_levels=1).above_base_share == 1.0
    assert measured(*layers, base_levels=2).above_base_share == 0.5
    assert measured(*layers, base_levels=3).above_base_share is None
    assert measured((), base_levels=1).above_base_share is None


def test_an_image_without_layers() -> None:
    found = measure_waste(StackTree([]), "Empty:1", [])
    assert (found.stored_bytes, found.live_bytes, found.efficiency) == (0, 0, 1.0)
    assert found.layers == found.files == found.advice == ()


# --- what changed (not what it costs) ---------------------------------------------------------


def kinds(*layers: tuple[bytes, ...]) -> dict[bytes, ChangeKind]:
    stack = stack_of(*layers)
    difference = difference_of_layer(stack, len(layers) - 1)
    return {
        stack.tree.path(node): KINDS[place]
        for node, place in enumerate(difference.kind.tolist())
        if place >= 0
    }


def test_changed_link_targets_and_devices_are_seen() -> None:
    def device(minor: int) -> bytes:
        return header(b"null", typeflag=b"3", device=(1, minor), mode=0o666)

    lower = (symlink(b"s", b"old"), f(b"a", 3), f(b"b", 3, b"y"), hardlink(b"h", b"a"), device(3))
    assert kinds(lower, (symlink(b"s", b"new"),)) == {b"s": ChangeKind.MODIFIED}
    assert kinds(lower, (symlink(b"s", b"old"),)) == {b"s": ChangeKind.IDENTICAL}
    assert kinds(lower, (hardlink(b"h", b"b"),)) == {b"h": ChangeKind.MODIFIED}
    assert kinds(lower, (device(5),)) == {b"null": ChangeKind.MODIFIED}
    assert kinds(lower, (device(3),)) == {b"null": ChangeKind.IDENTICAL}


def test_a_link_in_the_place_of_a_directory_counts_once() -> None:
    stack = stack_of((d(b"lib"), f(b"lib/a", 3), f(b"lib/b", 4)), (symlink(b"lib", b"usr/lib"),))
    difference = difference_of_layer(stack, 1)
    counts = dict(difference.counts(difference.kind >= 0))
    assert counts[ChangeKind.REPLACED] == 1
    assert counts[ChangeKind.DELETED] == 0  # they went with it
    assert kinds((d(b"d"), f(b"d/a", 3)), (gone(b"d"),)) == {
        b"d": ChangeKind.DELETED, b"d/a": ChangeKind.DELETED,
    }  # fmt: skip


def test_an_opaque_marker_alone_replaces_its_directory() -> None:
    assert kinds((d(b"d"), f(b"d/a", 3)), (opaque(b"d"),)) == {
        b"d": ChangeKind.REPLACED, b"d/a": ChangeKind.DELETED,
    }  # fmt: skip


# --- advice -----------------------------------------------------------------------------------

K = 1024


def sentences(*layers: tuple[bytes, ...], base_levels: int = 0) -> list[tuple[str, int]]:
    found = measured(*layers, base_levels=base_levels)
    return [(advice.sentence, advice.saved_bytes) for advice in found.advice]


def test_advice_of_every_kind() -> None:
    lower = (
        f(b"var/lib/apt/lists/one", 300 * K), f(b"opt/src/a", 200 * K), f(b"opt/src/b", 200 * K),
        f(b"usr/bin/tool", 250 * K), f(b"etc/large", 150 * K), f(b"srv/same", 120 * K),
        f(b"was/file", 110 * K), f(b"twice", 100 * K), f(b"twice", 90 * K),
    )  # fmt: skip
    upper = (
        gone(b"var/lib/apt/lists/one"), gone(b"opt/src"), f(b"usr/bin/tool", 250 * K, mode=0o755),
        f(b"etc/large", 10, b"y"), f(b"srv/same", 120 * K), symlink(b"was/file", b"x"),
    )  # fmt: skip
    assert sentences(lower, upper) == [
        ("Layer 2 deletes 2 files of layer 1 (opt/src): delete them in layer 1 already, or join "
         "the two.", 400 * K),
        ("Layer 2 deletes a file of layer 1 (var/lib/apt/lists/one): these are caches, so remove "
         "it in the same step that fetches it.", 300 * K),
        ("Layer 2 copies a file of layer 1 (usr/bin/tool) only to change its mode: set its mode "
         "where it is made (COPY --chmod, or in the same step).", 250 * K),
        ("Layer 2 replaces a file of layer 1 (etc/large): make it right in layer 1 already, or "
         "join the two.", 150 * K),
        ("Layer 2 stores a file of layer 1 (srv/same) once more though nothing differs: leave it "
         "out of layer 2.", 120 * K),
        ("Layer 2 puts something of another type in the place of a file of layer 1 (was/file): "
         "make it so in layer 1 already, or join the two.", 110 * K),
        ("The archive of layer 1 holds files twice: write each only once.", 100 * K),
    ]  # fmt: skip


def test_advice_about_another_image() -> None:
    base = (f(b"usr/a", 200 * K), f(b"usr/b", 100 * K), f(b"usr/c", 300 * K))
    layers = (base, (gone(b"usr/a"),), (gone(b"usr/b"), f(b"usr/c", 300 * K, uid=5)))
    assert sentences(*layers, base_levels=2) == [
        ("Layer 3 copies a file of the base image (usr/c) only to change its owner: leave it as "
         "it is, or build on a base image that has it so.", 300 * K),
        ("The base image itself stores files that nobody sees: only whoever makes it can save "
         "that, or squash it for you.", 200 * K),
        ("Layer 3 deletes a file of the base image (usr/b), which makes nothing smaller: build on "
         "a base image without it.", 100 * K),
    ]  # fmt: skip


def test_caches_that_still_show_are_spoken_of_but_not_dead() -> None:
    layers = (
        (f(b"var/cache/apt/archives/a.deb", 500 * K), f(b"var/lib/apt/lists/x", 700 * K)),
        (f(b"root/.cache/pip/http/1", 200 * K), f(b"home/ann/.cache/pip/2", 100 * K),
         f(b"home/ann/.cache/models/3", 900 * K)),
    )  # fmt: skip
    found = measured(*layers)
    assert found.reclaimable_bytes == 0
    assert found.advice == (
        Advice(
            "Package lists and caches are left behind in layer 1 (var/lib/apt/lists, "
            "var/cache/apt): remove them in the same step that fetches them.",
            1200 * K, (0,), ("var/lib/apt/lists", "var/cache/apt"),
        ),
        Advice(
            "Caches are left behind in layer 2 (root/.cache/pip, home/ann/.cache/pip): remove "
            "them in the same step that fetches them.",
            300 * K, (1,), ("root/.cache/pip", "home/ann/.cache/pip"),
        ),
    )  # fmt: skip
    assert [advice.levels for advice in measured(*layers, base_levels=1).advice] == [(1,)]


def test_what_is_hardly_worth_it_is_left_out() -> None:
    small, large = f(b"a", 63 * K), f(b"b", 20_000 * K)
    assert measured((small,), (gone(b"a"),)).advice == ()
    assert len(measured((f(b"a", 65 * K),), (gone(b"a"),)).advice) == 1
    assert measured((f(b"a", 99 * K), large), (gone(b"a"),)).advice == ()  # under half a per cent
    many = [(f(b"%d" % n, 100 * K), gone(b"%d" % (n - 1))) for n in range(1, 20)]
    found = measured((f(b"0", 100 * K),), *many)
    assert len(found.advice) == 12


def test_odd_names_cannot_forge_a_sentence() -> None:
    ((sentence, _saved),) = sentences(
        (f(b"a\nb\x1b[31m\xff", 100 * K),), (gone(b"a\nb\x1b[31m\xff"),)
    )
    assert sentence.isprintable()
    assert r"a\nb\x1b[31m\xff" in sentence


def test_top_directories_say_where_most_is() -> None:
    def top(*entries: bytes) -> list[bytes]:
        stack = stack_of(entries)
        values = np.zeros(len(stack.tree), np.int64)
        values[stack.node_of_row] = stack.stored_bytes
        return [stack.tree.path(node) for node in top_directories(stack.tree, values)]

    lib = (f(b"usr/lib/x/a", 5), f(b"usr/lib/x/b", 4), f(b"usr/share/c", 2))
    assert top(*lib, f(b"etc/d", 1)) == [b"usr/lib/x"]
    assert top(*lib, f(b"etc/d", 9), f(b"opt/e", 4), f(b"srv/f", 3)) == [
        b"usr/lib/x", b"etc/d", b"opt/e",
    ]  # fmt: skip
    assert top(d(b"d")) == []
