"""What a container may not do (runtime-spec config.md, config-linux.md).

Stricter than Docker's and Podman's defaults where teaching and building images do not miss it.
"""

from __future__ import annotations

import glob
import os
import resource
from typing import Any

from core.model import Limits
from core.runtime.probe import EnforcedLimits

# Podman's default set without SETFCAP, which would let an image plant file capabilities.
CAPABILITIES = [
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_FOWNER",
    "CAP_FSETID",
    "CAP_KILL",
    "CAP_NET_BIND_SERVICE",
    "CAP_SETGID",
    "CAP_SETPCAP",
    "CAP_SETUID",
    "CAP_SYS_CHROOT",
]

_MASKED_PATHS = [
    "/proc/acpi",
    "/proc/asound",
    "/proc/interrupts",
    "/proc/kcore",
    "/proc/keys",
    "/proc/latency_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/sys/devices/virtual/powercap",
    "/sys/firmware",
    "/sys/fs/selinux",
]
_THERMAL_GLOB = "/sys/devices/system/cpu/cpu*/thermal_throttle"
READONLY_PATHS = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]

PIDS_LIMIT = 1024
# Where no control group counts a container's processes: all containers of a person together, so
# that a fork bomb leaves most of the 32768 pids that there are at least (proc(5), pid_max).
ALL_PROCESSES_LIMIT = 4 * PIDS_LIMIT
_RLIMITS = {  # soft and hard; those that count a user's things count all her containers' together
    "RLIMIT_CORE": (0, 0),
    "RLIMIT_NOFILE": (1024, 65536),
    "RLIMIT_MEMLOCK": (64 << 10, 64 << 10),
    "RLIMIT_MSGQUEUE": (819_200, 819_200),
}
_MEMORY_LIMIT_BYTES = 4 << 30
_CPU_PERIOD_US = 100_000


def masked_paths(*, shows_computers_sysfs: bool = False) -> list[str]:
    """Paths that show nothing inside.

    Where the computer's own /sys is shown, the control groups mounted in it can be written by whom
    they were delegated to; the flag "read-only" holds for the outermost mount only.
    """
    control_groups = ["/sys/fs/cgroup"] if shows_computers_sysfs else []
    return [*_MASKED_PATHS, *control_groups, *sorted(glob.glob(_THERMAL_GLOB))]


def capability_sets() -> dict[str, list[str]]:
    """Inheritable and ambient stay empty, else a program without privileges inherits them."""
    return {kind: CAPABILITIES for kind in ("bounding", "effective", "permitted")}


def rlimits(enforced: EnforcedLimits) -> list[dict[str, Any]]:
    """Never above what this process may grant: raising a hard limit needs CAP_SYS_RESOURCE.

    RLIMIT_NPROC counts what a person's uid runs in her user namespace (getrlimit(2)); the kernel
    does not hold the computer's own administrator to it.
    """
    wanted = dict(_RLIMITS)
    if not enforced.pids:
        wanted["RLIMIT_NPROC"] = (ALL_PROCESSES_LIMIT, ALL_PROCESSES_LIMIT)
    limits = []
    for name, (soft, hard) in wanted.items():
        _soft, granted = resource.getrlimit(getattr(resource, name))
        if granted != resource.RLIM_INFINITY:
            hard = min(hard, granted)
        limits.append({"type": name, "soft": min(soft, hard), "hard": hard})
    return limits


def memory_limit_bytes() -> int:
    """Half of this machine's memory, 4 GiB at most."""
    return min(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2, _MEMORY_LIMIT_BYTES)


def cpus_limit() -> float | None:
    """Half a processor is left, so that the window answers whatever happens inside."""
    cores = os.cpu_count() or 1
    return cores - 0.5 if cores > 1 else None


def resources(enforced: EnforcedLimits, asked: Limits) -> dict[str, Any]:
    """The `linux.resources` object, with the limits that can be enforced here."""
    value: dict[str, Any] = {"devices": [{"allow": False, "access": "rwm"}]}
    if enforced.pids:
        value["pids"] = {"limit": asked.pids or PIDS_LIMIT}
    if enforced.memory:
        limit = asked.memory_bytes or memory_limit_bytes()
        # `swap` is memory and swap together: none of it beyond the memory.
        value["memory"] = {"limit": limit, "swap": limit} if enforced.swap else {"limit": limit}
    cpus = asked.cpus or cpus_limit()
    if enforced.cpu and cpus is not None:
        value["cpu"] = {"period": _CPU_PERIOD_US, "quota": int(cpus * _CPU_PERIOD_US)}
    return value
