"""What programs may not do, whatever they write: clipboard, answers, links, printing, floods."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.terminal.keys import needs_question, pasted
from app.terminal.parser import Parser
from app.terminal.screen import Modes, Screen
from tests.app.terminal.programs import lines_of


class Written:
    """A screen on which a program wrote, and what it was answered."""

    def __init__(self, *pieces: bytes, rows: int = 5, columns: int = 40) -> None:
        self.answers = b""
        self.marks: list[str] = []
        self.screen = Screen(rows, columns, answer=self._answer, mark=self.marks.append)
        parser = Parser(self.screen)
        for piece in pieces:
            parser.feed(piece)

    def _answer(self, answer: bytes) -> None:
        self.answers += answer

    @property
    def lines(self) -> list[str]:
        return lines_of(self.screen)


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b]52;c;cm0gLXJmIC8K\x07",  # write the clipboard
        b"\x1b]52;c;?\x07",  # read it
        b"\x1b]52;c;cm0gLXJmIC8K\x1b\\",
        b"\x1b[21t", b"\x1b[20t",  # answer with the title
        b"\x1b[14t", b"\x1b[18t", b"\x1b[19t",  # with sizes
        b"\x1b[8;200;400t", b"\x1b[3;0;0t", b"\x1b[2t",  # resize, move, make an icon
        b"\x1bP$qm\x1b\\", b'\x1bP$q"p\x1b\\',  # DECRQSS
        b"\x1bP+q544e\x1b\\",  # XTGETTCAP
        b"\x1bP1000p\x1b\\",  # tmux's control mode
        b"\x1b]4;1;?\x07", b"\x1b]10;?\x07", b"\x1b]11;?\x1b\\",  # answer with colours
        b"\x1b]4;1;rgb:00/00/00\x07", b"\x1b]11;#ffffff\x07",  # set them
        b"\x1b[5i", b"\x1b[4i", b"\x1b[?5i", b"\x1b[i",  # printing
        b"\x1b]50;font\x07", b"\x1b]46;/tmp/log\x07",  # fonts, log files
        b"\x1b]1337;File=name=eDt;inline=0:AAAA\x07",  # downloads
        b"\x1b]9;4;1;50\x07", b"\x1b]777;notify;a;b\x07",  # messages on the desktop
        b"\x1b_Gf=24;AAAA\x1b\\", b"\x1b^private\x1b\\", b"\x1bXstring\x1b\\",
        b"\x1bPq#0;2;0;0;0#0!10~\x1b\\",  # pictures
        b"\x1b[>4;2m", b"\x1b[?1005h", b"\x1b[?1015h",  # other keyboards and mice
        b"\x1b[c1;2;3x", b"\x1b[>q", b"\x1b[=c", b"\x1b[?15n", b"\x1b[?26n", b"\x1b[1x",
        b"\x1b*0", b"\x1b%G", b"\x1b%@", b"\x1b F", b"\x1bZ",
        b"\x05",  # "answerback"
        "\x9b21t\x9d52;c;AAAA\x9c".encode(),  # C1 controls
    ],
)  # fmt: skip
def test_it_does_nothing(sequence: bytes) -> None:
    """No answer that a program could not know; no mode, no title; the text around is there."""
    written = Written(b"before ", sequence, b"after")
    assert written.answers in (b"", b"\x1b[?62;22c")
    assert written.screen.title == ""
    assert (written.screen.rows, written.screen.columns) == (5, 40)
    assert written.screen.modes == Modes()
    assert written.lines[0].startswith("before ")
    assert written.lines[0].endswith("after")


def test_answers_are_constant_but_for_the_place() -> None:
    written = Written(b"\x1b]0;evil; rm -rf /\r\x07ab\x1b[6n\x1b[5n\x1b[c\x1b[>c\x1b[0c")
    assert written.answers == b"\x1b[1;3R\x1b[0n\x1b[?62;22c\x1b[>1;10;0c\x1b[?62;22c"


def test_a_title_is_text_without_controls_and_short() -> None:
    written = Written(b"\x1b]2;a\nb\x08\tc" + b"d" * 500 + b"\x07")
    assert written.screen.title.startswith("abcd")
    assert len(written.screen.title) == 200
    assert written.answers == b""


def test_a_link_is_its_text() -> None:
    written = Written(b"\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\ me")
    assert written.lines == ["click me"]


@pytest.mark.parametrize("start", [b"\x1b]2;", b"\x1bP", b"\x1b_", b"\x1b]52;c;"])
def test_a_string_without_an_end_holds_nothing_back(start: bytes) -> None:
    written = Written(start, *[b"x" * 4096] * 600, b"\x07" if start.startswith(b"\x1b]") else b"")
    assert written.screen.title == ""
    more = Written(start, b"x" * 100_000, b"\x18shown")
    assert more.lines == ["shown"]


def test_large_numbers_take_no_time_and_no_room() -> None:
    written = Written(
        *(
            b"a\x1b[999999999%c\x1b[2147483648;99999999999999999999%c" % (final, final)
            for final in b"@ABCDEFGHILMPSTXZ`abdef"
        ),
        b"\x1b[" + b"1;" * 5000 + b"m" + b"\x1b[" + b"9" * 5000 + b"A",
    )
    assert len(written.screen.grid.rows) == 5
    assert all(len(row.cells) <= 80 for row in written.screen.grid.rows)


def test_many_joined_characters_stay_in_bounds() -> None:
    written = Written(b"e" + "\u0301".encode() * 10_000)
    assert len(written.screen.grid.rows[0].cells[0]) <= 8


def test_a_paste_cannot_press_keys_or_end_its_brackets() -> None:
    modes = Modes(brackets_paste=True)
    keys = pasted("a\x1b[201~\x03rm -rf /\r\n\x9b201~\x7f\x00b", modes)
    assert keys == b"\x1b[200~a[201~rm -rf /\r201~b\x1b[201~"
    assert keys.count(b"\x1b") == 2
    assert pasted("a\nb", Modes()) == b"a\rb"


def test_only_lines_that_run_at_once_need_a_question() -> None:
    assert needs_question("a\nb", Modes())
    assert needs_question("a\r", Modes())
    assert not needs_question("a b", Modes())
    assert not needs_question("a\nb", Modes(brackets_paste=True))


_PIECES = [
    b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b", b"\x07", b"\x1b\\", b";", b"?", b"38;2;1;2;3m", b"1049h",
    b"1049l", b"r", b"L", b"M", b"P", b"@", b"J", b"K", b"\r", b"\n", b"\t", b"\x08", b"\x0e",
    b"\x18", b"133;A;w;0;1;1;;/", b"52;c;", "漢".encode(), "\u0301".encode(), b"\xff", b"\xe6",
    b"text", b"5", b"99", b":", b" q", b"!p", b"c", b"(0", b"D", b"E", b"7", b"8", b"#8", b"6n",
]  # fmt: skip


def _is_sound(screen: Screen) -> None:
    assert 0 <= screen.x < screen.columns
    assert 0 <= screen.y < screen.rows
    assert len(screen.grid.rows) == screen.rows
    for row in screen.grid.rows:
        assert len(row.cells) >= screen.columns
        assert row.pens is None or len(row.pens) == len(row.cells)
    assert 0 <= screen.top <= screen.bottom < screen.rows


@given(st.lists(st.sampled_from(_PIECES) | st.binary(max_size=6), max_size=60), st.integers())
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_it(pieces: list[bytes], seed: int) -> None:
    """Whatever comes, in whatever pieces, the screen is sound and can be resized."""
    chance = random.Random(seed)
    screen = Screen(6, 17)
    parser = Parser(screen)
    for piece in pieces:
        parser.feed(piece)
        if chance.random() < 0.1:
            screen.resize(chance.randrange(1, 9), chance.randrange(2, 30))
    _is_sound(screen)


@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.integers())
@settings(max_examples=200, deadline=None)
def test_how_bytes_are_cut_makes_no_difference(pieces: list[bytes], seed: int) -> None:
    whole = b"".join(pieces)
    chance = random.Random(seed)
    at_once, cut = Screen(6, 17), Screen(6, 17)
    Parser(at_once).feed(whole)
    parser, at = Parser(cut), 0
    while at < len(whole):
        size = chance.randrange(1, 5)
        parser.feed(whole[at : at + size])
        at += size
    assert lines_of(at_once) == lines_of(cut)
    assert (at_once.x, at_once.y) == (cut.x, cut.y)
