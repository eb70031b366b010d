"""Being the parent of containers' processes once the runtime has left (prctl(2), waitid(2))."""

from __future__ import annotations

import ctypes
import os

_PR_SET_CHILD_SUBREAPER = 36


def become_subreaper() -> None:
    """Adopt processes whose parent ends below us.

    Without it they go to the system's init, which may be slow to reap, and a container counts as
    running until its last process is reaped.
    """
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap(pid: int) -> int | None:
    """Take the exit status of one adopted process if it ended; never of another one.

    None when it has not ended or is not ours.
    """
    try:
        found, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None  # its parent is somebody else
    return os.waitstatus_to_exitcode(status) if found else None
