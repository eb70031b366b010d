"""One layer in place of a run: nobody above, below or beside it sees a difference.

Judges are the catalog (contents and names of one inode too), the kernel's overlayfs, and umoci.
"""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.catalog.merging import MergedRun
from core.catalog.stack import StackTree
from core.errors import Cancelled, LayerUnavailableError
from core.layer import WhiteoutForm
from core.layer.entry import EntryType
from core.layer.reader import TarReader
from tests.core.catalog.generated_stacks import generated_stack, tidy_stack
from tests.core.catalog.kernel_view import View, overlay_views
from tests.core.catalog.made_layers import SEED, Made, made, table_of, tar_of
from tests.core.catalog.stack_view import stack_view
from tests.core.catalog.umoci_view import has_umoci, umoci_view

Layers = Sequence[Sequence[Made]]


def merged_tar(tars: Sequence[bytes], first: int, last: int) -> bytes:
    stack = StackTree([table_of(tar) for tar in tars])
    out = io.BytesIO()
    MergedRun(stack, first, last).write(lambda level: lambda: io.BytesIO(tars[level]), out.write)
    return out.getvalue()


def squashed(layers: Layers, first: int, last: int) -> tuple[list[bytes], list[bytes]]:
    tars = [tar_of(layer) for layer in layers]
    return tars, [*tars[:first], merged_tar(tars, first, last), *tars[last + 1 :]]


def runs_of(layers: Layers) -> list[tuple[int, int]]:
    count = len(layers)
    return [(first, last) for first in range(count) for last in range(first + 1, count)]


def entries_of(tar: bytes) -> list[tuple[bytes, EntryType]]:
    return [(entry.path, entry.type) for entry in TarReader(io.BytesIO(tar))]


def shape(stack: StackTree, level: int) -> tuple[View, set[frozenset[bytes]]]:
    """The merged tree, and which names are of one inode."""
    rows = stack.visible(level)
    names: dict[int, set[bytes]] = {}
    for node, row in enumerate(rows.tolist()):
        if row >= 0:
            names.setdefault(int(stack.inode[row]), set()).add(stack.tree.path(node))
    return stack_view(stack, level), {frozenset(one) for one in names.values() if len(one) > 1}


@pytest.mark.parametrize("block", range(2))
def test_the_merged_trees_are_the_same_at_every_level(block: int) -> None:
    looked_at = 0
    for seed in range(block * 60, block * 60 + 60):
        layers = generated_stack(seed)
        for first, last in runs_of(layers):
            before, after = (
                StackTree([table_of(one) for one in tars]) for tars in squashed(layers, first, last)
            )
            for level in range(last, len(layers)):
                assert shape(after, level - (last - first)) == shape(before, level), (
                    seed, first, last, level,
                )  # fmt: skip
            looked_at += 1
    assert looked_at > 80


@pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")
def test_the_kernel_mounts_the_same(tmp_path: Path) -> None:
    for seed in range(400, 430):
        layers = generated_stack(seed)
        runs = runs_of(layers)
        if not runs:
            continue
        first, last = runs[seed % len(runs)]
        views = []
        for number, tars in enumerate(squashed(layers, first, last)):
            place = tmp_path / f"{seed}-{number}"
            place.mkdir()
            views.append(overlay_views(tars, place, WhiteoutForm.TRUSTED, SEED)[-1])
        before, after = views
        before.pop(b""), after.pop(b"")  # the root is that of whoever makes the mount
        assert after == before, (seed, first, last)


@pytest.mark.peer
@pytest.mark.skipif(os.geteuid() != 0, reason="umoci sets owners")
@pytest.mark.skipif(not has_umoci(), reason="umoci is not installed")
def test_umoci_unpacks_the_same(tmp_path: Path) -> None:
    for seed in range(500, 512):
        layers = tidy_stack(seed)
        runs = runs_of(layers)
        if not runs:
            continue
        first, last = runs[seed % len(runs)]
        views = []
        for number, tars in enumerate(squashed(layers, first, last)):
            place = tmp_path / f"{seed}-{number}"
            place.mkdir()
            seen = umoci_view(tars, place, SEED)
            views.append({path: one for path, one in seen.items() if not _is_folder(one.type)})
        assert views[1] == views[0], (seed, first, last)


def _is_folder(kind: int) -> bool:
    return kind == 0o040000


