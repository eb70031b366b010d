"""Who looks and who moves never do it at the same time; many may look at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from core.engine.layer_moves import LayerMoves

_SOON_S = 0.05  # too short for what must not happen, if it does happen
_LONG_S = 10.0


class Entering(threading.Thread):
    """Enters, says so, and stays inside until it is let out."""

    def __init__(self, way: Callable[[str], AbstractContextManager[None]], name: str) -> None:
        super().__init__()
        self._enter = lambda: way(name)
        self.is_inside, self.may_leave = threading.Event(), threading.Event()
        self.start()

    def run(self) -> None:
        with self._enter():
            self.is_inside.set()
            self.may_leave.wait(_LONG_S)

    def leave(self) -> None:
        self.may_leave.set()
        self.join(_LONG_S)


def test_many_look_and_one_moves() -> None:
    moves = LayerMoves()
    first, second = Entering(moves.looking, "a"), Entering(moves.looking, "a")
    assert first.is_inside.wait(_LONG_S)
    assert second.is_inside.wait(_LONG_S)
    mover = Entering(moves.moving, "a")
    first.leave()
    assert not mover.is_inside.wait(_SOON_S)
    later = Entering(moves.looking, "a")
    assert not later.is_inside.wait(_SOON_S)  # else it might never come to a move
    second.leave()
    assert mover.is_inside.wait(_LONG_S)
    other = Entering(moves.moving, "a")
    assert not other.is_inside.wait(_SOON_S)
    assert not later.is_inside.is_set()
    for one in (mover, other, later):
        one.may_leave.set()
    for one in (mover, other, later):
        one.join(_LONG_S)
    assert other.is_inside.is_set()
    assert later.is_inside.is_set()


def test_containers_do_not_wait_for_each_other() -> None:
    moves = LayerMoves()
    mover, looker = Entering(moves.moving, "a"), Entering(moves.looking, "b")
    assert mover.is_inside.wait(_LONG_S)
    assert looker.is_inside.wait(_LONG_S)
    mover.leave()
    looker.leave()
