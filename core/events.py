"""What happened in an engine: a closed set of frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from core.model import ChangeSummary, CommandRun, Container, Image


@dataclass(frozen=True, slots=True)
class ImageAdded:
    """A reference is durable in the repository. `from_container` is set by a snapshot."""

    image: Image
    from_container: str = ""


@dataclass(frozen=True, slots=True)
class ImageRemoved:
    """A reference is gone."""

    reference: str


@dataclass(frozen=True, slots=True)
class ContainerChanged:
    """A container is new, or its state or name changed."""

    container: Container


@dataclass(frozen=True, slots=True)
class ContainerDiscarded:
    """A container and what was written in it are gone."""

    container_id: str


@dataclass(frozen=True, slots=True)
class ChangesMeasured:
    """The writable layer of a container was looked at."""

    container_id: str
    summary: ChangeSummary


@dataclass(frozen=True, slots=True)
class CommandFinished:
    """A command in a container ended."""

    container_id: str
    run: CommandRun


@dataclass(frozen=True, slots=True)
class SwitchesChanged:
    """A switch was made or removed."""


@dataclass(frozen=True, slots=True)
class RepositoryChanged:
    """Something else than the above changed (another program wrote): read it anew."""


Event = (
    ImageAdded
    | ImageRemoved
    | ContainerChanged
    | ContainerDiscarded
    | ChangesMeasured
    | CommandFinished
    | SwitchesChanged
    | RepositoryChanged
)
