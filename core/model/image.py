"""An image and its layers as an engine reports them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Layer:
    """One read-only layer of an image; bottom layers come first in `Image.layers`.

    `diff_id` is the digest of the uncompressed tar, `digest` that of the stored blob, `chain_id`
    names this layer *on what lies under it* (image-spec config.md, "Layer ChainID").
    `size_bytes` is the stored blob's, `file_bytes` the sum of its regular files if known already.
    `created_by` is from the history entry that made it, "" when history does not fit the layers.
    """

    diff_id: str
    chain_id: str
    digest: str
    media_type: str
    size_bytes: int
    file_bytes: int | None = None
    created: datetime | None = None
    created_by: str = ""
    comment: str = ""
    available: bool = True  # its blob is in this repository
    unavailable_reason: str = ""


@dataclass(frozen=True, slots=True)
class ImageHistoryEntry:
    """One history entry of the config, oldest first (image-spec config.md, `history`)."""

    created: datetime | None
    created_by: str
    author: str
    comment: str
    empty_layer: bool


@dataclass(frozen=True, slots=True)
class ImageConfigSummary:
    """How containers of the image run by default (image-spec config.md, `config`)."""

    command: tuple[str, ...] = ()  # Cmd
    entrypoint: tuple[str, ...] = ()
    env: tuple[str, ...] = ()  # NAME=value
    working_dir: str = ""
    user: str = ""
    exposed_ports: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """An immutable image in the local repository: one reference and what it names.

    `reference` is the index's `org.opencontainers.image.ref.name` ("Web:1.0"), unique there.
    Name, publisher and version come from the manifest's annotations, else the config's labels,
    else from the reference. `image_id` is the digest of the config.
    """

    reference: str
    name: str
    publisher: str
    version: str
    manifest_digest: str
    image_id: str
    layers: tuple[Layer, ...]
    history: tuple[ImageHistoryEntry, ...] = ()
    config: ImageConfigSummary = ImageConfigSummary()
    description: str = ""
    created: datetime | None = None
    base_name: str = ""
    base_digest: str = ""
    platform: str = ""  # "linux/amd64"
    is_runnable: bool = True  # platform fits this machine and all layers are available

    @property
    def size_bytes(self) -> int:
        """Stored size of all its layers; layers shared with other images are counted here too."""
        return sum(layer.size_bytes for layer in self.layers)

    @property
    def top_chain_id(self) -> str:
        """What a container of this image stands on; "" for an image without layers."""
        return self.layers[-1].chain_id if self.layers else ""
