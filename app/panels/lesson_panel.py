"""The classroom: steps with what is done, and the open one as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.panels.controls import Glyph, labelled, plain_button
from app.panels.flow_text import CodeBox, FlowText, spans_with_code
from app.panels.lesson_marks import StepBar, StepMark, StepState
from app.scene.overlay import plain_label
from app.scene.shadow import paint_shadow
from app.theme import Theme, interface_font
from app.viewmodel.lesson_view import LessonView
from core.translation import tr

if TYPE_CHECKING:
    from core.lesson import Step

_TEXT_PX = 17


class LessonPanel(QWidget):
    """Signals: show_me_requested(int step number), left()."""

    show_me_requested = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._shown: LessonView | None = None
        self._open_card: QWidget | None = None
        self._title = plain_label("", "lesson-title")
        self._title.setWordWrap(True)
        self._count = plain_label("", "lesson-count")
        self._bar = StepBar(theme)
        leave = plain_button(tr("Leave"), "lesson-leave")
        leave.setAccessibleName(tr("Leave lesson"))
        leave.clicked.connect(self.left)
        self._steps = QVBoxLayout()
        self._steps.setContentsMargins(14, 8, 14, 20)
        self._steps.setSpacing(14)
        holder = _Holder(self)
        holder.setLayout(self._steps)
        holder.setProperty("look", "plain")
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setProperty("look", "plain")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 18, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._make_head(leave))
        layout.addWidget(self._scroll, 1)

    def show_lesson(self, view: LessonView) -> None:
        """Show where a lesson is."""
        if view == self._shown:
            return
        self._shown = view
        lesson = view.lesson
        total = len(lesson.steps)
        self._title.setText(lesson.title)
        done = (
            tr("All {total} steps done", total=total)
            if view.is_finished
            else tr("Step {done} of {total}", done=view.done + 1, total=total)
        )
        self._count.setText(done)
        self._bar.show_progress(view.done, total)
        self._open_card = None
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(lesson.steps, start=1):
            if number <= view.done:
                self._steps.addWidget(self._row(number, step, StepState.DONE))
            elif number == view.done + 1:
                self._open_card = self._open(number, step, is_busy=view.is_busy)
                self._steps.addWidget(self._open_card)
            else:
                self._steps.addWidget(self._row(number, step, StepState.LATER))
        self._steps.addStretch(1)
        QTimer.singleShot(0, self, self._show_open)

    # --- parts --------------------------------------------------------------------------------

    def _make_head(self, leave: QWidget) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(12)
        icon = Glyph(self._theme, "lesson", "accent", 28)
        first.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._title, 1)
        second = QHBoxLayout()
        second.setSpacing(14)
        second.addWidget(self._count)
        second.addWidget(self._bar, 1)
        second.addWidget(leave)
        head = QVBoxLayout()
        head.setContentsMargins(22, 0, 18, 8)
        head.setSpacing(10)
        head.addLayout(first)
        head.addLayout(second)
        return head

    def _row(self, number: int, step: Step, state: StepState) -> QWidget:
        """A step that is done, or that comes later."""
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(18, 2, 8, 2)
        layout.setSpacing(14)
        layout.addWidget(StepMark(self._theme, number, state), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(3)
        is_done = state is StepState.DONE
        words.addWidget(_wrapped(step.title, "lesson-done" if is_done else "lesson-later"))
        if is_done and step.explanation:
            words.addWidget(_wrapped(step.explanation, "lesson-small"))
        layout.addLayout(words, 1)
        return row

    def _open(self, number: int, step: Step, *, is_busy: bool) -> QWidget:
        card = QFrame()
        card.setProperty("look", "card-primary")
        head = QHBoxLayout()
        head.setSpacing(14)
        mark = StepMark(self._theme, number, StepState.OPEN)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        title = _wrapped(step.title, "lesson-open")
        head.addWidget(title, 1)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 15, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        text = FlowText(self._theme, interface_font(_TEXT_PX), line_px=26)
        text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        text.setAccessibleName(step.text)
        text.show_spans(spans_with_code(step.text, "text2"))
        layout.addWidget(text)
        if step.lines:
            layout.addWidget(self._lines(step))
        if step.hint:
            hint = FlowText(self._theme, interface_font(16), line_px=23)
            hint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            hint.show_spans(spans_with_code(tr("Hint: {hint}", hint=step.hint), "text3"))
            layout.addWidget(hint)
        layout.addSpacing(2)
        layout.addLayout(self._buttons(number, step, is_busy=is_busy))
        return card

    def _buttons(self, number: int, step: Step, *, is_busy: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        show = plain_button(tr("Working …") if is_busy else tr("Show me"), "lesson-button")
        show.setObjectName("show-me")
        show.setToolTip(tr("Let the program do this step before your eyes"))
        labelled(show, self._theme, "bulb", "text", 20)
        show.setEnabled(not is_busy)
        show.clicked.connect(lambda: self.show_me_requested.emit(number))
        row.addWidget(show)
        if step.lines:
            copy = plain_button(tr("Copy lines"), "lesson-button")
            labelled(copy, self._theme, "copy", "text", 20)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(step.lines)))
            row.addWidget(copy)
        row.addStretch(1)
        return row

    def _lines(self, step: Step) -> QWidget:
        box = CodeBox(self._theme, tr("Lines to run in the container"), most_lines=9, size_px=15)
        spans = []
        for number, line in enumerate(step.lines):
            end = "\n" if number < len(step.lines) - 1 else ""
            spans += [("$ ", "terminal_green"), (line + end, "terminal_text")]
        box.show_code(spans, "\n".join(step.lines))
        return box

    def _show_open(self) -> None:
        """The open step is in view, with a little of what was before."""
        if self._open_card is not None:
            self._scroll.ensureWidgetVisible(self._open_card, 0, 60)


class _Holder(QWidget):
    """Draws the shadow of the open card."""

    def __init__(self, panel: LessonPanel) -> None:
        super().__init__()
        self._panel = panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps that wrap differently push the open one out of sight."""
        super().resizeEvent(event)
        self._panel._show_open()

    def paintEvent(self, event: QPaintEvent) -> None:
        card = self._panel._open_card
        if card is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_shadow(painter, self._panel._theme, QRectF(card.geometry()), 12, 18)


def _wrapped(words: str, look: str) -> QWidget:
    label = plain_label(words, look)
    label.setWordWrap(True)
    return label
