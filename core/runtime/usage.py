"""What a container uses, at one moment: by its control groups, else process by process.

cgroups(7) in both versions (kernel Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst). Disks
only by those of version 2: version 1 does not know on whose behalf the kernel writes later on.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.model import Usage
from core.runtime.control_groups import groups_of
from core.runtime.process_list import members
from core.runtime.spent import ENDED_COMMANDS, Spent, spent_by

_UNLIMITED_BYTES = 1 << 62  # version 1 says "no limit" with a number near 2^63
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class UsageMeter:
    """Measures one run of a container, again and again. Not thread-safe."""

    def __init__(self, init_pid: int, container_id: str) -> None:
        self._init_pid = init_pid
        self._container_id = container_id
        self._groups = groups_of(init_pid, container_id)
        self._spent = Spent()

    def measure(self) -> Usage:
        """What it used up to now. Values are None when it just ended."""
        if "memory" in self._groups or "pids" in self._groups:
            usage = _of_groups(self._groups)
        else:
            memory, count = _memory_of_processes(self._init_pid)
            usage = Usage(datetime.now(UTC), memory_bytes=memory, pids=count, is_estimate=True)
        if usage.cpu_seconds is None or usage.written_bytes is None:
            usage = self._with_sums(usage)
        traffic = _network_bytes(self._init_pid)
        if traffic is not None:
            usage = replace(usage, received_bytes=traffic[0], sent_bytes=traffic[1])
        return usage

    def _with_sums(self, usage: Usage) -> Usage:
        """What no control group counts, by what the processes spent."""
        # In this order: what ends in between is missing now, and not counted twice for ever.
        total = ENDED_COMMANDS.of(self._container_id)
        for pid in members(self._init_pid):
            try:
                total += spent_by(pid)
            except OSError:
                continue  # it ended since it was listed
        self._spent = spent = total.at_least(self._spent)
        return replace(
            usage,
            cpu_seconds=spent.cpu_seconds if usage.cpu_seconds is None else usage.cpu_seconds,
            read_bytes=spent.read_bytes if usage.read_bytes is None else usage.read_bytes,
            written_bytes=spent.written_bytes
            if usage.written_bytes is None
            else usage.written_bytes,
        )


def out_of_memory_kills(groups: Mapping[str, Path]) -> int:
    """How often the kernel ended a process of a container that had no memory left."""
    group = groups.get("memory")
    if group is None:
        return 0
    counts = _table(group / "memory.events") or _table(group / "memory.oom_control")
    return counts.get("oom_kill", 0)


def memory_bytes(groups: Mapping[str, Path]) -> int | None:
    """Without caches that can be dropped."""
    group = groups.get("memory")
    if group is None:
        return None
    used = _number(group / "memory.current")
    if used is not None:
        return max(0, used - _cached_bytes(group, ""))
    used = _number(group / "memory.usage_in_bytes")
    if used is None:
        return None
    return max(0, used - _cached_bytes(group, "total_"))


def _cached_bytes(group: Path, prefix: str) -> int:
    """Of files, not of what is kept in memory alone (tmpfs)."""
    table = _table(group / "memory.stat")
    return table.get(f"{prefix}inactive_file", 0) + table.get(f"{prefix}active_file", 0)


def _of_groups(groups: Mapping[str, Path]) -> Usage:
    nowhere = Path("/nonexistent")
    memory, cpu = groups.get("memory", nowhere), groups.get("cpu", nowhere)
    pids = groups.get("pids", nowhere)
    read, written = _disk_bytes(groups.get("io", nowhere))
    return Usage(
        measured=datetime.now(UTC),
        cpu_seconds=_cpu_seconds(groups),
        memory_bytes=memory_bytes(groups),
        pids=_number(pids / "pids.current"),
        read_bytes=read,
        written_bytes=written,
        memory_limit_bytes=_memory_limit_bytes(memory),
        cpus_limit=_cpus_limit(cpu),
        pids_limit=_number(pids / "pids.max"),
        out_of_memory_kills=out_of_memory_kills(groups),
    )


def _cpu_seconds(groups: Mapping[str, Path]) -> float | None:
    if "cpuacct" in groups:
        nanoseconds = _number(groups["cpuacct"] / "cpuacct.usage")
        return None if nanoseconds is None else nanoseconds / 1e9
    microseconds = _table(groups.get("cpu", Path("/nonexistent")) / "cpu.stat").get("usage_usec")
    return None if microseconds is None else microseconds / 1e6


def _memory_limit_bytes(group: Path) -> int | None:
    limit = _number(group / "memory.max")
    if limit is None:
        limit = _number(group / "memory.limit_in_bytes")
    return None if limit is None or limit >= _UNLIMITED_BYTES else limit


def _cpus_limit(group: Path) -> float | None:
    quota_us: int | None
    period_us: int | None
    words = _text(group / "cpu.max").split()
    if len(words) == 2 and words[0].isdigit():
        quota_us, period_us = int(words[0]), int(words[1])
    else:
        quota_us = _number(group / "cpu.cfs_quota_us")
        period_us = _number(group / "cpu.cfs_period_us")
    if not quota_us or not period_us or quota_us < 0:
        return None
    return quota_us / period_us


def _disk_bytes(group: Path) -> tuple[int | None, int | None]:
    """From and to disks: lines "8:0 rbytes=4096 wbytes=0 …"."""
    if not (group / "io.stat").exists():
        return None, None
    pairs = [word.partition("=") for word in _text(group / "io.stat").split() if "=" in word]
    read = sum(int(value) for name, _equals, value in pairs if name == "rbytes")
    written = sum(int(value) for name, _equals, value in pairs if name == "wbytes")
    return read, written


def _network_bytes(pid: int) -> tuple[int, int] | None:
    """Received and sent by all interfaces but the one to itself; None without a network of its own.

    proc_net(5), /proc/PID/net/dev.
    """
    try:
        if os.readlink(f"/proc/{pid}/ns/net") == os.readlink("/proc/self/ns/net"):
            return None
        lines = Path(f"/proc/{pid}/net/dev").read_text().splitlines()[2:]
    except OSError:
        return None  # it just ended
    received = sent = 0
    for line in lines:
        name, _colon, figures = line.partition(":")
        fields = figures.split()
        if name.strip() != "lo" and len(fields) >= 9:
            received, sent = received + int(fields[0]), sent + int(fields[8])
    return received, sent


def _memory_of_processes(init_pid: int) -> tuple[int, int]:
    """Memory in bytes, and how many processes there are."""
    count = own_bytes = shared_bytes = 0
    for pid in members(init_pid):
        try:
            _size, resident, shared = _memory_pages(pid)
        except OSError:
            continue  # it ended since it was listed
        count += 1
        # Files that programs share are counted once, for the one with most of them.
        own_bytes += (resident - shared) * _PAGE_BYTES
        shared_bytes = max(shared_bytes, shared * _PAGE_BYTES)
    return own_bytes + shared_bytes, count


def _memory_pages(pid: int) -> tuple[int, int, int]:
    """Size, resident, and of those shared with files (proc_pid_statm(5)), in pages."""
    size, resident, shared = _read(Path(f"/proc/{pid}/statm")).split()[:3]
    return int(size), int(resident), int(shared)


def _read(path: Path) -> str:
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()


def _text(path: Path) -> str:
    """Content, "" where there is no such file or its group is gone."""
    try:
        return _read(path)
    except OSError:
        return ""


def _number(path: Path) -> int | None:
    text = _text(path).strip()
    return int(text) if text.lstrip("-").isdigit() else None


def _table(path: Path) -> dict[str, int]:
    """Lines of a name and a number."""
    rows = (line.split() for line in _text(path).splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}
