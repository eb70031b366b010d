"""A report for a terminal: aligned columns, no colours, every control character visible."""

from __future__ import annotations

import textwrap
import unicodedata

from core.report.document import (
    Bar,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Foreign,
    Sentences,
    Table,
)
from core.report.wording import visible

_WIDTH = 96  # of sentences; tables take what they need
_GAP = "  "


def to_text(document: Document) -> str:
    """The whole text, ending with a line end."""
    title = "".join(_words(part) for part in document.title)
    lines = [title, "=" * _columns(title)]
    for section in document.sections:
        name = visible(section.title)
        lines += ["", name, "-" * _columns(name)]
        for number, block in enumerate(section.blocks):
            if number:
                lines.append("")
            lines += _block(block)
    return "\n".join(lines) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Sentences(texts):
            return [line for text in texts for line in _wrapped(visible(text))]
        case Facts():
            return _facts(block)
        case Table():
            return _table(block)


def _facts(facts: Facts) -> list[str]:
    width = max((_columns(name) for name, _cells in facts.rows), default=0)
    lines = []
    for name, cells in facts.rows:
        for number, cell in enumerate(cells):
            lines.append(f"{_padded('' if number else name, width)}{_GAP}{_words(cell)}".rstrip())
    return lines


def _table(table: Table) -> list[str]:
    note = [visible(table.note)] if table.note else []
    if not table.rows:
        return note
    rows = [[_words(cell) for cell in row] for row in table.rows]
    widths = [
        max(
            *(_columns(row[number]) for row in rows),
            *(_columns(word) for word in column.title.split()),
        )
        for number, column in enumerate(table.columns)
    ]
    head = _head(table.columns, widths)
    rule = ["-" * width for width in widths]
    body = [_row(row, table.columns, widths) for row in (*head, rule, *rows)]
    return [*_wrapped(visible(table.caption) + ":"), "", *body, *note]


def _head(columns: tuple[Column, ...], widths: list[int]) -> list[list[str]]:
    """Titles, wrapped to their columns, standing on the rule."""
    wrapped = [
        textwrap.wrap(column.title, width, break_long_words=False)
        for column, width in zip(columns, widths, strict=True)
    ]
    height = max(len(lines) for lines in wrapped)
    padded = [[""] * (height - len(lines)) + lines for lines in wrapped]
    return [[lines[number] for lines in padded] for number in range(height)]


def _row(cells: list[str], columns: tuple[Column, ...], widths: list[int]) -> str:
    return _GAP.join(
        _padded(cell, width, is_number=column.is_number)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    ).rstrip()


def _padded(text: str, width: int, *, is_number: bool = False) -> str:
    blanks = " " * max(0, width - _columns(text))
    return blanks + text if is_number else text + blanks


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_on_hyphens=False) or [""]


def _words(cell: Cell) -> str:
    match cell:
        case Bar():
            return visible(cell.words)
        case Foreign(text):
            return visible(text)
        case _:
            return visible(cell)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
