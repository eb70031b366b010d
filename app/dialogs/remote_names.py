"""Names that a registry has, repositories or tags, as a list that is searched while one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from app.panels.controls import breakable
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import count_text, visible
from core.model import RegistryListing
from core.translation import tr, translated

_ROWS, _ROW_PX = 5, 30
_FILTER_FROM = 9


class RemoteNames(QWidget):
    """Hidden while there are none. Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._shown: list[str] = []
        self._title = plain_label("", "field-name")
        self._title.setWordWrap(True)
        self.filter = QLineEdit()
        self.filter.setProperty("look", "filter")
        self.filter.addAction(
            theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter.setPlaceholderText(tr("Search"))
        self.filter.setAccessibleName(tr("Search among these names"))
        self.filter.textChanged.connect(self._show_found)
        self.filter.installEventFilter(self)
        self._model = QStringListModel(self)
        self.view = _NameList()
        self.view.setModel(self._model)
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setAccessibleName(tr("Names"))
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self._note = plain_label("", "caption")
        self._note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._title, self.filter, self.view, self._note):
            layout.addWidget(widget)
        self.hide()

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are listed now."""
        return tuple(self._shown)

    def show_listing(self, title: str, listing: RegistryListing) -> None:
        """Another list; `title` says what it is."""
        self._names = listing.names
        self.filter.clear()
        self._title.setText(breakable(visible(title)))
        self.filter.setVisible(len(self._names) >= _FILTER_FROM)
        self.view.setAccessibleName(visible(title))
        self._note.setText(breakable(visible(translated(listing.sentence))))
        self._note.setVisible(bool(listing.sentence))
        self._show_found()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field: down goes into the list, Enter takes its first name."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.view.setFocus()
                self.view.setCurrentIndex(self._model.index(0, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._model.index(0, 0))
                return True
        return super().eventFilter(watched, event)

    def _show_found(self) -> None:
        words = self.filter.text().casefold()
        self._shown = [name for name in self._names if words in name.casefold()]
        self._model.setStringList([visible(name) for name in self._shown])
        rows = max(1, min(_ROWS, len(self._shown)))
        self.view.setFixedHeight(rows * _ROW_PX + 4)
        self.view.setVisible(bool(self._shown))
        if self._names and not self._shown:
            self._note.setText(
                tr("None of {names} names has this in it.", names=count_text(len(self._names)))
            )
            self._note.show()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._shown[index.row()])


class _NameList(QListView):
    """Enter chooses a name, and is no click on the dialog's button besides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
