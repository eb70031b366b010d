"""The row of tabs: titles with counts in pills, and room for six of them in a narrow panel."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QTabBar, QWidget

from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.sizes import count_text
from core.translation import tr

_HEIGHT_PX, _LINE_PX = 40, 2.5
_GAPS_PX = (22, 16, 11, 7)  # between tabs, as much as there is room for
_PILL_HEIGHT_PX, _PILL_PAD_PX, _BEFORE_PILL_PX = 19, 7, 7
_ICON_PX = 16
_EDGE_PX = 4


@dataclass(slots=True)
class _Tab:
    key: str
    title: str
    icon: str  # shown instead of the title where that does not fit
    is_always_icon: bool
    count: int | None = None
    is_shown: bool = True
    is_icon: bool = False
    has_pill: bool = True


class TabBar(QTabBar):
    """Tabs by key; the person moves with the arrow keys, too. Counts are None until known."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tabs: list[_Tab] = []
        self._hovered = -1
        self._gap_px = _GAPS_PX[0]
        self._is_compact = False  # 12.3k in the pills instead of 12 345
        self._width_px = 0
        self.setProperty("look", "inspector-tabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Inspector tabs"))
        self.currentChanged.connect(lambda _index: self._fit())

    def add(self, key: str, title: str, icon: str, *, is_icon: bool = False) -> None:
        """One more at the right; `is_icon`: the title is told on hovering only."""
        self._tabs.append(_Tab(key, title, icon, is_icon))
        self.addTab(title)
        self._tell(len(self._tabs) - 1)

    def show_count(self, key: str, count: int | None) -> None:
        """The number in a tab's pill; a tab that is not there is passed over."""
        place = self._place(key)
        if place >= 0 and self._tabs[place].count != count:
            self._tabs[place].count = count
            self._tell(place)
            self._fit()

    def count_of(self, key: str) -> int | None:
        """The number in a tab's pill."""
        return next((tab.count for tab in self._tabs if tab.key == key), None)

    def set_shown(self, key: str, is_shown: bool) -> None:
        """Take a tab away, or bring it back."""
        place = self._place(key)
        self._tabs[place].is_shown = is_shown
        self.setTabVisible(place, is_shown)
        for other in range(len(self._tabs)):
            self._tell(other)
        self._fit()

    def shown_keys(self) -> list[str]:
        """From the left."""
        return [tab.key for tab in self._tabs if tab.is_shown]

    def current_key(self) -> str:
        """Of the page that is seen."""
        return self._tabs[self.currentIndex()].key if self._tabs else ""

    def choose(self, key: str) -> None:
        """Go to a tab; one that is not there is passed over."""
        if key in self.shown_keys():
            self.setCurrentIndex(self._place(key))

    # --- sizes --------------------------------------------------------------------------------

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(round(self._wanted(self._tabs[index])) + self._gap_px, _HEIGHT_PX)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != self._width_px:
            self._width_px = event.size().width()
            self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """All pills and wide gaps where there is room; then less and less of both."""
        room = self._width_px or self.width()
        shown = [tab for tab in self._tabs if tab.is_shown]
        droppable = [tab for tab in reversed(shown) if not tab.is_always_icon]
        current = self.currentIndex()
        if 0 <= current < len(self._tabs) and self._tabs[current] in droppable:
            droppable.remove(self._tabs[current])
            droppable.append(self._tabs[current])  # its pill stays longest
        titled = sum(not tab.is_always_icon for tab in shown)
        for step in range(2 * len(shown) + 2):
            self._is_compact = step > 0
            for place, tab in enumerate(shown):
                tab.has_pill = tab not in droppable[: max(0, step - 1)]
                icons = max(0, step - 1 - len(droppable))
                tab.is_icon = tab.is_always_icon or place >= titled - icons
            wanted = sum(self._wanted(tab) for tab in shown) + _EDGE_PX
            self._gap_px = next(
                (gap for gap in _GAPS_PX if wanted + gap * len(shown) <= room), _GAPS_PX[-1]
            )
            if wanted + self._gap_px * len(shown) <= room:
                break
        self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """A tab bar asks for the sizes of its tabs again when its icons have another size."""
        self.setIconSize(QSize(1, 2 if self.iconSize().height() == 1 else 1))
        self.updateGeometry()
        self.update()

    def _wanted(self, tab: _Tab) -> float:
        width = _EDGE_PX + _EDGE_PX + self._title_width(tab)
        if self._pill_words(tab):
            width += _BEFORE_PILL_PX + self._pill_width(tab)
        return width

    def _title_width(self, tab: _Tab) -> float:
        if tab.is_icon:
            return float(_ICON_PX)
        return QFontMetricsF(interface_font(13, 600)).horizontalAdvance(tab.title)

    def _pill_words(self, tab: _Tab) -> str:
        if tab.count is None or not tab.has_pill:
            return ""
        return _compact(tab.count) if self._is_compact else count_text(tab.count)

    def _pill_width(self, tab: _Tab) -> float:
        words = QFontMetricsF(interface_font(11, 600)).horizontalAdvance(self._pill_words(tab))
        return max(words + 2 * _PILL_PAD_PX, _PILL_HEIGHT_PX)

    # --- pixels -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, tab in enumerate(self._tabs):
            if tab.is_shown:
                self._paint_tab(painter, self.tabRect(index), tab, index == self.currentIndex(),
                                index == self._hovered)  # fmt: skip

    def _paint_tab(
        self, painter: QPainter, rect: QRect, tab: _Tab, is_current: bool, is_hovered: bool
    ) -> None:
        theme = self._theme
        inside = QRectF(rect).adjusted(0, 0, -self._gap_px, -_LINE_PX - 1)
        if self.hasFocus() and is_current:
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside.adjusted(0.5, 4.5, -0.5, -4.5), 6, 6)
        ink = theme.color("text" if is_current or is_hovered else "text2")
        left = inside.left() + _EDGE_PX
        if tab.is_icon:
            is_warning = tab.is_always_icon and bool(tab.count)
            color = theme.color("modified") if is_warning else ink
            ratio = self.devicePixelRatioF()
            top = inside.center().y() - _ICON_PX / 2
            icon = theme.pixmap(tab.icon, _ICON_PX, color, ratio)
            painter.drawPixmap(QRectF(left, top, _ICON_PX, _ICON_PX), icon, QRectF(icon.rect()))
        else:
            painter.setFont(interface_font(13, 600 if is_current else 500))
            painter.setPen(ink)
            painter.drawText(inside.adjusted(_EDGE_PX, 0, 0, 0), _left(), tab.title)
        left += self._title_width(tab) + _BEFORE_PILL_PX
        if self._pill_words(tab):
            pill = QRectF(left, 0, self._pill_width(tab), _PILL_HEIGHT_PX)
            pill.moveTop(inside.center().y() - _PILL_HEIGHT_PX / 2)
            self._paint_pill(painter, pill, tab, is_current)
        if is_current:
            line = QRectF(rect.left(), self.height() - _LINE_PX, inside.width(), _LINE_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(line, 1, 1)

    def _paint_pill(self, painter: QPainter, pill: QRectF, tab: _Tab, is_current: bool) -> None:
        theme = self._theme
        ground, ink = theme.color("surface3"), theme.color("text2")
        if is_current:
            ground, ink = theme.color("accent_soft"), theme.color("accent")
        elif tab.is_always_icon and tab.count:
            ground, ink = theme.color("modified_soft"), theme.color("modified")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(ground, 1.0))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(ink)
        painter.setFont(interface_font(11, 600))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self._pill_words(tab))

    # --- pointer and words --------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.tabAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A page that is scrolled must not change by the way."""
        event.ignore()

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _place(self, key: str) -> int:
        return next((place for place, tab in enumerate(self._tabs) if tab.key == key), -1)

    def _tell(self, place: int) -> None:
        """For screen readers and on hovering: the title, the count, the key that goes there."""
        tab = self._tabs[place]
        words = tab.title if tab.count is None else f"{tab.title}, {count_text(tab.count)}"
        self.setAccessibleTabName(place, words)
        if tab.is_shown:
            number = self.shown_keys().index(tab.key) + 1
            self.setTabToolTip(place, tr("{words} (Alt+{number})", words=words, number=number))


def _compact(count: int) -> str:
    """987, 3.4k, 79k, 1.2M."""
    if count < 1_000:
        return str(count)
    value, unit = (count / 1e3, "k") if count < 999_500 else (count / 1e6, "M")
    return f"{value:.{1 if value < 9.95 else 0}f}{unit}"


def _left() -> int:
    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
        Qt.TextFlag.TextSingleLine
    )
