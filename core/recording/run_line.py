"""One run as a line of JSON, and back. Lines of older versions lack some fields and still read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from core.model import ChangeKind, CommandChanges, CommandRun, FileChange, FileType

PATHS_KEPT = 50
"""Most changed paths that are kept of a run; the counts are of all."""

TEXT_LIMIT = 128 * 1024
"""Longest text of a command, in characters: Linux runs none with a longer line (execve(2))."""

_CUT = "…"


def encode_run(run: CommandRun, *, has_paths: bool = True, text_limit: int = TEXT_LIMIT) -> bytes:
    """The line, with its line end. Without `has_paths` only the counts of changes are kept."""
    text = run.text if len(run.text) <= text_limit else run.text[: text_limit - 1] + _CUT
    fields: dict[str, Any] = {
        "text": text,
        "started": run.started.isoformat(),
        "duration_s": run.duration_s,
        "exit_code": run.exit_code,
        "was_cancelled": run.was_cancelled,
    }
    if run.is_from_terminal:
        fields["is_from_terminal"] = True
    if run.working_dir:
        fields["working_dir"] = run.working_dir
    if run.user:
        fields["user"] = run.user
    if run.was_out_of_memory:
        fields["was_out_of_memory"] = True
    if run.changes is not None:
        fields["changes"] = _encode_changes(run.changes, has_paths=has_paths)
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


def parse_run(line: str) -> CommandRun | None:
    """None for a damaged line: it must not hide the others."""
    try:
        fields = json.loads(line)
        return CommandRun(
            text=str(fields["text"]),
            started=datetime.fromisoformat(fields["started"]),
            duration_s=float(fields["duration_s"]),
            exit_code=None if fields["exit_code"] is None else int(fields["exit_code"]),
            was_cancelled=bool(fields["was_cancelled"]),
            changes=_parse_changes(fields.get("changes")),
            is_from_terminal=bool(fields.get("is_from_terminal", False)),
            working_dir=str(fields.get("working_dir", "")),
            user=str(fields.get("user", "")),
            was_out_of_memory=bool(fields.get("was_out_of_memory", False)),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _encode_changes(changes: CommandChanges, *, has_paths: bool) -> dict[str, Any]:
    paths = [
        [one.path, one.kind.name, one.file_type.name, one.size_bytes, one.size_before_bytes,
         one.modified_ns]
        for one in changes.paths[:PATHS_KEPT]
    ]  # fmt: skip
    return {
        "added": changes.added,
        "modified": changes.modified,
        "deleted": changes.deleted,
        "size_bytes": changes.size_bytes,
        **({"paths": paths} if paths and has_paths else {}),
    }


def _parse_changes(value: Any) -> CommandChanges | None:
    """None also for what makes no sense: the command itself is still worth telling."""
    if value is None:
        return None
    try:
        paths = tuple(
            FileChange(
                path=str(path),
                kind=ChangeKind[kind],
                file_type=FileType[file_type],
                size_bytes=int(size_bytes),
                size_before_bytes=int(size_before_bytes),
                modified_ns=int(modified_ns),
            )
            for path, kind, file_type, size_bytes, size_before_bytes, modified_ns in value.get(
                "paths", ()
            )[:PATHS_KEPT]
        )
        return CommandChanges(
            added=int(value["added"]),
            modified=int(value["modified"]),
            deleted=int(value["deleted"]),
            size_bytes=int(value["size_bytes"]),
            paths=paths,
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
