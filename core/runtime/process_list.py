"""The processes in a container, as a tree, and signals to one of them (proc(5), pidfd_open(2))."""

from __future__ import annotations

import os
import signal
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.errors import NameGrammarError
from core.model import Process
from core.runtime.process_table import pids, start_time_of, stat_fields

SIGNALS = ("TERM", "KILL", "INT", "HUP", "STOP", "CONT", "USR1", "USR2")
_COMMAND_LIMIT_BYTES = 4096
_TICKS_PER_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def members(init_pid: int) -> Iterator[int]:
    """Pids (on this computer) of all processes in a container, its init too.

    They are those in its pid namespace; a process that is listed may have ended meanwhile.
    """
    try:
        namespace = os.readlink(f"/proc/{init_pid}/ns/pid")
    except OSError:
        return  # it just ended, and all others with it
    for pid in pids():
        if _pid_namespace(pid) == namespace:
            yield pid


def list_processes(init_pid: int) -> tuple[Process, ...]:
    """All processes of a container, each behind its parent; () when it just ended."""
    found = {}
    id_map = _id_map(init_pid)
    for pid in members(init_pid):
        try:
            parent, process = _look(pid, id_map)
        except (OSError, IndexError, ValueError):
            continue  # it ended since it was listed
        found[pid] = parent, process
    return tuple(_parents_first(found))


def send_signal(init_pid: int, pid: int, start_time: int, signal_name: str) -> None:
    """Signal the process with that pid inside, if it is still the one that started then.

    Idempotent. Raises NameGrammarError for other signals than `SIGNALS`.
    """
    if signal_name not in SIGNALS:
        raise NameGrammarError("signal", signal_name, f"it is one of {', '.join(SIGNALS)}")
    for process in list_processes(init_pid):
        if process.pid == pid and process.start_time == start_time:
            _signal_exactly(process, init_pid, signal.Signals[f"SIG{signal_name}"])


def _signal_exactly(process: Process, init_pid: int, number: signal.Signals) -> None:
    try:
        pidfd = os.pidfd_open(process.host_pid)
    except ProcessLookupError:
        return  # it ended by itself
    try:
        # Looked at once more behind the descriptor: the pid may be somebody else's by now.
        is_same = start_time_of(process.host_pid) == process.start_time
        if is_same and _pid_namespace(process.host_pid) == _pid_namespace(init_pid):
            signal.pidfd_send_signal(pidfd, number)
    except ProcessLookupError:
        pass  # it ended by itself
    finally:
        os.close(pidfd)


def _look(pid: int, id_map: list[tuple[int, int, int]]) -> tuple[int, Process]:
    """The parent (on this computer) and what else is known of a process."""
    fields = stat_fields(pid)
    status = dict(
        line.split(":\t", 1)
        for line in Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
        if ":\t" in line
    )
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        words = file.read(_COMMAND_LIMIT_BYTES).rstrip(b"\x00").split(b"\x00")
    command = b" ".join(words).decode(errors="replace") or f"[{status['Name']}]"
    return int(fields[1]), Process(
        pid=int(status["NSpid"].split()[-1]),
        parent_pid=0,
        host_pid=pid,
        start_time=int(fields[19]),
        command=command,
        user=_inside(int(status["Uid"].split()[1]), id_map),
        state=fields[0].decode(),
        memory_bytes=int(fields[21]) * _PAGE_BYTES,
        cpu_seconds=(int(fields[11]) + int(fields[12])) / _TICKS_PER_S,
    )


def _parents_first(found: dict[int, tuple[int, Process]]) -> Iterator[Process]:
    children: defaultdict[int, list[int]] = defaultdict(list)
    for pid, (parent, _process) in found.items():
        children[parent if parent in found else 0].append(pid)
    waiting = sorted(children[0], key=lambda pid: -found[pid][1].start_time)
    while waiting:
        pid = waiting.pop()
        parent, process = found[pid]
        inside = found[parent][1].pid if parent in found else 0
        yield replace(process, parent_pid=inside)
        waiting += sorted(children[pid], key=lambda one: -found[one][1].start_time)


def _id_map(pid: int) -> list[tuple[int, int, int]]:
    """First id inside, first id as we see it, count (user_namespaces(7)).

    [] in our own user namespace: there ids are the same, and the file speaks of the outer one.
    """
    try:
        if os.readlink(f"/proc/{pid}/ns/user") == os.readlink("/proc/self/ns/user"):
            return []
        lines = Path(f"/proc/{pid}/uid_map").read_text().splitlines()
    except OSError:
        return []  # it just ended
    rows = (line.split() for line in lines)
    return [(int(row[0]), int(row[1]), int(row[2])) for row in rows if len(row) == 3]


def _inside(uid: int, id_map: list[tuple[int, int, int]]) -> int:
    for inside, outside, count in id_map:
        if outside <= uid < outside + count:
            return inside + uid - outside
    return uid


def _pid_namespace(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""  # it ended, or is not ours to look at
