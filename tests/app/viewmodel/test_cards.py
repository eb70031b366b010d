"""Cards: whole in both languages, their links lead somewhere, their drawings show something."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.panels.card_view import CardView
from app.scene.card_painter import paint_card, reach
from app.theme import Mode, Theme, interface_font
from app.viewmodel.cards import (
    Card,
    card,
    card_of_selection,
    cards,
    place_on_wall,
    read_card,
)
from app.viewmodel.session import Selection, SelectionKind, Session
from core.translation import Catalog, use_catalog
from tests.app.panels import samples

WANTED = {
    "base", "layer", "image", "container", "writable-layer", "repository", "registry", "whiteout",
    "digest", "kernel", "template",
}  # fmt: skip
LANGUAGES = ("en", "de")
ALL = [pytest.param(one, id=f"{one.key}-{code}") for code in LANGUAGES for one in cards(code)]


def test_all_parts_of_the_picture_have_their_card() -> None:
    assert {one.key for one in cards("en")} == WANTED
    assert [one.key for one in cards("de")] == [one.key for one in cards("en")]
    assert cards("en")[0].key == "base"


@pytest.mark.parametrize("shown", ALL)
def test_a_card_is_short_and_its_links_lead_to_others(shown: Card) -> None:
    assert shown.title
    assert 3 <= len(shown.sentences) <= 5
    for sentence in shown.sentences:
        assert sentence.endswith(".")
        assert len(sentence) <= 130, sentence
    assert 2 <= len(shown.see) <= 4
    assert shown.key not in shown.see
    for key in shown.see:
        assert card(key).key == key


def test_each_text_is_translated() -> None:
    for english, german in zip(cards("en"), cards("de"), strict=True):
        for one, other in zip(english.sentences, german.sentences, strict=True):
            assert one != other, english.key


def test_a_card_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        card("cupboard")


@pytest.mark.parametrize(
    "broken", [{"title": {"de": "nur"}}, {"size": [1]}, {"shapes": [{"kind": "brick"}]}]
)
def test_a_card_that_is_not_whole_is_refused(broken: dict[str, Any]) -> None:
    whole: dict[str, Any] = {
        "title": {"en": "T"}, "sentences": ["A."], "see": [], "size": [1, 1], "shapes": [],
    }  # fmt: skip
    assert read_card("t", whole, "de").title == "T", "English for everybody else"
    with pytest.raises((KeyError, ValueError)):
        read_card("t", {**whole, **broken}, "en")


# --- drawings ---------------------------------------------------------------------------------


def painted(shown: Card, theme: Theme, width_px: int, height_px: int) -> QImage:
    image = QImage(width_px, height_px, QImage.Format.Format_ARGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    paint_card(painter, QRectF(image.rect()), shown.size, shown.shapes, theme)
    painter.end()
    return image


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)}  # fmt: skip


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("shown", ALL)
def test_a_drawing_shows_something_and_stays_in_its_place(
    qtbot: QtBot, shown: Card, mode: Mode
) -> None:
    theme = Theme(mode)
    image = painted(shown, theme, 420, 200)
    assert len(colours(image)) > 20, "bricks have faces, and words edges"
    ground = QColor(theme.color("surface")).rgba()
    border = {image.pixel(x, y) for x in range(420) for y in (0, 199)}
    assert border == {ground}, "nothing is cut off above or below"
    for shape in shown.shapes:
        right, top = reach(shape)
        assert right <= shown.size[0], (shown.key, shape)
        assert top <= shown.size[1], (shown.key, shape)


@pytest.mark.parametrize("shown", ALL)
def test_no_words_in_a_drawing_are_cut(qtbot: QtBot, shown: Card) -> None:
    pitch = 100.0

    def studs(words: str, letters: float, weight: int) -> float:
        font = interface_font(letters * pitch, weight)
        return QFontMetricsF(font).horizontalAdvance(words) / pitch

    for shape in shown.shapes:
        match shape.kind:
            case "note":
                assert shape.at[0] + studs(shape.words, 0.6, 500) <= shown.size[0], shape.words
            case "pill":
                assert shape.at[0] + studs(shape.words, 0.6, 600) + 1.1 <= shown.size[0]
            case "brick":
                assert studs(shape.words, 0.66, 600) <= shape.studs - 1.3, shape.words
            case "open" | "ghost":
                assert studs(shape.words, 0.66, 600) <= shape.studs - 0.35, shape.words
            case "box":
                room = shape.to[0] - shape.at[0] - 0.7
                assert studs(shape.words, 0.66, 600) <= room, shape.words


def test_a_drawing_grows_with_its_place(qtbot: QtBot) -> None:
    theme, shown = Theme(Mode.LIGHT), card("layer", "en")
    small = painted(shown, theme, 200, 100)
    large = painted(shown, theme, 800, 400)
    ground = QColor(theme.color("surface")).rgba()

    def extent(image: QImage) -> float:
        columns = [
            x for x in range(image.width())
            if any(image.pixel(x, y) != ground for y in range(0, image.height(), 2))
        ]  # fmt: skip
        return (columns[-1] - columns[0]) / image.width()

    assert extent(large) == pytest.approx(extent(small), abs=0.05)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_words_are_whole_at_every_scale(qtbot: QtBot, code: str, scale: float) -> None:
    view = CardView(Theme(Mode.LIGHT), scale=scale)
    qtbot.addWidget(view)
    for shown in cards(code):
        view.show_card(shown, has_place=True)
        view.resize(round(560 * scale), 10)
        view.adjustSize()
        view.resize(round(560 * scale), view.heightForWidth(round(560 * scale)))
        view.show()
        assert view.title.text() == shown.title
        assert view.title.fontMetrics().height() >= 20 * scale
        for label in view.sentences:
            assert label.fontMetrics().height() >= 14 * scale
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        assert [one.text() for one in view.links] == [card(key).title for key in shown.see]


# --- what is explained ------------------------------------------------------------------------


@pytest.fixture
def session() -> Session:
    made = Session()
    made.set_repository(samples.repository())
    return made


def test_each_kind_of_selection_has_its_card(session: Session) -> None:
    image = next(one for one in session.repository.images if len(one.layers) > 1)
    for kind, key, wanted in (
        (SelectionKind.NOTHING, "", "repository"),
        (SelectionKind.BRICK, image.layers[0].chain_id, "base"),
        (SelectionKind.BRICK, image.layers[1].chain_id, "layer"),
        (SelectionKind.IMAGE, image.reference, "image"),
        (SelectionKind.CONTAINER, session.repository.containers[0].id, "container"),
    ):
        session.select(kind, key)
        assert card_of_selection(session) == wanted


def test_what_is_on_the_wall_is_found_there(session: Session) -> None:
    for key in WANTED - {"registry"}:
        place = place_on_wall(key, session)
        assert place is not None, key
        session.select(place.kind, place.key)
        assert session._selection_exists()
    assert place_on_wall("registry", session) is None
    empty = Session()
    assert [place_on_wall(key, empty) for key in sorted(WANTED)] == [None] * len(WANTED)


def test_the_language_is_the_persons() -> None:
    try:
        use_catalog(Catalog("de"))
        assert card("layer").title == "Schicht"
    finally:
        use_catalog(None)
    assert card("layer").title == "Layer"
    assert place_on_wall("repository", Session()) != Selection(SelectionKind.IMAGE)
