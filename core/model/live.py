"""What changes in a running container, as it happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.model.change import FileChange


@dataclass(frozen=True, slots=True)
class SeenChange:
    """A change that a snapshot would hold now, and when it was seen last."""

    change: FileChange
    seen: datetime
    changed_bytes: int | None = None
    """Of a modified file: how many bytes differ from what lies under it. None: not worked out.

    The layer holds the whole file all the same: `change.size_bytes`, copied up at the first write.
    """


@dataclass(frozen=True, slots=True)
class DirectorySum:
    """What changed below a directory. Sums count whole subtrees, so parents hold their children."""

    path: str
    added: int
    modified: int
    deleted: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class LiveChanges:
    """A container's writable layer at one moment: what a snapshot taken now would hold.

    Counts are of everything; `newest` holds the last few hundred, newest first, `directories` the
    sums of the heaviest ones, heaviest first. `metadata` counts those of `modified` where only
    mode, owner, times or attributes differ. `is_settling`: more changes are being looked at.
    """

    added: int = 0
    modified: int = 0
    metadata: int = 0
    deleted: int = 0
    size_bytes: int = 0
    copied_bytes: int = (
        0  # of size_bytes: whole files that were there below and only differ in part
    )
    newest: tuple[SeenChange, ...] = ()
    directories: tuple[DirectorySum, ...] = ()
    hidden: int = 0  # paths that the engine made, not the person
    mounts: tuple[str, ...] = ()  # paths inside whose contents will not be in the layer
    omitted: tuple[str, ...] = ()  # what a snapshot would have to leave out, and why
    is_settling: bool = False
    sentence: str = ""  # why it is not watched from moment to moment here; "" when it is

    @property
    def total(self) -> int:
        """All changes."""
        return self.added + self.modified + self.deleted

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not self.total


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that a container can be rolled back to: a read-only layer of its own.

    Its figures are of what was written between the mark before and this one. `created_by` goes into
    the image's history. A mark without files (`is_empty`) only changed the configuration.
    """

    id: str
    label: str
    created: datetime
    created_by: str = ""
    added: int = 0
    modified: int = 0
    deleted: int = 0
    size_bytes: int = 0
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotWarning:
    """Something that should not go into a layer. `paths` can be left out as they stand."""

    title: str  # "Package lists of apt"
    sentence: str  # why it is a pity, and what leaving it out means
    paths: tuple[str, ...]  # files, or directories as a whole
    size_bytes: int = 0
    is_secret: bool = False  # and so worse than a waste


@dataclass(frozen=True, slots=True)
class SnapshotPreview:
    """What a snapshot taken now would put into its layer (or layers, where marks were set)."""

    added: int
    modified: int
    deleted: int
    size_bytes: int
    directories: tuple[DirectorySum, ...] = ()
    warnings: tuple[SnapshotWarning, ...] = ()
    marks: tuple[Mark, ...] = ()
    omitted: tuple[str, ...] = ()
