"""Requests that the world does not allow, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.root import UserFixableError, visible
from core.translation import tr, translated


@dataclass(eq=False)
class NameGrammarError(UserFixableError):
    """A name, version, publisher, container or switch name that its grammar does not allow."""

    kind: str  # "image name", "version", "publisher", "container name", "switch name"
    given: str
    rule: str  # what is allowed, in words

    def sentence(self) -> str:
        return tr(
            "“{given}” cannot be a {kind}: {rule}.",
            given=visible(self.given),
            kind=translated(self.kind),
            rule=translated(self.rule),
        )


@dataclass(eq=False)
class ImageExistsError(UserFixableError):
    """Same name and version again: nothing is replaced silently."""

    reference: str

    def sentence(self) -> str:
        return tr(
            "An image {reference} is in the repository already. Choose "
            "another version, or say that it shall be replaced.",
            reference=self.reference,
        )


@dataclass(eq=False)
class ImageNotFoundError(UserFixableError):
    """No reference of that name in the local repository."""

    reference: str

    def sentence(self) -> str:
        return tr(
            "There is no image {reference} in the local repository.", reference=self.reference
        )


@dataclass(eq=False)
class ImageInUseError(UserFixableError):
    """Something stands on the image: other images or containers."""

    reference: str
    images: tuple[str, ...]
    containers: tuple[str, ...]

    def sentence(self) -> str:
        users = [
            *(tr("image {i}", i=i) for i in self.images),
            *(tr("container {c}", c=c) for c in self.containers),
        ]
        return tr(
            "{reference} cannot be removed while {users} stands on it.",
            reference=self.reference,
            users=", ".join(users),
        )


@dataclass(eq=False)
class ContainerNotFoundError(UserFixableError):
    """No container of that id or name."""

    container: str

    def sentence(self) -> str:
        return tr(
            "There is no container {container}; it was discarded, perhaps by another window.",
            container=self.container,
        )


@dataclass(eq=False)
class ContainerExistsError(UserFixableError):
    """Container names are unique in a repository."""

    name: str

    def sentence(self) -> str:
        return tr("A container named {name} exists already. Choose another name.", name=self.name)


@dataclass(eq=False)
class ContainerStateError(UserFixableError):
    """The container is not in a state that allows the request."""

    name: str
    state: str
    needed: str

    def sentence(self) -> str:
        return tr(
            "Container {name} is {state}; this needs it to be {needed}.",
            name=self.name,
            state=translated(self.state),
            needed=translated(self.needed),
        )


@dataclass(eq=False)
class ImageGoneError(UserFixableError):
    """A container's image, or a layer of it, is no longer in the repository."""

    container: str
    reference: str

    def sentence(self) -> str:
        return tr(
            "Container {container} cannot start: its image {reference} is "
            "no longer in the repository. Bring the image back, or discard "
            "the container.",
            container=self.container,
            reference=self.reference,
        )


@dataclass(eq=False)
class NothingChangedError(UserFixableError):
    """A snapshot of a container that differs in nothing from its image."""

    container: str

    def sentence(self) -> str:
        return tr(
            "Nothing has changed in {container}, so the new layer would be "
            "empty. Capture it all the same if you want an image with its "
            "own name.",
            container=self.container,
        )


@dataclass(eq=False)
class CommandNotFoundError(UserFixableError):
    """The program to run does not exist inside the container, or may not be executed."""

    program: str
    container: str

    def sentence(self) -> str:
        return tr(
            "There is no program “{program}” in {container} that can be run.",
            program=self.program,
            container=self.container,
        )


@dataclass(eq=False)
class FacilityMissingError(UserFixableError):
    """The machine lacks what the request needs (a runtime, overlayfs, sub-uids, a tool)."""

    facility: str
    remedy: str  # a whole sentence

    def sentence(self) -> str:
        return tr(
            "Missing on this computer: {facility}. {remedy}",
            facility=translated(self.facility),
            remedy=translated(self.remedy),
        )


@dataclass(eq=False)
class RuntimeFailedError(UserFixableError):
    """The OCI runtime refused; `detail` is its last line."""

    action: str
    container: str

    def sentence(self) -> str:
        return tr(
            "The container runtime could not {action} {container}: {detail}",
            action=translated(self.action),
            container=self.container,
            detail=self.detail,
        )


@dataclass(eq=False)
class MountFailedError(UserFixableError):
    """overlayfs would not mount."""

    target: str
    reason: str

    def sentence(self) -> str:
        return tr("The layers could not be mounted: {reason}.", reason=translated(self.reason))


@dataclass(eq=False)
class StorageFullError(UserFixableError):
    """No space (or no inode) is left; nothing half made was kept."""

    path: str
    needed_bytes: int | None = None
    free_bytes: int | None = None

    def sentence(self) -> str:
        return tr(
            "The disk below {path} is full. Nothing was changed; free some "
            "space, or remove images, and try again.",
            path=self.path,
        )


@dataclass(eq=False)
class RepositoryReadOnlyError(UserFixableError):
    """The repository's folder cannot be written (read-only, or another person's)."""

    path: str

    def sentence(self) -> str:
        return tr(
            "The repository {path} can be read but not changed by you. "
            "Choose a folder of your own with --repository.",
            path=self.path,
        )


@dataclass(eq=False)
class RepositoryUnusableError(UserFixableError):
    """The folder cannot be opened as a repository at all."""

    path: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "{path} cannot be opened as a repository: {reason}.",
            path=self.path,
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class FileAccessError(UserFixableError):
    """A file that the person named cannot be read or written."""

    path: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "{path} cannot be used: {reason}.", path=self.path, reason=translated(self.reason)
        )


@dataclass(eq=False)
class EngineUnreachableError(UserFixableError):
    """The engine's process cannot be started, or went away in the middle of a request."""

    reason: str

    def sentence(self) -> str:
        return tr(
            "The engine did not answer: {reason}. Your images and containers are safe.",
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class NotSupportedError(UserFixableError):
    """This engine cannot do that on this machine."""

    what: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "{what} is not possible here: {reason}.",
            what=translated(self.what),
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class BaseImageFailedError(UserFixableError):
    """A container OS image could not be made from its source."""

    source: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "The base image could not be made from {source}: {reason}.",
            source=translated(self.source),
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class LessonError(UserFixableError):
    """A lesson file cannot be read, or a step of it did not reach its goal."""

    lesson: str
    reason: str

    def sentence(self) -> str:
        return tr(
            "Lesson “{lesson}” cannot go on: {reason}.",
            lesson=self.lesson,
            reason=translated(self.reason),
        )
