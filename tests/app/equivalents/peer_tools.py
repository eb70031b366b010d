"""Real tools for the lines and scripts that are printed: podman, buildah, and a docker command.

All with a storage of their own below a temporary directory. They are found by their names, as in a
person's shell: `podman` and `buildah` are little scripts that add where the storage is. `docker` is
the real program speaking to `podman system service` where it is installed, but for `commit` and
`update`; else podman under that name, which understands the same words.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

_CONF = """
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_config_dir = "{place}/networks"
"""
_STARTED_S = 20.0
_ENGINE_NOISE = ("run/.containerenv", "run/podman-init", "etc/hosts", "etc/hostname",
                 "etc/resolv.conf", ".dockerenv", "etc/mtab")  # fmt: skip
_MOUNT_POINTS = ("dev", "proc", "sys", "run", "etc", "")


class PeerTools:
    """Everything goes away with `close`."""

    def __init__(
        self, *, has_docker: bool = True, registry: str = "", login: tuple[str, str] = ("", "")
    ) -> None:
        """`registry` is talked to without TLS, as a daemon's settings say, with that login."""
        # podman takes no long paths for what it keeps while it runs.
        self.place = place = Path(tempfile.mkdtemp(prefix="peer-"))
        self._bin = place / "bin"
        self._bin.mkdir()
        (place / "networks").mkdir()
        (place / "containers.conf").write_text(_CONF.format(place=place))
        self._service: subprocess.Popen[bytes] | None = None
        real = self._real_docker()
        self.docker_is = f"{real} towards podman" if real else "podman, called docker"
        where = f"--root {place}/root --runroot {place}/run"
        self._write("podman", f'exec {shutil.which("podman")} {where} "$@"')
        if shutil.which("buildah"):
            self._write("buildah", f'exec {shutil.which("buildah")} {where} "$@"')
        if real:
            # Podman 4 does not take what newer docker commands ask for these.
            commit = '[ "$1" = commit ] && shift && exec podman commit --format docker "$@"'
            update = '[ "$1" = update ] && exec podman "$@"'
            self._write("docker", f'{commit}\n{update}\nexec {real} "$@"')
        else:
            self._write("docker", f'exec {shutil.which("podman")} {where} "$@"')
        self.env = {
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "HOME": str(place),
            "LC_ALL": "C.UTF-8",
            "CONTAINERS_CONF": str(place / "containers.conf"),
            "BUILDAH_RUNTIME": "runc",
            "BUILDAH_ISOLATION": "chroot",
            "DOCKER_HOST": f"unix://{self.place}/docker.sock",
            "DOCKER_BUILDKIT": "0",
            "TMPDIR": str(place),
        }
        if registry:
            self._know(registry, login)
        if real and has_docker:
            self._start_service()

    @staticmethod
    def why_not() -> str:
        """Why there are none here; "" when there are."""
        if os.geteuid() != 0:
            return "podman runs containers as root only, here"
        return "" if shutil.which("podman") else "podman is not installed"

    @staticmethod
    def _real_docker() -> str:
        """The docker command, when it is no other name of podman."""
        found = shutil.which("docker")
        if found is None:
            return ""
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
        return found if said.stdout.startswith("Docker version") else ""

    def _write(self, name: str, line: str) -> None:
        script = self._bin / name
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)

    def _know(self, registry: str, login: tuple[str, str]) -> None:
        conf = self.place / "registries.conf"
        conf.write_text(f'[[registry]]\nlocation = "{registry}"\ninsecure = true\n')
        auth = base64.b64encode(":".join(login).encode()).decode()
        known = self.place / "config.json"
        known.write_text(json.dumps({"auths": {registry: {"auth": auth}}}))
        self.env["CONTAINERS_REGISTRIES_CONF"] = str(conf)
        self.env["REGISTRY_AUTH_FILE"] = str(known)
        self.env["DOCKER_CONFIG"] = str(self.place)

    def _start_service(self) -> None:
        argv = ["podman", "system", "service", "--time", "0", self.env["DOCKER_HOST"]]
        self._service = subprocess.Popen(argv, env=self.env, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + _STARTED_S
        while time.monotonic() < deadline:
            with socket.socket(socket.AF_UNIX) as probe:
                try:
                    probe.connect(f"{self.place}/docker.sock")
                except OSError:
                    time.sleep(0.05)
                else:
                    return
        self.close()
        raise RuntimeError("podman's service does not answer")

    def run(self, line: str, **env: str) -> str:
        """A printed line, or a whole script, in bash. What it said."""
        done = subprocess.run(
            ["bash", "-c", line], env={**self.env, **env}, cwd=self.place,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"{line}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def config(self, image: str) -> dict[str, Any]:
        """What podman knows of an image."""
        found: list[dict[str, Any]] = json.loads(self.run(f"podman image inspect '{image}'"))
        return found[0]

    def state(self, container: str) -> str:
        """Of a container, in podman's words."""
        return self.run(f"podman inspect --format '{{{{.State.Status}}}}' '{container}'").strip()

    def tree(self, image: str) -> dict[str, tuple[Any, ...]]:
        """All files of an image, merged; see `tree_of`."""
        path = self.place / "exported.tar"
        self.run(
            f"id=$(podman create '{image}' true) && podman export -o {path} $id && podman rm $id"
        )
        return tree_of(path)

    def close(self) -> None:
        """Remove containers, storage and mounts."""
        try:
            self.run("podman rm --all --force --time 0; buildah rm --all || true")
        finally:
            if self._service is not None:
                self._service.terminate()
                self._service.wait(10)
            # A program of a container may be ending still.
            mounted = ["umount", "--recursive", "--lazy", self.place / "root/overlay"]
            subprocess.run(mounted, check=False, capture_output=True)
            shutil.rmtree(self.place, ignore_errors=True)


def tree_of(path: Path) -> dict[str, tuple[Any, ...]]:
    """Files of a tar by name: kind, mode, owner, target, content; without what engines put there.

    Directories that are mounted on are there whether the image has them or not.
    """
    found: dict[str, tuple[Any, ...]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            name = os.path.normpath(member.name).lstrip("/").removeprefix("./")
            name = "" if name == "." else name
            top = name.partition("/")[0]
            if name in _ENGINE_NOISE or name in _MOUNT_POINTS or top in ("dev", "proc", "sys"):
                continue
            file = tar.extractfile(member) if member.isreg() else None
            content = file.read() if file is not None else b""
            if member.islnk():
                content = found[os.path.normpath(member.linkname).lstrip("/")][-1]
            kind = "file" if member.isreg() or member.islnk() else str(member.type)
            target = "" if kind == "file" else member.linkname
            found[name] = (kind, member.mode & 0o7777, member.uid, member.gid, target, content)
    return found
