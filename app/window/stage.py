"""The middle of the window: the wall or the first choices, with what floats over them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.panels.banner import Banner
from app.panels.container_bar import ContainerButtons, ContainerHead
from app.panels.empty_page import EmptyPage
from app.panels.jobs_panel import JobsPanel
from app.panels.sharing_pill import SharingPill
from app.scene.wall_view import WallView
from app.theme import Theme
from app.window.explanation import Explanation
from app.window.wall_page import WallPage
from core.model import Serving

_MARGIN_PX = 20
_LEAST_PX, _LEAST_BESIDE_GUIDE_PX = 430, 320
_BANNER_ABOVE_PX = 72
_JOBS_FROM_TOP_PX = 112
_HEAD_PX, _BUTTONS_PX = 100, 96
_EXPLANATION_LARGEST_PX = 950
_SHARING_PX = 250
_EXPLANATION_SHARE = 0.34  # of the height, at most


class Stage(QWidget):
    """Pages below, floating parts above; all take their places in `place_overlays`."""

    def __init__(self, theme: Theme, *, is_animated: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_LEAST_PX)
        self.view = WallView(theme)
        self.view.set_animated(is_animated)
        self.wall_page = WallPage(theme, self.view)
        self.empty = EmptyPage(theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.wall_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.head = ContainerHead(self)
        self.buttons = ContainerButtons(theme, self)
        self.explanation = Explanation(theme, self)
        self.banner = Banner(theme)
        self.banner.setParent(self)
        self.jobs = JobsPanel()
        self.jobs.setParent(self)
        self.sharing = SharingPill(theme)  # where there is no sidebar to say it
        self.sharing.setParent(self)
        self._words: tuple[str, str] | None = None  # of a lesson
        self._serving: Serving | None = None
        self._has_sidebar = True
        self.show_container_parts(False)

    @property
    def is_empty(self) -> bool:
        """Whether the first choices are shown."""
        return self._pages.currentWidget() is self.empty

    def show_first_choices(self, is_empty: bool) -> None:
        """The first choices, or the wall."""
        self._pages.setCurrentWidget(self.empty if is_empty else self.wall_page)

    def show_container_parts(self, is_container: bool) -> None:
        """Head and buttons of the container screen; the wall keeps room for them."""
        self.head.setVisible(is_container)
        self.buttons.setVisible(is_container)
        self.wall_page.show_container_screen(is_container)
        self.place_overlays()

    def show_explanation(self, words: tuple[str, str] | None) -> None:
        """What the last step of a lesson has shown; None when no lesson is open."""
        self._words = words
        self.wall_page.set_lesson(words is not None)
        self.place_overlays()

    def show_serving(self, serving: Serving | None) -> None:
        """What is offered to this network; everybody at this window sees it."""
        self._serving = serving
        self.sharing.show_serving(None if self._has_sidebar else serving)
        self.place_overlays()

    def set_beside_sidebar(self, has_sidebar: bool) -> None:
        """Whether the lists are shown at its left, which say what is shared as well."""
        if has_sidebar != self._has_sidebar:
            self._has_sidebar = has_sidebar
            self.show_serving(self._serving)

    def set_narrow(self, is_narrow: bool) -> None:
        """Whether it shares the window with one column more than usual."""
        self.setMinimumWidth(_LEAST_BESIDE_GUIDE_PX if is_narrow else _LEAST_PX)

    def take_focus(self) -> None:
        """Give the keyboard to what is shown."""
        self._pages.currentWidget().setFocus()

    def place_overlays(self) -> None:
        """Everything that floats, at its place; call it when one of them changed its size."""
        width = self.width()
        top = 0
        self.explanation.show_words(None if self.is_empty else self._words)
        if not self.explanation.isHidden():
            wide = min(_EXPLANATION_LARGEST_PX, width - 2 * _MARGIN_PX)
            tall = self.explanation.height_for(wide)
            if tall > self.height() * _EXPLANATION_SHARE:
                tall = self.explanation.height_for(wide, has_detail=False)
            self.explanation.setGeometry((width - wide) // 2, _MARGIN_PX, wide, tall)
            top = _MARGIN_PX + tall
            if tall > self.height() * _EXPLANATION_SHARE:  # it is said beside the step as well
                self.explanation.hide()
                top = 0
        head_px = top + _HEAD_PX if not self.head.isHidden() else top
        self.head.setGeometry(0, top, width, self.head.sizeHint().height())
        self.buttons.setGeometry(0, self.height() - _BUTTONS_PX, width, _BUTTONS_PX)
        is_container = not self.head.isHidden()
        self.wall_page.set_room(head_px, _BUTTONS_PX if is_container else 0)
        self._place_banner(width, self.height() - (_BUTTONS_PX if is_container else 0))
        right_top = _JOBS_FROM_TOP_PX
        if not self.sharing.isHidden():
            size = self.sharing.sizeHint().expandedTo(QSize(_SHARING_PX, 0))
            self.sharing.setGeometry(width - size.width() - _MARGIN_PX, right_top,
                                     size.width(), size.height())  # fmt: skip
            right_top += size.height() + 10
        self.jobs.adjustSize()
        self.jobs.move(max(0, width - self.jobs.width() - _MARGIN_PX), right_top)
        floating_parts = (
            self.head, self.buttons, self.explanation, self.sharing, self.jobs, self.banner,
        )  # fmt: skip
        for floating in floating_parts:
            floating.raise_()

    def _place_banner(self, width: int, lowest: int) -> None:
        """Where neither a heading nor a tower's top is."""
        room = max(200, min(self.banner.maximumWidth(), width - 2 * _MARGIN_PX))
        height = self.banner.height_for(room)
        top = lowest - _BANNER_ABOVE_PX - height
        self.banner.setGeometry((width - room) // 2, max(_MARGIN_PX, top), room, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_overlays()
