"""What can go wrong, as types with facts; `str(error)` is one plain sentence for the person.

    BricklayerError
    ├── UserFixableError     the person can do something about it; the sentence says what
    ├── DataError            bytes are not what they promise to be (damage, or a hostile archive)
    └── BugError             we are wrong; the detail belongs into a report
    Cancelled                stands outside: not an error, nothing is shown

Each class is a dataclass of facts and survives pickling, since the engine may live in another
process. `detail` holds what helps an expert (a runtime's last line, an errno), shown on demand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields


class Cancelled(Exception):
    """The person asked to stop; everything half done was taken back."""


@dataclass(eq=False)
class BricklayerError(Exception):
    """Root of the tree. Subclasses add facts and override `sentence`."""

    detail: str = field(default="", kw_only=True)

    def sentence(self) -> str:
        """What happened, why, and what to do next, in plain words."""
        return "Something went wrong."

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[object, ...]:
        facts = {f.name: getattr(self, f.name) for f in fields(self)}
        return (_rebuild, (type(self), facts))


def _rebuild(kind: type[BricklayerError], facts: dict[str, object]) -> BricklayerError:
    return kind(**facts)  # type: ignore[arg-type]


@dataclass(eq=False)
class UserFixableError(BricklayerError):
    """The world is not as the request needs it, and the person can change that."""


@dataclass(eq=False)
class DataError(BricklayerError):
    """Bytes do not keep a promise: damage at rest, or an input that must be refused."""


@dataclass(eq=False)
class BugError(BricklayerError):
    """An assumption of ours does not hold."""

    what: str = ""

    def sentence(self) -> str:
        return f"Bricklayer met a mistake of its own: {self.what or self.detail}. Please report it."


def _visible(text: str, limit: int = 80) -> str:
    """For a sentence: control and bidi characters escaped, cut when it is long."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text[:limit]
    )
    return shown + "…" if len(text) > limit else shown


# --- names and requests -------------------------------------------------------------------------


@dataclass(eq=False)
class NameGrammarError(UserFixableError):
    """A name, version, publisher, container or switch name that its grammar does not allow."""

    kind: str  # "image name", "version", "publisher", "container name", "switch name"
    given: str
    rule: str  # what is allowed, in words

    def sentence(self) -> str:
        return f"“{_visible(self.given)}” cannot be a {self.kind}: {self.rule}."


@dataclass(eq=False)
class ImageExistsError(UserFixableError):
    """Same name and version again: nothing is replaced silently."""

    reference: str

    def sentence(self) -> str:
        return (
            f"An image {self.reference} is in the repository already. "
            "Choose another version, or say that it shall be replaced."
        )


@dataclass(eq=False)
class ImageNotFoundError(UserFixableError):
    """No reference of that name in the local repository."""

    reference: str

    def sentence(self) -> str:
        return f"There is no image {self.reference} in the local repository."


@dataclass(eq=False)
class ImageInUseError(UserFixableError):
    """Something stands on the image: other images or containers."""

    reference: str
    images: tuple[str, ...]
    containers: tuple[str, ...]

    def sentence(self) -> str:
        users = [*(f"image {i}" for i in self.images), *(f"container {c}" for c in self.containers)]
        return f"{self.reference} cannot be removed while {', '.join(users)} stands on it."


@dataclass(eq=False)
class ContainerNotFoundError(UserFixableError):
    """No container of that id or name."""

    container: str

    def sentence(self) -> str:
        return (
            f"There is no container {self.container}; it was discarded, perhaps by another window."
        )


@dataclass(eq=False)
class ContainerExistsError(UserFixableError):
    """Container names are unique in a repository."""

    name: str

    def sentence(self) -> str:
        return f"A container named {self.name} exists already. Choose another name."


@dataclass(eq=False)
class ContainerStateError(UserFixableError):
    """The container is not in a state that allows the request."""

    name: str
    state: str
    needed: str

    def sentence(self) -> str:
        return f"Container {self.name} is {self.state}; this needs it to be {self.needed}."


@dataclass(eq=False)
class ImageGoneError(UserFixableError):
    """A container's image, or a layer of it, is no longer in the repository."""

    container: str
    reference: str

    def sentence(self) -> str:
        return (
            f"Container {self.container} cannot start: its image {self.reference} is no longer "
            "in the repository. Bring the image back, or discard the container."
        )


@dataclass(eq=False)
class NothingChangedError(UserFixableError):
    """A snapshot of a container that differs in nothing from its image."""

    container: str

    def sentence(self) -> str:
        return (
            f"Nothing has changed in {self.container}, so the new layer would be empty. "
            "Capture it all the same if you want an image with its own name."
        )


@dataclass(eq=False)
class CommandNotFoundError(UserFixableError):
    """The program to run does not exist inside the container, or may not be executed."""

    program: str
    container: str

    def sentence(self) -> str:
        return f"There is no program “{self.program}” in {self.container} that can be run."


# --- the machine --------------------------------------------------------------------------------


