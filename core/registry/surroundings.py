"""What a connection finds around it, so that tests can put other things there."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.registry.addresses import AddressKind, Resolve, kind_of_address, resolve_name
from core.registry.proxies import Proxy, proxy_for
from core.registry.targets import Origin


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, at most; and how often something is tried."""

    connect_s: float = 10.0  # to an address, and again for the TLS handshake
    idle_s: float = 30.0  # between two pieces of a body
    answer_s: float = 60.0  # from a request to the end of the answer's headers
    storing_s: float = 300.0  # the same when the registry has to check and store what we sent
    document_s: float = 120.0  # a whole document
    pace_window_s: float = 60.0  # in which at least `slowest_bytes_per_s` have to come on average
    slowest_bytes_per_s: int = 512
    tries: int = 4  # of what may be repeated
    first_wait_s: float = 0.5  # before the second try; doubled each time
    longest_wait_s: float = 30.0  # that a registry may ask for


def certificate_folders() -> tuple[Path, ...]:
    """Where Podman and Docker look for certificates of a registry, by host[:port]."""
    own = Path.home() / ".config/containers/certs.d"
    return (own, Path("/etc/containers/certs.d"), Path("/etc/docker/certs.d"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world as a connection sees it."""

    patience: Patience = field(default_factory=Patience)
    resolve: Resolve = resolve_name
    kind_of: Callable[[str, int], AddressKind] = kind_of_address
    proxy_for: Callable[[Origin], Proxy | None] = proxy_for
    certificates: tuple[Path, ...] = field(default_factory=certificate_folders)
    authorities: Callable[[], ssl.SSLContext] = ssl.create_default_context  # whom all believe
