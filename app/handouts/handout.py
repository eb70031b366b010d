"""A handout on its way into a file: drawn in short steps, written as a whole.

Everything is drawn into memory first, so that a file that cannot be written is noticed whatever
Qt's writers say, and the file that is there stands until the new one is whole.
"""

from __future__ import annotations

import enum
import math
import os
from collections.abc import Generator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from app.handouts.page import DPI, Page
from core.errors import FileAccessError
from core.progress import Progress
from core.translation import tr

_PDF_DPI = 1200
_LARGEST_SIDE_PX, _LARGEST_PX = 30_000.0, 60e6  # of a PNG: what is larger is drawn smaller
_INCH_M = 0.0254


class Format(enum.Enum):
    """What pages can be written as; the value is the file's ending."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class Handout:
    """`steps` run in the thread of the GUI, `finish` and `write_bytes` may run in any."""

    def __init__(
        self, pages: Sequence[Page], format: Format, title: str, *, dpi: float = 2 * DPI
    ) -> None:
        """PNG and SVG hold one page. `dpi` is a PNG's."""
        self._pages = tuple(pages if format is Format.PDF else pages[:1])
        self._format = format
        self._title = title
        self._dpi = dpi
        self._buffer = QBuffer()
        self.image = QImage()  # of a PNG, once it is drawn

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self._pages)

    def steps(self) -> Generator[Progress]:
        """Draw, a little at a time. When it is closed early, nothing is left of it."""
        device, painter = self._device(), QPainter()  # the painter does not keep its device
        painter.begin(device)
        try:
            for number, page in enumerate(self._pages):
                if number and isinstance(device, QPagedPaintDevice):
                    device.setPageLayout(_layout(page.size))
                    device.newPage()
                painter.save()
                painter.scale(*self._scales(page))
                for _drawn in page.draw(painter):
                    yield Progress(tr("Drawing"), number, len(self._pages), "steps")
                painter.restore()
        finally:
            painter.end()
        yield Progress(tr("Drawing"), len(self._pages), len(self._pages), "steps")

    def finish(self) -> bytes:
        """The whole file. A PNG is packed now."""
        if self._format is Format.PNG:
            return png_bytes(self.image)
        return self._buffer.data().data()

    def _device(self) -> QPaintDevice:
        first = self._pages[0]
        if self._format is Format.PNG:
            self.image = _raster(first.size, self._dpi / DPI)
            return self.image
        self._buffer.setData(QByteArray())
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if self._format is Format.PDF:
            writer = QPdfWriter(self._buffer)
            writer.setResolution(_PDF_DPI)
            writer.setTitle(self._title)
            writer.setCreator(tr("Bricklayer"))
            writer.setPageLayout(_layout(first.size))
            return writer
        generator = QSvgGenerator()
        generator.setOutputDevice(self._buffer)
        generator.setResolution(round(DPI))
        generator.setSize(first.size.toSize())
        generator.setViewBox(QRectF(0, 0, first.size.width(), first.size.height()))
        generator.setTitle(self._title)
        generator.setDescription(tr("Drawn by Bricklayer"))
        return generator

    def _scales(self, page: Page) -> tuple[float, float]:
        """From pixels of the page to those of the device."""
        if self._format is Format.PDF:
            return _PDF_DPI / DPI, _PDF_DPI / DPI
        if self._format is Format.PNG:
            return (
                self.image.width() / page.size.width(),
                self.image.height() / page.size.height(),
            )
        return 1.0, 1.0


def _layout(size: QSizeF) -> QPageLayout:
    points = QSizeF(size.width() * 72 / DPI, size.height() * 72 / DPI)
    paper = QPageSize(
        points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch
    )
    is_wide = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    if paper.id() is QPageSize.PageSizeId.Custom:
        way = QPageLayout.Orientation.Portrait  # as it is given
    return QPageLayout(paper, way, QMarginsF(0, 0, 0, 0))


def _raster(size: QSizeF, scale: float) -> QImage:
    """For a page at a scale, or a smaller one where that would be too large for any program."""
    largest_side = max(size.width(), size.height())
    area = size.width() * size.height()
    scale = min(scale, _LARGEST_SIDE_PX / largest_side, math.sqrt(_LARGEST_PX / area))
    pixels = QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
    image = QImage(pixels, QImage.Format.Format_RGB32)
    per_meter = round(DPI * scale / _INCH_M)
    image.setDotsPerMeterX(per_meter)
    image.setDotsPerMeterY(per_meter)
    return image


def png_bytes(image: QImage) -> bytes:
    """A picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def write_bytes(path: Path, content: bytes) -> None:
    """Put a finished file in its place, which is touched last. Raises FileAccessError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileAccessError(str(path), reason, detail=str(error)) from error
    finally:
        _forget(unfinished)


def _forget(unfinished: Path) -> None:
    try:
        unfinished.unlink(missing_ok=True)
    except OSError:
        return  # it was never made: the folder is not one, or is not ours
