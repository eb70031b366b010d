"""Looks for a text in a terminal, upwards from what is newest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QTransform
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from app.scene.overlay import plain_label
from app.terminal.contents import found
from app.terminal.tab_strip import icon_button
from app.terminal.view import TerminalView
from app.theme import Theme
from core.translation import tr


class FindBar(QFrame):
    """Signals: closed()."""

    closed = Signal()

    def __init__(self, theme: Theme, view: TerminalView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "terminal-bar")
        self._view = view
        self.line = QLineEdit()
        self.line.setProperty("look", "terminal")
        self.line.setPlaceholderText(tr("Find in this terminal"))
        self.line.setAccessibleName(tr("Find in this terminal"))
        self.line.textChanged.connect(self._start)
        self.line.installEventFilter(self)
        self._words = plain_label("", "terminal-state")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._words)
        older = icon_button(theme, "chev", tr("Find an older one (Enter)"), self.find_older)
        older.setIcon(_upside_down(theme))
        row.addWidget(older)
        row.addWidget(
            icon_button(theme, "chev", tr("Find a newer one (Shift+Enter)"), self.find_newer)
        )
        row.addWidget(icon_button(theme, "x", tr("Close (Escape)"), self.close_bar))
        self.hide()

    def open_bar(self) -> None:
        """Show it; a selected word is looked for at once."""
        selected = self._view.selected_text
        if selected and "\n" not in selected:
            self.line.setText(selected)
        self.show()
        self.line.selectAll()
        self.line.setFocus()
        self._start()

    def close_bar(self) -> None:
        """Hide it; what was found stays selected, to be copied."""
        if self._view.found is not None:
            self._view.select(self._view.found)
        self._view.show_found(None)
        self.hide()
        self.closed.emit()

    def find_older(self) -> None:
        """The one above."""
        self._find(is_forward=False)

    def find_newer(self) -> None:
        """The one below."""
        self._find(is_forward=True)

    @property
    def words(self) -> str:
        """What is said beside the field."""
        return self._words.text()

    def _start(self) -> None:
        self._view.show_found(None)
        self._find(is_forward=False)

    def _find(self, *, is_forward: bool) -> None:
        view, wanted = self._view, self.line.text()
        before = view.found.start if view.found is not None else None
        span = found(view.grid, wanted, before, is_forward=is_forward)
        if span is None and before is not None:
            self._words.setText(tr("no newer one") if is_forward else tr("no older one"))
            return
        view.show_found(span)
        self._words.setText(tr("not found") if wanted and span is None else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_bar()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._find(is_forward=is_shifted)
                    return True
                case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                    self._find(is_forward=key == Qt.Key.Key_Down)
                    return True
        return super().eventFilter(watched, event)


def _upside_down(theme: Theme) -> QIcon:
    icon = QIcon()
    for ratio in (1.0, 2.0):
        pixmap = theme.pixmap("chev", 14, theme.color("terminal_text"), ratio)
        turned = pixmap.transformed(QTransform().rotate(180))
        turned.setDevicePixelRatio(ratio)
        icon.addPixmap(turned)
    return icon
