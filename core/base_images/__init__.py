"""Where container OS images come from."""

from core.base_images.rootfs import RootfsDescription, RootfsSource
from core.base_images.sources import base_image_sources, find_source

__all__ = ["RootfsDescription", "RootfsSource", "base_image_sources", "find_source"]
