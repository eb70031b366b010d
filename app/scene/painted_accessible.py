"""What painted widgets that take keys are, for screen readers: Qt takes them for mere areas."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from app.scene.kept_interfaces import keep

_PROPERTY = "paintedRole"


def tell_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Say what it is; its name and description stay those of the widget."""
    widget.setProperty(_PROPERTY, role.value)
    QAccessible.installFactory(_make)


def _make(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    role = asked.property(_PROPERTY) if isinstance(asked, QWidget) else None
    if role is None or not isinstance(asked, QWidget):
        return None
    made = QAccessibleWidget(asked, QAccessible.Role(role))
    keep(made)
    return made
