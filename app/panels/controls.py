"""Small controls that the style sheet alone cannot make: icons with room, chevrons, check marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from app.theme import Mode, Theme, mono_font, paint_icon
from app.viewmodel.sizes import visible
from core.translation import tr

_GAP_PX = 5  # beside the 4 that Qt leaves between icon and label
_CHEVRON_PX = 16


def spaced_icon(theme: Theme, name: str, color: str = "text", size: int = 18) -> QIcon:
    """An icon with room at its right, for a button that has a label too."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        for mode, token in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, "text3")):
            wide = QPixmap(QSize(round((size + _GAP_PX) * ratio), round(size * ratio)))
            wide.fill(Qt.GlobalColor.transparent)
            painter = QPainter(wide)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(0, 0, size * ratio, size * ratio)
            paint_icon(painter, name, box, theme.color(token))
            painter.end()
            wide.setDevicePixelRatio(ratio)
            icon.addPixmap(wide, mode)
    return icon


def spaced_size(size: int) -> QSize:
    """The icon size to set for such an icon."""
    return QSize(size + _GAP_PX, size)


def labelled(
    button: QPushButton, theme: Theme, name: str, color: str = "text", size: int = 18
) -> QPushButton:
    """Give a button with words an icon at a comfortable distance."""
    button.setIcon(spaced_icon(theme, name, color, size))
    button.setIconSize(spaced_size(size))
    return button


def plain_button(words: str, look: str = "") -> QPushButton:
    """A button whose words are shown as they are: a name may contain an ampersand."""
    button = QPushButton(words.replace("&", "&&"))
    button.setAccessibleName(words)
    if look:
        button.setProperty("look", look)
    return button


class CopyButton(QPushButton):
    """Copies a text, and shows for a moment that it did."""

    def __init__(
        self, theme: Theme, name: str, text: Callable[[], str], *, is_dark: bool = False
    ) -> None:
        """`is_dark`: it stands on a dark box."""
        super().__init__()
        self._theme = theme
        self._text = text
        self._inks = ("terminal_dim", "terminal_green") if is_dark else ("text3", "added")
        self.setProperty("look", "icon-dark" if is_dark else "icon")
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(name)
        self.setToolTip(tr("Copy"))
        self.clicked.connect(self._copy)
        self._timer = QTimer(self, singleShot=True, interval=1200)
        self._timer.timeout.connect(self._rest)
        self._rest()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self.setIcon(self._theme.icon("check", self._inks[1], 16))
        self._timer.start()

    def _rest(self) -> None:
        self.setIcon(self._theme.icon("copy", self._inks[0], 16))


class FittingScroll(QScrollArea):
    """As tall as what it holds where there is room, and scrolling where there is not."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self._is_fitting = False
        inside.setProperty("look", "plain")
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.viewport().setProperty("look", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.installEventFilter(self)

    def wanted_height(self) -> int:
        """What is inside, without scrolling."""
        layout = self._inside.layout()
        if layout is None:
            return self._inside.sizeHint().height()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(max(1, self.viewport().width()))
        return layout.totalSizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        if event.type() is not QEvent.Type.Resize:
            return super().eventFilter(watched, event)
        if self._is_fitting:
            # Qt would show and hide its scroll bar in turns, without end, as long as a text
            # inside has the height for the other width; the text is laid out first.
            return False
        self._is_fitting = True
        try:
            return super().eventFilter(watched, event)
        finally:
            self._is_fitting = False


class ElidedLabel(QLabel):
    """One line of plain text that gives way in its middle; the whole is told on hovering."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Another text."""
        self.setText(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        how = Qt.TextElideMode.ElideMiddle
        words = self.fontMetrics().elidedText(self.text(), how, room.width())
        tooltip = tooltip_text(self.text()) if words != self.text() else ""
        if tooltip != self.toolTip():
            self.setToolTip(tooltip)
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(room, int(flags), words)


class Glyph(QWidget):
    """An icon beside words, drawn as vectors, so that it is sharp at every ratio."""

    def __init__(
        self, theme: Theme, name: str, color: str = "text2", size: int = 18,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._name, self._token = name, color
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, color: str) -> None:
        """Show another one."""
        self._name, self._token = name, color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._name, QRectF(self.rect()), self._theme.color(self._token))


class StatusDot(QWidget):
    """A filled light, or a hollow one."""

    def __init__(self, theme: Theme, color: str = "running", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._token, self._is_filled = color, True
        self.setFixedSize(14, 14)

    def show_state(self, color: str, *, is_filled: bool) -> None:
        """Another colour; the state is told in words beside it as well."""
        self._token, self._is_filled = color, is_filled
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color(self._token)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self._is_filled:
            glow = QColor(color)
            glow.setAlphaF(0.22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(glow)
            painter.drawEllipse(QRectF(self.rect()))
            painter.setBrush(color)
            painter.drawEllipse(box)
        else:
            pen = painter.pen()
            pen.setColor(color)
            pen.setWidthF(1.6)
            painter.setPen(pen)
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))


class ChevronBox(QComboBox):
    """A drop-down list that shows that it is one, in both looks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setView(QListView())  # the default one does not know the style sheet's items
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        room = self.width() - _CHEVRON_PX - 36
        how = Qt.TextElideMode.ElideMiddle
        option.currentText = self.fontMetrics().elidedText(  # type: ignore[attr-defined]
            self.currentText(), how, room
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A page that is scrolled must not choose by the way."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, _CHEVRON_PX, _CHEVRON_PX)
        box.moveCenter(QRectF(self.rect()).center())
        box.moveRight(self.width() - 12)
        paint_icon(painter, "chev", box, self._theme.color("text2"))


class TickBox(QCheckBox):
    """A check box whose tick can be seen."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__(words.replace("&", "&&"))
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(element, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(2.5, 2.5, -2.5, -2.5)
        paint_icon(painter, "check", inner, self._theme.color("on_accent"))


def theme_of(widget: QWidget) -> Theme:
    """The look that the application has: light text means that it is the dark one."""
    probe = ElidedLabel("", parent=widget)
    probe.ensurePolished()
    ink = probe.palette().color(probe.foregroundRole())
    probe.deleteLater()
    return Theme(Mode.DARK if ink.lightnessF() > 0.5 else Mode.LIGHT)


def code_font(size_px: float, weight: int = 400) -> QFont:
    """The fixed font without ligatures: what is shown is what would be typed."""
    font = mono_font(size_px, weight)
    for feature in ("calt", "liga"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def tooltip_text(words: str) -> str:
    """Words from outside for a tooltip: Qt guesses HTML there, so it is told, and escaped."""
    lines = (escape(breakable(visible(line))) for line in words.split("\n"))
    return f"<qt>{'<br>'.join(lines)}</qt>"


def breakable(words: str) -> str:
    """For labels: a word that is too long for any line may break where nothing is seen."""
    return re.sub(r"\S{24}(?=\S)", lambda match: f"{match[0]}\u200b", words)
