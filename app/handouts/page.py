"""Paper and pages: what every handout is made of, in pixels of 1/96 inch."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.scene.gradient import paint_canvas
from app.theme import Theme, elided, interface_font
from core.translation import tr

DPI = 96.0
"""Pixels of a page to the inch."""

MARGIN_PX = 38.0
HEAD_PX = 68.0
FOOT_PX = 26.0
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

Draw = Callable[[QPainter], Iterator[None]]
"""Paints at the origin and yields between short pieces of the work."""


class Paper(enum.Enum):
    """Sizes of paper: key, name, and the shorter and the longer side in pixels."""

    A4 = ("a4", "A4", 793.7, 1122.5)
    LETTER = ("letter", "Letter", 816.0, 1056.0)

    @property
    def key(self) -> str:
        """For the command line and the settings."""
        return self.value[0]

    @property
    def title(self) -> str:
        """For the person."""
        return self.value[1]

    def size(self, *, is_wide: bool) -> QSizeF:
        """Upright, or on its side."""
        short, long = self.value[2:]
        return QSizeF(long, short) if is_wide else QSizeF(short, long)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet, or all of a picture that is on none."""

    size: QSizeF
    draw: Draw


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a figure, with everything visible that an image brought."""

    title: str
    caption: str
    date: str


def paint_ground(painter: QPainter, theme: Theme, size: QSizeF, *, is_white: bool) -> None:
    """White, or the canvas of the window."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, size.width(), size.height())
    if is_white:
        painter.fillRect(area, Qt.GlobalColor.white)
    else:
        paint_canvas(painter, theme, area)


def paint_head(painter: QPainter, theme: Theme, words: Words, area: QRectF) -> None:
    """Title with the date beside it, and the caption below."""
    date_font = interface_font(11)
    painter.setFont(date_font)
    painter.setPen(theme.color("text2"))
    date = QFontMetricsF(date_font).horizontalAdvance(words.date) + 16
    painter.drawText(QRectF(area.left(), area.top(), area.width(), 30), RIGHT, words.date)
    title_font = interface_font(22, 700)
    painter.setFont(title_font)
    painter.setPen(theme.color("text"))
    box = QRectF(area.left(), area.top(), area.width() - date, 30)
    painter.drawText(box, LEFT, elided(words.title, title_font, box.width()))
    caption_font = interface_font(12)
    painter.setFont(caption_font)
    painter.setPen(theme.color("text2"))
    box = QRectF(area.left(), area.top() + 32, area.width(), 20)
    painter.drawText(box, LEFT, elided(words.caption, caption_font, box.width()))


def paint_foot(
    painter: QPainter, theme: Theme, size: QSizeF, title: str, number: int, count: int
) -> None:
    """What it is a page of, and which one it is."""
    font = interface_font(10)
    painter.setFont(font)
    painter.setPen(theme.color("text3"))
    area = QRectF(MARGIN_PX, size.height() - MARGIN_PX, size.width() - 2 * MARGIN_PX, 16)
    page = tr("Page {number} of {count}", number=number, count=count) if count > 1 else ""
    painter.drawText(area, RIGHT, page)
    mark = tr("Bricklayer")
    words = f"{mark}  ·  {title}" if number > 1 else mark
    painter.drawText(area, LEFT, elided(words, font, area.width() - 120))
