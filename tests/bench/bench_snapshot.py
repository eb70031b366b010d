"""A snapshot of many files: ours (crash-safe) beside `podman commit` and `umoci repack`.

.venv/bin/python -m tests.bench.bench_snapshot [FILES MEGABYTES ...]
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, ExecRequest, NewContainer, SnapshotRequest
from tests.bench.podman_peer import Podman

_REPEATS = 3


def fill(directory: Path, files: int, total_bytes: int) -> None:
    """Files like those of installed packages: many small, some large; half compressible."""
    chance = random.Random(7)
    noise = chance.randbytes(1 << 20)
    words = (b"the quick brown fox jumps over the lazy dog\n" * 24000)[: 1 << 20]
    mean = total_bytes / files
    for number in range(files):
        parent = directory / f"d{number % 200:03d}"
        parent.mkdir(parents=True, exist_ok=True)
        size = min(int(chance.expovariate(1 / mean)), 1 << 20)
        at = chance.randrange(0, (1 << 20) - size + 1)
        source = noise if number % 2 else words
        (parent / f"f{number:06d}").write_bytes(source[at : at + size])


def measure(place: Path, files: int, megabytes: int) -> None:
    payload = place / "payload"
    fill(payload, files, megabytes * 1_000_000)
    repository = place / "repository"
    engine = connect(repository)
    engine.make_base_image(BaseImageRequest("starter", "Base", "Bench", "1"))
    numbers = itertools.count()
    taken: dict[str, list[float]] = {"ours": [], "podman commit": [], "umoci repack": []}
    podman = None
    if not Podman.why_not():
        podman = Podman(place / "podman")
        podman.load(repository, "Base:1", "base:1")
    has_umoci = shutil.which("umoci") is not None and os.geteuid() == 0
    for _ in range(_REPEATS):
        taken["ours"].append(_ours(engine, repository, payload, next(numbers)))
        if podman is not None:
            taken["podman commit"].append(_podman(podman, payload, next(numbers)))
        if has_umoci:
            taken["umoci repack"].append(_umoci(repository, place, payload, next(numbers)))
    engine.close()
    if podman is not None:
        podman.close()
    own = statistics.median(taken["ours"])
    print(f"Snapshot of {files} files, {megabytes} MB")
    for name, seconds in taken.items():
        if seconds:
            median = statistics.median(seconds)
            print(
                f"  {name:<14} {median:7.2f} s  ({min(seconds):.2f} - {max(seconds):.2f})  "
                f"{median / own:6.2f} x ours"
            )


def _ours(engine: Engine, repository: Path, payload: Path, number: int) -> float:
    container = engine.create_container(NewContainer(f"c{number}", "Base:1"))
    engine.start_container(container.id)
    engine.execute(container.id, ExecRequest(argv=("true",)), output=lambda _chunk: None)
    engine.stop_container(container.id)
    upper = repository / ".bricklayer/containers" / container.id / "upper"
    subprocess.run(["cp", "-a", payload, upper / "payload"], check=True)
    os.sync()
    start = time.perf_counter()
    image = engine.snapshot(SnapshotRequest(container.id, f"Shot{number}", "Bench", "1"))
    seconds = time.perf_counter() - start
    engine.discard_container(container.id)
    engine.remove_image(image.reference)
    return seconds


def _podman(podman: Podman, payload: Path, number: int) -> float:
    name = f"p{number}"
    podman("create", "--name", name, "--network", "none", "base:1", "true")
    mounted = podman("mount", name).strip()
    subprocess.run(["cp", "-a", payload, f"{mounted}/payload"], check=True)
    podman("umount", name)
    os.sync()
    start = time.perf_counter()
    podman("commit", "--quiet", name, f"shot:{number}")
    seconds = time.perf_counter() - start
    podman("rm", "--force", name)
    podman("rmi", "--force", f"shot:{number}")
    return seconds


def _umoci(repository: Path, place: Path, payload: Path, number: int) -> float:
    copy = place / f"umoci-{number}"
    bundle = place / f"bundle-{number}"
    subprocess.run(
        ["skopeo", "copy", "-q", f"oci:{repository}:Base:1", f"oci:{copy}:base"], check=True
    )
    subprocess.run(
        ["umoci", "unpack", "--image", f"{copy}:base", bundle], check=True, capture_output=True
    )
    subprocess.run(["cp", "-a", payload, bundle / "rootfs/payload"], check=True)
    os.sync()
    start = time.perf_counter()
    subprocess.run(
        ["umoci", "repack", "--image", f"{copy}:shot", bundle], check=True, capture_output=True
    )
    seconds = time.perf_counter() - start
    shutil.rmtree(bundle)
    shutil.rmtree(copy)
    return seconds


def main() -> None:
    given = [int(word) for word in sys.argv[1:]] or [1_000, 25, 20_000, 500]
    for files, megabytes in zip(given[::2], given[1::2], strict=True):
        with tempfile.TemporaryDirectory() as place:
            measure(Path(place), files, megabytes)


if __name__ == "__main__":
    main()
