"""A quiet card with an icon, a headline and a sentence: advice, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import Glyph, breakable
from app.panels.flow_text import FlowText, spans_with_code
from app.scene.overlay import plain_label
from app.theme import Theme, interface_font
from app.viewmodel.sizes import visible
from app.viewmodel.wording import in_bricks
from core.translation import tr


class HintCard(QFrame):
    """`figure` stands at the right of the headline; `under` is put below the sentence."""

    def __init__(
        self,
        theme: Theme,
        sentence: str,
        headline: str = "",
        *,
        icon: str = "bulb",
        token: str = "accent",
        figure: str = "",
        under: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("look", "card-quiet")
        told = (headline, figure, in_bricks(sentence))
        self.setAccessibleName(" ".join(visible(part) for part in told if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(Glyph(theme, icon, token, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        if headline:
            title = plain_label(breakable(visible(headline)), "strong")
            title.setWordWrap(True)
            words.addWidget(title)
        text = FlowText(theme, interface_font(12), line_px=18)
        text.setAccessibleName(visible(headline) or tr("Hint"))
        text.show_spans(spans_with_code(visible(in_bricks(sentence)), "text2"))
        words.addWidget(text)
        if under is not None:
            words.addWidget(under)
        row.addLayout(words, 1)
        if figure:
            row.addWidget(plain_label(figure, "strong"), 0, Qt.AlignmentFlag.AlignTop)


def note_cards(theme: Theme, notes: Sequence[str]) -> list[HintCard]:
    """Sentences that say what could not be read."""
    return [HintCard(theme, note, icon="info", token="text3") for note in notes]


def clear_layout(layout: QVBoxLayout) -> None:
    """Take out and delete all that is in it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
