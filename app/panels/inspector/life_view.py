"""Who put this here? The life of one path over the bricks of an image."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.panels.controls import breakable, plain_button
from app.panels.inspector.life_list import LIFE_ROLE, LifeList
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.life import LifeRow, clean_path, life_in_short, life_rows
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import visible
from core.model import FileAt, LifeEvent
from core.translation import tr

_SLOT = "LifeView.life"
_HINT = tr("Enter or a double click shows the file as it was at that brick.")


class LifeView(QDialog):
    """Beside the window, not in its way: another path can be asked for at any time."""

    file_requested = Signal(object)  # FileAt: as it was at that brick
    brick_requested = Signal(str)  # chain ID

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookup = lookup
        self._target: InspectedTarget | None = None
        self._path = ""
        self._events: tuple[LifeEvent, ...] = ()
        self.setModal(False)
        self.setWindowTitle(tr("Who put this here?"))
        self.setProperty("look", "surface")
        self.path = QLineEdit()
        self.path.setProperty("look", "path")
        self.path.setPlaceholderText(tr("A path in the image: etc/passwd"))
        self.path.setAccessibleName(tr("Path in the image"))
        self.path.addAction(
            theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        ask = plain_button(tr("Show"), "beside-field")
        ask.setAccessibleName(tr("Show the life of this path"))
        ask.setAutoDefault(False)
        ask.clicked.connect(self._ask_typed)
        self.path.returnPressed.connect(self._ask_typed)
        self._where = plain_label("", "small")
        self._short = plain_label("", "strong")
        self._short.setWordWrap(True)
        self.list = LifeList(theme)
        self.list.activated.connect(self._activate)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self._hint = plain_label(_HINT, "caption")
        self._hint.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.path, 1)
        line.addWidget(ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        column.addLayout(line)
        column.addWidget(self._short)
        column.addWidget(self._where)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        self.setMinimumSize(360, 260)
        self.resize(560, 480)

    def show_life(self, target: InspectedTarget, path: str) -> None:
        """Ask for a path of the target's image, and come to the front."""
        self._target = target
        self._where.setText(
            tr("in {reference}, the newest brick on top", reference=visible(target.image.reference))
        )
        self._ask(path)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def events(self) -> tuple[LifeEvent, ...]:
        """What is shown, the lowest brick first."""
        return self._events

    # --- asking -------------------------------------------------------------------------------

    def _ask_typed(self) -> None:
        path = clean_path(self.path.text())
        # What cannot be printed is shown in another way, and must not be asked for like that.
        self._ask(self._path if path == visible(self._path) else path)

    def _ask(self, path: str) -> None:
        target = self._target
        self._path = path
        self.path.setText(visible(path))
        self._clear(tr("Looking …") if path else tr("Type a path to see its life."))
        if target is None or not path:
            self.path.setFocus()
            return
        self._lookup.life(
            target.place.reference, path, lambda events: self._show_events(path, events),
            failed=lambda sentence: self._fail(path, sentence), slot=_SLOT,
        )  # fmt: skip

    def _show_events(self, path: str, events: tuple[LifeEvent, ...]) -> None:
        target = self._target
        if target is None or path != self._path:
            return
        self._events = events
        self._short.setText(life_in_short(events))
        rows = life_rows(events, target.levels) if events else ()
        level = None if target.is_image else target.level
        self.list.show_rows(rows, target.roles, level)
        self._hint.setVisible(any(row.can_open for row in rows))
        if events:
            self.list.setFocus()

    def _fail(self, path: str, sentence: str) -> None:
        if path == self._path:
            self._clear(sentence)

    def _clear(self, words: str) -> None:
        self._events = ()
        self._short.setText(breakable(visible(words)))
        self.list.show_rows((), (), None)
        self._hint.hide()

    # --- input --------------------------------------------------------------------------------

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(LIFE_ROLE)
        if not isinstance(row, LifeRow) or row.event is None:
            return
        if row.can_open:
            self._request_file(row)
        else:
            self.brick_requested.emit(row.event.chain_id)

    def _request_file(self, row: LifeRow) -> None:
        assert self._target is not None
        self.file_requested.emit(FileAt(self._target.place_at(row.level), self._path))

    def _show_menu(self, point: QPoint) -> None:
        row = self.list.indexAt(point).data(LIFE_ROLE)
        if not isinstance(row, LifeRow) or row.event is None:
            return
        chain_id = row.event.chain_id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row.can_open:
            menu.addAction(tr("Show the file as it was")).triggered.connect(
                lambda: self._request_file(row)
            )
        menu.addAction(tr("Show brick {level}", level=row.level + 1)).triggered.connect(
            lambda: self.brick_requested.emit(chain_id)
        )
        menu.popup(self.list.viewport().mapToGlobal(point))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits any more."""
        super().hideEvent(event)
        self._lookup.forget(_SLOT)
