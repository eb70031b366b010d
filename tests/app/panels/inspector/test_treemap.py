from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.treemap import Treemap
from app.theme import Mode, Theme
from app.viewmodel.boxes import Box, leaves, squarify, tiles_of
from app.viewmodel.roles import Role
from core.model import SizeNode
from tests.app.panels.inspector.samples import CHANGES, HOSTILE, size_node

AREA: Box = (0.0, 0.0, 560.0, 168.0)


@pytest.mark.parametrize("seed", range(20))
def test_boxes_have_areas_in_proportion_and_fill_the_place(seed: int) -> None:
    chance = random.Random(seed)
    sizes = sorted((chance.random() ** 4 * 1e9 for _ in range(chance.randint(1, 60))), reverse=True)
    area: Box = (3.0, 5.0, chance.uniform(20, 700), chance.uniform(20, 300))
    boxes = squarify(sizes, area)
    scale = area[2] * area[3] / sum(sizes)
    for size, (left, top, width, height) in zip(sizes, boxes, strict=True):
        assert width * height == pytest.approx(size * scale, rel=1e-6, abs=1e-6)
        assert left >= area[0] - 1e-6
        assert top >= area[1] - 1e-6
        assert left + width <= area[0] + area[2] + 1e-6
        assert top + height <= area[1] + area[3] + 1e-6
    assert sum(w * h for _l, _t, w, h in boxes) == pytest.approx(area[2] * area[3])


@pytest.mark.parametrize("seed", range(10))
def test_boxes_do_not_lie_on_each_other(seed: int) -> None:
    chance = random.Random(seed)
    sizes = sorted((chance.randint(1, 10**6) for _ in range(25)), reverse=True)
    boxes = squarify([float(size) for size in sizes], AREA)
    rects = [QRectF(*box).adjusted(1e-4, 1e-4, -1e-4, -1e-4) for box in boxes]
    for number, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[:number])


def test_equal_sizes_make_almost_squares() -> None:
    for _left, _top, width, height in squarify([1.0] * 12, (0, 0, 400, 300)):
        assert max(width / height, height / width) < 1.4


def test_the_example_of_the_paper() -> None:
    """Section 3.1: 6, 6, 4, 3, 2, 2, 1 in 6 x 4: the first row holds both of size 6."""
    boxes = squarify([6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], (0, 0, 6, 4))
    assert boxes[0] == pytest.approx((0, 0, 3, 2))
    assert boxes[1] == pytest.approx((0, 2, 3, 2))
    assert boxes[2] == pytest.approx((3, 0, 12 / 7, 7 / 3))
    assert boxes[3] == pytest.approx((3 + 12 / 7, 0, 9 / 7, 7 / 3))


def test_nothing_gets_no_place() -> None:
    assert squarify([], AREA) == []
    assert squarify([0.0, 0.0], AREA) == [(0.0, 0.0, 0.0, 0.0)] * 2
    assert squarify([5.0], (1.0, 2.0, 0.0, 9.0)) == [(1.0, 2.0, 0.0, 0.0)]
    boxes = squarify([4.0, 0.0, -3.0], AREA)
    assert boxes[0] == pytest.approx(AREA)
    assert [width * height for _l, _t, width, height in boxes[1:]] == [0.0, 0.0]


def test_what_is_inside_a_box_stays_inside_it() -> None:
    tiles = tiles_of(size_node(CHANGES[2]), QRectF(*AREA))
    assert any(tile.inside for tile in tiles)
    for tile in tiles:
        for inner in tile.inside:
            assert tile.rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(inner.rect)


@pytest.fixture
def treemap(qtbot: QtBot) -> Treemap:
    treemap = Treemap(Theme(Mode.LIGHT))
    qtbot.addWidget(treemap)
    treemap.resize(560, 168)
    treemap.show_map(size_node(CHANGES[2]), lambda _node: Role.PACKAGES)
    treemap.show()
    return treemap


def place_of(treemap: Treemap, path: str) -> QPoint:
    tile = next(tile for tile in leaves(treemap.tiles) if tile.node.key.startswith(path))
    return tile.rect.center().toPoint()


