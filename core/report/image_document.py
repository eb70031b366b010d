"""An image's report as a document."""

from __future__ import annotations

from fractions import Fraction

from core.model import (
    ChangeKind,
    Efficiency,
    Finding,
    ImageConfigSummary,
    PackageChangeKind,
    Severity,
)
from core.report.contents import ImageReport, LayerEntry
from core.report.document import (
    Bar,
    Cell,
    Column,
    Document,
    Facts,
    Foreign,
    Section,
    Sentences,
    Table,
    document,
    facts,
    section,
    table,
)
from core.report.package_tables import packages_table
from core.report.wording import (
    bytes_text,
    count_text,
    cut,
    kind_word,
    level_text,
    percent_text,
    time_text,
    where_text,
)
from core.wording import size_text

BRIEF_ROWS = 50
"""How many rows of a list a short report shows; how many there are is said."""

_COMMAND_CHARACTERS = 80
_CHANGED = (ChangeKind.MODIFIED, ChangeKind.REPLACED)
_SHARED_NOTE = (
    "Reclaimable by rebuilding or squashing the image; other images may use the same layers, so "
    "this disk may get back less."
)


def image_document(report: ImageReport, *, is_brief: bool) -> Document:
    """`is_brief`: lists are cut, and packages are only counted."""
    limit = BRIEF_ROWS if is_brief else None
    image = report.image
    return document(
        ("Image ", Foreign(image.reference)),
        section("Image", _image_facts(report)),
        section("Not known", Sentences(_unknown(report))),
        section("Sizes", _sizes(report)),
        section("Changes by layer", _changes(report)),
        efficiency_section(report.efficiency, limit),
        section("Warnings", *findings_blocks(report.findings, report.are_contents_read, limit)),
        section("Packages", _package_counts(report), *([] if is_brief else _packages(report))),
        section("History", *_history(report)),
        section("Configuration", _config_facts(image.config)),
        section("Notes", Sentences(_notes(report))),
    )


def entry_facts(entry: LayerEntry) -> tuple[tuple[str, Cell], ...]:
    """What names a layer and made it."""
    layer = entry.layer
    return (
        ("Made by", Foreign(layer.created_by) if layer.created_by else "command unknown"),
        ("Created", time_text(layer.created)),
        ("Comment", Foreign(layer.comment)),
        ("Diff ID", Foreign(layer.diff_id)),
        ("Chain ID", Foreign(layer.chain_id)),
        ("Stored blob", Foreign(layer.digest)),
        ("Media type", Foreign(layer.media_type)),
    )


def findings_blocks(
    findings: tuple[Finding, ...] | None, are_contents_read: bool, limit: int | None
) -> list[Table | Sentences]:
    """Warnings, and how they were looked for."""
    if findings is None:
        return []
    how = (
        "Names, modes and the contents of files were looked at."
        if are_contents_read
        else "Only names and modes were looked at; contents were not read for secrets."
    )
    columns = (
        Column("Severity"), Column("Kind"), Column("Layer", True), Column("Deleted in", True),
        Column("Size", True), Column("What"), Column("Path"), Column("Where"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            finding.severity.value,
            kind_word(finding.kind),
            level_text(finding.level),
            level_text(finding.deleted_at),
            size_text(finding.size_bytes),
            finding.title,
            Foreign(finding.path),
            Foreign(where_text(finding)),
        )
        for finding in findings
    ]
    if not rows:
        return [Sentences(("Nothing to warn of was found.", how))]
    return [
        Sentences((how,)),
        table("Warnings, worst first", columns, rows, limit=limit, many="warnings"),
    ]


def efficiency_section(efficiency: Efficiency | None, limit: int | None) -> Section | None:
    """What is stored and nobody can see, why, and what to do about it."""
    if efficiency is None:
        return None
    causes: list[tuple[Cell, ...]] = [
        (cause.value, bytes_text(size)) for cause, size in efficiency.by_cause if size
    ]
    files: list[tuple[Cell, ...]] = [
        (
            size_text(file.size_bytes),
            level_text(file.level),
            level_text(file.hidden_at),
            file.cause.value,
            Foreign(file.path),
        )
        for file in efficiency.files
    ]
    advice = tuple(
        f"{advice.sentence} (saves {size_text(advice.saved_bytes)})"
        if advice.saved_bytes
        else advice.sentence
        for advice in efficiency.advice
    )
    return section(
        "Reclaimable bytes",
        facts(
            "Stored and visible bytes",
            ("Efficiency", percent_text(_visible_share(efficiency))),
            ("Stored", bytes_text(efficiency.stored_bytes)),
            ("Visible", bytes_text(efficiency.live_bytes)),
            ("Reclaimable", bytes_text(efficiency.reclaimable_bytes)),
            ("By layers above the base", _above_base(efficiency)),
        ),
        Sentences((_SHARED_NOTE,) if efficiency.reclaimable_bytes else ()),
        table("By cause", (Column("Cause"), Column("Bytes", True)), causes),
        table(
            "Largest files that nobody can see",
            (Column("Size", True), Column("Stored in layer", True), Column("Hidden in layer", True),
             Column("Cause"), Column("Path")),
            files,
            limit=limit,
            total=max(efficiency.wasted_files, len(files)),
            many="files",
        ),
        Sentences(advice),
    )  # fmt: skip


