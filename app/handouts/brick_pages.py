"""Pages of bricks: one picture as it is, or sheets of paper with heading, legend and number."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.handouts.cut import pieces_of
from app.handouts.figure import Figure
from app.handouts.legend import Legend, legend_of
from app.handouts.page import (
    FOOT_PX,
    HEAD_PX,
    MARGIN_PX,
    Page,
    Paper,
    Words,
    paint_foot,
    paint_ground,
    paint_head,
)
from app.handouts.subject import Subject
from app.scene.brick_geometry import PITCH
from app.theme import Theme

_LARGEST, _LARGEST_TOWER = 1.3, 1.8  # of the size on the screen: larger bricks tell nothing more
_READABLE = 0.7
_LEAST_WIDTH_PX, _LARGEST_SIDE_PX = 560.0, 9_000.0
_APART_PX = 22.0
_LEGEND_GAP_PX = 26.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is made. Without `paper` it is as large as what it shows."""

    theme: Theme
    is_white: bool = True
    has_legend: bool = True
    paper: Paper | None = None
    fits_one_page: bool = False


def brick_pages(subject: Subject, date: str, look: Look) -> list[Page]:
    """All pages of a wall, a stack or a container, at once."""
    steps = brick_page_steps(subject, date, look)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return list(end.value)


def brick_page_steps(subject: Subject, date: str, look: Look) -> Generator[None, None, list[Page]]:
    """The same, a figure at a time: a large wall's many bricks take their time to be made."""
    words = Words(subject.title, subject.caption, date)
    legend = legend_of(subject.placement, subject.measure) if look.has_legend else None
    if not subject.placement.streets or not subject.placement.streets[0].width:
        return [_empty_page(words, look)]
    if look.paper is None:
        return [_picture(subject, words, legend, look)]
    return (yield from _sheets(subject, words, legend, look, look.paper))


def _figure(subject: Subject, look: Look) -> Figure:
    return Figure(
        subject.placement, subject.mode, look.theme, container_id=subject.container_id
    )  # fmt: skip


# --- as large as what it shows ----------------------------------------------------------------


def _picture(subject: Subject, words: Words, legend: Legend | None, look: Look) -> Page:
    figure = _figure(subject, look)
    figure.fit(QSizeF(_LARGEST_SIDE_PX, _LARGEST_SIDE_PX), 1.0)
    size, has_legend_below = figure.size, figure.size.width() > figure.size.height() * 1.3
    width, height = size.width(), size.height()
    legend_at = QPointF()
    if legend is not None:
        taken = legend.size
        if has_legend_below:
            legend_at = QPointF(0, height + _LEGEND_GAP_PX / 2)
            width, height = max(width, taken.width()), legend_at.y() + taken.height()
        else:
            legend_at = QPointF(width + _LEGEND_GAP_PX, max(0.0, height - taken.height()))
            width, height = legend_at.x() + taken.width(), max(height, taken.height())
    page = QSizeF(max(_LEAST_WIDTH_PX, width + 2 * MARGIN_PX), height + HEAD_PX + 2 * MARGIN_PX)
    origin = QPointF(MARGIN_PX, MARGIN_PX + HEAD_PX)

    def draw(painter: QPainter) -> Iterator[None]:
        paint_ground(painter, look.theme, page, is_white=look.is_white)
        paint_head(painter, look.theme, words, _inside(page))
        yield from figure.paint(painter, origin)
        if legend is not None:
            legend.paint(painter, look.theme, origin + legend_at)
        yield

    return Page(page, draw)


# --- sheets of paper --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Figures one below the other, and whether the legend stands below them or beside."""

    figures: tuple[Figure, ...]
    legend: Legend | None
    is_legend_below: bool


def _sheets(
    subject: Subject, words: Words, legend: Legend | None, look: Look, paper: Paper
) -> Generator[None, None, list[Page]]:
    whole = _figure(subject, look)
    yield
    natural = whole.natural_size
    is_wide = natural.width() > natural.height() or not subject.is_one_tower
    size = paper.size(is_wide=is_wide)
    room = _room(size)
    is_below = legend is not None and natural.width() > natural.height() * 1.9
    beside = _without_legend(room, legend, is_below=is_below)
    whole.fit(beside, _LARGEST_TOWER if subject.is_one_tower else _LARGEST)
    is_readable = whole.scale >= _READABLE
    if look.fits_one_page or is_readable or subject.is_one_tower:
        sheets = [_Sheet((whole,), legend, is_below)]
    else:
        sheets = yield from _packed(subject, legend, look, room)
    return [
        Page(size, partial(_draw_sheet, sheet, words, look, size, number, len(sheets)))
        for number, sheet in enumerate(sheets, start=1)
    ]


