"""The catalog's files: believed only as far as they deserve it, and never missed."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from core.catalog import shelf as shelf_module
from core.catalog.shelf import Refusal, Shelf
from core.catalog.table import LayerTable, dump_table
from tests.core.catalog.tables import sha256, table_of
from tests.corpus.tar_bytes import END, file

TARS = [file(b"name%d" % number, b"x" * number) + END for number in range(6)]
IDS = [sha256(tar) for tar in TARS]


def keep(shelf: Shelf, number: int, **facts: int) -> LayerTable:
    """Put a table there as a scan process does."""
    table = table_of(TARS[number], seed=facts.get("seed", shelf.seed))
    shelf.prepare()
    shelf.path(IDS[number]).write_bytes(dump_table(table))
    return table


def test_tables_come_back_in_another_life(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "catalog")
    keep(shelf, 1)
    assert shelf.has(IDS[1])
    assert not shelf.has(IDS[2])
    again = Shelf(tmp_path / "catalog")
    assert again.seed == shelf.seed
    found = again.table(IDS[1])
    assert found is not None
    assert found.path(1) == b"name1"
    assert again.table(IDS[1]) is found
    assert again.table(IDS[2]) is None


def test_the_seed_is_a_secret_of_its_owner(tmp_path: Path) -> None:
    seeds = {Shelf(tmp_path / str(number)).seed for number in range(20)}
    assert len(seeds) == 20
    assert all(0 < seed < 2**63 for seed in seeds)
    assert stat.S_IMODE((tmp_path / "0" / "seed").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "0").stat().st_mode) == 0o700


def test_what_is_damaged_is_no_table(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    keep(shelf, 1)
    whole = shelf.path(IDS[1]).read_bytes()
    for at in range(0, len(whole), 7):
        shelf.path(IDS[1]).write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        assert shelf.table(IDS[1]) is None, at
    for size in range(0, len(whole), 97):
        shelf.path(IDS[1]).write_bytes(whole[:size])
        assert shelf.table(IDS[1]) is None, size
    shelf.path(IDS[1]).write_bytes(whole)
    assert shelf.table(IDS[1]) is not None


def test_tables_of_others_are_not_believed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    keep(shelf, 1, seed=shelf.seed + 1)
    assert shelf.table(IDS[1]) is None
    keep(shelf, 1)
    shutil.copy(shelf.path(IDS[1]), shelf.path(IDS[2]))
    assert shelf.table(IDS[2]) is None


def test_another_version_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    keep(shelf, 1)
    shelf.refuse(IDS[2], Refusal("sha256:1", "a reason"), is_lasting=True)
    monkeypatch.setattr("core.catalog.table.FORMAT_VERSION", 99)
    monkeypatch.setattr(shelf_module, "FORMAT_VERSION", 99)
    later = Shelf(tmp_path)
    assert later.table(IDS[1]) is None
    assert later.refusal(IDS[2], "sha256:1") is None


def test_the_oldest_tables_leave_memory_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit_bytes=1)
    for number in range(4):
        keep(shelf, number)
    first = shelf.table(IDS[0])
    assert shelf.table(IDS[0]) is first  # the last one always stays
    shelf.table(IDS[1])
    assert shelf.table(IDS[0]) is not first
    roomy = Shelf(tmp_path)
    assert [roomy.table(IDS[n]) is roomy.table(IDS[n]) for n in range(4)] == [True] * 4


def test_refusals_are_of_one_blob(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    refusal = Refusal("sha256:1", "a reason", "a detail", "a stamp")
    shelf.refuse(IDS[1], refusal, is_lasting=True)
    passing = Refusal("sha256:1", "for now")
    shelf.refuse(IDS[2], passing, is_lasting=False)
    assert shelf.refusal(IDS[1], "sha256:1") == refusal
    assert shelf.refusal(IDS[1], "sha256:2") is None
    assert shelf.refusal(IDS[2], "sha256:1") == passing
    later = Shelf(tmp_path)
    assert later.refusal(IDS[1], "sha256:1") == refusal
    assert later.refusal(IDS[2], "sha256:1") is None
    later.forgive(IDS[1])
    assert Shelf(tmp_path).refusal(IDS[1], "sha256:1") is None
    for content in ("", "{}", "[1]", json.dumps({"version": 1, "digest": 1, "more": 2})):
        (tmp_path / f"{IDS[3][7:]}.1.refused").write_text(content)
        assert Shelf(tmp_path).refusal(IDS[3], "sha256:1") is None


def test_two_blobs_of_a_layer_are_refused_each_by_itself(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number in (1, 2):
        shelf.refuse(IDS[1], Refusal(f"sha256:{number}", f"reason {number}"), is_lasting=True)
    for shown in (shelf, Shelf(tmp_path)):
        for number in (1, 2):
            refusal = shown.refusal(IDS[1], f"sha256:{number}")
            assert refusal is not None
            assert refusal.reason == f"reason {number}"
    shelf.forgive(IDS[1])
    assert Shelf(tmp_path).refusal(IDS[1], "sha256:2") is None


def test_only_what_can_be_believed_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    keep(shelf, 1, seed=shelf.seed + 1)
    assert not shelf.has(IDS[1]), "of another seed"
    keep(shelf, 1)
    assert shelf.has(IDS[1])
    shutil.copy(shelf.path(IDS[1]), shelf.path(IDS[2]))
    assert not shelf.has(IDS[2]), "of another layer"
    shelf.path(IDS[3]).write_bytes(b"layer catalog\n\x00\x01" + b"\xff" * 60)
    assert not shelf.has(IDS[3]), "damaged"
    monkeypatch.setattr("core.catalog.table.FORMAT_VERSION", 99)
    assert not Shelf(tmp_path).has(IDS[1]), "of another version"


def test_only_layers_of_images_are_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number in range(3):
        keep(shelf, number)
        shelf.table(IDS[number])
    shelf.refuse(IDS[3], Refusal("sha256:1", "a reason"), is_lasting=True)
    shelf.refuse(IDS[4], Refusal("sha256:1", "a reason"), is_lasting=True)
    fresh, stale = tmp_path / f"{IDS[1][7:]}.table.1.new", tmp_path / f"{IDS[1][7:]}.table.2.new"
    for path in (fresh, stale):
        path.write_bytes(b"half")
    os.utime(stale, (0, 0))
    (tmp_path / "notes of a person").write_text("x")
    shelf.keep_only({IDS[1], IDS[4]})
    assert {path.name for path in tmp_path.iterdir()} == {
        "seed", f"{IDS[1][7:]}.table", f"{IDS[4][7:]}.1.refused", fresh.name, "notes of a person",
    }  # fmt: skip
    assert shelf.table(IDS[0]) is None
    assert shelf.refusal(IDS[3], "sha256:1") is None
    assert shelf.table(IDS[1]) is not None


def test_deleting_it_all_costs_only_time(tmp_path: Path) -> None:
    directory = tmp_path / "catalog"
    shelf = Shelf(directory)
    keep(shelf, 1)
    shutil.rmtree(directory)
    assert shelf.table(IDS[1]) is None
    shelf.keep_only(set())
    shelf.refuse(IDS[2], Refusal("sha256:1", "a reason"), is_lasting=True)
    keep(shelf, 1)
    assert shelf.table(IDS[1]) is not None
    again = Shelf(directory)
    assert again.seed == shelf.seed
    assert again.table(IDS[1]) is not None
    assert again.refusal(IDS[2], "sha256:1") is not None


def test_where_nothing_can_be_written_a_temporary_place_serves(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, no directory")
    shelf = Shelf(tmp_path / "file" / "catalog")
    keep(shelf, 1)
    place = shelf.path(IDS[1]).parent
    assert shelf.table(IDS[1]) is not None
    assert (tmp_path / "file").read_text() == "a file, no directory"
    del shelf
    assert not place.exists()


def test_a_shelf_of_another_person_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = Shelf(tmp_path / "catalog")
    keep(theirs, 1)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(shelf_module, "_writable", lambda _directory: temporary)
    ours = Shelf(tmp_path / "catalog")
    assert ours.seed == theirs.seed
    assert ours.table(IDS[1]) is not None
    keep(ours, 2)
    assert ours.table(IDS[2]) is not None
    assert theirs.table(IDS[2]) is None


def test_a_directory_that_is_deleted_while_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_seed, deleted = Shelf._keep_seed, []

    def lose_and_keep(self: Shelf) -> None:
        if len(deleted) < 2:
            deleted.append(1)
            shutil.rmtree(tmp_path / "catalog")
        keep_seed(self)

    monkeypatch.setattr(Shelf, "_keep_seed", lose_and_keep)
    shelf = Shelf(tmp_path / "catalog")
    assert len(deleted) == 2
    assert (tmp_path / "catalog" / "seed").read_text() == str(shelf.seed)
