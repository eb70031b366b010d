"""The first run: three big choices on an empty baseplate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.scene.overlay import plain_label
from app.scene.tower_preview import paint_little_tower
from app.theme import Theme
from app.viewmodel.roles import Role
from core.model import Readiness

_OS, _PKG, _APP, _RT = Role.OS, Role.PACKAGES, Role.APP, Role.RUNTIME


class EmptyPage(QScrollArea):
    """Signals: base_image_requested(), open_requested(), lesson_requested()."""

    base_image_requested = Signal()
    open_requested = Signal()
    lesson_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas(theme)
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        title = plain_label("Your baseplate is empty", "display")
        lead = plain_label(
            "Make a first brick, open what you have, or let a lesson guide you.", "lead"
        )
        for label in (title, lead):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._base = _Card(
            theme, "Start from a base image",
            "Take this computer's own small Linux, or Debian from its archive, and build on it.",
            "Choose base image…", "build", [[_OS]], is_primary=True,
        )  # fmt: skip
        self._open = _Card(
            theme, "Open what you have",
            "Look into a repository of yours: any folder in the OCI image layout.",
            "Open…", "archive", [[_OS, _PKG, _APP], [_OS, _RT]],
        )  # fmt: skip
        self._lesson = _Card(
            theme, "Take the first lesson",
            "Build a web site out of three bricks, on real containers. No network needed.",
            "Start lesson", "lesson", [[_OS, _PKG, _APP]],
        )  # fmt: skip
        self.setFocusProxy(self._base.button)
        self._base.button.clicked.connect(self.base_image_requested)
        self._open.button.clicked.connect(self.open_requested)
        self._lesson.button.clicked.connect(self.lesson_requested)
        self._base.set_note("ready in a second, offline")
        self._open.set_note("as skopeo, umoci and Buildah write them")
        self._lesson.set_note("12 minutes, 7 steps")
        cards = QHBoxLayout()
        cards.setSpacing(28)
        cards.addStretch(1)
        for card in (self._base, self._open, self._lesson):
            cards.addWidget(card, 10)
        cards.addStretch(1)
        layout = QVBoxLayout(self._canvas)
        layout.setContentsMargins(32, 36, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(title)
        layout.addWidget(lead)
        layout.addSpacing(18)
        layout.addLayout(cards)
        layout.addStretch(4)

    def show_readiness(self, readiness: Readiness | None) -> None:
        """Where containers cannot run, the first card says what to do about it."""
        can_run = readiness is None or readiness.can_run_containers
        for card in (self._base, self._lesson):
            card.button.setEnabled(readiness is not None and can_run)
        if not can_run and readiness is not None:
            self._base.set_words(readiness.sentence)


class _Canvas(QWidget):
    """Background with a strip of baseplate."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        canvas = QLinearGradient(0, 0, 0, self.height())
        canvas.setColorAt(0, theme.color("canvas_top"))
        canvas.setColorAt(1, theme.color("canvas_bottom"))
        painter.fillRect(self.rect(), canvas)
        top = self.height() - 96
        painter.fillRect(QRectF(0, top, self.width(), 52), theme.color("plate_top"))
        painter.fillRect(QRectF(0, top + 52, self.width(), 9), theme.color("plate_front"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for row in range(4):
            for column in range(self.width() // 26 + 2):
                x = column * 26 + (3 - row) * 11 - 20
                y = top + 10 + row * 13
                painter.setBrush(theme.color("plate_front"))
                painter.drawEllipse(QPointF(x + 1.5, y + 1.5), 8.5, 3.6)
                painter.setBrush(theme.color("plate_stud"))
                painter.drawEllipse(QPointF(x, y - 2.5), 8.5, 3.6)


class _Card(QFrame):
    """A picture, a title, a sentence and a button."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        action: str,
        icon: str,
        towers: list[list[Role]],
        *,
        is_primary: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("look", "card-primary" if is_primary else "card")
        self.setMinimumWidth(190)
        self.setMaximumWidth(376)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(action)
        self.button.setProperty("look", "large-primary" if is_primary else "large")
        self.button.setIcon(theme.icon(icon, "on_accent" if is_primary else "text"))
        self.button.setIconSize(QSize(20, 20))
        self._words = plain_label(words, "body2")
        self._words.setWordWrap(True)
        self._note = plain_label("", "small")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        heading = plain_label(title, "panel-title")
        heading.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 16)
        layout.setSpacing(10)
        layout.addWidget(_TowerPicture(theme, towers, has_open=is_primary))
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 6, 16, 0)
        inner.setSpacing(10)
        inner.addWidget(heading)
        inner.addWidget(self._words)
        inner.addStretch(1)
        inner.addWidget(self.button)
        inner.addWidget(self._note)
        layout.addLayout(inner)

    def set_words(self, words: str) -> None:
        self._words.setText(words)

    def set_note(self, words: str) -> None:
        self._note.setText(words)


class _TowerPicture(QWidget):
    """Some little towers on a plate."""

    def __init__(self, theme: Theme, towers: list[list[Role]], *, has_open: bool) -> None:
        super().__init__()
        self._theme = theme
        self._towers = towers
        self._has_open = has_open
        self.setMinimumHeight(140)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        canvas = QLinearGradient(0, 0, 0, self.height())
        canvas.setColorAt(0, theme.color("canvas_top"))
        canvas.setColorAt(1, theme.color("canvas_bottom"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(canvas)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        bottom = self.height() - 24.0
        painter.fillRect(QRectF(0, bottom - 20, self.width(), 26), theme.color("plate_top"))
        painter.fillRect(QRectF(0, bottom + 6, self.width(), 6), theme.color("plate_front"))
        pitch = 19.0
        width = len(self._towers) * 5 * pitch + (len(self._towers) - 1) * pitch
        x = (self.width() - width - 0.8 * pitch) / 2
        for roles in self._towers:
            paint_little_tower(
                painter, theme, QPointF(x, bottom), roles, pitch=pitch, height=1.45,
                has_open=self._has_open,
            )  # fmt: skip
            x += 6 * pitch
