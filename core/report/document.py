"""A report as a document: sections of facts, tables and sentences, the same for every format.

Every string in it may hold text from an image, and every format makes it harmless; `Foreign` is
what is nothing but that, and is set apart (as code).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text that an image brought: a path, a command, a name."""

    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A picture of two amounts beside the largest of its column, 0 to 1; `words` say the same.

    The first is what can be seen, the second what is dead.
    """

    live: float
    dead: float
    words: str


Cell: TypeAlias = str | Foreign | Bar


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; numbers stand at the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`note` says what is left out, "" when nothing is."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what belongs to each; several cells stand below each other."""

    caption: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """One below the other."""

    texts: tuple[str, ...]


Block: TypeAlias = Table | Facts | Sentences


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`title` in pieces, so that names in it are set apart."""

    title: tuple[str | Foreign, ...]
    sections: tuple[Section, ...]


def facts(caption: str, *rows: tuple[str, Cell | tuple[Cell, ...]]) -> Facts:
    """Those rows that have something to say."""
    listed = ((name, cells if isinstance(cells, tuple) else (cells,)) for name, cells in rows)
    return Facts(caption, tuple((name, cells) for name, cells in listed if any(map(_says, cells))))


def table(
    caption: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    *,
    limit: int | None = None,
    total: int | None = None,
    many: str = "rows",
) -> Table:
    """A table of at most `limit` rows that says how many there are: `total`, or all given."""
    shown = rows if limit is None else rows[:limit]
    total = len(rows) if total is None else total
    note = f"{len(shown):,} of {total:,} {many} are listed." if len(shown) < total else ""
    return Table(caption, columns, tuple(shown), note)


def section(title: str, *blocks: Block | None) -> Section | None:
    """A section, or None when there is nothing to put into it."""
    kept = tuple(block for block in blocks if block is not None and _has_content(block))
    return Section(title, kept) if kept else None


def document(title: tuple[str | Foreign, ...], *sections: Section | None) -> Document:
    """Of those sections that are there."""
    return Document(title, tuple(section for section in sections if section is not None))


def _says(cell: Cell) -> bool:
    return bool(cell.text if isinstance(cell, Foreign) else cell)


def _has_content(block: Block) -> bool:
    match block:
        case Sentences(texts):
            return bool(texts)
        case Facts(_caption, rows):
            return bool(rows)
        case Table(_caption, _columns, rows, note):
            return bool(rows or note)
