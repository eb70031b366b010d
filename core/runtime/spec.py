"""The bundle: config.json for the OCI runtime (runtime-spec config.md).

Of an image's metadata only environment, working directory and, where it was asked for, its own
command with its user come here; labels, annotations and all else never reach the runtime.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Sequence
from typing import Any

from core.errors import NotSupportedError
from core.oci.image_config import DEFAULT_PATH
from core.runtime import hardening
from core.runtime.bundle import BundleRequest
from core.runtime.mounts import INIT_PATH, bundle_mounts, refuse_treacherous
from core.runtime.probe import EnforcedLimits
from core.runtime.seccomp import seccomp_profile
from core.runtime.users import ROOT, ProcessUser
from core.translation import tr_noop


def write_bundle(request: BundleRequest) -> None:
    """Write config.json. Raises LayerFormatError when the rootfs would lead the runtime astray."""
    refuse_treacherous(request.rootfs)
    linux: dict[str, Any] = {
        "namespaces": _namespaces(request.network),
        "maskedPaths": hardening.masked_paths(shows_computers_sysfs=request.shows_computers_sysfs),
        "readonlyPaths": hardening.READONLY_PATHS,
        "seccomp": seccomp_profile(),
    }
    if request.limits.any_enforced:
        linux["resources"] = hardening.resources(request.limits, request.asked_limits)
    if request.network is not None and not request.is_rootless:
        # So that ping needs no privilege.
        linux["sysctl"] = {"net.ipv4.ping_group_range": "0 0"}
    config = {
        "ociVersion": "1.0.2",
        "process": _first_process(request),
        "root": {"path": str(request.rootfs), "readonly": False},
        "hostname": request.hostname,
        "mounts": bundle_mounts(request),
        "linux": linux,
    }
    (request.bundle / "config.json").write_text(json.dumps(config), encoding="utf-8")


def process_object(
    argv: Sequence[str],
    *,
    cwd: str,
    env: Sequence[str],
    limits: EnforcedLimits,
    terminal: bool = False,
    user: ProcessUser = ROOT,
) -> dict[str, Any]:
    """The `process` object, for the init and for every exec alike."""
    return {
        "terminal": terminal,
        "user": user.to_json(),
        "args": list(argv),
        "cwd": cwd,
        "env": list(env),
        "capabilities": hardening.capability_sets(),
        "rlimits": hardening.rlimits(limits),
        "noNewPrivileges": True,
    }


def full_env(
    image_env: Sequence[str], more: Sequence[str] = (), user: ProcessUser = ROOT
) -> list[str]:
    """The image's environment with what every program expects; nothing of this computer's."""
    home = user.home if user.home.startswith("/") else "/root" if user.uid == 0 else "/"
    merged = {"PATH": DEFAULT_PATH.partition("=")[2], "TERM": "xterm-256color", "HOME": home}
    for setting in (*image_env, *more):
        name, _equals, value = setting.partition("=")
        if name:
            merged[name] = value
    return [f"{name}={value}" for name, value in merged.items()]


def safe_working_dir(given: str) -> str:
    """Absolute and without detours. Raises NotSupportedError below /proc.

    There a descriptor of the runtime would lead out of the container (CVE-2024-21626).
    """
    path = posixpath.normpath("/" + given.lstrip("/"))
    if "\x00" in path or path == "/proc" or path.startswith("/proc/"):
        raise NotSupportedError(
            f"Working in “{given}”", tr_noop("programs cannot start in that directory")
        )
    return path


def _first_process(request: BundleRequest) -> dict[str, Any]:
    command = request.command
    if command is None:
        return process_object(
            [INIT_PATH, "-P"], cwd="/", env=full_env(request.env), limits=request.limits
        )
    env = full_env(request.env, user=command.user)
    if "\x00" in "".join((*command.argv, *env)):
        raise NotSupportedError(
            tr_noop("Running its own command"), tr_noop("a command has no NUL in it")
        )
    return process_object(
        [INIT_PATH, "--", *command.argv],
        cwd=safe_working_dir(command.working_dir),
        env=env,
        limits=request.limits,
        user=command.user,
    )


def _namespaces(network: str | None) -> list[dict[str, str]]:
    namespaces = [{"type": kind} for kind in ("pid", "ipc", "uts", "mount", "cgroup")]
    if network is not None:
        namespaces.append({"type": "network", **({"path": network} if network else {})})
    return namespaces
