"""A QR code, dark on white in every look, since cameras read no other (ISO/IEC 18004)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Theme
from core.translation import tr

_QUIET_MODULES = 4
_RADIUS_PX = 10.0
_DARK, _LIGHT = QColor("#000000"), QColor("#FFFFFF")

Modules = tuple[tuple[bool, ...], ...]


class QrCode(QWidget):
    """Shows a text as a square; nothing for ""."""

    def __init__(self, theme: Theme, size_px: int = 204, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size_px = size_px
        self._text = ""
        self.modules: Modules = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Another text."""
        if text == self._text:
            return
        self._text = text
        self.modules = modules_of(text) if text else ()
        self.setAccessibleName(tr("QR code of {address}", address=text) if text else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.modules:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.color("border"))
        painter.setBrush(_LIGHT)
        painter.drawRoundedRect(card, _RADIUS_PX, _RADIUS_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_DARK)
        side = self._module_px()
        edge = (self.width() - side * len(self.modules)) / 2
        ratio = self.devicePixelRatioF()
        edge = round(edge * ratio) / ratio
        for y, row in enumerate(self.modules):
            for x, is_dark in enumerate(row):
                if is_dark:
                    painter.drawRect(QRectF(edge + x * side, edge + y * side, side, side))

    def _module_px(self) -> float:
        """Whole pixels of the screen, so that all modules are alike."""
        ratio = self.devicePixelRatioF()
        room = self.width() * ratio
        return max(1, int(room / (len(self.modules) + 2 * _QUIET_MODULES))) / ratio


def modules_of(text: str) -> Modules:
    """Dark and light modules, without the quiet zone around."""
    import segno  # as late as it is needed

    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix_iter(border=0))
