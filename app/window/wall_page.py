"""The canvas with what floats over it: heading, figures, bytes, switches, legend, zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.scene.overlay import icon_button, plain_label
from app.scene.role_pattern import paint_pattern
from app.scene.shadow import add_shadow
from app.scene.switch_bar import SwitchBar
from app.scene.wall_view import WallView
from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.measures import Measure
from app.viewmodel.placement import ViewMode
from app.viewmodel.sizes import count_text, size_text
from app.viewmodel.wall import Wall
from app.window.legend import Legend
from core.translation import tr

_HEAD_PX = 118
_BYTES_FROM_PX = 900
_FIGURES_FROM_PX = 440
_SUBTITLE_FROM_PX = 700
_SHORT_SUBTITLE = tr("Every image as its own tower.")
_SUBTITLE = tr(
    "{short_subtitle} Repeated bricks are stored only once; hover one to see where it is used.",
    short_subtitle=_SHORT_SUBTITLE,
)
_EDGE_PX, _APART_PX = 20, 20
_SWITCHES_ABOVE_PX = 10  # the legend


class WallPage(QWidget):
    """Holds the view; overlays take their places in `resizeEvent`."""

    def __init__(self, theme: Theme, view: WallView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        view.setParent(self)
        self._title = plain_label(tr("Local repository"), "title", self)
        self._subtitle = plain_label("", "small", self)
        self._figures = _Figures(self)
        self._bytes = _BytesBar(theme, self)
        self.legend = Legend(theme, self)
        self.switches = SwitchBar(theme, view)
        self._zoom = _ZoomBar(theme, view, self)
        self._is_container = False
        self._is_lesson = False
        self._is_shared = True
        self._head_px = self._foot_px = 0
        self.setFocusProxy(view)
        view.camera.moved.connect(self._place_switches)

    def show_wall(self, wall: Wall, mode: ViewMode, measure: Measure = Measure.ROLE) -> None:
        """Heading and figures for a wall; the view is shown it by itself."""
        shades = [brick.shade for brick in wall.bricks.values()]
        has_unknown = any(shade is not None and shade.step is None for shade in shades)
        self.legend.show_measure(measure, has_unknown=has_unknown)
        self._is_shared = mode is ViewMode.SHARED
        self._title.setText(tr("Local repository") if self._is_shared else tr("Stacks"))
        self._figures.show_wall(wall)
        self._bytes.show_wall(wall)
        self.switches.show_switches(wall.switches)
        self._arrange()

    def show_container_screen(self, is_container: bool) -> None:
        """The container screen has a heading of its own, and no legend."""
        if is_container != self._is_container:
            self._is_container = is_container
            self._arrange()

    def set_lesson(self, is_lesson: bool) -> None:
        """A lesson says over the canvas what matters now, so the figures go."""
        if is_lesson != self._is_lesson:
            self._is_lesson = is_lesson
            self.view.camera.set_classroom(is_lesson)
            self._arrange()

    def set_room(self, head_px: int, foot_px: int) -> None:
        """What others need at the top and the bottom of the canvas."""
        if (head_px, foot_px) != (self._head_px, self._foot_px):
            self._head_px, self._foot_px = head_px, foot_px
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.setGeometry(self.rect())
        self._arrange()

    def _arrange(self) -> None:
        self.view.lower()
        width, height = self.width(), self.height()
        has_heading = not self._is_container and not self._is_lesson
        self._title.setVisible(has_heading)
        self._subtitle.setVisible(has_heading and not self._is_shared)
        self._figures.setVisible(has_heading and self._is_shared and width >= _FIGURES_FROM_PX)
        has_room = width >= _BYTES_FROM_PX
        self._bytes.setVisible(has_heading and self._is_shared and has_room)
        self._title.adjustSize()
        self._title.move(32, 22)
        self._subtitle.setText(_SUBTITLE if width >= _SUBTITLE_FROM_PX else _SHORT_SUBTITLE)
        self._subtitle.setGeometry(32, 56, max(100, width - 64), 20)
        self._figures.setGeometry(32, 62, min(560, width - 64), 50)
        self._bytes.setGeometry(width - 462, 44, 430, 52)
        self._zoom.adjustSize()
        self.legend.set_room(width - self._zoom.width() - 2 * _EDGE_PX - _APART_PX)
        lowest = height - self._foot_px - 18
        self.legend.move(_EDGE_PX, lowest - self.legend.height())
        self.legend.setVisible(has_heading)
        self._zoom.move(width - self._zoom.width() - _EDGE_PX, lowest - self._zoom.height())
        self.switches.setVisible(has_heading and not self.switches.is_empty)
        self._place_switches()
        head_px = _HEAD_PX if has_heading else self._head_px
        foot_px = self._foot_px
        if not self.switches.isHidden():
            foot_px = height - self.switches.y()  # towers stand above them
        self.view.keep_free(head_px, foot_px)

    def _place_switches(self) -> None:
        """Above the legend, left of the overview while that is shown."""
        bar, overview = self.switches, self.view.minimap
        if bar.isHidden():
            return
        right = self.width() if overview.isHidden() else overview.x()
        bar.fit(right - 2 * _EDGE_PX)
        bar.move(_EDGE_PX, self.legend.y() - _SWITCHES_ABOVE_PX - bar.height())


class _Figures(QWidget):
    """Images, bricks, on disk, saved by sharing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        self._numbers: list[QLabel] = []
        for words in (tr("images"), tr("bricks (layers)"), tr("on disk"), tr("saved by sharing")):
            column = QVBoxLayout()
            column.setSpacing(0)
            number = plain_label("", "panel-title")
            self._numbers.append(number)
            column.addWidget(number)
            column.addWidget(plain_label(words, "small"))
            row.addLayout(column)
        row.addStretch(1)

    def show_wall(self, wall: Wall) -> None:
        values = (
            count_text(len(wall.flags)),
            count_text(len(wall.bricks)),
            size_text(wall.stored_bytes),
            size_text(wall.saved_bytes),
        )
        for label, value in zip(self._numbers, values, strict=True):
            label.setText(value)


