"""One layer's bytes on their way into the repository: checked as they come, and stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from core.cancel import CancelToken
from core.engine.transfer_board import TransferBoard
from core.errors import DigestMismatchError, RegistryUnreachableError
from core.layer import GzipSink
from core.layer.free_space import FreeSpace
from core.layer.limits import Limits
from core.layer.piece_stream import PieceStream
from core.model import TransferState
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of
from core.store import ImageLayout
from core.store.incoming import LayerSource
from core.store.packed_here import remember_packed
from core.store.partial import PartialBlob

_TRIES = 6  # without a byte in between
_PAUSE_S = 0.4
_LONGEST_PAUSE_S = 10.0
_BUFFER_BYTES = 1 << 20


class LayerIntake:
    """Stores layers; safe for several threads, one for each layer."""

    def __init__(self, layout: ImageLayout, board: TransferBoard, limits: Limits) -> None:
        self._layout = layout
        self._board = board
        self._limits = limits

    def store(self, source: LayerSource, cancel: CancelToken) -> Descriptor:
        """The bytes exactly as they come; the source's descriptor.

        Raises DigestMismatchError, StorageFullError, LayerFormatError (limit: the disk gets too
        full), Cancelled and what the source raises.
        """
        if source.can_resume:
            self._store_in_tries(source, cancel)
            return source.descriptor
        wanted = source.descriptor
        with self._layout.new_blob(algorithm_of(wanted.digest)) as blob:
            space = FreeSpace(self._layout.private, self._limits)
            for piece in source.pieces(0, cancel):
                cancel.check()
                space.take(len(piece))
                blob.write(piece)
                self._require_size(wanted, blob.size_bytes)
                self._board.move(wanted.digest, blob.size_bytes)
            blob.commit(wanted)
        return wanted

    def pack(self, source: LayerSource, cancel: CancelToken) -> Descriptor:
        """A plain tar, packed here; the descriptor of what is stored.

        Its digest is the diffID. Raises as `store`.
        """
        wanted = source.descriptor
        with self._layout.new_blob() as blob, GzipSink(blob.write) as sink:
            space = FreeSpace(self._layout.private, self._limits)
            for piece in source.pieces(0, cancel):
                cancel.check()
                space.take(len(piece))
                sink.write(piece)
                self._board.move(wanted.digest, min(sink.tar_bytes, wanted.size_bytes))
            sink.finish()
            if sink.diff_id != wanted.digest:
                raise DigestMismatchError(wanted.digest, sink.diff_id)
            digest, size_bytes = blob.commit()
        remember_packed(self._layout, digest, sink.tar_bytes)
        return Descriptor(media_types.LAYER_GZIP, digest, size_bytes)

    def _store_in_tries(self, source: LayerSource, cancel: CancelToken) -> None:
        """What came before a connection broke is not fetched again."""
        wanted = source.descriptor
        with PartialBlob(self._layout, wanted, cancel) as blob:
            if blob.is_whole:
                return
            space = FreeSpace(self._layout.private, self._limits)
            tries = 0
            while blob.size_bytes < wanted.size_bytes:
                before_bytes = blob.size_bytes
                try:
                    self._board.move(wanted.digest, blob.size_bytes)
                    for piece in source.pieces(blob.size_bytes, cancel):
                        cancel.check()
                        space.take(len(piece))
                        blob.write(piece)
                        self._require_size(wanted, blob.size_bytes)
                        self._board.move(wanted.digest, blob.size_bytes)
                    if blob.size_bytes == before_bytes:
                        break  # it has no more: the digest tells
                except RegistryUnreachableError as error:
                    tries = 1 if blob.size_bytes > before_bytes else tries + 1
                    if tries >= _TRIES:
                        raise
                    self._board.set(wanted.digest, TransferState.PAUSED, error.reason)
                    cancel.wait(min(_PAUSE_S * 2 ** (tries - 1), _LONGEST_PAUSE_S))
            cancel.check()
            blob.finish()

    def _require_size(self, wanted: Descriptor, size_bytes: int) -> None:
        """What is longer than it promised is not read to its end, which may never come."""
        if size_bytes > wanted.size_bytes:
            raise DigestMismatchError(wanted.digest, f"more than {wanted.size_bytes:,} bytes")


class IncomingTar:
    """A layer that comes as a plain tar, unpacked from where it comes while it is packed here.

    Implements `core.snapshot.layer_tar.LayerTar`; both who packs and who unpacks find its diffID.
    """

    def __init__(self, source: LayerSource, limits: Limits, cancel: CancelToken) -> None:
        self._source = source
        self._limits = limits
        self._cancel = cancel

    @contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, Limits]]:
        """See LayerTar."""
        pieces = self._source.pieces(0, self._cancel)
        yield io.BufferedReader(PieceStream(pieces), _BUFFER_BYTES), self._limits
