"""The canvas: shows the wall, and turns gestures and keys into signals."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmapCache,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from app.scene.camera import ZOOM_STEP, Camera
from app.scene.far_labels import (
    are_towers_named,
    paint_head_fade,
    paint_street_names,
    paint_tower_names,
)
from app.scene.gradient import paint_canvas
from app.scene.hover_guide import HoverGuide
from app.scene.items import BrickItem, FlagItem, WallItem
from app.scene.minimap import Minimap
from app.scene.open_brick_item import OpenBrickItem
from app.scene.wall_accessible import tell_items_anew, tell_of_wall
from app.scene.wall_keys import WallKeys
from app.scene.wall_scene import WallScene, focus_rect
from app.scene.wall_selection import WallSelection
from app.theme import Theme
from app.viewmodel.placement import Order, ViewMode, place, place_container
from app.viewmodel.wall import Wall
from core.translation import tr

_PICTURES_KB = 160 * 1024
_HEADROOM_PX = 30  # empty, at the top of the scene
_ROWS_IN_FRONT = 2
_CONTAINER_TEXT = 1.1 * 26 / 38


class WallView(QGraphicsView):
    """Knows no engine: values in, signals out.

    Signals: inspected(): what is selected shall be shown in full; entered(): and shall have the
    keyboard; picked(): a brick or flag was clicked; compared(one, other): two of them, each a chain
    ID or a reference; menu_requested(kind, key, global position); zoom_changed(). What is selected
    is told by `selection`.
    """

    inspected = Signal()
    entered = Signal()
    picked = Signal()
    compared = Signal(str, str)
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
        self._pan_from: QPoint | None = None
        self._pan_step = QPoint()
        self._is_space_down = False
        self._pressed: WallItem | None = None
        # Pictures of all items in view, at twice the pixels: more than Qt keeps usually.
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _PICTURES_KB))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Image repository"))
        self.camera = Camera(self, self._wall_scene)
        self.selection = WallSelection(self._wall_scene, self)
        self.selection.marked.connect(self._keep_in_view)
        self.hover_guide = HoverGuide(theme, self, self._wall_scene, self._links_copies)
        self.minimap = Minimap(self, self.viewport())
        self._keys = WallKeys(self)
        self.camera.moved.connect(self.minimap.refresh)
        self.camera.moved.connect(self.zoom_changed)
        tell_of_wall(self)

    # --- what is shown ------------------------------------------------------------------------

    @property
    def wall_scene(self) -> WallScene:
        """For overlays and tests."""
        return self._wall_scene

    @property
    def zoom(self) -> float:
        """1.0 = 26 pixels for a stud."""
        return self.camera.zoom

    @property
    def is_panning(self) -> bool:
        """Whether the pointer moves the wall, or is about to: Space is held down."""
        return self._pan_from is not None or self._is_space_down

    def set_animated(self, is_animated: bool) -> None:
        """Whether bricks move to their places ("reduce motion" says no)."""
        self._wall_scene.animate = is_animated

    def set_theme(self, theme: Theme) -> None:
        """Another look."""
        self._theme = theme
        self._wall_scene.set_theme(theme)
        self.hover_guide.set_theme(theme)
        self.resetCachedContent()
        self.viewport().update()

    def show_wall(self, wall: Wall, mode: ViewMode) -> None:
        """Show a repository; what is selected stays so."""
        is_other = bool(self._container_id) or mode is not self._mode or self._wall.is_empty
        self._wall, self._mode, self._container_id = wall, mode, ""
        self._wall_scene.surroundings.text_scale = 1.0
        self._replace(is_other)

    def show_container(self, wall: Wall, container_id: str) -> None:
        """Show one container on its image, large."""
        is_other = self._container_id != container_id
        self._wall, self._container_id = wall, container_id
        self.selection.clear()  # there is only one, and its outline says how it is
        self._wall_scene.surroundings.text_scale = _CONTAINER_TEXT
        self._replace(is_other)

    def keep_free(self, head_px: int, foot_px: int) -> None:
        """Room at the top and the bottom for what floats over the wall."""
        self.camera.keep_free(head_px, foot_px)
        self.hover_guide.top_px = head_px

    def tidy(self) -> None:
        """Sort the towers anew; otherwise they keep their places when others come and go."""
        self._order.forget()
        self._replace(True)

    def _replace(self, is_other: bool) -> None:
        if self._container_id:
            placement = place_container(self._wall, self._container_id)
        else:
            placement = place(self._wall, self._mode, self._order)
        scene, container_id = self._wall_scene, self._container_id
        if not is_other and scene.renew_opened(placement, self._mode, container_id=container_id):
            self._tell_selection()
            return
        self.hover_guide.forget()
        before = self._wall_scene.sceneRect()
        self._wall_scene.show_placement(placement, self._mode, container_id=self._container_id)
        self.selection.apply()
        self._tell_selection()
        tell_items_anew(self)
        has_grown = self.camera.is_fitted and self._wall_scene.sceneRect() != before
        if is_other or has_grown or before.isEmpty():
            self.camera.fit_all()
        self.minimap.refresh()

    # --- selection ----------------------------------------------------------------------------

    def choose(self, item: WallItem | None) -> None:
        """The person chose an item, or the empty canvas."""
        self.selection.has_focus_ring = self.hasFocus()
        self.selection.choose(item)

    def inspect(self) -> None:
        """The person wants to see what is selected in full."""
        if self.selection.item is not None:
            self.inspected.emit()

    def enter(self) -> None:
        """The person wants to go on there."""
        if self.selection.item is not None:
            self.entered.emit()

    def _keep_in_view(self, item: WallItem | None) -> None:
        self._tell_selection()
        if item is not None and not self._container_id:
            self.camera.show(focus_rect(item))

    def _tell_selection(self) -> None:
        self.setAccessibleDescription(self.selection.sentence)

    def _links_copies(self) -> bool:
        """While a chain is lit, hovering must not put the light out."""
        is_stacks = self._mode is ViewMode.STACKS and not self._container_id
        return is_stacks and not self.selection.is_lit

    # --- zoom ---------------------------------------------------------------------------------

    def set_zoom(self, zoom: float) -> None:
        """Zoom around the middle or the pointer."""
        self.camera.zoom_to(zoom)

    def zoom_in(self) -> None:
        """One notch."""
        self.set_zoom(self.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """One notch."""
        self.set_zoom(self.zoom / ZOOM_STEP)

    def fit_all(self) -> None:
        """Everything in view."""
        self.camera.fit_all()

    def fit_selection(self) -> None:
        """The selected brick's tower in view."""
        item = self.selection.item
        if item is not None:
            self.camera.fit(focus_rect(item))

    def _item_at(self, position: QPoint) -> WallItem | None:
        for item in self.items(position):
            if isinstance(item, WallItem) and item.isEnabled():
                return item
        return None

    # --- pointer ------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        painter.resetTransform()
        paint_canvas(painter, self._theme, QRectF(self.viewport().rect()))

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        scene, to_screen = self._wall_scene, self.viewportTransform()
        area = QRectF(self.viewport().rect())
        painter.resetTransform()
        head_px = 0 if self._container_id else self.camera.head_px
        paint_street_names(painter, self._theme, scene.placement.streets, to_screen, _ROWS_IN_FRONT)
        if are_towers_named(scene.surroundings.detail):
            below_head = area.adjusted(0, head_px, 0, 0)
            paint_tower_names(painter, self._theme, scene.flags.values(), to_screen, below_head)
        if head_px and to_screen.mapRect(scene.sceneRect()).top() + _HEADROOM_PX < head_px:
            paint_head_fade(painter, self._theme, area, head_px)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.camera.halt()
        position = event.position().toPoint()
        is_left = event.button() is Qt.MouseButton.LeftButton
        if event.button() is Qt.MouseButton.MiddleButton or (is_left and self._is_space_down):
            self._start_pan(position)
        elif is_left:
            item = self._pressed = self._item_at(position)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._compare(item):
                self._pressed = None
                return
            if item is None:
                self._start_pan(position)
            self.choose(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        if self._pan_from is None:
            self.hover_guide.hover(self._item_at(position))
            return
        self._pan_step, self._pan_from = position - self._pan_from, position
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.camera.pan(self._pan_step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self.camera.glide(QPointF(self._pan_step))
        self._pan_from = None
        self.viewport().unsetCursor()
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and isinstance(self._pressed, BrickItem | FlagItem):
            self.picked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # What the first click chose: the wall may have made room for a panel since.
        item = self.selection.item or self._item_at(event.position().toPoint())
        if item is None:
            self.fit_all()
        else:
            self._pressed = None
            self.choose(item)
            self.inspect()

    def _compare(self, item: WallItem | None) -> bool:
        """With the one that is selected; whether both are something to compare."""
        keys = [_compared_key(one) for one in (self.selection.item, item)]
        if not all(keys) or keys[0] == keys[1]:
            return False
        self.compared.emit(*keys)
        return True

    def _start_pan(self, position: QPoint) -> None:
        self._pan_from, self._pan_step = position, QPoint()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        item = self.selection.item if by_keyboard else self._item_at(event.pos())
        position = event.globalPos()
        if item is not None:
            self.choose(item)
        if by_keyboard and item is not None:
            center = self.mapFromScene(item.sceneBoundingRect().center())
            position = self.viewport().mapToGlobal(center)
        if isinstance(item, BrickItem):
            self.menu_requested.emit("brick", item.placed.brick.chain_id, position)
        elif isinstance(item, FlagItem):
            self.menu_requested.emit("image", item.key, position)
        elif isinstance(item, OpenBrickItem):
            self.menu_requested.emit("container", item.key, position)
        else:
            self.menu_requested.emit("", "", position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.camera.halt()
        is_sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        turned = event.angleDelta()
        if not event.pixelDelta().isNull() and not is_zooming:
            self.camera.pan(event.pixelDelta())  # a touch pad pans, and pinches to zoom
        elif is_sideways:
            self.camera.pan(QPoint(turned.x() or turned.y(), 0))
        elif turned.y():
            self.set_zoom(self.zoom * ZOOM_STEP ** (turned.y() / 120))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        is_pinch = isinstance(event, QNativeGestureEvent) and (
            event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        )
        if is_pinch and isinstance(event, QNativeGestureEvent):
            self.set_zoom(self.zoom * (1 + event.value()))
            return True
        return super().viewportEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hover_guide.hover(None)
        super().leaveEvent(event)

    # --- keys ---------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Escape puts out a switch's containers first; the window has other uses for it."""
        is_escape = isinstance(event, QKeyEvent) and Qt.Key(event.key()) is Qt.Key.Key_Escape
        is_asked = is_escape and event.type() is QEvent.Type.ShortcutOverride
        if is_asked and self.selection.has_lit_containers:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) is Qt.Key.Key_Space:
            self._is_space_down = True  # with a drag it pans; alone it inspects, when released
        elif not self._keys.press(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) is Qt.Key.Key_Space and not event.isAutoRepeat():
            self._is_space_down = False
            if self._pan_from is None:
                self.inspect()
        else:
            super().keyReleaseEvent(event)

    def link_selected(self) -> None:
        """The keyboard's form of hovering a repeated brick."""
        item = self.selection.item
        if isinstance(item, BrickItem) and self._mode is ViewMode.STACKS:
            self._wall_scene.show_links(item.placed.brick.chain_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_single = bool(self._container_id)
        item = None if is_single else self.selection.item
        self.camera.resized(focus_rect(item) if item is not None else None, is_single=is_single)


def _compared_key(item: WallItem | None) -> str:
    """A brick's chain ID, a flag's reference."""
    if isinstance(item, BrickItem):
        return item.placed.brick.chain_id
    return item.key if isinstance(item, FlagItem) else ""
