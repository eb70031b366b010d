"""A root file system that somebody packed as a tar."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from core.base_images.rootfs import AS_THEY_COME, RootfsDescription, copy_rootfs
from core.cancel import CancelToken
from core.errors import FileAccessError
from core.layer import TarReader, limits_for, open_decompressed
from core.model import BaseImageRequest, BaseImageSource, ReadingLimits
from core.oci.image_config import DEFAULT_PATH, RunConfig
from core.progress import Report
from core.translation import tr_noop


class TarballSource:
    """tar, plain or packed by gzip, zstd, xz or bzip2."""

    def offer(self) -> BaseImageSource:
        """See RootfsSource."""
        return BaseImageSource(
            key="tarball",
            title=tr_noop("Rootfs tarball"),
            description="A root file system from a tar file: plain, gzip, zstd, xz or bzip2.",
            is_available=True,
            suggested_name="Base",
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
        path = Path(request.tarball)
        # Not blocking on a fifo, and never reading a device for ever.
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            descriptor = os.open(path, flags)
        except OSError as error:
            raise FileAccessError(str(path), error.strerror or str(error)) from error
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise FileAccessError(str(path), tr_noop("it is no regular file"))
        with open(descriptor, "rb") as file:
            own = limits_for(limits, os.fstat(descriptor).st_size)
            tar = open_decompressed(file, is_rootfs=True, limits=own)
            copy_rootfs(
                TarReader(tar, is_rootfs=True, limits=own),
                write,
                is_left_out=lambda _path: False,
                source=path.name,
                cancel=cancel,
                report=report,
            )
        run = RunConfig(env=(DEFAULT_PATH,), command=("/bin/sh",))
        return RootfsDescription(run, f"root file system of {path.name}")
