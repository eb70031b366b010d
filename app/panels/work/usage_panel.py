"""Resources of a running container: cards with the current value and the last minutes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import ElidedLabel, Glyph, breakable, labelled, plain_button, tooltip_text
from app.panels.work.usage_plot import UsagePlot
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import visible
from app.viewmodel.state_words import ending_words
from app.viewmodel.usage_series import WINDOW_S, Measure, MeasureView, UsageSeries
from core.model import Limits, Usage
from core.translation import tr

_TWO_COLUMNS_FROM_PX = 440
_CARD_PX = 116


class UsageCard(QFrame):
    """One measure."""

    def __init__(self, theme: Theme, measure: Measure) -> None:
        super().__init__()
        self.setProperty("look", "card-quiet")
        self.setMinimumHeight(_CARD_PX)
        self._current = ElidedLabel("…", "strong")
        self._notes = ElidedLabel("", "caption")
        self._peak = plain_label("", "caption")
        self.plot = UsagePlot(theme)
        head = QHBoxLayout()
        head.addWidget(plain_label(measure.title, "fact-name"))
        head.addStretch(1)
        head.addWidget(self._peak)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._current)
        column.addWidget(self._notes)
        column.addWidget(self.plot, 1)

    def show_view(self, view: MeasureView) -> None:
        """Show its values."""
        self._current.show_text(view.current)
        self._notes.show_text("  ·  ".join(view.notes))
        self._peak.setText(view.peak)
        self.plot.show_view(view)
        self.setAccessibleName(view.as_sentence)

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._current.text()} {self._notes.text()}".strip()


class UsagePanel(QWidget):
    """`add_usage` from time to time, `reset` for another container."""

    limits_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series = UsageSeries()
        self._columns = 0
        self._ending = ""
        self.cards = {measure: UsageCard(theme, measure) for measure in Measure}
        self.limits = labelled(plain_button(tr("Limits …"), "action"), theme, "gear", "text", 14)
        self.limits.setToolTip(tr("How much this container may use"))
        self.limits.clicked.connect(self.limits_requested)
        self._kills = plain_label("", "error")
        self._kills.setWordWrap(True)
        self._kills_row = QWidget()
        self._estimate = plain_label("", "caption")
        self._estimate.setWordWrap(True)
        self._unenforced = plain_label("", "caption")
        self._unenforced.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setSpacing(8)
        self._lay_out(theme)
        self._making = QTimer(self, singleShot=True, interval=0)
        self._making.timeout.connect(self._make_plots)
        self.reset()

    def add_usage(self, usage: Usage) -> None:
        """The newest values."""
        self._series.add(usage)
        self._refresh()

    def show_limits(self, limits: Limits, unenforced: Sequence[str] = ()) -> None:
        """What was asked for; `unenforced` says in words what this machine cannot enforce."""
        self._series.set_limits(limits)
        words = " ".join(_sentence(visible(one)) for one in unenforced)
        self._unenforced.setText(breakable(words))
        self._unenforced.setVisible(bool(words))
        self._refresh()

    def show_ending(self, ending: str) -> None:
        """Why the container ended by itself, when that was for lack of memory."""
        is_kill = "out of memory" in ending.lower()
        self._ending = (
            tr("It ended: {ending}", ending=visible(ending_words(ending))) if is_kill else ""
        )
        self._refresh()

    def reset(self) -> None:
        """Another container: nothing is known."""
        self._series.clear()
        self._unenforced.hide()
        self._refresh()

    def set_reason_disabled(self, reason: str) -> None:
        """Why limits cannot be set now, "" when they can."""
        self.limits.setEnabled(not reason)
        self.limits.setToolTip(tooltip_text(reason or tr("How much this container may use")))

    # --- parts --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Curves of a page that nobody looks at are not drawn."""
        if not self.isVisible():
            return
        for measure, card in self.cards.items():
            card.show_view(self._series.view(measure))
        kills = self._series.kills_words or self._ending
        self._kills.setText(kills)
        self._kills_row.setVisible(bool(kills))
        is_estimate = self._series.is_estimate
        self._estimate.setVisible(is_estimate)
        if is_estimate and not self._estimate.text():
            self._estimate.setText(
                tr(
                    "Estimates: measured process by process. What ended between "
                    "two looks is missing."
                )
            )

    def _make_plots(self) -> None:
        """After the cards are seen, since the plotting library takes its time to come."""
        for card in self.cards.values():
            card.plot.make()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        if not next(iter(self.cards.values())).plot.is_ready:
            self._making.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= _TWO_COLUMNS_FROM_PX else 1
        if columns != self._columns:
            self._columns = columns
            self._place_cards()

    def _place_cards(self) -> None:
        for card in self.cards.values():
            self._grid.removeWidget(card)
        order = (Measure.CPU, Measure.MEMORY, Measure.DISK, Measure.NETWORK, Measure.PIDS)
        for number, measure in enumerate(order):
            row, column = divmod(number, self._columns)
            span = self._columns if measure is Measure.PIDS else 1
            self._grid.addWidget(self.cards[measure], row, column, 1, span)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _lay_out(self, theme: Theme) -> None:
        alarm = QHBoxLayout(self._kills_row)
        alarm.setContentsMargins(0, 0, 0, 0)
        alarm.setSpacing(6)
        alarm.addWidget(Glyph(theme, "warn", "deleted", 16))
        alarm.addWidget(self._kills, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(tr("Resources"), "section"))
        head.addWidget(
            plain_label(tr("last {window_s:.0f} minutes", window_s=WINDOW_S / 60), "caption")
        )
        head.addStretch(1)
        head.addWidget(self.limits)
        inside = QWidget()
        inside.setProperty("look", "plain")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        rows.addLayout(self._grid, 1)
        rows.addWidget(self._unenforced)
        rows.addWidget(self._estimate)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.viewport().setProperty("look", "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        scroll.setMinimumHeight(60)
        scroll.setAccessibleName(tr("What the container uses"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._kills_row)
        column.addWidget(scroll, 1)


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words.endswith(".") else f"{words}."
