"""Recipes on disk: one file, a folder, or a folder packed as .zip to be handed round.

A packed one is never unpacked to disk: its members are read by their plain names into memory, so
that no name in it leads anywhere, and no more than a bounded size is read, whatever it claims.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from core import zip_folder
from core.errors import RecipeError
from core.errors.root import visible
from core.recipe.format import parse_recipe
from core.recipe.recipe import Recipe
from core.zip_folder import UNREADABLE, pack

RECIPE_FILE = "recipe.toml"
SIZE_LIMIT_BYTES = 16 << 20
"""Of a recipe with all its files."""
_FILES_LIMIT = 200


def load_recipe(path: Path) -> Recipe:
    """Read a .toml file, a folder with recipe.toml, or such a folder as .zip. RecipeError."""
    key = path.stem
    try:
        if path.is_dir():
            key = path.name
            members = dict(_of_folder(path, key))
        elif path.suffix.lower() == ".zip":
            members = dict(_of_archive(path, key))
        else:
            with path.open("rb") as file:  # no more of it than can be a recipe
                members = {RECIPE_FILE: _bounded(file.read(SIZE_LIMIT_BYTES + 1), key)}
    except FileNotFoundError as error:
        raise RecipeError(key, "there is no such recipe") from error
    except (OSError, *UNREADABLE) as error:
        raise RecipeError(key, f"it cannot be read ({error})") from error
    text = members.pop(RECIPE_FILE, None)
    if text is None:
        raise RecipeError(key, f"there is no {RECIPE_FILE} in it")
    return parse_recipe(decoded(text, key), key=key, files=members)


def pack_recipe(text: str, files: dict[str, bytes], path: Path) -> None:
    """Write a recipe to a file, as `core.zip_folder.pack` does. OSError."""
    pack(RECIPE_FILE, text, files.items(), path)


def decoded(content: bytes, key: str) -> str:
    """A recipe file's text. RecipeError."""
    try:
        return zip_folder.decoded(content)
    except ValueError as error:
        raise RecipeError(key, str(error)) from error


def _of_folder(path: Path, key: str) -> Iterator[tuple[str, bytes]]:
    left = SIZE_LIMIT_BYTES
    entries = sorted(path.iterdir())
    if len(entries) > _FILES_LIMIT:
        raise RecipeError(key, f"it has more than {_FILES_LIMIT} files")
    for entry in entries:
        if entry.is_file() and not entry.is_symlink():
            with entry.open("rb") as file:
                content = file.read(left + 1)
            left -= len(_bounded(content, key, left))
            yield entry.name, content


def _of_archive(path: Path, key: str) -> Iterator[tuple[str, bytes]]:
    left = SIZE_LIMIT_BYTES
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > _FILES_LIMIT:
            raise RecipeError(key, f"it has more than {_FILES_LIMIT} files")
        for member in members:
            # Some tools pack the folder, others what is in it.
            folder, _slash, name = member.filename.rpartition("/")
            if member.is_dir():
                continue
            if not name or name in (".", "..") or "/" in folder:
                raise RecipeError(
                    key, f"it holds “{visible(member.filename)}”, which no recipe has"
                )
            with archive.open(member) as file:
                content = file.read(left + 1)
            left -= len(_bounded(content, key, left))
            yield name, content


def _bounded(content: bytes, key: str, limit_bytes: int = SIZE_LIMIT_BYTES) -> bytes:
    if len(content) > limit_bytes:
        raise RecipeError(key, f"it is larger than {SIZE_LIMIT_BYTES >> 20} megabytes")
    return content
