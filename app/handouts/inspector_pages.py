"""A view of the inspector on paper: its figures, boxes and lists, laid out anew for a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.handouts.brick_pages import Look
from app.handouts.byte_boxes import paint_byte_boxes
from app.handouts.flow import Block, Column, Figured, Table, Text, flow_pages, heading
from app.handouts.inspected import Inspected, View
from app.handouts.page import Page, Words
from app.theme import Theme
from app.viewmodel.finding_rows import SEVERITY_WORDS, FindingRow
from app.viewmodel.history import pair_history, when_text
from app.viewmodel.package_rows import changed_rows
from app.viewmodel.roles import Role
from app.viewmodel.sizes import count_text, counted, size_text, visible
from app.viewmodel.state_words import words_of
from core.model import ChangeKind, ChangeRow, FileRow, FileType, SizeNode
from core.translation import tr

RoleOf = Callable[[str], Role]
"""The role of the brick with that chain ID."""

_BOXES_PX = 210.0
_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.DELETED: "−"}


def inspector_pages(inspected: Inspected, role_of: RoleOf, date: str, look: Look) -> list[Page]:
    """All pages of a view."""
    image = inspected.image
    title = f"{visible(image.name)} {visible(image.version)}: {inspected.view.title}"
    caption = tr("The whole image")
    if inspected.view not in (View.HISTORY, View.FINDINGS) and image.layers:
        layer = image.layers[inspected.level]
        caption = tr(
            "Brick (layer) {level} of {count}, from the bottom  ·  {size_bytes}",
            level=inspected.level + 1,
            count=len(image.layers),
            size_bytes=size_text(layer.size_bytes),
        )
    blocks = _BLOCKS[inspected.view](inspected, role_of)
    words = Words(title, caption, date)
    return flow_pages(blocks, words, look.theme, paper=look.paper, is_white=look.is_white)


def _boxes(root: SizeNode | None, role_of: RoleOf) -> list[Block]:
    if root is None:
        return []

    def draw(painter: QPainter, theme: Theme, box: QRectF) -> None:
        paint_byte_boxes(painter, theme, box, root, lambda node: role_of(node.chain_id))

    words = tr("{size_bytes} in all. Hatched: stored, though a later brick hides it.",
               size_bytes=size_text(root.size_bytes))  # fmt: skip
    return [
        heading(tr("Where the bytes are")),
        Figured(_BOXES_PX, draw, below_px=6),
        Text(words, 10.5, token="text2", below_px=16),
    ]


def _changes(inspected: Inspected, role_of: RoleOf) -> list[Block]:
    summary, page = inspected.summary, inspected.changes
    if summary is None or page is None:
        return [_nothing()]
    modified = (ChangeKind.MODIFIED, ChangeKind.METADATA, ChangeKind.REPLACED)
    facts = tr(
        "{added} added   ·   {modified} modified   ·   {deleted} deleted   ·   {identical} "
        "rewritten identically",
        added=count_text(summary.count(ChangeKind.ADDED)),
        modified=count_text(summary.count(*modified)),
        deleted=count_text(summary.count(ChangeKind.DELETED)),
        identical=count_text(summary.count(ChangeKind.IDENTICAL)),
    )
    sizes = tr(
        "{file_bytes} of files, {download_bytes} stored, {wasted_bytes} of it hidden by later "
        "bricks",
        file_bytes=size_text(summary.sizes.file_bytes),
        download_bytes=size_text(summary.sizes.download_bytes),
        wasted_bytes=size_text(summary.wasted_bytes),
    )
    columns = (
        Column("", width_px=22),
        Column(tr("Path"), share=1.0, is_code=True),
        Column(tr("What"), width_px=130),
        Column(tr("Size"), width_px=84, is_number=True),
    )
    rows = tuple(_change_cells(row) for row in page.rows)
    return [
        Text(facts, 13, 600, below_px=3),
        Text(sizes, 11.5, token="text2", below_px=16),
        *_boxes(inspected.sizes, role_of),
        heading(tr("What changed, the largest first")),
        Table(columns, rows),
        *_cut(len(rows), page.total),
    ]


def _change_cells(row: ChangeRow) -> tuple[str, ...]:
    kind = row.kind
    size = "" if kind is ChangeKind.DELETED else size_text(row.size_bytes)
    folder = "/" if row.file_type is FileType.DIRECTORY else ""
    words = words_of(kind) if kind is not None else ""
    return _SIGNS.get(kind, "~") if kind else "", visible(row.path) + folder, words, size


def _files(inspected: Inspected, role_of: RoleOf) -> list[Block]:
    if not inspected.folders:
        return [_nothing()]
    opened = dict(inspected.folders)
    rows: list[tuple[str, ...]] = []
    for row in opened[""].rows:
        rows.append(_file_cells(row, 0))
        below = opened.get(row.path)
        if below is not None:
            rows += [_file_cells(one, 1) for one in below.rows]
            if below.total > len(below.rows):
                more = tr("… {count} more", count=count_text(below.total - len(below.rows)))
                rows.append((f"      {more}", "", "", ""))
    columns = (
        Column(tr("Path"), share=1.0, is_code=True),
        Column(tr("Files"), width_px=72, is_number=True),
        Column(tr("Brick"), width_px=62, is_number=True),
        Column(tr("Size"), width_px=84, is_number=True),
    )
    return [
        *_boxes(inspected.sizes, role_of),
        heading(tr("What can be seen at this brick, two folders deep")),
        Table(columns, tuple(rows)),
    ]


def _file_cells(row: FileRow, depth: int) -> tuple[str, ...]:
    is_folder = row.file_type is FileType.DIRECTORY
    name = f"{'      ' * depth}{visible(row.name)}{'/' if is_folder else ''}"
    files = count_text(row.files) if is_folder else ""
    return name, files, str(row.level + 1), size_text(row.size_bytes)


def _packages(inspected: Inspected, role_of: RoleOf) -> list[Block]:
    report = inspected.packages
    if report is None:
        return [_nothing()]
    words = tr(
        "{changes} by this brick; {installed} then.",
        changes=counted("{count} package changed", "{count} packages changed", len(report.changes)),
        installed=counted("{count} installed", "{count} installed", report.installed),
    )
    columns = (
        Column("", width_px=22),
        Column(tr("Package"), share=0.5),
        Column(tr("Version"), share=0.5, is_code=True),
        Column(tr("From"), width_px=84),
        Column(tr("Size"), width_px=84, is_number=True),
    )
    rows = tuple(
        (row.sign, visible(row.package.name), row.version, row.tag, row.size)
        for row in changed_rows(report)
    )
    notes = [Text(visible(note), 11, token="text2") for note in report.notes]
    table: list[Block] = [Table(columns, rows)] if rows else []
    return [Text(words, 13, 600, below_px=14), *notes, *table]


def _history(inspected: Inspected, role_of: RoleOf) -> list[Block]:
    history = pair_history(inspected.image)
    columns = (
        Column(tr("Brick"), width_px=52, is_number=True),
        Column(tr("Command"), share=1.0, is_code=True),
        Column(tr("When"), width_px=104),
        Column(tr("Size"), width_px=84, is_number=True),
    )
    rows = tuple(
        (
            str(step.level + 1) if step.level is not None else "",
            step.command.one_line or tr("command unknown"),
            when_text(step.created),
            size_text(step.layer.size_bytes) if step.layer is not None else tr("no brick"),
        )
        for step in (*history.steps, *history.orphans)
    )
    reason: list[Block] = [Text(history.reason, 11.5, token="text2")] if history.reason else []
    return [heading(tr("How it was made, the base at the bottom")), *reason, Table(columns, rows)]


def _findings(inspected: Inspected, role_of: RoleOf) -> list[Block]:
    if not inspected.findings:
        return [Text(tr("There is nothing to warn of, by names and modes of files."), 13)]
    columns = (
        Column(tr("How much it matters"), width_px=120),
        Column(tr("Warning"), share=0.42),
        Column(tr("Path"), share=0.58, is_code=True),
        Column(tr("Brick"), width_px=52, is_number=True),
    )
    rows = []
    for finding in inspected.findings:
        row = FindingRow(finding)
        title = "\n".join(part for part in (visible(finding.title), row.later) if part)
        level = str(finding.level + 1)
        rows.append((SEVERITY_WORDS[finding.severity], title, row.path, level))
    count = counted("{count} warning", "{count} warnings", len(rows))
    return [Text(count, 13, 600, below_px=14), Table(columns, tuple(rows))]


def _cut(shown: int, total: int) -> list[Block]:
    if shown >= total:
        return []
    words = tr(
        "{shown} of {total} are listed; a report as a web page lists all of them.",
        shown=count_text(shown),
        total=count_text(total),
    )
    return [Text(words, 11, token="text2")]


def _nothing() -> Block:
    return Text(tr("The image has no bricks of its own."), 13)


_Blocks = Callable[[Inspected, RoleOf], list[Block]]
_BLOCKS: dict[View, _Blocks] = {
    View.CHANGES: _changes,
    View.FILES: _files,
    View.PACKAGES: _packages,
    View.HISTORY: _history,
    View.FINDINGS: _findings,
}
