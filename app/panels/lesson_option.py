"""One answer to a question as a card with a round mark; its words take several lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from app.theme import Theme, interface_font, mix, with_alpha

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MARK_PX, _INSET_PX = 20, 13


class OptionCard(QRadioButton):
    """A radio button as large as its words."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._font = interface_font(theme.px(16), 500)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """What it answers."""
        return self._words

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(40, width - 2 * _INSET_PX - self._mark_px - 10)
        box = QFontMetrics(self._font).boundingRect(QRect(0, 0, room, 10_000), _WRAP, self._words)
        return max(self._theme.px(46), box.height() + 22)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.px(46))

    @property
    def _mark_px(self) -> int:
        return self._theme.px(_MARK_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, is_on = self._theme, self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = theme.color("surface")
        if is_on:
            ground = mix(ground, theme.color("accent_soft"), 0.6)
        elif self.underMouse():
            ground = theme.color("surface2")
        painter.setBrush(ground)
        edge = theme.color("accent" if is_on or self.hasFocus() else "field")
        painter.setPen(QPen(edge, 2 if is_on or self.hasFocus() else 1))
        painter.drawRoundedRect(box, 9, 9)
        mark = QRectF(0, 0, self._mark_px, self._mark_px)
        mark.moveCenter(box.center())
        mark.moveLeft(box.left() + _INSET_PX)
        painter.setPen(QPen(theme.color("accent" if is_on else "field"), 1.6))
        painter.setBrush(theme.color("accent" if is_on else "surface"))
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(with_alpha(theme.color("on_accent"), 1.0))
            painter.drawEllipse(mark.center(), mark.width() * 0.19, mark.width() * 0.19)
        painter.setPen(theme.color("text"))
        painter.setFont(self._font)
        words = box.adjusted(_INSET_PX + self._mark_px + 10, 0, -_INSET_PX, 0)
        painter.drawText(words, _WRAP, self._words)
