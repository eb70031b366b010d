"""What of the wall is seen: zoom, fit, panning, and keeping in view what is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSize, QTimer, Signal
from PySide6.QtWidgets import QGraphicsView

from app.scene.wall_scene import WallScene

ZOOM_STEP = 1.15
_ZOOM_MIN, _ZOOM_MAX = 0.1, 4.0
_LARGEST_FIT, _CLASSROOM_FIT = 38 / 26, 57 / 26
_READABLE = 18.5 / 26
_KEPT_READABLE = 60  # bricks; a larger wall is seen as a whole
_SIDE_PX, _FOOT_PX = 16, 56
_ABOVE = 0.62  # of the room that is left when the wall is small: it stands, it does not float
_GLIDE_MS, _GLIDE_STEP_MS = 300, 16
_GLIDE_LEAST_PX = 2.0


class Camera(QObject):
    """Moves one view over its scene. Signals: moved(): another part, or another zoom."""

    moved = Signal()

    def __init__(self, view: QGraphicsView, scene: WallScene) -> None:
        super().__init__(view)
        self._view = view
        self._scene = scene
        self._largest_fit = _LARGEST_FIT
        self._head_px = 0
        self._foot_px = _FOOT_PX
        self._window_size = QSize()
        self._speed = QPointF()
        self._glide = QTimer(self, interval=_GLIDE_STEP_MS)
        self._glide.timeout.connect(self._glide_on)
        self.is_fitted = False  # the person has not chosen another part since

    @property
    def zoom(self) -> float:
        """1.0 = 26 pixels for a stud."""
        return self._scene.surroundings.zoom

    @property
    def head_px(self) -> int:
        """Room that is kept at the top."""
        return self._head_px

    def set_classroom(self, is_classroom: bool) -> None:
        """Large enough for the last row."""
        largest = _CLASSROOM_FIT if is_classroom else _LARGEST_FIT
        if largest != self._largest_fit:
            self._largest_fit = largest
            if self.is_fitted:
                self.fit_all()

    def keep_free(self, head_px: int, foot_px: int) -> None:
        """Room at the top and the bottom for what floats over the wall."""
        room = (head_px, max(_FOOT_PX, foot_px))
        if room != (self._head_px, self._foot_px):
            self._head_px, self._foot_px = room
            if self.is_fitted:
                self.fit_all()

    def zoom_to(self, zoom: float) -> None:
        """Zoom around the pointer, or the middle."""
        self.is_fitted = False
        self._apply(zoom)
        self._grow()

    def fit_all(self) -> None:
        """Everything in view, never much larger than usual."""
        self._fit(0.0)

    def fit(self, rect: QRectF) -> None:
        """Bring a part of the scene into view, large."""
        self.zoom_to(self._largest_fit)
        self._view.centerOn(rect.center())
        self.moved.emit()

    def show(self, rect: QRectF) -> None:
        """Pan as little as needed for a part to be in view; the zoom stays."""
        self._view.ensureVisible(rect, 30, 30)
        self.moved.emit()

    def pan(self, distance: QPoint) -> None:
        """Move the wall by so many pixels."""
        self.is_fitted = False
        horizontal, vertical = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        horizontal.setValue(horizontal.value() - distance.x())
        vertical.setValue(vertical.value() - distance.y())
        self.moved.emit()

    def glide(self, speed: QPointF) -> None:
        """Go on panning for a moment; `speed` in pixels per step of 16 ms."""
        self._speed = speed
        if self._length() > _GLIDE_LEAST_PX:
            self._glide.start()

    def halt(self) -> None:
        """End a glide: the person has put a finger on the wall."""
        self._glide.stop()

    def resized(self, selected: QRectF | None, *, is_single: bool = False) -> None:
        """The view has another size.

        With its window, a wall that was fitted is fitted anew; a single tower always. When only a
        panel came or went, nothing is rescaled as long as what is selected can be seen whole; it
        stays in view.
        """
        size = self._view.window().size()
        is_window, self._window_size = size != self._window_size, size
        is_small = len(self._scene.bricks) <= _KEPT_READABLE
        if is_window or is_single or not self._view.isVisible():
            if self.is_fitted or self._window_size.isEmpty():
                self._fit(_READABLE if is_small else 0.0)
        elif self.is_fitted and (self._holds_all() or not self._holds(selected)):
            self._fit(_READABLE if is_small else 0.0)
        elif selected is not None:
            self.show(selected)

    def _fit(self, smallest: float) -> None:
        viewport = self._view.viewport().rect()
        content = self._scene.sceneRect()
        if viewport.width() < 50 or content.isEmpty():
            return
        room = QRectF(viewport).adjusted(
            _SIDE_PX, _SIDE_PX + self._head_px, -_SIDE_PX, -self._foot_px
        )
        fitting = min(room.width() / content.width(), room.height() / content.height())
        self._apply(max(smallest, min(self._largest_fit, fitting)))
        self._grow()
        spare = max(0.0, room.height() - content.height() * self.zoom)
        middle = room.top() + spare * _ABOVE + min(room.height(), content.height() * self.zoom) / 2
        shift = (middle - viewport.height() / 2) / self.zoom
        self._view.centerOn(content.center() - QPointF(0, shift))
        self.is_fitted = True
        self.moved.emit()

    def _holds_all(self) -> bool:
        """Whether the whole wall fits into the view at this zoom."""
        content, viewport = self._scene.sceneRect(), self._view.viewport().rect()
        return content.width() * self.zoom <= viewport.width()

    def _holds(self, rect: QRectF | None) -> bool:
        """Whether that part fits into the view at this zoom."""
        return rect is None or rect.width() * self.zoom <= self._view.viewport().width()

    def _apply(self, zoom: float) -> None:
        zoom = max(_ZOOM_MIN, min(_ZOOM_MAX, zoom))
        self._view.resetTransform()
        self._view.scale(zoom, zoom)
        self._scene.set_zoom(zoom)
        self.moved.emit()

    def _grow(self) -> None:
        """So that the wall can be moved about freely."""
        size = self._view.viewport().size() / max(self.zoom, 0.01)
        content = self._scene.sceneRect()
        self._view.setSceneRect(
            content.adjusted(-size.width(), -size.height(), size.width(), size.height())
        )

    def _glide_on(self) -> None:
        self.pan(self._speed.toPoint())
        self._speed *= 1 - 3 * _GLIDE_STEP_MS / _GLIDE_MS
        if self._length() < _GLIDE_LEAST_PX:
            self._glide.stop()

    def _length(self) -> float:
        return max(abs(self._speed.x()), abs(self._speed.y()))
