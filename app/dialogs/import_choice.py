"""What an archive holds, to choose from: images, how they are called here, taken names."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.choice_card import ChoiceCard
from app.dialogs.form import Field, wrapped
from app.panels.choice_list import ChoiceList
from app.panels.controls import ElidedLabel, breakable, plain_button
from app.panels.inspector.fact_rows import FactRows
from app.panels.inspector.hint_card import HintCard, clear_layout
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.import_form import (
    RootFields,
    complaint_about,
    facts_of,
    first_choice,
    missing_bytes,
    refusal_words,
    request_of,
    rows_of,
    shown_name,
    source_words,
    taken_names,
)
from app.viewmodel.roles import Role
from app.viewmodel.sizes import counted, size_text, visible
from core.model import ArchiveForm, ArchiveLook, FoundImage, ImportRequest, NameConflict
from core.oci.names import check_image_name, check_publisher, check_version, join_reference
from core.translation import tr, tr_count

_PROBLEMS_SHOWN = 3
_TAKEN_SHOWN = 3
_ALL_FROM = 3  # so many images have a way to choose all of them at once


class ChoicePage(QWidget):
    """Signals: changed(): something else is chosen or named; looked_at(FoundImage)."""

    changed = Signal()
    looked_at = Signal(object)

    def __init__(self, theme: Theme, here: Mapping[str, str]) -> None:
        """`here` are the digests of manifests by the references that mean something here."""
        super().__init__()
        self._theme = theme
        self._here = here
        self._look: ArchiveLook | None = None
        self._names: dict[str, str] = {}
        self._source = ElidedLabel("", "small")
        self._total = plain_label("", "small-strong")
        self.images = ChoiceList(theme, tr("Images in the archive"), most_rows=4)
        self.images.ticked.connect(self._ticked)
        self.images.looked_at.connect(self._show_one)
        self._all = plain_button(tr("Choose all"), "link")
        self._all.setAutoDefault(False)
        self._all.clicked.connect(self._choose_all)
        self._problems = QVBoxLayout()
        self._problems.setSpacing(8)
        self.name = Field(tr("Name and version here"))
        self.name.edit.textChanged.connect(self._name_edited)
        self.root_name = Field(tr("Name"), check=check_image_name, theme=theme, has_tick=True)
        self.root_publisher = Field(tr("Publisher"), check=check_publisher)
        self.root_version = Field(tr("Version"), check=check_version)
        self._root = self._make_root()
        self._note = wrapped("", "note")
        self._facts = FactRows(theme, tr("What it says of itself"))
        self._conflict = self._make_conflict()
        self._lay_out()

    # --- what is chosen -----------------------------------------------------------------------

    @property
    def found(self) -> tuple[FoundImage, ...]:
        """The images that are chosen, in the archive's order."""
        look = self._look
        chosen = self.images.chosen
        return tuple(one for one in look.images if one.key in chosen) if look is not None else ()

    @property
    def form(self) -> ArchiveForm | None:
        """Of what was looked into."""
        return self._look.form if self._look is not None else None

    @property
    def current(self) -> FoundImage | None:
        """The image that is looked at."""
        images = self._look.images if self._look is not None else ()
        return next((one for one in images if one.key == self.images.current_key), None)

    @property
    def total_words(self) -> str:
        """What all that is chosen would bring."""
        count = len(self.found)
        if not count:
            return tr("Nothing is chosen")
        size_bytes = missing_bytes(self.found)
        come = (
            tr("{size_bytes} to come", size_bytes=size_text(size_bytes))
            if size_bytes
            else tr("nothing has to come")
        )
        return tr(
            "{images} chosen · {come}",
            images=counted("{count} image", "{count} images", count),
            come=come,
        )

    def request(self) -> ImportRequest:
        """What would be asked, as it is filled in now."""
        assert self._look is not None
        conflict = NameConflict.REPLACE if self.replace.isChecked() else NameConflict.KEEP_BOTH
        root = RootFields(
            self.root_name.text.strip(),
            self.root_publisher.text.strip(),
            self.root_version.text.strip(),
        )
        return request_of(self._look, self.images.chosen, self._names, conflict, root)

    def is_good(self) -> bool:
        """Check all names; show the first that is wrong."""
        if self._is_root:
            fields = (self.root_name, self.root_publisher, self.root_version)
            if not all([field.is_good() for field in fields]):
                return False
            if not self._conflict.isHidden() and not self.replace.isChecked():
                self.root_version.set_complaint(tr("There is an image of that name and version."))
                return False
            return True
        for found in self.found:
            complaint = self._complaint(found)
            if complaint:
                self._look_at(found.key)
                self.name.set_complaint(complaint)
                return False
        return bool(self.found)

    # --- showing ------------------------------------------------------------------------------

    def show_look(self, look: ArchiveLook) -> None:
        """What was found."""
        self._look = look
        self._names = {one.key: shown_name(one) for one in look.images}
        where = visible(look.path)
        self._source.show_text(f"{source_words(look)} · {where}")
        self._show_problems(look)
        if self._is_root and look.images:
            image = look.images[0].image
            self.root_name.edit.setText(image.name)
            self.root_publisher.edit.setText(image.publisher)
            self.root_version.edit.setText(image.version)
        self.images.show_rows(rows_of(look), first_choice(look))
        self.images.setVisible(bool(look.images))
        self._all.setVisible(len(look.images) >= _ALL_FROM)
        self._show_one(self.images.current_key)
        self._ticked()

    @property
    def _is_root(self) -> bool:
        return self._look is not None and self._look.form is ArchiveForm.ROOTFS

    def _show_problems(self, look: ArchiveLook) -> None:
        clear_layout(self._problems)
        shown = look.problems[:_PROBLEMS_SHOWN]
        for problem in shown:
            card = HintCard(
                self._theme, problem.sentence, problem.subject, icon="warn", token="modified"
            )
            self._problems.addWidget(card)
        more = len(look.problems) - len(shown)
        if more > 0:
            self._problems.addWidget(
                wrapped(
                    tr(
                        "and {more} that cannot be read",
                        more=counted("{count} more image", "{count} more images", more),
                    ),
                    "caption",
                )
            )
        if not look.images and not look.problems:
            words = tr("There is no image in it.")
            self._problems.addWidget(HintCard(self._theme, words, icon="info", token="text3"))

    def _show_one(self, _key: str) -> None:
        found = self.current
        is_root = self._is_root
        can_name = found is not None and not found.refusal
        self._root.setVisible(is_root)
        self.name.setVisible(can_name and not is_root)
        words = refusal_words(found) if found is not None else ""
        self._note.setText(breakable(words))
        self._note.setVisible(bool(words))
        self._facts.show_facts(facts_of(found) if found is not None else ())
        if found is not None:
            self.name.edit.setText(self._names[found.key])
            self._check_name()
            self.looked_at.emit(found)

    def _ticked(self) -> None:
        self._total.setText(self.total_words)
        self._all.setText(tr("Choose none") if self._has_all else tr("Choose all"))
        self._show_conflict()
        self.changed.emit()

    def _name_edited(self, text: str) -> None:
        found = self.current
        if found is not None:
            self._names[found.key] = text
        self._check_name()
        self._show_conflict()
        self.changed.emit()

    def _root_edited(self, _text: str) -> None:
        self._show_conflict()
        self.changed.emit()

    def _check_name(self) -> None:
        found = self.current
        if found is not None:
            self.name.set_complaint(self._complaint(found))

    def _complaint(self, found: FoundImage) -> str:
        others = {self._names[one.key].strip() for one in self.found if one.key != found.key}
        return complaint_about(self._names[found.key], found, others)

    def _show_conflict(self) -> None:
        taken = taken_names(self.found, self._names, self._here)
        if self._is_root:
            root = join_reference(self.root_name.text.strip(), self.root_version.text.strip())
            taken = (root,) if root in self._here else ()
        self._conflict.setVisible(bool(taken))
        if taken:
            named = ", ".join(visible(name) for name in taken[:_TAKEN_SHOWN])
            more = len(taken) - _TAKEN_SHOWN
            if more > 0:
                named = tr(
                    "{named} and {more}",
                    named=named,
                    more=counted("{count} more name", "{count} more names", more),
                )
            words = tr_count(
                "{named} means another image here already.",
                "{named} mean other images here already.",
                len(taken),
                named=named,
            )
            if self._is_root:
                words = f"{words} {tr('Choose another version, or replace it.')}"
            self._taken.setText(breakable(words))
            self.keep_both.setVisible(not self._is_root)  # a base image has no other name
        else:
            self.keep_both.setChecked(True)  # who meant to replace one name did not mean another

    @property
    def _has_all(self) -> bool:
        look = self._look
        able = [one for one in look.images if not one.refusal] if look is not None else []
        return bool(able) and len(self.images.chosen) == len(able)

    def _choose_all(self) -> None:
        self.images.choose_all(not self._has_all)

    def _look_at(self, key: str) -> None:
        keys = [one.key for one in self._look.images] if self._look is not None else []
        self.images.setCurrentIndex(self.images.model().index(keys.index(key), 0))

    # --- parts --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._total, 1)
        head.addWidget(self._all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._source)
        layout.addWidget(self.images)
        layout.addLayout(head)
        layout.addLayout(self._problems)
        for widget in (self._conflict, self._note, self.name, self._root, self._facts):
            layout.addWidget(widget)

    def _make_root(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.root_publisher, 7, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.root_version, 5, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = tr(
            "A root file system becomes a base image with one brick. How is it to be called?"
        )
        column.addWidget(wrapped(words, "small"))
        column.addWidget(self.root_name)
        column.addLayout(row)
        for field in (self.root_name, self.root_publisher, self.root_version):
            field.edit.textEdited.connect(self._root_edited)
        return box

    def _make_conflict(self) -> QWidget:
        box = QWidget()
        self._taken = wrapped("", "strong")
        self.keep_both = ChoiceCard(
            self._theme, tr("Keep both"), tr("The newcomer has its digest behind the name."),
            roles=(Role.OS, Role.PACKAGES), height=1.2,
        )  # fmt: skip
        self.replace = ChoiceCard(
            self._theme, tr("Replace"), tr("The name moves to the newcomer."),
            roles=(Role.PACKAGES,), height=1.6,
        )  # fmt: skip
        self.keep_both.setChecked(True)
        group, cards = QButtonGroup(box), QHBoxLayout()
        cards.setSpacing(12)
        for card in (self.keep_both, self.replace):
            group.addButton(card)
            card.toggled.connect(lambda _on: self.changed.emit())
            cards.addWidget(card, 1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._taken)
        column.addLayout(cards)
        return box