class _BytesBar(QWidget):
    """Where the bytes are, by role."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wall = Wall()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_wall(self, wall: Wall) -> None:
        self._wall = wall
        parts = ", ".join(f"{role.title} {size_text(n)}" for role, n in wall.bytes_by_role())
        self.setAccessibleName(tr("Where the bytes are: {parts}", parts=parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        parts = self._wall.bytes_by_role()
        total = sum(size for _role, size in parts)
        if not total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setFont(interface_font(12, 600))
        painter.setPen(theme.color("text2"))
        head = QRectF(0, 0, self.width(), 20)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), tr("Where the bytes are"))
        painter.setFont(interface_font(12))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight), size_text(total))
        x = 0.0
        for role, size in parts:
            width = max(3.0, (self.width() - 2.0 * len(parts)) * size / total)
            box = QRectF(x, 24, width, 22)
            base, ink = theme.role_colors(role.key)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(base)
            painter.drawRoundedRect(box, 3, 3)
            paint_pattern(painter, box, role, with_alpha(ink, 0.2), 1.0)
            if width > 110:
                painter.setPen(ink)
                painter.setFont(interface_font(11, 600))
                words = f"{role.title}  {size_text(size)}"
                painter.drawText(
                    box.adjusted(10, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words
                )
            x += width + 2


class _ZoomBar(QFrame):
    """Minus, percentage, plus, fit."""

    def __init__(self, theme: Theme, view: WallView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "floating")
        self._view = view
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(2)
        minus = icon_button(theme, "minus", tr("Smaller"))
        plus = icon_button(theme, "plus", tr("Larger"))
        fit = icon_button(theme, "fit", tr("Fit all"))
        self._percent = plain_label("100 %", "strong")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(52)
        for widget in (minus, self._percent, plus, fit):
            row.addWidget(widget)
        minus.clicked.connect(view.zoom_out)
        plus.clicked.connect(view.zoom_in)
        fit.clicked.connect(view.fit_all)
        view.zoom_changed.connect(self._show_zoom)
        add_shadow(self, theme, 12)

    def _show_zoom(self) -> None:
        self._percent.setText(f"{self._view.zoom * 100:.0f} %")
