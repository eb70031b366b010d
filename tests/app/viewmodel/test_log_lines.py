"""A command's output as lines, with plain values."""

from __future__ import annotations

import pytest

from app.viewmodel.log_lines import LINE_CHARS, Line, LogReader, Span, plain


def words(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def spans(content: bytes) -> Line:
    (line,) = LogReader().feed(content + b"\n")
    return line


def test_lines_wait_for_their_end() -> None:
    reader = LogReader()
    assert reader.feed(b"one\ntw") == [(Span("one"),)]
    assert reader.has_rest
    assert words(reader.feed(b"o\n\n")) == ["two", ""]
    assert not reader.has_rest
    assert reader.finish() == []
    reader.feed(b"last")
    assert words(reader.finish()) == ["last"]
    assert not reader.has_rest


def test_characters_may_come_in_pieces_and_odd_bytes_are_shown() -> None:
    reader = LogReader()
    assert reader.feed("ä".encode()[:1]) == []
    assert words(reader.feed("ä".encode()[1:] + b"\xff\n")) == ["ä\\xff"]


def test_of_a_progress_bar_the_last_state_is_taken() -> None:
    assert spans(b"1 %\r61 %\r100 %\r") == (Span("100 %"),)


def test_colours_go_on_until_they_are_set_back() -> None:
    reader = LogReader()
    reader.feed(b"\x1b[1;31mred\n")
    assert reader.feed(b"still\x1b[22m thin\x1b[39m text\x1b[0m\n") == [
        (Span("still", "red", True), Span(" thin", "red"), Span(" text"))
    ]


@pytest.mark.parametrize(
    ("codes", "span"),
    [
        (b"2", Span("x", "dim")),
        (b"36", Span("x", "blue")),
        (b"93", Span("x", "yellow")),
        (b"38;5;31", Span("x")),
        (b"38;2;31;32;33;1", Span("x", "text", True)),
        (b"48:5:31", Span("x")),
        (b"38", Span("x")),
        (b"32;", Span("x")),
        (b"4;44", Span("x")),
    ],
)
def test_colours_that_can_be_read_are_kept(codes: bytes, span: Span) -> None:
    assert spans(b"\x1b[" + codes + b"mx") == (span,)


def test_other_sequences_are_left_out_and_control_characters_shown() -> None:
    assert spans(b"\x1b]0;title\x07\x1b[2Ja\x07\tb") == (Span("a\\x07\tb"),)
    assert spans(b"a\x1b(B\x1b[m b\x1b7c\x1b") == (Span("a"), Span(" bc"))
    assert plain("a\u202eb") == "a\\u202eb"


def test_long_lines_come_in_pieces_also_without_an_end() -> None:
    reader = LogReader()
    lines = words(reader.feed(b"x" * (2 * LINE_CHARS + 5)))
    assert [len(line) for line in lines] == [LINE_CHARS, LINE_CHARS]
    assert words(reader.feed(b"\n")) == ["xxxxx"]
    (cut,) = words(LogReader().feed(b"y" * (LINE_CHARS + 1) + b"\n"))
    assert cut == "y" * LINE_CHARS + " …"
