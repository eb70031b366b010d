"""Programs that draw: Python's prompt, an editor and a pager for real, apt's bar as it writes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.terminal.parser import Parser
from app.terminal.pen import Pen
from app.terminal.screen import Screen
from tests.app.terminal.programs import Program, lines_of

_ENV = {"TERM": "xterm-256color", "PYTHON_BASIC_REPL": "1"}


@pytest.fixture
def run(tmp_path: Path) -> Iterator[object]:
    opened: list[Program] = []

    def _run(*argv: str, rows: int = 24) -> Program:
        env = {**_ENV, "HOME": str(tmp_path)}
        opened.append(Program(argv, rows=rows, env=env, directory=tmp_path))
        return opened[-1]

    yield _run
    for program in opened:
        program.close()


def _busybox() -> str:
    found = shutil.which("busybox")
    assert found is not None, "busybox is needed for this test"
    return found


def test_pythons_prompt_edits_lines_and_remembers(run: object) -> None:
    program: Program = run(sys.executable, "-q")  # type: ignore[operator]

    def line() -> str:
        return program.lines[program.screen.y]

    def enter(words: str, shown: str, answer: str) -> None:
        """Type at a prompt, see it there, and press Enter."""
        program.until(lambda: line() in (">>>", "..."))
        program.send(words)
        program.until(lambda: line() == shown)
        program.send("\r")
        program.until(lambda: answer in program.lines)

    enter("6*7", ">>> 6*7", "42")
    enter("for i in range(2):", ">>> for i in range(2):", "...")
    enter(" print('row', i)", "...  print('row', i)", "...")
    program.send("\r")
    program.until(lambda: "row 1" in program.lines)
    enter("'ab'\x1b[D\x1b[DX\x01'' + ", ">>> '' + 'aXb'", "'aXb'")
    program.until(lambda: line() == ">>>")
    program.send("\x1b[A")
    program.until(lambda: line() == ">>> '' + 'aXb'")
    program.send("\x15")
    program.until(lambda: line() == ">>>")
    program.send("exit()\r")
    while program.read(0.2):
        pass


def test_a_pager_shows_pages_and_searches(run: object, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("".join(f"line {number}\n" for number in range(200)))
    program: Program = run(_busybox(), "less", "text", rows=10)  # type: ignore[operator]
    program.until(lambda: program.lines[:2] == ["line 0", "line 1"])
    program.send(" ")
    program.until(lambda: program.lines[0] == "line 9")
    program.until(lambda: program.lines[9].startswith((":", "text")))  # it waits for a key
    program.send("/")
    program.until(lambda: program.lines[9] == "/")
    program.send("line 150\r")
    program.until(lambda: "line 150" in program.lines[:9])
    program.until(lambda: program.lines[9].startswith((":", "text")))
    program.send("G")
    program.until(lambda: "line 199" in program.lines)
    program.send("q")
    while program.read(0.2):
        pass


def test_an_editor_scrolls_and_deletes(run: object, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("".join(f"line {number}\n" for number in range(60)))
    program: Program = run(_busybox(), "vi", "text", rows=12)  # type: ignore[operator]
    program.until(lambda: program.lines[0] == "line 0")
    program.send("G")
    program.until_text("line 59")
    program.send("ggdd")
    program.until(lambda: program.lines[:2] == ["line 1", "line 2"])
    program.send("xxxxx")
    program.until(lambda: program.lines[0] == "1")
    program.send(":q!\r")
    while program.read(0.2):
        pass


def test_apts_progress_stays_below_while_lines_scroll() -> None:
    """As apt's fancy progress writes it: a region above, a bar in the last row, both by turns."""
    screen = Screen(6, 40)
    parser = Parser(screen)
    parser.feed(b"# apt-get install curl\r\n")
    parser.feed(b"\n\x1b7\x1b[0;5r\x1b8\x1b[1A")
    for percent in range(0, 101, 10):
        parser.feed(b"Setting up package %d ...\r\n" % percent)
        bar = b"#" * (percent // 10) + b"." * (10 - percent // 10)
        parser.feed(
            b"\x1b7\x1b[6;0f\x1b[42m\x1b[30mProgress: [%3d%%]\x1b[49m\x1b[39m [%s] \x1b8"
            % (percent, bar)
        )
        assert lines_of(screen)[5] == f"Progress: [{percent:3}%] [{bar.decode()}]"
    lines = lines_of(screen)
    assert lines[:4] == [f"Setting up package {percent} ..." for percent in (70, 80, 90, 100)]
    pens = screen.grid.rows[5].pens
    assert pens is not None
    assert pens[0] == Pen(0, 2)
    parser.feed(b"\x1b7\x1b[0;6r\x1b8\x1b[1A\x1b[J# ")
    assert lines_of(screen)[-1] == "# "[:1]
    assert screen.bottom == 5
