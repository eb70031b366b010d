"""What is seen of an offer and of neighbours in the window, and the code that is scanned."""

from __future__ import annotations

import pytest
import segno
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.panels.neighbours import Neighbours
from app.panels.qr_code import QrCode, modules_of
from app.panels.sharing_pill import SharingPill
from app.theme import Mode, Theme
from app.viewmodel.offer_words import announced_words, pull_words, total_words
from core.model import Neighbour, ServedPull, Serving
from tests.app.panels.sharing_gallery import NEIGHBOURS, ODD, PULLS, PUSHED, SERVING

TEXT = "http://192.168.178.123:5000/"


@pytest.mark.parametrize("mode", list(Mode))
def test_the_code_is_dark_on_white_in_every_look(qtbot: QtBot, mode: Mode) -> None:
    code = QrCode(Theme(mode))
    qtbot.addWidget(code)
    code.resize(code.sizeHint())
    code.show_text(TEXT)
    wanted = segno.make(TEXT, error="m", micro=False)
    assert code.modules == tuple(
        tuple(bool(module) for module in row) for row in wanted.matrix_iter(border=0)
    )
    image = code.grab().toImage()
    ratio = image.devicePixelRatio()
    count = len(code.modules)
    side = int(code.width() * ratio / (count + 8))
    edge = round((code.width() * ratio - side * count) / 2)
    assert edge >= 4 * side  # the quiet zone
    for y, row in enumerate(code.modules):
        for x, is_dark in enumerate(row):
            place = QPoint(edge + x * side + side // 2, edge + y * side + side // 2)
            assert image.pixelColor(place) == QColor("#000000" if is_dark else "#FFFFFF")
    for outside in (edge // 2, int(code.width() * ratio) - edge // 2):
        assert image.pixelColor(outside, edge + side) == QColor("#FFFFFF")


def test_no_code_for_nothing(qtbot: QtBot) -> None:
    code = QrCode(Theme(Mode.LIGHT))
    qtbot.addWidget(code)
    code.show_text(TEXT)
    code.show_text("")
    assert code.modules == ()
    assert code.accessibleName() == ""
    code.grab()
    assert len(modules_of("x" * 200)) > len(modules_of("x"))


def test_the_pill_says_what_and_where_and_stops(qtbot: QtBot) -> None:
    pill = SharingPill(Theme(Mode.LIGHT))
    qtbot.addWidget(pill)
    assert pill.isHidden()
    pill.show_serving(SERVING)
    assert not pill.isHidden()
    assert pill.accessibleName() == "Shared: 2 images with the class at 192.168.1.23:5000"
    with qtbot.waitSignal(pill.stop_requested):
        qtbot.mouseClick(pill.stop_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pill.opened):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    with qtbot.waitSignal(pill.opened):
        qtbot.keyClick(pill, Qt.Key.Key_Return)
    pill.show_serving(None)
    assert pill.isHidden()


def rows_of(neighbours: Neighbours) -> list[QPushButton]:
    widgets = (neighbours.rows.itemAt(n).widget() for n in range(neighbours.rows.count()))
    return [one for one in widgets if isinstance(one, QPushButton)]


def test_neighbours_come_and_go(qtbot: QtBot) -> None:
    part = Neighbours(Theme(Mode.DARK))
    qtbot.addWidget(part)
    assert part.isHidden()
    part.show_neighbours(NEIGHBOURS)
    rows = rows_of(part)
    assert len(rows) == 7
    part.resize(220, 400)
    part.show()
    assert part.sizeHint().height() < 200  # the others are scrolled
    assert "Mrs. Bauer’s desk, 192.168.1.23:5000, 3 images" in rows[0].accessibleName()
    assert "\\x1b" in rows[1].accessibleName()
    assert all(row.toolTip().startswith("<qt>") for row in rows)
    assert "<b>" not in rows[1].toolTip()
    with qtbot.waitSignal(part.chosen) as told:
        rows[0].click()
    assert told.args == ["192.168.1.23:5000"]
    part.show_neighbours((Neighbour("me", "192.168.1.5:5000", is_self=True),))
    assert part.isHidden()
    part.show_neighbours(NEIGHBOURS[:1])
    assert len(rows_of(part)) == 1


def test_words_about_an_offer() -> None:
    assert total_words(SERVING) == "433 MB sent to 4 computers"
    assert total_words(ODD) == "0 B sent to 1 computer"
    assert total_words(Serving((), ())) == "Nobody has fetched anything yet."
    assert announced_words(PUSHED).startswith("Other Bricklayers")
    assert announced_words(ODD).startswith("Others do not find it")
    assert pull_words(PULLS[1])[2] == "storing, 12.0 MB"
    assert (
        pull_words(ServedPull("10.0.0.1", "a:1", 5, is_done=True, is_push=True))[2] == "stored 5 B"
    )
