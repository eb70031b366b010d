"""Names in the documents of archives, as they can be compared and written again."""

from __future__ import annotations

_HUB = ("docker.io/library/", "docker.io/")


def familiar(name: str) -> str:
    """A name without the registry that everybody leaves out."""
    for prefix in _HUB:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def writable(text: str) -> str:
    """A text from JSON that can be written again: half characters are not."""
    return text.encode("utf-8", "replace").decode()
