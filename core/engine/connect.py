"""The way to the engine of this computer: root, an ordinary person, or no containers at all.

The window's process imports this while the window opens, and needs little of the engine itself,
which lives in another one: what only some ways need is imported on those ways.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from core.engine.protocol import Engine
from core.engine.runtime_directory import append_to, make_private
from core.engine.wire import GREETING
from core.errors import EngineUnreachableError, FacilityMissingError
from core.translation import tr_noop

if TYPE_CHECKING:
    from core.engine.namespace import PersonNamespace

_START_TIMEOUT_S = 20
_ATTEMPTS = 3
_LOG_LIMIT_BYTES = 1 << 20
_LOG_QUOTED_BYTES = 2000


def default_repository() -> Path:
    """Where a person's repository is when she names no other."""
    return platformdirs.user_data_path("bricklayer", appauthor=False) / "repository"


def connect(repository: Path | None = None) -> Engine:
    """The built-in engine for a repository (the default one when none is named).

    Quick: its process starts with the first call. Where containers cannot run, an engine is given
    that opens and inspects the repository and says why. Raises RepositoryUnusableError there.
    """
    path = Path(os.path.abspath(repository or default_repository()))
    if sys.platform != "linux":
        sentence = (
            "Containers need Linux; here you can open and inspect repositories. "
            "Use a Linux computer or a virtual machine to build."
        )
        from core.engine.inspecting import InspectingEngine, unsupported

        return InspectingEngine(path, unsupported(sentence.partition(";")[0], sentence))
    from core.engine.remote import HostedEngine

    runtime_dir = _runtime_dir(path)
    if os.geteuid() == 0:
        return HostedEngine(_HostProcess(path, runtime_dir, "TRUSTED", None))
    from core.engine.namespace import ensure_namespace, namespace_kept

    try:
        with namespace_kept(runtime_dir.parent):
            namespace = ensure_namespace(runtime_dir.parent, _live_containers(path))
    except FacilityMissingError as error:
        return _without_containers(path, str(error))
    return HostedEngine(_HostProcess(path, runtime_dir, "USER", namespace))


def _without_containers(repository: Path, sentence: str) -> Engine:
    """In this process: nothing here needs privileges."""
    from core.engine.builtin import BuiltinEngine
    from core.engine.inspecting import unsupported
    from core.layer import WhiteoutForm

    readiness = unsupported(sentence.rstrip("."), sentence)
    place = Path(tempfile.gettempdir())
    return BuiltinEngine(repository, runtime_dir=place, form=WhiteoutForm.USER, readiness=readiness)


class _HostProcess:
    """Starts the engine's host process on demand. Implements HostStarter."""

    def __init__(
        self,
        repository: Path,
        runtime_dir: Path,
        form: str,  # name of a layer.WhiteoutForm
        namespace: PersonNamespace | None,
    ) -> None:
        self._repository = repository
        self._runtime_dir = runtime_dir
        self._form = form
        self._namespace = namespace
        self._starting = threading.Lock()

    def connect(self) -> socket.socket:
        """See HostStarter."""
        with self._starting:
            for _attempt in range(_ATTEMPTS):
                stream = self._try_to_connect()
                if stream is not None:
                    return stream
                self._start()
            stream = self._try_to_connect()
            if stream is None:
                raise EngineUnreachableError(
                    tr_noop("its process does not listen"), detail=self._log_end()
                )
            return stream

    def _try_to_connect(self) -> socket.socket | None:
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            stream.connect(str(self._runtime_dir / "host.sock"))
            if stream.recv(len(GREETING)) == GREETING:
                return stream
        except (FileNotFoundError, ConnectionError):
            pass  # there is none, or it ended just now
        stream.close()
        return None

    def _start(self) -> None:
        make_private(self._runtime_dir.parent)
        if self._namespace is None:
            self._start_host()
            return
        from core.engine.namespace import ensure_namespace, namespace_kept

        with namespace_kept(self._runtime_dir.parent):
            # It ends with the last engine.
            self._namespace = ensure_namespace(
                self._runtime_dir.parent, _live_containers(self._repository)
            )
            self._start_host()

    def _start_host(self) -> None:
        read_end, write_end = os.pipe()
        try:
            argv = [
                sys.executable, "-P", "-m", "core.engine.host",
                "--repository", str(self._repository),
                "--runtime-dir", str(self._runtime_dir),
                "--form", self._form,
                "--ready-fd", str(write_end),
            ]  # fmt: skip
            if self._namespace is not None:
                argv = self._namespace.command(argv)
            answer = self._run(argv, read_end, write_end)
        finally:
            os.close(read_end)
        if not answer:
            raise EngineUnreachableError(
                tr_noop("its process could not be started"), detail=self._log_end()
            )

    def _run(self, argv: Sequence[str], read_end: int, write_end: int) -> bytes:
        """Start the process; what it says when it is ready, b"" when it ended without."""
        log = self._runtime_dir / "host.log"
        try:
            with append_to(self._runtime_dir, log.name) as output:
                if os.fstat(output.fileno()).st_size > _LOG_LIMIT_BYTES:
                    output.truncate(0)
                process = subprocess.Popen(
                    argv,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    pass_fds=(write_end,),
                    cwd="/",
                    start_new_session=True,
                )
        finally:
            os.close(write_end)
        # Reaped when it ends, which may be long after.
        threading.Thread(target=process.wait, daemon=True).start()
        return os.read(read_end, 16)

    def _log_end(self) -> str:
        try:
            content = (self._runtime_dir / "host.log").read_bytes()
        except FileNotFoundError:
            return ""
        return content[-_LOG_QUOTED_BYTES:].decode(errors="replace")


def _runtime_dir(repository: Path) -> Path:
    """A directory of the person alone for sockets and locks, one for each repository.

    Short, since the path of a Unix socket is limited (unix(7)). Raises EngineUnreachableError when
    somebody else made it.
    """
    uid = os.geteuid()
    given = os.environ.get("XDG_RUNTIME_DIR")
    candidates = [Path(given)] if given else []
    candidates += [Path("/run") if uid == 0 else Path(f"/run/user/{uid}")]
    parent = next((path for path in candidates if os.access(path, os.W_OK)), None)
    person = parent / "bricklayer" if parent else Path(tempfile.gettempdir(), f"bricklayer-{uid}")
    name = hashlib.sha256(os.fsencode(os.path.realpath(repository))).hexdigest()[:12]
    for directory in (person, person / name):
        make_private(directory)
    return person / name


def _live_containers(repository: Path) -> list[int]:
    """Pids of containers that run: through them a lost namespace is entered again."""
    from core.engine.container_record import ContainerDirectories
    from core.engine.containers import process_of
    from core.store.layout import PRIVATE_DIRECTORY

    directories = ContainerDirectories(repository / PRIVATE_DIRECTORY / "containers")
    processes = (process_of(record) for _directory, record in directories.records())
    return [process.pid for process in processes if process is not None]
