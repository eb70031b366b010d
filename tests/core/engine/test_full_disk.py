"""A small disk of its own without a free byte, or suddenly read-only, under a real engine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import FileAccessError, RepositoryReadOnlyError, StorageFullError
from core.model import (
    BaseImageRequest,
    Container,
    ContainerState,
    ExecRequest,
    NewContainer,
    SnapshotRequest,
)
from tests.core.engine.test_bad_luck import kill_hosts

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    disk, image = tmp_path / "disk", tmp_path / "disk.ext4"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(24 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", image], check=True)
    done = subprocess.run(["mount", "-o", "loop", image, disk], check=False, capture_output=True)
    if done.returncode != 0:
        pytest.skip(f"no loop device: {done.stderr.decode().strip()}")
    yield disk
    kill_hosts(disk / "repository")
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.fixture
def engine(disk: Path) -> Iterator[Engine]:
    connected = connect(disk / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    connected.make_base_image(BaseImageRequest("scratch", "Spare", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        with suppress(RepositoryReadOnlyError, FileAccessError):
            connected.discard_container(container.id)
    connected.close()


def fill(disk: Path) -> None:
    """Not a byte, and not a block, is left."""
    with pytest.raises(OSError), (disk / "ballast").open("ab", buffering=0) as ballast:
        while True:
            ballast.write(b"x" * 4096)
    for number in range(10_000):  # nor a place for a name, in directories that were grown already
        try:
            (disk / f"crumb{number}").write_bytes(b"x")
        except OSError:
            return


def said(engine: Engine, container: Container, line: str) -> str:
    heard: list[bytes] = []
    engine.execute(
        container.id, ExecRequest(shell_line=line), output=lambda chunk: heard.append(chunk.content)
    )
    return b"".join(heard).decode()


def files_of(repository: Path) -> set[str]:
    """All that is there, but for locks and for notes of what ran last."""
    return {
        str(path.relative_to(repository))
        for path in repository.rglob("*")
        if "lock" not in path.name and path.name not in ("run.json", "last-run.json")
    }


def test_without_a_free_byte_nothing_is_half_made_and_all_can_be_removed(
    engine: Engine, disk: Path
) -> None:
    repository = disk / "repository"
    at_rest = engine.create_container(NewContainer("rest", "Base:1"))
    running = engine.create_container(NewContainer("run", "Base:1"))
    engine.start_container(running.id)
    said(engine, running, "echo kept > /kept; sync")
    fill(disk)
    before, images = files_of(repository), engine.repository().images
    attempts: list[Callable[[], object]] = [
        lambda: engine.make_base_image(BaseImageRequest("starter", "New", "Tests", "1")),
        lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "T", "1", replace=True)),
        lambda: engine.create_container(NewContainer("new", "Base:1")),
        lambda: engine.start_container(at_rest.id),
        lambda: engine.rename_container(at_rest.id, "other"),
        lambda: engine.snapshot(SnapshotRequest(running.id, "Taken", "Tests", "1")),
    ]
    for number, attempt in enumerate(attempts):
        with pytest.raises(StorageFullError, match="full"):
            attempt()
        assert files_of(repository) == before, number
    assert engine.repository().images == images
    assert said(engine, running, "cat /kept") == "kept\n"
    assert "No space left" in said(engine, running, "cat /bin/busybox > /more")
    # The next engine, on the same disk.
    engine.close()
    kill_hosts(repository)
    states = {c.name: c.state for c in engine.repository().containers}
    assert states == {"rest": ContainerState.CREATED, "run": ContainerState.RUNNING}
    assert engine.stop_container(running.id, grace_s=0.0).state is ContainerState.STOPPED
    engine.discard_container(at_rest.id)
    fill(disk)
    engine.remove_image("Spare:1")
    fill(disk)
    engine.discard_container(running.id)
    fill(disk)
    engine.remove_image("Base:1")
    assert engine.repository().images == ()
    assert engine.repository().stored_bytes == 0
    engine.make_base_image(BaseImageRequest("starter", "Again", "Tests", "1"))


def test_a_container_that_filled_the_disk_can_be_rolled_back(engine: Engine, disk: Path) -> None:
    container = engine.start_container(engine.create_container(NewContainer("c", "Base:1")).id)
    said(engine, container, "echo kept > /kept")
    container = engine.mark(container.id, "before")
    said(engine, container, "cat /dev/zero > /more")
    fill(disk)
    with pytest.raises(StorageFullError, match="full"):
        engine.mark(container.id)
    (found,) = engine.repository().containers
    assert found == container  # nobody was disturbed
    back = engine.roll_back(container.id, container.marks[0].id)
    assert (back.state, back.marks) == (ContainerState.RUNNING, container.marks)
    assert (
        said(engine, container, "cat /kept; ls /more")
        == "kept\nls: /more: No such file or directory\n"
    )
    assert (disk / "repository/.bricklayer/reserve").stat().st_blocks > 0
    said(engine, container, "echo x > /x")
    engine.mark(container.id)
    fill(disk)
    engine.stop_container(container.id, grace_s=0.0)
    assert engine.roll_back(container.id).marks == ()
    engine.start_container(container.id)
    assert (
        said(engine, container, "cat /kept")
        == "cat: can't open '/kept': No such file or directory\n"
    )


def test_a_disk_that_becomes_read_only(engine: Engine, disk: Path) -> None:
    container = engine.create_container(NewContainer("c", "Base:1"))
    # What the kernel does by itself after an error of the disk: files that are open stay open.
    subprocess.run(["mount", "-o", "remount,abort", disk], check=True)
    attempts: list[Callable[[], object]] = [
        lambda: engine.make_base_image(BaseImageRequest("starter", "New", "Tests", "1")),
        lambda: engine.create_container(NewContainer("new", "Base:1")),
        lambda: engine.start_container(container.id),
        lambda: engine.rename_container(container.id, "other"),
        lambda: engine.snapshot(
            SnapshotRequest(container.id, "Taken", "Tests", "1", even_if_empty=True)
        ),
        lambda: engine.remove_image("Spare:1"),
        lambda: engine.discard_container(container.id),
    ]
    for attempt in attempts:
        with pytest.raises((RepositoryReadOnlyError, FileAccessError)):
            attempt()
    found = engine.repository()
    assert [image.reference for image in found.images] == ["Base:1", "Spare:1"]
    assert [c.name for c in found.containers] == ["c"]
