"""Put an image's bricks on another base: what becomes of each, then the work itself, as it goes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import RADIUS_PX, Field, FormDialog, wrapped
from app.dialogs.new_image_fields import NewImageFields
from app.dialogs.rebase_bricks import BrickRow, WorkBox
from app.dialogs.squash_dialog import tower_brick
from app.panels.controls import ChevronBox, TickBox
from app.panels.two_towers import Tower, TowerBrick, TwoTowers
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel import rework_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.rework_desk import Rebuilding, ReworkDesk
from app.viewmodel.rework_words import base_text, settings_text
from app.viewmodel.sizes import counted, visible
from app.viewmodel.wall import Wall
from core.model import Image, LayerMove, OutputChunk, RebasePlan, RebaseRequest, Repository
from core.translation import tr

_PICTURE_FROM_PX = 860
_SUFFIX = "rebased"


class RebaseDialog(FormDialog):
    """Stays open while commands run: Stop takes everything back. Without it they are a job."""

    explained = "base"

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: ReworkDesk,
        image: Image,
        repository: Repository,
        wall: Wall,
        *,
        onto: str = "",
        base_levels: int | None = None,
        publisher: str = "",
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`onto` is chosen first; `base_levels` layers are left behind (None: as is found)."""
        super().__init__(
            parent,
            tr("Put bricks on another base"),
            tr(
                "The recorded commands of {reference} run again on another image. "
                "{reference} itself stays.",
                reference=visible(image.reference),
            ),
            tr("Rebase"),
            theme=theme,
            icon="run",
            size=QSize(960, 660),
        )
        self._desk, self._image, self._wall = desk, image, wall
        self._repository = repository
        self._levels = base_levels
        self._work: Rebuilding | None = None
        self.plan: RebasePlan | None = None
        self.rows: list[BrickRow] = []
        self._others = [one for one in repository.images if one.reference != image.reference]
        self.towers = TwoTowers(theme)
        self.towers.setFixedWidth(384)
        self.towers.set_corners(RADIUS_PX)
        self.onto = ChevronBox(theme)
        self.onto.setAccessibleName(tr("Other base"))
        self.onto.addItems([visible(one.reference) for one in self._others])
        references = [one.reference for one in self._others]
        self.onto.setCurrentIndex(references.index(onto) if onto in references else 0)
        self.sentence = wrapped("", "small")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.lost = wrapped("", "caption")
        self.network = TickBox(tr("Its commands may use the network"), theme)
        self.fields = NewImageFields(theme, repository, image, publisher, _SUFFIX)
        self.work_box = WorkBox(theme)
        self.command = CommandBox(theme, self._say_in, dialect, most_lines=4)
        self._fill()
        self.onto.currentIndexChanged.connect(self._ask)
        self.fields.changed.connect(self.command.follow)
        self._ask()
        self.onto.setFocus()

    @property
    def other(self) -> Image:
        """The image that is chosen as the base."""
        return self._others[self.onto.currentIndex()]

    @property
    def moves(self) -> dict[int, LayerMove]:
        """By number of the brick what is chosen for it."""
        return {row.brick.number: row.move for row in self.rows}

    def submit(self) -> None:
        plan = self.plan
        if plan is None or self._work is not None or not self.action_button.isEnabled():
            return
        if not self.fields.is_good():
            return
        request = RebaseRequest(
            reference=self._image.reference,
            onto=plan.onto,
            name=self.fields.name.text.strip(),
            publisher=self.fields.publisher.text.strip(),
            version=self.fields.version.text.strip(),
            replace=self.fields.replace.isChecked(),
            base_levels=plan.base_levels,
            moves=tuple(self.moves.items()),
            switch="host" if self.network.isChecked() else "none",
        )
        self._work = work = self._desk.rebase_now(request)
        work.output_came.connect(self._show_output)
        work.phase_changed.connect(self.work_box.show_phase)
        work.arrived.connect(lambda _image: self._finish())
        work.failed.connect(self._failed)
        work.stopped.connect(lambda: self._failed(tr("It was cancelled; nothing was kept.")))
        self._set_working(True)

    def reject(self) -> None:
        """While something is done this stops it; the dialog closes when nothing is."""
        if self._work is not None:
            self._work.cancel()
            self.work_box.show_phase(tr("Taking everything back…"), 0, 0)
            self.cancel_button.setEnabled(False)
            return
        super().reject()

    def hideEvent(self, event: QHideEvent) -> None:
        """Its window goes, for one in another look, say: what is being done goes on."""
        super().hideEvent(event)
        if self._work is not None and not event.spontaneous():
            self._work.leave_alone()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, the form is what counts."""
        self.towers.setVisible(self.width() >= _PICTURE_FROM_PX)
        super().resizeEvent(event)

    # --- parts --------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.root.insertWidget(0, self.towers)
        column = QVBoxLayout()
        column.setSpacing(Field.GAP_PX)
        column.addWidget(plain_label(tr("Other base"), "field-name"))
        column.addWidget(self.onto)
        self.body.addLayout(column)
        self.body.addWidget(self.sentence)
        self.body.addLayout(self._list)
        self.body.addWidget(self.lost)
        self.body.addWidget(self.network)
        self.body.addLayout(self.fields.layout)
        self.body.addWidget(self.work_box)
        self.body.addWidget(self.command)

    def _set_working(self, is_working: bool) -> None:
        for widget in (self.onto, self.network, *self.rows):
            widget.setEnabled(not is_working)
        self.fields.set_enabled(not is_working)
        self.command.setVisible(not is_working)
        self.action_button.setEnabled(not is_working)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText(tr("Stop") if is_working else tr("Cancel"))
        if is_working:
            self.work_box.start()
            self.show_field(self.work_box)

    # --- the plan -----------------------------------------------------------------------------

    def _ask(self) -> None:
        """Another base was chosen."""
        self.plan = None
        self.action_button.setEnabled(False)
        self.sentence.setText(tr("Looking what fits {onto}…", onto=visible(self.other.reference)))
        self._show_rows(None)
        self._show_towers()
        self.command.follow()
        self._desk.plan_rebase(
            self._image.reference, self.other.reference, self._levels, self._planned, self._refused
        )

    def _planned(self, plan: RebasePlan) -> None:
        if plan.onto != self.other.reference:
            return
        self.plan = plan
        self.sentence.setText(visible(plan.sentence or base_text(plan)))
        lost = settings_text(plan)
        self.lost.setText(lost)
        self.lost.setVisible(bool(lost))
        self._show_rows(plan if not plan.sentence else None)
        self._follow()

    def _refused(self, sentence: str) -> None:
        self.sentence.setText(sentence)

    def _show_rows(self, plan: RebasePlan | None) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for brick in plan.layers if plan is not None else ():
            layer = self._image.layers[brick.number - 1]
            row = BrickRow(self.theme, brick, plan, self._wall.bricks.get(layer.chain_id))
            row.changed.connect(self._follow)
            self.rows.append(row)
            self._list.addWidget(row)
        self.lost.setVisible(plan is not None and bool(plan.lost_settings))

    def _follow(self) -> None:
        """What is chosen for a brick changes the picture, and whether it can begin."""
        moves = self.moves.values()
        is_fine = all(not row.is_blocked for row in self.rows)
        is_any = any(move is not LayerMove.LEAVE_OUT for move in moves)
        self.action_button.setEnabled(bool(self.rows) and is_fine and is_any)
        self.network.setVisible(LayerMove.RUN in moves)
        self._show_towers()
        self.command.follow()

    def _show_towers(self) -> None:
        levels = self.plan.base_levels if self.plan is not None else len(self._image.layers)
        now = tuple(
            self._tower_brick(self._image, level, is_gone=level < levels)
            for level in range(len(self._image.layers))
        )
        other = [self._tower_brick(self.other, level) for level in range(len(self.other.layers))]
        for row in self.rows:
            if row.move is not LayerMove.LEAVE_OUT:
                level = row.brick.number - 1
                other.append(self._tower_brick(self._image, level, is_marked=True))
        count = counted("{count} brick", "{count} bricks", len(other))
        before = counted("{count} brick", "{count} bricks", len(now))
        self.towers.show_towers(
            Tower(now, visible(self._image.reference), before),
            Tower(tuple(other), tr("on {onto}", onto=visible(self.other.reference)), count),
        )

    def _tower_brick(
        self, image: Image, level: int, *, is_marked: bool = False, is_gone: bool = False
    ) -> TowerBrick:
        layer = image.layers[level]
        return tower_brick(
            layer.size_bytes, self._wall.bricks.get(layer.chain_id), layer.created_by,
            is_marked=is_marked, is_gone=is_gone,
        )  # fmt: skip

    # --- the work -----------------------------------------------------------------------------

    def _show_output(self, chunk: object) -> None:
        assert isinstance(chunk, OutputChunk)
        self.work_box.add_output(chunk)

    def _finish(self) -> None:
        self._work = None
        self.accept()

    def _failed(self, sentence: str) -> None:
        self._work = None
        self._set_working(False)
        self.work_box.show_end(sentence)
        self._follow()
        self.show_field(self.work_box)

    def _say_in(self, dialect: Dialect) -> str:
        commands = [
            line for row in self.rows if row.move is LayerMove.RUN for line in row.brick.commands
        ]
        return rework_equivalents.rebase(
            dialect, self.other.reference, self.fields.reference, commands
        )
