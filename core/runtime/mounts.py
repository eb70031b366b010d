"""What is mounted in a container beside its layers (runtime-spec config.md, `mounts`)."""

from __future__ import annotations

import filecmp
import os
import stat
from pathlib import Path
from typing import Any

from core.errors import LayerFormatError
from core.runtime.bundle import BundleRequest
from core.translation import tr_noop

INIT_PATH = "/.init"
_RESOLV_CONF = Path("/etc/resolv.conf")
_CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
_TTY_GROUP = 5
_FILE_OPTIONS = ["nosuid", "nodev", "noexec"]


def bundle_mounts(request: BundleRequest) -> list[dict[str, Any]]:
    """All mounts, in the order in which they are made."""
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
    if request.shows_computers_sysfs:
        mounts.append(_mount("/sys", "none", "/sys", ["rbind", *guarded, "ro"]))
    else:
        mounts.append(_mount("/sys", "sysfs", "sysfs", [*guarded, "ro"]))
    mounts.append(_bind(request.init, INIT_PATH, ["nosuid", "nodev"]))
    mounts += _network_files(request)
    mounts += [
        _mount(one.target, "bind", str(one.source), ["bind", "rprivate", *one.options])
        for one in request.volumes
    ]
    return mounts


def network_mount_points(*, shares_network: bool, is_named_switch: bool) -> tuple[bytes, ...]:
    """Where files about the network may be mounted in a container."""
    if is_named_switch:
        return (b"etc/hosts", b"etc/resolv.conf")
    return (b"etc/resolv.conf",) if shares_network else ()


def refuse_treacherous(rootfs: Path) -> None:
    """The runtime mounts on these; as links they would lead it out of the rootfs.

    Raises LayerFormatError.
    """
    for name in ("dev", "proc", "sys"):
        try:
            status = (rootfs / name).lstat()
        except FileNotFoundError:
            continue  # the runtime makes it
        if not stat.S_ISDIR(status.st_mode):
            raise LayerFormatError(
                "unsafe-link", f"/{name}", tr_noop("it must be a real directory")
            )


def _network_files(request: BundleRequest) -> list[dict[str, Any]]:
    """Names and certificates that fit the network that a container uses.

    Never where the image has a link instead of a file: it would say where the runtime mounts.
    """
    rootfs = request.rootfs
    resolv_conf = request.resolv_conf
    if resolv_conf is None and request.network is None:
        resolv_conf = _RESOLV_CONF
    mounts = []
    for source, name in ((request.hosts_file, "hosts"), (resolv_conf, "resolv.conf")):
        if source is not None and source.is_file() and _can_show(rootfs, name):
            mounts.append(_bind(source, f"/etc/{name}", _FILE_OPTIONS))
    if request.network is None:
        mounts += _certificates(rootfs)
    return mounts


def _can_show(rootfs: Path, name: str) -> bool:
    """Whether the runtime finds, or makes, a plain file of that name in /etc."""
    try:
        is_real = stat.S_ISDIR((rootfs / "etc").lstat().st_mode)
        return is_real and stat.S_ISREG((rootfs / "etc" / name).lstat().st_mode)
    except FileNotFoundError:
        return True  # the runtime makes it


def _certificates(rootfs: Path) -> list[dict[str, Any]]:
    inside = rootfs / _CA_BUNDLE.relative_to("/")
    parents_are_real = all(_is_real(rootfs, part) for part in ("etc", "etc/ssl", "etc/ssl/certs"))
    has_own = parents_are_real and inside.is_file() and not inside.is_symlink()
    if has_own and _CA_BUNDLE.is_file() and not filecmp.cmp(_CA_BUNDLE, inside, shallow=False):
        # A mirror or proxy may be signed by an authority that only this computer knows.
        return [_bind(_CA_BUNDLE, f"{_CA_BUNDLE}", _FILE_OPTIONS)]
    return []


def _is_real(rootfs: Path, path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(rootfs / path).st_mode)
    except OSError:
        return False  # missing: there is nothing to mount on


def _mount(destination: str, kind: str, source: str, options: list[str]) -> dict[str, Any]:
    return {"destination": destination, "type": kind, "source": source, "options": options}


def _bind(source: Path, destination: str, options: list[str]) -> dict[str, Any]:
    return _mount(destination, "bind", str(source), ["bind", "ro", *options])
