"""Keys of the whole window, and of the wall while it has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Shortcut = tuple[str, Callable[[], object]]


def make_shortcuts(
    window: QWidget, everywhere: Sequence[Shortcut], wall: QWidget, on_wall: Sequence[Shortcut]
) -> None:
    """Keys that are typed elsewhere, letters for instance, act on the wall only."""
    for keys, action in everywhere:
        QShortcut(QKeySequence(keys), window, activated=action)
    for keys, action in on_wall:
        QShortcut(
            QKeySequence(keys),
            wall,
            activated=action,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
