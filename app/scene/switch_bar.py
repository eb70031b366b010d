"""Which switches containers are plugged into: a chip for each, which lights its containers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QPushButton

from app.scene.open_brick_painter import paint_plug_sign
from app.scene.shadow import add_shadow
from app.scene.wall_view import WallView
from app.theme import Theme, elided, interface_font, mix
from app.viewmodel.open_brick import PluggedSwitch
from app.viewmodel.sizes import counted
from core.translation import tr

_CHIP_PX, _SWATCH_PX, _SIGN_PX = 28, 20, 13
_BEFORE_PX, _AFTER_PX = 4 + _SWATCH_PX + 7, 10
_NAME_PX = 150  # a longer name is cut
_GAP_PX, _EDGE_PX = 6, 6
_MOST_ROWS = 2  # what does not fit is in a menu: the towers matter more
_MORE_PX = 92


class SwitchBar(QFrame):
    """Floats over the wall, as a child of the view's viewport.

    Pointing at a chip, or going to it with the keyboard, lights the containers on its switch;
    pressing it keeps them lit until it is pressed again, or Escape is.
    """

    def __init__(self, theme: Theme, view: WallView) -> None:
        super().__init__(view.viewport())
        self.setProperty("look", "floating")
        self.setAccessibleName(tr("Switches"))
        self._theme = theme
        self._view = view
        self._switches: tuple[PluggedSwitch, ...] = ()
        self._chips: list[SwitchChip] = []
        self._room_px = -1  # that the chips are placed for
        self._kept = self._hovered = self._focused = ""  # names of switches
        self._more = QPushButton(self)
        self._more.setProperty("look", "chip")
        self._menu = QMenu(self._more)
        self._menu.aboutToHide.connect(lambda: self._hover(""))
        self._more.setMenu(self._menu)
        view.selection.unlit.connect(self._forget)
        add_shadow(self, theme, 12)
        self.hide()

    @property
    def is_empty(self) -> bool:
        """Whether no switch has a container."""
        return not self._switches

    def show_switches(self, switches: tuple[PluggedSwitch, ...]) -> None:
        """A chip for each, in this order; one that is kept lit stays so."""
        if switches == self._switches:
            return
        self._switches, self._room_px = switches, -1
        before = {chip.switch.name: chip for chip in self._chips}
        self._chips = []
        for switch in switches:
            chip = before.pop(switch.name, None) or self._new_chip(switch)
            chip.show_switch(switch)
            self._chips.append(chip)
        self._menu.clear()
        for switch in switches:
            action = self._menu.addAction(switch.as_sentence.removeprefix("Switch "))
            action.setCheckable(True)
            action.setData(switch.name)
            action.hovered.connect(lambda name=switch.name: self._hover(name))
            action.triggered.connect(lambda _on, name=switch.name: self._keep(name))
        self._kept = "" if self._kept in before else self._kept
        for chip in before.values():
            chip.hide()  # which is told as a pointer and a keyboard that went
            chip.deleteLater()
        self._light()

    def fit(self, room_px: int) -> None:
        """Take the size that the chips need in a room of that width: they wrap, then are cut."""
        if room_px == self._room_px:
            return
        self._room_px = room_px
        inner_px = max(_MORE_PX, room_px - 2 * _EDGE_PX)
        places = self._places(inner_px, has_more=False)
        if len(places) < len(self._chips):
            places = self._places(inner_px, has_more=True)
        actions = self._menu.actions()
        for number, (chip, action) in enumerate(zip(self._chips, actions, strict=True)):
            is_seen = number < len(places)
            if is_seen:
                chip.setGeometry(places[number])
            chip.setVisible(is_seen)
            action.setVisible(not is_seen)
        self._place_more(places)
        shown = [*places, self._more.geometry()] if not self._more.isHidden() else places
        right = max((place.right() for place in shown), default=0)
        bottom = max((place.bottom() for place in shown), default=0)
        self.resize(right + 1 + _EDGE_PX, bottom + 1 + _EDGE_PX)

    def _new_chip(self, switch: PluggedSwitch) -> SwitchChip:
        chip = SwitchChip(self._theme, switch, self)
        chip.hovered.connect(self._hover)
        chip.focused.connect(self._focus)
        chip.clicked.connect(lambda _on, name=switch.name: self._keep(name))
        chip.left.connect(self._view.setFocus)
        chip.left.connect(self._put_out)
        return chip

    def _put_out(self) -> None:
        self._forget()
        self._light()

    def _places(self, inner_px: int, *, has_more: bool) -> list[QRect]:
        """Of as many chips as there is room for, from the left and the top."""
        places: list[QRect] = []
        x, row = 0, 0
        for chip in self._chips:
            width = min(chip.sizeHint().width(), inner_px)
            if x and x + width > inner_px:
                x, row = 0, row + 1
            is_last_row = row == _MOST_ROWS - 1
            if row == _MOST_ROWS or (
                has_more and is_last_row and x and x + width + _GAP_PX + _MORE_PX > inner_px
            ):
                break
            if has_more and is_last_row and not x:
                width = max(_SWATCH_PX + 60, min(width, inner_px - _GAP_PX - _MORE_PX))
            places.append(
                QRect(_EDGE_PX + x, _EDGE_PX + row * (_CHIP_PX + _GAP_PX), width, _CHIP_PX)
            )
            x += width + _GAP_PX
        return places

    def _place_more(self, places: list[QRect]) -> None:
        """Behind the last chip that is seen."""
        count = len(self._chips) - len(places)
        self._more.setVisible(count > 0 and bool(places))
        if count > 0 and places:
            self._more.setText(tr("{number} more", number=count))
            self._more.setAccessibleName(
                counted("{count} more switch", "{count} more switches", count)
            )
            last = places[-1]
            self._more.setGeometry(last.right() + 1 + _GAP_PX, last.top(), _MORE_PX, _CHIP_PX)

    def _hover(self, name: str) -> None:
        self._hovered = name
        self._light()

    def _focus(self, name: str) -> None:
        self._focused = name
        self._light()

    def _keep(self, name: str) -> None:
        self._kept = "" if self._kept == name else name
        self._light()

    def _forget(self) -> None:
        self._kept = self._hovered = self._focused = ""
        self._mark()

    def _light(self) -> None:
        self._mark()
        name = self._hovered or self._focused or self._kept
        lit = (switch.container_ids for switch in self._switches if switch.name == name)
        self._view.selection.light_containers(next(lit, ()))

    def _mark(self) -> None:
        for chip in self._chips:
            chip.setChecked(chip.switch.name == self._kept)
        for action in self._menu.actions():
            action.setChecked(action.data() == self._kept)


class SwitchChip(QAbstractButton):
    """Signals: hovered(name), focused(name): "" when not any more; left(): Escape was pressed."""

    hovered = Signal(str)
    focused = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, switch: PluggedSwitch, parent: SwitchBar) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = interface_font(12, 600)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does not take the wall's keyboard
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_switch(switch)

    def show_switch(self, switch: PluggedSwitch) -> None:
        """Other figures, or another colour."""
        self.switch = switch
        self._rest = f" · {switch.reach} · {len(switch.container_ids)}"
        self.setText(f"{switch.name}{self._rest}")
        self.setAccessibleName(switch.as_sentence)
        others = tr("the outside") if switch.has_outside else tr("nobody else")
        self.setToolTip(
            tr(
                "{as_sentence}. They reach one another and {others}. Press to keep them lit.",
                as_sentence=switch.as_sentence,
                others=others,
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font)
        name_px = min(float(_NAME_PX), metrics.horizontalAdvance(self.switch.name) + 1)
        words_px = name_px + metrics.horizontalAdvance(self._rest) + 1
        return QSize(round(_BEFORE_PX + words_px + _AFTER_PX), _CHIP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_strong = self.isChecked() or self.hasFocus()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("accent"), 1) if is_strong else Qt.PenStyle.NoPen)
        is_raised = self.isChecked() or self.underMouse()
        painter.setBrush(theme.color("accent_soft" if is_raised else "surface3"))
        painter.drawRoundedRect(box, 7, 7)
        pill, ink = theme.switch_colors(self.switch.number)
        swatch = QRectF(4, (self.height() - _SWATCH_PX) / 2, _SWATCH_PX, _SWATCH_PX)
        edge = theme.color("surface" if theme.is_dark else "text")
        painter.setPen(QPen(mix(pill, edge, 0.3), 1))
        painter.setBrush(pill)
        painter.drawRoundedRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        inset = (_SWATCH_PX - _SIGN_PX) / 2
        corner = swatch.topLeft() + QPointF(inset, inset)
        paint_plug_sign(painter, QRectF(corner.x(), corner.y(), _SIGN_PX, _SIGN_PX), ink)
        painter.setFont(self._font)
        painter.setPen(theme.color("text"))
        metrics = QFontMetricsF(self._font)
        rest_px = metrics.horizontalAdvance(self._rest) + 1
        room_px = self.width() - _BEFORE_PX - _AFTER_PX - rest_px
        name = elided(self.switch.name, self._font, room_px)
        line = QRectF(_BEFORE_PX, 0, self.width() - _BEFORE_PX, self.height())
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, left, name)
        painter.setPen(theme.color("text2"))
        line.setLeft(line.left() + metrics.horizontalAdvance(name))
        painter.drawText(line, left, self._rest)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.switch.name)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.switch.name)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit("")

    def event(self, event: QEvent) -> bool:
        """Escape leaves the chips; the window has other uses for it."""
        is_escape = isinstance(event, QKeyEvent) and Qt.Key(event.key()) is Qt.Key.Key_Escape
        if is_escape and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
