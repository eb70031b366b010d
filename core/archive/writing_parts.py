"""What an image needs of the repository, and its bytes on their way out, each checked.

Whatever is missing or damaged is said with the image's name and which part of it is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from core.cancel import CancelToken
from core.errors import (
    BlobMissingError,
    DataError,
    DigestMismatchError,
    ImagePartError,
    LayerFormatError,
    MalformedDocumentError,
)
from core.layer import decompressed_pieces
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import digest_of, new_hash
from core.oci.manifest import ImageIndex, Manifest
from core.store import ImageLayout

_READ_BYTES = 1 << 20
_MISSING = "is not in this repository"
_ELSEWHERE = "is not in this repository: it is to be had from its maker only"
_DAMAGED = "is damaged"

Take = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Part:
    """A blob that an image needs: whose it is, and what, for a sentence."""

    descriptor: Descriptor
    image: str
    title: str
    is_document: bool = True

    def problem(self, reason: str, detail: str = "") -> ImagePartError:
        """What is wrong with it."""
        return ImagePartError(self.image, self.title, reason, detail=detail)


@contextmanager
def part_errors(part: Part) -> Iterator[None]:
    """What reading a blob may raise, as ImagePartError."""
    try:
        yield
    except ImagePartError:
        raise
    except BlobMissingError as error:
        is_foreign = part.descriptor.media_type in media_types.FOREIGN_LAYERS
        raise part.problem(_ELSEWHERE if is_foreign else _MISSING, error.detail) from error
    except DigestMismatchError as error:
        raise part.problem(_DAMAGED, str(error)) from error
    except LayerFormatError as error:
        raise part.problem(f"{_DAMAGED}: {error.reason}", error.detail) from error
    except MalformedDocumentError as error:
        raise part.problem(f"cannot be understood: {error.reason}", error.detail) from error
    except DataError as error:
        raise part.problem(_DAMAGED, str(error)) from error


def parts_of(layout: ImageLayout, reference: str, root: Descriptor) -> list[Part]:
    """All blobs that `root` names and that are here, documents before layers.

    Of an index with several platforms what is here; this machine's is needed whole. Raises
    ImagePartError for what is needed and missing, or has another size.
    """
    with part_errors(Part(root, reference, "the manifest")):
        needed = layout.resolve_platform(root)
    found: dict[str, Part] = {}
    waiting = [root]
    while waiting:
        descriptor = waiting.pop()
        if descriptor.digest in found:
            continue
        is_index = descriptor.media_type in media_types.INDEXES
        part = Part(descriptor, reference, "the index" if is_index else "the manifest")
        with part_errors(part):
            content = layout.read_blob(descriptor)
            found[descriptor.digest] = part
            if is_index:
                entries = ImageIndex.from_bytes(content).manifests
                waiting += [one for one in entries if layout.blob_size(one.digest) is not None]
                continue
            manifest = Manifest.from_bytes(content)
        is_needed = descriptor.digest == needed.digest
        for one in _parts_of_manifest(layout, reference, manifest, is_needed=is_needed):
            found.setdefault(one.descriptor.digest, one)
    return list(found.values())


def _parts_of_manifest(
    layout: ImageLayout, reference: str, manifest: Manifest, *, is_needed: bool
) -> Iterator[Part]:
    layers = [
        Part(layer, reference, f"layer {number}", is_document=False)
        for number, layer in enumerate(manifest.layers, start=1)
    ]
    for part in (Part(manifest.config, reference, "the config"), *layers):
        wanted = part.descriptor
        size_bytes = layout.blob_size(wanted.digest)
        if size_bytes is None:
            # Such layers stay with their maker in archives too (image-spec media-types.md).
            if is_needed and wanted.media_type not in media_types.FOREIGN_LAYERS:
                raise part.problem(_MISSING)
            continue
        if size_bytes != wanted.size_bytes:
            raise part.problem(_DAMAGED, f"{size_bytes} bytes instead of {wanted.size_bytes}")
        yield part


def copy_blob(layout: ImageLayout, part: Part, take: Take, cancel: CancelToken) -> None:
    """Give a blob's bytes to `take`, exactly as many as were promised. Raises ImagePartError."""
    wanted = part.descriptor
    left = wanted.size_bytes
    with part_errors(part), layout.open_blob(wanted.digest) as stored:
        digest, blob = new_hash(wanted.digest), _Source(stored, part)
        while left:
            cancel.check()
            piece = blob.read(min(left, _READ_BYTES))
            if not piece:
                raise part.problem(_DAMAGED, "it ends too early")
            digest.update(piece)
            take(piece)
            left -= len(piece)
        if blob.read(1) or digest_of(digest) != wanted.digest:
            raise part.problem(_DAMAGED, "its digest is another one")


def copy_plain(
    layout: ImageLayout,
    part: Part,
    diff_id: str,
    take: Take,
    cancel: CancelToken,
    on_read: Callable[[int], object],
) -> int:
    """Give a layer's plain tar to `take`; its size in bytes.

    What was given is what `diff_id` names, else ImagePartError is raised at its end. `on_read` is
    told how many bytes were read of the blob as it is stored.
    """
    size_bytes = 0
    with part_errors(part), layout.open_blob(part.descriptor.digest) as stored:
        digest, blob = new_hash(diff_id), _Source(stored, part, on_read)
        for piece in decompressed_pieces(cast("BinaryIO", blob)):
            cancel.check()
            digest.update(piece)
            take(piece)
            size_bytes += len(piece)
    if digest_of(digest) != diff_id:
        raise part.problem(_DAMAGED, "its contents are not those that the image names")
    return size_bytes


class _Source:
    """A blob that is read; what the disk says about it is said as the part's problem."""

    def __init__(
        self, blob: BinaryIO, part: Part, on_read: Callable[[int], object] = lambda _count: None
    ) -> None:
        self._blob = blob
        self._part = part
        self._on_read = on_read

    def read(self, size: int) -> bytes:
        """At most so many bytes, b"" at the end."""
        try:
            piece = self._blob.read(size)
        except OSError as error:
            raise self._part.problem("cannot be read from the disk", str(error)) from error
        self._on_read(len(piece))
        return piece
