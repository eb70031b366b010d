"""Facts of the selected brick or image, and what the layer changed."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.panels.changes_panel import ChangesPanel
from app.panels.controls import CopyButton, ElidedLabel, FittingScroll, Glyph, code_font
from app.panels.flow_text import CodeBox, FlowText, Span, flow_body
from app.panels.little_tower import LittleTower
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.roles import guess_role
from app.viewmodel.sizes import plural, size_text, visible
from app.viewmodel.wall import Brick
from core.model import ChangeSummary, Image, Layer

_LABEL_PX = 104
_INSTRUCTION = re.compile(
    r"(RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|WORKDIR|USER|EXPOSE|LABEL) +(.*)", re.S
)
_MONO_ROWS = ("Environment", "Entry point", "Directory", "User", "Ports")


class FactsPanel(QWidget):
    """Show a brick or an image; texts can be selected and copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = LittleTower(theme)
        self._title = ElidedLabel("", "panel-title")
        self._subtitle = ElidedLabel("", "small")
        self._command = CodeBox(theme, "Command", most_lines=5)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        facts = QWidget()
        facts.setLayout(self._rows)
        self._scroll = FittingScroll(facts)
        self.changes = ChangesPanel(theme, "Changes in this brick", has_ages=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._make_head())
        layout.addWidget(self._command)
        layout.addWidget(self._scroll, 3)
        layout.addWidget(self.changes, 4)
        layout.addStretch(0)

    def show_brick(self, brick: Brick, layer: Layer) -> None:
        """A read-only layer; its changes come later by `show_changes`."""
        made = visible(layer.created_by)
        missing = layer.unavailable_reason
        under = f"under {plural(len(brick.images), 'image')}"
        self._picture.show_roles([brick.role], studs=4, height=1.9)
        self._show(
            visible(brick.title),
            [size_text(brick.size_bytes), f"brick {brick.level + 1}", under, _built(layer.created)],
            _command_spans(made),
            [
                ("Role", brick.role.title),
                ("Made by", "" if made else "command unknown"),
                ("Comment", visible(layer.comment)),
                ("Used by", ", ".join(visible(name) for name in brick.images)),
                ("Digest", layer.digest),
                ("Diff ID", layer.diff_id),
                ("Chain ID", layer.chain_id),
                ("Media type", visible(layer.media_type)),
                ("Contents", f"not available: {missing}" if missing else ""),
            ],
        )
        self.changes.show_summary(None)
        self.changes.setVisible(layer.available)

    def show_image(self, image: Image) -> None:
        """An image; its top layer's changes are not shown here."""
        config = image.config
        roles = [guess_role(layer, level) for level, layer in enumerate(image.layers)]
        self._picture.show_roles(roles[-4:], studs=4, height=0.95)
        command = " ".join(visible(word) for word in config.command)
        self._show(
            f"{visible(image.name)} {visible(image.version)}",
            [
                plural(len(image.layers), "brick"),
                size_text(image.size_bytes),
                _built(image.created),
            ],
            [("CMD ", "terminal_magenta"), (command, "terminal_text")] if command else [],
            [
                ("Publisher", visible(image.publisher)),
                ("Description", visible(image.description)),
                ("Stands on", visible(image.base_name)),
                ("Platform", visible(image.platform)),
                ("Entry point", " ".join(visible(word) for word in config.entrypoint)),
                ("User", visible(config.user)),
                ("Directory", visible(config.working_dir)),
                ("Environment", "\n".join(visible(setting) for setting in config.env)),
                ("Ports", ", ".join(visible(port) for port in config.exposed_ports)),
                ("Digest", image.manifest_digest),
                ("Image ID", image.image_id),
                *(
                    (f"Brick {number}", layer.digest)
                    for number, layer in reversed(list(enumerate(image.layers, start=1)))
                ),
            ],
        )
        self.changes.setVisible(False)

    def show_changes(self, summary: ChangeSummary) -> None:
        """What the shown brick changed."""
        self.changes.show_summary(summary)

    # --- parts --------------------------------------------------------------------------------

    def _make_head(self) -> QHBoxLayout:
        pill = QFrame()
        pill.setProperty("look", "pill-frame")
        inner = QHBoxLayout(pill)
        inner.setContentsMargins(9, 3, 10, 3)
        inner.setSpacing(5)
        inner.addWidget(Glyph(self._theme, "lock", "text2", 13))
        inner.addWidget(plain_label("read-only", "pill-words"))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        head.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _show(
        self, title: str, facts: list[str], command: list[Span], rows: list[tuple[str, str]]
    ) -> None:
        self._title.show_text(title)
        self._subtitle.show_text("  ·  ".join(fact for fact in facts if fact))
        self._command.setVisible(bool(command))
        if command:
            self._command.show_code(command)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [(name, words) for name, words in rows if words]
        for name, words in shown:
            self._rows.addWidget(self._row(name, words))
        self._scroll.verticalScrollBar().setValue(0)
        self._scroll.updateGeometry()

    def _row(self, name: str, words: str) -> QFrame:
        row = QFrame()
        row.setProperty("look", "fact-row")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 5, 0, 5)
        layout.setSpacing(8)
        label = plain_label(name, "fact-name")
        label.setFixedWidth(_LABEL_PX)
        label.setMinimumHeight(19)
        layout.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        value: QLabel | FlowText
        if words.startswith("sha256:"):
            value = ElidedLabel(words, "mono")
            layout.addWidget(value, 1, Qt.AlignmentFlag.AlignVCenter)
            copy = CopyButton(self._theme, f"Copy: {name}", lambda: words)
            copy.setFixedHeight(22)
            layout.addWidget(copy)
            layout.setContentsMargins(0, 3, 0, 3)
            layout.setAlignment(label, Qt.AlignmentFlag.AlignVCenter)
            return row
        value = flow_body(self._theme)
        if name in _MONO_ROWS:
            value = FlowText(self._theme, code_font(12), line_px=19)
        value.setAccessibleName(name)
        value.show_spans([(words, "text")])
        layout.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
        return row


def _built(created: datetime | None) -> str:
    """built 3 Nov 2026."""
    if created is None:
        return ""
    day = created.astimezone()
    return f"built {day.day} {day:%b %Y}"


def _command_spans(made_by: str) -> list[Span]:
    """The instruction in colour, the rest as it is."""
    line = made_by.removeprefix("/bin/sh -c #(nop) ").lstrip()
    if line.startswith("/bin/sh -c "):
        line = "RUN " + line.removeprefix("/bin/sh -c ").lstrip()
    match = _INSTRUCTION.match(line)
    if match is None:
        return [(line, "terminal_text")] if line else []
    return [(f"{match[1]} ", "terminal_magenta"), (match[2], "terminal_text")]
