"""Squash a run of an image's bricks: which ones, what it saves and costs, and what it is called."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import RADIUS_PX, Field, FormDialog, wrapped
from app.dialogs.new_image_fields import NewImageFields
from app.panels.controls import ChevronBox
from app.panels.two_towers import Tower, TowerBrick, TwoTowers
from app.scene.overlay import plain_label, set_look
from app.theme import Theme
from app.viewmodel import rework_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.rework_desk import ReworkDesk
from app.viewmodel.rework_words import squash_lines
from app.viewmodel.sizes import MINUS, brick_height, counted, size_text, visible
from app.viewmodel.wall import Brick, Wall
from core.model import Image, Repository, SquashPlan, SquashRequest
from core.translation import tr

_PICTURE_FROM_PX = 860
_SUFFIX = "squashed"


class SquashDialog(FormDialog):
    """Signals: chosen(SquashRequest)."""

    explained = "layer"

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: ReworkDesk,
        image: Image,
        repository: Repository,
        wall: Wall,
        run: tuple[int, int],
        publisher: str = "",
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`run`: the bricks that are chosen first, counted from 1 at the bottom."""
        super().__init__(
            parent,
            tr("Squash bricks"),
            tr(
                "Make one brick of several in {reference}. All files stay as they are; "
                "{reference} itself stays too.",
                reference=visible(image.reference),
            ),
            tr("Squash"),
            theme=theme,
            icon="brick",
            size=QSize(960, 640),
        )
        self._desk = desk
        self._image = image
        self._bricks = [wall.bricks.get(layer.chain_id) for layer in image.layers]
        self._held = 0  # the brick at which choosing by the pointer began
        self.plan: SquashPlan | None = None
        self.towers = TwoTowers(theme)
        self.towers.setFixedWidth(384)
        self.towers.set_corners(RADIUS_PX)
        self.towers.is_choosable = True
        self.towers.pressed.connect(self._press)
        self.towers.dragged.connect(self._drag)
        self.first, self.last = self._chooser(tr("From brick")), self._chooser(tr("To brick"))
        self.saving = plain_label("", "strong")
        self.lines = wrapped("", "small")
        self.card = self._saving_card()
        self.fields = NewImageFields(theme, repository, image, publisher, _SUFFIX)
        self.message = Field(tr("Message (optional)"))
        self.command = CommandBox(theme, self._say_in, dialect)
        self._fill()
        self.fields.changed.connect(self.command.follow)
        self._choose(*run)
        self.first.setFocus()

    @property
    def run(self) -> tuple[int, int]:
        """The bricks that become one, counted from 1 at the bottom."""
        return self.first.currentIndex() + 1, self.last.currentIndex() + 1

    def submit(self) -> None:
        first, last = self.run
        if self.plan is None or first >= last or not self.fields.is_good():
            return
        self.chosen.emit(
            SquashRequest(
                reference=self._image.reference,
                first=first,
                last=last,
                name=self.fields.name.text.strip(),
                publisher=self.fields.publisher.text.strip(),
                version=self.fields.version.text.strip(),
                description=self.message.text.strip(),
                replace=self.fields.replace.isChecked(),
            )
        )
        self.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, the form is what counts."""
        self.towers.setVisible(self.width() >= _PICTURE_FROM_PX)
        super().resizeEvent(event)

    # --- parts --------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.root.insertWidget(0, self.towers)
        row = QHBoxLayout()
        row.setSpacing(16)
        for words, box in ((tr("From brick"), self.first), (tr("To brick"), self.last)):
            column = QVBoxLayout()
            column.setSpacing(Field.GAP_PX)
            column.addWidget(plain_label(words, "field-name"))
            column.addWidget(box)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.card)
        self.body.addLayout(self.fields.layout)
        self.body.addWidget(self.message)
        self.body.addWidget(self.command)

    def _chooser(self, name: str) -> ChevronBox:
        box = ChevronBox(self.theme)
        box.setAccessibleName(name)
        for number, layer in enumerate(self._image.layers, start=1):
            brick = self._bricks[number - 1]
            title = brick.title if brick is not None else layer.created_by
            box.addItem(f"{number}   {visible(title)}   {size_text(layer.size_bytes)}")
        box.currentIndexChanged.connect(self._changed)
        return box

    def _saving_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card-quiet")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(self.saving)
        layout.addWidget(self.lines)
        return card

    # --- choosing -----------------------------------------------------------------------------

    def _press(self, index: int) -> None:
        self._held = index
        first, last = self.run
        self._choose(min(first, index + 1), max(last, index + 1))

    def _drag(self, index: int) -> None:
        if index != self._held:
            self._choose(min(self._held, index) + 1, max(self._held, index) + 1)

    def _choose(self, first: int, last: int) -> None:
        for box, number in ((self.first, first), (self.last, last)):
            box.blockSignals(True)
            box.setCurrentIndex(number - 1)
            box.blockSignals(False)
        self._changed()

    def _changed(self) -> None:
        """Another run: what it saves is asked."""
        first, last = self.run
        self.plan = None
        self.action_button.setEnabled(False)
        self._show_towers()
        self.command.follow()
        if first >= last:
            self._say(tr("Choose at least two bricks, from the lower to the upper one."), "")
            return
        self._say(tr("Looking what it saves…"), "")
        self._desk.plan_squash(self._image.reference, first, last, self._planned, self._failed)

    def _planned(self, plan: SquashPlan) -> None:
        if (plan.first, plan.last) != self.run:
            return
        self.plan = plan
        self.action_button.setEnabled(True)
        sign = MINUS if plan.saved_bytes >= 0 else "+"
        head = tr(
            "{before} → about {after}   ({saved})",
            before=size_text(plan.stored_bytes),
            after=size_text(plan.after_bytes),
            saved=sign + size_text(abs(plan.saved_bytes)),
        )
        self._say(head, "\n".join(squash_lines(plan)[1:]), is_good=plan.saved_bytes > 0)
        self._show_towers()

    def _failed(self, sentence: str) -> None:
        self._say(tr("That cannot be squashed."), sentence)

    def _say(self, head: str, lines: str, *, is_good: bool = False) -> None:
        set_look(self.card, "card-primary" if is_good else "card-quiet")
        self.saving.setText(head)
        self.lines.setText(lines)
        self.lines.setVisible(bool(lines))
        self.card.setAccessibleName(f"{head} {lines}")

    def _show_towers(self) -> None:
        first, last = self.run
        now = [
            self._tower_brick(number, is_marked=first <= number <= last)
            for number in range(1, len(self._image.layers) + 1)
        ]
        after = [*now[: first - 1], *now[last:]]
        if first < last:
            size_bytes = self.plan.after_bytes if self.plan is not None else 0
            figure = size_text(size_bytes) if self.plan is not None else "…"
            title = tr("{first} to {last} in one", first=first, last=last)
            role = now[last - 1].role
            merged = TowerBrick(title, role, brick_height(size_bytes), figure, is_marked=True)
            after = [*now[: first - 1], merged, *now[last:]]
        saved = self.plan.saved_bytes if self.plan is not None else 0
        size = size_text(self._image.size_bytes - saved)
        self.towers.show_towers(
            Tower(tuple(now), _bricks_text(len(now)), size_text(self._image.size_bytes)),
            Tower(tuple(after), _bricks_text(len(after)), tr("about {size}", size=size)),
        )

    def _tower_brick(self, number: int, *, is_marked: bool) -> TowerBrick:
        layer, brick = self._image.layers[number - 1], self._bricks[number - 1]
        return tower_brick(layer.size_bytes, brick, layer.created_by, is_marked=is_marked)

    def _say_in(self, dialect: Dialect) -> str:
        return rework_equivalents.squash(
            dialect, self._image.reference, self.fields.reference, self.run, len(self._image.layers)
        )


def tower_brick(
    size_bytes: int,
    brick: Brick | None,
    title: str,
    *,
    is_marked: bool = False,
    is_gone: bool = False,
) -> TowerBrick:
    """A brick of the wall in a little tower."""
    from app.viewmodel.roles import Role

    return TowerBrick(
        visible(brick.title if brick is not None else title),
        brick.role if brick is not None else Role.APP,
        brick_height(size_bytes),
        size_text(size_bytes),
        is_marked=is_marked,
        is_gone=is_gone,
    )


def _bricks_text(count: int) -> str:
    return counted("{count} brick", "{count} bricks", count)
