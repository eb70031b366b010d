"""What a search found inside layers: paths as they are typed, contents on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHideEvent, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import code_font, labelled, tooltip_text
from app.scene.overlay import plain_label
from app.scene.shadow import add_shadow
from app.theme import Theme, interface_font
from app.viewmodel.sizes import count_text, counted, visible
from core.model import ContentHit, NameHit, NameSearch
from core.translation import tr

_WIDTH_PX, _ROW_PX, _MOST_ROWS = 460, 30, 11
_CONTENT_LIMIT = 2000
HIT_ROLE = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex


class SearchResults(QFrame):
    """Floats below the search field.

    Signals: path_chosen(NameHit | ContentHit), contents_requested(str), closed(), left(): the
    pointer was pressed elsewhere in the window.
    """

    path_chosen = Signal(object)
    contents_requested = Signal(str)
    closed = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        field: QWidget,
        parent: QWidget,
        *,
        place_words: Callable[[tuple[str, ...]], str] = lambda _diff_ids: "",
    ) -> None:
        """`place_words` tells the brick that a hit is shown in, by the diff IDs that have it."""
        super().__init__(parent)
        self._field = field
        self.setProperty("look", "floating")
        self.setFixedWidth(_WIDTH_PX)
        self._words = ""
        self._model = _HitModel(self, place_words)
        self._head = plain_label("", "caption-strong")
        self.list = QListView()
        self.list.setProperty("look", "quiet-list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_HitDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Paths that were found"))
        self.list.activated.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self._contents = QPushButton()
        self._contents.setProperty("look", "secondary")
        labelled(self._contents, theme, "search", "text2", 14)
        self._contents.clicked.connect(lambda: self.contents_requested.emit(self._words))
        self._note = plain_label("", "caption")
        self._note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(6)
        for widget in (self._head, self.list, self._note, self._contents):
            layout.addWidget(widget)
        add_shadow(self, theme, 20)
        self.hide()

    def show_names(self, found: NameSearch, below: QPoint) -> None:
        """Paths that hold the words; the frame's right upper corner is put at `below`."""
        self._words = found.words
        self._model.show_hits(found.hits)
        if self.list.hasFocus():
            self.list.setCurrentIndex(self._model.index(0, 0))
        more = "+" if found.is_cut else ""
        count = f"{count_text(len(found.hits))}{more}"
        self._head.setText(
            tr("PATHS IN ALL BRICKS  {number}", number=count)
            if found.hits
            else tr("NO PATH IN ANY BRICK HOLDS THIS")
        )
        self._note.setText(
            counted(
                "{count} brick is not looked into yet.",
                "{count} bricks are not looked into yet.",
                found.pending,
            )
            if found.pending
            else ""
        )
        self._offer_contents(is_possible=True)
        self._fit()
        self.place(below)
        self.show()
        self.raise_()

    def start_contents(self, words: str) -> None:
        """Lines will come one after the other."""
        self._words = words
        self._model.show_hits(())
        self._head.setText(tr("LINES IN ALL FILES  searching…"))
        self._note.setText("")
        self._offer_contents(is_possible=False)
        self._fit()

    def add_contents(self, hits: Sequence[ContentHit]) -> None:
        """More lines; beyond some thousands only their number counts."""
        room = _CONTENT_LIMIT - self._model.rowCount()
        self._model.add_hits(hits[: max(0, room)])
        self._fit()

    def end_contents(self, count: int) -> None:
        """All files were read."""
        more = (
            tr(", the first {content_limit} shown", content_limit=count_text(_CONTENT_LIMIT))
            if count > _CONTENT_LIMIT
            else ""
        )
        self._head.setText(
            tr("LINES IN ALL FILES  {number}{more}", number=count_text(count), more=more)
        )
        self._fit()

    def say(self, sentence: str) -> None:
        """Why nothing is searched."""
        self._head.setText(tr("LINES IN ALL FILES"))
        self._note.setText(sentence)
        self._fit()

    def keyboard_in(self) -> None:
        """The first result gets the keyboard."""
        if self.isVisible() and self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))

    def place(self, below: QPoint) -> None:
        """The frame's right upper corner is put there, as far as the window lets it."""
        self.move(max(4, below.x() - self.width()), below.y())

    def dismiss(self) -> None:
        """Nothing is searched any more, or somebody turns to something else."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of all widgets, as long as it is seen. What ignores a press passes it to its parents."""
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            at = event.globalPosition().toPoint()
            near = (self, self._field)
            is_near = any(one.rect().contains(one.mapFromGlobal(at)) for one in near)
            is_here = isinstance(watched, QWidget) and watched.window() is self.window()
            if is_here and not is_near:
                self.left.emit()
        return False

    def _offer_contents(self, *, is_possible: bool) -> None:
        self._contents.setVisible(is_possible)
        self._contents.setText(
            tr("Search the contents of all files for “{words}”", words=visible(self._words)[:40])
        )

    def _fit(self) -> None:
        rows = min(_MOST_ROWS, self._model.rowCount())
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(max(1, rows) * _ROW_PX + 4)
        self._note.setVisible(bool(self._note.text()))
        self.adjustSize()

    def _choose(self, index: QModelIndex) -> None:
        hit = self._model.hit(index.row())
        if hit is not None:
            self.path_chosen.emit(hit)


