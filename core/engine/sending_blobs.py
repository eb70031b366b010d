"""All blobs of an image on their way to a registry, some at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.engine.transfer_board import TransferBoard
from core.model import Transfer, TransferState
from core.oci.descriptor import Descriptor
from core.progress import Report

if TYPE_CHECKING:
    from core.registry.pushing import Pusher

_AT_ONCE = 4


class SendingBlobs:
    """One transfer. Its pusher was made with `stop` too, which the first failure cancels."""

    def __init__(
        self,
        pusher: Pusher,
        blobs: Sequence[Descriptor],
        stop: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> None:
        self._pusher = pusher
        self._blobs = blobs
        self._stop = stop
        sizes = [(one.digest, one.size_bytes) for one in blobs]
        self._board = TransferBoard(sizes, on_transfer, report, "Sending layers")

    def send(self) -> int:
        """Bytes that were sent. Raises the first failure, when all others have stopped."""
        self._board.tell()
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            coming = [threads.submit(self._send, blob) for blob in self._blobs]
            try:
                for one in as_completed(coming):
                    one.result()
            except BaseException:
                self._stop.cancel()  # what is no use any more is not sent to its end
                raise
        self._stop.check()
        return sum(one.result() for one in coming)

    def _send(self, blob: Descriptor) -> int:
        self._stop.check()
        digest = blob.digest
        place = self._pusher.put_blob(
            blob,
            lambda moved_bytes: self._board.move(digest, moved_bytes),
            lambda reason: self._board.set(digest, TransferState.PAUSED, reason),
        )
        state = TransferState.ALREADY_THERE if place.reason else TransferState.DONE
        self._board.set(digest, state, place.reason)
        return place.sent_bytes