def _packed(
    subject: Subject, legend: Legend | None, look: Look, room: QSizeF
) -> Generator[None, None, list[_Sheet]]:
    """Pieces in rows, as many to a sheet as there is room for; the legend is on the first."""
    widest = room.width() / (_READABLE * PITCH) - 6
    sheets: list[_Sheet] = []
    row: list[Figure] = []
    taken_px = legend.size.height() + _APART_PX if legend is not None else 0.0
    for piece in pieces_of(subject.placement, widest):
        figure = Figure(piece.placement, subject.mode, look.theme, cut=piece)
        yield
        figure.fit(room, _READABLE)
        height = figure.size.height()
        if row and taken_px + height > room.height():
            sheets.append(_Sheet(tuple(row), None if sheets else legend, True))
            row, taken_px = [], 0.0
        if not row and taken_px + height > room.height():
            figure.fit(QSizeF(room.width(), room.height() - taken_px), _READABLE)
            height = figure.size.height()
        row.append(figure)
        taken_px += height + _APART_PX
    sheets.append(_Sheet(tuple(row), None if sheets else legend, True))
    return sheets


def _draw_sheet(
    sheet: _Sheet, words: Words, look: Look, size: QSizeF, number: int, count: int,
    painter: QPainter,
) -> Iterator[None]:  # fmt: skip
    paint_ground(painter, look.theme, size, is_white=look.is_white)
    paint_head(painter, look.theme, words, _inside(size))
    paint_foot(painter, look.theme, size, words.title, number, count)
    yield
    area = QRectF(QPointF(MARGIN_PX, MARGIN_PX + HEAD_PX), _room(size))
    yield from _paint_figures(painter, sheet.figures, area, is_alone=count == 1, sheet=sheet)
    if sheet.legend is not None:
        taken = sheet.legend.size
        left = area.left() if sheet.is_legend_below else area.right() - taken.width()
        sheet.legend.paint(painter, look.theme, QPointF(left, area.bottom() - taken.height()))
    yield


def _paint_figures(
    painter: QPainter, figures: Sequence[Figure], area: QRectF, *, is_alone: bool, sheet: _Sheet
) -> Iterator[None]:
    room = _without_legend(area.size(), sheet.legend, is_below=sheet.is_legend_below)
    top = area.top()
    for figure in figures:
        size = figure.size
        left = area.left()
        if is_alone:
            left += max(0.0, (room.width() - size.width()) / 2)
            top += max(0.0, (room.height() - size.height()) / 3)
        yield from figure.paint(painter, QPointF(left, top))
        top += size.height() + _APART_PX


def _room(size: QSizeF) -> QSizeF:
    """For figures and legend on a sheet."""
    return QSizeF(
        size.width() - 2 * MARGIN_PX, size.height() - 2 * MARGIN_PX - HEAD_PX - FOOT_PX
    )  # fmt: skip


def _without_legend(room: QSizeF, legend: Legend | None, *, is_below: bool) -> QSizeF:
    if legend is None:
        return room
    taken = legend.size
    if is_below:
        return QSizeF(room.width(), room.height() - taken.height() - _APART_PX)
    return QSizeF(room.width() - taken.width() - _LEGEND_GAP_PX, room.height())


def _inside(size: QSizeF) -> QRectF:
    return QRectF(MARGIN_PX, MARGIN_PX, size.width() - 2 * MARGIN_PX, HEAD_PX)


def _empty_page(words: Words, look: Look) -> Page:
    """A wall with nothing on it."""
    size = look.paper.size(is_wide=True) if look.paper else QSizeF(_LEAST_WIDTH_PX, 220)

    def draw(painter: QPainter) -> Iterator[None]:
        paint_ground(painter, look.theme, size, is_white=look.is_white)
        paint_head(painter, look.theme, words, _inside(size))
        yield

    return Page(size, draw)
