"""How two states of a file differ."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cancel import CancelToken
from core.catalog import line_matching, text_diff
from core.catalog.text_diff import NO_FINAL_NEWLINE, diff_contents
from core.catalog.word_diff import SHOWN_CHARACTERS
from core.errors import Cancelled
from core.model import DiffLine, DiffMark, FileDiff


def diff(old: str | bytes | None, new: str | bytes | None, context: int = 3) -> FileDiff:
    sides = [side.encode() if isinstance(side, str) else side for side in (old, new)]
    return diff_contents(
        sides[0],
        sides[1],
        old_path="a",
        new_path="b",
        old_size=None if sides[0] is None else len(sides[0]),
        new_size=None if sides[1] is None else len(sides[1]),
        context=context,
    )


def shown(found: FileDiff) -> list[str]:
    return [line.mark.value + line.text for line in found.lines]


def lines_of(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def applied(old: str, lines: tuple[DiffLine, ...]) -> list[str]:
    """The lines of the new text, made from the old one and the diff."""
    before, at, after = lines_of(old), 0, []
    for line in lines:
        text = line.text.removesuffix(NO_FINAL_NEWLINE)
        if line.mark is DiffMark.GAP:
            count = int(text.split()[0].replace(",", ""))
            after += before[at : at + count]
            at += count
        elif line.mark is DiffMark.ADDED:
            after.append(text)
            assert line.new_number == len(after)
            assert line.old_number is None
        else:
            assert before[at] == text
            at += 1
            assert line.old_number == at
            if line.mark is DiffMark.SAME:
                after.append(text)
                assert line.new_number == len(after)
            else:
                assert line.new_number is None
    assert at == len(before)
    return after


def check(old: str, new: str, context: int = 3) -> FileDiff:
    found = diff(old, new, context)
    assert not found.is_binary
    if old == new:
        assert not found.lines
    else:
        assert applied(old, found.lines) == lines_of(new)
    assert found.added == sum(line.mark is DiffMark.ADDED for line in found.lines)
    assert found.added - found.removed == len(lines_of(new)) - len(lines_of(old))
    return found


_TEXTS = st.lists(
    st.sampled_from(["", "a", "b", "c", "x = 1", "x = 2", "the same long line", "  }"]),
    max_size=14,
)


@given(_TEXTS, _TEXTS, st.integers(0, 4), st.booleans(), st.booleans())
def test_the_diff_makes_the_new_text_of_the_old_one(
    old: list[str], new: list[str], context: int, has_old_end: bool, has_new_end: bool
) -> None:
    before = "".join(line + "\n" for line in old)
    after = "".join(line + "\n" for line in new)
    before = before if has_old_end else before.removesuffix("\n")
    after = after if has_new_end else after.removesuffix("\n")
    check(before, after, context)


@given(st.integers(0, 2**32))
def test_edits_of_a_longer_text(seed: int) -> None:
    chance = random.Random(seed)
    old = [f"{chance.choice('abcdef')} {chance.randrange(40)}" for _ in range(120)]
    new = list(old)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(new))
        new[at : at + chance.randrange(3)] = ["new line"] * chance.randrange(3)
    found = check("".join(x + "\n" for x in old), "".join(x + "\n" for x in new))
    assert found.added <= 16
    assert found.removed <= 16


@given(_TEXTS, _TEXTS)
def test_context_is_as_long_as_asked_for(old: list[str], new: list[str]) -> None:
    found = diff("\n".join([*"123456789", *old]), "\n".join([*"123456789", *new]), 2)
    for before, line in pairwise(found.lines):
        assert not (before.mark is line.mark is DiffMark.GAP)
    run = 0
    for line in found.lines:
        run = run + 1 if line.mark is DiffMark.SAME else 0
        assert run <= 5  # twice two, and one that is shown rather than told of


def test_one_line_in_the_middle() -> None:
    old = "".join(f"line {n}\n" for n in range(1, 31))
    found = check(old, old.replace("line 15\n", "line fifteen\n"), 2)
    assert shown(found) == [
        "@12 unchanged lines",
        " line 13",
        " line 14",
        "-line 15",
        "+line fifteen",
        " line 16",
        " line 17",
        "@13 unchanged lines",
    ]
    assert (found.added, found.removed) == (1, 1)
    assert [(line.old_number, line.new_number) for line in found.lines[1:5]] == [
        (13, 13),
        (14, 14),
        (15, None),
        (None, 15),
    ]


def test_words_that_changed_within_a_line() -> None:
    found = diff("ENV PATH=/usr/bin VERSION=1.24\n", "ENV PATH=/usr/bin VERSION=1.25 X=1\n")
    removed, added = found.lines
    assert removed.spans == (("ENV PATH=/usr/bin VERSION=1.", False), ("24", True))
    assert added.spans == (("ENV PATH=/usr/bin VERSION=1.", False), ("25 X=1", True))


def test_lines_without_likeness_are_not_compared_by_words() -> None:
    found = diff("alpha beta gamma\n", "something else entirely here\n")
    assert [line.spans for line in found.lines] == [
        (("alpha beta gamma", False),),
        (("something else entirely here", False),),
    ]


def test_like_lines_are_paired_though_others_came_between() -> None:
    old = "port = 80\nname = web\n"
    new = "# a comment\nport = 8080\n# another remark\nname = web2\n"
    spans = {line.text: line.spans for line in diff(old, new).lines}
    assert spans["port = 8080"] == (("port = ", False), ("8080", True))
    assert spans["name = web2"] == (("name = ", False), ("web2", True))
    assert spans["# a comment"] == (("# a comment", False),)


# --- ends -------------------------------------------------------------------------------------


def test_a_missing_final_line_break_is_told() -> None:
    assert shown(diff("a\nb", "a\nb\n")) == [" a", "-b" + NO_FINAL_NEWLINE, "+b"]
    assert shown(diff("a\nb\n", "a\nb")) == [" a", "-b", "+b" + NO_FINAL_NEWLINE]
    assert shown(diff("a\nb", "a\nc")) == [" a", "-b", "+c"]
    assert shown(diff("a", "a\nb\n")) == ["-a" + NO_FINAL_NEWLINE, "+a", "+b"]


def test_line_ends_of_both_kinds() -> None:
    assert shown(diff("a\r\nb\r\n", "a\r\nc\r\n")) == [" a", "-b", "+c"]
    turned = diff("a\r\nb\r\n", "a\nb\n")
    assert shown(turned) == ["-a\r", "-b\r", "+a", "+b"]
    assert turned.lines[0].spans == (("a", False), ("\r", True))
    assert shown(diff("a\r\nb\n", "a\r\nc\n")) == [" a\r", "-b", "+c"]


def test_other_breaks_do_not_end_a_line() -> None:
    assert shown(diff("a\x0bb\u2028c\n", "a\x0bb\u2028d\n")) == ["-a\x0bb\u2028c", "+a\x0bb\u2028d"]


def test_a_file_that_was_not_there() -> None:
    found = diff(None, "one\ntwo\n")
    assert shown(found) == ["+one", "+two"]
    assert (found.old_size_bytes, found.new_size_bytes) == (None, 8)
    assert shown(diff("one\n", None)) == ["-one"]
    assert diff(None, "").lines == ()


@pytest.mark.parametrize("text", ["", "same\n", "no end"])
def test_equal_files_have_no_lines(text: str) -> None:
    assert diff(text, text) == FileDiff("a", "b", len(text), len(text))


def test_equal_starts_of_files_that_go_on() -> None:
    found = diff_contents(b"a\n", b"a\n", old_path="a", new_path="b", old_size=2, new_size=9)
    assert found == FileDiff("a", "b", 2, 9, is_cut=True)


# --- no text ----------------------------------------------------------------------------------


def test_binary_files_show_their_heads() -> None:
    found = diff(b"\x7fELF\x00" + bytes(9000), b"text\n")
    assert found.is_binary
    assert found.lines == ()
    assert len(found.old_head) == 4096
    assert found.new_head == b"text\n"
    assert found.added + found.removed == 0


def test_a_binary_file_that_was_not_there() -> None:
    found = diff(None, b"\x00\x01")
    assert found.is_binary
    assert found.old_head == b""


def test_files_that_differ_in_their_encoding_only() -> None:
    found = diff("früh\n".encode(), "früh\n".encode("utf-16"))
    assert found.is_binary
    assert found.old_head != found.new_head
    other = diff("früh\n".encode("latin-1"), "spät\n".encode())
    assert shown(other) == ["-früh", "+spät"]


# --- large and hostile --------------------------------------------------------------------------


def test_a_long_line_is_cut_around_what_changed() -> None:
    start, end = "x" * 30_000, "y" * 30_000
    found = diff(f"{start} old {end}\n", f"{start} new {end}\n")
    for line, word in zip(found.lines, ("old", "new"), strict=True):
        assert (word, True) in line.spans
        assert line.text.startswith("…x")
        assert line.text.endswith("y…")
        assert len(line.text) == SHOWN_CHARACTERS + 2


def test_a_long_line_without_change_is_cut_at_its_end() -> None:
    found = diff("a" * 5000 + "\nb\n", "a" * 5000 + "\nc\n")
    assert found.lines[0].text == "a" * SHOWN_CHARACTERS + "…"


def test_a_change_within_the_first_part_of_a_long_line() -> None:
    rest = " word" * 2000
    found = diff(f"one{rest}\n", f"two{rest}\n")
    assert found.lines[0].spans[0] == ("one", True)
    assert found.lines[1].text.startswith("two word")


def test_what_is_beyond_the_limit_of_lines_is_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_diff, "LINES_LIMIT", 100)
    old = [f"{n}\n" for n in range(1000)]
    new = [*old[:500], "new\n", *old[500:590], "other\n", *old[590:700], "late\n"]
    found = diff("".join(old), "".join(new))
    assert found.is_cut
    assert shown(found)[:4] == ["@497 unchanged lines", " 497", " 498", " 499"]
    assert [line for line in shown(found) if line[0] in "+-"] == ["+new", "+other"]
    assert found.lines[4].new_number == 501


def test_a_side_that_was_cut_is_not_said_to_lack_the_rest() -> None:
    whole = "".join(f"line {n}\n" for n in range(100)).encode()
    longer = b"first\n" + whole
    found = diff_contents(
        whole[:305], longer[:305], old_path="a", new_path="b", old_size=len(whole),
        new_size=len(longer),
    )  # fmt: skip
    assert found.is_cut
    assert [line for line in shown(found) if line[0] in "+-"] == ["+first"]


def test_repeated_lines_in_another_order_end_within_bounded_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Few different lines, thousands of times: the worst for difflib."""
    chance = random.Random(1)
    old, new = (
        "".join(chance.choice(("a\n", "b\n", "c\n")) for _ in range(20_000)) for _ in range(2)
    )
    asked: list[int] = []
    matcher = line_matching.difflib.SequenceMatcher

    def counted(junk: None, one: list[int], other: list[int], autojunk: bool) -> object:
        asked.append(sum(other.count(line) for line in one))
        return matcher(junk, one, other, autojunk)

    monkeypatch.setattr(line_matching.difflib, "SequenceMatcher", counted)
    check(old, new)
    assert sum(asked) <= 1_000_000
    assert max(asked, default=0) <= 5_000


