"""What the teacher chooses in projector mode, in one bar below the toolbar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.panels.controls import labelled, plain_button, tooltip_text
from app.scene.overlay import icon_button, plain_label
from app.theme import Theme
from core.translation import tr

_WORDS_FROM_PX = 1180  # below, the chips show only their signs


class ProjectorBar(QFrame):
    """Empty until its state is shown first, since most windows never show it.

    Signals: chosen(name of a setting, bool), scaled(int steps), laser_toggled(bool), left().
    """

    chosen = Signal(str, bool)
    scaled = Signal(int)
    laser_toggled = Signal(bool)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "projector-bar")
        self.setAccessibleName(tr("Projector mode"))
        self._theme = theme
        self.chips: dict[str, QPushButton] = {}

    def _fill(self) -> None:
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(6)
        self._title = plain_label(tr("Projector"), "strong")
        row.addWidget(self._title)
        row.addSpacing(6)
        smaller = icon_button(theme, "minus", tr("Smaller words (Ctrl+−)"))
        larger = icon_button(theme, "plus", tr("Larger words (Ctrl++)"))
        smaller.clicked.connect(lambda: self.scaled.emit(-1))
        larger.clicked.connect(lambda: self.scaled.emit(1))
        self._percent = plain_label("", "strong")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(52)
        for widget in (smaller, self._percent, larger):
            row.addWidget(widget)
        row.addSpacing(6)
        for name, icon, words, short, tip in _chips():
            chip = plain_button(words, "projector-chip")
            chip.setObjectName(f"projector-{name}")
            chip.setCheckable(True)
            chip.setToolTip(tooltip_text(tip))
            chip.setProperty("words", words)
            chip.setProperty("short", short)
            labelled(chip, theme, icon, "text2", 16)
            chip.clicked.connect(lambda is_on, one=name: self._choose(one, is_on=is_on))
            self.chips[name] = chip
            row.addWidget(chip)
        row.addStretch(1)
        leave = plain_button(tr("Leave"), "projector-leave")
        leave.setAccessibleName(tr("Leave projector mode (Shift+F11)"))
        leave.setToolTip(tr("Leave projector mode (Shift+F11)"))
        leave.clicked.connect(self.left)
        row.addWidget(leave)

    def show_state(self, states: dict[str, bool], scale: float) -> None:
        """What is chosen now."""
        if not self.chips:
            self._fill()
        self._percent.setText(f"{scale * 100:.0f} %")
        self._percent.setAccessibleName(
            tr("Words at {percent} percent", percent=f"{scale * 100:.0f}")
        )
        for name, chip in self.chips.items():
            chip.setChecked(states.get(name, False))

    def set_room(self, width: int) -> None:
        """Where it is narrow, chips show only their signs."""
        if not self.chips:
            return
        has_words = width >= _WORDS_FROM_PX
        self._title.setVisible(has_words)
        for chip in self.chips.values():
            words = str(chip.property("words" if has_words else "short"))
            chip.setText(words.replace("&", "&&"))

    def _choose(self, name: str, *, is_on: bool) -> None:
        if name == "laser":
            self.laser_toggled.emit(is_on)
        else:
            self.chosen.emit(name, is_on)


def _chips() -> tuple[tuple[str, str, str, str, str], ...]:
    """Name, icon, words, one word, and what it does."""
    return (
        ("is_slow", "history", tr("Slow"), tr("Slow"), tr("Bricks move slowly")),
        ("is_stepping", "run", tr("Step by step"), tr("Steps"),
         tr("Each movement waits for Space or a click")),
        ("hides_command", "prompt", tr("Hide commands"), tr("Hide"),
         tr("A command is hidden until it is clicked for")),
        ("is_locked", "lock", tr("Lock"), tr("Lock"),
         tr("Removing, discarding, rolling back and resetting refuse")),
        ("has_large_pointer", "search", tr("Large pointer"), tr("Ring"),
         tr("A ring around the pointer")),
        ("laser", "bulb", tr("Laser (F12)"), tr("Laser"),
         tr("A red dot follows the pointer; hold or tap F12")),
    )  # fmt: skip
