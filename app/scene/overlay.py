"""Small pieces for what floats over the canvas, and for all labels with text from outside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.theme import Theme


def plain_label(text: str, look: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that never takes its text for HTML: names come from images of strangers."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if look:
        label.setProperty("look", look)
    return label


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget another look at run time."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def icon_button(theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """A button with an icon only; its name is told to screen readers and on hovering."""
    button = QPushButton(parent)
    button.setProperty("look", "icon")
    button.setIcon(theme.icon(icon))
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
