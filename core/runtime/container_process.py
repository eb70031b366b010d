"""A container's processes as the kernel knows them: pid and start time, never a file's claim."""

from __future__ import annotations

import os
import select
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from core.cancel import NEVER, CancelToken
from core.runtime.process_table import pids, start_time_of
from core.runtime.reaping import reap, reap_unborn

_LOOK_INTERVAL_S = 0.02
_UNBORN_INTERVAL_S = 0.05
_KILL_PATIENCE_S = 5.0
_CODES_LIMIT = 1000


def boot_id() -> str:
    """Names this start of the computer (random(4)); "" where there is no Linux."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except FileNotFoundError:
        return ""


class _ExitCodes:
    """How inits ended, kept by whoever happened to reap them. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes: dict[int, int] = {}  # by pid; that of the one that ended last

    def reap(self, pid: int) -> None:
        """Whoever finds an init gone finds its exit code here."""
        with self._lock:
            code = reap(pid)
            if code is not None:
                self._codes.pop(pid, None)
                self._codes[pid] = code
                if len(self._codes) > _CODES_LIMIT:
                    del self._codes[next(iter(self._codes))]

    def of(self, pid: int) -> int | None:
        """None when it was not ours to reap: another engine had started it."""
        with self._lock:
            return self._codes.get(pid)

    def forget(self, pid: int) -> None:
        """The pid is given to a new one."""
        with self._lock:
            self._codes.pop(pid, None)


_EXIT_CODES = _ExitCodes()


class _Unborn:
    """Looks through all our children, so not once more for each of many containers."""

    def __init__(self) -> None:
        self._due = 0.0

    def reap_now_and_then(self) -> None:
        """At once when the last time is a moment ago. Two threads may both do it."""
        now = time.monotonic()
        if now >= self._due:
            reap_unborn()
            self._due = time.monotonic() + _UNBORN_INTERVAL_S


_UNBORN = _Unborn()


@dataclass(frozen=True, slots=True)
class ContainerProcess:
    """The init of a container."""

    pid: int
    start_time: int

    @classmethod
    def started(cls, pid: int) -> ContainerProcess:
        """One that was started just now; it may have ended already."""
        _EXIT_CODES.forget(pid)
        return cls(pid, start_time_of(pid) or 0)

    @property
    def is_alive(self) -> bool:
        """Whether exactly this process still exists. Reaps it when it ended and is ours."""
        _UNBORN.reap_now_and_then()
        _EXIT_CODES.reap(self.pid)
        return start_time_of(self.pid) == self.start_time

    @property
    def exit_code(self) -> int | None:
        """Once it ended: its exit code, as `reap` says it; None when that cannot be known."""
        return _EXIT_CODES.of(self.pid)

    def others(self) -> Iterator[int]:
        """Pids (on this computer) of all further processes in the container."""
        try:
            namespace = os.readlink(f"/proc/{self.pid}/ns/pid")
        except OSError:
            return  # it just ended, and all others with it
        for pid in pids():
            if pid != self.pid:
                try:
                    if os.readlink(f"/proc/{pid}/ns/pid") == namespace:
                        yield pid
                except OSError:
                    continue  # ended since it was listed, or not ours to look at

    def stop(self, grace_s: float, cancel: CancelToken = NEVER) -> None:
        """Ask all processes to end, wait `grace_s`, then end them. Returns when all are gone.

        Cancelling ends the waiting, not the stopping.
        """
        deadline = time.monotonic() + grace_s
        for pid in self.others():
            _send(pid, signal.SIGTERM)
        while self._remaining() and time.monotonic() < deadline:
            if cancel.wait(_LOOK_INTERVAL_S):
                break
        # With its init the kernel ends a pid namespace as a whole (pid_namespaces(7)).
        _send(self.pid, signal.SIGKILL)
        self._wait_until_gone()

    def _remaining(self) -> bool:
        """Whether others are left. Reaps adopted ones, which keep the namespace alive."""
        reap_unborn()
        for pid in self.others():
            reap(pid)
        return any(self.others())

    def _wait_until_gone(self) -> None:
        try:
            descriptor = os.pidfd_open(self.pid)
        except ProcessLookupError:
            return
        try:
            waiting = select.poll()
            waiting.register(descriptor, select.POLLIN)
            deadline = time.monotonic() + _KILL_PATIENCE_S
            while not waiting.poll(int(_LOOK_INTERVAL_S * 1000)) and time.monotonic() < deadline:
                self._remaining()
        finally:
            os.close(descriptor)
        _EXIT_CODES.reap(self.pid)


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass  # it ended by itself
