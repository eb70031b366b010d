"""The recording of commands, on the disk and in an image."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.model import ChangeKind, CommandChanges, CommandRun, FileChange, FileType
from core.recording import Recording, as_history_text
from core.recording.recording import HISTORY_TEXT_LIMIT, PATHS_BELOW_BYTES
from core.recording.run_line import encode_run


def a_run(text="apk add nginx", exit_code=0, cancelled=False):
    return CommandRun(text, datetime(2026, 1, 2, 3, 4, tzinfo=UTC), 1.5, exit_code, cancelled)


def test_runs_come_back_in_order(tmp_path):
    recording = Recording(tmp_path / "commands.jsonl")
    assert recording.runs() == ()
    first, second = a_run("echo ü\nsecond line"), a_run("false", exit_code=1)
    recording.append(first)
    recording.append(second)
    assert Recording(tmp_path / "commands.jsonl").runs() == (first, second)


def test_a_line_cut_by_a_crash_is_left_out(tmp_path):
    path = tmp_path / "commands.jsonl"
    recording = Recording(path)
    recording.append(a_run("one"))
    recording.append(a_run("two"))
    path.write_bytes(path.read_bytes()[:-9])
    assert [run.text for run in recording.runs()] == ["one"]
    recording.append(a_run("three"))
    assert [run.text for run in recording.runs()] == ["one", "three"]


def test_a_damaged_line_does_not_hide_the_others(tmp_path):
    path = tmp_path / "commands.jsonl"
    recording = Recording(path)
    recording.append(a_run("one"))
    with path.open("ab") as file:
        file.write(b"\xff{not json}\n[]\n")
    recording.append(a_run("two"))
    assert [run.text for run in recording.runs()] == ["one", "two"]


def test_clear_forgets_and_may_be_repeated(tmp_path):
    recording = Recording(tmp_path / "commands.jsonl")
    recording.append(a_run())
    recording.clear()
    recording.clear()
    assert recording.runs() == ()


def test_history_text_marks_what_did_not_succeed():
    text = as_history_text([a_run("make"), a_run("false", 1), a_run("sleep 9", None, True)])
    assert text == "make && false  # exit code 1 && sleep 9  # cancelled"


def test_history_text_shows_control_characters_and_is_bounded():
    assert as_history_text([a_run("printf '\x1b[31m'\nid")]) == "printf '\\x1b[31m'\\nid"
    assert len(as_history_text([a_run("x" * 9999)])) == HISTORY_TEXT_LIMIT


def a_change(path="srv/a", kind=ChangeKind.ADDED):
    return FileChange(path, kind, FileType.REGULAR, 7, 3, 1_700_000_000_123_456_789)


def a_full_run(paths=2):
    changes = CommandChanges(
        added=1, modified=2, deleted=3, size_bytes=-5,
        paths=tuple(a_change(f"srv/{number}\udcff") for number in range(paths)),
    )  # fmt: skip
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    return CommandRun(
        "make", moment, 1.25, 0, changes=changes,
        is_from_terminal=True, working_dir="/srv", user="5:6", was_out_of_memory=True,
    )  # fmt: skip


def test_all_that_is_known_of_a_run_comes_back(tmp_path):
    recording = Recording(tmp_path / "commands.jsonl")
    runs = (a_full_run(), CommandRun("x", datetime.now(UTC), 0.0, 0, changes=CommandChanges()))
    for run in runs:
        recording.append(run)
    assert recording.runs() == runs


def test_only_fifty_paths_of_a_run_are_kept_and_the_counts_of_all(tmp_path):
    recording = Recording(tmp_path / "commands.jsonl")
    recording.append(a_full_run(paths=60))
    (read,) = recording.runs()
    assert len(read.changes.paths) == 50
    assert read.changes.total == 6


def test_lines_of_older_versions_still_read(tmp_path):
    path = tmp_path / "commands.jsonl"
    path.write_text(
        '{"text": "make", "started": "2026-01-02T03:04:00+00:00", "duration_s": 1.5, '
        '"exit_code": 0, "was_cancelled": false}\n'
    )
    assert Recording(path).runs() == (a_run("make"),)


@pytest.mark.parametrize(
    "changes",
    [
        '"odd"', "[]", "{}", "7", "true",
        '{"added": "x", "modified": 0, "deleted": 0, "size_bytes": 0}',
        '{"added": 1, "modified": 0, "deleted": 0, "size_bytes": 0, "paths": [["a"]]}',
        '{"added": 1, "modified": 0, "deleted": 0, "size_bytes": 0,'
        ' "paths": [["a", "BAD", "REGULAR", 0, 0, 0]]}',
        '{"added": 1e999, "modified": 0, "deleted": 0, "size_bytes": 0}',
    ],
)  # fmt: skip
def test_changes_that_make_no_sense_do_not_hide_the_command(tmp_path, changes):
    path = tmp_path / "commands.jsonl"
    path.write_text(
        '{"text": "make", "started": "2026-01-02T03:04:00+00:00", "duration_s": 1.5, '
        f'"exit_code": 0, "was_cancelled": false, "changes": {changes}}}\n'
    )
    assert Recording(path).runs() == (a_run("make"),)


def test_deeply_nested_and_endless_lines_do_not_hide_the_others(tmp_path):
    path = tmp_path / "commands.jsonl"
    recording = Recording(path)
    recording.append(a_run("one"))
    with path.open("ab") as file:
        file.write(b"[" * 100_000 + b"\n" + b'{"text": "x"}\n')
    recording.append(a_run("two"))
    assert [run.text for run in recording.runs()] == ["one", "two"]


def test_a_large_recording_keeps_counts_and_then_short_texts(tmp_path, monkeypatch):
    monkeypatch.setattr("core.recording.recording.PATHS_BELOW_BYTES", 500)
    monkeypatch.setattr("core.recording.recording.SHORT_ABOVE_BYTES", 4000)
    recording = Recording(tmp_path / "commands.jsonl")
    for _ in range(12):
        recording.append(replace(a_full_run(), text="y" * 300))
    runs = recording.runs()
    assert len(runs) == 12
    assert len(runs[0].changes.paths) == 2
    assert runs[5].changes.paths == ()
    assert [runs[5].changes.total, len(runs[5].text)] == [6, 300]
    assert runs[-1].text == "y" * 199 + "…"


def test_a_hundred_thousand_commands_stay_usable(tmp_path):
    path = tmp_path / "commands.jsonl"
    recording = Recording(path)
    recording.append(a_full_run(paths=50))
    line = path.read_bytes()
    short = encode_run(a_full_run(), has_paths=False)
    # As appending leaves it: paths up to 8 MiB, then without.
    with_paths = PATHS_BELOW_BYTES // len(line) + 1
    path.write_bytes(line * with_paths + short * (100_000 - with_paths))
    recording.append(a_full_run())
    assert path.stat().st_size < 40 << 20
    runs = recording.runs()
    assert len(runs) == 100_001
    assert len(as_history_text(runs)) == HISTORY_TEXT_LIMIT
