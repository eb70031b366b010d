"""Projector mode: for the last row. Large words, thick outlines, slow steps, locked dangers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.commands.context import Context
from app.scene.laser_pointer import LaserPointer
from app.theme import Theme
from app.window.columns import Columns
from app.window.command_strip import CommandStrip
from app.window.guide import Guide
from app.window.locked_asker import lock, unlock
from app.window.projector_bar import ProjectorBar
from app.window.shortcuts import Shortcut
from app.window.stage import Stage
from app.window.step_button import StepButton
from app.window.toolbar import Choice, Toolbar
from core.translation import tr

_LEAST, _MOST, _STEP = 1.0, 2.0, 0.125
_TAP_S = 0.3
_COLLAPSED_BELOW_PX = 1200
_GO_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Return)
_LASER_KEY = Qt.Key.Key_F12


@dataclass(frozen=True, slots=True)
class Screen:
    """The parts that look otherwise before a class."""

    toolbar: Toolbar
    stage: Stage
    guide: Guide
    strip: CommandStrip
    columns: Columns


class Projector(QObject):
    """What is chosen is kept in the settings, so that another window goes on with it."""

    def __init__(self, window: QMainWindow, theme: Theme, context: Context, screen: Screen) -> None:
        super().__init__(window)
        self._window, self._theme, self._context = window, theme, context
        self._screen = screen
        settings = context.settings
        self.bar = ProjectorBar(theme)
        self.bar.hide()
        self.laser = LaserPointer(theme, window, has_trail=not settings.reduce_motion)
        self.next = StepButton(theme, screen.stage)
        self._pressed_at = 0.0
        self._is_latched = False  # the dot stays without the key
        pace = screen.stage.view.wall_scene.pace
        self.next.clicked.connect(pace.go)
        pace.held.connect(self._show_held)
        self.bar.chosen.connect(self._choose)
        self.bar.scaled.connect(self.scale)
        self.bar.laser_toggled.connect(self._latch)
        self.bar.left.connect(self.toggle)
        screen.guide.lesson_made.connect(
            lambda panel: panel.projector_requested.connect(self.toggle)
        )
        screen.guide.changed.connect(self._show_parts)
        window.installEventFilter(self)
        if settings.is_projector:
            QTimer.singleShot(0, self, self._apply)  # once the window has its parts

    @property
    def is_on(self) -> bool:
        """Whether a class looks on."""
        return self._context.settings.is_projector

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Keys of the whole window."""
        return (
            ("Shift+F11", self.toggle),
            ("Ctrl++", lambda: self.scale(1)),
            ("Ctrl+=", lambda: self.scale(1)),
            ("Ctrl+-", lambda: self.scale(-1)),
        )

    def ways(self) -> list[Choice]:
        """For a menu."""
        words = tr("Leave projector mode") if self.is_on else tr("Projector mode (Shift+F11)")
        return [(words, self.toggle)]

    def toggle(self) -> None:
        """Into it, or out of it."""
        self._context.settings.is_projector = not self.is_on
        self._apply()

    def scale(self, steps: int) -> None:
        """Larger or smaller words, one notch each."""
        if not self.is_on:
            return
        settings = self._context.settings
        scale = max(_LEAST, min(_MOST, settings.type_scale + steps * _STEP))
        if scale != settings.type_scale:
            settings.type_scale = scale
            self._apply()

    def detach(self) -> None:
        """Another window takes over."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._context.asker = unlock(self._context.asker)

    # --- what is chosen -----------------------------------------------------------------------

    def _choose(self, name: str, is_on: bool) -> None:
        settings = self._context.settings
        if name == "is_slow":
            settings.slow_motion = 2.5 if is_on else 1.0
        else:
            setattr(settings, name, is_on)
        self._apply_choices()

    def _apply(self) -> None:
        settings, screen = self._context.settings, self._screen
        is_on = settings.is_projector
        scale = settings.type_scale if is_on else 1.0
        if scale != self._theme.type_scale:
            self._theme.type_scale = scale
            application = QApplication.instance()
            if isinstance(application, QApplication):
                application.setStyleSheet(self._theme.stylesheet())
            if screen.guide.made_lesson is not None:
                screen.guide.made_lesson.show_scale()
        screen.stage.view.wall_scene.set_projector(is_on, scale)
        screen.stage.view.resetCachedContent()
        if is_on:
            self._show_bar()
            self.bar.set_room(self._window.width())  # else it would make a small window larger
        self.bar.setVisible(is_on)
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if is_on:
                application.installEventFilter(self)
        self._apply_choices()
        self._show_parts()

    def _apply_choices(self) -> None:
        settings, screen = self._context.settings, self._screen
        is_on = settings.is_projector
        pace = screen.stage.view.wall_scene.pace
        pace.slowness = settings.slow_motion if is_on else 1.0
        pace.set_stepping(is_on and settings.is_stepping)
        screen.strip.set_hiding(is_on and settings.hides_command)
        self.laser.set_ring(is_on and settings.has_large_pointer)
        if not is_on:
            self._latch(False)
        asker = self._context.asker
        is_locked = is_on and settings.is_locked
        self._context.asker = lock(asker, self._refuse) if is_locked else unlock(asker)
        self._show_bar()

    def _show_bar(self) -> None:
        if not self.is_on:
            return
        settings = self._context.settings
        states = {
            "is_slow": settings.slow_motion > 1,
            "is_stepping": settings.is_stepping,
            "hides_command": settings.hides_command,
            "is_locked": settings.is_locked,
            "has_large_pointer": settings.has_large_pointer,
            "laser": self._is_latched,
        }
        self.bar.show_state(states, settings.type_scale)

    def _show_parts(self) -> None:
        """The lesson's column and the strip, as large as there is room."""
        screen, width = self._screen, self._window.width()
        self.bar.set_room(width)
        is_narrow = width < self._theme.px(_COLLAPSED_BELOW_PX)
        if screen.guide.made_lesson is not None:
            screen.guide.made_lesson.set_collapsed(self.is_on and is_narrow)
        if self.is_on or screen.guide.current_lesson is not None:
            screen.strip.set_classroom(True)
        else:
            screen.strip.set_classroom(False)
        screen.columns.set_projector(is_projector=self.is_on)
        screen.stage.place_overlays()

    def _refuse(self, words: str, go_on: Callable[[], None]) -> None:
        from app.dialogs.questions import ConfirmDialog

        dialog = ConfirmDialog(
            self._window,
            tr("Locked in projector mode"),
            [
                tr("{what} is locked, so that nothing is lost before the class.", what=words),
                tr("Unlock it here, or with “Lock” in the bar at the top."),
            ],
            tr("Unlock and go on"),
            icon="lock",
            is_dangerous=False,
        )

        def unlocked() -> None:
            self._choose("is_locked", False)
            QTimer.singleShot(0, self, go_on)  # once this dialog is gone

        dialog.confirmed.connect(unlocked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- pointer and keys ---------------------------------------------------------------------

    def _latch(self, is_on: bool) -> None:
        self._is_latched = is_on
        self.laser.set_on(is_on)
        self._show_bar()

    def _show_held(self, is_holding: bool) -> None:
        self.next.show_at_foot(is_shown=is_holding)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseMove and isinstance(watched, QWidget):
            self._follow(watched, event)  # type: ignore[arg-type]
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and self.is_on:
            return self._key(event)  # type: ignore[arg-type]
        elif kind is QEvent.Type.Resize and watched is self._window:
            self._show_parts()
        return super().eventFilter(watched, event)

    def _follow(self, widget: QWidget, event: QMouseEvent) -> None:
        window = widget.window()
        if self.is_on and widget is not self.laser:
            at = window.mapFromGlobal(event.globalPosition())
            self.laser.follow(window, QPointF(at))

    def _key(self, event: QKeyEvent) -> bool:
        key, is_press = Qt.Key(event.key()), event.type() is QEvent.Type.KeyPress
        pace = self._screen.stage.view.wall_scene.pace
        if is_press and pace.is_holding and key in _GO_KEYS:
            pace.go()
            return True
        if key is not _LASER_KEY or event.isAutoRepeat():
            return False
        if is_press:
            self._pressed_at = time.monotonic()
            self.laser.set_on(True)
        elif time.monotonic() - self._pressed_at < _TAP_S:
            self._latch(not self._is_latched)
        else:
            self.laser.set_on(self._is_latched)
        return True
