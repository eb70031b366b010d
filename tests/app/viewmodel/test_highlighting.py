from __future__ import annotations

import importlib
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from app.theme import Mode, Theme, mix
from app.viewmodel import highlighting
from app.viewmodel.highlighting import (
    LIMIT_BYTES,
    LINE_LIMIT,
    Highlighter,
    TokenKind,
    highlight,
    language_of,
)

KEYWORD, STRING, COMMENT = TokenKind.KEYWORD, TokenKind.STRING, TokenKind.COMMENT


def kinds(path: str, *lines: str) -> list[list[tuple[str, TokenKind]]]:
    """The marked pieces themselves."""
    marks = highlight(path, lines)
    return [
        [(line[start : start + length], kind) for start, length, kind in found]
        for line, found in zip(lines, marks, strict=True)
    ]


def test_pieces_of_a_script_have_their_kinds() -> None:
    first, second, third = kinds(
        "a.py", "def f(x):  # why", "    return 'é\\t' + 3", "    if x: pass"
    )
    assert ("def", KEYWORD) in first
    assert ("f", TokenKind.NAME) in first
    assert ("# why", COMMENT) in first
    assert ("return", KEYWORD) in second
    assert ("3", TokenKind.NUMBER) in second
    assert any(kind is STRING and "é" in text for text, kind in second)
    assert ("+", TokenKind.OPERATOR) in second
    assert ("if", KEYWORD) in third


def test_a_string_over_several_lines_is_one_in_each() -> None:
    found = kinds("a.py", 'x = """one', "two", 'three"""', "four")
    assert found[1] == [("two", STRING)]
    assert found[2] == [('three"""', STRING)]
    assert found[3] == []


@pytest.mark.parametrize(
    ("path", "first_line", "language"),
    [
        ("etc/nginx/nginx.conf", "", "Nginx"),
        ("etc/nginx/conf.d/shop.conf", "", "Nginx"),
        ("etc/apache2/sites-enabled/a.conf", "", "Apache"),
        ("etc/other.conf", "", "Ini"),
        ("etc/profile.d/colours.sh", "", "Bash"),
        ("root/.bashrc", "", "Bash"),
        ("app/.env.local", "", "Bash"),
        ("Dockerfile.build", "", "Docker"),
        ("app/Containerfile", "", "Docker"),
        ("etc/init.d/ssh", "", "Bash"),
        ("usr/bin/tool", "#!/usr/bin/env python3", "Python"),
        ("usr/bin/tool", "#!/bin/dash", "Bash"),
        ("data", '{"a": 1}', "Json"),
        ("notes.txt", "Dear all,", ""),
        ("README", "", ""),
        ("", "", ""),
    ],
)
def test_the_language_is_told_by_name_then_by_first_line(
    path: str, first_line: str, language: str
) -> None:
    assert language_of(path, first_line) == language


def lexer_names() -> Iterator[str]:
    tables = (highlighting._ENDINGS, highlighting._NAMES, highlighting._FOLDERS)
    for table in tables:
        yield from table.values()
    yield from (lexer for _pattern, lexer in highlighting._FIRST_LINES)


@pytest.mark.parametrize("name", sorted(set(lexer_names())))
def test_every_lexer_of_the_table_is_there(name: str) -> None:
    lexer = highlighting._make_lexer(name)
    assert list(lexer.get_tokens_unprocessed("a = 1\n"))


def test_colours_of_a_long_text_come_in_slices_and_are_those_of_one_go() -> None:
    lines = [f"value_{n} = 'text {n}'  # {n}" for n in range(3000)]
    slices = Highlighter("a.py", [lines])
    seen = []
    while not slices.is_done:
        seen.append(slices.advance(0.0005))
    assert seen == sorted(seen)
    assert 0 < seen[len(seen) // 2] < 3000, "it was not done in one step"
    assert [slices.marks(n) for n in range(3000)] == highlight("a.py", lines)


def test_what_lies_between_two_pieces_does_not_colour_the_second() -> None:
    cut = Highlighter("a.py", [['x = """begins here'], ["y = 3"]])
    while not cut.is_done:
        cut.advance(1)
    assert (4, 1, TokenKind.NUMBER) in cut.marks(1)
    assert cut.marks(2) == ()


def test_large_texts_and_ends_of_long_lines_stay_plain() -> None:
    line = "x = 1  # a comment"
    large = Highlighter("a.py", [[line] * (LIMIT_BYTES // len(line))])
    assert large.is_done
    assert large.marks(0) == ()
    [marks] = highlight("a.py", ["x = '" + "a" * 5000 + "'"])
    assert marks
    assert max(start + length for start, length, _kind in marks) <= LINE_LIMIT


def test_odd_line_ends_do_not_shift_the_lines_after_them() -> None:
    found = kinds("a.py", "a = 1\r", "b = 2\x0bc\u2028d\x85e\x1c", "def f(): pass")
    assert ("def", KEYWORD) in found[2]
    assert ("2", TokenKind.NUMBER) in found[1]


def test_no_plug_in_is_loaded_by_what_a_text_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> object:
        raise AssertionError("a plug-in was looked for")

    monkeypatch.setattr("pygments.plugin.iter_entry_points", refuse)
    for path in ("a.md", "a.rst", "a.html", "a.php", "Dockerfile", "a.unknown"):
        highlight(path, ["```evil", "x", "```", ".. code-block:: evil", "", "   x", "<?evil x ?>"])


def test_a_lexer_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        def get_tokens_unprocessed(self, _text: str) -> Iterator[tuple[int, object, str]]:
            token = importlib.import_module("pygments.token").Comment
            yield 0, token, "a"
            monkeypatch.setattr(time, "monotonic", lambda clock=time.monotonic: clock() + 100)
            while True:
                yield 1, token, "b"

    monkeypatch.setattr(highlighting, "_make_lexer", lambda _name: Slow())
    highlighter = Highlighter("a.py", [["ab" * 50]])
    highlighter.advance(0.5)
    highlighter.advance(1000)
    assert highlighter.is_done


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["a.py", "a.sh", "a.json", "a.html", "a.md", "nginx.conf", "a.ini", "a.php"]),
    st.lists(st.text(st.characters(blacklist_characters="\n")), max_size=8),
)
def test_marks_lie_in_their_line_and_apart(path: str, lines: list[str]) -> None:
    found = highlight(path, lines)
    assert len(found) == len(lines)
    for line, marks in zip(lines, found, strict=True):
        end = 0
        for start, length, _kind in marks:
            assert start >= end
            assert length > 0
            end = start + length
        assert end <= len(line)


def luminance(color: QColor) -> float:
    channels = (color.redF(), color.greenF(), color.blueF())
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("ground", ["surface", "surface2", "added_soft", "deleted_soft"])
def test_colours_of_code_can_be_read(mode: Mode, ground: str) -> None:
    """WCAG 2: at least 4.5:1, for syntax, for line numbers and for the signs."""
    theme = Theme(mode)

    def ratio(token: str, on: str = ground) -> float:
        pair = [luminance(theme.color(one)) for one in (token, on)]
        return (max(pair) + 0.05) / (min(pair) + 0.05)

    for kind in TokenKind:
        assert ratio(f"syntax_{kind.value}") >= 4.5, kind
    assert ratio("text2") >= 4.5
    assert ratio("text2", "surface3") >= 4.5, "gaps"
    if ground.endswith("_soft"):
        token = ground.removesuffix("_soft")
        assert ratio(token) >= 4.5
        word = mix(theme.color(ground), theme.color(token), 0.29)
        pair = [luminance(one) for one in (word, theme.color("text"))]
        assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5, "changed words"
