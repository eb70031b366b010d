from datetime import UTC, datetime

from core.model import CommandRun
from core.recording import Recording, as_history_text
from core.recording.recording import HISTORY_TEXT_LIMIT


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
