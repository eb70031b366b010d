"""The engine in its host process, seen from the window's side."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import termios
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from core.cancel import NEVER, CancelToken
from core.engine.protocol import Terminal
from core.engine.remote_inspection import RemoteInspection
from core.engine.remote_reworking import RemoteReworking
from core.engine.remote_running import RemoteRunning
from core.engine.remote_travel import RemoteTravel
from core.engine.wire import (
    Call,
    CalledBack,
    Cancel,
    Connection,
    Opened,
    Raised,
    Returned,
    is_same_person,
)
from core.errors import BugError, Cancelled, EngineUnreachableError
from core.events import Event
from core.model import (
    BaseImageRequest,
    BaseImageSource,
    Capabilities,
    ChangeSummary,
    CommandRun,
    Container,
    ExecRequest,
    Image,
    NewContainer,
    OutputChunk,
    Readiness,
    RemovalPlan,
    Repository,
    SnapshotRequest,
    Switch,
    TerminalSize,
)
from core.progress import Report, ignore
from core.translation import tr_noop

_Result = TypeVar("_Result")


class HostStarter(Protocol):
    """Knows how to reach the host process, starting it when it does not run."""

    def connect(self) -> socket.socket:
        """A connected socket. Raises EngineUnreachableError, FacilityMissingError."""
        ...


class HostedEngine(RemoteInspection, RemoteRunning, RemoteTravel, RemoteReworking):
    """Implements `core.engine.protocol.Engine` by calls to the host, each on a connection."""

    title = tr_noop("Built-in · this computer")

    def __init__(self, starter: HostStarter) -> None:
        self._starter = starter
        self._presence: Connection | None = None
        self._lock = threading.Lock()

    # --- looking ------------------------------------------------------------------------------

    def capabilities(self) -> Capabilities:
        return self._call(Capabilities, "capabilities")

    def probe(self) -> Readiness:
        return self._call(Readiness, "probe")

    def repository(self) -> Repository:
        return self._call(Repository, "repository")

    def switches(self) -> tuple[Switch, ...]:
        return self._call(tuple, "switches")

    def base_image_sources(self) -> tuple[BaseImageSource, ...]:
        return self._call(tuple, "base_image_sources")

    def commands(self, container_id: str) -> tuple[CommandRun, ...]:
        return self._call(tuple, "commands", container_id)

    def changes(
        self, container_id: str, *, limit: int = 10_000, cancel: CancelToken = NEVER
    ) -> ChangeSummary:
        return self._call(ChangeSummary, "changes", container_id, limit=limit, cancel=cancel)

    def watch(self, on_event: Callable[[Event], None], *, cancel: CancelToken) -> None:
        self._call(type(None), "watch", cancel=cancel, callbacks={"on_event": on_event})

    def close(self) -> None:
        with self._lock:
            if self._presence is not None:
                self._presence.close()
                self._presence = None

    # --- images -------------------------------------------------------------------------------

    def make_base_image(
        self, request: BaseImageRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        return self._call(
            Image, "make_base_image", request, cancel=cancel, callbacks={"report": report}
        )

    def removal_plan(self, reference: str) -> RemovalPlan:
        return self._call(RemovalPlan, "removal_plan", reference)

    def remove_image(self, reference: str) -> None:
        self._call(type(None), "remove_image", reference)

    def snapshot(
        self, request: SnapshotRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        return self._call(Image, "snapshot", request, cancel=cancel, callbacks={"report": report})

    # --- containers ---------------------------------------------------------------------------

    def create_container(self, request: NewContainer) -> Container:
        return self._call(Container, "create_container", request)

    def start_container(self, container_id: str) -> Container:
        return self._call(Container, "start_container", container_id)

    def stop_container(
        self, container_id: str, *, grace_s: float = 5.0, cancel: CancelToken = NEVER
    ) -> Container:
        return self._call(Container, "stop_container", container_id, grace_s=grace_s, cancel=cancel)

    def pause_container(self, container_id: str) -> Container:
        return self._call(Container, "pause_container", container_id)

    def resume_container(self, container_id: str) -> Container:
        return self._call(Container, "resume_container", container_id)

    def rename_container(self, container_id: str, name: str) -> Container:
        return self._call(Container, "rename_container", container_id, name)

    def discard_container(self, container_id: str) -> None:
        self._call(type(None), "discard_container", container_id)

    def execute(
        self,
        container_id: str,
        request: ExecRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> CommandRun:
        return self._call(
            CommandRun,
            "execute",
            container_id,
            request,
            cancel=cancel,
            callbacks={"output": output},
        )

    def open_terminal(self, container_id: str, request: ExecRequest) -> Terminal:
        connection = self._open()
        try:
            connection.send(Call("open_terminal", (container_id, request)))
            received = connection.receive()
            if received is None:
                raise EngineUnreachableError(
                    tr_noop("its process ended in the middle of the request")
                )
            message, descriptors = received
            if isinstance(message, Raised):
                raise message.error
            if not isinstance(message, Opened) or not descriptors:
                raise BugError(what="the engine sent no terminal")
            return _RemoteTerminal(descriptors[0], connection)
        except BaseException:
            connection.close()
            raise

    # --- the way there ------------------------------------------------------------------------

    def _call(  # see RemoteInspection and its kin
        self,
        kind: type[_Result],
        method: str,
        *args: Any,
        cancel: CancelToken | None = None,
        callbacks: dict[str, Callable[[Any], None]] | None = None,
        **kwargs: Any,
    ) -> _Result:
        """Call a method in the host and wait for its result, which is of `kind`.

        Callbacks are called from this thread. When one raises, the call is cancelled there.
        """
        callbacks = callbacks or {}
        connection = self._open()
        forget: Callable[[], None] = _nothing
        try:
            connection.send(Call(method, args, kwargs, tuple(callbacks), cancel is not None))
            if cancel is not None and cancel is not NEVER:
                forget = cancel.on_cancel(lambda: _send_cancel(connection))
            while (received := connection.receive()) is not None:
                match received[0]:
                    case CalledBack(name, value):
                        callbacks[name](value)
                    case Returned(value):
                        if not isinstance(value, kind):
                            raise BugError(what=f"{method} returned {type(value).__name__}")
                        return value
                    case Raised(error):
                        raise error
            if cancel is not None and cancel.is_cancelled:
                raise Cancelled
            raise EngineUnreachableError(tr_noop("its process ended in the middle of the request"))
        except OSError as error:
            reason = "its process ended in the middle of the request"
            raise EngineUnreachableError(reason, detail=str(error)) from error
        finally:
            forget()
            connection.close()

    def _open(self) -> Connection:
        """A new connection; one more is kept so that the host knows that we are there."""
        with self._lock:
            if self._presence is not None and not self._presence.is_alive():
                self._presence.close()  # the host ended; a new one is started
                self._presence = None
            if self._presence is None:
                self._presence = self._connect()
        return self._connect()

    def _connect(self) -> Connection:
        connection = Connection(self._starter.connect())
        if not is_same_person(connection):
            connection.close()
            raise EngineUnreachableError(tr_noop("somebody else answers in its place"))
        return connection


def _nothing() -> None:
    """There is nothing to forget."""


def _send_cancel(connection: Connection) -> None:
    try:
        connection.send(Cancel())
    except OSError:
        pass  # it has ended already


class _RemoteTerminal:
    """A terminal whose process is watched by the host."""

    def __init__(self, master: int, connection: Connection) -> None:
        self._master = master
        self._connection = connection
        self._is_open = True
        self._lock = threading.Lock()  # a descriptor must not be closed while it is used

    def fileno(self) -> int:
        return self._master

    def resize(self, size: TerminalSize) -> None:
        packed = struct.pack("HHHH", size.rows & 0xFFFF, size.columns & 0xFFFF, 0, 0)
        with self._lock:
            if self._is_open:
                fcntl.ioctl(self._master, termios.TIOCSWINSZ, packed)

    def wait(self) -> int | None:
        received = self._connection.receive()
        if received is None or not isinstance(received[0], Returned):
            return None
        value = received[0].value
        return value if isinstance(value, int) else None

    def close(self) -> None:
        with self._lock:
            if self._is_open:
                self._is_open = False
                self._connection.close()
                os.close(self._master)
