"""All dialogs of the work in containers, in all their states: nothing nameless, nothing cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.dialogs.form import FormDialog
from app.theme import Mode, Theme
from tests.app.panels.dialog_gallery import dialogs

_NAMES = [name for name, _make in dialogs()]
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QTextEdit)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


@pytest.mark.parametrize("name", _NAMES)
def test_each_field_has_a_name_and_is_within_its_dialog(
    qtbot: QtBot, host: QWidget, name: str
) -> None:
    dialog = dict(dialogs(host))[name](Theme(Mode.DARK))
    dialog.show()
    qtbot.waitExposed(dialog)
    if isinstance(dialog, FormDialog):
        qtbot.waitUntil(lambda: dialog.height() <= host.height())
        inside, port = dialog.scroll.widget(), dialog.scroll.viewport()
        # Nothing is cut at the right, once the dialog has come to its size.
        qtbot.waitUntil(lambda: inside.width() <= port.width())
    reached = [one for one in dialog.findChildren(QWidget) if one.isVisibleTo(dialog)]
    # What is only read (a title, a sentence) cannot be reached and tells its text by itself.
    fields = [
        one
        for one in reached
        if isinstance(one, _FIELDS) and one.focusPolicy().value and one.parentWidget() is not None
    ]
    assert [type(one).__name__ for one in fields if not one.accessibleName()] == []
    buttons = [one for one in reached if isinstance(one, QAbstractButton)]
    nameless = [one for one in buttons if not (one.text() or one.accessibleName())]
    assert [type(one).__name__ for one in nameless if one.focusPolicy().value] == []
