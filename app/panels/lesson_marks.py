"""Where a lesson is, as signs: a round mark beside each step, and a bar of all of them."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Theme, interface_font, paint_icon
from core.translation import tr

_MARK_PX = 38
_PART_PX = 10


class StepState(enum.Enum):
    """How far a step is."""

    DONE = "done"
    OPEN = "open"
    LATER = "not yet"


class StepMark(QWidget):
    """A circle with a tick or the step's number."""

    def __init__(self, theme: Theme, number: int, state: StepState) -> None:
        super().__init__()
        self._theme, self._number, self._state = theme, number, state
        self.setFixedSize(_MARK_PX, _MARK_PX)
        self.setAccessibleName(tr("Step {number}, {value}", number=number, value=state.value))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, state = self._theme, self._state
        circle = QRectF(1.5, 1.5, _MARK_PX - 3, _MARK_PX - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        if state is StepState.DONE:
            painter.setBrush(theme.color("added_soft"))
            painter.drawEllipse(circle)
            inner = circle.adjusted(8, 8, -8, -8)
            paint_icon(painter, "check", inner, theme.color("added"))
            return
        if state is StepState.OPEN:
            painter.setBrush(theme.color("accent"))
        else:
            painter.setPen(QPen(theme.color("border2"), 1.6))
        painter.drawEllipse(circle)
        painter.setPen(theme.color("on_accent" if state is StepState.OPEN else "text3"))
        painter.setFont(interface_font(17, 700 if state is StepState.OPEN else 600))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StepBar(QWidget):
    """One part for each step: full when it is done, half while it is open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._done, self._total = 0, 1
        self.setFixedHeight(_PART_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, total: int) -> None:
        """So many of so many."""
        self._done, self._total = done, max(1, total)
        self.setAccessibleName(tr("{done} of {total} steps done", done=done, total=total))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 6.0
        width = max(2.0, (self.width() - gap * (self._total - 1)) / self._total)
        for number in range(self._total):
            part = QRectF(number * (width + gap), 0, width, self.height())
            painter.setBrush(self._theme.color("surface3"))
            painter.drawRoundedRect(part, 5, 5)
            share = 1.0 if number < self._done else 0.5 if number == self._done else 0.0
            if share:
                painter.setBrush(self._theme.color("accent"))
                part.setWidth(width * share)
                painter.drawRoundedRect(part, 5, 5)
