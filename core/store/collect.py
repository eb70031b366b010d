"""Deleting what nothing names any more: mark from the references, then sweep."""

from __future__ import annotations

import os
from collections.abc import Iterable

from core.errors import BricklayerError
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import hex_of
from core.oci.manifest import ImageIndex, Manifest
from core.store.durable import storage_errors
from core.store.layout import ImageLayout


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
            manifest = Manifest.from_bytes(layout.read_blob(descriptor))
            for part in (manifest.config, *manifest.layers):
                found[part.digest] = part.size_bytes
    return found


def collect(layout: ImageLayout, keep: Iterable[Descriptor] = ()) -> int:
    """Delete blobs that neither a reference nor `keep` names; freed bytes.

    Waits for everybody who adds. When any manifest cannot be read nothing is deleted, since what
    it needs is not known; 0 is returned. Half-written blobs of dead processes go as well.
    """
    with layout.sweeping():
        roots = [*(descriptor for _name, descriptor in layout.references()), *keep]
        try:
            needed = {hex_of(digest) for digest in reachable_blobs(layout, roots)}
        except BricklayerError:
            return 0
        freed_bytes = 0
        with storage_errors(layout.path):
            for directory in (layout.path / "blobs" / "sha256", layout.private / "tmp"):
                with os.scandir(directory) as entries:
                    for entry in entries:
                        if entry.name in needed or not entry.is_file(follow_symlinks=False):
                            continue
                        freed_bytes += entry.stat(follow_symlinks=False).st_size
                        os.unlink(entry.path)
        return freed_bytes
