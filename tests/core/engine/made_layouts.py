"""Layouts made by hand for inspections: any layers, any words for them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from core.engine.inspecting import InspectingEngine, unsupported
from core.model import Image, LayerPlace
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.manifest import Manifest
from core.oci.platform import Platform, this_machine
from core.store import ImageLayout
from tests.corpus.tar_bytes import END, file


def tar(*entries: bytes) -> bytes:
    return b"".join(entries) + END


def tar_of(**files: bytes) -> bytes:
    return tar(*(file(name.encode(), content) for name, content in files.items()))


@dataclass(frozen=True)
class Blob:
    """A layer as it is stored. `content` None: the manifest names it, and it is not here."""

    diff_id: str
    content: bytes | None
    media_type: str = media_types.LAYER_GZIP
    promised: Descriptor | None = None


def gzipped(plain: bytes, media_type: str = media_types.LAYER_GZIP) -> Blob:
    return Blob(sha256_digest(plain), gzip.compress(plain, mtime=0), media_type)


class MadeLayout:
    """A layout in `path` with an engine that only reads it."""

    def __init__(self, path: Path) -> None:
        self.layout = ImageLayout.open(path)
        self.engine = InspectingEngine(path, unsupported("this is a test"))

    def put(
        self,
        name: str,
        layers: Sequence[Blob | bytes],
        *,
        kind: str = media_types.IMAGE_MANIFEST,
        config_type: str = media_types.IMAGE_CONFIG,
        config: dict[str, Any] | None = None,
        platform: Platform | None = None,
    ) -> Descriptor:
        """An image of these layers (plain tars are packed); `config` says more, or other things."""
        blobs = [gzipped(one) if isinstance(one, bytes) else one for one in layers]
        platform = platform or this_machine()
        document = {
            "architecture": platform.architecture,
            "os": platform.os,
            "rootfs": {"type": "layers", "diff_ids": [one.diff_id for one in blobs]},
            **(config or {}),
        }
        document = {key: value for key, value in document.items() if value is not None}
        stored = self.layout.put_document(json.dumps(document).encode(), config_type)
        manifest = Manifest(stored, tuple(map(self._put_layer, blobs)), media_type=kind)
        descriptor = self.layout.put_document(manifest.to_bytes(), kind)
        self.layout.set_reference(name, descriptor, replace_old=True)
        return replace(descriptor, platform=platform)

    def image(self, name: str) -> Image:
        found = self.engine.repository().image(name)
        assert found is not None, self.engine.repository().problems
        return found

    def place(self, name: str, level: int = -1) -> LayerPlace:
        return LayerPlace(name, self.image(name).layers[level].chain_id)

    def blob(self, name: str, level: int) -> Path:
        path = self.layout.blob_path(self.image(name).layers[level].digest)
        path.chmod(0o644)
        return path

    @property
    def catalog(self) -> Path:
        return self.layout.private / "catalog"

    def _put_layer(self, blob: Blob) -> Descriptor:
        if blob.content is None:
            assert blob.promised is not None
            return replace(blob.promised, media_type=blob.media_type)
        return self.layout.put_document(blob.content, blob.media_type)


@pytest.fixture
def made(tmp_path: Path) -> MadeLayout:
    return MadeLayout(tmp_path / "repository")
