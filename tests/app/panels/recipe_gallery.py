"""Everything about recipes, each part in the states that are hardest to show well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.dialogs.recipe_dialogs import (
    OwnRecipeDialog,
    RecipeChooser,
    RecipeForm,
    after_recipe_dialog,
)
from app.panels.recipe_palette import PaletteBrick, RecipePalette
from app.recipe_files import all_recipes
from app.theme import Theme
from app.viewmodel.dragging import Offer
from app.viewmodel.recipe_words import name_of, role_of, summary_of
from core.recipe import Recipe, parse_recipe
from tests.app.panels import samples

Part = tuple[str, Callable[[Theme], QWidget], tuple[int, int]]

SHIPPED = {recipe.key: recipe for recipe in all_recipes(Path("/nonexistent"))[0]}
ODD = parse_recipe(
    f'''
format = 1
name = "{samples.LONG_NAME} <b>bold</b>"
summary = "{"Does a lot. " * 20}"
role = "data"
[[parameters]]
key = "one"
kind = "choice"
title = "{samples.LONG_NAME}"
hint = "{"A hint that is long. " * 12}"
[[parameters.options]]
value = "a"
title = "{samples.LONG_NAME}"
[[ways]]
package_manager = "any"
[[ways.steps]]
run = "echo {"a-long-word" * 30}"
''',
    key="odd",
)
_LINES = ("apt-get update", "apt-get install -y nginx", "printf '%s' '" + "x" * 400 + "' > /a")


def recipe_parts(host: QWidget | None = None) -> Iterator[Part]:
    """Name, maker and size of every state; dialogs stand on `host` and have their own size."""
    yield "palette", lambda t: _palette(t), (236, 300)
    yield "palette-small", lambda t: _palette(t), (200, 120)
    yield "palette-off", lambda t: _palette(t, "Make a base image first"), (236, 300)
    yield "palette-folded", lambda t: _palette(t, is_open=False), (236, 40)
    for key in ("folder", "configuration", "package", "web-server"):
        yield f"recipe-form-{key}", lambda t, key=key: _form(t, host, SHIPPED[key]), (0, 0)
    yield "recipe-form-wrong", lambda t: _wrong(t, host), (0, 0)
    yield "recipe-form-odd", lambda t: _form(t, host, ODD), (0, 0)
    yield "recipe-chooser", lambda t: _chooser(t, host), (0, 0)
    yield "recipe-own", lambda t: OwnRecipeDialog(host, t, "Demo", _LINES), (0, 0)
    yield "recipe-own-none", lambda t: OwnRecipeDialog(host, t, "Demo", ()), (0, 0)
    for is_own in (True, False):
        name = "recipe-stopped" if is_own else "recipe-stopped-there"
        yield name, lambda _t, is_own=is_own: _stopped(host, is_own=is_own), (0, 0)


def _palette(theme: Theme, reason: str = "", *, is_open: bool = True) -> RecipePalette:
    panel = RecipePalette(theme)
    bricks = [
        PaletteBrick(one.key, name_of(one), summary_of(one), role_of(one), one is ODD)
        for one in (*SHIPPED.values(), ODD)
    ]
    panel.show_recipes(bricks, reason)
    panel.set_open(is_open)
    return panel


def _form(theme: Theme, host: QWidget | None, recipe: Recipe) -> RecipeForm:
    return RecipeForm(host, theme, recipe, recipe.ways[0], "ServerCore 1.0")


def _wrong(theme: Theme, host: QWidget | None) -> RecipeForm:
    form = _form(theme, host, SHIPPED["folder"])
    form.fields["target"].set_complaint("Write a path that begins with / and has no “..” in it.")
    form.submit()
    return form


def _chooser(theme: Theme, host: QWidget | None) -> RecipeChooser:
    def offers() -> list[tuple[Recipe, Offer]]:
        told = [(one, Offer(True, "Put it there")) for one in SHIPPED.values()]
        told[1] = (told[1][0], Offer(False, "Not here", reason="Needs apt, and there is none."))
        told[2] = (told[2][0], Offer(None, "Looking into ServerCore 1.0…"))
        return [*told, (ODD, Offer(False, "Not here", reason="Needs " + "many things " * 12))]

    return RecipeChooser(host, theme, "ServerCore 1.0", offers)


def _stopped(host: QWidget | None, *, is_own: bool) -> QWidget:
    sentence = "Recipe “Web server” stopped: “apt-get update” ended with exit code 100."
    container = samples.repository().containers[0]
    return after_recipe_dialog(host, container, "Web server", sentence, is_own=is_own)
