"""From an empty repository to a captured image, with the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.viewmodel.session import SelectionKind
from core.model import ContainerState
from tests.app.accessible_tree import faults
from tests.scenarios.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier
_MOST_STOPS = 120


class Keyboard:
    """Keys go where the focus is, as a person's do."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self._person, self._qtbot = person, qtbot

    @property
    def place(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self._person.window

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self._qtbot.keyClick(self.place, key, modifier)

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(self.place, words)

    def dialog(self, kind: type) -> None:
        """Wait until a dialog of that kind has the keyboard."""
        dialog = self._person.dialog(kind)
        self._person.wait(lambda: QApplication.activeWindow() is dialog)

    def back_in_the_window(self) -> None:
        """Wait until it has the keyboard again."""
        self._person.window.activateWindow()  # where no window manager does it
        self._person.wait(lambda: QApplication.activeWindow() is self._person.window)

    def tab_to(self, name: str) -> None:
        """Tab until something of that name has the focus."""
        passed = []
        for _ in range(_MOST_STOPS):
            here = QAccessible.queryAccessibleInterface(self.place).text(QAccessible.Text.Name)
            if here.startswith(name):
                return
            passed.append(here)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"the tabulator leads to no “{name}”, but to {passed[:20]}")

    def fill(self, name: str, words: str) -> None:
        self.tab_to(name)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(words)


def stops(keys: Keyboard) -> list[QWidget]:
    """All that the tabulator reaches until it is back where it began."""
    keys.press(Qt.Key.Key_Tab)
    first = keys.place
    found = [first]
    for _ in range(_MOST_STOPS):
        keys.press(Qt.Key.Key_Tab)
        if keys.place is first:
            return found
        found.append(keys.place)
    names = [f"{type(one).__name__} {one.accessibleName()}" for one in found[-20:]]
    raise AssertionError(f"the tabulator is caught among {names}")


def unreached(window: QWidget, reached: list[QWidget]) -> list[str]:
    """Buttons that can be seen and pressed, and that the tabulator never reached.

    Those that stand for a key of their own (tool tips say which) and those within a group that
    arrow keys go through are reached otherwise.
    """
    buttons = [
        one
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.visibleRegion().boundingRect().isValid()
    ]
    return [
        f"{one.accessibleName() or one.text()} ({type(one).__name__})"
        for one in buttons
        if one not in reached
        and not one.autoExclusive()
        and not (one.group() is not None and one.group().exclusive())
        and "Ctrl+" not in one.toolTip()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.NoFocus
    ]


def test_an_image_is_built_without_a_pointer(person: Person, qtbot: QtBot) -> None:
    keys, session = Keyboard(person, qtbot), person.session
    assert "\n".join(unreached(person.window, stops(keys))) == ""

    keys.press(Qt.Key.Key_N, CTRL)
    keys.dialog(BaseImageDialog)
    keys.fill("Name", "ServerCore")
    keys.fill("Version", "1.0")
    keys.press(Qt.Key.Key_Return, CTRL)
    person.wait(lambda: session.repository.image("ServerCore:1.0") is not None)

    keys.back_in_the_window()
    person.wait(lambda: not session.wall.is_empty)
    assert keys.place is person.window.view
    keys.press(Qt.Key.Key_Down)
    assert session.selection.kind is SelectionKind.BRICK
    keys.press(Qt.Key.Key_Up)
    assert session.selection.kind is SelectionKind.IMAGE
    keys.press(Qt.Key.Key_R, CTRL)
    keys.dialog(NewContainerDialog)
    keys.fill("Name", "bench")
    keys.press(Qt.Key.Key_Return, CTRL)
    person.wait(
        lambda: (
            (found := session.selected_container) is not None
            and found.state is ContainerState.RUNNING
        )
    )
    keys.back_in_the_window()
    assert faults(person.window) == []

    person.wait(person.window.console.line.isEnabled)
    keys.tab_to("Command to run as administrator")
    keys.type("echo by hand > /made")
    keys.press(Qt.Key.Key_Return)
    container = session.selected_container
    assert container is not None
    person.wait(lambda: (found := session.live.get(container.id)) is not None and found.total > 0)
    assert "\n".join(unreached(person.window, stops(keys))) == ""

    keys.press(Qt.Key.Key_S, CTRL)
    keys.dialog(SnapshotDialog)
    keys.fill("Name", "Made")
    keys.fill("Version", "1.0")
    keys.press(Qt.Key.Key_Return, CTRL)
    person.wait(lambda: session.repository.image("Made:1.0") is not None)
