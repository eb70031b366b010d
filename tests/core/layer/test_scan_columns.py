"""Headers and names by the thousands: what is called plain is what the slow way would say."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import LayerFormatError
from core.layer.header import parse_header
from core.layer.header_columns import decode_headers
from core.layer.plain_names import plain_names
from core.layer.rules import EntryRules
from tests.corpus.tar_bytes import header

NAMES = st.lists(st.text(alphabet="ab./wh-", max_size=9).map(str.encode), max_size=6)


def slowly(name: bytes) -> bytes | None:
    """A name normalised; None for one that is refused, the root's or a whiteout."""
    try:
        path = EntryRules().normalised(name)
    except LayerFormatError:
        return None
    if not path or any(part.startswith(b".wh.") for part in path.split(b"/")):
        return None
    return path


@settings(max_examples=2000, deadline=None)
@given(NAMES)
def test_plain_names_are_normalised_and_others_found(names: list[bytes]) -> None:
    paths, odd = plain_names(names)
    assert len(paths) == len(names)
    for place, name in enumerate(names):
        if place not in odd:
            assert paths[place] == slowly(name)


@pytest.mark.parametrize(
    "name",
    [b"a", b"a/b", b"./a", b"./a/", b"a/", b".a", b"a/.b", b"..a", b"a/..b", b"a..", b"a.",
     b"a/b./", b".wh", b"a/.whale", b"-.wh.x", b"\xff/\n", b"..."],
)  # fmt: skip
def test_what_is_harmless_is_not_called_odd(name: bytes) -> None:
    """Else everything would be slow."""
    assert plain_names([b"x", name, b"y"]) == ([b"x", slowly(name), b"y"], set())


@pytest.mark.parametrize(
    "name",
    [b"", b"/", b"/a", b"a//b", b"a//", b".", b"..", b"./", b"./.", b"././a", b"a/.", b"a/./b",
     b"a/..", b"../a", b"a/../b", b".wh.a", b"a/.wh.b", b"./.wh.x", b".wh..wh..opq", b".wh./b",
     b".//a"],
)  # fmt: skip
def test_what_needs_a_look_is_found_wherever_it_stands(name: bytes) -> None:
    for names, place in (([name], 0), ([b"a/b", name, b"c"], 1), ([b".x/y", b"./z", name], 2)):
        assert plain_names(names)[1] == {place}


def assert_as_parsed(blocks: list[bytes]) -> int:
    """How many are plain; these are as `parse_header` has them."""
    columns = decode_headers(b"".join(blocks))
    for row, block in enumerate(blocks):
        if columns.are_plain[row]:
            parsed = parse_header(block)
            assert (
                columns.names[row], columns.links.get(row, b""), columns.modes[row],
                columns.uids[row], columns.gids[row], columns.mtimes_s[row],
            ) == (
                parsed.name, parsed.link, parsed.mode, parsed.uid, parsed.gid, parsed.mtime_s,
            )  # fmt: skip
    return int(columns.are_plain.sum())


def test_headers_with_anything_anywhere() -> None:
    chance = random.Random(3)
    good = header(b"some/name", uid=1000, gid=5, mtime=1_700_000_000, link=b"x", prefix=b"p")
    blocks = []
    for number in range(30_000):
        block = bytearray(good)
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(512)
            # More often where the numbers and the magic stand, and with what is nearly right.
            at = chance.randrange(100, 345) if chance.randrange(2) else at
            block[at] = chance.choice([0, 0x20, 0x30, 0x37, 0x38, 0x80, chance.randrange(256)])
        if number % 10:
            block[148:156] = b" " * 8
            block[148:156] = b"%06o\x00 " % sum(block)
        blocks.append(bytes(block))
    plain = sum(
        assert_as_parsed(blocks[first : first + 1000]) for first in range(0, len(blocks), 1000)
    )
    assert 3_000 < plain < 27_000


@pytest.mark.parametrize(
    "written",
    [
        b"0000644\x00",
        b"000644 \x00",
        b"0000644 ",
        b"000644\x00 ",
        b"7777777\x00",
        b"000000\x00\x00",
    ],
)
def test_numbers_as_most_write_them_are_plain(written: bytes) -> None:
    for magic in (b"ustar\x0000", b"ustar  \x00"):
        assert assert_as_parsed([header(b"a", uid=written, magic=magic)]) == 1


@pytest.mark.parametrize(
    "written", [b"0644\x00\x00\x00\x00", b"    644 ", b"\x80\x00\x00\x00\x00\x00\x00\x05",
                b"00006440", b"00 0644\x00", b"0000648\x00", b"000644a\x00"],
)  # fmt: skip
def test_other_numbers_are_left_to_the_slow_way(written: bytes) -> None:
    assert not decode_headers(header(b"a", uid=written)).are_plain[0]


def test_fields_of_devices_are_looked_at() -> None:
    plain = header(b"a")
    for place in (329, 337):
        for field in (b"\x00" * 8, b"0000000\x00", b"000000 \x00"):
            block = bytearray(plain)
            block[place : place + 8] = field
            block[148:156] = b" " * 8
            block[148:156] = b"%06o\x00 " % sum(block)
            assert assert_as_parsed([bytes(block)]) == 1
        block[place : place + 8] = b"9999999\x00"
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\x00 " % sum(block)
        assert assert_as_parsed([bytes(block)]) == 0
