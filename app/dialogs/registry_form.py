"""What the ways from and to a registry share: the tower beside the form, trouble, moving."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.form import RADIUS_PX, FormDialog
from app.dialogs.moving_box import MovingBox
from app.dialogs.trouble_box import BusyLine, TroubleBox
from app.panels.controls import labelled, plain_button
from app.panels.travel_tower import TravelTowerView
from app.theme import Theme
from app.viewmodel.equivalents import Dialect
from app.viewmodel.remote_desk import Moving, RemoteDesk
from app.viewmodel.trouble import Remedy, Trouble
from core.model import Transfer
from core.translation import tr

_SIZE = QSize(980, 660)
_TOWER_PX = 360
_TOWER_FROM_PX = 780


class RegistryForm(FormDialog):
    """Subclasses fill `body`, and override `try_again`, `set_moving` and `show_end`."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: RemoteDesk,
        title: str,
        subtitle: str,
        action: str,
        icon: str,
        dialect: Dialect,
    ) -> None:
        super().__init__(parent, title, subtitle, action, theme=theme, icon=icon, size=_SIZE)
        self.desk = desk
        self.dialect = dialect
        self.moving: Moving | None = None
        self.tower = TravelTowerView(theme)
        self.tower.setFixedWidth(_TOWER_PX)
        self.tower.set_corners(RADIUS_PX, is_left=True)
        self.root.insertWidget(0, self.tower)
        self.busy = BusyLine(theme)
        self.trouble = TroubleBox(theme)
        self.trouble.remedy_chosen.connect(self._mend)
        self.stop_button = plain_button(tr("Stop"), "dialog-button")
        labelled(self.stop_button, theme, "stop")
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop_moving)
        self.stop_button.hide()
        self.buttons.insertWidget(self.buttons.count() - 2, self.stop_button)
        self.progress = MovingBox(
            theme, tr("Close this, and it goes on in the background, among the window's jobs.")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, the form is what counts."""
        self.tower.setVisible(self.width() >= _TOWER_FROM_PX)
        super().resizeEvent(event)

    def done(self, result: int) -> None:
        """What moves goes on; what was only asked is of no use any more."""
        self.desk.stop_asking()
        moving, self.moving = self.moving, None
        if moving is not None:
            moving.leave_alone()
        super().done(result)

    # --- for those that derive from it ----------------------------------------------------------

    def try_again(self) -> None:
        """What stood in the way was mended."""

    def show_end(self, value: object) -> None:
        """It has arrived."""

    def follow(self, moving: Moving, phase: str) -> None:
        """Show an image on its way; it can be stopped, or left alone."""
        self.moving = moving
        self.trouble.show_trouble(None)
        self.progress.start(phase)
        self._set_moving(True)
        moving.moved.connect(self._show_transfer)
        moving.phase_changed.connect(self.progress.show_phase)
        moving.arrived.connect(self._arrived)
        moving.failed.connect(self._failed)
        moving.stopped.connect(self._stopped)

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say what is wrong, in the form."""
        self.busy.show_words("")
        self.trouble.show_trouble(trouble)

    def set_moving(self, is_moving: bool) -> None:
        """Show the form, or how far it is."""

    # --- the way --------------------------------------------------------------------------------

    def _set_moving(self, is_moving: bool) -> None:
        self.progress.setVisible(is_moving)
        self.stop_button.setVisible(is_moving)
        self.stop_button.setEnabled(True)
        self.action_button.setVisible(not is_moving)
        self.cancel_button.setText(tr("In the background") if is_moving else tr("Cancel"))
        self.key_hint.setVisible(not is_moving)
        self.set_moving(is_moving)

    def _show_transfer(self, transfer: Transfer) -> None:
        self.progress.show_transfer(transfer)
        self.tower.show_transfer(transfer)

    def _arrived(self, value: object) -> None:
        self.moving = None
        self._set_moving(False)
        self.show_end(value)

    def _failed(self, trouble: Trouble) -> None:
        self.moving = None
        self._set_moving(False)
        self.show_trouble(trouble)

    def _stopped(self) -> None:
        self.moving = None
        self._set_moving(False)
        self.try_again()

    def stop_moving(self) -> None:
        """The person does not want it any more; its end is told like any other."""
        if self.moving is not None:
            self.progress.show_phase(tr("Stopping"))
            self.stop_button.setEnabled(False)
            self.moving.cancel()

    # --- what stands in the way -----------------------------------------------------------------

    def _mend(self, trouble: Trouble) -> None:
        if trouble.remedy is Remedy.ALLOW_HTTP:
            self.desk.allow_http(trouble.registry)
            self.try_again()
        elif trouble.remedy is Remedy.SIGN_IN:
            self.ask_login(trouble.registry)
        elif trouble.remedy is Remedy.CHANGE_LIMITS:
            self.desk.edit_limits()

    def ask_login(self, registry: str) -> None:
        """Sign in, then go on where it was."""
        from app.dialogs.login_dialog import LoginDialog

        dialog = LoginDialog(self, self.theme, self.desk, registry, dialect=self.dialect)

        def signed_in(result: int) -> None:
            if result == QDialog.DialogCode.Accepted:
                self.try_again()

        dialog.finished.connect(signed_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
