"""What umoci unpacks from the same layers."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from core.layer import remove_tree
from core.oci import media_types
from core.oci.digest import sha256_digest
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.platform import this_machine
from core.store import ImageLayout
from tests.core.catalog.kernel_view import View, directory_view


def has_umoci() -> bool:
    return shutil.which("umoci") is not None


def umoci_view(tars: Sequence[bytes], place: Path, seed: int) -> View:
    """The layers as an image, unpacked."""
    root = place / "root"
    try:
        layout = ImageLayout.open(place / "layout")
        put_tars(layout, "made", tars)
        run_umoci("raw", "unpack", "--image", f"{place}/layout:made", str(root))
        return directory_view(root, seed)
    finally:
        remove_tree(root)
        shutil.rmtree(place / "layout")


def put_tars(layout: ImageLayout, name: str, tars: Sequence[bytes]) -> None:
    with layout.adding():
        packed = [gzip.compress(tar, 1, mtime=0) for tar in tars]
        layers = [layout.put_document(blob, media_types.LAYER_GZIP) for blob in packed]
        config = ImageConfig(this_machine(), diff_ids=tuple(map(sha256_digest, tars)))
        stored = layout.put_document(config.to_bytes(), media_types.IMAGE_CONFIG)
        manifest = Manifest(stored, tuple(layers))
        descriptor = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
        layout.set_reference(name, descriptor, replace_old=True)


def run_umoci(*arguments: str) -> str:
    done = subprocess.run(
        ["umoci", "--log=warn", *arguments],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
