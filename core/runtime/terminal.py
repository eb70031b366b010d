"""A command on a pseudo-terminal in a container, by the runtime's console socket.

The runtime makes the terminal inside the container and passes its master end out, so no process of
ours stands between (runtime-spec config.md, `terminal`; runc docs/terminals.md).
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import select
import signal
import socket
import struct
import subprocess
import termios
import threading

from core.errors import RuntimeFailedError
from core.model import ExecRequest, OutputChunk, TerminalSize
from core.runtime.ending import end_family, session_of
from core.runtime.execution import ExecContext, Output, start_failure
from core.runtime.oci_runtime import clean_env
from core.runtime.spent import ENDED_COMMANDS
from core.translation import tr_noop

_START_TIMEOUT_S = 10
_READ_BYTES = 1 << 16


class TerminalProcess:
    """A process whose terminal's master end is `fileno()`. Implements the engine's Terminal.

    Thread-safe: one waits, another may resize, hang up or close meanwhile.
    """

    def __init__(self, master: int, pid: int, container_id: str) -> None:
        self._master = master
        self._container_id = container_id
        self._pid = pid
        self._session = session_of(pid)
        self._exit_code: int | None = None
        self._is_open = True
        self._lock = threading.Lock()  # a descriptor must not be closed while it is used
        try:
            self._pidfd = os.pidfd_open(pid)
        except ProcessLookupError:
            self._pidfd = -1  # it ended, and somebody else was its parent

    def fileno(self) -> int:
        """The master end; owned by this object."""
        return self._master

    def resize(self, size: TerminalSize) -> None:
        """Tell the process (SIGWINCH)."""
        packed = struct.pack("HHHH", size.rows & 0xFFFF, size.columns & 0xFFFF, 0, 0)
        with self._lock:
            if self._is_open:
                fcntl.ioctl(self._master, termios.TIOCSWINSZ, packed)

    def wait(self) -> int | None:
        """Block until the process ended; its exit code, None when it was not ours to ask."""
        if self._pidfd >= 0:
            poll = select.poll()
            poll.register(self._pidfd, select.POLLIN)
            poll.poll()
            with self._lock:
                if self._pidfd >= 0:
                    self._exit_code = ENDED_COMMANDS.reap(self._container_id, self._pid)
                    os.close(self._pidfd)
                    self._pidfd = -1
        return self._exit_code

    def hang_up(self) -> None:
        """End the process as a closed terminal window does: one that wants to may go on."""
        with self._lock:
            if self._pidfd >= 0:
                try:
                    signal.pidfd_send_signal(self._pidfd, signal.SIGHUP)
                except ProcessLookupError:
                    pass  # it ended by itself

    def end(self) -> None:
        """End the process and all that it started, whether they want to or not."""
        self.hang_up()
        end_family(self._pid, self._session)

    def close(self) -> None:
        """Hang up and let go. Idempotent."""
        self.hang_up()
        with self._lock:
            if self._is_open:
                self._is_open = False
                os.close(self._master)


def open_terminal(context: ExecContext, request: ExecRequest) -> TerminalProcess:
    """Start a command on a terminal. Raises CommandNotFoundError, RuntimeFailedError."""
    token = secrets.token_hex(4)
    log, pid_file, process_file, socket_path = (
        context.scratch / f"{kind}{token}" for kind in ("l", "p", "j", "s")
    )
    process_file.write_text(json.dumps(context.process_json(request)), encoding="utf-8")
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(socket_path))
            listener.listen(1)
            listener.settimeout(_START_TIMEOUT_S)
            with subprocess.Popen(
                [
                    *context.runtime.argv(log), "exec", "-d",
                    "--console-socket", str(socket_path),
                    "--pid-file", str(pid_file), "--process", str(process_file),
                    context.container_id,
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=clean_env(),
            ) as runtime:  # fmt: skip
                master = _receive_master(listener, runtime)
        if runtime.returncode != 0 or master is None:
            if master is not None:
                os.close(master)
            raise start_failure(context, request, log)
        return TerminalProcess(master, int(pid_file.read_text()), context.container_id)
    except TimeoutError as error:
        raise RuntimeFailedError(
            tr_noop("open a terminal in"), context.container_name, detail="it sent no terminal"
        ) from error
    finally:
        for path in (log, pid_file, process_file, socket_path):
            path.unlink(missing_ok=True)


def read_to_end(terminal: TerminalProcess, output: Output) -> int | None:
    """Pass on all output until the process ends; its exit code."""
    while True:
        try:
            piece = os.read(terminal.fileno(), _READ_BYTES)
        except OSError:
            break  # EIO: the other end is closed
        if not piece:
            break
        output(OutputChunk("stdout", piece))
    return terminal.wait()


def _receive_master(listener: socket.socket, runtime: subprocess.Popen[bytes]) -> int | None:
    """The descriptor that the runtime sends; None when it ended without."""
    ended = os.pidfd_open(runtime.pid)
    try:
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        poll.register(ended, select.POLLIN)
        ready = dict(poll.poll(_START_TIMEOUT_S * 1000))
        if listener.fileno() not in ready:
            if not ready:
                runtime.kill()
            return None
        connection, _address = listener.accept()
        with connection:
            _message, descriptors, _flags, _address = socket.recv_fds(connection, 4096, 1)
        return descriptors[0] if descriptors else None
    finally:
        os.close(ended)
