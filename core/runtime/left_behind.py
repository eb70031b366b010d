"""Processes that a killed engine left in the middle of a start, by what the kernel knows of them.

No file tells of them: the engine ended before it could note their number. And containers that only
a runtime knows of, since the repository was deleted that they were in.
"""

from __future__ import annotations

import json
import os
import select
import signal
from collections.abc import Collection, Iterator
from pathlib import Path

from core.runtime.container_process import ContainerProcess
from core.runtime.oci_runtime import find_runtime
from core.runtime.process_table import pids, start_time_of

_RUNTIMES = (b"crun", b"runc")
_PATIENCE_MS = 5000


def end_left_behind(at_rest: Collection[str], live: Collection[str], mount_source: str) -> None:
    """End runtimes that are still at work on containers, and processes that nobody knows of.

    `at_rest` are ids of containers of which no process is known, `live` of those that run: of them
    only a runtime that deletes them is ended, before it deletes what is started next.
    `mount_source` with an id appended is the source of a container's root mount.
    """
    if not at_rest and not live:
        return
    wanted = {os.fsencode(container_id) for container_id in at_rest}
    running = {os.fsencode(container_id) for container_id in live}
    # First those that make processes, then what they made.
    _end(pid for pid in pids() if _is_left_runtime(pid, wanted, running))
    own = _pid_namespace("self")
    sources = {os.fsencode(mount_source) + container_id for container_id in wanted}
    _end(pid for pid in pids() if _pid_namespace(pid) != own and _root_source(pid) in sources)


def forget_lost(state_dir: Path) -> None:
    """Let runtimes forget containers that ended and whose files are gone. RuntimeFailedError.

    Where the files are, the next engine does it, and says how they ended. One whose process lives
    is let alone. Callers see to it that no engine is at work with `state_dir`.
    """
    for binary, note in (("crun", "status"), ("runc", "state.json")):
        for path in (state_dir / binary).glob(f"*/{note}"):
            known = _as_runtime_knows(path)
            if known is None:
                continue
            process, root = known
            if start_time_of(process.pid) != process.start_time and not root.exists():
                runtime = find_runtime(state_dir, path.parent.name)
                if runtime is not None:
                    runtime.delete(path.parent.name)


def _as_runtime_knows(path: Path) -> tuple[ContainerProcess, Path] | None:
    """A container's process and root in the notes of crun or runc; None when they are different."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "status":
            pid, start, root = fields["pid"], fields["process-start-time"], fields["rootfs"]
        else:
            pid, start = fields["init_process_pid"], fields["init_process_start"]
            root = fields["config"]["rootfs"]
        return ContainerProcess(int(pid), int(start)), Path(root)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_left_runtime(pid: int, at_rest: Collection[bytes], live: Collection[bytes]) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\x00")
    except OSError:
        return False  # it ended
    if os.path.basename(words[0]) not in _RUNTIMES:
        return False
    is_deleting = b"delete" in words
    return any(word in at_rest or (is_deleting and word in live) for word in words)


def _pid_namespace(pid: int | str) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""  # it ended, or is none of ours


def _root_source(pid: int) -> bytes:
    """What is mounted at the root of a process (proc_pid_mountinfo(5), fields 5 and 10)."""
    try:
        table = Path(f"/proc/{pid}/mountinfo").read_bytes()
    except OSError:
        return b""
    for line in table.splitlines():
        fields, _separator, about = line.partition(b" - ")
        if fields.split(b" ")[4] == b"/":
            return about.split(b" ")[1]
    return b""


def _end(left: Iterator[int]) -> None:
    for pid in list(left):
        try:
            pidfd = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            poll = select.poll()
            poll.register(pidfd, select.POLLIN)
            poll.poll(_PATIENCE_MS)
        except ProcessLookupError:
            pass  # it ended meanwhile
        finally:
            os.close(pidfd)
