"""Choosing what is offered to this network: rows, roles, and the request."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.viewmodel.choice_rows import ChoiceRow
from app.viewmodel.export_form import rows_of
from app.viewmodel.roles import Role, guess_role
from core.errors import NameGrammarError
from core.model import Image, ServeRequest
from core.translation import tr

_HIGHEST_PORT = 65535


def offer_rows(images: Sequence[Image]) -> tuple[ChoiceRow, ...]:
    """One for each; what is not whole here can be offered as far as it is here."""
    return tuple(replace(row, refusal="", tone="modified") for row in rows_of(images))


def offer_roles(images: Sequence[Image]) -> dict[str, tuple[Role, ...]]:
    """Roles of their bricks by reference, from the bottom up."""
    return {
        image.reference: tuple(guess_role(layer, n) for n, layer in enumerate(image.layers))
        for image in images
    }


def check_port(given: str) -> str:
    """A port without blanks around it; "" and 0 for any. Raises NameGrammarError."""
    port = given.strip()
    if port and (not port.isascii() or not port.isdecimal() or int(port) > _HIGHEST_PORT):
        raise NameGrammarError(
            "port",
            given,
            tr("choose a number up to {highest_port}, 0 for any", highest_port=_HIGHEST_PORT),
        )
    return port


def offer_request(
    images: Sequence[Image],
    chosen: Collection[str],
    port: str,
    *,
    allow_push: bool,
    is_local: bool,
) -> ServeRequest:
    """What is asked of the engine, in the repository's order."""
    references = tuple(image.reference for image in images if image.reference in chosen)
    is_known = port.isascii() and port.isdecimal() and int(port) <= _HIGHEST_PORT
    return ServeRequest(
        references=references,
        port=int(port) if is_known else 0,
        address="127.0.0.1" if is_local else "",
        allow_push=allow_push,
    )
