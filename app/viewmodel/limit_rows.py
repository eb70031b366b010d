"""The limits for images from outside as a form: a name, a unit and a sentence for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.viewmodel.container_form import read_size
from core.errors import NameGrammarError
from core.model import ReadingLimits
from core.translation import tr

_MOST = (1 << 62) - 1  # core.store.reading_limits keeps no more
_UNITS = ((1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"))


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit. `key` is its name in `ReadingLimits`; `unit` "" stands for a size."""

    key: str
    title: str
    unit: str
    sentence: str

    @property
    def is_size(self) -> bool:
        """Whether it is written as a size, like 512 MiB."""
        return not self.unit


ROWS = (
    LimitRow(
        "entries", tr("Entries of one layer"), tr("entries"),
        tr("Files, folders and links. Millions of empty files would use "
"up the disk's inodes."),
    ),
    LimitRow(
        "layers", tr("Layers of one image"), tr("layers"),
        tr("Each layer is one more folder that every file access of a "
"container passes through."),
    ),
    LimitRow(
        "layer_bytes", tr("Size of one layer, unpacked"), "",
        tr("All its files together; holes in sparse files count as if they were written."),
    ),
    LimitRow(
        "expansion", tr("Expansion"), tr("times"),
        tr("How many times larger than its packed bytes a layer may "
"become. A bomb becomes thousands of times larger."),
    ),
    LimitRow(
        "expansion_from_bytes", tr("Expansion is asked from"), "",
        tr("Layers that unpack to less may expand as they like, since "
"small files pack well."),
    ),
    LimitRow(
        "free_bytes", tr("Room that stays free"), "",
        tr("So much of the disk is left to everybody else; of a small "
"disk a tenth is enough."),
    ),
)  # fmt: skip


def text_of(row: LimitRow, limits: ReadingLimits) -> str:
    """As a person would write it."""
    value: int = getattr(limits, row.key)
    if not row.is_size:
        return f"{value:,}".replace(",", " ")
    for size_bytes, unit in _UNITS:
        if value >= size_bytes and value % size_bytes == 0:
            return f"{value // size_bytes} {unit}"
    return f"{value} B"


def read_limit(row: LimitRow, text: str) -> int:
    """The number that was typed. Raises NameGrammarError."""
    if row.is_size:
        value = _read_bytes(text)
    else:
        digits = re.sub(r"[\s,.']", "", text)
        value = int(digits) if re.fullmatch(r"[0-9]{1,19}", digits) else 0
    if value is None or not 0 < value <= _MOST:
        kind = "size" if row.is_size else "number"
        rule = (
            tr("write a size above 0, like 512 MiB")
            if row.is_size
            else tr("write a number above 0")
        )
        raise NameGrammarError(kind, text, rule)
    return value


def limits_of(values: Mapping[str, int]) -> ReadingLimits:
    """All of them together."""
    return replace(ReadingLimits(), **values)


def _read_bytes(text: str) -> int | None:
    """As everywhere, and in TB and TiB too."""
    match = re.fullmatch(r"\s*([0-9]{1,9}(?:[.,][0-9]+)?)\s*[tT](i?)[bB]\s*", text)
    if match is None:
        return read_size(text)
    base = 1024 if match[2] else 1000
    return round(float(match[1].replace(",", ".")) * base**4)
