"""What marks became is the same for skopeo, umoci and Podman as it was in the container."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.protocol import Engine
from core.model import Image, SnapshotRequest
from tests.core.engine.at_work import open_engine
from tests.core.engine.marked import LIST, STAGES, in_stages, said, state_of
from tests.core.engine.test_truth_of_snapshots import stripped

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(os.geteuid() != 0, reason="files get their owners by root alone"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("peers") / "repository") as engine:
        yield engine


@pytest.fixture(scope="module")
def made(engine: Engine) -> tuple[Image, list[bytes]]:
    """An image of a container with three marks and more; and what was in the container."""
    container, _states = in_stages(engine, "peers", is_running=True)
    said(engine, container, "mkdir -p /left; echo x > /left/out; echo x > /d/out; echo top > /top")
    request = SnapshotRequest(
        container.id, "Peers", "Tests", "1", "words", leave_out=("left", "d/out")
    )
    image = engine.snapshot(request)
    wanted = state_of(engine, container)
    return image, [line for line in wanted if b"/left" not in line and b"/d/out" not in line]


def run(*argv: object) -> str:
    done = subprocess.run([str(one) for one in argv], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def seen_in(root: Path) -> list[bytes]:
    """By the image's own programs."""
    argv = [str(shutil.which("chroot", path="/usr/sbin:/usr/bin")), str(root), "sh", "-c", LIST]
    done = subprocess.run(argv, capture_output=True, check=True, env={"PATH": "/bin:/usr/bin"})
    return stripped(done.stdout)


def source(engine: Engine, image: Image) -> str:
    return f"oci:{engine.repository().location}:{image.reference}"


@pytest.mark.skipif(not shutil.which("skopeo"), reason="skopeo is not installed")
def test_skopeo(engine: Engine, made: tuple[Image, list[bytes]], tmp_path: Path) -> None:
    image, _wanted = made
    config = json.loads(run("skopeo", "inspect", "--config", source(engine, image)))
    assert [entry["created_by"] for entry in config["history"][1:4]] == list(STAGES)
    assert len(config["rootfs"]["diff_ids"]) == 5
    run("skopeo", "copy", source(engine, image), f"dir:{tmp_path}/copy")
    inspected = json.loads(run("skopeo", "inspect", f"dir:{tmp_path}/copy"))
    assert inspected["Layers"] == [layer.digest for layer in image.layers]


@pytest.mark.skipif(not shutil.which("umoci"), reason="umoci is not installed")
def test_umoci(engine: Engine, made: tuple[Image, list[bytes]], tmp_path: Path) -> None:
    image, wanted = made
    location = engine.repository().location
    run("umoci", "unpack", "--image", f"{location}:{image.reference}", tmp_path / "bundle")
    assert seen_in(tmp_path / "bundle/rootfs") == wanted


@pytest.mark.skipif(not shutil.which("podman"), reason="podman is not installed")
def test_podman(engine: Engine, made: tuple[Image, list[bytes]], tmp_path: Path) -> None:
    image, wanted = made
    podman = ("podman", "--root", tmp_path / "store", "--runroot", tmp_path / "run",
              "--tmpdir", tmp_path / "tmp", "--storage-driver", "vfs")  # fmt: skip
    done = subprocess.run(
        [*map(str, podman), "pull", "-q", source(engine, image)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"podman cannot work here: {done.stderr.strip()[-300:]}")
    digest = done.stdout.strip()
    root = Path(run(*podman, "image", "mount", digest).strip())
    try:
        assert seen_in(root) == wanted
    finally:
        run(*podman, "image", "unmount", digest)
