"""What a lesson can do by itself when the pupil asks to be shown, as values.

`as_text` says it in a list of what is done. They are carried out by `performing`.
"""

from __future__ import annotations

import posixpath
import shlex
from dataclasses import dataclass

from core.translation import tr


@dataclass(frozen=True, slots=True)
class MakeBaseImage:
    """Make a container OS image; nothing to do when it is there."""

    source: str
    name: str
    publisher: str
    version: str

    @property
    def as_text(self) -> str:
        return tr(
            "make the base image {name} {version} from “{source}”",
            name=self.name,
            version=self.version,
            source=self.source,
        )


@dataclass(frozen=True, slots=True)
class CreateContainer:
    """Make a container; nothing to do when one of that name is there."""

    name: str
    image: str
    switch: str = "none"
    ports: tuple[str, ...] = ()  # HOST:CONTAINER

    @property
    def as_text(self) -> str:
        return tr(
            "create container {name} of {image} on switch “{switch}”",
            name=self.name,
            image=self.image,
            switch=self.switch,
        )


@dataclass(frozen=True, slots=True)
class StartContainer:
    """Start a container; nothing to do when it runs."""

    container: str

    @property
    def as_text(self) -> str:
        return tr("start {container}", container=self.container)


@dataclass(frozen=True, slots=True)
class StopContainer:
    """Stop a container; nothing to do when it does not run."""

    container: str

    @property
    def as_text(self) -> str:
        return tr("stop {container}", container=self.container)


@dataclass(frozen=True, slots=True)
class Discard:
    """Discard a container; nothing to do when it is gone."""

    container: str

    @property
    def as_text(self) -> str:
        return tr("discard {container}", container=self.container)


@dataclass(frozen=True, slots=True)
class Execute:
    """Run a shell line as administrator in a container and require that it succeeds."""

    container: str
    line: str

    @property
    def as_text(self) -> str:
        return f"{self.container}# {self.line}"


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Write a small text file by a shell line, as if typed. `mode` is octal."""

    container: str
    path: str
    text: str
    mode: str = ""

    @property
    def as_text(self) -> str:
        return tr("write {path} in {container}", path=self.path, container=self.container)

    @property
    def as_line(self) -> str:
        """The line that is run; the file ends with a line end."""
        path = posixpath.normpath("/" + self.path)
        folder, quoted = posixpath.dirname(path), shlex.quote(path)
        end = "END"
        while end in self.text.split("\n"):
            end += "_"
        text = self.text if self.text.endswith("\n") or not self.text else self.text + "\n"
        make = "" if folder == "/" else f"mkdir -p {shlex.quote(folder)} && "
        mode = f" && chmod {shlex.quote(self.mode)} {quoted}" if self.mode else ""
        return f"{make}cat > {quoted} <<'{end}'{mode}\n{text}{end}"


@dataclass(frozen=True, slots=True)
class CopyIn:
    """Copy a file or folder of the lesson's into the folder `target` of a container."""

    container: str
    source: str
    target: str

    @property
    def as_text(self) -> str:
        return tr(
            "copy {source} into {container}, to {target}",
            source=self.source,
            container=self.container,
            target=self.target,
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Capture a container as an image; nothing to do when the image is there."""

    container: str
    name: str
    publisher: str
    version: str
    description: str = ""

    @property
    def as_text(self) -> str:
        return tr(
            "capture {container} as image {name} {version}",
            container=self.container,
            name=self.name,
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class MarkContainer:
    """Set a mark; nothing to do when one of that label is there."""

    container: str
    label: str

    @property
    def as_text(self) -> str:
        return tr("mark {container} as “{label}”", container=self.container, label=self.label)


@dataclass(frozen=True, slots=True)
class RollBack:
    """Back to a mark, or ("") to the image; nothing to do when nothing was written since."""

    container: str
    label: str = ""

    @property
    def as_text(self) -> str:
        if not self.label:
            return tr("roll {container} back to its image", container=self.container)
        return tr("roll {container} back to “{label}”", container=self.container, label=self.label)


@dataclass(frozen=True, slots=True)
class RemoveImage:
    """Remove an image; nothing to do when it is gone."""

    image: str

    @property
    def as_text(self) -> str:
        return tr("remove image {image}", image=self.image)


@dataclass(frozen=True, slots=True)
class Build:
    """Build an image from a Containerfile's text; nothing to do when it is there."""

    name: str
    publisher: str
    version: str
    containerfile: str

    @property
    def as_text(self) -> str:
        return tr(
            "build image {name} {version} from a Containerfile",
            name=self.name,
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class Squash:
    """Make one brick of bricks `first` to `last` (from the bottom, from 1), as a new image."""

    image: str
    first: int
    last: int
    name: str
    publisher: str
    version: str

    @property
    def as_text(self) -> str:
        return tr(
            "squash bricks {first} to {last} of {image} into image {name} {version}",
            first=self.first,
            last=self.last,
            image=self.image,
            name=self.name,
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class Rebase:
    """Make an image again on another base, as a new image."""

    image: str
    onto: str
    name: str
    publisher: str
    version: str

    @property
    def as_text(self) -> str:
        return tr(
            "rebase {image} onto {onto} as image {name} {version}",
            image=self.image,
            onto=self.onto,
            name=self.name,
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class ShareRepository:
    """Offer the local repository as a registry to this computer only."""

    @property
    def as_text(self) -> str:
        return tr("share the repository with programs of this computer")


@dataclass(frozen=True, slots=True)
class Push:
    """Store an image in a registry; `{{registry}}` in `to` is the shared repository's address."""

    image: str
    to: str

    @property
    def as_text(self) -> str:
        return tr("push {image} to {to}", image=self.image, to=self.to)


@dataclass(frozen=True, slots=True)
class Pull:
    """Bring an image here from a registry, under the reference `name`."""

    source: str
    name: str

    @property
    def as_text(self) -> str:
        return tr("pull {source} as {name}", source=self.source, name=self.name)


Action = (
    MakeBaseImage
    | CreateContainer
    | StartContainer
    | StopContainer
    | Discard
    | Execute
    | WriteFile
    | CopyIn
    | Snapshot
    | MarkContainer
    | RollBack
    | RemoveImage
    | Build
    | Squash
    | Rebase
    | ShareRepository
    | Push
    | Pull
)

ACTIONS: dict[str, type[Action]] = {
    "make-base-image": MakeBaseImage,
    "create-container": CreateContainer,
    "start-container": StartContainer,
    "stop-container": StopContainer,
    "discard": Discard,
    "execute": Execute,
    "write-file": WriteFile,
    "copy-in": CopyIn,
    "snapshot": Snapshot,
    "mark": MarkContainer,
    "roll-back": RollBack,
    "remove-image": RemoveImage,
    "build": Build,
    "squash": Squash,
    "rebase": Rebase,
    "share-repository": ShareRepository,
    "push": Push,
    "pull": Pull,
}
"""What a file calls them."""
