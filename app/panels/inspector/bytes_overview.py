"""Bytes of an image at a glance: what is seen and what is not, what to do, four sizes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import plain_button
from app.panels.inspector.flow_layout import FlowLayout
from app.panels.inspector.hint_card import HintCard, clear_layout
from app.panels.inspector.marks import paint_bar, paint_hatched
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.advice_words import advice_words
from app.viewmodel.byte_words import (
    CAUSE_WORDS,
    HONEST,
    NamedSize,
    base_sentence,
    missing_sentence,
    percent_text,
)
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.sizes import size_text
from core.model import Advice, Efficiency, WasteCause
from core.translation import tr


class ShareBar(QWidget):
    """A bar: what is seen solid, the rest hatched; or a thin one of a single share."""

    def __init__(self, theme: Theme, *, is_split: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_split = is_split
        self._share = 0.0
        self.setFixedHeight(14 if is_split else 6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """0 to 1."""
        self._share = share
        self.setAccessibleName(percent_text(share))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if not self._is_split:
            paint_bar(painter, self._theme, box, self._share, "modified")
            return
        whole = QPainterPath()
        whole.addRoundedRect(box, 5, 5)
        painter.setClipPath(whole)
        seen = QRectF(box)
        seen.setWidth(box.width() * self._share)
        if 0 < self._share < 1:  # something is seen of both, and a gap between them
            seen.setWidth(min(box.width() - 5, max(3.0, seen.width())))
        rest = box.adjusted(seen.width() + (2 if seen.width() else 0), 0, 0, 0)
        painter.fillRect(seen, self._theme.color("accent"))
        if self._share < 1:
            paint_hatched(painter, self._theme, rest, "modified")


class _Swatch(QWidget):
    """The sign of a legend: solid or hatched."""

    def __init__(self, theme: Theme, *, is_hatched: bool) -> None:
        super().__init__()
        self._theme, self._is_hatched = theme, is_hatched
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(box, 3, 3)
        painter.setClipPath(path)
        if self._is_hatched:
            paint_hatched(painter, self._theme, box, "modified")
        else:
            painter.fillRect(box, self._theme.color("accent"))


class _Figure(QWidget):
    """A large number under its name."""

    def __init__(self, theme: Theme, name: str, *, is_hatched: bool | None = None) -> None:
        super().__init__()
        self._name = name
        self.number = plain_label("", "dialog-title")
        head = QHBoxLayout()
        head.setSpacing(6)
        if is_hatched is not None:
            head.addWidget(_Swatch(theme, is_hatched=is_hatched))
        head.addWidget(plain_label(name, "small"))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self.number)

    def show_words(self, words: str) -> None:
        self.number.setText(words)
        self.setAccessibleName(f"{self._name}: {words}")


class BytesOverview(QScrollArea):
    """One page that scrolls."""

    brick_requested = Signal(str)  # chain ID

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stored = _Figure(theme, tr("File bytes"))
        self._visible = _Figure(theme, tr("Visible"), is_hatched=False)
        self._reclaimable = _Figure(theme, tr("Reclaimable"), is_hatched=True)
        self._efficiency = _Figure(theme, tr("Efficiency"))
        self._bar = ShareBar(theme, is_split=True)
        self._honest = _words("", "small")
        self._base = _words("", "small")
        self._missing = _words("", "small")
        self._missing.hide()
        self._advice_heading = plain_label(tr("What to do about it"), "section")
        self._advice = QVBoxLayout()
        self._advice.setSpacing(8)
        self._cause_heading = plain_label(tr("Why bytes are hidden"), "section")
        self._causes = QVBoxLayout()
        self._sizes = QVBoxLayout()
        self._size_rows: dict[str, _SizeRow] = {}
        for rows in (self._causes, self._sizes):
            rows.setSpacing(0)
        self._lay_out()

    def show_efficiency(self, efficiency: Efficiency, target: InspectedTarget) -> None:
        """Everything but the four sizes."""
        self._stored.show_words(size_text(efficiency.stored_bytes))
        self._visible.show_words(size_text(efficiency.live_bytes))
        self._reclaimable.show_words(size_text(efficiency.reclaimable_bytes))
        self._efficiency.show_words(percent_text(efficiency.efficiency))
        self._bar.show_share(efficiency.efficiency)
        has_waste = efficiency.reclaimable_bytes > 0
        self._honest.setText(HONEST if has_waste else tr("Every stored byte can be seen."))
        base = base_sentence(efficiency)
        self._base.setText(base)
        self._base.setVisible(bool(base) and has_waste)
        self._show_advice(efficiency.advice, target)
        self._show_causes(efficiency.by_cause, efficiency.reclaimable_bytes)
        self.verticalScrollBar().setValue(0)

    def show_sizes(self, sizes: Sequence[NamedSize], *, unknown: int = 0) -> None:
        """The four sizes; `unknown` bricks are not among them."""
        for one in sizes:
            row = self._size_rows.get(one.name)
            if row is None:
                row = self._size_rows[one.name] = _SizeRow(one)
                self._sizes.addWidget(row)
            row.show_size(one, is_least=unknown > 0)

    def show_missing(self, levels: Sequence[int]) -> None:
        """Bricks that nobody can look into: nothing above is said of them."""
        self._missing.setText(missing_sentence(levels))
        self._missing.setVisible(bool(levels))

    # --- parts --------------------------------------------------------------------------------

    def _show_advice(self, advice: Sequence[Advice], target: InspectedTarget) -> None:
        clear_layout(self._advice)
        self._advice_heading.setVisible(bool(advice))
        for one in advice:
            card = HintCard(
                self._theme, advice_words(one), figure=size_text(one.saved_bytes),
                under=self._brick_buttons(one.levels, target),
            )  # fmt: skip
            self._advice.addWidget(card)

    def _brick_buttons(self, levels: Sequence[int], target: InspectedTarget) -> QWidget | None:
        known = [level for level in levels if 0 <= level < target.levels]
        if not known or len(known) > 6:
            return None
        page = QWidget()
        row = FlowLayout(page)
        row.setContentsMargins(0, 4, 0, 0)
        for level in known:
            chain_id = target.image.layers[level].chain_id
            button = plain_button(tr("Brick {level}", level=level + 1), "chip")
            button.setAccessibleName(tr("Show brick {level}", level=level + 1))
            button.clicked.connect(lambda _on, chain=chain_id: self.brick_requested.emit(chain))
            row.addWidget(button)
        return page

    def _show_causes(self, causes: Sequence[tuple[WasteCause, int]], total_bytes: int) -> None:
        clear_layout(self._causes)
        shown = [(cause, size_bytes) for cause, size_bytes in causes if size_bytes]
        self._cause_heading.setVisible(bool(shown))
        for cause, size_bytes in sorted(shown, key=lambda pair: -pair[1]):
            self._causes.addWidget(self._cause_row(cause, size_bytes, total_bytes))

    def _cause_row(self, cause: WasteCause, size_bytes: int, total_bytes: int) -> QWidget:
        row = QFrame()
        row.setProperty("look", "fact-row")
        name = _words(CAUSE_WORDS[cause], "row")
        bar = ShareBar(self._theme, is_split=False)
        bar.setFixedWidth(110)
        bar.show_share(size_bytes / total_bytes if total_bytes else 0.0)
        size = plain_label(size_text(size_bytes), "small-strong")
        size.setFixedWidth(70)
        size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 7, 0, 7)
        line.addWidget(name, 1)
        line.addWidget(bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(size)
        row.setAccessibleName(f"{CAUSE_WORDS[cause]}: {size_text(size_bytes)}")
        return row

    def _lay_out(self) -> None:
        figures = QGridLayout()
        figures.setHorizontalSpacing(16)
        figures.setVerticalSpacing(12)
        self._figures = figures
        self._place_figures(4)
        head = QVBoxLayout()
        head.setSpacing(10)
        head.addLayout(figures)
        head.addWidget(self._bar)
        head.addWidget(self._honest)
        head.addWidget(self._base)
        head.addWidget(self._missing)
        page = QWidget()
        page.setProperty("look", "plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 6, 20, 18)
        column.setSpacing(12)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(self._advice_heading)
        column.addLayout(self._advice)
        column.addWidget(self._cause_heading)
        column.addLayout(self._causes)
        column.addWidget(plain_label(tr("Four sizes, each for another question"), "section"))
        column.addLayout(self._sizes)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setProperty("look", "plain")

    def _place_figures(self, columns: int) -> None:
        every = (self._stored, self._visible, self._reclaimable, self._efficiency)
        for number, figure in enumerate(every):
            self._figures.addWidget(figure, number // columns, number % columns)
            self._figures.setColumnStretch(number, int(number < columns))

    def set_narrow(self, is_narrow: bool) -> None:
        """Two figures in a line instead of four."""
        self._place_figures(2 if is_narrow else 4)


class _SizeRow(QFrame):
    """Name, what it counts, and the number."""

    def __init__(self, size: NamedSize) -> None:
        super().__init__()
        self.setProperty("look", "fact-row")
        self._number = plain_label("", "small-strong")
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(plain_label(size.name, "strong"))
        words.addWidget(_words(size.explanation, "small"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 7, 0, 7)
        line.addLayout(words, 1)
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)

    def show_size(self, size: NamedSize, *, is_least: bool) -> None:
        words = size_text(size.size_bytes)
        if is_least:
            words = tr("at least {size}", size=words)
        self._number.setText(words)
        self.setAccessibleName(f"{size.name}: {words}, {size.explanation}")


def _words(text: str, look: str) -> QLabel:
    label = plain_label(text, look)
    label.setWordWrap(True)
    return label
