"""Words of a lesson as they are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.panels.flow_text import CODE, FlowText, Span
from app.theme import Theme, interface_font
from app.viewmodel.lesson_markup import PARTS, laid_out, plain_words


def lesson_text(
    theme: Theme, words: str, *, size_px: int = 17, token: str = "text2", weight: int = 400
) -> FlowText:
    """A text of a lesson, as large as it needs."""
    line_px = theme.px(size_px * 1.5)
    text = FlowText(theme, interface_font(theme.px(size_px), weight), line_px=line_px)
    text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    text.setAccessibleName(plain_words(words))
    text.show_spans(lesson_spans(words, token))
    return text


def lesson_spans(words: str, token: str = "text2") -> list[Span]:
    """Its parts with their colours; what is strong is in the ink of headings."""
    spans: list[Span] = []
    last = 0
    laid = laid_out(words)
    for match in PARTS.finditer(laid):
        if match.start() > last:
            spans.append((laid[last : match.start()], token))
        code, strong = match[1], match[2]
        spans.append((code, CODE) if code is not None else (strong, "text"))
        last = match.end()
    if last < len(laid):
        spans.append((laid[last:], token))
    return spans
