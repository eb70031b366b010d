"""The layers of two images side by side, the base at the bottom; the same ones are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.panels.inspector.marks import CENTER, LEFT, figure_font, paint_icon_cached
from app.theme import Theme, elided, interface_font, mix
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from core.model import LayerPair
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex
PAIR_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_ROW_PX, _TOP_PX = 34, 6
_GAP_PX, _SPINE_PX, _BEAD_PX = 34.0, 22.0, 18.0
_STUD_PX, _STUD_HIGH_PX = 8.0, 4.0


@dataclass(frozen=True, slots=True)
class SideLayers:
    """One side: its image's name, and role and title of each layer from the bottom, if known."""

    title: str
    roles: Sequence[Role] = ()
    titles: Sequence[str] = ()

    def role(self, level: int) -> Role:
        """Of a layer that is not known the base or the most general one."""
        if level < len(self.roles):
            return self.roles[level]
        return Role.APP if level else Role.OS

    def name(self, level: int) -> str:
        """ "brick 3: nginx"."""
        title = self.titles[level] if level < len(self.titles) else ""
        return (
            tr("brick {level}: {title}", level=level + 1, title=visible(title))
            if title
            else tr("brick {level}", level=level + 1)
        )


class _Pairs(QAbstractListModel):
    """Topmost first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pairs: list[LayerPair] = []
        self.sides = (SideLayers(""), SideLayers(""))

    def show(self, pairs: Sequence[LayerPair], left: SideLayers, right: SideLayers) -> None:
        self.beginResetModel()
        self.pairs = list(reversed(pairs))
        self.sides = (left, right)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        pair = self.pairs[index.row()]
        if role == PAIR_ROLE:
            return pair
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(pair)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(self.sentence(pair))
        return None

    def sentence(self, pair: LayerPair) -> str:
        """brick 3: nginx is the same on both sides."""
        left, right = self.sides
        if pair.is_same and pair.left is not None and pair.right is not None:
            both = left.name(pair.left)
            other = (
                ""
                if pair.left == pair.right
                else tr(" (there {right})", right=right.name(pair.right))
            )
            return tr("{both} is the same on both sides{other}", both=both, other=other)
        parts = [
            tr("{level} of {title} only", level=side.name(level), title=side.title)
            for side, level in ((left, pair.left), (right, pair.right))
            if level is not None
        ]
        return "; ".join(parts)


class LayerPairs(QListView):
    """`show_pairs` shows others."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_of_pairs = _Pairs(self)
        self.setModel(self.model_of_pairs)
        self.setItemDelegate(_PairDelegate(theme, self.model_of_pairs, self))
        self.setProperty("look", "pairs")
        self.setAccessibleName(tr("Bricks of both sides, topmost first"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)

    def show_pairs(self, pairs: Sequence[LayerPair], left: SideLayers, right: SideLayers) -> None:
        """Pairs from the bottom, as they are told."""
        self.model_of_pairs.show(pairs, left, right)
        self.scrollToBottom()  # the base is where both sides begin

    def keyboardSearch(self, search: str) -> None:
        """Letters mean nothing here."""


class _PairDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, pairs: _Pairs, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pairs = pairs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, _ROW_PX + (_TOP_PX if index.row() == 0 else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pair = index.data(PAIR_ROLE)
        rect = QRectF(option.rect)
        rect.setTop(rect.bottom() - _ROW_PX)
        width = (rect.width() - _GAP_PX) / 2
        left = QRectF(rect.left(), rect.top(), width, _ROW_PX)
        right = QRectF(rect.right() - width, rect.top(), width, _ROW_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if pair.is_same:
            self._paint_joint(painter, QRectF(left.right(), rect.top(), _GAP_PX, _ROW_PX))
        for box, level, side in (
            (left, pair.left, self._pairs.sides[0]),
            (right, pair.right, self._pairs.sides[1]),
        ):
            if level is not None:
                is_top = self._is_top(index.row(), box is left)
                self._paint_brick(painter, box, side, level, is_top=is_top)
        state = option.state
        flags = QStyle.StateFlag
        if state & flags.State_HasFocus and state & flags.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("text"), 1.4, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(rect.adjusted(0.7, 1.2, -0.7, -1.2), 5, 5)
        painter.restore()

    def _is_top(self, row: int, is_left: bool) -> bool:
        above = self._pairs.pairs[row - 1] if row else None
        if above is None:
            return True
        return (above.left if is_left else above.right) is None

    def _paint_brick(
        self, painter: QPainter, box: QRectF, side: SideLayers, level: int, *, is_top: bool
    ) -> None:
        """A front with its spine, number and title, and studs where nothing stands on it."""
        base, ink = self._theme.role_colors(side.role(level).key)
        front = box.adjusted(1, 0.5, -1, -0.5)
        edge = QPen(mix(base, QColor("black"), 0.5), 1)
        painter.setPen(edge)
        painter.setBrush(base)
        if is_top:
            count = max(2, int(front.width() // 26))
            step = front.width() / count
            for stud in range(count):
                x = front.left() + (stud + 0.5) * step - _STUD_PX / 2
                painter.drawRect(QRectF(x, front.top() - _STUD_HIGH_PX, _STUD_PX, _STUD_HIGH_PX))
        painter.drawRoundedRect(front, 3, 3)
        spine = QRectF(front.left(), front.top(), _SPINE_PX, front.height())
        icon = QRectF(0, 0, 14, 14)
        icon.moveCenter(spine.center())
        paint_icon_cached(painter, self._theme, icon, side.role(level).key, ink)
        painter.setPen(ink)
        text = front.adjusted(_SPINE_PX + 3, 0, -5, 0)
        number, font = str(level + 1), figure_font(700)
        painter.setFont(font)
        painter.drawText(text, LEFT, number)
        title = side.titles[level] if level < len(side.titles) else ""
        rest = text.adjusted(8 * len(number) + 6, 0, 0, 0)
        if title and rest.width() > 30:
            small = interface_font(11, 500)
            painter.setFont(small)
            painter.drawText(rest, LEFT, elided(visible(title), small, rest.width()))

    def _paint_joint(self, painter: QPainter, gap: QRectF) -> None:
        """What is the same on both sides is one brick: a bar and a bead."""
        theme = self._theme
        bar = QRectF(gap.left() - 1, gap.center().y() - 3, gap.width() + 2, 6)
        painter.fillRect(bar, theme.color("accent"))
        bead = QRectF(0, 0, _BEAD_PX, _BEAD_PX)
        bead.moveCenter(QPointF(gap.center()))
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(bead)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(interface_font(12, 700))
        painter.drawText(bead, CENTER, "=")
