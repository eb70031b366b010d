"""What a hostile or odd registry answers to a look: documents that lie about themselves."""

from __future__ import annotations

import json

import pytest

from core.cancel import CancelToken
from core.engine.found_images import name_here
from core.errors import (
    DataError,
    DigestMismatchError,
    MalformedDocumentError,
    RegistryMisbehavedError,
    RemoteImageNotFoundError,
)
from core.oci import annotation_keys, media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.platform import this_machine
from core.registry.reading import DocumentReader, RemoteImages
from core.registry.reference import RemoteReference
from tests.core.registry.remote_samples import PLACE, Documents, entry
from tests.registries.evil_registry import EvilRegistry, Town, reply

HOST = "registry.test"
MANIFEST = media_types.IMAGE_MANIFEST


class Desk:
    """Looks at `class/web` of a registry that a test fills."""

    def __init__(self, town: Town, token: CancelToken) -> None:
        self.documents = Documents()
        self.server: EvilRegistry = town.build(HOST, self.documents)
        self._town = town
        self._token = token

    def look(self, rest: str = ":1.0", *, layer_limit: int = 100) -> RemoteImages:
        reference = RemoteReference.parse(f"{HOST}/class/web{rest}")
        with self._town.connect(HOST) as connection:
            reader = DocumentReader(connection, reference, self._token, layer_limit=layer_limit)
            return reader.read()

    def only(self, content: bytes, **more: object) -> dict[str, object]:
        return entry(MANIFEST, content, **more)


@pytest.fixture
def desk(evil_town: Town, token: CancelToken) -> Desk:
    return Desk(evil_town, token)


def test_a_digest_is_ours_whatever_the_registry_says(desk: Desk) -> None:
    content = desk.documents.image()
    lie = ("Docker-Content-Digest", "sha256:" + "0" * 64)
    said = reply(200, content, ("Content-Type", MANIFEST), lie)
    desk.documents.at[f"{PLACE}/manifests/1.0"] = said
    found = desk.look()
    assert found.descriptor == Descriptor(MANIFEST, sha256_digest(content), len(content))
    assert found.images[0].manifest_bytes == content
    assert found.problems == ()
    asked = desk.server.asked
    assert [one.path.split("/")[4] for one in asked] == ["manifests", "blobs"]  # no layer
    for kind in (*media_types.MANIFESTS, *media_types.INDEXES):
        assert kind in asked[0].headers["accept"]


def test_another_manifest_than_the_digest_says_is_refused(desk: Desk) -> None:
    content = desk.documents.image()
    wanted = "sha256:" + "1" * 64
    said = reply(200, content, ("Content-Type", MANIFEST), ("Docker-Content-Digest", wanted))
    desk.documents.at[f"{PLACE}/manifests/{wanted}"] = said
    with pytest.raises(DigestMismatchError) as met:
        desk.look(f"@{wanted}")
    assert met.value.actual == sha256_digest(content)


def test_a_document_under_another_type_than_it_says(desk: Desk) -> None:
    content = desk.documents.image(media_type=media_types.DOCKER_MANIFEST)
    desk.documents.manifest(content, MANIFEST, "1.0")
    with pytest.raises(RegistryMisbehavedError, match="under another type than that says"):
        desk.look()


@pytest.mark.parametrize("kind", ["text/html", "application/json", ""])
def test_what_is_no_manifest_is_refused(desk: Desk, kind: str) -> None:
    headers = [("Content-Type", kind)] if kind else []
    desk.documents.at[f"{PLACE}/manifests/1.0"] = reply(200, b"{}", *headers)
    with pytest.raises(RegistryMisbehavedError, match="it answers with"):
        desk.look()


def test_two_documents_in_one_are_refused(desk: Desk) -> None:
    desk.documents.image("1.0", manifests=[])
    with pytest.raises(MalformedDocumentError, match="index and a manifest at once"):
        desk.look()


def test_a_config_that_is_damaged_huge_or_missing(desk: Desk) -> None:
    content = desk.documents.image("1.0")
    config = json.loads(content)["config"]
    path = f"{PLACE}/blobs/{config['digest']}"
    desk.documents.at[path] = reply(200, b"x" * config["size"])
    with pytest.raises(DigestMismatchError):
        desk.look()
    desk.documents.at.pop(path)
    with pytest.raises(RemoteImageNotFoundError):
        desk.look()
    huge = {**json.loads(content), "config": {**config, "size": 1 << 40}}
    desk.documents.manifest(json.dumps(huge).encode(), MANIFEST, "1.0")
    before = len(desk.server.asked)
    with pytest.raises(MalformedDocumentError, match="too large"):
        desk.look()
    assert len(desk.server.asked) == before + 1  # it was not even asked for


