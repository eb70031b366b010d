"""The bundle: config.json for the OCI runtime (runtime-spec config.md).

Of an image's metadata only environment and working directory come here; labels, annotations and all
else never reach the runtime.
"""

from __future__ import annotations

import filecmp
import json
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import LayerFormatError
from core.layer import WhiteoutForm
from core.layer.lookup import Found, LayerStack
from core.layer.tree import DIRECTORY_FLAGS
from core.oci.image_config import DEFAULT_PATH
from core.runtime import hardening
from core.runtime.probe import EnforcedLimits
from core.runtime.seccomp import seccomp_profile

INIT_PATH = "/.init"
_RESOLV_CONF = Path("/etc/resolv.conf")
_CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
_TTY_GROUP = 5


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


def write_bundle(request: BundleRequest) -> None:
    """Write config.json. Raises LayerFormatError when the rootfs would lead the runtime astray."""
    _refuse_treacherous(request.rootfs)
    linux: dict[str, Any] = {
        "namespaces": _namespaces(request.network),
        "maskedPaths": hardening.masked_paths(shows_computers_sysfs=_shows_sysfs(request)),
        "readonlyPaths": hardening.READONLY_PATHS,
        "seccomp": seccomp_profile(),
    }
    limits = request.limits
    if limits.any_enforced:
        linux["resources"] = hardening.resources(
            pids=limits.pids, memory=limits.memory, swap=limits.swap, cpu=limits.cpu
        )
    if request.network is not None and not request.is_rootless:
        # So that ping needs no privilege.
        linux["sysctl"] = {"net.ipv4.ping_group_range": "0 0"}
    config = {
        "ociVersion": "1.0.2",
        "process": process_object([INIT_PATH, "-P"], cwd="/", env=full_env(request.env)),
        "root": {"path": str(request.rootfs), "readonly": False},
        "hostname": request.hostname,
        "mounts": _mounts(request),
        "linux": linux,
    }
    (request.bundle / "config.json").write_text(json.dumps(config), encoding="utf-8")


def process_object(
    argv: Sequence[str],
    *,
    cwd: str,
    env: Sequence[str],
    terminal: bool = False,
    uid: int = 0,
    gid: int = 0,
) -> dict[str, Any]:
    """The `process` object, for the init and for every exec alike."""
    return {
        "terminal": terminal,
        "user": {"uid": uid, "gid": gid},
        "args": list(argv),
        "cwd": cwd,
        "env": list(env),
        "capabilities": hardening.capability_sets(),
        "rlimits": hardening.rlimits(),
        "noNewPrivileges": True,
    }


def full_env(image_env: Sequence[str], more: Sequence[str] = ()) -> list[str]:
    """The image's environment with what every program expects; nothing of this computer's."""
    merged = {"PATH": DEFAULT_PATH.partition("=")[2], "TERM": "xterm-256color", "HOME": "/root"}
    for setting in (*image_env, *more):
        name, _equals, value = setting.partition("=")
        if name:
            merged[name] = value
    return [f"{name}={value}" for name, value in merged.items()]


def injected_paths(
    upper: Path, lowers: Sequence[Path], form: WhiteoutForm, *, shares_network: bool
) -> frozenset[bytes]:
    """Mount points that the runtime made in the upper directory: nobody's change.

    They are empty files and directories that no lower layer has; `lowers` are unpacked layers, top
    first. What somebody wrote at such a path is a change like any other.
    """
    made = [b".init", b"dev", b"proc", b"sys", *([b"etc/resolv.conf"] if shares_network else [])]
    with LayerStack(lowers, form) as below, LayerStack([upper], form) as own:
        found = {
            path
            for path in made
            if below.find(path) is None and (entry := own.find(path)) and _is_empty(entry)
        }
        if b"etc/resolv.conf" in found and own.names(b"etc") == {b"resolv.conf"}:
            copied, original = own.find(b"etc"), below.find(b"etc")
            if copied and original and _attributes(copied) == _attributes(original):
                found.add(b"etc")  # it was copied up for the mount point alone
        return frozenset(found)


