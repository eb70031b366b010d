"""What can go wrong with running containers, their networks and builds."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.root import UserFixableError, visible
from core.translation import tr, translated


@dataclass(eq=False)
class SwitchExistsError(UserFixableError):
    """Switch names are unique on a computer."""

    name: str

    def sentence(self) -> str:
        return tr("A switch named {name} exists already. Choose another name.", name=self.name)


@dataclass(eq=False)
class SwitchNotFoundError(UserFixableError):
    """No switch of that name."""

    name: str

    def sentence(self) -> str:
        return tr(
            "There is no switch {name}. Make it first, or choose another one.",
            name=visible(self.name),
        )


@dataclass(eq=False)
class SwitchInUseError(UserFixableError):
    """Containers are made for a switch that shall be removed."""

    name: str
    containers: tuple[str, ...]

    def sentence(self) -> str:
        names = ", ".join(self.containers)
        return tr(
            "Switch {name} is in use by {names}. Discard them first.", name=self.name, names=names
        )


@dataclass(eq=False)
class NetworkFailedError(UserFixableError):
    """A container could not be plugged into its switch."""

    switch: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "The container could not be plugged into switch {switch}: {reason}.",
            switch=self.switch,
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class PortTakenError(UserFixableError):
    """Somebody listens already at a port that shall be published."""

    port: int
    taken_by: str  # a container's name, or "another program"

    def sentence(self) -> str:
        return tr(
            "Port {port} of this computer is taken by {taken_by}. Choose another one.",
            port=self.port,
            taken_by=translated(self.taken_by),
        )


@dataclass(eq=False)
class VolumeRefusedError(UserFixableError):
    """A folder of the computer that must not be shown inside a container."""

    path: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "{path} cannot be shared with a container: {reason}.",
            path=visible(self.path),
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class MarkNotFoundError(UserFixableError):
    """A container has no such mark: it was rolled back past it, or a snapshot was taken."""

    container: str

    def sentence(self) -> str:
        return tr(
            "{container} does not have that mark any more: somebody rolled "
            "back further, or captured it. Choose one of the marks that it "
            "has now.",
            container=self.container,
        )


@dataclass(eq=False)
class LimitRefusedError(UserFixableError):
    """A limit that no container could live with, that no computer has, or that is exceeded."""

    what: str  # "memory", "processor time", "processes"
    given: str
    possible: str  # "6 to 16000 MiB"

    def sentence(self) -> str:
        return tr(
            "A limit of {given} for {what} cannot be set: choose {possible}.",
            given=self.given,
            what=translated(self.what),
            possible=translated(self.possible),
        )


@dataclass(eq=False)
class BuildStepFailedError(UserFixableError):
    """A step of a Containerfile failed; what it wrote was taken back."""

    number: int
    text: str
    reason: str  # "its command ended with exit code 2"

    def sentence(self) -> str:
        step = tr("Step {number} ({text_value})", number=self.number, text_value=visible(self.text))
        return tr(
            "{step} failed: {reason}. The container is as it was before "
            "that step: mend the Containerfile, or go on by hand.",
            step=step,
            reason=translated(self.reason),
        )
