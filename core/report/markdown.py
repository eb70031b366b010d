"""A report in GitHub's Markdown: headings, tables and lists, every cell escaped.

What an image brought is set as code, where nothing is markup, a mention, a link or an emoji.
"""

from __future__ import annotations

import re

from core.report.document import Bar, Block, Cell, Document, Facts, Foreign, Sentences, Table
from core.report.wording import visible

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
# Mentions, addresses, numbers of issues and names of little pictures.
_LINK_MAKERS = re.compile(
    r"@|:(?=//)|www(?=\.)|(?<=\bGH-)(?=\d)|(?<=\\#)(?=\d)|:(?=[\w+-]+:)", re.IGNORECASE
)
_NOT_IN_SPAN = re.compile(r"[`|\\]")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 /,\u0080-\U0010ffff]")
_GAP = "&#8203;"  # of no width: it keeps a mention or an address from becoming a link


def to_markdown(document: Document) -> str:
    """The whole text, ending with a line end."""
    title = (
        _cell(part) if isinstance(part, Foreign) else _escaped(part) for part in document.title
    )
    parts = ["# " + "".join(title).strip()]
    for section in document.sections:
        parts.append(f"## {_prose(section.title)}")
        parts += [_block(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Sentences(texts):
            return "\n".join(f"- {_prose(text)}" for text in texts)
        case Facts(caption, rows):
            listed = [(_prose(name), "<br>".join(map(_cell, cells))) for name, cells in rows]
            return _lines(("What", caption), ("---", "---"), listed)
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    note = [_prose(table.note)] if table.note else []
    if not table.rows:
        return "\n\n".join(note)
    titles = tuple(_prose(column.title) for column in table.columns)
    rule = tuple("---:" if column.is_number else "---" for column in table.columns)
    rows = [tuple(_cell(cell) for cell in row) for row in table.rows]
    return "\n\n".join([_prose(table.caption) + ":", _lines(titles, rule, rows), *note])


def _lines(
    titles: tuple[str, ...],
    rule: tuple[str, ...],
    rows: list[tuple[str, ...]] | list[tuple[str, str]],
) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rule, *rows))


def _cell(cell: Cell) -> str:
    match cell:
        case Bar():
            return _prose(cell.words)
        case Foreign(text):
            return _code(visible(text)) if text else ""
        case _:
            return _prose(cell)


def _code(text: str) -> str:
    """A code span; where a table would not leave it alone, an element with entities instead."""
    if not _NOT_IN_SPAN.search(text) and text == text.strip(" "):
        return f"`{text}`"
    inner = _NOT_PLAIN.sub(lambda match: f"&#{ord(match[0])};", text)
    inner = inner.replace("&#64;", "&#64;<!-- -->")  # else some readers make an address a link
    if inner.startswith(" "):
        inner = "&#32;" + inner[1:]
    if inner.endswith(" "):
        inner = inner[:-1] + "&#32;"
    return f"<code>{inner}</code>"


def _prose(text: str) -> str:
    return _escaped(text.strip(" "))  # blanks in front could begin a list


def _escaped(text: str) -> str:
    escaped = _MARKUP.sub(lambda match: "\\" + match[0], visible(text))
    return _LINK_MAKERS.sub(lambda match: match[0] + _GAP, escaped)
