"""A session as a label of the image that it made, so that it survives wherever the image goes.

`history` can only hold one text for a layer, and other builders drop or overwrite what does not
fit there. The label says which layer it tells of, since images made on top inherit it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.model import CommandChanges, CommandRun

SESSION_LABEL = "org.bricklayer.session"

LABEL_LIMIT_BYTES = 16 * 1024
"""Largest label that is written: every list of images reads all labels."""

_TEXT_LIMIT = 1024  # characters of one command
_CUT = "…"


@dataclass(frozen=True, slots=True)
class SessionLog:
    """The commands of a session, oldest first; `omitted` older ones had no room in the label."""

    layer: str  # diff ID of the layer that it made, the topmost where it made several
    runs: tuple[CommandRun, ...]
    omitted: int = 0


def session_labels(runs: Iterable[CommandRun], diff_id: str) -> dict[str, str]:
    """The label of a session that made the layer `diff_id`; {} when no command was recorded.

    Of at most 16 KiB: the oldest commands are left out first, and counted.
    """
    encoded = [json.dumps(_encode(run), separators=(",", ":")) for run in runs]
    if not encoded:
        return {}
    room = LABEL_LIMIT_BYTES - len(_document(diff_id, len(encoded), []))
    kept: list[str] = []
    for one in reversed(encoded):
        room -= len(one) + 1
        if room < 0:
            break
        kept.append(one)
    kept.reverse()
    return {SESSION_LABEL: _document(diff_id, len(encoded) - len(kept), kept)}


def read_session(labels: Mapping[str, str]) -> SessionLog | None:
    """What an image's labels tell of a session; None when nothing that can be understood."""
    text = labels.get(SESSION_LABEL, "")
    if not text or len(text) > 2 * LABEL_LIMIT_BYTES:
        return None
    try:
        value = json.loads(text)
        runs = tuple(_decode(one) for one in value["runs"])
        return SessionLog(str(value["layer"]), runs, max(0, int(value.get("omitted", 0))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None  # labels are free text that anybody writes


def _document(diff_id: str, omitted: int, runs: list[str]) -> str:
    note = f',"omitted":{omitted}' if omitted else ""
    return f'{{"layer":{json.dumps(diff_id)}{note},"runs":[{",".join(runs)}]}}'


def _encode(run: CommandRun) -> dict[str, Any]:
    text = run.text if len(run.text) <= _TEXT_LIMIT else run.text[: _TEXT_LIMIT - 1] + _CUT
    value: dict[str, Any] = {
        "text": text,
        "at": run.started.astimezone(UTC).isoformat(timespec="seconds"),
        "s": round(run.duration_s, 2),
        "exit": run.exit_code,
    }
    if run.was_cancelled:
        value["cancelled"] = True
    if run.changes is not None:
        changes = run.changes
        value["changes"] = [changes.added, changes.modified, changes.deleted, changes.size_bytes]
    return value


def _decode(value: dict[str, Any]) -> CommandRun:
    counts = value.get("changes")
    started = datetime.fromisoformat(value["at"])
    return CommandRun(
        text=str(value["text"]),
        started=started if started.tzinfo else started.replace(tzinfo=UTC),
        duration_s=float(value["s"]),
        exit_code=None if value["exit"] is None else int(value["exit"]),
        was_cancelled=bool(value.get("cancelled", False)),
        changes=None if counts is None else _decode_counts(counts),
    )


def _decode_counts(counts: list[Any]) -> CommandChanges:
    added, modified, deleted, size_bytes = (int(one) for one in counts)
    return CommandChanges(added, modified, deleted, size_bytes)