def _attributes(entry: Found) -> tuple[int, int, int]:
    return entry.status.st_mode, entry.status.st_uid, entry.status.st_gid


def _is_empty(found: Found) -> bool:
    if stat.S_ISDIR(found.status.st_mode):
        directory = os.open(found.name, DIRECTORY_FLAGS, dir_fd=found.directory)
        try:
            return not os.listdir(directory)
        finally:
            os.close(directory)
    return stat.S_ISREG(found.status.st_mode) and found.status.st_size == 0


def _namespaces(network: str | None) -> list[dict[str, str]]:
    namespaces = [{"type": kind} for kind in ("pid", "ipc", "uts", "mount", "cgroup")]
    if network is not None:
        namespaces.append({"type": "network", **({"path": network} if network else {})})
    return namespaces


def _mounts(request: BundleRequest) -> list[dict[str, Any]]:
    guarded = ["nosuid", "noexec", "nodev"]
    mounts = [
        _mount("/proc", "proc", "proc", guarded),
        _mount(
            "/dev",
            "tmpfs",
            "tmpfs",
            ["nosuid", "noexec", "strictatime", "mode=755", "size=65536k", "nr_inodes=1k"],
        ),
        _mount(
            "/dev/pts",
            "devpts",
            "devpts",
            ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", f"gid={_TTY_GROUP}"],
        ),
        _mount("/dev/shm", "tmpfs", "shm", [*guarded, "mode=1777", "size=65536k"]),
        _mount("/dev/mqueue", "mqueue", "mqueue", guarded),
    ]
    if _shows_sysfs(request):
        # sysfs belongs to the network namespace, which is not ours: the computer's is shown.
        mounts.append(_mount("/sys", "none", "/sys", ["rbind", *guarded, "ro"]))
    else:
        mounts.append(_mount("/sys", "sysfs", "sysfs", [*guarded, "ro"]))
    mounts.append(_bind(request.init, INIT_PATH, ["nosuid", "nodev"]))
    if request.network is None:
        mounts += _network_files(request.rootfs)
    return mounts


def _shows_sysfs(request: BundleRequest) -> bool:
    return request.network is None and request.is_rootless


def _network_files(rootfs: Path) -> list[dict[str, Any]]:
    """Names and certificates of this computer, for a container that uses its network."""
    mounts = []
    inside = rootfs / "etc/resolv.conf"
    if _RESOLV_CONF.is_file() and _is_real(rootfs, "etc") and not inside.is_symlink():
        mounts.append(_bind(_RESOLV_CONF, "/etc/resolv.conf", ["nosuid", "nodev", "noexec"]))
    inside = rootfs / _CA_BUNDLE.relative_to("/")
    parents_are_real = all(_is_real(rootfs, part) for part in ("etc", "etc/ssl", "etc/ssl/certs"))
    has_own = parents_are_real and inside.is_file() and not inside.is_symlink()
    if has_own and _CA_BUNDLE.is_file() and not filecmp.cmp(_CA_BUNDLE, inside, shallow=False):
        # A mirror or proxy may be signed by an authority that only this computer knows.
        mounts.append(_bind(_CA_BUNDLE, f"{_CA_BUNDLE}", ["nosuid", "nodev", "noexec"]))
    return mounts


def _refuse_treacherous(rootfs: Path) -> None:
    """The runtime mounts on these; as links they would lead it out of the rootfs."""
    for name in ("dev", "proc", "sys"):
        try:
            status = (rootfs / name).lstat()
        except FileNotFoundError:
            continue  # the runtime makes it
        if not stat.S_ISDIR(status.st_mode):
            raise LayerFormatError("unsafe-link", f"/{name}", "it must be a real directory")


def _is_real(rootfs: Path, path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(rootfs / path).st_mode)
    except OSError:
        return False  # missing: there is nothing to mount on


def _mount(destination: str, kind: str, source: str, options: list[str]) -> dict[str, Any]:
    return {"destination": destination, "type": kind, "source": source, "options": options}


def _bind(source: Path, destination: str, options: list[str]) -> dict[str, Any]:
    return _mount(destination, "bind", str(source), ["bind", "ro", *options])
