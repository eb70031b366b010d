"""Lessons are found by name, path or in the person's folder; broken ones are listed with why."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import lesson_files
from app.lesson_files import keep_lesson, list_lessons, load_lesson, shipped_lessons
from core.errors import FileAccessError, LessonError
from core.lesson import Level
from core.lesson.packing import pack_lesson

TEXT = """
format = 2
title = "{title}"
summary = "S"
minutes = 3
level = "deep"
[variants.a]
title = "A"
[[steps]]
id = "one"
title = "T"
do = "D"
expect = "E"
checks = [{that = "image-exists", name = "X"}]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    monkeypatch.setattr(lesson_files, "own_folder", lambda: folder)
    return folder


def write(path: Path, title: str = "Mine") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.replace("{title}", title))
    return path


def test_shipped_lessons_come_in_the_order_to_take_them(own: Path) -> None:
    names = shipped_lessons()
    assert names[0] == "first"
    assert len(names) >= 8
    assert next(entry.name for entry in list_lessons() if not entry.is_own) == "first"
    levels = [load_lesson(name).level for name in names]
    assert levels == sorted(levels, key=[Level.FIRST, Level.NEXT, Level.DEEP].index)


def test_ones_own_are_found_by_name_and_listed_last(own: Path) -> None:
    write(own / "mine.toml")
    write(own / "first.toml", "Not the first")
    write(own / "folder" / "lesson.toml", "Folder")
    pack_lesson(TEXT.replace("{title}", "Packed"), (("a", b"1"),), own / "packed.zip")
    (own / "broken.toml").write_text("format = 1")
    (own / ".hidden.toml").write_text("")
    (own / "notes.txt").write_text("")
    write(own / "dotted.name" / "lesson.toml", "Dotted")
    mine = [entry for entry in list_lessons() if entry.is_own]
    assert {(entry.name, str(entry.title), bool(entry.sentence)) for entry in mine} == {
        ("broken", "broken", True),
        ("dotted.name", "Dotted", False),
        ("folder", "Folder", False),
        ("mine", "Mine", False),
        ("packed", "Packed", False),
    }
    assert load_lesson("dotted.name").name == "dotted.name"
    (entry,) = [one for one in mine if one.name == "mine"]
    assert (entry.minutes, entry.steps, entry.level, entry.languages) == (3, 1, Level.DEEP, ("en",))
    assert entry.variants[0][0] == "a"
    assert str(load_lesson("mine").title) == "Mine"
    assert load_lesson("packed").files == (("a", b"1"),)
    assert str(load_lesson("first").title) != "Not the first"
    with pytest.raises(LessonError, match="format"):
        load_lesson("broken")


def test_files_are_found_by_path(own: Path, tmp_path: Path, monkeypatch: object) -> None:
    path = write(tmp_path / "here.toml")
    assert load_lesson(str(path)).name == "here"
    write(tmp_path / "dir" / "lesson.toml")
    assert load_lesson(str(tmp_path / "dir")).name == "dir"
    with pytest.raises(LessonError, match="no such file"):
        load_lesson(str(tmp_path / "none.toml"))
    with pytest.raises(LessonError, match="first"):
        load_lesson("none")
    with pytest.raises(LessonError, match="only"):
        load_lesson("first", "moon")


def test_a_lesson_is_kept_under_a_free_name(own: Path) -> None:
    text = TEXT.replace("{title}", "Kept")
    assert keep_lesson(text, "mine") == "mine"
    assert keep_lesson(text, "../Mine") == "mine-2"
    assert keep_lesson(text, "first", (("a", b"1"),)) == "first-2"
    assert sorted(path.name for path in own.iterdir()) == [
        "first-2.zip",
        "mine-2.toml",
        "mine.toml",
    ]
    assert load_lesson("first-2").files == (("a", b"1"),)


def test_a_folder_that_cannot_be_written_is_said(own: Path) -> None:
    own.write_text("in the way")
    with pytest.raises(FileAccessError):
        keep_lesson("", "mine")
