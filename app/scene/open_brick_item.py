"""A container's own bricks as one graphics item: its marks, and the writable one on top."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH, silhouette
from app.scene.items import BoxItem, paint_glow
from app.scene.open_brick_painter import (
    outline_color,
    paint_mark_content,
    paint_open_box,
    paint_open_content,
)
from app.scene.surroundings import Surroundings
from app.theme import with_alpha
from app.viewmodel.placement import PlacedOpenBrick

_LARGE_FROM = 6.0  # pitches of width: the container screen
_ROWS_PX = 72  # of all that stands on the brick, in pixels of usual text


class OpenBrickItem(BoxItem):
    """The origin is the lower left corner of the front of the lowest of them."""

    def __init__(self, placed: PlacedOpenBrick, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.placed = placed
        opened, width = placed.open_brick, placed.width * PITCH
        self.mark_fronts = []
        top = 0.0
        for mark in opened.marks:
            top -= mark.height * PITCH
            self.mark_fronts.append(QRectF(0, top, width, mark.height * PITCH))
        height = opened.height * PITCH
        self.front = QRectF(0, top - height, width, height)
        self.box = QRectF(0, top - height, width, height - top)
        self.setPos(placed.x * PITCH, -placed.y * PITCH)
        self.setZValue(placed.order)

    @property
    def key(self) -> str:
        return self.placed.open_brick.container_id

    def renew(self, placed: PlacedOpenBrick) -> None:
        """Show other figures at the same place."""
        if placed != self.placed:
            self.placed = placed
            self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        around, opened = self.surroundings, self.placed.open_brick
        color = outline_color(around.theme, opened.state)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if around.detail == 0:
            painter.fillRect(self.box, with_alpha(color, 0.2 if self.is_dimmed else 0.5))
            return
        outline = silhouette(self.box, PITCH)
        if self.is_chosen:
            paint_glow(painter, outline, around.theme.color("accent"))
        if self.is_dimmed:
            painter.setOpacity(0.5)
        unit = around.words_px / 12 / around.zoom
        if around.type_scale > 1:
            unit = min(unit, self.front.height() / _ROWS_PX)
        has_text, is_large = around.detail >= 3, self.placed.width > _LARGE_FROM
        for mark, front in zip(opened.marks, self.mark_fronts, strict=True):
            paint_open_box(
                painter,
                front,
                around.theme.color("text2"),
                pitch=PITCH,
                ground=around.theme.color("surface"),
            )
            if has_text:
                paint_mark_content(painter, front, mark, around.theme, unit=unit, is_large=is_large)
        paint_open_box(painter, self.front, color, pitch=PITCH, outline_scale=around.edge_scale)
        if has_text:
            paint_open_content(
                painter, self.front, opened, around.theme, unit=unit, is_large=is_large
            )
        if self.is_chosen or self.is_hovered or self.is_linked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = 1.6 if self.is_hovered and not self.is_chosen else 2.6
            painter.setPen(QPen(around.theme.color("accent"), width))
            painter.drawPolygon(outline)
        painter.setOpacity(1.0)
