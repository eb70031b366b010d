"""The palette: recipes as small bricks, dragged onto a tower, or clicked for what is selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.panels.brick_button import BrickButton
from app.panels.controls import ElidedLabel, FittingScroll, tooltip_text
from app.scene.little_bricks import little_brick
from app.scene.overlay import icon_button, plain_label
from app.theme import Theme
from app.viewmodel.roles import Role
from core.translation import tr

_BRICK = QSize(30, 21)
_ROW_PX, _GAP_PX = 32, 2
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class PaletteBrick:
    """One recipe. `summary` is for who hovers; `is_own`: the person made it, or got it."""

    key: str
    name: str
    summary: str
    role: Role
    is_own: bool = False


class RecipePalette(QWidget):
    """Signals: chosen(key); drag_started(key, at), drag_moved(at), drag_released(at): places on the
    screen; menu_requested(key, at): "" for what is no recipe of one's own; folded(is_open).
    """

    chosen = Signal(str)
    drag_started = Signal(str, QPoint)
    drag_moved = Signal(QPoint)
    drag_released = Signal(QPoint)
    menu_requested = Signal(str, QPoint)
    folded = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[PaletteBrick, ...] = ()
        self._reason = ""
        self.buttons: dict[str, BrickButton] = {}
        self.fold = QPushButton(tr("RECIPES"))
        self.fold.setProperty("look", "fold")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setAccessibleName(tr("Show recipes"))
        self.fold.setToolTip(tr("Recipes: bricks to be dragged onto a tower"))
        self.fold.clicked.connect(self._fold_clicked)
        self.more = icon_button(theme, "plus", tr("Your own recipe…"))
        self.more.setFixedSize(26, 26)
        self.more.clicked.connect(self._more_clicked)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 0)
        head.addWidget(self.fold, 1)
        head.addWidget(self.more)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(_GAP_PX)
        self.scroll = FittingScroll(inside)
        self.scroll.setMinimumHeight(_height_of(_LEAST_ROWS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._show_fold()

    @property
    def is_open(self) -> bool:
        """Whether the bricks are shown."""
        return self.fold.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Fold it up where there is little room, or out again."""
        if is_open != self.is_open:
            self.fold.setChecked(is_open)
            self._show_fold()

    def set_room(self, height_px: int) -> None:
        """How much of the list at the left is its own; more rows than fit there are scrolled."""
        rows = (height_px - self.fold.sizeHint().height()) // (_ROW_PX + _GAP_PX)
        self.scroll.setMaximumHeight(_height_of(max(_LEAST_ROWS, rows)))

    def show_recipes(self, recipes: Sequence[PaletteBrick], reason: str) -> None:
        """Show these; `reason` says why none can be put anywhere now."""
        if (tuple(recipes), reason) == (self._shown, self._reason):
            return
        self._shown, self._reason = tuple(recipes), reason
        focused = next((key for key, one in self.buttons.items() if one.hasFocus()), "")
        for button in self.buttons.values():
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons.clear()
        for recipe in recipes:
            button = _RecipeButton(self._theme, recipe, reason)
            self.buttons[recipe.key] = button
            self._rows.addWidget(button)
            key = recipe.key
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            button.drag_started.connect(lambda at, key=key: self.drag_started.emit(key, at))
            button.drag_moved.connect(self.drag_moved)
            button.drag_released.connect(self.drag_released)
            if recipe.is_own:
                button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                button.customContextMenuRequested.connect(
                    lambda at, key=key, one=button: self.menu_requested.emit(
                        key, one.mapToGlobal(at)
                    )
                )
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit("", event.globalPos())

    def _more_clicked(self) -> None:
        self.menu_requested.emit("", self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _fold_clicked(self) -> None:
        self._show_fold()
        self.folded.emit(self.is_open)

    def _show_fold(self) -> None:
        icon = "chev" if self.is_open else "chevr"
        self.fold.setIcon(self._theme.icon(icon, "text3", 14))
        self.fold.setIconSize(QSize(14, 14))
        self.scroll.setVisible(self.is_open)


class _RecipeButton(BrickButton):
    """A small brick in the colour of its role, and its name."""

    def __init__(self, theme: Theme, recipe: PaletteBrick, reason: str) -> None:
        super().__init__()
        self.setProperty("look", "recipe")
        self.setEnabled(not reason)
        self.setToolTip(tooltip_text(reason or recipe.summary))
        self.setAccessibleName(tr("Recipe: {name}", name=recipe.name))
        self.setAccessibleDescription(reason or recipe.summary)
        brick = plain_label("")
        brick.setPixmap(little_brick(theme, recipe.role, _BRICK, self.devicePixelRatioF()))
        brick.setEnabled(self.isEnabled())
        name = ElidedLabel(recipe.name, "row")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.setSpacing(9)
        row.addWidget(brick)
        row.addWidget(name, 1)
        for label in (brick, name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(180, _ROW_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, _ROW_PX)


def _height_of(rows: int) -> int:
    return rows * (_ROW_PX + _GAP_PX)
