"""Who fetched what, as it is told."""

from __future__ import annotations

from core.model import ServedPull
from core.serving.tally import Tally


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_one_line_for_a_pull_whatever_it_takes() -> None:
    clock = Clock()
    tally = Tally(clock)
    with tally.moving("10.0.0.7", "web", "1.0") as moved:
        moved(10)
    with tally.moving("10.0.0.7", "web") as moved, tally.moving("10.0.0.7", "web") as other:
        moved(100)
        other(1000)
        pulls, sent_bytes = tally.pulls()
        assert pulls == (ServedPull("10.0.0.7", "web:1.0", 1110, is_done=False),)
        assert sent_bytes == 1110
        clock.now += 60
        assert not tally.pulls()[0][0].is_done  # it takes long
    assert not tally.pulls()[0][0].is_done
    clock.now += 2
    assert tally.pulls()[0][0].is_done


def test_another_peer_another_image_and_another_time_are_other_lines() -> None:
    clock = Clock()
    tally = Tally(clock)
    for peer, tag in (("10.0.0.7", "1"), ("10.0.0.8", "1"), ("10.0.0.7", "2")):
        with tally.moving(peer, "web", tag):
            pass
    clock.now += 5
    with tally.moving("10.0.0.7", "web", "2"):
        pass
    with tally.moving("10.0.0.7", "web", is_push=True) as moved:
        moved(7)
    pulls, sent_bytes = tally.pulls()
    assert [(one.peer, one.reference) for one in pulls] == [
        ("10.0.0.7", "web"), ("10.0.0.7", "web:2"), ("10.0.0.7", "web:2"), ("10.0.0.8", "web:1"),
        ("10.0.0.7", "web:1"),
    ]  # fmt: skip
    assert pulls[0].is_push
    assert sent_bytes == 0  # what is received was not sent


def test_a_hundred_lines_are_kept_and_those_under_way_first() -> None:
    tally = Tally(Clock())
    with tally.moving("10.0.0.1", "web", "1"):
        for number in range(150):
            with tally.moving(f"10.0.1.{number}", "web", "1"):
                pass
        pulls, _sent_bytes = tally.pulls()
        assert len(pulls) == 100
        assert pulls[-1].peer == "10.0.0.1"
        assert pulls[0].peer == "10.0.1.149"
