"""Where the built-in engine keeps what is its own, inside the repository and beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from core.layer import WhiteoutForm
from core.store.layout import PRIVATE_DIRECTORY

SHARED_VARIABLE = "BRICKLAYER_SHARED"


@dataclass(frozen=True, slots=True)
class Places:
    """`repository` lasts; `runtime_dir` (0700) is gone after a restart of the computer."""

    repository: Path
    runtime_dir: Path
    form: WhiteoutForm
    person: int  # uid outside of any user namespace

    @property
    def is_rootless(self) -> bool:
        """Whether uid 0 here is somebody else outside."""
        return self.form is WhiteoutForm.USER

    @property
    def private(self) -> Path:
        """Everything in the repository that is no OCI image layout."""
        return self.repository / PRIVATE_DIRECTORY

    @property
    def layers(self) -> Path:
        """Unpacked layers; owners and attributes are valid for one person in one mode."""
        name = f"user-{self.person}" if self.is_rootless else "root"
        return self.private / "layers" / name

    @property
    def containers(self) -> Path:
        """One directory for each container."""
        return self.private / "containers"

    @property
    def runtime_state(self) -> Path:
        """The OCI runtime's own notes on running containers."""
        return self.runtime_dir / "runtime"

    @property
    def scratch(self) -> Path:
        """Short-lived files and sockets; the path must stay short (unix(7): 108 bytes)."""
        return self.runtime_dir / "x"

    @property
    def volumes(self) -> Path:
        """Where shared folders are pinned while containers start; never deleted with content."""
        return self.runtime_dir / "volumes"

    @property
    def shared_folder(self) -> Path:
        """The one folder of the person whose folders may be seen in containers."""
        return shared_folder()

    def make(self) -> None:
        """Make the directories that need no repository."""
        for directory in (self.runtime_dir, self.runtime_state, self.scratch):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)


def shared_folder() -> Path:
    """~/Bricklayer, or what the environment's BRICKLAYER_SHARED says."""
    return Path(os.environ.get(SHARED_VARIABLE) or Path.home() / "Bricklayer")


def owner_outside() -> int:
    """The person's uid as the computer knows it, also from inside a user namespace.

    user_namespaces(7): /proc/self/uid_map gives for uid 0 here the uid outside.
    """
    try:
        with open("/proc/self/uid_map", encoding="ascii") as table:
            for line in table:
                inside, outside, count = (int(field) for field in line.split())
                if inside <= os.geteuid() < inside + count:
                    return outside + os.geteuid() - inside
    except FileNotFoundError:
        pass  # no Linux, so no user namespaces
    return os.geteuid() if hasattr(os, "geteuid") else 0
