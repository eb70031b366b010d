"""What is drawn over the window while a brick is dragged: it, the tops that take it, and a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.scene.brick_geometry import BRICK_DEPTH, PITCH, depth_vector
from app.scene.brick_painter import BrickText, faces_of, paint_brick, paint_content
from app.scene.drop_places import DropPlace
from app.scene.items import paint_glow
from app.scene.open_brick_painter import paint_open_box
from app.scene.overlay import plain_label, set_look
from app.scene.shadow import add_shadow, paint_shadow
from app.theme import Theme, with_alpha
from app.viewmodel.dragging import DraggedBrick, Offer

_STUDS = 6
_LIFT_PX, _SHADOW_PX = 8, 14
_HELD_AT = 0.55  # of its width the pointer holds it
_MARGIN_PX = 26
_SMALLEST_PITCH, _LARGEST_PITCH = 20.0, 34.0
_CARD_PX, _CARD_ABOVE_PX = 310, 12


@dataclass(slots=True)
class DragPicture:
    """What there is to see. `held` is the pointer in the overlay; places are in the scene."""

    held: QPointF
    pitch: float
    glowing: Sequence[DropPlace] = ()
    snapped: DropPlace | None = None
    is_possible: bool = False
    snap: float = 0.0  # how far the preview has come, 0 to 1
    opacity: float = 1.0


class DragOverlay(QWidget):
    """Lies over the whole window; takes no input."""

    def __init__(self, theme: Theme, parent: QWidget, canvas: QWidget) -> None:
        """`canvas` is where the wall is: only there something glows."""
        super().__init__(parent)
        self._theme, self._canvas = theme, canvas
        self._brick: DraggedBrick | None = None
        self._pixmap = QPixmap()
        self._to_scene = QTransform()
        self.picture = DragPicture(QPointF(), PITCH)
        self.card = DropCard(theme, self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def open(self, brick: DraggedBrick, pitch: float) -> None:
        """Something is dragged from now on."""
        self._brick = brick
        pitch = max(_SMALLEST_PITCH, min(_LARGEST_PITCH, pitch))
        self.picture = DragPicture(QPointF(), pitch)
        self._pixmap = self._drawn(brick, pitch)
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()

    def show_picture(self, to_scene: QTransform) -> None:
        """`to_scene` leads from pixels of the scene to those of the canvas."""
        self._to_scene = to_scene
        self.update()

    def place_card(self) -> None:
        """Above the brick at the pointer, and inside the window."""
        brick = self._held_box()
        behind = -depth_vector(BRICK_DEPTH, self.picture.pitch).y() + 0.3 * self.picture.pitch
        brick.setTop(brick.top() - behind)
        width = min(_CARD_PX, self.width() - 16)
        self.card.fit(width)
        x = round(brick.center().x() - width / 2)
        y = round(brick.top()) - self.card.height() - _CARD_ABOVE_PX
        if y < 8:
            y = round(brick.bottom()) + _CARD_ABOVE_PX + _SHADOW_PX
        self.card.move(max(8, min(x, self.width() - width - 8)), y)

    def _held_box(self) -> QRectF:
        """The front of the brick that hangs at the pointer."""
        picture = self.picture
        width = _STUDS * picture.pitch
        height = (self._brick.height if self._brick else 1.9) * picture.pitch
        corner = picture.held - QPointF(_HELD_AT * width, height / 2 + _LIFT_PX)
        return QRectF(corner.x(), corner.y(), width, height)

    def _drawn(self, brick: DraggedBrick, pitch: float) -> QPixmap:
        ratio = self.devicePixelRatioF()
        front = QRectF(0, 0, _STUDS * pitch, brick.height * pitch)
        back = depth_vector(BRICK_DEPTH, pitch)
        front.moveTo(_MARGIN_PX, _MARGIN_PX - back.y() + 0.3 * pitch)
        size = QRectF(0, 0, front.right() + back.x() + _MARGIN_PX, front.bottom() + 2 * _MARGIN_PX)
        pixmap = QPixmap((size.size() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = front.adjusted(2, front.height() * 0.3, back.x() * 0.6, _SHADOW_PX)
        paint_shadow(painter, self._theme, shade, 4, _SHADOW_PX)
        base, ink = self._theme.role_colors(brick.role.key)
        bare = front.left()
        paint_brick(painter, front, faces_of(base, ink), pitch=pitch, bare_from=bare, detail=3)
        text = BrickText(brick.title, brick.words, is_locked=False)
        paint_content(painter, front, brick.role, ink, text, pitch=pitch, scale=1.0)
        painter.end()
        self._corner = front.topLeft()
        return pixmap

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._brick is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.picture.opacity)
        self._paint_places(painter)
        painter.drawPixmap(self._held_box().topLeft() - self._corner, self._pixmap)

    def _paint_places(self, painter: QPainter) -> None:
        picture, accent = self.picture, self._theme.color("accent")
        origin = self._canvas.mapTo(self.parentWidget(), QPoint(0, 0)) - self.pos()
        zoom = max(0.05, self._to_scene.m11())
        painter.save()
        painter.setClipRect(QRect(origin, self._canvas.size()))
        painter.setTransform(self._to_scene * QTransform.fromTranslate(origin.x(), origin.y()))
        for place in picture.glowing:
            painter.setPen(QPen(accent, 2 / zoom))
            painter.setBrush(with_alpha(accent, 0.30))
            painter.drawPolygon(place.face)
            paint_glow(painter, place.face, accent)
        if picture.snapped is not None and self._brick is not None:
            front = picture.snapped.preview(self._brick.height)
            painter.setOpacity(picture.opacity * picture.snap)
            front.translate(0, -(1 - picture.snap) * 0.6 * PITCH)
            color = accent if picture.is_possible else self._theme.color("text3")
            paint_open_box(painter, front, color, pitch=PITCH, fill_alpha=0.22)
        painter.restore()


class DropCard(QFrame):
    """What would happen here, with the command; or why it cannot."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = plain_label("", "strong")
        self._command = plain_label("", "mono")
        self._reason = plain_label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 11)
        layout.setSpacing(5)
        for label in (self._title, self._command, self._reason):
            label.setWordWrap(True)
            layout.addWidget(label)
        self.setProperty("look", "card")
        add_shadow(self, theme, 18, 12)
        self.hide()

    @property
    def words(self) -> str:
        """All that it says."""
        labels = (self._title, self._command, self._reason)
        return "\n".join(one.text() for one in labels if one.text())

    def show_offer(self, offer: Offer | None) -> None:
        """None: there is nothing below the pointer."""
        if offer is None:
            self.hide()
            return
        set_look(self, "card-primary" if offer.is_possible else "card")
        for label, words in (
            (self._title, offer.title),
            (self._command, offer.command),
            (self._reason, offer.reason),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(self.words)
        self.show()

    def fit(self, width: int) -> None:
        """That wide, and as tall as its words are then."""
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        self.resize(width, max(height, 24))
