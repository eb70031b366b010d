"""Looking into layouts of every shape, while they change, break and go away."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.catalog import findings
from core.catalog.stack import StackTree
from core.engine import opened_images
from core.engine.inspecting import InspectingEngine, unsupported
from core.engine.late_inspection import LateInspection
from core.engine.recent import Recent
from core.errors import (
    BricklayerError,
    Cancelled,
    FileNotThereError,
    ImageNotFoundError,
    LayerUnavailableError,
    StorageFullError,
)
from core.model import (
    CatalogState,
    ChangeKind,
    ChangeQuery,
    ContentHit,
    FileAt,
    LayerPlace,
)
from core.oci.digest import sha256_digest
from tests.core.engine.made_layouts import MadeLayout, gzipped, made, tar, tar_of
from tests.core.engine.test_inspecting import _ELSEWHERE
from tests.corpus.tar_bytes import directory, file, hardlink

__all__ = ["made"]


def texts(made: MadeLayout, words: str, *references: str) -> list[str]:
    hits: list[ContentHit] = []
    count = made.engine.search_contents(words, references=references, output=hits.append)
    assert count == len(hits)
    return sorted(hit.path for hit in hits)


# --- shapes ---------------------------------------------------------------------------------------


def test_without_a_repository_nothing_is_answered_and_nothing_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "yet"
    engine = InspectingEngine(path, unsupported("this is a test"))
    assert engine.catalog_layers() == 0
    assert engine.layer_figures() == ()
    assert engine.search_names("a").hits == ()
    assert engine.search_contents("a", output=lambda hit: None) == 0
    assert engine.size_map().size_bytes == 0
    for ask in (
        lambda: engine.layer_summary(LayerPlace("A:1", "")),
        lambda: engine.efficiency("A:1"),
        lambda: engine.findings("A:1"),
        lambda: engine.search_contents("a", references=("A:1",), output=lambda hit: None),
    ):
        with pytest.raises(ImageNotFoundError):
            ask()
    assert not path.parent.exists()
    made = MadeLayout(path)
    made.put("A:1", [tar_of(f=b"x")])
    assert engine.catalog_layers() == 1  # as soon as it is there


def test_an_image_without_layers_is_an_empty_one(made: MadeLayout) -> None:
    made.put("Empty:1", [])
    made.put("Full:1", [tar_of(f=b"text")])
    engine, nowhere = made.engine, LayerPlace("Empty:1", "")
    found = engine.efficiency("Empty:1")
    assert (found.stored_bytes, found.efficiency, found.layers) == (0, 1.0, ())
    assert engine.findings("Empty:1", has_contents=True) == ()
    assert engine.size_map(nowhere, is_whole_image=True).size_bytes == 0
    for ask in (
        lambda: engine.layer_summary(nowhere),
        lambda: engine.files_at(nowhere),
        lambda: engine.changes_of_layer(nowhere, ChangeQuery()),
        lambda: engine.packages_of_layer(nowhere),
        lambda: engine.size_map(nowhere),
    ):
        with pytest.raises(LayerUnavailableError, match="no layers"):
            ask()
    with pytest.raises(FileNotThereError):
        engine.read_file(FileAt(nowhere, "f"))
    with pytest.raises(FileNotThereError):
        engine.life_of_path("Empty:1", "f")
    for left, right, kind in (
        (nowhere, made.place("Full:1"), ChangeKind.ADDED),
        (made.place("Full:1"), nowhere, ChangeKind.DELETED),
    ):
        compared = engine.compare(left, right)
        assert compared.count(kind) == 1
        assert len(compared.layers) == 1
        page = engine.compared_files(left, right, ChangeQuery(None))
        assert [(row.path, row.kind) for row in page.rows] == [("f", kind)]
    assert engine.compare(nowhere, nowhere).is_same
    assert [one.state for one in engine.layer_figures()] == [CatalogState.KNOWN]
    assert engine.size_map().size_bytes == 4


def test_equal_layers_of_one_image_stay_two(made: MadeLayout) -> None:
    empty = tar()
    made.put("Twice:1", [tar_of(f=b"one"), empty, tar_of(f=b"two"), empty, tar_of(f=b"one")])
    engine, image = made.engine, made.image("Twice:1")
    assert engine.catalog_layers() == 3
    figures = {one.chain_id: one for one in engine.layer_figures()}
    assert [figures[layer.chain_id].dead_bytes for layer in image.layers] == [3, 0, 3, 0, 0]
    levels = [engine.layer_summary(made.place("Twice:1", n)).level for n in range(5)]
    assert levels == [0, 1, 2, 3, 4]
    assert engine.layer_summary(made.place("Twice:1", 3)).changes == 0
    contents = [engine.read_file(FileAt(made.place("Twice:1", n), "f")).content for n in range(5)]
    assert contents == [b"one", b"one", b"two", b"two", b"one"]
    assert [event.level for event in engine.life_of_path("Twice:1", "f")] == [0, 2, 4]
    assert engine.size_map().size_bytes == 6


def test_a_layer_may_be_in_two_images_in_different_blobs(made: MadeLayout) -> None:
    """By its diff ID it is one layer; what one image has damaged the other one shows."""
    plain = tar_of(f=b"content")
    damaged = gzipped(plain)
    assert damaged.content is not None
    made.put("Gzip:1", [damaged])
    other = gzipped(plain, "application/vnd.oci.image.layer.v1.tar")
    made.put("Plain:1", [type(other)(other.diff_id, plain, other.media_type)])
    content = bytearray(made.blob("Gzip:1", 0).read_bytes())
    content[-5] ^= 0xFF
    made.blob("Gzip:1", 0).write_bytes(content)
    engine = made.engine
    with pytest.raises(LayerUnavailableError):
        engine.files_at(made.place("Gzip:1"))
    assert engine.catalog_layers() == 1
    assert engine.read_file(FileAt(made.place("Plain:1"), "f")).content == b"content"
    assert [one.state for one in engine.layer_figures()] == [CatalogState.KNOWN]
    assert engine.search_names("f").pending == 0


def test_a_hard_link_to_a_lower_layer_is_one_more_name_of_it(made: MadeLayout) -> None:
    made.put("Links:1", [tar_of(f=b"12345"), tar(hardlink(b"g", b"f"), hardlink(b"h", b"g"))])
    engine, place = made.engine, made.place("Links:1")
    rows = {row.name: row for row in engine.files_at(place).rows}
    assert [rows[name].size_bytes for name in "fgh"] == [5, 5, 5]
    assert rows["g"].attributes.link == "f"
    summary = engine.layer_summary(place)
    assert (summary.sizes.total_bytes, summary.sizes.added_bytes) == (5, 0)
    assert engine.changes_of_layer(place, ChangeQuery(None)).size_bytes == 0
    assert engine.read_file(FileAt(place, "h")).content == b"12345"
    made.put("Astray:1", [tar(hardlink(b"g", b"f"))])
    with pytest.raises(FileNotThereError):
        engine.read_file(FileAt(made.place("Astray:1"), "g"))


def test_images_of_hundreds_of_layers_take_bounded_memory(made: MadeLayout) -> None:
    layers = [tar(directory(b"d"), file(b"d/%d" % n, b"x")) for n in range(200)]
    made.put("Many:1", layers)
    engine, image = made.engine, made.image("Many:1")
    for level, layer in enumerate(image.layers):
        place = LayerPlace("Many:1", layer.chain_id)
        assert engine.layer_summary(place).files == level + 1
        assert engine.files_at(place, "d").total == level + 1
        assert engine.changes_of_layer(place, ChangeQuery(None)).total == (2 if not level else 1)
    assert len(engine.life_of_path("Many:1", "d")) == 1
    analysis = engine._inspection._opened._analysis(image, opened_images.CancelToken(), print)
    assert len(analysis._files) <= 16
    assert len(analysis.stack._visible_cache) <= 9


def test_what_is_kept_is_bounded() -> None:
    kept: Recent[int, str] = Recent(10, len)
    for number in range(5):
        kept.put(number, "xxxx")
    assert len(kept) == 2
    assert kept.get(3) == "xxxx"
    kept.put(9, "y" * 100)
    assert len(kept) == 1
    assert kept.get(9) is not None
    kept.put(9, "y")
    kept.put(8, "z" * 9)
    assert len(kept) == 2


# --- figures of many images -----------------------------------------------------------------------


def test_figures_of_known_images_are_not_worked_out_again(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tar_of(a=b"one", b=b"two")
    for number in range(40):
        made.put(f"I{number}:1", [base, tar_of(a=b"%d" % number)])
    engine = made.engine
    engine.catalog_layers()
    place = made.place("I7:1")
    engine.layer_summary(place)
    stacks: list[int] = []
    real = StackTree.__init__

    def counted(self: StackTree, *what: object, **how: object) -> None:
        stacks.append(1)
        real(self, *what, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(StackTree, "__init__", counted)
    first = engine.layer_figures()
    assert len(stacks) == 39  # the one that somebody looks into is there
    assert {one.dead_bytes for one in first} == {0, 3}
    monkeypatch.setattr(
        "core.catalog.shelf.load_table", lambda content: pytest.fail("a table was read again")
    )
    assert engine.layer_figures() == first
    assert len(stacks) == 39
    engine.layer_summary(place)
    assert len(stacks) == 39  # and still there, after all the others
    made.put("New:1", [base])
    assert len(engine.layer_figures()) == len(first)
    made.layout.remove_reference("I3:1")
    assert len(engine.layer_figures()) == len(first) - 1


def test_figures_of_an_image_with_a_foreign_layer_are_kept_too(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.put("Mixed:1", [tar_of(a=b"one"), gzipped(tar_of(b=b"two"), "text/x-odd")])
    engine = made.engine
    engine.catalog_layers()
    first = engine.layer_figures()
    assert [one.state for one in first] == [CatalogState.KNOWN, CatalogState.UNAVAILABLE]
    monkeypatch.setattr(StackTree, "__init__", lambda *what, **how: pytest.fail("stacked again"))
    assert engine.layer_figures() == first


# --- while it changes -----------------------------------------------------------------------------


def test_a_reference_that_means_another_image_now_shows_that_one(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"old")])
    old = made.place("A:1")
    engine = made.engine
    assert engine.read_file(FileAt(old, "f")).content == b"old"
    made.put("A:1", [tar_of(f=b"new"), tar_of(g=b"more")])
    with pytest.raises(LayerUnavailableError, match="no such layer any more"):
        engine.layer_summary(old)
    assert engine.read_file(FileAt(made.place("A:1"), "f")).content == b"new"
    made.layout.remove_reference("A:1")
    with pytest.raises(ImageNotFoundError):
        engine.files_at(old)
    assert engine.search_names("f").hits == ()
    assert engine.layer_figures() == ()


def test_a_blob_that_comes_or_is_mended_is_looked_into(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"below"), tar_of(g=b"above")])
    engine, place = made.engine, made.place("A:1")
    blob = made.blob("A:1", 0)
    good = blob.read_bytes()
    blob.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    assert any("not available" in note for note in engine.layer_summary(place).notes)
    with pytest.raises(LayerUnavailableError):
        engine.files_at(made.place("A:1", 0))
    with pytest.raises(LayerUnavailableError):
        engine.read_file(FileAt(made.place("A:1", 0), "f"))
    blob.unlink()
    assert not made.image("A:1").layers[0].available
    assert engine.files_at(place).total == 1
    blob.write_bytes(good)
    assert engine.layer_summary(place).notes == engine.layer_summary(made.place("A:1", 0)).notes
    assert engine.files_at(place).total == 2
    assert {one.state for one in engine.layer_figures()} == {CatalogState.KNOWN}


def test_a_blob_that_is_damaged_or_swept_after_it_was_catalogued(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"needle below"), tar_of(g=b"needle above")])
    made.put("B:1", [tar_of(h=b"needle elsewhere")])
    engine, place = made.engine, made.place("A:1")
    engine.catalog_layers()
    engine.layer_summary(place)
    blob = made.blob("A:1", 0)
    content = bytearray(blob.read_bytes())
    content[15:] = bytes(len(content) - 15)
    blob.write_bytes(content)
    with pytest.raises(LayerUnavailableError):
        engine.read_file(FileAt(place, "f"))
    assert texts(made, "needle") == ["g", "h"]
    engine.findings("A:1", has_contents=True)
    assert engine.files_at(place).total == 2  # what is known stays known
    blob.unlink()
    with pytest.raises(LayerUnavailableError):
        engine.read_file(FileAt(made.place("A:1", 0), "f"))
    assert texts(made, "needle") == ["g", "h"]
    assert engine.read_file(FileAt(place, "g")).content == b"needle above"


def test_packages_of_a_swept_blob_do_not_hide_the_rest_of_a_comparison(made: MadeLayout) -> None:
    status = b"Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n"
    made.put("A:1", [tar(file(b"var/lib/dpkg/status", status)), tar_of(f=b"x")])
    made.put("B:1", [tar_of(f=b"y")])
    engine, left, right = made.engine, made.place("A:1"), made.place("B:1")
    assert len(engine.compare(left, right).packages) == 1
    fresh = InspectingEngine(made.layout.path, unsupported("this is a test"))
    fresh.catalog_layers()
    blob = made.blob("A:1", 0)
    blob.write_bytes(bytes(blob.stat().st_size))
    found = fresh.compare(left, right)
    assert found.count(ChangeKind.MODIFIED) == 1
    assert not found.is_complete
    assert any("Packages cannot be compared" in note for note in found.notes)


def test_the_catalog_may_be_deleted_at_any_time(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"content")])
    engine, place = made.engine, made.place("A:1")
    for ask in (
        lambda: engine.layer_summary(place).changes,
        lambda: len(engine.layer_figures()),
        lambda: len(engine.search_names("f").hits),
        lambda: len(texts(made, "content")),
        lambda: engine.size_map().size_bytes,
    ):
        engine.catalog_layers()
        shutil.rmtree(made.catalog, ignore_errors=True)
        assert ask()


def test_images_that_come_while_others_are_catalogued_keep_their_tables(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.put("A:1", [tar_of(f=b"a")])
    engine = made.engine
    engine.catalog_layers()
    made.put("B:1", [tar_of(f=b"b")])
    catalog = engine._inspection._opened.tables
    real = catalog.catalog

    def slowly(*what: object, **how: object) -> int:
        count = real(*what, **how)  # type: ignore[arg-type]
        monkeypatch.undo()
        made.put("C:1", [tar_of(f=b"c")])
        engine.layer_summary(made.place("C:1"))
        return count

    monkeypatch.setattr(catalog, "catalog", slowly)
    assert engine.catalog_layers() == 1
    assert len(list(made.catalog.glob("*.table"))) == 3


def test_tables_of_an_image_that_cannot_be_shown_just_now_are_kept(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"a")])
    descriptor = made.put("B:1", [tar_of(f=b"b")])
    made.engine.catalog_layers()
    manifest = made.layout.blob_path(descriptor.digest)
    aside = manifest.with_name("aside")
    manifest.rename(aside)
    made.engine.catalog_layers()
    assert len(list(made.catalog.glob("*.table"))) == 2
    aside.rename(manifest)
    made.layout.remove_reference("B:1")
    made.engine.catalog_layers()
    assert len(list(made.catalog.glob("*.table"))) == 1


def test_a_stack_is_made_once_however_many_ask(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.put("A:1", [tar_of(f=b"a"), tar_of(g=b"b")])
    engine, place = made.engine, made.place("A:1")
    engine.catalog_layers()
    count, start = [], threading.Barrier(8)
    real = StackTree.__init__

    def counted(self: StackTree, *what: object, **how: object) -> None:
        count.append(1)
        real(self, *what, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(StackTree, "__init__", counted)

    def ask() -> None:
        start.wait()
        engine.layer_summary(place)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == [1]


def test_a_large_file_is_given_out_in_pieces(made: MadeLayout, tmp_path: Path) -> None:
    """Also where it is at hand as a whole, in an unpacked layer."""
    content = os.urandom(5 << 20)
    plain = tar_of(f=content)
    made.put("A:1", [plain])
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "unpacked" / "f").write_bytes(content)
    unpacked = lambda _diff_id, _chain_id: tmp_path / "unpacked"  # noqa: E731
    looking = LateInspection(lambda: made.layout, made.catalog, unpacked)
    for engine in (made.engine, looking):
        pieces: list[bytes] = []
        engine.export_file(FileAt(made.place("A:1"), "f"), output=pieces.append)
        assert b"".join(pieces) == content
        assert max(map(len, pieces)) <= 1 << 20
    assert looking.read_file(FileAt(made.place("A:1"), "f"), limit_bytes=7).content == content[:7]


def test_many_ask_at_once_while_images_come_and_go(made: MadeLayout) -> None:
    base = tar(directory(b"d"), *(file(b"d/%d" % n, b"text %d" % n) for n in range(50)))
    for number in range(6):
        made.put(f"I{number}:1", [base, tar_of(f=b"text %d" % number), tar_of(g=b"%d" % number)])
    engine, stop, wrong = made.engine, threading.Event(), []
    places = [made.place(f"I{number}:1") for number in range(6)]

    def questions(number: int) -> list[Callable[[], object]]:
        place, other = places[number % 6], places[(number + 1) % 6]
        return [
            lambda: engine.layer_summary(place),
            lambda: engine.files_at(place, "d"),
            lambda: engine.changes_of_layer(place, ChangeQuery(None)),
            lambda: engine.compared_files(place, other, ChangeQuery(None)),
            lambda: engine.compare(other, place),
            lambda: engine.installed_packages(place),
            lambda: engine.findings(place.reference, has_contents=True),
            lambda: engine.search_names("d/1"),
            lambda: engine.search_contents("text 1", output=lambda hit: None),
            lambda: engine.read_file(FileAt(place, "f")),
            lambda: engine.size_map(),
            lambda: engine.catalog_layers(),
            lambda: engine.layer_figures(),
        ]

    def ask(number: int) -> None:
        turn = number
        while not stop.is_set():
            for question in questions(turn):
                try:
                    question()
                except (ImageNotFoundError, LayerUnavailableError):
                    pass  # it is gone just now
                except BaseException as error:
                    wrong.append(error)
                    return
            turn += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(12):
        name = f"I{turn % 6}:1"
        made.layout.remove_reference(name)
        if turn % 4 == 0:
            shutil.rmtree(made.catalog, ignore_errors=True)
        made.put(name, [base, tar_of(f=b"text %d" % (turn % 6)), tar_of(g=b"%d" % (turn % 6))])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_closed_engine_reads_no_further(made: MadeLayout) -> None:
    """Who closes it does not wait for layers that nobody wants any more."""
    made.put("Large:1", [tar(file(b"f", os.urandom(48 << 20)))])
    engine = made.engine
    with pytest.raises(Cancelled):
        engine.catalog_layers(report=lambda progress: engine.close())
    assert not list(made.catalog.glob("*.table"))
    with pytest.raises(Cancelled):
        engine.layer_summary(made.place("Large:1"))


# --- where nothing can be written -----------------------------------------------------------------


def test_another_persons_repository_is_read_and_left_as_it_is(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.put("A:1", [tar_of(f=b"x")])
    shutil.rmtree(made.layout.private)
    if os.geteuid() == 0:
        os.chown(made.layout.path, 12345, 12345)
    else:
        monkeypatch.setattr("core.store.layout._is_ours", lambda path: False)
    try:
        assert made.engine.layer_summary(made.place("A:1")).changes == 1
        assert [one.state for one in made.engine.layer_figures()] == [CatalogState.KNOWN]
        assert not made.layout.private.exists()
    finally:
        os.chown(made.layout.path, os.geteuid(), os.getegid())


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """For root modes mean nothing: only a mount forbids."""
    if os.geteuid() != 0:
        folders = [path, *(folder for folder in path.iterdir() if folder.is_dir())]
        for folder in folders:
            folder.chmod(0o500)
        try:
            yield
        finally:
            for folder in folders:
                folder.chmod(0o700)
        return
    subprocess.run(["mount", "--bind", path, path], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", path], check=True)
        yield
    finally:
        subprocess.run(["umount", path], check=True)


def test_a_read_only_repository_is_looked_into(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"x")])
    shutil.rmtree(made.catalog, ignore_errors=True)
    with read_only(made.layout.path):
        assert made.engine.catalog_layers() == 1
        assert made.engine.layer_summary(made.place("A:1")).changes == 1
    assert not made.catalog.exists()


def test_whatever_stands_where_the_catalog_should_be(made: MadeLayout) -> None:
    made.put("A:1", [tar_of(f=b"x")])
    shutil.rmtree(made.catalog, ignore_errors=True)
    made.catalog.write_text("no directory")
    try:
        assert made.engine.layer_summary(made.place("A:1")).changes == 1
    except BricklayerError:
        pass  # refusing is right too; anything else would fail the test


def test_a_full_disk_is_said_and_only_that(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.put("A:1", [tar_of(f=b"x")])

    def full(*_what: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("core.catalog.shelf.Shelf.prepare", full)
    for _ in range(2):
        with pytest.raises(StorageFullError):
            made.engine.layer_summary(made.place("A:1"))
        with pytest.raises(StorageFullError):
            made.engine.catalog_layers()
    monkeypatch.undo()
    assert made.engine.layer_summary(made.place("A:1")).changes == 1


# --- warnings -------------------------------------------------------------------------------------


def test_warnings_by_name_are_worked_out_once_a_layer(
    made: MadeLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tar(file(b"root/.ash_history", b"ls\n"))
    made.put("A:1", [base, tar_of(a=b"1")])
    made.put("B:1", [base, tar_of(b=b"2")])
    seen: list[str] = []
    real = findings.findings_by_name

    def counted(table: object) -> object:
        seen.append(table.facts.diff_id)  # type: ignore[attr-defined]
        return real(table)  # type: ignore[arg-type]

    monkeypatch.setattr("core.engine.layer_findings.findings_by_name", counted)
    for _ in range(3):
        assert len(made.engine.findings("A:1")) == len(made.engine.findings("B:1")) == 1
    made.engine.layer_figures()
    assert sorted(seen) == sorted({*seen})
    assert sha256_digest(base) in seen


# --- without half of the system -------------------------------------------------------------------

_LOOK = """
from core.model import ChangeQuery, FileAt, LayerPlace
image = repository.images[0]
place = LayerPlace(image.reference, image.top_chain_id)
print("looking")
print(engine.layer_summary(place).changes, engine.files_at(place, "d").total)
print([row.path for row in engine.changes_of_layer(place, ChangeQuery(None)).rows])
print(engine.read_file(FileAt(place, "d/f")).content, len(engine.search_names("f").hits))
print(engine.search_contents("text", output=lambda hit: None), engine.size_map().size_bytes)
print(engine.efficiency(image.reference).efficiency, engine.findings(image.reference))
print(engine.compare(place, place).is_same, len(engine.layer_figures()))
"""


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_look_into_layers(made: MadeLayout, system: str) -> None:
    made.put("A:1", [tar(directory(b"d"), file(b"d/f", b"text"))])
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE + _LOOK, system, str(made.layout.path)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.partition("looking\n")[2].splitlines() == [
        "2 1", "['d/f', 'd']", "b'text' 1", "1 4", "1.0 ()", "True 1",
    ]  # fmt: skip
