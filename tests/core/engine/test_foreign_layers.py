"""Layers and images that cannot be looked into are said so, and everything else goes on."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from core.engine.inspecting import InspectingEngine, unsupported
from core.errors import FileNotThereError, ImageNotFoundError, LayerUnavailableError
from core.model import (
    CatalogState,
    ChangeKind,
    ChangeQuery,
    FileAt,
    LayerFigures,
    LayerPlace,
)
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.manifest import ImageIndex
from core.oci.platform import Platform
from tests.core.catalog.umoci_view import has_umoci, run_umoci
from tests.core.engine.made_layouts import Blob, MadeLayout, gzipped, made, tar, tar_of
from tests.corpus.tar_bytes import directory, file, symlink

__all__ = ["made"]

DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
PLAIN = tar_of(kept=b"kept")


def figures(made: MadeLayout, name: str) -> list[LayerFigures]:
    found = {one.chain_id: one for one in made.engine.layer_figures()}
    return [found[layer.chain_id] for layer in made.image(name).layers]


def require_all_else(made: MadeLayout, name: str, level: int, words: str) -> None:
    """One layer says why it cannot be looked into; all others, and all other images, are there."""
    made.put("Other:1", [PLAIN, tar_of(other=b"other")])
    engine, image = made.engine, made.image(name)
    engine.catalog_layers()
    states = [one.state for one in figures(made, name)]
    assert states == [
        CatalogState.UNAVAILABLE if n == level else CatalogState.KNOWN
        for n in range(len(image.layers))
    ]
    assert words in figures(made, name)[level].reason
    odd = made.place(name, level)
    for ask in (
        lambda: engine.layer_summary(odd),
        lambda: engine.files_at(odd),
        lambda: engine.changes_of_layer(odd, ChangeQuery()),
        lambda: engine.read_file(FileAt(odd, "kept")),
        lambda: engine.size_map(odd),
        lambda: engine.packages_of_layer(odd),
    ):
        with pytest.raises(LayerUnavailableError) as caught:
            ask()
        assert words in str(caught.value)
    for other in range(len(image.layers)):
        if other != level:
            place = LayerPlace(name, image.layers[other].chain_id)
            notes = engine.layer_summary(place).notes
            assert any(words in note for note in notes) == (level < other)
            assert engine.files_at(place).total
            assert engine.changes_of_layer(place, ChangeQuery(None)).total
            report = engine.packages_of_layer(place)
            assert any(words in note for note in report.notes) == (level < other)
    assert engine.read_file(FileAt(made.place("Other:1"), "kept")).content == b"kept"
    assert not engine.compare(made.place("Other:1"), made.place(name, -1 if level else 1)).is_same
    engine.efficiency(name)
    engine.findings(name, has_contents=True)
    engine.size_map(made.place(name, 1 if not level else 0), is_whole_image=True)
    assert engine.size_map().size_bytes >= len(b"kept")
    assert engine.search_contents("other", output=lambda hit: None) == 1
    assert engine.search_names("kept").pending == 0


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize(
    ("media_type", "words"),
    [
        ("application/vnd.oci.image.layer.v1.tar+gzip+encrypted", "encrypted"),
        ("application/vnd.oci.image.layer.v1.tar+encrypted", "encrypted"),
        ("application/vnd.in-toto+json", "no file system layer"),
        ("application/octet-stream", "not known"),
        ("", "not known"),
    ],
)
def test_a_layer_of_another_format(
    made: MadeLayout, media_type: str, words: str, level: int
) -> None:
    layers: list[Blob | bytes] = [PLAIN, PLAIN, tar_of(top=b"top")]
    layers[level] = Blob(sha256_digest(b"odd"), b"whatever it is", media_type)
    made.put("Odd:1", layers)
    require_all_else(made, "Odd:1", level, words)


@pytest.mark.parametrize("prefix", ["oci.image.layer.nondistributable.v1.tar",
                                    "docker.image.rootfs.foreign.diff.tar"])  # fmt: skip
def test_a_foreign_layer_is_fetched_from_elsewhere(made: MadeLayout, prefix: str) -> None:
    """Where its blob is not here. Where it is, it is a layer like any other."""
    media_type = f"application/vnd.{prefix}" + (".gzip" if "docker" in prefix else "+gzip")
    plain = tar_of(windows=b"x")
    elsewhere = Descriptor(media_type, "sha256:" + "4" * 64, 1000)
    made.put("Gone:1", [Blob(sha256_digest(plain), None, media_type, elsewhere), PLAIN])
    require_all_else(made, "Gone:1", 0, "from its maker only")
    made.put("Here:1", [gzipped(plain, media_type), PLAIN])
    assert made.engine.files_at(made.place("Here:1")).total == 2


@pytest.mark.parametrize("is_docker", [False, True])
@pytest.mark.parametrize("packing", ["gzip", "zstd", "plain"])
def test_every_family_and_packing_is_read(made: MadeLayout, packing: str, is_docker: bool) -> None:
    pack = {"gzip": gzip.compress, "zstd": zstandard.compress, "plain": bytes}[packing]
    prefix = media_types.DOCKER_LAYER_TAR if is_docker else media_types.LAYER_TAR
    suffix = "" if packing == "plain" else (".+"[not is_docker] + packing)
    plains = [tar_of(a=b"one"), tar(), tar_of(a=b"two")]
    made.put(
        "A:1",
        [Blob(sha256_digest(plain), pack(plain), prefix + suffix) for plain in plains],
        kind=media_types.DOCKER_MANIFEST if is_docker else media_types.IMAGE_MANIFEST,
        config_type=DOCKER_CONFIG if is_docker else media_types.IMAGE_CONFIG,
    )
    assert made.engine.catalog_layers() == 3
    kinds = [
        [row.kind for row in made.engine.changes_of_layer(made.place("A:1", n), ChangeQuery()).rows]
        for n in range(3)
    ]
    assert kinds == [[ChangeKind.ADDED], [], [ChangeKind.MODIFIED]]
    assert made.engine.read_file(FileAt(made.place("A:1"), "a")).content == b"two"


def test_a_layer_whose_name_says_another_packing_is_read_by_what_it_is(made: MadeLayout) -> None:
    made.put("A:1", [Blob(sha256_digest(PLAIN), PLAIN, media_types.LAYER_GZIP)])
    assert made.engine.read_file(FileAt(made.place("A:1"), "kept")).content == b"kept"


@pytest.mark.parametrize(
    ("history", "commands"),
    [
        (None, ["", ""]),
        ([], ["", ""]),
        ([{"created_by": "one"}], ["", ""]),
        ([{"created_by": str(n)} for n in range(3)], ["", ""]),
        ([{"created_by": "env", "empty_layer": True}] * 2, ["", ""]),
        ([{"created_by": "one"}, {"empty_layer": True}, {"created_by": "two"}], ["one", "two"]),
    ],
)
def test_history_is_believed_only_where_it_fits(
    made: MadeLayout, history: object, commands: list[str]
) -> None:
    made.put("A:1", [tar_of(f=b"1"), tar_of(f=b"2")], config={"history": history})
    life = made.engine.life_of_path("A:1", "f")
    assert [event.created_by for event in life] == commands
    assert made.engine.layer_summary(made.place("A:1")).changes == 1


def test_images_of_other_platforms_are_looked_into_all_the_same(made: MadeLayout) -> None:
    made.put("Windows:1", [tar_of(f=b"x"), tar_of(g=b"y")],
             platform=Platform("windows", "amd64"))  # fmt: skip
    assert not made.image("Windows:1").is_runnable
    assert made.engine.files_at(made.place("Windows:1")).total == 2


def test_an_index_with_attestations_is_the_image_in_it(made: MadeLayout) -> None:
    own = made.put("own:1", [PLAIN])
    statement = Blob(sha256_digest(b"{}"), b"{}", "application/vnd.in-toto+json")
    attestation = made.put("attestation:1", [statement], platform=Platform("unknown", "unknown"))
    other = Descriptor(
        media_types.IMAGE_MANIFEST, "sha256:" + "0" * 64, 7, platform=Platform("linux", "pdp11")
    )
    for number, manifests in enumerate(
        ((attestation, other, own), (own, replace(attestation, annotations={"x": "y"})))
    ):
        index = made.layout.put_document(ImageIndex(manifests).to_bytes(), media_types.IMAGE_INDEX)
        made.layout.set_reference(f"Multi:{number}", index, replace_old=False)
        assert made.engine.files_at(made.place(f"Multi:{number}")).total == 1
    made.engine.catalog_layers()
    assert [one.state for one in figures(made, "Multi:0")] == [CatalogState.KNOWN]
    assert figures(made, "attestation:1")[0].state is CatalogState.UNAVAILABLE
    assert "no file system layer" in figures(made, "attestation:1")[0].reason


def test_artifacts_without_a_root_file_system_are_problems_of_their_own(made: MadeLayout) -> None:
    made.put("Good:1", [PLAIN])
    made.put("NoRoot:1", [], config={"rootfs": None})
    made.put("Chart:1", [Blob(sha256_digest(b"c"), b"chart", "application/vnd.cncf.helm")],
             config_type="application/vnd.cncf.helm.config.v1+json",
             config={"rootfs": None, "os": None, "architecture": None})  # fmt: skip
    made.put("Odd:1", [PLAIN], config={"rootfs": {"type": "layers", "diff_ids": []}})
    repository = made.engine.repository()
    assert repository.image("Good:1") is not None
    assert {problem.subject for problem in repository.problems} >= {"Chart:1", "Odd:1"}
    assert made.engine.catalog_layers() == 1
    assert len(made.engine.layer_figures()) == 1
    assert made.engine.search_contents("kept", output=lambda hit: None) == 1
    for name in ("Chart:1", "Odd:1"):
        with pytest.raises((LayerUnavailableError, ImageNotFoundError, Exception)) as caught:
            made.engine.efficiency(name)
        assert type(caught.value).__module__.startswith("core.errors.")


def test_a_digest_of_another_kind_leaves_the_others_alone(made: MadeLayout) -> None:
    made.put("Good:1", [PLAIN])
    made.put("Sha512:1", [Blob("sha512:" + "a" * 128, b"x")])
    assert made.engine.catalog_layers() == 1
    assert made.engine.files_at(made.place("Good:1")).total == 1


# --- other tools ----------------------------------------------------------------------------------


@pytest.mark.peer
@pytest.mark.skipif(not has_umoci(), reason="umoci is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="umoci needs root to unpack")
def test_what_umoci_inserts_at_the_root(tmp_path: Path) -> None:
    """It names the root `/` and leaves out what fills the last block."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "page").write_bytes(b"odd size")
    source.chmod(0o711)
    layout, image = tmp_path / "layout", f"{tmp_path}/layout:made"
    run_umoci("init", "--layout", str(layout))
    run_umoci("new", "--image", image)
    run_umoci("insert", "--image", image, str(source), "/")
    (source / "page").write_bytes(b"another size")
    run_umoci("insert", "--image", image, str(source / "page"), "/page")
    engine = InspectingEngine(layout, unsupported("this is a test"))
    found = engine.repository().image("made")
    assert found is not None
    places = [LayerPlace("made", layer.chain_id) for layer in found.layers]
    assert [engine.read_file(FileAt(place, "page")).content for place in places] == [
        b"odd size", b"another size",
    ]  # fmt: skip
    assert [row.path for row in engine.changes_of_layer(places[0], ChangeQuery(None)).rows] == [
        "page"
    ]
    unpacked = tmp_path / "unpacked"
    run_umoci("raw", "unpack", "--image", image, str(unpacked))
    assert (unpacked / "page").read_bytes() == b"another size"