def test_different_files_of_many_lines() -> None:
    old = "".join(f"old {n}\n" for n in range(40_000))
    new = "".join(f"new {n}\n" for n in range(40_000))
    found = check(old, new)
    assert (found.added, found.removed) == (40_000, 40_000)


def test_moved_and_edited_lines_of_a_large_file_are_found_one_by_one() -> None:
    old = [f"key{n} = {n * 7 % 1000}\n" for n in range(20_000)]
    new = list(old)
    for at in range(100, 20_000, 500):
        new[at] = new[at].replace("=", ":=")
    del new[7_000]
    new.insert(12_000, "brand new\n")
    found = check("".join(old), "".join(new))
    assert (found.added, found.removed) == (41, 41)


def test_edits_where_every_line_is_there_twice() -> None:
    old = [f"line {n % 10_000}\n" for n in range(20_000)]
    old[10_000] = "once, then twice\n"
    new = list(old)
    new[0] = "only here\n"
    new[700] = "line 701\n"
    new[-1] = "once, then twice\n"
    found = check("".join(old), "".join(new))
    assert (found.added, found.removed) == (3, 3)


def test_cancelling() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        diff_contents(
            b"a\n", b"b\n", old_path="", new_path="", old_size=2, new_size=2, cancel=cancel
        )
