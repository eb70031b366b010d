"""Ending a command with all that it started, as closing a terminal window would."""

from __future__ import annotations

import os
import signal
import time

from core.runtime.process_table import pids, start_time_of, stat_fields

_TERM_PATIENCE_S = 2.0
_KILL_PATIENCE_S = 5.0
_LOOK_INTERVAL_S = 0.01


def session_of(pid: int) -> int:
    """The session of a command, by which its family is known when it is gone itself."""
    try:
        session = os.getsid(pid)
    except ProcessLookupError:
        return pid
    return pid if session == os.getsid(0) else session  # ours is nobody's family


def end_family(pid: int, session: int) -> None:
    """TERM to a command and its family, then KILL; returns when all are gone.

    The family is what stands below it or in its session (setsid(2)), so also what lost its parent.
    A daemon has left both on purpose and stays.
    """
    family: dict[int, int] = {}  # pid → start time, since a pid may be given again
    for number, patience_s in (
        (signal.SIGTERM, _TERM_PATIENCE_S),
        (signal.SIGKILL, _KILL_PATIENCE_S),
    ):
        told: set[int] = set()
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            _add_members(pid, session, family)
            left = [one for one, started in family.items() if start_time_of(one) == started]
            if not left:
                return
            for one in left:
                if one not in told:
                    told.add(one)
                    _send(one, number)
            time.sleep(_LOOK_INTERVAL_S)  # there is no event for a whole family


def _add_members(pid: int, session: int, family: dict[int, int]) -> None:
    """Add `pid`, and all that stand below it or in its session, as they are now."""
    parents: dict[int, tuple[int, int]] = {}
    for listed in pids():
        try:
            fields = stat_fields(listed)
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended since it was listed
        parents[listed] = (int(fields[1]), int(fields[3]))
    members = {one for one, (_parent, its) in parents.items() if its == session or one == pid}
    is_growing = True
    while is_growing:
        more = {one for one, (parent, _session) in parents.items() if parent in members} - members
        members |= more
        is_growing = bool(more)
    for one in members:
        started = start_time_of(one)
        if started is not None:
            family.setdefault(one, started)


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass  # it ended by itself