def test_a_click_chooses_and_a_double_click_looks_inside(treemap: Treemap) -> None:
    chosen, opened = QSignalSpy(treemap.chosen), QSignalSpy(treemap.opened)
    at = place_of(treemap, "var/lib/apt")
    QTest.mouseClick(treemap, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(treemap, Qt.MouseButton.LeftButton, pos=at)
    assert str(chosen.at(0)[0]).startswith("var/lib/apt")
    assert str(opened.at(0)[0]).startswith("var/lib/apt")


def test_the_pointer_tells_its_box_once_and_when_it_left(treemap: Treemap, qtbot: QtBot) -> None:
    hovered = QSignalSpy(treemap.hovered)
    at = place_of(treemap, "var/lib/apt")
    for step in range(3):
        QTest.mouseMove(treemap, at + QPoint(step, 0))
    qtbot.waitUntil(lambda: hovered.count() >= 1)
    assert hovered.count() == 1
    treemap.leaveEvent(None)  # type: ignore[arg-type]
    assert hovered.at(1) == [""]


def test_arrows_go_from_box_to_box_and_enter_opens(treemap: Treemap) -> None:
    opened, chosen = QSignalSpy(treemap.opened), QSignalSpy(treemap.chosen)
    treemap.setFocus()
    first = leaves(treemap.tiles)[0].node.key
    QTest.keyClick(treemap, Qt.Key.Key_Space)
    assert chosen.at(0) == [first]
    QTest.keyClick(treemap, Qt.Key.Key_Right)
    QTest.keyClick(treemap, Qt.Key.Key_Return)
    right = opened.at(0)[0]
    assert right != first
    boxes = {tile.node.key: tile.rect for tile in leaves(treemap.tiles)}
    assert boxes[str(right)].center().x() > boxes[first].center().x()
    QTest.keyClick(treemap, Qt.Key.Key_Left)
    QTest.keyClick(treemap, Qt.Key.Key_Return)
    assert opened.at(1)[0] == first


def test_readers_hear_the_largest_boxes_with_their_waste(treemap: Treemap) -> None:
    words = treemap.accessibleDescription()
    assert words.startswith("var/lib/apt: 19.4 MB, 31 % of 61.7 MB, 42 files, wasted")
    assert "usr/lib/nginx" in words
    assert treemap.accessibleName() == "Where the bytes are"


def test_waste_is_told_by_lines_too(treemap: Treemap) -> None:
    """A wasted box has two colours in a row of pixels, another one has one."""

    def colours(path: str) -> int:
        at = place_of(treemap, path)
        picture = treemap.grab().toImage()
        return len({picture.pixel(at.x() + step, at.y()) for step in range(-12, 12)})

    assert colours("usr/lib/nginx") == 1
    assert colours("var/lib/apt") > 3


def test_names_from_images_are_shown_as_text(qtbot: QtBot) -> None:
    treemap = Treemap(Theme(Mode.DARK))
    qtbot.addWidget(treemap)
    node = SizeNode("", "/", 10, 1, 0, "", (SizeNode(HOSTILE, HOSTILE, 10, 1),))
    treemap.show_map(node, lambda _node: Role.APP)
    treemap.grab()
    assert "\u202e" not in treemap.accessibleDescription()
    assert "<b>" in treemap.accessibleDescription()


def test_no_bytes_are_a_quiet_box(qtbot: QtBot) -> None:
    treemap = Treemap(Theme(Mode.LIGHT))
    qtbot.addWidget(treemap)
    for node in (None, SizeNode("", "/", 0)):
        treemap.show_map(node, lambda _node: Role.APP)
        treemap.grab()
        assert treemap.tiles == []
        QTest.keyClick(treemap, Qt.Key.Key_Right)
        QTest.keyClick(treemap, Qt.Key.Key_Return)
    assert treemap.accessibleDescription() == "No bytes."


def test_a_linked_path_lights_up_its_box(treemap: Treemap) -> None:
    before = treemap.grab().toImage()
    treemap.link("var/lib/apt/lists/core_Packages.lz4")
    after = treemap.grab().toImage()
    edge = leaves(treemap.tiles)[0].rect.topLeft() + QPointF(1.2, 60)
    at = edge.toPoint()
    assert before.pixel(at) != after.pixel(at)
    treemap.link("")
    assert treemap.grab().toImage() == before
