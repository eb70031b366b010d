"""Cards that explain the parts of the picture: data of `resources/cards`, in one language.

See resources/cards/README.md for the form of the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.viewmodel.session import Selection, SelectionKind, Session
from core.localized import LocalizedText
from core.translation import language

FIRST = "base"
"""The card that everything begins with."""

_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Shape:
    """Something that is drawn; places in studs from the lower left corner, y upwards."""

    kind: str
    at: tuple[float, float]
    to: tuple[float, float] = (0.0, 0.0)
    studs: int = 0
    height: float = 0.0
    role: str = ""
    words: str = ""
    is_top: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `see` are keys of others; `size` is the drawing's, in studs."""

    key: str
    title: str
    sentences: tuple[str, ...]
    see: tuple[str, ...]
    size: tuple[float, float]
    shapes: tuple[Shape, ...]

    @property
    def as_text(self) -> str:
        """All of it for who cannot see the drawing, which says nothing more."""
        return " ".join((f"{self.title}.", *self.sentences))


def cards(code: str = "") -> tuple[Card, ...]:
    """All of them in their order; `code` "": in the person's language."""
    return _cards(code or language())


def card(key: str, code: str = "") -> Card:
    """One of them. Raises KeyError."""
    found = next((one for one in cards(code) if one.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def card_of_selection(session: Session) -> str:
    """What explains what is selected: the base, a brick above it, an image, a container, the wall.

    Of a container whose changes are looked at it is the container; the next card is its layer.
    """
    match session.selection.kind:
        case SelectionKind.BRICK:
            return "base" if session.selection.key in _bottoms(session) else "layer"
        case SelectionKind.IMAGE:
            return "image"
        case SelectionKind.CONTAINER:
            return "container"
        case _:
            return "repository"


def place_on_wall(key: str, session: Session) -> Selection | None:
    """Where one sees on the wall what a card explains; None when there is nothing of it."""
    images, containers = session.repository.images, session.repository.containers
    match key:
        case "base" | "kernel":
            bottoms = _bottoms(session)
            return Selection(SelectionKind.BRICK, bottoms[0]) if bottoms else None
        case "layer" | "digest" | "whiteout":
            bricks = [layer.chain_id for image in images for layer in image.layers[1:]] or _bottoms(
                session
            )
            return Selection(SelectionKind.BRICK, bricks[0]) if bricks else None
        case "image" | "template":
            return Selection(SelectionKind.IMAGE, images[0].reference) if images else None
        case "container" | "writable-layer":
            if not containers:
                return None
            return Selection(SelectionKind.CONTAINER, containers[0].id)
        case "repository":
            return Selection() if images else None
        case _:
            return None


def _bottoms(session: Session) -> list[str]:
    return [image.layers[0].chain_id for image in session.repository.images if image.layers]


@cache
def _cards(code: str) -> tuple[Card, ...]:
    found = []
    for entry in (files("resources") / "cards").iterdir():
        if entry.name.endswith(_SUFFIX):
            document = tomllib.loads(entry.read_text(encoding="utf-8"))
            key = entry.name.removesuffix(_SUFFIX)
            found.append((int(document["order"]), read_card(key, document, code)))
    return tuple(card for _order, card in sorted(found, key=lambda one: one[0]))


def read_card(key: str, document: Mapping[str, Any], code: str) -> Card:
    """From a file's document. Raises KeyError and ValueError for one that is not whole."""
    width, height = document["size"]
    return Card(
        key=key,
        title=_text(document["title"], code),
        sentences=tuple(_text(one, code) for one in document["sentences"]),
        see=tuple(document["see"]),
        size=(float(width), float(height)),
        shapes=tuple(_shape(one, code) for one in document["shapes"]),
    )


def _shape(document: Mapping[str, Any], code: str) -> Shape:
    x, y = document["at"]
    to_x, to_y = document.get("to", (0, 0))
    return Shape(
        kind=document["kind"],
        at=(float(x), float(y)),
        to=(float(to_x), float(to_y)),
        studs=int(document.get("studs", 0)),
        height=float(document.get("height", 0)),
        role=document.get("role", ""),
        words=_text(document.get("words", ""), code, may_be_empty=True),
        is_top=bool(document.get("top", False)),
    )


def _text(value: Any, code: str, *, may_be_empty: bool = False) -> str:
    return LocalizedText.parse(value, may_be_empty=may_be_empty).in_language(code)
