"""Errors on their way to the person: a headline, one sentence, details on demand."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass

from core.errors import BricklayerError, BugError, DataError
from core.translation import tr

_LAYER = re.compile(r"(?<![\w./`-])([Ll])ayer(s?)(?![\w/`-]|\.\w)")  # a word, no part of a path


@dataclass(frozen=True, slots=True)
class Message:
    """What a banner or a dialog shows. `details` may be empty."""

    headline: str
    sentence: str
    details: str = ""


def describe_error(error: BaseException) -> Message:
    """A message for any error; what we did not expect is our mistake and says so."""
    if isinstance(error, BugError) or not isinstance(error, BricklayerError):
        bug = error if isinstance(error, BugError) else BugError(what=type(error).__name__)
        details = bug.detail or "".join(traceback.format_exception(error))
        return Message(tr("That should not have happened"), str(bug), details)
    headline = tr("The contents are not right") if isinstance(error, DataError) else tr("Not done")
    return Message(headline, str(error), error.detail)


def in_bricks(sentence: str) -> str:
    """The inner parts say "layer"; beside buttons and pictures of bricks it is called as these."""
    return _LAYER.sub(lambda found: f"{'B' if found[1] == 'L' else 'b'}rick{found[2]}", sentence)