class _HitModel(QAbstractListModel):
    """Hits of either kind."""

    def __init__(self, parent: QWidget, place_words: Callable[[tuple[str, ...]], str]) -> None:
        super().__init__(parent)
        self._place_words = place_words
        self._hits: list[NameHit | ContentHit] = []

    def show_hits(self, hits: Sequence[NameHit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def add_hits(self, hits: Sequence[ContentHit]) -> None:
        if hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()

    def hit(self, row: int) -> NameHit | ContentHit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "   ".join(_told(hit))
        if role == Qt.ItemDataRole.ToolTipRole:
            diff_ids = hit.diff_ids if isinstance(hit, NameHit) else (hit.diff_id,)
            return tooltip_text(f"{_told(hit)[0]}\n{self._place_words(diff_ids)}".strip())
        return hit if role == HIT_ROLE else None


class _HitDelegate(QStyledItemDelegate):
    """Path or place at the left, what is told about it quieter behind it or at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._code, self._note = code_font(12), interface_font(12)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, _ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]
        style = option.widget.style()  # type: ignore[attr-defined]
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)  # type: ignore[attr-defined]
        hit = index.data(HIT_ROLE)
        place, note = _told(hit)
        area = option.rect.adjusted(10, 0, -10, 0)  # type: ignore[attr-defined]
        painter.save()
        if isinstance(hit, NameHit):
            room = area.width() - QFontMetrics(self._note).horizontalAdvance(note) - 12
            where = Qt.AlignmentFlag.AlignRight
        else:
            room = area.width() // 2
            where = Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(self._code)
        place = metrics.elidedText(place, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(self._code)
        painter.setPen(self._theme.color("text"))
        painter.drawText(area, _line(Qt.AlignmentFlag.AlignLeft), place)
        rest = area.adjusted(metrics.horizontalAdvance(place) + 12, 0, 0, 0)
        note = QFontMetrics(self._note).elidedText(note, Qt.TextElideMode.ElideRight, rest.width())
        painter.setFont(self._note)
        painter.setPen(self._theme.color("text2"))
        painter.drawText(rest, _line(where), note)
        painter.restore()


def _told(hit: NameHit | ContentHit) -> tuple[str, str]:
    """Where it is, and in how many bricks or in which words."""
    if isinstance(hit, ContentHit):
        return f"{visible(hit.path)}:{hit.line_number}", visible(hit.line.strip())
    return visible(hit.path), counted("{count} brick", "{count} bricks", len(hit.diff_ids))


def _line(where: Qt.AlignmentFlag) -> int:
    return int(where | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
