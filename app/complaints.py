"""What commands without a window say beside their results: one sentence on standard error."""

from __future__ import annotations

import sys


def say(sentence: str) -> None:
    """For the person, not for a program that reads standard output."""
    sys.stderr.write(f"bricklayer: {sentence}\n")
