"""Remote references: host[:port]/repository:tag or @digest, as people write them and complete."""

from __future__ import annotations


def registry_of(reference: str) -> str:
    """host[:port] of a reference as people write it; docker.io where it names none."""
    first, slash, _rest = reference.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return first
    return "docker.io"
