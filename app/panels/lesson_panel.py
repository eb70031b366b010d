"""The classroom: steps with what is done, the open one as a card, and the explanation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.lesson_view import LessonView
from core.lesson import Step


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
        self._title = plain_label("", "panel-title")
        self._title.setWordWrap(True)
        self._count = plain_label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        leave = QPushButton("Leave lesson")
        leave.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(leave)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(10)
        holder = QWidget()
        holder.setLayout(self._steps)
        holder.setProperty("look", "plain")
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.viewport().setProperty("look", "plain")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._count)
        layout.addWidget(self._bar)
        layout.addWidget(self._scroll, 1)

    def show_lesson(self, view: LessonView) -> None:
        """Show where a lesson is."""
        if view == self._shown:
            return
        self._shown = view
        lesson = view.lesson
        total = len(lesson.steps)
        self._title.setText(lesson.title)
        done = f"All {total} steps done" if view.is_finished else f"Step {view.done + 1} of {total}"
        self._count.setText(done)
        self._bar.setRange(0, total)
        self._bar.setValue(view.done)
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(lesson.steps, start=1):
            if number <= view.done:
                self._steps.addWidget(self._done(step, is_last=number == view.done))
            elif number == view.done + 1:
                self._steps.addWidget(self._open(number, step, is_busy=view.is_busy))
            else:
                self._steps.addWidget(self._later(number, step))
        self._steps.addStretch(1)

    def _done(self, step: Step, *, is_last: bool) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 2, 8, 2)
        mark = plain_label("✓", "pill-added")
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_wrapped(step.title, "section"))
        if step.explanation:
            words.addWidget(_wrapped(step.explanation, "strong" if is_last else "small"))
        if is_last and step.explanation_detail:
            words.addWidget(_wrapped(step.explanation_detail, "small"))
        layout.addLayout(words, 1)
        return row

    def _open(self, number: int, step: Step, *, is_busy: bool) -> QWidget:
        card = QFrame()
        card.setProperty("look", "card-primary")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(_wrapped(f"{number}  {step.title}", "panel-title"))
        layout.addWidget(_wrapped(step.text, "body2"))
        if step.lines:
            layout.addWidget(self._lines(step))
        if step.hint:
            layout.addWidget(_wrapped(f"Hint: {step.hint}", "small"))
        row = QHBoxLayout()
        show = QPushButton("Working …" if is_busy else "Show me")
        show.setObjectName("show-me")
        show.setProperty("look", "large-primary")
        show.setIcon(self._theme.icon("bulb", "on_accent"))
        show.setEnabled(not is_busy)
        show.clicked.connect(lambda: self.show_me_requested.emit(number))
        row.addWidget(show)
        if step.lines:
            copy = QPushButton("Copy lines")
            copy.setProperty("look", "large")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(step.lines)))
            row.addWidget(copy)
        row.addStretch(1)
        layout.addLayout(row)
        return card

    def _lines(self, step: Step) -> QWidget:
        text = QPlainTextEdit("\n".join(step.lines))
        text.setReadOnly(True)
        text.setProperty("look", "terminal")
        text.setAccessibleName("Lines to run in the container")
        text.setMaximumHeight(128)
        return text

    def _later(self, number: int, step: Step) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(plain_label(str(number), "pill"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(_wrapped(step.title, "small"), 1)
        return row


def _wrapped(words: str, look: str) -> QWidget:
    label = plain_label(words, look)
    label.setWordWrap(True)
    return label
