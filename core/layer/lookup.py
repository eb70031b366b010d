"""Finding a path in a stack of unpacked layers as overlayfs would find it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from core.layer.tree import DirectoryWalk, status_at
from core.layer.whiteout import WhiteoutForm, is_opaque, is_whiteout

_OPEN_LIMIT = 512  # directories of all layers together


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of a layer; `directory` is a descriptor that the stack owns, valid for a while.

    `layer` counts from the top, 0 first.
    """

    directory: int
    name: bytes
    status: os.stat_result
    layer: int = 0


Lowers = Sequence[Path] | Callable[[], Sequence[Path]]
"""Unpacked layers, top first; what is called waits until they are there."""


class LayerStack:
    """Unpacked layers. Use as a context manager; single-threaded.

    Nothing is opened, and nobody waited for, before the first question.
    """

    def __init__(self, lowers: Lowers, form: WhiteoutForm) -> None:
        self._lowers = lowers
        self._form = form
        self._walks: list[DirectoryWalk] = []
        self._exits = ExitStack()
        self._directories: dict[bytes, tuple[int, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._exits.close()

    def find(self, path: bytes) -> Found | None:
        """The entry that shows at `path` (not b""), None when no layer has it or one hides it."""
        parent, _slash, name = path.rpartition(b"/")
        for index in self.layers_of(parent):
            directory = self._walks[index].open(parent)
            status = status_at(directory, name)
            if status is not None:
                return None if is_whiteout(status) else Found(directory, name, status, index)
        return None

    def directory(self, path: bytes) -> int | None:
        """A descriptor of the directory that shows at `path`, owned by the stack."""
        for index in self.layers_of(path):
            return self._walks[index].open(path)
        return None

    def names(self, path: bytes) -> set[bytes]:
        """Names of all entries that show in the directory at `path`."""
        hidden: set[bytes] = set()
        shown: set[bytes] = set()
        for index in self.layers_of(path):
            with os.scandir(self._walks[index].open(path)) as entries:
                for entry in entries:
                    name = os.fsencode(entry.name)
                    if name in hidden or name in shown:
                        continue
                    try:
                        is_removed = is_whiteout(entry.stat(follow_symlinks=False))
                    except FileNotFoundError:
                        continue  # of a container that goes on: removed since it was listed
                    (hidden if is_removed else shown).add(name)
        return shown

    def layers_of(self, path: bytes) -> tuple[int, ...]:
        """Which layers merge into the directory at `path`, top first; () when it is none."""
        if not self._directories:
            self._open()
        known = self._directories.get(path)
        if known is not None:
            return known
        parent, _slash, name = path.rpartition(b"/")
        merged: list[int] = []
        for index in self.layers_of(parent):
            status = status_at(self._walks[index].open(parent), name)
            if status is None:
                continue
            if not stat.S_ISDIR(status.st_mode):
                break  # a file or a whiteout hides directories below
            merged.append(index)
            if is_opaque(self._walks[index].open(path), self._form):
                break
        self._directories[path] = tuple(merged)
        return self._directories[path]

    def _open(self) -> None:
        lowers = self._lowers() if callable(self._lowers) else self._lowers
        # Of hundreds of layers only few directories each, since descriptors are limited.
        open_limit = max(2, _OPEN_LIMIT // max(1, len(lowers)))
        for lower in lowers:
            walk = DirectoryWalk(lower, open_limit)
            self._walks.append(self._exits.enter_context(walk))
        self._directories[b""] = tuple(range(len(self._walks)))
