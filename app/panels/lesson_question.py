"""The question before a step: what will happen? One can answer, or go on without."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import Glyph, plain_button
from app.panels.lesson_option import OptionCard
from app.panels.lesson_words import lesson_text
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.lesson_view import SKIPPED, Question
from core.translation import tr


class QuestionBox(QFrame):
    """Signals: predicted(int): the option counted from 1, or SKIPPED."""

    predicted = Signal(int)

    def __init__(self, theme: Theme, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "lesson-question")
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(Glyph(theme, "bulb", "accent", theme.px(20)))
        heading.addWidget(plain_label(tr("What do you think?"), "lesson-heading"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(heading)
        layout.addWidget(lesson_text(theme, question.text, size_px=17))
        self._group = QButtonGroup(self)
        self.options: list[OptionCard] = []
        for number, words in enumerate(question.options, start=1):
            option = OptionCard(theme, words)
            option.setObjectName(f"option-{number}")
            self._group.addButton(option, number)
            self.options.append(option)
            layout.addWidget(option)
        self._group.idClicked.connect(self.predicted)
        self.skip = plain_button(tr("Go on without a guess"), "lesson-link")
        self.skip.setObjectName("skip-question")
        self.skip.clicked.connect(lambda: self.predicted.emit(SKIPPED))
        last = QHBoxLayout()
        last.addWidget(self.skip)
        last.addStretch(1)
        layout.addLayout(last)
