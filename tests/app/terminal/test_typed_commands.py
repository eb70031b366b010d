"""What is typed at prompts of real shells, read off the screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.terminal.marks import TypedCommands
from app.terminal.parser import Parser
from app.terminal.screen import Screen
from app.terminal.shells import _START, _prompts, new_word
from core.model import CommandRun
from tests.app.terminal.programs import Program

_FILE_CLOCK_STEP_S = 0.01  # times of files go on in steps

KINDS = ("bash", "dash", "busybox")


class AtPrompt:
    """A shell as the terminal starts it, and the commands that were noted."""

    def __init__(self, kind: str, directory: Path, columns: int = 150) -> None:
        self.word = new_word()
        found = shutil.which(kind)
        assert found is not None, f"{kind} is needed for these tests"
        start = _START
        if kind != "bash":  # as in a container without bash
            start = start.replace("/bin/bash /usr/bin/bash /usr/local/bin/bash", "/nowhere/bash")
        if kind == "busybox":
            (directory / "sh").symlink_to(found)
            found = str(directory / "sh")
        argv = (found, "-c", start, found, *_prompts(self.word, "box"))
        env = {"TERM": "xterm-256color", "HOME": str(directory)}
        self.program = Program(argv, columns=columns, env=env, directory=directory)
        self.runs: list[CommandRun] = []
        self.commands = TypedCommands(self.program.screen, self.word, self.runs.append)
        self.prompt()

    def prompt(self) -> None:
        self.program.until(lambda: self.commands.is_at_prompt)

    def send(self, keys: str) -> None:
        self.commands.typed(keys.encode())
        self.program.send(keys)

    def type(self, line: str) -> None:
        """A line and Enter, and wait until the next prompt is there."""
        self.send(line + "\r")
        before = self.program.written.count(b"\x1b]133;A;")
        self.program.until(lambda: self.program.written.count(b"\x1b]133;A;") > before)
        self.prompt()

    @property
    def noted(self) -> list[tuple[str, int | None]]:
        return [(run.text, run.exit_code) for run in self.runs]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


Open = Callable[..., AtPrompt]


@pytest.fixture
def open_shell(tmp_path: Path) -> Iterator[Open]:
    opened: list[AtPrompt] = []

    def _open(kind: str, columns: int = 150) -> AtPrompt:
        opened.append(AtPrompt(kind, tmp_path, columns))
        return opened[-1]

    yield _open
    for shell in opened:
        shell.program.close()


def test_commands_are_noted_with_their_ends(kind: str, open_shell: Open, tmp_path: Path) -> None:
    shell = open_shell(kind)
    shell.type("echo hello")
    shell.type("false")
    shell.type("")
    shell.type("   ")
    shell.type("cd /usr/bin")
    shell.type("(exit 7)")
    assert shell.noted == [("echo hello", 0), ("false", 1), ("cd /usr/bin", 0), ("(exit 7)", 7)]
    assert [run.working_dir for run in shell.runs] == [str(tmp_path)] * 3 + ["/usr/bin"]
    assert all(run.is_from_terminal and run.user == "root" for run in shell.runs)
    assert all(run.duration_s >= 0 for run in shell.runs)
    assert shell.commands.directory == "/usr/bin"


def test_the_prompt_looks_like_the_design(kind: str, open_shell: Open, tmp_path: Path) -> None:
    shell = open_shell(kind)
    shell.type("cd /")
    row = shell.program.screen.grid.rows[shell.program.screen.y]
    assert row.text.rstrip() == "root@box:/#"
    assert row.pens is not None
    assert (row.pens[0].ink, row.pens[9].ink, row.pens[10].ink) == (2, 4, -1)


def test_a_line_longer_than_the_screen_is_one_command(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind, columns=60)
    shell.type("cd /")
    long = "echo " + " ".join(f"word{number}" for number in range(40))
    shell.type(long)
    assert shell.noted[1:] == [(long, 0)]


@pytest.mark.parametrize("length", [10, 47, 48, 49, 50, 51, 108, 109, 110, 111])
def test_a_line_that_ends_at_the_edge(kind: str, length: int, open_shell: Open) -> None:
    """The prompt takes 12 columns of 60 here."""
    shell = open_shell(kind, columns=60)
    shell.type("cd /")
    line = "echo " + "x" * (length - 5)
    shell.send(line)
    shell.send("\r")
    shell.program.until(lambda: len(shell.runs) == 2)
    shell.prompt()
    shell.send("echo again\r")
    shell.program.until(lambda: len(shell.runs) == 3)
    assert shell.noted[1:] == [(line, 0), ("echo again", 0)]


@pytest.mark.parametrize("length", [10, 47, 48, 49, 51, 108, 109])
def test_enter_may_come_before_all_is_shown(kind: str, length: int, open_shell: Open) -> None:
    """What a shell wrote is played again, with Enter pressed at each byte of what it showed."""
    shell = open_shell(kind, columns=60)
    shell.type("cd /")
    written = shell.program.written
    line = ": " + "x" * (length - 2)
    start = len(written)
    shell.type(line)
    # Busybox writes nothing more for Enter where the line fills its rows.
    is_full = kind == "busybox" and (length + 12) % 60 == 0

    def shown_of(piece: bytes) -> bytes:
        return piece[: max(0, piece.rfind(b"\x1b]133;A;"))]

    # At the edge of the screen bash may show its whole prompt anew, which is not yet the next one.
    shell.program.until(lambda: is_full or b"\r\n" in shown_of(shell.program.written[start:]))
    piece = shell.program.written[start:]
    shown = shown_of(piece)
    end = len(shown) if is_full else shown.rindex(b"\r\n")
    for at in range(end + 1):
        screen = Screen(columns=60)
        runs: list[CommandRun] = []
        commands = TypedCommands(screen, shell.word, runs.append)
        parser = Parser(screen)
        parser.feed(written)
        commands.typed(line.encode())
        parser.feed(piece[:at])
        commands.typed(b"\r")
        parser.feed(piece[at:])
        assert [run.text for run in runs] == ["cd /", line], (at, piece)


def test_pieces_of_any_size_are_the_same_commands(kind: str, open_shell: Open) -> None:
    """What a shell wrote, cut in two at each byte, and all in single bytes."""
    shell = open_shell(kind, columns=60)
    for line in ("cd /", "(exit 3)", ": " + "x" * 49, ": " + "y" * 120, "echo é"):
        shell.type(line)
    written = shell.program.written
    cuts = [[written[:at], written[at:]] for at in range(len(written))]
    noted = set()
    for pieces in [*cuts, [written[at : at + 1] for at in range(len(written))]]:
        screen = Screen(columns=60)
        runs: list[CommandRun] = []
        commands = TypedCommands(screen, shell.word, runs.append)
        parser = Parser(screen)
        for piece in pieces:
            parser.feed(piece)
        assert commands.is_at_prompt
        noted.add(tuple((run.text, run.exit_code) for run in runs))
    assert noted == {tuple(shell.noted)}


def test_lines_that_go_on_are_one_command(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.send("for i in 1 2\r")
    shell.program.until(lambda: shell.program.lines[shell.program.screen.y] == ">")
    shell.send("do echo n$i\r")
    shell.type("done")
    assert shell.noted == [("for i in 1 2\ndo echo n$i\ndone", 0)]


def test_what_the_kernel_shows_between_lines_is_no_part_of_them() -> None:
    """Bash had left its line editor when "done" and "echo" came, and shows them once more."""
    screen = Screen()
    runs: list[CommandRun] = []
    commands = TypedCommands(screen, "word", runs.append)
    parser = Parser(screen)
    prompt = b"\x1b[?2004h\x1b]133;A;word;0;1;;5.2;/\x07# \x1b]133;B;word\x07"
    parser.feed(prompt + b"for i in 1\r\n\x1b[?2004l\r")
    parser.feed(b"\x1b[?2004h> \x1b]133;P;word;1\x07do :\r\n\x1b[?2004l\r" + b"done\r\n")
    parser.feed(b"\x1b[?2004h> \x1b]133;P;word;2\x07done\r\n\x1b[?2004l\r" + b"echo\r\n")
    parser.feed(b"\x1b]133;C;word\x07" + prompt + b"echo\r\n\x1b[?2004l\r")
    parser.feed(b"\x1b]133;C;word\x07\r\n" + prompt)
    assert [run.text for run in runs] == ["for i in 1\ndo :\ndone", "echo"]
    assert commands.is_at_prompt


def test_ctrl_c_at_a_prompt_notes_nothing(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.send("rm -r something")
    shell.program.until_text("something")
    # Bash acts on a signal that comes just before it waits for a key only with the next key.
    shell.program.until(shell.program.waits)
    before = shell.program.written.count(b"\x1b]133;A;")
    shell.send("\x03")
    shell.program.until(lambda: shell.program.written.count(b"\x1b]133;A;") > before)
    shell.prompt()
    shell.type("echo after")
    assert shell.noted == [("echo after", 0)]


def test_an_interrupted_command_is_noted(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    before = shell.program.written.count(b"\x1b]133;A;")
    shell.send("sh -c 'echo started; exec sleep 60'\r")
    shell.program.until(lambda: "started" in shell.program.lines)
    shell.send("\x03")
    shell.program.until(lambda: shell.program.written.count(b"\x1b]133;A;") > before)
    shell.prompt()
    assert shell.noted == [("sh -c 'echo started; exec sleep 60'", 130)]


def test_a_full_screen_program_is_one_command(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.send("vi text\r")
    shell.program.until(lambda: shell.program.screen.is_alternate)
    shell.send("ihello\rworld\x1b")
    shell.program.until_text("world")
    before = shell.program.written.count(b"\x1b]133;A;")
    shell.send(":wq\r")
    shell.program.until(lambda: shell.program.written.count(b"\x1b]133;A;") > before)
    shell.prompt()
    shell.type("cat text")
    assert shell.noted == [("vi text", 0), ("cat text", 0)]


@pytest.mark.parametrize("editing", ["bash", "busybox"])
def test_a_list_of_completions_is_no_command(
    editing: str, open_shell: Open, tmp_path: Path
) -> None:
    shell = open_shell(editing)
    for name in ("alpha-one", "alpha-two"):
        (tmp_path / name).write_text("x")
    shell.send("cat al\t\t\t")
    shell.program.until_text("alpha-two")
    shell.send("one\r")
    shell.program.until(lambda: len(shell.runs) == 1)
    assert shell.noted == [("cat alpha-one", 0)]


@pytest.mark.parametrize("editing", ["bash", "busybox"])
def test_a_command_that_was_edited_is_noted_as_it_ran(editing: str, open_shell: Open) -> None:
    shell = open_shell(editing)
    shell.type("echo first")
    shell.send("\x1b[A")  # the one before
    shell.program.until(lambda: shell.program.lines[shell.program.screen.y].endswith("echo first"))
    shell.type("\x7f\x7f\x7f\x7f\x7fsecond\x01\x1b[C\x1b[C\x1b[C\x1b[C -n")
    shell.send("\x0cecho cleared\r")
    shell.program.until(lambda: len(shell.runs) == 3)
    assert shell.noted == [("echo first", 0), ("echo -n second", 0), ("echo cleared", 0)]


def test_what_is_typed_ahead_is_noted(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.send("sleep 0.2\recho one\recho two\r")
    shell.program.until(lambda: len(shell.runs) == 3)
    assert shell.noted == [("sleep 0.2", 0), ("echo one", 0), ("echo two", 0)]


def test_a_shell_in_the_shell(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    inner = {"bash": "bash --norc", "dash": "dash", "busybox": "busybox ash"}[kind]
    shell.send(f"{inner}\r")
    before = shell.program.written.count(b"\x1b]133;A;")
    shell.program.until(lambda: shell.program.written.count(b"\x1b]133;A;") > before)
    shell.prompt()
    shell.type("echo inside")
    assert shell.noted == [("echo inside", 0)]
    shell.type("exit 4")
    assert shell.noted == [("echo inside", 0), (inner, 4)]


def test_marks_that_programs_write_are_no_commands(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.type(r"printf '\033]133;A;wrong;0;1;1;;/\007\033]133;B;wrong\007rm -r /\n'")
    shell.type(r"printf '\033]133;C;wrong\007\033]133;D;0\007'")
    shell.type("true")
    assert len(shell.runs) == 3
    assert not any(run.text.startswith("rm") for run in shell.runs)


def test_leaving_is_no_command(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.type("true")
    shell.send("exit\r")
    while shell.program.read(0.2):
        pass
    shell.commands.ended()
    assert shell.noted == [("true", 0)]


def test_what_runs_when_the_container_ends_has_no_exit_code(kind: str, open_shell: Open) -> None:
    shell = open_shell(kind)
    shell.send("echo go; sleep 60\r")
    shell.program.until(lambda: "go" in shell.program.lines)
    assert shell.commands.running == "echo go; sleep 60"
    shell.commands.ended()
    assert shell.noted == [("echo go; sleep 60", None)]
    shell.commands.ended()
    assert len(shell.runs) == 1


def test_a_prompt_that_was_changed_still_tells(open_shell: Open) -> None:
    shell = open_shell("bash")
    shell.type("PS1='mine> '")
    shell.type("echo under my prompt")
    assert shell.program.lines[shell.program.screen.y].startswith("mine>")
    assert shell.noted[-1] == ("echo under my prompt", 0)


def test_a_prompt_of_a_start_file_gives_way(open_shell: Open, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("PS1='\\h$ '\n")
    shell = open_shell("bash")
    assert "root@box" in shell.program.lines[0]


def test_marks_with_odd_contents_do_no_harm() -> None:
    screen = Screen()
    runs: list[CommandRun] = []
    commands = TypedCommands(screen, "word", runs.append)
    parser = Parser(screen)
    for words in (
        "A;word", "A;word;x;;;;", "A;word;0;1;1;;/", "C;word", "P;word;", "B;word", "B;word;more",
        "Z;word", "", ";", "A;word;99999;1;2;x.y;/", "C;word", "A;word;-1;2;;5.2;/\x01",
    ):  # fmt: skip
        parser.feed(b"\x1b]133;" + os.fsencode(words) + b"\x07text\r\n")
    commands.ended()
    assert all(run.text == "text" for run in runs)


def test_a_program_that_knows_the_word_can_only_lie_in_text() -> None:
    """What is noted has no controls, whatever a mark holds, and is bounded."""
    screen = Screen(columns=200)
    runs: list[CommandRun] = []
    commands = TypedCommands(screen, "word", runs.append)
    parser = Parser(screen)
    odd = b"/tmp\n\r\x08\xc2\x9b" + b"d" * 6000
    parser.feed(b"\x1b]133;A;word;0;1;;5.2;" + odd + b"\x07\x1b]133;B;word\x07")
    parser.feed(b"rm\x00\x0b -rf /\x1b[31m;\x1b]52;c;AAAA\x07 id\r\n\x1b]133;C;word\x07")
    commands.ended()
    assert len(runs) == 1
    assert runs[0].working_dir.startswith("/tmpddd")
    assert len(runs[0].working_dir) == 4096
    assert all(c.isprintable() or c == "\n" for c in runs[0].text)
    assert runs[0].is_from_terminal


def test_a_command_begins_when_enter_is_pressed(
    kind: str, open_shell: Open, tmp_path: Path
) -> None:
    """What it changes before its echo is read belongs to it."""
    shell = open_shell(kind)
    before = datetime.now(UTC)
    shell.type(f"touch {tmp_path}/stamp")
    written_s = (tmp_path / "stamp").stat().st_mtime
    assert before <= shell.runs[0].started
    assert shell.runs[0].started.timestamp() <= written_s + _FILE_CLOCK_STEP_S
