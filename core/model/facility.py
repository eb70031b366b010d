"""What the machine offers to an engine, and what the engine therefore can do."""

from __future__ import annotations

from dataclasses import dataclass

from core.translation import translated


@dataclass(frozen=True, slots=True)
class Facility:
    """One probed facility. `sentence` says what is missing and what to do; "" when available."""

    key: str  # "runtime", "init", "overlay", "sub_ids", "cgroups", "seccomp", "switches", …
    title: str
    is_available: bool
    finding: str  # "runc 1.1.5", "cgroup v1, pids limit enforced"
    sentence: str = ""
    is_required: bool = True  # without it no container can run


@dataclass(frozen=True, slots=True)
class Readiness:
    """The probe's whole result."""

    facilities: tuple[Facility, ...]
    mode: str  # "root" or "rootless" or "unsupported"

    @property
    def can_run_containers(self) -> bool:
        """Whether nothing required is missing."""
        return self.mode != "unsupported" and all(
            f.is_available for f in self.facilities if f.is_required
        )

    @property
    def sentence(self) -> str:
        """Why containers cannot run here and what to do; "" when they can."""
        missing = [
            translated(f.sentence) for f in self.facilities if f.is_required and not f.is_available
        ]
        return missing[0] if missing else ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this engine can do; the window greys out the rest."""

    can_run: bool = False
    can_pause: bool = False
    can_build_base_images: bool = False
    can_write: bool = True
    switches: tuple[str, ...] = ("none",)
    can_make_switches: bool = False
    can_limit: tuple[str, ...] = ()  # of "memory", "cpus", "pids": the limits that are enforced
