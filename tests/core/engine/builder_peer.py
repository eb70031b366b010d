"""buildah with a storage of its own: another builder, to hold ours against."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

from core.store import ImageLayout

# What builders and runtimes leave behind as places to mount on.
_NOISE = ("dev", "proc", "sys", "run", "etc/hosts", "etc/hostname", "etc/resolv.conf", "etc/mtab")


class Peer:
    """Knows the images of a repository under the same names. As root."""

    def __init__(self, place: Path) -> None:
        self._place = place

    @staticmethod
    def why_not() -> str:
        """Why it cannot work here; "" when it can."""
        if os.geteuid() != 0:
            return "buildah is run as root here"
        missing = [name for name in ("buildah", "umoci") if shutil.which(name) is None]
        return f"{missing[0]} is not installed" if missing else ""

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["buildah", "--root", f"{self._place}/store", "--runroot", f"{self._place}/run",
             "--storage-driver", "vfs", *arguments],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout.strip().rpartition("\n")[2]

    def pull(self, repository: Path, reference: str) -> str:
        """An image of ours; its name there."""
        image_id = self.run("pull", "--quiet", f"oci:{repository}:{reference}")
        self.run("tag", image_id, f"localhost/{reference}")
        return f"localhost/{reference}"

    def build(self, file: Path, context: Path, *arguments: str) -> str:
        """Its image."""
        return self.run(
            "bud", "--quiet", "--pull-never", "--isolation", "chroot", "--format", "oci",
            "--file", str(file), *arguments, str(context),
        )  # fmt: skip

    def config(self, image: str) -> dict[str, Any]:
        """How containers of it run; without the labels that builders add by themselves."""
        told = subprocess.run(
            ["buildah", "--root", f"{self._place}/store", "--runroot", f"{self._place}/run",
             "--storage-driver", "vfs", "inspect", "--type", "image", image],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        return _compared(json.loads(told)["OCIv1"]["config"])

    def tree(self, image: str) -> dict[str, tuple[object, ...]]:
        """Everything in it: type, mode, owner, content."""
        container = self.run("from", "--pull-never", image)
        try:
            return tree_of(Path(self.run("mount", container)))
        finally:
            self.run("rm", container)


def _compared(config: dict[str, Any]) -> dict[str, Any]:
    labels = {
        name: value
        for name, value in (config.get("Labels") or {}).items()
        if not name.startswith(("io.buildah.", "org.opencontainers."))
    }
    return {
        "Env": sorted(config.get("Env") or []),
        "Cmd": config.get("Cmd") or [],
        "Entrypoint": config.get("Entrypoint") or [],
        "User": config.get("User", ""),
        "WorkingDir": config.get("WorkingDir", "") or "/",
        "ExposedPorts": sorted(config.get("ExposedPorts") or {}),
        "Labels": labels,
    }


def config_of_ours(repository: Path, reference: str) -> dict[str, Any]:
    """How containers of an image of ours run, as it stands in its blob."""
    layout = ImageLayout.open(repository)
    stored = layout.read_image(layout.resolve(reference))
    return _compared(json.loads(layout.read_blob(stored.manifest.config)).get("config", {}))


def tree_of_ours(repository: Path, reference: str, place: Path) -> dict[str, tuple[object, ...]]:
    """Everything in an image of ours, as umoci unpacks it."""
    done = subprocess.run(
        ["umoci", "unpack", "--image", f"{repository}:{reference}", str(place)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return tree_of(place / "rootfs")


def tree_of(root: Path) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            inner = str(path.relative_to(root))
            if any(inner == one or inner.startswith(one + "/") for one in _NOISE):
                continue
            status = path.lstat()
            content: object = None
            if path.is_symlink():
                content = os.readlink(path)
            elif stat.S_ISREG(status.st_mode):
                content = path.read_bytes()
            found[inner] = (oct(status.st_mode), status.st_uid, status.st_gid, content)
    return found
