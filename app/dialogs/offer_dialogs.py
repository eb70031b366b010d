"""Which of the two dialogs about sharing is open: the one that asks, then the one that shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.serve_dialog import ServeDialog
from app.dialogs.serve_state_dialog import ServeStateDialog
from app.theme import Theme
from app.viewmodel.offer_desk import OfferDesk
from app.viewmodel.session import SelectionKind, Session


class OfferDialogs(QObject):
    """Lives as long as a dialog of it is open."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        session: Session,
        desk: OfferDesk,
        open_dialog: Callable[[QDialog], None],
    ) -> None:
        super().__init__(parent)
        self._parent, self._theme = parent, theme
        self._session, self._desk = session, desk
        self._open_dialog = open_dialog
        self._asking: ServeDialog | None = None
        self._showing: ServeStateDialog | None = None
        session.serving_changed.connect(self._follow)
        if session.serving is not None:
            self._follow()
        else:
            self._ask()

    def _ask(self) -> None:
        session = self._session
        selected = session.selected_image if session.selection.kind is SelectionKind.IMAGE else None
        dialog = ServeDialog(
            self._parent, self._theme, self._desk, session.repository.images,
            (selected.reference,) if selected is not None else (), dialect=session.dialect,
        )  # fmt: skip
        self._asking = dialog
        dialog.finished.connect(lambda _result: self._closed(dialog))
        self._open_dialog(dialog)

    def _follow(self) -> None:
        serving = self._session.serving
        if serving is None:
            if self._showing is not None:
                self._showing.accept()  # it ended
            return
        if self._showing is not None:
            self._showing.show_serving(serving)
            return
        dialog = ServeStateDialog(self._parent, self._theme, self._desk, serving)
        self._showing = dialog
        dialog.finished.connect(lambda _result: self._closed(dialog))
        if self._asking is not None:
            self._asking.accept()
        self._open_dialog(dialog)

    def _closed(self, dialog: QDialog) -> None:
        if dialog is self._asking:
            self._asking = None
        if dialog is self._showing:
            self._showing = None
        if self._asking is None and self._showing is None:
            self._session.serving_changed.disconnect(self._follow)
            self.deleteLater()
