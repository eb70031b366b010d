"""Parts that rows of these panels are painted of: grounds, changed paths, links, pills."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.panels.controls import code_font
from app.panels.inspector.marks import LEFT, figure_font, paint_hairline
from app.theme import Theme, interface_font, with_alpha

_RADIUS_PX = 6.0


@cache
def fonts() -> dict[str, tuple[QFont, QFontMetricsF]]:
    """Fonts with their measures by name: making them for every row would cost more than drawing."""
    gone = code_font(12)
    gone.setStrikeOut(True)
    made = {
        "code": code_font(12),
        "gone": gone,
        "small": interface_font(12),
        "caption": interface_font(11),
        "caption-strong": interface_font(11, 600),
        "figure": figure_font(600),
        "quiet-figure": figure_font(400),
        "caption-figure": figure_font(400, 11),
    }
    return {name: (font, QFontMetricsF(font)) for name, font in made.items()}


def paint_row_ground(
    painter: QPainter,
    theme: Theme,
    option: QStyleOptionViewItem,
    *,
    fresh: float = 0.0,
    has_focus: bool = False,
) -> None:
    """Chosen, pointed at or `fresh` (1 to 0), the keyboard's place, and the hairline below."""
    rect = QRectF(option.rect)  # type: ignore[attr-defined]
    state = option.state  # type: ignore[attr-defined]
    paint_hairline(painter, theme, rect)
    if state & QStyle.StateFlag.State_Selected:
        ground = theme.color("accent_soft")
    elif fresh > 0:
        ground = with_alpha(theme.color("added_soft"), fresh)
    elif state & QStyle.StateFlag.State_MouseOver:
        ground = theme.color("surface2")
    else:
        ground = QColor(0, 0, 0, 0)
    is_marked = has_focus and bool(state & QStyle.StateFlag.State_HasFocus)
    if ground.alpha() or is_marked:
        pen = QPen(theme.color("accent"), 1.2) if is_marked else QPen(Qt.PenStyle.NoPen)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -1.6), _RADIUS_PX, _RADIUS_PX)


def paint_words(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: str,
    color: QColor,
    flags: int = LEFT,
    how: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """One line in one of `fonts`, shortened where there is no room; how wide it is."""
    made, metrics = fonts()[font]
    words = metrics.elidedText(words, how, max(0.0, rect.width()))
    painter.setFont(made)
    painter.setPen(color)
    painter.drawText(rect, flags, words)
    return metrics.horizontalAdvance(words)


def paint_changed_path(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    directory: str,
    name: str,
    *,
    is_gone: bool = False,
    is_quiet: bool = False,
) -> float:
    """A dim directory that gives way, a bright name (struck through when gone); how wide it is.

    Both are drawn as they are: make them visible before.
    """
    metrics = fonts()["code"][1]
    name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(0.0, rect.width()))
    name_width = metrics.horizontalAdvance(name)
    room = max(0.0, rect.width() - name_width)
    above = metrics.elidedText(directory, Qt.TextElideMode.ElideLeft, room)
    if len(above) < 3 and above != directory:
        above = ""
    above_width = metrics.horizontalAdvance(above)
    painter.setFont(fonts()["code"][0])
    painter.setPen(theme.color("text3"))
    painter.drawText(rect, LEFT, above)
    painter.setFont(fonts()["gone" if is_gone else "code"][0])
    painter.setPen(theme.color("deleted" if is_gone else "text2" if is_quiet else "text"))
    painter.drawText(rect.adjusted(above_width, 0, 4, 0), LEFT, name)
    return above_width + name_width


def words_width(words: str, font: str) -> float:
    """What one line takes."""
    return fonts()[font][1].horizontalAdvance(words)
