"""A report as one table for spreadsheets (RFC 4180: commas, quotes doubled, CR LF, a header).

An image: one row for each layer, from the bottom. A layer or a comparison: one row for each path.
Cells that a spreadsheet would take for a formula get a `'` in front; the last column, `guarded`,
names the columns of the row where that was done. Control characters are shown as escapes, so that
each row is one line. JSON is the lossless format.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC

from core.model import ChangeKind, ChangeRow, PackageChangeKind
from core.report.contents import AnyReport, ImageReport, LayerEntry, LayerReport
from core.report.wording import visible

GUARD = "'"
"""Before a text that a spreadsheet would calculate."""

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_KINDS = tuple(ChangeKind)

LAYER_COLUMNS = (
    "level", "diff_id", "chain_id", "digest", "media_type", "is_available", "unavailable",
    "created", "created_by", "comment",
    "file_bytes", "disk_bytes", "download_bytes", "only_here_bytes", "added_bytes", "total_bytes",
    "files", *(f"changes_{kind.name.lower()}" for kind in _KINDS), "engine_noise",
    "stored_bytes", "dead_bytes", "caused_bytes",
    *(f"packages_{kind.name.lower()}" for kind in PackageChangeKind), "packages_installed",
    "findings", "guarded",
)  # fmt: skip
"""Of an image's table."""

PATH_COLUMNS = (
    "change", "file_type", "size_before_bytes", "size_bytes", "inside", "metadata", "hides_below",
    "mode_before", "mode", "owner_before", "owner", "link_before", "link", "wasted_bytes", "waste",
    "path", "guarded",
)  # fmt: skip
"""Of a layer's and a comparison's table."""

_Value = str | int | None


def to_csv(report: AnyReport) -> str:
    """The whole table. Numbers are plain, unknown ones empty."""
    if isinstance(report, ImageReport):
        return _written(LAYER_COLUMNS, [_layer(report, entry) for entry in report.layers])
    changes = report.changes if isinstance(report, LayerReport) else report.paths
    return _written(PATH_COLUMNS, [_path(row) for row in changes])


def _written(columns: tuple[str, ...], rows: list[tuple[_Value, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells: list[_Value] = []
        guarded: list[str] = []
        for name, value in zip(columns[:-1], row, strict=True):
            if isinstance(value, str):
                if _is_formula(value):
                    guarded.append(name)
                    value = GUARD + visible(value)
                else:
                    value = visible(value)
            cells.append(value)
        writer.writerow([*cells, " ".join(guarded)])
    return out.getvalue()


def _is_formula(text: str) -> bool:
    """Also behind blanks: some programs cut them off before they look."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)


def _layer(report: ImageReport, entry: LayerEntry) -> tuple[_Value, ...]:
    layer, summary, waste, packages = entry.layer, entry.summary, entry.waste, entry.packages
    sizes = summary.sizes if summary is not None else None
    created = layer.created.astimezone(UTC).isoformat() if layer.created is not None else ""
    return (
        entry.level + 1,
        layer.diff_id,
        layer.chain_id,
        layer.digest,
        layer.media_type,
        "yes" if layer.available and not entry.unavailable else "no",
        entry.unavailable or layer.unavailable_reason,
        created,
        layer.created_by,
        layer.comment,
        sizes.file_bytes if sizes else None,
        sizes.disk_bytes if sizes else None,
        layer.size_bytes,
        sizes.only_here_bytes if sizes else None,
        sizes.added_bytes if sizes else None,
        sizes.total_bytes if sizes else None,
        summary.files if summary else None,
        *(summary.count(kind) if summary else None for kind in _KINDS),
        summary.noise if summary else None,
        waste.stored_bytes if waste else None,
        waste.dead_bytes if waste else None,
        waste.caused_bytes if waste else None,
        *(packages.count(kind) if packages else None for kind in PackageChangeKind),
        packages.installed if packages else None,
        len(report.findings_of(entry.level)) if report.findings is not None else None,
    )


def _path(row: ChangeRow) -> tuple[_Value, ...]:
    before, after = row.attributes_before, row.attributes
    is_there = row.kind is not ChangeKind.DELETED
    return (
        row.kind.name.lower() if row.kind is not None else "",
        row.file_type.name.lower(),
        row.size_before_bytes,
        row.size_bytes,
        row.inside,
        " ".join(part.name.lower() for part in row.metadata),
        "yes" if row.hides_below else "no",
        f"{before.mode:04o}" if before is not None else "",
        f"{after.mode:04o}" if is_there else "",
        f"{before.uid}:{before.gid}" if before is not None else "",
        f"{after.uid}:{after.gid}" if is_there else "",
        before.link if before is not None else "",
        after.link if is_there else "",
        row.wasted_bytes,
        row.waste.name.lower() if row.waste is not None else "",
        row.path,
    )