def test_layers_that_do_not_fit(desk: Desk) -> None:
    desk.documents.image("1.0", layers=3, diff_ids=2)
    with pytest.raises(MalformedDocumentError, match="3 layers, its config 2"):
        desk.look()
    desk.documents.image("1.0", layers=5)
    with pytest.raises(MalformedDocumentError, match="over the limit of 4"):
        desk.look(layer_limit=4)


def test_what_is_no_image_says_what_it_is(desk: Desk) -> None:
    desk.documents.image("1.0", config_type="application/vnd.cncf.helm.config.v1+json")
    with pytest.raises(MalformedDocumentError, match=r"no image: its config is .*helm"):
        desk.look()


def test_of_several_platforms_one_that_cannot_be_read_stops_no_other(desk: Desk) -> None:
    documents = desk.documents
    good = documents.image()
    gone = b'{"schemaVersion": 2}'
    docker = documents.image(architecture="s390x", media_type=media_types.DOCKER_MANIFEST)
    short = documents.image(architecture="riscv64")
    arm = {"platform": {"os": "linux", "architecture": "arm64"}}
    attestation = documents.image(layers=1)
    nobody = {"platform": {"os": "unknown", "architecture": "unknown"}}
    documents.index(
        [
            entry(MANIFEST, gone, **arm),
            entry(MANIFEST, docker),  # the index gives another type
            {**entry(MANIFEST, short), "size": len(short) + 1},
            entry(MANIFEST, attestation, **nobody),
            entry(MANIFEST, good),
            entry(MANIFEST, good),
        ],
        "1.0",
    )
    found = desk.look()
    assert [one.manifest_bytes for one in found.images] == [good]
    assert found.images[0].config.platform.fits(this_machine())
    subjects = [one.subject for one in found.problems]
    assert subjects == ["linux/arm64", sha256_digest(docker), sha256_digest(short)]
    assert "is not in the registry" in found.problems[0].sentence
    assert "another type than its index says" in found.problems[1].sentence
    asked = {one.path.rpartition("/")[2] for one in desk.server.asked}
    assert sha256_digest(attestation) not in asked


def test_indexes_in_indexes_are_followed_so_far(desk: Desk) -> None:
    index_type = media_types.IMAGE_INDEX
    good = desk.documents.image()
    inner = desk.documents.index([entry(MANIFEST, good)])
    desk.documents.index([entry(index_type, inner)], "1.0")
    assert [one.manifest_bytes for one in desk.look().images] == [good]
    for _depth in range(5):
        inner = desk.documents.index([entry(index_type, inner)], "deep")
    with pytest.raises(MalformedDocumentError, match="too many indexes"):
        desk.look(":deep")
    many = [desk.documents.index([entry(MANIFEST, good, size=n)]) for n in range(80)]
    desk.documents.index([entry(index_type, one) for one in many], "wide")
    before = len(desk.server.asked)
    with pytest.raises(MalformedDocumentError, match="too many indexes"):
        desk.look(":wide")
    assert len(desk.server.asked) - before < 60


def test_an_index_of_very_many_images_is_cut_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.registry.reading._PLATFORMS_LIMIT", 2)
    images = [desk.documents.image(annotations={"n": str(n)}) for n in range(3)]
    desk.documents.index([entry(MANIFEST, one) for one in images], "1.0")
    found = desk.look()
    assert [one.manifest_bytes for one in found.images] == images[:2]
    assert found.problems[0].sentence == "It names 3 images; only the first 2 were read."


def test_a_manifest_with_a_key_twice_is_refused(desk: Desk) -> None:
    content = desk.documents.image()
    twice = content.replace(b'{"schemaVersion"', b'{"mediaType": "x", "schemaVersion"', 1)
    desk.documents.manifest(twice, MANIFEST, "1.0")
    with pytest.raises(DataError):
        desk.look()


# --- how it is called here ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("repository", "tag", "title", "version", "name"),
    [
        ("class/webapp", "1.0", "WebApp", "1.0", "WebApp:1.0"),
        ("webapp", "1.0-rc", "WebApp", "1.0-RC", "WebApp:1.0-RC"),
        ("class/webapp", "1.1", "WebApp", "1.0", "class/webapp:1.1"),
        ("class/webapp", "1.0", "Debian", "1.0", "class/webapp:1.0"),
        ("class/web", "1.0", "", "", "class/web:1.0"),
        ("library/debian", "12", "", "", "debian:12"),
        ("kernel", "1", "\u212aernel", "1", "kernel:1"),  # the Kelvin sign is a small k, lowered
        ("web", "", "web", "", "web@sha256:222222222222"),
    ],
)
def test_the_name_here(repository: str, tag: str, title: str, version: str, name: str) -> None:
    digest = "sha256:" + "2" * 64
    descriptor = Descriptor(MANIFEST, digest, 1)
    facts = {annotation_keys.TITLE: title, annotation_keys.VERSION: version}
    config = ImageConfig(platform=this_machine(), diff_ids=())
    assert name_here(repository, tag, descriptor, Manifest(descriptor, (), facts), config) == name
