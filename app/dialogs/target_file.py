"""A file to be written, in a form: its path, a way to browse, and leave to replace another."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.form import Field
from app.panels.controls import TickBox, labelled, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from core.translation import tr


class TargetFile(QObject):
    """Widgets in a layout of their own. Signals: changed(): another path, by whomever."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        folder: Path,
        title: str,
        suffix: Callable[[], str],
        filters: Sequence[str] = (),
    ) -> None:
        """`folder` is where files go that have only a name, `title` that of the file dialog.

        `suffix` is asked for when somebody browses: what is put behind a name without any.
        """
        super().__init__(parent)
        self._parent, self._folder, self._title = parent, folder, title
        self._suffix, self._filters = suffix, filters
        self.is_typed = False
        self.path = Field(tr("File"))
        self.path.edit.textEdited.connect(self._edited)
        self.browse = plain_button(tr("Browse…"), "beside-field")
        labelled(self.browse, theme, "folder", "text2")
        self.browse.clicked.connect(self._browse)
        self.replace = TickBox(tr("Replace the file that is there"), theme)
        self.replace.hide()
        beside = QVBoxLayout()
        beside.setSpacing(Field.GAP_PX)
        beside.addWidget(plain_label(" ", "field-name"))
        beside.addWidget(self.browse)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.path, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        self.layout = QVBoxLayout()
        self.layout.setSpacing(8)
        self.layout.addLayout(row)
        self.layout.addWidget(self.replace)

    @property
    def place(self) -> str:
        """The path that is meant, a person's home and the folder put in."""
        return os.path.join(self._folder, os.path.expanduser(self.path.text.strip()))

    def suggest(self, name: str) -> None:
        """A name in the folder, until somebody types another one."""
        if not self.is_typed:
            self.set_path(str(self._folder / name))

    def set_path(self, path: str) -> None:
        """Another file: leave to replace was given for the one before."""
        self.path.edit.setText(path)
        self._forget_replace()
        self.changed.emit()

    def is_good(self) -> bool:
        """Whether it may be written there; what is wrong is said."""
        if not self.path.text.strip():
            self.path.set_complaint(tr("Choose a file to write."))
            return False
        if os.path.isdir(self.place):
            self.path.set_complaint(tr("That is a folder. Write the name of a file in it."))
            return False
        if os.path.lexists(self.place) and not self.replace.isChecked():
            self.path.set_complaint(tr("There is a file of that name already."))
            self.replace.show()
            return False
        return True

    def _edited(self, _text: str) -> None:
        self.is_typed = True
        self._forget_replace()
        self.changed.emit()

    def _forget_replace(self) -> None:
        self.replace.setChecked(False)
        self.replace.hide()

    def _browse(self) -> None:
        dialog = QFileDialog(self._parent, self._title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if self._filters:
            dialog.setNameFilters(list(self._filters))
        dialog.setDefaultSuffix(self._suffix())
        dialog.selectFile(self.path.text.strip())
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_chosen(self, path: str) -> None:
        """That dialog has asked about a file that is there."""
        self.is_typed = True
        self.set_path(path)
        if os.path.lexists(path):
            self.replace.setChecked(True)
            self.replace.show()
