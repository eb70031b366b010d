"""Out of a network through its proxy: what is said stays between us and the registry."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.cancel import CancelToken
from core.errors import RegistryError, RegistryMisbehavedError, RegistryUnreachableError
from core.model import RegistryAccess
from core.registry.addresses import AddressKind
from core.registry.connection import RegistryConnection
from core.registry.proxies import Proxy, proxy_for
from core.registry.targets import Origin
from tests.registries.evil_registry import QUICK, EvilRegistry, Town, reply

HOST = "registry.test"
BLOB = "/v2/lib/x/blobs/1"
NOBODY = RegistryAccess(is_anonymous=True)


class Passing:
    """A proxy that passes on what it is asked to, and remembers what it could read."""

    def __init__(
        self, built: Town, answer: bytes = b"HTTP/1.1 200 Go\r\nX-Proxy: y\r\n\r\n"
    ) -> None:
        self.heads: list[bytes] = []
        self._town = built
        self._answer = answer
        self.server = EvilRegistry(lambda _seen, _line: None, on_line=self._pass)
        built.proxy = Proxy("127.0.0.1", self.server.port, "Basic cHJveHk=")

    def _pass(self, line: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += line.recv(1)
        self.heads.append(head)
        line.sendall(self._answer)
        host, _colon, port = head.split()[1].decode().rpartition(":")
        local = self._town.port_of(host, int(port))
        if b" 200 " not in self._answer or local is None:
            return
        with socket.create_connection(("127.0.0.1", local)) as onward:
            back = threading.Thread(target=pump, args=(onward, line))
            back.start()
            pump(line, onward)
            back.join()


def pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def passing(evil_town: Town) -> Iterator[Passing]:
    proxy = Passing(evil_town)
    yield proxy
    proxy.server.close()


def get(connection: RegistryConnection, token: CancelToken) -> bytes:
    with connection.request("GET", BLOB, cancel=token) as answer:
        return answer.document()


def test_a_registry_is_reached_through_a_proxy(
    evil_town: Town, passing: Passing, token: CancelToken
) -> None:
    evil_town.build(HOST, lambda _seen, _line: reply(200, b"blob"))
    with evil_town.connect(HOST) as connection:
        assert get(connection, token) == b"blob"
    assert passing.heads == [
        b"CONNECT registry.test:443 HTTP/1.1\r\nHost: registry.test:443\r\n"
        b"Proxy-Authorization: Basic cHJveHk=\r\n\r\n"
    ]


def test_a_name_that_only_the_proxy_knows(
    evil_town: Town, passing: Passing, token: CancelToken
) -> None:
    evil_town.build(HOST, lambda _seen, _line: reply(200, b"blob"))

    def resolve(host: str, port: int) -> list[tuple[str, int]]:
        if host == "127.0.0.1":
            return [(host, port)]
        raise OSError("no names here")

    surroundings = replace(evil_town.surroundings(), resolve=resolve)
    with RegistryConnection(HOST, NOBODY, surroundings) as connection:
        assert get(connection, token) == b"blob"


@pytest.mark.parametrize("target", ["https://inner.test/b", "https://169.254.169.254/b"])
def test_a_proxy_leads_nobody_to_a_private_address(
    evil_town: Town, passing: Passing, token: CancelToken, target: str
) -> None:
    evil_town.build("inner.test", lambda _seen, _line: reply(200), kind=AddressKind.NETWORK)
    evil_town.build(HOST, lambda _seen, _line: reply(307, b"", ("Location", target)))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        get(connection, token)
    assert "it leads to" in str(met.value)
    assert len(passing.heads) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 407 Who\r\n\r\n", "wants a user and a password"),
        (b"HTTP/1.1 403 No\r\n\r\n", "does not let us through to it (it answers 403)"),
        (b"nonsense\r\n\r\n", "it answers 0"),
        (b"x" * 20_000, "talks nonsense"),
        (b"HTTP/1.1 200", "the connection broke"),
        (b"", "the connection broke"),
    ],
)
def test_a_proxy_that_says_no(
    evil_town: Town, token: CancelToken, answer: bytes, words: str
) -> None:
    proxy = Passing(evil_town, answer)
    registry = evil_town.build(HOST, lambda _seen, _line: reply(200))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        get(connection, token)
    proxy.server.close()
    assert words in str(met.value)
    assert "cHJveHk=" not in repr(met.value) + repr(evil_town.proxy)
    assert registry.lines == 0


def test_a_proxy_that_says_nothing_is_left_in_time(evil_town: Town, token: CancelToken) -> None:
    silent = EvilRegistry(lambda _seen, _line: None, on_line=lambda _line: hang(silent))
    evil_town.proxy = Proxy("127.0.0.1", silent.port)
    with (
        evil_town.connect(HOST, patience=replace(QUICK, connect_s=0.3)) as connection,
        pytest.raises(RegistryUnreachableError, match="in time"),
    ):
        get(connection, token)
    silent.close()


def hang(server: EvilRegistry) -> None:
    server.over.wait(20)


SECURE = Origin("https", "registry.test", 443)


@pytest.mark.parametrize(
    ("environment", "origin", "proxy"),
    [
        ({}, SECURE, None),
        ({"https_proxy": "http://p:3128"}, SECURE, Proxy("p", 3128)),
        ({"HTTPS_PROXY": "p:3128"}, SECURE, Proxy("p", 3128)),
        ({"all_proxy": "http://p"}, SECURE, Proxy("p", 80)),
        (
            {"https_proxy": "http://u%40s:p%3aw@p:1"},
            SECURE,
            Proxy("p", 1, "Basic dUBzOnA6dw=="),
        ),
        ({"https_proxy": "http://p:1", "no_proxy": "registry.test"}, SECURE, None),
        ({"https_proxy": "http://p:1", "no_proxy": ".test,x"}, SECURE, None),
        ({"https_proxy": "http://p:1", "no_proxy": "*"}, SECURE, None),
        ({"https_proxy": "http://p:1"}, Origin("https", "localhost", 5000), None),
        ({"https_proxy": "http://p:1"}, Origin("https", "127.0.0.1", 5000), None),
        ({"https_proxy": "http://p:1"}, Origin("http", "registry.test", 80), None),
    ],
)
def test_the_environment_says_which(
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    origin: Origin,
    proxy: Proxy | None,
) -> None:
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(origin) == proxy


@pytest.mark.parametrize("given", ["socks5://p:1", "https://p:1", "http://p:99999", "http://"])
def test_a_proxy_of_another_kind_is_a_sentence(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("https_proxy", given)
    with pytest.raises(RegistryError, match=r"not one of http://host:port"):
        proxy_for(SECURE)
