"""Images come in from sources made by hand: right ones, wrong ones, and those that break off.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import gzip
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from core.cancel import CancelToken
from core.engine.arriving import Arriving
from core.engine.places import Places
from core.errors import (
    Cancelled,
    DigestMismatchError,
    ImageExistsError,
    LayerFormatError,
    MalformedDocumentError,
    RegistryUnreachableError,
)
from core.layer import WhiteoutForm
from core.model import Arrivals, NameConflict, ReadingLimits, Transfer, TransferState
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import digest_of, hash_of, sha256_digest
from core.oci.manifest import Manifest
from core.oci.platform import Platform, this_machine
from core.progress import ignore
from core.snapshot import LayerCache
from core.store import ImageLayout, collect
from core.store.incoming import IncomingImage
from core.store.reading_limits import write_limits
from tests.corpus.tar_bytes import END, file

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="whiteouts and owners need root here")

LOWER = file(b"etc/hosts", b"one") + END
UPPER = file(b"big", os.urandom(300_000)) + END
PIECE = 10_000


@dataclass
class Source:
    """A layer that comes in pieces; breaks off where `breaks` says, once for each."""

    content: bytes
    descriptor: Descriptor
    can_resume: bool = False
    breaks: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    before: Callable[[int], None] = lambda at: None

    def pieces(self, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        self.asked.append(offset)
        at = offset
        while at < len(self.content):
            cancel.check()
            if self.breaks and at >= self.breaks[0]:
                self.breaks.pop(0)
                raise RegistryUnreachableError("registry.example", "the connection broke")
            self.before(at)
            yield self.content[at : at + PIECE]
            at += PIECE


def packed(tar: bytes, **more: Any) -> Source:
    content = gzip.compress(tar, mtime=0)
    descriptor = Descriptor(media_types.LAYER_GZIP, sha256_digest(content), len(content))
    return Source(content, descriptor, **more)


def plain(tar: bytes) -> Source:
    return Source(tar, Descriptor(media_types.LAYER_TAR, sha256_digest(tar), len(tar)))


def incoming(
    sources: Sequence[Source],
    tars: Sequence[bytes],
    name: str = "Web:1",
    *,
    machine: Platform | None = None,
    is_docker: bool = False,
    words: str = "",
) -> IncomingImage:
    machine = machine or this_machine()
    diff_ids = [sha256_digest(tar) for tar in tars]
    config = json.dumps({
        "architecture": machine.architecture, "os": machine.os, "author": words,
        "rootfs": {"type": "layers", "diff_ids": diff_ids},
    }).encode()  # fmt: skip
    if is_docker:
        return IncomingImage(name, None, b"", config, tuple(sources))
    described = Descriptor(media_types.IMAGE_CONFIG, sha256_digest(config), len(config))
    manifest = Manifest(described, tuple(source.descriptor for source in sources)).to_bytes()
    descriptor = Descriptor(media_types.IMAGE_MANIFEST, sha256_digest(manifest), len(manifest))
    return IncomingImage(name, descriptor, manifest, config, tuple(sources))


class Desk:
    """A repository that images come to."""

    def __init__(self, place: Path) -> None:
        self.layout = ImageLayout.open(place / "repository")
        form = WhiteoutForm.TRUSTED
        self.places = Places(place / "repository", place / "run", form, 0)
        self.cache = LayerCache(self.layout, self.places.layers, form)
        self.cache.open()
        self.arriving = Arriving(self.layout, self.cache, self.places)
        self.told: list[Transfer] = []
        self.cancel = CancelToken()

    def take(
        self,
        *images: IncomingImage,
        conflict: NameConflict = NameConflict.KEEP_BOTH,
        side_by_side: int = 1,
    ) -> Arrivals:
        return self.arriving.take(
            images, conflict, self.cancel, ignore, self.told.append, side_by_side=side_by_side
        )

    def names(self) -> dict[str, str]:
        return {name: one.digest for name, one in self.layout.references()}

    def states(self, digest: str) -> list[TransferState]:
        found = [one.state for told in self.told for one in told.layers if one.digest == digest]
        return [state for n, state in enumerate(found) if n == 0 or found[n - 1] is not state]

    def left(self) -> set[str]:
        """Names in the directories where half of something could be left."""
        places = (self.layout.private / "tmp", self.places.layers)
        return {name for place in places for name in os.listdir(place)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_image_comes_with_its_documents_as_they_are(desk: Desk) -> None:
    lower, upper = packed(LOWER), packed(UPPER)
    image = incoming([lower, upper], [LOWER, UPPER])
    arrivals = desk.take(image, side_by_side=2)
    assert image.descriptor is not None
    assert desk.names() == {"Web:1": image.descriptor.digest}
    assert desk.layout.blob_path(image.descriptor.digest).read_bytes() == image.manifest
    assert arrivals.new_bytes == len(lower.content) + len(upper.content)
    (taken,) = arrivals.images
    assert (taken.reference, len(taken.layers), taken.is_runnable) == ("Web:1", 2, True)
    found = desk.cache.find([layer.diff_id for layer in taken.layers])
    assert found is not None
    assert (found[0] / "etc/hosts").read_bytes() == b"one"
    for source in (lower, upper):
        states = desk.states(source.descriptor.digest)
        assert states[0] is TransferState.WAITING
        assert states[-2:] == [TransferState.UNPACKING, TransferState.DONE]
        assert source.asked == [0]
    assert desk.told[-1].moved_bytes == desk.told[-1].moving_bytes == arrivals.new_bytes


def test_what_is_here_is_not_read_again(desk: Desk) -> None:
    desk.take(incoming([packed(LOWER)], [LOWER], "Base:1"))
    lower, upper = packed(LOWER), packed(UPPER)
    desk.take(incoming([lower, upper], [LOWER, UPPER]))
    assert lower.asked == []
    assert desk.states(lower.descriptor.digest)[-1] is TransferState.ALREADY_THERE
    again = incoming([packed(LOWER), packed(UPPER)], [LOWER, UPPER])
    arrivals = desk.take(again)
    assert arrivals.new_bytes == 0
    assert arrivals.kept_both == ()
    assert all(source.asked == [] for source in again.layers)  # type: ignore[attr-defined]


def test_plain_layers_are_packed_and_known_again_by_their_diff_ids(desk: Desk) -> None:
    image = incoming([plain(LOWER), plain(UPPER)], [LOWER, UPPER], is_docker=True)
    (taken,) = desk.take(image).images
    assert taken.image_id == sha256_digest(image.config)
    assert {layer.media_type for layer in taken.layers} == {media_types.LAYER_GZIP}
    again = incoming([plain(LOWER), plain(UPPER)], [LOWER, UPPER], is_docker=True)
    assert desk.take(again).images[0].manifest_digest == taken.manifest_digest
    assert all(source.asked == [] for source in again.layers)  # type: ignore[attr-defined]


def test_a_blob_that_is_here_is_not_believed_to_be_another_layer(desk: Desk) -> None:
    lower, upper = packed(LOWER), packed(UPPER)
    desk.take(incoming([packed(LOWER)], [LOWER], "Lower:1"))
    desk.take(incoming([packed(UPPER)], [UPPER], "Upper:1"))
    before = desk.names()
    with pytest.raises(DigestMismatchError):
        desk.take(incoming([lower, upper], [LOWER, LOWER]))
    assert desk.names() == before
    assert lower.asked == upper.asked == []


def test_a_name_that_is_taken_is_never_moved_silently(desk: Desk) -> None:
    first = incoming([packed(LOWER)], [LOWER], words="first")
    other = incoming([packed(LOWER)], [LOWER], words="other")
    desk.take(first)
    before = desk.names()
    with pytest.raises(ImageExistsError):
        desk.take(other, conflict=NameConflict.REFUSE)
    assert desk.names() == before
    arrivals = desk.take(other)
    assert other.descriptor is not None
    given = f"Web:1@{other.descriptor.digest[:19]}"
    assert arrivals.kept_both == (("Web:1", given),)
    assert desk.names() == {**before, given: other.descriptor.digest}
    desk.take(other, conflict=NameConflict.REPLACE)
    assert desk.names()["Web:1"] == other.descriptor.digest


def test_two_of_one_request_with_one_name_are_both_kept(desk: Desk) -> None:
    one = incoming([packed(LOWER)], [LOWER], words="one")
    two = incoming([packed(LOWER)], [LOWER], words="two")
    arrivals = desk.take(one, two, conflict=NameConflict.REPLACE)
    assert len(desk.names()) == 2
    assert len(arrivals.kept_both) == 1


def wrong_byte() -> IncomingImage:
    source = packed(UPPER)
    source.content = source.content[:-1] + b"x"
    return incoming([packed(LOWER), source], [LOWER, UPPER])


def too_short() -> IncomingImage:
    source = packed(UPPER)
    source.content = source.content[:-1]
    return incoming([packed(LOWER), source], [LOWER, UPPER])


def endless() -> IncomingImage:
    source = packed(UPPER)
    source.content += b"\0" * 10_000_000
    return incoming([packed(LOWER), source], [LOWER, UPPER])


def wrong_diff_id() -> IncomingImage:
    return incoming([packed(LOWER), packed(UPPER)], [LOWER, LOWER])


def wrong_diff_id_elsewhere() -> IncomingImage:
    machine = Platform("windows", "amd64")
    return incoming([packed(LOWER), packed(UPPER)], [LOWER, LOWER], machine=machine)


def hostile() -> IncomingImage:
    tar = file(b"../evil", b"x") + END
    return incoming([packed(LOWER), packed(tar)], [LOWER, tar])


def too_few_diff_ids() -> IncomingImage:
    return incoming([packed(LOWER), packed(UPPER)], [LOWER])


def other_layers() -> IncomingImage:
    return replace(incoming([packed(LOWER)], [LOWER]), layers=(packed(file(b"other", b"") + END),))


def other_config() -> IncomingImage:
    image = incoming([packed(LOWER)], [LOWER])
    return replace(image, config=image.config.replace(b'"author": ""', b'"author": "x"'))


def wrong_plain_layer() -> IncomingImage:
    source = plain(UPPER)
    at = UPPER.index(b"big") + 5000  # in the file, so that the tar is right as such
    source.content = UPPER[:at] + bytes([UPPER[at] ^ 1]) + UPPER[at + 1 :]
    return incoming([plain(LOWER), source], [LOWER, UPPER], is_docker=True)


WRONG: dict[str, tuple[Callable[[], IncomingImage], type[Exception]]] = {
    "wrong byte": (wrong_byte, DigestMismatchError),
    "too short": (too_short, DigestMismatchError),
    "endless": (endless, DigestMismatchError),
    "wrong diffID": (wrong_diff_id, DigestMismatchError),
    "wrong diffID for another machine": (wrong_diff_id_elsewhere, DigestMismatchError),
    "hostile": (hostile, LayerFormatError),
    "too few diffIDs": (too_few_diff_ids, MalformedDocumentError),
    "other layers than the manifest's": (other_layers, MalformedDocumentError),
    "other config than the manifest's": (other_config, DigestMismatchError),
    "wrong plain layer": (wrong_plain_layer, DigestMismatchError),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("side_by_side", [1, 4])
def test_what_is_wrong_gets_no_name_and_leaves_nothing_half(
    desk: Desk, case: str, side_by_side: int
) -> None:
    make, kind = WRONG[case]
    good = incoming([packed(LOWER)], [LOWER], "Good:1")
    with pytest.raises(kind):
        desk.take(good, make(), side_by_side=side_by_side)
    assert desk.names() == {}
    assert not any(name.startswith(("blob.", "tmp-")) for name in desk.left())
    # What arrived whole is of use to the next try.
    desk.take(good)
    assert list(desk.names()) == ["Good:1"]


def test_too_many_layers_are_refused_before_any_comes(desk: Desk) -> None:
    write_limits(desk.layout, ReadingLimits(layers=1))
    image = incoming([packed(LOWER), packed(UPPER)], [LOWER, UPPER])
    with pytest.raises(LayerFormatError, match="limit of 1"):
        desk.take(image)
    assert all(source.asked == [] for source in image.layers)  # type: ignore[attr-defined]


def test_sha512_is_kept_under_its_name(desk: Desk) -> None:
    source = packed(LOWER)
    hashed = hash_of("sha512")
    hashed.update(source.content)
    source.descriptor = replace(source.descriptor, digest=digest_of(hashed))
    (taken,) = desk.take(incoming([source], [LOWER])).images
    assert taken.layers[0].digest.startswith("sha512:")
    assert taken.is_runnable


def test_a_connection_that_breaks_is_taken_up_where_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.engine.layer_intake._PAUSE_S", 0.0)
    source = packed(UPPER, can_resume=True, breaks=[50_000, 120_000, 120_000])
    desk.take(incoming([source], [UPPER]))
    assert source.asked == [0, 50_000, 120_000, 120_000]
    assert TransferState.PAUSED in desk.states(source.descriptor.digest)
    assert "the connection broke" in {layer.reason for told in desk.told for layer in told.layers}


def test_what_came_is_kept_for_another_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.engine.layer_intake._PAUSE_S", 0.0)
    source = packed(UPPER, can_resume=True, breaks=[100_000] * 20)
    image = incoming([source], [UPPER])
    with pytest.raises(RegistryUnreachableError):
        desk.take(image)
    with desk.layout.sweeping():
        collect(desk.layout)
    source.breaks.clear()
    source.asked.clear()
    desk.take(image)
    assert source.asked == [100_000]
    assert not any(name.startswith("partial.") for name in desk.left())


def test_a_part_that_was_damaged_is_found_out_and_thrown_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.engine.layer_intake._PAUSE_S", 0.0)
    source = packed(UPPER, can_resume=True, breaks=[100_000] * 20)
    image = incoming([source], [UPPER])
    with pytest.raises(RegistryUnreachableError):
        desk.take(image)
    (part,) = (desk.layout.private / "tmp").glob("partial.*")
    part.write_bytes(b"x" + part.read_bytes()[1:])
    source.breaks.clear()
    with pytest.raises(DigestMismatchError):
        desk.take(image)
    assert not part.exists()
    desk.take(image)
    assert list(desk.names()) == ["Web:1"]


def test_two_who_fetch_the_same_fetch_it_once(desk: Desk, tmp_path: Path) -> None:
    started, go_on = threading.Event(), threading.Event()

    def hold(at: int) -> None:
        started.set()
        assert go_on.wait(30)

    first = packed(UPPER, can_resume=True, before=hold)
    second = packed(UPPER, can_resume=True)
    one = threading.Thread(target=desk.take, args=[incoming([first], [UPPER], "One:1")])
    one.start()
    assert started.wait(30)
    two = threading.Thread(target=desk.take, args=[incoming([second], [UPPER], "Two:1")])
    two.start()
    go_on.set()
    one.join()
    two.join()
    assert set(desk.names()) == {"One:1", "Two:1"}
    assert second.asked == []


@pytest.mark.parametrize("can_resume", [False, True])
def test_a_cancel_stops_it_and_leaves_no_name(desk: Desk, can_resume: bool) -> None:
    def stop(at: int) -> None:
        if at > 100_000:
            desk.cancel.cancel()

    source = packed(UPPER, can_resume=can_resume, before=stop)
    with pytest.raises(Cancelled):
        desk.take(incoming([packed(LOWER), source], [LOWER, UPPER]), side_by_side=2)
    assert desk.names() == {}
    kept = [name for name in desk.left() if name.startswith(("blob.", "partial.", "tmp-"))]
    assert len(kept) == can_resume


def test_a_bomb_is_not_unpacked(desk: Desk) -> None:
    write_limits(desk.layout, ReadingLimits(expansion_from_bytes=1 << 20, expansion=10))
    tar = file(b"zeros", bytes(4 << 20)) + END
    with pytest.raises(LayerFormatError, match="limit"):
        desk.take(incoming([packed(tar)], [tar]))
    assert desk.names() == {}
