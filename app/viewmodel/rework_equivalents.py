"""Squashing and rebasing as command lines of other tools, as far as these can do it."""

from __future__ import annotations

from collections.abc import Sequence

from app.viewmodel.dialects import Dialect, comment, image_name, shell_word
from core.translation import tr


def squash(dialect: Dialect, reference: str, new: str, run: tuple[int, int], layers: int) -> str:
    """All layers at once is what the others can do: docker by a container's files alone."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet squashes an image"))
    if run != (1, layers):
        return comment(
            tr("{tool} squashes a whole image only; here it is bricks {first} to {last}",
               tool=dialect.value, first=run[0], last=run[1])
        )  # fmt: skip
    old, made = shell_word(image_name(reference)), shell_word(image_name(new))
    if dialect is Dialect.PODMAN:
        return f'buildah commit --squash "$(buildah from {old})" {made}'
    moved = f'docker export "$id" | docker import - {made}; docker rm "$id"'
    note = comment(tr("its settings are lost"))
    return f"id=$(docker create {old} true) && {{ {moved}; }}  {note}"


def rebase(dialect: Dialect, onto: str, new: str, commands: Sequence[str]) -> str:
    """A Containerfile of the recorded commands, read from a pipe."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet puts layers on another base"))
    if not commands:
        return comment(tr("{tool} puts no layers on another base", tool=dialect.value))
    lines = [f"FROM {image_name(onto)}", *(f"RUN {line}" for line in commands)]
    words = " ".join(shell_word(line) for line in lines)
    made = shell_word(image_name(new))
    return f"printf '%s\\n' {words} | {dialect.value} build -t {made} -"
