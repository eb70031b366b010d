"""A picture out of an image, scaled down to its room.

Pictures come from strangers and are decoded in this thread: only a few formats, by what the bytes
say and not by the name, and only as many pixels as are decoded in a moment.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.panels.inspector.byte_kinds import kind_of
from app.theme import Theme
from app.viewmodel.sizes import count_text
from core.translation import tr

PIXEL_LIMIT = 8_000_000
"""Of formats that are decoded as a whole; JPEG is scaled while it is decoded."""
JPEG_PIXEL_LIMIT = 40_000_000
SIDE_LIMIT = 2048
"""A picture is shown with at most so many pixels a side."""

_FORMATS = {
    "PNG picture": "png",
    "JPEG picture": "jpeg",
    "GIF picture": "gif",
    "BMP picture": "bmp",
    "WebP picture": "webp",
}
_ALLOCATION_MB = 256
_SQUARE_PX = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """`image` is None where it is not shown; `words` say what it is, or why it is not."""

    image: QImage | None
    words: str


def picture_of(content: bytes) -> Picture | None:
    """What can be seen of a file's bytes; None when they are no picture at all."""
    kind = kind_of(content[:64])
    form = _FORMATS.get(kind)
    if form is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(buffer, QByteArray(form.encode()))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return Picture(None, tr("This {kind} is damaged.", kind=kind))
    shown = tr(
        "{kind}, {width} × {height} pixels",
        kind=kind,
        width=count_text(size.width()),
        height=count_text(size.height()),
    )
    limit = JPEG_PIXEL_LIMIT if form == "jpeg" else PIXEL_LIMIT
    if size.width() * size.height() > limit:
        return Picture(
            None, tr("{shown}: too large to be shown here. Save it to see it.", shown=shown)
        )
    if max(size.width(), size.height()) > SIDE_LIMIT:
        room = QSize(SIDE_LIMIT, SIDE_LIMIT)
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return Picture(None, tr("{shown}: it is damaged or cut.", shown=shown))
    return Picture(image, shown)


class ImageView(QWidget):
    """Shows a picture, on squares where it can be seen through."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """Another picture; `words` are for whoever cannot see it."""
        self._image = image
        self.setAccessibleName(words)
        self.update()

    def place(self) -> QRectF:
        """Where the picture is: in the middle, never larger than it is."""
        room = QRectF(self.rect()).adjusted(12, 12, -12, -12)
        if self._image is None or self._image.isNull():
            return QRectF()
        size = self._image.size().toSizeF()
        scale = min(1.0, room.width() / size.width(), room.height() / size.height())
        box = QRectF(0, 0, max(1.0, size.width() * scale), max(1.0, size.height() * scale))
        box.moveCenter(room.center())
        return box

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._theme
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.color("border"))
        painter.setBrush(theme.color("surface2"))
        painter.drawRoundedRect(area, 10, 10)
        if self._image is None:
            return
        box = self.place()
        if self._image.hasAlphaChannel():
            self._paint_squares(painter, box)
        painter.drawImage(box, self._image)

    def _paint_squares(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, QColor("#FFFFFF"))
        tile = QImage(2 * _SQUARE_PX, 2 * _SQUARE_PX, QImage.Format.Format_RGB32)
        tile.fill(QColor("#FFFFFF"))
        brush = QPainter(tile)
        for corner in ((0, 0), (_SQUARE_PX, _SQUARE_PX)):
            brush.fillRect(*corner, _SQUARE_PX, _SQUARE_PX, QColor("#DDE1E7"))
        brush.end()
        painter.setBrushOrigin(box.topLeft())
        painter.fillRect(box, tile)
        painter.restore()
