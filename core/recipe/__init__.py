"""Recipes as data: what to make of an image, whether it fits, what it asks, and following it."""

from core.recipe.answers import checked_answers, filled, problem_of, shell_line
from core.recipe.bench import Bench
from core.recipe.fitting import Fit, Ground, fit, is_connected, look_at_container, look_at_image
from core.recipe.following import Plan, follow, plan
from core.recipe.format import parse_recipe
from core.recipe.packing import load_recipe, pack_recipe
from core.recipe.proposing import (
    Proposed,
    as_name,
    free_container_name,
    free_version,
    propose,
)
from core.recipe.recipe import (
    PACKAGE_MANAGERS,
    ROLES,
    CopyStep,
    Option,
    Parameter,
    ParameterKind,
    Proposal,
    Recipe,
    RunStep,
    Way,
    WriteStep,
)
from core.recipe.writing import recipe_from_commands, write_recipe

__all__ = [
    "PACKAGE_MANAGERS",
    "ROLES",
    "Bench",
    "CopyStep",
    "Fit",
    "Ground",
    "Option",
    "Parameter",
    "ParameterKind",
    "Plan",
    "Proposal",
    "Proposed",
    "Recipe",
    "RunStep",
    "Way",
    "WriteStep",
    "as_name",
    "checked_answers",
    "filled",
    "fit",
    "follow",
    "free_container_name",
    "free_version",
    "is_connected",
    "load_recipe",
    "look_at_container",
    "look_at_image",
    "pack_recipe",
    "parse_recipe",
    "plan",
    "problem_of",
    "propose",
    "recipe_from_commands",
    "shell_line",
    "write_recipe",
]
