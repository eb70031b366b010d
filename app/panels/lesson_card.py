"""The step that is open, as a card: what to do and expect, help, and a way to be shown it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import Glyph, labelled, plain_button
from app.panels.flow_text import CodeBox
from app.panels.inspector.flow_layout import FlowLayout
from app.panels.lesson_marks import StepMark
from app.panels.lesson_question import QuestionBox
from app.panels.lesson_words import lesson_text
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.lesson_markup import plain_words
from app.viewmodel.lesson_view import Help, LessonView, StepState, StepView
from core.translation import tr

_BUTTON_ICON_PX = 20


class StepCard(QFrame):
    """Signals: show_me_requested(), stop_requested(), help_requested(), predicted(int)."""

    show_me_requested = Signal()
    stop_requested = Signal()
    help_requested = Signal()
    predicted = Signal(int)

    def __init__(
        self, theme: Theme, view: LessonView, step: StepView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "card-primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 15, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(self._head(step))
        if step.state is StepState.AGAIN:
            layout.addWidget(self._again(step))
        self.question: QuestionBox | None = None
        if step.question is not None and step.question.is_open and not view.is_busy:
            self.question = QuestionBox(theme, step.question)
            self.question.predicted.connect(self.predicted)
            layout.addWidget(self.question)
        layout.addWidget(lesson_text(theme, step.do))
        if step.expect and self.question is None:  # it would give the answer away
            layout.addLayout(self._expectation(step))
        if step.lines:
            layout.addWidget(self._lines(step))
        shown_help = self._help(view, step)
        if shown_help is not None:
            layout.addWidget(shown_help)
        layout.addSpacing(2)
        layout.addLayout(self._buttons(view, step))

    # --- parts --------------------------------------------------------------------------------

    def _head(self, step: StepView) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(StepMark(self._theme, step.number, step.state))
        column.addStretch(1)
        head.addLayout(column)
        title = plain_label(step.title, "lesson-open")
        title.setWordWrap(True)
        head.addWidget(title, 1)
        return head

    def _again(self, step: StepView) -> QWidget:
        words = tr("Open again: {reason}", reason=step.words) if step.words else tr("Open again")
        label = plain_label(words, "lesson-again")
        label.setWordWrap(True)
        return label

    def _expectation(self, step: StepView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        icon = QVBoxLayout()
        icon.setContentsMargins(0, self._theme.px(3), 0, 0)
        icon.addWidget(Glyph(self._theme, "chevr", "accent", self._theme.px(18)))
        icon.addStretch(1)
        row.addLayout(icon)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(plain_label(tr("What to expect"), "lesson-heading"))
        words.addWidget(lesson_text(self._theme, step.expect, size_px=16))
        row.addLayout(words, 1)
        return row

    def _lines(self, step: StepView) -> QWidget:
        theme = self._theme
        name = tr("Lines to run in the container")
        box = CodeBox(theme, name, most_lines=9, size_px=theme.px(15))
        spans = []
        for number, line in enumerate(step.lines):
            end = "\n" if number < len(step.lines) - 1 else ""
            spans += [("$ ", "terminal_green"), (line + end, "terminal_text")]
        box.show_code(spans, "\n".join(step.lines))
        box.copy.setObjectName("copy-lines")
        box.copy.setToolTip(tr("Copy the lines"))
        return box

    def _help(self, view: LessonView, step: StepView) -> QWidget | None:
        """By itself where a mistake is seen; else as much as was asked for."""
        wants_hint = step.is_mistake or view.help >= Help.NUDGE
        parts = [step.hint] if wants_hint and step.hint else []
        if view.help >= Help.HOW and step.how:
            parts.append(step.how)
        if not parts:
            return None
        theme = self._theme
        box = QFrame()
        box.setProperty("look", "lesson-hint")
        box.setObjectName("hint-box")
        box.setAccessibleName(" ".join(plain_words(part) for part in parts))
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        icon = QVBoxLayout()
        icon.addWidget(Glyph(theme, "bulb", "modified", theme.px(20)))
        icon.addStretch(1)
        row.addLayout(icon)
        words = QVBoxLayout()
        words.setSpacing(6)
        for part in parts:
            words.addWidget(lesson_text(theme, part, size_px=16, token="text"))
        row.addLayout(words, 1)
        return box

    def _buttons(self, view: LessonView, step: StepView) -> FlowLayout:
        row = FlowLayout(gap_px=10)
        if view.is_busy:
            working = self._button("bulb", view.busy_words or tr("Working …"), "show-me")
            working.setEnabled(False)
            row.addWidget(working)
            stop = self._button("x", tr("Cancel"), "stop-showing")
            stop.clicked.connect(self.stop_requested)
            row.addWidget(stop)
            return row
        is_last_help = view.help >= Help.HOW
        show = self._button("run", tr("Show me"), "show-me", is_primary=is_last_help)
        show.setToolTip(tr("Let the program do this step before your eyes"))
        show.clicked.connect(self.show_me_requested)
        row.addWidget(show)
        has_more = (view.help < Help.NUDGE and step.hint and not step.is_mistake) or (
            view.help < Help.HOW and step.how
        )
        if has_more:
            is_first = view.help is Help.NONE and not step.is_mistake
            hint = self._button("bulb", tr("Hint") if is_first else tr("How?"), "hint")
            hint.setToolTip(tr("First a nudge, then how it is done"))
            hint.clicked.connect(self.help_requested)
            row.addWidget(hint)
        return row

    def _button(self, icon: str, words: str, name: str, *, is_primary: bool = False) -> QPushButton:
        button = plain_button(words, "lesson-primary" if is_primary else "lesson-button")
        button.setObjectName(name)
        ink = "on_accent" if is_primary else "text"
        return labelled(button, self._theme, icon, ink, self._theme.px(_BUTTON_ICON_PX))
