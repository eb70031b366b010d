"""The first run: three big choices on an empty baseplate."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import labelled, plain_button
from app.panels.first_picture import FirstPicture, Tower
from app.panels.plate import paint_plate
from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.gradient import paint_canvas
from app.scene.overlay import plain_label
from app.scene.shadow import paint_shadow
from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.roles import Role
from core.model import Readiness
from core.translation import tr

_OS, _PKG, _APP, _RT = Role.OS, Role.PACKAGES, Role.APP, Role.RUNTIME
_CARD = QSize(376, 410)
_NARROWEST_PX = 290  # of a card that stands; below, the cards lie one below the other
_GAP_PX = 26
_SIDE_PX = 32
_PLATE_ROWS, _LOW_PLATE_ROWS = (2, 8), (1, 2)
_BELOW_PLATE_PX = 52
_PLACE_FROM_PX = 760  # height: below, the cards need the room


class EmptyPage(QScrollArea):
    """Signals: base_image_requested(), open_requested(QPoint below the button, on the screen),
    lesson_requested().
    """

    base_image_requested = Signal()
    open_requested = Signal(QPoint)
    lesson_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = _Card(
            theme, tr("Start from a base image"),
            tr("Take this computer's own small Linux, or Debian from its "
"archive, and build on it."),
            tr("Choose base image…"), "build",
            (Tower(((_OS, 1.8),), 8, has_open=True),), is_primary=True,
        )  # fmt: skip
        self._open = _Card(
            theme, tr("Open what you have"),
            tr("Pull an image from a registry, import an archive, or look "
"into a repository of yours."),
            tr("Open…"), "archive",
            (Tower(((_OS, 1.4), (_PKG, 1.2), (_APP, 1.2))), Tower(((_OS, 1.4), (_RT, 1.5)))),
        )  # fmt: skip
        self._lesson = _Card(
            theme, tr("Take a lesson"),
            tr("Learn how images are built, brick by brick, on real containers. "
"No network needed."),
            tr("Choose a lesson…"), "lesson",
            (Tower(((_OS, 1.7), (_PKG, 1.4), (_APP, 1.2)), 8, has_numbers=True),),
        )  # fmt: skip
        self._base.set_note(tr("ready in a second, offline"))
        self._open.set_note(tr("or drop a file here"))
        self._lesson.set_note(tr("about ten minutes each"))
        self._canvas = _Canvas(theme, (self._base, self._open, self._lesson))
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self._base.button)
        self._base.button.clicked.connect(self.base_image_requested)
        self._open.button.clicked.connect(self._request_open)
        self._lesson.button.clicked.connect(self.lesson_requested)

    def show_readiness(self, readiness: Readiness | None) -> None:
        """Where containers cannot run, the first card says what to do about it."""
        can_run = readiness is None or readiness.can_run_containers
        for card in (self._base, self._lesson):
            card.button.setEnabled(readiness is not None and can_run)
        if not can_run and readiness is not None:
            self._base.set_words(readiness.sentence)
            self._base.set_note(tr("opening and looking works without it"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._canvas.arrange(self.viewport().width())

    def _request_open(self) -> None:
        button = self._open.button
        self.open_requested.emit(button.mapToGlobal(button.rect().bottomLeft()))


class _Canvas(QWidget):
    """Heading and cards before an empty plate."""

    def __init__(self, theme: Theme, cards: tuple[_Card, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._cards = cards
        self._title = plain_label(tr("Your baseplate is empty"), "display")
        lead = plain_label(
            tr("Make a first brick, open what you have, or let a lesson guide you."), "lead"
        )
        for label in (self._title, lead):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(_GAP_PX)
        for card in cards:
            self._row.addWidget(card, 1)
        centered = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        centered.addStretch(1)
        self._holder = QWidget()
        self._holder.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        centered.addWidget(self._holder, 1000)
        centered.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addStretch(2)
        self._column.addWidget(self._title)
        self._column.addWidget(lead)
        self._gap = QSpacerItem(0, 26)
        self._column.addSpacerItem(self._gap)
        self._column.addLayout(centered)
        self._column.addStretch(3)

    def arrange(self, width: int) -> None:
        """Side by side where there is room, else lying one below the other."""
        room = width - 2 * _SIDE_PX
        is_row = (room - 2 * _GAP_PX) // 3 >= _NARROWEST_PX
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_row else direction.TopToBottom)
        self._row.setSpacing(_GAP_PX if is_row else 16)
        largest = 3 * _CARD.width() + 2 * _GAP_PX if is_row else 2 * _CARD.width()
        self._holder.setMaximumWidth(largest)
        for card in self._cards:
            card.stand(is_row)
        # The plate is seen below the cards, if the window is high enough.
        above, below = (28, 200) if is_row else (16, 28)
        is_low = self.height() < _PLACE_FROM_PX
        self._column.setContentsMargins(_SIDE_PX, above, _SIDE_PX, 56 if is_low else below)
        self._gap.changeSize(0, 26 if is_row else 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_canvas(painter, self._theme, QRectF(self.rect()))
        is_low = self.height() < _PLACE_FROM_PX
        rows = _LOW_PLATE_ROWS if is_low else _PLATE_ROWS
        below = _BELOW_PLATE_PX // 2 if is_low else _BELOW_PLATE_PX
        foot = self.height() - below + depth_vector(rows[0], PITCH).y()
        paint_plate(painter, self._theme, self.width(), foot, pitch=PITCH, rows=rows)
        place = self._place(foot)
        bottom = max(card.mapTo(self, card.rect().bottomLeft()).y() for card in self._cards)
        if bottom + 40 < place.boundingRect().top():
            self._paint_place(painter, place)
        for card in self._cards:
            box = QRectF(card.geometry())
            box.moveTopLeft(QPointF(card.mapTo(self, card.rect().topLeft())))
            paint_shadow(painter, self._theme, box, 14, 26)

    def _place(self, foot: float) -> QPolygonF:
        """Where the first brick will stand: eight studs by two, lying on the plate."""
        studs, depth = 14, 4
        left = self.width() / 2 - studs * PITCH / 2 - depth_vector(depth, PITCH).x() / 2
        front = QPointF(left, foot) + depth_vector(2, PITCH)
        right, back = QPointF(studs * PITCH, 0), depth_vector(depth, PITCH)
        return QPolygonF([front, front + right, front + right + back, front + back])

    def _paint_place(self, painter: QPainter, place: QPolygonF) -> None:
        theme = self._theme
        pen = QPen(theme.color("accent"), 2)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(with_alpha(theme.color("surface"), 0.72))
        painter.drawPolygon(place)
        painter.setPen(theme.color("accent"))
        painter.setFont(interface_font(15, 600))
        painter.drawText(
            place.boundingRect(),
            int(Qt.AlignmentFlag.AlignCenter),
            tr("your first brick stands here"),
        )


class _Card(QFrame):
    """A picture, a title, a sentence and a button; upright or lying."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        action: str,
        icon: str,
        towers: tuple[Tower, ...],
        *,
        is_primary: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("look", "first-card-primary" if is_primary else "first-card")
        self.button: QPushButton = plain_button(
            action, "first-primary" if is_primary else "first-button"
        )
        labelled(self.button, theme, icon, "on_accent" if is_primary else "text", 20)
        self._picture = FirstPicture(theme, towers)
        self._words = plain_label(words, "body2")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._note = plain_label("", "note")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        heading = plain_label(title, "card-title")
        heading.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(heading)
        texts.addWidget(self._words)
        texts.addStretch(1)
        doing = QVBoxLayout()
        doing.setSpacing(8)
        doing.addStretch(1)
        doing.addWidget(self.button)
        doing.addWidget(self._note)
        self._inner = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._inner.addLayout(texts, 1)
        self._inner.addLayout(doing)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(10, 10, 10, 10)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._picture)
        self._layout.addLayout(self._inner, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def stand(self, is_upright: bool) -> None:
        """Picture above the words, or at their left."""
        direction = QBoxLayout.Direction
        along = direction.TopToBottom if is_upright else direction.LeftToRight
        self._layout.setDirection(along)
        self._inner.setDirection(along)
        self._inner.setSpacing(8 if is_upright else 20)
        self._inner.setContentsMargins(*((16, 18, 16, 8) if is_upright else (18, 8, 10, 8)))
        self._picture.setMaximumSize(*((16_777_215, 168) if is_upright else (190, 16_777_215)))
        self._picture.setMinimumSize(150 if is_upright else 190, 168 if is_upright else 100)
        self.button.setMinimumWidth(0 if is_upright else 230)
        self._note.setMaximumWidth(16_777_215 if is_upright else 230)
        self.setMinimumHeight(_CARD.height() if is_upright else 0)

    def set_words(self, words: str) -> None:
        self._words.setText(words)

    def set_note(self, words: str) -> None:
        self._note.setText(words)
        self.button.setToolTip(words)
