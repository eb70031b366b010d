"""An image elsewhere as a tower: words, shares, and many small bricks as one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.viewmodel.travel_tower import TravelTower, leaving_tower_of, moved_words, tower_of
from core.model import FoundImage, Layer, LayerTransfer, Transfer, TransferState
from tests.app.panels import samples


def found(*available: bool, count: int = 0, size_bytes: int = 1_000) -> FoundImage:
    """The usual image, or one of `count` layers of the same size."""
    layers: tuple[Layer, ...] = samples.LAYERS
    if count:
        layers = tuple(
            replace(layers[0], digest=f"sha256:{n}", size_bytes=size_bytes) for n in range(count)
        )
    flags = [*available, *[False] * len(layers)]
    chosen = tuple(replace(one, available=flags[n]) for n, one in enumerate(layers))
    return FoundImage("k", samples.image("orders-api", "4.2.0", chosen))


def moving(tower: TravelTower, *states: TransferState, share: float = 0.5) -> TravelTower:
    layers = tuple(
        LayerTransfer(brick.digest, brick.size_bytes, round(brick.size_bytes * share), state)
        for brick, state in zip(tower.bricks, states, strict=False)
    )
    return tower.with_transfer(Transfer(layers))


def test_what_is_here_is_solid_and_the_rest_has_to_come() -> None:
    tower = tower_of(found(True, True))
    assert [brick.share for brick in tower.bricks] == [1, 1, 0, 0, 0]
    assert [brick.words for brick in tower.bricks[1:3]] == ["here already", "148 MB to come"]
    assert tower.words == "151 MB of 236 MB have to come"


@pytest.mark.parametrize(
    ("available", "words"),
    [((), "All 236 MB have to come"), ((True,) * 5, "All 236 MB are here already")],
)
def test_all_and_nothing_are_said_in_words(available: tuple[bool, ...], words: str) -> None:
    assert tower_of(found(*available)).words == words


def test_an_image_without_layers_says_so() -> None:
    empty = FoundImage("k", samples.image("void", "1", ()))
    assert tower_of(empty).words == "It has no bricks: nothing has to come"
    assert tower_of(empty).rows() == ()


def test_a_layer_that_it_has_twice_comes_once() -> None:
    twice = FoundImage("k", samples.image("x", "1", (samples.LAYERS[0],) * 2))
    gone = replace(twice.image.layers[0], available=False)
    tower = tower_of(replace(twice, image=replace(twice.image, layers=(gone, gone))))
    assert tower.missing_bytes == tower.total_bytes == 74_800_000


@pytest.mark.parametrize(
    ("state", "words", "share", "figure"),
    [
        (TransferState.WAITING, "waiting", 0.5, "74.8 MB"),
        (TransferState.MOVING, "37.4 MB of 74.8 MB", 0.5, "50 %"),
        (TransferState.PAUSED, "paused, it is tried again", 0.5, "50 %"),
        (TransferState.UNPACKING, "being unpacked", 1.0, "74.8 MB"),
        (TransferState.DONE, "has arrived", 1.0, "74.8 MB"),
        (TransferState.ALREADY_THERE, "here already", 1.0, "74.8 MB"),
    ],
)
def test_each_state_has_words_and_a_share(
    state: TransferState, words: str, share: float, figure: str
) -> None:
    brick = moving(tower_of(found()), state).bricks[0]
    assert (brick.words, brick.share, brick.figure) == (words, share, figure)
    assert brick.words in brick.as_sentence
    assert brick.is_whole is (state in (TransferState.DONE, TransferState.ALREADY_THERE))


def test_what_leaves_is_clear_until_it_was_sent() -> None:
    tower = leaving_tower_of(samples.image("orders-api", "4.2.0", samples.LAYERS))
    assert {brick.share for brick in tower.bricks} == {0.0}
    sent = moving(tower, TransferState.DONE, TransferState.ALREADY_THERE)
    assert [brick.words for brick in sent.bricks[:2]] == ["was sent", "there already"]


def test_more_bytes_than_promised_are_no_more_than_all() -> None:
    brick = moving(tower_of(found()), TransferState.MOVING, share=3).bricks[0]
    assert brick.share == 1.0
    nothing = replace(brick, size_bytes=0, moved_bytes=0)
    assert nothing.share == 0.0


def test_reasons_are_shown_as_plain_text() -> None:
    tower = tower_of(found())
    layer = LayerTransfer(tower.bricks[0].digest, 1, 0, TransferState.PAUSED, "gone\x1b[31m\u202e")
    reason = tower.with_transfer(Transfer((layer,))).bricks[0].reason
    assert reason == "gone\\x1b[31m\\u202e"


def test_many_small_bricks_are_drawn_as_one_until_they_are_opened() -> None:
    tower = tower_of(found(*[True] * 4, count=200))
    rows = tower.rows()
    assert [len(row.bricks) for row in rows] == [4, 196]
    assert rows[1].title == "196 small bricks"
    assert "196" not in rows[0].title
    opened = tower.rows(frozenset({rows[0].key}))
    assert [len(row.bricks) for row in opened] == [1, 1, 1, 1, 196]


def test_few_bricks_and_large_ones_are_drawn_one_by_one() -> None:
    assert len(tower_of(found(count=12)).rows()) == 12
    assert len(tower_of(found(count=200, size_bytes=2_000_000)).rows()) == 200


def test_a_group_is_as_far_as_its_bricks_are() -> None:
    tower = tower_of(found(count=20))
    states = [TransferState.DONE] * 10 + [TransferState.WAITING] * 10
    group = moving(tower, *states, share=0).rows()[0].one
    assert (group.state, group.share) == (TransferState.MOVING, 0.5)
    done = moving(tower, *[TransferState.DONE] * 20).rows()[0].one
    assert done.is_whole
    paused = moving(tower, *states[:-1], TransferState.PAUSED).rows()[0].one
    assert paused.state is TransferState.PAUSED
    there = moving(tower, *[TransferState.ALREADY_THERE] * 20).rows()[0].one
    assert there.words == "here already"
    waiting = moving(tower, *[TransferState.WAITING] * 20).rows()[0].one
    assert waiting.state is TransferState.WAITING


def test_the_bytes_of_a_transfer_are_told_altogether() -> None:
    here = LayerTransfer("a", 500, 0, TransferState.ALREADY_THERE)
    come = LayerTransfer("b", 2_000_000, 1_000_000, TransferState.MOVING)
    assert moved_words(Transfer((here, come))) == "1.00 MB of 2.00 MB"
    assert moved_words(Transfer((here,))) == "Nothing has to move"
