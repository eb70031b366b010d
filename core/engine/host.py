"""The host process of the built-in engine: one for each person and repository.

It runs as uid 0, real or mapped, starts on demand and ends by itself soon after its last client
left; containers go on, and the next host finds them by the kernel's state. It is crash-only: there
is nothing to shut down.
"""

from __future__ import annotations

import argparse
import os
import resource
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.cancel import CancelToken
from core.engine.builtin import BuiltinEngine
from core.engine.protocol import METHODS, Engine, Terminal
from core.engine.runtime_directory import clear_away, clear_stale, take
from core.engine.wire import (
    GREETING,
    Call,
    CalledBack,
    Cancel,
    Connection,
    Opened,
    Raised,
    Returned,
    is_same_person,
)
from core.errors import BricklayerError, BugError, Cancelled
from core.layer import WhiteoutForm
from core.runtime import become_subreaper, show_one_version

_LINGER_S = 3.0
_LOOK_INTERVAL_S = 0.5
_OPEN_FILES = 8192  # a directory of each of 500 layers, and more


class Host:
    """Serves an engine on a listening socket until nobody wants it any more."""

    def __init__(self, listener: socket.socket, make_engine: Callable[[], Engine]) -> None:
        self._listener = listener
        self._make_engine = make_engine
        self._engine: Engine | None = None
        self._engine_lock = threading.Lock()
        self._clients = 0
        self._clients_lock = threading.Lock()
        self._idle_since = time.monotonic()

    def serve(self) -> None:
        """Returns some seconds after the last client left."""
        self._listener.settimeout(_LOOK_INTERVAL_S)
        while not self._is_forgotten():
            try:
                stream, _address = self._listener.accept()
            except TimeoutError:
                continue
            stream.settimeout(None)
            connection = Connection(stream)
            if not is_same_person(connection) or not _greet(stream):
                connection.close()
                continue
            with self._clients_lock:
                self._clients += 1
            threading.Thread(target=self._serve_client, args=(connection,), daemon=True).start()

    def _is_forgotten(self) -> bool:
        with self._clients_lock:
            return self._clients == 0 and time.monotonic() - self._idle_since > _LINGER_S

    def _serve_client(self, connection: Connection) -> None:
        try:
            while (received := connection.receive()) is not None:
                message, _descriptors = received
                if isinstance(message, Call):
                    self._answer(connection, message)
        finally:
            connection.close()
            with self._clients_lock:
                self._clients -= 1
                self._idle_since = time.monotonic()

    def _answer(self, connection: Connection, call: Call) -> None:
        token = CancelToken()
        if call.is_cancellable:
            # The reading side tells of a cancel, and of a client that went away.
            listener = threading.Thread(
                target=_listen_for_cancel, args=(connection, token), daemon=True
            )
            listener.start()
        try:
            result = self._perform(connection, call, token)
            if call.method == "open_terminal":
                _serve_terminal(connection, result)
            else:
                connection.send(Returned(result))
        except OSError as error:
            if isinstance(error, BrokenPipeError | ConnectionError):
                return  # nobody is there to hear it
            _send_error(connection, _as_bug(error))
        except (BricklayerError, Cancelled) as error:
            _send_error(connection, error)
        except Exception as error:  # the client shall know, whatever it is
            _send_error(connection, _as_bug(error))
        finally:
            if call.is_cancellable:
                connection.close()

    def _perform(self, connection: Connection, call: Call, token: CancelToken) -> Any:
        if call.method not in METHODS:
            raise BugError(what=f"the engine has no method {call.method}")
        kwargs = dict(call.kwargs)
        if call.is_cancellable:
            kwargs["cancel"] = token
        for name in call.callbacks:
            kwargs[name] = _callback(connection, name)
        return getattr(self._the_engine(), call.method)(*call.args, **kwargs)

    def _the_engine(self) -> Engine:
        """Made with the first call, so that what it raises reaches somebody."""
        with self._engine_lock:
            if self._engine is None:
                self._engine = self._make_engine()
            return self._engine


def _greet(stream: socket.socket) -> bool:
    try:
        stream.sendall(GREETING)
    except OSError:
        return False  # it left at once
    return True


def _callback(connection: Connection, name: str) -> Callable[[Any], None]:
    return lambda value: connection.send(CalledBack(name, value))


def _listen_for_cancel(connection: Connection, token: CancelToken) -> None:
    while (received := connection.receive()) is not None:
        if isinstance(received[0], Cancel):
            token.cancel()
    token.cancel()


def _serve_terminal(connection: Connection, terminal: Terminal) -> None:
    """Hand the master end over, then wait for the process; a client that left hangs up."""
    try:
        connection.send(Opened(), [terminal.fileno()])
        watcher = threading.Thread(target=_hang_up_with, args=(connection, terminal), daemon=True)
        watcher.start()
        connection.send(Returned(terminal.wait()))
    finally:
        terminal.close()
        terminal.wait()  # whoever left: a process that nobody reaps keeps its container from ending


def _hang_up_with(connection: Connection, terminal: Terminal) -> None:
    while connection.receive() is not None:
        pass  # nothing is said on such a connection
    terminal.close()


def _send_error(connection: Connection, error: Exception) -> None:
    try:
        connection.send(Raised(error))
    except OSError:
        pass  # nobody is there to hear it


def _as_bug(error: Exception) -> BugError:
    traceback.print_exception(error)  # into the host's log
    return BugError(what=repr(error), detail="".join(traceback.format_exception(error)))


def _leave(runtime_dir: Path, form: WhiteoutForm) -> None:
    """Nothing is left of an engine of whose repository nothing runs."""
    try:
        clear_away(runtime_dir)
        if form is WhiteoutForm.USER:
            from core.engine.namespace import end_if_unused

            end_if_unused(runtime_dir.parent)
    except OSError:
        traceback.print_exc()  # the next one tries again


def main() -> int:
    """`python -m core.engine.host`: started by `core.engine.connect`, not by people."""
    parser = argparse.ArgumentParser(prog="bricklayer-host")
    parser.add_argument("--repository", type=Path, required=True)
    parser.add_argument("--runtime-dir", type=Path, required=True)
    parser.add_argument("--form", choices=[form.name for form in WhiteoutForm], required=True)
    parser.add_argument("--ready-fd", type=int, required=True)
    options = parser.parse_args()
    if take(options.runtime_dir) is None:
        os.write(options.ready_fd, b"other")  # another client was quicker
        return 0
    become_subreaper()
    show_one_version()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, _OPEN_FILES), hard))
    sys.setrecursionlimit(10_000)  # directories may be nested deeply
    path = options.runtime_dir / "host.sock"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        path.chmod(0o600)
        listener.listen(64)
        os.write(options.ready_fd, b"ready")
        os.close(options.ready_fd)
        places = options.runtime_dir.parent
        threading.Thread(target=clear_stale, args=(places,), daemon=True).start()
        form = WhiteoutForm[options.form]
        Host(
            listener,
            lambda: BuiltinEngine(options.repository, runtime_dir=options.runtime_dir, form=form),
        ).serve()
        path.unlink(missing_ok=True)
    _leave(options.runtime_dir, form)
    # Not waiting for threads: what is unfinished is as if the power had gone.
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
