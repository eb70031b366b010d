"""Opening an archive, a layout folder or a root file system's tar: what it is, seen in its bytes.

```
path ─► opening ─► sources (plain, packed, folder) ─► oci_images / docker_images ─► Candidates
```
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.archive import opening
from core.archive.members import INDEX, LAYOUT, MANIFEST, MARKS, REPOSITORIES
from core.archive.opening import Stamp
from core.archive.sources import Files, LayoutFolder, PackedTar, PlainTar
from core.cancel import CancelToken
from core.errors import FileAccessError, LayerFormatError, MalformedDocumentError
from core.layer import limits_for
from core.layer.entry import shown
from core.model import ArchiveForm, ReadingLimits
from core.progress import Report
from core.translation import tr_noop

_START_BYTES = 6
_SHOWN_CHARS = 80
_PACKINGS = (
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zstd"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
    (re.compile(rb"BZh"), "bzip2"),
)


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """An archive that can be read now. `files` None: a root file system, read by its own source."""

    path: str
    form: ArchiveForm
    compression: str
    size_bytes: int
    stamp: Stamp
    files: Files | None = None


@contextmanager
def open_archive(
    path: str,
    limits: ReadingLimits,
    cancel: CancelToken,
    report: Report,
    *,
    spool: Path | None = None,
) -> Iterator[OpenArchive]:
    """Open what is at `path` and find out what it is.

    With a folder to `spool` in, layers of a packed archive can be read too.

    Raises FileAccessError for what is no archive at all, LayerFormatError for a damaged one,
    MalformedDocumentError, StorageFullError, Cancelled.
    """
    descriptor = opening.open_path(path)
    stamp = opening.stamp_of(descriptor)
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        with LayoutFolder(descriptor, path) as folder:
            yield _folder(folder, path, stamp)
        return
    size_bytes = stamp[2]
    try:
        packing = packing_of(opening.read_at(descriptor, 0, _START_BYTES, path))
    except BaseException:
        os.close(descriptor)
        raise
    tar = (
        PackedTar(descriptor, path, limits_for(limits, size_bytes), spool)
        if packing
        else PlainTar(descriptor, path)
    )
    with tar:
        form = _walked(tar, path, cancel, report)
        files = None if form is ArchiveForm.ROOTFS else tar
        yield OpenArchive(path, form, packing, size_bytes, stamp, files)


def packing_of(start: bytes) -> str:
    """How a file is packed, by its first bytes; "" when it is not."""
    return next((name for magic, name in _PACKINGS if magic.match(start)), "")


def _folder(folder: LayoutFolder, path: str, stamp: Stamp) -> OpenArchive:
    if LAYOUT not in folder.marks:
        raise FileAccessError(path, tr_noop("it is a folder, but no image layout"))
    if INDEX not in folder.marks:
        raise MalformedDocumentError("index.json", tr_noop("it is missing"))
    return OpenArchive(path, ArchiveForm.OCI_LAYOUT, "", 0, stamp, folder)


def _walked(
    tar: PlainTar | PackedTar, path: str, cancel: CancelToken, report: Report
) -> ArchiveForm:
    """What a tar holds."""
    members = tar.members
    try:
        tar.walk(cancel, report)
    except LayerFormatError as error:
        # Tars of whole file systems are written with absolute names too.
        if not members.marks and error.entry.startswith("/") and error.code == "unsafe-path":
            return ArchiveForm.ROOTFS
        # Damage of its packing has a cause of its own, and is said as it is.
        is_packing = error.__cause__ and not isinstance(error.__cause__, LayerFormatError)
        is_no_tar = error.code in ("bad-tar", "truncated") and not is_packing
        if not members.has_entries and is_no_tar:
            reason = "it holds neither images nor a root file system"
            raise FileAccessError(path, reason, detail=str(error)) from error
        raise
    if not members.has_entries:
        raise FileAccessError(path, tr_noop("it is empty"))
    marks = frozenset() if members.is_root_file_system else tar.marks & MARKS
    if LAYOUT in marks and INDEX in marks:
        return ArchiveForm.OCI_ARCHIVE
    if MANIFEST in marks:
        return ArchiveForm.DOCKER_ARCHIVE
    if REPOSITORIES in marks:
        reason = "it was written by Docker before 1.10; save the image again with a newer one"
        raise FileAccessError(path, reason)
    if marks:
        missing = "index.json" if LAYOUT in marks else "oci-layout"
        raise MalformedDocumentError(missing, tr_noop("it is missing from the archive"))
    if members.folder_of_layout and not members.is_root_file_system:
        folder = shown(members.folder_of_layout)[:_SHOWN_CHARS]
        reason = f"its images are in the folder “{folder}”; pack what is in it, not the folder"
        raise FileAccessError(path, reason)
    return ArchiveForm.ROOTFS