def _above_base(efficiency: Efficiency) -> str:
    """What layers above the base made dead, beside what they store: may be more than all of it."""
    share = efficiency.above_base_share
    if share is None or not efficiency.base_levels:
        return ""
    dead_bytes = sum(
        layer.caused_bytes for layer in efficiency.layers if layer.level >= efficiency.base_levels
    )
    return f"{bytes_text(dead_bytes)}, {percent_text(Fraction(share))} of what they store"


def _image_facts(report: ImageReport) -> Facts:
    image = report.image
    summaries = [entry.summary for entry in report.layers]
    sizes = [summary.sizes for summary in summaries if summary is not None]
    are_known = len(sizes) == len(report.layers)
    return facts(
        "The image",
        ("Reference", Foreign(image.reference)),
        ("Name", Foreign(image.name)),
        ("Publisher", Foreign(image.publisher)),
        ("Version", Foreign(image.version)),
        ("Description", Foreign(image.description)),
        ("Created", time_text(image.created)),
        ("Platform", Foreign(image.platform)),
        ("Stands on", Foreign(image.base_name)),
        ("Image ID", Foreign(image.image_id)),
        ("Manifest", Foreign(image.manifest_digest)),
        ("Layers", count_text(len(image.layers))),
        ("Efficiency", _efficiency_words(report.efficiency)),
        ("Warnings", _warning_words(report.findings)),
        ("Download", bytes_text(image.size_bytes)),
        ("On disk", bytes_text(sum(size.disk_bytes for size in sizes)) if are_known else ""),
        ("File bytes", bytes_text(sum(size.file_bytes for size in sizes)) if are_known else ""),
        ("Only here", bytes_text(sum(size.only_here_bytes for size in sizes)) if are_known else ""),
    )


def _efficiency_words(efficiency: Efficiency | None) -> str:
    if efficiency is None:
        return "not known"
    return (
        f"{percent_text(_visible_share(efficiency))}, "
        f"{size_text(efficiency.reclaimable_bytes)} reclaimable"
    )


def _warning_words(findings: tuple[Finding, ...] | None) -> str:
    if findings is None:
        return "not known"
    counts = ((level.value, sum(f.severity is level for f in findings)) for level in Severity)
    return ", ".join(f"{number} {word}" for word, number in counts if number) or "none"


def _visible_share(efficiency: Efficiency) -> Fraction:
    """Exactly, where `efficiency.efficiency` is a float."""
    stored = efficiency.stored_bytes
    return Fraction(efficiency.live_bytes, stored) if stored else Fraction(1)


def _sizes(report: ImageReport) -> Table:
    largest = max((e.waste.stored_bytes for e in report.layers if e.waste is not None), default=0)
    columns = tuple(
        Column(title, True)
        for title in ("Layer", "File bytes", "On disk", "Download", "Only here", "Adds", "Total")
    )
    rows: list[tuple[Cell, ...]] = []
    for entry in report.layers:
        sizes = entry.summary.sizes if entry.summary is not None else None
        known = (size_text(sizes.file_bytes), size_text(sizes.disk_bytes)) if sizes else ("?", "?")
        stack = (
            (
                size_text(sizes.only_here_bytes),
                size_text(sizes.added_bytes),
                size_text(sizes.total_bytes),
            )
            if sizes
            else ("?", "?", "?")
        )
        rows.append(
            (
                level_text(entry.level),
                *known,
                size_text(entry.layer.size_bytes),
                *stack,
                _bar(entry, largest),
            )
        )
    return table(
        "Sizes of the layers, from the bottom: contents of files, the unpacked archive, the stored "
        "blob, how much of it no other image has, what the layer adds to the visible files, and "
        "the visible files up to it",
        (*columns, Column("Visible and dead bytes")),
        rows,
    )


