"""Carrying bytes between sockets of two network namespaces, in one thread for all of them."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from core.network.namespaces import SocketsWithin

_CONNECT_TIMEOUT_S = 10
_CHUNK_BYTES = 1 << 16
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Relays:
    """Listening sockets with what is done for who connects. Thread-safe.

    The thread is started with the first of them.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()
        self._running: dict[str, list[_Listener]] = {}

    def start(self, key: str, listening: socket.socket, handler: Handler) -> None:
        """Serve it from now on; the socket is ours then."""
        listener = _Listener(listening, handler)
        self._call(listener.start())
        self._running.setdefault(key, []).append(listener)

    def is_running(self, key: str) -> bool:
        """Whether something is served under that key."""
        return key in self._running

    def stop(self, key: str) -> None:
        """End what is served under that key, with its connections. Idempotent."""
        for listener in self._running.pop(key, []):
            self._call(listener.stop())

    def close(self) -> None:
        """End everything."""
        for key in list(self._running):
            self.stop(key)
        with self._starting:
            loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=_serve, args=(self._loop,), name="relays", daemon=True
                ).start()
            loop = self._loop
        asyncio.run_coroutine_threadsafe(work, loop).result()


class _Listener:
    def __init__(self, listening: socket.socket, handler: Handler) -> None:
        self._socket = listening
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, sock=self._socket)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for connection in list(self._connections):
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._handler(reader, writer)
        except (OSError, TimeoutError, EOFError, ValueError, asyncio.CancelledError):
            pass  # whoever is at the other end sees the connection end
        finally:
            writer.transport.abort()
            self._connections.discard(task)


def forward_to(sockets: SocketsWithin, address: str, port: int) -> Handler:
    """Lead connections to an address in another namespace."""

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner = sockets.connecting()
        try:
            connecting = asyncio.get_running_loop().sock_connect(inner, (address, port))
            await asyncio.wait_for(connecting, _CONNECT_TIMEOUT_S)
        except BaseException:
            inner.close()
            raise
        await join(reader, writer, *(await asyncio.open_connection(sock=inner)))

    return forward


async def join(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    other_reader: asyncio.StreamReader,
    other_writer: asyncio.StreamWriter,
) -> None:
    """Carry both ways until both ends have said all."""
    try:
        await asyncio.gather(_carry(reader, other_writer), _carry(other_reader, writer))
    finally:
        other_writer.transport.abort()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_CHUNK_BYTES):
        writer.write(piece)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
    await writer.drain()


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()
