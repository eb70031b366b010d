"""One look at an engine for checks, hints and measures: what was asked once is not asked again."""

from __future__ import annotations

import fnmatch
import threading
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from core.cancel import CancelToken
from core.errors import BricklayerError, FileNotThereError
from core.lesson.sharing import NOT_SHARED, Sharing, access_to, address_of
from core.lesson.workbench import Looking
from core.model import (
    ChangeQuery,
    ChangeSummary,
    Container,
    ExecRequest,
    FileAt,
    Image,
    LayerPlace,
    LifeEvent,
    OutputChunk,
    Repository,
)

Answer = TypeVar("Answer")

OUTPUT_LIMIT_BYTES = 1 << 20
"""How much of what a command prints, or a port answers, is looked at."""
COMMAND_LIMIT_S = 10.0
"""A check's command that takes longer is ended: checks are asked whenever something changes."""
_CHANGES_LIMIT = 100_000


class NoAnswerError(Exception):
    """It cannot be told now. Never leaves this package."""


class Sight:
    """One look at an engine: what was asked once is not asked again."""

    def __init__(self, bench: Looking, sharing: Sharing = NOT_SHARED) -> None:
        self._bench = bench
        self._kept: dict[tuple[object, ...], Any] = {}
        self.sharing = sharing

    @cached_property
    def repository(self) -> Repository:
        """All images and containers."""
        return self._bench.repository()

    @property
    def registry(self) -> str:
        """Address of the shared repository; "" while it is not shared."""
        return address_of(self.sharing.serving())

    def image(self, name: str) -> Image | None:
        """By reference, else the newest of that name."""
        return image_named(self.repository, name)

    def standing_on(self, name: str) -> tuple[Image, ...]:
        """Images whose layers continue those of an image of that name."""
        bases = [one.top_chain_id for one in images_named(self.repository, name)]
        return tuple(
            image
            for image in self.repository.images
            if any(layer.chain_id in bases for layer in image.layers[:-1])
        )

    def changes(self, container: Container) -> ChangeSummary:
        """What its writable layer holds."""
        return self._once(
            ("changes", container.id),
            lambda: self._bench.changes(container.id, limit=_CHANGES_LIMIT),
        )

    def life(self, reference: str, path: str) -> tuple[LifeEvent, ...]:
        """What the layers of an image did to a path; () when none did."""

        def ask() -> tuple[LifeEvent, ...]:
            try:
                return self._bench.life_of_path(reference, path)
            except FileNotThereError:
                return ()

        return self._once(("life", reference, path), ask)

    def layer_changes(self, place: LayerPlace, query: ChangeQuery) -> int:
        """How many entries of the query's folder a layer changed, or something below them."""
        return self._once(
            ("layer", place, query), lambda: self._bench.changes_of_layer(place, query).total
        )

    def reclaimable_bytes(self, reference: str) -> int:
        """Of an image."""
        return self._once(
            ("efficiency", reference), lambda: self._bench.efficiency(reference).reclaimable_bytes
        )

    def text_in_image(self, reference: str, chain_id: str, path: str) -> str:
        """A file's beginning."""
        place = LayerPlace(reference, chain_id)
        read = lambda: self._bench.read_file(FileAt(place, path)).content  # noqa: E731
        return self._once(("file", reference, path), read).decode(errors="replace")

    def text_in_container(self, container_id: str, path: str) -> str:
        """A file's beginning."""
        read = lambda: self._bench.read_container_file(container_id, path).content  # noqa: E731
        return self._once(("own file", container_id, path), read).decode(errors="replace")

    def containerfile(self, container_id: str) -> str:
        """Written from a container."""
        return self._once(
            ("containerfile", container_id), lambda: self._bench.containerfile(container_id)
        )

    def tags(self, registry: str, name: str) -> tuple[str, ...]:
        """Of a repository in a registry."""
        where = f"{registry}/{name}"
        access = access_to(where, self.sharing.serving())
        return self._once(("tags", where), lambda: self._bench.remote_tags(where, access).names)

    def printed(self, container: Container, line: str) -> str | None:
        """What a shell line prints; None when it does not end with exit code 0."""
        return self._once(("prints", container.id, line), lambda: self._run(container.id, line))

    def _run(self, container_id: str, line: str) -> str | None:
        printed = bytearray()

        def collect(chunk: OutputChunk) -> None:
            if len(printed) < OUTPUT_LIMIT_BYTES:
                printed.extend(chunk.content)

        request = ExecRequest(shell_line=line, is_recorded=False)
        cancel = CancelToken()
        timer = threading.Timer(COMMAND_LIMIT_S, cancel.cancel)
        timer.start()
        try:
            run = self._bench.execute(container_id, request, output=collect, cancel=cancel)
        finally:
            timer.cancel()
        return printed.decode(errors="replace") if run.exit_code == 0 else None

    def _once(self, key: tuple[object, ...], ask: Callable[[], Answer]) -> Answer:
        """Raises NoAnswerError for whatever an engine does not want to tell."""
        if key not in self._kept:
            try:
                self._kept[key] = ask()
            except BricklayerError as error:
                self._kept[key] = error
        kept = self._kept[key]
        if isinstance(kept, BricklayerError):
            raise NoAnswerError from kept
        found: Answer = kept
        return found


def images_named(repository: Repository, name: str) -> tuple[Image, ...]:
    """The one of that reference, else all of that name, the oldest first.

    What was pulled under another name keeps the name that it was made with: both are its own.
    """
    exact = repository.image(name)
    if exact is not None:
        return (exact,)
    return repository.find_images(name) or called(repository, name)


def called(repository: Repository, name: str, version: str = "*") -> tuple[Image, ...]:
    """Images by the parts of their reference; `*`, `?` and `[…]` are wildcards."""
    return tuple(
        image
        for image in repository.images
        if fnmatch.fnmatchcase(image.reference, f"{name}:{version}")
    )


def image_named(repository: Repository, name: str) -> Image | None:
    """The one of that reference, else the newest of that name."""
    found = images_named(repository, name)
    return found[-1] if found else None


def layer_place(image: Image, number: int) -> tuple[int, LayerPlace] | None:
    """Level (0 is the lowest) and place of a layer counted from 1, or from -1 at the top."""
    level = number - 1 if number > 0 else len(image.layers) + number
    if not 0 <= level < len(image.layers):
        return None
    return level, LayerPlace(image.reference, image.layers[level].chain_id)


def sizes_of(repository: Repository) -> tuple[int, int]:
    """Bytes of all images as if each stood alone, and with each layer once."""
    layers = [layer for image in repository.images for layer in image.layers]
    once = {layer.digest: layer.size_bytes for layer in layers}
    return sum(layer.size_bytes for layer in layers), sum(once.values())
