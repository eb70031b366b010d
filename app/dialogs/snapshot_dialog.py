"""Capture a container as an image: the new brick in the air, its name, and what goes in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import RADIUS_PX, Field, FormDialog, wrapped
from app.dialogs.leave_out import LeaveOut
from app.dialogs.snapshot_preview import NewBrick, SnapshotPreview
from app.panels.change_table import ChangeList
from app.panels.controls import TickBox, code_font
from app.panels.flow_text import FlowText
from app.panels.little_tower import LittleTower
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel import equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.recipe_words import role_by_word
from app.viewmodel.roles import guess_role
from app.viewmodel.sizes import MINUS, brick_height, count_text, counted, size_text, visible
from app.viewmodel.wall import Brick, Flag, Wall
from core.model import ChangeSummary, Container, Layer, Repository, SnapshotRequest
from core.model import SnapshotPreview as Preview
from core.oci.names import check_image_name, check_publisher, check_version, join_reference
from core.translation import tr

if TYPE_CHECKING:
    from core.recipe import Proposed

_PICTURE_FROM_PX = 820
_OMITTED_SHOWN = 3
_COMMAND_LINES = 9  # what the image shall say of itself makes it long


class SnapshotDialog(FormDialog):
    """Signals: chosen(SnapshotRequest)."""

    explained = "writable-layer"

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
        preview: Preview | None = None,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`preview`: what one may want to leave out."""
        super().__init__(
            parent,
            tr("Snapshot container"),
            tr("Freeze what changed in {name} into a new image.", name=visible(container.name)),
            tr("Create image"),
            theme=theme,
            icon="camera",
            size=QSize(1010, 706),
        )
        self._container = container
        self._repository = repository
        self._summary = summary
        self._leave_out = LeaveOut(theme, preview or Preview(0, 0, 0, 0))
        self._leave_out.changed.connect(self._follow)
        self._command = CommandBox(theme, self._say_in, dialect, most_lines=_COMMAND_LINES)
        base = repository.image(container.image_reference)
        self._chain = _chain(wall, container.chain_id)
        layer = Layer("", "", "", "", summary.size_bytes)
        self._role = guess_role(layer, len(self._chain))
        self._brick_title = ""
        name = base.name if base else container.name
        self.name = Field(tr("Name"), name, check=check_image_name, theme=theme, has_tick=True)
        self.publisher = Field(
            tr("Publisher"), publisher or (base.publisher if base else "") or "Local",
            check=check_publisher,
        )  # fmt: skip
        self.version = Field(tr("Version"), self._suggested_version(name), check=check_version)
        self.message = Field(tr("Message (optional)"))
        self.replace = TickBox(tr("Replace the image of that name and version"), theme)
        self.replace.hide()
        self.even_if_empty = TickBox(tr("Capture it all the same, as an empty layer"), theme)
        self.even_if_empty.setVisible(self._is_empty)
        self._preview = SnapshotPreview(theme)
        self._fill()
        for field in (self.name, self.publisher, self.version, self.message):
            field.edit.textChanged.connect(self._follow)
        self.name.edit.textEdited.connect(self._name_edited)
        self._name_edited()
        self._follow()
        self.version.edit.setFocus()
        self.version.edit.selectAll()

    def submit(self) -> None:
        fields = [self.name, self.publisher, self.version]
        if not all([field.is_good() for field in fields]):
            return
        name, version = self.name.text.strip(), self.version.text.strip()
        reference = join_reference(name, version)
        if self._repository.image(reference) is not None and not self.replace.isChecked():
            self.version.set_complaint(
                tr("{reference} is in the repository already.", reference=reference)
            )
            self.replace.show()
            return
        if self._is_empty and not self.even_if_empty.isChecked():
            self.name.set_complaint(
                tr("Nothing has changed: say below that you want an empty layer.")
            )
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
                leave_out=self._leave_out.paths,
            )
        )
        self.accept()

    def propose(self, proposed: Proposed) -> None:
        """What a recipe made may be called so; the person may say otherwise."""
        self._role = role_by_word(proposed.layer_role)
        self._brick_title = proposed.layer_title
        self._little_brick.show_roles([self._role], studs=4, height=1.7)
        self.name.edit.setText(proposed.name)
        if proposed.publisher:
            self.publisher.edit.setText(proposed.publisher)
        self.version.edit.setText(proposed.version)
        self.message.edit.setText(proposed.message)
        self._name_edited()
        self._follow()

    @property
    def _is_empty(self) -> bool:
        """Whether nothing would be captured."""
        return self._summary.is_empty and not self._container.marks

    @property
    def command_line(self) -> str:
        """What the same would be elsewhere."""
        return self._command.command

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, the form is what counts."""
        self._preview.setVisible(self.width() >= _PICTURE_FROM_PX)
        super().resizeEvent(event)

    # --- parts --------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._preview.set_corners(RADIUS_PX)
        self.root.insertWidget(0, self._preview)
        self.body.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.publisher, 7)
        row.addWidget(self.version, 5)
        for field in (self.publisher, self.version):
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.replace)
        self.body.addWidget(self.message)
        self.body.addWidget(self._summary_card())
        self.body.addWidget(self._leave_out)
        self.body.addWidget(self.even_if_empty)
        if self._container.is_live:
            self.body.addWidget(
                wrapped(
                    tr(
                        "The container is paused while its files are copied, where "
                        "this computer can do that."
                    ),
                    "small",
                )
            )
        self.body.addWidget(self._command)

    def _summary_card(self) -> QFrame:
        summary = self._summary
        brick = self._little_brick = LittleTower(self.theme, QSize(42, 32))
        brick.show_roles([self._role], studs=4, height=1.7)
        words = QVBoxLayout()
        words.setSpacing(5)
        self._what_goes_in = plain_label("", "strong")
        self._count_what_goes_in()
        words.addWidget(self._what_goes_in)
        words.addLayout(_chips(summary))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(brick, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        card = QFrame()
        card.setProperty("look", "card-quiet")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        if summary.omitted:
            left_out = [visible(one) for one in summary.omitted[:_OMITTED_SHOWN]]
            more = len(summary.omitted) - _OMITTED_SHOWN
            left_out += [tr("and {more} more", more=count_text(more))] if more > 0 else []
            words_left = FlowText(self.theme, code_font(11), line_px=16, most_lines=3)
            words_left.show_spans(
                [(tr("Left out: {paths}", paths="; ".join(left_out)), "modified")]
            )
            layout.addWidget(words_left)
        if not summary.is_empty:
            head.addWidget(self._show_files(layout), 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _show_files(self, layout: QVBoxLayout) -> QPushButton:
        """A link that opens the list of what goes in."""
        rows = ChangeList(self.theme, tr("What goes into the new brick"), row_px=28)
        rows.setFixedHeight(min(5, len(self._summary.changes)) * 28 + 2)
        rows.hide()
        layout.addWidget(rows)
        link = QPushButton(tr("Show files"))
        link.setProperty("look", "link")
        link.setCheckable(True)

        def toggle(is_open: bool) -> None:
            if is_open:
                rows.show_changes(self._summary.changes)
            rows.setVisible(is_open)
            link.setText(tr("Hide files") if is_open else tr("Show files"))

        link.toggled.connect(toggle)
        return link

    def _count_what_goes_in(self) -> None:
        """Bytes and bricks: marks become bricks of their own, below what came since."""
        size_bytes, bricks = self._what_comes()
        left_out = self._leave_out.size_bytes
        words = tr(
            "{size_bytes} in {bricks}",
            size_bytes=size_text(size_bytes),
            bricks=counted("{count} new brick", "{count} new bricks", bricks),
        )
        if left_out:
            words += tr("  ·  {left_out} left out", left_out=size_text(left_out))
        self._what_goes_in.setText(words)

    def _say_in(self, dialect: Dialect) -> str:
        base = self._repository.image(self._container.image_reference)
        config = base.config if base is not None else None
        return equivalents.snapshot(
            dialect, self._container.name, self.name.text, self.publisher.text,
            self.version.text, self.message.text,
            config=config, base=config, leave_out=self._leave_out.paths,
        )  # fmt: skip

    def _what_comes(self) -> tuple[int, int]:
        """Bytes that go in, and how many bricks that makes."""
        marks = [mark for mark in self._container.marks if not mark.is_empty]
        size_bytes = self._summary.size_bytes + sum(mark.size_bytes for mark in marks)
        bricks = len(marks) + (not self._summary.is_empty or not marks)
        return max(0, size_bytes - self._leave_out.size_bytes), bricks

    # --- following ----------------------------------------------------------------------------

    def _name_edited(self) -> None:
        newest = self._newest_version(self.name.text.strip())
        self.version.set_hint(tr("{newest} is the newest so far", newest=newest) if newest else "")

    def _follow(self) -> None:
        """Preview and command follow the form while typing."""
        shown = [visible(f.text) for f in (self.name, self.version, self.publisher)]
        flag = Flag("", *shown, "", (), 0, 0)
        size_bytes, count = self._what_comes()
        one = self._brick_title or tr("New layer")
        title = one if count == 1 else tr("{count} new layers", count=count)
        new = NewBrick(title, self._role, size_bytes, brick_height(size_bytes), flag, count)
        self._count_what_goes_in()
        self._preview.show_tower(self._chain, new)
        self._command.follow()

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


def _chips(summary: ChangeSummary) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for words, look in (
        (f"+{count_text(summary.added)}", "pill-added"),
        (f"~{count_text(summary.modified)}", "pill-modified"),
        (f"{MINUS}{count_text(summary.deleted)}", "pill-deleted"),
    ):
        row.addWidget(plain_label(words, look))
    row.addWidget(plain_label(tr("files"), "small"))
    row.addStretch(1)
    return row


def _chain(wall: Wall, chain_id: str) -> list[Brick]:
    chain: list[Brick] = []
    while chain_id in wall.bricks:
        chain.insert(0, wall.bricks[chain_id])
        chain_id = wall.bricks[chain_id].parent
    return chain
