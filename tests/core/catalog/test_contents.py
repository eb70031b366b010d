"""Reading files out of a layer's blob."""

from __future__ import annotations

import random
from typing import BinaryIO

import pytest

from core.cancel import CancelToken
from core.catalog.contents import ContentCache, decode_text, read_contents, read_many
from core.errors import BlobMissingError, Cancelled, FileNotThereError, LayerUnavailableError
from core.progress import Progress
from tests.core.catalog.layer_samples import FORMS, SampleLayer
from tests.corpus.tar_bytes import directory, file, hardlink, header, symlink

_BIG = random.Random(5).randbytes(3_500_000)


def sample(form: str = "plain") -> SampleLayer:
    return SampleLayer(
        directory(b"etc"),
        file(b"etc/first", b"one\n"),
        file(b"etc/empty"),
        file(b"big", _BIG),
        hardlink(b"etc/other-name", b"big"),
        symlink(b"etc/link", b"first"),
        file(b"etc/.wh.gone"),
        header(b"pipe", typeflag=b"6"),
        file(b"etc/last", b"the end"),
        form=form,
    )


def read(layer: SampleLayer, path: bytes, **more: object) -> bytes:
    pieces: list[bytes] = []
    read_contents(layer.open, layer.table, layer.row(path), pieces.append, **more)  # type: ignore[arg-type]
    assert all(stream.closed for stream in layer.streams)
    return b"".join(pieces)


@pytest.fixture(params=FORMS)
def layer(request: pytest.FixtureRequest) -> SampleLayer:
    return sample(request.param)


def test_a_file_is_what_was_stored(layer: SampleLayer) -> None:
    assert read(layer, b"etc/first") == b"one\n"
    assert read(layer, b"etc/last") == b"the end"
    assert read(layer, b"big") == _BIG
    assert read(layer, b"etc/other-name") == _BIG


def test_an_empty_file_needs_no_blob(layer: SampleLayer) -> None:
    assert read(layer, b"etc/empty") == b""
    assert not layer.streams


@pytest.mark.parametrize("limit", [0, 1, 700, 1 << 20, 3_499_999, 3_500_000, 9_999_999])
def test_a_limit_cuts(layer: SampleLayer, limit: int) -> None:
    assert read(layer, b"big", limit_bytes=limit) == _BIG[:limit]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (b"etc", "directory"),
        (b"", "directory"),
        (b"etc/link", "symbolic link"),
        (b"etc/gone", "deletes"),
        (b"pipe", "fifo"),
    ],
)
def test_what_is_no_regular_file_has_no_contents(path: bytes, reason: str) -> None:
    layer = sample()
    with pytest.raises(FileNotThereError, match=reason):
        read(layer, path)
    with pytest.raises(FileNotThereError, match=reason):
        many(layer, path)


def test_a_hard_link_to_a_layer_below_has_its_contents_there() -> None:
    layer = SampleLayer(hardlink(b"name", b"usr/lib/below"))
    with pytest.raises(FileNotThereError, match="layer below"):
        read(layer, b"name")


# --- damage -----------------------------------------------------------------------------------


def test_a_changed_file_is_not_passed_off_as_what_was_catalogued() -> None:
    layer = sample()
    layer.damage(b"the end", b"the END")
    with pytest.raises(LayerUnavailableError, match="not the one that was catalogued"):
        read(layer, b"etc/last")
    with pytest.raises(LayerUnavailableError):
        many(layer, b"etc/first", b"etc/last")
    assert read(layer, b"etc/first") == b"one\n"


