"""Offering images to other computers of this network through a registry of our own."""

from __future__ import annotations

import ipaddress
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.engine.event_hub import EventHub
from core.events import ImageAdded
from core.model import ServeRequest, Serving
from core.store import ImageLayout, read_model_image
from core.store.reading_limits import read_limits

if TYPE_CHECKING:
    from core.serving.announcing import Announcement
    from core.serving.push_key import PushKey
    from core.serving.server import RegistryServer

_TELL_S = 0.25
_LOOK_AGAIN_S = 5.0  # at addresses, which change with the network


class Offering:
    """See Travel.serve."""

    def __init__(self, layout: ImageLayout, events: EventHub) -> None:
        self._layout = layout
        self._events = events
        self.announced_on: Sequence[str] | None = None  # addresses of interfaces; None: all

    def serve(
        self, request: ServeRequest, on_change: Callable[[Serving], None], cancel: CancelToken
    ) -> None:
        """See Travel.serve. `on_change` is called from this thread."""
        from core.serving.announcing import Announcement
        from core.serving.offer import Offer
        from core.serving.push_key import PushKey
        from core.serving.server import RegistryServer

        if request.allow_push:
            self._layout.require_writable()
        offer = Offer(self._layout, request.references)
        key = PushKey() if request.allow_push else None
        title = request.title.strip() or platform.node()
        server = RegistryServer(
            offer,
            address=request.address,
            port=request.port,
            title=title,
            push_key=key,
            limits=read_limits(self._layout),
            named=self._tell_of_image,
        )
        announcement = Announcement(
            title, server.port, takes_push=request.allow_push, interfaces=self.announced_on
        )
        try:
            server.start()
            can_be_alone = self.announced_on is not None
            _Telling(request, server, key, announcement, on_change, can_be_alone).until(cancel)
        finally:
            server.close()  # at once; taking the news back takes a moment
            announcement.close()

    def _tell_of_image(self, reference: str) -> None:
        image = read_model_image(self._layout, reference, self._layout.resolve(reference))
        self._events.publish(ImageAdded(image))


@dataclass(slots=True)
class _Telling:
    """Says what is offered and who takes it, some times a second, and only when it changed."""

    request: ServeRequest
    server: RegistryServer
    key: PushKey | None
    announcement: Announcement
    on_change: Callable[[Serving], None]
    can_be_alone: bool  # announced to programs of this computer, too

    def until(self, cancel: CancelToken) -> None:
        """Returns when cancelled. Raises what `on_change` raises: whoever listened is gone."""
        told: Serving | None = None
        addresses = _addresses(self.request)
        self._announce(addresses)
        looked_s = time.monotonic()
        while True:
            if time.monotonic() - looked_s > _LOOK_AGAIN_S:
                looked_s = time.monotonic()
                self.server.drop_idle()
                if addresses != (addresses := _addresses(self.request)):
                    self._announce(addresses)  # the computer was carried into another network
            serving = self._serving(addresses)
            if serving != told:
                if told is not None and told.images != serving.images:
                    self.announcement.tell(name for _reference, name in serving.images)
                told = serving
                self.on_change(serving)
            if cancel.wait(_TELL_S):
                return

    def _announce(self, addresses: Sequence[str]) -> None:
        reached = [one for one in addresses if not ipaddress.ip_address(one).is_loopback]
        if not self.request.is_announced:
            return
        if not reached and not self.can_be_alone:
            self.announcement.sentence = "Only programs of this computer reach it."
            return
        names = [name for _reference, name in self.server.offer.images]
        self.announcement.start(names, reached or addresses)

    def _serving(self, addresses: Sequence[str]) -> Serving:
        from core.serving.addresses import with_port

        pulls, sent_bytes = self.server.tally.pulls()
        sentence = self.announcement.sentence
        return Serving(
            addresses=tuple(with_port(one, self.server.port) for one in addresses),
            images=self.server.offer.images,
            push_token=self.key.token if self.key is not None else "",
            push_user=self.key.user if self.key is not None else "",
            is_announced=not sentence,
            announcement_sentence=sentence,
            pulls=pulls,
            sent_bytes=sent_bytes,
        )


def _addresses(request: ServeRequest) -> tuple[str, ...]:
    from core.serving.addresses import own_addresses

    return (request.address,) if request.address else own_addresses()
