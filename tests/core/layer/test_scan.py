"""The scan against the strict reader: they accept, refuse and understand the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import LayerFormatError
from core.layer import Limits
from core.layer.scan import BATCH_ENTRIES, TarScan
from tests.core.layer.scan_oracle import SEED, assert_same, cut, read_slowly, scan
from tests.corpus.hostile import HOSTILE
from tests.corpus.odd import ODD
from tests.corpus.tar_bytes import (
    END,
    directory,
    file,
    gnu_long,
    hardlink,
    header,
    mended,
    old_sparse,
    pax,
    sparse_0_0,
    sparse_0_1,
    sparse_1_0,
    symlink,
)

CORPUS = {**{name: content for name, (content, _) in HOSTILE.items()},
          **{name: content for name, (content, _) in ODD.items()}}  # fmt: skip
PIECES = (1 << 20, 512, 700, 97, 1)


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus(name: str) -> None:
    content = CORPUS[name]
    for piece_bytes in PIECES if len(content) < 20_000 else PIECES[:3]:
        assert_same(content, piece_bytes=piece_bytes)


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_behind_plain_entries(name: str) -> None:
    """What is odd is found among thousands that are not, and nothing before it is lost."""
    before = b"".join(file(b"plain/%d" % number, b"x" * (number % 700)) for number in range(300))
    assert_same(before + CORPUS[name])


# --- generated archives -------------------------------------------------------------------------

NAMES = st.one_of(
    st.sampled_from(
        [b"a", b"b", b"d", b"d/a", b"d/e/f", b"./a", b"d/", b"d//a", b"./d/./b", b".hidden",
         b"d/.hidden", b"..a", b".wh.a", b"d/.wh.b", b"d/.wh..wh..opq", b".wh..wh..opq", b"./",
         b".", b"", b"/", b"/a", b"..", b"a/..", b"a/../b", b"x" * 100, b"y/" * 49 + b"z",
         b"d/.wh.", b".wh.x/y", b"\xc3\xa4", b"\xff\xfe", b"new\nline", b"tab\there", b"a/./"]
    ),
    st.binary(min_size=1, max_size=100),
    st.text(alphabet="ab./", min_size=1, max_size=12).map(str.encode),
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(0, 0o7777777),
    st.sampled_from(
        [b"000644 \x00", b"0000644\x00", b"0644\x00\x00\x00\x00", b"    644 ", b"\x00" * 8,
         b"\x80\x00\x00\x00\x00\x00\x00\x05", b"\xff" * 8, b"00008\x00\x00\x00", b"00 0644\x00",
         b"0000644x", b"\x80\x00\x00\x00\xff\xff\xff\xff", b"\x80\x00\x00\x00\xff\xff\xff\xfe"]
    ),
)  # fmt: skip
LONG_NUMBERS = st.one_of(
    st.integers(0, 0o77777777777),
    st.sampled_from(
        [b"00000000005 ", b"5".rjust(11) + b" ", b"\xff" * 12, b"\x80" + b"\x00" * 10 + b"\x07",
         b"000000000008", b"0000000 0005", b"\x00" * 12, b"000000000005", b"-0000000005\x00"]
    ),
)  # fmt: skip
CONTENTS = st.sampled_from(
    [b"", b"x", b"text\n", b"\x00", b"n" * 511, b"n" * 512, b"n" * 513, b"t" * 7999 + b"\x00",
     b"t" * 8000 + b"\x00", b"q" * 3000]
)  # fmt: skip
MAGICS = st.sampled_from(
    [b"ustar\x0000", b"ustar  \x00", b"", b"ustar\x00\x00\x00", b"ustar\x0011"]
)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(
            [b"path", b"linkpath", b"size", b"uid", b"gid", b"mtime", b"atime", b"comment",
             b"SCHILY.xattr.user.x", b"SCHILY.xattr.security.capability",
             b"SCHILY.xattr.security.selinux", b"SCHILY.xattr.trusted.overlay.opaque",
             b"GNU.sparse.major"]
        ),
        st.one_of(
            NAMES,
            st.sampled_from(
                [b"0", b"1", b"5", b"1700000000.123456789", b"-1.5", b"99999999999999",
                 b"4294967295", b"nan", b"", b"a" * 300, b"p/" * 200, b"deep/" * 60 + b"leaf"]
            ),
        ),
    ),
    max_size=3,
)  # fmt: skip


TAME_NAMES = st.one_of(
    st.sampled_from(
        [b"a", b"b", b"d", b"d/a", b"d/e/f", b"./a", b"d//a", b"./d/./b", b".hidden", b"..a",
         b"d/.hidden", b".wh.a", b"d/.wh.b", b"d/.wh..wh..opq", b"x" * 100, b"y/" * 49 + b"z",
         b"\xff\xfe", b"new\nline", b"a/./b", b"d/.", b"./.x"]
    ),
    st.text(alphabet="abc", min_size=1, max_size=12).map(str.encode),
)  # fmt: skip
TAME_RECORDS = st.lists(
    st.sampled_from(
        [(b"path", b"p/" * 100 + b"x"), (b"path", b"short"), (b"linkpath", b"l" * 200),
         (b"uid", b"70000"), (b"gid", b"4294967294"), (b"mtime", b"1700000000.123456789"),
         (b"mtime", b"-1.5"), (b"mtime", b"99999999999999"), (b"atime", b"1.5"), (b"size", b""),
         (b"SCHILY.xattr.user.x", b"y"), (b"SCHILY.xattr.security.capability", b"\x01\x00"),
         (b"SCHILY.xattr.security.selinux", b"z"), (b"comment", b"c")]
    ),
    max_size=3,
    unique_by=lambda record: record[0],
)  # fmt: skip


PLACES = st.lists(st.integers(0, 3000), max_size=7, unique=True).map(sorted)
FORMS = st.sampled_from([old_sparse, sparse_0_0, sparse_0_1, sparse_1_0])


@st.composite
def sparse_files(draw: st.DrawFn, name: bytes) -> bytes:
    """One that is right as often as not."""
    places = draw(PLACES)
    parts = [
        (at, b"s" * draw(st.integers(0, min(following - at, 600))))
        for at, following in zip(places, [*places[1:], 3600], strict=False)
    ]
    made = draw(FORMS)(name, draw(st.sampled_from([3600, 3600, 4096, 3000, 0])), parts)
    if draw(st.integers(0, 3)) == 0:
        changed = bytearray(made)
        changed[draw(st.integers(0, len(made) - 1))] ^= 1 << draw(st.integers(0, 7))
        return mended(bytes(changed[:512])) + bytes(changed[512:])
    return made


@st.composite
def tame_entries(draw: st.DrawFn) -> bytes:
    """One that is right, and plain or odd."""
    content = b""
    if draw(st.integers(0, 3)) == 0:
        content += pax(*draw(TAME_RECORDS))
    if draw(st.integers(0, 7)) == 0:
        content += gnu_long(draw(st.sampled_from([b"L", b"K"])), draw(TAME_NAMES) * 2)
    more = {
        "magic": draw(st.sampled_from([b"ustar\x0000", b"ustar\x0000", b"ustar  \x00", b""])),
        "uid": draw(st.sampled_from([0, 1000, b"000644 \x00", b"    644 ", b"\x00" * 8])),
        "mtime": draw(
            st.sampled_from(
                [0, 1_700_000_000, 0o77777777777, b"\xff" * 12, b"\x80" + b"\x00" * 10 + b"\x07"]
            )
        ),
        "prefix": draw(st.sampled_from([b"", b"", b"p/q", b"./p"])),
    }
    name, kind = draw(TAME_NAMES), draw(st.sampled_from("000005512367\x00"))
    if b".wh." in name:
        return file(name, **more)
    if draw(st.integers(0, 9)) == 0:
        return draw(sparse_files(name))
    if kind in "07\x00":
        return content + file(name, draw(CONTENTS), typeflag=kind.encode(), **more)
    more["link"] = b"target" if kind in "12" else b""
    more["device"] = (1, 3)
    return content + header(name, typeflag=kind.encode(), **more)  # type: ignore[arg-type]


@st.composite
def entries(draw: st.DrawFn) -> bytes:
    """One entry with its contents, often wrong."""
    content = b""
    for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 1, 2]))):
        kind = draw(st.sampled_from("xxxLKg"))
        if kind in "xg":
            content += pax(*draw(RECORDS), typeflag=kind.encode())
        else:
            content += gnu_long(kind.encode(), draw(NAMES))
    name, kind = draw(NAMES)[:100], draw(st.sampled_from("0512346\x007ZSD"))
    more: dict[str, object] = {
        "magic": draw(MAGICS),
        "uid": draw(NUMBERS),
        "mtime": draw(LONG_NUMBERS),
        "mode": draw(st.integers(0, 0o7777777)),
        "device": draw(st.sampled_from([(0, 0), (1, 3), (0o7777777, 1)])),
        "prefix": draw(st.sampled_from([b"", b"", b"p/q", b"..", b"/", b"p\x00q", b"./p"])),
    }
    if kind in "07\x00":
        data = draw(CONTENTS)
        if draw(st.integers(0, 5)) == 0:
            more["size"] = draw(LONG_NUMBERS)
        return content + file(name, data, typeflag=kind.encode(), **more)
    link = draw(NAMES)[:100] if kind in "12" else b""
    return content + header(name, typeflag=kind.encode(), link=link, **more)  # type: ignore[arg-type]


MANY = st.one_of(
    st.lists(tame_entries(), max_size=8),
    st.builds(
        lambda tame, wild, end: [*tame, wild, *end],
        st.lists(tame_entries(), max_size=4),
        entries(),
        st.lists(tame_entries(), max_size=2),
    ),
)


@settings(max_examples=800, deadline=None)
@given(
    MANY,
    st.sampled_from([END, END[:512], b"", END * 3, END + b"x"]),
    st.sampled_from(PIECES[:4]),
)
def test_generated_archives(parts: list[bytes], end: bytes, piece_bytes: int) -> None:
    assert_same(b"".join(parts) + end, piece_bytes=piece_bytes)


@settings(max_examples=800, deadline=None)
@given(
    MANY,
    st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=3),
    st.booleans(),
)
def test_damaged_archives(
    parts: list[bytes], changes: list[tuple[int, int]], is_checksum_right: bool
) -> None:
    content = bytearray(b"".join(parts) + END)
    for at, value in changes:
        content[at % len(content)] = value
    if is_checksum_right:
        _mend_first_checksum(content)
    assert_same(bytes(content))


def _mend_first_checksum(content: bytearray) -> None:
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\x00 " % (sum(content[:512]) % 0o777777)


WHOLE = (
    directory(b"d")
    + pax((b"mtime", b"1700000000.5"))
    + file(b"d/f", b"x" * 700)
    + gnu_long(b"L", b"l" * 150)
    + file(b"short", b"yy")
    + symlink(b"s", b"d")
    + hardlink(b"h", b"d/f")
    + END
)


def test_every_cut() -> None:
    for size in range(len(WHOLE)):
        assert_same(WHOLE[:size])


def test_every_flipped_byte_of_a_header() -> None:
    """With the checksum mended, so that the field itself is what is judged."""
    headers = [0, 512 * 3, 512 * 6, 512 * 8, 512 * 10, 512 * 11]
    for start in headers:
        assert WHOLE[start + 257 : start + 262] == b"ustar"
        for at in range(512):
            for flip in (0x55, 0x80):
                content = bytearray(WHOLE)
                content[start + at] ^= flip
                assert_same(bytes(content))
                if not 148 <= at < 156:
                    block = content[start : start + 512]
                    block[148:156] = b" " * 8
                    content[start + 148 : start + 156] = b"%06o\x00 " % sum(block)
                    assert_same(bytes(content))


@pytest.mark.parametrize(
    "size",
    [b"00000000005 ", b"00000000005\x00", b"000000000005", b"000000000050", b"00000000005x",
     b"5\x00" + b"\x00" * 10, b"          5\x00", b"\x80" + b"\x00" * 10 + b"\x05"],
)  # fmt: skip
def test_every_way_to_write_a_size(size: bytes) -> None:
    for kind in (b"0", b"5", b"2", b"7", b"x"):
        block = header(b"f", typeflag=kind, size=size, link=b"t")
        content = block + b"hello".ljust(512, b"\x00") + file(b"g", b"1") + END
        assert_same(content)
        assert_same(file(b"before") + content)


def test_old_signed_checksums_are_right_as_well() -> None:
    block = bytearray(header(b"\xe4\xe4"))
    block[148:156] = b" " * 8
    signed = sum(byte - 256 * (byte > 127) for byte in block)
    block[148:156] = b"%06o\x00 " % signed
    assert assert_same(bytes(block) + END) == ""


# --- many entries, large contents ---------------------------------------------------------------


def test_batches_and_pieces_hide_nothing() -> None:
    chance = random.Random(11)
    parts = []
    for number in range(2 * BATCH_ENTRIES + 100):
        kind = chance.randrange(20)
        name = b"d%02d/f%05d" % (number % 50, number)
        if kind == 0:
            parts.append(pax((b"path", name + b"/" + b"n" * 120)) + file(b"short", b"x" * 30))
        elif kind == 1:
            parts.append(pax((b"mtime", b"%d.25" % number)) + file(name, b"y"))
        elif kind == 2:
            parts.append(symlink(name, b"target%d" % number))
        elif kind == 3:
            parts.append(header(name, typeflag=b"3", device=(1, number)))
        elif kind == 4:
            parts.append(file(b"d%02d/.wh.f%05d" % (number % 50, number)))
        else:
            parts.append(file(name, chance.randbytes(chance.randrange(3000))))
    content = b"".join(parts) + END
    for piece_bytes in (1 << 20, 100_000, 513):
        assert assert_same(content, piece_bytes=piece_bytes) == ""


def test_an_extended_header_at_the_border_of_a_batch_keeps_its_entry() -> None:
    for count in (BATCH_ENTRIES - 1, BATCH_ENTRIES, BATCH_ENTRIES + 1):
        before = b"".join(header(b"%d" % number) for number in range(count))
        assert assert_same(before + pax((b"path", b"long")) + file(b"x", b"1") + END) == ""
        assert assert_same(before + pax((b"path", b"../x")) + file(b"x") + END) == "unsafe-path"
        assert assert_same(before + pax((b"path", b"x"))) == "truncated"


@pytest.mark.parametrize("size", [1, 511, 512, 3000])
def test_an_archive_may_end_in_the_padding_of_its_last_file(size: int) -> None:
    whole = directory(b"/") + file(b"f", b"x" * size)
    for missing in {0, 1, 100, -size % 512}:
        content = whole[: len(whole) - min(missing, -size % 512)]
        for piece_bytes in (1 << 20, 700, 513):
            assert assert_same(content, piece_bytes=piece_bytes) == ""
            scanned = TarScan(iter(cut(content, piece_bytes)), seed=1)
            list(scanned)
            assert scanned.tar_bytes == len(content)
            assert not scanned.has_end_marker


@pytest.mark.parametrize("at", [0, 7999, 8000, 8191, 1 << 20, (1 << 20) + 1])
def test_text_is_told_by_the_first_8000_bytes(at: int) -> None:
    data = bytearray(b"t" * ((1 << 20) + 9000))
    data[at] = 0
    content = file(b"f", bytes(data)) + END
    for piece_bytes in (1 << 22, 1 << 20, 4096, 1000):
        rows, fault = scan(cut(content, piece_bytes))
        assert fault is None
        assert rows == read_slowly(content)[0]
        assert rows[0].is_text == (at >= 8000)


def test_limits_are_the_same() -> None:
    content = b"".join(file(b"f%d" % number, b"x" * 100) for number in range(20)) + END
    for limits in (
        Limits(entries=19), Limits(entries=20), Limits(file_bytes=1999), Limits(file_bytes=2000),
        Limits(file_bytes=0), Limits(entries=0),
    ):  # fmt: skip
        assert_same(content, limits=limits)
    odd = b"".join(
        pax((b"size", b"100")) + file(b"f%d" % number, b"x" * 100) for number in range(20)
    )
    for limits in (Limits(entries=19), Limits(file_bytes=1999), Limits(file_bytes=2000)):
        assert_same(odd + content, limits=limits)
        assert_same(content[:-1024] + odd, limits=limits)


def test_a_fault_is_told_after_what_came_before_it() -> None:
    content = file(b"a", b"1") + file(b"b", b"2") + file(b"../c", b"3") + file(b"d") + END
    scanned = iter(TarScan([content], seed=SEED))
    assert next(scanned).paths == [b"a", b"b"]
    with pytest.raises(LayerFormatError, match=r"\.\./c"):
        next(scanned)


def test_the_end_marker_and_the_length_are_known() -> None:
    for content, has_marker in ((file(b"a"), False), (file(b"a") + END, True), (b"", False)):
        scanned = TarScan(cut(content, 300), seed=SEED)
        list(scanned)
        assert scanned.has_end_marker == has_marker
        assert scanned.tar_bytes == len(content)
