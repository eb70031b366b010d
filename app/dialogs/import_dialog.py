"""Bring images of an archive here: look into it, choose, and see them come."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import RADIUS_PX, FormDialog, wrapped
from app.dialogs.import_choice import ChoicePage
from app.dialogs.import_source import LookingBox, SourcePage
from app.dialogs.moving_box import MovingBox
from app.dialogs.trouble_box import TroubleBox
from app.panels.controls import plain_button
from app.panels.inspector.hint_card import HintCard
from app.panels.travel_tower import TravelTowerView
from app.theme import Theme
from app.viewmodel import travel_equivalents
from app.viewmodel.archive_desk import ArchiveDesk
from app.viewmodel.archive_words import file_name
from app.viewmodel.equivalents import Dialect
from app.viewmodel.remote_desk import Moving
from app.viewmodel.sizes import counted
from app.viewmodel.trouble import Remedy, Trouble
from core.model import ArchiveLook, FoundImage, Transfer, TransferState
from core.progress import Progress
from core.translation import tr

_SIZE = QSize(1000, 640)
_TOWER_PX, _NARROW_TOWER_PX = 370, 300
_TOWER_FROM_PX, _WIDE_FROM_PX = 800, 950
_HINT = tr(
    "Each layer is read once, checked against its digest to the "
    "last byte, and unpacked, so that containers can start at "
    "once. Layers that are here already are not read again. An "
    "image is there when all of it is; nothing half is kept."
)


class Step(enum.Enum):
    """How far the dialog is."""

    SOURCE = "source"
    LOOKING = "looking"
    CHOOSING = "choosing"
    MOVING = "moving"


class ImportDialog(FormDialog):
    """Closing it stops a look and leaves an import to the background."""

    explained = "image"

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: ArchiveDesk,
        here: Mapping[str, str],
        path: str = "",
        *,
        more: int = 0,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`here`: digests of manifests by reference; `more` archives come after this one."""
        super().__init__(
            parent,
            tr("Import images"),
            tr("See what is in an archive before anything of it is kept."),
            tr("Look into it"),
            theme=theme,
            icon="archive",
            size=_SIZE,
        )
        self._desk = desk
        self._moving: Moving | None = None
        self._shown: FoundImage | None = None  # whose tower it is
        self.step = Step.SOURCE
        self.tower = TravelTowerView(theme)
        self.tower.set_corners(RADIUS_PX, is_left=True)
        self.root.insertWidget(0, self.tower)
        self.source = SourcePage(theme)
        self.source.dropped.connect(self.look)
        self.looking = LookingBox(theme)
        self.page = ChoicePage(theme, here)
        self.page.looked_at.connect(self._show_tower)
        self.page.changed.connect(self._follow)
        self.command = CommandBox(theme, self._say_in, dialect)
        self.trouble = TroubleBox(theme)
        self.trouble.remedy_chosen.connect(self._mend)
        self.progress = MovingBox(
            theme, tr("Close this, and it goes on in the background, among the window's jobs.")
        )
        self._hint = HintCard(theme, _HINT, tr("What happens now"))
        self.cancel_button.clicked.disconnect()
        self.cancel_button.clicked.connect(self.cancel)
        self.other_button = plain_button(tr("Another archive…"), "dialog-button")
        self.other_button.clicked.connect(lambda: self._show_step(Step.SOURCE))
        self.stop_button = plain_button(tr("Stop importing"), "dialog-danger")
        self.stop_button.clicked.connect(self.stop)
        for place, button in enumerate((self.other_button, self.stop_button)):
            button.setAutoDefault(False)
            self.buttons.insertWidget(place, button)
        for widget in (
            self.trouble, self.source, self.looking, self.progress, self._hint, self.page,
            self.command,
        ):  # fmt: skip
            self.body.addWidget(widget)
        if more:
            self.body.addWidget(
                wrapped(
                    tr(
                        "{more} after this one",
                        more=counted("{count} more archive", "{count} more archives", more),
                    ),
                    "caption",
                )
            )
        self.body.addStretch(1)
        self.source.path.edit.setText(path)
        self._show_step(Step.SOURCE)
        if path:
            self.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, the form is what counts."""
        is_wide = self.width() >= _WIDE_FROM_PX
        self.tower.setVisible(self.width() >= _TOWER_FROM_PX)
        self.tower.setFixedWidth(_TOWER_PX if is_wide else _NARROW_TOWER_PX)
        self._show_key_hint()
        super().resizeEvent(event)

    def done(self, result: int) -> None:
        """What moves goes on; what was only looked for is of no use any more."""
        self._desk.stop_looking()
        moving, self._moving = self._moving, None
        if moving is not None:
            moving.leave_alone()
        super().done(result)

    def cancel(self) -> None:
        """Cancelling a look goes back to what is to be looked into; all else closes the dialog."""
        if self.step is Step.LOOKING:
            self._desk.stop_looking()
            self._show_step(Step.SOURCE)
        else:
            self.reject()

    def submit(self) -> None:
        if self.step is Step.SOURCE:
            self.look()
        elif self.step is Step.CHOOSING and self.action_button.isEnabled():
            self.bring()

    # --- looking ------------------------------------------------------------------------------

    def look(self) -> None:
        """See what is in it."""
        if not self.source.is_good():
            return
        path = self.source.text
        self.trouble.show_trouble(None)
        self._show_step(Step.LOOKING)
        self.looking.start(tr("Looking into {path}", path=file_name(path)))
        self._desk.look(path, self._show_look, self._look_failed, self._show_progress)

    def _show_progress(self, progress: Progress) -> None:
        if self.step is Step.LOOKING:
            self.looking.show_progress(progress)

    def _show_look(self, look: ArchiveLook) -> None:
        self.tower.show_nothing("" if look.images else tr("There is no image in it."))
        self._show_step(Step.CHOOSING)
        self.page.show_look(look)
        self.page.images.setFocus()

    def _look_failed(self, trouble: Trouble) -> None:
        self._show_step(Step.SOURCE)
        self.trouble.show_trouble(trouble)

    def _show_tower(self, found: FoundImage) -> None:
        self._shown = found
        self.tower.show_image(found)

    # --- bringing -----------------------------------------------------------------------------

    def bring(self) -> None:
        """Bring here what is chosen."""
        if not self.page.is_good():
            return
        request, found = self.page.request(), self.page.found
        self.trouble.show_trouble(None)
        self._show_step(Step.MOVING)
        self.progress.start(tr("Importing {path}", path=file_name(request.path)))
        current = self.page.current
        self._show_tower(current if current is not None and current in found else found[0])
        moving = self._moving = self._desk.bring(request, found)
        moving.moved.connect(self._show_transfer)
        moving.phase_changed.connect(self.progress.show_phase)
        moving.arrived.connect(self._arrived)
        moving.failed.connect(self._failed)
        moving.stopped.connect(self._stopped)

    def stop(self) -> None:
        """The person does not want it any more; what is half done is taken back."""
        if self._moving is not None:
            self.stop_button.setEnabled(False)
            self.progress.show_phase(tr("Stopping"))
            self._moving.cancel()

    def _show_transfer(self, transfer: Transfer) -> None:
        """The tower is the one of the image whose bricks are moving."""
        self.progress.show_transfer(transfer)
        busy = {one.digest for one in transfer.layers if one.state is TransferState.MOVING}
        moving = [
            found
            for found in self.page.found
            if busy & {layer.digest for layer in found.image.layers}
        ]
        if moving and self._shown not in moving:
            self._show_tower(moving[0])
        self.tower.show_transfer(transfer)

    def _arrived(self, _arrivals: object) -> None:
        self._moving = None
        self.accept()

    def _failed(self, trouble: Trouble) -> None:
        self._moving = None
        self._show_step(Step.CHOOSING)
        self.trouble.show_trouble(trouble)

    def _stopped(self) -> None:
        self._moving = None
        self._show_step(Step.CHOOSING)

    # --- what is shown ------------------------------------------------------------------------

    def _mend(self, trouble: Trouble) -> None:
        if trouble.remedy is Remedy.CHANGE_LIMITS:
            self._desk.edit_limits()

    def _show_step(self, step: Step) -> None:
        self.step = step
        self.source.setVisible(step is Step.SOURCE)
        self.looking.setVisible(step is Step.LOOKING)
        self.page.setVisible(step is Step.CHOOSING)
        self.command.setVisible(step is Step.CHOOSING)
        self.progress.setVisible(step is Step.MOVING)
        self._hint.setVisible(step is Step.MOVING)
        can_go_on = step in (Step.SOURCE, Step.CHOOSING)
        self.action_button.setVisible(can_go_on)
        self._show_key_hint()
        self.other_button.setVisible(step is Step.CHOOSING)
        self.stop_button.setVisible(step is Step.MOVING)
        self.stop_button.setEnabled(True)
        self.cancel_button.setText(tr("In the background") if step is Step.MOVING else tr("Cancel"))
        if step in (Step.SOURCE, Step.LOOKING):
            self.tower.show_nothing(tr("The bricks of what is found stand here."))
        elif step is Step.CHOOSING and self.page.current is not None:
            self._show_tower(self.page.current)
        self._name_action()
        if step is Step.SOURCE:
            self.source.path.edit.setFocus()

    def _follow(self) -> None:
        """Something else is chosen or named."""
        self._name_action()
        self.command.follow()

    def _say_in(self, dialect: Dialect) -> str:
        return travel_equivalents.import_images(dialect, self.page.request(), self.page.form)

    def _show_key_hint(self) -> None:
        """Where three buttons leave room for it."""
        is_wide = self.width() >= _WIDE_FROM_PX
        can_go_on = self.step is Step.SOURCE or (self.step is Step.CHOOSING and is_wide)
        self.key_hint.setVisible(can_go_on)

    def _name_action(self) -> None:
        if self.step is not Step.CHOOSING:
            self.action_button.setText(tr("Look into it"))
            self.action_button.setEnabled(True)
            return
        count = len(self.page.found)
        self.action_button.setText(
            tr("Import")
            if count < 2
            else tr("Import {images}", images=counted("{count} image", "{count} images", count))
        )
        self.action_button.setEnabled(count > 0)
