"""Images, layers and files out of a repository: other tools get back exactly what was here."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import NEVER, CancelToken
from core.engine.archives_out import ArchivesOut
from core.errors import (
    Cancelled,
    FileAccessError,
    FileNotThereError,
    ImageNotFoundError,
    ImagePartError,
    LayerUnavailableError,
    NotSupportedError,
)
from core.layer import EntryType, WhiteoutForm, apply_layer
from core.model import ArchiveForm, ExportRequest
from core.oci.digest import sha256_digest
from core.progress import ignore
from core.snapshot import LayerCache
from core.store import ImageLayout
from tests.bench.podman_peer import Podman
from tests.core.catalog.generated_stacks import generated_stack
from tests.core.catalog.kernel_view import Seen, View, directory_view, overlay_views
from tests.core.catalog.made_layers import SEED, Made, made, tar_of
from tests.core.engine.made_layouts import MadeLayout, tar
from tests.corpus.tar_bytes import directory, header

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="owners and mounts need root here")
FOLDER, FILE = EntryType.DIRECTORY, EntryType.REGULAR
LAYERS = (
    (
        made(b"bin", FOLDER, mode=0o755, mtime_ns=10**9),
        made(b"bin/tool", FILE, b"#!" * 400, mode=0o4755, mtime_ns=5 * 10**9),
        made(b"bin/same", EntryType.HARDLINK, link=b"bin/tool", mode=0o4755, mtime_ns=5 * 10**9),
        made(b"dev", FOLDER, mode=0o755),
        made(b"etc", FOLDER, mode=0o755, mtime_ns=7 * 10**9 + 123),
        made(b"etc/gone", FILE, b"deleted later"),
        made(b"etc/\xc3\xa4-" + b"n" * 120, FILE, b"long", uid=1000, gid=65533, mode=0o600),
        made(b"etc/link", EntryType.SYMLINK, link=b"../bin/tool", mode=0o777, mtime_ns=3),
        made(b"etc/pipe", EntryType.FIFO, mode=0o640),
        made(b"etc/os", FILE, b"old"),
    ),
    (
        made(b"etc/gone", EntryType.WHITEOUT),
        made(b"etc/os", FILE, b"new" * 1000, xattrs={"user.k": b"v\x00"}, mtime_ns=9 * 10**9),
        made(b"etc/closed", FOLDER, mode=0o500, mtime_ns=4 * 10**9),
        made(b"etc/closed/inner", FILE, b"inner", mode=0o400),
        made(b"etc/empty", FILE),
    ),
)


class Outgoing:
    """A repository with images, and its way out."""

    def __init__(self, place: Path) -> None:
        self.made = MadeLayout(place / "repository")
        layout = self.made.layout
        self.layers = LayerCache(layout, layout.private / "layers", WhiteoutForm.TRUSTED)
        self.out = ArchivesOut(layout, self.layers)

    def put(self, name: str, *layers: tuple[Made, ...] | list[Made]) -> None:
        self.made.put(name, [tar_of(layer) for layer in layers])

    def images(self, path: Path, *names: str, form: ArchiveForm = ArchiveForm.OCI_ARCHIVE) -> Path:
        done = self.out.images(ExportRequest(names, str(path), form), NEVER, ignore)
        assert (done.path, done.size_bytes) == (str(path), path.stat().st_size)
        return path

    def files(self, path: Path, name: str, level: int, inside: str = "") -> Path:
        self.out.files(name, level, inside, str(path), False, NEVER, ignore)
        return path


@pytest.fixture
def out(tmp_path: Path) -> Outgoing:
    outgoing = Outgoing(tmp_path)
    outgoing.put("Base:1", LAYERS[0])
    outgoing.put("Web:1", *LAYERS)
    return outgoing


# --- files ------------------------------------------------------------------------------------


def entries(path: Path) -> dict[str, tuple[object, ...]]:
    """What tarfile reads, by name; a folder's without the slash, modes without the type's bits."""
    with tarfile.open(path) as archive:
        found = {}
        for one in archive:
            content = archive.extractfile(one) if one.isreg() else None
            found[one.name.rstrip("/")] = (
                one.type, one.mode & 0o7777, one.uid, one.gid, one.linkname,
                hashlib.sha256(content.read()).hexdigest() if content else "",
            )  # fmt: skip
        assert len(found) == len(archive.getmembers())
    return found


def applied(path: Path, place: Path) -> View:
    place.mkdir()
    with path.open("rb") as tar:
        apply_layer(tar, place, form=WhiteoutForm.TRUSTED)
    return directory_view(place, SEED)


def plain_root(view: View) -> View:
    return {**view, b"": Seen(stat.S_IFDIR, 0, 0, 0, 0, 0, 0, b"", ())}


@needs_root
def test_files_are_those_that_the_kernel_shows(tmp_path: Path) -> None:
    """At every level of layers by chance, with whiteouts, links and odd names."""
    out, levels = Outgoing(tmp_path), 0
    for seed in range(400, 412):
        stack = generated_stack(seed)
        out.put("Any:1", *stack)
        place = tmp_path / str(seed)
        place.mkdir()
        views = overlay_views([tar_of(one) for one in stack], place, WhiteoutForm.TRUSTED, SEED)
        for level, theirs in enumerate(views):
            exported = out.files(tmp_path / f"{seed}-{level}.tar", "Any:1", level)
            ours = applied(exported, tmp_path / f"{seed}-{level}")
            assert plain_root(ours) == plain_root(theirs), (seed, level)
            levels += 1
    assert levels > 30


@needs_root
def test_gnu_tar_makes_of_them_what_a_mount_shows(out: Outgoing, tmp_path: Path) -> None:
    tars = [tar_of(layer) for layer in LAYERS]
    place, made_by_tar = tmp_path / "mounted", tmp_path / "extracted"
    place.mkdir()
    made_by_tar.mkdir()
    theirs = overlay_views(tars, place, WhiteoutForm.TRUSTED, SEED)[-1]
    exported = out.files(tmp_path / "all.tar", "Web:1", 1)
    extract = ["tar", "--xattrs", "--xattrs-include=user.*", "-xpf", str(exported)]
    subprocess.run(extract, cwd=made_by_tar, check=True)
    assert plain_root(directory_view(made_by_tar, SEED)) == plain_root(theirs)
    assert (made_by_tar / "bin/tool").samefile(made_by_tar / "bin/same")


def test_a_part_is_named_from_its_last_name_on(out: Outgoing, tmp_path: Path) -> None:
    found = entries(out.files(tmp_path / "etc.tar", "Web:1", 1, "/etc/"))
    assert sorted(found) == [
        "etc", "etc/closed", "etc/closed/inner", "etc/empty", "etc/link", "etc/os", "etc/pipe",
        "etc/ä-" + "n" * 120,
    ]  # fmt: skip
    below = entries(out.files(tmp_path / "closed.tar", "Web:1", 1, "etc/closed"))
    assert list(below) == ["closed", "closed/inner"]
    assert below["closed"][:2] == (tarfile.DIRTYPE, 0o500)
    old = entries(out.files(tmp_path / "old.tar", "Web:1", 0, "etc/os"))
    assert list(old) == ["os"]
    assert old["os"][-1] == hashlib.sha256(b"old").hexdigest()
    with tarfile.open(tmp_path / "etc.tar") as archive:
        assert archive.getmember("etc/os").pax_headers == {"SCHILY.xattr.user.k": "v\x00"}


def test_one_name_of_a_linked_file_is_a_file(out: Outgoing, tmp_path: Path) -> None:
    for name in ("same", "tool"):
        found = entries(out.files(tmp_path / name, "Web:1", 1, f"bin/{name}"))
        assert found[name][:2] == (tarfile.REGTYPE, 0o4755)
        assert found[name][-1] == hashlib.sha256(b"#!" * 400).hexdigest()
    found = entries(out.files(tmp_path / "bin.tar", "Web:1", 1, "bin"))
    assert [found[name][0] for name in ("bin/same", "bin/tool")] == [
        tarfile.REGTYPE, tarfile.LNKTYPE,
    ]  # fmt: skip
    assert found["bin/tool"][4] == "bin/same"


def test_devices_are_entries_and_nothing_is_made_of_them(out: Outgoing, tmp_path: Path) -> None:
    out.made.put("Dev:1", [tar(directory(b"dev/"), header(b"dev/tty", typeflag=b"3",
                                                          mode=0o620, gid=5, device=(5, 2)),
                               header(b"dev/disk", typeflag=b"4", device=(8, 1)))])  # fmt: skip
    out.files(tmp_path / "dev.tar", "Dev:1", 0, "dev")
    with tarfile.open(tmp_path / "dev.tar") as archive:
        tty, disk = archive.getmember("dev/tty"), archive.getmember("dev/disk")
    assert (tty.type, tty.devmajor, tty.devminor, tty.mode, tty.gid) == (b"3", 5, 2, 0o620, 5)
    assert (disk.type, disk.devmajor, disk.devminor) == (b"4", 8, 1)


def test_the_same_files_are_the_same_bytes(out: Outgoing, tmp_path: Path) -> None:
    first = out.files(tmp_path / "a", "Web:1", 1).read_bytes()
    shutil.rmtree(out.made.catalog)
    assert out.files(tmp_path / "b", "Web:1", 1).read_bytes() == first
    assert len(first) % 512 == 0
    assert first.endswith(b"\x00" * 1024)


@pytest.mark.parametrize("inside", ["etc/gone", "nothing", "etc/os/below", "../etc", "a\x00b"])
def test_what_is_not_there_is_said_and_nothing_is_written(
    out: Outgoing, tmp_path: Path, inside: str
) -> None:
    with pytest.raises(FileNotThereError):
        out.files(tmp_path / "a.tar", "Web:1", 1, inside)
    assert os.listdir(tmp_path) == ["repository"]


@pytest.mark.parametrize("level", [-1, 2, 10**9])
def test_there_is_no_such_layer(out: Outgoing, tmp_path: Path, level: int) -> None:
    with pytest.raises(LayerUnavailableError, match=f"Web:1 has no layer {level + 1}, it has 2"):
        out.files(tmp_path / "a.tar", "Web:1", level)
    with pytest.raises(LayerUnavailableError, match="it has 2"):
        out.out.layer("Web:1", level, str(tmp_path / "a.tar"), False, NEVER, ignore)
    assert os.listdir(tmp_path) == ["repository"]


@pytest.mark.parametrize("is_known", [False, True])
def test_files_of_a_damaged_layer(out: Outgoing, tmp_path: Path, is_known: bool) -> None:
    """Before it was ever looked into, and when it was damaged since."""
    if is_known:
        out.files(tmp_path / "a.tar", "Web:1", 1)
        (tmp_path / "a.tar").unlink()
    blob = out.made.blob("Web:1", 1)
    content = bytearray(blob.read_bytes())
    content[len(content) // 2] ^= 0xFF
    blob.write_bytes(content)
    with pytest.raises(ImagePartError, match=r"^Layer 2 of Web:1 cannot be used: ") as caught:
        out.files(tmp_path / "a.tar", "Web:1", 1)
    assert "Nothing was written" in str(caught.value)
    assert os.listdir(tmp_path) == ["repository"]
    out.files(tmp_path / "a.tar", "Web:1", 0)  # what lies under it is whole


# --- layers and images ------------------------------------------------------------------------


def test_a_layer_is_its_plain_tar(out: Outgoing, tmp_path: Path) -> None:
    for level, layer in enumerate(out.made.image("Web:1").layers):
        path = tmp_path / f"{level}.tar"
        done = out.out.layer("Web:1", level, str(path), False, NEVER, ignore)
        assert sha256_digest(path.read_bytes()) == layer.diff_id
        assert done.size_bytes == path.stat().st_size
    blob = out.made.blob("Web:1", 0)
    blob.write_bytes(blob.read_bytes()[:-9])
    with pytest.raises(ImagePartError, match=r"^Layer 1 of Web:1 is damaged: "):
        out.out.layer("Web:1", 0, str(tmp_path / "0.tar"), True, NEVER, ignore)
    assert (
        sha256_digest((tmp_path / "0.tar").read_bytes())
        == out.made.image("Web:1").layers[0].diff_id
    )


def test_what_is_asked_for_must_be_there_and_free(out: Outgoing, tmp_path: Path) -> None:
    with pytest.raises(ImageNotFoundError):
        out.images(tmp_path / "a", "Web:1", "Nobody:1")
    with pytest.raises(NotSupportedError):
        out.images(tmp_path / "a")
    with pytest.raises(NotSupportedError):
        out.images(tmp_path / "a", "Web:1", form=ArchiveForm.OCI_LAYOUT)
    assert os.listdir(tmp_path) == ["repository"]
    out.images(tmp_path / "a", "Web:1")
    first = (tmp_path / "a").read_bytes()
    for work in (
        lambda: out.images(tmp_path / "a", "Base:1"),
        lambda: out.files(tmp_path / "a", "Web:1", 1),
        lambda: out.out.layer("Web:1", 1, str(tmp_path / "a"), False, NEVER, ignore),
    ):
        with pytest.raises(FileAccessError, match="it is there already"):
            work()
    assert (tmp_path / "a").read_bytes() == first


@needs_root
def test_a_repository_that_can_only_be_read_is_enough(out: Outgoing, tmp_path: Path) -> None:
    place = tmp_path / "read-only"
    place.mkdir()
    repository = out.made.layout.path
    subprocess.run(["mount", "--bind", repository, place], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        layout = ImageLayout.open(place)
        assert not layout.is_writable
        way_out = ArchivesOut(layout, LayerCache(layout, place / "layers", WhiteoutForm.TRUSTED))
        way_out.images(ExportRequest(("Web:1",), str(tmp_path / "images")), NEVER, ignore)
        way_out.layer("Web:1", 0, str(tmp_path / "layer"), False, NEVER, ignore)
        way_out.files("Web:1", 1, "etc/os", str(tmp_path / "os"), False, NEVER, ignore)
    finally:
        subprocess.run(["umount", "-l", place], check=True)
    assert list(entries(tmp_path / "os")) == ["os"]


def test_the_order_of_asking_means_nothing(out: Outgoing, tmp_path: Path) -> None:
    one = out.images(tmp_path / "a", "Web:1", "Base:1", "Web:1")
    other = out.images(tmp_path / "b", "Base:1", "Web:1")
    assert one.read_bytes() == other.read_bytes()


def test_whatever_is_stopped_leaves_nothing(out: Outgoing, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    path = str(tmp_path / "a")
    with pytest.raises(Cancelled):
        out.out.images(ExportRequest(("Web:1",), path), token, ignore)
    with pytest.raises(Cancelled):
        out.out.layer("Web:1", 1, path, False, token, ignore)
    with pytest.raises(Cancelled):
        out.out.files("Web:1", 1, "", path, False, token, ignore)
    assert os.listdir(tmp_path) == ["repository"]


# --- other tools ------------------------------------------------------------------------------


def run(*argv: object) -> str:
    done = subprocess.run([str(a) for a in argv], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def podman(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Podman]:
    if Podman.why_not():
        pytest.skip(Podman.why_not())
    peer = Podman(tmp_path_factory.mktemp("peer") / "podman")
    yield peer
    peer.close()


def loaded(podman: Podman) -> dict[str, str]:
    """Image IDs by name; they are taken away again."""
    found = {
        name: "sha256:" + one["Id"]
        for one in json.loads(podman("images", "--format", "json"))
        for name in one["Names"]
    }
    podman("rmi", "--all", "--force")
    return found


@pytest.mark.peer
def test_podman_loads_them(out: Outgoing, tmp_path: Path, podman: Podman) -> None:
    ids = {name: out.made.image(name).image_id for name in ("Base:1", "Web:1")}
    many = out.images(tmp_path / "d", "Base:1", "Web:1", form=ArchiveForm.DOCKER_ARCHIVE)
    podman("load", "--input", str(many))
    assert loaded(podman) == {
        "localhost/base:1": ids["Base:1"], "localhost/web:1": ids["Web:1"],
    }  # fmt: skip
    podman("load", "--input", str(out.images(tmp_path / "o", "Web:1")))
    assert loaded(podman) == {"localhost/web:1": ids["Web:1"]}


@pytest.mark.peer
def test_podman_exports_the_same_files(out: Outgoing, tmp_path: Path, podman: Podman) -> None:
    out.put("Runs:1", *LAYERS, [made(b"run-me", FILE, b"#!/bin/sh\n", mode=0o755)])
    podman("load", "--input", str(out.images(tmp_path / "o", "Runs:1")))
    podman("create", "--name", "exported", "localhost/runs:1", "/run-me")
    podman("export", "--output", str(tmp_path / "theirs.tar"), "exported")
    podman("rm", "exported")
    loaded(podman)
    ours = entries(out.files(tmp_path / "ours.tar", "Runs:1", 2))
    theirs = entries(tmp_path / "theirs.tar")
    assert len(ours) == 13
    assert {name: theirs.get(name) for name in ours} == ours


@pytest.mark.peer
@pytest.mark.skipif(not shutil.which("skopeo"), reason="skopeo is not installed")
def test_skopeo_copies_them(out: Outgoing, tmp_path: Path) -> None:
    image = out.made.image("Web:1")
    oci = out.images(tmp_path / "o.tar", "Base:1", "Web:1")
    run("skopeo", "copy", f"oci-archive:{oci}:Web:1", f"oci:{tmp_path}/back:web")
    back = json.loads((tmp_path / "back/index.json").read_text())
    assert [one["digest"] for one in back["manifests"]] == [image.manifest_digest]
    docker = out.images(tmp_path / "d.tar", "Base:1", "Web:1", form=ArchiveForm.DOCKER_ARCHIVE)
    run("skopeo", "copy", f"docker-archive:{docker}:web:1", f"dir:{tmp_path}/dir")
    manifest = json.loads((tmp_path / "dir/manifest.json").read_text())
    assert manifest["config"]["digest"] == image.image_id


@pytest.mark.peer
@pytest.mark.skipif(not shutil.which("buildah"), reason="buildah is not installed")
@needs_root
def test_buildah_pulls_them(out: Outgoing, tmp_path: Path) -> None:
    oci = out.images(tmp_path / "o.tar", "Web:1")
    place = ("--root", tmp_path / "b/root", "--runroot", tmp_path / "b/run",
             "--storage-driver", "vfs")  # fmt: skip
    found = run("buildah", *place, "pull", "--quiet", f"oci-archive:{oci}").strip()
    assert "sha256:" + found == out.made.image("Web:1").image_id


@pytest.mark.peer
@pytest.mark.skipif(not shutil.which("umoci"), reason="umoci is not installed")
@needs_root
def test_umoci_unpacks_them(out: Outgoing, tmp_path: Path) -> None:
    layout = tmp_path / "untarred"
    layout.mkdir()
    run("tar", "-xf", out.images(tmp_path / "o.tar", "Base:1", "Web:1"), "-C", layout)
    run("umoci", "unpack", "--image", f"{layout}:Web:1", tmp_path / "bundle")
    found = directory_view(tmp_path / "bundle/rootfs", SEED)
    ours = applied(out.files(tmp_path / "files.tar", "Web:1", 1), tmp_path / "ours")
    assert found.keys() == ours.keys()
    assert all(found[path].digest == ours[path].digest for path in ours)
