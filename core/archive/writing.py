"""Images as archives: an OCI layout as a tar, and what `docker save` writes.

The same images always give the same bytes: names in order, no times, no owners.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.archive.writing_file import NewFile
from core.archive.writing_names import docker_names, with_host
from core.archive.writing_parts import Part, copy_blob, copy_plain, part_errors, parts_of
from core.cancel import CancelToken
from core.errors import NotSupportedError
from core.errors.root import visible
from core.layer import Entry, EntryType, TarWriter
from core.layer.writer import entry_header
from core.oci import annotation_keys, media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of, hex_of, sha256_digest
from core.oci.manifest import ImageIndex
from core.progress import Progress, Report, Throttle
from core.store import ImageLayout
from core.translation import tr_noop

CONTAINERD_NAME = "io.containerd.image.name"
"""Annotation of an index entry: how other tools are to call it, where they cannot as we do."""

_LAYOUT_FILE = strict_json.dumps({"imageLayoutVersion": "1.0.0"})

Named = tuple[str, Descriptor]
Renamed = tuple[tuple[str, str], ...]


def write_oci_archive(
    layout: ImageLayout,
    images: Sequence[Named],
    file: NewFile,
    cancel: CancelToken,
    report: Report,
) -> Renamed:
    """An image layout with what `images` need (image-spec image-layout.md), as a tar.

    Documents come before layers, so that who reads it once knows what a layer is for. Names that
    Docker and Podman do not allow stay; those are told another one in an annotation. Raises
    ImagePartError, FileAccessError, StorageFullError, Cancelled.
    """
    parts: dict[str, Part] = {}
    for reference, descriptor in images:
        cancel.check()
        for part in parts_of(layout, reference, descriptor):
            parts.setdefault(part.descriptor.digest, part)
    ordered = sorted(parts.values(), key=lambda one: (not one.is_document, one.descriptor.digest))
    total = sum(one.descriptor.size_bytes for one in ordered)
    file.require_room(total)
    names = docker_names(reference for reference, _descriptor in images)
    renamed = tuple((old, new) for old, new in names.items() if old != new)
    index = ImageIndex(
        tuple(_index_entry(descriptor, names.get(name, name)) for name, descriptor in images),
        rest={"mediaType": media_types.IMAGE_INDEX},
    )
    archive = _Archive(file, cancel, Throttle(report), total)
    archive.document(b"oci-layout", _LAYOUT_FILE)
    archive.document(b"index.json", index.to_bytes())
    algorithms = {"sha256", *(algorithm_of(digest) for digest in parts)}
    for folder in ("blobs", *(f"blobs/{name}" for name in sorted(algorithms))):
        archive.folder(folder.encode())
    for part in ordered:
        archive.blob(layout, part)
    archive.tar.close()
    return renamed


def write_docker_archive(
    layout: ImageLayout,
    images: Sequence[Named],
    file: NewFile,
    cancel: CancelToken,
    report: Report,
) -> Renamed:
    """What `docker save` writes: manifest.json, configs, each layer once as its plain tar.

    Of several platforms this machine's. Image IDs (digests of configs) stay; compressed layers and
    manifests are not in this form. Raises NotSupportedError, else as `write_oci_archive`.
    """
    names = docker_names(reference for reference, _descriptor in images)
    found: dict[str, _DockerImage] = {}
    for reference, descriptor in images:
        cancel.check()
        one = _read_image(layout, reference, descriptor)
        one = found.setdefault(one.image_id, one)
        if reference in names:
            one.tags.append(names[reference])
    layers = {layer[0]: layer[1] for one in found.values() for layer in one.layers}
    total = sum(part.descriptor.size_bytes for part in layers.values())
    file.require_room(total)  # at least: plain layers are larger
    archive = _Archive(file, cancel, Throttle(report), total)
    archive.document(b"manifest.json", strict_json.dumps([one.entry for one in found.values()]))
    archive.document(b"repositories", strict_json.dumps(_repositories(found.values())))
    for digest, one in sorted(found.items()):
        archive.document(f"{hex_of(digest)}.json".encode(), one.config)
    for diff_id, part in sorted(layers.items()):
        archive.folder(hex_of(diff_id).encode())
        archive.plain_layer(layout, part, diff_id, _layer_path(diff_id).encode())
    archive.tar.close()
    return tuple((old, new) for old, new in names.items() if old != new)


@dataclass(frozen=True)
class _DockerImage:
    """One item of manifest.json (moby, image/tarexport)."""

    image_id: str
    config: bytes
    layers: tuple[tuple[str, Part], ...]  # by diffID
    tags: list[str]

    @property
    def entry(self) -> dict[str, object]:
        return {
            "Config": f"{hex_of(self.image_id)}.json",
            "RepoTags": sorted(self.tags),
            "Layers": [_layer_path(diff_id) for diff_id, _part in self.layers],
        }


def _read_image(layout: ImageLayout, reference: str, descriptor: Descriptor) -> _DockerImage:
    with part_errors(Part(descriptor, reference, "the manifest")):
        chosen = layout.resolve_platform(descriptor)
    # All of it is looked for before anything is written.
    parts = {part.descriptor.digest: part for part in parts_of(layout, reference, chosen)}
    with part_errors(Part(chosen, reference, "the config")):
        stored = layout.read_image(chosen)
        config = layout.read_blob(stored.manifest.config)
    layers = []
    for number, layer in enumerate(stored.manifest.layers, start=1):
        part = Part(layer, reference, f"layer {number}", is_document=False)
        if layer.digest not in parts:
            raise part.problem("is not in this repository: it is to be had from its maker only")
        reason = _why_not_docker(layer, stored.config.diff_ids[number - 1])
        if reason:
            what = f"Writing {visible(reference)} as a Docker archive"
            raise NotSupportedError(what, f"{part.title} {reason}; choose an OCI archive")
        layers.append(part)
    by_diff_id = tuple(zip(stored.config.diff_ids, layers, strict=True))
    return _DockerImage(sha256_digest(config), config, by_diff_id, [])


def _why_not_docker(layer: Descriptor, diff_id: str) -> str:
    if layer.media_type not in media_types.LAYERS:
        return "is no file system layer"
    return "" if algorithm_of(diff_id) == "sha256" else "is named by another digest than sha256"


def _repositories(images: Iterable[_DockerImage]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in images:
        for tagged in sorted(one.tags):
            name, _colon, tag = tagged.rpartition(":")
            if one.layers:
                found.setdefault(name, {})[tag] = hex_of(one.layers[-1][0])
    return dict(sorted(found.items()))


def _layer_path(diff_id: str) -> str:
    return f"{hex_of(diff_id)}/layer.tar"


def _index_entry(descriptor: Descriptor, allowed: str) -> Descriptor:
    annotations = dict(descriptor.annotations)
    annotations.pop(CONTAINERD_NAME, None)  # it came with another archive
    if allowed != annotations.get(annotation_keys.REF_NAME, allowed):
        annotations[CONTAINERD_NAME] = with_host(allowed)
    return replace(descriptor, annotations=annotations)


class _Archive:
    """A tar in `file`."""

    def __init__(self, file: NewFile, cancel: CancelToken, report: Report, total: int) -> None:
        """`total` are the stored bytes that blobs will be read of."""
        self._file = file
        self._cancel = cancel
        self._report = report
        self._total = total
        self._done = 0
        self.tar = TarWriter(file.append)

    def document(self, name: bytes, content: bytes) -> None:
        """A small file."""
        self.tar.add_file(Entry(name, EntryType.REGULAR, size_bytes=len(content)), content)

    def folder(self, name: bytes) -> None:
        """A folder."""
        self.tar.add(Entry(name, EntryType.DIRECTORY, mode=0o755))

    def blob(self, layout: ImageLayout, part: Part) -> None:
        """A blob as it is stored."""
        size_bytes = part.descriptor.size_bytes
        digest = part.descriptor.digest
        name = f"blobs/{algorithm_of(digest)}/{hex_of(digest)}".encode()
        self.tar.add(Entry(name, EntryType.REGULAR, size_bytes=size_bytes))

        def take(piece: bytes) -> None:
            self._file.append(piece)
            self._tell(len(piece))

        copy_blob(layout, part, take, self._cancel)
        self.tar.end_content(size_bytes)

    def plain_layer(self, layout: ImageLayout, part: Part, diff_id: str, name: bytes) -> None:
        """A layer decompressed, in one pass: its header is filled in when its size is known."""
        start, size_bytes = self._file.size_bytes, 0
        while True:
            entry = Entry(name, EntryType.REGULAR, size_bytes=size_bytes)
            room = len(entry_header(entry, (0, 0)))
            self._file.append(b"\x00" * room)
            size_bytes = copy_plain(
                layout, part, diff_id, self._file.append, self._cancel, self._tell
            )
            header = entry_header(replace(entry, size_bytes=size_bytes), (0, 0))
            if len(header) == room:
                break
            self._file.rewind(start)  # over 8 GiB: a longer header, known now
        self._file.write_at(start, header)
        self.tar.end_content(size_bytes)

    def _tell(self, size_bytes: int) -> None:
        self._done += size_bytes
        self._report(Progress(tr_noop("Writing"), min(self._done, self._total), self._total))
