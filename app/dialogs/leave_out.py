"""What one may want to leave out of a snapshot, each with one click, and where the bytes are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import wrapped
from app.panels.controls import Glyph, TickBox, code_font
from app.scene.overlay import plain_label
from app.theme import Theme, elided
from app.viewmodel.sizes import counted, size_text, visible
from core.model import DirectorySum, SnapshotPreview, SnapshotWarning
from core.translation import tr, translated

_DIRECTORIES = 12
_ROW_PX = 22
_PATHS_SHOWN = 3


class LeaveOut(QWidget):
    """Signals: changed(): other things are left out."""

    changed = Signal()

    def __init__(self, theme: Theme, preview: SnapshotPreview) -> None:
        super().__init__()
        self._boxes: list[tuple[TickBox, SnapshotWarning]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for warning in preview.warnings:
            layout.addWidget(self._row(theme, warning))
        if preview.directories:
            self._add_directories(theme, layout, preview.directories[:_DIRECTORIES])

    @property
    def paths(self) -> tuple[str, ...]:
        """What shall not go in."""
        return tuple(
            path for box, warning in self._boxes if box.isChecked() for path in warning.paths
        )

    @property
    def size_bytes(self) -> int:
        """What that saves."""
        return sum(warning.size_bytes for box, warning in self._boxes if box.isChecked())

    def _row(self, theme: Theme, warning: SnapshotWarning) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card-quiet")
        token = "deleted" if warning.is_secret else "modified"
        title = plain_label(visible(translated(warning.title)), "strong")
        size = plain_label(size_text(warning.size_bytes), "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Glyph(theme, "warn", token, 18))
        head.addWidget(title, 1)
        head.addWidget(size)
        shown = ", ".join(f"/{visible(path)}" for path in warning.paths[:_PATHS_SHOWN])
        more = len(warning.paths) - _PATHS_SHOWN
        where = (
            tr(
                "{shown} and {more}",
                shown=shown,
                more=counted("{count} more path", "{count} more paths", more),
            )
            if more > 0
            else shown
        )
        box = TickBox(tr("Leave it out"), theme)
        box.setAccessibleName(tr("Leave out: {title}", title=visible(translated(warning.title))))
        box.toggled.connect(self.changed)
        self._boxes.append((box, warning))
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(wrapped(translated(warning.sentence), "small"))
        column.addWidget(wrapped(where, "caption"))
        column.addWidget(box)
        return card

    def _add_directories(
        self, theme: Theme, layout: QVBoxLayout, directories: tuple[DirectorySum, ...]
    ) -> None:
        bars = DirectoryBars(theme, directories)
        bars.hide()
        link = QPushButton(tr("Show folders"))
        link.setProperty("look", "link")
        link.setCheckable(True)
        link.setAutoDefault(False)

        def toggle(is_open: bool) -> None:
            bars.setVisible(is_open)
            link.setText(tr("Hide folders") if is_open else tr("Show folders"))

        link.toggled.connect(toggle)
        layout.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(bars)


class DirectoryBars(QWidget):
    """Folders with what goes in below each, heaviest first."""

    def __init__(self, theme: Theme, directories: tuple[DirectorySum, ...]) -> None:
        super().__init__()
        self._theme, self._directories = theme, directories
        self.setAccessibleName(tr("Where the bytes are"))
        self.setAccessibleDescription(
            "; ".join(f"/{visible(one.path)}: {size_text(one.size_bytes)}" for one in directories)
        )
        self.setFixedHeight(_ROW_PX * len(directories) + 2)

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = code_font(12)
        painter.setFont(font)
        most = max((one.size_bytes for one in self._directories), default=1) or 1
        size_px, bar_px = 76, min(110, self.width() // 4)
        name_px = self.width() - size_px - bar_px - 16
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, one in enumerate(self._directories):
            top = row * _ROW_PX
            painter.setPen(self._theme.color("text"))
            name = elided(f"/{visible(one.path)}", font, float(name_px))
            painter.drawText(0, top, name_px, _ROW_PX, left, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("surface3"))
            painter.drawRoundedRect(name_px + 8, top + 7, bar_px, 8, 4, 4)
            painter.setBrush(self._theme.color("accent"))
            width = max(4, round(bar_px * one.size_bytes / most)) if one.size_bytes else 0
            painter.drawRoundedRect(name_px + 8, top + 7, width, 8, 4, 4)
            painter.setPen(self._theme.color("text2"))
            size = size_text(one.size_bytes)
            painter.drawText(self.width() - size_px, top, size_px, _ROW_PX, right, size)
