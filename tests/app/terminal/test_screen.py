"""What a screen shows of what programs write: as the sequences of xterm-256color promise."""

from __future__ import annotations

import pytest

from app.terminal.contents import Span, everything, found, line_span, plain_text, word_span
from app.terminal.parser import Parser
from app.terminal.pen import BOLD, PLAIN, TRUE_COLOUR, UNDERLINED, Pen
from app.terminal.screen import Screen
from tests.app.terminal.programs import lines_of


def shown(*written: bytes, rows: int = 5, columns: int = 10) -> Screen:
    screen = Screen(rows, columns)
    parser = Parser(screen)
    for piece in written:
        parser.feed(piece)
    return screen


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (b"one\r\ntwo", ["one", "two"]),
        (b"0123456789ab", ["0123456789", "ab"]),
        (b"0123456789\r\nab", ["0123456789", "ab"]),  # the last column waits
        (b"\x1b[?7l0123456789ab", ["012345678b"]),
        (b"abc\x08\x08X", ["aXc"]),
        (b"a\tb", ["a       b"]),
        (b"abcdef\r\x1b[2P", ["cdef"]),
        (b"abcdef\r\x1b[2@", ["  abcdef"]),
        (b"abcdef\x1b[3D\x1b[K", ["abc"]),
        (b"abcdef\x1b[3D\x1b[1K", ["    ef"]),
        (b"abcdef\r\x1b[3X", ["   def"]),
        (b"a\r\nb\r\nc\x1b[2;1H\x1b[M", ["a", "c"]),
        (b"a\r\nb\r\nc\x1b[2;1H\x1b[L", ["a", "", "b", "c"]),
        (b"1\r\n2\r\n3\r\n4\r\n5\r\n6", ["2", "3", "4", "5", "6"]),
        (b"1\r\n2\r\n3\r\n4\r\n5\x1b[2;4r\x1b[4;1H\n", ["1", "3", "4", "", "5"]),
        (b"1\r\n2\r\n3\x1b[H\x1bM", ["", "1", "2", "3"]),
        (b"a\x1b[3b", ["aaaa"]),
        (b"\x1b(0lqk\x1b(Bq", ["┌─┐q"]),
        (b"\x1b[4habc\rX\x1b[4lY", ["XYbc"]),
        (b"ab\x1b7\x1b[5;5Hx\x1b8c", ["abc", "", "", "", "    x"]),
        (b"abc\x1b[2Jd", ["   d"]),
        (b"\x1b[3;3HX\x1b[1;2H\x1b[0J", []),
        ("漢字x".encode(), ["漢字x"]),
        ("e\u0301x".encode(), ["e\u0301x"]),
        ("123456789漢".encode(), ["123456789", "漢"]),  # no half of it at the edge
        (b"\xff\xfea", ["\ufffd\ufffda"]),
    ],
)  # fmt: skip
def test_it_shows(written: bytes, lines: list[str]) -> None:
    assert lines_of(shown(written)) == lines


@pytest.mark.parametrize(
    ("sequence", "pen"),
    [
        (b"\x1b[1;31m", Pen(1, -1, BOLD)),
        (b"\x1b[91;104m", Pen(9, 12)),
        (b"\x1b[38;5;201m", Pen(201)),
        (b"\x1b[38:5:201m", Pen(201)),
        (b"\x1b[48;2;1;2;3m", Pen(-1, TRUE_COLOUR | 0x010203)),
        (b"\x1b[48:2::1:2:3m", Pen(-1, TRUE_COLOUR | 0x010203)),
        (b"\x1b[38;2;999;0;0;4m", Pen(TRUE_COLOUR | 0xFF0000, -1, UNDERLINED)),
        (b"\x1b[1;31m\x1b[m", PLAIN),
        (b"\x1b[1;31m\x1b[22;39m", PLAIN),
        (b"\x1b[38;5m", PLAIN),
        (b"\x1b[38;5;300m", PLAIN),
        (b"\x1b[4:3m", Pen(style=UNDERLINED)),
        (b"\x1b[4:3m\x1b[4:0m", PLAIN),
    ],
)
def test_a_pen_is(sequence: bytes, pen: Pen) -> None:
    screen = shown(sequence + b"x")
    pens = screen.grid.rows[0].pens
    assert (pens[0] if pens is not None else PLAIN) == pen


