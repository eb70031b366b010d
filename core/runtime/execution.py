"""Running a command in a container to its end, with its output as it comes."""

from __future__ import annotations

import json
import os
import secrets
import select
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.cancel import CancelToken
from core.errors import CommandNotFoundError, NotSupportedError, RuntimeFailedError
from core.model import ExecRequest, OutputChunk
from core.runtime.ending import end_family, session_of
from core.runtime.oci_runtime import OciRuntime, clean_env, has_failed, last_log_line
from core.runtime.probe import EnforcedLimits
from core.runtime.spec import full_env, process_object, safe_working_dir
from core.runtime.spent import ENDED_COMMANDS
from core.runtime.users import AccountFile, find_user
from core.translation import tr_noop

Output = Callable[[OutputChunk], None]

_GATHER_S = 0.05
_CHUNK_BYTES = 1 << 16
_READ_BYTES = 1 << 20
_UNCUT_BYTES = 8 << 20  # of each stream nothing is left out before that
_IDLE_AFTER_END_S = 0.2  # daemons may keep a pipe open for ever
_LISTEN_AFTER_END_S = 1.0  # or even write into it for ever
_START_TIMEOUT_S = 60
_START_PATIENCE_S = 2.0
_START_LOOK_S = 0.005
_NOT_FOUND_WORDS = (
    "executable file not found",
    "no such file or directory",
    "permission denied",
    "is a directory",
    "exec format error",
    "open executable",
)


def _no_accounts(_name: str) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class ExecContext:
    """Where a command runs: the container's id and name, and what its image says."""

    runtime: OciRuntime
    container_id: str
    container_name: str
    env: tuple[str, ...]
    working_dir: str
    scratch: Path  # a directory for short-lived files, with a short path
    account_file: AccountFile = _no_accounts
    limits: EnforcedLimits = field(default_factory=EnforcedLimits)

    def process_json(self, request: ExecRequest) -> dict[str, object]:
        """The process object of a request, as administrator unless it says otherwise."""
        user = find_user(request.user, self.account_file)
        env = full_env(self.env, request.env, user)
        if not "".join(request.full_argv[:1]) or "\x00" in "".join((*request.full_argv, *env)):
            raise NotSupportedError(
                tr_noop("Running this"), tr_noop("a command is words without a NUL in them")
            )
        process = process_object(
            request.full_argv,
            cwd=safe_working_dir(request.working_dir or self.working_dir),
            env=env,
            limits=self.limits,
            terminal=request.terminal,
            user=user,
        )
        if request.terminal:
            size = request.size
            process["consoleSize"] = {"height": size.rows, "width": size.columns}
        return process


def run_command(
    context: ExecContext, request: ExecRequest, output: Output, cancel: CancelToken
) -> int | None:
    """Run a command without a terminal; its exit code, None when it was cancelled.

    `output` is called from this thread. Raises CommandNotFoundError, RuntimeFailedError.
    """
    return None if cancel.is_cancelled else _run(context, request, output, cancel)


def _run(
    context: ExecContext, request: ExecRequest, output: Output, cancel: CancelToken
) -> int | None:
    token = secrets.token_hex(8)
    log, pid_file, process_file = (
        context.scratch / f"{kind}-{token}" for kind in ("log", "pid", "process")
    )
    process_file.write_text(json.dumps(context.process_json(request)), encoding="utf-8")
    argv = [
        *context.runtime.argv(log), "exec", "--detach",
        "--pid-file", str(pid_file), "--process", str(process_file),
        context.container_id,
    ]  # fmt: skip
    try:
        # Detached: the command gets our pipes themselves and becomes our child, so nobody stands
        # between who would wait for the pipes of what it leaves running.
        with subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_env(),
            bufsize=0,
            start_new_session=True,  # by which all that the command starts is known
        ) as runtime:
            ended = os.pidfd_open(runtime.pid)  # first of all: a cancel may reap it at any moment
            forget = cancel.on_cancel(lambda: _end_command(pid_file, runtime))
            exit_code: int | None = None
            try:
                if _has_started(runtime, ended):
                    pid = int(pid_file.read_text())
                    session = session_of(pid)
                    exit_code = _follow(context, pid, runtime, output)
                    if cancel.is_cancelled:
                        end_family(pid, session)  # who asked may be about it still
            finally:
                forget()
                os.close(ended)
        if cancel.is_cancelled:
            return None
        if runtime.returncode != 0 or (exit_code != 0 and has_failed(log)):
            raise start_failure(context, request, log)
        return exit_code
    finally:
        for path in (log, pid_file, process_file):
            path.unlink(missing_ok=True)


def _has_started(runtime: subprocess.Popen[bytes], ended: int) -> bool:
    """Wait until the runtime has done its part; whether the command runs."""
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    if not poll.poll(_START_TIMEOUT_S * 1000):
        runtime.kill()
    return runtime.wait() == 0


