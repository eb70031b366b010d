"""The lines of a text diff as rows of a list, one below the other or side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.viewmodel.highlighting import LIMIT_BYTES, Highlighter, Mark
from app.viewmodel.sizes import counted, visible
from core.model import DiffLine, DiffMark
from core.translation import tr

_SHORT_LINE = 4  # bytes; a text of shorter ones is no code


_GAP = re.compile(r"([\d,]+) unchanged lines")  # as core.catalog.text_diff says it


@dataclass(frozen=True, slots=True)
class DiffRow:
    """What stands in a row. Equal and left-out lines are on both sides."""

    old: DiffLine | None
    new: DiffLine | None

    @property
    def line(self) -> DiffLine:
        """The line of a row that has one."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def is_gap(self) -> bool:
        """Whether it stands for lines that are left out."""
        return self.line.mark is DiffMark.GAP

    @property
    def is_change(self) -> bool:
        """Whether something differs here."""
        return self.line.mark in (DiffMark.ADDED, DiffMark.REMOVED)

    @property
    def words(self) -> str:
        """The row for whoever cannot see it."""
        line = self.line
        if line.mark is DiffMark.GAP:
            return tr("{text_value}; press Enter to show them", text_value=gap_words(line))
        if line.mark is DiffMark.SAME:
            return tr(
                "Line {new_number}: {text_value}",
                new_number=line.new_number,
                text_value=visible(line.text),
            )
        parts = []
        if self.old is not None:
            parts.append(
                tr(
                    "Removed line {old_number}: {text_value}",
                    old_number=self.old.old_number,
                    text_value=visible(self.old.text),
                )
            )
        if self.new is not None:
            parts.append(
                tr(
                    "Added line {new_number}: {text_value}",
                    new_number=self.new.new_number,
                    text_value=visible(self.new.text),
                )
            )
        return "; ".join(parts)


def unified_rows(lines: Iterable[DiffLine]) -> list[DiffRow]:
    """Removed lines above the added ones."""
    return [
        DiffRow(
            line if line.mark is not DiffMark.ADDED else None,
            line if line.mark is not DiffMark.REMOVED else None,
        )
        for line in lines
    ]


def paired_rows(lines: Iterable[DiffLine]) -> list[DiffRow]:
    """Removed lines beside the added ones, in the order in which they come."""
    rows: list[DiffRow] = []
    removed: list[DiffLine] = []
    added: list[DiffLine] = []

    def flush() -> None:
        for number in range(max(len(removed), len(added))):
            old = removed[number] if number < len(removed) else None
            new = added[number] if number < len(added) else None
            rows.append(DiffRow(old, new))
        removed.clear()
        added.clear()

    for line in lines:
        if line.mark is DiffMark.REMOVED:
            if added:
                flush()
            removed.append(line)
        elif line.mark is DiffMark.ADDED:
            added.append(line)
        else:
            flush()
            rows.append(DiffRow(line, line))
    flush()
    return rows


def gap_words(line: DiffLine) -> str:
    """How many lines are left out, in the person's language."""
    match = _GAP.fullmatch(line.text)
    if match is None:
        return visible(line.text)
    count = int(match[1].replace(",", ""))
    return counted("{count} unchanged line", "{count} unchanged lines", count)


def change_starts(rows: Sequence[DiffRow]) -> list[int]:
    """The first row of each run of changes."""
    return [
        number
        for number, row in enumerate(rows)
        if row.is_change and (number == 0 or not rows[number - 1].is_change)
    ]


def open_gap(
    lines: Sequence[DiffLine], gap: int, whole: Sequence[DiffLine]
) -> tuple[DiffLine, ...]:
    """`lines` with the gap at this index filled from a diff that leaves out less (or nothing)."""
    start = _place(whole, lines[gap - 1]) + 1 if gap > 0 else 0
    end = _place(whole, lines[gap + 1]) if gap + 1 < len(lines) else len(whole)
    return (*lines[:gap], *whole[start:end], *lines[gap + 1 :])


def _place(lines: Sequence[DiffLine], wanted: DiffLine) -> int:
    """Where the same line is. Raises ValueError when it is not there."""
    key = (wanted.mark, wanted.old_number, wanted.new_number)
    for number, line in enumerate(lines):
        if (line.mark, line.old_number, line.new_number) == key:
            return number
    raise ValueError("not a line of this diff")


class DiffColours:
    """Syntax colours for both sides of a diff; each run of lines is taken by itself."""

    def __init__(self, old_path: str, new_path: str, lines: Sequence[DiffLine]) -> None:
        self._sides = (
            _Side(old_path, lines, DiffMark.ADDED),
            _Side(new_path, lines, DiffMark.REMOVED),
        )

    @property
    def is_done(self) -> bool:
        """Whether no more colours will come."""
        return all(side.highlighter.is_done for side in self._sides)

    def advance(self, seconds: float) -> None:
        """Work for about so long, at the new side first."""
        for side in reversed(self._sides):
            if not side.highlighter.is_done:
                side.highlighter.advance(seconds)
                return

    def marks(self, line: DiffLine) -> tuple[Mark, ...]:
        """What is known of a line."""
        side = self._sides[0 if line.mark is DiffMark.REMOVED else 1]
        number = side.numbers.get(id(line))
        return side.highlighter.marks(number) if number is not None else ()


class _Side:
    """The lines of one side; the diff keeps them alive, so that `id` tells them apart."""

    def __init__(self, path: str, lines: Sequence[DiffLine], other: DiffMark) -> None:
        pieces: list[list[str]] = [[]]
        self.numbers: dict[int, int] = {}
        self._lines = lines
        if len(lines) > LIMIT_BYTES // _SHORT_LINE:
            lines = ()  # too much to be coloured, as the highlighter would find after all
        for line in lines:
            if line.mark is DiffMark.GAP:
                pieces.append([])
            elif line.mark is not other:
                self.numbers[id(line)] = len(self.numbers)
                pieces[-1].append(line.text)
        self.highlighter = Highlighter(path, [piece for piece in pieces if piece])
