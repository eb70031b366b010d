"""A remote layer as bytes that can be read from anywhere in it."""

from __future__ import annotations

from collections.abc import Iterator

from core.cancel import CancelToken
from core.oci.descriptor import Descriptor
from core.registry.connection import RegistryConnection


class RemoteLayer:
    """Implements `core.store.incoming.LayerSource`."""

    can_resume = True

    def __init__(
        self, connection: RegistryConnection, repository: str, descriptor: Descriptor
    ) -> None:
        self._connection = connection
        self._repository = repository
        self.descriptor = descriptor

    def pieces(self, offset: int, cancel: CancelToken) -> Iterator[bytes]:
        """See LayerSource."""
        total_bytes = self.descriptor.size_bytes
        with self._connection.request(
            "GET",
            f"/v2/{self._repository}/blobs/{self.descriptor.digest}",
            scope=f"repository:{self._repository}:pull",
            headers={"Range": f"bytes={offset}-"} if offset else {},
            accepted=(200, 206) if offset else (200,),
            cancel=cancel,
        ) as answer:
            pieces = (
                answer.pieces_from(offset, total_bytes) if offset else answer.pieces(total_bytes)
            )
            for piece in pieces:
                if piece:
                    yield piece
