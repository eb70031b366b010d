"""Conditions on the engine's state: what must be true for a step to be done."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import BricklayerError
from core.lesson.workbench import Workbench
from core.model import ContainerState, ExecRequest, Image, OutputChunk, Repository

_OUTPUT_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class ImageExists:
    """An image of that name is there; optionally of a version, a number of layers, and a base."""

    name: str
    version: str = "*"
    publisher: str = "*"
    layers: int | None = None
    stands_on: str = ""  # name of an image whose chain it continues


@dataclass(frozen=True, slots=True)
class ContainerIs:
    """A container of that name is there, in that state ("" = any), of that image ("" = any)."""

    name: str
    state: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class CommandPrints:
    """A shell line run in the running container succeeds and prints the text. Not recorded."""

    container: str
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class PathChanged:
    """The container's writable layer holds that path (or something below it)."""

    container: str
    path: str


@dataclass(frozen=True, slots=True)
class ImagesShareBase:
    """All these images have the layers of `base` at their bottom: stored once, used by all."""

    images: tuple[str, ...]
    base: str


Check = ImageExists | ContainerIs | CommandPrints | PathChanged | ImagesShareBase


def holds(check: Check, bench: Workbench, repository: Repository | None = None) -> bool:
    """Whether it is true now. Changes nothing but what the command of CommandPrints changes."""
    repository = repository or bench.repository()
    match check:
        case ImageExists():
            return any(
                _image_fits(image, check, repository)
                for image in repository.find_images(check.name, check.publisher, check.version)
            )
        case ContainerIs(name, state, image):
            container = repository.container(name)
            return (
                container is not None
                and (not state or container.state is ContainerState(state))
                and (not image or container.image_reference == image)
            )
        case CommandPrints():
            return _prints(check, bench, repository)
        case PathChanged(name, path):
            container = repository.container(name)
            return container is not None and any(
                change.path == path or change.path.startswith(path + "/")
                for change in bench.changes(container.id).changes
            )
        case ImagesShareBase(names, base):
            images = [image for name in names for image in repository.find_images(name)[:1]]
            return len(images) == len(names) and all(
                _stands_on(image, base, repository) for image in images
            )


def _image_fits(image: Image, check: ImageExists, repository: Repository) -> bool:
    if check.layers is not None and len(image.layers) != check.layers:
        return False
    return not check.stands_on or _stands_on(image, check.stands_on, repository)


def _stands_on(image: Image, base_name: str, repository: Repository) -> bool:
    chain_ids = {layer.chain_id for layer in image.layers[:-1]}
    return any(base.top_chain_id in chain_ids for base in repository.find_images(base_name))


def _prints(check: CommandPrints, bench: Workbench, repository: Repository) -> bool:
    container = repository.container(check.container)
    if container is None or container.state is not ContainerState.RUNNING:
        return False
    printed = bytearray()

    def collect(chunk: OutputChunk) -> None:
        if len(printed) < _OUTPUT_LIMIT:
            printed.extend(chunk.content)

    request = ExecRequest(shell_line=check.line, is_recorded=False)
    try:
        run = bench.execute(container.id, request, output=collect)
    except BricklayerError:
        return False  # stopped between the two calls, or the image has no shell: not true now
    return run.exit_code == 0 and check.text in printed.decode(errors="replace")
