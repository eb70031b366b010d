"""Control groups in the forms that one meets (cgroups(7)): version 2, version 1, both at once.

crun refuses the mixture that systemd calls hybrid, though it can work with either part. The
engine's host process therefore shows it only one part, in a mount namespace of its own.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
_UNIFIED = ROOT / "unified"
_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNS = 0x00020000
_MS_REC, _MS_SLAVE = 0x4000, 1 << 19
_MNT_DETACH = 2


def is_hybrid() -> bool:
    """Whether version 2 has controllers beside version 1."""
    try:
        return bool((_UNIFIED / "cgroup.controllers").read_text().strip())
    except OSError:
        return False  # there is no such mount


def has_no_control_groups() -> bool:
    """Whether none can be seen: then the runtime must not look for any."""
    return not (ROOT / "cgroup.controllers").exists() and not (ROOT / "pids").exists()


def crun_fits() -> bool:
    """Whether crun would accept what it finds."""
    return not is_hybrid()


def show_one_version() -> None:
    """Enter a mount namespace of our own where control groups are of one version.

    Real root keeps version 1 with all its limits; a person in her user namespace, who may not use
    either, sees none. Mounts of the system still arrive, ours do not leave. Does nothing where it
    is not needed, or not allowed: then runc is used.
    """
    if not is_hybrid() or _LIBC.unshare(_CLONE_NEWNS) != 0:
        return
    _LIBC.mount(b"none", b"/", None, _MS_REC | _MS_SLAVE, None)
    if _LIBC.umount2(os.fsencode(_UNIFIED), _MNT_DETACH) != 0:
        _LIBC.mount(b"tmpfs", os.fsencode(ROOT), b"tmpfs", 0, b"size=64k,mode=755")


def groups_of(pid: int, container_id: str) -> dict[str, Path]:
    """A container's own control groups, by controller; {} where it has none of its own.

    In version 2 there is one for all. The runtimes name them after the container.
    """
    found: dict[str, Path] = {}
    try:
        lines = Path(f"/proc/{pid}/cgroup").read_text().splitlines()
    except OSError:
        return found  # it ended
    for line in lines:
        number, controllers, path = line.split(":", 2)
        if container_id not in path.rpartition("/")[2]:
            continue
        if number == "0" and not controllers:
            group = ROOT / path[1:]
            for controller in _words(group / "cgroup.controllers"):
                found.setdefault(controller, group)
        for controller in controllers.split(","):
            group = ROOT / controller / path[1:]
            if controller and group.is_dir():
                found[controller] = group
    return found


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []  # that version is not mounted here


def is_frozen(pid: int) -> bool:
    """Whether the control group of a process is frozen (paused)."""
    try:
        lines = Path(f"/proc/{pid}/cgroup").read_text().splitlines()
    except OSError:
        return False  # it ended
    for line in lines:
        number, controllers, path = line.split(":", 2)
        try:
            if "freezer" in controllers.split(","):
                state = (ROOT / "freezer" / path[1:] / "freezer.state").read_text()
                return state.strip() != "THAWED"  # FREEZING: some are not yet
            if number == "0" and not controllers:
                return (ROOT / path[1:] / "cgroup.freeze").read_text().strip() == "1"
        except OSError:
            continue  # that version is not mounted here
    return False
