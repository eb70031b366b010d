"""A question mark on a part of the picture, which opens the card that explains it.

Whatever wants to be explained says so to the window it is in; who opens cards listens there
(app.window.explaining).
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.scene.overlay import icon_button
from app.theme import Theme
from core.translation import tr

EXPLAINS = "explains"
"""Dynamic property of a widget: the key of the card that explains it and what is in it."""

_TYPE = QEvent.Type(QEvent.registerEventType())


class ExplainEvent(QEvent):
    """Somebody wants to know: `key` of a card, "" for what is selected."""

    def __init__(self, key: str, asker: QWidget) -> None:
        super().__init__(_TYPE)
        self.key = key
        self.asker = asker

    @staticmethod
    def is_one(event: QEvent) -> bool:
        """Whether an event is of this kind."""
        return event.type() == _TYPE


def ask_to_explain(asker: QWidget, key: str = "") -> None:
    """Tell the outermost window."""
    root = asker
    while (parent := root.parentWidget()) is not None:
        root = parent
    QCoreApplication.sendEvent(root, ExplainEvent(key, asker))


def help_mark(theme: Theme, key: str, name: str = "", parent: QWidget | None = None) -> QPushButton:
    """The button; `key` "": it explains what is selected. Its `EXPLAINS` may be changed later."""
    mark = icon_button(theme, "help", name or tr("Explain this (Shift+F1)"), parent)
    mark.setProperty(EXPLAINS, key)
    mark.setAutoDefault(False)
    mark.clicked.connect(lambda: ask_to_explain(mark, str(mark.property(EXPLAINS) or "")))
    return mark


def explained_by(widget: QWidget | None) -> str:
    """The key that a widget, or the nearest one around it, is explained by; "" for none."""
    while widget is not None:
        key = widget.property(EXPLAINS)
        if key:
            return str(key)
        widget = widget.parentWidget()
    return ""
