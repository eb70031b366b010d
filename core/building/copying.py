"""What COPY and ADD take from a folder of this computer, and where it goes.

A file is copied under its own name, or another one; of a folder its contents. Nothing outside of
the folder is taken, through no `..` and no link.
"""

from __future__ import annotations

import os
import tarfile
from dataclasses import dataclass

from core.building.ignoring import IgnoreRules, compile_pattern
from core.building.reading import shown

_WILD = frozenset("*?[")


class SourceError(ValueError):
    """What shall be copied is not there, or must not be; the text is the reason in a sentence."""


@dataclass(frozen=True, slots=True)
class CopySource:
    """A file or folder to copy: where it is, and its path within the folder.

    `name` is what it is called where it was named, which may be a link to it.
    """

    path: str
    within: str  # "" for the folder itself
    name: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether its contents are copied, and not itself."""
        return os.path.isdir(self.path)


def find_sources(
    context: str, patterns: tuple[str, ...], ignored: IgnoreRules
) -> tuple[CopySource, ...]:
    """What the operands of COPY name, in their order. Raises SourceError.

    Each pattern must name something; a link in its path is followed within the folder only.
    """
    root = os.path.realpath(context)
    found: list[CopySource] = []
    for pattern in patterns:
        within = os.path.normpath("/" + pattern).lstrip("/")
        if ".." in pattern.split("/") and os.path.normpath(pattern.lstrip("/")).startswith(".."):
            raise SourceError(f"{shown(pattern)} lies outside of the folder {context}")
        names = _matching(root, within) if _WILD & set(within) else [within]
        sources = [
            _source(root, name, pattern)
            for name in names
            if not name or not ignored.is_ignored(name) or _may_hold(root, name, ignored)
        ]
        if not sources:
            raise SourceError(f"there is no {shown(pattern)} in {context}, or it is ignored")
        found.extend(sources)
    return tuple(found)


def is_archive(path: str) -> bool:
    """Whether ADD would unpack it: a tar archive, perhaps compressed."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        head = file.read(6)
    if head.startswith(b"\x28\xb5\x2f\xfd"):  # zstd, which Python cannot look into
        return True
    try:
        return tarfile.is_tarfile(path)
    except OSError:
        return False


def _may_hold(root: str, name: str, ignored: IgnoreRules) -> bool:
    return ignored.has_exceptions and os.path.isdir(os.path.join(root, name))


def _source(root: str, name: str, pattern: str) -> CopySource:
    path = os.path.realpath(os.path.join(root, name))
    if path != root and not path.startswith(root.rstrip("/") + "/"):
        raise SourceError(f"{shown(pattern)} leads out of the folder {root}")
    if not os.path.lexists(path):
        raise SourceError(f"there is no {shown(pattern)} in {root}")
    within = os.path.relpath(path, root) if path != root else ""
    return CopySource(path, within, os.path.basename(name) or os.path.basename(path))


def _matching(root: str, pattern: str) -> list[str]:
    """Paths that match, folder by folder; `*` does not cross a /."""
    names = [""]
    for part in pattern.split("/"):
        wanted = compile_pattern(part)
        below: list[str] = []
        for name in names:
            folder = os.path.join(root, name)
            if os.path.isdir(folder):
                below += [
                    f"{name}/{one}".lstrip("/")
                    for one in sorted(os.listdir(folder))
                    if wanted.fullmatch(one)
                ]
        names = below
    return names
