"""The local repository on disk: an OCI image layout (image-spec image-layout.md)."""

from core.store.collect import collect, remove_half_written
from core.store.images import list_images, read_model_image
from core.store.layout import ImageLayout, StoredImage
from core.store.verify import verify

__all__ = [
    "ImageLayout",
    "StoredImage",
    "collect",
    "list_images",
    "read_model_image",
    "remove_half_written",
    "verify",
]
