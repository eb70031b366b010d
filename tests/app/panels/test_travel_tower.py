"""The tower of an image that is elsewhere, as a widget."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from pytestqt.qtbot import QtBot

from app.panels.travel_tower import TravelTowerView
from app.theme import Mode, Theme
from core.model import FoundImage, LayerTransfer, Transfer, TransferState
from tests.app.panels import samples

_DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole


@pytest.fixture
def view(qtbot: QtBot) -> TravelTowerView:
    made = TravelTowerView(Theme(Mode.LIGHT))
    qtbot.addWidget(made)
    made.resize(340, 520)
    made.show()
    qtbot.waitExposed(made)
    return made


def found(count: int = 0) -> FoundImage:
    layers = tuple(replace(one, available=n < 2) for n, one in enumerate(samples.LAYERS))
    if count:
        layers = tuple(replace(layers[0], digest=f"sha256:{n}", size_bytes=9) for n in range(count))
    return FoundImage("k", samples.image("orders-api", "4.2.0", layers))


def front_color(view: TravelTowerView, row: int, share: float) -> QColor:
    """Of a front near its lower edge, at a share of its width."""
    front = view.stack.front(row)
    at = QPoint(round(front.left() + front.width() * share), round(front.bottom()) - 5)
    picture = view.stack.viewport().grab().toImage()
    return picture.pixelColor(at * picture.devicePixelRatio())


def is_solid(view: TravelTowerView, row: int, share: float) -> bool:
    assert view.tower is not None
    brick = view.tower.bricks[-1 - row]
    base = Theme(Mode.LIGHT).role_colors(brick.role.key)[0]
    seen = front_color(view, row, share)
    return all(abs(a - b) < 20 for a, b in zip(seen.getRgb()[:3], base.getRgb()[:3], strict=True))  # type: ignore[index,arg-type]


def test_bricks_that_are_here_are_solid_and_others_are_clear(view: TravelTowerView) -> None:
    view.show_image(found())
    solid = [is_solid(view, row, 0.6) for row in range(5)]
    assert solid == [False, False, False, True, True]
    assert view.words == "151 MB of 236 MB have to come"


def test_a_brick_grows_from_the_left(view: TravelTowerView) -> None:
    view.show_image(found())
    layer = samples.LAYERS[2]
    moved = LayerTransfer(layer.digest, layer.size_bytes, 74_000_000, TransferState.MOVING)
    view.show_transfer(Transfer((moved,)))
    assert is_solid(view, 2, 0.4)
    assert not is_solid(view, 2, 0.7)
    assert view.words == "74.0 MB of 148 MB"


def test_it_is_a_list_for_the_keyboard_and_for_screen_readers(
    qtbot: QtBot, view: TravelTowerView
) -> None:
    view.show_image(found())
    model = view.stack.model()
    assert model.index(0, 0).data(_DESCRIPTION) == "Layer 5, Config, 4.10 KB to come"
    assert model.index(4, 0).data(_DESCRIPTION) == "Layer 1, Base OS, 74.8 MB, here already"
    interface = QAccessible.queryAccessibleInterface(view.stack)
    assert interface.role() in (QAccessible.Role.List, QAccessible.Role.Table)
    view.stack.setFocus()
    view.stack.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view.stack, Qt.Key.Key_Down)
    assert view.stack.currentIndex().row() == 1


def test_a_short_tower_stands_on_its_plate(view: TravelTowerView) -> None:
    view.show_image(found())
    lowest = view.stack.front(4)
    assert view.stack.viewport().height() - lowest.bottom() == pytest.approx(
        1.6 * view.stack.pitch, abs=2
    )
    assert not view.stack.verticalScrollBar().isVisible()


def test_many_bricks_are_scrolled_and_small_ones_are_opened_by_enter(
    qtbot: QtBot, view: TravelTowerView
) -> None:
    view.show_image(found(200))
    assert view.stack.model().rowCount() == 1
    view.stack.setFocus()
    view.stack.setCurrentIndex(view.stack.model().index(0, 0))
    qtbot.keyClick(view.stack, Qt.Key.Key_Return)
    assert view.stack.model().rowCount() == 200
    qtbot.waitUntil(lambda: view.stack.verticalScrollBar().maximum() > 3000)
    # One looks at the lowest brick, and can go up to the topmost one.
    assert view.stack.front(199).bottom() < view.stack.viewport().height()
    view.stack.scrollToTop()
    assert view.stack.front(0).top() > 0


def test_states_that_change_leave_the_place_that_is_looked_at(view: TravelTowerView) -> None:
    image = found(200)
    layers = tuple(replace(one, size_bytes=2_000_000) for one in image.image.layers)
    view.show_image(replace(image, image=replace(image.image, layers=layers)))
    view.stack.scrollTo(view.stack.model().index(90, 0))
    before = view.stack.verticalScrollBar().value()
    done = tuple(LayerTransfer(one.digest, 9, 9, TransferState.DONE) for one in layers[:100])
    view.show_transfer(Transfer(done))
    assert view.stack.verticalScrollBar().value() == before


def test_text_from_outside_is_only_text(view: TravelTowerView) -> None:
    layer = replace(samples.LAYERS[0], created_by=samples.HOSTILE)
    image = samples.image("<b>x</b>\u202e", "1", (layer, samples.LAYERS[1]))
    view.show_image(FoundImage("k", image))
    tip = view.stack.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>")
    assert "<b>" not in tip
    assert "\u202e" not in tip
    assert view.tower is not None
    assert "\u202e" not in view.tower.title


def test_nothing_to_show_is_said(view: TravelTowerView) -> None:
    view.show_image(found())
    view.show_nothing("Choose an image")
    view.show_transfer(Transfer(()))
    assert (view.words, view.stack.model().rowCount()) == ("Choose an image", 0)
