"""Registries of the worst kind, on loopback: each says, byte for byte, what a test makes it say.

A `Town` gives several of them names and addresses of their own, so that one of them can stand in
the internet, another in a private network, and a third on this computer.
"""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from core.model import RegistryAccess
from core.registry.addresses import AddressKind, kind_of_address
from core.registry.connection import RegistryConnection
from core.registry.proxies import Proxy
from core.registry.surroundings import Patience, Surroundings

QUICK = Patience(
    connect_s=1.0,
    idle_s=0.4,
    answer_s=0.5,
    storing_s=0.5,
    document_s=1.0,
    pace_window_s=0.5,
    slowest_bytes_per_s=1000,
    tries=3,
    first_wait_s=0.01,
    longest_wait_s=0.3,
)
"""As an ordinary connection, in small."""

_BODY_LIMIT_BYTES = 1 << 20


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def authorization(self) -> str:
        return self.headers.get("authorization", "")


Answer = Callable[[Seen, socket.socket], bytes | None]
"""What is answered; None when it was sent, or shall never be: then the connection ends."""


def reply(
    status: int, body: bytes = b"", /, *more: tuple[str, str], length: int | None = None
) -> bytes:
    """A whole answer. `length` lies about that of the body; -1 says nothing about it."""
    lines = [f"HTTP/1.1 {status} Words"]
    shown = len(body) if length is None else length
    if shown >= 0:
        lines.append(f"Content-Length: {shown}")
    lines += [f"{name}: {value}" for name, value in more]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def chunk(content: bytes) -> bytes:
    """One piece of a body of unknown length."""
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


CHUNKED = reply(200, b"", ("Transfer-Encoding", "chunked"), length=-1)


@dataclass
class EvilRegistry:
    """One server; `answer` is called for each request but those for /v2/, unless it wants them."""

    answer: Answer
    tls: ssl.SSLContext | None = None
    greeting: bytes | None = field(default_factory=lambda: reply(200, b"{}"))
    on_line: Callable[[socket.socket], None] | None = None  # instead of all that follows
    seen: list[Seen] = field(default_factory=list)
    lines: int = 0  # connections that were made

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def over(self) -> threading.Event:
        """Set when the test is over: for those that wait for nothing."""
        return self._over

    @property
    def asked(self) -> list[Seen]:
        """All but greetings."""
        return [one for one in self.seen if one.path != "/v2/"]

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for line in list(self._open):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def _listen(self) -> None:
        while True:
            try:
                line, _address = self._listening.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.lines += 1
            self._open.add(line)
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            if self.on_line is not None:
                self.on_line(line)
                return
            if self.tls is not None:
                wrapped = self.tls.wrap_socket(line, server_side=True)
                with wrapped:
                    self._converse(wrapped)
            elif line.recv(1, socket.MSG_PEEK) == b"\x16":  # TLS, to who speaks none
                line.sendall(reply(400, b"", ("Connection", "close")))
            else:
                self._converse(line)
        self._open.discard(line)

    def _converse(self, line: socket.socket) -> None:
        with line.makefile("rb") as reading:
            while True:
                request = _read_request(reading, line, self.seen)
                if request is None:
                    return
                if request.path == "/v2/" and self.greeting is not None:
                    said: bytes | None = self.greeting
                else:
                    said = self.answer(request, line)
                if said is None:
                    return
                line.sendall(said)


def _read_request(reading: object, line: socket.socket, seen: list[Seen]) -> Seen | None:
    readline = reading.readline  # type: ignore[attr-defined]
    first = readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while (text := readline().decode("latin-1").strip()) != "":
        name, _colon, value = text.partition(":")
        headers[name.lower()] = value.strip()
    request = Seen(first[0], first[1], headers, b"")
    seen.append(request)  # before its body: what was asked counts
    length = int(headers.get("content-length", "0"))
    if length <= _BODY_LIMIT_BYTES:  # longer ones are left to the answer
        request.body = reading.read(length)  # type: ignore[attr-defined]
    return request


def _nobody() -> ssl.SSLContext:
    """Whom all believe, in a town of its own: reading the real ones takes a while."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@functools.cache
def _authority() -> trustme.CA:
    return trustme.CA()


@functools.cache
def _server_context(host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert(host).configure_cert(context)
    return context


class Town:
    """Names for servers, and the surroundings in which a connection meets them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = _authority()
        self._servers: dict[str, EvilRegistry] = {}
        self._kinds: dict[int, AddressKind] = {}
        self._ports: dict[tuple[str, int], int] = {}
        self.proxy: Proxy | None = None  # the only way out of it

    def build(
        self,
        name: str,
        answer: Answer,
        *,
        kind: AddressKind = AddressKind.WORLD,
        is_plain: bool = False,
        greeting: bytes | None = reply(200, b"{}"),
        on_line: Callable[[socket.socket], None] | None = None,
    ) -> EvilRegistry:
        """A server named host or host:port."""
        host, _colon, port = name.partition(":")
        server = EvilRegistry(
            answer, None if is_plain else self.context(host), greeting, on_line=on_line
        )
        self._servers[name] = server
        self._kinds[server.port] = kind
        self._ports[host, int(port or (80 if is_plain else 443))] = server.port
        if not is_plain:
            self.trust(name, self.authority)
        return server

    def context(self, host: str) -> ssl.SSLContext:
        return _server_context(host)

    def trust(self, name: str, authority: trustme.CA) -> None:
        folder = self.folder / "certs.d" / name
        folder.mkdir(parents=True, exist_ok=True)
        authority.cert_pem.write_to_path(str(folder / "ca.crt"))

    def port_of(self, host: str, port: int) -> int | None:
        """The port of this computer that a name and its port stand for."""
        return self._ports.get((host, port))

    def lead(self, host: str, port: int, to: int) -> None:
        """One more name and port for what listens at a port of this computer."""
        self._ports[host, port] = to

    def connect(
        self, name: str, access: RegistryAccess | None = None, patience: Patience = QUICK
    ) -> RegistryConnection:
        access = access or RegistryAccess(is_anonymous=True)
        return RegistryConnection(name, access, self.surroundings(patience))

    def surroundings(self, patience: Patience = QUICK) -> Surroundings:
        return Surroundings(
            patience,
            resolve=self._resolve,
            kind_of=self._kind_of,
            proxy_for=lambda _origin: self.proxy,
            certificates=(self.folder / "certs.d",),
            authorities=_nobody,
        )

    @property
    def servers(self) -> list[EvilRegistry]:
        """In the order in which they were built."""
        return list(self._servers.values())

    def close(self) -> None:
        for server in self._servers.values():
            server.close()

    def _resolve(self, host: str, port: int) -> list[tuple[str, int]]:
        if host.replace(".", "").isdecimal() or ":" in host:
            return [(host, port)]
        found = self._ports.get((host, port))
        if found is None:
            raise OSError("nobody knows it")
        return [("127.0.0.1", found)]

    def _kind_of(self, address: str, port: int) -> AddressKind:
        return self._kinds.get(port) or kind_of_address(address, port)


@contextlib.contextmanager
def town(folder: Path) -> Iterator[Town]:
    """One that is torn down at the end."""
    built = Town(folder)
    try:
        yield built
    finally:
        built.close()
