"""A report as JSON: the lossless format, for other programs. README.md lists every key.

Keys stand in a fixed order; what is not known is null. A string with bytes that are not UTF-8 has
them as escapes of four characters (backslash, x, two digits), and beside `key` stands `key_base64`
with its exact bytes; of a list of such strings all are in `key_base64`, in the same order.
Characters without a picture are JSON's own escapes, so that a report may be shown in a terminal.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from core.model import (
    ChangeKind,
    ChangeRow,
    Efficiency,
    FileAttributes,
    Finding,
    Image,
    LayerPlace,
    Package,
    PackageChange,
    WastedFile,
)
from core.report.contents import (
    AnyReport,
    ComparisonReport,
    HistoryStep,
    ImageReport,
    LayerEntry,
    LayerReport,
)
from core.report.wording import visible

VERSION = 1
"""Of the keys. It grows when one goes or changes its meaning, not when one is added."""

_Object = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x20-\x7e\n]")


def to_json(report: AnyReport) -> str:
    """The whole document, indented, ending with a line end."""
    head: _Object = {"format": "bricklayer-report", "version": VERSION}
    match report:
        case ImageReport():
            value = head | {"kind": "image"} | _image_report(report)
        case LayerReport():
            value = head | {"kind": "layer"} | _layer_report(report)
        case ComparisonReport():
            value = head | {"kind": "comparison"} | _comparison_report(report)
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if _SURROGATE.search(text):
        text = json.dumps(_with_exact_bytes(value), ensure_ascii=False, indent=2)
    return _NOT_ASCII.sub(_escaped, text) + "\n"


def _image_report(report: ImageReport) -> _Object:
    return {
        "image": _image(report.image),
        "config": _config(report.image),
        "layers": [
            _layer(entry, len(report.findings_of(entry.level)), report) for entry in report.layers
        ],
        "is_complete": report.is_complete,
        "efficiency": _efficiency(report.efficiency),
        "are_contents_read": report.are_contents_read,
        "findings": _findings(report.findings),
        "is_history_matched": report.is_history_matched,
        "history": [_history_step(step) for step in report.history],
        "unavailable": list(report.unavailable),
    }


def _layer_report(report: LayerReport) -> _Object:
    return {
        "image": _image(report.image),
        "layer": _layer(
            report.entry, len(report.findings) if report.findings is not None else None, report
        ),
        "total_paths": report.total_changes,
        "paths": [_change(row) for row in report.changes],
        "wasted_files": [_wasted(file) for file in report.wasted_files],
        "are_contents_read": report.are_contents_read,
        "findings": _findings(report.findings),
        "unavailable": list(report.unavailable),
    }


def _comparison_report(report: ComparisonReport) -> _Object:
    comparison = report.comparison
    return {
        "left": _place(comparison.left, report.left_level, comparison.left_bytes),
        "right": _place(comparison.right, report.right_level, comparison.right_bytes),
        "is_same": report.is_same,
        "changes": _counts(comparison.counts, ChangeKind),
        "unchanged": comparison.unchanged,
        "layers": [
            {"left": _level(pair.left), "right": _level(pair.right), "is_same": pair.is_same}
            for pair in comparison.layers
        ],
        "config": [
            {"key": difference.key, "left": difference.left, "right": difference.right}
            for difference in comparison.config
        ],
        "packages": [_package_change(change) for change in comparison.packages],
        "total_paths": report.total_paths,
        "paths": [_change(row) for row in report.paths],
        "notes": list(comparison.notes),
        "unavailable": list(report.unavailable),
    }


def _image(image: Image) -> _Object:
    return {
        "reference": image.reference,
        "name": image.name,
        "publisher": image.publisher,
        "version": image.version,
        "description": image.description,
        "created": _time(image.created),
        "platform": image.platform,
        "is_runnable": image.is_runnable,
        "base_name": image.base_name,
        "base_digest": image.base_digest,
        "image_id": image.image_id,
        "manifest_digest": image.manifest_digest,
        "layer_count": len(image.layers),
        "download_bytes": image.size_bytes,
    }


def _config(image: Image) -> _Object:
    config = image.config
    return {
        "entrypoint": list(config.entrypoint),
        "command": list(config.command),
        "env": list(config.env),
        "working_dir": config.working_dir,
        "user": config.user,
        "exposed_ports": list(config.exposed_ports),
        "labels": [{"name": name, "value": value} for name, value in config.labels],
    }


def _layer(entry: LayerEntry, findings: int | None, report: ImageReport | LayerReport) -> _Object:
    layer, summary, waste, packages = entry.layer, entry.summary, entry.waste, entry.packages
    sizes = summary.sizes if summary is not None else None
    return {
        "level": _level(entry.level),
        "diff_id": layer.diff_id,
        "chain_id": layer.chain_id,
        "digest": layer.digest,
        "media_type": layer.media_type,
        "created": _time(layer.created),
        "created_by": layer.created_by,
        "comment": layer.comment,
        "is_available": layer.available and not entry.unavailable,
        "unavailable": entry.unavailable or layer.unavailable_reason,
        "download_bytes": layer.size_bytes,
        "file_bytes": sizes.file_bytes if sizes else None,
        "disk_bytes": sizes.disk_bytes if sizes else None,
        "only_here_bytes": sizes.only_here_bytes if sizes else None,
        "added_bytes": sizes.added_bytes if sizes else None,
        "total_bytes": sizes.total_bytes if sizes else None,
        "files": summary.files if summary else None,
        "changes": _counts(summary.counts, ChangeKind) if summary else None,
        "engine_noise": summary.noise if summary else None,
        "text_changes": summary.text_changes if summary else None,
        "stored_bytes": waste.stored_bytes if waste else None,
        "dead_bytes": waste.dead_bytes if waste else None,
        "caused_bytes": waste.caused_bytes if waste else None,
        "findings": findings if report.findings is not None else None,
        "packages_installed": packages.installed if packages else None,
        "packages": [_package_change(c) for c in packages.changes] if packages else None,
        "notes": [*(summary.notes if summary else ()), *(packages.notes if packages else ())],
    }


def _efficiency(efficiency: Efficiency | None) -> _Object | None:
    if efficiency is None:
        return None
    return {
        "stored_bytes": efficiency.stored_bytes,
        "live_bytes": efficiency.live_bytes,
        "reclaimable_bytes": efficiency.reclaimable_bytes,
        "efficiency": efficiency.efficiency,
        "above_base_share": efficiency.above_base_share,
        "base_levels": efficiency.base_levels,
        "by_cause": {cause.name.lower(): size for cause, size in efficiency.by_cause},
        "total_files": efficiency.wasted_files,
        "files": [_wasted(file) for file in efficiency.files],
        "advice": [
            {
                "sentence": advice.sentence,
                "saved_bytes": advice.saved_bytes,
                "levels": [_level(level) for level in advice.levels],
                "paths": list(advice.paths),
            }
            for advice in efficiency.advice
        ],
    }


def _wasted(file: WastedFile) -> _Object:
    return {
        "path": file.path,
        "size_bytes": file.size_bytes,
        "level": _level(file.level),
        "hidden_at": _level(file.hidden_at),
        "cause": _word(file.cause),
    }


def _findings(findings: tuple[Finding, ...] | None) -> list[_Object] | None:
    if findings is None:
        return None
    return [
        {
            "kind": _word(finding.kind),
            "severity": _word(finding.severity),
            "title": finding.title,
            "path": finding.path,
            "level": _level(finding.level),
            "chain_id": finding.chain_id,
            "size_bytes": finding.size_bytes,
            "deleted_at": _level(finding.deleted_at),
            "line": finding.line,
            "excerpt": finding.excerpt,
        }
        for finding in findings
    ]


def _history_step(step: HistoryStep) -> _Object:
    entry = step.entry
    return {
        "level": _level(step.level),
        "is_empty": entry.empty_layer,
        "created": _time(entry.created),
        "created_by": entry.created_by,
        "author": entry.author,
        "comment": entry.comment,
    }


def _change(row: ChangeRow) -> _Object:
    before = row.attributes_before
    is_gone = row.kind is ChangeKind.DELETED
    return {
        "path": row.path,
        "change": _word(row.kind) if row.kind is not None else None,
        "file_type": _word(row.file_type),
        "size_bytes": row.size_bytes,
        "size_before_bytes": row.size_before_bytes,
        "inside": row.inside,
        "metadata": [_word(part) for part in row.metadata],
        "hides_below": row.hides_below,
        "is_text": row.is_text,
        "is_noise": row.is_noise,
        "waste": _word(row.waste) if row.waste is not None else None,
        "wasted_bytes": row.wasted_bytes,
        "attributes": _attributes(row.attributes) if not is_gone else None,
        "attributes_before": _attributes(before) if before is not None else None,
    }


def _attributes(attributes: FileAttributes) -> _Object:
    return {
        "mode": f"{attributes.mode:04o}",
        "uid": attributes.uid,
        "gid": attributes.gid,
        # A string: too large for the numbers of many readers.
        "modified_ns": str(attributes.modified_ns),
        "link": attributes.link,
        "xattrs": list(attributes.xattrs),
        "device": list(attributes.device),
    }


def _package_change(change: PackageChange) -> _Object:
    return {
        "change": _word(change.kind),
        "before": _package(change.before),
        "after": _package(change.after),
    }


def _package(package: Package | None) -> _Object | None:
    if package is None:
        return None
    return {
        "ecosystem": _word(package.ecosystem),
        "name": package.name,
        "version": package.version,
        "architecture": package.architecture,
        "size_bytes": package.size_bytes,
        "location": package.location,
        "is_automatic": package.is_automatic,
    }


def _place(place: LayerPlace, level: int | None, visible_bytes: int) -> _Object:
    return {
        "reference": place.reference,
        "level": _level(level),
        "chain_id": place.chain_id,
        "visible_bytes": visible_bytes,
    }


def _counts(counts: Iterable[tuple[Enum, int]], kinds: type[Enum]) -> _Object:
    """Every kind is there, also those that nobody counted."""
    found = dict(counts)
    return {_word(kind): found.get(kind, 0) for kind in kinds}


def _word(kind: Enum) -> str:
    """Stable, where the words for people may change."""
    return kind.name.lower()


def _level(level: int | None) -> int | None:
    return None if level is None else level + 1


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment is not None else None


def _with_exact_bytes(value: Any) -> Any:
    """The same, with a `…_base64` beside every string that is not UTF-8."""
    if isinstance(value, list):
        return [_with_exact_bytes(part) for part in value]
    if isinstance(value, str):
        return _SURROGATE.sub(lambda match: visible(match[0]), value)
    if not isinstance(value, dict):
        return value
    exact: _Object = {}
    for key, part in value.items():
        exact[key] = _with_exact_bytes(part)
        if isinstance(part, str) and _SURROGATE.search(part):
            exact[f"{key}_base64"] = _base64(part)
        elif isinstance(part, list) and any(
            isinstance(text, str) and _SURROGATE.search(text) for text in part
        ):
            exact[f"{key}_base64"] = [_base64(text) for text in part]
    return exact


def _base64(text: str) -> str:
    try:
        encoded = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, out of somebody's JSON
        encoded = text.encode("utf-8", "surrogatepass")
    return base64.b64encode(encoded).decode("ascii")


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char.isprintable():
        return char
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
