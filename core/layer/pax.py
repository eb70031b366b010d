"""PAX extended headers (POSIX.1-2017, pax, "pax Extended Header")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.errors import LayerFormatError
from core.layer import sparse
from core.layer.entry import shown
from core.translation import tr_noop

_LENGTH = re.compile(rb"([1-9][0-9]{0,8}) ")
_DECIMAL = re.compile(rb"[0-9]{1,20}")
_TIME = re.compile(rb"(-?)([0-9]{1,18})(?:\.([0-9]{0,18}))?")
_NAME = re.compile(rb"[0-9] (?:path|GNU\.sparse\.name)=([^\n]{1,4095})\n")
_XATTR = b"SCHILY.xattr."
_GNU = b"GNU."
_VENDORS = (_GNU, b"SUN.", b"SCHILY.realsize")  # whose keywords may change what contents are
_VOLUME_PARTS = (b"GNU.volume.filename", b"GNU.volume.size", b"GNU.volume.offset")


@dataclass(frozen=True, slots=True)
class PaxRecords:
    """What an extended header says about the entry after it; None where it says nothing."""

    path: bytes | None = None
    link: bytes | None = None
    size_bytes: int | None = None
    uid: int | None = None
    gid: int | None = None
    mtime_ns: int | None = None
    xattrs: dict[str, bytes] = field(default_factory=dict)
    sparse: sparse.SparseStart | None = None


def parse_pax(content: bytes) -> PaxRecords:
    """Read all records. Unknown keywords are ignored, as the standard wants.

    Raises LayerFormatError (bad-tar) for what two readers could read in two ways.
    """
    try:
        return _interpret(*_records(content))
    except LayerFormatError as error:
        if error.entry:
            raise
        # Of a damaged header too people want to know whose it is.
        name = _NAME.search(content)
        entry = shown(name[1]) if name else ""
        raise LayerFormatError(error.code, entry, error.reason) from error


def _records(content: bytes) -> tuple[dict[bytes, bytes], list[tuple[bytes, bytes]]]:
    """By keyword; and those of a sparse file that come again and again."""
    found: dict[bytes, bytes] = {}
    pairs: list[tuple[bytes, bytes]] = []  # of one sparse file
    at = 0
    while at < len(content):
        match = _LENGTH.match(content, at)
        end = at + int(match[1]) if match else 0
        if match is None or end > len(content) or end <= match.end() or content[end - 1] != 0x0A:
            raise LayerFormatError("bad-tar", "", tr_noop("an extended header is damaged"))
        keyword, equals, value = content[match.end() : end - 1].partition(b"=")
        if not equals or not keyword:
            raise LayerFormatError("bad-tar", "", tr_noop("an extended header is damaged"))
        at = end
        if keyword.startswith(_GNU) and keyword in sparse.PAIR:
            pairs.append((keyword, value))
            continue
        if keyword in found:
            reason = f"an extended header says “{shown(keyword)}” twice"
            raise LayerFormatError("bad-tar", "", reason)
        found[keyword] = value
    return found, pairs


def _interpret(found: dict[bytes, bytes], pairs: list[tuple[bytes, bytes]]) -> PaxRecords:
    start = None
    if pairs or any(keyword.startswith(_VENDORS) for keyword in found):
        if any(keyword in found for keyword in _VOLUME_PARTS):
            raise LayerFormatError(
                "bad-tar", "", tr_noop("it is one part of an archive of several")
            )
        start = sparse.pax_start(found, pairs)
    for keyword in (b"path", b"linkpath"):
        if b"\x00" in found.get(keyword, b""):
            raise LayerFormatError(
                "unsafe-path", shown(found[keyword]), tr_noop("a name holds a NUL byte")
            )
    return PaxRecords(
        path=found.get(b"path") or None,
        link=found.get(b"linkpath") or None,
        size_bytes=_decimal(found, b"size"),
        uid=_decimal(found, b"uid"),
        gid=_decimal(found, b"gid"),
        mtime_ns=_time(found.get(b"mtime")),
        xattrs={
            keyword[len(_XATTR) :].decode("utf-8", "surrogateescape"): value
            for keyword, value in found.items()
            if keyword.startswith(_XATTR)
        },
        sparse=start,
    )


def _decimal(found: dict[bytes, bytes], keyword: bytes) -> int | None:
    value = found.get(keyword)
    if not value:  # an empty value takes the keyword back
        return None
    if not _DECIMAL.fullmatch(value):
        reason = f"“{shown(keyword)}” in an extended header is no number"
        raise LayerFormatError("bad-tar", "", reason)
    return int(value)


def _time(value: bytes | None) -> int | None:
    if not value:
        return None
    match = _TIME.fullmatch(value)
    if match is None:
        raise LayerFormatError("bad-tar", "", tr_noop("a time in an extended header is no number"))
    nanoseconds = int(match[2]) * 10**9 + int((match[3] or b"").ljust(9, b"0")[:9] or b"0")
    return -nanoseconds if match[1] else nanoseconds
