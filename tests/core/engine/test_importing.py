"""Archives of other tools come in: the same digests, and containers run from them."""

from __future__ import annotations

import gzip
import os
import subprocess
import tempfile
from pathlib import Path

import pytest
import zstandard

from core.errors import FileAccessError, ImageExistsError, NotSupportedError
from core.model import (
    ArchiveForm,
    NameConflict,
    TransferState,
)
from core.store import verify
from tests.bench.podman_peer import Podman
from tests.core.archive.incoming_desk import Desk
from tests.core.engine.made_layouts import MadeLayout, tar, tar_of
from tests.corpus.archive_parts import UPPER, DockerSave, Layout
from tests.corpus.tar_bytes import directory, file

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners and mounts need root here")


def run(*words: str | Path) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (words, done.stderr)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> MadeLayout:
    """Web:1 with three layers, Other:2 with one of them."""
    made = MadeLayout(tmp_path_factory.mktemp("source") / "repository")
    lower = tar(directory(b"etc"), file(b"etc/hosts", b"one"), file(b"etc/gone", b"x" * 5000))
    upper = tar(file(b"etc/.wh.gone"), file(b"etc/noise", os.urandom(200_000)))
    made.put("web:1", [lower, upper, tar_of(page=b"hello" * 1000)])
    made.put("other:2", [lower])
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def oci(source: MadeLayout, target: str, name: str = "web:1") -> None:
    run("skopeo", "copy", "-q", f"oci:{source.layout.path}:{name}", target)


@pytest.mark.parametrize("packing", ["", "gzip", "zstd"])
def test_an_oci_archive_of_skopeo(
    source: MadeLayout, desk: Desk, tmp_path: Path, packing: str
) -> None:
    path = tmp_path / "any name.bin"
    oci(source, f"oci-archive:{path}:web:1")
    content = path.read_bytes()
    if packing:
        pack = gzip.compress if packing == "gzip" else zstandard.compress
        path.write_bytes(pack(content))
    before = desk.tree()
    look = desk.look(path)
    assert (look.form, look.compression) == (ArchiveForm.OCI_ARCHIVE, packing)
    (found,) = look.images
    assert desk.tree() == before
    assert found.image.reference == "web:1"
    assert found.image.manifest_digest == source.image("web:1").manifest_digest
    assert not found.is_here
    assert found.missing_bytes == found.image.size_bytes
    arrived = desk.take(path, stamp=look.stamp)
    assert arrived.images[0].manifest_digest == source.image("web:1").manifest_digest
    assert arrived.images[0].is_runnable
    assert arrived.new_bytes == found.missing_bytes
    assert verify(desk.layout) == ()
    again = desk.look(path).images[0]
    assert again.is_here
    assert again.missing_bytes == 0
    kept = desk.tree()
    second = desk.take(path)
    assert second.new_bytes == 0
    assert second.images == arrived.images
    assert {one.state for one in desk.told[-1].layers} == {TransferState.ALREADY_THERE}
    assert {name for name in desk.tree() if "index" not in name} == {
        name for name in kept if "index" not in name
    }


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_docker_archive_of_skopeo(
    source: MadeLayout, desk: Desk, tmp_path: Path, is_packed: bool
) -> None:
    path = tmp_path / "web.tar"
    oci(source, f"docker-archive:{path}:library/web:1")
    if is_packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    found = desk.only(path)
    assert found.image.image_id == source.image("web:1").image_id
    assert found.names == ("docker.io/library/web:1",) or found.names == ("web:1",)
    arrived = desk.take(path)
    (image,) = arrived.images
    assert (image.reference, image.image_id) == ("web:1", source.image("web:1").image_id)
    assert image.is_runnable
    assert verify(desk.layout) == ()
    assert desk.only(path).is_here
    assert desk.take(path).images == (image,)
    assert list(desk.names()) == ["web:1"]


def test_layers_that_are_here_are_used_by_whichever_form(
    source: MadeLayout, desk: Desk, tmp_path: Path
) -> None:
    """The same image as OCI and as Docker archive is one image here."""
    oci(source, f"oci-archive:{tmp_path / 'a'}:web:1")
    oci(source, f"docker-archive:{tmp_path / 'b'}:web:1")
    oci(source, f"docker-archive:{tmp_path / 'c'}:other:2", "other:2")
    (image,) = desk.take(tmp_path / "a").images
    again = desk.take(tmp_path / "b")
    assert again.images == (image,)
    other = desk.take(tmp_path / "c")
    assert other.new_bytes == 0
    assert other.images[0].layers[0].digest == image.layers[0].digest


