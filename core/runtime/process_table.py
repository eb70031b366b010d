"""The processes of this computer, as the kernel lists them below /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator


def pids() -> Iterator[int]:
    """All that we can see; each may have ended by the time that it is looked at."""
    return (int(name) for name in os.listdir("/proc") if name.isdigit())


def stat_fields(pid: int) -> list[bytes]:
    """What stands after the name in proc_pid_stat(5): [0] is field 3, the state.

    Raises FileNotFoundError or ProcessLookupError when it is gone.
    """
    with open(f"/proc/{pid}/stat", "rb") as file:
        return file.read().rpartition(b")")[2].split()


def start_time_of(pid: int) -> int | None:
    """Clock ticks after boot at which the process started; None when it is gone or a zombie.

    proc_pid_stat(5), fields 3 and 22. Together with the pid it names a process for ever.
    """
    try:
        fields = stat_fields(pid)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in (b"Z", b"X") else int(fields[19])
