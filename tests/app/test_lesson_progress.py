"""What is remembered of lessons comes back, and a damaged file costs nothing but itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.lesson_progress import KeptStanding, load_progress, save_progress
from core.lesson import ScoreResult

STANDINGS = {
    "first": KeptStanding(3, 7, True, ScoreResult(3, 41_000_000, 2, 38_000_000), (("base", 2),)),
    "own lesson": KeptStanding(),
}


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lessons.json"
    save_progress(STANDINGS, path)
    assert load_progress(path) == STANDINGS
    assert [entry.name for entry in path.parent.iterdir()] == ["lessons.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 2, "lessons": {}}', '{"format": 1}', "[" * 100_000, "\0"]
)
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lessons.json"
    path.write_text(text)
    assert load_progress(path) == {}
    assert load_progress(tmp_path / "missing.json") == {}


def test_of_a_damaged_entry_only_what_is_wrong_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "lessons.json"
    entry = {"steps_done": -1, "steps": True, "is_finished": "yes", "best": {"bricks": 2},
             "predictions": {"a": 1, "b": "x", "c": True}}  # fmt: skip
    path.write_text(json.dumps({"format": 1, "lessons": {"a": entry, "b": 7}}))
    best = ScoreResult(2, 0, 0, 0)
    assert load_progress(path) == {"a": KeptStanding(best=best, predictions=(("a", 1),))}


def test_a_folder_that_cannot_be_written_is_no_reason_to_complain(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    save_progress(STANDINGS, blocked / "lessons.json")
    assert load_progress(blocked / "lessons.json") == {}
