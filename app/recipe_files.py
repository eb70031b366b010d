"""Where recipes come from: those in `resources/recipes`, and the person's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import platformdirs

from core.errors import FileAccessError, RecipeError
from core.errors.root import visible
from core.recipe import Recipe, as_name, load_recipe, pack_recipe, write_recipe

_SUFFIXES = (".toml", ".zip")
_SHIPPED_ORDER = ("web-server", "python", "package", "folder", "configuration", "user", "data")


def own_folder() -> Path:
    """Where the person's own are."""
    return platformdirs.user_data_path("bricklayer", appauthor=False) / "recipes"


def all_recipes(own: Path | None = None) -> tuple[tuple[Recipe, ...], tuple[RecipeError, ...]]:
    """Shipped ones first, then the person's by name; and what is wrong with those left out."""
    found: dict[str, Recipe] = {}
    wrong: list[RecipeError] = []
    for path in (*_shipped_paths(), *_own_paths(own or own_folder())):
        try:
            recipe = load_recipe(path)
        except RecipeError as error:
            wrong.append(error)
            continue
        found[recipe.key] = recipe
    return tuple(found.values()), tuple(wrong)


def find_recipe(name_or_path: str, own: Path | None = None) -> Recipe:
    """The recipe of that name, or the one in that file or folder. Raises RecipeError."""
    path = Path(name_or_path)
    if path.suffix.lower() in _SUFFIXES or path.is_dir() or "/" in name_or_path:
        return load_recipe(path)
    recipes, wrong = all_recipes(own)
    for recipe in recipes:
        if recipe.key == name_or_path:
            return recipe
    for error in wrong:
        if error.recipe == name_or_path:
            raise error
    known = ", ".join(recipe.key for recipe in recipes)
    raise RecipeError(name_or_path, f"there is no such recipe; known are {known}")


def is_own(recipe: Recipe, own: Path | None = None) -> bool:
    """Whether it is one of the person's."""
    folder = own or own_folder()
    return any((folder / f"{recipe.key}{suffix}").exists() for suffix in ("", *_SUFFIXES))


def keep_recipe(recipe: Recipe, own: Path | None = None) -> Recipe:
    """Add one to the person's own, under a name that no recipe has yet. FileAccessError."""
    folder = own or own_folder()
    taken = {one.key for one in all_recipes(folder)[0]}
    key = as_name(recipe.key)
    number = 1
    while (key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    key = key if number == 1 else f"{key}-{number}"
    path = folder / f"{key}{'.zip' if recipe.files else '.toml'}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_recipe(recipe, path)
    except OSError as error:
        raise _access_error(folder, error) from error
    return load_recipe(path)


def save_recipe(recipe: Recipe, path: Path) -> None:
    """Write one to a file to be handed round. FileAccessError."""
    try:
        pack_recipe(write_recipe(recipe), dict(recipe.files), path)
    except OSError as error:
        raise _access_error(path, error) from error


def remove_recipe(recipe: Recipe, own: Path | None = None) -> None:
    """Forget one of the person's own that is a file. FileAccessError."""
    folder = own or own_folder()
    try:
        for suffix in _SUFFIXES:
            (folder / f"{recipe.key}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise _access_error(folder, error) from error


def _shipped_paths() -> tuple[Path, ...]:
    folder = Path(str(files("resources") / "recipes"))
    paths = {path.stem: path for path in _recipes_in(folder)}
    known = [paths.pop(key) for key in _SHIPPED_ORDER if key in paths]
    return (*known, *paths.values())


def _own_paths(folder: Path) -> tuple[Path, ...]:
    try:
        return _recipes_in(folder)
    except OSError:
        return ()  # none yet


def _recipes_in(folder: Path) -> tuple[Path, ...]:
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _SUFFIXES or (path / "recipe.toml").is_file()
    )


def _access_error(path: Path, error: OSError) -> FileAccessError:
    return FileAccessError(visible(str(path)), error.strerror or str(error), detail=str(error))
