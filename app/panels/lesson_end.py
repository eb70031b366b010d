"""The end of a lesson: how well it was built, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import Glyph, labelled, plain_button
from app.panels.inspector.flow_layout import FlowLayout
from app.panels.lesson_words import lesson_text
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.lesson_view import LessonView, ScoreView
from core.translation import tr

_MOST_STARS = 3
_STAR = ((0, -1), (0.29, -0.33), (0.98, -0.31), (0.42, 0.13), (0.6, 0.81), (0, 0.42),
         (-0.6, 0.81), (-0.42, 0.13), (-0.98, -0.31), (-0.29, -0.33))  # fmt: skip


class EndCard(QFrame):
    """Signals: next_requested(), chooser_requested()."""

    next_requested = Signal()
    chooser_requested = Signal()

    def __init__(self, theme: Theme, view: LessonView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "lesson-end")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Glyph(theme, "check", "added", theme.px(26)), 0, Qt.AlignmentFlag.AlignTop)
        title = plain_label(tr("You did it: all steps are done"), "lesson-open")
        title.setWordWrap(True)
        head.addWidget(title, 1)
        layout.addLayout(head)
        if view.score is not None:
            layout.addWidget(ScoreLine(theme, view.score))
        buttons = FlowLayout(gap_px=10)
        if view.next_title:
            words = tr("Next: {title}", title=view.next_title)
            layout.addWidget(lesson_text(theme, words, size_px=16, token="text"))
            go = plain_button(tr("Next lesson"), "lesson-primary")
            labelled(go, theme, "run", "on_accent", theme.px(20))
            go.setObjectName("next-lesson")
            go.setAccessibleDescription(words)
            go.clicked.connect(self.next_requested)
            buttons.addWidget(go)
        others = plain_button(tr("All lessons"), "lesson-button")
        others.setObjectName("all-lessons")
        labelled(others, theme, "lesson", "text", theme.px(20))
        others.clicked.connect(self.chooser_requested)
        buttons.addWidget(others)
        layout.addLayout(buttons)


class ScoreLine(QFrame):
    """Stars, what they mean in words, and the figures."""

    def __init__(self, theme: Theme, score: ScoreView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score")
        self.setAccessibleName(f"{score.praise} {score.words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Stars(theme, score.stars), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, look in ((score.praise, "lesson-done"), (score.words, "lesson-small")):
            label = plain_label(text, look)
            label.setWordWrap(True)
            words.addWidget(label)
        row.addLayout(words, 1)


class Stars(QWidget):
    """So many of three; the words beside it say the same."""

    def __init__(
        self, theme: Theme, stars: int, *, size_px: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._stars = theme, max(0, min(_MOST_STARS, stars))
        self._size_px = theme.px(size_px)
        self.setFixedSize(QSize(self._size_px * _MOST_STARS + 8, self._size_px))
        self.setAccessibleName(tr("{stars} of {most} stars", stars=self._stars, most=_MOST_STARS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._size_px / 2 - 1.5
        for number in range(_MOST_STARS):
            box = QRectF(number * (self._size_px + 4), 0, self._size_px, self._size_px)
            star = QPolygonF([box.center() + QPointF(x, y) * radius for x, y in _STAR])
            is_on = number < self._stars
            painter.setPen(QPen(self._theme.color("modified" if is_on else "field"), 1.5))
            painter.setBrush(self._theme.color("modified" if is_on else "surface"))
            painter.drawPolygon(star)
