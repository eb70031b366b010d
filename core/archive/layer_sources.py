"""Layers of an archive on their way into the repository; see core.store.incoming."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from core.archive.candidate import Candidate
from core.archive.sources import Files
from core.cancel import CancelToken
from core.layer import Limits, decompressed_pieces, limits_for
from core.model import ReadingLimits
from core.oci.descriptor import Descriptor
from core.store.incoming import IncomingImage, LayerSource


class ArchivedLayer:
    """A layer as it lies in an archive; a LayerSource."""

    can_resume = False

    def __init__(
        self,
        files: Files,
        name: bytes,
        descriptor: Descriptor,
        limits: Limits | None,
        check: Callable[[], None],
    ) -> None:
        """With `limits` it is unpacked on its way. `check` is called at its end."""
        self.descriptor = descriptor
        self._files = files
        self._name = name
        self._limits = limits
        self._check = check

    def pieces(self, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        """See LayerSource.pieces."""
        pieces = self._files.pieces(self._name, offset, cancel)
        if self._limits is None:
            yield from pieces
        else:
            yield from decompressed_pieces(_stream(pieces), limits=self._limits)
        self._check()


def incoming(
    files: Files,
    image: Candidate,
    reference: str,
    limits: ReadingLimits,
    check: Callable[[], None],
) -> IncomingImage:
    """An image of an archive as `core.engine.arriving` takes it."""
    layers: list[LayerSource] = []
    is_plain = image.descriptor is None
    for name, layer in zip(image.files, image.manifest.layers, strict=True):
        own = limits_for(limits, layer.size_bytes) if is_plain else None
        layers.append(ArchivedLayer(files, name, layer, own, check))
    return IncomingImage(
        reference, image.descriptor, image.manifest_bytes, image.config_bytes, tuple(layers)
    )


class _PieceStream:
    """Pieces as something to be read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int) -> bytes:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def _stream(pieces: Iterator[bytes]) -> BinaryIO:
    return _PieceStream(pieces)  # type: ignore[return-value]
