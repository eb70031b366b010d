"""Deleting what nothing names any more: mark from the references, then sweep."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from core.errors import BlobMissingError, BricklayerError
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.manifest import ImageIndex, Manifest
from core.store.durable import storage_errors
from core.store.layout import ImageLayout
from core.store.packed_here import forget_gone
from core.store.partial import PARTIAL_GRACE_S, PARTIAL_PREFIX

FOREIGN_GRACE_S = 3600.0
"""How long a blob that nothing names is left alone: another tool may be about to name it."""

_DIGEST = re.compile(rb"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")


def reachable_blobs(layout: ImageLayout, roots: Iterable[Descriptor]) -> dict[str, int]:
    """Digests and sizes of everything that `roots` name, themselves included.

    Raises DataError when a manifest cannot be read: then what it names is unknown.
    """
    found: dict[str, int] = {}
    waiting = list(roots)
    while waiting:
        descriptor = waiting.pop()
        if descriptor.digest in found:
            continue
        found[descriptor.digest] = descriptor.size_bytes
        if descriptor.media_type in media_types.INDEXES:
            for entry in ImageIndex.from_bytes(layout.read_blob(descriptor)).manifests:
                if layout.blob_size(entry.digest) is not None:  # other platforms may be absent
                    waiting.append(entry)
        elif descriptor.media_type in media_types.MANIFESTS:
            manifest = Manifest.from_bytes(layout.read_blob(descriptor), layer_limit=None)
            for part in (manifest.config, *manifest.layers):
                found[part.digest] = part.size_bytes
        else:
            waiting += _named_in(layout, descriptor)
    return found


def collect(
    layout: ImageLayout, keep: Iterable[Descriptor] = (), *, forgotten: Iterable[Descriptor] = ()
) -> int:
    """Delete blobs that neither a reference nor `keep` names; freed bytes.

    What `forgotten` named (references just removed) goes at once. Anything else that nothing names
    may be an image that another tool is writing, and such tools know nothing of our locks: it goes
    when it is older than `FOREIGN_GRACE_S`. Half-written blobs of dead processes go as well.

    The caller holds `sweeping()`. When any manifest cannot be read nothing is deleted, since what
    it needs is not known; 0 is returned.
    """
    roots = [*(descriptor for _name, descriptor in layout.references()), *keep]
    try:
        needed = reachable_blobs(layout, roots).keys()
    except BricklayerError:
        return 0
    unneeded = {digest for one in forgotten for digest in _reachable_if_whole(layout, one)}
    freed_bytes = sum(
        _sweep(layout, place, needed, unneeded) for place in layout.blob_directories()
    )
    forget_gone(layout)
    return freed_bytes + remove_half_written(layout)


def remove_half_written(layout: ImageLayout) -> int:
    """Delete what processes left that were killed while writing; freed bytes.

    Parts of blobs that come from registries stay for another try. The caller holds `sweeping()`, so
    nobody is writing now.
    """
    freed_bytes = 0
    with storage_errors(layout.path), os.scandir(layout.private / "tmp") as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            is_part = entry.name.startswith(PARTIAL_PREFIX)
            if is_part and time.time() - status.st_mtime < PARTIAL_GRACE_S:
                continue
            if entry.is_file(follow_symlinks=False):
                freed_bytes += status.st_size
                os.unlink(entry.path)
    return freed_bytes


def _sweep(
    layout: ImageLayout, place: Path, needed: Collection[str], unneeded: Collection[str]
) -> int:
    """Delete from one directory of blobs, which is named by its algorithm; freed bytes."""
    freed_bytes = 0
    with storage_errors(layout.path), os.scandir(place) as entries:
        for entry in entries:
            digest = f"{place.name}:{entry.name}"
            if digest in needed or not entry.is_file(follow_symlinks=False):
                continue
            if not _DIGEST.fullmatch(os.fsencode(digest)):
                continue  # no blob: whoever put it there may want it
            status = entry.stat(follow_symlinks=False)
            if digest in unneeded or time.time() - status.st_mtime > FOREIGN_GRACE_S:
                freed_bytes += status.st_size
                os.unlink(entry.path)
    return freed_bytes


def _reachable_if_whole(layout: ImageLayout, root: Descriptor) -> Iterable[str]:
    try:
        return reachable_blobs(layout, [root])
    except BricklayerError:
        return (root.digest,)  # a damaged image; the rest goes when its time has come


def _named_in(layout: ImageLayout, descriptor: Descriptor) -> list[Descriptor]:
    """All that a document of an unknown kind may name: deleting too little is the better mistake.

    An entry of the index may lack its media type, or be an artifact of a kind made tomorrow.
    """
    if descriptor.size_bytes > strict_json.SIZE_LIMIT_BYTES:
        return []  # no document
    try:
        content = layout.read_blob(descriptor)
    except BlobMissingError:
        return []
    named = []
    for digest in {match.decode() for match in _DIGEST.findall(content)}:
        size_bytes = layout.blob_size(digest)
        if size_bytes is not None:
            named.append(Descriptor("", digest, size_bytes))
    return named
