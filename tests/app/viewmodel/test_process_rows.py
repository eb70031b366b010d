"""Processes as a tree, with plain values."""

from __future__ import annotations

import pytest

from app.viewmodel.process_rows import process_rows
from core.model import Process


def process(
    pid: int, parent_pid: int = 0, *, start: int = 100, state: str = "S", cpu_s: float = 0.0
) -> Process:
    return Process(pid, parent_pid, 4_000 + pid, start, f"program {pid}", 0, state, 0, cpu_s)


def test_parents_stand_before_their_children_by_pid() -> None:
    rows = process_rows([process(9, 1), process(40), process(7, 1), process(1), process(31, 7)])
    assert [row.process.pid for row in rows] == [1, 7, 31, 9, 40]
    assert [row.parent for row in rows] == [None, (1, 100), (7, 100), (1, 100), None]
    assert process_rows([]) == ()


def test_who_has_lost_the_parent_stands_at_the_top() -> None:
    (row,) = process_rows([process(8, 5)])
    assert row.parent is None


def test_rings_of_parents_end_somewhere() -> None:
    rows = process_rows([process(2, 3), process(3, 2), process(4, 4)])
    assert sorted(row.process.pid for row in rows) == [2, 3, 4]


def test_shares_are_known_from_the_second_look_on() -> None:
    first = process_rows([process(1, cpu_s=2.0)])
    assert (first[0].cpu_percent, first[0].cpu) == (None, "")
    second = process_rows([process(1, cpu_s=2.5)], first, 2.0)
    assert second[0].cpu_percent == pytest.approx(25)
    assert second[0].cpu == "25 %"


def test_looks_that_are_too_near_leave_the_share_as_it_was() -> None:
    first = process_rows([process(1)])
    second = process_rows([process(1, cpu_s=1.0)], first, 2.0)
    third = process_rows([process(1, cpu_s=9.0)], second, 0.01)
    assert third[0].cpu_percent == second[0].cpu_percent == pytest.approx(50)


def test_a_pid_that_is_used_again_is_another_process() -> None:
    first = process_rows([process(1, cpu_s=50.0)])
    again = process_rows([process(1, start=900, cpu_s=1.0)], first, 1.0)
    assert again[0].cpu_percent is None
    less = process_rows([process(1, cpu_s=10.0)], first, 1.0)
    assert less[0].cpu_percent == 0.0


@pytest.mark.parametrize(
    ("state", "words"),
    [("S", ""), ("R", ""), ("T", "stopped"), ("Z", "ended, not fetched by its parent")],
)
def test_only_what_is_not_usual_is_said_of_a_state(state: str, words: str) -> None:
    assert process_rows([process(1, state=state)])[0].state == words


def test_a_row_in_words() -> None:
    one = Process(8, 1, 4_008, 100, "a\x1b[2J", 33, "D", 51_000_000, 0.0)
    (row,) = process_rows([one])
    assert row.command == "a\\x1b[2J"
    assert row.as_sentence == "a\\x1b[2J, process 8, user 33, waits for a device, 51.0 MB"
    assert process_rows([process(1)])[0].user == "root"
    assert process_rows([process(1)])[0].memory == ""
