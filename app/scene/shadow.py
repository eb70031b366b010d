"""Soft shadows of what floats: drawn once for a blur, then laid around cards of any size.

An effect of Qt's would blur anew with every repaint of what it shades, a progress bar's for
instance, and repaints all that lies below.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.theme import Theme, with_alpha

_DARKNESS = 0.17
_FALLS = 1 / 3  # of the blur, downwards
_FOLLOWED = (
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide,
    QEvent.Type.ZOrderChange, QEvent.Type.ParentChange,
)  # fmt: skip


def paint_shadow(painter: QPainter, theme: Theme, card: QRectF, radius: float, blur: int) -> None:
    """The shadow of a card with round corners; what the card itself covers is left to it."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    patch = _patch(round(radius), blur, theme.shadow_factor, ratio)
    edge = _edge(round(radius), blur)
    outer = card.adjusted(-blur, -blur, blur, blur).translated(0, blur * _FALLS)
    # Of the patch: two corners, and a middle that is stretched.
    sources = ((0, edge), (edge, 1), (edge + 1, edge))
    targets_x = _spans(outer.left(), outer.width(), edge)
    targets_y = _spans(outer.top(), outer.height(), edge)
    for (source_y, height), (top, target_height) in zip(sources, targets_y, strict=True):
        for (source_x, width), (left, target_width) in zip(sources, targets_x, strict=True):
            painter.drawPixmap(
                QRectF(left, top, target_width, target_height),
                patch,
                QRectF(source_x * ratio, source_y * ratio, width * ratio, height * ratio),
            )


def _spans(start: float, length: float, edge: float) -> tuple[tuple[float, float], ...]:
    """Of the two edges and what is between them."""
    edge = min(edge, length / 2)
    return (start, edge), (start + edge, length - 2 * edge), (start + length - edge, edge)


def _edge(radius: int, blur: int) -> int:
    return radius + 2 * blur


@lru_cache(maxsize=32)
def _patch(radius: int, blur: int, factor: float, ratio: float) -> QPixmap:
    edge = _edge(radius, blur)
    size = 2 * edge + 1
    patch = QPixmap(round(size * ratio), round(size * ratio))
    patch.setDevicePixelRatio(ratio)
    patch.fill(Qt.GlobalColor.transparent)
    painter = QPainter(patch)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    steps = max(1, blur // 2)
    # Black: other colours are rounded to tints when they are this thin.
    painter.setBrush(with_alpha(QColor(Qt.GlobalColor.black), _DARKNESS * factor / steps))
    card = QRectF(blur, blur, size - 2 * blur, size - 2 * blur)
    for step in range(steps, 0, -1):
        grown = card.adjusted(-step, -step, step, step)
        painter.drawRoundedRect(grown, radius + step, radius + step)
    painter.end()
    return patch


def add_shadow(widget: QWidget, theme: Theme, blur: int, radius: int = 8) -> None:
    """Let a floating widget throw a shadow on what lies below it; replaces an earlier one."""
    for old in widget.findChildren(_Follower, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.let_go()
    _Follower(widget, theme, blur, radius)


class _Follower(QObject):
    """Keeps a shadow right below its widget, wherever that goes."""

    def __init__(self, widget: QWidget, theme: Theme, blur: int, radius: int) -> None:
        super().__init__(widget)
        self._widget = widget
        self._shadow = _Shadow(widget.parentWidget(), theme, blur, radius)
        widget.installEventFilter(self)
        self._follow()

    def let_go(self) -> None:
        """Another look has another shadow."""
        self._widget.removeEventFilter(self)
        self._shadow.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._follow()
        return False

    def _follow(self) -> None:
        parent = self._widget.parentWidget()
        if self._shadow.parentWidget() is not parent:
            self._shadow.setParent(parent)
        is_shown = parent is not None and not self._widget.isHidden()
        self._shadow.setVisible(is_shown)
        if is_shown:
            self._shadow.lie_below(self._widget)


class _Shadow(QWidget):
    def __init__(self, parent: QWidget | None, theme: Theme, blur: int, radius: int) -> None:
        super().__init__(parent)
        self._theme, self._blur, self._radius = theme, blur, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def lie_below(self, widget: QWidget) -> None:
        place = self._place(widget.geometry())
        if place != self.geometry():
            self.setGeometry(place)
        self.stackUnder(widget)

    def _place(self, card: QRect) -> QRect:
        reach = self._blur + round(self._blur * _FALLS)
        return card.adjusted(-self._blur, -self._blur, self._blur, reach)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        reach = self._blur + round(self._blur * _FALLS)
        card = QRectF(self.rect()).adjusted(self._blur, self._blur, -self._blur, -reach)
        paint_shadow(painter, self._theme, card, self._radius, self._blur)
