"""The strip tells what is about to be done: at the entry of a menu, and at a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from app.panels.container_bar import ContainerButtons
from app.viewmodel.session import SelectionKind, Session
from app.viewmodel.work_log import Say
from app.window.toolbar import Toolbar

Asked = Callable[[], Say | None]

_COMES = (QEvent.Type.Enter, QEvent.Type.FocusIn)
_GOES = (QEvent.Type.Leave, QEvent.Type.FocusOut)


class Foretelling(QObject):
    """Listens to buttons; menus hand over their entries with `in_menu`."""

    def __init__(
        self, session: Session, toolbar: Toolbar, buttons: ContainerButtons, parent: QObject
    ) -> None:
        """The buttons of a container, and those of the toolbar that act on what is selected."""
        super().__init__(parent)
        self._session = session
        self._log = session.work_log
        self._asked: dict[QWidget, Asked] = {}
        self._is_clicked = False

        for widget, verb in (
            (buttons.start_or_stop, "start-or-stop"),
            (buttons.pause, "pause"),
            (buttons.snapshot, "snapshot"),
            (buttons.discard, "discard"),
            (toolbar.snapshot, "snapshot"),
        ):
            self._watch(widget, lambda verb=verb: self._of_container(verb))
        self._watch(toolbar.run, self._of_run)
        self._watch(toolbar.build, self._of_build)

    def in_menu(self, menu: QMenu, action: QAction, say: Say | None) -> None:
        """What is chosen stays in the strip until it is done, or something else is selected."""
        action.hovered.connect(lambda: self._log.announce(say))
        menu.aboutToHide.connect(lambda: self._log.announce(None))
        if say is not None:
            action.triggered.connect(lambda: self._log.announce(say))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _COMES and isinstance(watched, QWidget) and watched.isEnabled():
            asked = self._asked.get(watched)
            self._is_clicked = False
            if asked is not None:
                self._log.announce(asked())
        elif event.type() in _GOES and not self._is_clicked:
            self._log.announce(None)
        return super().eventFilter(watched, event)

    def _watch(self, widget: QAbstractButton, asked: Asked) -> None:
        self._asked[widget] = asked
        widget.installEventFilter(self)
        widget.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        """A question may follow; what it is about stays to be read."""
        self._is_clicked = True

    def _of_container(self, verb: str) -> Say | None:
        from app.viewmodel import foretold

        container = self._session.selected_container
        return foretold.of_container(self._session, container.id, verb) if container else None

    def _of_build(self) -> Say | None:
        from app.viewmodel import foretold

        return foretold.of_first_base(self._session)

    def _of_run(self) -> Say | None:
        from app.viewmodel import foretold

        image = self._session.selected_image
        if image is None or self._session.selection.kind is SelectionKind.CONTAINER:
            return None
        return foretold.of_image(self._session, image.reference, "run")
