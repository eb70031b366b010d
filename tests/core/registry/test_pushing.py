"""A push to registries that refuse, forget, break off or take only what they know."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.sending_blobs import SendingBlobs
from core.errors import (
    Cancelled,
    DigestMismatchError,
    LoginNeededError,
    RegistryError,
    RegistryMisbehavedError,
    RegistryRefusedError,
    RegistryUnreachableError,
)
from core.model import Transfer, TransferState
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.progress import ignore
from core.registry import pushing
from core.registry.known_places import KnownPlaces
from core.registry.pushing import BlobPlace, Pusher
from core.registry.reference import RemoteReference
from core.store import ImageLayout
from tests.core.registry.uploads import Uploads
from tests.registries.evil_registry import EvilRegistry, Town, reply

HOST = "registry.test"
CONTENT = bytes(range(256)) * 1200
SIZE = len(CONTENT)


class Desk:
    """Pushes blobs of a layout to a registry that a test makes behave badly."""

    def __init__(self, town: Town, folder: Path, token: CancelToken) -> None:
        self.uploads = Uploads()
        self.server: EvilRegistry = town.build(HOST, self.uploads)
        self.layout = ImageLayout.open(folder / "repository")
        self.known = KnownPlaces(self.layout.private)
        self.connection = town.connect(HOST)
        reference = RemoteReference.parse(f"{HOST}/class/web:1.0")
        self.pusher = Pusher(self.connection, reference, self.layout, self.known, token)
        self.paused: list[str] = []
        self.moved: list[int] = []

    def stored(self, content: bytes = CONTENT) -> Descriptor:
        return self.layout.put_document(content, media_types.LAYER_GZIP)

    def push(self, blob: Descriptor) -> BlobPlace:
        return self.pusher.put_blob(blob, self.moved.append, self.paused.append)

    def asked(self, method: str) -> list[str]:
        return [one.path for one in self.server.asked if one.method == method]


@pytest.fixture
def desk(
    evil_town: Town, tmp_path: Path, token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(pushing, "_PAUSE_S", 0.01)
    monkeypatch.setattr(pushing, "_LONGEST_PAUSE_S", 0.02)
    desk = Desk(evil_town, tmp_path, token)
    yield desk
    desk.uploads.go_on.set()
    desk.connection.close()


def test_a_blob_is_sent_once(desk: Desk) -> None:
    blob = desk.stored()
    assert desk.push(blob) == BlobPlace(sent_bytes=SIZE)
    assert desk.uploads.blobs == {blob.digest: CONTENT}
    assert desk.moved[-1] == SIZE
    assert desk.push(blob) == BlobPlace(reason="the registry has it")
    assert desk.uploads.received == [(0, SIZE)]


def test_an_empty_blob(desk: Desk) -> None:
    blob = desk.stored(b"")
    assert desk.push(blob) == BlobPlace()
    assert desk.uploads.blobs == {blob.digest: b""}


def test_a_blob_of_another_size_there_is_not_believed(desk: Desk) -> None:
    blob = desk.stored()
    desk.uploads.blobs[blob.digest] = b"short"
    assert desk.push(blob).sent_bytes == SIZE


# --- mounting -----------------------------------------------------------------------------------


def test_a_blob_is_mounted_from_where_it_is_known_to_be(desk: Desk) -> None:
    blob = desk.stored()
    desk.known.add(HOST, "class/base", [blob.digest])
    desk.known.add(HOST, "class/web", [blob.digest])  # itself is no place to mount from
    desk.uploads.mountable = {"class/base"}
    assert desk.push(blob) == BlobPlace(reason="mounted from class/base")
    (asked,) = desk.asked("POST")
    assert asked.endswith(f"?mount={blob.digest}&from=class/base")
    assert desk.uploads.received == []


def test_what_cannot_be_mounted_is_sent(desk: Desk) -> None:
    blob = desk.stored()
    desk.known.add(HOST, "class/gone", [blob.digest])
    assert desk.push(blob).sent_bytes == SIZE
    assert len(desk.asked("POST")) == 1  # the upload that it offers instead is used


@pytest.mark.parametrize("status", [400, 404, 405])
def test_a_place_that_is_not_shown_to_us_is_but_a_hint(desk: Desk, status: int) -> None:
    blob = desk.stored()
    desk.known.add(HOST, "secret/base", [blob.digest])
    begin = desk.uploads._begin
    desk.uploads._begin = lambda repository, query: (  # type: ignore[method-assign]
        reply(status) if query else begin(repository, query)
    )
    assert desk.push(blob).sent_bytes == SIZE


# --- breaks -------------------------------------------------------------------------------------


def test_it_goes_on_where_the_registry_says(desk: Desk) -> None:
    blob = desk.stored()
    desk.uploads.breaks = [100_000, 50_000]
    assert desk.push(blob).sent_bytes == SIZE
    assert desk.uploads.blobs[blob.digest] == CONTENT
    firsts = [first for first, _count in desk.uploads.received]
    assert firsts == [0, 100_000, 150_000]
    assert len(desk.paused) == 2
    assert all("broke" in reason for reason in desk.paused)
    assert len(desk.asked("POST")) == 1


@pytest.mark.parametrize("said", [f"0-{SIZE + 5}", "0-0", "bytes", "5-9", "0-" + "9" * 30])
def test_what_it_says_is_not_believed_blindly(desk: Desk, said: str) -> None:
    blob = desk.stored()
    desk.uploads.breaks, desk.uploads.said_range = [100_000], said
    assert desk.push(blob).sent_bytes == SIZE
    assert desk.uploads.blobs[blob.digest] == CONTENT
    assert [first for first, _count in desk.uploads.received] == [0, 0]


def test_an_upload_that_was_forgotten_is_begun_anew(desk: Desk) -> None:
    blob = desk.stored()
    desk.uploads.breaks, desk.uploads.forgets_uploads = [100_000], True
    assert desk.push(blob).sent_bytes == SIZE
    assert desk.uploads.blobs[blob.digest] == CONTENT


def test_a_break_after_all_was_stored_sends_nothing_again(desk: Desk) -> None:
    blob = desk.stored()
    desk.uploads.breaks_finishing = True
    assert desk.push(blob).sent_bytes == SIZE
    assert desk.uploads.received == [(0, SIZE)]


@pytest.mark.parametrize("keeps", [0, 1000])
def test_it_gives_up_when_nothing_gets_through(desk: Desk, keeps: int) -> None:
    """Also where it goes to and fro: some bytes are kept, and then forgotten again."""
    blob = desk.stored()
    desk.uploads.breaks = [keeps] * 100
    answers = itertools.cycle([False, True])
    take_get = desk.uploads._upload

    def upload(seen: object, *more: str) -> bytes | None:
        if seen.method == "GET":  # type: ignore[attr-defined]
            desk.uploads.forgets_uploads = next(answers)
        return take_get(seen, *more)  # type: ignore[arg-type]

    desk.uploads._upload = upload  # type: ignore[assignment, method-assign]
    with pytest.raises(RegistryUnreachableError):
        desk.push(blob)
    assert len(desk.uploads.received) < 15
    assert len(desk.asked("DELETE")) == 1  # nothing more comes


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "said", "kind", "words"),
    [
        ("POST", reply(405), RegistryRefusedError, "lets itself be read only"),
        ("POST", reply(403), LoginNeededError, "Log in"),
        ("PATCH", reply(413), RegistryRefusedError, "takes nothing that is so large"),
        ("POST", reply(202), RegistryMisbehavedError, "without saying where"),
        ("PATCH", reply(507), RegistryUnreachableError, "507 Insufficient Storage"),
    ],
)
def test_a_refusal_is_one_sentence(
    desk: Desk, method: str, said: bytes, kind: type[RegistryError], words: str
) -> None:
    desk.uploads.answers[method] = said
    with pytest.raises(kind, match=words):
        desk.push(desk.stored())
    assert desk.uploads.manifests == {}


def test_a_kind_of_image_that_it_does_not_take(desk: Desk) -> None:
    content = b'{"schemaVersion": 2}'
    refusal = b'{"errors":[{"code":"MANIFEST_INVALID","message":"unknown media type"}]}'
    desk.uploads.answers["PUT"] = reply(400, refusal, ("Content-Type", "application/json"))
    manifest = desk.layout.put_document(content, media_types.DOCKER_MANIFEST)
    with pytest.raises(RegistryRefusedError, match=r"storing class/web: unknown media type\."):
        desk.pusher.put_manifest(content, manifest, "1.0")


def test_a_damaged_blob_is_our_own_fault(desk: Desk) -> None:
    blob = desk.stored()
    path = desk.layout.blob_path(blob.digest)
    path.chmod(0o644)
    path.write_bytes(b"y" + CONTENT[1:])
    with pytest.raises(DigestMismatchError):
        desk.push(blob)


def test_the_manifest_is_looked_at_after_it_was_stored(desk: Desk) -> None:
    content = b'{"schemaVersion": 2}'
    manifest = desk.layout.put_document(content, media_types.IMAGE_MANIFEST)
    desk.pusher.put_manifest(content, manifest, "1.0")
    (put,) = (one for one in desk.server.asked if one.method == "PUT")
    assert put.headers["content-type"] == media_types.IMAGE_MANIFEST
    assert desk.uploads.manifests["1.0"] == content
    desk.uploads.said_digest = "sha256:" + "0" * 64
    with pytest.raises(RegistryMisbehavedError, match="another manifest than it was given"):
        desk.pusher.put_manifest(content, manifest, "1.0")


# --- several at once ----------------------------------------------------------------------------


def sending(desk: Desk, stop: CancelToken, told: list[Transfer]) -> SendingBlobs:
    blobs = [desk.stored(b"one that waits" + CONTENT), desk.stored(b"another" + CONTENT)]
    return SendingBlobs(desk.pusher, blobs, stop, ignore, told.append)


def test_all_blobs_are_sent_and_told(desk: Desk, token: CancelToken) -> None:
    told: list[Transfer] = []
    assert sending(desk, token, told).send() == 2 * SIZE + 21
    assert {one.state for one in told[0].layers} == {TransferState.WAITING}
    assert {one.state for one in told[-1].layers} == {TransferState.DONE}
    assert told[-1].moved_bytes == told[-1].moving_bytes == 2 * SIZE + 21


def test_the_first_failure_stops_the_others(desk: Desk, token: CancelToken) -> None:
    """One is silent as long as the other one has not failed: it is not waited for."""
    desk.uploads.silent_on = "one that waits"
    begin = desk.uploads._take

    def take(seen: object, *more: object) -> bytes | None:
        if b"another" in seen.body:  # type: ignore[attr-defined]
            assert desk.uploads.is_silent.wait(10)
            return reply(413)
        return begin(seen, *more)  # type: ignore[arg-type]

    desk.uploads._take = take  # type: ignore[assignment, method-assign]
    with pytest.raises(RegistryRefusedError, match="so large"):
        sending(desk, token, []).send()
    assert not desk.uploads.go_on.is_set()
    assert desk.uploads.blobs == {}


def test_a_cancel_ends_all_and_leaves_nothing(desk: Desk, token: CancelToken) -> None:
    desk.uploads.silent_on = "one that waits"

    def cancel() -> None:
        desk.uploads.is_silent.wait(10)
        token.cancel()

    waiting = threading.Thread(target=cancel)
    waiting.start()
    with pytest.raises(Cancelled):
        sending(desk, token, []).send()
    waiting.join()
    assert desk.uploads.manifests == {}
    silent = [one for one in desk.server.asked if one.method == "DELETE"]
    assert silent, "the upload that was cut is not taken back"


# --- what is remembered -------------------------------------------------------------------------


def test_places_are_remembered_the_newest_first_and_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = ImageLayout.open(tmp_path / "repository").private
    known = KnownPlaces(private)
    for repository in ("a", "b", "c", "d", "e", "b"):
        known.add(HOST, repository, ["sha256:1"])
    assert KnownPlaces(private).of(HOST, "sha256:1") == ("b", "e", "d", "c")
    assert known.of("other.test", "sha256:1") == ()
    monkeypatch.setattr("core.registry.known_places._LIMIT", 3)
    known.add(HOST, "a", ["sha256:2", "sha256:3", "sha256:4"])
    assert known.of(HOST, "sha256:1") == ()
    assert known.of(HOST, "sha256:4") == ("a",)


@pytest.mark.parametrize("content", [b"", b"no json", b"[]", b'{"x": [1, null]}', b"\xff" * 90])
def test_a_damaged_memory_is_none(tmp_path: Path, content: bytes) -> None:
    private = ImageLayout.open(tmp_path / "repository").private
    known = KnownPlaces(private)
    known.add(HOST, "a", ["sha256:1"])
    (private / "known-places.json").write_bytes(content)
    assert known.of(HOST, "sha256:1") == ()
    known.add(HOST, "b", ["sha256:1"])
    assert known.of(HOST, "sha256:1") == ("b",)


def test_where_nothing_can_be_written_nothing_is_known(tmp_path: Path) -> None:
    known = KnownPlaces(tmp_path / "not there")
    known.add(HOST, "a", ["sha256:1"])
    assert known.of(HOST, "sha256:1") == ()
