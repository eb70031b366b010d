"""A small live plot. The plotting library is imported when the first one is needed."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.theme import Theme, with_alpha
from app.viewmodel.usage_series import WINDOW_S, MeasureView
from core.translation import tr

_LEAST_PX = 44


def load_plots() -> ModuleType:
    """Import the plotting library: half a second the first time, nothing after that.

    May be called from another thread before, so that nobody waits.
    """
    return importlib.import_module("pyqtgraph")


class UsagePlot(QWidget):
    """Up to two curves over the last minutes, and a dashed line at the limit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plot: Any = None
        self._curves: list[Any] = []
        self._limit: Any = None
        self.setMinimumHeight(_LEAST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_ready(self) -> bool:
        """Whether the plot was made."""
        return self._plot is not None

    def make(self) -> None:
        """Make the plot now; `show_view` before that does nothing."""
        if self._plot is not None:
            return
        graphs = load_plots()
        plot = graphs.PlotWidget(background=None)
        plot.setStyleSheet("background: transparent")  # the card shows through in both looks
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.setAccessibleName(tr("Curve of the last minutes"))
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setAntialiasing(True)
        item = plot.getPlotItem()
        item.setContentsMargins(0, 0, 0, 0)
        item.setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom"):
            item.hideAxis(side)
        item.setXRange(-WINDOW_S, 0, padding=0)
        item.disableAutoRange()
        first, second = self._theme.color("accent"), self._theme.color("modified")
        base = graphs.InfiniteLine(0, angle=0, pen=_pen(self._theme.color("border2"), 1))
        item.addItem(base)
        for color, style in ((first, Qt.PenStyle.SolidLine), (second, Qt.PenStyle.DashLine)):
            is_first = style is Qt.PenStyle.SolidLine
            brush = with_alpha(color, 0.16 if is_first else 0.0)
            curve = graphs.PlotCurveItem(
                pen=_pen(color, 1.6, style), brush=brush, fillLevel=0 if is_first else None
            )
            item.addItem(curve)
            self._curves.append(curve)
        self._limit = graphs.InfiniteLine(
            0, angle=0, pen=_pen(self._theme.color("deleted"), 1.3, Qt.PenStyle.DashLine)
        )
        self._limit.hide()
        item.addItem(self._limit)
        self._plot = plot
        self.layout().addWidget(plot)  # type: ignore[union-attr]

    def show_view(self, view: MeasureView) -> None:
        """Draw it."""
        if self._plot is None:
            return
        for number, curve in enumerate(self._curves):
            shown = view.curves[number] if number < len(view.curves) else None
            if shown is not None and shown.values:
                curve.setData(list(shown.seconds), list(shown.values))
            else:
                curve.clear()
        self._plot.getPlotItem().setYRange(0, view.highest * 1.12, padding=0)
        is_limit_seen = view.limit is not None and view.limit <= view.highest * 1.12
        self._limit.setVisible(is_limit_seen)
        if is_limit_seen:
            self._limit.setValue(view.limit)

    def sizeHint(self) -> QSize:
        return QSize(160, 64)


def _pen(color: QColor, width_px: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Its width is in pixels of the screen, whatever the scale of the plot."""
    pen = QPen(color, width_px, style)
    pen.setCosmetic(True)
    return pen
