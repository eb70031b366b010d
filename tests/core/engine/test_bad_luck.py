"""What bad input and bad luck get: a typed error, nothing lost, nothing half made."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import _runtime_dir, connect
from core.engine.protocol import Engine
from core.errors import (
    BricklayerError,
    DigestMismatchError,
    EngineUnreachableError,
    FacilityMissingError,
    ImageGoneError,
    LayerFormatError,
    RepositoryReadOnlyError,
    StorageFullError,
    SwitchNotFoundError,
)
from core.model import (
    BaseImageRequest,
    ContainerState,
    ExecRequest,
    NewContainer,
    OutputChunk,
    SnapshotRequest,
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return tmp_path / "repository"


@pytest.fixture
def engine(repository: Path) -> Iterator[Engine]:
    connected = connect(repository)
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    connected.close()
    connected = connect(repository)
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def silent(_chunk: OutputChunk) -> None:
    """Nobody listens."""


def host_pids(repository: Path) -> list[int]:
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                words = Path(f"/proc/{name}/cmdline").read_bytes().split(b"\x00")
            except OSError:
                continue
            if b"core.engine.host" in words and os.fsencode(repository) in words:
                found.append(int(name))
    return found


def kill_hosts(repository: Path) -> None:
    """SIGKILL to the host process, and wait until it is gone."""
    for pid in host_pids(repository):
        ended = os.pidfd_open(pid)
        os.kill(pid, signal.SIGKILL)
        poll = select.poll()
        poll.register(ended, select.POLLIN)
        assert poll.poll(10_000)
        os.close(ended)


@pytest.mark.skipif(os.geteuid() != 0, reason="it takes seconds, and is the same for everybody")
def test_a_flood_of_output_takes_bounded_memory(engine: Engine, repository: Path) -> None:
    container = engine.create_container(NewContainer("flood", "Base:1"))
    engine.start_container(container.id)
    received = skipped = 0

    def count(chunk: OutputChunk) -> None:
        nonlocal received, skipped
        assert len(chunk.content) <= 1 << 16
        received += len(chunk.content)
        skipped += chunk.skipped_bytes

    line = "yes 0123456789012345678901234567890123456789 | head -c 1000000000"
    run = engine.execute(container.id, ExecRequest(shell_line=line), output=count)
    assert run.exit_code == 0
    assert received + skipped == 1_000_000_000
    assert received < 100_000_000
    for pid in host_pids(repository):
        status = Path(f"/proc/{pid}/status").read_text()
        peak_kib = int(status.partition("VmHWM:")[2].split()[0])
        assert peak_kib < 200 << 10


def test_a_container_whose_image_is_gone(engine: Engine, repository: Path) -> None:
    container = engine.create_container(NewContainer("orphan", "Base:1"))
    image = engine.repository().image("Base:1")
    assert image is not None
    # Another tool deletes what it takes for garbage.
    shutil.rmtree(repository / "blobs")
    (repository / "blobs/sha256").mkdir(parents=True)
    with pytest.raises(ImageGoneError, match="no longer in the repository"):
        engine.start_container(container.id)
    found = engine.repository().container("orphan")
    assert found is not None
    assert found.state is ContainerState.CREATED
    engine.discard_container(container.id)


def test_a_flipped_layer_is_not_started_from(engine: Engine, repository: Path) -> None:
    image = engine.repository().image("Base:1")
    assert image is not None
    blob = repository / "blobs/sha256" / image.layers[0].digest.partition(":")[2]
    content = bytearray(blob.read_bytes())
    content[-20] ^= 1
    blob.chmod(0o644)
    blob.write_bytes(content)
    container = engine.create_container(NewContainer("damaged", "Base:1"))
    with pytest.raises((ImageGoneError, DigestMismatchError, LayerFormatError)):
        engine.start_container(container.id)
    layers = repository / ".bricklayer/layers"
    assert not [p for p in layers.rglob("meta.json")]
    assert not [p for p in layers.rglob("tmp-*")]


def test_a_missing_runtime_is_said_and_nothing_is_left(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from core.engine.builtin import BuiltinEngine
    from core.layer import WhiteoutForm
    from core.runtime import oci_runtime, probe

    monkeypatch.setattr(oci_runtime, "SEARCH_PATH", str(tmp_path / "no-programs"))
    monkeypatch.setattr(probe, "SEARCH_PATH", str(tmp_path / "no-programs"))
    form = WhiteoutForm.TRUSTED if os.geteuid() == 0 else WhiteoutForm.USER
    engine = BuiltinEngine(repository, runtime_dir=tmp_path / "run", form=form)
    readiness = engine.probe()
    assert not readiness.can_run_containers
    assert "apt-get install runc" in readiness.sentence
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    container = engine.create_container(NewContainer("c", "Base:1"))
    with pytest.raises(FacilityMissingError, match="Install it"):
        engine.start_container(container.id)
    merged = repository / ".bricklayer/containers" / container.id / "merged"
    assert not os.path.ismount(merged)
    engine.discard_container(container.id)
    engine.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_in_the_middle_of_a_snapshot_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    image = tmp_path / "disk.ext4"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(24 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", image], check=True)
    done = subprocess.run(["mount", "-o", "loop", image, disk], check=False, capture_output=True)
    if done.returncode != 0:
        pytest.skip(f"no loop device: {done.stderr.decode().strip()}")
    try:
        engine = connect(disk / "repository")
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
        container = engine.create_container(NewContainer("c", "Base:1"))
        engine.start_container(container.id)
        line = "head -c 11000000 /dev/urandom > /noise; md5sum /noise"
        heard: list[bytes] = []
        engine.execute(container.id, ExecRequest(shell_line=line),
                       output=lambda chunk: heard.append(chunk.content))  # fmt: skip
        engine.stop_container(container.id)
        before = engine.repository().images
        with pytest.raises(StorageFullError, match="full"):
            engine.snapshot(SnapshotRequest(container.id, "Big", "Tests", "1"))
        assert engine.repository().images == before
        # What was written is still there.
        engine.start_container(container.id)
        again: list[bytes] = []
        engine.execute(container.id, ExecRequest(shell_line="md5sum /noise"),
                       output=lambda chunk: again.append(chunk.content))  # fmt: skip
        assert b"".join(again) == b"".join(heard)
        engine.discard_container(container.id)
        engine.close()
    finally:
        kill_hosts(disk / "repository")
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to take a folder away")
def test_a_repository_that_can_only_be_read(engine: Engine, repository: Path) -> None:
    engine.close()
    kill_hosts(repository)
    subprocess.run(["mount", "--bind", repository, repository], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", repository], check=True)
    try:
        read_only = connect(repository)
        assert [image.reference for image in read_only.repository().images] == ["Base:1"]
        assert not read_only.repository().is_writable
        assert not read_only.capabilities().can_write
        assert "read" in read_only.probe().sentence
        for attempt in (
            lambda: read_only.make_base_image(BaseImageRequest("scratch", "S", "T", "1")),
            lambda: read_only.create_container(NewContainer("c", "Base:1")),
            lambda: read_only.remove_image("Base:1"),
        ):
            with pytest.raises(RepositoryReadOnlyError):
                attempt()
        read_only.close()
    finally:
        kill_hosts(repository)
        subprocess.run(["umount", "-l", repository], check=True)


def test_a_killed_host_process_loses_no_container(engine: Engine, repository: Path) -> None:
    container = engine.create_container(NewContainer("survivor", "Base:1"))
    started = engine.start_container(container.id)
    engine.execute(container.id, ExecRequest(shell_line="echo kept > /kept"), output=silent)
    kill_hosts(repository)
    found = engine.repository().container("survivor")  # a new process answers
    assert found is not None
    assert found.state is ContainerState.RUNNING
    assert found.pid == started.pid
    heard: list[bytes] = []
    engine.execute(
        container.id,
        ExecRequest(argv=("cat", "/kept")),
        output=lambda chunk: heard.append(chunk.content),
    )
    assert heard == [b"kept\n"]
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, "Kept", "Tests", "1"))
    assert len(image.layers) == 2


def test_a_call_in_the_middle_of_which_the_host_dies(engine: Engine, repository: Path) -> None:
    container = engine.create_container(NewContainer("cut", "Base:1"))
    engine.start_container(container.id)

    def kill_host(_chunk: OutputChunk) -> None:
        kill_hosts(repository)

    with pytest.raises(EngineUnreachableError):
        engine.execute(container.id, ExecRequest(shell_line="echo x; sleep 100"), output=kill_host)
    assert engine.repository().container("cut") is not None


def test_a_container_that_ends_by_itself_is_stopped_and_starts_again(engine: Engine) -> None:
    container = engine.create_container(NewContainer("ending", "Base:1"))
    started = engine.start_container(container.id)
    assert started.pid is not None
    os.kill(started.pid, signal.SIGKILL)
    for _ in range(200):
        found = engine.repository().container(container.id)
        assert found is not None
        if found.state is ContainerState.STOPPED:
            break
        os.sched_yield()
    assert engine.start_container(container.id).state is ContainerState.RUNNING


def test_a_start_that_nobody_could_note_is_taken_back(engine: Engine, repository: Path) -> None:
    """The engine and its runtime were killed in the middle: only the kernel knows what runs."""
    container = engine.create_container(NewContainer("unknown", "Base:1"))
    started = engine.start_container(container.id)
    other = engine.create_container(NewContainer("known", "Base:1"))
    engine.start_container(other.id)
    assert started.pid is not None
    kill_hosts(repository)
    (repository / ".bricklayer/containers" / container.id / "run.json").unlink()
    for notes in _runtime_dir(repository).glob(f"runtime/*/{container.id}"):
        shutil.rmtree(notes)
    ended = os.pidfd_open(started.pid)
    states = {c.name: c.state for c in engine.repository().containers}
    assert states == {"unknown": ContainerState.CREATED, "known": ContainerState.RUNNING}
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    assert poll.poll(0)
    os.close(ended)
    assert engine.start_container(container.id).state is ContainerState.RUNNING


def test_a_damaged_record_is_told_and_its_files_stay(engine: Engine, repository: Path) -> None:
    container = engine.create_container(NewContainer("damaged", "Base:1"))
    kill_hosts(repository)
    directory = repository / ".bricklayer/containers" / container.id
    (directory / "record.json").write_text("")
    found = engine.repository()
    assert found.containers == ()
    assert [problem.subject for problem in found.problems] == [f"container {container.id}"]
    assert str(directory / "upper") in found.problems[0].sentence
    assert (directory / "upper").is_dir()
    shutil.rmtree(directory)


def test_sealing_is_completed_when_the_engine_died_in_between(
    engine: Engine, repository: Path
) -> None:
    """The upper directory is a layer already, and the record does not know it yet."""
    from dataclasses import replace

    from core.engine.container_record import ContainerDirectories, Sealing

    container = engine.create_container(NewContainer("sealed", "Base:1"))
    engine.start_container(container.id)
    engine.execute(container.id, ExecRequest(shell_line="echo x > /x"), output=silent)
    engine.stop_container(container.id)
    directory = ContainerDirectories(repository / ".bricklayer/containers").of(container.id)
    before = directory.read()
    image = engine.snapshot(SnapshotRequest(container.id, "Sealed", "Tests", "1"))
    engine.close()
    kill_hosts(repository)
    # As it was between the two renames and the last write of the record.
    sealing = Sealing(image.reference, image.manifest_digest, image.layers[-1].diff_id)
    directory.write(replace(before, sealing=sealing))
    directory.upper.rmdir()
    again = connect(repository)
    found = again.repository().container("sealed")
    assert found is not None
    assert found.image_reference == image.reference
    assert again.changes(container.id).is_empty
    again.start_container(container.id)
    again.discard_container(container.id)
    again.close()


@pytest.mark.parametrize("switch", ["", "br0", "../../etc"])
def test_an_unknown_switch(engine: Engine, switch: str) -> None:
    with pytest.raises(SwitchNotFoundError):
        engine.create_container(NewContainer("c", "Base:1", switch))
    assert engine.repository().containers == ()


@pytest.mark.parametrize("container_id", ["", "../..", "0" * 32, "a/b", "\x00"])
def test_ids_that_are_none(engine: Engine, container_id: str) -> None:
    for attempt in (
        engine.start_container,
        engine.discard_container,
        engine.changes,
        engine.commands,
    ):
        with pytest.raises(BricklayerError):
            attempt(container_id)