def _bar(entry: LayerEntry, largest: int) -> Cell:
    waste = entry.waste
    if waste is None or not largest:
        return ""
    live_bytes = waste.stored_bytes - waste.dead_bytes
    words = f"{size_text(live_bytes)} visible, {size_text(waste.dead_bytes)} dead"
    return Bar(live_bytes / largest, waste.dead_bytes / largest, words)


def _changes(report: ImageReport) -> Table:
    numbers = ("Layer", "Added", "Changed", "Metadata only", "Rewritten identically", "Deleted",
               "Dead bytes", "Made dead", "Warnings")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for entry in report.layers:
        summary, waste = entry.summary, entry.waste
        counts = (
            tuple(
                count_text(summary.count(*kinds))
                for kinds in (
                    (ChangeKind.ADDED,), _CHANGED, (ChangeKind.METADATA,),
                    (ChangeKind.IDENTICAL,), (ChangeKind.DELETED,),
                )
            )
            if summary is not None
            else ("?",) * 5
        )  # fmt: skip
        dead = (
            (size_text(waste.dead_bytes), size_text(waste.caused_bytes))
            if waste is not None
            else ("?", "?")
        )
        warnings = count_text(len(report.findings_of(entry.level)))
        made_by = cut(entry.layer.created_by, _COMMAND_CHARACTERS)
        rows.append(
            (
                level_text(entry.level),
                *counts,
                *dead,
                warnings if report.findings is not None else "?",
                Foreign(made_by) if made_by else "command unknown",
            )
        )
    columns = (*(Column(title, True) for title in numbers), Column("Made by"))
    return table("What each layer changed, from the bottom", columns, rows)


def _package_counts(report: ImageReport) -> Table:
    kinds = tuple(PackageChangeKind)
    rows: list[tuple[Cell, ...]] = [
        (
            level_text(entry.level),
            *(count_text(entry.packages.count(kind)) for kind in kinds),
            count_text(entry.packages.installed),
        )
        for entry in report.layers
        if entry.packages is not None and (entry.packages.changes or entry.packages.installed)
    ]
    titles = ("Layer", *(kind.value.capitalize() for kind in kinds), "Installed")
    columns = tuple(Column(title, True) for title in titles)
    return table("Packages that each layer changed, from the bottom", columns, rows)


def _packages(report: ImageReport) -> list[Table]:
    return [
        packages_table(f"Packages of layer {level_text(entry.level)}", entry.packages.changes)
        for entry in report.layers
        if entry.packages is not None and entry.packages.changes
    ]


def _history(report: ImageReport) -> list[Table | Sentences]:
    columns = (Column("Step", True), Column("Layer", True), Column("Created"), Column("Author"),
               Column("Command"), Column("Comment"))  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            str(number),
            level_text(step.level) or ("none" if step.entry.empty_layer else "?"),
            time_text(step.entry.created),
            Foreign(step.entry.author),
            Foreign(step.entry.created_by),
            Foreign(step.entry.comment),
        )
        for number, step in enumerate(report.history, start=1)
    ]
    why = "" if report.is_history_matched else _unmatched(report)
    return [
        table("How the image was made, oldest step first", columns, rows),
        Sentences((why,) if why else ()),
    ]


def _unmatched(report: ImageReport) -> str:
    making = sum(not step.entry.empty_layer for step in report.history)
    return (
        f"The history tells of {making:,} layers and the image has {len(report.layers):,}: "
        "nobody can say which step made which."
    )


def _config_facts(config: ImageConfigSummary) -> Facts:
    return facts(
        "How containers run",
        ("Entry point", tuple(Foreign(word) for word in config.entrypoint)),
        ("Command", tuple(Foreign(word) for word in config.command)),
        ("Environment", tuple(Foreign(setting) for setting in config.env)),
        ("Directory", Foreign(config.working_dir)),
        ("User", Foreign(config.user)),
        ("Ports", tuple(Foreign(port) for port in config.exposed_ports)),
        ("Labels", tuple(Foreign(f"{name}={value}") for name, value in config.labels)),
    )


def _unknown(report: ImageReport) -> tuple[str, ...]:
    entries = [
        entry.unavailable
        for entry in report.layers
        if entry.unavailable and entry.unavailable not in report.unavailable
    ]
    sums = "" if report.is_complete else "All sums and warnings are without what they hold."
    return (*report.unavailable, *entries, *([sums] if sums else []))


def _notes(report: ImageReport) -> tuple[str, ...]:
    return tuple(
        f"Layer {level_text(entry.level)}: {note}"
        for entry in report.layers
        for note in (
            *(entry.summary.notes if entry.summary is not None else ()),
            *(entry.packages.notes if entry.packages is not None else ()),
        )
    )
