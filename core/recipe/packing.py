"""Recipes on disk: one file, a folder, or a folder packed as .zip to be handed round.

A packed one is never unpacked to disk: its members are read by their plain names into memory, so
that no name in it leads anywhere, and no more than a bounded size is read, whatever it claims.
"""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from core.errors import RecipeError
from core.errors.root import visible
from core.recipe.format import parse_recipe
from core.recipe.recipe import Recipe

RECIPE_FILE = "recipe.toml"
SIZE_LIMIT_BYTES = 16 << 20
"""Of a recipe with all its files."""
_TEXT_LIMIT_BYTES = 1 << 20
_FILES_LIMIT = 200
_UNREADABLE = (  # all that `zipfile` raises for damaged archives and odd names
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)


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
            members = {RECIPE_FILE: _bounded(path.read_bytes(), key)}
    except FileNotFoundError as error:
        raise RecipeError(key, "there is no such recipe") from error
    except (OSError, *_UNREADABLE) as error:
        raise RecipeError(key, f"it cannot be read ({error})") from error
    text = members.pop(RECIPE_FILE, None)
    if text is None:
        raise RecipeError(key, f"there is no {RECIPE_FILE} in it")
    return parse_recipe(decoded(text, key), key=key, files=members)


def pack_recipe(text: str, files: dict[str, bytes], path: Path) -> None:
    """Write a recipe to a file: .zip when other files belong to it, else its text alone. OSError.

    The file is there whole or not at all.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if files:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in {RECIPE_FILE: text.encode(), **files}.items():
                    archive.writestr(zipfile.ZipInfo(name), content)
        else:
            temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def decoded(content: bytes, key: str) -> str:
    """A recipe file's text. RecipeError."""
    if len(content) > _TEXT_LIMIT_BYTES:
        raise RecipeError(key, "its text is larger than one megabyte")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecipeError(key, f"its text is not UTF-8 ({error.reason})") from error


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
