"""Accessible interfaces that are made in Python and given to Qt, which deletes them.

Qt deletes an interface with the object that it is of. Python believes that what it made is its own,
and would delete it once more if it let go of it before: so it holds on until Qt has done so.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleInterface

_kept: list[QAccessibleInterface] = []


def keep(interface: QAccessibleInterface) -> None:
    """Hold on to it; those that Qt has deleted since are let go."""
    _kept[:] = [one for one in _kept if shiboken6.isValid(one)]
    _kept.append(interface)


def delete(interface: QAccessibleInterface) -> None:
    """One that is of no object: it goes from Qt's list, whether it was asked for yet or not."""
    if shiboken6.isValid(interface):
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(interface))
