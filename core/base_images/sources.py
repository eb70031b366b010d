"""All sources, in the order in which they are offered."""

from __future__ import annotations

from core.base_images.debian import DebianSource
from core.base_images.rootfs import RootfsSource
from core.base_images.scratch import ScratchSource
from core.base_images.starter import StarterSource
from core.base_images.tarball import TarballSource
from core.errors import NotSupportedError
from core.model import BaseImageSource
from core.translation import tr_noop

_SOURCES: dict[str, RootfsSource] = {
    "starter": StarterSource(),
    "debian": DebianSource(),
    "tarball": TarballSource(),
    "scratch": ScratchSource(),
}


def base_image_sources() -> tuple[BaseImageSource, ...]:
    """What is on offer on this computer. Looks for tools; takes some milliseconds."""
    return tuple(source.offer() for source in _SOURCES.values())


def find_source(key: str) -> RootfsSource:
    """Raises NotSupportedError for a key that is not offered."""
    source = _SOURCES.get(key)
    if source is None:
        raise NotSupportedError(f"A base image from “{key}”", tr_noop("there is no such source"))
    return source
