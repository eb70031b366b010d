"""Facts of the selected brick or image, and what the layer changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.panels.changes_panel import ChangesPanel
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import plural, short_digest, size_text, visible
from app.viewmodel.wall import Brick
from core.model import ChangeSummary, Image, Layer


class FactsPanel(QWidget):
    """Show a brick or an image; texts can be selected and copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label("", "panel-title")
        self._title.setWordWrap(True)
        self._subtitle = plain_label("", "small")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        facts = QWidget()
        facts.setLayout(self._grid)
        facts.setProperty("look", "plain")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(facts)
        scroll.viewport().setProperty("look", "plain")
        scroll.setMinimumHeight(150)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.changes = ChangesPanel(theme, "Changes in this brick")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 12)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle)
        layout.addWidget(scroll, 2)
        layout.addWidget(self.changes, 3)

    def show_brick(self, brick: Brick, layer: Layer) -> None:
        """A read-only layer; its changes come later by `show_changes`."""
        created = layer.created.astimezone().strftime("%Y-%m-%d %H:%M") if layer.created else ""
        missing = layer.unavailable_reason
        self._show(
            brick.title,
            f"{size_text(brick.size_bytes)} · layer {brick.level + 1} · read-only",
            [
                ("Role", brick.role.title),
                ("Made by", visible(layer.created_by) or "command unknown"),
                ("Comment", visible(layer.comment)),
                ("Created", created),
                ("Used by", ", ".join(brick.images)),
                ("Digest", layer.digest),
                ("Diff ID", layer.diff_id),
                ("Chain ID", layer.chain_id),
                ("Media type", layer.media_type),
                ("Contents", f"not available: {missing}" if missing else ""),
            ],
        )
        self.changes.show_summary(None)
        self.changes.setVisible(layer.available)

    def show_image(self, image: Image) -> None:
        """An image; its top layer's changes are not shown here."""
        created = image.created.astimezone().strftime("%Y-%m-%d %H:%M") if image.created else ""
        config = image.config
        self._show(
            f"{image.name} {image.version}",
            f"{plural(len(image.layers), 'brick')} · {size_text(image.size_bytes)} · read-only",
            [
                ("Publisher", visible(image.publisher)),
                ("Description", visible(image.description)),
                ("Created", created),
                ("Stands on", image.base_name),
                ("Platform", image.platform),
                ("Command", " ".join(visible(word) for word in config.command)),
                ("Entry point", " ".join(visible(word) for word in config.entrypoint)),
                ("User", visible(config.user)),
                ("Directory", visible(config.working_dir)),
                ("Environment", "\n".join(visible(setting) for setting in config.env)),
                ("Ports", ", ".join(config.exposed_ports)),
                ("Digest", image.manifest_digest),
                ("Image ID", image.image_id),
                ("Layers", "\n".join(short_digest(layer.digest) for layer in image.layers)),
            ],
        )
        self.changes.setVisible(False)

    def show_changes(self, summary: ChangeSummary) -> None:
        """What the shown brick changed."""
        self.changes.show_summary(summary)

    def _show(self, title: str, subtitle: str, rows: list[tuple[str, str]]) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = 0
        for name, words in rows:
            if not words:
                continue
            label = plain_label(name, "caption")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            value = _value(words, is_mono=name in ("Made by", "Environment", "Command"))
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(value, row, 1)
            row += 1
        self._grid.setRowStretch(row, 1)


def _value(words: str, *, is_mono: bool) -> QWidget:
    if words.startswith("sha256:"):
        # A line of its own, so that the whole of it can be copied though it does not fit.
        line = QLineEdit(words)
        line.setReadOnly(True)
        line.setProperty("look", "command")
        line.setCursorPosition(0)
        return line
    label = plain_label(words, "mono" if is_mono else "body")
    label.setWordWrap(True)
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label
