"""A remote layer read from anywhere in it, from registries that heed Range and that do not."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine import layer_intake
from core.engine.layer_intake import LayerIntake
from core.engine.transfer_board import TransferBoard
from core.errors import (
    Cancelled,
    DigestMismatchError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.layer.limits import Limits
from core.model import Transfer, TransferState
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.progress import ignore
from core.registry.layers import RemoteLayer
from core.store import ImageLayout
from tests.registries.evil_registry import EvilRegistry, Seen, Town, reply

HOST = "registry.test"
CONTENT = bytes(range(256)) * 2000
SIZE = len(CONTENT)
LAYER = Descriptor(media_types.LAYER_GZIP, sha256_digest(CONTENT), SIZE)


class Cut(bytes):
    """An answer after which the connection ends."""


def part(first: int, content: bytes = CONTENT, *, length: int | None = None) -> bytes:
    told = ("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
    return reply(206, content[first:], told, length=length)


def first_byte(seen: Seen) -> int:
    match = re.fullmatch(r"bytes=(\d+)-", seen.headers.get("range", "bytes=0-"))
    assert match is not None
    return int(match[1])


class Desk:
    """Fetches one layer from a registry that answers as `answer` says."""

    def __init__(self, town: Town, folder: Path, token: CancelToken) -> None:
        self._town = town
        self._token = token
        self.layout = ImageLayout.open(folder / "repository")
        self.told: list[Transfer] = []
        self.on_told: Callable[[Transfer], None] = self.told.append
        self.server: EvilRegistry | None = None

    def layer(
        self, answer: Callable[[Seen], bytes | None], wanted: Descriptor = LAYER
    ) -> RemoteLayer:
        def say(seen: Seen, line: socket.socket) -> bytes | None:
            said = answer(seen)
            if isinstance(said, Cut):
                line.sendall(said)
                return None
            return said

        self.server = self._town.build(HOST, say)
        return RemoteLayer(self._town.connect(HOST), "class/web", wanted)

    def read(self, layer: RemoteLayer, offset: int = 0) -> bytes:
        pieces = list(layer.pieces(offset, self._token))
        assert all(0 < len(piece) <= 1 << 20 for piece in pieces)
        return b"".join(pieces)

    def store(self, layer: RemoteLayer) -> None:
        """As a pull does, with what it keeps."""
        wanted = layer.descriptor
        board = TransferBoard([(wanted.digest, wanted.size_bytes)], self.on_told, ignore, "")
        with self.layout.adding():
            LayerIntake(self.layout, board, Limits()).store(layer, self._token)

    @property
    def ranges(self) -> list[str]:
        assert self.server is not None
        return [one.headers.get("range", "") for one in self.server.asked]


@pytest.fixture
def desk(
    evil_town: Town, tmp_path: Path, token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(layer_intake, "_PAUSE_S", 0.01)
    monkeypatch.setattr(layer_intake, "_LONGEST_PAUSE_S", 0.02)
    return Desk(evil_town, tmp_path, token)


@pytest.mark.parametrize("offset", [0, 1, 300_000, SIZE - 1])
def test_from_anywhere(desk: Desk, offset: int) -> None:
    def answer(seen: Seen) -> bytes:
        first = first_byte(seen)
        return part(first) if first else reply(200, CONTENT)

    assert desk.read(desk.layer(answer), offset) == CONTENT[offset:]


def test_a_registry_that_knows_no_ranges_is_read_from_the_start(desk: Desk) -> None:
    layer = desk.layer(lambda _seen: reply(200, CONTENT))
    assert desk.read(layer, 300_001) == CONTENT[300_001:]


@pytest.mark.parametrize(
    "said",
    [
        reply(206, CONTENT[5:], ("Content-Range", f"bytes 4-{SIZE - 1}/{SIZE}")),
        reply(206, CONTENT[5:], ("Content-Range", f"bytes 5-{SIZE}/{SIZE + 1}")),
        reply(206, CONTENT[5:]),
        reply(206, CONTENT, ("Content-Range", f"bytes 5-{SIZE - 1}/{SIZE}")),
        reply(200, CONTENT + b"more"),
    ],
)
def test_another_part_than_was_asked_for(desk: Desk, said: bytes) -> None:
    with pytest.raises(RegistryMisbehavedError):
        desk.read(desk.layer(lambda _seen: said), 5)


def test_a_layer_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(RemoteImageNotFoundError, match=LAYER.digest[:30]):
        desk.store(desk.layer(lambda _seen: reply(404)))


# --- as a pull stores it ------------------------------------------------------------------------


def test_broken_lines_are_taken_up_where_they_broke(desk: Desk) -> None:
    breaks = iter([100_000, 350_000])

    def answer(seen: Seen) -> bytes:
        first = first_byte(seen)
        until = next(breaks, SIZE)
        told = ("Content-Range", f"bytes {first}-{SIZE - 1}/{SIZE}")
        status = 206 if first else 200
        return Cut(reply(status, CONTENT[first:until], told, length=SIZE - first))

    desk.store(desk.layer(answer))
    assert desk.layout.blob_size(LAYER.digest) == SIZE
    assert desk.ranges == ["", "bytes=100000-", "bytes=350000-"]
    states = [one.layers[0].state for one in desk.told]
    assert states.count(TransferState.PAUSED) == 2
    reasons = {
        one.layers[0].reason for one in desk.told if one.layers[0].state is TransferState.PAUSED
    }
    assert all("broke" in reason for reason in reasons)


def test_another_try_goes_on_and_a_damaged_part_is_not_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer_intake, "_TRIES", 1)
    with pytest.raises(RegistryUnreachableError):
        desk.store(desk.layer(lambda _seen: reply(503)))
    halves = [b"\0" * 200_000, CONTENT]

    def answer(seen: Seen) -> bytes:
        content = halves[0] + CONTENT[200_000:] if len(halves) > 1 else CONTENT
        first = first_byte(seen)
        return part(first, content) if first else reply(200, content)

    with pytest.raises(DigestMismatchError):
        desk.store(desk.layer(answer))
    assert desk.layout.blob_size(LAYER.digest) is None
    halves.pop(0)
    desk.store(desk.layer(answer))
    assert desk.ranges == [""]  # all anew: nobody knew which byte was wrong
    assert desk.layout.read_blob(LAYER) == CONTENT


def test_another_pull_goes_on_where_this_one_ended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer_intake, "_TRIES", 1)
    with pytest.raises(RegistryUnreachableError):
        desk.store(desk.layer(lambda _seen: Cut(reply(200, CONTENT[:100_000], length=SIZE))))
    desk.store(desk.layer(lambda seen: part(first_byte(seen))))
    assert desk.ranges == ["bytes=100000-"]
    assert desk.layout.read_blob(LAYER) == CONTENT


def test_what_never_ends_is_not_read_to_its_end(desk: Desk) -> None:
    """It says that it gives as much as was promised, and goes on."""
    wanted = replace(LAYER, size_bytes=1000)
    with pytest.raises((RegistryMisbehavedError, DigestMismatchError)):
        desk.store(desk.layer(lambda _seen: reply(200, CONTENT, length=-1), wanted))
    assert desk.layout.blob_size(LAYER.digest) is None


def test_a_registry_that_always_breaks_is_given_up(desk: Desk) -> None:
    with pytest.raises(RegistryUnreachableError):
        desk.store(desk.layer(lambda _seen: None))
    states = [one.layers[0].state for one in desk.told]
    assert states.count(TransferState.PAUSED) == layer_intake._TRIES - 1


def test_a_cancel_while_waiting_for_another_try(
    desk: Desk, token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer_intake, "_PAUSE_S", 60.0)
    monkeypatch.setattr(layer_intake, "_LONGEST_PAUSE_S", 60.0)

    def tell(transfer: Transfer) -> None:
        if transfer.layers[0].state is TransferState.PAUSED:
            token.cancel()

    desk.on_told = tell
    with pytest.raises(Cancelled):
        desk.store(desk.layer(lambda _seen: None))
