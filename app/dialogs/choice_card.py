"""One of several choices as a card: a little brick, a name, a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from app.scene.little_bricks import paint_little_tower
from app.scene.open_brick_painter import paint_open_box
from app.theme import Theme, elided, interface_font, mix, paint_icon, with_alpha
from app.viewmodel.roles import Role

_PICTURE = QRectF(14, 12, 46, 40)
_TEXT_LEFT = 72
_RADIO_PX = 18.0
_LINE_PX = 17


class ChoiceCard(QRadioButton):
    """A radio button that looks like what it chooses; greyed with the reason where it cannot be."""

    def __init__(
        self, theme: Theme, title: str, words: str, *, reason: str = "", roles: Sequence[Role] = (),
        height: float = 1.6, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`roles` from the bottom up; without any the picture is an empty, clear brick."""
        super().__init__(parent)
        self._theme = theme
        self._title, self._words, self._reason = title, words, reason
        self._roles, self._brick_height = roles, height
        self.setAccessibleName(title)
        self.setAccessibleDescription(reason or words)
        self.setEnabled(not reason)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        width = 260 if self._words else 176
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(200 if self._words else 150, 64)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._wrapped(max(60, width - _TEXT_LEFT - 14))
        return max(64, len(lines) * _LINE_PX + 46)

    def _wrapped(self, width: float) -> list[str]:
        """Lines of the sentence; a word that is too long is broken."""
        metrics = QFontMetricsF(interface_font(12))
        lines, line = [], ""
        for word in (self._reason or self._words).split():
            while metrics.horizontalAdvance(word) > width:
                fits = next(
                    n for n in range(len(word), 0, -1)
                    if n == 1 or metrics.horizontalAdvance(word[:n]) <= width
                )  # fmt: skip
                lines += [line] if line else []
                lines.append(word[:fits])
                line, word = "", word[fits:]
            joined = f"{line} {word}".strip()
            if metrics.horizontalAdvance(joined) > width:
                lines.append(line)
                joined = word
            line = joined
        return [*lines, line] if line else lines

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        self._paint_picture(painter)
        self._paint_radio(painter)
        self._paint_words(painter)

    def _paint_card(self, painter: QPainter) -> None:
        theme = self._theme
        is_on, is_usable = self.isChecked(), self.isEnabled()
        width = 2.0 if is_on else 1.0
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        ground = theme.color("surface" if is_usable else "surface2")
        if is_on:
            ground = mix(ground, theme.color("accent_soft"), 0.45)
        elif is_usable and self.underMouse():
            ground = theme.color("surface2")
        painter.setBrush(ground)
        outline = (
            theme.color("accent") if is_on else theme.color("field" if is_usable else "border")
        )
        painter.setPen(QPen(outline, width))
        painter.drawRoundedRect(box, 10, 10)
        if self.hasFocus():
            ring = QPen(with_alpha(theme.color("accent"), 0.55), 1.2, Qt.PenStyle.DotLine)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3.5, 3.5, -3.5, -3.5), 7, 7)

    def _paint_picture(self, painter: QPainter) -> None:
        painter.save()
        if not self.isEnabled():
            painter.setOpacity(0.4)
        studs, box = 4, _PICTURE
        count = max(1, len(self._roles))
        across, up = studs + 0.95, self._brick_height * count + 1.1
        pitch = min(box.width() / across, box.height() / up, 9.2)
        left = box.left() + (box.width() - across * pitch) / 2
        bottom = box.bottom() - (box.height() - up * pitch) / 2
        if self._roles:
            paint_little_tower(
                painter, self._theme, QPointF(left, bottom), self._roles, pitch=pitch,
                studs=studs, height=self._brick_height,
            )  # fmt: skip
        else:
            tall = self._brick_height * pitch
            front = QRectF(left, bottom - tall, studs * pitch, tall)
            ink = self._theme.color("text3")
            paint_open_box(painter, front, ink, pitch=pitch, fill_alpha=0.12)
        painter.restore()

    def _paint_radio(self, painter: QPainter) -> None:
        theme = self._theme
        ring = QRectF(self.width() - _RADIO_PX - 12, 12, _RADIO_PX, _RADIO_PX)
        if not self.isEnabled():
            paint_icon(painter, "warn", ring.adjusted(1, 1, -1, -1), theme.color("modified"))
            return
        is_on = self.isChecked()
        painter.setPen(QPen(theme.color("accent" if is_on else "field"), 1.5))
        painter.setBrush(theme.color("accent" if is_on else "surface"))
        painter.drawEllipse(ring.adjusted(0.75, 0.75, -0.75, -0.75))
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("on_accent"))
            painter.drawEllipse(ring.center(), 3.6, 3.6)

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme
        title: QColor = theme.color("text" if self.isEnabled() else "text3")
        painter.setPen(title)
        font = interface_font(14, 600)
        painter.setFont(font)
        has_words = bool(self._reason or self._words)
        top = 11 if has_words else (self.height() - 20) // 2
        room = QRect(_TEXT_LEFT, top, self.width() - _TEXT_LEFT - 40, 20)
        words = elided(self._title, font, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setPen(theme.color("modified" if self._reason else "text2"))
        painter.setFont(interface_font(12))
        y = 33.0
        for line in self._wrapped(self.width() - _TEXT_LEFT - 14):
            box = QRectF(_TEXT_LEFT, y, self.width() - _TEXT_LEFT, _LINE_PX)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), line)
            y += _LINE_PX
