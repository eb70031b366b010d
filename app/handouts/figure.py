"""Bricks as a figure of a page: a scene that nobody looks at, painted at a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from app.handouts.cut import Piece
from app.scene.baseplate_item import BaseplateItem, Plate, PlateStudsItem, TowerShadowItem
from app.scene.baseplate_item import plate_items as plates
from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.far_labels import paint_street_names
from app.scene.items import BrickItem
from app.scene.wall_scene import WallScene
from app.theme import Theme
from app.viewmodel.placement import Placement, ViewMode

_SHARPNESS = 1.4
"""Words on paper may be smaller than on a screen, by this."""

_ROWS_IN_FRONT = 2
_NAME_PX = 30.0
_ARROW_PX = 9.0
_PLATE_KINDS = (BaseplateItem, PlateStudsItem, TowerShadowItem)
_CONTAINER_ROWS = (2, 4)


class Figure:
    """What stands on one baseplate, or on several. All sizes are those of the page."""

    def __init__(
        self,
        placement: Placement,
        mode: ViewMode,
        theme: Theme,
        *,
        container_id: str = "",
        cut: Piece | None = None,
    ) -> None:
        self._theme = theme
        self._cut = cut
        self._scene = WallScene(theme)
        self._scene.animate = False
        self._scene.show_placement(placement, mode, container_id=container_id)
        if container_id:
            self._shorten_plate(placement)
        self._area = _area_of(self._scene.items(), has_notes=mode is ViewMode.STACKS)
        self.has_names = any(street.title for street in placement.streets)
        if self.has_names:
            self._area.setBottom(self._area.bottom() + _NAME_PX)
        self.scale = 1.0

    @property
    def natural_size(self) -> QSizeF:
        """At 100 %."""
        return self._area.size()

    @property
    def size(self) -> QSizeF:
        """At its scale."""
        return self._area.size() * self.scale

    def fit(self, room: QSizeF, largest: float) -> None:
        """As large as there is room, and `largest` at most."""
        size = self._area.size()
        self.set_scale(min(largest, room.width() / size.width(), room.height() / size.height()))

    def set_scale(self, scale: float) -> None:
        """What is written on bricks, and how much, follows."""
        self.scale = scale
        self._scene.set_zoom(scale * _SHARPNESS)

    def paint(self, painter: QPainter, at: QPointF) -> Iterator[None]:
        """With its upper left corner at `at`; yields between items."""
        to_page = QTransform.fromTranslate(at.x(), at.y()).scale(self.scale, self.scale)
        to_page.translate(-self._area.left(), -self._area.top())
        before = painter.transform()
        painter.setTransform(to_page, combine=True)
        for item in self._scene.items(Qt.SortOrder.AscendingOrder):
            _paint_item(painter, item)
            yield
        for item in self._cut_items():
            self._paint_arrows(painter, item)
        painter.setTransform(before)
        if self.has_names:
            streets = self._scene.placement.streets
            paint_street_names(painter, self._theme, streets, to_page, _ROWS_IN_FRONT)
            yield

    def paint_items(
        self, painter: QPainter, at: QPointF, items: Iterable[QGraphicsItem], *,
        above_px: float = 0.0, height_share: float = 1.0, opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """Some of its items, `above_px` (at 100 %) above their places, squashed onto their feet."""
        painter.save()
        painter.translate(at)
        painter.scale(self.scale, self.scale)
        painter.translate(-self._area.left(), -self._area.top() - above_px)
        painter.setOpacity(opacity)
        for item in items:
            painter.save()
            painter.translate(item.scenePos())
            painter.scale(1.0, height_share)
            item.paint(painter, QStyleOptionGraphicsItem())
            painter.restore()
        painter.restore()

    @property
    def bricks(self) -> list[BrickItem]:
        """From the bottom up."""
        return sorted(self._scene.bricks.values(), key=lambda item: item.zValue())

    @property
    def others(self) -> tuple[list[QGraphicsItem], list[QGraphicsItem]]:
        """What lies below all bricks, and what comes with the last one."""
        bricks = set(self._scene.bricks.values())
        rest = [one for one in self._scene.items(Qt.SortOrder.AscendingOrder) if one not in bricks]
        below = [one for one in rest if isinstance(one, BaseplateItem | PlateStudsItem)]
        return below, [one for one in rest if one not in below]

    def _shorten_plate(self, placement: Placement) -> None:
        """On the screen a container's plate goes on beyond the window."""
        for item in self._scene.items():
            if isinstance(item, _PLATE_KINDS):
                self._scene.removeItem(item)
        street = placement.streets[0]
        towers = [(street.width, street.height)]
        around = self._scene.surroundings
        for item in plates(Plate(street, _CONTAINER_ROWS, 1), towers, around):
            self._scene.addItem(item)

    def _cut_items(self) -> Iterator[BrickItem]:
        if self._cut is None:
            return
        cut = self._cut.goes_on_left | self._cut.goes_on_right
        yield from (item for key, item in self._scene.bricks.items() if key in cut)

    def _paint_arrows(self, painter: QPainter, item: BrickItem) -> None:
        """A brick that goes on elsewhere says so at its end."""
        assert self._cut is not None
        front = item.front.translated(item.pos())
        arrow = min(_ARROW_PX / self.scale, front.height() / 2)
        for edge, way, keys in (
            (front.left(), -1.0, self._cut.goes_on_left),
            (front.right() + depth_vector(2.0, PITCH).x(), 1.0, self._cut.goes_on_right),
        ):
            if item.key not in keys:
                continue
            middle = front.center().y() + (depth_vector(2.0, PITCH).y() if way > 0 else 0.0)
            foot = edge + way * 3 / self.scale
            points = [QPointF(foot, middle - arrow), QPointF(foot + way * arrow, middle),
                      QPointF(foot, middle + arrow)]  # fmt: skip
            base, _ink = self._theme.brick_colors(
                item.placed.brick.role.key, item.placed.brick.shade
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(base)
            painter.drawPolygon(QPolygonF(points))


def _area_of(items: Iterable[QGraphicsItem], *, has_notes: bool) -> QRectF:
    """What all of them cover. Glow is reserved around bricks, and none glows on paper."""
    rect = QRectF()
    for item in items:
        rect = rect.united(item.sceneBoundingRect())
    return rect.adjusted(-4, -4, 4, 0 if has_notes else 4)


def _paint_item(painter: QPainter, item: QGraphicsItem) -> None:
    """As the scene would, without the pictures that it keeps: a vector picture holds vectors."""
    painter.save()
    painter.translate(item.scenePos())
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.restore()
