"""One layer's report, and a comparison's, as documents."""

from __future__ import annotations

from core.model import ChangeKind, ChangeRow, Comparison, LayerPlace
from core.report.contents import ComparisonReport, LayerReport
from core.report.document import (
    Cell,
    Column,
    Document,
    Facts,
    Foreign,
    Sentences,
    Table,
    document,
    facts,
    section,
    table,
)
from core.report.image_document import BRIEF_ROWS, entry_facts, findings_blocks
from core.report.package_tables import packages_table
from core.report.wording import (
    bytes_text,
    count_text,
    level_text,
    metadata_text,
    plural,
)
from core.wording import size_text


def layer_document(report: LayerReport, *, is_brief: bool) -> Document:
    """`is_brief` cuts lists other than that of the paths."""
    limit = BRIEF_ROWS if is_brief else None
    entry = report.entry
    packages = entry.packages
    unknown = [entry.unavailable] if entry.unavailable else []
    unknown += [sentence for sentence in report.unavailable if sentence not in unknown]
    return document(
        (f"Layer {level_text(entry.level)} of image ", Foreign(report.image.reference)),
        section("Layer", _layer_facts(report)),
        section("Not known", Sentences(tuple(unknown))),
        section("Changes", _counts(report), _paths(report)),
        section("Files that nobody can see any more", _wasted(report, limit)),
        section("Warnings", *findings_blocks(report.findings, report.are_contents_read, limit)),
        section(
            "Packages",
            packages_table("Packages that the layer changed", packages.changes, limit)
            if packages is not None
            else None,
        ),
        section(
            "Notes",
            Sentences(
                (
                    *(entry.summary.notes if entry.summary is not None else ()),
                    *(packages.notes if packages is not None else ()),
                )
            ),
        ),
    )


def comparison_document(report: ComparisonReport, *, is_brief: bool) -> Document:
    """`is_brief` cuts lists other than that of the paths."""
    limit = BRIEF_ROWS if is_brief else None
    comparison = report.comparison
    return document(
        (
            "",
            Foreign(_place_name(comparison.left, report.left_level)),
            " compared with ",
            Foreign(_place_name(comparison.right, report.right_level)),
        ),
        section(
            "Result",
            Sentences((verdict(report), *report.unavailable)),
            _comparison_facts(comparison),
        ),
        section("Layers", _pairs(comparison)),
        section("Configuration", _config_differences(comparison)),
        section("Packages", packages_table("Packages that differ", comparison.packages, limit)),
        section(
            "Files",
            _rows_table(
                "Paths that differ: added is only at the right, deleted only at the left",
                report.paths,
                report.total_paths,
            ),
        ),
        section("Notes", Sentences(comparison.notes)),
    )


def _layer_facts(report: LayerReport) -> Facts:
    entry = report.entry
    summary = entry.summary
    rows: list[tuple[str, Cell]] = [
        ("Image", Foreign(report.image.reference)),
        ("Level", f"{level_text(entry.level)} of {len(report.image.layers)}, 1 is the bottom"),
        *entry_facts(entry),
        ("Download", bytes_text(entry.layer.size_bytes)),
    ]
    if summary is not None:
        sizes = summary.sizes
        rows += [
            ("On disk", bytes_text(sizes.disk_bytes)),
            ("File bytes", bytes_text(sizes.file_bytes)),
            ("Only here", bytes_text(sizes.only_here_bytes)),
            ("Adds", bytes_text(sizes.added_bytes)),
            ("Total up to here", bytes_text(sizes.total_bytes)),
            ("Files up to here", count_text(summary.files)),
        ]
    if entry.waste is not None:
        rows += [
            ("Dead bytes in it", bytes_text(entry.waste.dead_bytes)),
            ("Bytes that it made dead", bytes_text(entry.waste.caused_bytes)),
        ]
    if entry.packages is not None and entry.packages.installed:
        rows.append(("Packages installed", count_text(entry.packages.installed)))
    return facts("The layer", *rows)


def _counts(report: LayerReport) -> Table | None:
    summary = report.entry.summary
    if summary is None:
        return None
    rows: list[tuple[Cell, ...]] = [
        (kind.value, count_text(summary.count(kind))) for kind in ChangeKind if summary.count(kind)
    ]
    if summary.noise:
        rows.append(("left there by an engine, not listed", count_text(summary.noise)))
    return table("Changed paths by kind", (Column("Kind"), Column("Paths", True)), rows)


def _paths(report: LayerReport) -> Table:
    return _rows_table("Paths that the layer changed", report.changes, report.total_changes)


def _rows_table(caption: str, changes: tuple[ChangeRow, ...], total: int) -> Table:
    columns = (Column("Change"), Column("Type"), Column("Before", True), Column("After", True),
               Column("What else"), Column("Path"))  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            row.kind.value if row.kind is not None else "",
            row.file_type.value,
            size_text(row.size_before_bytes),
            size_text(row.size_bytes),
            metadata_text(row),
            Foreign(row.path or "/"),
        )
        for row in changes
    ]
    return table(caption, columns, rows, total=max(total, len(rows)), many="paths")


def _wasted(report: LayerReport, limit: int | None) -> Table:
    columns = (Column("Size", True), Column("Hidden in layer", True), Column("Cause"),
               Column("Path"))  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            size_text(file.size_bytes),
            level_text(file.hidden_at),
            file.cause.value,
            Foreign(file.path),
        )
        for file in report.wasted_files
    ]
    return table("The largest of them", columns, rows, limit=limit, many="files")


def _place_name(place: LayerPlace, level: int | None) -> str:
    return place.reference if level is None else f"{place.reference}@{level_text(level)}"


def verdict(report: ComparisonReport) -> str:
    """Whether the two are the same, in one sentence."""
    comparison = report.comparison
    if report.is_same:
        return "Files and configuration are the same."
    if comparison.is_same:
        return "No difference was found, but not everything could be compared."
    paths = sum(number for _kind, number in comparison.counts)
    return (
        f"They differ in {plural(paths, 'path')} and {plural(len(comparison.config), 'setting')}."
    )


def _comparison_facts(comparison: Comparison) -> Facts:
    return facts(
        "In numbers",
        ("Visible files at the left", bytes_text(comparison.left_bytes)),
        ("Visible files at the right", bytes_text(comparison.right_bytes)),
        *((kind.value.capitalize(), plural(number, "path"))
          for kind, number in comparison.counts if number),
        ("Unchanged", plural(comparison.unchanged, "path")),
    )  # fmt: skip


def _pairs(comparison: Comparison) -> Table:
    columns = (Column("Left", True), Column("Right", True), Column("Layers"))
    rows: list[tuple[Cell, ...]] = []
    for pair in comparison.layers:
        if pair.is_same:
            words = "the same"
        elif pair.right is None:
            words = "only at the left"
        else:
            words = "only at the right" if pair.left is None else "different"
        rows.append((level_text(pair.left), level_text(pair.right), words))
    return table("Layers side by side, from the bottom", columns, rows)


def _config_differences(comparison: Comparison) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            difference.key,
            _setting(difference.left),
            _setting(difference.right),
        )
        for difference in comparison.config
    ]
    columns = (Column("Setting"), Column("Left"), Column("Right"))
    return table("Settings that differ", columns, rows)


def _setting(value: str | None) -> Cell:
    if value is None:
        return "not set"
    return Foreign(value) if value else "empty"
