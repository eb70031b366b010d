"""The recording as rows, with plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.viewmodel.run_rows import (
    PATHS_LIMIT,
    RUNS_LIMIT,
    MarkRow,
    Outcome,
    PathRow,
    RunRow,
    recording_rows,
)
from app.viewmodel.sizes import MINUS
from core.model import ChangeKind, CommandChanges, CommandRun, FileChange, FileType, Mark

START = datetime(2026, 11, 3, 14, 2, tzinfo=UTC)
NEW = FileChange("srv/new", ChangeKind.ADDED, FileType.REGULAR, 2_000)


def run(text: str, at_s: float = 0, **facts: object) -> CommandRun:
    plain = CommandRun(text, START + timedelta(seconds=at_s), 1.0, 0, changes=CommandChanges())
    return replace(plain, **facts)  # type: ignore[arg-type]


def only(recorded: CommandRun) -> RunRow:
    row = recording_rows([recorded], ())[0]
    assert isinstance(row, RunRow)
    return row


def names(rows: tuple[object, ...]) -> list[str]:
    return [row.text if isinstance(row, RunRow) else getattr(row, "title", "") for row in rows]


def test_the_newest_is_on_top_and_the_image_below_everything() -> None:
    marks = [Mark("m1", "between", START + timedelta(seconds=5))]
    rows = recording_rows([run("first"), run("second", 10)], marks, image="orders:1")
    assert names(rows) == ["second", "between", "first", "Image orders:1"]
    assert recording_rows((), ()) == ()
    assert names(recording_rows((), marks)) == ["between", "The image"]


def test_a_mark_set_when_a_command_ended_is_above_it() -> None:
    rows = recording_rows([run("first")], [Mark("m1", "after", START + timedelta(seconds=1))])
    assert names(rows)[:2] == ["after", "first"]


def test_a_long_command_stands_where_it_ended() -> None:
    rows = recording_rows([run("long", 0, duration_s=60.0), run("short", 10)], ())
    assert names(rows)[:2] == ["long", "short"]


def test_commands_of_one_moment_have_keys_of_their_own() -> None:
    rows = recording_rows([run("a"), run("b")], ())
    assert len({row.key for row in rows}) == len(rows) == 3
    assert [row.number for row in rows if isinstance(row, RunRow)] == [1, 0]


@pytest.mark.parametrize(
    ("facts", "outcome", "ending"),
    [
        ({}, Outcome.DONE, "done"),
        ({"exit_code": 127}, Outcome.FAILED, "exit code 127"),
        (
            {"exit_code": 137, "was_out_of_memory": True},
            Outcome.FAILED, "exit code 137, out of memory",
        ),
        ({"exit_code": None}, Outcome.UNKNOWN, "end not known"),
        ({"exit_code": None, "was_out_of_memory": True}, Outcome.UNKNOWN, "out of memory"),
        ({"exit_code": None, "was_cancelled": True}, Outcome.CANCELLED, "cancelled"),
    ],
)  # fmt: skip
def test_how_a_command_ended(facts: dict[str, object], outcome: Outcome, ending: str) -> None:
    row = only(run("a", **facts))  # type: ignore[arg-type]
    assert (row.outcome, row.ending) == (outcome, ending)


def test_what_a_command_changed_is_counted() -> None:
    row = only(run("a", changes=CommandChanges(3, 0, 1, -2_000)))
    assert row.counts == (("+", 3), ("~", 0), (MINUS, 1))
    assert (row.growth, row.changes_words) == (f"{MINUS}2.00 KB", "")
    assert f"+3, {MINUS}1" in row.as_sentence
    assert not row.has_paths
    assert only(run("a")).changes_words == "changed nothing"
    unwatched = only(run("a", changes=None))
    assert (unwatched.changes_words, unwatched.growth) == ("changes were not watched", "")


def test_where_and_as_whom_is_told_when_it_is_not_the_usual() -> None:
    assert only(run("a", working_dir="/", user="root")).facts == "1.0 s"
    assert only(run("a", working_dir="/srv", user="33")).facts == "1.0 s  ·  in /srv  ·  as 33"


def test_the_command_is_kept_and_shown_safely() -> None:
    row = only(run("echo \u202ea\n", is_from_terminal=True))
    assert row.text == "echo \u202ea\n"
    assert row.command == "echo \\u202ea⏎"
    assert "typed in the terminal" in row.tooltip
    assert "run by a button" in only(run("a")).tooltip


def test_an_open_command_lists_its_paths_and_how_many_more_there_are() -> None:
    paths = (
        NEW,
        FileChange("srv/old", ChangeKind.DELETED, FileType.REGULAR, 0, 1_000),
        FileChange("srv/d", ChangeKind.ADDED, FileType.DIRECTORY, 4_096),
        FileChange("etc/x", ChangeKind.MODIFIED, FileType.REGULAR, 3_000, 1_000),
    )
    recorded = run("a", changes=CommandChanges(5, 1, 1, 1_000, paths))
    key = only(recorded).key
    assert only(recorded).has_paths
    rows = recording_rows([recorded], (), {key})
    assert isinstance(rows[0], RunRow)
    assert rows[0].is_expanded
    inner = [row for row in rows if isinstance(row, PathRow)]
    assert [(one.sign, one.directory + one.name, one.size) for one in inner] == [
        ("+", "srv/new", "2.00 KB"),
        (MINUS, "srv/old", f"{MINUS}1.00 KB"),
        ("+", "srv/d/", ""),
        ("~", "etc/x", "+2.00 KB"),
        ("", "… 3 more paths", ""),
    ]
    assert {one.run_key for one in inner} == {key}
    assert inner[-1].path == ""
    assert inner[0].tooltip == "/srv/new"


def test_a_command_without_paths_cannot_be_open() -> None:
    key = only(run("a")).key
    row = recording_rows([run("a")], (), {key})[0]
    assert isinstance(row, RunRow)
    assert not row.is_expanded


def test_lists_are_bounded() -> None:
    paths = tuple(replace(NEW, path=f"srv/{number}") for number in range(PATHS_LIMIT + 5))
    recorded = run("a", changes=CommandChanges(len(paths), 0, 0, 0, paths))
    rows = recording_rows([recorded], (), {only(recorded).key})
    assert sum(isinstance(row, PathRow) for row in rows) == PATHS_LIMIT + 1
    many = [run(f"c{number}", number) for number in range(RUNS_LIMIT + 3)]
    listed = [row for row in recording_rows(many, ()) if isinstance(row, RunRow)]
    assert len(listed) == RUNS_LIMIT
    assert (listed[0].number, listed[-1].number) == (RUNS_LIMIT + 2, 3)


def test_marks_say_what_they_hold() -> None:
    full = Mark("m1", "curl \x07", START, "", 4, 0, 2, 2_000)
    rows = recording_rows((), [full, Mark("m2", "", START, is_empty=True)])
    marks = [row for row in rows if isinstance(row, MarkRow)]
    empty, counted, image = marks
    assert (empty.title, counted.title) == ("Mark", "curl \\x07")
    assert empty.facts.endswith("only settings")
    assert counted.facts.endswith(f"+4 {MINUS}2  ·  2.00 KB")
    assert (counted.words, image.words) == ("Roll back to here", "Roll back to the image")
    assert image.is_image
    assert not counted.is_image
    assert "thrown away" in counted.tooltip
