"""A path in one line: its folder is dim and gives way, its name is told while there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.panels.controls import code_font, tooltip_text
from app.panels.inspector.marks import LEFT
from app.theme import Theme
from app.viewmodel.sizes import visible

_WEIGHT = 500  # of the name


class PathLabel(QWidget):
    """Shows a path of an image as text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = code_font(12, _WEIGHT)
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(24, round(QFontMetricsF(self._font).height()) + 2)

    def show_path(self, path: str) -> None:
        """Another path."""
        self._text = visible(path)
        self.setAccessibleName(self._text)
        self.setToolTip(tooltip_text(self._text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._font).horizontalAdvance(self._text)
        return QSize(round(width) + 4, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_path(painter, self._theme, QRectF(self.rect()), self._text)


def paint_path(painter: QPainter, theme: Theme, rect: QRectF, path: str) -> None:
    """`path` is shown as it is: make it visible before."""
    dim, strong = code_font(12), code_font(12, _WEIGHT)
    metrics, strong_metrics = QFontMetricsF(dim), QFontMetricsF(strong)
    folder, slash, name = path.rpartition("/")
    name = strong_metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
    room = rect.width() - strong_metrics.horizontalAdvance(name)
    above = metrics.elidedText(folder + slash, Qt.TextElideMode.ElideLeft, max(0.0, room))
    if len(above) < 3 and above != folder + slash:
        above = ""
    painter.setFont(dim)
    painter.setPen(theme.color("text3"))
    painter.drawText(rect, LEFT, above)
    painter.setFont(strong)
    painter.setPen(theme.color("text"))
    painter.drawText(rect.adjusted(metrics.horizontalAdvance(above), 0, 2, 0), LEFT, name)