def test_a_whiteout_stays_only_where_it_hides_something_below_the_run() -> None:
    layers = [
        [made(b"low", EntryType.REGULAR, b"1"), made(b"d/low", EntryType.REGULAR, b"1")],
        [made(b"mine", EntryType.REGULAR, b"22"), made(b"d/mine", EntryType.REGULAR, b"3")],
        [
            made(b"low", EntryType.WHITEOUT),
            made(b"mine", EntryType.WHITEOUT),
            made(b"d/mine", EntryType.WHITEOUT),
            made(b"never", EntryType.WHITEOUT),
        ],
    ]
    tars = [tar_of(layer) for layer in layers]
    assert entries_of(merged_tar(tars, 1, 2)) == [(b"low", EntryType.WHITEOUT)]
    assert entries_of(merged_tar(tars, 0, 2)) == [
        (b"d", EntryType.DIRECTORY),
        (b"d/low", EntryType.REGULAR),
    ]
    run = MergedRun(StackTree([table_of(tar) for tar in tars]), 1, 2)
    assert (run.markers, run.old_markers, run.entries) == (1, 4, 1)
    hidden = run.hidden_files()
    assert (hidden.count, hidden.size_bytes, hidden.examples) == (2, 3, (b"mine", b"d/mine"))


def test_a_directory_made_anew_hides_what_was_in_it_by_one_marker() -> None:
    below = [made(b"d", EntryType.DIRECTORY, mode=0o700)]
    below += [made(b"d/%d" % number, EntryType.REGULAR, b"x") for number in range(9)]
    layers = [
        below,
        [made(b"d", EntryType.WHITEOUT)],
        [made(b"d/new", EntryType.REGULAR, b"n")],
    ]
    tars = [tar_of(layer) for layer in layers]
    assert entries_of(merged_tar(tars, 1, 2)) == [
        (b"d", EntryType.DIRECTORY),  # which must not keep what the one below it was
        (b"d", EntryType.OPAQUE),
        (b"d/new", EntryType.REGULAR),
    ]


def test_names_of_one_file_stay_names_of_one_file() -> None:
    content = b"shared" * 200
    layers = [
        [made(b"base", EntryType.REGULAR, b"of the base")],
        [made(b"b", EntryType.REGULAR, content), made(b"z", EntryType.HARDLINK, link=b"b")],
        [
            made(b"a", EntryType.HARDLINK, link=b"z"),
            made(b"b", EntryType.WHITEOUT),
            made(b"more", EntryType.HARDLINK, link=b"base"),
        ],
    ]
    tars = [tar_of(layer) for layer in layers]
    entries = {one.path: one for one in TarReader(io.BytesIO(merged_tar(tars, 1, 2)))}
    assert [(path, one.type, one.link) for path, one in entries.items()] == [
        (b"more", EntryType.HARDLINK, b"base"),
        (b"a", EntryType.REGULAR, b""),
        (b"z", EntryType.HARDLINK, b"a"),
    ]
    # Without the name below it the file itself has to come along.
    tars.append(tar_of([made(b"base", EntryType.WHITEOUT)]))
    entries = {one.path: one for one in TarReader(io.BytesIO(merged_tar(tars, 1, 3)))}
    assert entries[b"more"].type is EntryType.REGULAR
    assert entries[b"more"].size_bytes == len(b"of the base")
    assert entries[b"base"].type is EntryType.WHITEOUT


def test_the_bytes_are_the_same_each_time_and_attributes_stay() -> None:
    layers = [
        [made(b"f", EntryType.REGULAR, b"1", xattrs={"user.k": b"v"}, mode=0o4711, uid=7, gid=8)],
        [made(b"g", EntryType.REGULAR, b"2", mtime_ns=1_700_000_000_123_456_789)],
    ]
    tars = [tar_of(layer) for layer in layers]
    one = merged_tar(tars, 0, 1)
    assert merged_tar(tars, 0, 1) == one
    found = {entry.path: entry for entry in TarReader(io.BytesIO(one))}
    assert found[b"f"] == layers[0][0].entry
    assert found[b"g"] == layers[1][0].entry


def test_a_sparse_file_comes_along_whole() -> None:
    sparse = _sparse_tar()
    tars = [sparse, tar_of([made(b"x", EntryType.REGULAR, b"x")])]
    reader = TarReader(io.BytesIO(merged_tar(tars, 0, 1)))
    contents = {}
    for entry in reader:
        contents[entry.path] = b"".join(iter(reader.read, b""))
    assert contents[b"holes"] == bytes(8192) + b"data" + bytes(100_000 - 8196)
    assert contents[b"x"] == b"x"


def _sparse_tar() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        with (Path(place) / "holes").open("wb") as file:
            file.seek(8192)
            file.write(b"data")
            file.truncate(100_000)
        made_by_tar = ["tar", "--sparse", "--format=pax", "-cf", "-", "-C", place, "holes"]
        return subprocess.run(made_by_tar, check=True, capture_output=True).stdout


def test_a_cancel_and_a_damaged_blob_are_told() -> None:
    tars = [tar_of([made(b"f", EntryType.REGULAR, b"1" * 5000)]), tar_of([])]
    run = MergedRun(StackTree([table_of(tar) for tar in tars]), 0, 1)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        run.write(lambda level: lambda: io.BytesIO(tars[level]), lambda _b: None, cancel=cancel)
    damaged = tars[0].replace(b"1111", b"1112", 1)
    with pytest.raises(LayerUnavailableError):
        run.write(lambda _level: lambda: io.BytesIO(damaged), lambda _b: None)
