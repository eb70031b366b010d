"""What an inspector warns of, with the layer to blame."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class FindingKind(enum.Enum):
    """What a warning is about."""

    SECRET = "secret"
    SETUID = "setuid or setgid"
    CACHE = "package cache"
    LOG = "log or temporary file"
    HISTORY = "shell history"
    WRITABLE = "writable for everybody"


class Severity(enum.Enum):
    """How much it matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning. `deleted_at` is the level that hides the file again: its bytes stay inside.

    `excerpt` shows where in the file, with the secret itself masked.
    """

    kind: FindingKind
    severity: Severity
    title: str
    path: str
    level: int
    chain_id: str
    size_bytes: int = 0
    deleted_at: int | None = None
    line: int | None = None
    excerpt: str = ""