@pytest.mark.parametrize("form", FORMS)
def test_a_blob_that_ends_too_early(form: str) -> None:
    layer = sample(form)
    layer.blob = layer.blob[: len(layer.blob) // 2]
    assert read(layer, b"etc/first") == b"one\n"
    for path in (b"big", b"etc/last"):
        with pytest.raises(LayerUnavailableError):
            read(layer, path)


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_damage_in_the_middle_of_a_compressed_blob(form: str) -> None:
    layer = sample(form)
    middle = len(layer.blob) // 2
    layer.blob = layer.blob[:middle] + bytes(9000) + layer.blob[middle + 9000 :]
    with pytest.raises(LayerUnavailableError) as caught:
        read(layer, b"big")
    assert caught.value.layer == layer.table.facts.diff_id
    assert read(layer, b"etc/first") == b"one\n"


def test_a_blob_that_cannot_be_opened() -> None:
    layer = sample()

    def gone() -> BinaryIO:
        raise BlobMissingError("sha256:00")

    def forbidden() -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(LayerUnavailableError, match="missing or damaged"):
        read_contents(gone, layer.table, layer.row(b"big"), print)
    with pytest.raises(LayerUnavailableError, match="Permission denied"):
        read_contents(forbidden, layer.table, layer.row(b"big"), print)


def test_a_fault_of_the_receiver_is_not_laid_to_the_layer() -> None:
    layer = sample()

    def full(_piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        read_contents(layer.open, layer.table, layer.row(b"big"), full)
    assert layer.streams[0].closed


# --- the way there ----------------------------------------------------------------------------


def test_nothing_is_read_that_a_plain_blob_lets_pass_over() -> None:
    layer = sample()
    read(layer, b"etc/last")
    assert layer.streams[0].read_bytes < 2_500_000 < len(_BIG)


def test_no_more_is_read_than_the_file_needs(layer: SampleLayer) -> None:
    read(layer, b"etc/first")
    assert layer.streams[0].read_bytes <= (1 << 20) + 1024


@pytest.mark.parametrize("form", FORMS)
def test_cancelling_stops_between_pieces(form: str) -> None:
    layer, cancel = sample(form), CancelToken()
    pieces: list[bytes] = []

    def take(piece: bytes) -> None:
        pieces.append(piece)
        cancel.cancel()

    with pytest.raises(Cancelled):
        read_contents(layer.open, layer.table, layer.row(b"big"), take, cancel=cancel)
    assert len(pieces) == 1
    assert layer.streams[0].closed


def test_progress_is_told_in_bytes_of_the_way() -> None:
    layer = sample("gzip")
    told: list[Progress] = []
    read(layer, b"etc/last", report=told.append)
    assert told
    assert all(0 <= one.done <= (one.total or 0) for one in told)
    assert {one.total for one in told} == {
        int(layer.table.column("offset")[layer.row(b"etc/last")]) + 7
    }


# --- many at once -----------------------------------------------------------------------------


def many(layer: SampleLayer, *paths: bytes, limit: int | None = None) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    read_many(
        layer.open,
        layer.table,
        [layer.row(path) for path in paths],
        lambda row, content: found.append((layer.table.path(row), content)),
        limit_bytes_each=limit,
    )
    return found


def test_many_files_take_one_pass(layer: SampleLayer) -> None:
    paths = (b"etc/last", b"etc/first", b"etc/other-name", b"etc/empty", b"big", b"etc/first")
    found = many(layer, *paths)
    assert dict(found) == {
        b"etc/empty": b"",
        b"etc/first": b"one\n",
        b"big": _BIG,
        b"etc/other-name": _BIG,
        b"etc/last": b"the end",
    }
    assert len(found) == 5
    assert found[0] == (b"etc/empty", b"")
    assert found[1] == (b"etc/first", b"one\n")
    assert found[4] == (b"etc/last", b"the end")
    assert len(layer.streams) == 1
    assert layer.streams[0].closed


def test_many_files_are_cut_each(layer: SampleLayer) -> None:
    assert many(layer, b"big", b"etc/last", b"etc/first", limit=4) == [
        (b"etc/first", b"one\n"),
        (b"big", _BIG[:4]),
        (b"etc/last", b"the "),
    ]


def test_all_files_of_a_layer_of_many(layer: SampleLayer) -> None:
    chance = random.Random(9)
    contents = {
        b"d%d/f%d" % (number % 7, number): chance.randbytes(chance.choice((0, 1, 511, 512, 9000)))
        for number in range(400)
    }
    other = SampleLayer(*(file(path, content) for path, content in contents.items()), form="gzip")
    assert dict(many(other, *contents)) == contents


def test_no_files_need_no_blob() -> None:
    layer = sample()
    assert many(layer) == []
    assert not layer.streams


# --- text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("naïve — 日本\n".encode(), "naïve — 日本\n"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
        ("früh".encode("utf-16"), "früh"),
        ("früh".encode("utf-16-be").join((b"\xfe\xff", b"")), "früh"),
        (b"caf\xe9", "caf\xe9"),
        (b"\xe9t\xe9\r\n\x1b[0m", "\xe9t\xe9\r\n\x1b[0m"),
        (b"control \x01 in good utf-8", "control \x01 in good utf-8"),
        (b"\x7fELF\x02\x01\x01\x00\x00", None),
        (b"\xff\x01\x02random", None),
        (b"\xff\xfeodd", None),
    ],
)
def test_text_is_told_from_bytes(content: bytes, text: str | None) -> None:
    assert decode_text(content) == text


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_cut_in_a_character_does_not_make_it_another_encoding(cut: int) -> None:
    content = "日本語😀".encode()
    assert decode_text(content[:-cut], is_cut=True) == "日本語"
    assert decode_text(content[:-cut]) != "日本語"


# --- the cache --------------------------------------------------------------------------------


def test_the_cache_keeps_what_was_used_last_within_its_limit() -> None:
    cache = ContentCache(100)
    for row in range(4):
        cache.put("a", row, bytes(25))
    assert cache.get("a", 0) == bytes(25)
    cache.put("b", 0, b"x" * 20)
    assert cache.get("a", 1) is None
    assert cache.get("a", 0) is not None
    assert cache.get("b", 0) == b"x" * 20
    assert cache.size_bytes == 95


def test_the_cache_does_not_take_what_would_drive_out_the_rest() -> None:
    cache = ContentCache(100)
    cache.put("a", 1, b"small")
    cache.put("a", 2, bytes(26))
    assert cache.get("a", 2) is None
    assert cache.get("a", 1) == b"small"
    cache.put("a", 1, b"other")
    assert cache.size_bytes == 5
