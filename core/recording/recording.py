"""A container's recording: one JSON line for each command that was run in it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from core.model import CommandRun

HISTORY_TEXT_LIMIT = 4096
"""Longest `created_by` that is written, in characters: lists of images must stay readable."""


class Recording:
    """Append-only file of `CommandRun`. A last line cut by a crash is left out when reading.

    Not fsynced: losing the last seconds of a recording in a power cut harms nothing that the
    person made. Safe to use from several threads of one process.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def append(self, run: CommandRun) -> None:
        """Add a run at the end."""
        line = json.dumps(
            {
                "text": run.text,
                "started": run.started.isoformat(),
                "duration_s": run.duration_s,
                "exit_code": run.exit_code,
                "was_cancelled": run.was_cancelled,
            }
        )
        # On a line of its own even when the one before was cut by a full disk or a crash.
        with self._lock, self._path.open("a+b") as file:
            file.seek(max(0, file.tell() - 1))
            start = b"" if file.read(1) in (b"", b"\n") else b"\n"
            file.write(start + line.encode() + b"\n")

    def runs(self) -> tuple[CommandRun, ...]:
        """All runs, oldest first; () when nothing was recorded."""
        with self._lock:
            try:
                lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
            except FileNotFoundError:
                return ()
        # The last piece has no line end: empty, or cut by a crash.
        return tuple(run for line in lines[:-1] if (run := _parse(line)) is not None)

    def clear(self) -> None:
        """Forget everything: the runs went into an image's history."""
        with self._lock:
            self._path.unlink(missing_ok=True)


def _parse(line: str) -> CommandRun | None:
    try:
        fields = json.loads(line)
        return CommandRun(
            text=str(fields["text"]),
            started=datetime.fromisoformat(fields["started"]),
            duration_s=float(fields["duration_s"]),
            exit_code=None if fields["exit_code"] is None else int(fields["exit_code"]),
            was_cancelled=bool(fields["was_cancelled"]),
        )
    except (ValueError, KeyError, TypeError):
        return None  # a damaged line must not hide the others


def as_history_text(runs: Iterable[CommandRun]) -> str:
    """The `created_by` text of a history entry (image-spec config.md, `history`).

    Commands that failed or were cancelled are marked, since what they wrote is in the layer too.
    Control characters are escaped, and the text is cut at `HISTORY_TEXT_LIMIT`.
    """
    pieces = []
    for run in runs:
        text = _escape_controls(run.text.strip())
        if run.was_cancelled:
            text += "  # cancelled"
        elif run.exit_code:
            text += f"  # exit code {run.exit_code}"
        pieces.append(text)
    joined = " && ".join(pieces)
    if len(joined) > HISTORY_TEXT_LIMIT:
        joined = joined[: HISTORY_TEXT_LIMIT - 1] + "…"
    return joined


def _escape_controls(text: str) -> str:
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
