"""Explain this: question marks on the parts of the window, and a key for what has the focus.

Marks and dialogs send their question to the window (app.scene.help_mark), which is answered here.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.scene.bracket_item import BracketItem
from app.scene.help_mark import EXPLAINS, ExplainEvent, explained_by
from app.scene.wall_view import WallView
from app.theme import Theme
from app.viewmodel.session import Session
from app.window.sidebar import Sidebar


class Explaining(QObject):
    """Opens cards. Listens to the window for questions, and to the wall for its brackets' marks."""

    def __init__(
        self, window: QMainWindow, theme: Theme, session: Session, view: WallView, sidebar: Sidebar
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._session = session
        self._view = view
        window.installEventFilter(self)
        view.viewport().installEventFilter(self)
        for widget, key in ((sidebar.images, "image"), (sidebar.containers, "container")):
            widget.setProperty(EXPLAINS, key)

    def show_keys(self) -> None:
        """The keyboard map, which leads to the cards."""
        from app.dialogs.questions import KeyboardHelp

        KeyboardHelp(self._window).open()

    def explain_focus(self) -> None:
        """What the keyboard is in; on the wall what is selected."""
        self.explain(explained_by(QApplication.focusWidget()))

    def explain(self, key: str = "", asker: QWidget | None = None) -> None:
        """Open a card; "": of what is selected."""
        from app.dialogs.card_dialog import CardDialog
        from app.viewmodel.cards import card_of_selection, cards, place_on_wall

        parent = asker.window() if asker is not None else self._window
        places = frozenset(
            one.key for one in cards() if place_on_wall(one.key, self._session) is not None
        )
        can_show = parent is self._window  # behind another dialog nobody would see it
        dialog = CardDialog(
            parent,
            self._theme,
            key or card_of_selection(self._session),
            places if can_show else frozenset(),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.place_requested.connect(self._show_place)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if ExplainEvent.is_one(event) and isinstance(event, ExplainEvent):
            self.explain(event.key, event.asker)
            return True
        if (
            event.type() is QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and event.button() is Qt.MouseButton.LeftButton
            and watched is self._view.viewport()
        ):
            key = self._bracket_at(event.position().toPoint())
            if key:
                self.explain(key)
                return True
        return super().eventFilter(watched, event)

    def _bracket_at(self, position: QPoint) -> str:
        at = self._view.mapToScene(position)
        for item in self._view.scene().items():
            if isinstance(item, BracketItem) and item.has_mark_at(item.mapFromScene(at)):
                return item.card
        return ""

    def _show_place(self, key: str) -> None:
        from app.viewmodel.cards import place_on_wall

        place = place_on_wall(key, self._session)
        if place is not None:
            self._session.select(place.kind, place.key)
            self._window.activateWindow()
