"""A way out for web and packages where a switch can have no other: an HTTP proxy (RFC 9110).

It listens at the switch's own address and connects on this computer's network. Names are looked up
here. Nobody gets to this computer's loopback or to link-local addresses through it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from core.network.relays import join

PORT = 3128
_CONNECT_TIMEOUT_S = 20
_HEAD_LIMIT_LINES = 200
_DROPPED = (b"proxy-", b"connection:", b"keep-alive:")
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSAL = "HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


async def serve_web(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one connection of a container: one request, or one tunnel (CONNECT)."""
    try:
        request_line = await reader.readuntil(b"\r\n")
        headers = []
        while (line := await reader.readuntil(b"\r\n")) != b"\r\n":
            headers.append(line)
            if len(headers) > _HEAD_LIMIT_LINES:
                raise ValueError("too many headers")
        method, target, _version = request_line.split()
        host, port, path = _destination(method, target)
    except (ValueError, asyncio.LimitOverrunError):
        await _refuse(writer, 400, "Bad Request")
        return
    try:
        outer = await asyncio.wait_for(_connect(host, port), _CONNECT_TIMEOUT_S)
    except PermissionError:
        await _refuse(writer, 403, "Forbidden")
        return
    except (OSError, TimeoutError):
        await _refuse(writer, 502, "Bad Gateway")
        return
    other_reader, other_writer = outer
    if method == b"CONNECT":
        writer.write(_ESTABLISHED)
    else:
        kept = [line for line in headers if not line.lower().startswith(_DROPPED)]
        # One request for each connection: the next one may be for another host.
        head = b"%b %b HTTP/1.1\r\nConnection: close\r\n" % (method, path)
        other_writer.write(head + b"".join(kept) + b"\r\n")
    await join(reader, writer, other_reader, other_writer)


def _destination(method: bytes, target: bytes) -> tuple[str, int, bytes]:
    """Host, port, and path for the origin server. Raises ValueError."""
    if method == b"CONNECT":
        authority, path, default = target, b"", 443
    else:
        scheme, separator, rest = target.partition(b"://")
        if scheme.lower() != b"http" or not separator:
            raise ValueError("not an absolute http address")
        authority, _slash, path = rest.partition(b"/")
        path, default = b"/" + path, 80
    text = authority.rpartition(b"@")[2].decode("ascii")
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        host, port = text, str(default)
    return host.strip("[]"), int(port), path


async def _connect(host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Raises PermissionError for a place that is not outside, OSError when nobody answers."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    outside = [address for address in addresses if is_outside(address)]
    if not outside:
        raise PermissionError(host)
    failure: OSError = ConnectionRefusedError(host)
    for address in outside:
        try:
            # By address: a second look-up of the name might lead elsewhere.
            return await asyncio.open_connection(address, port)
        except OSError as error:
            failure = error
    raise failure


def is_outside(address: str) -> bool:
    """Whether containers may reach it through this computer."""
    parsed: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return not (
        parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified or parsed.is_multicast
    )


async def _refuse(writer: asyncio.StreamWriter, code: int, words: str) -> None:
    writer.write(_REFUSAL.format(code, words).encode())
    with contextlib.suppress(OSError):
        await writer.drain()
        writer.write_eof()
        await asyncio.sleep(0)
