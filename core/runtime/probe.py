"""What of the runtime's facilities this computer has."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.model import Facility
from core.runtime.oci_runtime import SEARCH_PATH, OciRuntime, find_runtime
from core.translation import tr_noop

_CGROUPS = Path("/sys/fs/cgroup")
_PROBE_PREFIX = "bricklayer-probe-"
_INITS = ("catatonit", "tini-static", "docker-init")
_ELF_MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class EnforcedLimits:
    """Which limits the kernel enforces for us here; `pause` needs the freezer."""

    pids: bool = False
    memory: bool = False
    swap: bool = False  # can be limited by itself
    cpu: bool = False
    pause: bool = False

    @property
    def any_enforced(self) -> bool:
        """Whether the runtime shall be given limits at all."""
        return self.pids or self.memory or self.cpu

    @property
    def named(self) -> tuple[str, ...]:
        """The fields of `core.model.Limits` that are enforced."""
        named = (("memory", self.memory), ("cpus", self.cpu), ("pids", self.pids))
        return tuple(name for name, is_enforced in named if is_enforced)

    @property
    def unenforced(self) -> tuple[str, ...]:
        """The limits that are not, in words."""
        named = (("processes", self.pids), ("memory", self.memory), ("processor time", self.cpu))
        return tuple(name for name, is_enforced in named if not is_enforced)


def enforced_limits() -> EnforcedLimits:
    """Look, by making a control group, which limits can be set (cgroups(7), both versions)."""
    if (_CGROUPS / "cgroup.controllers").exists():
        if not _can_make_group(_CGROUPS):
            return EnforcedLimits()
        controllers = (_CGROUPS / "cgroup.controllers").read_text().split()
        return EnforcedLimits(
            pids="pids" in controllers,
            memory="memory" in controllers,
            swap="memory" in controllers and Path("/proc/swaps").exists(),
            cpu="cpu" in controllers,
            pause=True,
        )
    return EnforcedLimits(
        pids=_can_make_group(_CGROUPS / "pids"),
        memory=_can_make_group(_CGROUPS / "memory"),
        swap=(_CGROUPS / "memory/memory.memsw.limit_in_bytes").exists(),
        cpu=_can_make_group(_CGROUPS / "cpu"),
        pause=_can_make_group(_CGROUPS / "freezer"),
    )


def probe_runtime(state_dir: Path) -> tuple[Facility, ...]:
    """Runtime, init and limits, each with the sentence for the person when missing."""
    return (_runtime(find_runtime(state_dir)), _init(find_init()), _limits(enforced_limits()))


def find_init() -> Path | None:
    """A static init to be put into every container, whatever its image holds."""
    for name in _INITS:
        found = shutil.which(name, path=SEARCH_PATH)
        if found and _is_static(Path(found)):
            return Path(found)
    return None


def _runtime(runtime: OciRuntime | None) -> Facility:
    title = tr_noop("Container runtime")
    version = runtime.version() if runtime else ""
    if not version:
        sentence = tr_noop("Install the container runtime: sudo apt-get install runc")
        return Facility("runtime", title, False, tr_noop("runc was not found"), sentence)
    return Facility("runtime", title, True, version)


def _init(init: Path | None) -> Facility:
    title = tr_noop("First process of a container")
    if init is None:
        sentence = tr_noop("Install a small init for containers: sudo apt-get install catatonit")
        return Facility("init", title, False, tr_noop("catatonit was not found"), sentence)
    return Facility("init", title, True, init.name)


def _limits(limits: EnforcedLimits) -> Facility:
    title = tr_noop("Limits (control groups)")
    if not limits.unenforced:
        finding = tr_noop("processes, memory and processor time are limited")
        return Facility("cgroups", title, True, finding, is_required=False)
    unenforced = ", ".join(limits.unenforced)
    sentence = f"Not limited for containers here, since control groups are not yours: {unenforced}."
    return Facility("cgroups", title, False, f"no limits for {unenforced}", sentence, False)


def _can_make_group(parent: Path) -> bool:
    _sweep_probes(parent)
    group = parent / f"{_PROBE_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        group.mkdir()
    except OSError:
        return False  # that is the answer
    group.rmdir()
    return True


def _sweep_probes(parent: Path) -> None:
    """Groups of processes that were killed while they looked."""
    for left in parent.glob(f"{_PROBE_PREFIX}*-*"):
        pid = left.name.removeprefix(_PROBE_PREFIX).partition("-")[0]
        if not Path("/proc", pid).exists():
            try:
                left.rmdir()
            except OSError:
                continue  # another one was quicker, or it is not ours to remove


def _is_static(path: Path) -> bool:
    """An ELF file without a program interpreter (elf(5), PT_INTERP)."""
    try:
        content = path.read_bytes()
    except OSError:
        return False  # then it cannot be used either
    if not content.startswith(_ELF_MAGIC) or content[4] != 2:  # 64 bit is what we can look into
        return content.startswith(_ELF_MAGIC)
    order = "little" if content[5] == 1 else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(content[at : at + size], order)  # type: ignore[arg-type]

    table, entry_bytes, entries = number(32, 8), number(54, 2), number(56, 2)
    interpreter = 3
    return all(number(table + n * entry_bytes, 4) != interpreter for n in range(entries))
