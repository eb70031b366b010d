"""Archives as they are written: what is in them, always the same bytes, nothing when damaged."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import random
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from core.archive.writing import write_docker_archive, write_oci_archive
from core.archive.writing_file import NewFile
from core.archive.writing_names import docker_names, is_docker_name
from core.cancel import NEVER, CancelToken
from core.errors import (
    Cancelled,
    ImagePartError,
    NotSupportedError,
    StorageFullError,
)
from core.layer import writer as tar_writer
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import hex_of, sha256_digest
from core.oci.manifest import ImageIndex, Manifest
from core.oci.platform import Platform
from core.progress import Progress, ignore
from core.store import ImageLayout
from tests.core.store.layout_samples import layer_tar, put_image

WRITERS = {"oci": write_oci_archive, "docker": write_docker_archive}
BOTH = pytest.mark.parametrize("form", WRITERS)


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    layout = ImageLayout.open(tmp_path / "repository")
    put_image(layout, "ServerCore", "1.0", {"etc/os": b"os"})
    put_image(layout, "WebApp", "1.0", {"etc/os": b"os"}, {"srv/page": b"<h1>"})
    return layout


def write(
    layout: ImageLayout,
    path: Path,
    form: str,
    *names: str,
    cancel: CancelToken = NEVER,
    progress: list[Progress] | None = None,
) -> tuple[tuple[str, str], ...]:
    images = [(name, layout.resolve(name)) for name in names]
    report = ignore if progress is None else progress.append
    with NewFile(str(path), replace=False) as file:
        renamed = WRITERS[form](layout, images, file, cancel, report)
        file.commit()
    return renamed


def contents(path: Path) -> dict[str, bytes]:
    """By name; no name twice."""
    with tarfile.open(path) as archive:
        found = {
            one.name: archive.extractfile(one).read()  # type: ignore[union-attr]
            for one in archive
            if one.isfile()
        }
        assert len(found) == sum(one.isfile() for one in archive)
        for one in archive:
            assert (one.mtime, one.uid, one.gid, one.uname, one.gname) == (0, 0, 0, "", "")
            assert one.mode == (0o755 if one.isdir() else 0o644)
    return found


def damage(layout: ImageLayout, digest: str, *, size_change: int = 0) -> None:
    path = layout.blob_path(digest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(content) + b"\x00" * size_change)


def layers_of(layout: ImageLayout, name: str) -> tuple[Descriptor, ...]:
    return layout.read_image(layout.resolve(name)).manifest.layers


# --- what is in them --------------------------------------------------------------------------


def test_an_oci_archive_is_a_layout_of_what_is_needed(layout: ImageLayout, tmp_path: Path) -> None:
    put_image(layout, "Other", "1.0", {"not": b"needed"})
    write(layout, tmp_path / "a", "oci", "ServerCore:1.0", "WebApp:1.0")
    found = contents(tmp_path / "a")
    assert json.loads(found.pop("oci-layout")) == {"imageLayoutVersion": "1.0.0"}
    index = ImageIndex.from_bytes(found.pop("index.json"))
    names = [one.annotations["org.opencontainers.image.ref.name"] for one in index.manifests]
    assert names == ["ServerCore:1.0", "WebApp:1.0"]
    for entry, name in zip(index.manifests, names, strict=True):
        assert entry.digest == layout.resolve(name).digest
    assert len(found) == 6  # two manifests, two configs, two layers of which one is shared
    for name, content in found.items():
        assert name == "blobs/sha256/" + hashlib.sha256(content).hexdigest()


def test_a_docker_archive_holds_each_layer_once_and_plain(
    layout: ImageLayout, tmp_path: Path
) -> None:
    write(layout, tmp_path / "a", "docker", "ServerCore:1.0", "WebApp:1.0")
    found = contents(tmp_path / "a")
    images = json.loads(found["manifest.json"])
    assert [image["RepoTags"] for image in images] == [["servercore:1.0"], ["webapp:1.0"]]
    used = {"manifest.json", "repositories"}
    for image in images:  # the rules of moby's image/tarexport, load.go
        config = json.loads(found[image["Config"]])
        assert image["Config"] == hashlib.sha256(found[image["Config"]]).hexdigest() + ".json"
        diff_ids = config["rootfs"]["diff_ids"]
        assert len(diff_ids) == len(image["Layers"])
        for diff_id, name in zip(diff_ids, image["Layers"], strict=True):
            assert diff_id == sha256_digest(found[name])
            assert name == os.path.normpath(name)
        used |= {image["Config"], *image["Layers"]}
    assert used == set(found)
    stored = layout.read_image(layout.resolve("WebApp:1.0"))
    assert images[1]["Config"] == hex_of(stored.manifest.config.digest) + ".json"
    top = {name: next(iter(tags.values())) for name, tags in
           json.loads(found["repositories"]).items()}  # fmt: skip
    assert top["webapp"] == hex_of(stored.config.diff_ids[-1])


@BOTH
def test_the_same_images_are_the_same_bytes(layout: ImageLayout, tmp_path: Path, form: str) -> None:
    for name in ("a", "b"):
        write(layout, tmp_path / name, form, "ServerCore:1.0", "WebApp:1.0")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").stat().st_size % 512 == 0
    assert (tmp_path / "a").read_bytes().endswith(b"\x00" * 1024)


def test_two_names_of_an_image_are_one_image(layout: ImageLayout, tmp_path: Path) -> None:
    layout.set_reference("again:2", layout.resolve("WebApp:1.0"), replace_old=False)
    write(layout, tmp_path / "d", "docker", "WebApp:1.0", "again:2")
    (image,) = json.loads(contents(tmp_path / "d")["manifest.json"])
    assert image["RepoTags"] == ["again:2", "webapp:1.0"]
    write(layout, tmp_path / "o", "oci", "WebApp:1.0", "again:2")
    index = json.loads(contents(tmp_path / "o")["index.json"])
    assert len({one["digest"] for one in index["manifests"]}) == 1
    assert len(index["manifests"]) == 2


def test_an_image_without_a_name_travels_without_one(layout: ImageLayout, tmp_path: Path) -> None:
    descriptor = layout.resolve("WebApp:1.0")
    bare = replace(descriptor, annotations={})
    with NewFile(str(tmp_path / "d"), replace=False) as file:
        write_docker_archive(layout, [(bare.digest, bare)], file, NEVER, ignore)
        file.commit()
    found = contents(tmp_path / "d")
    assert json.loads(found["manifest.json"])[0]["RepoTags"] == []
    assert json.loads(found["repositories"]) == {}
    with NewFile(str(tmp_path / "o"), replace=False) as file:
        write_oci_archive(layout, [(bare.digest, bare)], file, NEVER, ignore)
        file.commit()
    (entry,) = json.loads(contents(tmp_path / "o")["index.json"])["manifests"]
    assert "annotations" not in entry


def test_layers_over_eight_gigabytes_get_a_longer_header(
    layout: ImageLayout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tar_writer, "_OCTAL_12_LIMIT", 8191)  # of 10,240 bytes
    write(layout, tmp_path / "a", "docker", "WebApp:1.0")
    found = contents(tmp_path / "a")
    (image,) = json.loads(found["manifest.json"])
    assert [len(found[name]) for name in image["Layers"]] == [10240, 10240]
    assert [sha256_digest(found[name]) for name in image["Layers"]] == list(
        layout.read_image(layout.resolve("WebApp:1.0")).config.diff_ids
    )


# --- several platforms, layers that are elsewhere ---------------------------------------------


def put_platforms(layout: ImageLayout, *, is_other_whole: bool) -> tuple[Descriptor, Descriptor]:
    """An index of this machine's WebApp, another's and one whose manifest is not here."""
    mine = layout.resolve("WebApp:1.0")
    stored = layout.read_image(mine)
    tar = gzip.compress(layer_tar({"for": b"others"}), mtime=0)
    layer = layout.put_document(tar, media_types.LAYER_GZIP)
    other = Manifest(stored.manifest.config, (layer,))
    theirs = layout.put_document(other.to_bytes(), media_types.IMAGE_MANIFEST)
    if not is_other_whole:
        layout.blob_path(layer.digest).unlink()
    absent = Descriptor(media_types.IMAGE_MANIFEST, sha256_digest(b"absent"), 6)
    index = ImageIndex(
        (
            replace(theirs, platform=Platform("linux", "mips64le")),
            replace(absent, platform=Platform("linux", "riscv64")),
            replace(mine, annotations={}, platform=stored.config.platform),
        )
    )
    descriptor = layout.put_document(index.to_bytes(), media_types.IMAGE_INDEX)
    layout.set_reference("Many:1", descriptor, replace_old=False)
    return descriptor, layer


@pytest.mark.parametrize("is_other_whole", [True, False])
def test_of_several_platforms_all_that_is_here_travels(
    layout: ImageLayout, tmp_path: Path, is_other_whole: bool
) -> None:
    descriptor, layer = put_platforms(layout, is_other_whole=is_other_whole)
    write(layout, tmp_path / "a", "oci", "Many:1")
    found = contents(tmp_path / "a")
    (entry,) = json.loads(found["index.json"])["manifests"]
    assert entry["digest"] == descriptor.digest
    assert (f"blobs/sha256/{hex_of(layer.digest)}" in found) == is_other_whole
    assert len(found) == 8 + is_other_whole
    write(layout, tmp_path / "d", "docker", "Many:1")
    (image,) = json.loads(contents(tmp_path / "d")["manifest.json"])
    assert len(image["Layers"]) == 2  # this machine's


@BOTH
def test_a_layer_that_only_its_maker_has(layout: ImageLayout, tmp_path: Path, form: str) -> None:
    stored = layout.read_image(layout.resolve("ServerCore:1.0"))
    foreign = Descriptor(media_types.DOCKER_FOREIGN_GZIP, sha256_digest(b"elsewhere"), 9)
    manifest = replace(stored.manifest, layers=(foreign,))
    descriptor = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
    layout.set_reference("Windows:1", descriptor, replace_old=False)
    if form == "oci":
        write(layout, tmp_path / "a", form, "Windows:1")
        assert len(contents(tmp_path / "a")) == 4
        return
    with pytest.raises(ImagePartError, match=r"Layer 1 of Windows:1 .* from its maker only"):
        write(layout, tmp_path / "a", form, "Windows:1")


def test_what_is_no_file_system_is_for_an_oci_archive_only(
    layout: ImageLayout, tmp_path: Path
) -> None:
    stored = layout.read_image(layout.resolve("ServerCore:1.0"))
    odd = replace(stored.manifest.layers[0], media_type="application/vnd.example+json")
    manifest = replace(stored.manifest, layers=(odd,))
    descriptor = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
    layout.set_reference("Odd:1", descriptor, replace_old=False)
    write(layout, tmp_path / "a", "oci", "Odd:1")
    with pytest.raises(NotSupportedError, match="layer 1 is no file system layer; choose an OCI"):
        write(layout, tmp_path / "b", "docker", "Odd:1")


# --- damage, and other ends -------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("how", ["missing", "changed", "longer", "no file"])
def test_a_damaged_layer_is_said_by_name_and_nothing_is_left(
    layout: ImageLayout, tmp_path: Path, form: str, how: str
) -> None:
    digest = layers_of(layout, "WebApp:1.0")[1].digest
    if how == "missing":
        layout.blob_path(digest).unlink()
    elif how == "no file":
        layout.blob_path(digest).unlink()
        os.mkfifo(layout.blob_path(digest))
    else:
        damage(layout, digest, size_change=int(how == "longer"))
    before = os.listdir(tmp_path)
    with pytest.raises(ImagePartError) as caught:
        write(layout, tmp_path / "a", form, "ServerCore:1.0", "WebApp:1.0")
    assert str(caught.value).startswith("Layer 2 of WebApp:1.0 is ")
    assert os.listdir(tmp_path) == before
    write(layout, tmp_path / "a", form, "ServerCore:1.0")  # the others are not concerned


@BOTH
@pytest.mark.parametrize("part", ["manifest", "config"])
@pytest.mark.parametrize("is_missing", [True, False])
def test_so_is_a_damaged_document(
    layout: ImageLayout, tmp_path: Path, form: str, part: str, is_missing: bool
) -> None:
    descriptor = layout.resolve("WebApp:1.0")
    digest = descriptor.digest
    if part == "config":
        digest = layout.read_image(descriptor).manifest.config.digest
    if is_missing:
        layout.blob_path(digest).unlink()
    else:
        damage(layout, digest)
    with pytest.raises(ImagePartError, match=f"^The {part} of WebApp:1.0 is "):
        write(layout, tmp_path / "a", form, "WebApp:1.0")
    assert os.listdir(tmp_path) == ["repository"]


@BOTH
def test_it_can_be_stopped_on_the_way(layout: ImageLayout, tmp_path: Path, form: str) -> None:
    put_image(layout, "Large", "1", {"noise": os.urandom(5_000_000)})
    token, progress = CancelToken(), list[Progress]()

    class Stopping(list[Progress]):
        def append(self, one: Progress) -> None:
            progress.append(one)
            token.cancel()

    with pytest.raises(Cancelled):
        write(layout, tmp_path / "a", form, "Large:1", cancel=token, progress=Stopping())
    assert os.listdir(tmp_path) == ["repository"]
    assert progress[-1].total is not None
    assert progress[-1].done < 5_000_000 < progress[-1].total


@BOTH
def test_an_archive_that_cannot_fit_is_not_begun(
    layout: ImageLayout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    real = os.fstatvfs

    def full(descriptor: int) -> os.statvfs_result:
        values = list(real(descriptor))
        values[4] = 0  # f_bavail
        return os.statvfs_result(values)

    monkeypatch.setattr(os, "fstatvfs", full)
    with pytest.raises(StorageFullError):
        write(layout, tmp_path / "a", form, "WebApp:1.0")


@BOTH
@pytest.mark.parametrize("is_replacing", [False, True])
def test_whatever_call_fails_nothing_is_left(
    layout: ImageLayout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str,
    is_replacing: bool,
) -> None:  # fmt: skip
    """Each call that has to do with the file, one after the other."""
    there = tmp_path / "out"
    there.mkdir()
    if is_replacing:
        (there / "a").write_bytes(b"old")
    before = {path: path.read_bytes() for path in there.iterdir()}
    images = [("WebApp:1.0", layout.resolve("WebApp:1.0"))]
    countdown = [0]

    def failing(name: str) -> None:
        real = getattr(os, name)

        def called(*arguments: object, **options: object) -> object:
            is_reading = name == "open" and str(layout.path) in str(arguments[0])
            countdown[0] -= not is_reading
            if countdown[0] == 0 and not is_reading:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        monkeypatch.setattr(os, name, called)

    for name in ("open", "pwrite", "ftruncate", "fsync", "link", "rename"):
        failing(name)
    found: list[dict[Path, bytes]] = []
    while True:
        countdown[0] = len(found) + 1
        try:
            with NewFile(str(there / "a"), replace=is_replacing) as file:
                WRITERS[form](layout, images, file, NEVER, ignore)
                file.commit()
        except StorageFullError:
            found.append({path: path.read_bytes() for path in there.iterdir()})
        else:
            break
    # Only a name that stands cannot be taken back when another had it before.
    whole = {there / "a": (there / "a").read_bytes()}
    assert found == [before] * (len(found) - is_replacing) + [whole] * is_replacing
    assert len(found) >= 7
    assert len(contents(there / "a")) > 4


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("webapp:1.0", "webapp:1.0"),
        ("host:5000/class/web:1.0", "host:5000/class/web:1.0"),
        ("docker.io/library/debian:12", "docker.io/library/debian:12"),
        ("WebApp:1.0", "webapp:1.0"),
        ("Class/Web-App:V1", "class/web-app:V1"),
        ("Reg.Example:5000/Web:1", "reg.example:5000/web:1"),
        ("My.App:1", "my.app:1"),
        ("My_.x/App:1", "my-x/app:1"),
        ("g++:12", "g:12"),
        ("a+b:1", "a-b:1"),
        ("web", "web:latest"),
        ("debian:12@sha256:" + "ab" * 32, "debian:12-abababababab"),
        ("a" * 64 + ":1", "image-" + "a" * 64 + ":1"),
        ("Ärger: mit Blanks", "rger:mit-Blanks"),
        ("+++:1", "image:1"),
        ("x:" + "t" * 200, "x:" + "t" * 128),
    ],
)
def test_names_become_what_docker_takes(given: str, written: str) -> None:
    assert docker_names([given]) == {given: written}
    assert is_docker_name(written)
    assert is_docker_name(given) == (given == written)


def test_no_two_images_get_one_name() -> None:
    given = ["WebApp:1", "webAPP:1", "webapp:1", "webapp-2:1", "sha256:" + "0" * 64]
    assert docker_names(given) == {
        "webapp:1": "webapp:1",
        "webapp-2:1": "webapp-2:1",
        "WebApp:1": "webapp-3:1",
        "webAPP:1": "webapp-4:1",
    }


def test_whatever_an_image_is_called_it_can_travel() -> None:
    chance = random.Random(7)
    signs = "abzAZ019._-+:/@ é\n\u202e\udcff" + "sha256:"
    given = ["".join(chance.choices(signs, k=chance.randint(0, 30))) for _number in range(3000)]
    found = docker_names(given)
    assert set(found) == {one for one in given if not one.startswith("sha256:")}
    assert len(set(found.values())) == len(found)
    for name, written in found.items():
        assert is_docker_name(written), (name, written)
        assert (name == written) == is_docker_name(name)


@BOTH
def test_names_that_had_to_change_are_told(layout: ImageLayout, tmp_path: Path, form: str) -> None:
    put_image(layout, "fine", "1", {"a": b""})
    assert write(layout, tmp_path / "a", form, "WebApp:1.0", "fine:1") == (
        ("WebApp:1.0", "webapp:1.0"),
    )
    if form == "oci":
        entries = json.loads(contents(tmp_path / "a")["index.json"])["manifests"]
        assert [one["annotations"].get("io.containerd.image.name") for one in entries] == [
            "localhost/webapp:1.0",
            None,
        ]


def test_a_layer_may_be_plain_already(layout: ImageLayout, tmp_path: Path) -> None:
    tar = layer_tar({"a": b"a" * 100})
    stored = layout.read_image(layout.resolve("ServerCore:1.0"))
    layer = layout.put_document(tar, media_types.LAYER_TAR)
    config = replace(stored.config, diff_ids=(sha256_digest(tar),))
    kept = layout.put_document(config.to_bytes(), media_types.IMAGE_CONFIG)
    manifest = Manifest(kept, (layer,))
    descriptor = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
    layout.set_reference("plain:1", descriptor, replace_old=False)
    write(layout, tmp_path / "a", "docker", "plain:1")
    found = contents(tmp_path / "a")
    (image,) = json.loads(found["manifest.json"])
    assert found[image["Layers"][0]] == tar