@dataclass(eq=False)
class FacilityMissingError(UserFixableError):
    """The machine lacks what the request needs (a runtime, overlayfs, sub-uids, a tool)."""

    facility: str
    remedy: str  # a whole sentence

    def sentence(self) -> str:
        return f"Missing on this computer: {self.facility}. {self.remedy}"


@dataclass(eq=False)
class RuntimeFailedError(UserFixableError):
    """The OCI runtime refused; `detail` is its last line."""

    action: str
    container: str

    def sentence(self) -> str:
        return f"The container runtime could not {self.action} {self.container}: {self.detail}"


@dataclass(eq=False)
class MountFailedError(UserFixableError):
    """overlayfs would not mount."""

    target: str
    reason: str

    def sentence(self) -> str:
        return f"The layers could not be mounted: {self.reason}."


@dataclass(eq=False)
class StorageFullError(UserFixableError):
    """No space (or no inode) is left; nothing half made was kept."""

    path: str
    needed_bytes: int | None = None
    free_bytes: int | None = None

    def sentence(self) -> str:
        return (
            f"The disk below {self.path} is full. Nothing was changed; "
            "free some space, or remove images, and try again."
        )


@dataclass(eq=False)
class RepositoryReadOnlyError(UserFixableError):
    """The repository's folder cannot be written (read-only, or another person's)."""

    path: str

    def sentence(self) -> str:
        return (
            f"The repository {self.path} can be read but not changed by you. "
            "Choose a folder of your own with --repository."
        )


@dataclass(eq=False)
class RepositoryUnusableError(UserFixableError):
    """The folder cannot be opened as a repository at all."""

    path: str
    reason: str

    def sentence(self) -> str:
        return f"{self.path} cannot be opened as a repository: {self.reason}."


@dataclass(eq=False)
class FileAccessError(UserFixableError):
    """A file that the person named cannot be read or written."""

    path: str
    reason: str

    def sentence(self) -> str:
        return f"{self.path} cannot be used: {self.reason}."


@dataclass(eq=False)
class EngineUnreachableError(UserFixableError):
    """The engine's process cannot be started, or went away in the middle of a request."""

    reason: str

    def sentence(self) -> str:
        return f"The engine did not answer: {self.reason}. Your images and containers are safe."


@dataclass(eq=False)
class NotSupportedError(UserFixableError):
    """This engine cannot do that on this machine."""

    what: str
    reason: str

    def sentence(self) -> str:
        return f"{self.what} is not possible here: {self.reason}."


@dataclass(eq=False)
class BaseImageFailedError(UserFixableError):
    """A container OS image could not be made from its source."""

    source: str
    reason: str

    def sentence(self) -> str:
        return f"The base image could not be made from {self.source}: {self.reason}."


@dataclass(eq=False)
class LessonError(UserFixableError):
    """A lesson file cannot be read, or a step of it did not reach its goal."""

    lesson: str
    reason: str

    def sentence(self) -> str:
        return f"Lesson “{self.lesson}” cannot go on: {self.reason}."


# --- bytes --------------------------------------------------------------------------------------


@dataclass(eq=False)
class BlobMissingError(DataError):
    """A blob that a manifest or the index names is not in the repository."""

    digest: str

    def sentence(self) -> str:
        return (
            f"A part of the image ({self.digest[:19]}…) is missing from the repository. "
            "Fetch or build the image again."
        )


@dataclass(eq=False)
class DigestMismatchError(DataError):
    """Stored or received bytes do not have the promised digest or size."""

    expected: str
    actual: str

    def sentence(self) -> str:
        return (
            f"Bytes are damaged: {self.expected[:19]}… was promised, "
            f"{self.actual[:19]}… was found. "
            "Fetch or build the image again."
        )


@dataclass(eq=False)
class MalformedDocumentError(DataError):
    """A JSON document of the image format breaks its specification."""

    document: str  # "index.json", "manifest", "config", "oci-layout", "lesson"
    reason: str

    def sentence(self) -> str:
        return f"The {self.document} cannot be understood: {self.reason}."


@dataclass(eq=False)
class LayerUnavailableError(DataError):
    """The contents of a layer cannot be looked into: not here, foreign, damaged or refused."""

    layer: str  # a diff ID, or a chain ID that no image has any more
    reason: str

    def sentence(self) -> str:
        return f"The contents of this layer are not available: {self.reason}."


@dataclass(eq=False)
class FileNotThereError(UserFixableError):
    """No such path at that layer, or it is no regular file."""

    path: str
    reason: str = "it is not there at this layer"

    def sentence(self) -> str:
        return f"“{self.path}” cannot be opened: {self.reason}."


@dataclass(eq=False)
class LayerFormatError(DataError):
    """A tar stream that the strict reader refuses.

    `code` is one of: bad-tar, truncated, unsafe-path, unsafe-link, bad-whiteout, overlay-smuggle,
    limit, unsupported-compression. `entry` is the name inside the archive, controls escaped.
    """

    code: str
    entry: str
    reason: str

    def sentence(self) -> str:
        where = f" at “{self.entry}”" if self.entry else ""
        return f"The archive was refused{where}: {self.reason}. Nothing of it was kept."
