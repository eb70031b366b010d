"""What is offered: chosen images under their offered names, and all that they are made of.

Nothing is copied and little remembered: each question is answered from the layout as it is now.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

from core.errors import BlobMissingError, BricklayerError, RepositoryUnusableError
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.manifest import ImageIndex, Manifest
from core.serving.names import offered_names
from core.store import ImageLayout

_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Reach:
    """All that one image needs and that is here: documents, and the other blobs' sizes."""

    documents: dict[str, Descriptor]
    blobs: dict[str, int]


class Offer:
    """Images by repository and tag. Methods may be called from several threads."""

    def __init__(self, layout: ImageLayout, references: tuple[str, ...]) -> None:
        """Raises ImageNotFoundError, DataError for images that cannot be offered at all."""
        self.layout = layout
        self._lock = threading.Lock()
        names = offered_names(references)
        self._names = {reference: names[reference] for reference in references}
        self._stamp: tuple[int, int, int] = (0, 0, 0)
        self._meant: dict[str, Descriptor] = {}
        self._reached: dict[str, Reach] = {}
        for reference in references:
            self._reach(layout.resolve(reference))

    @property
    def images(self) -> tuple[tuple[str, str], ...]:
        """Local reference and offered name of each that is there now, in the order they came."""
        meant = self._references()
        with self._lock:
            names = tuple(self._names.items())
        return tuple(one for one in names if one[0] in meant)

    def add(self, reference: str) -> str:
        """Offer one more; what it is called."""
        with self._lock:
            taken = {name: one for one, name in self._names.items()}
            self._names[reference] = offered_names([reference], taken)[reference]
            return self._names[reference]

    def repositories(self) -> tuple[str, ...]:
        """In the order of their characters."""
        return tuple(sorted({name.rpartition(":")[0] for _reference, name in self.images}))

    def tags(self, repository: str) -> tuple[str, ...]:
        """Of one repository, in the order of their characters; () when there is none."""
        return tuple(sorted(tag for _reference, tag in self._in(repository)))

    def tagged(self, repository: str, tag: str) -> Descriptor | None:
        """What `repository:tag` means, with its media type."""
        for reference, known in self._in(repository):
            if known == tag:
                return self._document(self._references().get(reference))
        return None

    def document(self, repository: str, digest: str) -> Descriptor | None:
        """A manifest or an index that an image of the repository needs."""
        for reach in self._reaches(repository):
            if digest in reach.documents:
                return reach.documents[digest]
        return None

    def blob_size(self, repository: str, digest: str) -> int | None:
        """Size in bytes of a config or layer that an image of the repository needs."""
        for reach in self._reaches(repository):
            if digest in reach.blobs:
                return reach.blobs[digest]
        return None

    def _in(self, repository: str) -> list[tuple[str, str]]:
        """References of a repository that are there now, with their tags."""
        split = ((reference, *name.rpartition(":")[::2]) for reference, name in self.images)
        return [(reference, tag) for reference, known, tag in split if known == repository]

    def _reaches(self, repository: str) -> list[Reach]:
        meant = self._references()
        found = []
        for reference, _tag in self._in(repository):
            try:
                found.append(self._reach(meant[reference]))
            except (BricklayerError, KeyError):
                continue  # it went away, or was damaged, since: nobody can have it
        return found

    def _document(self, descriptor: Descriptor | None) -> Descriptor | None:
        if descriptor is None:
            return None
        try:
            return self._reach(descriptor).documents.get(descriptor.digest)
        except BricklayerError:
            return None  # as above

    def _references(self) -> dict[str, Descriptor]:
        stamp = self.layout.index_stamp()
        with self._lock:
            if stamp == self._stamp:
                return self._meant
        try:
            meant = dict(self.layout.references())
        except RepositoryUnusableError:
            return self._meant  # another program is writing it just now
        with self._lock:
            self._stamp, self._meant = stamp, meant
        return meant

    def _reach(self, descriptor: Descriptor) -> Reach:
        """Raises DataError. Documents never change, so what they name is remembered."""
        with self._lock:
            known = self._reached.get(descriptor.digest)
        if known is None:
            known = reach_of(self.layout, descriptor)
            with self._lock:
                if len(self._reached) >= _REMEMBERED:
                    self._reached.clear()
                self._reached[descriptor.digest] = known
        return known


def reach_of(layout: ImageLayout, descriptor: Descriptor) -> Reach:
    """What an image or an index needs, as far as it is here. Raises DataError."""
    reach = Reach({}, {})
    waiting = [descriptor]
    while waiting:
        one = waiting.pop()
        if one.digest in reach.documents:
            continue
        try:
            content = layout.read_blob(one)
        except BlobMissingError:
            if one is descriptor:
                raise
            continue  # other platforms may be absent
        one, parts = _parsed(one, content)
        reach.documents[one.digest] = one
        if one.media_type in media_types.INDEXES:
            waiting += parts
        else:
            reach.blobs.update((part.digest, part.size_bytes) for part in parts)
    return reach


def _parsed(one: Descriptor, content: bytes) -> tuple[Descriptor, tuple[Descriptor, ...]]:
    """With the media type that it is sent with, and what it names."""
    kind = one.media_type
    if kind not in media_types.INDEXES | media_types.MANIFESTS:
        value = strict_json.loads(content, "manifest")
        told = value.get("mediaType")
        by_shape = media_types.IMAGE_INDEX if "manifests" in value else media_types.IMAGE_MANIFEST
        known = told in media_types.INDEXES | media_types.MANIFESTS
        kind = str(told) if known else by_shape
    plain = replace(one, media_type=kind, annotations={})
    if kind in media_types.INDEXES:
        return plain, ImageIndex.from_bytes(content).manifests
    manifest = Manifest.from_bytes(content)
    return plain, (manifest.config, *manifest.layers)
