"""Something is dragged over the wall: the gesture, whoever began it and whatever comes of it.

A palette begins it with `start` when the pointer has moved far enough with its button down, tells
each `move`, and ends it with `release`. Escape, or a drop where nothing can be, takes it back to
where it came from. Which targets take it says `look`, which is asked again whenever `refresh` is
called: answers may come while the person is dragging.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.scene.brick_geometry import PITCH
from app.scene.drop_places import DropPlace, drop_places, place_near, plate_place
from app.scene.items import BrickItem, FlagItem
from app.scene.open_brick_item import OpenBrickItem
from app.scene.wall_view import WallView
from app.theme import Theme
from app.viewmodel.dragging import PLATE, DraggedBrick, Offer, Target, TargetKind

if TYPE_CHECKING:
    from app.scene.drag_overlay import DragOverlay

DRAG_FROM_PX = 4
"""So far the pointer moves before something is dragged."""
_SNAP_MS, _RETURN_MS = 90, 180
_OUT_CUBIC = QEasingCurve(QEasingCurve.Type.OutCubic)
_ESCAPE_EVENTS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)

Look = Callable[[Target], Offer]


class BrickDrag(QObject):
    """One for a view. Signals: dropped(Target), ended(): it hangs at the pointer no more."""

    dropped = Signal(object)
    ended = Signal()

    def __init__(self, theme: Theme, view: WallView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._overlay: DragOverlay | None = None
        self._look: Look | None = None
        self._home = QRect()
        self._at = QPoint()
        self._snapped: DropPlace | None = None
        self._snapping = self._animation(_SNAP_MS, self._snap_on)
        self._returning = self._animation(_RETURN_MS, self._return_on)
        self._returning.finished.connect(self._hide)
        self._left_at = QPointF()

    # --- the gesture ----------------------------------------------------------------------------

    @property
    def is_active(self) -> bool:
        """Whether something hangs at the pointer."""
        return self._look is not None

    @property
    def target(self) -> Target | None:
        """What it would be put on now, possible or not."""
        return self._snapped.target if self._snapped is not None else None

    @property
    def words(self) -> str:
        """What the card says; "" while there is none."""
        overlay = self._overlay
        return overlay.card.words if overlay is not None and overlay.card.isVisible() else ""

    def start(self, brick: DraggedBrick, look: Look, at: QPoint, home: QRect) -> None:
        """Take it up. `at` and `home`, where it goes back to, are in pixels of the screen."""
        self._finish()
        self._look, self._home = look, home
        overlay = self._made_overlay()
        overlay.open(brick, PITCH * self._view.zoom)
        self._view.hover_guide.hover(None)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.move(at)

    def move(self, at: QPoint) -> None:
        """The pointer is there now, in pixels of the screen."""
        if self._look is None or self._overlay is None:
            return
        self._at = at
        self._overlay.picture.held = QPointF(self._overlay.mapFromGlobal(at))
        self._snap_to(self._place_at(at))
        self._show()

    def refresh(self) -> None:
        """What can be put where may be another thing now."""
        if self.is_active:
            self.move(self._at)

    def release(self, at: QPoint) -> None:
        """Drop it: onto what it is over, if that takes it, else it goes back."""
        if self._look is None:
            return
        self.move(at)
        target, look = self.target, self._look
        if target is None or not look(target).is_possible:
            self.cancel()
            return
        self._let_go()
        self._hide()
        self.dropped.emit(target)

    def cancel(self) -> None:
        """It goes back to where it came from."""
        if self._look is None or self._overlay is None:
            return
        self._let_go()
        overlay = self._overlay
        overlay.card.hide()
        overlay.picture.glowing, overlay.picture.snapped = (), None
        self._left_at = overlay.picture.held
        if self._home.isNull() or not self._view.wall_scene.animate:
            self._hide()
        else:
            self._returning.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape is for the brick, not for the window below it."""
        is_escape = (
            event.type() in _ESCAPE_EVENTS
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) is Qt.Key.Key_Escape
        )
        if not is_escape or not self.is_active:
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self.cancel()
        return True

    # --- where it is ----------------------------------------------------------------------------

    def _place_at(self, at: QPoint) -> DropPlace | None:
        view, look = self._view, self._look
        canvas = view.viewport()
        inside = canvas.mapFromGlobal(at)
        if look is None or not view.isVisible() or not canvas.rect().contains(inside):
            return None
        placement, point = view.wall_scene.placement, view.mapToScene(inside)
        near = place_near(drop_places(placement), point)
        if near is None and look(PLATE).is_possible is not False:
            return plate_place(placement, point)
        return near

    def _snap_to(self, place: DropPlace | None) -> None:
        if place == self._snapped:
            return
        self._snapped = place
        self._snapping.stop()
        if place is not None and self._view.wall_scene.animate:
            self._snapping.start()
        else:
            self._snap_on(1.0)

    def _show(self) -> None:
        overlay, look, place = self._overlay, self._look, self._snapped
        if overlay is None or look is None:
            return
        places = drop_places(self._view.wall_scene.placement)
        offers = {one.target: look(one.target) for one in places}
        picture = overlay.picture
        picture.glowing = [one for one in places if offers[one.target].is_possible]
        picture.snapped = place
        offer = look(place.target) if place is not None else None
        picture.is_possible = offer is not None and bool(offer.is_possible)
        overlay.card.show_offer(offer)
        overlay.place_card()
        self._dim({target for target, one in offers.items() if one.is_possible is False})
        overlay.show_picture(self._view.viewportTransform())

    def _dim(self, refused: set[Target]) -> None:
        """What takes nothing steps back; a brick does when all towers on it do."""
        references = {target.key for target in refused if target.kind is TargetKind.IMAGE}
        for item in self._view.wall_scene.all_items():
            if isinstance(item, FlagItem):
                is_out = item.key in references
            elif isinstance(item, BrickItem):
                images = item.placed.brick.images
                is_out = bool(images) and references.issuperset(images)
            else:
                is_out = isinstance(item, OpenBrickItem) and (
                    Target(TargetKind.CONTAINER, item.key) in refused
                )
            item.set_state(is_dimmed=is_out)

    # --- how it moves ---------------------------------------------------------------------------

    def _made_overlay(self) -> DragOverlay:
        window: QWidget = self._view.window()
        if self._overlay is None or self._overlay.parentWidget() is not window:
            from app.scene.drag_overlay import DragOverlay  # with the first drag

            self._overlay = DragOverlay(self._theme, window, self._view.viewport())
        return self._overlay

    def _animation(self, duration_ms: int, step: Callable[[float], None]) -> QVariantAnimation:
        animation = QVariantAnimation(self)
        animation.setStartValue(0.0)
        animation.setEndValue(1.0)
        animation.setDuration(duration_ms)
        animation.setEasingCurve(_OUT_CUBIC)
        animation.valueChanged.connect(step)
        return animation

    def _snap_on(self, share: float) -> None:
        if self._overlay is not None:
            self._overlay.picture.snap = share
            self._overlay.update()

    def _return_on(self, share: float) -> None:
        if self._overlay is None:
            return
        home = QPointF(self._overlay.mapFromGlobal(self._home.center()))
        self._overlay.picture.held = self._left_at + (home - self._left_at) * share
        self._overlay.picture.opacity = 1.0 - 0.8 * share
        self._overlay.update()

    def _let_go(self) -> None:
        self._look, self._snapped = None, None
        self._snapping.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._view.selection.apply()
        self.ended.emit()

    def _hide(self) -> None:
        if self._overlay is not None:
            self._overlay.card.hide()
            self._overlay.hide()

    def _finish(self) -> None:
        if self.is_active:
            self._let_go()
        self._returning.stop()
        self._hide()
