"""Archives and layout folders: looking into them and bringing their images here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from core.archive import opening
from core.archive.candidate import Candidate
from core.archive.docker_images import read_docker, require_agreement
from core.archive.layer_sources import incoming
from core.archive.members import MANIFEST
from core.archive.naming import root_name, suggested_name
from core.archive.oci_images import read_layout
from core.archive.reading import OpenArchive, open_archive
from core.cancel import CancelToken
from core.engine.archived_images import ArchivedImages, as_root_image
from core.engine.arriving import Arriving
from core.engine.images import ImageActions
from core.engine.places import Places
from core.errors import DataError, NotSupportedError
from core.errors.root import visible
from core.model import (
    ArchiveForm,
    ArchiveLook,
    Arrivals,
    BaseImageRequest,
    ImportRequest,
    NameConflict,
    Problem,
    Transfer,
)
from core.oci.platform import this_machine
from core.progress import Progress, Report
from core.store import ImageLayout
from core.store.incoming import IncomingImage
from core.store.reading_limits import read_limits
from core.translation import tr_noop

_ROOT_KEY = "root"
_PUBLISHER = "Local"


@dataclass(frozen=True, slots=True)
class _Inside:
    """An archive with what its documents say."""

    archive: OpenArchive
    images: tuple[Candidate, ...]
    names: tuple[str, ...]  # here, in the same order
    failures: tuple[tuple[str, DataError], ...]


class ArchivesIn:
    """See Travel.look_at_archive and Travel.import_images."""

    def __init__(
        self, layout: ImageLayout, places: Places, images: ImageActions, arriving: Arriving
    ) -> None:
        self._layout = layout
        self._places = places
        self._images = images
        self._arriving = arriving

    def look(self, path: str, cancel: CancelToken, report: Report) -> ArchiveLook:
        """See Travel.look_at_archive."""
        here = ArchivedImages(self._layout)
        with self._opened(path, here, cancel, report) as inside:
            archive = inside.archive
            if archive.form is ArchiveForm.ROOTFS:
                name, version = root_name(path)
                root = as_root_image(_ROOT_KEY, name, version, _PUBLISHER, archive.size_bytes)
                found = [replace(root, taken_name=here.has_name(root.image.reference))]
            else:
                found = [
                    here.found(image, name)
                    for image, name in zip(inside.images, inside.names, strict=True)
                ]
            found.sort(key=lambda one: not one.fits_machine)
            size_bytes = archive.size_bytes or sum(one.image.size_bytes for one in found)
            return ArchiveLook(
                path,
                archive.form,
                archive.compression,
                size_bytes,
                tuple(found),
                tuple(Problem(name, _words(error)) for name, error in inside.failures),
                archive.stamp,
            )

    def take(
        self,
        request: ImportRequest,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> Arrivals:
        """See Travel.import_images."""
        self._layout.require_writable()
        here = ArchivedImages(self._layout)
        spool = self._layout.private / "tmp"
        with self._opened(request.path, here, cancel, report, spool) as inside:
            archive = inside.archive
            opening.require_stamp(request.path, request.stamp, archive.stamp)
            if archive.form is ArchiveForm.ROOTFS:
                return self._root(request, archive, cancel, report)
            chosen = self._chosen(inside, request, here)
            return self._arriving.take(chosen, request.conflict, cancel, report, on_transfer)

    @contextmanager
    def _opened(
        self,
        path: str,
        here: ArchivedImages,
        cancel: CancelToken,
        report: Report,
        spool: Path | None = None,
    ) -> Iterator[_Inside]:
        limits = read_limits(self._layout)
        with open_archive(path, limits, cancel, report, spool=spool) as archive:
            files = archive.files
            if files is None:
                yield _Inside(archive, (), (), ())
                return
            if archive.form is ArchiveForm.DOCKER_ARCHIVE:
                said = read_docker(files, limits, here.has_diff_id)
            else:
                said = read_layout(files, limits, here.has_blob, cancel)
                if MANIFEST in files.marks and archive.form is ArchiveForm.OCI_ARCHIVE:
                    require_agreement(files, said)
            unnamed = sum(not one.name and not one.is_artifact for one in said.images)
            names = [suggested_name(one, path, is_alone=unnamed == 1) for one in said.images]
            yield _Inside(archive, said.images, tuple(names), said.failures)

    def _chosen(
        self, inside: _Inside, request: ImportRequest, here: ArchivedImages
    ) -> list[IncomingImage]:
        """Images to be brought, each with its name here. Raises NotSupportedError, DataError."""
        pairs = list(zip(inside.images, inside.names, strict=True))
        if request.choices:
            by_key = {image.key: (image, name) for image, name in pairs}
            wanted = []
            for choice in request.choices:
                if choice.key not in by_key:
                    reason = "what was chosen is not in it any more; look at it again"
                    raise NotSupportedError(_importing(request.path), reason)
                image, name = by_key[choice.key]
                wanted.append((image, choice.reference or name))
        else:
            wanted = self._fitting(pairs, inside, request.path)
        for image, name in wanted:
            if image.refusal:
                reason = image.refusal.rstrip(".")
                raise NotSupportedError(_importing(name), reason[:1].lower() + reason[1:])
        limits = read_limits(self._layout)
        files = inside.archive.files
        assert files is not None, "a root file system has no images to choose from"
        check = _unchanged(request.path, inside.archive)
        return [incoming(files, here.as_kept(image), name, limits, check) for image, name in wanted]

    def _fitting(
        self, pairs: Sequence[tuple[Candidate, str]], inside: _Inside, path: str
    ) -> list[tuple[Candidate, str]]:
        """All for this machine, when nothing else was said; what cannot be read is not passed over.

        Artifacts (signatures, say) are no images, and nobody misses them.
        """
        for _name, error in inside.failures:
            raise error
        images = [pair for pair in pairs if not pair[0].is_artifact]
        machine = this_machine()
        fitting = [pair for pair in images if pair[0].config.platform.fits(machine)]
        if fitting:
            return fitting
        if not images:
            raise NotSupportedError(_importing(path), tr_noop("there is no container image in it"))
        platforms = ", ".join(dict.fromkeys(image.config.platform.as_text for image, _ in images))
        reason = f"it is for {visible(platforms)}, and this computer is {machine.as_text}"
        raise NotSupportedError(_importing(path), reason)

    def _root(
        self, request: ImportRequest, archive: OpenArchive, cancel: CancelToken, report: Report
    ) -> Arrivals:
        """A root file system becomes a base image as any other tarball does.

        No digest says what it has to be: it has to stay the same file until all of it was read,
        which is told before anything is stored.
        """
        name, version = root_name(request.path)
        check = _unchanged(request.path, archive)

        def checked(progress: Progress) -> None:
            check()
            report(progress)

        base = BaseImageRequest(
            "tarball",
            request.name or name,
            request.publisher or _PUBLISHER,
            request.version or version,
            tarball=request.path,
            replace=request.conflict is NameConflict.REPLACE,
        )
        image = self._images.make_base(base, cancel, checked)
        return Arrivals((image,), (), image.size_bytes)


def _importing(name: str) -> str:
    return f"Importing {visible(os.path.basename(name) if name.startswith('/') else name)}"


def _words(error: DataError) -> str:
    """A sentence about something in an archive, where others speak of the repository."""
    from core.errors import BlobMissingError

    if isinstance(error, BlobMissingError):
        return f"A part of it ({visible(error.digest, 24)}) is missing from the archive."
    return str(error)


def _unchanged(path: str, archive: OpenArchive) -> Callable[[], None]:
    """Asks whether it is still the file that was opened, and as it was then."""

    def check() -> None:
        descriptor = opening.open_path(path)
        try:
            opening.require_stamp(path, archive.stamp, opening.stamp_of(descriptor))
        finally:
            os.close(descriptor)

    return check
