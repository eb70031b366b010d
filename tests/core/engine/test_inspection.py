"""Looking into layers through the door, on real images of real containers.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    FileNotThereError,
    ImageNotFoundError,
    LayerUnavailableError,
)
from core.model import (
    BaseImageRequest,
    CatalogState,
    ChangeKind,
    ChangeQuery,
    ContentHit,
    DiffMark,
    ExecRequest,
    FileAt,
    FindingKind,
    Image,
    LayerPlace,
    MetadataPart,
    NewContainer,
    PackageChangeKind,
    SnapshotRequest,
    SortKey,
    WasteCause,
)
from core.progress import Progress
from core.store import ImageLayout

_STATUS = (
    "Package: {0}\\nStatus: install ok installed\\nVersion: {1}\\nArchitecture: all\\n"
    "Installed-Size: {2}\\n\\n"
)
_SECRET = "-----BEGIN RSA PRIVATE KEY-----"

STEPS = (
    # What each layer on the base does, by the shell of the base itself.
    "mkdir -p /srv/site /var/lib/dpkg; dd if=/dev/zero of=/srv/big bs=1000 count=100 2>/dev/null;"
    " echo one > /srv/site/page; echo keep > /srv/keep; ln -s page /srv/site/link;"
    f" printf '{_STATUS.format('alpha', '1.0', 40)}' > /var/lib/dpkg/status",
    "echo two > /srv/site/page; chmod 700 /srv/keep; rm /srv/big; ln -sf keep /srv/site/link;"
    f" printf '{_STATUS.format('alpha', '1.1', 44) + _STATUS.format('beta', '2', 8)}'"
    " > /var/lib/dpkg/status",
    f"rm -r /srv/site; mkdir /srv/site; echo '{_SECRET}' > /srv/site/id_rsa;"
    " chmod 4755 /srv/keep; echo ls > /root/.ash_history",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("inspection") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    reference = "Base:1"
    for number, line in enumerate(STEPS, start=1):
        container = connected.create_container(NewContainer(f"c{number}", reference))
        connected.start_container(container.id)
        run = connected.execute(
            container.id, ExecRequest(shell_line=line), output=lambda chunk: None
        )
        assert run.exit_code == 0
        connected.stop_container(container.id, grace_s=0)
        image = connected.snapshot(SnapshotRequest(container.id, "Step", "Tests", str(number)))
        connected.discard_container(container.id)
        reference = image.reference
    yield connected
    connected.close()


@pytest.fixture(scope="module")
def image(engine: Engine) -> Image:
    found = engine.repository().image("Step:3")
    assert found is not None
    return found


def place(image: Image, level: int) -> LayerPlace:
    return LayerPlace(image.reference, image.layers[level].chain_id)


def kinds(engine: Engine, image: Image, level: int) -> dict[str, ChangeKind | None]:
    page = engine.changes_of_layer(place(image, level), ChangeQuery(folder=None))
    return {row.path: row.kind for row in page.rows}


def test_everything_is_catalogued_once(engine: Engine, image: Image) -> None:
    heard: list[Progress] = []
    engine.catalog_layers(report=heard.append)
    assert engine.catalog_layers() == 0
    figures = {one.chain_id: one for one in engine.layer_figures()}
    assert {one.state for one in figures.values()} == {CatalogState.KNOWN}
    first, second, third = (figures[layer.chain_id] for layer in image.layers[1:])
    # Step:2 hides the big file of this layer, Step:1 still shows it.
    assert first.wasted_bytes is not None
    assert first.wasted_bytes >= 100_000
    assert first.dead_bytes == 0
    assert third.findings
    assert second.file_bytes is not None


def test_the_changes_of_each_layer_are_those_that_were_made(engine: Engine, image: Image) -> None:
    assert kinds(engine, image, 1) == {
        path: ChangeKind.ADDED
        for path in (
            "srv", "srv/big", "srv/keep", "srv/site", "srv/site/link", "srv/site/page",
            "var/lib", "var/lib/dpkg", "var/lib/dpkg/status", "var",
        )
        if path in kinds(engine, image, 1)
    }  # fmt: skip
    assert kinds(engine, image, 2) == {
        "srv/big": ChangeKind.DELETED,
        "srv/keep": ChangeKind.METADATA,
        "srv/site/link": ChangeKind.MODIFIED,
        "srv/site/page": ChangeKind.MODIFIED,
        "var/lib/dpkg/status": ChangeKind.MODIFIED,
    }
    third = kinds(engine, image, 3)
    assert third["srv/site"] is ChangeKind.REPLACED
    assert third["srv/site/page"] is ChangeKind.DELETED
    assert third["srv/site/id_rsa"] is ChangeKind.ADDED
    page = engine.changes_of_layer(place(image, 2), ChangeQuery("srv", sort=SortKey.NAME))
    rows = {row.name: row for row in page.rows}
    assert rows["keep"].metadata[0] is MetadataPart.MODE
    before = rows["keep"].attributes_before
    assert before is not None
    assert (before.mode, rows["keep"].attributes.mode) == (0o644, 0o700)
    assert rows["big"].size_before_bytes == 100_000
    assert rows["site"].kind is None
    assert rows["site"].inside == 2


def test_a_layer_at_a_glance(engine: Engine, image: Image) -> None:
    summary = engine.layer_summary(place(image, 1))
    assert (summary.level, summary.levels) == (1, 4)
    assert summary.count(ChangeKind.ADDED) == summary.changes
    assert summary.sizes.file_bytes >= 100_000
    assert summary.sizes.added_bytes == summary.sizes.file_bytes
    assert summary.sizes.only_here_bytes == 0  # three images have it
    assert summary.wasted_bytes >= 100_000
    deleting = engine.layer_summary(place(image, 2)).sizes
    assert deleting.added_bytes < 0
    assert deleting.total_bytes < summary.sizes.total_bytes
    assert engine.layer_summary(place(image, 3)).sizes.only_here_bytes > 0


def test_files_are_shown_as_they_were(engine: Engine, image: Image) -> None:
    def names(level: int, folder: str) -> dict[str, ChangeKind | None]:
        return {row.name: row.kind for row in engine.files_at(place(image, level), folder).rows}

    assert names(1, "srv") == dict.fromkeys(("big", "keep", "site"), ChangeKind.ADDED)
    assert names(2, "srv")["big"] is ChangeKind.DELETED
    assert "big" not in names(3, "srv")
    assert set(names(3, "srv/site")) == {"id_rsa", "link", "page"}
    rows = {row.name: row for row in engine.files_at(place(image, 1), "srv").rows}
    assert rows["big"].later == (2, ChangeKind.DELETED)
    assert rows["site"].files == 1
    found = engine.files_at(place(image, 2), pattern="pag").rows
    assert [(row.path, row.level) for row in found] == [("srv/site/page", 2)]
    with pytest.raises(FileNotThereError):
        engine.files_at(place(image, 0), "srv/site")


def test_contents_are_those_of_the_moment(engine: Engine, image: Image) -> None:
    for level, words in ((1, b"one\n"), (2, b"two\n")):
        content = engine.read_file(FileAt(place(image, level), "srv/site/page"))
        assert content.content == words
        assert content.digest == "sha256:" + hashlib.sha256(words).hexdigest()
    cut = engine.read_file(FileAt(place(image, 1), "srv/big"), limit_bytes=10)
    assert (len(cut.content), cut.size_bytes, cut.is_cut) == (10, 100_000, True)
    pieces: list[bytes] = []
    engine.export_file(FileAt(place(image, 1), "srv/big"), output=pieces.append)
    assert b"".join(pieces) == bytes(100_000)
    with pytest.raises(FileNotThereError):
        engine.read_file(FileAt(place(image, 3), "srv/site/page"))
    with pytest.raises(FileNotThereError, match="no regular file"):
        engine.read_file(FileAt(place(image, 1), "srv/site"))


def test_a_file_is_compared_between_two_layers(engine: Engine, image: Image) -> None:
    old, new = (FileAt(place(image, level), "srv/site/page") for level in (1, 2))
    diff = engine.diff_files(old, new)
    assert [(line.mark, line.text) for line in diff.lines] == [
        (DiffMark.REMOVED, "one"),
        (DiffMark.ADDED, "two"),
    ]
    gone = engine.diff_files(new, FileAt(place(image, 3), "srv/site/page"))
    assert gone.new_size_bytes is None
    with pytest.raises(FileNotThereError):
        engine.diff_files(FileAt(place(image, 0), "none"), FileAt(place(image, 1), "none"))


def test_the_life_of_a_path_names_the_layer_to_blame(engine: Engine, image: Image) -> None:
    life = engine.life_of_path(image.reference, "/srv/site/page")
    assert [(event.level, event.kind, event.by_path) for event in life] == [
        (1, ChangeKind.ADDED, ""),
        (2, ChangeKind.MODIFIED, ""),
        (3, ChangeKind.DELETED, "srv/site"),
    ]
    assert "echo two" in life[1].created_by
    keep = engine.life_of_path(image.reference, "srv/keep")
    assert [event.kind for event in keep] == [
        ChangeKind.ADDED,
        ChangeKind.METADATA,
        ChangeKind.METADATA,
    ]
    with pytest.raises(FileNotThereError):
        engine.life_of_path(image.reference, "never/was")


def test_reclaimable_bytes_and_their_cause(engine: Engine, image: Image) -> None:
    found = engine.efficiency(image.reference)
    causes = dict(found.by_cause)
    assert causes[WasteCause.METADATA] == 2 * len("keep\n")
    assert causes[WasteCause.DELETED] == 100_000 + len("two\n")
    assert found.reclaimable_bytes == sum(causes.values())
    assert found.base_levels == 3
    big = found.files[0]
    assert (big.path, big.level, big.hidden_at) == ("srv/big", 1, 2)
    assert engine.efficiency("Base:1").efficiency == 1.0


def test_where_the_bytes_are(engine: Engine, image: Image) -> None:
    of_layer = engine.size_map(place(image, 1))
    assert of_layer.size_bytes == engine.layer_summary(place(image, 1)).sizes.file_bytes
    of_image = engine.size_map(place(image, 3), is_whole_image=True)
    assert of_image.wasted_bytes == engine.efficiency(image.reference).reclaimable_bytes
    of_all = engine.size_map()
    assert of_all.size_bytes >= of_image.size_bytes


def test_packages_belong_to_the_layer_that_brought_them(engine: Engine, image: Image) -> None:
    report = engine.packages_of_layer(place(image, 2))
    assert [(c.kind, c.package.name) for c in report.changes] == [
        (PackageChangeKind.UPGRADED, "alpha"),
        (PackageChangeKind.ADDED, "beta"),
    ] or {(c.kind, c.package.name) for c in report.changes} == {
        (PackageChangeKind.UPGRADED, "alpha"),
        (PackageChangeKind.ADDED, "beta"),
    }
    assert report.installed == 2
    assert engine.packages_of_layer(place(image, 3)).changes == ()
    origins = engine.installed_packages(place(image, 3))
    assert {(o.package.name, o.level) for o in origins} == {("alpha", 2), ("beta", 2)}


def test_warnings_name_the_layer(engine: Engine, image: Image) -> None:
    by_kind = {finding.kind: finding for finding in engine.findings(image.reference)}
    assert by_kind[FindingKind.SETUID].path == "srv/keep"
    assert by_kind[FindingKind.HISTORY].level == 3
    read = engine.findings(image.reference, has_contents=True)
    keys = [f for f in read if f.kind is FindingKind.SECRET and f.path == "srv/site/id_rsa"]
    assert keys
    assert all(_SECRET not in finding.excerpt for finding in read)


def test_names_and_contents_are_searched_everywhere(engine: Engine, image: Image) -> None:
    engine.catalog_layers()
    found = engine.search_names("SITE/page")
    assert [hit.path for hit in found.hits] == ["srv/site/page"]
    assert set(found.hits[0].diff_ids) >= {layer.diff_id for layer in image.layers[1:3]}
    assert engine.search_names("no such path at all").hits == ()
    hits: list[ContentHit] = []
    count = engine.search_contents("two", references=(image.reference,), output=hits.append)
    assert count == len(hits)
    assert ("srv/site/page", 1) in {(hit.path, hit.line_number) for hit in hits}


def test_two_images_are_compared(engine: Engine, image: Image) -> None:
    left, right = place(image, 1), place(image, 3)
    comparison = engine.compare(left, right)
    assert [pair.is_same for pair in comparison.layers] == [True, True, False, False]
    assert comparison.count(ChangeKind.ADDED) >= 1
    assert {c.package.name for c in comparison.packages} == {"alpha", "beta"}
    page = engine.compared_files(left, right, ChangeQuery(folder=None))
    assert len(page.rows) == sum(number for _kind, number in comparison.counts)
    assert {row.path: row.kind for row in page.rows}["srv/big"] is ChangeKind.DELETED
    assert engine.compare(right, right).is_same


def test_what_does_not_exist_is_said(engine: Engine, image: Image) -> None:
    with pytest.raises(ImageNotFoundError):
        engine.layer_summary(LayerPlace("None:1", image.top_chain_id))
    with pytest.raises(LayerUnavailableError):
        engine.layer_summary(LayerPlace("Base:1", image.top_chain_id))


def test_a_cancelled_look_leaves_nothing_and_can_be_asked_again(
    engine: Engine, image: Image, tmp_path: Path
) -> None:
    token = CancelToken()
    token.cancel()
    shutil.rmtree(Path(engine.repository().location) / ".bricklayer" / "catalog")
    with pytest.raises(Cancelled):
        engine.search_contents("x", output=lambda hit: None, cancel=token)
    assert engine.layer_summary(place(image, 1)).changes


def test_a_layer_that_cannot_be_read_is_said_and_the_others_go_on(
    tmp_path: Path, engine: Engine
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(
        engine.repository().location, copy, ignore=shutil.ignore_patterns(".bricklayer")
    )
    layout = ImageLayout.open(copy)
    stored = layout.read_image(layout.resolve("Step:3"))
    damaged = layout.blob_path(stored.manifest.layers[1].digest)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.chmod(0o644)
    damaged.write_bytes(content)
    other = connect(copy)
    try:
        found = other.repository().image("Step:3")
        assert found is not None
        with pytest.raises(LayerUnavailableError):
            other.layer_summary(place(found, 1))
        summary = other.layer_summary(place(found, 2))
        assert any("not available" in note for note in summary.notes)
        states = {one.chain_id: one.state for one in other.layer_figures()}
        assert states[found.layers[1].chain_id] is CatalogState.UNAVAILABLE
        assert other.read_file(FileAt(place(found, 2), "srv/site/page")).content == b"two\n"
    finally:
        other.close()


def test_the_blob_is_the_truth_and_not_the_unpacked_cache(engine: Engine, image: Image) -> None:
    """What somebody does to the cache of unpacked layers shows nowhere."""
    cache = Path(engine.repository().location) / ".bricklayer" / "layers"
    found = [path for path in cache.rglob("srv/site/page") if path.is_file()]
    if os.geteuid() != 0 or not found:
        pytest.skip("the unpacked layers cannot be written by whoever runs this")
    found[0].write_bytes(gzip.compress(b"other"))
    content = engine.read_file(FileAt(place(image, 1), "srv/site/page")).content
    assert content == b"one\n"
