"""What colours mean, and what bricks are coloured by."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from app.scene.help_mark import EXPLAINS, help_mark
from app.scene.overlay import plain_label
from app.scene.shadow import add_shadow
from app.theme import Theme, paint_icon
from app.viewmodel.measures import SCALES, Measure
from app.viewmodel.roles import Role
from core.translation import tr

_CHIP_PX, _ICON_PX = 20, 14
_UNLIMITED_PX = 10_000
_SPARE_PX = 60  # a legend with words shall not stand before half of the wall


class Legend(QFrame):
    """Signals: measure_chosen(Measure)."""

    measure_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "floating")
        self.setProperty(EXPLAINS, "layer")
        self._theme = theme
        self._measure: Measure | None = None
        self._has_unknown = False
        self._room_px = _UNLIMITED_PX
        self._button = QPushButton()
        self._button.setProperty("look", "chip")
        self._button.setToolTip(tr("What bricks are coloured by"))
        self._menu = QMenu(self._button)
        for measure in Measure:
            action = self._menu.addAction(measure.title)
            action.setCheckable(True)
            action.setData(measure)
            action.triggered.connect(
                lambda _checked=False, one=measure: self.measure_chosen.emit(one)
            )
        self._button.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 7, 14, 7)
        row.setSpacing(7)
        row.addWidget(self._button)
        self._mark = help_mark(theme, "layer", tr("Explain: {title}", title=tr("Layer")))
        row.addWidget(self._mark)
        row.addSpacing(4)
        self._row = row
        self._shown: list[QWidget] = []
        add_shadow(self, theme, 12)
        self.show_measure(Measure.ROLE)

    def show_measure(self, measure: Measure, *, has_unknown: bool = False) -> None:
        """Roles, or the steps of a scale; and that some bricks have no figure."""
        if (measure, has_unknown) == (self._measure, self._has_unknown):
            return
        self._measure, self._has_unknown = measure, has_unknown
        self._button.setText(measure.title)
        self._button.setAccessibleName(tr("Bricks are coloured by: {title}", title=measure.title))
        for action in self._menu.actions():
            action.setChecked(action.data() is measure)
        for widget in self._shown:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        if measure is Measure.ROLE:
            for role in Role:
                base, ink = self._theme.role_colors(role.key)
                self._add(base, ink, role.key, role.title)
        else:
            for step, words in enumerate(SCALES[measure]):
                base, ink = self._theme.scale_colors(step)
                self._add(base, ink, "", words)
            if has_unknown:
                base, ink = self._theme.scale_colors(None)
                self._add(base, ink, "", tr("not known"))
        self._fit()

    def set_room(self, width_px: int) -> None:
        """How wide it may be: words go first, then the chips; what to colour by can be chosen
        everywhere.
        """
        self._room_px = width_px
        self._fit()

    def _fit(self) -> None:
        for with_words, with_chips in ((True, True), (False, True), (False, False)):
            for widget in self._shown:
                widget.setVisible(with_chips if isinstance(widget, _Chip) else with_words)
            self._mark.setVisible(with_words)
            end_px = 14 if with_chips else 8
            self._row.setContentsMargins(8, 7, end_px, 7)
            self._row.activate()
            spare = _SPARE_PX if with_words else 0
            if self._row.sizeHint().width() + spare <= self._room_px:
                break
        self.adjustSize()

    def _add(self, base: QColor, ink: QColor, icon: str, words: str) -> None:
        chip = _Chip(base, ink, icon)
        chip.setToolTip(words)
        chip.setAccessibleName(words)
        label = plain_label(words, "small")
        for widget in (chip, label):
            self._row.addWidget(widget)
            widget.show()  # what is hidden does not count for the size, and Qt shows it late
            self._shown.append(widget)


class _Chip(QWidget):
    """A colour with its icon, drawn as vectors."""

    def __init__(self, base: QColor, ink: QColor, icon: str) -> None:
        super().__init__()
        self._base, self._ink, self._icon = base, ink, icon
        self.setFixedSize(_CHIP_PX, _CHIP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._base)
        painter.drawRoundedRect(box, 5, 5)
        if self._icon:
            inset = (_CHIP_PX - _ICON_PX) / 2
            paint_icon(painter, self._icon, box.adjusted(inset, inset, -inset, -inset), self._ink)
