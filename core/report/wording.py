"""Numbers, times and foreign text in words, for the formats that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction

from core.model import ChangeKind, ChangeRow, Finding, FindingKind, MetadataPart
from core.wording import size_text

_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_EXACT_PLACES = 12  # beyond that a percentage is not read but measured


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    r"""Pieces of foreign text, and whether each was made visible.

    Controls, bidi controls and what else has no picture become `\n`, `\x1b`, `\u202e`,
    `\U000e0041`; a byte that is not UTF-8 (kept by surrogateescape) becomes `\xe9`.
    """
    plain: list[str] = []
    for char in text:
        if char.isprintable():
            plain.append(char)
            continue
        if plain:
            yield "".join(plain), False
            plain.clear()
        yield _escaped(char), True
    if plain:
        yield "".join(plain), False


def visible(text: str) -> str:
    """The same as one string, of one line and safe for a terminal."""
    return text if text.isprintable() else "".join(piece for piece, _is_odd in pieces(text))


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return _SHORT_ESCAPES.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, with a sign where something is left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def count_text(count: int) -> str:
    """4,118."""
    return f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count_text(count)} {one if count == 1 else many or one + 's'}"


def bytes_text(size_bytes: int) -> str:
    """To the byte, and in words: 2,187,056 bytes (2.19 MB)."""
    exact = plural(size_bytes, "byte")
    return exact if abs(size_bytes) < 1000 else f"{exact} ({size_text(size_bytes)})"


def percent_text(share: Fraction, apart_from: Fraction | None = None) -> str:
    """A percentage, cut and not rounded up: 94.99 % is not 95 %.

    It has as many places as tell it from `apart_from`.
    """
    places = 1
    while places < _EXACT_PLACES:
        if apart_from is None or _cut_percent(share, places) != _cut_percent(apart_from, places):
            break
        places += 1
    whole, part = divmod(_cut_percent(share, places), 10**places)
    digits = f"{part:0{places}d}".rstrip("0")
    return f"{whole}.{digits} %" if digits else f"{whole} %"


def _cut_percent(share: Fraction, places: int) -> int:
    factor: int = 10 ** (places + 2)
    return share.numerator * factor // share.denominator


def time_text(moment: datetime | None) -> str:
    """2026-03-07 09:12:00 UTC; "" when unknown."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if moment is not None else ""


def level_text(level: int | None) -> str:
    """As people count: the bottom layer is 1."""
    return "" if level is None else str(level + 1)


def kind_word(kind: FindingKind) -> str:
    """What a finding's kind is called on the command line and in JSON."""
    return kind.name.lower()


def where_text(finding: Finding) -> str:
    """The place inside the file, with its masked excerpt."""
    line = f"line {finding.line}" if finding.line is not None else ""
    return ": ".join(part for part in (line, finding.excerpt) if part)


def metadata_text(row: ChangeRow) -> str:
    """What else is to be said of a change: mode 0644 → 0755, owner, time, what went with it."""
    before, after = row.attributes_before, row.attributes
    words = {part: part.value for part in row.metadata}
    if before is not None:
        if MetadataPart.MODE in words:
            words[MetadataPart.MODE] = f"mode {before.mode:04o} → {after.mode:04o}"
        if MetadataPart.OWNER in words:
            words[MetadataPart.OWNER] = f"owner {before.uid}:{before.gid} → {after.uid}:{after.gid}"
    more = []
    if row.hides_below:
        more.append("hides all that lies below")
    if row.kind is ChangeKind.DELETED and row.inside > 0:
        more.append(f"with {plural(row.inside, 'path')} in it")
    return ", ".join([*words.values(), *more])
