"""Write images as one archive: which, in which form, and where to."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.choice_card import ChoiceCard
from app.dialogs.command_box import CommandBox
from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.choice_list import ChoiceList
from app.panels.controls import TickBox, labelled, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel import travel_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.export_form import (
    FORMS,
    chosen_images,
    request_of,
    rows_of,
    suggested_name,
    together_words,
)
from app.viewmodel.roles import Role
from core.model import ArchiveForm, ExportRequest, Image
from core.translation import tr

_PICTURES = {
    ArchiveForm.OCI_ARCHIVE: ((Role.OS, Role.RUNTIME, Role.APP), 1.2),
    ArchiveForm.DOCKER_ARCHIVE: ((Role.OS, Role.PACKAGES, Role.DATA), 1.2),
}


class ExportDialog(FormDialog):
    """Signals: chosen(ExportRequest)."""

    explained = "image"

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        images: Sequence[Image],
        references: Collection[str] = (),
        *,
        folder: Path | None = None,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`references` are chosen at first; `folder` is where files go that have only a name."""
        super().__init__(
            parent,
            tr("Export images"),
            tr("One file with all their bricks; those that they share are in it once."),
            tr("Export"),
            theme=theme,
            icon="export",
            size=QSize(680, 0),
        )
        self._all_images = tuple(images)
        self._folder = folder or Path.home()
        self._is_path_typed = False
        self.images = ChoiceList(theme, tr("Images to export"), most_rows=4)
        self._total = plain_label("", "small-strong")
        self._total.setWordWrap(True)
        self.forms: dict[ArchiveForm, ChoiceCard] = {}
        self.path = Field(tr("File"))
        self.path.edit.textEdited.connect(self._path_edited)
        self.browse_button = plain_button(tr("Browse…"), "beside-field")
        labelled(self.browse_button, theme, "folder", "text2")
        self.browse_button.clicked.connect(self._browse)
        self.replace = TickBox(tr("Replace the file that is there"), theme)
        self.replace.hide()
        self.command = CommandBox(theme, self._say_in, dialect)
        self._fill()
        self.images.ticked.connect(self._follow)
        self.images.show_rows(rows_of(self._all_images), references)
        self._follow()
        self.images.setFocus()

    @property
    def form(self) -> ArchiveForm:
        """The form that is chosen."""
        return next(form for form, card in self.forms.items() if card.isChecked())

    @property
    def words(self) -> str:
        """What would be written altogether."""
        return self._total.text()

    def request(self) -> ExportRequest:
        """What would be asked, as it is filled in now."""
        path = os.path.join(self._folder, os.path.expanduser(self.path.text.strip()))
        return request_of(self._chosen, path, self.form, replace=self.replace.isChecked())

    def submit(self) -> None:
        if not self._chosen or not self.action_button.isEnabled():
            return
        if not self.path.text.strip():
            self.path.set_complaint(tr("Choose a file to write."))
            return
        request = self.request()
        if os.path.isdir(request.path):
            self.path.set_complaint(tr("That is a folder. Write the name of a file in it."))
            return
        if os.path.lexists(request.path) and not self.replace.isChecked():
            self.path.set_complaint(tr("There is a file of that name already."))
            self.replace.show()
            self.show_field(self.replace)
            return
        self.chosen.emit(request)
        self.accept()

    @property
    def _chosen(self) -> tuple[Image, ...]:
        return chosen_images(self._all_images, self.images.chosen)

    def _fill(self) -> None:
        self.body.addWidget(self.images)
        self.body.addWidget(self._total)
        cards, group = QHBoxLayout(), QButtonGroup(self)
        cards.setSpacing(12)
        for form, title, words in FORMS:
            roles, height = _PICTURES[form]
            card = ChoiceCard(self.theme, title, words, roles=roles, height=height)
            card.toggled.connect(lambda _on: self._follow())
            group.addButton(card)
            cards.addWidget(card, 1)
            self.forms[form] = card
        self.forms[ArchiveForm.OCI_ARCHIVE].setChecked(True)
        self.body.addLayout(cards)
        beside = QVBoxLayout()
        beside.setSpacing(Field.GAP_PX)
        beside.addWidget(plain_label(" ", "field-name"))
        beside.addWidget(self.browse_button)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.path, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        self.body.addLayout(row)
        self.body.addWidget(self.replace)
        self.body.addWidget(self.command)
        words = tr("It is written in the background; the window's jobs show how far it is.")
        self.body.addWidget(wrapped(words, "caption"))

    def _follow(self) -> None:
        """The total, and a file's name until somebody types another one."""
        if len(self.forms) < len(FORMS) or not any(c.isChecked() for c in self.forms.values()):
            return
        chosen = self._chosen
        self._total.setText(together_words(chosen))
        self.action_button.setEnabled(bool(chosen))
        if not self._is_path_typed:
            self._set_path(str(self._folder / suggested_name(chosen, self.form)))
        self.command.follow()

    def _path_edited(self, _text: str) -> None:
        self._is_path_typed = True
        self._forget_replace()
        self.command.follow()

    def _set_path(self, path: str) -> None:
        self.path.edit.setText(path)
        self._forget_replace()

    def _forget_replace(self) -> None:
        """It was said of another file."""
        self.replace.setChecked(False)
        self.replace.hide()

    def _browse(self) -> None:
        dialog = QFileDialog(self, tr("Export images to a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Tar files (*.tar)"), tr("All files (*)")])
        dialog.setDefaultSuffix("tar")
        dialog.selectFile(self.path.text.strip())
        dialog.fileSelected.connect(self._file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _file_chosen(self, path: str) -> None:
        """That dialog has asked about a file that is there."""
        self._is_path_typed = True
        self._set_path(path)
        if os.path.lexists(path):
            self.replace.setChecked(True)
            self.replace.show()
        self.command.follow()

    def _say_in(self, dialect: Dialect) -> str:
        request = self.request()
        return travel_equivalents.export_images(dialect, request) if request.references else ""
