"""The dialogs about recipes: part of what asks the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from app.theme import Theme
from app.viewmodel.dragging import Offer, Target
from app.viewmodel.roles import Role
from core.model import Container

if TYPE_CHECKING:
    from app.commands.recipes import RecipeCommands
    from core.recipe import Recipe, Way


class RecipeQuestions:
    """The recipes' part of app.commands.context.Asker."""

    parent: QWidget | None
    _theme: Callable[[], Theme]
    _open: Callable[[QDialog], None]

    def ask_recipe(
        self, recipes: RecipeCommands, target: Target, answer: Callable[[str], None]
    ) -> None:
        """The list is kept up to date while it is found out what fits."""
        from app.dialogs.recipe_dialogs import RecipeChooser

        def offers() -> Sequence[tuple[Recipe, Offer]]:
            fitting = [one for one in recipes.recipes if not one.base_source]
            return [(recipe, recipes.offer(recipe, target)) for recipe in fitting]

        name = recipes.name_of_target(target)
        dialog = RecipeChooser(self.parent, self._theme(), name, offers)
        signals = (recipes.learned, recipes.changed)
        for signal in signals:
            signal.connect(dialog.show_offers)

        def closed() -> None:
            for signal in signals:
                signal.disconnect(dialog.show_offers)

        dialog.finished.connect(closed)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_recipe_answers(
        self, recipe: Recipe, way: Way, where: str, answer: Callable[[dict[str, str]], None]
    ) -> None:
        """What a recipe needs to be told."""
        from app.dialogs.recipe_dialogs import RecipeForm

        dialog = RecipeForm(self.parent, self._theme(), recipe, way, where)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_own_recipe(
        self,
        source: str,
        lines: tuple[str, ...],
        answer: Callable[[str, Role, tuple[str, ...]], None],
    ) -> None:
        """Name and colour of one's own, and which commands it has."""
        from app.dialogs.recipe_dialogs import OwnRecipeDialog

        dialog = OwnRecipeDialog(self.parent, self._theme(), source, lines)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_after_recipe(
        self,
        container: Container,
        recipe: str,
        sentence: str,
        is_own: bool,
        answer: Callable[[], None],
    ) -> None:
        """One stopped: `answer` discards its container."""
        from app.dialogs.recipe_dialogs import after_recipe_dialog

        dialog = after_recipe_dialog(self.parent, container, recipe, sentence, is_own=is_own)
        dialog.confirmed.connect(answer)
        self._open(dialog)
