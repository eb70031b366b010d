"""The picture beside the snapshot's form: the new brick falls onto its tower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.panels.plate import paint_plate, rounded
from app.scene.brick_geometry import depth_vector, silhouette
from app.scene.brick_painter import BrickText, faces_of, paint_brick, paint_content
from app.scene.flag_painter import HEIGHT_PX, flag_card, paint_flag
from app.scene.gradient import paint_canvas
from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.roles import Role
from app.viewmodel.sizes import count_text, size_text
from app.viewmodel.wall import Brick, Flag
from core.translation import tr

_STUDS = 8
_LARGEST_PITCH, _SMALLEST_PITCH = 31.0, 11.0
_BELOW_PX = 88.0  # plate, shade and the sentence
_ABOVE_PX = 30.0
_LIFT = 1.9  # how far the brick is in the air, in pitches
_TWO_ROWS_PX = 38.0
_GHOSTS = (0.14, 0.09, 0.05)


@dataclass(frozen=True, slots=True)
class NewBrick:
    """The brick in the air."""

    title: str
    role: Role
    size_bytes: int
    height: float
    flag: Flag
    count: int = 1  # so many, drawn as one: what came before each mark has a brick of its own


class SnapshotPreview(QWidget):
    """A tower, the brick to come, its flag that follows what is typed, and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bricks: Sequence[Brick] = ()
        self._new: NewBrick | None = None
        self._radius = 0.0
        self.setFixedWidth(410)
        self.setAccessibleName(tr("Preview of the new brick on its tower"))

    def set_corners(self, radius: float) -> None:
        """Its left corners are a card's."""
        self._radius = radius

    def show_tower(self, bricks: Sequence[Brick], new: NewBrick) -> None:
        """Bricks bottom first, and the one to come."""
        self._bricks, self._new = bricks, new
        self.setAccessibleDescription(self.sentence)
        self.update()

    @property
    def sentence(self) -> str:
        """What the picture says."""
        below = len(self._bricks)
        stay = (
            tr("the brick below stays") if below == 1 else tr("the {below} below stay", below=below)
        )
        count = self._new.count if self._new is not None else 1
        new = (
            tr("One new read-only brick")
            if count == 1
            else tr("{count} new read-only bricks", count=count)
        )
        return new + (tr("; {stay} shared.", stay=stay) if below else ".")

    def _shown(self, pitch_room: float) -> tuple[list[Brick], int, float]:
        """The topmost bricks that fit, how many do not, and the pitch."""
        assert self._new is not None
        bricks = list(self._bricks)
        air = self._new.height + _LIFT + 0.85 + 1.2
        least = pitch_room / _SMALLEST_PITCH
        hidden = 0
        while len(bricks) > 1 and sum(brick.height for brick in bricks) + air > least:
            bricks.pop(0)
            hidden += 1
        total = sum(brick.height for brick in bricks) + air
        pitch = min(_LARGEST_PITCH, pitch_room / total, (self.width() - 76) / (_STUDS + 0.862))
        return bricks, hidden, pitch

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self._radius:
            wide = whole.adjusted(1, 1, self._radius, -1)  # round at the left only
            painter.setClipPath(rounded(wide, self._radius))
        paint_canvas(painter, self._theme, whole)
        if self._new is None:
            return
        room = self.height() - _BELOW_PX - _ABOVE_PX - HEIGHT_PX
        bricks, hidden, pitch = self._shown(room)
        width = _STUDS * pitch
        left = round((self.width() - width - 0.862 * pitch) / 2) + 4.0
        bottom = self.height() - _BELOW_PX
        paint_plate(painter, self._theme, self.width(), bottom, pitch=pitch, start=left)
        for brick in bricks:
            front = QRectF(left, bottom - brick.height * pitch, width, brick.height * pitch)
            self._paint_one(painter, front, brick, pitch, is_top=brick is bricks[-1])
            bottom = front.top()
        lift = _LIFT * pitch
        front = QRectF(left, 0, width, self._new.height * pitch)
        front.moveBottom(bottom - lift)
        self._paint_ghosts(painter, front, pitch)
        self._paint_arrow(painter, QPointF(left - 15, front.bottom()), lift)
        self._paint_new(painter, front, pitch)
        self._paint_sentence(painter, hidden)
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, self._theme.color("border"))

    def _paint_one(
        self, painter: QPainter, front: QRectF, brick: Brick, pitch: float, *, is_top: bool
    ) -> None:
        faces = faces_of(*self._theme.role_colors(brick.role.key))
        bare_from = front.left() if is_top else front.right()
        paint_brick(painter, front, faces, pitch=pitch, bare_from=bare_from, detail=3)
        command = brick.command if front.height() >= _TWO_ROWS_PX else ""
        text = BrickText(brick.title, size_text(brick.size_bytes), command)
        if front.height() > 14:
            paint_content(painter, front, brick.role, faces.ink, text, pitch=pitch, scale=1.0)

    def _paint_ghosts(self, painter: QPainter, front: QRectF, pitch: float) -> None:
        """Where it was a moment ago."""
        painter.save()
        ink = self._theme.color("text3")
        for number, share in reversed(list(enumerate(_GHOSTS, start=1))):
            ghost = front.translated(0, -0.72 * pitch * number)
            painter.setPen(QPen(with_alpha(ink, share * 1.3), 1))
            painter.setBrush(with_alpha(ink, share))
            painter.drawPolygon(silhouette(ghost, pitch))
        painter.restore()

    def _paint_arrow(self, painter: QPainter, at: QPointF, length: float) -> None:
        accent = self._theme.color("accent")
        pen = QPen(accent, 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(at, at + QPointF(0, length - 9))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        tip = at + QPointF(0, length)
        painter.drawPolygon([tip, tip + QPointF(-5, -9), tip + QPointF(5, -9)])

    def _paint_new(self, painter: QPainter, front: QRectF, pitch: float) -> None:
        new, theme = self._new, self._theme
        assert new is not None
        accent = theme.color("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for spread in (15, 10, 6):
            glow = QPen(with_alpha(accent, 0.13), spread)
            glow.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(glow)
            painter.drawPolygon(silhouette(front, pitch))
        outline = QPen(accent, 5.0)
        outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(outline)
        painter.drawPolygon(silhouette(front, pitch))
        faces = faces_of(*theme.role_colors(new.role.key))
        paint_brick(painter, front, faces, pitch=pitch, bare_from=front.left(), detail=3)
        text = BrickText(new.title, size_text(new.size_bytes), is_locked=False)
        paint_content(painter, front, new.role, faces.ink, text, pitch=pitch, scale=1.0)
        foot = QPointF(front.center().x(), front.top()) + depth_vector(1, pitch)
        card = flag_card(foot, 146, pitch=min(pitch, 22), unit=1.0)
        paint_flag(
            painter, foot, card, new.flag, theme, unit=1.0, is_outlined=True, is_dimmed=False
        )

    def _paint_sentence(self, painter: QPainter, hidden: int) -> None:
        painter.setFont(interface_font(13, 500))
        painter.setPen(self._theme.color("text2"))
        box = QRectF(24, self.height() - 44, self.width() - 48, 26)
        words = self.sentence
        if hidden:
            words = tr("{words} ({hidden} not drawn).", words=words[:-1], hidden=count_text(hidden))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
