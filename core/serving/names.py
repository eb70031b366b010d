"""What images are called where only small letters are allowed (distribution-spec, "Pull")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from core.oci.names import split_reference

REPOSITORY_LIMIT = 200
"""Clients allow 255 characters together with the host."""

_ONLY_DIGEST = re.compile(r"sha(?:256|512):([0-9a-f]{12})[0-9a-f]+")
_NOT_ALLOWED = re.compile(r"[^a-z0-9._/-]+")
_SEPARATORS = re.compile(r"[._-]*[.-][._-]*|_{3,}")
_READ_CHARACTERS = 512  # of a name that anybody may have written
_NOT_IN_TAG = re.compile(r"[^a-zA-Z0-9._-]+")


def offered_name(reference: str) -> tuple[str, str]:
    """Repository and tag for a name of this repository, which may be any text.

    A registry that an image came from once is left out: it is offered here now.
    """
    reference = unicodedata.normalize("NFKD", reference[:_READ_CHARACTERS])
    reference = "".join(char for char in reference if not unicodedata.combining(char))
    digest = _ONLY_DIGEST.fullmatch(reference)
    if digest is not None:
        return "image", digest[1]
    name, version = split_reference(reference)
    host, slash, rest = name.partition("/")
    if slash and rest and ("." in host or ":" in host or host == "localhost"):
        name = rest
    parts = (_part(part) for part in _NOT_ALLOWED.sub("-", name.lower()).split("/"))
    repository = "/".join(part for part in parts if part)[:REPOSITORY_LIMIT].rstrip("._-/")
    tag = _NOT_IN_TAG.sub("-", version)[:128]
    if tag.startswith((".", "-")):
        tag = "_" + tag[1:]
    return repository or "image", tag or "latest"


def offered_names(
    references: Iterable[str], taken: Mapping[str, str] | None = None
) -> dict[str, str]:
    """`repository:tag` for each reference; what would be called the same is numbered.

    `taken` are names that have been given: name → reference. They stay as they are.
    """
    given = {reference: name for name, reference in (taken or {}).items()}
    names = set(taken or {})
    missing = [reference for reference in dict.fromkeys(references) if reference not in given]
    # Who is called so already need not give way to somebody whose name only becomes the same.
    missing.sort(key=lambda reference: ":".join(offered_name(reference)) != reference)
    for reference in missing:
        repository, tag = offered_name(reference)
        name, number = f"{repository}:{tag}", 2
        while name in names:
            name, number = f"{repository}-{number}:{tag}", number + 1
        names.add(name)
        given[reference] = name
    return given


def _part(part: str) -> str:
    return _SEPARATORS.sub(_one_separator, part).strip("._-")


def _one_separator(found: re.Match[str]) -> str:
    """Dashes may follow one another, dots and underscores not."""
    text = found[0]
    return "." if text == "." else "-"