def buildah(place: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["buildah", "--root", f"{place}/store", "--runroot", f"{place}/run",
         "--storage-driver", "vfs", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"buildah cannot work here: {done.stderr.strip()[-300:]}")
    return done.stdout.strip()


@pytest.mark.peer
@pytest.mark.skipif(shutil.which("buildah") is None, reason="buildah is not installed")
@pytest.mark.skipif(shutil.which("busybox") is None, reason="busybox is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="buildah is run as root here")
def test_what_buildah_run_leaves_behind_is_noise_and_nothing_else_is(tmp_path: Path) -> None:
    shell = Path(shutil.which("busybox") or "").read_bytes()
    (tmp_path / "sh").write_bytes(shell)
    (tmp_path / "sh").chmod(0o755)
    base = buildah(tmp_path, "from", "scratch")
    buildah(tmp_path, "copy", base, str(tmp_path / "sh"), "/bin/sh")
    buildah(tmp_path, "commit", "--rm", base, "localhost/base")
    container = buildah(tmp_path, "from", "--pull-never", "localhost/base")
    buildah(tmp_path, "run", "--isolation", "chroot", container, "/bin/sh", "-c", "echo hi > /made")
    buildah(tmp_path, "commit", "--rm", container, "localhost/next")
    buildah(tmp_path, "push", "localhost/next", f"oci:{tmp_path}/layout:made")
    engine = InspectingEngine(tmp_path / "layout", unsupported("this is a test"))
    image = engine.repository().image("made")
    assert image is not None
    place = LayerPlace("made", image.top_chain_id)
    shown = {row.path for row in engine.changes_of_layer(place, ChangeQuery(None)).rows}
    assert shown - {"etc", "run", "tmp", "var", "var/tmp"} == {"made"}
    everything = engine.changes_of_layer(place, ChangeQuery(None, has_noise=True))
    noise = {row.path for row in everything.rows if row.is_noise}
    assert noise
    assert "made" not in noise
    assert engine.layer_summary(place).noise == len(noise)
    first = LayerPlace("made", image.layers[0].chain_id)
    assert engine.layer_summary(first).noise == 0


def noise_of(made: MadeLayout, layers: Sequence[bytes]) -> set[str]:
    made.put("Noise:1", layers)
    page = made.engine.changes_of_layer(
        made.place("Noise:1"), ChangeQuery(None, has_noise=True, limit=100)
    )
    return {row.path for row in page.rows if row.is_noise}


def test_noise_is_what_engines_leave_and_only_that(made: MadeLayout) -> None:
    left = [
        directory(b"dev"), directory(b"dev/pts"), directory(b"dev/shm"), file(b"dev/console"),
        directory(b"etc"), file(b"etc/hosts"), file(b"etc/hostname"), file(b"etc/resolv.conf"),
        symlink(b"etc/mtab", b"/proc/mounts"), directory(b"proc"), directory(b"run"),
        file(b"run/.containerenv"), directory(b"run/secrets"), directory(b"sys"),
        file(b".dockerenv"),
    ]  # fmt: skip
    noise = noise_of(made, [PLAIN, tar(*left)])
    assert noise == {
        ".dockerenv", "dev", "dev/console", "dev/pts", "dev/shm", "etc/hostname", "etc/hosts",
        "etc/mtab", "etc/resolv.conf", "proc", "run", "run/.containerenv", "run/secrets", "sys",
    }  # fmt: skip
    summary = made.engine.layer_summary(made.place("Noise:1"))
    assert (summary.noise, summary.changes) == (len(noise), 1)
    assert made.engine.changes_of_layer(made.place("Noise:1"), ChangeQuery()).total == 1
    assert noise_of(made, [tar(*left)]) == set()  # a base brings its own
    real = [
        file(b"etc/hosts", b"127.0.0.1 x"), symlink(b"etc/mtab", b"/etc/other"),
        symlink(b"etc/resolv.conf", b"../run/resolv.conf"), directory(b"etc"),
        file(b"run/app.pid", b"1"), file(b"proc/real", b"x"), file(b"dev/file", b"x"),
    ]  # fmt: skip
    assert noise_of(made, [PLAIN, tar(*real)]) <= {"run", "proc", "dev"}


def test_a_name_that_is_not_there_is_said_in_words(made: MadeLayout) -> None:
    made.put("A:1", [PLAIN])
    with pytest.raises(FileNotThereError):
        made.engine.files_at(made.place("A:1"), "\ud800")
    with pytest.raises(FileNotThereError):
        made.engine.read_file(FileAt(made.place("A:1"), "none"))
