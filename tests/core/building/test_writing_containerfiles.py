"""What was done, written so that every builder reads back the same commands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.building import BaseFacts, Part, Session, quoted, read_plan, run_line, write_containerfile
from core.building.words import expand, split_words
from core.building.writing import is_interactive
from core.model import ChangeKind, CommandChanges, CommandRun, FileChange, FileType


def a_run(
    text: str, exit_code: int | None = 0, changed: int | None = 1, **more: object
) -> CommandRun:
    changes = None
    if changed is not None:
        paths = tuple(
            FileChange(f"srv/file{number}", ChangeKind.ADDED, FileType.REGULAR, 1)
            for number in range(changed)
        )
        changes = CommandChanges(added=changed, paths=paths)
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    return CommandRun(text, moment, 1.0, exit_code, changes=changes, **more)  # type: ignore[arg-type]


def written(*runs: CommandRun, **more: object) -> list[str]:
    session = Session("box", "web:1.0", (Part(runs=runs),), **more)  # type: ignore[arg-type]
    return write_containerfile(session).splitlines()[1:]


def read_back(line: str) -> tuple[str, ...]:
    plan = read_plan(f"FROM b\n{line}\n", "/x", "/", {}, lambda name: BaseFacts("b"))
    (step,) = plan.steps
    assert step.sentence == ""
    return step.words if step.is_exec_form else ("/bin/sh", "-c", *step.words)


@pytest.mark.parametrize(
    "command",
    [
        "echo hi",
        "echo 'a  b' \"$HOME\" \\$x `id`",
        "for i in 1 2\ndo\n  echo $i\ndone",
        "cat <<EOF > /x\nhello\nEOF",
        "cat << EOF",
        "echo end\\",
        "# nothing",
        '["a", "b"]',
        "[ -f /x ] && echo y",
        "--mount=type=bind x",
        "echo ü €",
        "printf '\t\x1b[1m'",
        "echo " + "word " * 100 + "end",
        "echo '" + "x" * 400 + " #no comment' # comment \\ y",
        "a && " * 60 + "b",
        "echo a \\\n  b",
        "echo \u2028 \x85",
        "echo '   spaced    out   " + "y " * 100 + "'",
        "dir `",
    ],
)
def test_commands_come_back_as_they_were(command: str) -> None:
    line = run_line(command)
    assert line is not None
    assert read_back(line) == ("/bin/sh", "-c", command.strip())
    assert all(len(one) <= 100 or " " not in one[:96] for one in line.split("\n")) or "[" in line


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_command_comes_back(command: str) -> None:
    line = run_line(command)
    if "\0" in command:
        assert line is None
    else:
        assert line is not None
        assert read_back(line) == ("/bin/sh", "-c", command.strip())


@given(st.text("ab \\\"'$`#={}", min_size=1, max_size=300).filter(str.strip))
def test_commands_of_signs_with_a_meaning_come_back(command: str) -> None:
    line = run_line(command)
    assert line is not None
    assert read_back(line) == ("/bin/sh", "-c", command.strip())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_value_comes_back(value: str) -> None:
    (word,) = split_words(f"A={quoted(value)}")
    assert expand(word.removeprefix("A="), {"a": "wrong"}) == value


def test_what_no_containerfile_can_hold() -> None:
    assert run_line("echo \udcff") is None
    assert run_line("a\0b") is None
    assert run_line("  ") is None
    assert run_line("echo " + "x" * 200_000) is None


def test_what_succeeded_is_run_and_what_failed_is_told() -> None:
    assert written(
        a_run("apt-get update"),
        a_run("ls /", changed=0),
        a_run("make", 2),
        a_run("sleep 9", None, was_cancelled=True, changed=0),
        a_run("exit", None, changed=0),
        a_run("not watched", changed=None),
    ) == [
        "FROM web:1.0",
        "RUN apt-get update",
        "# changed nothing: ls /",
        "# ended with exit code 2: make",
        "#   it changed:",
        "#   /srv/file0",
        "# was stopped: sleep 9",
        "# did not come to its end: exit",
        "RUN not watched",
    ]


def test_programs_that_one_works_in_are_told_with_what_they_changed() -> None:
    lines = written(a_run("vi /etc/motd", changed=25, is_from_terminal=True))
    assert lines[1:3] == ["# was worked in by hand: vi /etc/motd", "#   it changed:"]
    assert lines[3] == "#   /srv/file0"
    assert lines[-1] == "#   … and 5 more"
    assert not any(line.startswith("RUN") for line in lines)


@pytest.mark.parametrize(
    "text",
    ["vi", "/usr/bin/vim x", "sudo nano /x", "A=b top", "bash", "bash -l", "python3", "crontab -e",
     "env X=1 less /x", "man ls"],
)  # fmt: skip
def test_interactive_programs_are_known(text: str) -> None:
    assert is_interactive(text)


@pytest.mark.parametrize(
    "text",
    ["vim-addons install x", "bash -c 'x'", "sh x.sh", "python3 -m venv /x", "echo vi", "crontab f",
     "", "# vi", "echo 'open", "python3 --version", "A=b"],
)  # fmt: skip
def test_other_programs_are_not(text: str) -> None:
    assert not is_interactive(text)


def test_where_and_as_whom_a_command_ran() -> None:
    assert written(
        a_run("touch x", working_dir="/srv/my app"),
        a_run("touch y", working_dir="/app/"),
        a_run("if true\nthen touch z\nfi", working_dir="/tmp"),
        working_dir="/app",
    )[1:] == [
        "RUN cd '/srv/my app' && touch x",
        "RUN touch y",
        'RUN ["/bin/sh", "-c", "cd /tmp &&\\nif true\\nthen touch z\\nfi"]',
    ]
    assert written(a_run("a"), a_run("b", user="5:5"), user="www")[1:] == [
        "USER 0", "RUN a", "USER 5:5", "RUN b", "USER www"
    ]  # fmt: skip
    assert written(a_run("a"), user="root")[1:] == ["RUN a"]


def test_steps_marks_and_files_that_no_command_explains() -> None:
    by_hand = (
        FileChange("srv", ChangeKind.ADDED, FileType.DIRECTORY),
        FileChange("srv/a\nb", ChangeKind.ADDED, FileType.REGULAR),
        FileChange("etc/motd", ChangeKind.DELETED, FileType.REGULAR),
    )
    parts = (
        Part("step 1: ENV A=b", "ENV A=b"),
        Part("step 2: USER www", "USER www"),
        Part("half way", runs=(a_run("make"),), unexplained=by_hand, config=("ENV B=c",)),
        Part(runs=(a_run("make install"),)),
    )
    assert write_containerfile(Session("box", "Web:1.0", parts)).splitlines() == [
        "# What was done in container box, as Bricklayer saw it.",
        "# Other builders want the image's name in small letters: rename it there.",
        "FROM Web:1.0",
        "ENV A=b",
        "USER www",
        "USER 0",
        "RUN make",
        "# No command explains these changes; files copied in by hand, perhaps:",
        "#   /srv/a\\nb",
        "#   deleted /etc/motd",
        "USER www",
        "ENV B=c",
        "# --- mark: half way",
        "USER 0",
        "RUN make install",
        "USER www",
    ]


def test_nothing_done_is_said() -> None:
    assert written() == ["FROM web:1.0", "# Nothing was done yet."]


def test_a_command_that_was_cut_is_not_run() -> None:
    assert written(a_run("echo long…"))[1] == "# is not known in full: echo long…"
