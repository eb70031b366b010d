"""The window's columns, and how they share its width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.window.guide import LEAST_PX as GUIDE_LEAST_PX
from app.window.guide import Guide
from app.window.right_panel import RIGHT_LEAST_PX, RightPanel
from app.window.sidebar import Sidebar
from app.window.stage import Stage

_OVERLAY_BELOW_PX = 1100
_SIDEBAR_PX, _GUIDE_PX, _STAGE_PX, _RIGHT_PX = 236, 420, 800, 560
_THREE_COLUMNS_PX = 1200
_STAGE_BETWEEN_PX, _LARGE_GUIDE_PX = 390, 500  # before a class


class Columns(QSplitter):
    """In a narrow window the lists give way to what the person is doing."""

    def __init__(
        self,
        sidebar: Sidebar,
        guide: Guide,
        stage: Stage,
        right: RightPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sidebar, self._guide, self._stage, self._right = sidebar, guide, stage, right
        self._is_sidebar_wanted = True
        self._is_projector = False
        self._right_px = 0
        self.setHandleWidth(1)
        for widget in (sidebar, guide, stage, right):
            self.addWidget(widget)
        self.setStretchFactor(2, 1)
        self.setChildrenCollapsible(False)
        self.setSizes([_SIDEBAR_PX, _GUIDE_PX, _STAGE_PX, _RIGHT_PX])

    def toggle_sidebar(self) -> None:
        """The person wants it, or wants it away."""
        self._is_sidebar_wanted = not self._sidebar.isVisible()
        self._show_sidebar(self._is_sidebar_wanted)

    def set_projector(self, *, is_projector: bool) -> None:
        """Before a class the lists are away, and the lesson has more room for its large words."""
        if is_projector != self._is_projector:
            self._is_projector = is_projector
            self._is_sidebar_wanted = not is_projector
            self.share()

    def share(self) -> None:
        """Again: the window, or what is shown in it, is another one now."""
        width = self.window().width()
        if self._guide.is_open and not self._right.isHidden():
            # Guide, wall and console side by side: the wall gets what the others can spare.
            wide = width >= _THREE_COLUMNS_PX
            guide = _GUIDE_PX if wide else GUIDE_LEAST_PX
            right = RIGHT_LEAST_PX + (60 if wide else 0)
            if self._is_projector:
                right = RIGHT_LEAST_PX
                guide = max(GUIDE_LEAST_PX, min(_GUIDE_PX, width - right - _STAGE_BETWEEN_PX))
            self.setSizes([0, guide, width - guide - right, right])
        elif self._guide.is_open:
            guide = (
                _LARGE_GUIDE_PX if self._is_projector and width >= _OVERLAY_BELOW_PX else _GUIDE_PX
            )
            self.setSizes([0, guide, width - guide, 0])
        elif not self._right.isHidden() and self._right.preferred_px != self._right_px:
            # Console and inspector have widths of their own; what the person dragged is kept.
            self._right_px = self._right.preferred_px
            sizes = self.sizes()
            sizes[2] += sizes[3] - self._right_px
            sizes[3] = self._right_px
            self.setSizes(sizes)
        is_wanted = self._is_sidebar_wanted and not self._guide.is_open
        if width < _OVERLAY_BELOW_PX:
            is_wanted = is_wanted and self._right.isHidden() and not self._stage.is_empty
        self._show_sidebar(is_wanted)

    def _show_sidebar(self, is_shown: bool) -> None:
        self._sidebar.setVisible(is_shown)
        self._stage.set_beside_sidebar(is_shown)
