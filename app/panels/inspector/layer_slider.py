"""Time travel: the layers of an image in a row, solid up to the chosen one, clear after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from app.panels.controls import tooltip_text
from app.panels.inspector.marks import CENTER
from app.scene.brick_geometry import depth_vector, silhouette, stud_centers, stud_top
from app.scene.brick_painter import BrickText, faces_of, paint_brick, paint_content
from app.theme import Theme, elided, interface_font, mix, with_alpha
from app.viewmodel.roles import Role
from app.viewmodel.sizes import count_text, visible
from core.translation import tr

_HEIGHT_PX = 106
_FRONT_TOP_PX, _FRONT_PX = 24.0, 27.0  # the fronts of the bricks
_RAIL_Y, _RAIL_PX = 67.0, 4.0
_TITLE_Y, _TITLE_PX = 80.0, 20.0
_DEPTH_PX = 21.0  # what the last brick takes at its right
_WIDEST_PX, _SOLID_FROM_PX, _TEXT_FROM_PX, _TITLES_FROM_PX = 124.0, 17.0, 46.0, 60.0
_SPINE_FROM_PX, _SPINE_PX = 84.0, 22
_KNOB_PX = 9.0


class LayerSlider(QAbstractSlider):
    """`level_changed` tells the level, 0 first; the slider's own value counts from 1."""

    level_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._roles: Sequence[Role] = ()
        self._titles: Sequence[str] = ()
        self._counts: dict[int, int | None] = {}  # None: nobody can say
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSingleStep(1)
        self.setRange(1, 1)
        self.valueChanged.connect(self._changed)
        self._tell()

    def show_layers(self, roles: Sequence[Role], titles: Sequence[str], level: int) -> None:
        """Bottom first; the stop goes to `level`. Emits nothing."""
        self._roles, self._titles, self._counts = roles, titles, {}
        self.blockSignals(True)
        self.setRange(1, max(1, len(roles)))
        self.setPageStep(max(1, len(roles) // 8))
        self.setValue(level + 1)
        self.blockSignals(False)
        self._tell()
        self.update()

    def show_count(self, level: int, added: int) -> None:
        """How many files a layer brings."""
        self._counts[level] = added
        if level == self.level:
            self._tell()
        self.update()

    def show_unknown(self, level: int) -> None:
        """Nobody can say how many files a layer brings."""
        self._counts[level] = None

    @property
    def level(self) -> int:
        """Of the stop."""
        return self.value() - 1

    def levels_to_count(self) -> list[int]:
        """Whose counts would be seen and are not known; the stop's first."""
        wanted = [self.level]
        if self._slot_px() >= _TEXT_FROM_PX:
            wanted += [level for level in range(len(self._roles)) if level != self.level]
        return [level for level in wanted if level not in self._counts and self._roles]

    def step(self, by: int) -> None:
        """Up or down by some layers."""
        self.setValue(self.value() + by)

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT_PX)

    def _changed(self) -> None:
        self._tell()
        self.update()
        self.level_changed.emit(self.level)

    def _tell(self) -> None:
        self.setAccessibleName(tr("Brick up to which files are shown"))
        self.setAccessibleDescription(self._words(self.level))

    def _words(self, level: int) -> str:
        """brick 3 of 5: nginx 1.26, 1 204 files added."""
        title = visible(self._titles[level]) if 0 <= level < len(self._titles) else ""
        words = tr("brick {level} of {roles}", level=level + 1, roles=max(1, len(self._roles)))
        words += f": {title}" if title else ""
        added = self._counts.get(level)
        if added is not None:
            words += tr(", {added} added", added=count_text(added))
        return words

    # --- places -------------------------------------------------------------------------------

    def _slot_px(self) -> float:
        return min(_WIDEST_PX, (self.width() - _DEPTH_PX) / max(1, len(self._roles)))

    def _slot(self, level: int) -> QRectF:
        width = self._slot_px()
        return QRectF(2 + level * width, 0, width, _HEIGHT_PX)

    def _stop(self, level: int) -> QPointF:
        slot = self._slot(level)
        return QPointF(slot.left() + (slot.width() - min(6.0, slot.width() * 0.1)) / 2, _RAIL_Y)

    def _level_at(self, x: float) -> int:
        level = int((x - 2) / max(1.0, self._slot_px()))
        return min(max(0, level), max(0, len(self._roles) - 1))

    # --- pixels -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for level, role in enumerate(self._roles):
            self._paint_brick(painter, level, role)
        self._paint_rail(painter)
        self._paint_titles(painter)

    def _paint_brick(self, painter: QPainter, level: int, role: Role) -> None:
        theme, slot = self._theme, self._slot(level)
        is_solid = level <= self.level
        base, ink = theme.role_colors(role.key)
        if slot.width() < _SOLID_FROM_PX:
            self._paint_flat(painter, slot, base, is_solid=is_solid)
            return
        studs = max(1, round(slot.width() / 22.0))
        pitch = (slot.width() - 2) / studs
        pitch = min(pitch, 26.0)
        front = QRectF(slot.left(), _FRONT_TOP_PX, studs * pitch, _FRONT_PX)
        if not is_solid:
            self._paint_clear(painter, front, pitch)
            return
        paint_brick(painter, front, faces_of(base, ink), pitch=pitch, bare_from=front.left(),
                    detail=3)  # fmt: skip
        has_spine = slot.width() >= _SPINE_FROM_PX
        if has_spine:
            text = BrickText("", is_locked=False)
            paint_content(painter, front, role, ink, text, pitch=pitch, scale=1.0)
        added = self._counts.get(level)
        if added is not None and slot.width() >= _TEXT_FROM_PX:
            painter.setFont(interface_font(11, 600))
            painter.setPen(ink)
            room = front.adjusted(_SPINE_PX if has_spine else 0, 0, -1, 0)
            painter.drawText(room, CENTER, f"+{count_text(added)}")

    def _paint_clear(self, painter: QPainter, front: QRectF, pitch: float) -> None:
        """Not yet there: an outline with the studs of what will come."""
        line = self._theme.color("field")
        painter.setPen(QPen(with_alpha(line, 0.45), 1.0))
        painter.setBrush(with_alpha(line, 0.07))
        for center in stud_centers(front.left(), front.top(), 0, front.width() / pitch, pitch):
            painter.drawPath(stud_top(center, pitch))
        dashes = QPen(with_alpha(line, 0.8), 1.2, Qt.PenStyle.CustomDashLine)
        dashes.setDashPattern([3.2, 2.6])
        painter.setPen(dashes)
        painter.drawPolygon(silhouette(front, pitch))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([front.topLeft(), front.topRight(), front.bottomRight()])
        painter.drawLine(QLineF(front.topRight(), front.topRight() + depth_vector(2, pitch)))

    def _paint_flat(self, painter: QPainter, slot: QRectF, base: QColor, *, is_solid: bool) -> None:
        """Where there are too many for studs."""
        gap = 1.0 if slot.width() > 4 else 0.4
        front = QRectF(slot.left(), _FRONT_TOP_PX - 4, slot.width() - gap, _FRONT_PX + 4)
        if is_solid:
            painter.fillRect(front, base)
            painter.fillRect(QRectF(front.left(), front.top(), front.width(), 3),
                             mix(base, QColor("#FFFFFF"), 0.3))  # fmt: skip
        else:
            painter.fillRect(front, with_alpha(self._theme.color("text3"), 0.13))
            painter.fillRect(QRectF(front.left(), front.top(), front.width(), 1.2),
                             with_alpha(self._theme.color("text3"), 0.6))  # fmt: skip

    def _paint_rail(self, painter: QPainter) -> None:
        theme = self._theme
        if not self._roles:
            return
        end = self._slot(len(self._roles) - 1).right() - 4
        rail = QRectF(2, _RAIL_Y - _RAIL_PX / 2, end - 2, _RAIL_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface3"))
        painter.drawRoundedRect(rail, 2, 2)
        stop = self._stop(self.level)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(rail.left(), rail.top(), stop.x() - 2, _RAIL_PX), 2, 2)
        if self._slot_px() >= 12:
            for level in range(len(self._roles)):
                token = "accent" if level <= self.level else "border2"
                painter.setPen(QPen(theme.color(token), 1.8))
                painter.setBrush(theme.color("surface"))
                painter.drawEllipse(self._stop(level), 3.4, 3.4)
        painter.setPen(QPen(theme.color("surface"), 2))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(stop, _KNOB_PX + 1, _KNOB_PX + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent"))
        painter.drawEllipse(stop, 3.6, 3.6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 1.6))
            painter.drawEllipse(stop, _KNOB_PX + 3.5, _KNOB_PX + 3.5)

    def _paint_titles(self, painter: QPainter) -> None:
        """All where there is room, else the stop's."""
        theme, wide = self._theme, self._slot_px() >= _TITLES_FROM_PX
        for level in range(len(self._titles)):
            is_current = level == self.level
            if not wide and not is_current:
                continue
            font = interface_font(11, 600 if is_current else 500)
            room = self._slot_px() - 8 if wide else min(280.0, self.width() - 8.0)
            title = visible(self._titles[level])
            words = elided(title if wide else f"{level + 1}: {title}", font, room)
            width = QFontMetricsF(font).horizontalAdvance(words) + 2
            box = QRectF(0, _TITLE_Y, width, _TITLE_PX)
            box.moveCenter(QPointF(self._stop(level).x(), box.center().y()))
            box.moveLeft(min(max(2.0, box.left()), self.width() - width - 2))
            token = "accent" if is_current else "text2" if level < self.level else "text3"
            painter.setFont(font)
            painter.setPen(theme.color(token))
            painter.drawText(box, CENTER, words)

    # --- the person ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._roles:
            self.setSliderDown(True)
            self.setValue(self._level_at(event.position().x()) + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._level_at(event.position().x()) + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up is one layer more."""
        notches = event.angleDelta().y() or event.angleDelta().x()
        if notches:
            self.step(1 if notches > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self.step(1 if event.key() == Qt.Key.Key_BracketRight else -1)
            return
        super().keyPressEvent(event)

    def event(self, event: object) -> bool:  # type: ignore[override]
        if isinstance(event, QHelpEvent) and event.type() is QHelpEvent.Type.ToolTip:
            words = self._words(self._level_at(event.pos().x())) if self._roles else ""
            QToolTip.showText(event.globalPos(), tooltip_text(words), self)
            return True
        return super().event(event)  # type: ignore[arg-type]
