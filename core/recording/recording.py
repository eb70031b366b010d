"""A container's recording: one JSON line for each command that was run in it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from pathlib import Path

from core.model import CommandRun
from core.recording.run_line import encode_run, parse_run

HISTORY_TEXT_LIMIT = 4096
"""Longest `created_by` that is written, in characters: lists of images must stay readable."""

PATHS_BELOW_BYTES = 8 << 20
"""From this size of the file on, only counts of changes are kept, no paths."""

SHORT_ABOVE_BYTES = 64 << 20
"""From this size of the file on, texts are cut: a script that never ends must not fill the disk."""

_SHORT_TEXT = 200


class Recording:
    """Append-only file of `CommandRun`. A last line cut by a crash is left out when reading.

    Not fsynced: losing the last seconds of a recording in a power cut harms nothing that the
    person made. Safe to use from several threads of one process. No line is ever dropped, since
    marks count them; they get shorter instead where there are very many.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def append(self, run: CommandRun) -> None:
        """Add a run at the end."""
        # On a line of its own even when the one before was cut by a full disk or a crash.
        with self._lock, self._path.open("a+b") as file:
            size_bytes = file.seek(0, os.SEEK_END)
            file.seek(max(0, size_bytes - 1))
            start = b"" if file.read(1) in (b"", b"\n") else b"\n"
            file.write(start + _encode(run, size_bytes))

    def runs(self) -> tuple[CommandRun, ...]:
        """All runs, oldest first; () when nothing was recorded."""
        with self._lock:
            try:
                lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
            except FileNotFoundError:
                return ()
        # The last piece has no line end: empty, or cut by a crash.
        return tuple(run for line in lines[:-1] if (run := _parse(line)) is not None)

    def cut(self, runs: int) -> None:
        """Forget all but the first `runs` of them; atomic. OSError."""
        with self._lock:
            try:
                lines = self._path.read_bytes().split(b"\n")[:-1]
            except FileNotFoundError:
                return
            kept: list[bytes] = []
            for line in lines:
                if runs <= 0:
                    break
                kept.append(line + b"\n")
                runs -= _parse(line.decode("utf-8", "replace")) is not None
            temporary = self._path.with_name(self._path.name + ".cut")
            temporary.write_bytes(b"".join(kept))
            temporary.rename(self._path)

    def clear(self) -> None:
        """Forget everything: the runs went into an image's history."""
        with self._lock:
            self._path.unlink(missing_ok=True)


def _encode(run: CommandRun, size_bytes: int) -> bytes:
    """The line for a file that is that large already: the larger, the shorter."""
    if size_bytes > SHORT_ABOVE_BYTES:
        return encode_run(run, has_paths=False, text_limit=_SHORT_TEXT)
    return encode_run(run, has_paths=size_bytes <= PATHS_BELOW_BYTES)


def _parse(line: str) -> CommandRun | None:
    return parse_run(line)


def as_history_text(runs: Iterable[CommandRun]) -> str:
    """The `created_by` text of a history entry (image-spec config.md, `history`).

    Commands that failed or were cancelled are marked, since what they wrote is in the layer too.
    Control characters are escaped, and the text is cut at `HISTORY_TEXT_LIMIT`.
    """
    pieces: list[str] = []
    length = 0
    for run in runs:
        text = _escape_controls(run.text.strip())
        if run.was_cancelled:
            text += "  # cancelled"
        elif run.exit_code:
            text += f"  # exit code {run.exit_code}"
        pieces.append(text)
        length += len(text)
        if length > HISTORY_TEXT_LIMIT:
            break  # there may be a hundred thousand more
    joined = " && ".join(pieces)
    if len(joined) > HISTORY_TEXT_LIMIT:
        joined = joined[: HISTORY_TEXT_LIMIT - 1] + "…"
    return joined


def _escape_controls(text: str) -> str:
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
