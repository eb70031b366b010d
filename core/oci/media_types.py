"""Media types of the image specification (media-types.md) and their Docker equals."""

from __future__ import annotations

IMAGE_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
IMAGE_INDEX = "application/vnd.oci.image.index.v1+json"
IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER_TAR = "application/vnd.oci.image.layer.v1.tar"
LAYER_GZIP = LAYER_TAR + "+gzip"
LAYER_ZSTD = LAYER_TAR + "+zstd"

# Deprecated there ("Non-distributable Layers"): such layers are to be had from their maker only.
FOREIGN_LAYER_TAR = "application/vnd.oci.image.layer.nondistributable.v1.tar"
ENCRYPTED_SUFFIX = "+encrypted"  # containers/ocicrypt, docs/spec.md
ATTESTATION = "application/vnd.in-toto+json"  # buildkit, attestation-storage.md

DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_MANIFEST_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
DOCKER_LAYER_TAR = "application/vnd.docker.image.rootfs.diff.tar"
DOCKER_LAYER_GZIP = DOCKER_LAYER_TAR + ".gzip"
DOCKER_LAYER_ZSTD = DOCKER_LAYER_TAR + ".zstd"
DOCKER_FOREIGN_GZIP = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"

MANIFESTS = frozenset({IMAGE_MANIFEST, DOCKER_MANIFEST})
INDEXES = frozenset({IMAGE_INDEX, DOCKER_MANIFEST_LIST})
_OCI_EQUALS = {
    DOCKER_LAYER_TAR: LAYER_TAR,
    DOCKER_LAYER_GZIP: LAYER_GZIP,
    DOCKER_LAYER_ZSTD: LAYER_ZSTD,
    DOCKER_FOREIGN_GZIP: FOREIGN_LAYER_TAR + "+gzip",
}
FOREIGN_LAYERS = frozenset(
    {DOCKER_FOREIGN_GZIP, *(FOREIGN_LAYER_TAR + packing for packing in ("", "+gzip", "+zstd"))}
)
LAYERS = frozenset({LAYER_TAR, LAYER_GZIP, LAYER_ZSTD, *FOREIGN_LAYERS, *_OCI_EQUALS})


def as_oci_layer(media_type: str) -> str:
    """For a manifest of ours: tools refuse one that mixes both families. The bytes are equal."""
    return _OCI_EQUALS.get(media_type, media_type)
