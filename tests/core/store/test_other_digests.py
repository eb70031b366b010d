"""Images named by sha512, which the specification registers beside sha256 (descriptor.md)."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.engine.inspecting import InspectingEngine, unsupported
from core.errors import DigestMismatchError, MalformedDocumentError
from core.layer import WhiteoutForm
from core.model import FileAt, LayerPlace
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import digest_of, new_hash, parse_digest, parse_entry_digest
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.platform import this_machine
from core.snapshot import LayerCache
from core.store import ImageLayout, collect, list_images, verify
from core.store.collect import FOREIGN_GRACE_S
from tests.core.store.layout_samples import layer_tar, put_image

TAR = layer_tar({"etc/os": b"by sha512"})


def sha512(content: bytes) -> str:
    return "sha512:" + hashlib.sha512(content).hexdigest()


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    return ImageLayout.open(tmp_path / "repository")


def put(layout: ImageLayout, content: bytes, media_type: str) -> Descriptor:
    wanted = Descriptor(media_type, sha512(content), len(content))
    with layout.new_blob("sha512") as blob:
        blob.write(content)
        blob.commit(wanted)
    return wanted


def put_sha512_image(layout: ImageLayout, reference: str, *, is_referenced: bool) -> Descriptor:
    """All its parts are named by sha512, its diffID too."""
    layer = put(layout, TAR, media_types.LAYER_TAR)
    config = ImageConfig(platform=this_machine(), diff_ids=(sha512(TAR),))
    manifest = Manifest(put(layout, config.to_bytes(), media_types.IMAGE_CONFIG), (layer,))
    descriptor = put(layout, manifest.to_bytes(), media_types.IMAGE_MANIFEST)
    if is_referenced:
        layout.set_reference(reference, descriptor, replace_old=False)
    return descriptor


def sha512_blobs(layout: ImageLayout) -> list[Path]:
    return sorted((layout.path / "blobs" / "sha512").iterdir())


def test_such_an_image_is_listed_verified_and_kept(layout: ImageLayout) -> None:
    assert not (layout.path / "blobs" / "sha512").exists(), "it comes with the first of them"
    descriptor = put_sha512_image(layout, "Long:1", is_referenced=True)
    assert len(sha512_blobs(layout)) == 3
    (image,), problems = list_images(ImageLayout.open(layout.path))
    assert problems == ()
    assert image.manifest_digest == descriptor.digest
    assert image.layers[0].available
    assert verify(layout) == ()
    assert layout.stored_bytes() == sum(path.stat().st_size for path in sha512_blobs(layout))
    for path in sha512_blobs(layout):
        os.utime(path, (0, 0))
    assert collect(layout) == 0
    assert len(sha512_blobs(layout)) == 3


def test_damage_and_lies_are_found(layout: ImageLayout) -> None:
    put_sha512_image(layout, "Long:1", is_referenced=True)
    blob = layout.blob_path(sha512(TAR))
    blob.chmod(0o600)
    blob.write_bytes(TAR[:-1] + b"\x01")
    (problem,) = verify(layout)
    assert problem.subject == sha512(TAR)
    with layout.new_blob("sha512") as writer:
        writer.write(b"other")
        with pytest.raises(DigestMismatchError):
            writer.commit(Descriptor("", sha512(TAR), 5))
    with layout.new_blob() as writer:  # of sha256
        writer.write(TAR)
        with pytest.raises(DigestMismatchError):
            writer.commit(Descriptor("", sha512(TAR), len(TAR)))
    assert len(sha512_blobs(layout)) == 3


def test_what_nothing_names_is_collected_there_too(layout: ImageLayout) -> None:
    put_image(layout, "Web", "1.0", {"a": b"x"})
    descriptor = put_sha512_image(layout, "Long:1", is_referenced=True)
    before = layout.blobs_stamp()
    layout.remove_reference("Long:1")
    assert collect(layout) == 0, "another tool may be about to name them"
    assert collect(layout, forgotten=[descriptor]) > len(TAR)
    assert sha512_blobs(layout) == []
    assert layout.blobs_stamp() != before
    put_sha512_image(layout, "Long:1", is_referenced=False)
    for path in sha512_blobs(layout):
        os.utime(path, (0, path.stat().st_mtime - FOREIGN_GRACE_S - 1))
    assert collect(layout) > len(TAR)
    assert len(list_images(layout)[0]) == 1


def test_an_unknown_kind_of_document_keeps_what_it_names_by_sha512(layout: ImageLayout) -> None:
    part = put(layout, b"part", "application/x-part")
    document = put(layout, json.dumps({"parts": [part.digest]}).encode(), "application/x-tomorrow")
    layout.set_reference("Artifact:1", document, replace_old=False)
    for path in sha512_blobs(layout):
        os.utime(path, (0, 0))
    assert collect(layout) == 0
    assert verify(layout) == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="owners need root")
def test_it_is_unpacked_and_checked(layout: ImageLayout, tmp_path: Path) -> None:
    put_sha512_image(layout, "Long:1", is_referenced=True)
    stored = layout.read_image(layout.resolve("Long:1"))
    cache = LayerCache(layout, tmp_path / "layers", WhiteoutForm.TRUSTED)
    cache.open()
    (directory,) = cache.ensure(stored.config.diff_ids, stored.manifest.layers)
    assert (directory / "etc/os").read_bytes() == b"by sha512"
    assert cache.described(directory).diff_id == sha512(TAR)
    assert cache.find(stored.config.diff_ids) == (directory,)
    wrong = "sha512:" + "0" * 128
    with pytest.raises(DigestMismatchError):
        cache.ensure([wrong], stored.manifest.layers)
    with pytest.raises(DigestMismatchError):
        cache.ensure([wrong], [replace(stored.manifest.layers[0], size_bytes=len(TAR) - 1)])


def test_one_looks_into_it(layout: ImageLayout) -> None:
    put_sha512_image(layout, "Long:1", is_referenced=True)
    engine = InspectingEngine(layout.path, unsupported("this is a test"))
    image = engine.repository().image("Long:1")
    assert image is not None
    place = LayerPlace("Long:1", image.layers[0].chain_id)
    assert engine.read_file(FileAt(place, "etc/os")).content == b"by sha512"
    assert engine.catalog_layers() == 0, "it has been read already"


@pytest.mark.parametrize(
    ("text", "is_entry", "reason"),
    [
        ("sha256:" + "a" * 64, True, ""),
        ("sha512:" + "a" * 128, True, ""),
        ("blake3:" + "a" * 64, True, "of the kind blake3"),
        ("multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8", True,
         "of the kind multihash+base58"),
        ("sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564", True,
         "of the kind sha256+b64u"),
        ("sha256:" + "A" * 64, False, "no digest"),
        ("sha256:" + "a" * 63, False, "no digest"),
        ("sha512:" + "a" * 64, False, "no digest"),
        ("sha256:../../etc/passwd", False, "no digest"),
        ("../x:abc", False, "no digest"),
        ("a/b:abc", False, "no digest"),
        ("a..b:abc", False, "no digest"),
        ("blake3:../x", False, "no digest"),
        ("blake3:" + "a" * 300, False, "no digest"),
        ("sha256:" + "a" * 64 + "\n", False, "no digest"),
        ("sha256", False, "no digest"),
        ("", False, "no digest"),
    ],
)  # fmt: skip
def test_what_a_digest_is(text: str, is_entry: bool, reason: str) -> None:
    if is_entry:
        assert parse_entry_digest(text, "index") == text
    else:
        with pytest.raises(MalformedDocumentError, match="no digest"):
            parse_entry_digest(text, "index")
    if reason:
        for ask in (parse_digest, new_hash):
            with pytest.raises(MalformedDocumentError) as caught:
                ask(text)
            assert reason in str(caught.value)
    else:
        hashed = new_hash(parse_digest(text))
        hashed.update(b"x")
        algorithm = text.partition(":")[0]
        assert digest_of(hashed) == f"{algorithm}:{hashlib.new(algorithm, b'x').hexdigest()}"
