"""How bricks come, go and move on the wall: the times and curves, and who runs them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPointF, QVariantAnimation
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from app.scene.pace import Pace

_FALL_PX, _LIFT_PX, _FLAG_RISE_PX = 120.0, 40.0, 8.0
_FALL_MS, _SETTLE_MS = 260, 140
_FLAG_FROM_MS, _FLAG_MS = 400, 180
_MOVE_MS, _LEAVE_MS = 380, 180
_SQUASH = 0.03
_IN_CUBIC = QEasingCurve(QEasingCurve.Type.InCubic)
_OUT_CUBIC = QEasingCurve(QEasingCurve.Type.OutCubic)
_IN_OUT_CUBIC = QEasingCurve(QEasingCurve.Type.InOutCubic)
_IN_QUAD = QEasingCurve(QEasingCurve.Type.InQuad)
_OUT_BACK = QEasingCurve(QEasingCurve.Type.OutBack)
_OUT_BACK.setOvershoot(1.2)


def fall_at(time_ms: float) -> tuple[float, float]:
    """Of a brick that falls: pixels above its place, and its height as a share of itself."""
    if time_ms < _FALL_MS:
        return _FALL_PX * (1 - _IN_CUBIC.valueForProgress(time_ms / _FALL_MS)), 1.0
    settled = _OUT_BACK.valueForProgress(min(1.0, (time_ms - _FALL_MS) / _SETTLE_MS))
    return 0.0, 1 - _SQUASH * (1 - settled)


def flag_at(time_ms: float) -> tuple[float, float]:
    """Of a flag that comes with a brick: pixels below its place, and its opacity."""
    shown = max(0.0, min(1.0, (time_ms - _FLAG_FROM_MS) / _FLAG_MS))
    return _FLAG_RISE_PX * (1 - _OUT_CUBIC.valueForProgress(shown)), shown


class Movement:
    """What moves in a scene. A new placement finishes at once what still moves."""

    def __init__(self, scene: QGraphicsScene, pace: Pace | None = None) -> None:
        self._scene = scene
        self._pace = pace or Pace(scene)
        self._running: list[QVariantAnimation] = []

    def move(self, item: QGraphicsItem, start: QPointF) -> None:
        """From where it was to where it stands now."""
        end = item.pos()
        if start != end:

            def place(time_ms: float) -> None:
                share = _IN_OUT_CUBIC.valueForProgress(time_ms / _MOVE_MS)
                item.setPos(start + (end - start) * share)

            self._run(_MOVE_MS, place)

    def fall(self, item: QGraphicsItem) -> None:
        """A new brick: from above onto its place, where it gives a little."""
        end = item.pos()

        def place(time_ms: float) -> None:
            above, height = fall_at(time_ms)
            item.setPos(end - QPointF(0, above))
            item.setTransform(QTransform.fromScale(1.0, height))

        self._run(_FALL_MS + _SETTLE_MS, place)

    def raise_flag(self, item: QGraphicsItem) -> None:
        """A new flag: after its brick has landed."""
        end = item.pos()

        def place(time_ms: float) -> None:
            below, opacity = flag_at(time_ms)
            item.setPos(end + QPointF(0, below))
            item.setOpacity(opacity)

        self._run(_FLAG_FROM_MS + _FLAG_MS, place)

    def leave(self, item: QGraphicsItem) -> None:
        """What is gone: it is lifted off, fades, and is taken out of the scene."""
        start = item.pos()
        item.setEnabled(False)

        def place(time_ms: float) -> None:
            gone = _IN_QUAD.valueForProgress(time_ms / _LEAVE_MS)
            item.setPos(start - QPointF(0, _LIFT_PX * gone))
            item.setOpacity(1 - gone)
            if time_ms >= _LEAVE_MS:
                item.hide()  # the next placement removes it

        self._run(_LEAVE_MS, place)

    def finish(self) -> None:
        """Stop everything; who placed the items knows where they belong."""
        self._pace.forget()
        for animation in self._running:
            animation.stop()
            animation.deleteLater()
        self._running.clear()

    def _run(self, duration_ms: int, place: Callable[[float], None]) -> None:
        animation = QVariantAnimation(self._scene)
        animation.setStartValue(0.0)
        animation.setEndValue(float(duration_ms))
        animation.setDuration(round(duration_ms * self._pace.slowness))
        animation.valueChanged.connect(place)
        place(0.0)
        self._running.append(animation)
        self._pace.begin(animation)
