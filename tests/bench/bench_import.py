"""Archives: from the file to a container that says something, beside podman, and memory.

.venv/bin/python -m tests.bench.bench_import [LAYOUT [REPEATS]]

`LAYOUT` is an image layout with one image; without it the reference image is made (1 GB, once).
Goals: twice as fast as podman's load and run, the second import below a second, less than 300 MB.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import ExecRequest, ImportRequest, NewContainer
from core.store import ImageLayout
from tests.bench.podman_peer import Podman
from tests.bench.reference_image import reference_image

_FORMS = ("oci-archive", "docker-archive")
_REPEATS = 3
_DISK_BYTES = 12 << 30  # sparse
_MEGABYTE = 1_000_000


def measure(layout: Path, form: str, place: Path, repeats: int) -> None:
    """One form, ours and podman's by turns; the quickest of each is what counts."""
    archive = place / f"{form}.tar"
    (name, _descriptor), *_others = ImageLayout.open(layout).references()
    target = f"{form}:{archive}:localhost/bench:1"
    subprocess.run(["skopeo", "copy", "-q", f"oci:{layout}:{name}", target], check=True)
    archive.read_bytes()  # into the page cache for both
    ours, second, memory, theirs = [], [], [], []
    for _ in range(repeats):
        with _fresh_disk(place) as disk:
            engine = connect(disk / "repository")
            try:
                started = time.perf_counter()
                _import(engine, archive)
                ours.append(time.perf_counter() - started)
                memory.append(_peak_bytes(disk / "repository"))
                started = time.perf_counter()
                engine.import_images(ImportRequest(str(archive)))
                second.append(time.perf_counter() - started)
            finally:
                engine.close()
        if not Podman.why_not():
            with _fresh_disk(place) as disk:
                theirs.append(_podman(archive, disk / "p"))
    size = archive.stat().st_size / _MEGABYTE
    print(f"{form}, {size:.0f} MB, to a container that says something")
    print(f"  ours           {min(ours):6.2f} s   ({', '.join(f'{one:.2f}' for one in ours)})")
    if theirs:
        ratio = min(theirs) / min(ours)
        print(f"  podman         {min(theirs):6.2f} s   {ratio:.2f} x ours"
              f"   ({', '.join(f'{one:.2f}' for one in theirs)})")  # fmt: skip
    print(f"  second import  {min(second):6.2f} s")
    print(f"  peak memory    {max(memory) / _MEGABYTE:6.0f} MB")


@contextmanager
def _fresh_disk(place: Path) -> Iterator[Path]:
    """A file system of its own for each run.

    ext4 passes over inodes that were deleted in the last minutes, so that a run would pay for the
    clearing up of the one before it.
    """
    image, mounted = place / "disk", Path(tempfile.mkdtemp(prefix="d"))
    with image.open("wb") as file:
        file.truncate(_DISK_BYTES)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, mounted], check=True)
    try:
        yield mounted
    finally:
        subprocess.run(["umount", "-R", mounted], check=True)
        mounted.rmdir()
        image.unlink()


def _import(engine: Engine, archive: Path) -> None:
    (image,) = engine.import_images(ImportRequest(str(archive))).images
    container = engine.create_container(NewContainer("bench", image.reference))
    engine.start_container(container.id)
    heard: list[bytes] = []
    engine.execute(
        container.id, ExecRequest(argv=("echo", "here")),
        output=lambda chunk: heard.append(chunk.content),
    )  # fmt: skip
    assert b"".join(heard) == b"here\n"
    engine.discard_container(container.id)


def _peak_bytes(repository: Path) -> int:
    """Of the engine's host process, which holds the repository's lock."""
    found = [0]
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes()
            if str(repository).encode() not in words:
                continue
            status = (path / "status").read_text()
        except OSError:
            continue  # it has ended
        line = next(one for one in status.splitlines() if one.startswith("VmHWM:"))
        found.append(int(line.split()[1]) * 1024)
    return max(found)


def _podman(archive: Path, place: Path) -> float:
    podman = Podman(place)
    try:
        started = time.perf_counter()
        podman("load", "--quiet", "--input", str(archive))
        image_id = podman("images", "--quiet", "--no-trunc").split()[0]
        podman("run", "--rm", "--network", "none", image_id, "echo", "here")
        return time.perf_counter() - started
    finally:
        podman.close()


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory(prefix="bench-import-", dir="/var/tmp") as name:
        place = Path(name)
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
        layout = given or reference_image(place / "reference")["gzip"]
        repeats = int(sys.argv[2]) if len(sys.argv) > 2 else _REPEATS
        for form in _FORMS:
            measure(layout, form, place, repeats)


if __name__ == "__main__":
    main()
