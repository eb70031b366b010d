"""The panel at the right: the work in a container, or the inspector."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

RIGHT_LEAST_PX, _LARGEST_PX = 330, 760


class RightPanel(QStackedWidget):
    """One page at a time; hidden when there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setMinimumWidth(RIGHT_LEAST_PX)
        self.setMaximumWidth(_LARGEST_PX)
        self._preferred_px: dict[QWidget, int] = {}
        self.hide()

    def keep_page(self, page: QWidget, preferred_px: int) -> None:
        """A page, to be shown later; how wide it would like to be."""
        self._preferred_px[page] = preferred_px
        self.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """A page that is kept."""
        self.setCurrentWidget(page)
        self.show()

    @property
    def preferred_px(self) -> int:
        """How wide what is shown would like to be."""
        return self._preferred_px.get(self.currentWidget(), RIGHT_LEAST_PX)
