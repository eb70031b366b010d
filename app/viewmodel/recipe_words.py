"""Recipes in words and bricks: what a palette, a card and a snapshot say of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.viewmodel.dragging import DraggedBrick, Offer
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from core.translation import language, tr

if TYPE_CHECKING:
    from core.recipe import Fit, Plan, Recipe, Way

_ROLES: Mapping[str, Role] = {
    "os": Role.OS,
    "packages": Role.PACKAGES,
    "runtime": Role.RUNTIME,
    "app": Role.APP,
    "config": Role.CONFIG,
    "data": Role.DATA,
}
_COMMAND_LIMIT, _NAME_LIMIT, _SUMMARY_LIMIT = 140, 60, 300
_WORDS = {role: key for key, role in _ROLES.items()}


def role_of(recipe: Recipe) -> Role:
    """What its brick is for."""
    return _ROLES[recipe.role]


def role_by_word(word: str) -> Role:
    """What a recipe's word means. Raises KeyError."""
    return _ROLES[word]


def role_word(role: Role) -> str:
    """As recipes say it."""
    return _WORDS[role]


def name_of(recipe: Recipe) -> str:
    """In the person's language, on one line."""
    return cut(visible(recipe.name.in_language(language())), _NAME_LIMIT)


def summary_of(recipe: Recipe) -> str:
    """In the person's language, on one line."""
    return cut(visible(recipe.summary.in_language(language())), _SUMMARY_LIMIT)


def brick_of(recipe: Recipe) -> DraggedBrick:
    """What hangs at the pointer."""
    role = role_of(recipe)
    return DraggedBrick(name_of(recipe), role.title, role)


def offer_of(recipe: Recipe, found: Fit, where: str) -> Offer:
    """What a drop on `where` does."""
    if found.way is None:
        return Offer(False, tr("Not here"), reason=found.sentence)
    title = tr("Put “{recipe}” on {where}", recipe=name_of(recipe), where=where)
    asked = [one.title.in_language(language()) for one in recipe.parameters if not one.default]
    asked = [words for words in asked if words] if recipe.asks else []
    reason = tr("It asks first: {what}", what=", ".join(asked)) if asked else ""
    return Offer(True, title, command_of(recipe, found.way), reason)


def command_of(recipe: Recipe, way: Way) -> str:
    """The command that says most about a way, cut to a card's size."""
    from core.recipe import Plan, RunStep

    answers = {one.key: one.default or f"‹{one.key}›" for one in recipe.parameters}
    made = Plan(recipe, way, answers)
    first = next((step for step in way.steps if isinstance(step, RunStep)), way.steps[0])
    line = visible(made.command(first).strip())
    return cut(line, _COMMAND_LIMIT)


def steps_of(made: Plan) -> tuple[tuple[str, str], ...]:
    """Title ("" without one) and command of each step."""
    return tuple(
        (cut(visible(step.title.in_language(made.language)), _NAME_LIMIT), made.command(step))
        for step in made.way.steps
    )


def cut(words: str, limit: int) -> str:
    """Words of strangers, no longer than there is room for."""
    return words if len(words) <= limit else words[: limit - 1] + "…"
