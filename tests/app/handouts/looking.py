"""Looks into files that were made: what a PDF holds, what an SVG shows, how a film runs."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.handouts.handout import Format, Handout
from app.handouts.page import Page

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Pdf:
    """A PDF as Qt writes it, taken apart."""

    content: bytes

    @property
    def pages(self) -> int:
        return len(re.findall(rb"/Type\s*/Page\b", self.content))

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """In points."""
        found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", self.content)
        return [(float(width), float(height)) for width, height in found]

    @property
    def pictures(self) -> int:
        """Things made of pixels."""
        return len(re.findall(rb"/Subtype\s*/Image", self.content))

    @property
    def fonts(self) -> list[str]:
        return sorted(set(re.findall(r"/FontName /\w+\+(\S+)", self.content.decode("latin-1"))))

    @property
    def embedded_fonts(self) -> int:
        return len(re.findall(rb"/FontFile2", self.content))

    @property
    def strokes(self) -> int:
        """Path and text operators on its pages."""
        count = 0
        for packed in _STREAM.findall(self.content):
            try:
                drawn = zlib.decompress(packed)
            except zlib.error:
                continue
            count += len(re.findall(rb"\b[SfBn]\*?\n|\bTj\b|\bTJ\b", drawn))
        return count


def drawn(pages: list[Page], format: Format, **more: float) -> bytes:
    """A whole file, drawn at once."""
    handout = Handout(pages, format, "Title", **more)
    for _progress in handout.steps():
        pass
    return handout.finish()


def rendered(svg: bytes) -> QImage:
    """As a viewer shows it, at 96 pixels to the inch: its size is said in millimetres."""
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(renderer.viewBox().size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def colours(image: QImage, step: int = 3) -> set[str]:
    """All that occur, on a grid."""
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }


def left_in(folder: Path) -> list[str]:
    """Names of all files, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())
