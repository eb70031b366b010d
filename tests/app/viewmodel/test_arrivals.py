"""Images on their way as ghosts on the wall, and what becomes of them."""

from __future__ import annotations

from app.viewmodel.arrivals import Arrival, ghosts_of
from app.viewmodel.session import Session
from core.model import LayerTransfer, Repository, Transfer, TransferState
from tests.app.panels import samples

_IMAGE = samples.image("Orders", "2.0", samples.LAYERS)
_CHAIN = [layer.chain_id for layer in samples.LAYERS]


def _transfer(moved_bytes: int) -> Transfer:
    layer = samples.LAYERS[4]
    return Transfer(
        (LayerTransfer(layer.digest, layer.size_bytes, moved_bytes, TransferState.MOVING),)
    )


def test_a_ghost_stands_on_the_bricks_that_are_here() -> None:
    (ghost,) = ghosts_of([Arrival("a", _IMAGE)], set(_CHAIN[:2]))
    assert ghost.chain_id == _CHAIN[1]
    assert [brick.digest for brick in ghost.bricks] == [one.digest for one in samples.LAYERS[2:]]
    assert ghost.title == "Orders:2.0"
    assert ghost.height == sum(brick.height for brick in ghost.bricks)


def test_without_anything_below_it_stands_on_the_plate() -> None:
    (ghost,) = ghosts_of([Arrival("a", _IMAGE)], set(_CHAIN[1:]))
    assert ghost.chain_id == ""
    assert len(ghost.bricks) == 5


def test_an_image_whose_bricks_stand_already_is_no_ghost() -> None:
    assert ghosts_of([Arrival("a", _IMAGE)], set(_CHAIN)) == ()


def test_of_very_many_bricks_the_small_ones_are_drawn_together() -> None:
    many = tuple(samples.layer(n, 10_000 if n > 1 else 9_000_000, "RUN true") for n in range(60))
    (ghost,) = ghosts_of([Arrival("a", samples.image("Many", "1", many))], set())
    assert len(ghost.bricks) == 60
    assert len(ghost.rows) == 3
    assert ghost.height == sum(row.height for row in ghost.rows)


def test_it_fills_as_its_layers_come() -> None:
    (ghost,) = ghosts_of([Arrival("a", _IMAGE, _transfer(2_050))], set(_CHAIN[:4]))
    assert ghost.share == 0.5
    assert ghost.bricks[0].figure == "50 %"
    assert "50 %" in ghost.as_sentence


def test_the_wall_shows_what_comes_until_it_is_here() -> None:
    session = Session()
    told: list[int] = []
    session.wall_changed.connect(lambda: told.append(len(session.wall.ghosts)))
    assert session.wall.is_empty
    session.set_arrival(Arrival("a", _IMAGE))
    session.set_arrival(Arrival("a", _IMAGE, _transfer(2_050)))
    assert not session.wall.is_empty
    assert any("on its way" in row for row in session.wall.as_text_rows())
    session.land_arrival("a")
    assert len(session.wall.ghosts) == 1  # until the repository shows it
    session.set_repository(Repository("/r", (_IMAGE,)))
    assert session.wall.ghosts == ()
    assert [flag.reference for flag in session.wall.flags] == ["Orders:2.0"]
    assert told == [1, 1, 0]


def test_what_does_not_come_goes() -> None:
    session = Session()
    session.set_arrival(Arrival("a", _IMAGE))
    session.set_repository(Repository("/r", (samples.image("debian", "12", samples.LAYERS[:1]),)))
    assert session.wall.ghosts[0].chain_id == _CHAIN[0]
    session.end_arrival("a")
    session.end_arrival("a")
    assert session.wall.ghosts == ()
