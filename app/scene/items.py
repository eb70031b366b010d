"""What stands on the wall, as graphics items; one for each brick, flag and open brick.

Items know how they look in each state; the scene says in which state they are.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import BRICK_DEPTH, PITCH, depth_vector, silhouette
from app.scene.brick_painter import (
    BrickText,
    dimmed,
    faces_of,
    paint_brick,
    paint_content,
    paint_shade,
)
from app.scene.flag_painter import HEIGHT_PX, flag_card, paint_flag
from app.scene.surroundings import Surroundings
from app.theme import mix, with_alpha
from app.viewmodel.placement import PlacedBrick, PlacedFlag

GLOW_PX = 12.0
_CACHED_STUDS = 60


class WallItem(QGraphicsItem):
    """States that all share; each change repaints only the item."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self.surroundings = surroundings
        self.is_hovered = False
        self.is_chosen = False
        self.is_dimmed = False
        self.is_linked = False
        self.is_found = False
        self.has_focus_ring = False
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_state(self, **states: bool) -> None:
        """Set some of the states by name."""
        changed = False
        for name, value in states.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
                changed = True
        if changed:
            self.update()

    @property
    def key(self) -> str:
        """What it shows."""
        raise NotImplementedError


class BoxItem(WallItem):
    """A brick, or bricks on one another: `box` is the front of all of it."""

    box: QRectF

    def boundingRect(self) -> QRectF:
        back = depth_vector(BRICK_DEPTH, PITCH)
        return self.box.adjusted(
            -GLOW_PX, back.y() - 0.3 * PITCH - GLOW_PX, back.x() + GLOW_PX, GLOW_PX
        )

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(silhouette(self.box, PITCH))
        return path


class BrickItem(BoxItem):
    """A read-only layer. The origin is the front face's lower left corner."""

    def __init__(self, placed: PlacedBrick, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.placed = placed
        self.front = QRectF(0, -placed.height * PITCH, placed.width * PITCH, placed.height * PITCH)
        self.box = self.front
        self.setPos(placed.x * PITCH, -placed.y * PITCH)
        self.setZValue(placed.order)
        if placed.width > _CACHED_STUDS:
            # Wider than a screen: a picture of all of it would push out those of all others.
            self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    @property
    def key(self) -> str:
        return self.placed.key

    @property
    def has_bare_top(self) -> bool:
        """Whether some of its studs are free."""
        return self.placed.bare_from < self.placed.x + self.placed.width - 0.01

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        around = self.surroundings
        theme = around.theme
        brick = self.placed.brick
        base, ink = theme.brick_colors(brick.role.key, brick.shade)
        if self.is_hovered and not self.is_dimmed:
            base = mix(base, theme.color("surface") if not theme.is_dark else ink, 0.06)
        faces = faces_of(base, ink)
        if self.is_dimmed or not brick.is_available:
            faces = dimmed(faces, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = self._outline()
        if self.is_chosen or self.is_linked:
            paint_glow(painter, outline, theme.color("accent"))
        bare_from = (self.placed.bare_from - self.placed.x) * PITCH
        detail = around.detail
        paint_brick(
            painter, self.front, faces, pitch=PITCH, bare_from=bare_from, detail=detail,
            outline_scale=around.edge_scale,
        )  # fmt: skip
        if detail >= 3:
            paint_content(
                painter,
                self.front,
                brick.role,
                faces.ink,
                BrickText(brick.title)
                if around.has_few_labels
                else BrickText(brick.title, brick.figure, brick.command, brick.shared_text),
                pitch=PITCH,
                scale=around.zoom,
                words_px=around.words_px,
            )
        if self.has_bare_top and bare_from > 0.5 and detail >= 2:
            self._paint_tower_shade(painter, bare_from)
        self._paint_state(painter, outline)

    def _outline(self) -> QPolygonF:
        """Of what can be seen: all of a bare brick, only the front of a covered one."""
        is_bare = self.placed.bare_from <= self.placed.x + 0.01
        return silhouette(self.front, PITCH) if is_bare else QPolygonF(self.front)

    def _paint_tower_shade(self, painter: QPainter, bare_from: float) -> None:
        """What stands on it shades the terrace at its right."""
        length = min(1.5 * PITCH, self.front.width() - bare_from)
        paint_shade(painter, QPointF(bare_from, self.front.top()), length)

    def _paint_state(self, painter: QPainter, outline: QPolygonF) -> None:
        theme = self.surroundings.theme
        unit = self.surroundings.edge_scale / self.surroundings.zoom
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_chosen or self.is_linked:
            painter.setPen(QPen(theme.color("accent"), 2.6 * unit))
            painter.drawPolygon(outline)
            inner = QPolygonF(self.front.adjusted(3 * unit, 3 * unit, -3 * unit, -3 * unit))
            painter.setPen(QPen(theme.color("on_accent"), 1.2 * unit))
            painter.drawPolygon(inner)
        elif self.is_hovered:
            painter.setPen(QPen(theme.color("accent"), 1.6 * unit))
            painter.drawPolygon(outline)
        if self.has_focus_ring:
            ring = QPen(theme.color("text"), 2 * unit, Qt.PenStyle.DotLine)
            painter.setPen(ring)
            painter.drawRoundedRect(self.front.adjusted(-5, -5, 5, 5), 3, 3)


class FlagItem(WallItem):
    """A flag. The origin is its foot."""

    def __init__(self, placed: PlacedFlag, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.placed = placed
        middle = depth_vector(1.0, PITCH)
        self.setPos(placed.x * PITCH + middle.x(), -placed.y * PITCH + middle.y())
        self.setZValue(1e6)
        unit = 1.0
        self.card = flag_card(QPointF(0, 0), placed.lot * PITCH, pitch=PITCH, unit=unit)

    @property
    def key(self) -> str:
        return self.placed.flag.reference

    def boundingRect(self) -> QRectF:
        return self.card.adjusted(-8, -8, 8, PITCH + HEIGHT_PX * 0.2)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.card)
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self.surroundings.detail < 2:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_flag(
            painter,
            QPointF(0, 0),
            self.card,
            self.placed.flag,
            self.surroundings.theme,
            unit=1.0,
            name_px=self._name_px,
            is_outlined=self.is_chosen or self.is_linked or self.is_hovered,
            is_dimmed=self.is_dimmed,
        )

    @property
    def _name_px(self) -> float:
        """The size of the name where it stands alone; 0: there is more beside it."""
        around = self.surroundings
        if around.detail < 3:
            return 11 / around.zoom
        return min(around.words_px / around.zoom, 20.0) if around.has_few_labels else 0.0


def paint_glow(painter: QPainter, outline: QPolygonF, color: object) -> None:
    """What is chosen shines."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width in (18, 13, 8):
        pen = QPen(with_alpha(color, 0.10), width)  # type: ignore[arg-type]
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolygon(outline)
