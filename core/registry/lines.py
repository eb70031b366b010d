"""Opening a connection to a host: its name, its addresses, whether they may be talked to.

The address that was reached is looked at once more before a byte is sent, so that a name which
means another address the second time gains nothing.
"""

from __future__ import annotations

import errno
import math
import select
import socket
import time

from core.errors import RegistryUnreachableError
from core.registry.addresses import resolve_within
from core.registry.exchange import Admit, Exchange
from core.registry.proxies import open_tunnel
from core.registry.surroundings import Surroundings
from core.registry.targets import Origin
from core.translation import tr_noop

_POLL_S = 0.1
_GUESS_S = 2.0  # for a name that a proxy will look up


class Lines:
    """Opens connections, straight or through a proxy. Safe for several threads."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._patience = surroundings.patience
        self._guessed: set[Origin] = set()

    def open(self, origin: Origin, exchange: Exchange) -> socket.socket:
        """A connection, for TLS or a request to begin. Raises what `Transport.send` does."""
        exchange.expect_within(math.inf)
        proxy = self._surroundings.proxy_for(origin)
        if proxy is None:
            return self._reach(origin.name, origin.host, origin.port, exchange, exchange.admit)
        self._look_behind(origin, exchange)
        name = f"{proxy.host}:{proxy.port}"
        line = self._reach(name, proxy.host, proxy.port, exchange, lambda _address, _port: None)
        try:
            open_tunnel(line, proxy, origin)
        except BaseException:
            line.close()
            raise
        return line

    def _reach(
        self, name: str, host: str, port: int, exchange: Exchange, admit: Admit
    ) -> socket.socket:
        patience = self._patience
        addresses = resolve_within(
            self._surroundings.resolve, host, port, patience.connect_s, exchange.cancel, name
        )
        until_s = time.monotonic() + patience.connect_s
        refusal: OSError | None = None
        for number, address in enumerate(addresses):
            admit(*address)
            left_s = (until_s - time.monotonic()) / (len(addresses) - number)
            try:
                line = _connect(address, max(left_s, _POLL_S), exchange, admit)
            except OSError as error:
                refusal = error
                continue
            exchange.hold(line)
            exchange.expect_within(patience.connect_s)  # for TLS; a request sets the next
            line.settimeout(patience.idle_s)
            return line
        raise _no_line(name, refusal)

    def _look_behind(self, origin: Origin, exchange: Exchange) -> None:
        """What can be known here of a host that a proxy reaches. Once for each host.

        A name that only the proxy knows stands for nothing that this computer could reach.
        """
        if origin in self._guessed:
            return
        limit_s = min(_GUESS_S, self._patience.connect_s)
        try:
            addresses = resolve_within(
                self._surroundings.resolve, origin.host, origin.port, limit_s, exchange.cancel,
                origin.name,
            )  # fmt: skip
        except RegistryUnreachableError:
            addresses = []
        for address in addresses:
            exchange.admit(*address)
        self._guessed.add(origin)


def _connect(
    address: tuple[str, int], limit_s: float, exchange: Exchange, admit: Admit
) -> socket.socket:
    """Connected, or OSError; looks up now and then, since this cannot be shut."""
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.setblocking(False)
        failure = line.connect_ex(address)
        if failure not in (0, errno.EINPROGRESS):
            raise OSError(failure, "")
        until_s = time.monotonic() + limit_s
        poll = select.poll()
        poll.register(line, select.POLLOUT)
        while not poll.poll(_POLL_S * 1000):
            exchange.cancel.check()
            if time.monotonic() > until_s:
                raise TimeoutError("nothing answers")
        failure = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failure:
            raise OSError(failure, "")
        admit(*line.getpeername()[:2])
    except BaseException:
        line.close()
        raise
    return line


def _no_line(name: str, refusal: OSError | None) -> RegistryUnreachableError:
    if isinstance(refusal, ConnectionRefusedError):
        return RegistryUnreachableError(name, tr_noop("nothing answers at that port"))
    if isinstance(refusal, TimeoutError):
        return RegistryUnreachableError(name, tr_noop("nothing answers there in time"))
    if refusal is None:
        return RegistryUnreachableError(name, tr_noop("nobody knows a computer of that name"))
    return RegistryUnreachableError(
        name, tr_noop("there is no way to it from this network"), detail=f"errno {refusal.errno}"
    )
