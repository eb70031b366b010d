"""Being the parent of containers' processes once the runtime has left (prctl(2), waitid(2))."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_RUNTIME_NAMES = (b"(crun", b"(runc")  # proc_pid_stat(5), field 2


def become_subreaper() -> None:
    """Adopt processes whose parent ends below us.

    Without it they go to the system's init, which may be slow to reap, and a container counts as
    running until its last process is reaped.
    """
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap(pid: int) -> int | None:
    """Take the exit code of one adopted process if it ended; never of another one.

    128 and the signal's number when a signal ended it, as a shell says it. None when it has not
    ended or is not ours.
    """
    try:
        found, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None  # its parent is somebody else
    if not found:
        return None
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def reap_unborn() -> None:
    """Reap adopted processes of a runtime that ended without becoming a command.

    crun leaves one in the container when it cannot start a program, and a pid namespace does not
    end before its last process is reaped; and one outside with every container that it starts.
    Commands, and runtimes that we started ourselves, are left to those who wait for them.
    """
    own_depth, own_session = _namespace_depth("self"), os.getsid(0)
    for children in Path("/proc/self/task").glob("*/children"):
        try:
            pids = children.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # that thread just ended
        for pid in pids:
            try:
                name, _end, rest = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")
                is_inside = _namespace_depth(pid) > own_depth
            except OSError:
                continue  # reaped meanwhile
            state, _parent, _group, session = rest.split()[:4]
            is_adopted = is_inside or int(session) not in (own_session, int(pid))
            if name.partition(b" ")[2].startswith(_RUNTIME_NAMES) and is_adopted and state == b"Z":
                reap(int(pid))


def _namespace_depth(pid: str) -> int:
    """In how many pid namespaces a process has a number (proc_pid_status(5), NSpid).

    Also readable for zombies of an ordinary person, unlike the link in ns/.
    """
    status = Path(f"/proc/{pid}/status").read_text()
    return len(status.partition("\nNSpid:")[2].partition("\n")[0].split())
