"""Network namespaces as file descriptors (network_namespaces(7)): no mount, no name, no left-over.

A namespace lives as long as a process in it, or a descriptor of it. An engine that is killed leaves
none behind, and with the last one the kernel takes the cable away.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1


class HeldNamespace:
    """A new network namespace with its loopback up, held until `let_go`."""

    def __init__(self) -> None:
        """Raises OSError."""
        # Only the thread that asks for it enters a new one, and ends with it.
        with ThreadPoolExecutor(1) as thread:
            self._descriptor = thread.submit(_make).result()

    @property
    def path(self) -> str:
        """By which other processes of ours join it, while this process lives."""
        return f"/proc/{os.getpid()}/fd/{self._descriptor}"

    def let_go(self) -> None:
        """Processes in it keep it from now on. Idempotent."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


class SocketsWithin:
    """Makes sockets in another network namespace: a socket stays in the one it was made in."""

    def __init__(self, namespace: Path) -> None:
        self._namespace = namespace
        self._thread = ThreadPoolExecutor(1, "sockets-within", initializer=self._enter)

    def connecting(self) -> socket.socket:
        """A TCP socket to connect with; not blocking. Raises OSError, RuntimeError when closed."""
        made = self._submit(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
        made.setblocking(False)
        return made

    def listening(self, address: str, port: int) -> socket.socket:
        """A TCP socket that listens there. Raises OSError."""
        return self._submit(lambda: listening_socket(address, port))

    def close(self) -> None:
        """No more sockets; those made go on."""
        self._thread.shutdown(wait=False)

    def _submit(self, make: Callable[[], socket.socket]) -> socket.socket:
        return self._thread.submit(make).result()

    def _enter(self) -> None:
        descriptor = os.open(self._namespace, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _checked(_LIBC.setns(descriptor, _CLONE_NEWNET))
        finally:
            os.close(descriptor)


def listening_socket(address: str, port: int) -> socket.socket:
    """A TCP socket of the calling thread's namespace that listens. Raises OSError.

    SO_REUSEADDR lets old connections be; it does not share a port with somebody who listens
    (socket(7)).
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(128)
    except BaseException:
        made.close()
        raise
    made.setblocking(False)
    return made


def _make() -> int:
    _checked(_LIBC.unshare(_CLONE_NEWNET))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        # netdevice(7): struct ifreq with ifr_flags
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", _IFF_UP))
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
