"""Conditions on the engine's state as values: what must be true for a step to be done.

A *lasting* one must hold to the end, or until the step named by `until` is done. A *passing* one
needs to hold only until a later step is done. `is_negated` is `not = true` of the file. Images are
named by name ("Web": the newest of that name) or reference ("Web:1.0"). What is true is found out
by `judging`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class _Condition:
    """What all have in common."""

    is_lasting: ClassVar[bool] = True
    is_negated: bool = field(default=False, kw_only=True)
    is_kept: bool = field(default=False, kw_only=True)  # true before the step, and to stay so
    until: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class ImageExists(_Condition):
    """An image of that name is there; optionally of a version, a number of layers, and a base."""

    name: str
    version: str = "*"
    publisher: str = "*"
    layers: int | None = None
    stands_on: str = ""  # name of an image whose chain it continues


@dataclass(frozen=True, slots=True)
class ImagesCount(_Condition):
    """At least so many images stand on the image named `base`."""

    base: str
    at_least: int


@dataclass(frozen=True, slots=True)
class ImagesShareBase(_Condition):
    """All these images have the layers of `base` at their bottom: stored once, used by all."""

    images: tuple[str, ...]
    base: str


@dataclass(frozen=True, slots=True)
class LabelEquals(_Condition):
    """A label of the image's configuration is that value."""

    image: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LayerHas(_Condition):
    """A layer (from 1 at the bottom, -1 the topmost) holds a path, or something below it."""

    image: str
    layer: int
    path: str
    change: str = ""  # added, modified, metadata, removed; "" any


@dataclass(frozen=True, slots=True)
class PathInImage(_Condition):
    """The path can be seen in the image's merged files."""

    image: str
    path: str


@dataclass(frozen=True, slots=True)
class PathBelow(_Condition):
    """The path is in some layer of the image though it cannot be seen in the whole."""

    image: str
    path: str


@dataclass(frozen=True, slots=True)
class TextInImage(_Condition):
    """A file of the image holds a match of the regular expression."""

    image: str
    path: str
    matches: str


@dataclass(frozen=True, slots=True)
class Reclaimable(_Condition):
    """Bytes that the image stores and nobody sees are below or above a number."""

    image: str
    below: int | None = None
    above: int | None = None


@dataclass(frozen=True, slots=True)
class ImageSize(_Condition):
    """Stored bytes of all layers of the image are below or above a number."""

    image: str
    below: int | None = None
    above: int | None = None


@dataclass(frozen=True, slots=True)
class LayerSize(_Condition):
    """Stored bytes of a layer are below or above a number."""

    image: str
    layer: int
    below: int | None = None
    above: int | None = None


@dataclass(frozen=True, slots=True)
class ImagesSizes(_Condition):
    """All images together store less than so many percent of what they would take alone."""

    below: int


@dataclass(frozen=True, slots=True)
class HistoryMentions(_Condition):
    """An entry of the image's history holds a match of the regular expression."""

    image: str
    matches: str


@dataclass(frozen=True, slots=True)
class ContainerfileMentions(_Condition):
    """The Containerfile written from a container or an image holds a match."""

    of: str
    matches: str


@dataclass(frozen=True, slots=True)
class IsPushed(_Condition):
    """The registry ("": that of the shared repository) has `name:tag`."""

    name: str
    tag: str
    registry: str = ""


@dataclass(frozen=True, slots=True)
class ContainerIs(_Condition):
    """A container of that name is there, in that state ("" = any), of that image ("" = any)."""

    is_lasting: ClassVar[bool] = False
    name: str
    state: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class PathChanged(_Condition):
    """The container's writable layer holds that path (or something below it)."""

    is_lasting: ClassVar[bool] = False
    container: str
    path: str
    change: str = ""  # added, modified, metadata, removed; "" any


@dataclass(frozen=True, slots=True)
class ChangesSize(_Condition):
    """Bytes of the container's writable layer are below or above a number."""

    is_lasting: ClassVar[bool] = False
    container: str
    below: int | None = None
    above: int | None = None


@dataclass(frozen=True, slots=True)
class TextInContainer(_Condition):
    """A file of the container holds a match of the regular expression."""

    is_lasting: ClassVar[bool] = False
    container: str
    path: str
    matches: str


@dataclass(frozen=True, slots=True)
class CommandPrints(_Condition):
    """A shell line run in the running container succeeds and prints the text. Not recorded."""

    is_lasting: ClassVar[bool] = False
    container: str
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class PortAnswers(_Condition):
    """`http://127.0.0.1:port/path` of this computer answers with the text in it."""

    is_lasting: ClassVar[bool] = False
    port: int
    path: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class IsMarked(_Condition):
    """The container has a mark of that label ("": any)."""

    is_lasting: ClassVar[bool] = False
    container: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class IsSharing(_Condition):
    """The repository is shared."""

    is_lasting: ClassVar[bool] = False


Check = (
    ImageExists
    | ImagesCount
    | ImagesShareBase
    | LabelEquals
    | LayerHas
    | PathInImage
    | PathBelow
    | TextInImage
    | Reclaimable
    | ImageSize
    | LayerSize
    | ImagesSizes
    | HistoryMentions
    | ContainerfileMentions
    | IsPushed
    | ContainerIs
    | PathChanged
    | ChangesSize
    | TextInContainer
    | CommandPrints
    | PortAnswers
    | IsMarked
    | IsSharing
)

CHECKS: dict[str, type[Check]] = {
    "image-exists": ImageExists,
    "images-count": ImagesCount,
    "images-share-base": ImagesShareBase,
    "label-equals": LabelEquals,
    "layer-has": LayerHas,
    "path-in-image": PathInImage,
    "path-below": PathBelow,
    "text-in-image": TextInImage,
    "reclaimable": Reclaimable,
    "image-size": ImageSize,
    "layer-size": LayerSize,
    "images-sizes": ImagesSizes,
    "history-mentions": HistoryMentions,
    "containerfile-mentions": ContainerfileMentions,
    "pushed": IsPushed,
    "container-is": ContainerIs,
    "path-changed": PathChanged,
    "changes-size": ChangesSize,
    "text-in-container": TextInContainer,
    "command-prints": CommandPrints,
    "port-answers": PortAnswers,
    "marked": IsMarked,
    "sharing": IsSharing,
}
"""What a file calls them."""
