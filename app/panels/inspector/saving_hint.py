"""A bar that tells how many bytes nobody can see, why, and on request what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import FittingScroll, Glyph, tooltip_text
from app.panels.flow_text import FlowText, spans_with_code
from app.scene.overlay import plain_label
from app.theme import Theme, interface_font
from app.viewmodel.advice_words import advice_words
from app.viewmodel.sizes import size_text, visible
from app.viewmodel.wording import in_bricks
from core.model import Advice, Efficiency, WasteCause
from core.translation import tr

_MOST_ADVICE = 6
_ADVICE_PX, _LOW_ADVICE_PX = 220, 96
_FEW_BYTES = 1000
_CAUSES = {
    WasteCause.DELETED: tr("{brick} deletes files whose bytes stay in this brick."),
    WasteCause.OVERWRITTEN: tr(
        "{brick} stores files again; the ones in this brick are never seen."
    ),
    WasteCause.METADATA: tr("{brick} copies whole files only for their mode, owner or time."),
    WasteCause.IDENTICAL: tr("{brick} stores the same files once more."),
    WasteCause.TYPE_CHANGED: tr(
        "{brick} puts something else in their place; their bytes stay here."
    ),
    WasteCause.REPEATED: tr("The archive of this brick holds files more than once."),
}
_BELOW = {
    WasteCause.DELETED: tr("This brick deletes files whose bytes stay in the bricks below it."),
    WasteCause.OVERWRITTEN: tr("This brick stores files again that stay in the bricks below it."),
    WasteCause.METADATA: tr("This brick copies whole files only for their mode, owner or time."),
    WasteCause.IDENTICAL: tr("This brick stores the same files once more."),
    WasteCause.TYPE_CHANGED: tr("This brick puts something else in the place of files below it."),
    WasteCause.REPEATED: tr("The archive of this brick holds files more than once."),
}


class SavingHint(QFrame):
    """Hidden when nothing can be saved, or next to nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "hint")
        self._title = plain_label("", "hint-title")
        self._why = plain_label("", "hint-words")
        for label in (self._title, self._why):
            label.setWordWrap(True)
        self.button = QPushButton(tr("Show how"))
        self.button.setCheckable(True)
        self.button.setProperty("look", "hint-button")
        self.button.toggled.connect(self._unfold)
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(34, 2, 8, 4)
        self._lines.setSpacing(8)
        self._advice = FittingScroll(inside)
        self._advice.setMaximumHeight(_ADVICE_PX)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Glyph(theme, "warn", "modified", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 12, 9)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._advice)
        self.clear()

    def set_low(self, is_low: bool) -> None:
        """Where there is little room: the cause is told on hovering, advice in a few lines."""
        self._why.setVisible(not is_low)
        self._advice.setMaximumHeight(_LOW_ADVICE_PX if is_low else _ADVICE_PX)

    def clear(self) -> None:
        """Nothing to save, or not known yet."""
        self.button.setChecked(False)
        self._advice.hide()
        self.hide()

    def show_efficiency(self, efficiency: Efficiency, level: int) -> None:
        """What of a layer's bytes is dead, or else what it made dead in the layers below."""
        layer = next((one for one in efficiency.layers if one.level == level), None)
        advice = [one for one in efficiency.advice if level in one.levels]
        saved_bytes = (layer.dead_bytes or layer.caused_bytes) if layer is not None else 0
        if layer is None or not saved_bytes or (saved_bytes < _FEW_BYTES and not advice):
            self.clear()
            return
        if layer.dead_bytes:
            self._title.setText(
                tr("{dead_bytes} could be saved", dead_bytes=size_text(layer.dead_bytes))
            )
            self._why.setText(_cause_sentence(efficiency, level))
        else:
            self._title.setText(
                tr(
                    "{caused_bytes} below could be saved",
                    caused_bytes=size_text(layer.caused_bytes),
                )
            )
            self._why.setText(_below_sentence(efficiency, level))
        self._show_advice(advice[:_MOST_ADVICE])
        self.button.setVisible(bool(advice))
        self.setAccessibleName(f"{self._title.text()}. {self._why.text()}")
        self.setToolTip(tooltip_text(self._why.text()))
        self.show()

    def _show_advice(self, advice: list[Advice]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in advice:
            line = FlowText(self._theme, interface_font(12), line_px=18)
            line.setAccessibleName(tr("Advice"))
            line.show_spans(spans_with_code(visible(in_bricks(advice_words(one))), "text"))
            self._lines.addWidget(line)

    def _unfold(self, is_open: bool) -> None:
        self.button.setText(tr("Hide") if is_open else tr("Show how"))
        self._advice.setVisible(is_open)


def _below_sentence(efficiency: Efficiency, level: int) -> str:
    """The cause of most of what a layer made dead below it, among the largest files."""
    sums: dict[WasteCause, int] = {}
    for file in efficiency.files:
        if file.hidden_at == level:
            sums[file.cause] = sums.get(file.cause, 0) + file.size_bytes
    if not sums:
        return tr("This brick hides files whose bytes stay in the bricks below it.")
    return _BELOW[max(sums, key=lambda cause: sums[cause])]


def _cause_sentence(efficiency: Efficiency, level: int) -> str:
    """The cause of most of a layer's dead bytes, among the largest files."""
    sums: dict[tuple[WasteCause, int], int] = {}
    for file in efficiency.files:
        if file.level == level:
            key = (file.cause, file.hidden_at)
            sums[key] = sums.get(key, 0) + file.size_bytes
    if not sums:
        return tr("Later bricks hide files whose bytes stay in this one.")
    cause, hidden_at = max(sums, key=lambda key: sums[key])
    return _CAUSES[cause].format(brick=tr("Brick {hidden_at}", hidden_at=hidden_at + 1))
