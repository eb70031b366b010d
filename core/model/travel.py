"""Images that are elsewhere, in an archive, a folder or a registry, and their way here or there."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from core.model.image import Image
from core.model.repository import Problem


class ArchiveForm(enum.Enum):
    """In which form images travel as files."""

    OCI_ARCHIVE = "OCI archive"  # an image layout as a tar
    OCI_LAYOUT = "OCI layout"  # a folder
    DOCKER_ARCHIVE = "Docker archive"  # what docker save writes
    ROOTFS = "root file system"  # a tar of files: becomes a base image


class NameConflict(enum.Enum):
    """What happens to a name that means another image here already. Never silently replaced."""

    KEEP_BOTH = "keep both"  # the newcomer is named name@digest
    REPLACE = "replace"  # the name moves to the newcomer; the person was asked
    REFUSE = "refuse"  # ImageExistsError


@dataclass(frozen=True, slots=True)
class FoundImage:
    """An image seen elsewhere, before anything of it is kept.

    `key` chooses it in a request. `image.reference` is the name that it would have here;
    `Layer.available` says whether that layer is in this repository already. Where an archive does
    not tell a layer's compressed digest, `Layer.digest` is its diffID; sizes are as stored there.
    """

    key: str
    image: Image
    names: tuple[str, ...] = ()  # that it carries there; () when it has none
    is_here: bool = False  # this very image is in the repository
    taken_name: bool = False  # `image.reference` means another image here
    fits_machine: bool = True
    refusal: str = ""  # why it cannot be brought here: one sentence, "" when it can

    @property
    def missing_bytes(self) -> int:
        """What would have to come, as stored there; a layer that it has twice counts once."""
        missing = {one.digest: one.size_bytes for one in self.image.layers if not one.available}
        return sum(missing.values())


@dataclass(frozen=True, slots=True)
class ArchiveLook:
    """What is in an archive or a folder. Of several platforms, this machine's comes first.

    `stamp` tells whether it is still the same file when it is imported (device, inode, size, time).
    """

    path: str
    form: ArchiveForm
    compression: str  # of the whole: "", "gzip", "zstd"; of a root file system "xz", "bzip2" too
    size_bytes: int
    images: tuple[FoundImage, ...]
    problems: tuple[Problem, ...] = ()  # images of it that cannot be read
    stamp: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """One image to be taken, and how it is to be called here ("": as it is called there)."""

    key: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Images of an archive to be brought here.

    No choices: all that fit this machine. `stamp` as it was looked at; zeros: whatever is there
    now. A root file system is named by `name`, `publisher` and `version`.
    """

    path: str
    choices: tuple[ImportChoice, ...] = ()
    conflict: NameConflict = NameConflict.KEEP_BOTH
    stamp: tuple[int, int, int, int] = (0, 0, 0, 0)
    name: str = ""
    publisher: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What was brought here. `kept_both` are names that were taken, each with the one given."""

    images: tuple[Image, ...]
    kept_both: tuple[tuple[str, str], ...] = ()
    new_bytes: int = 0  # of layers that were not here before, as stored here


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Images to be written as one archive; layers that they share once."""

    references: tuple[str, ...]
    path: str
    form: ArchiveForm = ArchiveForm.OCI_ARCHIVE  # or DOCKER_ARCHIVE
    replace: bool = False  # a file that is there already


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written whole and durably.

    `renamed` are names of images that other tools do not allow, each with the one written.
    """

    path: str
    size_bytes: int
    renamed: tuple[tuple[str, str], ...] = ()


class TransferState(enum.Enum):
    """How far one layer's bytes are on their way."""

    WAITING = "waiting"
    MOVING = "moving"
    PAUSED = "paused"  # the connection broke; it is tried again
    UNPACKING = "unpacking"
    DONE = "done"
    ALREADY_THERE = "already there"  # `reason` says why


@dataclass(frozen=True, slots=True)
class LayerTransfer:
    """One layer on its way, by the digest that it has there (see FoundImage)."""

    digest: str
    size_bytes: int
    moved_bytes: int = 0
    state: TransferState = TransferState.WAITING
    reason: str = ""  # in words: "this repository has it", "mounted from class/base", …


@dataclass(frozen=True, slots=True)
class Transfer:
    """All layers of a transfer, as they are at one moment; told some times a second."""

    layers: tuple[LayerTransfer, ...]

    @property
    def moved_bytes(self) -> int:
        """What went over the wire."""
        return sum(layer.moved_bytes for layer in self.layers)

    @property
    def moving_bytes(self) -> int:
        """What has to, altogether."""
        there = TransferState.ALREADY_THERE
        return sum(layer.size_bytes for layer in self.layers if layer.state is not there)


@dataclass(frozen=True, slots=True)
class Login:
    """A user and a secret (password or token) for one registry; or an identity token alone."""

    user: str = ""
    secret: str = field(default="", repr=False)
    identity_token: str = field(default="", repr=False)
    source: str = ""  # where it is kept, for the person: "auth.json of Podman", "keyring", …


@dataclass(frozen=True, slots=True)
class RegistryAccess:
    """How a registry may be talked to.

    Without `login` the kept one is used, or none. `allow_http`: plain http and certificates that
    nobody vouches for are taken; loopback may always be plain.
    """

    login: Login | None = None
    allow_http: bool = False
    is_anonymous: bool = False  # no kept login is looked for


AS_KEPT = RegistryAccess()
"""https only, and whoever we are there by what is kept."""


@dataclass(frozen=True, slots=True)
class RemoteLook:
    """A remote reference, from its manifests and configs alone: no layer was read."""

    reference: str  # host[:port]/repository:tag or @digest, complete
    digest: str  # what the reference names there: a manifest or an index
    images: tuple[FoundImage, ...]  # one for each platform, this machine's first
    problems: tuple[Problem, ...] = ()
    is_plain: bool = False  # it came over plain http
    login: str = ""  # whom the registry took us for, "" for nobody


@dataclass(frozen=True, slots=True)
class RegistryListing:
    """Names in a registry: repositories, or the tags of one. `sentence` says what is left out."""

    names: tuple[str, ...]
    sentence: str = ""  # "This registry does not tell what it has.", "Only the first 1,000 …"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A remote image to be brought here.

    `digest` is what was looked at ("": whatever the reference names now); `platforms` are keys of
    `FoundImage` (): this machine's. `local_reference` "": as FoundImage.image.reference says.
    """

    reference: str
    access: RegistryAccess = AS_KEPT
    digest: str = ""
    keys: tuple[str, ...] = ()
    local_reference: str = ""
    conflict: NameConflict = NameConflict.KEEP_BOTH


@dataclass(frozen=True, slots=True)
class PushRequest:
    """A local image to be stored in a registry as host[:port]/repository:tag."""

    local_reference: str
    reference: str
    access: RegistryAccess = AS_KEPT


@dataclass(frozen=True, slots=True)
class Pushed:
    """What the registry holds now."""

    reference: str
    digest: str  # of the manifest; pulling reference@digest gives exactly this image
    new_bytes: int = 0  # that were sent
