"""Head and buttons of the container screen."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import spaced_icon, spaced_size
from app.scene.overlay import plain_label, set_look
from app.theme import Theme, interface_font
from app.viewmodel.head_facts import container_facts
from app.viewmodel.sizes import age_text
from core.model import Container, ContainerState, Usage
from core.translation import tr

_PILLS = {
    ContainerState.RUNNING: "pill-added",
    ContainerState.PAUSED: "pill-modified",
    ContainerState.STOPPED: "pill",
    ContainerState.CREATED: "pill",
}
_WORDS = {
    ContainerState.RUNNING: tr("● Running"),
    ContainerState.PAUSED: tr("● Paused"),
    ContainerState.STOPPED: tr("○ Stopped"),
    ContainerState.CREATED: tr("○ Not started"),
}
_ICON_PX = 20
_ICONS_FROM_PX, _LARGE_FROM_PX = 580, 400
_LARGE_TYPE_PX, _BESIDE_WORDS_PX = 15, 46  # as in the style sheet: padding, border and gap


class ContainerHead(QWidget):
    """Name, state, image, switch and ports, and what it uses at the moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = plain_label("", "title")
        self._state = plain_label("", "pill")
        self._facts = plain_label("", "small")
        self._facts.setWordWrap(True)
        self._container: Container | None = None
        self._usage: tuple[Usage, Usage] | None = None  # the last two: a rate needs both
        row = QHBoxLayout()
        row.addWidget(self._name)
        row.addSpacing(8)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 22, 24, 0)
        layout.addLayout(row)
        layout.addWidget(self._facts)

    def show_container(self, container: Container, busy: str) -> None:
        """Show a container; `busy` is what happens to it."""
        if self._container is None or container.id != self._container.id or not container.is_live:
            self._usage = None
        self._container = container
        self._name.setText(container.name)
        words = _WORDS[container.state]
        if container.is_live:
            words += f" {age_text(container.started, datetime.now(UTC))}"
        self._state.setText(f"{busy} …" if busy else words)
        set_look(self._state, _PILLS[container.state])
        self._show_facts(container)

    def show_usage(self, usage: Usage) -> None:
        """What it uses now; to be told again and again."""
        before = self._usage[1] if self._usage else usage
        self._usage = (before, usage)
        if self._container is not None and self._container.is_live:
            self._show_facts(self._container)

    def _show_facts(self, container: Container) -> None:
        self._facts.setText("   ·   ".join(container_facts(container, self._usage)))


class ContainerButtons(QWidget):
    """Signals: start_requested(), stop_requested(), pause_requested(), snapshot_requested(),
    discard_requested().
    """

    start_requested = Signal()
    stop_requested = Signal()
    pause_requested = Signal()
    snapshot_requested = Signal()
    discard_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_live = False
        self._can_pause = False
        self.start_or_stop = _button(tr("Start"), "large")
        self.pause = _button(tr("Pause"), "large")
        self.snapshot = _button(tr("Snapshot…"), "large-primary")
        self.discard = _button(tr("Discard"), "large-danger")
        self.snapshot.setIcon(spaced_icon(theme, "camera", "on_accent", _ICON_PX))
        self.discard.setIcon(spaced_icon(theme, "trash", "deleted", _ICON_PX))
        self.pause.setIcon(spaced_icon(theme, "pause", "text", _ICON_PX))
        self.start_or_stop.clicked.connect(self._start_or_stop)
        self.pause.clicked.connect(self.pause_requested)
        self.snapshot.clicked.connect(self.snapshot_requested)
        self.discard.clicked.connect(self.discard_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 22)
        layout.setSpacing(12)
        layout.addStretch(1)
        for button in (self.start_or_stop, self.pause, self.snapshot, self.discard):
            layout.addWidget(button, 3)
        layout.addStretch(1)

    def show_container(self, container: Container, busy: str, *, can_pause: bool) -> None:
        """Enable what makes sense."""
        self._is_live = container.is_live
        self.start_or_stop.setText(tr("Stop") if self._is_live else tr("Start"))
        icon = "stop" if self._is_live else "run"
        self.start_or_stop.setIcon(spaced_icon(self._theme, icon, "text", _ICON_PX))
        is_paused = container.state is ContainerState.PAUSED
        self.pause.setText(tr("Resume") if is_paused else tr("Pause"))
        self._can_pause = can_pause
        self.pause.setVisible(can_pause and self.width() >= max(_LARGE_FROM_PX, self._large_px()))
        self.pause.setEnabled(self._is_live and not busy)
        for button in (self.start_or_stop, self.snapshot, self.discard):
            button.setEnabled(not busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words matter more than icons."""
        super().resizeEvent(event)
        has_icons = self.width() >= _ICONS_FROM_PX
        icon = spaced_size(_ICON_PX) if has_icons else QSize(0, 0)
        is_large = self.width() >= max(_LARGE_FROM_PX, self._large_px())
        for button, look in (
            (self.start_or_stop, "secondary"),
            (self.pause, "secondary"),
            (self.snapshot, "primary"),
            (self.discard, "danger"),
        ):
            button.setIconSize(icon)
            large = "large" if look == "secondary" else f"large-{look}"
            set_look(button, large if is_large else look)
        self.pause.setVisible(self._can_pause and is_large)

    def _large_px(self) -> int:
        """What all four buttons need in large type, whatever the language."""
        metrics = QFontMetrics(interface_font(_LARGE_TYPE_PX, 600))
        buttons = (self.start_or_stop, self.pause, self.snapshot, self.discard)
        return sum(metrics.horizontalAdvance(one.text()) + _BESIDE_WORDS_PX for one in buttons)

    def _start_or_stop(self) -> None:
        (self.stop_requested if self._is_live else self.start_requested).emit()


def _button(words: str, look: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("look", look)
    button.setMaximumWidth(196)
    return button
