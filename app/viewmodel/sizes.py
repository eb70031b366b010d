"""Sizes, times and counts in words, the same everywhere in the window."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

from core import wording
from core.translation import tr, tr_count, tr_noop, translated

THIN_SPACE = "\u2009"
MINUS = "\u2212"

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT = ("R", "AL", "AN")

_HEIGHTS = ((1e6, 1.1), (1e7, 1.5), (1e8, 1.8), (1e9, 2.5))
_TALLEST = 3.4


def size_text(size_bytes: int) -> str:
    """Decimal units with three figures and a real minus sign: 74.8 MB, 1.21 GB, 512 B."""
    return decimal_text(wording.size_text(size_bytes).replace("-", MINUS))


def decimal_text(number: str) -> str:
    """A number that is written with a point, with the sign of the person's language."""
    return number.replace(".", tr(".", context="decimal sign"))


def count_text(count: int) -> str:
    """Thousands set apart by thin spaces: 4 118."""
    return f"{count:,}".replace(",", THIN_SPACE)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count_text(count)} {one if count == 1 else many or one + 's'}"


def counted(one: str, many: str, count: int) -> str:
    """A count in the person's language: `counted("{count} image", "{count} images", 3)`."""
    return tr_count(one, many, count, count=count_text(count))


def duration_text(seconds: float) -> str:
    """0.4 s, 12 s, 3 m 20 s, 2 h 04 m, 5 d."""
    if seconds < 10:
        return tr("{seconds} s", seconds=decimal_text(f"{seconds:.1f}"))
    if seconds < 60:
        return tr("{seconds} s", seconds=f"{seconds:.0f}")
    whole = int(seconds)
    if whole < 3600:
        return tr("{minutes} m {seconds:02d} s", minutes=whole // 60, seconds=whole % 60)
    if whole < 86400:
        return tr("{hours} h {minutes:02d} m", hours=whole // 3600, minutes=whole % 3600 // 60)
    return tr("{days} d", days=whole // 86400)


_MONTHS = (
    tr_noop("Jan", context="month"),
    tr_noop("Feb", context="month"),
    tr_noop("Mar", context="month"),
    tr_noop("Apr", context="month"),
    tr_noop("May", context="month"),
    tr_noop("Jun", context="month"),
    tr_noop("Jul", context="month"),
    tr_noop("Aug", context="month"),
    tr_noop("Sep", context="month"),
    tr_noop("Oct", context="month"),
    tr_noop("Nov", context="month"),
    tr_noop("Dec", context="month"),
)


def date_text(day: date) -> str:
    """3 Nov 2026."""
    month = translated(_MONTHS[day.month - 1], context="month")
    return tr("{day} {month} {year}", day=day.day, month=month, year=day.year)


def day_text(day: date) -> str:
    """3 Nov, of a year that is known."""
    month = translated(_MONTHS[day.month - 1], context="month")
    return tr("{day} {month}", day=day.day, month=month)


def age_text(moment: datetime | None, now: datetime | None = None) -> str:
    """How long ago; "" when unknown."""
    if moment is None:
        return ""
    seconds = max(0.0, ((now or datetime.now(UTC)) - moment).total_seconds())
    if seconds < 60:
        return tr("{seconds} s", seconds=f"{int(seconds)}")
    if seconds < 3600:
        return tr("{minutes} m", minutes=f"{seconds // 60:.0f}")
    if seconds < 86400:
        return tr("{hours} h", hours=f"{seconds // 3600:.0f}")
    return tr("{days} d", days=f"{seconds // 86400:.0f}")


def brick_height(size_bytes: int) -> float:
    """Height of a brick by its size, in stud pitches."""
    for limit, height in _HEIGHTS:
        if size_bytes < limit:
            return height
    return _TALLEST


def short_digest(digest: str) -> str:
    """sha256:7c1e…a94f."""
    algorithm, _colon, digits = digest.partition(":")
    return f"{algorithm}:{digits[:4]}…{digits[-4:]}" if len(digits) > 12 else digest


def visible(text: str) -> str:
    """Text from an image or container, for one line: control and bidi characters shown.

    Words that are written from right to left are set apart, so that they turn nothing around them
    (Unicode Standard Annex 9, 2.4 and 4.2: explicit isolates).
    """
    shown = "".join(
        char
        if char.isprintable()
        else "⏎"
        if char == "\n"
        else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in text
    )
    if shown.isascii() or not any(unicodedata.bidirectional(char) in _RIGHT for char in shown):
        return shown
    return f"{_ISOLATE}{shown}{_END_OF_ISOLATE}"