def test_podman_writes_what_we_read(source: MadeLayout, desk: Desk, tmp_path: Path) -> None:
    assert not Podman.why_not(), Podman.why_not()
    place = Path(tempfile.mkdtemp(prefix="p"))  # podman wants short paths
    podman = Podman(place / "p")
    try:
        for name in ("web:1", "other:2"):
            oci(source, f"oci-archive:{tmp_path / 'in.tar'}:{name}", name)
            podman("load", "--quiet", "--input", str(tmp_path / "in.tar"))
        podman("save", "--quiet", "--format", "oci-archive", "--output", str(tmp_path / "o.tar"),
               "localhost/web:1")  # fmt: skip
        podman("save", "--quiet", "--multi-image-archive", "--format", "docker-archive",
               "--output", str(tmp_path / "d.tar"),
               "localhost/web:1", "localhost/other:2")  # fmt: skip
    finally:
        podman.close()
        place.rmdir()
    (image,) = desk.take(tmp_path / "o.tar").images
    assert (image.reference, image.image_id) == ("web:1", source.image("web:1").image_id)
    look = desk.look(tmp_path / "d.tar")
    assert [one.image.reference for one in look.images] == ["web:1", "other:2"]
    assert [one.is_here for one in look.images] == [True, False]
    both = desk.take(tmp_path / "d.tar")
    assert [one.image_id for one in both.images] == [
        source.image(name).image_id for name in ("web:1", "other:2")
    ]
    assert both.new_bytes == 0
    assert verify(desk.layout) == ()


def test_layouts_of_umoci_and_buildah(source: MadeLayout, desk: Desk, tmp_path: Path) -> None:
    oci(source, f"oci:{tmp_path / 'layout'}:one")
    run("umoci", "tag", "--image", f"{tmp_path / 'layout'}:one", "two")
    look = desk.look(tmp_path / "layout")
    assert look.form is ArchiveForm.OCI_LAYOUT
    assert {one.image.reference for one in look.images} == {"layout:one", "layout:two"}
    arrived = desk.take(tmp_path / "layout")
    assert {one.manifest_digest for one in arrived.images} == {
        source.image("web:1").manifest_digest
    }
    store = ("--root", str(tmp_path / "b"), "--runroot", str(tmp_path / "br"),
             "--storage-driver", "vfs")  # fmt: skip
    run("buildah", *store, "pull", "-q", f"oci:{tmp_path / 'layout'}:one")
    names = subprocess.run(["buildah", *store, "images", "-q", "--no-trunc"], capture_output=True,
                           text=True, check=True).stdout.split()  # fmt: skip
    run("buildah", *store, "push", "-q", names[0].removeprefix("sha256:"),
        f"oci-archive:{tmp_path / 'b.tar'}:built:3")  # fmt: skip
    (image,) = desk.take(tmp_path / "b.tar").images
    assert (image.reference, image.image_id) == ("built:3", source.image("web:1").image_id)


def test_names_that_are_taken(source: MadeLayout, desk: Desk, tmp_path: Path) -> None:
    oci(source, f"oci-archive:{tmp_path / 'a'}:name:1")
    oci(source, f"oci-archive:{tmp_path / 'b'}:name:1", "other:2")
    desk.take(tmp_path / "a")
    first = desk.names()["name:1"]
    found = desk.only(tmp_path / "b")
    assert found.taken_name
    with pytest.raises(ImageExistsError):
        desk.take(tmp_path / "b", conflict=NameConflict.REFUSE)
    assert desk.names() == {"name:1": first}
    both = desk.take(tmp_path / "b")
    digest = source.image("other:2").manifest_digest
    assert both.kept_both == (("name:1", f"name:1@{digest[:19]}"),)
    assert desk.names() == {"name:1": first, f"name:1@{digest[:19]}": digest}
    desk.take(tmp_path / "b", conflict=NameConflict.REPLACE)
    assert desk.names()["name:1"] == digest


def test_a_file_that_changed_since_it_was_looked_at(
    source: MadeLayout, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "a.tar"
    oci(source, f"oci-archive:{path}:web:1")
    look = desk.look(path)
    with path.open("ab") as more:
        more.write(bytes(512))
    before = desk.tree()
    with pytest.raises(FileAccessError, match="changed"):
        desk.take(path, look.images[0].key, stamp=look.stamp)
    with pytest.raises(NotSupportedError, match="not in it any more"):
        desk.take(path, "sha256:" + "0" * 64)
    assert desk.tree() == before


@pytest.mark.parametrize("made", [Layout(), DockerSave()], ids=["layout", "docker"])
def test_one_layer_three_hundred_times_comes_once(
    desk: Desk, tmp_path: Path, made: Layout | DockerSave
) -> None:
    made.add("same:1", tars=[UPPER] * 300)
    path = tmp_path / "same.tar"
    path.write_bytes(made.tar())
    found = desk.only(path)
    assert len(found.image.layers) == 300
    assert found.missing_bytes == found.image.layers[0].size_bytes
    arrived = desk.take(path)
    assert len({layer.digest for layer in arrived.images[0].layers}) == 1
    assert len(desk.told[-1].layers) == 1
    assert arrived.new_bytes == arrived.images[0].layers[0].size_bytes
    assert verify(desk.layout) == ()
