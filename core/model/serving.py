"""Offering chosen images to other computers of the same network, and seeing what others offer."""

from __future__ import annotations

from dataclasses import dataclass, field

DEFAULT_PORT = 5000


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """Which images are offered, and how. Port 0: any that is free.

    `allow_push`: who knows the token may store images here too. `address` "": all addresses of this
    computer; "127.0.0.1" for programs of this computer alone. `title` is what others see.
    """

    references: tuple[str, ...]
    port: int = DEFAULT_PORT
    address: str = ""
    allow_push: bool = False
    title: str = ""
    is_announced: bool = True  # by zeroconf


@dataclass(frozen=True, slots=True)
class ServedPull:
    """Somebody who fetched something."""

    peer: str  # an address
    reference: str  # what was asked for, last
    sent_bytes: int
    is_done: bool
    is_push: bool = False


@dataclass(frozen=True, slots=True)
class Serving:
    """The offer as it is now; told at its start and whenever it changes."""

    addresses: tuple[str, ...]  # host:port, the best one first
    images: tuple[tuple[str, str], ...]  # local reference, and repository:tag as it is offered
    push_token: str = field(default="", repr=False)
    push_user: str = ""
    is_announced: bool = False
    announcement_sentence: str = ""  # why others do not find it by themselves, "" when they do
    pulls: tuple[ServedPull, ...] = ()  # the newest first, a hundred at most
    sent_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A Bricklayer in the same network that offers images. All of it is what others say."""

    title: str
    address: str  # host:port
    images: tuple[str, ...] = ()  # repository:tag; may be incomplete
    takes_push: bool = False
    is_self: bool = False
