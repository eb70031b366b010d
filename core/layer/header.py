"""The 512 bytes before every entry: v7, ustar (POSIX.1-2017, "ustar Interchange Format"), GNU."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import LayerFormatError
from core.layer.entry import shown
from core.translation import tr_noop

BLOCK_BYTES = 512
_USTAR_MAGIC = b"ustar\x0000"
_GNU_MAGIC = b"ustar  \x00"
_GNU_START = 345
_STAR_MARK = b"tar\x00"  # of star's own form: two times stand behind a shorter prefix
_PREFIX_BYTES, _STAR_PREFIX_BYTES = 155, 131


@dataclass(frozen=True, slots=True)
class Header:
    """A header's fields, names still as they stand there."""

    name: bytes
    mode: int
    uid: int
    gid: int
    size_bytes: int
    mtime_s: int
    typeflag: bytes
    link: bytes
    device_major: int
    device_minor: int
    gnu: bytes = b""
    """The last part of a header of GNU tar's, where its own types have fields of their own."""


def parse_header(block: bytes) -> Header:
    """Read one block. Raises LayerFormatError (bad-tar), which names the entry."""
    name = _text(block, 0, 100)
    try:
        return _parsed(block, name)
    except LayerFormatError as error:
        if error.entry:
            raise
        raise LayerFormatError(error.code, shown(name), error.reason) from error


def _parsed(block: bytes, name: bytes) -> Header:
    _verify_checksum(block, name)
    magic = block[257:265]
    if magic == _USTAR_MAGIC:
        is_star = block[508:] == _STAR_MARK
        prefix = _text(block, 345, _STAR_PREFIX_BYTES if is_star else _PREFIX_BYTES)
        if prefix:
            name = prefix + b"/" + name
    elif magic != _GNU_MAGIC and block[257:262] == b"ustar" and block[345:500].strip(b"\x00"):
        # Some writers leave the version out; then nothing tells what the prefix field means.
        raise LayerFormatError("bad-tar", "", tr_noop("a header is neither ustar nor GNU"))
    has_devices = magic in (_USTAR_MAGIC, _GNU_MAGIC)
    return Header(
        name=name,
        mode=number_at(block, 100, 8, "mode") & 0o7777,
        uid=number_at(block, 108, 8, "owner"),
        gid=number_at(block, 116, 8, "group"),
        size_bytes=number_at(block, 124, 12, "size"),
        mtime_s=number_at(block, 136, 12, "time", may_be_negative=True),
        typeflag=block[156:157],
        link=_text(block, 157, 100),
        device_major=number_at(block, 329, 8, "device") if has_devices else 0,
        device_minor=number_at(block, 337, 8, "device") if has_devices else 0,
        gnu=block[_GNU_START:] if magic == _GNU_MAGIC else b"",
    )


def _verify_checksum(block: bytes, name: bytes) -> None:
    stored = number_at(block, 148, 8, "checksum")
    others = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(others)
    if stored == unsigned:
        return
    # Very old writers summed signed characters.
    signed = unsigned - 256 * sum(1 for byte in others if byte > 127)
    if stored != signed:
        raise LayerFormatError("bad-tar", shown(name), tr_noop("a header's checksum is wrong"))


def _text(block: bytes, start: int, length: int) -> bytes:
    field = block[start : start + length]
    text, nul, rest = field.partition(b"\x00")
    if nul and rest.strip(b"\x00"):
        # Two readers may disagree on where such a name ends.
        raise LayerFormatError("bad-tar", shown(text), tr_noop("a name goes on after its end mark"))
    return text


def number_at(
    block: bytes, start: int, length: int, what: str, *, may_be_negative: bool = False
) -> int:
    """A number as headers have it: octal, or GNU tar's base 256. Raises LayerFormatError."""
    field = block[start : start + length]
    if field[0] & 0x80:  # GNU base-256, two's complement
        value = int.from_bytes(field, "big") & ~(0x80 << 8 * (length - 1))
        if field[0] & 0x40:
            value -= 1 << (8 * length - 1)
        if value < 0 and not may_be_negative:
            raise LayerFormatError("bad-tar", "", f"its {what} is negative")
        return value
    digits = field.strip(b" \x00")
    if not digits:
        return 0
    if digits.strip(b"01234567"):
        raise LayerFormatError("bad-tar", "", f"its {what} is no octal number")
    return int(digits, 8)