def _follow(
    context: ExecContext, pid: int, runtime: subprocess.Popen[bytes], output: Output
) -> int | None:
    """Pass on all output of a command until it ended; its exit code, see `reap`."""
    try:
        ended = os.pidfd_open(pid)
    except ProcessLookupError:
        return None  # another parent was quicker
    try:
        _pump(runtime, ended, output)
        poll = select.poll()
        poll.register(ended, select.POLLIN)
        poll.poll()  # it may have closed both streams long before
    except BaseException:
        end_family(pid, session_of(pid))  # `output` failed: nobody hears the command any more
        raise
    finally:
        os.close(ended)
        exit_code = ENDED_COMMANDS.reap(context.container_id, pid)
    return exit_code


def start_failure(context: ExecContext, request: ExecRequest, log: Path) -> Exception:
    """Why a command did not even start, from the runtime's log."""
    reason = last_log_line(log)
    program = request.full_argv[0] if request.full_argv else ""
    is_about_program = "chdir" not in reason  # the working directory may be missing as well
    if is_about_program and any(words in reason.lower() for words in _NOT_FOUND_WORDS):
        return CommandNotFoundError(program, context.container_name, detail=reason)
    return RuntimeFailedError(tr_noop("run a command in"), context.container_name, detail=reason)


def _pump(runtime: subprocess.Popen[bytes], ended: int, output: Output) -> None:
    """Read both streams until they end, or the command has `ended` and they are silent."""
    assert runtime.stdout is not None
    assert runtime.stderr is not None
    streams = {
        runtime.stdout.fileno(): Gathered("stdout", output),
        runtime.stderr.fileno(): Gathered("stderr", output),
    }
    poll = select.poll()
    for descriptor in (*streams, ended):
        poll.register(descriptor, select.POLLIN)
    has_ended, deadline = False, 0.0
    while streams:
        # Known before the look: all that the command itself wrote is read all the same.
        is_last = has_ended and time.monotonic() > deadline
        patience_s = _IDLE_AFTER_END_S if has_ended else _patience_s(streams.values())
        ready = {descriptor for descriptor, _event in poll.poll(_milliseconds(patience_s))}
        if has_ended and not ready:
            break
        if ended in ready:
            has_ended, deadline = True, time.monotonic() + _LISTEN_AFTER_END_S
            poll.unregister(ended)
        for descriptor in ready & streams.keys():
            piece = os.read(descriptor, _READ_BYTES)
            if piece:
                streams[descriptor].add(piece)
            else:
                poll.unregister(descriptor)
                streams.pop(descriptor).flush(everything=True)
        for gathered in streams.values():
            gathered.flush()
        if is_last:
            break
    for gathered in streams.values():
        gathered.flush(everything=True)


def _patience_s(streams: Iterable[Gathered]) -> float | None:
    return _GATHER_S if any(gathered.is_pending for gathered in streams) else None


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds * 1000)


@dataclass(slots=True)
class Gathered:
    """Output of one stream, gathered for a moment so that whole lines go together."""

    name: str
    output: Output
    _pending: bytearray = field(default_factory=bytearray)
    _since: float = 0.0
    _seen_bytes: int = 0
    _skipped_bytes: int = 0

    @property
    def is_pending(self) -> bool:
        """Whether something waits to be passed on."""
        return bool(self._pending)

    def add(self, piece: bytes) -> None:
        """Take a piece; passes on at once what is more than a chunk."""
        if not self._pending:
            self._since = time.monotonic()
        self._pending += piece
        self._seen_bytes += len(piece)
        if self._seen_bytes > _UNCUT_BYTES:
            # A flood: the newest is kept, so that memory and the screen keep up.
            excess = len(self._pending) - _CHUNK_BYTES
            if excess > 0:
                del self._pending[:excess]
                self._skipped_bytes += excess
            return
        while len(self._pending) > _CHUNK_BYTES:
            self._emit(_CHUNK_BYTES)

    def flush(self, *, everything: bool = False) -> None:
        """Pass on whole lines, or all when it waited long enough."""
        if not self._pending:
            return
        is_due = everything or time.monotonic() - self._since >= _GATHER_S
        if is_due:
            self._emit(len(self._pending))
        elif self._seen_bytes <= _UNCUT_BYTES:
            self._emit(self._pending.rfind(b"\n") + 1)

    def _emit(self, size: int) -> None:
        if size:
            content = bytes(self._pending[:size])
            del self._pending[:size]
            self._since = time.monotonic()
            skipped, self._skipped_bytes = self._skipped_bytes, 0
            self.output(OutputChunk(self.name, content, skipped))


def _end_command(pid_file: Path, runtime: subprocess.Popen[bytes]) -> None:
    """TERM to the command and all that it started, then KILL."""
    pid = _started_pid(pid_file, runtime)
    if pid is not None:
        end_family(pid, session_of(pid))


def _started_pid(pid_file: Path, runtime: subprocess.Popen[bytes]) -> int | None:
    """The command's pid, once it has one; None when there is nothing to be ended.

    A runtime killed half-way would leave a process in the container that nobody knows.
    """
    deadline = time.monotonic() + _START_PATIENCE_S
    while True:
        is_last_look = runtime.poll() is not None
        try:
            return int(pid_file.read_text())
        except (FileNotFoundError, ValueError):
            if is_last_look:
                return None
            if time.monotonic() > deadline:
                runtime.kill()
                return None
        time.sleep(_START_LOOK_S)  # there is nothing to wait on but the file itself
