"""Write images as one archive: which, in which form, and where to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.dialogs.choice_card import ChoiceCard
from app.dialogs.command_box import CommandBox
from app.dialogs.form import FormDialog, wrapped
from app.dialogs.target_file import TargetFile
from app.panels.choice_list import ChoiceList
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
        self.images = ChoiceList(theme, tr("Images to export"), most_rows=4)
        self._total = plain_label("", "small-strong")
        self._total.setWordWrap(True)
        self.forms: dict[ArchiveForm, ChoiceCard] = {}
        self.target = TargetFile(
            self, theme, folder or Path.home(), tr("Export images to a file"), lambda: "tar",
            (tr("Tar files (*.tar)"), tr("All files (*)")),
        )  # fmt: skip
        self.path, self.replace = self.target.path, self.target.replace
        self.command = CommandBox(theme, self._say_in, dialect)
        self._fill()
        self.target.changed.connect(self.command.follow)
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
        is_replaced = self.replace.isChecked()
        return request_of(self._chosen, self.target.place, self.form, replace=is_replaced)

    def submit(self) -> None:
        if not self._chosen or not self.action_button.isEnabled():
            return
        if not self.target.is_good():
            if self.replace.isVisibleTo(self):
                self.show_field(self.replace)
            return
        self.chosen.emit(self.request())
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
        self.body.addLayout(self.target.layout)
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
        self.target.suggest(suggested_name(chosen, self.form))
        self.command.follow()

    def _say_in(self, dialect: Dialect) -> str:
        request = self.request()
        return travel_equivalents.export_images(dialect, request) if request.references else ""
