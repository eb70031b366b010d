"""Connections that are carried on, and the web proxy that is a stand-in for a way out."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from core.network import Relays, listening_socket, web_proxy


@pytest.fixture
def relays() -> Iterator[Relays]:
    made = Relays()
    yield made
    made.close()


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(100):
        writer.write(piece)
        await writer.drain()


def _port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def _asked(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as stream:
        stream.sendall(request)
        stream.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := stream.recv(4096):
            answer += piece
    return answer


def test_a_relay_serves_until_it_is_stopped(relays: Relays) -> None:
    listening = listening_socket("127.0.0.1", 0)
    port = _port_of(listening)
    relays.start("c1", listening, _echo)
    assert relays.is_running("c1")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as stream:
        stream.sendall(b"hello")
        assert stream.recv(100) == b"hello"
        relays.stop("c1")  # with its connections
        try:
            assert stream.recv(100) == b""
        except ConnectionResetError:
            pass  # that is an end too
    assert not relays.is_running("c1")
    relays.stop("c1")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=10)


def test_nothing_is_left_of_closed_relays() -> None:
    relays = Relays()
    threads = set(threading.enumerate())
    listening = listening_socket("127.0.0.1", 0)
    relays.start("c1", listening, _echo)
    (thread,) = set(threading.enumerate()) - threads
    relays.close()
    thread.join(10)
    assert not thread.is_alive()
    assert listening.fileno() == -1


@pytest.mark.parametrize(
    ("request_line", "code"),
    [
        (b"GET /without-host HTTP/1.1", b"400"),
        (b"GET ftp://example.org/ HTTP/1.1", b"400"),
        (b"nonsense", b"400"),
        (b"CONNECT here:port HTTP/1.1", b"400"),
        (b"GET http://127.0.0.1:1/ HTTP/1.1", b"403"),
        (b"GET http://localhost/ HTTP/1.1", b"403"),
        (b"CONNECT [::1]:443 HTTP/1.1", b"403"),
        (b"CONNECT 169.254.169.254:80 HTTP/1.1", b"403"),
        (b"CONNECT 0.0.0.0:80 HTTP/1.1", b"403"),
    ],
)
def test_the_proxy_refuses_what_is_not_outside(
    relays: Relays, request_line: bytes, code: bytes
) -> None:
    listening = listening_socket("127.0.0.1", 0)
    relays.start("proxy", listening, web_proxy.serve_web)
    answer = _asked(_port_of(listening), request_line + b"\r\nHost: x\r\n\r\n")
    assert answer.split()[1] == code


@pytest.mark.parametrize(
    ("address", "is_outside"),
    [
        ("192.0.2.1", True), ("10.0.0.1", True), ("2001:db8::1", True),
        ("127.8.8.8", False), ("::1", False), ("::ffff:127.0.0.1", False),
        ("169.254.169.254", False), ("fe80::1%eth0", False), ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_outside_is_neither_the_loopback_nor_the_link(address: str, is_outside: bool) -> None:
    assert web_proxy.is_outside(address) is is_outside
