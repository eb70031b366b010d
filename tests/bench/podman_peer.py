"""podman with a storage of its own below a temporary directory, as root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_CONF = """
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
"""


class Podman:
    """Everything goes away with `close`."""

    def __init__(self, place: Path) -> None:
        self._place = place
        place.mkdir(parents=True)
        conf = place / "containers.conf"
        conf.write_text(_CONF)
        self._env = {**os.environ, "CONTAINERS_CONF": str(conf)}

    @staticmethod
    def why_not() -> str:
        """Why it cannot be measured here; "" when it can."""
        if os.geteuid() != 0:
            return "podman is measured as root"
        return "" if shutil.which("podman") else "podman is not installed"

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            [
                "podman", "--root", str(self._place / "root"),
                "--runroot", str(self._place / "run"), *arguments,
            ],
            env=self._env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout

    def load(self, repository: Path, reference: str, name: str) -> None:
        """Bring an image of a layout into its storage."""
        archive = self._place / "image.tar"
        subprocess.run(
            ["skopeo", "copy", "-q", f"oci:{repository}:{reference}", f"oci-archive:{archive}"],
            check=True,
        )
        self("load", "--quiet", "--input", str(archive))
        image_id = self("images", "--quiet", "--no-trunc").split()[0]
        self("tag", image_id, name)

    def close(self) -> None:
        """Remove containers, storage and mounts."""
        try:
            self("rm", "--all", "--force", "--time", "0")
        finally:
            # Its overlay keeps the storage itself mounted.
            subprocess.run(["umount", "-R", self._place / "root/overlay"], check=False,
                           capture_output=True)  # fmt: skip
            shutil.rmtree(self._place, ignore_errors=True)
