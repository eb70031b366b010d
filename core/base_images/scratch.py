"""Nothing at all: an empty file system to put a static program into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.base_images.rootfs import AS_THEY_COME, RootfsDescription
from core.cancel import CancelToken
from core.layer import TarWriter
from core.model import BaseImageRequest, BaseImageSource, ReadingLimits
from core.oci.image_config import DEFAULT_PATH, RunConfig
from core.progress import Report
from core.translation import tr_noop


class ScratchSource:
    """An image of one empty layer.

    An image without any layer would be legal too, but several tools refuse it.
    """

    def offer(self) -> BaseImageSource:
        """See RootfsSource."""
        return BaseImageSource(
            key="scratch",
            title=tr_noop("Scratch"),
            description=tr_noop("An empty brick: nothing inside, not even a shell."),
            is_available=True,
            suggested_name="Scratch",
            suggested_version="1.0",
            suggested_publisher="Local",
        )

    def write_rootfs(
        self,
        request: BaseImageRequest,
        write: Callable[[bytes], object],
        scratch: Path,
        *,
        cancel: CancelToken,
        report: Report,
        limits: ReadingLimits = AS_THEY_COME,
    ) -> RootfsDescription:
        """See RootfsSource."""
        TarWriter(write).close()
        return RootfsDescription(RunConfig(env=(DEFAULT_PATH,)), "scratch: an empty file system")
