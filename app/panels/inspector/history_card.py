"""The picture of one step of a history: mini brick, card, command; open it shows all of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from app.panels.controls import code_font
from app.panels.inspector.marks import (
    LEFT,
    RIGHT,
    figure_font,
    paint_icon_cached,
    paint_line,
    paint_line_dot,
    paint_little_brick,
)
from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.history import UNKNOWN_COMMAND, HistoryStep, when_text
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from core.translation import tr, translated

LINE_X, CARD_X = 27.0, 62.0
_CARD_PX, _GAP_PX = 66, 10
_LABEL_PX, _LABEL_GAP_PX = 32, 8  # what made no brick is a thin label
_PAD_PX = 15.0
_CODE_LINE_PX, _CODE_PAD_PX = 18, 9
_NOTE_LINE_PX = 18


@dataclass(frozen=True, slots=True)
class StepLook:
    """All that the picture depends on. `right` is the size, or why there is none."""

    step: HistoryStep
    role: Role | None
    is_open: bool
    is_shown: bool
    is_first: bool
    is_last: bool
    right: str

    @property
    def is_card(self) -> bool:
        """A brick of its own."""
        return self.step.layer is not None


class StepPainter:
    """Heights and pictures of rows."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def height(self, look: StepLook, width: float) -> int:
        """With the gap to the next one."""
        plain = _CARD_PX + _GAP_PX if look.is_card else _LABEL_PX + _LABEL_GAP_PX
        return plain + round(self._more_px(look, width)) if look.is_open else plain

    def copy_box(self, look: StepLook, rect: QRectF) -> QRectF:
        """Where an open row's copy mark is; empty for a closed one."""
        if not look.is_open:
            return QRectF()
        code = self._code_box(look, self._card(look, rect))
        return QRectF(code.right() - 34, code.top() + 2, 30, 30)

    def paint(
        self, painter: QPainter, rect: QRectF, look: StepLook, *, has_focus: bool, is_hovered: bool
    ) -> None:
        """Draw a row into its rectangle."""
        theme = self._theme
        card = self._card(look, rect)
        head = QRectF(card)
        head.setHeight(_CARD_PX if look.is_card else _LABEL_PX)
        center = QPointF(rect.left() + LINE_X, head.center().y())
        paint_line(
            painter, theme, center.x(),
            center.y() if look.is_first else rect.top(),
            center.y() if look.is_last else rect.bottom(),
        )  # fmt: skip
        if look.role is not None:
            paint_little_brick(painter, theme, center, look.role)
        else:
            paint_line_dot(painter, theme, center)
        self._paint_ground(painter, card, look, has_focus=has_focus, is_hovered=is_hovered)
        if look.is_card:
            self._paint_card(painter, head, look)
        else:
            self._paint_label(painter, head, look)
        if look.is_open:
            self._paint_more(painter, card, look)

    # --- parts --------------------------------------------------------------------------------

    def _card(self, look: StepLook, rect: QRectF) -> QRectF:
        gap = _gap(look)
        return rect.adjusted(CARD_X, gap, -1, -gap)

    def _paint_ground(
        self, painter: QPainter, card: QRectF, look: StepLook, *, has_focus: bool, is_hovered: bool
    ) -> None:
        theme = self._theme
        frame = card.adjusted(0.75, 0.75, -0.75, -0.75)
        pen = QPen(theme.color("border"), 1.0)
        brush = theme.color("surface2")
        if look.is_shown:
            pen, brush = QPen(theme.color("accent"), 1.6), theme.color("accent_soft")
        elif has_focus:
            pen = QPen(theme.color("accent"), 1.6, Qt.PenStyle.DashLine)
        elif is_hovered and look.is_card:
            pen = QPen(theme.color("border2"), 1.0)
        if not look.is_card and not look.is_open:
            brush = theme.color("surface3") if is_hovered else theme.color("surface")
            if not has_focus:
                pen = QPen(with_alpha(theme.color("border"), 0.9), 1.0)
        painter.setPen(pen)
        painter.setBrush(brush)
        radius = 10 if look.is_card else 6
        painter.drawRoundedRect(frame, radius, radius)

    def _paint_card(self, painter: QPainter, head: QRectF, look: StepLook) -> None:
        theme, step = self._theme, look.step
        first = QRectF(head.left() + _PAD_PX, head.top() + 11, head.width() - 2 * _PAD_PX, 22)
        painter.setFont(figure_font(600, 13))
        painter.setPen(theme.color("text"))
        painter.drawText(first, RIGHT, look.right)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(look.right) + 14
        self._paint_command(painter, first.adjusted(0, 0, -taken, 0), look, size_px=13)
        second = first.translated(0, 23)
        lock = QRectF(second.right() - 14, second.center().y() - 7, 14, 14)
        paint_icon_cached(painter, theme, lock, "lock", theme.color("text3"))
        self._paint_chevron(painter, lock.translated(-22, 0), look)
        assert step.level is not None
        font = interface_font(12, 500)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        words = tr("Brick {level}", level=step.level + 1)
        painter.drawText(second, LEFT, words)
        rest = second.adjusted(QFontMetricsF(font).horizontalAdvance(words) + 16, 0, -44, 0)
        painter.setFont(interface_font(12))
        painter.setPen(theme.color("text2" if look.is_shown else "text3"))
        painter.drawText(rest, LEFT, _fitting(_said(step), painter.font(), rest.width()))

    def _paint_label(self, painter: QPainter, head: QRectF, look: StepLook) -> None:
        theme = self._theme
        line = head.adjusted(_PAD_PX - 5, 0, -_PAD_PX, 0)
        painter.setFont(interface_font(11, 500))
        painter.setPen(theme.color("text3"))
        painter.drawText(line, RIGHT, look.right)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(look.right) + 34
        chevron = QRectF(line.right() - taken + 12, line.center().y() - 7, 14, 14)
        self._paint_chevron(painter, chevron, look)
        self._paint_command(painter, line.adjusted(0, 0, -taken, 0), look, size_px=12)

    def _paint_command(
        self, painter: QPainter, box: QRectF, look: StepLook, *, size_px: int
    ) -> None:
        """The instruction in colour, then the words as far as there is room."""
        theme, command = self._theme, look.step.command
        if not command.is_known:
            painter.setFont(interface_font(size_px))
            painter.setPen(theme.color("text3"))
            painter.drawText(box, LEFT, translated(UNKNOWN_COMMAND))
            return
        line = command.one_line
        bold = code_font(size_px, 700)
        if command.instruction:
            painter.setFont(bold)
            painter.setPen(theme.color("accent" if look.is_card else "text2"))
            painter.drawText(box, LEFT, command.instruction)
            wide = QFontMetricsF(bold).horizontalAdvance(f"{command.instruction} ")
            box = box.adjusted(wide, 0, 0, 0)
            line = line[len(command.instruction) + 1 :]
        font = code_font(size_px, 500 if look.is_card else 400)
        painter.setFont(font)
        painter.setPen(theme.color("text" if look.is_card else "text3"))
        painter.drawText(box, LEFT, _fitting(line, font, box.width()))

    def _paint_chevron(self, painter: QPainter, box: QRectF, look: StepLook) -> None:
        if not look.step.command.is_known:
            return
        painter.save()
        painter.translate(box.center())
        painter.rotate(180 if look.is_open else 0)
        box = box.translated(-box.center())
        paint_icon_cached(painter, self._theme, box, "chev", self._theme.color("text3"))
        painter.restore()

    # --- an open row --------------------------------------------------------------------------

    def _paint_more(self, painter: QPainter, card: QRectF, look: StepLook) -> None:
        theme = self._theme
        code = self._code_box(look, card)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("terminal"))
        painter.drawRoundedRect(code, 8, 8)
        painter.setFont(code_font(12))
        painter.setPen(theme.color("terminal_text"))
        row = QRectF(code.left() + 12, code.top() + _CODE_PAD_PX, code.width(), _CODE_LINE_PX)
        for line in _code_lines(look.step.command.recorded, round(code.width())):
            painter.drawText(row, LEFT, line)
            row.translate(0, _CODE_LINE_PX)
        mark = self.copy_box(look, card.adjusted(-CARD_X, -_gap(look), 1, _gap(look)))
        inner = QRectF(0, 0, 15, 15)
        inner.moveCenter(mark.center())
        paint_icon_cached(painter, theme, inner, "copy", theme.color("terminal_dim"))
        painter.setFont(interface_font(12))
        painter.setPen(theme.color("text2"))
        row = QRectF(code.left(), code.bottom() + 7, code.width(), _NOTE_LINE_PX)
        for line in _note_lines(look.step, round(code.width())):
            painter.drawText(row, LEFT, line)
            row.translate(0, _NOTE_LINE_PX)

    def _code_box(self, look: StepLook, card: QRectF) -> QRectF:
        pad = _PAD_PX - 3 if look.is_card else 8
        top = card.top() + (_CARD_PX if look.is_card else _LABEL_PX)
        width = card.width() - 2 * pad
        lines = len(_code_lines(look.step.command.recorded, round(width)))
        return QRectF(card.left() + pad, top, width, lines * _CODE_LINE_PX + 2 * _CODE_PAD_PX)

    def _more_px(self, look: StepLook, width: float) -> float:
        card = self._card(look, QRectF(0, 0, width, 100))
        code = self._code_box(look, card)
        notes = len(_note_lines(look.step, round(code.width())))
        return code.height() + (notes * _NOTE_LINE_PX + 8 if notes else 0) + 12


