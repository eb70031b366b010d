"""The head of the inspector: what is looked at, and the command that made it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, Glyph
from app.panels.flow_text import CodeBox, Span
from app.panels.little_tower import LittleTower
from app.scene.help_mark import help_mark
from app.scene.overlay import icon_button, plain_label
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.roles import Role
from app.viewmodel.sizes import counted, date_text, size_text, visible
from app.viewmodel.wall import Brick
from core.translation import tr

_INSTRUCTION = re.compile(
    r"(RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|WORKDIR|USER|EXPOSE|LABEL|SHELL|VOLUME) +(.*)", re.S
)
_MOST_LINES = 3
_MARK_PX = 24
_PILL_WORDS_FROM_PX = 500  # narrower, the lock alone says it
_PICTURED = 4  # bricks of an image that its little tower shows


class InspectorHead(QWidget):
    """Picture, title, facts, "read-only", a button that closes; the command below."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = LittleTower(theme)
        self.title = ElidedLabel("", "panel-title")
        self.facts = FactsLine()
        self.command = CodeBox(theme, tr("Command"), most_lines=_MOST_LINES)
        self._pill, self._pill_words = _lock_pill(theme)
        self._mark = help_mark(theme, "")
        self._mark.setFixedSize(_MARK_PX, _MARK_PX)
        self.close_button = icon_button(theme, "x", tr("Close the inspector"))
        self.close_button.clicked.connect(self.closed)
        words = QVBoxLayout()
        words.setSpacing(3)
        title = QHBoxLayout()
        title.addWidget(self.title, 1)
        title.addWidget(self._mark)  # there is room for it, beside the facts there is none
        words.addLayout(title)
        words.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        row.setContentsMargins(0, 0, -4, 0)  # the cross, not its button, ends with the rest
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 10)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.command)

    def show_brick(self, brick: Brick, target: InspectedTarget) -> None:
        """A layer."""
        layer = target.layer
        assert layer is not None
        self._picture.show_roles([brick.role], studs=4, height=1.9)
        under = tr(
            "under {images}", images=counted("{count} image", "{count} images", len(brick.images))
        )
        place = tr("brick {level}, {under}", level=brick.level + 1, under=under)
        self._show(
            visible(brick.title),
            [size_text(brick.size_bytes), place, built_text(layer.created)],
            command_spans(visible(layer.created_by)),
        )
        self._pill.show()

    def show_image(self, target: InspectedTarget) -> None:
        """An image as a whole; the command is what its containers run."""
        image = target.image
        roles: Sequence[Role] = target.roles[-_PICTURED:]
        self._picture.show_roles(roles, studs=4, height=0.95)
        words = (*image.config.entrypoint, *image.config.command)
        command = " ".join(visible(word) for word in words)
        self._show(
            f"{visible(image.name)} {visible(image.version)}",
            [
                size_text(image.size_bytes),
                counted("{count} brick", "{count} bricks", len(image.layers)),
                visible(image.publisher),
                built_text(image.created),
            ],
            [("CMD ", "terminal_magenta"), (command, "terminal_text")] if command else [],
            tr("no default command"),
        )
        self._pill.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pill_words.setVisible(self.width() >= _PILL_WORDS_FROM_PX)

    def _show(
        self,
        title: str,
        facts: list[str],
        command: list[Span],
        unknown: str = tr("command unknown"),
    ) -> None:
        self.title.show_text(title)
        self.facts.show_facts([fact for fact in facts if fact])
        spans = command or [(unknown, "terminal_dim")]
        plain = "".join(words for words, _token in command)
        self.command.show_code(spans, plain)
        self.command.copy.setVisible(bool(command))


class FactsLine(ElidedLabel):
    """As many facts as there is room for, the first ones first; all are told on hovering."""

    def __init__(self) -> None:
        self._facts: list[str] = []
        super().__init__("", "small")

    def show_facts(self, facts: list[str]) -> None:
        """Show these."""
        self._facts = facts
        self._fit()
        self.setAccessibleName(", ".join(facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.width()
        for gap in ("   ·   ", "  ·  ", " · "):
            if metrics.horizontalAdvance(gap.join(self._facts)) <= room:
                self.setText(gap.join(self._facts))
                return
        shown = list(self._facts)
        while len(shown) > 1 and metrics.horizontalAdvance(" · ".join(shown)) > room:
            shown.pop()
        self.setText(" · ".join(shown))

    def sizeHint(self) -> QSize:
        return QSize(24, super().sizeHint().height())


def built_text(created: datetime | None) -> str:
    """built 3 Nov 2026."""
    if created is None:
        return ""
    day = created.astimezone()
    return tr("built {date}", date=date_text(day))


def command_spans(made_by: str) -> list[Span]:
    """The instruction in colour, the rest as it is; what a shell adds in front is left out."""
    line = made_by.removeprefix("/bin/sh -c #(nop) ").lstrip()
    if line.startswith("/bin/sh -c "):
        line = "RUN " + line.removeprefix("/bin/sh -c ").lstrip()
    match = _INSTRUCTION.match(line)
    if match is None:
        return [(line, "terminal_text")] if line else []
    return [(f"{match[1]} ", "terminal_magenta"), (match[2], "terminal_text")]


def _lock_pill(theme: Theme) -> tuple[QFrame, QWidget]:
    pill = QFrame()
    pill.setProperty("look", "pill-frame")
    pill.setAccessibleName(tr("read-only"))
    inner = QHBoxLayout(pill)
    inner.setContentsMargins(9, 3, 10, 3)
    inner.setSpacing(5)
    inner.addWidget(Glyph(theme, "lock", "text2", 13))
    words = plain_label(tr("read-only"), "pill-words")
    inner.addWidget(words)
    pill.setToolTip(tr("read-only: what a brick holds never changes"))
    return pill, words
