"""Unpacked layers: each once, by its diffID, ready to be a lower directory.

The blob is the truth and this a cache: whatever is missing or half made is unpacked again from the
blob. Order of durability: the files, then `meta.json`, then the name.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.errors import DigestMismatchError
from core.layer import WhiteoutForm, apply_layer, remove_tree
from core.layer.lookup import Lowers
from core.oci.chain import chain_ids
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of, hex_of
from core.progress import Report, ignore
from core.snapshot.layer_tar import LayerTar, StoredTar
from core.store import ImageLayout
from core.store.durable import storage_errors, sync_directory

_META_NAME = "meta.json"
_FILES_NAME = "fs"
_TEMPORARY_PREFIX = "tmp-"
_LOWEST_SUFFIX = ".lowest"
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class CachedLayer:
    """What is known of an unpacked layer."""

    diff_id: str
    entries: int
    file_bytes: int
    skipped: tuple[str, ...] = ()


class LayerCache:
    """Unpacked layers of a repository, valid in one whiteout form (and for one person's ids)."""

    def __init__(self, layout: ImageLayout, directory: Path, form: WhiteoutForm) -> None:
        self._layout = layout
        self._directory = directory
        self._form = form

    def open(self) -> None:
        """Make the directory and remove what a crash left half made."""
        with storage_errors(self._directory):
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._locked("sweep"):
            for name in os.listdir(self._directory):
                if name.startswith(_TEMPORARY_PREFIX):
                    remove_tree(self._directory / name)

    def ensure(
        self,
        diff_ids: Sequence[str],
        layers: Sequence[Descriptor],
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[Path, ...]:
        """Directories of all layers of an image, bottom first, unpacking those that are missing.

        `layers` are their blobs, in the same order. Each is atomic. Raises BlobMissingError,
        DigestMismatchError, LayerFormatError, StorageFullError, Cancelled.
        """
        found: list[Path] = []
        for diff_id, chain_id, blob in zip(diff_ids, chain_ids(diff_ids), layers, strict=True):
            directory = self.directory_of(diff_id, chain_id)
            if directory is None:
                with self.claimed(chain_id):
                    lowers = list(reversed(found))
                    tar = StoredTar(self._layout, blob)
                    directory = self.unpack(diff_id, chain_id, tar, lowers, cancel, report)
            found.append(directory)
        return tuple(found)

    def claimed(self, chain_id: str) -> AbstractContextManager[None]:
        """Held by who unpacks that layer; others wait. A few layers share one lock."""
        return self._locked(hex_of(chain_id))

    def unpack(
        self,
        diff_id: str,
        chain_id: str,
        tar: LayerTar,
        lowers: Lowers,
        cancel: CancelToken,
        report: Report = ignore,
    ) -> Path:
        """One layer that the caller has `claimed`, unless another was quicker; see `ensure`."""
        found = self.directory_of(diff_id, chain_id)
        return found or self._unpack(diff_id, chain_id, tar, lowers, cancel, report)

    def find(self, diff_ids: Sequence[str]) -> tuple[Path, ...] | None:
        """Directories of all layers, bottom first; None when any is not unpacked."""
        found = [
            self.directory_of(diff_id, chain_id)
            for diff_id, chain_id in zip(diff_ids, chain_ids(diff_ids), strict=True)
        ]
        whole = tuple(path for path in found if path is not None)
        return whole if len(whole) == len(found) else None

    def described(self, directory: Path) -> CachedLayer:
        """What is known of the layer whose directory `ensure` gave."""
        fields = json.loads((directory.parent / _META_NAME).read_text(encoding="utf-8"))
        return CachedLayer(
            fields["diff_id"], fields["entries"], fields["file_bytes"], tuple(fields["skipped"])
        )

    def seal(self, upper: Path, layer: CachedLayer) -> Path:
        """Make a container's upper directory the unpacked layer itself, without copying.

        It must hold exactly what the blob of that diffID holds, and must not be mounted. When the
        layer is there already the upper directory is left where it is. Atomic and durable.
        """
        target = self._directory / hex_of(layer.diff_id)
        with self._locked("publish"), storage_errors(self._directory):
            if not _is_whole(target):
                staged = self._directory / f"{_TEMPORARY_PREFIX}{secrets.token_hex(8)}"
                staged.mkdir(mode=0o700)
                # The files are moved last: until then the container still has them.
                self._write_meta(staged, layer)
                remove_tree(target)  # cut off between the two renames below
                _sync_file_system(upper)
                staged.rename(target)
                upper.rename(target / _FILES_NAME)
                sync_directory(target)
                sync_directory(self._directory)
        return target / _FILES_NAME

    def remove_unused(self, keep_chains: Collection[Sequence[str]]) -> None:
        """Delete layers that belong to none of these chains of diff IDs (bottom first each)."""
        kept = {hex_of(diff_id) for chain in keep_chains for diff_id in chain}
        for chain in keep_chains:
            kept |= set(map(_name_in_stack, chain, chain_ids(chain)))
        with self._locked("publish"), storage_errors(self._directory):
            for name in os.listdir(self._directory):
                if name not in kept and (self._directory / name / _META_NAME).exists():
                    trash = self._directory / f"{_TEMPORARY_PREFIX}{secrets.token_hex(8)}"
                    (self._directory / name).rename(trash)
                    remove_tree(trash)

    def directory_of(self, diff_id: str, chain_id: str) -> Path | None:
        """The layer as it is unpacked, by itself or for its place in a stack; None if it is not."""
        for name in (hex_of(diff_id), _name_in_stack(diff_id, chain_id)):
            if _is_whole(self._directory / name):
                return self._directory / name / _FILES_NAME
        return None

    def _unpack(
        self,
        diff_id: str,
        chain_id: str,
        tar: LayerTar,
        lowers: Lowers,
        cancel: CancelToken,
        report: Report,
    ) -> Path:
        staged = self._directory / f"{_TEMPORARY_PREFIX}{secrets.token_hex(8)}"
        with storage_errors(self._directory):
            try:
                files = staged / _FILES_NAME
                files.mkdir(mode=0o755, parents=True)
                os.chmod(files, 0o755)  # whatever the umask
                with tar.opened() as (content, limits):
                    applied = apply_layer(
                        content,
                        files,
                        form=self._form,
                        lowers=lowers,
                        algorithm=algorithm_of(diff_id),
                        limits=limits,
                        cancel=cancel,
                        report=report,
                    )
                if applied.diff_id != diff_id:
                    raise DigestMismatchError(diff_id, applied.diff_id)
                _sync_file_system(files)
                layer = CachedLayer(diff_id, applied.entries, applied.file_bytes, applied.skipped)
                self._write_meta(staged, layer)
                is_for_itself = not applied.depends_on_lowers
                name = hex_of(diff_id) if is_for_itself else _name_in_stack(diff_id, chain_id)
                return self._publish(staged, self._directory / name)
            except BaseException:
                remove_tree(staged)
                raise

    def _publish(self, staged: Path, target: Path) -> Path:
        """Give an unpacked layer its name; one that is there already may be mounted: it stays."""
        with self._locked("publish"):
            if _is_whole(target):
                remove_tree(staged)
            else:
                remove_tree(target)  # cut off while it was sealed
                staged.rename(target)
                sync_directory(self._directory)
        return target / _FILES_NAME

    def _write_meta(self, directory: Path, layer: CachedLayer) -> None:
        with (directory / _META_NAME).open("w", encoding="utf-8") as file:
            json.dump(asdict(layer), file)
            file.flush()
            os.fsync(file.fileno())
        sync_directory(directory)

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        locks = self._layout.private / "locks"
        with storage_errors(locks.parent):
            locks.mkdir(mode=0o700, exist_ok=True)
            # A fixed number of files, so that they need not be cleaned up.
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            descriptor = os.open(locks / f"layer-{name[:2]}", flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _name_in_stack(diff_id: str, chain_id: str) -> str:
    """Of a layer that is right in its place only. The lowest one has the diffID as chain ID."""
    return hex_of(chain_id) + (_LOWEST_SUFFIX if chain_id == diff_id else "")


def _is_whole(directory: Path) -> bool:
    return (directory / _META_NAME).exists() and (directory / _FILES_NAME).exists()


def _sync_file_system(path: Path) -> None:
    """syncfs(2): all files of a layer at once, much cheaper than one by one."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if _LIBC.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(path))
    finally:
        os.close(descriptor)
