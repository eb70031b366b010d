"""Offering images to other computers of this network through a registry of our own."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import CancelToken
from core.engine.event_hub import EventHub
from core.model import ServeRequest, Serving
from core.store import ImageLayout


class Offering:
    """See Travel.serve."""

    def __init__(self, layout: ImageLayout, events: EventHub) -> None:
        self._layout = layout
        self._events = events

    def serve(
        self, request: ServeRequest, on_change: Callable[[Serving], None], cancel: CancelToken
    ) -> None:
        """See Travel.serve."""
        raise NotImplementedError