def test_what_is_erased_keeps_the_papers_colour() -> None:
    screen = shown(b"\x1b[44m\x1b[2J")
    assert all(row.pens == [Pen(-1, 4)] * 10 for row in screen.grid.rows)


def test_a_full_screen_program_gives_the_screen_back() -> None:
    screen = shown(b"before\r\n$ ", b"\x1b[?1049h\x1b[2J\x1b[HFULL\r\n" + b"x\r\n" * 20)
    assert screen.is_alternate
    assert not screen.main.kept
    Parser(screen).feed(b"\x1b[?1049lafter")
    assert lines_of(screen) == ["before", "$ after"]


def test_what_scrolls_out_is_kept_and_bounded() -> None:
    screen = shown(*(b"%d\r\n" % number for number in range(10_500)))
    assert len(screen.grid.kept) == 10_000
    assert everything(screen.grid).splitlines()[0] == "496"
    assert everything(screen.grid).splitlines()[-1] == "10499"


def test_many_lines_at_once_are_as_one_by_one() -> None:
    """The short way for floods, beside the long one."""
    content = b"".join(b"line %d\r\n" % number for number in range(3000))
    at_once, slowly = Screen(5, 40), Screen(5, 40)
    Parser(at_once).feed(content)
    parser = Parser(slowly)
    for at in range(0, len(content), 7):
        parser.feed(content[at : at + 7])
    assert everything(at_once.grid) == everything(slowly.grid)
    assert (at_once.x, at_once.y) == (slowly.x, slowly.y)


def test_a_smaller_size_keeps_lines_and_a_larger_one_brings_them_back() -> None:
    screen = shown(b"1\r\n2\r\n3\r\n4\r\n5")
    screen.resize(2, 10)
    assert lines_of(screen) == ["4", "5"]
    assert (screen.x, screen.y) == (1, 1)
    screen.resize(5, 10)
    assert lines_of(screen) == ["1", "2", "3", "4", "5"]
    screen.resize(5, 4)
    screen.resize(5, 10)
    assert screen.y == 4


def test_what_is_wrapped_after_the_screen_became_narrower_is_one_line_without_a_gap() -> None:
    screen = Screen(5, 20)
    screen.resize(5, 10)
    Parser(screen).feed(b"0123456789abc\r\n")
    assert everything(screen.grid) == "0123456789abc"


def test_odd_sizes_are_taken_within_reason() -> None:
    screen = shown(b"text")
    for rows, columns in ((0, 0), (-5, 3), (10**6, 10**6), (1, 2)):
        screen.resize(rows, columns)
        Parser(screen).feed("漢\x1b[5;5Hx\r\n".encode())
    assert (screen.rows, screen.columns) == (1, 2)


def test_wrapped_lines_are_one_when_copied() -> None:
    screen = shown(b"0123456789abcde  \r\nnext")
    assert plain_text(screen.grid, Span((0, 0), (2, 4))) == "0123456789abcde\nnext"
    assert plain_text(screen.grid, Span((0, 8), (1, 3))) == "89abc"
    assert plain_text(screen.grid, Span((0, 2), (1, 4), is_block=True)) == "23\ncd"
    assert line_span(screen.grid, 1).start == (0, 0)


def test_words_are_what_one_wants_to_copy() -> None:
    screen = shown(b"see /etc/x-1.conf, ok", columns=40)
    span = word_span(screen.grid, (0, 6))
    assert plain_text(screen.grid, span) == "/etc/x-1.conf"
    wrapped = shown(b"a /usr/share/doc/x b")
    assert plain_text(wrapped.grid, word_span(wrapped.grid, (1, 1))) == "/usr/share/doc/x"


def test_text_is_found_upwards_over_edges_and_in_any_case() -> None:
    screen = shown(b"needle\r\nxxxxxxxNEEDLE\r\n\xe6\xbc\xa2needle")
    newest = found(screen.grid, "needle", None)
    assert newest == Span((3, 2), (3, 8))
    older = found(screen.grid, "needle", newest.start)
    assert older == Span((1, 7), (2, 3))
    oldest = found(screen.grid, "needle", older.start)
    assert oldest == Span((0, 0), (0, 6))
    assert found(screen.grid, "needle", oldest.start) is None
    assert found(screen.grid, "needle", oldest.start, is_forward=True) == older
    assert found(screen.grid, "", None) is None
