"""What an image says of itself and how it runs, as named rows that can be read and copied."""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.viewmodel.history import UNKNOWN_COMMAND
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from core.model import Image, Layer
from core.translation import tr, translated


class FactLook(enum.Enum):
    """How a fact's words are set."""

    WORDS = "words"
    CODE = "code"  # what a person would type
    DIGEST = "digest"  # one long word that may be shortened where it is shown


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what belongs to it. `shown` is safe to show, `copied` is as the image has it."""

    name: str
    shown: str
    copied: str
    look: FactLook = FactLook.WORDS


def configuration_facts(image: Image) -> tuple[Fact, ...]:
    """How containers of the image run by default; what it does not say is left out."""
    config = image.config
    rows = (
        _code(tr("Command"), _as_list(config.command)),
        _code(tr("Entry point"), _as_list(config.entrypoint)),
        _code(tr("Environment"), *config.env),
        _code(tr("Directory"), config.working_dir),
        _code(tr("User"), config.user),
        _code(tr("Ports"), *config.exposed_ports),
        _code(tr("Labels"), *(f"{name}={value}" for name, value in config.labels)),
    )
    return tuple(row for row in rows if row.copied)


def image_facts(image: Image) -> tuple[Fact, ...]:
    """Who made the image, on what it stands, and the digests that name it."""
    rows = [
        _code(tr("Reference"), image.reference),
        _words(tr("Publisher"), image.publisher),
        _words(tr("Description"), image.description),
        _words(tr("Stands on"), image.base_name),
        _digest(tr("Base digest"), image.base_digest),
        _words(tr("Platform"), image.platform),
        _digest(tr("Digest"), image.manifest_digest),
        _digest(tr("Image ID"), image.image_id),
    ]
    rows += [
        _digest(tr("Brick {number}", number=number), layer.digest)
        for number, layer in reversed(list(enumerate(image.layers, start=1)))
    ]
    return tuple(row for row in rows if row.copied)


def brick_facts(layer: Layer, role: Role, users: Sequence[str] = ()) -> tuple[Fact, ...]:
    """What one layer says of itself; `users` are references of the images that have it."""
    missing = layer.unavailable_reason
    rows = (
        _words(tr("Role"), role.title),
        _words(tr("Made by"), "" if layer.created_by else translated(UNKNOWN_COMMAND)),
        _words(tr("Comment"), layer.comment),
        _words(tr("Used by"), ", ".join(users)),
        _digest(tr("Digest"), layer.digest),
        _digest(tr("Diff ID"), layer.diff_id),
        _digest(tr("Chain ID"), layer.chain_id),
        _code(tr("Media type"), layer.media_type),
        _words(tr("Contents"), tr("not available: {missing}", missing=missing) if missing else ""),
    )
    return tuple(row for row in rows if row.copied)


def _words(name: str, text: str) -> Fact:
    return Fact(name, "\n".join(visible(line) for line in text.splitlines()), text)


def _digest(name: str, text: str) -> Fact:
    return Fact(name, visible(text), text, FactLook.DIGEST)


def _code(name: str, *lines: str) -> Fact:
    shown = "\n".join(visible(line) for line in lines)
    return Fact(name, shown, "\n".join(lines), FactLook.CODE)


def _as_list(words: tuple[str, ...]) -> str:
    """The exec form of a Containerfile: where one word ends and the next begins is seen."""
    return json.dumps(list(words), ensure_ascii=False) if words else ""
