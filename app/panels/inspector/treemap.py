"""Where the bytes are: boxes as large as what they stand for, dead bytes hatched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.panels.controls import tooltip_text
from app.scene.painted_accessible import tell_role
from app.theme import Theme, elided, interface_font, mix, with_alpha
from app.viewmodel.boxes import Tile, leaves, tiles_of
from app.viewmodel.roles import Role
from app.viewmodel.sizes import counted, size_text, visible
from core.model import SizeNode
from core.translation import tr

_HEIGHT_PX, _GAP_PX = 168, 2.0
_TITLE_WIDTH_PX, _TITLE_HEIGHT_PX, _SIZE_HEIGHT_PX = 44.0, 22.0, 40.0
_ALL_WASTED, _NOT_WASTED = 0.9, 0.02
_SHADES = (0.0, 0.10, -0.09)  # towards white, towards black
_INNER_SHADES = (0.0, 0.06, -0.055)


class Treemap(QWidget):
    """Boxes of a `SizeNode`; a click chooses one, a double click or Enter looks into it."""

    hovered = Signal(str)  # key, "" when the pointer left
    chosen = Signal(str)  # key
    opened = Signal(str)  # key: look inside

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._root: SizeNode | None = None
        self._role_of: Callable[[SizeNode], Role] = lambda _node: Role.APP
        self._outer: list[Tile] = []
        self._tiles: list[Tile] = []  # those that nothing is inside of
        self._hovered = self._current = -1
        self._linked = ""
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Where the bytes are"))
        tell_role(self, QAccessible.Role.Graphic)

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT_PX)

    def show_map(self, root: SizeNode | None, role_of: Callable[[SizeNode], Role]) -> None:
        """The children of `root`, each in the colour of its role."""
        self._root, self._role_of = root, role_of
        self._hovered = self._current = -1
        self._lay()
        largest = [self._words(tile.node) for tile in self._outer[:8]]
        self.setAccessibleDescription("; ".join(largest) if largest else tr("No bytes."))

    def link(self, path: str) -> None:
        """Light up the boxes of a path that is pointed at elsewhere; "" for none."""
        if path != self._linked:
            self._linked = path
            self.update()

    @property
    def tiles(self) -> list[Tile]:
        """What is seen, largest first; a box may have others inside."""
        return self._outer

    # --- pixels -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        area = QRectF(self.rect()).adjusted(0, 0, _GAP_PX, _GAP_PX)
        self._outer = tiles_of(self._root, area) if self._root is not None else []
        self._tiles = leaves(self._outer)
        self._current = min(self._current, len(self._tiles) - 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(clip)
        if not self._tiles:
            painter.fillRect(self.rect(), self._theme.color("surface2"))
            return
        for tile in self._outer:
            self._paint_tile(painter, tile)
        painter.setClipping(False)
        for tile in self._outer:
            if self._is_held_by(tile):
                self._paint_ring(painter, _inner(tile.rect))
        for number, tile in enumerate(self._tiles):
            has_focus = number == self._current and self.hasFocus()
            if number == self._hovered or has_focus:
                self._paint_ring(painter, _inner(tile.rect))

    def _paint_tile(self, painter: QPainter, tile: Tile) -> None:
        """A box, what is inside it, and its title over all of that."""
        theme, rect = self._theme, _inner(tile.rect)
        base, ink = theme.role_colors(self._role_of(tile.node).key)
        base = _shaded(base, _SHADES[tile.shade])
        is_all_wasted = tile.wasted_share >= _ALL_WASTED
        has_parts = bool(tile.inside) and not is_all_wasted
        self._paint_ground(painter, rect, base, 0.0 if has_parts else tile.wasted_share)
        for inner in tile.inside:
            place = _inner(inner.rect, 1.0) & rect
            if is_all_wasted:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(with_alpha(theme.color("modified"), 0.35), 1.0))
                painter.drawRect(place.adjusted(0, 0, 1, 1) & rect)
            else:
                shade = _shaded(base, _INNER_SHADES[inner.shade])
                self._paint_ground(painter, place, shade, inner.wasted_share)
        first = tile.inside[0] if tile.inside else tile  # it lies under the title
        is_hatched = is_all_wasted or first.wasted_share >= _ALL_WASTED
        color = theme.color("modified") if is_hatched else ink
        self._paint_words(painter, rect, tile.node, color, is_hatched=is_hatched)

    def _paint_ground(self, painter: QPainter, rect: QRectF, base: QColor, wasted: float) -> None:
        """Of one colour; hatched as far as its bytes are dead."""
        if wasted < _ALL_WASTED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(base)
            painter.drawRoundedRect(rect, 2, 2)
        if wasted > _NOT_WASTED:
            strip = QRectF(rect)
            if wasted < _ALL_WASTED:
                strip.setLeft(rect.right() - max(5.0, rect.width() * wasted))
            self._paint_hatch(painter, strip)

    def _paint_hatch(self, painter: QPainter, rect: QRectF) -> None:
        """Dead bytes: lines, so that it is told without colours too."""
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("modified_soft"))
        painter.drawRoundedRect(rect, 2, 2)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(with_alpha(theme.color("modified"), 0.45), 1.1))
        step, reach = 6.0, rect.height()
        first = int((rect.left() - reach) / step)
        for number in range(first, int((rect.right() + reach) / step) + 1):
            x = number * step
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + reach, rect.top()))
        painter.restore()

    def _paint_words(
        self, painter: QPainter, rect: QRectF, node: SizeNode, ink: QColor, *, is_hatched: bool
    ) -> None:
        room = rect.adjusted(9, 6, -7, -4)
        if room.width() < _TITLE_WIDTH_PX - 12 or rect.height() < _TITLE_HEIGHT_PX:
            return
        has_size = rect.height() >= _SIZE_HEIGHT_PX
        title_font, size_font = interface_font(12, 600), interface_font(11, 500)
        whole = self._title(node)
        title = _shortened(whole, title_font, room.width())
        is_cut = title != whole
        if is_cut and (len(title) < 3 or not node.key):
            return
        line = 17.0
        if not has_size:
            room.setTop(rect.center().y() - line / 2)
        painter.setFont(title_font)
        if is_hatched:
            width = painter.fontMetrics().horizontalAdvance(title)
            patch = QRectF(rect.left() + 4, room.top() - 2, max(width, 44) + 12, line + 4)
            if has_size:
                patch.setHeight(2 * line + 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("modified_soft"))
            painter.drawRoundedRect(patch & rect, 3, 3)
        painter.setPen(ink)
        box = QRectF(room.left(), room.top(), room.width(), line)
        painter.drawText(box, _left(), title)
        if has_size:
            painter.setFont(size_font)
            words = size_text(node.size_bytes)
            if painter.fontMetrics().horizontalAdvance(words) <= rect.right() - box.left() - 2:
                painter.drawText(rect.adjusted(9, 0, 0, 0) & box.adjusted(0, line, 9, line),
                                 _left(), words)  # fmt: skip

    def _paint_ring(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2.4))
        painter.drawRoundedRect(rect.adjusted(0.4, 0.4, -0.4, -0.4), 3, 3)
        inner = QColor("#14171C") if theme.is_dark else QColor("#FFFFFF")
        painter.setPen(QPen(inner, 1.2))
        painter.drawRoundedRect(rect.adjusted(2.2, 2.2, -2.2, -2.2), 2, 2)

    # --- pointer ------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self._current = number
            self.update()
            self.chosen.emit(self._tiles[number].node.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self.opened.emit(self._tiles[number].node.key)

    def _at(self, point: QPointF) -> int:
        for number, tile in enumerate(self._tiles):
            if tile.rect.contains(point):
                return number
        return -1

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()
            self.hovered.emit(self._tiles[number].node.key if number >= 0 else "")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            words = tooltip_text(self._words(self._tiles[number].node)) if number >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # --- keyboard -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, way = event.key(), Qt.Key
        if key in (way.Key_Left, way.Key_Right, way.Key_Up, way.Key_Down) and self._tiles:
            self._go(self._neighbour(key))
        elif key in (way.Key_Home, way.Key_End) and self._tiles:
            self._go(0 if key == way.Key_Home else len(self._tiles) - 1)
        elif key == way.Key_Space and self._current >= 0:
            self.chosen.emit(self._tiles[self._current].node.key)
        elif key in (way.Key_Return, way.Key_Enter) and self._current >= 0:
            self.opened.emit(self._tiles[self._current].node.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._current < 0 and self._tiles:
            self._current = 0
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _go(self, number: int) -> None:
        self._current = number
        node = self._tiles[number].node
        self.setAccessibleName(tr("Where the bytes are: {node}", node=self._words(node)))
        self.hovered.emit(node.key)
        self.update()

    def _neighbour(self, key: int) -> int:
        """The nearest box in a direction; the current one where there is none."""
        if self._current < 0:
            return 0
        here = self._tiles[self._current].rect.center()
        sign = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
        is_across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        best, least = self._current, float("inf")
        for number, tile in enumerate(self._tiles):
            away = tile.rect.center() - here
            ahead, aside = (away.x(), away.y()) if is_across else (away.y(), away.x())
            if ahead * sign > 0.5 and (far := abs(ahead) + 2 * abs(aside)) < least:
                best, least = number, far
        return best

    # --- words --------------------------------------------------------------------------------

    def _is_held_by(self, tile: Tile) -> bool:
        """Whether a box is the path that is pointed at elsewhere, holds it or is inside it."""
        key, linked = tile.node.key, self._linked
        return bool(linked and key) and (
            key == linked or key.startswith(f"{linked}/") or linked.startswith(f"{key}/")
        )

    def _title(self, node: SizeNode) -> str:
        if not node.key:
            return node.title or tr("the rest")
        return visible(node.title)

    def _words(self, node: SizeNode) -> str:
        """usr/lib: 13.6 MB, 22 % of 62.4 MB, 96 files, wasted."""
        total = self._root.size_bytes if self._root is not None else 0
        words = [size_text(node.size_bytes)]
        if total:
            words.append(
                tr(
                    "{size_bytes} % of {total}",
                    size_bytes=round(100 * node.size_bytes / total),
                    total=size_text(total),
                )
            )
        if node.files:
            words.append(counted("{count} file", "{count} files", node.files))
        if node.wasted_bytes:
            is_all = node.wasted_bytes >= node.size_bytes
            words.append(
                tr("wasted")
                if is_all
                else tr("{wasted_bytes} of it wasted", wasted_bytes=size_text(node.wasted_bytes))
            )
        return f"{self._title(node)}: {', '.join(words)}"


def _shortened(path: str, font: QFont, width_px: float) -> str:
    """The whole path, else its end, where there is no room for it."""
    last = path.rpartition("/")[2]
    metrics = QFontMetricsF(font)
    for words in (path, f"…/{last}" if last != path else path, last):
        if metrics.horizontalAdvance(words) <= width_px:
            return words
    return elided(last, font, width_px)


def _shaded(color: QColor, shade: float) -> QColor:
    return mix(color, QColor("#FFFFFF") if shade > 0 else QColor("#000000"), abs(shade))


def _inner(rect: QRectF, gap: float = _GAP_PX) -> QRectF:
    """A box without the gap to its neighbours."""
    return rect.adjusted(0, 0, -min(gap, rect.width() / 2), -min(gap, rect.height() / 2))


def _left() -> int:
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    return int(align) | int(Qt.TextFlag.TextSingleLine)
