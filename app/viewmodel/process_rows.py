"""Processes of a container as a tree, with what they used since the last look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.viewmodel.live_rows import shown
from app.viewmodel.sizes import size_text
from app.viewmodel.usage_series import percent
from core.model import Process
from core.translation import tr

Identity = tuple[int, int]
"""Pid inside and start time: pids are used again."""

_STATES = {
    "D": tr("waits for a device"),
    "T": tr("stopped"),
    "t": tr("stopped by a debugger"),
    "Z": tr("ended, not fetched by its parent"),
}
_LEAST_INTERVAL_S = 0.2


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process; `parent` None: it stands at the top. `cpu_percent` None: not known yet."""

    identity: Identity
    parent: Identity | None
    process: Process
    command: str
    state: str
    cpu_percent: float | None

    @property
    def user(self) -> str:
        """ "root", or the number."""
        return "root" if self.process.user == 0 else str(self.process.user)

    @property
    def memory(self) -> str:
        """In words, "" when it has none any more."""
        return size_text(self.process.memory_bytes) if self.process.memory_bytes else ""

    @property
    def cpu(self) -> str:
        """In words, "" until it was looked at twice."""
        return "" if self.cpu_percent is None else percent(self.cpu_percent)

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        process = self.process
        parts = [
            self.command,
            tr("process {pid}", pid=process.pid),
            tr("user {user}", user=self.user),
            self.state,
        ]
        parts += [self.memory, tr("{cpu} of a processor", cpu=self.cpu) if self.cpu else ""]
        return ", ".join(part for part in parts if part)


def process_rows(
    processes: Sequence[Process], before: Sequence[ProcessRow] = (), elapsed_s: float = 0.0
) -> tuple[ProcessRow, ...]:
    """Parents before children. `before` is what was shown `elapsed_s` seconds ago."""
    by_pid = {one.pid: one for one in processes}
    earlier = {row.identity: row for row in before}
    children: dict[int, list[Process]] = {}
    for one in processes:
        has_parent = one.parent_pid in by_pid and one.parent_pid != one.pid
        children.setdefault(one.parent_pid if has_parent else 0, []).append(one)
    rows: list[ProcessRow] = []
    taken: list[tuple[Process, Identity | None]]
    taken = [(one, None) for one in _reversed(children.pop(0, []))]
    while taken or children:
        if not taken:  # parents that are each other's children: cut the ring somewhere
            ring = children.pop(min(children))
            taken = [(one, None) for one in _reversed(ring)]
        process, parent = taken.pop()
        identity = (process.pid, process.start_time)
        rows.append(_row(process, parent, earlier.get(identity), elapsed_s))
        taken += [(one, identity) for one in _reversed(children.pop(process.pid, []))]
    return tuple(rows)


def _row(
    process: Process, parent: Identity | None, before: ProcessRow | None, elapsed_s: float
) -> ProcessRow:
    share = None
    if before is not None:
        share = before.cpu_percent
        if elapsed_s >= _LEAST_INTERVAL_S:
            used_s = max(0.0, process.cpu_seconds - before.process.cpu_seconds)
            share = used_s / elapsed_s * 100
    return ProcessRow(
        (process.pid, process.start_time), parent, process, shown(process.command),
        _STATES.get(process.state, ""), share,
    )  # fmt: skip


def _reversed(processes: Sequence[Process]) -> list[Process]:
    return sorted(processes, key=lambda one: one.pid, reverse=True)
