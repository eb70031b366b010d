"""The head above terminals: a button for each, and how the one that is shown is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.panels.controls import Glyph, StatusDot, plain_button, tooltip_text
from app.scene.overlay import plain_label
from app.theme import Theme, elided, interface_font
from core.translation import tr

_TITLE_PX = 150.0
_NAMED_TABS = 3  # more of them show their numbers only, but for the current one
_HEIGHT_PX = 36


class TabStrip(QFrame):
    """Signals: chosen(int), close_asked(int), new_asked(), find_asked(), menu_asked()."""

    chosen = Signal(int)
    close_asked = Signal(int)
    new_asked = Signal()
    find_asked = Signal()
    menu_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "terminal-head")
        self.setFixedHeight(_HEIGHT_PX)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(2)
        self._shown: tuple[object, ...] = ()
        self.new_button = icon_button(
            theme, "plus", tr("New terminal (Ctrl+Shift+T)"), self.new_asked.emit
        )
        self.find_button = icon_button(
            theme, "search", tr("Find (Ctrl+Shift+F)"), self.find_asked.emit
        )
        self.menu_button = icon_button(
            theme, "gear", tr("Size of text, and more"), self.menu_asked.emit
        )
        self._dot = StatusDot(theme)
        self._state = plain_label("", "terminal-state")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(Glyph(theme, "term", "terminal_dim", 16))
        row.addLayout(self._tabs)
        row.addWidget(self.new_button)
        row.addStretch(1)
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addSpacing(4)
        row.addWidget(self.find_button)
        row.addWidget(self.menu_button)

    def show_tabs(self, titles: Sequence[str], current: int, why_no_more: str) -> None:
        """One button for each title; `why_no_more` says why there can be no other one."""
        shown = (*titles, current, why_no_more)
        if shown == self._shown:
            return
        self._shown = shown
        has_focus = any(tab.hasFocus() for tab in self.tabs)
        for part in self._parts:
            self._tabs.removeWidget(part)
            part.hide()
            part.deleteLater()
        for number, title in enumerate(titles):
            is_named = number == current or len(titles) <= _NAMED_TABS
            words = title
            if len(titles) > 1:
                words = f"{number + 1}  {title}" if is_named else str(number + 1)
            tab = plain_button(elided(words, interface_font(12, 600), _TITLE_PX), "dialect-dark")
            tab.setAccessibleName(tr("Terminal {number}: {title}", number=number + 1, title=title))
            tab.setToolTip(tooltip_text(title))
            tab.setCheckable(True)
            tab.setChecked(number == current)
            tab.setAutoDefault(False)
            tab.clicked.connect(lambda _checked, one=number: self._choose(one))
            self._tabs.addWidget(tab)
            if number == current and has_focus:
                tab.setFocus()
            if number == current and len(titles) > 1:
                name = tr("Close terminal {number} (Ctrl+Shift+W)", number=number + 1)
                self._tabs.addWidget(
                    icon_button(self._theme, "x", name, partial(self.close_asked.emit, number), 12)
                )
        before: QWidget = self
        for part in self._parts:  # Tab walks through them as they stand
            QWidget.setTabOrder(before, part)
            before = part
        self.new_button.setEnabled(not why_no_more)
        self.new_button.setToolTip(why_no_more or self.new_button.accessibleName())

    def show_state(self, words: str, color: str) -> None:
        """How the current one is doing."""
        self._dot.show_state(color, is_filled=color != "terminal_dim")
        self._state.setText(words)

    @property
    def tabs(self) -> list[QPushButton]:
        """The buttons of terminals."""
        return [part for part in self._parts if part.isCheckable()]

    @property
    def _parts(self) -> list[QPushButton]:
        items = (self._tabs.itemAt(at) for at in range(self._tabs.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    @property
    def state(self) -> str:
        """What is said at the right."""
        return self._state.text()

    def _choose(self, number: int) -> None:
        self.tabs[number].setChecked(True)
        self.chosen.emit(number)


def icon_button(
    theme: Theme, icon: str, name: str, act: Callable[[], object], size_px: int = 14
) -> QPushButton:
    """A small button on the dark head."""
    button = QPushButton()
    button.setProperty("look", "icon-dark")
    button.setIcon(theme.icon(icon, "terminal_text", size_px))
    button.setIconSize(QSize(size_px, size_px))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: act())
    return button
