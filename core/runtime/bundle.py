"""What a container's bundle depends on, as values (runtime-spec config.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.model import Limits
from core.runtime.probe import EnforcedLimits
from core.runtime.users import ROOT, ProcessUser


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """What an image is made to run: entry point and command, which the init starts."""

    argv: tuple[str, ...]
    working_dir: str = ""
    user: ProcessUser = ROOT


@dataclass(frozen=True, slots=True)
class PinnedVolume:
    """A folder of this computer, pinned at `source` where nobody can put another in its place."""

    source: Path
    target: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundleRequest:
    """What a container's bundle depends on. `network` None shares the computer's network."""

    bundle: Path
    rootfs: Path
    hostname: str
    env: tuple[str, ...]
    init: Path
    is_rootless: bool
    network: str | None  # "" = a namespace of its own, else the path of one to join
    limits: EnforcedLimits
    asked_limits: Limits = field(default_factory=Limits)
    hosts_file: Path | None = None  # to be seen in place of the image's, as the next one
    resolv_conf: Path | None = None
    volumes: tuple[PinnedVolume, ...] = ()
    command: OwnCommand | None = None  # None: the init only waits

    @property
    def shows_computers_sysfs(self) -> bool:
        """sysfs belongs to the network namespace: where that is not ours, neither is sysfs."""
        return self.network is None and self.is_rootless
