"""Where a lesson is, as signs: a round mark beside each step, and a bar of all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Theme, interface_font, paint_icon
from app.viewmodel.lesson_view import StepState
from core.translation import tr

__all__ = ["StepBar", "StepMark", "StepState"]

_MARK_PX = 38
_PART_PX = 10


class StepMark(QWidget):
    """A circle with a tick, a warning, or the step's number."""

    def __init__(self, theme: Theme, number: int, state: StepState) -> None:
        super().__init__()
        self._theme, self._number, self._state = theme, number, state
        size = theme.px(_MARK_PX)
        self.setFixedSize(size, size)
        self.setAccessibleName(tr("Step {number}, {state}", number=number, state=state.words))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, state = self._theme, self._state
        size = self.width()
        circle = QRectF(1.5, 1.5, size - 3, size - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        sign = {
            StepState.DONE: ("added_soft", "check", "added"),
            StepState.AGAIN: ("modified_soft", "warn", "modified"),
        }.get(state)
        if sign is not None:
            painter.setBrush(theme.color(sign[0]))
            painter.drawEllipse(circle)
            inset = size * 0.21
            inner = circle.adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, sign[1], inner, theme.color(sign[2]))
            return
        if state is StepState.OPEN:
            painter.setBrush(theme.color("accent"))
        else:
            painter.setPen(QPen(theme.color("border2"), 1.6))
        painter.drawEllipse(circle)
        painter.setPen(theme.color("on_accent" if state is StepState.OPEN else "text3"))
        painter.setFont(interface_font(theme.px(17), 700 if state is StepState.OPEN else 600))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StepBar(QWidget):
    """One part for each step: full when it is done, half while it is open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._states: tuple[StepState, ...] = ()
        self.setFixedHeight(_PART_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, states: Sequence[StepState]) -> None:
        """How far each step is."""
        self._states = tuple(states)
        done = sum(state is StepState.DONE for state in states)
        self.setAccessibleName(
            tr("{done} of {total} steps done", done=done, total=len(self._states))
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        total = max(1, len(self._states))
        gap = 6.0 if self.width() > total * 16 else 2.0
        width = max(2.0, (self.width() - gap * (total - 1)) / total)
        for number, state in enumerate(self._states):
            part = QRectF(number * (width + gap), 0, width, self.height())
            painter.setBrush(self._theme.color("surface3"))
            painter.drawRoundedRect(part, 5, 5)
            share = {StepState.DONE: 1.0, StepState.OPEN: 0.5, StepState.AGAIN: 0.5}.get(state, 0.0)
            if share:
                is_broken = state is StepState.AGAIN
                painter.setBrush(self._theme.color("modified" if is_broken else "accent"))
                part.setWidth(width * share)
                painter.drawRoundedRect(part, 5, 5)
