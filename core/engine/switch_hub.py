"""The switches of an ordinary person: a network namespace of her own with all bridges in it.

A small process holds it while somebody is plugged in; it outlives the engine, which finds it again
by its pid and start time. Published ports are led in by this process: who connects to
127.0.0.1:8080 gets a socket that was made inside. As long as no engine runs nobody leads them; the
next one takes them up again.

The way out is a web proxy at the switch's address: it needs neither /dev/net/tun, which not every
computer opens to persons, nor a program of its own.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

from core.errors import NotSupportedError, PortTakenError
from core.model import PublishedPort
from core.network import (
    Definition,
    Member,
    ProgramFailedError,
    Programs,
    ProgramsAtWork,
    Relays,
    SocketsWithin,
    Surroundings,
    forward_to,
    listening_socket,
    web_proxy,
)
from core.runtime import ContainerProcess, start_time_of
from core.translation import tr_noop

_NOTE_NAME = "hub.json"
_TIMEOUT_S = 10.0
_LOOK_INTERVAL_S = 0.002
# Whoever is killed before the note is written leaves nobody behind: its end of the pipe closes.
_ONCE_NOTED = 'read -r _ && exec "$@" < /dev/null'
_SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class PersonsGround:
    """For an ordinary person, from inside her user namespace. Implements Ground."""

    def __init__(self, directory: Path, at_work: ProgramsAtWork) -> None:
        self._at_work = at_work
        self._directory = directory
        self._relays = Relays()
        self._sockets: tuple[ContainerProcess, SocketsWithin] | None = None

    # --- the namespace ------------------------------------------------------------------------

    def enter(self, programs: Programs) -> Surroundings:
        holder = self._holder() or self._start_holder()
        return self._within(holder, programs)

    def find(self, programs: Programs) -> Surroundings | None:
        holder = self._holder()
        return self._within(holder, programs) if holder else None

    def abandon(self, surroundings: Surroundings) -> None:
        self._forget_sockets()
        for process in self._noted():
            _end(process)
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self._directory / _NOTE_NAME

    def _within(self, holder: ContainerProcess, programs: Programs) -> Surroundings:
        entering = (str(programs.nsenter), f"--net={_namespace(holder.pid)}", "--")
        lock = self._directory / "xtables.lock"
        return Surroundings(programs, entering, lock, self._at_work.descriptor())

    def _holder(self) -> ContainerProcess | None:
        noted = self._noted()
        return noted[0] if noted and noted[0].is_alive else None

    def _noted(self) -> list[ContainerProcess]:
        """The holder, and what serves its way out."""
        try:
            fields = json.loads(self._note.read_text())
            return [ContainerProcess(int(pid), int(start)) for pid, start in fields["processes"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []  # none was made since the last start of this computer

    def _start_holder(self) -> ContainerProcess:
        self._forget_sockets()
        for left in self._noted():
            _end(left)
        unshare = shutil.which("unshare", path=_SEARCH_PATH)
        init = shutil.which("catatonit", path=_SEARCH_PATH)
        if unshare is None:
            raise ProgramFailedError("unshare: it is not installed")
        waiting = [init, "-P"] if init else ["/bin/sleep", "infinity"]
        process = subprocess.Popen(
            [unshare, "--net", "--", "/bin/sh", "-c", _ONCE_NOTED, "holder", *waiting],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )
        # It outlives us; when it ends before, it shall be reaped.
        threading.Thread(target=process.wait, daemon=True).start()
        assert process.stdin is not None
        with process.stdin as noted:  # closed without a word when this fails: then it ends
            own = os.readlink("/proc/self/ns/net")
            deadline = time.monotonic() + _TIMEOUT_S
            while _link(process.pid) in ("", own):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise ProgramFailedError("unshare: a network of your own is not allowed here")
                time.sleep(_LOOK_INTERVAL_S)
            holder = _process(process.pid)
            self._keep([holder])
            noted.write(b"noted\n")
        return holder

    def _keep(self, processes: list[ContainerProcess]) -> None:
        fields = {"processes": [[one.pid, one.start_time] for one in processes]}
        self._note.write_text(json.dumps(fields))

    # --- ports and the way out ----------------------------------------------------------------

    def ports_of_plugins(self, ports: tuple[PublishedPort, ...]) -> tuple[PublishedPort, ...]:
        return ()

    def join(self, member: Member, bridge: str) -> None:
        sockets = self._sockets_within()
        if sockets is None:
            return  # its switch ended with its namespace; it gets another one at its next start
        if member.switch.has_outside and not self._relays.is_running(bridge):
            listening = sockets.listening(member.switch.gateway, web_proxy.PORT)
            self._relays.start(bridge, listening, web_proxy.serve_web)
        for port in member.ports:
            handler = forward_to(sockets, member.address, port.container_port)
            self._relays.start(member.container_id, _listen(port), handler)

    def leave(self, container_id: str) -> None:
        self._relays.stop(container_id)

    def switch_off(self, bridge: str) -> None:
        self._relays.stop(bridge)

    def sentence(self, definition: Definition) -> str:
        if definition.has_outside:
            return tr_noop(
                "Without root only web addresses and packages are reached outside, "
                "through a proxy that programs are told of."
            )
        return ""

    def environment(self, definition: Definition) -> tuple[str, ...]:
        if not definition.has_outside:
            return ()
        proxy = f"http://{definition.gateway}:{web_proxy.PORT}"
        near = f"localhost,127.0.0.1,{definition.subnet}"
        settings = {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": near}
        return tuple(
            f"{name}={value}"
            for lower, value in settings.items()
            for name in (lower, lower.upper())
        )

    def reaches_name_servers(self) -> bool:
        return False  # the proxy looks names up

    def close(self) -> None:
        self._relays.close()
        self._forget_sockets()

    def _sockets_within(self) -> SocketsWithin | None:
        """Of the namespace as it is now; a later one with the same pid is another."""
        holder = self._holder()
        if holder is None:
            return None
        if self._sockets is None or self._sockets[0] != holder:
            self._forget_sockets()
            self._sockets = holder, SocketsWithin(_namespace(holder.pid))
        return self._sockets[1]

    def _forget_sockets(self) -> None:
        sockets, self._sockets = self._sockets, None
        if sockets is not None:
            sockets[1].close()


def _listen(port: PublishedPort) -> socket.socket:
    try:
        return listening_socket(port.host_address, port.host_port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port.host_port, tr_noop("another program")) from error
        reason = error.strerror or str(error)
        raise NotSupportedError(f"Publishing port {port.as_text}", reason) from error


def _namespace(pid: int) -> Path:
    return Path(f"/proc/{pid}/ns/net")


def _link(pid: int) -> str:
    try:
        return os.readlink(_namespace(pid))
    except OSError:
        return ""  # it ended


def _process(pid: int) -> ContainerProcess:
    start_time = start_time_of(pid)
    if start_time is None:
        raise ProgramFailedError("the process that holds the switches ended at once")
    return ContainerProcess(pid, start_time)


def _end(process: ContainerProcess) -> None:
    if process.is_alive:
        try:
            os.kill(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it ended by itself
