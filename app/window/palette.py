"""Recipes in the window: the palette, its bricks dragged onto the wall, and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtWidgets import QMenu, QWidget

from app.commands.recipes import RecipeCommands
from app.commands.verbs import Verbs
from app.panels.recipe_palette import PaletteBrick
from app.scene.brick_drag import BrickDrag
from app.theme import Theme
from app.viewmodel.dragging import PLATE, DraggedBrick, Offer, Target
from app.viewmodel.recipe_words import brick_of, name_of, role_of, summary_of
from app.viewmodel.roles import Role
from app.viewmodel.session import Session
from app.window.shortcuts import make_shortcuts
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from core.translation import tr

if TYPE_CHECKING:
    from core.recipe import Recipe

_FOLDED_BELOW_PX = 600  # of the sidebar
_OTHERS_PX = 470  # bases above, images and containers below


class Palette(QObject):
    """The window's part of `verbs.recipes`; connects itself."""

    def __init__(
        self, window: QWidget, theme: Theme, session: Session, verbs: Verbs, sidebar: Sidebar,
        stage: Stage,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._session = window, session
        self._recipes: RecipeCommands = verbs.recipes
        self._images = verbs.images
        self._stage, self._sidebar = stage, sidebar
        self._panel = sidebar.palette_panel
        self._dragged: Recipe | None = None
        self._base_key = ""
        self._is_fold_chosen = False  # the person did, and nobody else does from then on
        self.drag = BrickDrag(theme, stage.view)
        self.drag.dropped.connect(self._dropped)
        panel = self._panel
        panel.chosen.connect(self._clicked)
        panel.drag_started.connect(self._start)
        panel.drag_moved.connect(self.drag.move)
        panel.drag_released.connect(self.drag.release)
        panel.menu_requested.connect(self._show_menu)
        panel.folded.connect(self._fold_chosen)
        sidebar.base_drag_started.connect(self._start_base)
        sidebar.base_drag_moved.connect(self.drag.move)
        sidebar.base_drag_released.connect(self.drag.release)
        sidebar.installEventFilter(self)
        for signal, slot in (
            (self._recipes.changed, self._show),
            (self._recipes.learned, self.drag.refresh),
            (session.readiness_changed, self._show),
            (session.repository_changed, self._show),
        ):
            signal.connect(slot)
        make_shortcuts(window, (), stage.view, (("R", self._recipes.choose_for_selected),))
        self._recipes.load()
        self._show()

    # --- what is shown ------------------------------------------------------------------------

    def _show(self) -> None:
        recipes = self._recipes
        bricks = [
            PaletteBrick(
                one.key, name_of(one), summary_of(one), role_of(one), one.key in recipes.own_keys
            )
            for one in recipes.recipes
        ]
        self._panel.show_recipes(bricks, recipes.why_not())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            height_px = self._sidebar.height()
            self._panel.set_room(height_px - _OTHERS_PX)
            if not self._is_fold_chosen:
                self._panel.set_open(height_px >= _FOLDED_BELOW_PX)
        return False

    def _fold_chosen(self, _is_open: bool) -> None:
        self._is_fold_chosen = True

    # --- dragging -----------------------------------------------------------------------------

    def _start(self, key: str, at: QPoint) -> None:
        recipe = self._recipes.find(key)
        button = self._panel.buttons.get(key)
        if recipe is None or button is None:
            return
        self._dragged, self._base_key = recipe, ""
        self._recipes.look_again()
        home = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
        self.drag.start(brick_of(recipe), self._offer, at, home)

    def _offer(self, target: Target) -> Offer:
        assert self._dragged is not None
        return self._recipes.offer(self._dragged, target)

    def _start_base(self, key: str, title: str, at: QPoint) -> None:
        self._dragged, self._base_key = None, key
        brick = DraggedBrick(title, Role.OS.title, Role.OS)
        self.drag.start(brick, self._offer_base, at, QRect(at, QSize(1, 1)))

    def _offer_base(self, target: Target) -> Offer:
        if target != PLATE:
            reason = tr("A base stands on the baseplate: drop it beside the towers.")
            return Offer(False, tr("Not here"), reason=reason)
        reason = self._images.why_no_base_image()
        title = tr("Make a base image here")
        return Offer(False, title, reason=reason) if reason else Offer(True, title)

    def _dropped(self, target: Target) -> None:
        if self._base_key:
            self._images.make_base_image(self._base_key)
        elif self._dragged is not None:
            self._recipes.put_on(self._dragged, target)
        self._stage.take_focus()

    # --- clicking -----------------------------------------------------------------------------

    def _clicked(self, key: str) -> None:
        recipe = self._recipes.find(key)
        if recipe is not None:
            self._recipes.put_on_selected(recipe)

    def _show_menu(self, key: str, at: QPoint) -> None:
        own = self._recipes.own
        menu = QMenu(self._window)
        recipe = self._recipes.find(key)
        if recipe is not None:
            menu.addAction(tr("Export…"), lambda: own.export(recipe))
            menu.addAction(tr("Remove from the palette"), lambda: own.remove(recipe))
            menu.addSeparator()
        make = menu.addAction(tr("Make one of what was done here…"), own.make)
        make.setEnabled(not own.why_not())
        menu.addAction(tr("Open a recipe file…"), own.open_file)
        exported = menu.addMenu(tr("Export"))
        for one in self._recipes.recipes:
            words = name_of(one).replace("&", "&&")
            exported.addAction(words, lambda recipe=one: own.export(recipe))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
