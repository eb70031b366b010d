"""Telling the network who offers images, and hearing who else does (RFC 6762, RFC 6763).

Whatever others tell is hostile until it has been looked at: anybody there can say anything.
"""

from __future__ import annotations

import ipaddress
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core.errors.root import visible
from core.model import Neighbour
from core.oci.remote_names import REPOSITORY, TAG
from core.serving.addresses import Network, interfaces, with_port
from core.serving.names import REPOSITORY_LIMIT

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

SERVICE = "_bricklayer._tcp.local."
NEIGHBOURS_LIMIT = 200
IMAGES_LIMIT = 64

_TITLE_BYTES = 60
_TXT_BYTES = 255  # one string of a TXT record (RFC 6763, 6.1)
_IMAGE_KEYS = 4  # some 1300 bytes in all are advised (RFC 6763, 6.2)
_VERSION = "1"
_LIVE_S = 120  # until who went without a goodbye is forgotten
_HEARD_LIMIT = 1000
_ASK_MS = 1500


class Announcement:
    """Told from `start` to `close`. `sentence` says why nobody hears it, "" when they do."""

    def __init__(
        self,
        title: str,
        port: int,
        *,
        takes_push: bool,
        interfaces: Sequence[str] | None = None,
    ) -> None:
        """`interfaces` are addresses of those that it is told on; None: all."""
        self._title = title
        self._port = port
        self._takes_push = takes_push
        self._interfaces = interfaces
        self._key = secrets.token_hex(6)
        self._changed = threading.Event()
        self._is_ending = False
        self._telling: threading.Thread | None = None
        self._addresses: tuple[str, ...] = ()
        self._images: tuple[str, ...] = ()
        self.sentence = "It is not announced: others have to type the address."

    def start(self, images: Iterable[str], addresses: Iterable[str]) -> None:
        """Tell who is here, soon. Never raises: who does not find it can still type it."""
        self.close()
        self._is_ending = False
        self._addresses = tuple(addresses)
        self._images = tuple(images)
        self.sentence = "Others will find it in a moment."
        self._telling = threading.Thread(target=self._run, name="announcing", daemon=True)
        self._telling.start()

    def tell(self, images: Iterable[str]) -> None:
        """Other images are offered now; told soon."""
        self._images = tuple(images)
        self._changed.set()

    def close(self) -> None:
        """Take it back. Idempotent."""
        if self._telling is not None:
            self._is_ending = True
            self._changed.set()
            self._telling.join()
            self._telling = None

    def _run(self) -> None:
        """In a thread of its own, since each word takes a part of a second."""
        import zeroconf

        try:
            found = open_zeroconf(self._interfaces)
        except (OSError, zeroconf.Error) as error:
            self.sentence = f"Others do not find it by themselves: {_reason(error)}."
            return
        try:
            told = self._record()
            found.register_service(told)
            self.sentence = ""
            while not self._is_ending:
                self._changed.wait()
                self._changed.clear()
                record = self._record()
                if record.text != told.text and not self._is_ending:
                    found.update_service(record)
                    told = record
        except (OSError, zeroconf.Error, ValueError) as error:
            self.sentence = f"Others do not find it by themselves: {_reason(error)}."
        finally:
            found.close()  # says goodbye first

    def _record(self) -> ServiceInfo:
        from zeroconf import ServiceInfo

        return ServiceInfo(
            SERVICE,
            f"Bricklayer {self._key}.{SERVICE}",
            port=self._port,
            parsed_addresses=list(self._addresses),
            properties=record_text(self._title, self._images, takes_push=self._takes_push),
            server=f"bricklayer-{self._key}.local.",
            host_ttl=_LIVE_S,
            other_ttl=_LIVE_S,
        )


def record_text(title: str, images: Iterable[str], *, takes_push: bool) -> dict[str, bytes]:
    """What a record says, as much as fits."""
    title_bytes = title.encode()[:_TITLE_BYTES]
    told = {
        "v": _VERSION.encode(),
        "title": title_bytes.decode(errors="ignore").encode(),
        "push": b"1" if takes_push else b"0",
    }
    waiting = list(images)
    for number in range(_IMAGE_KEYS):
        name = f"i{number}"
        room = _TXT_BYTES - len(name) - 1
        line = b""
        while waiting and len(line) + len(waiting[0].encode()) + bool(line) <= room:
            line += (b" " if line else b"") + waiting.pop(0).encode()
        if not line:
            break
        told[name] = line
    return told


