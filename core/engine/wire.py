"""How a window and the engine's host process talk: frames on a Unix socket.

A frame is four bytes of length and a pickled message. Pickle is safe here because both ends are the
same person's: the socket lies in a directory that only she can enter, and each end asks the kernel
who the other one is (unix(7), SO_PEERCRED). File descriptors go along as SCM_RIGHTS.
"""

from __future__ import annotations

import os
import pickle
import socket
import struct
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_LENGTH = struct.Struct("!I")
_FRAME_LIMIT_BYTES = 256 << 20
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid
_DESCRIPTORS_LIMIT = 1
GREETING = b"\x01"
"""What a host says first, so that a client knows that it was not too late."""


@dataclass(frozen=True, slots=True)
class Call:
    """Client to host: call a method. `callbacks` names arguments that are functions."""

    method: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    callbacks: tuple[str, ...] = ()
    is_cancellable: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """Client to host: please stop."""


@dataclass(frozen=True, slots=True)
class CalledBack:
    """Host to client: one of the functions was called."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Returned:
    """Host to client: the result; for a terminal its exit code, after `Opened`."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """Host to client: the method raised."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Opened:
    """Host to client: a terminal; its master end comes along as a descriptor."""


Message = Call | Cancel | CalledBack | Returned | Raised | Opened


class Connection:
    """One end. Sending is safe from several threads, receiving from one."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._sending = threading.Lock()
        self._is_open = True

    def peer_uid(self) -> int:
        """Who is at the other end, as this user namespace sees her."""
        raw = self._stream.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        return int(_CREDENTIALS.unpack(raw)[1])

    def send(self, message: Message, descriptors: Sequence[int] = ()) -> None:
        """Blocks while the other end does not read. Raises OSError when it is gone."""
        content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        frame = _LENGTH.pack(len(content)) + content
        with self._sending:
            if descriptors:
                sent = socket.send_fds(self._stream, [frame], list(descriptors))
                self._stream.sendall(frame[sent:])
            else:
                self._stream.sendall(frame)

    def receive(self) -> tuple[Message, tuple[int, ...]] | None:
        """The next message with its descriptors; None when the other end is gone."""
        try:
            head, descriptors, _flags, _address = socket.recv_fds(
                self._stream, _LENGTH.size, _DESCRIPTORS_LIMIT
            )
            if len(head) < _LENGTH.size:
                head += self._read_exactly(_LENGTH.size - len(head)) if head else b""
            if not head:
                return None
            (length,) = _LENGTH.unpack(head)
            if length > _FRAME_LIMIT_BYTES:
                return None
            message: Message = pickle.loads(self._read_exactly(length))
        except (OSError, EOFError):
            return None
        return message, tuple(descriptors)

    def is_alive(self) -> bool:
        """Whether the other end is still there, of a connection on which nothing is said."""
        try:
            return self._stream.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False  # that is the answer

    def close(self) -> None:
        """Idempotent; wakes up who receives."""
        if self._is_open:
            self._is_open = False
            try:
                self._stream.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the other end was quicker
            self._stream.close()

    def _read_exactly(self, size: int) -> bytes:
        pieces = []
        while size:
            piece = self._stream.recv(min(size, 1 << 20))
            if not piece:
                raise EOFError
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


def is_same_person(connection: Connection) -> bool:
    """Whether the other end is run by who runs this one."""
    return connection.peer_uid() == os.geteuid()
