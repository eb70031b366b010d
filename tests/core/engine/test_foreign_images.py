"""Images that other tools made: used, built on, and kept as they are."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import MountFailedError, NotSupportedError
from core.model import BaseImageRequest, ExecRequest, NewContainer, SnapshotRequest
from core.oci import annotation_keys, media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.manifest import ImageIndex, Manifest
from core.oci.platform import Platform
from core.store import ImageLayout, verify
from tests.core.store.layout_samples import layer_tar

_RUN = {
    "Cmd": ["/bin/sh"], "Entrypoint": ["/bin/busybox"], "Env": ["PATH=/bin", "LANG=C"],
    "WorkingDir": "/srv", "User": "33:33", "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/v": {}},
    "Healthcheck": {"Test": ["CMD", "true"], "Interval": 3}, "StopSignal": "SIGQUIT",
    "ArgsEscaped": True, "OnBuild": None, "Labels": None, "x-unknown": [1, {"a": None}],
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("foreign") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


@pytest.fixture(scope="module")
def layout(engine: Engine) -> ImageLayout:
    return ImageLayout.open(Path(engine.repository().location))


def put(
    layout: ImageLayout, name: str, tars: list[bytes], *, packing: str = "gzip",
    family: str = "oci", architecture: str = "",
) -> Descriptor:  # fmt: skip
    """Base with these layers on it, in the words of one family of media types."""
    base = layout.read_image(layout.resolve("Base:1"))
    (bottom,) = base.manifest.layers
    pack = {
        "gzip": lambda tar: gzip.compress(tar, mtime=0),
        "zstd": zstandard.compress,
        "plain": bytes,
    }[packing]
    is_docker = family == "docker"
    prefix = media_types.DOCKER_LAYER_TAR if is_docker else media_types.LAYER_TAR
    suffix = {"plain": "", "gzip": ".gzip" if is_docker else "+gzip",
              "zstd": ".zstd" if is_docker else "+zstd"}[packing]  # fmt: skip
    layers = [replace(bottom, media_type=media_types.DOCKER_LAYER_GZIP if is_docker else
                      media_types.LAYER_GZIP)]  # fmt: skip
    layers += [layout.put_document(pack(tar), prefix + suffix) for tar in tars]
    config = {
        "architecture": architecture or base.config.platform.architecture, "os": "linux",
        "created": "2026-01-02T03:04:05.123456789Z", "config": _RUN, "docker_version": "20.10",
        "rootfs": {
            "type": "layers", "diff_ids": [*base.config.diff_ids, *map(sha256_digest, tars)]
        },
        "history": [{"created_by": "elsewhere", "empty_layer": True}],
    }  # fmt: skip
    stored = layout.put_document(
        json.dumps(config).encode(),
        "application/vnd.docker.container.image.v1+json" if is_docker else
        media_types.IMAGE_CONFIG,
    )  # fmt: skip
    kind = media_types.DOCKER_MANIFEST if is_docker else media_types.IMAGE_MANIFEST
    manifest = Manifest(stored, tuple(layers), media_type=kind)
    descriptor = layout.put_document(manifest.to_bytes(), kind)
    layout.set_reference(name, descriptor, replace_old=True)
    return descriptor


def said(engine: Engine, container_id: str, line: str) -> str:
    heard: list[bytes] = []
    engine.execute(
        container_id, ExecRequest(shell_line=line), output=lambda chunk: heard.append(chunk.content)
    )
    return b"".join(heard).decode()


@pytest.mark.parametrize("family", ["oci", "docker"])
@pytest.mark.parametrize("packing", ["gzip", "zstd", "plain"])
def test_every_kind_of_layer_runs_and_is_built_on(
    engine: Engine, layout: ImageLayout, family: str, packing: str, tmp_path: Path
) -> None:
    name = f"{family}-{packing}:1"
    put(layout, name, [layer_tar({"srv/page": b"page\n"})], packing=packing, family=family)
    image = engine.repository().image(name)
    assert image is not None
    assert image.is_runnable
    container = engine.create_container(NewContainer(f"c-{family}-{packing}", name))
    engine.start_container(container.id)
    assert said(engine, container.id, "pwd; cat page; echo $LANG; echo new > made") == (
        "/srv\npage\nC\n"
    )
    engine.stop_container(container.id)
    snapshot = engine.snapshot(
        SnapshotRequest(container.id, f"On-{family}-{packing}", "Tests", "1")
    )
    assert [layer.digest for layer in snapshot.layers[:2]] == [one.digest for one in image.layers]
    assert all(layer.media_type.startswith(media_types.LAYER_TAR) for layer in snapshot.layers)
    assert verify(layout) == ()
    if shutil.which("skopeo"):
        source = f"oci:{layout.path}:{snapshot.reference}"
        done = subprocess.run(
            ["skopeo", "copy", "-q", "--dest-oci-accept-uncompressed-layers", source,
             f"oci:{tmp_path / 'copy'}:it"], check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_a_config_from_elsewhere_is_kept_in_every_field(
    engine: Engine, layout: ImageLayout
) -> None:
    put(layout, "Config:1", [layer_tar({"srv/page": b"page"})])
    container = engine.create_container(NewContainer("config", "Config:1"))
    engine.start_container(container.id)
    said(engine, container.id, "echo > /made")
    image = engine.snapshot(SnapshotRequest(container.id, "Kept", "Tests", "1", "line\nline"))
    stored = layout.read_image(layout.resolve(image.reference))
    document = json.loads(layout.read_blob(stored.manifest.config))
    assert document["docker_version"] == "20.10"
    run = {key: value for key, value in document["config"].items() if key != "Labels"}
    assert run == {key: value for key, value in _RUN.items() if key != "Labels"}
    assert document["history"][0] == {"created_by": "elsewhere", "empty_layer": True}


def test_an_image_of_another_architecture_says_so(engine: Engine, layout: ImageLayout) -> None:
    put(layout, "Strange:1", [], architecture="pdp11")
    image = engine.repository().image("Strange:1")
    assert image is not None
    assert not image.is_runnable
    with pytest.raises(NotSupportedError, match="linux/pdp11"):
        engine.create_container(NewContainer("strange", "Strange:1"))
    assert engine.repository().container("strange") is None


def test_of_many_platforms_this_ones_is_taken_and_attestations_are_not(
    engine: Engine, layout: ImageLayout
) -> None:
    own = put(layout, "own:1", [layer_tar({"which": b"own"})])
    other = put(layout, "other:1", [layer_tar({"which": b"other"})], architecture="pdp11")
    attestation = put(layout, "attestation:1", [layer_tar({"which": b"attestation"})])
    index = ImageIndex((
        replace(attestation, platform=Platform("unknown", "unknown"),
                annotations={"vnd.docker.reference.type": "attestation-manifest"}),
        replace(other, platform=Platform("linux", "pdp11")),
        replace(own, platform=layout.read_image(own).config.platform),
        Descriptor(media_types.IMAGE_MANIFEST, "sha256:" + "0" * 64, 7,
                   platform=Platform("linux", "absent")),
    ))  # fmt: skip
    descriptor = layout.put_document(index.to_bytes(), media_types.IMAGE_INDEX)
    layout.set_reference("Multi:1", descriptor, replace_old=False)
    for name in ("own:1", "other:1", "attestation:1"):
        layout.remove_reference(name)
    container = engine.create_container(NewContainer("multi", "Multi:1"))
    engine.start_container(container.id)
    assert said(engine, container.id, "cat /which") == "own"
    # Removing something else sweeps, and takes nothing of it.
    engine.make_base_image(BaseImageRequest("scratch", "Empty", "Tests", "1"))
    for path in (layout.path / "blobs/sha256").iterdir():
        os.utime(path, (0, 0))
    engine.remove_image("Empty:1")
    assert layout.blob_size(other.digest) is not None
    assert layout.blob_size(layout.read_image(attestation).manifest.layers[-1].digest) is not None


def test_an_entry_without_a_name_is_called_by_its_digest(
    engine: Engine, layout: ImageLayout
) -> None:
    descriptor = put(layout, "Nameless:1", [layer_tar({"a": b"nameless"})])
    path = layout.path / "index.json"
    path.write_text(path.read_text().replace(f'"{annotation_keys.REF_NAME}":"Nameless:1"', ""))
    container = engine.create_container(NewContainer("nameless", descriptor.digest))
    engine.start_container(container.id)
    assert said(engine, container.id, "cat /a") == "nameless"


@pytest.mark.parametrize("count", [127, 500])
def test_hundreds_of_layers(engine: Engine, layout: ImageLayout, count: int) -> None:
    tars = [layer_tar({f"many/f{n}": b"%d" % n}) for n in range(count - 1)]
    put(layout, f"Many{count}:1", tars)
    container = engine.create_container(NewContainer(f"many-{count}", f"Many{count}:1"))
    engine.start_container(container.id)
    assert said(engine, container.id, "ls /many | wc -l; rm /many/f7; echo > /many/new") == (
        f"{count - 1}\n"
    )
    assert {c.path for c in engine.changes(container.id).changes} == {"many/f7", "many/new"}
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, f"More{count}", "Tests", "1"))
    assert len(image.layers) == count + 1
    if count == 500:
        with pytest.raises(MountFailedError, match="501 layers"):
            engine.start_container(container.id)
        assert engine.changes(container.id).is_empty
    else:
        engine.start_container(container.id)
        assert said(engine, container.id, "ls /many | wc -l") == f"{count - 1}\n"


@pytest.mark.skipif(not shutil.which("skopeo"), reason="skopeo is not installed")
def test_what_skopeo_writes_meanwhile_shows_up_and_survives_a_sweep(
    engine: Engine, layout: ImageLayout, tmp_path: Path
) -> None:
    outside = ImageLayout.open(tmp_path / "outside")
    source = f"oci:{layout.path}:Base:1"
    subprocess.run(["skopeo", "copy", "-q", source, f"oci:{outside.path}:x"], check=True)
    engine.make_base_image(BaseImageRequest("scratch", "Other", "Tests", "1"))
    # As far as skopeo is before it writes the index: its blobs are there, and nothing names them.
    coming = put(layout, "Coming:1", [layer_tar({"a": b"coming"})])
    layout.remove_reference("Coming:1")
    engine.remove_image("Other:1")
    layout.set_reference("Coming:1", coming, replace_old=False)
    assert verify(layout) == ()
    subprocess.run(
        ["skopeo", "copy", "-q", f"oci:{outside.path}:x", f"oci:{layout.path}:By-skopeo:1"],
        check=True,
    )
    references = [image.reference for image in engine.repository().images]
    assert {"By-skopeo:1", "Coming:1"} <= set(references)
