"""The canvas: shows the wall, and turns gestures and keys into signals."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from app.scene.hover_card import HoverCard
from app.scene.items import BrickItem, FlagItem, OpenBrickItem, WallItem
from app.scene.minimap import Minimap
from app.scene.wall_scene import WallScene, focus_rect
from app.theme import Theme
from app.viewmodel.placement import Order, ViewMode, neighbours, place, place_container
from app.viewmodel.wall import Wall

_ZOOM_STEP = 1.15
_ZOOM_MIN, _ZOOM_MAX = 0.1, 4.0
_CONTAINER_ZOOM = 38 / 26
_CONTAINER_TEXT = 1.1 / _CONTAINER_ZOOM
_HOVER_MS = 350
_READABLE_ZOOM = 18.5 / 26
_KEPT_READABLE = 60  # bricks; a larger wall is seen as a whole


class WallView(QGraphicsView):
    """Knows no engine: values in, signals out.

    Signals: brick_selected(chain_id), flag_selected(reference), container_selected(id), cleared(),
    brick_activated(chain_id), menu_requested(kind, key, global position), zoom_changed().
    """

    brick_selected = Signal(str)
    flag_selected = Signal(str)
    container_selected = Signal(str)
    brick_activated = Signal(str)
    cleared = Signal()
    menu_requested = Signal(str, str, QPoint)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wall_scene = WallScene(theme)
        self.setScene(self._wall_scene)
        self._theme = theme
        self._wall = Wall()
        self._mode = ViewMode.SHARED
        self._container_id = ""
        self._order = Order()
        self._selected_key = ""
        self._hovered: WallItem | None = None
        self._pan_from: QPoint | None = None
        self._is_fitted = False
        self._head_px = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Image repository")
        self._hover_timer = QTimer(self, singleShot=True, interval=_HOVER_MS)
        self._hover_timer.timeout.connect(self._show_hover_card)
        self._hover_card = HoverCard(theme, self.viewport())
        self.minimap = Minimap(self, self.viewport())

    # --- what is shown ------------------------------------------------------------------------

    @property
    def wall_scene(self) -> WallScene:
        """For overlays and tests."""
        return self._wall_scene

    @property
    def zoom(self) -> float:
        """1.0 = 26 pixels for a stud."""
        return self._wall_scene.surroundings.zoom

    def set_animated(self, is_animated: bool) -> None:
        """Whether bricks move to their places ("reduce motion" says no)."""
        self._wall_scene.animate = is_animated

    def set_head(self, height_px: int) -> None:
        """Room that is kept at the top for the heading."""
        self._head_px = height_px

    def set_theme(self, theme: Theme) -> None:
        """Another look."""
        self._theme = theme
        self._wall_scene.set_theme(theme)
        self._hover_card.set_theme(theme)
        self.resetCachedContent()
        self.viewport().update()

    def show_wall(self, wall: Wall, mode: ViewMode) -> None:
        """Show a repository; what is selected stays so."""
        was_container = bool(self._container_id)
        is_first = not self._wall.flags or was_container or mode is not self._mode
        self._wall, self._mode, self._container_id = wall, mode, ""
        self._wall_scene.surroundings.text_scale = 1.0
        self._replace(is_first)

    def show_container(self, wall: Wall, container_id: str) -> None:
        """Show one container on its image, large."""
        is_first = self._container_id != container_id
        self._wall, self._container_id = wall, container_id
        self._wall_scene.surroundings.text_scale = _CONTAINER_TEXT
        self._replace(is_first)

    def _replace(self, is_first: bool) -> None:
        self._hovered = None
        self._hover_card.hide()
        if self._container_id:
            placement = place_container(self._wall, self._container_id)
        else:
            placement = place(self._wall, self._mode, self._order)
        self._wall_scene.show_placement(placement, self._mode, container_id=self._container_id)
        self._apply_selection()
        if is_first or not self._is_fitted:
            self.fit_all()
        self.minimap.refresh()

    # --- selection ----------------------------------------------------------------------------

    def select_brick(self, chain_id: str) -> None:
        """Mark a brick from outside; no signal."""
        item = next(
            (i for i in self._wall_scene.bricks.values() if i.placed.brick.chain_id == chain_id),
            None,
        )
        self._selected_key = f"brick {item.key}" if item else ""
        self._apply_selection()

    def select_flag(self, reference: str) -> None:
        """Mark an image from outside; no signal."""
        self._selected_key = f"flag {reference}"
        self._apply_selection()

    def select_container(self, container_id: str) -> None:
        """Mark a container from outside; no signal."""
        self._selected_key = f"open {container_id}"
        self._apply_selection()

    def clear_selection(self) -> None:
        """Mark nothing; no signal."""
        self._selected_key = ""
        self._apply_selection()

    def _apply_selection(self) -> None:
        kind, _space, key = self._selected_key.partition(" ")
        scene = self._wall_scene
        scene.show_links("")
        scene.light_chain((), "")
        for brick in scene.bricks.values():
            is_chosen = kind == "brick" and brick.key == key
            brick.set_state(is_chosen=is_chosen, has_focus_ring=is_chosen and self.hasFocus())
        for flag in scene.flags.values():
            flag.set_state(is_chosen=kind == "flag" and flag.key == key)
        for opened in scene.opened.values():
            opened.set_state(is_chosen=kind == "open" and opened.key == key)
        if kind == "flag" and key in scene.flags:
            flag_value = scene.flags[key].placed.flag
            scene.light_chain(flag_value.chain, key)
        self.setAccessibleDescription(self._selection_sentence(kind, key))

    def _selection_sentence(self, kind: str, key: str) -> str:
        scene = self._wall_scene
        if kind == "brick" and key in scene.bricks:
            return scene.bricks[key].placed.brick.as_sentence
        if kind == "flag" and key in scene.flags:
            return scene.flags[key].placed.flag.as_sentence
        if kind == "open" and key in scene.opened:
            return scene.opened[key].placed.open_brick.as_sentence
        return f"{len(self._wall.flags)} images"

    def _choose(self, item: WallItem | None) -> None:
        """The person chose an item."""
        if item is None:
            self._selected_key = ""
            self._apply_selection()
            self.cleared.emit()
        elif isinstance(item, BrickItem):
            self._selected_key = f"brick {item.key}"
            self._apply_selection()
            self.brick_selected.emit(item.placed.brick.chain_id)
        elif isinstance(item, FlagItem):
            self._selected_key = f"flag {item.key}"
            self._apply_selection()
            self.flag_selected.emit(item.key)
        elif isinstance(item, OpenBrickItem):
            self._selected_key = f"open {item.key}"
            self._apply_selection()
            self.container_selected.emit(item.key)

    # --- zoom ---------------------------------------------------------------------------------

    def set_zoom(self, zoom: float) -> None:
        """Zoom around the middle or the pointer."""
        zoom = max(_ZOOM_MIN, min(_ZOOM_MAX, zoom))
        self.resetTransform()
        self.scale(zoom, zoom)
        self._wall_scene.set_zoom(zoom)
        self.minimap.refresh()
        self.zoom_changed.emit()

    def zoom_in(self) -> None:
        """One notch."""
        self.set_zoom(self.zoom * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """One notch."""
        self.set_zoom(self.zoom / _ZOOM_STEP)

    def fit_all(self) -> None:
        """Everything in view, never larger than the usual size."""
        self._fit(0.0)

    def _fit(self, smallest: float) -> None:
        if self.viewport().width() < 50:
            return
        self._is_fitted = True
        content = self._wall_scene.sceneRect()
        if content.isEmpty():
            return
        room = QRectF(self.viewport().rect()).adjusted(16, 16 + self._head_px, -16, -56)
        largest = _CONTAINER_ZOOM if self._container_id else 1.0
        zoom = min(largest, room.width() / content.width(), room.height() / content.height())
        self.set_zoom(max(smallest, zoom))
        # The heading takes room above: what is centred is the rest.
        center = content.center() - QPointF(0, (self._head_px - 40) / 2 / self.zoom)
        self._grow_scene()
        self.centerOn(center)

    def fit_selection(self) -> None:
        """The selected brick's tower in view."""
        item = self._selected_item()
        if item is not None:
            self.set_zoom(1.5)
            self.centerOn(focus_rect(item).center())

    def _grow_scene(self) -> None:
        """So that the wall can be moved about freely."""
        size = self.viewport().size() / max(self.zoom, 0.01)
        content = self._wall_scene.sceneRect()
        self.setSceneRect(
            content.adjusted(-size.width(), -size.height(), size.width(), size.height())
        )

    def _selected_item(self) -> WallItem | None:
        kind, _space, key = self._selected_key.partition(" ")
        scene = self._wall_scene
        tables: dict[str, dict[str, WallItem]] = {
            "brick": dict(scene.bricks), "flag": dict(scene.flags), "open": dict(scene.opened),
        }  # fmt: skip
        return tables.get(kind, {}).get(key)

    def _item_at(self, position: QPoint) -> WallItem | None:
        for item in self.items(position):
            if isinstance(item, WallItem):
                return item
        return None

    # --- hover --------------------------------------------------------------------------------

    def _hover(self, item: WallItem | None) -> None:
        if item is self._hovered:
            return
        if self._hovered is not None:
            self._hovered.set_state(is_hovered=False)
        self._hovered = item
        self._hover_card.hide()
        if item is not None:
            item.set_state(is_hovered=True)
            self._hover_timer.start()
        is_stacks = self._mode is ViewMode.STACKS and not self._container_id
        if is_stacks and not self._selected_key.startswith("flag"):
            linked = item.placed.brick.chain_id if isinstance(item, BrickItem) else ""
            self._wall_scene.show_links(linked)

    def _show_hover_card(self) -> None:
        item = self._hovered
        if isinstance(item, BrickItem):
            copies = len(self._wall_scene.placement.places_of(item.placed.brick.chain_id))
            self._hover_card.show_brick(item.placed.brick, copies)
            self._hover_card.move_beside(self.viewport().mapFromGlobal(self.cursor().pos()))

    # --- events -------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        painter.resetTransform()
        area = self.viewport().rect()
        canvas = QLinearGradient(0, 0, 0, area.height())
        canvas.setColorAt(0, self._theme.color("canvas_top"))
        canvas.setColorAt(1, self._theme.color("canvas_bottom"))
        painter.fillRect(area, canvas)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if event.button() is Qt.MouseButton.LeftButton:
            item = self._item_at(event.position().toPoint())
            if item is None:
                self._pan_from = event.position().toPoint()
            self._choose(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        if self._pan_from is not None:
            moved = position - self._pan_from
            self._pan_from = position
            for bar, distance in (
                (self.horizontalScrollBar(), moved.x()),
                (self.verticalScrollBar(), moved.y()),
            ):
                bar.setValue(bar.value() - distance)
            self.minimap.refresh()
            return
        self._hover(self._item_at(position))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pan_from = None
        self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self._item_at(event.position().toPoint())
        if item is None:
            self.fit_all()
        elif isinstance(item, BrickItem):
            self.brick_activated.emit(item.placed.brick.chain_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item = self._item_at(event.pos()) or self._selected_item()
        if item is not None:
            self._choose(item)
        if isinstance(item, BrickItem):
            self.menu_requested.emit("brick", item.placed.brick.chain_id, event.globalPos())
        elif isinstance(item, FlagItem):
            self.menu_requested.emit("image", item.key, event.globalPos())
        elif isinstance(item, OpenBrickItem):
            self.menu_requested.emit("container", item.key, event.globalPos())
        else:
            self.menu_requested.emit("canvas", "", event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
            return
        notches = event.angleDelta().y() / 120
        if notches:
            self.set_zoom(self.zoom * _ZOOM_STEP**notches)
            self._grow_scene()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {
            Qt.Key.Key_Up: "up",
            Qt.Key.Key_Down: "down",
            Qt.Key.Key_Left: "left",
            Qt.Key.Key_Right: "right",
        }
        actions = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_F: self.fit_selection,
            Qt.Key.Key_M: self.minimap.toggle,
            Qt.Key.Key_Escape: lambda: self._choose(None),
        }
        key = Qt.Key(event.key())
        if key in arrows:
            self._go(arrows[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end("down" if key is Qt.Key.Key_Home else "up")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self._selected_item()
            if isinstance(item, BrickItem):
                self.brick_activated.emit(item.placed.brick.chain_id)
        elif key in actions:
            actions[key]()
        else:
            super().keyPressEvent(event)

    def _go(self, direction: str) -> None:
        scene = self._wall_scene
        item = self._selected_item()
        if not isinstance(item, BrickItem):
            first = min(scene.bricks.values(), key=lambda b: (b.placed.y, b.placed.x), default=None)
            if first is not None:
                self._choose(first)
            return
        following = neighbours(scene.placement, item.key).get(direction)
        if following is not None:
            self._choose(scene.bricks[following])
            self.ensureVisible(focus_rect(scene.bricks[following]), 30, 30)

    def _go_to_end(self, direction: str) -> None:
        item = self._selected_item()
        if not isinstance(item, BrickItem):
            self._go(direction)
            return
        key = item.key
        while (following := neighbours(self._wall_scene.placement, key).get(direction)) is not None:
            key = following
        self._choose(self._wall_scene.bricks[key])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A panel that opens shall not make words unreadable; what is selected stays in view.
        is_small = len(self._wall_scene.bricks) <= _KEPT_READABLE
        self._fit(_READABLE_ZOOM if is_small else 0.0)
        item = self._selected_item()
        if item is not None and not self._container_id:
            self.ensureVisible(focus_rect(item), 20, 20)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)
