"""Capture a container as an image: the new brick in the air, its name, and what goes in."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.change_table import ChangeDelegate, ChangeTable
from app.scene.overlay import icon_button, plain_label
from app.scene.tower_preview import NewBrick, TowerPreview
from app.theme import Theme
from app.viewmodel import equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.roles import guess_role
from app.viewmodel.sizes import MINUS, brick_height, count_text, plural, size_text
from app.viewmodel.wall import Brick, Flag, Wall
from core.model import ChangeSummary, Container, Layer, Repository, SnapshotRequest
from core.oci.names import check_image_name, check_publisher, check_version, join_reference


class SnapshotDialog(FormDialog):
    """Signals: chosen(SnapshotRequest)."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        container: Container,
        repository: Repository,
        wall: Wall,
        summary: ChangeSummary,
        publisher: str = "",
    ) -> None:
        super().__init__(
            parent,
            "Snapshot container",
            f"Freeze what changed in {container.name} into a new image.",
            "Create image",
        )
        self._theme = theme
        self._container = container
        self._repository = repository
        self._summary = summary
        self._dialect = Dialect.DOCKER
        base = repository.image(container.image_reference)
        self._chain = _chain(wall, container.chain_id)
        name = base.name if base else container.name
        self.name = Field("Name", name, check=check_image_name)
        self.publisher = Field(
            "Publisher", publisher or (base.publisher if base else "") or "Local",
            check=check_publisher,
        )  # fmt: skip
        self.version = Field("Version", self._suggested_version(name), check=check_version)
        self.message = Field("Message (optional)")
        self.replace = QCheckBox("Replace the image of that name and version")
        self.replace.hide()
        self.even_if_empty = QCheckBox("Capture it all the same, as an empty layer")
        self.even_if_empty.setVisible(summary.is_empty)
        self._preview = TowerPreview(theme)
        self._fill(theme)
        for field in (self.name, self.publisher, self.version, self.message):
            field.edit.textChanged.connect(self._follow)
        self.name.edit.textEdited.connect(self._name_edited)
        self._name_edited()
        self._follow()
        self.version.edit.setFocus()
        self.version.edit.selectAll()
        self.resize(1010, 706)

    def submit(self) -> None:
        fields = [self.name, self.publisher, self.version]
        if not all([field.is_good() for field in fields]):
            return
        name, version = self.name.text.strip(), self.version.text.strip()
        reference = join_reference(name, version)
        if self._repository.image(reference) is not None and not self.replace.isChecked():
            self.version.set_complaint(f"{reference} is in the repository already.")
            self.replace.show()
            return
        if self._summary.is_empty and not self.even_if_empty.isChecked():
            self.name.set_complaint("Nothing has changed: say below that you want an empty layer.")
            return
        self.chosen.emit(
            SnapshotRequest(
                container_id=self._container.id,
                name=name,
                publisher=self.publisher.text.strip(),
                version=version,
                description=self.message.text.strip(),
                replace=self.replace.isChecked(),
                even_if_empty=self.even_if_empty.isChecked(),
            )
        )
        self.accept()

    def _fill(self, theme: Theme) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._preview, 1)
        below = len(self._chain)
        words = "One new read-only brick" + (
            f"; the {plural(below, 'brick')} below stay shared." if below else "."
        )
        caption = plain_label(words, "small")
        caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        caption.setContentsMargins(0, 10, 0, 14)
        left.addWidget(caption)
        self.root.insertLayout(0, left, 0)
        self.body.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.publisher, 3)
        row.addWidget(self.version, 2)
        for field in (self.publisher, self.version):
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.replace)
        self.body.addWidget(self.message)
        self.body.addWidget(self._summary_card())
        self.body.addWidget(self.even_if_empty)
        self.body.addWidget(self._command_box(theme))

    def _summary_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 10)
        summary = self._summary
        head = QHBoxLayout()
        head.addWidget(plain_label(f"{size_text(summary.size_bytes)} in 1 new brick", "strong"))
        head.addStretch(1)
        for words, look in (
            (f"+{count_text(summary.added)}", "pill-added"),
            (f"~{count_text(summary.modified)}", "pill-modified"),
            (f"{MINUS}{count_text(summary.deleted)}", "pill-deleted"),
        ):
            head.addWidget(plain_label(words, look))
        head.addWidget(plain_label("files", "small"))
        layout.addLayout(head)
        if summary.omitted:
            layout.addWidget(wrapped("Left out: " + "; ".join(summary.omitted[:3]), "caption"))
        if not summary.is_empty:
            table = QTableView()
            table.setModel(ChangeTable(summary.changes, table))
            table.setItemDelegate(ChangeDelegate(self._theme, table))
            table.horizontalHeader().hide()
            table.verticalHeader().hide()
            table.setShowGrid(False)
            table.setAccessibleName("What goes into the new brick")
            table.verticalHeader().setDefaultSectionSize(26)
            table.setColumnWidth(0, 28)
            table.horizontalHeader().setSectionResizeMode(
                1, table.horizontalHeader().ResizeMode.Stretch
            )
            table.setMinimumHeight(84)
            layout.addWidget(table)
        return card

    def _command_box(self, theme: Theme) -> QFrame:
        box = QFrame()
        box.setProperty("look", "terminal")
        layout = QVBoxLayout(box)
        layout.setContentsMargins(12, 8, 12, 10)
        head = QHBoxLayout()
        for dialect in Dialect:
            button = QPushButton(dialect.value)
            button.setProperty("look", "dialect-dark")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setAutoDefault(False)
            button.setChecked(dialect is self._dialect)
            button.clicked.connect(lambda _checked, one=dialect: self._speak(one))
            head.addWidget(button)
        head.addStretch(1)
        copy = icon_button(theme, "copy", "Copy the command")
        copy.setIcon(theme.icon("copy", "terminal_dim"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._command.text()))
        head.addWidget(copy)
        layout.addLayout(head)
        self._command = plain_label("", "terminal-mono")
        self._command.setWordWrap(True)
        layout.addWidget(self._command)
        return box

    def _speak(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._follow()

    def _name_edited(self) -> None:
        newest = self._newest_version(self.name.text.strip())
        self.version.set_hint(f"{newest} is the newest so far" if newest else "")

    def _follow(self) -> None:
        """Preview and command follow the form while typing."""
        name, version = self.name.text, self.version.text
        flag = Flag("", name, version, self.publisher.text, "", (), 0, 0)
        size_bytes = self._summary.size_bytes
        layer = Layer("", "", "", "", size_bytes)
        role = guess_role(layer, len(self._chain))
        new = NewBrick(name or "New layer", role, size_bytes, brick_height(size_bytes), flag)
        self._preview.show_tower(self._chain, new)
        self._command.setText(
            equivalents.snapshot(
                self._dialect, self._container.name, name, self.publisher.text, version,
                self.message.text,
            )
        )  # fmt: skip

    def _newest_version(self, name: str) -> str:
        versions = [image.version for image in self._repository.images if image.name == name]
        return versions[-1] if versions else ""

    def _suggested_version(self, name: str) -> str:
        """The next minor version of the newest so far."""
        newest = self._newest_version(name)
        match = re.fullmatch(r"(\d+)\.(\d+)(.*)", newest)
        if match is None:
            return "1.0"
        rest = re.sub(r"\d+", "0", match[3])
        return f"{match[1]}.{int(match[2]) + 1}{rest}"


def _chain(wall: Wall, chain_id: str) -> list[Brick]:
    chain: list[Brick] = []
    while chain_id in wall.bricks:
        chain.insert(0, wall.bricks[chain_id])
        chain_id = wall.bricks[chain_id].parent
    return chain