class Neighbourhood:
    """Who offers images now; `on_change` is called, from a thread of its own, when that changes."""

    def __init__(
        self, on_change: Callable[[], None], *, interfaces: Sequence[str] | None = None
    ) -> None:
        """Raises OSError where there is no network. See `Announcement` for `interfaces`."""
        from zeroconf import ServiceBrowser

        self._on_change = on_change
        self._lock = threading.Lock()
        self._heard: set[str] = set()
        self._found: dict[str, Neighbour] = {}
        self._place = Place.of(interfaces)
        self._zeroconf = open_zeroconf(interfaces)
        self._browser = ServiceBrowser(self._zeroconf, SERVICE, handlers=[self._hear])

    def neighbours(self) -> tuple[Neighbour, ...]:
        """By title; each address once."""
        with self._lock:
            found = {one.address: one for one in self._found.values()}
        return tuple(sorted(found.values(), key=lambda one: (one.title.lower(), one.address)))

    def close(self) -> None:
        """Hear nothing more."""
        self._zeroconf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _hear(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """Somebody came, says something else, or left. Called in a thread of zeroconf's."""
        neighbour = None
        if state_change.name != "Removed":
            with self._lock:
                self._heard.add(name)
                is_flood = len(self._heard) > _HEARD_LIMIT
                is_full = name not in self._found and len(self._found) >= NEIGHBOURS_LIMIT
            if is_flood or is_full:
                return
            record = zeroconf.get_service_info(service_type, name, timeout=_ASK_MS)
            neighbour = read_record(record, self._place) if record is not None else None
        with self._lock:
            if neighbour is None:
                self._found.pop(name, None)
            else:
                self._found[name] = neighbour
        self._on_change()


@dataclass(frozen=True, slots=True)
class Place:
    """Where we stand: our addresses, and the networks that they belong to."""

    own: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    is_alone: bool = False  # nobody but programs of this computer is listened to

    @classmethod
    def of(cls, addresses: Sequence[str] | None) -> Place:
        """For these addresses of ours; None: all."""
        found = interfaces()
        own = addresses or [text for one in found for text in one.addresses]
        is_alone = all(ipaddress.ip_address(text).is_loopback for text in own)
        return cls(frozenset(own), tuple(n for one in found for n in one.networks), is_alone)

    def is_reached(self, text: str) -> bool:
        """Whether an address is in one of our very networks."""
        return any(ipaddress.ip_address(text) in network for network in self.networks)

    def is_near(self, text: str) -> bool:
        """Whether an address belongs to a network like ours: nobody sends us far away."""
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return False
        if address.is_multicast or address.is_unspecified or address.is_reserved:
            return False
        if address.is_loopback:
            return self.is_alone
        if address.version == 6 and address.is_link_local:
            return False  # it says nothing without the interface
        return address.is_private or address.is_link_local or self.is_reached(text)


def read_record(record: ServiceInfo, place: Place) -> Neighbour | None:
    """What somebody says of herself, as far as it can be true; None when it cannot."""
    told = record.properties
    if told.get(b"v") != _VERSION.encode() or not 0 < (record.port or 0) < 65536:
        return None
    near = [text for text in record.parsed_addresses()[:16] if place.is_near(text)]
    if not near:
        return None
    near.sort(key=lambda text: (not place.is_reached(text), ":" in text))
    title = " ".join(_text(told.get(b"title")).split())
    return Neighbour(
        title=visible(title, _TITLE_BYTES) or near[0],
        address=with_port(near[0], int(record.port or 0)),
        images=_images(told),
        takes_push=told.get(b"push") == b"1",
        is_self=near[0] in place.own,
    )


def open_zeroconf(interfaces: Sequence[str] | None) -> Zeroconf:
    """Raises OSError where there is no network to talk to."""
    from zeroconf import InterfaceChoice, Zeroconf

    return Zeroconf(interfaces=list(interfaces) if interfaces else InterfaceChoice.All)


def _images(told: dict[bytes, bytes | None]) -> tuple[str, ...]:
    found: list[str] = []
    for number in range(_IMAGE_KEYS):
        for name in _text(told.get(f"i{number}".encode())).split(" "):
            repository, colon, tag = name.partition(":")
            is_named = colon and len(repository) <= REPOSITORY_LIMIT
            if is_named and REPOSITORY.fullmatch(repository) and TAG.fullmatch(tag):
                found.append(name)
    return tuple(dict.fromkeys(found))[:IMAGES_LIMIT]


def _text(value: bytes | None) -> str:
    return (value or b"")[:_TXT_BYTES].decode(errors="replace")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return "this computer is in no network that carries such news"
    return "the network did not take the news"
