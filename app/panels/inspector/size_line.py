"""The sizes of a layer and of its place in the stack, each with its name."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.panels.inspector.flow_layout import FlowLayout
from app.scene.overlay import plain_label
from app.viewmodel.sizes import size_text
from core.model import LayerSizes
from core.translation import tr

_WORDS = (
    (tr("files"), tr("All contents of the brick's files together")),
    (tr("on disk"), tr("The unpacked layer with all its headers")),
    (tr("download"), tr("The layer as it is stored and sent, packed")),
    (tr("only here"), tr("Of the packed layer, what no other image shares")),
    (
        tr("adds"),
        tr("How much larger the visible files are with this brick: may be less than nothing"),
    ),
    (tr("total"), tr("All visible files up to and with this brick")),
)


class SizeLine(QWidget):
    """Six small figures; what each means is told on hovering."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        layout = FlowLayout(self, gap_px=4)
        layout.set_gap_across(12)
        for name, meaning in _WORDS:
            label = plain_label("", "caption")
            label.setToolTip(meaning)
            label.setAccessibleDescription(f"{name}: {meaning}")
            self._labels.append(label)
            layout.addWidget(label)

    def show_sizes(self, sizes: LayerSizes) -> None:
        """Those of a layer."""
        for label, words in zip(self._labels, size_words(sizes), strict=True):
            label.setText(words)
            label.setAccessibleName(words)


def size_words(sizes: LayerSizes) -> list[str]:
    """files 61.7 MB, on disk 61.8 MB, …"""
    added = size_text(sizes.added_bytes)
    figures = (
        size_text(sizes.file_bytes),
        size_text(sizes.disk_bytes),
        size_text(sizes.download_bytes),
        size_text(sizes.only_here_bytes),
        f"+{added}" if sizes.added_bytes > 0 else added,
        size_text(sizes.total_bytes),
    )
    return [f"{name} {figure}" for (name, _meaning), figure in zip(_WORDS, figures, strict=True)]
