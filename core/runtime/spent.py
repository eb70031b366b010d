"""What processes spent: of processor time, and from and to disks; also of those that ended.

The kernel adds to a process what its children spent once it has waited for them (getrusage(2),
proc_pid_io(5)). So nothing of a container is lost but what was run in it from outside: those are
our children, and are asked just before they are reaped.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from core.runtime.process_table import stat_fields
from core.runtime.reaping import reap

_TICKS_PER_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Spent:
    """Sums. What is written counts when it is given to the kernel, not when it is on the disk."""

    cpu_seconds: float = 0.0
    read_bytes: int = 0
    written_bytes: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.cpu_seconds + other.cpu_seconds,
            self.read_bytes + other.read_bytes,
            self.written_bytes + other.written_bytes,
        )

    def at_least(self, other: Spent) -> Spent:
        """The larger of each: sums never go down."""
        return Spent(
            max(self.cpu_seconds, other.cpu_seconds),
            max(self.read_bytes, other.read_bytes),
            max(self.written_bytes, other.written_bytes),
        )


def spent_by(pid: int) -> Spent:
    """By a process and its children that ended. Raises OSError when it is gone."""
    cpu_seconds = _cpu_seconds(pid)
    try:
        return Spent(cpu_seconds, *_disk_bytes(pid))
    except PermissionError:
        return Spent(cpu_seconds)  # it ended, and its disks are not ours to ask for


class EndedCommands:
    """What commands spent that ended, by container. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sums: defaultdict[str, Spent] = defaultdict(Spent)

    def reap(self, container_id: str, pid: int) -> int | None:
        """As `reaping.reap`, noting what the command spent."""
        with self._lock:
            try:
                spent = Spent(_cpu_seconds(pid))
                disks = self._disks_of(pid)
            except OSError:
                return reap(pid)  # somebody else was quicker
            before = _disk_bytes("self")
            code = reap(pid)
            if code is None:
                return None
            if disks is None:
                # Then by what its parent, this process, has more now that it was waited for. What
                # other threads read and write in this very moment is taken for the command's.
                after = _disk_bytes("self")
                disks = after[0] - before[0], after[1] - before[1]
            self._sums[container_id] += replace(spent, read_bytes=disks[0], written_bytes=disks[1])
            return code

    def of(self, container_id: str) -> Spent:
        """Since it was forgotten last."""
        with self._lock:
            return self._sums.get(container_id, Spent())

    def forget(self, container_id: str) -> None:
        """The container ended, and counts anew."""
        with self._lock:
            self._sums.pop(container_id, None)

    @staticmethod
    def _disks_of(pid: int) -> tuple[int, int] | None:
        try:
            return _disk_bytes(pid)
        except PermissionError:
            return None  # newer kernels ask for a privilege once a process ended


ENDED_COMMANDS = EndedCommands()
"""Those of this process."""


def _cpu_seconds(pid: int) -> float:
    """proc_pid_stat(5), fields 14 to 17: of itself, and of children it has waited for."""
    return sum(int(ticks) for ticks in stat_fields(pid)[11:15]) / _TICKS_PER_S


def _disk_bytes(pid: int | str) -> tuple[int, int]:
    """From and to disks (proc_pid_io(5)). Raises PermissionError where we may not look."""
    lines = Path(f"/proc/{pid}/io").read_text(encoding="ascii").splitlines()
    table = dict(line.split(": ", 1) for line in lines)
    return int(table.get("read_bytes", 0)), int(table.get("write_bytes", 0))
