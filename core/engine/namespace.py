"""The person's own user and mount namespace, held by one small process (user_namespaces(7)).

In it she is uid 0 over her sub-uids (subuid(5)), may mount overlayfs and run containers. Nothing
outside of it changes. It ends with the last engine when no container runs; when its holder was
killed, containers go on in it, and the next one is entered through them.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import select
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import FacilityMissingError
from core.runtime import ContainerProcess, start_time_of
from core.runtime.oci_runtime import SEARCH_PATH
from core.runtime.process_table import pids, stat_fields
from core.translation import tr_noop

_NOTE_NAME = "namespace.json"
_LOCK_NAME = "namespace.lock"
_TIMEOUT_S = 10
_SUB_UIDS, _SUB_GIDS = Path("/etc/subuid"), Path("/etc/subgid")
_SUB_ID_FIRST, _SUB_ID_COUNT = 100_000, 65_536  # as useradd gives them (login.defs(5))
# Who is killed before the note is written leaves nobody behind: its end of the pipe closes.
_WAIT_FOR_EVER = 'echo "$$"; read -r _ && exec {init} < /dev/null > /dev/null 2>&1'


@dataclass(frozen=True, slots=True)
class PersonNamespace:
    """A namespace that exists, by the pid of the process that holds it."""

    pid: int

    def command(self, argv: Sequence[str]) -> list[str]:
        """`argv` to be run in it."""
        nsenter = _tool("nsenter")
        return [nsenter, "-U", "--preserve-credentials", "-m", "-t", str(self.pid), "--", *argv]


@contextmanager
def namespace_kept(runtime_dir: Path) -> Iterator[None]:
    """While something is started in the namespace, nobody ends it or makes another. OSError."""
    descriptor = os.open(runtime_dir / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def end_if_unused(runtime_dir: Path) -> None:
    """To be called in the namespace by an engine that ends: nobody else in it, nobody holds it.

    Processes in it or below it are those whose user namespace may be seen (ptrace(2)). OSError.
    """
    descriptor = os.open(runtime_dir / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        note = runtime_dir / _NOTE_NAME
        holder = _noted(note)
        if holder is None or not _is_seen(holder.pid):
            return
        # Where rootlesskit made it, the holder's parent is in it too, and ends with it.
        known = {os.getpid(), holder.pid, int(stat_fields(holder.pid)[1])}
        if not any(pid not in known and _is_seen(pid) for pid in pids()):
            note.unlink(missing_ok=True)
            os.kill(holder.pid, signal.SIGKILL)
    except (BlockingIOError, ProcessLookupError):
        return  # somebody starts an engine just now, who ends it later; or it ended
    finally:
        os.close(descriptor)


def _is_seen(pid: int) -> bool:
    try:
        os.readlink(f"/proc/{pid}/ns/user")
    except OSError:
        return False  # outside of it, or ended
    return True


def ensure_namespace(runtime_dir: Path, live_containers: Iterable[int] = ()) -> PersonNamespace:
    """Find the person's namespace, or make it. `runtime_dir` is hers alone; see `namespace_kept`.

    `live_containers` are pids of containers that run: when the holder is gone, theirs is entered.
    Raises FacilityMissingError with what to do.
    """
    note = runtime_dir / _NOTE_NAME
    found = _noted(note)
    if found is not None:
        return found
    attempts = [_enter_container(pid) for pid in live_containers] or _new_namespace()
    complaints = []
    for argv in attempts:
        pid, complaint = _start(argv, runtime_dir)
        if pid is not None:
            return PersonNamespace(pid)
        complaints.append(complaint)
    raise _explained(complaints)


def _noted(note: Path) -> PersonNamespace | None:
    try:
        fields = json.loads(note.read_text())
        process = ContainerProcess(int(fields["pid"]), int(fields["start_time"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # none was made since the last start of this computer
    return PersonNamespace(process.pid) if process.is_alive else None


def _new_namespace() -> list[list[str]]:
    """Ways to make one: by ourselves, else by rootlesskit, which some distributions let alone."""
    attempts = [
        [
            _tool("unshare"), "--user", "--map-root-user", "--map-auto",
            "--mount", "--propagation", "slave", "--",
        ]
    ]  # fmt: skip
    rootlesskit = shutil.which("rootlesskit", path=SEARCH_PATH)
    if rootlesskit is not None:
        attempts.append([rootlesskit, "--net=host", "--propagation=rslave"])
    return attempts


def _enter_container(pid: int) -> list[str]:
    return [
        _tool("nsenter"), "-U", "--preserve-credentials", "-t", str(pid), "--",
        _tool("unshare"), "--mount", "--propagation", "slave", "--",
    ]  # fmt: skip


def _start(argv: Sequence[str], runtime_dir: Path) -> tuple[int | None, str]:
    """Start the holder; its pid, or what was complained about."""
    init = shutil.which("catatonit", path=SEARCH_PATH)
    waiting = _WAIT_FOR_EVER.format(init=f"{init} -P" if init else "sleep infinity")
    read_end, write_end = os.pipe()
    log = runtime_dir / "namespace.log"
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*argv, "/bin/sh", "-c", waiting],
                stdin=subprocess.PIPE,
                stdout=write_end,
                stderr=output,
                env={**os.environ, "PATH": SEARCH_PATH},
                cwd="/",
                start_new_session=True,
            )
        os.close(write_end)
        write_end = -1
        assert process.stdin is not None
        with process.stdin as noted:
            answer = _read_line(read_end)
            if answer:
                # It outlives us; when it ends before, it shall be reaped.
                threading.Thread(target=process.wait, daemon=True).start()
                pid = int(answer)
                fields = {"pid": pid, "start_time": start_time_of(pid)}
                (runtime_dir / _NOTE_NAME).write_text(json.dumps(fields))
                noted.write(b"noted\n")
                return pid, ""
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return None, log.read_text(errors="replace").strip()
    finally:
        os.close(read_end)
        if write_end >= 0:
            os.close(write_end)


def _read_line(descriptor: int) -> bytes:
    collected = b""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while b"\n" not in collected:
        if not poll.poll(_TIMEOUT_S * 1000):
            return b""
        piece = os.read(descriptor, 64)
        if not piece:
            return b""
        collected += piece
    return collected


def _tool(name: str) -> str:
    found = shutil.which(name, path=SEARCH_PATH)
    if found is None:
        raise FacilityMissingError(
            f"the program {name}", tr_noop("Install it: sudo apt-get install util-linux")
        )
    return found


def _explained(complaints: Sequence[str]) -> FacilityMissingError:
    """What is missing for a namespace, found from the causes that are known."""
    detail = "\n".join(complaints)
    name = pwd.getpwuid(os.geteuid()).pw_name
    if shutil.which("newuidmap", path=SEARCH_PATH) is None:
        facility, remedy = "the uidmap tools", "Install them: sudo apt-get install uidmap"
    elif not _has_sub_ids(_SUB_UIDS, name) or not _has_sub_ids(_SUB_GIDS, name):
        facility = "a range of sub-uids for you"
        first = free_sub_ids((_SUB_UIDS, _SUB_GIDS))
        ids = f"{first}-{first + _SUB_ID_COUNT - 1}"
        remedy = (
            f"Ask the administrator for: usermod --add-subuids {ids} --add-subgids {ids} {name}"
        )
    else:
        facility = "a user namespace of your own"
        remedy = (
            "This computer forbids it; ask the administrator to allow unprivileged user "
            "namespaces, or to install rootlesskit."
        )
    return FacilityMissingError(facility, remedy, detail=detail)


def _has_sub_ids(table: Path, name: str) -> bool:
    try:
        lines = table.read_text().splitlines()
    except OSError:
        return False  # no table, no range
    return any(line.split(":")[0] in (name, str(os.geteuid())) for line in lines)


def free_sub_ids(tables: Iterable[Path]) -> int:
    """The first of a range that nobody has: people with the same sub-uids own the same files.

    subuid(5): lines are name:first:count.
    """
    first_free = _SUB_ID_FIRST
    for table in tables:
        try:
            lines = table.read_text().splitlines()
        except OSError:
            continue  # no table, nobody has any
        for line in lines:
            _name, first, count = (*line.split(":"), "", "")[:3]
            if first.isdecimal() and count.isdecimal():
                first_free = max(first_free, int(first) + int(count))
    return first_free
