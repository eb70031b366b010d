"""Small real images put into a layout, for tests."""

from __future__ import annotations

import gzip
import io
import tarfile

from core.oci import annotation_keys, media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.image_config import HistoryEntry, ImageConfig, RunConfig
from core.oci.manifest import Manifest
from core.oci.platform import this_machine
from core.store import ImageLayout


def layer_tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def put_image(
    layout: ImageLayout, name: str, version: str, *layers: dict[str, bytes], replace: bool = False
) -> Descriptor:
    """An image of gzip layers, referenced as name:version."""
    with layout.adding():
        descriptors, diff_ids = [], []
        for files in layers:
            tar = layer_tar(files)
            diff_ids.append(sha256_digest(tar))
            compressed = gzip.compress(tar, mtime=0)
            descriptors.append(layout.put_document(compressed, media_types.LAYER_GZIP))
        config = ImageConfig(
            platform=this_machine(),
            diff_ids=tuple(diff_ids),
            run=RunConfig(env=("PATH=/bin",), command=("/bin/sh",)),
            history=tuple(HistoryEntry(created_by=f"step {n}") for n in range(len(layers))),
            created="2026-01-02T03:04:05Z",
        )
        config_descriptor = layout.put_document(config.to_bytes(), media_types.IMAGE_CONFIG)
        manifest = Manifest(
            config_descriptor,
            tuple(descriptors),
            {
                annotation_keys.TITLE: name,
                annotation_keys.VENDOR: "Tests",
                annotation_keys.VERSION: version,
            },
        )
        descriptor = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
        layout.set_reference(f"{name}:{version}", descriptor, replace_old=replace)
        return descriptor
