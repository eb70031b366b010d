"""A tower as it is, and as it will be: which bricks become one, or stand on another base."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.panels.plate import paint_plate, rounded
from app.scene.brick_geometry import silhouette
from app.scene.brick_painter import BrickText, dimmed, faces_of, paint_brick, paint_content
from app.scene.gradient import paint_canvas
from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.roles import Role
from core.translation import tr

_STUDS = 6
_LARGEST_PITCH = 22.0
_ABOVE_PX, _BELOW_PX = 64.0, 76.0
_BETWEEN_PX = 46.0  # with the arrow
_EDGE_PX = 26.0
_LEAST_TEXT_PX = 13.0
_TALLER = 1.45  # than on the wall, where there is room: words have to fit in


@dataclass(frozen=True, slots=True)
class TowerBrick:
    """One brick of such a picture. `height` in pitches."""

    title: str
    role: Role
    height: float
    figure: str = ""
    is_marked: bool = False  # it is what this is about
    is_gone: bool = False  # it does not come along


@dataclass(frozen=True, slots=True)
class Tower:
    """Bricks bottom first, and the words below them."""

    bricks: tuple[TowerBrick, ...]
    title: str
    figure: str = ""


class TwoTowers(QWidget):
    """Signals: pressed(index), dragged(index): a brick of the left tower, 0 is the lowest."""

    pressed = Signal(int)
    dragged = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._towers: tuple[Tower, ...] = ()
        self._fronts: list[QRectF] = []  # of the left tower
        self._radius = 0.0
        self._pointed = -1
        self.is_choosable = False
        self.setMouseTracking(True)
        self.setMinimumWidth(360)
        self.setAccessibleName(tr("The tower before and after"))

    def set_corners(self, radius: float) -> None:
        """Its left corners are a card's."""
        self._radius = radius

    def show_towers(self, before: Tower, after: Tower) -> None:
        """Show both."""
        self._towers = (before, after)
        self.setAccessibleDescription(self.sentence)
        self.update()

    @property
    def sentence(self) -> str:
        """What the picture says."""
        return "; ".join(f"{one.title}, {one.figure}" for one in self._towers)

    def sizeHint(self) -> QSize:
        return QSize(400, 420)

    # --- pointer ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position())
        if self.is_choosable and index >= 0:
            self.pressed.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position())
        if not self.is_choosable:
            return
        if event.buttons() & Qt.MouseButton.LeftButton and index >= 0:
            self.dragged.emit(index)
        if index != self._pointed:
            self._pointed = index
            shape = Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _index_at(self, at: QPointF) -> int:
        found = (number for number, front in enumerate(self._fronts) if front.contains(at))
        return next(found, -1)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self._radius:
            painter.setClipPath(rounded(whole.adjusted(1, 1, self._radius, -1), self._radius))
        paint_canvas(painter, self._theme, whole)
        if not self._towers:
            return
        room = self.width() - 2 * _EDGE_PX - _BETWEEN_PX
        pitch = min(_LARGEST_PITCH, room / 2 / (_STUDS + 0.862))
        width = _STUDS * pitch
        foot = self.height() - _BELOW_PX
        start = (self.width() - 2 * width - 0.862 * pitch * 2 - _BETWEEN_PX) / 2
        lefts = (start, start + width + 0.862 * pitch + _BETWEEN_PX)
        paint_plate(painter, self._theme, self.width(), foot, pitch=pitch, start=start)
        tallest = max(sum(one.height for one in tower.bricks) for tower in self._towers)
        height = min(_TALLER * pitch, (foot - _ABOVE_PX) / max(1.0, tallest))
        self._fronts = []
        for number, (tower, left) in enumerate(zip(self._towers, lefts, strict=True)):
            fronts = self._paint_tower(painter, tower, QPointF(left, foot), pitch, height)
            if number == 0:
                self._fronts = fronts
            self._paint_words(painter, tower, QRectF(left - 14, foot + 27, width + 40, 40))
        middle = lefts[1] - _BETWEEN_PX / 2 - 6
        self._paint_arrow(painter, QPointF(middle, foot - 1.2 * pitch))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), self._theme.color("border"))

    def _paint_tower(
        self, painter: QPainter, tower: Tower, at: QPointF, pitch: float, height: float
    ) -> list[QRectF]:
        fronts = []
        bottom = at.y()
        for brick in tower.bricks:
            front = QRectF(at.x(), bottom - brick.height * height, _STUDS * pitch, 0)
            front.setBottom(bottom)
            fronts.append(front)
            bottom = front.top()
        marked = [number for number, one in enumerate(tower.bricks) if one.is_marked]
        for number, (brick, front) in enumerate(zip(tower.bricks, fronts, strict=True)):
            is_top = number == len(fronts) - 1
            self._paint_brick(painter, brick, front, pitch, is_top=is_top)
            if marked and number == marked[-1]:  # what stands on it hides some of the outline
                around = QRectF(front.topLeft(), fronts[marked[0]].bottomRight())
                self._paint_mark(painter, around, pitch)
        if tower is self._towers[0] and 0 <= self._pointed < len(fronts):
            painter.setBrush(with_alpha(self._theme.color("accent"), 0.16))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRect(fronts[self._pointed])
        return fronts

    def _paint_brick(
        self, painter: QPainter, brick: TowerBrick, front: QRectF, pitch: float, *, is_top: bool
    ) -> None:
        faces = faces_of(*self._theme.role_colors(brick.role.key))
        if brick.is_gone:
            faces = dimmed(faces, self._theme)
        bare_from = front.left() if is_top else front.right()
        paint_brick(painter, front, faces, pitch=pitch, bare_from=bare_from, detail=3)
        if front.height() >= _LEAST_TEXT_PX:
            text = BrickText(brick.title, brick.figure, is_locked=False)
            paint_content(painter, front, brick.role, faces.ink, text, pitch=pitch, scale=1.0)

    def _paint_mark(self, painter: QPainter, around: QRectF, pitch: float) -> None:
        accent = self._theme.color("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for spread, ink in ((8.0, with_alpha(accent, 0.18)), (2.5, accent)):
            pen = QPen(ink, spread)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(silhouette(around, pitch))
        # A second cue beside the colour: a bracket at the left.
        x = around.left() - 9
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(x, around.top()), QPointF(x, around.bottom()))
        for y in (around.top(), around.bottom()):
            painter.drawLine(QPointF(x, y), QPointF(x + 5, y))

    def _paint_words(self, painter: QPainter, tower: Tower, box: QRectF) -> None:
        middle = int(Qt.AlignmentFlag.AlignHCenter)
        painter.setFont(interface_font(13, 600))
        painter.setPen(self._theme.color("text"))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(tower.title, Qt.TextElideMode.ElideMiddle, round(box.width()))
        painter.drawText(box, middle, title)
        painter.setFont(interface_font(12, 500))
        painter.setPen(self._theme.color("text2"))
        painter.drawText(box.translated(0, 19), middle, tower.figure)

    def _paint_arrow(self, painter: QPainter, at: QPointF) -> None:
        accent = self._theme.color("accent")
        painter.setPen(QPen(accent, 2.5))
        painter.drawLine(at - QPointF(10, 0), at + QPointF(5, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        tip = at + QPointF(12, 0)
        painter.drawPolygon([tip, tip + QPointF(-9, -5.5), tip + QPointF(-9, 5.5)])
