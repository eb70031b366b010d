"""A new container: of which image, its name, and the switch that it is plugged into."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.container_options import ContainerOptions
from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.controls import ChevronBox
from app.panels.little_tower import LittleTower
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel import equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.roles import guess_role
from app.viewmodel.sizes import counted, size_text, visible
from core.model import Image, NewContainer, Repository, Switch
from core.oci.names import check_container_name
from core.translation import tr, translated

_MOST_BRICKS = 5


class NewContainerDialog(FormDialog):
    """Signals: chosen(NewContainer)."""

    explained = "container"

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        repository: Repository,
        image: Image | None,
        switches: tuple[Switch, ...],
        *,
        theme: Theme | None = None,
        can_limit: tuple[str, ...] = (),
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        super().__init__(
            parent,
            tr("New container"),
            tr("A clear brick on an image: everything that you change lands in it."),
            tr("Create and start"),
            theme=theme,
            icon="run",
            size=QSize(560, 0),
        )
        self._names = {container.name for container in repository.containers}
        self._switches = switches
        self._images = {one.reference: one for one in repository.images}
        self.image = ChevronBox(self.theme)
        for one in repository.images:
            if one.is_runnable:
                words = f"{visible(one.reference)}  ·  {visible(one.publisher)}"
                self.image.addItem(words, one.reference)
        if image is not None:
            self.image.setCurrentIndex(max(0, self.image.findData(image.reference)))
        self.name = Field(tr("Name"), check=check_container_name, theme=self.theme, has_tick=True)
        self.switch = ChevronBox(self.theme)
        for switch in switches:
            self.switch.addItem(visible(switch.name), switch.name)
            if not switch.is_available:
                item = self.switch.model().item(self.switch.count() - 1)  # type: ignore[attr-defined]
                item.setEnabled(False)
        self._about_switch = wrapped("", "caption")
        self.body.addWidget(_labelled(tr("Image"), self.image))
        self.body.addWidget(self._picture())
        self.body.addWidget(self.name)
        self.body.addWidget(_labelled(tr("Virtual switch"), self.switch, self._about_switch))
        self.options = ContainerOptions(self.theme, can_limit)
        self.body.addWidget(self.options)
        self._command = CommandBox(self.theme, self._say_in, dialect)
        self.body.addWidget(self._command)
        self.options.changed.connect(self._command.follow)
        self.name.edit.textChanged.connect(self._command.follow)
        self.switch.currentIndexChanged.connect(self._command.follow)
        self.image.currentIndexChanged.connect(self._image_chosen)
        self.switch.currentIndexChanged.connect(self._describe_switch)
        self._image_chosen()
        self._describe_switch()
        self._command.follow()
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    @property
    def command_line(self) -> str:
        """What the same would be elsewhere."""
        return self._command.command

    def submit(self) -> None:
        if not self.name.is_good():
            return
        name = self.name.text.strip()
        if name in self._names:
            self.name.set_complaint(tr("A container named {name} exists already.", name=name))
            return
        if self.image.currentData() is None:
            return
        request = self.options.read_into(self._request())
        wrong = self.options.first_wrong
        if request is not None:
            self.chosen.emit(request)
            self.accept()
        elif wrong is not None:
            self.show_field(wrong)

    def _request(self) -> NewContainer:
        reference = str(self.image.currentData() or "")
        return NewContainer(self.name.text.strip(), reference, str(self.switch.currentData() or ""))

    def _say_in(self, dialect: Dialect) -> str:
        return equivalents.new_container(dialect, self.options.draft_into(self._request()))

    def _picture(self) -> QFrame:
        """What stands below, and what comes on top of it."""
        self._tower = LittleTower(self.theme, QSize(64, 76))
        self._below = plain_label("", "small")
        card = QFrame()
        card.setProperty("look", "card-quiet")
        row = QHBoxLayout(card)
        row.setContentsMargins(18, 12, 16, 12)
        row.setSpacing(18)
        row.addWidget(self._tower, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(plain_label(tr("One clear brick"), "strong"))
        words.addWidget(plain_label(tr("writable; empty as yet, and yours alone"), "small"))
        words.addSpacing(8)
        words.addWidget(plain_label(tr("The image below"), "strong"))
        words.addWidget(self._below)
        words.addStretch(1)
        row.addLayout(words, 1)
        return card

    def _image_chosen(self) -> None:
        image = self._images.get(str(self.image.currentData() or ""))
        self.action_button.setEnabled(image is not None)
        if image is None:
            self._below.setText(tr("There is no image that can run here."))
        else:
            roles = [guess_role(layer, level) for level, layer in enumerate(image.layers)]
            self._tower.show_roles(roles[-_MOST_BRICKS:], studs=5, height=0.9, has_open=True)
            bricks = counted("{count} brick", "{count} bricks", len(image.layers))
            self._below.setText(
                tr(
                    "read-only: {bricks}, {size_bytes}, shared",
                    bricks=bricks,
                    size_bytes=size_text(image.size_bytes),
                )
            )
        self._suggest_name()
        self._command.follow()

    def _suggest_name(self) -> None:
        reference = str(self.image.currentData() or "")
        stem = re.sub(r"[^a-z0-9]+", "-", reference.rpartition(":")[0].lower()).strip("-")
        stem = stem or "container"
        number = 1
        while f"{stem}-{number}" in self._names:
            number += 1
        self.name.edit.setText(f"{stem}-{number}")

    def _describe_switch(self) -> None:
        index = self.switch.currentIndex()
        if 0 <= index < len(self._switches):
            switch = self._switches[index]
            self._about_switch.setText(
                f"{translated(switch.description)}. {translated(switch.sentence)}".strip(". ") + "."
            )


def _labelled(name: str, box: ChevronBox, *below: QWidget) -> QWidget:
    """A drop-down list with its name above."""
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    label = plain_label(name, "field-name")
    label.setBuddy(box)
    box.setAccessibleName(name)
    for widget in (label, box, *below):
        column.addWidget(widget)
    return group
