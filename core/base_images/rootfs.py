"""What a source of base images gives: a root file system as a layer tar, and how it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.cancel import CancelToken
from core.errors import BaseImageFailedError, LayerFormatError
from core.layer import Entry, EntryType, TarReader, TarWriter
from core.model import BaseImageRequest, BaseImageSource, ReadingLimits
from core.oci.image_config import RunConfig
from core.progress import Progress, Report, Throttle
from core.translation import tr_noop

AS_THEY_COME = ReadingLimits()
_DEVICES = (EntryType.CHARACTER_DEVICE, EntryType.BLOCK_DEVICE)


@dataclass(frozen=True, slots=True)
class RootfsDescription:
    """How containers of it run, and how it was made (for the history)."""

    run: RunConfig
    created_by: str


class RootfsSource(Protocol):
    """One way to make a base image."""

    def offer(self) -> BaseImageSource:
        """For the person: what it is, and whether it can be used here."""
        ...

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
        """Write the layer's tar. `scratch` is a directory for short-lived files.

        `limits` are asked of what comes from outside.

        Raises BaseImageFailedError, FileAccessError, LayerFormatError, Cancelled, and what `write`
        raises.
        """
        ...


def copy_rootfs(
    reader: TarReader,
    write: Callable[[bytes], object],
    *,
    is_left_out: Callable[[bytes], bool],
    source: str,
    cancel: CancelToken,
    report: Report,
) -> int:
    """Pass a root file system's tar through the strict reader; the number of entries written.

    Device nodes are left out, since the runtime makes its own, and so is what `is_left_out` says.
    """
    throttle = Throttle(report)
    writer = TarWriter(write)
    entries = 0
    done_bytes = 0
    for entry in reader:
        cancel.check()
        if entry.type in _DEVICES or is_left_out(entry.path) or not entry.path:
            continue
        entries += 1
        writer.add(entry)
        if entry.type is EntryType.REGULAR:
            _copy_content(reader, writer, entry)
            done_bytes += entry.size_bytes
        throttle(Progress(tr_noop("Reading files"), done_bytes))
    writer.close()
    if not entries:
        raise BaseImageFailedError(source, tr_noop("it holds no files"))
    return entries


def _copy_content(reader: TarReader, writer: TarWriter, entry: Entry) -> None:
    written = 0
    while piece := reader.read():
        writer.content(piece)
        written += len(piece)
    if written != entry.size_bytes:
        raise LayerFormatError(
            "truncated", entry.shown_path, tr_noop("the archive ends inside this file")
        )
    writer.end_content(written)
