"""What is remembered of lessons between starts: how far each was taken, predictions, best scores.

A file that is missing or damaged is as if nothing had been taken yet; of a damaged entry only that
one is lost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from core.lesson.scoring import ScoreResult

_FILE_NAME = "lessons.json"
_SIZE_LIMIT_BYTES = 4 << 20
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class KeptStanding:
    """Of one lesson. `best` is the best score ever; `predictions` options by step id."""

    steps_done: int = 0
    steps: int = 0
    is_finished: bool = False  # it was, at some time
    best: ScoreResult | None = None
    predictions: tuple[tuple[str, int], ...] = ()


def progress_path() -> Path:
    """Where it is kept."""
    return platformdirs.user_data_path("bricklayer", appauthor=False) / _FILE_NAME


def load_progress(path: Path | None = None) -> dict[str, KeptStanding]:
    """All standings by the lesson's name; {} when there are none."""
    path = path or progress_path()
    try:
        if path.stat().st_size > _SIZE_LIMIT_BYTES:
            return {}
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}  # none yet, or damaged
    lessons = document.get("lessons") if isinstance(document, dict) else None
    if not isinstance(lessons, dict) or document.get("format") != _FORMAT:
        return {}
    return {name: _standing(entry) for name, entry in lessons.items() if isinstance(entry, dict)}


def save_progress(standings: Mapping[str, KeptStanding], path: Path | None = None) -> None:
    """Write all, whole or not at all. A folder that cannot be written is no reason to complain."""
    path = path or progress_path()
    lessons = {
        name: {**asdict(one), "predictions": dict(one.predictions)}
        for name, one in standings.items()
    }
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": _FORMAT, "lessons": lessons}, indent=1)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def _standing(entry: dict[str, Any]) -> KeptStanding:
    predictions = entry.get("predictions")
    return KeptStanding(
        steps_done=_count(entry, "steps_done"),
        steps=_count(entry, "steps"),
        is_finished=entry.get("is_finished") is True,
        best=_score(entry.get("best")),
        predictions=tuple(
            (step, option)
            for step, option in (predictions if isinstance(predictions, dict) else {}).items()
            if type(option) is int
        ),
    )


def _score(entry: Any) -> ScoreResult | None:
    if not isinstance(entry, dict):
        return None
    names = ("bricks", "bytes", "best_bricks", "best_bytes")
    return ScoreResult(**{name: _count(entry, name) for name in names})


def _count(entry: dict[str, Any], name: str) -> int:
    value = entry.get(name)
    return value if type(value) is int and value >= 0 else 0
