"""What the image that comes of a recipe may be called: always something that can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.model import Image, Repository
from core.oci.names import join_reference
from core.recipe.answers import filled
from core.recipe.recipe import ParameterKind, Recipe

_FIRST_VERSION = "1.0"
_NAME_LIMIT = 60
_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_IMPOSSIBLE = re.compile(r"[^A-Za-z0-9]+")
_IMPOSSIBLE_IN_VERSION = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Proposed:
    """Name, publisher ("" = as usual), version and message of the image; what its brick is."""

    name: str
    publisher: str
    version: str
    message: str
    layer_title: str
    layer_role: str  # a word of core.recipe.ROLES


def propose(
    recipe: Recipe,
    answers: Mapping[str, str],
    base: Image | None,
    repository: Repository,
    language: str = "en",
) -> Proposed:
    """For an image that stands on `base`; a version that is free in the repository."""
    proposal = recipe.proposal
    short = {key: _short(recipe, key, answer) for key, answer in answers.items()}
    name = as_name(filled(proposal.name, short)) if proposal.name else as_name(recipe.key)
    version = _IMPOSSIBLE_IN_VERSION.sub("-", filled(proposal.version, short)).strip("-._")
    title = recipe.name.in_language(language)
    return Proposed(
        name=name,
        publisher=filled(proposal.publisher, short) or (base.publisher if base else ""),
        version=free_version(name, version or _FIRST_VERSION, repository),
        message=filled(proposal.message.in_language(language), short) or title,
        layer_title=title,
        layer_role=recipe.role,
    )


def as_name(text: str) -> str:
    """An image's or a container's name made of any text."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return _IMPOSSIBLE.sub("-", plain).strip("-")[:_NAME_LIMIT].strip("-") or "image"


def free_version(name: str, version: str, repository: Repository) -> str:
    """That version, or the next one of that name which is free."""
    taken = {image.reference for image in repository.images}
    while join_reference(name, version) in taken:
        match = _LAST_NUMBER.search(version)
        if match is None:
            version = f"{version}.1"
        else:
            version = f"{version[: match.start()]}{int(match[1]) + 1}{version[match.end() :]}"
    return version


def free_container_name(recipe: Recipe, taken: Collection[str]) -> str:
    """A container's name that is not taken, after the recipe."""
    stem, number = as_name(recipe.key), 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _short(recipe: Recipe, key: str, answer: str) -> str:
    """What of an answer goes into a name: of a path its last part."""
    parameter = recipe.parameter(key)
    kinds = (ParameterKind.FOLDER, ParameterKind.FILE, ParameterKind.PATH)
    if parameter is not None and parameter.kind in kinds:
        return answer.rstrip("/").rpartition("/")[2]
    return answer.split("\n", 1)[0]
