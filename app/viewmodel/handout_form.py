"""What a picture or handout is made of, as it is chosen: of the dialog and of the command line."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.viewmodel.sizes import visible
from core.translation import tr

_NAME_LIMIT = 80


class What(enum.Enum):
    """What is shown."""

    WALL = "wall"
    STACK = "stack"
    CONTAINER = "container"
    INSPECTOR = "inspector"
    LESSON = "lesson"

    @property
    def title(self) -> str:
        """For the person."""
        return _TITLES[self]


class Kind(enum.Enum):
    """What it is written as."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"
    GIF = "gif"
    WEBP = "webp"
    APNG = "apng"
    STILLS = "stills"  # a PNG for each brick

    @property
    def ending(self) -> str:
        """Of the file."""
        return "png" if self is Kind.STILLS else self.value

    @property
    def title(self) -> str:
        """For the person."""
        return _KINDS[self]

    @property
    def is_film(self) -> bool:
        """Whether bricks fall in it, one after another."""
        return self in FILMS


ON_PAPER = ("changes", "files", "packages", "history", "findings")
"""The inspector's pages that can be printed, by the keys of their tabs."""

FILMS = (Kind.GIF, Kind.WEBP, Kind.APNG, Kind.STILLS)
PICTURES = (Kind.PDF, Kind.PNG, Kind.SVG)

_TITLES: Mapping[What, str] = {
    What.WALL: tr("The wall"),
    What.STACK: tr("One image's stack"),
    What.CONTAINER: tr("A container"),
    What.INSPECTOR: tr("A page of the inspector"),
    What.LESSON: tr("A lesson"),
}
_KINDS: Mapping[Kind, str] = {
    Kind.PDF: tr("PDF, to print"),
    Kind.PNG: tr("PNG picture"),
    Kind.SVG: tr("SVG picture"),
    Kind.GIF: tr("GIF film of the building"),
    Kind.WEBP: tr("WebP film of the building"),
    Kind.APNG: tr("APNG film of the building"),
    Kind.STILLS: tr("A PNG picture for each brick"),
}


def kinds_of(what: What) -> tuple[Kind, ...]:
    """What can be made of it; only a stack is built step by step."""
    if what is What.LESSON:
        return (Kind.PDF,)
    return (*PICTURES, *FILMS) if what is What.STACK else PICTURES


@dataclass(frozen=True, slots=True)
class HandoutRequest:
    """Everything that is chosen. Lengths in pixels, `dpi` of a PNG.

    `key`: of a stack and the inspector an image's reference, a container's id, a lesson's name.
    `view` and `level` (from the bottom, 0 first) are the inspector's.
    """

    what: What = What.WALL
    key: str = ""
    kind: Kind = Kind.PDF
    view: str = "changes"
    level: int = 0
    is_white: bool = True
    has_legend: bool = True
    paper: str = "a4"  # of a PDF
    fits_one_page: bool = False
    dpi: int = 192
    width_px: int = 720  # of a film
    slowness: float = 1.0
    is_looping: bool = True
    is_teachers: bool = False
    has_hints: bool = False
    has_result: bool = True

    @property
    def suggested_name(self) -> str:
        """Of the file, as every file system takes it."""
        subject = self.key if self.what in (What.STACK, What.INSPECTOR, What.LESSON) else ""
        parts = [subject or self.what.value]
        if self.what is What.INSPECTOR:
            parts.append(self.view)
        if self.what is What.LESSON:
            parts.append("teacher" if self.is_teachers else "pupil")
        name = "-".join(parts)
        kept = "".join(char if char.isalnum() or char in "._-" else "-" for char in name)
        return f"{kept[:_NAME_LIMIT].strip('.-') or 'picture'}.{self.kind.ending}"

    @property
    def subject(self) -> str:
        """For sentences: an image's reference, else what it is."""
        if self.what in (What.STACK, What.INSPECTOR, What.LESSON) and self.key:
            return visible(self.key)
        return self.what.title

    def of_kind(self, kind: Kind) -> HandoutRequest:
        """The same as another kind of file, or as the first one that there is of it."""
        known = kinds_of(self.what)
        return replace(self, kind=kind if kind in known else known[0])


FILM_SIZES: Mapping[int, int] = {480: 360, 720: 540, 960: 720, 1280: 960}
"""Widths of films to choose from, each with its height: what slides are, four to three."""


def film_height(width_px: int) -> int:
    """Of a film of that width."""
    return FILM_SIZES.get(width_px, round(width_px * 3 / 4))
