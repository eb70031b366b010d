"""Plain text that takes as many lines as it needs, breaks anywhere, and can be selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextEdit, QWidget

from app.panels.controls import CopyButton, code_font
from app.theme import Theme, interface_font
from core.translation import tr

Span = tuple[str, str]  # words, colour token; CODE for what a person would type
CODE = "code"


class FlowText(QTextEdit):
    """A label for what may be 300 characters without a blank. No HTML is ever read."""

    def __init__(
        self, theme: Theme, font: QFont, *, line_px: int, most_lines: int = 0,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`most_lines`: more than that are scrolled; 0 = no limit."""
        super().__init__(parent)
        self._theme = theme
        self._most_px = most_lines * line_px
        self.setProperty("look", "flow")
        self.setReadOnly(True)
        self.setAccessibleName(tr("Text"))  # who knows better what it is says it
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._font = font  # by each word's format: the style sheet overrides a widget's font
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setCursorWidth(0)
        self._line = QTextBlockFormat()
        self._line.setLineHeight(line_px, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.setMinimumHeight(line_px)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Words with their colours; line ends are kept."""
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(self._line)
        for words, token in spans:
            look = QTextCharFormat()
            is_code = token == CODE
            look.setFont(code_font(self._font.pixelSize() - 1) if is_code else self._font)
            look.setForeground(self._theme.color("text" if is_code else token))
            if is_code:
                look.setBackground(self._theme.color("surface3"))
            cursor.insertText(words, look)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleDescription(self.toPlainText())
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What has nothing to scroll leaves the wheel to the page around it."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self) -> None:
        height = round(self.document().size().height())
        if self._most_px:
            policy = Qt.ScrollBarPolicy
            is_more = height > self._most_px
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAlwaysOn if is_more else policy.ScrollBarAlwaysOff
            )
            height = min(height, self._most_px)
        if height != self.height():
            self.setFixedHeight(max(1, height))


class CodeBox(QFrame):
    """A command, dark in both looks, to be read, selected and copied."""

    def __init__(
        self, theme: Theme, name: str, *, most_lines: int = 6, size_px: int = 12,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("look", "terminal")
        self._plain = ""
        self.text = FlowText(theme, code_font(size_px), line_px=size_px + 8, most_lines=most_lines)
        self.text.setAccessibleName(name)
        self.copy = CopyButton(
            theme, tr("Copy: {name}", name=name), lambda: self._plain, is_dark=True
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(8)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)

    def show_code(self, spans: Sequence[Span], plain: str = "") -> None:
        """`plain` is what is copied, where that differs from what is shown."""
        self._plain = plain or "".join(words for words, _token in spans)
        self.text.show_spans(spans)


def flow_body(theme: Theme) -> FlowText:
    """For values of facts."""
    return FlowText(theme, interface_font(13), line_px=19)


def spans_with_code(text: str, token: str) -> list[Span]:
    """Words between back-quotes are code; a single one stays as it is."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    looks = (token, CODE)
    return [(words, looks[number % 2]) for number, words in enumerate(parts) if words]
