"""Images, layers and files of the repository, written as archives."""

from __future__ import annotations

from core.archive.writing import write_docker_archive, write_oci_archive
from core.archive.writing_file import NewFile
from core.archive.writing_parts import Part, copy_plain, part_errors
from core.cancel import CancelToken
from core.engine.merged_files import inner_path
from core.errors import LayerUnavailableError, NotSupportedError
from core.model import ArchiveForm, Exported, ExportRequest
from core.progress import Progress, Report, Throttle
from core.snapshot import LayerCache
from core.store import ImageLayout
from core.translation import tr_noop

_WRITERS = {
    ArchiveForm.OCI_ARCHIVE: write_oci_archive,
    ArchiveForm.DOCKER_ARCHIVE: write_docker_archive,
}


class ArchivesOut:
    """See Travel.export_images, export_layer and export_files."""

    def __init__(self, layout: ImageLayout, layers: LayerCache) -> None:
        self._layout = layout
        self._layers = layers

    def images(self, request: ExportRequest, cancel: CancelToken, report: Report) -> Exported:
        """See Travel.export_images."""
        write = _WRITERS.get(request.form)
        if write is None:
            reason = "it is read only; choose an OCI or a Docker archive"
            raise NotSupportedError(f"Writing the form “{request.form.value}”", reason)
        if not request.references:
            raise NotSupportedError(
                tr_noop("An archive without images"), tr_noop("choose at least one image")
            )
        # The order in which they were chosen is no part of what is written.
        images = [(name, self._layout.resolve(name)) for name in sorted(set(request.references))]
        with self._new_file(request.path, replace=request.replace) as file:
            renamed = write(self._layout, images, file, cancel, report)
            return _finished(file, request.path, cancel, report, renamed)

    def layer(
        self,
        reference: str,
        level: int,
        path: str,
        replace: bool,
        cancel: CancelToken,
        report: Report,
    ) -> Exported:
        """See Travel.export_layer."""
        descriptor = self._layout.resolve(reference)
        with part_errors(Part(descriptor, reference, "the manifest")):
            stored = self._layout.read_image(descriptor)
        layers = stored.manifest.layers
        if not 0 <= level < len(layers):
            raise LayerUnavailableError(
                "", f"{reference} has no layer {level + 1}, it has {len(layers)}"
            )
        part = Part(layers[level], reference, f"layer {level + 1}", is_document=False)
        total, done, tell = part.descriptor.size_bytes, 0, Throttle(report)

        def on_read(size_bytes: int) -> None:
            nonlocal done
            done += size_bytes
            tell(Progress(tr_noop("Writing"), done, total))

        with self._new_file(path, replace=replace) as file:
            diff_id = stored.config.diff_ids[level]
            copy_plain(self._layout, part, diff_id, file.append, cancel, on_read)
            return _finished(file, path, cancel, report)

    def files(
        self,
        reference: str,
        level: int,
        inside: str,
        path: str,
        replace: bool,
        cancel: CancelToken,
        report: Report,
    ) -> Exported:
        """See Travel.export_files."""
        # They bring numpy, for which an engine's start need not wait.
        from core.engine.files_out import write_files
        from core.engine.opened_images import OpenedImages

        self._layout.resolve(reference)
        chosen = inner_path(inside)
        with self._new_file(path, replace=replace) as file:
            catalog = self._layout.private / "catalog"
            images = OpenedImages(lambda: self._layout, catalog, self._layers.directory_of)
            write_files(images, (reference, level, chosen), file, cancel, report)
            return _finished(file, path, cancel, report)

    def _new_file(self, path: str, *, replace: bool) -> NewFile:
        return NewFile(path, replace=replace, outside_of=self._layout.path)


def _finished(
    file: NewFile,
    path: str,
    cancel: CancelToken,
    report: Report,
    renamed: tuple[tuple[str, str], ...] = (),
) -> Exported:
    cancel.check()
    report(Progress(tr_noop("Making it durable")))
    return Exported(path, file.commit(), renamed)
