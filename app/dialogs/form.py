"""What all dialogs share: a card over the dimmed window, fields, and two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.scrim import Scrim
from app.panels.controls import FittingScroll, breakable, labelled, plain_button, theme_of
from app.panels.flow_text import FlowText
from app.panels.plate import rounded
from app.scene.help_mark import help_mark
from app.scene.overlay import icon_button, plain_label, set_look
from app.theme import Theme, interface_font
from app.viewmodel.key_words import keys_text
from core.errors import NameGrammarError
from core.translation import tr

RADIUS_PX = 16.0
_AROUND_PX = 32
_SIDE_PX = 32
_BELOW_FIELD_PX = 72  # a hint, or a complaint of three lines


class Field(QWidget):
    """A labelled line with a hint or a complaint below it, and a tick where it is right."""

    GAP_PX = 6  # between the label and the line

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        check: Callable[[str], str] | None = None,
        theme: Theme | None = None,
        has_tick: bool = False,
    ) -> None:
        super().__init__()
        self._check = check
        self.edit = QLineEdit(text)
        self.edit.setAccessibleName(label)
        title = plain_label(label, "field-name")
        title.setBuddy(self.edit)
        self._tick = None
        if has_tick and theme is not None:
            place = QLineEdit.ActionPosition.TrailingPosition
            self._tick = self.edit.addAction(theme.icon("check", "added", 18), place)
            self._tick.setToolTip(tr("This can be used"))
        self._hint = ""
        self.is_wrong = False
        self._below = plain_label("", "caption")
        self._below.setWordWrap(True)
        self._below.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.GAP_PX)
        for widget in (title, self.edit, self._below):
            layout.addWidget(widget)
        self.edit.textChanged.connect(self._changed)
        self._show_tick()

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.edit.text()

    def set_hint(self, words: str) -> None:
        """A quiet line below, which a complaint covers for a while."""
        self._hint = words
        self._say(words, "caption")

    def set_complaint(self, words: str) -> None:
        """What is wrong with it; "" takes it back."""
        self.is_wrong = bool(words)
        self._say(words or self._hint, "error" if words else "caption")
        set_look(self.edit, "wrong" if words else "")
        if self._tick is not None and words:
            self._tick.setVisible(False)

    def is_good(self) -> bool:
        """Check it, and say below what is wrong."""
        complaint = self._complaint()
        self.set_complaint(complaint)
        return not complaint

    def _complaint(self) -> str:
        if self._check is None:
            return ""
        try:
            self._check(self.text)
        except NameGrammarError as error:
            return error.sentence()
        return ""

    def _changed(self) -> None:
        """What was wrong is being mended."""
        self.set_complaint("")
        self._show_tick()

    def _show_tick(self) -> None:
        if self._tick is not None:
            self._tick.setVisible(bool(self.text) and not self._complaint())

    def _say(self, words: str, look: str) -> None:
        set_look(self._below, look)
        self._below.setText(breakable(words))
        self._below.setVisible(bool(words))
        self.edit.setAccessibleDescription(words)


class FormDialog(QDialog):
    """A window-modal card; subclasses fill `body` and override `submit`.

    It is as tall as its contents, within its window; what does not fit is scrolled.
    """

    explained = ""
    """The key of the card that explains what the dialog is about (app.viewmodel.cards)."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        subtitle: str,
        action: str,
        *,
        theme: Theme | None = None,
        icon: str = "",
        size: QSize | None = None,
        look: str = "primary",
    ) -> None:
        """`icon` is the action's; `size` the width and the least height."""
        super().__init__(parent)
        self.theme = theme or theme_of(self)
        self._size = size or QSize(520, 0)
        self._scrim: Scrim | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(_SIDE_PX, 4, _SIDE_PX, 4)
        self.body.setSpacing(14)
        self._make_buttons(action, icon, look)
        self.head = QVBoxLayout()
        self.head.setContentsMargins(_SIDE_PX, 26, 20, 12)
        self.head.setSpacing(5)
        self._fill_head(title, subtitle)
        inside = QWidget()
        inside.setLayout(self.body)
        self.scroll = FittingScroll(inside)
        line = QFrame()
        line.setProperty("look", "line")
        self.main = QVBoxLayout()
        self.main.setContentsMargins(1, 0, 1, 0)
        self.main.setSpacing(0)
        self.main.addLayout(self.head)
        self.main.addWidget(self.scroll, 1)
        self.main.addStretch(0)
        self.main.addSpacing(16)
        self.main.addWidget(line)
        self.main.addLayout(self.buttons)
        self.root = QHBoxLayout(self)
        self.root.setContentsMargins(0, 0, 0, 0)
        self.root.setSpacing(0)
        self.root.addLayout(self.main, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.submit)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.fit)
        self._focusing = QTimer(self, singleShot=True, interval=0)
        self._focusing.timeout.connect(self._show_focus)
        self._corners: list[tuple[QPoint, QPixmap]] = []
        self._cornering = QTimer(self, singleShot=True, interval=30)
        self._cornering.timeout.connect(self._take_corners)
        self.resize(self._size)

    def submit(self) -> None:
        """The person agrees."""
        self.accept()

    def say(self, words: str, look: str = "small") -> QLabel:
        """Add a sentence to the body."""
        label = wrapped(words, look)
        self.body.addWidget(label)
        return label

    def show_field(self, field: QWidget) -> None:
        """Give it the focus, and scroll to it where it is out of sight."""
        self.fit()
        inside = self.scroll.widget().layout()
        if inside is not None:
            inside.activate()
        field.setFocus()
        self.scroll.ensureWidgetVisible(field, 0, _BELOW_FIELD_PX)

    def fit(self) -> None:
        """As tall as the contents, but no larger than the window that it stands on."""
        room = self._room()
        width = min(self._size.width(), room.width())
        if width != self.width():
            self.resize(width, self.height())
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        if layout.hasHeightForWidth():
            wanted = layout.totalHeightForWidth(width)
        else:
            wanted = layout.totalSizeHint().height()
        height = min(max(self._size.height(), wanted), room.height())
        if height != self.height():
            middle = self.geometry().center()
            self.resize(width, height)
            if self.isVisible():
                place = self.geometry()
                place.moveCenter(middle)
                self.move(place.topLeft())

    def _show_focus(self) -> None:
        first = self.focusWidget()
        if first is not None and self.scroll.isAncestorOf(first):
            self.show_field(first)

    def _room(self) -> QSize:
        parent = self.parentWidget()
        screen = self.screen()
        if parent is not None and parent.window().isVisible():
            return parent.window().size() - QSize(_AROUND_PX, _AROUND_PX)
        if screen is not None:
            return screen.availableSize() - QSize(_AROUND_PX, _AROUND_PX)
        return QSize(10_000, 10_000)

    def _fill_head(self, title: str, subtitle: str) -> None:
        self.heading = FlowText(self.theme, interface_font(22, 700), line_px=29, most_lines=3)
        self.heading.show_spans([(title, "text")])
        self.heading.setAccessibleName(title)
        self.heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = icon_button(self.theme, "x", tr("Close"))
        close.setAutoDefault(False)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc and Cancel do the same
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.heading, 1)
        if self.explained:
            mark = help_mark(self.theme, self.explained)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            QShortcut(QKeySequence("Shift+F1"), self, activated=mark.click)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addLayout(row)
        if subtitle:
            self.head.addWidget(wrapped(subtitle, "lead-small"))

    def _make_buttons(self, action: str, icon: str, look: str) -> None:
        self.action_button = plain_button(action, f"dialog-{look}")
        ink = {"primary": "on_accent", "danger": "deleted"}.get(look, "text")
        if icon:
            labelled(self.action_button, self.theme, icon, ink)
        self.action_button.setDefault(True)
        self.action_button.clicked.connect(self.submit)
        self.cancel_button = plain_button(tr("Cancel"), "dialog-button")
        self.cancel_button.clicked.connect(self.reject)
        self.key_hint = _KeyHint(keys_text("Ctrl+Enter"))
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(_SIDE_PX, 14, _SIDE_PX, 18)
        self.buttons.setSpacing(12)
        self.buttons.addWidget(self.key_hint)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.action_button)

    # --- the card -----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fitting.start()
        return bool(done)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        parent = self.parentWidget()
        if parent is not None:
            place = self.rect()
            place.moveCenter(parent.window().geometry().center())
            self.move(place.topLeft())
        super().showEvent(event)
        if parent is not None and self._scrim is None:
            window = parent.window()
            self._scrim = Scrim(window, RADIUS_PX if isinstance(window, FormDialog) else 0.0)
            self._scrim.cover()
        first = self.focusWidget()
        if first is not None and self.scroll.isAncestorOf(first):
            self._focusing.start()  # once it has the size that it is going to have

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()
        self._cornering.start()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._cornering.start()

    def _take_corners(self) -> None:
        """X servers without a compositor show black behind round corners: show the window there."""
        self._corners = []
        if self._scrim is None or QGuiApplication.platformName() != "xcb":
            return
        size = round(RADIUS_PX)
        for x in (0, self.width() - size):
            for y in (0, self.height() - size):
                place = QRect(self.mapToGlobal(QPoint(x, y)), QSize(size, size))
                self._corners.append((QPoint(x, y), self._scrim.behind(place)))
        self.update()

    def done(self, result: int) -> None:
        if self._scrim is not None:
            self._scrim.lift()
            self._scrim = None
        super().done(result)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for corner, behind in self._corners:
            painter.drawPixmap(corner, behind)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(card, RADIUS_PX, RADIUS_PX)
        painter.save()
        painter.setClipPath(rounded(card, RADIUS_PX))
        self.paint_card(painter, card)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.drawRoundedRect(card, RADIUS_PX, RADIUS_PX)

    def paint_card(self, painter: QPainter, card: QRectF) -> None:
        """What a dialog has below its widgets; clipped to the card."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The card is moved where nothing else is: it has no title bar."""
        handle = self.windowHandle()
        if event.button() is Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()
        super().mousePressEvent(event)


def wrapped(text: str, look: str = "small") -> QLabel:
    """A plain label that takes several lines."""
    label = plain_label(text, look)
    label.setWordWrap(True)
    return label


class _KeyHint(QLabel):
    """Which keys do it; gives way where the buttons beside it need the room."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "caption")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
