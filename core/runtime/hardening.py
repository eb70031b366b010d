"""What a container may not do (runtime-spec config.md, config-linux.md).

Stricter than Docker's and Podman's defaults where teaching and building images do not miss it.
"""

from __future__ import annotations

import glob
import os
import resource
from typing import Any

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
_OPEN_FILES_SOFT, _OPEN_FILES_HARD = 1024, 65536
_MEMORY_LIMIT_BYTES = 4 << 30
_CPU_PERIOD_US = 100_000


def masked_paths() -> list[str]:
    """Paths that show nothing inside."""
    return [*_MASKED_PATHS, *sorted(glob.glob(_THERMAL_GLOB))]


def capability_sets() -> dict[str, list[str]]:
    """Inheritable and ambient stay empty, else a program without privileges inherits them."""
    return {kind: CAPABILITIES for kind in ("bounding", "effective", "permitted")}


def rlimits() -> list[dict[str, Any]]:
    """Never above what this process may grant: raising a hard limit needs CAP_SYS_RESOURCE."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    hard = _OPEN_FILES_HARD if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES_HARD)
    return [
        {"type": "RLIMIT_CORE", "soft": 0, "hard": 0},
        {"type": "RLIMIT_NOFILE", "soft": min(_OPEN_FILES_SOFT, hard), "hard": hard},
    ]


def memory_limit_bytes() -> int:
    """Half of this machine's memory, 4 GiB at most."""
    return min(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2, _MEMORY_LIMIT_BYTES)


def resources(*, pids: bool, memory: bool, cpu: bool) -> dict[str, Any]:
    """The `linux.resources` object, with the limits that can be enforced here."""
    value: dict[str, Any] = {"devices": [{"allow": False, "access": "rwm"}]}
    if pids:
        value["pids"] = {"limit": PIDS_LIMIT}
    if memory:
        value["memory"] = {"limit": memory_limit_bytes()}
    cores = os.cpu_count() or 1
    if cpu and cores > 1:
        # Half a core is left, so that the window answers whatever happens inside.
        value["cpu"] = {"period": _CPU_PERIOD_US, "quota": int((cores - 0.5) * _CPU_PERIOD_US)}
    return value
