"""Images on their way in, from wherever: documents as they are, layers as streams.

Archives and registries make them; `core.engine.arriving` takes them in. Nothing of them is believed
but what was checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from core.cancel import CancelToken
from core.oci.descriptor import Descriptor


class LayerSource(Protocol):
    """One layer that can be read from somewhere."""

    @property
    def descriptor(self) -> Descriptor:
        """Digest and size of the bytes that `pieces` gives; what they are by its media type.

        Of a Docker archive's plain layer: its diffID, its size and `media_types.LAYER_TAR`.
        """
        ...

    @property
    def can_resume(self) -> bool:
        """Whether `pieces` may begin behind the start; then what came is kept for another try."""
        ...

    def pieces(self, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        """The bytes from `offset` on, none of the pieces empty, a megabyte at most.

        Raises DataError, FileAccessError, RegistryError.
        """
        ...


@dataclass(frozen=True, slots=True)
class IncomingImage:
    """One image for one platform. `manifest` and `config` are bytes that were parsed already.

    `descriptor` is the manifest's. `layers` are in the manifest's order, lowest first. Where there
    is no manifest of its own (Docker archive) `manifest` is b"" and one is written here, since
    only then layers may be stored in another compression than they came in.
    """

    reference: str  # how it is to be called here
    descriptor: Descriptor | None
    manifest: bytes
    config: bytes
    layers: tuple[LayerSource, ...]
