"""A new container: of which image, its name, and the switch that it is plugged into."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.dialogs.form import Field, FormDialog, wrapped
from app.scene.overlay import plain_label
from core.model import Image, NewContainer, Repository, Switch
from core.oci.names import check_container_name


class NewContainerDialog(FormDialog):
    """Signals: chosen(NewContainer)."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        repository: Repository,
        image: Image | None,
        switches: tuple[Switch, ...],
    ) -> None:
        super().__init__(
            parent,
            "New container",
            "A clear brick on an image: everything that you change lands in it.",
            "Create and start",
        )
        self._names = {container.name for container in repository.containers}
        self._switches = switches
        self.image = QComboBox()
        self.image.setAccessibleName("Image")
        for one in repository.images:
            if one.is_runnable:
                self.image.addItem(f"{one.reference}  ·  {one.publisher}", one.reference)
        if image is not None:
            self.image.setCurrentIndex(max(0, self.image.findData(image.reference)))
        self.name = Field("Name", check=check_container_name)
        self.switch = QComboBox()
        self.switch.setAccessibleName("Virtual switch")
        for switch in switches:
            self.switch.addItem(switch.name, switch.name)
        self._about_switch = wrapped("", "caption")
        self.body.addWidget(plain_label("Image", "small"))
        self.body.addWidget(self.image)
        self.body.addWidget(self.name)
        self.body.addWidget(plain_label("Virtual switch", "small"))
        self.body.addWidget(self.switch)
        self.body.addWidget(self._about_switch)
        self.image.currentIndexChanged.connect(self._suggest_name)
        self.switch.currentIndexChanged.connect(self._describe_switch)
        self._suggest_name()
        self._describe_switch()
        self.name.edit.setFocus()
        self.name.edit.selectAll()
        self.resize(520, 430)

    def submit(self) -> None:
        if not self.name.is_good():
            return
        name = self.name.text.strip()
        if name in self._names:
            self.name.set_complaint(f"A container named {name} exists already.")
            return
        if self.image.currentData() is None:
            return
        self.chosen.emit(NewContainer(name, self.image.currentData(), self.switch.currentData()))
        self.accept()

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
            self._about_switch.setText(self._switches[index].description)
