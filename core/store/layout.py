"""The image layout as a whole: opening it, its blobs, its references."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from core.errors import (
    BlobMissingError,
    DataError,
    ImageExistsError,
    ImageNotFoundError,
    MalformedDocumentError,
    RepositoryReadOnlyError,
    RepositoryUnusableError,
    StorageFullError,
)
from core.oci import annotation_keys, media_types, platform, strict_json
from core.oci.descriptor import Descriptor
from core.oci.digest import ALGORITHMS, algorithm_of, hex_of, parse_entry_digest
from core.oci.image_config import ImageConfig
from core.oci.manifest import ImageIndex, Manifest
from core.store import locking
from core.store.blob import BlobWriter, open_regular, read_verified
from core.store.durable import storage_errors, sync_directory, write_durably
from core.store.reading_limits import read_limits
from core.translation import tr_noop

_LAYOUT_FILE = "oci-layout"
_INDEX_FILE = "index.json"
_LAYOUT_VERSION = "1.0.0"
_NESTING_LIMIT = 4
_RESERVE_NAME = "reserve"
_RESERVE_BYTES = 256 << 10
PRIVATE_DIRECTORY = ".bricklayer"


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image's documents, and the descriptor of its manifest."""

    descriptor: Descriptor
    manifest: Manifest
    config: ImageConfig


