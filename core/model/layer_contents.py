"""What is inside a layer and inside the merged tree at a layer.

A *level* counts an image's layers from the bottom, 0 first. Paths are relative to the root, without
a leading slash, "" for the root itself; bytes that are not UTF-8 are kept by surrogateescape.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from core.model.change import ChangeKind, FileType
from core.model.waste import WasteCause


@dataclass(frozen=True, slots=True)
class LayerPlace:
    """Where an inspector looks: a layer of an image.

    The same layer may be part of several images; what later layers do to it depends on the image.
    """

    reference: str
    chain_id: str


@dataclass(frozen=True, slots=True)
class FileAttributes:
    """What a layer says of a path beside its contents."""

    mode: int = 0  # permission bits with setuid, setgid and sticky
    uid: int = 0
    gid: int = 0
    modified_ns: int = 0  # nanoseconds since the epoch
    link: str = (
        ""  # a symbolic link's target; of a hard link the path that it shares its inode with
    )
    xattrs: tuple[str, ...] = ()  # names
    device: tuple[int, int] = (0, 0)


class MetadataPart(enum.Enum):
    """What differs when the contents do not."""

    MODE = "mode"
    OWNER = "owner"
    XATTRS = "xattrs"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One path that a layer changed, or a directory that holds such paths.

    `kind` is None for a directory that did not change itself. `size_bytes` is what the layer
    stores for the path, of a directory the sum of what it stores below; `inside` counts the changes
    below a directory. All sums respect the query that asked.
    """

    path: str
    kind: ChangeKind | None
    file_type: FileType
    size_bytes: int = 0
    size_before_bytes: int = 0
    inside: int = 0
    metadata: tuple[MetadataPart, ...] = ()
    hides_below: bool = False  # an opaque directory: nothing of the layers below shows through
    is_text: bool = False
    is_noise: bool = False  # left there by an engine, not by the person
    waste: WasteCause | None = None  # why its bytes are dead in the whole image
    wasted_bytes: int = 0
    attributes: FileAttributes = FileAttributes()
    attributes_before: FileAttributes | None = None

    @property
    def name(self) -> str:
        """The last component."""
        return self.path.rpartition("/")[2]


class SortKey(enum.Enum):
    """What a list is sorted by."""

    NAME = "name"
    SIZE = "size"
    KIND = "kind"


ALL_KINDS = frozenset(ChangeKind)


@dataclass(frozen=True, slots=True)
class ChangeQuery:
    """Which changes are wanted. `folder` None asks for a flat list of all, else for what is there.

    `pattern` matches anywhere in the path without regard to case; with `*`, `?` or `[` it is a
    shell pattern for the whole path or the last component.
    """

    folder: str | None = ""
    kinds: frozenset[ChangeKind] = ALL_KINDS
    pattern: str = ""
    least_bytes: int = 0
    is_text_only: bool = False
    is_wasted_only: bool = False
    has_noise: bool = False
    sort: SortKey = SortKey.SIZE
    is_descending: bool = True
    offset: int = 0
    limit: int = 500


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Some rows of the answer; `total` counts them all.

    `changes` and `size_bytes` are of everything that the query matches, at any depth.
    """

    rows: tuple[ChangeRow, ...]
    total: int
    changes: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class LayerSizes:
    """The four sizes of a layer and the three of its place in the stack, in bytes.

    `only_here_bytes` is the stored blob where no other image has the layer, else 0. What a layer
    `adds` to the visible files may be negative.
    """

    file_bytes: int = 0  # all contents together
    disk_bytes: int = 0  # the uncompressed tar
    download_bytes: int = 0  # the stored blob
    only_here_bytes: int = 0
    added_bytes: int = 0
    total_bytes: int = 0  # visible files up to and with this layer


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """A layer at a glance. `counts` has every kind; noise is counted apart and not in them."""

    place: LayerPlace
    level: int
    levels: int
    counts: tuple[tuple[ChangeKind, int], ...]
    noise: int
    text_changes: int
    sizes: LayerSizes
    files: int  # visible files at this level; directories do not count
    wasted_bytes: int  # stored here, dead in the whole image
    notes: tuple[str, ...] = ()  # odd things of the archive, a sentence each

    def count(self, *kinds: ChangeKind) -> int:
        """How many changes are of these kinds."""
        return sum(number for kind, number in self.counts if kind in kinds)

    @property
    def changes(self) -> int:
        """How many paths changed."""
        return sum(number for _kind, number in self.counts)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A path in the merged tree at a level.

    `level` is the layer that the visible entry comes from. `kind` is what the looked-at layer did
    to it; a DELETED row is no longer there. `later` is the next layer that touches it: its level
    and what it does. Of a directory `size_bytes` and `files` are sums of what is visible below.
    """

    path: str
    file_type: FileType
    size_bytes: int
    files: int
    level: int
    kind: ChangeKind | None = None
    later: tuple[int, ChangeKind] | None = None
    has_children: bool = False
    is_text: bool = False
    attributes: FileAttributes = FileAttributes()

    @property
    def name(self) -> str:
        """The last component."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class FilePage:
    """Some rows of a directory, or of what a pattern found; `total` counts them all."""

    rows: tuple[FileRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One layer's part in the life of a path.

    `by_path` is the directory whose whiteout, opaque marker or replacement removed it, "" when the
    path itself was named.
    """

    level: int
    chain_id: str
    kind: ChangeKind
    file_type: FileType
    size_bytes: int = 0
    attributes: FileAttributes = FileAttributes()
    metadata: tuple[MetadataPart, ...] = ()
    by_path: str = ""
    created_by: str = ""  # the layer's command, "" when history does not tell


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it was. `content` is cut at the asked-for limit; `digest` is of the whole file."""

    path: str
    size_bytes: int
    content: bytes
    digest: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class SizeNode:
    """A box of the picture where the bytes are.

    `key` is what to ask for inside it: a path of a layer or an image, a reference or a chain ID of
    the repository. What is too small to show is one node with the key "".
    """

    key: str
    title: str
    size_bytes: int
    files: int = 0
    wasted_bytes: int = 0
    chain_id: str = ""  # the layer that most of it is stored in
    children: tuple[SizeNode, ...] = field(default=())


class CatalogState(enum.Enum):
    """What is known of a layer's contents."""

    KNOWN = "known"
    PENDING = "pending"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """Figures of a layer for the whole picture; None where they are not known (yet).

    `wasted_bytes` is the most over the images that have the layer: so much of it later layers hide
    in one of them; `dead_bytes` the least: so much nobody sees in any of them. `findings` counts
    what names and modes tell; contents are looked into on request only.
    """

    chain_id: str
    state: CatalogState
    reason: str = ""  # why its contents are not available
    file_bytes: int | None = None
    files: int | None = None  # regular entries, second names of an inode too
    wasted_bytes: int | None = None
    dead_bytes: int | None = None
    findings: int | None = None
