"""All texts of widgets, said with where they stand; and whether they were looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from tests.translations.pseudo import CLOSE, OPEN

_ROWS = 40  # of a model that are looked at
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_WORD = re.compile(r"[^\W\d_]{3,}")


def texts_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of a widget and all in it; text fields' contents are data."""
    for widget in (root, *root.findChildren(QWidget)):
        where = type(widget).__name__
        yield f"{where} window title", widget.windowTitle()
        yield f"{where} tooltip", widget.toolTip()
        yield f"{where} accessible name", widget.accessibleName()
        yield f"{where} accessible description", widget.accessibleDescription()
        match widget:
            case QLabel() | QAbstractButton():
                yield where, widget.text()
            case QLineEdit() | QPlainTextEdit():
                yield f"{where} placeholder", widget.placeholderText()
            case QComboBox():
                for number in range(widget.count()):
                    yield f"{where} choice", widget.itemText(number)
            case QMenu():
                yield f"{where} title", widget.title()
            case QAbstractItemView() if widget.model() is not None:
                yield from _texts_in(where, widget.model(), QModelIndex())
        for action in widget.actions():
            yield f"{where} action", _action_text(action)


def left_in(text: str) -> str:
    """What is not wrapped of a text; "" when nothing of it is words."""
    before = ""
    while before != text:
        before, text = text, _INNERMOST.sub(" ", text)
    return text.strip() if _WORD.search(text) else ""


def _texts_in(
    where: str, model: QAbstractItemModel, parent: QModelIndex
) -> Iterator[tuple[str, str]]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for column in range(columns):
        head = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(head, str):
            yield f"{where} heading", head
    for row in range(min(_ROWS, model.rowCount(parent))):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in _ROLES:
                value = index.data(role)
                if isinstance(value, str):
                    yield f"{where} {role.name}", value
        yield from _texts_in(where, model, model.index(row, 0, parent))


def _action_text(action: QAction) -> str:
    return action.text().partition("\t")[0]
