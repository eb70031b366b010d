"""Walks what a screen reader is told of a widget, and says what it could not tell."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

ROLE = QAccessible.Role
_NAMED = {
    ROLE.Button, ROLE.PushButton, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox,
    ROLE.EditableText, ROLE.SpinBox, ROLE.Slider, ROLE.List, ROLE.Tree, ROLE.Table, ROLE.PageTab,
    ROLE.Link, ROLE.ProgressBar, ROLE.Dialog, ROLE.MenuItem, ROLE.ListItem, ROLE.TreeItem,
    ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.Graphic, ROLE.Terminal, ROLE.Canvas,
}  # fmt: skip
_VAGUE = {ROLE.NoRole, ROLE.Client, ROLE.Pane, ROLE.LayeredPane}
_DEEPEST = 40


def walk(interface: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """Everything that can be seen, from the outside in."""
    if interface.state().invisible or depth > _DEEPEST:
        return
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from walk(child, depth + 1)


def faults(widget: QWidget) -> list[str]:
    """What has no name, and what takes the keyboard without saying what it is."""
    found = []
    for one in walk(QAccessible.queryAccessibleInterface(widget)):
        target = one.object()
        name = one.text(QAccessible.Text.Name).strip()
        role = one.role()
        is_widget = isinstance(target, QWidget)
        takes_keys = is_widget and bool(target.focusPolicy() & Qt.FocusPolicy.TabFocus)
        takes_keys = takes_keys and target.isEnabled() and target.focusProxy() is None
        path = _path(target) if is_widget else f"item of {_path(one.parent().object())}"
        if role in _NAMED and not name and (takes_keys or not is_widget):
            found.append(f"{path}: {role.name} without a name")
        elif takes_keys and role in _VAGUE:
            found.append(f"{path}: takes the keyboard as {role.name} “{name}”")
        elif takes_keys and not name and role is not ROLE.Window:
            found.append(f"{path}: {role.name} takes the keyboard without a name")
    return found


def _path(target: object) -> str:
    names = []
    while isinstance(target, QWidget) and len(names) < 4:
        names.append(target.objectName() or type(target).__name__)
        target = target.parentWidget()
    return " < ".join(names)
