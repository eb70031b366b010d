"""A report as one HTML page: no script, nothing loaded from anywhere, light or dark, printable.

All text goes through `html.escape`; what an image brought stands in `<bdi>` with its odd
characters made visible, so that it can neither add markup nor turn the line around.
"""

from __future__ import annotations

from html import escape

from core.report.document import (
    Bar,
    Block,
    Cell,
    Document,
    Facts,
    Foreign,
    Section,
    Sentences,
    Table,
)
from core.report.wording import pieces, visible

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LEAST_BAR = 0.6  # what is there at all can be seen

_STYLE = """
:root { color-scheme: light dark; --page: #ffffff; --ink: #1a1e25; --faint: #4a5260;
  --line: #bfc6d0; --head: #eceff3; --accent: #4b45d1; --dead: #bc2f2a; --odd: #8f5600; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #1c1f26; --ink: #eef0f4; --faint: #bac1cd; --line: #4c5462; --head: #2c313b;
    --accent: #a19dff; --dead: #ff8a80; --odd: #f0b648; } }
body { margin: 2rem auto; padding: 0 1.5rem; max-width: 78rem; background: var(--page);
  color: var(--ink); font: 15px/1.5 Inter, system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-top: .5rem;
  border-top: 1px solid var(--line); }
code { font: .92em/1.4 "JetBrains Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere;
  white-space: pre-wrap; }
.odd { color: var(--odd); border: 1px solid currentColor; border-radius: 3px; padding: 0 2px;
  white-space: nowrap; }
.scroll { overflow-x: auto; margin: .6rem 0 1.2rem; }
table { border-collapse: collapse; }
caption { text-align: left; color: var(--faint); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .7rem; min-width: 2.5rem;
  border-bottom: 1px solid var(--line); }
thead th { background: var(--head); vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
td:last-child:not(.number) { min-width: 14rem; }
.note, footer { color: var(--faint); }
svg.bar { display: block; width: 11rem; height: .8rem; margin-top: .25rem; }
.live { fill: var(--accent); }
.dead { fill: none; stroke: var(--dead); stroke-width: 1.5; }
@page { margin: 1.2cm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .scroll { overflow: visible; }
  th, td { padding: .2rem .35rem; }
  td:last-child:not(.number) { min-width: 9rem; }
  svg.bar { width: 6rem; }
  .live { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def to_html(document: Document) -> str:
    """The whole page."""
    title = "".join(part.text if isinstance(part, Foreign) else part for part in document.title)
    heading = "".join(_cell(part) for part in document.title)
    sections = "\n".join(
        _section(number, section) for number, section in enumerate(document.sections, start=1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Bricklayer">\n'
        f"<title>{escape(visible(title))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{heading}</h1>\n{sections}\n</main>\n"
        "<footer>Written by Bricklayer. Layers are counted from the bottom, 1 first."
        "</footer>\n</body>\n</html>\n"
    )


def _section(number: int, section: Section) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    return (
        f'<section aria-labelledby="part-{number}">\n'
        f'<h2 id="part-{number}">{_text(section.title)}</h2>\n{blocks}\n</section>'
    )


def _block(block: Block) -> str:
    match block:
        case Sentences(texts):
            return "\n".join(f"<p>{_text(text)}</p>" for text in texts)
        case Facts():
            return _facts(block)
        case Table():
            return _table(block)


def _facts(facts: Facts) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{_text(name)}</th>'
        f"<td>{'<br>'.join(_cell(cell) for cell in cells)}</td></tr>"
        for name, cells in facts.rows
    )
    return _framed(facts.caption, f"<tbody>\n{rows}\n</tbody>")


def _table(table: Table) -> str:
    number = ' class="number"'
    head = "".join(
        f'<th scope="col"{number if column.is_number else ""}>{_text(column.title)}</th>'
        for column in table.columns
    )
    rows = "\n".join(
        "<tr>"
        + "".join(
            f"<td{number if column.is_number else ''}>{_cell(cell)}</td>"
            for column, cell in zip(table.columns, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    note = f'\n<p class="note">{_text(table.note)}</p>' if table.note else ""
    if not table.rows:
        return note.strip()
    body = f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>"
    return _framed(table.caption, body) + note


def _framed(caption: str, body: str) -> str:
    """A table that scrolls by itself where the page is narrow, by keyboard too."""
    label = escape(visible(caption))
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">\n'
        f"<table>\n<caption>{_text(caption)}</caption>\n{body}\n</table>\n</div>"
    )


def _cell(cell: Cell) -> str:
    match cell:
        case Bar():
            return _bar(cell)
        case Foreign(text):
            return f"<bdi><code>{_text(text)}</code></bdi>" if text else ""
        case _:
            return _text(cell)


def _bar(bar: Bar) -> str:
    """Full is what can be seen, hollow what is dead; 0 to 100 wide."""
    live = max(100 * bar.live, _LEAST_BAR) if bar.live > 0 else 0.0
    dead = max(100 * bar.dead, _LEAST_BAR) if bar.dead > 0 else 0.0
    words = escape(visible(bar.words))
    return (
        f'<svg class="bar" role="img" aria-label="{words}" viewBox="0 0 102 8" '
        f'preserveAspectRatio="none"><title>{words}</title>'
        f'<rect class="live" fill="currentColor" x="0" y="0" width="{live:.2f}" height="8"></rect>'
        + (
            f'<rect class="dead" fill="none" stroke="currentColor" x="{live + 0.5:.2f}" y="1" '
            f'width="{dead:.2f}" height="6" vector-effect="non-scaling-stroke"></rect>'
            if dead
            else ""
        )
        + "</svg>"
    )


def _text(text: str) -> str:
    if text.isprintable():
        return escape(text)
    return "".join(
        f'<span class="odd">{escape(piece)}</span>' if is_odd else escape(piece)
        for piece, is_odd in pieces(text)
    )