def _gap(look: StepLook) -> float:
    return (_GAP_PX if look.is_card else _LABEL_GAP_PX) / 2


def _said(step: HistoryStep) -> str:
    """Date, author and comment, as far as the image tells them."""
    parts = [
        when_text(step.created),
        tr("by {author}", author=visible(step.author)) if step.author else "",
        " ".join(visible(step.comment).split()),
    ]
    return "  ·  ".join(part for part in parts if part)


def _note_lines(step: HistoryStep, width: int) -> list[str]:
    """Author and comment in full."""
    font = interface_font(12)
    lines: list[str] = []
    for name, text in ((tr("By"), step.author), (tr("Comment:"), step.comment)):
        if text:
            lines += _wrapped(f"{name} {visible(text)}", font, width)
    return lines


def _code_lines(text: str, width: int) -> list[str]:
    """Lines of what the image says, wrapped; room for the copy mark at the right."""
    return [
        part
        for line in (text.splitlines() or [""])
        for part in _wrapped(visible(line), code_font(12), width - 12 - 38)
    ]


def _wrapped(text: str, font: QFont, width: int) -> list[str]:
    return list(_wrap(text, font.toString(), max(40, width)))


@lru_cache(maxsize=512)
def _wrap(text: str, font_name: str, width: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_name)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(_units(text, line.textStart(), line.textLength()))
    layout.endLayout()
    return tuple(lines) or ("",)


def _units(text: str, start: int, length: int) -> str:
    """A part of a text by Qt's UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "surrogatepass")


def _fitting(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
