"""Which limits make sense on this computer, and how a runtime is told to change them."""

from __future__ import annotations

import math
import os
from typing import Any

from core.errors import LimitRefusedError
from core.model import Limits
from core.translation import tr_noop

MEMORY_FLOOR_BYTES = 6 << 20  # below that the runtime itself does not start
CPUS_FLOOR = 0.05
PIDS_FLOOR = 8
PIDS_CEILING = 1 << 22  # pid_max can be no larger (proc(5))


def check_limits(limits: Limits) -> None:
    """Raises LimitRefusedError for what no container could live with, or no computer has."""
    memory, cpus, pids = limits.memory_bytes, limits.cpus, limits.pids
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = os.cpu_count() or 1
    if memory is not None and not MEMORY_FLOOR_BYTES <= memory <= machine:
        most = machine >> 20
        raise LimitRefusedError("memory", f"{memory / (1 << 20):g} MiB", f"6 to {most} MiB")
    if cpus is not None and not (math.isfinite(cpus) and CPUS_FLOOR <= cpus <= cores):
        raise LimitRefusedError(
            tr_noop("processor time"), f"{cpus:g}", f"{CPUS_FLOOR:g} to {cores}"
        )
    if pids is not None and not PIDS_FLOOR <= pids <= PIDS_CEILING:
        raise LimitRefusedError("processes", f"{pids}", f"{PIDS_FLOOR} to {PIDS_CEILING}")


def update_flags(resources: dict[str, Any]) -> list[str]:
    """Arguments of the runtimes' `update` for a `linux.resources` object."""
    flags = []
    if "memory" in resources:
        flags += ["--memory", str(resources["memory"]["limit"])]
        if "swap" in resources["memory"]:
            flags += ["--memory-swap", str(resources["memory"]["swap"])]
    if "cpu" in resources:
        cpu = resources["cpu"]
        flags += ["--cpu-period", str(cpu["period"]), "--cpu-quota", str(cpu["quota"])]
    if "pids" in resources:
        flags += ["--pids-limit", str(resources["pids"]["limit"])]
    return flags