class ImageLayout:
    """An open repository. Methods may be called from several threads and processes at once."""

    def __init__(self, path: Path, *, is_writable: bool) -> None:
        self.path = path
        self.is_writable = is_writable
        self.private = path / PRIVATE_DIRECTORY
        self._blobs = path / "blobs"
        self._temporary = self.private / "tmp"

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> ImageLayout:
        """Open the layout at `path`; make it when there is nothing (or an empty folder).

        A folder that holds other things is refused rather than littered. One that cannot be
        written, or leads elsewhere by links, is opened for reading. Raises RepositoryUnusableError.
        """
        path = Path(os.path.abspath(path))
        try:
            names = os.listdir(path)
        except FileNotFoundError:
            names = []
        except OSError as error:
            reason = "it is no folder" if path.exists() else "it cannot be read"
            raise RepositoryUnusableError(str(path), reason, detail=str(error)) from error
        if _LAYOUT_FILE not in names:
            if set(names) - {"blobs", PRIVATE_DIRECTORY, _INDEX_FILE, "lost+found"} or not create:
                reason = "the folder holds other things than an image layout"
                if not create:
                    reason = "there is no image layout"
                raise RepositoryUnusableError(str(path), reason)
            _make(path)
        _check_version(path)
        layout = cls(path, is_writable=_is_ours(path) and not _leads_elsewhere(path))
        if layout.is_writable:
            with storage_errors(path):
                for directory in (layout._blobs / "sha256", layout._temporary):
                    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            layout._keep_reserve()
        return layout

    # --- blobs --------------------------------------------------------------------------------

    def blob_path(self, digest: str) -> Path:
        """Where the blob of that digest is, if it is there.

        Raises MalformedDocumentError for what is no digest at all.
        """
        digest = parse_entry_digest(digest, "image")
        return self._blobs / algorithm_of(digest) / hex_of(digest)

    def blob_directories(self) -> tuple[Path, ...]:
        """Those that are there and hold blobs that we can check."""
        places = (self._blobs / algorithm for algorithm in ALGORITHMS)
        return tuple(place for place in places if place.is_dir())

    def blob_size(self, digest: str) -> int | None:
        """Stored size in bytes, None when the blob is missing."""
        try:
            return self.blob_path(digest).lstat().st_size
        except (OSError, MalformedDocumentError):
            return None  # missing and unreadable are the same to who asks

    def open_blob(self, digest: str) -> BinaryIO:
        """For reading from the start; who reads to the end must check the digest.

        Raises BlobMissingError, MalformedDocumentError.
        """
        return open_regular(self.blob_path(digest), digest)

    def read_blob(self, descriptor: Descriptor) -> bytes:
        """A document's content, verified. Raises BlobMissingError, DigestMismatchError."""
        path = self.blob_path(descriptor.digest)
        return read_verified(path, descriptor, strict_json.SIZE_LIMIT_BYTES)

    def new_blob(self, algorithm: str = "sha256") -> BlobWriter:
        """A blob to be written. Hold `adding()` from before it until its reference stands.

        `algorithm` is another one only for what somebody else named by it: `algorithm_of` of the
        digest that it is committed as.
        """
        self.require_writable()
        return BlobWriter(self._blobs, self._temporary, algorithm)

    def put_document(self, content: bytes, media_type: str) -> Descriptor:
        """Store a document; durable when this returns."""
        with self.new_blob() as blob:
            blob.write(content)
            digest, size_bytes = blob.commit()
        return Descriptor(media_type, digest, size_bytes)

    def stored_bytes(self) -> int:
        """Size of all blobs together."""
        size_bytes = 0
        for place in self.blob_directories():
            with os.scandir(place) as entries:
                size_bytes += sum(entry.stat(follow_symlinks=False).st_size for entry in entries)
        return size_bytes

    # --- locks --------------------------------------------------------------------------------

    def adding(self) -> AbstractContextManager[None]:
        """Hold this from the first new blob until the reference that names it."""
        self.require_writable()
        return locking.shared(self.private / "lock")

    def sweeping(self) -> AbstractContextManager[None]:
        """Hold this while deleting blobs; waits for everybody who adds."""
        self.require_writable()
        return locking.exclusive(self.private / "lock")

    def sweeping_at_once(self) -> AbstractContextManager[bool]:
        """Like `sweeping` when nobody adds just now; whether that is so. Never waits."""
        self.require_writable()
        return locking.at_once(self.private / "lock")

    def require_writable(self) -> None:
        """Raises RepositoryReadOnlyError."""
        if not self.is_writable:
            raise RepositoryReadOnlyError(str(self.path))

    # --- references ---------------------------------------------------------------------------

    def index(self) -> ImageIndex:
        """index.json as it is now. Raises RepositoryUnusableError."""
        path = self.path / _INDEX_FILE
        try:
            with open_regular(path, _INDEX_FILE) as file:
                content = file.read(strict_json.SIZE_LIMIT_BYTES + 1)
            return ImageIndex.from_bytes(content, _INDEX_FILE)
        except BlobMissingError as error:
            reason = "its index.json is missing or no file"
            raise RepositoryUnusableError(str(self.path), reason, detail=error.detail) from error
        except MalformedDocumentError as error:
            reason = f"its index.json cannot be understood ({error.reason})"
            raise RepositoryUnusableError(str(self.path), reason) from error

    def index_stamp(self) -> tuple[int, int, int]:
        """Changes whenever index.json is written by anybody; (0, 0, 0) when it is missing."""
        try:
            found = (self.path / _INDEX_FILE).lstat()
        except OSError:
            return (0, 0, 0)
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def blobs_stamp(self) -> int:
        """Changes whenever a blob comes or goes; 0 when there are none."""
        try:
            return sum(place.stat().st_mtime_ns for place in self.blob_directories())
        except OSError:
            return 0

    def references(self) -> tuple[tuple[str, Descriptor], ...]:
        """Names and what they name, in the order of the index.

        An entry without a name is called by its digest (image-layout.md allows it).
        """
        return tuple(
            (entry.annotations.get(annotation_keys.REF_NAME) or entry.digest, entry)
            for entry in self.index().manifests
        )

    def resolve(self, reference: str) -> Descriptor:
        """What a reference names. Raises ImageNotFoundError."""
        for name, descriptor in self.references():
            if name == reference:
                return descriptor
        raise ImageNotFoundError(reference)

    def set_reference(self, name: str, descriptor: Descriptor, *, replace_old: bool) -> None:
        """Let `name` mean `descriptor`; atomic and durable. All it names must be durable before.

        Raises ImageExistsError when it means something else and `replace_old` is not set.
        """
        self.set_references({name: descriptor}, replace_old=replace_old)

    def set_references(self, names: Mapping[str, Descriptor], *, replace_old: bool) -> None:
        """The same for several at once: all of them or none."""

        def change(entries: list[Descriptor]) -> list[Descriptor]:
            kept = []
            for entry in entries:
                name = entry.annotations.get(annotation_keys.REF_NAME, "")
                if name not in names:
                    kept.append(entry)
                elif entry.digest != names[name].digest and not replace_old:
                    raise ImageExistsError(name)
            return [*kept, *(_named(one, name) for name, one in names.items())]

        self._change_index(change)

    def remove_reference(self, name: str) -> None:
        """Forget `name`; durable. Its blobs stay until collected. Raises ImageNotFoundError.

        On a full disk too: the space for the new index was set aside.
        """

        def change(entries: list[Descriptor]) -> list[Descriptor]:
            kept = [
                entry
                for entry in entries
                if (entry.annotations.get(annotation_keys.REF_NAME) or entry.digest) != name
            ]
            if len(kept) == len(entries):
                raise ImageNotFoundError(name)
            return kept

        try:
            self._change_index(change)
        except StorageFullError:
            with self.spending_reserve():
                self._change_index(change)
        finally:
            self._keep_reserve()

    @contextmanager
    def spending_reserve(self) -> Iterator[None]:
        """Room on a full disk for what frees more of it; set aside anew afterwards."""
        (self.private / _RESERVE_NAME).unlink(missing_ok=True)
        try:
            yield
        finally:
            self._keep_reserve()

    def read_image(self, descriptor: Descriptor) -> StoredImage:
        """The documents of an image; of several platforms this machine's, else the first.

        Raises DataError (BlobMissingError, DigestMismatchError, MalformedDocumentError).
        """
        descriptor = self.resolve_platform(descriptor)
        content = self.read_blob(descriptor)
        manifest = Manifest.from_bytes(content, layer_limit=read_limits(self).layers)
        config = ImageConfig.from_bytes(self.read_blob(manifest.config))
        if len(config.diff_ids) != len(manifest.layers):
            reason = f"it has {len(manifest.layers)} layers, its config {len(config.diff_ids)}"
            raise MalformedDocumentError("manifest", reason)
        return StoredImage(descriptor, manifest, config)

    def resolve_platform(self, descriptor: Descriptor) -> Descriptor:
        """Follow indexes down to the manifest for this machine, else the first one."""
        machine = platform.this_machine()
        for _ in range(_NESTING_LIMIT):
            if descriptor.media_type not in media_types.INDEXES:
                return descriptor
            index = ImageIndex.from_bytes(self.read_blob(descriptor))
            if not index.manifests:
                raise MalformedDocumentError(tr_noop("image index"), tr_noop("it is empty"))
            # Attestations say that they are for no platform (buildkit's attestation-storage.md).
            images = [e for e in index.manifests if e.platform is None or not e.platform.is_unknown]
            fitting = (e for e in images if e.platform and e.platform.fits(machine))
            descriptor = next(fitting, (images or index.manifests)[0])
        raise MalformedDocumentError(tr_noop("image index"), tr_noop("indexes are nested too deep"))

    def _keep_reserve(self) -> None:
        """Space that is taken now, so that something can still be removed from a full disk."""
        reserve = self.private / _RESERVE_NAME
        if reserve.exists():
            return
        try:
            descriptor = os.open(reserve, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(descriptor, b"\x00" * _RESERVE_BYTES)  # not sparse, whatever the disk
            finally:
                os.close(descriptor)
        except OSError:
            reserve.unlink(missing_ok=True)  # the next one who removes something tries again

    def _change_index(self, change: Callable[[list[Descriptor]], list[Descriptor]]) -> None:
        self.require_writable()
        with locking.exclusive(self.private / "index.lock"):
            index = self.index()
            changed = replace(index, manifests=tuple(change(list(index.manifests))))
            path = self.path / _INDEX_FILE
            # One generation is kept, for the day when somebody else's tool breaks the index.
            previous = self.private / "index.json.previous"
            write_durably(
                previous, index.to_bytes(), temporary_directory=self._temporary, mode=0o600
            )
            write_durably(path, changed.to_bytes(), temporary_directory=self._temporary, mode=0o644)


def _named(descriptor: Descriptor, name: str) -> Descriptor:
    annotations = {**descriptor.annotations, annotation_keys.REF_NAME: name}
    return replace(descriptor, annotations=annotations)


def _make(path: Path) -> None:
    """A new, empty layout: index.json first, so that who sees oci-layout sees a whole one."""
    with storage_errors(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(path, 0o700)
        for directory in (path / "blobs" / "sha256", path / PRIVATE_DIRECTORY / "tmp"):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = path / PRIVATE_DIRECTORY / "tmp"
        if not (path / _INDEX_FILE).exists():
            write_durably(
                path / _INDEX_FILE,
                ImageIndex().to_bytes(),
                temporary_directory=temporary,
                mode=0o644,
            )
        version = strict_json.dumps({"imageLayoutVersion": _LAYOUT_VERSION})
        write_durably(path / _LAYOUT_FILE, version, temporary_directory=temporary, mode=0o644)
        sync_directory(path)


def _check_version(path: Path) -> None:
    try:
        with open_regular(path / _LAYOUT_FILE, _LAYOUT_FILE) as file:
            content = file.read(strict_json.SIZE_LIMIT_BYTES + 1)
        value = strict_json.loads(content, _LAYOUT_FILE)
    except DataError as error:
        reason = "its oci-layout file cannot be understood"
        raise RepositoryUnusableError(str(path), reason, detail=str(error)) from error
    if value.get("imageLayoutVersion") != _LAYOUT_VERSION:
        reason = f"its layout is of another version than {_LAYOUT_VERSION}"
        raise RepositoryUnusableError(str(path), reason)


def _leads_elsewhere(path: Path) -> bool:
    """Whether a folder of ours is a link: what is swept there would be somebody's files.

    A layout may come from anywhere, with all that is in it. Reading it harms nobody.
    """
    for name in ("blobs", PRIVATE_DIRECTORY):
        if (path / name).is_symlink():
            return True
        try:
            with os.scandir(path / name) as entries:
                if any(entry.is_symlink() for entry in entries):
                    return True
        except FileNotFoundError:
            continue
        except OSError:
            return True  # no folder, or one that cannot be read
    return False


def _is_ours(path: Path) -> bool:
    """Whether we may write: the folder is ours and nothing forbids it (a read-only disk, say)."""
    if not hasattr(os, "geteuid"):
        return False  # on Windows repositories are only read
    return path.stat().st_uid == os.geteuid() and os.access(path, os.W_OK)
