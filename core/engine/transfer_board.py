"""What is told about layers on their way, from whichever thread, a few times a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from core.model import LayerTransfer, Transfer, TransferState
from core.progress import Progress, Report, Throttle

_INTERVAL_S = 0.12
_ENDED = (TransferState.DONE, TransferState.ALREADY_THERE, TransferState.UNPACKING)


class TransferBoard:
    """All layers of one transfer by their digests; each is told of once, however often it comes."""

    def __init__(
        self,
        layers: Iterable[tuple[str, int]],
        on_transfer: Callable[[Transfer], None],
        report: Report,
        phase: str,
    ) -> None:
        """`layers` are digests and sizes in bytes, in the order in which they are shown."""
        self._lock = threading.Lock()
        self._layers = {digest: LayerTransfer(digest, size_bytes) for digest, size_bytes in layers}
        self._on_transfer = on_transfer
        self._report = Throttle(report)
        self._phase = phase
        self._told_s = float("-inf")

    def set(self, digest: str, state: TransferState, reason: str = "") -> None:
        """Another state, told at once."""
        with self._lock:
            layer = self._layers[digest]
            moved = layer.size_bytes if state in (_ENDED[0], _ENDED[2]) else layer.moved_bytes
            self._layers[digest] = replace(layer, state=state, reason=reason, moved_bytes=moved)
            self._tell()

    def move(self, digest: str, moved_bytes: int) -> None:
        """So many bytes of a layer have come, or gone, altogether."""
        with self._lock:
            layer = self._layers[digest]
            state = TransferState.MOVING
            is_same = layer.state is state
            self._layers[digest] = replace(layer, moved_bytes=moved_bytes, state=state, reason="")
            if not is_same or time.monotonic() - self._told_s >= _INTERVAL_S:
                self._tell()

    def tell(self) -> None:
        """As it is now."""
        with self._lock:
            self._tell()

    def _tell(self) -> None:
        self._told_s = time.monotonic()
        transfer = Transfer(tuple(self._layers.values()))
        self._on_transfer(transfer)
        self._report(Progress(self._phase, transfer.moved_bytes, transfer.moving_bytes))
