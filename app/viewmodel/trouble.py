"""What went wrong with a registry as a dialog says it: one sentence, and what can be done."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.viewmodel.wording import describe_error, in_bricks
from core.errors import (
    InsecureRegistryError,
    LayerFormatError,
    LoginNeededError,
    LoginRefusedError,
    NameGrammarError,
    RegistryError,
    RemoteImageNotFoundError,
)


class Remedy(enum.Enum):
    """What a dialog can offer beside its sentence."""

    NOTHING = "nothing"
    ALLOW_HTTP = "allow http"
    SIGN_IN = "sign in"
    CHANGE_LIMITS = "change limits"


@dataclass(frozen=True, slots=True)
class Trouble:
    """For the person. `registry` is the one that a remedy is for."""

    sentence: str
    remedy: Remedy = Remedy.NOTHING
    registry: str = ""
    details: str = ""
    is_name: bool = False  # it is about what was typed
    is_missing: bool = False  # nothing has that name there


def trouble_of(error: BaseException, registry: str = "") -> Trouble:
    """Words and a remedy for any error; `registry` is the one that was asked."""
    message = describe_error(error)
    sentence = in_bricks(message.sentence)
    if isinstance(error, NameGrammarError):
        return Trouble(sentence, details=message.details, is_name=True)
    remedy = Remedy.NOTHING
    if isinstance(error, InsecureRegistryError):
        remedy = Remedy.ALLOW_HTTP
    elif isinstance(error, LoginNeededError | LoginRefusedError):
        remedy = Remedy.SIGN_IN
    elif isinstance(error, LayerFormatError) and error.can_be_allowed:
        remedy = Remedy.CHANGE_LIMITS
    asked = error.registry if isinstance(error, RegistryError) else registry
    is_missing = isinstance(error, RemoteImageNotFoundError)
    return Trouble(sentence, remedy, asked, message.details, is_missing=is_missing)
