"""The part of the door through which images come and go: archives, registries, this network.

What comes from outside is read by one strict reader and checked to the last byte; a refusal is one
sentence, nothing is half kept. Besides what each method names they raise Cancelled,
RepositoryReadOnlyError, StorageFullError, and for what cannot be read FileAccessError, DataError
(LayerFormatError, MalformedDocumentError, DigestMismatchError, BlobMissingError). Paths are of this
computer and absolute. Logins are looked for by who asks (`core.engine.remote`), since keyrings
talk to a person's own processes only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.model import (
    AS_KEPT,
    ArchiveLook,
    Arrivals,
    Exported,
    ExportRequest,
    ImportRequest,
    Login,
    Neighbour,
    PullRequest,
    Pushed,
    PushRequest,
    ReadingLimits,
    RegistryAccess,
    RegistryListing,
    RemoteLook,
    ServeRequest,
    Serving,
    Transfer,
)
from core.progress import Report, ignore


def ignore_transfer(_transfer: Transfer) -> None:
    """For callers that do not want to see each layer move."""


class Travel(Protocol):
    """What can be asked about images that are elsewhere."""

    # --- archives -----------------------------------------------------------------------------

    def look_at_archive(
        self, path: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> ArchiveLook:
        """What is in an archive, a layout folder or a root file system's tar. Keeps nothing.

        Reads documents and headers; of a packed archive all of it, once.
        """
        ...

    def import_images(
        self,
        request: ImportRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: Callable[[Transfer], None] = ignore_transfer,
    ) -> Arrivals:
        """Bring images of an archive here, unpacked and ready for containers. Atomic, idempotent.

        Each image is kept whole or not at all, and none when one is refused. What this repository
        has already is not read again. Raises ImageExistsError, NotSupportedError (nothing in it is
        for this machine, and nothing was chosen).
        """
        ...

    def export_images(
        self, request: ExportRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Exported:
        """Write images as one archive, whole or not at all; the same bytes each time.

        An OCI archive holds all platforms that are here and lets all digests stay; a Docker archive
        holds this machine's and lets the image ID stay. `Exported.renamed` tells names that other
        tools do not allow. Raises ImageNotFoundError, ImagePartError (what is missing or damaged),
        NotSupportedError, FileAccessError (also: it is there already).
        """
        ...

    def export_layer(
        self,
        reference: str,
        level: int,
        path: str,
        *,
        replace: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Exported:
        """Write one layer (0 is the lowest) as its plain tar, as its diffID says.

        Raises ImagePartError, LayerUnavailableError, and as `export_images`.
        """
        ...

    def export_files(
        self,
        reference: str,
        level: int,
        inside: str,
        path: str,
        *,
        replace: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Exported:
        """Write a file or a folder ("": everything) of an image up to a level as a tar.

        Names in it are below the last part of `inside`; of everything the root itself is left out.
        Owners, modes, times, links and kept attributes as in the image. Raises FileNotThereError,
        and as `export_layer`.
        """
        ...

    # --- registries ---------------------------------------------------------------------------

    def look_at_remote(
        self,
        reference: str,
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> RemoteLook:
        """A remote image's layers, sizes, config and history; no layer is fetched.

        `reference` as people write it: `debian`, `host:5000/class/web:1.0`, `…@sha256:…`. Raises
        NameGrammarError, RegistryError and its kin (see core.errors.registry).
        """
        ...

    def remote_repositories(
        self,
        registry: str,
        text: str = "",
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
    ) -> RegistryListing:
        """Repositories of a registry whose name contains `text`, where it tells."""
        ...

    def remote_tags(
        self,
        repository: str,
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
    ) -> RegistryListing:
        """Tags of `host[:port]/repository`."""
        ...

    def pull(
        self,
        request: PullRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: Callable[[Transfer], None] = ignore_transfer,
    ) -> Arrivals:
        """Bring a remote image here, unpacked and ready. Atomic, idempotent; goes on where it was.

        Layers come side by side, each checked by us; what this repository has is not fetched.
        """
        ...

    def push(
        self,
        request: PushRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: Callable[[Transfer], None] = ignore_transfer,
    ) -> Pushed:
        """Store a local image in a registry, its manifest last. Idempotent.

        What the registry has already is not sent; what another repository of it has is mounted.
        """
        ...

    def check_login(
        self, registry: str, access: RegistryAccess, *, cancel: CancelToken = NEVER
    ) -> None:
        """Whether the registry lets `access.login` in. Raises LoginRefusedError."""
        ...

    def keep_login(self, registry: str, login: Login) -> str:
        """Keep it: in the keyring, else in a file that only the person can read; where it is."""
        ...

    def forget_login(self, registry: str) -> None:
        """Forget what `keep_login` kept. Idempotent."""
        ...

    def kept_login(self, registry: str) -> Login | None:
        """Who we are there, by what Bricklayer, Podman, Docker and the keyring keep."""
        ...

    # --- this network -------------------------------------------------------------------------

    def serve(
        self,
        request: ServeRequest,
        *,
        on_change: Callable[[Serving], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        """Offer images to other computers until `cancel` is cancelled (without raising).

        Calls `on_change` from any thread, one at a time. Ends with its caller, whatever happens to
        that. Raises PortTakenError, ImageNotFoundError, FacilityMissingError (that address is not
        of this computer).
        """
        ...

    def watch_neighbours(
        self, *, on_change: Callable[[tuple[Neighbour, ...]], None], cancel: CancelToken = NEVER
    ) -> None:
        """Call `on_change` with who offers images now, until cancelled (without raising)."""
        ...

    # --- what may come in ---------------------------------------------------------------------

    def reading_limits(self) -> ReadingLimits:
        """What is read from outside at most; kept with the repository."""
        ...

    def set_reading_limits(self, limits: ReadingLimits) -> None:
        """Change it. Raises NameGrammarError for a limit that is no positive number."""
        ...
