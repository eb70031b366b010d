"""Directory states: the cache of unpacked layers, and overlay mounts on them."""

from core.snapshot.layer_cache import CachedLayer, LayerCache
from core.snapshot.overlay import LAYERS_LIMIT, MOUNT_SOURCE, OverlayMount, is_mount_point
from core.snapshot.probe import probe_overlay

__all__ = [
    "LAYERS_LIMIT",
    "MOUNT_SOURCE",
    "CachedLayer",
    "LayerCache",
    "OverlayMount",
    "is_mount_point",
    "probe_overlay",
]
