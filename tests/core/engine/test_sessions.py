"""Several windows, sessions and engines on one repository, and containers under pressure.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import _runtime_dir, connect
from core.engine.protocol import Engine
from core.errors import ImageInUseError, ImageNotFoundError, RepositoryUnusableError
from core.model import (
    BaseImageRequest,
    Container,
    ContainerState,
    ExecRequest,
    NewContainer,
    SnapshotRequest,
)
from core.store import ImageLayout, verify
from tests.core.engine.test_bad_luck import host_pids, kill_hosts


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return tmp_path / "repository"


@pytest.fixture
def engine(repository: Path) -> Iterator[Engine]:
    connected = connect(repository)
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def said(engine: Engine, container: Container, line: str) -> str:
    heard: list[bytes] = []
    engine.execute(
        container.id, ExecRequest(shell_line=line), output=lambda chunk: heard.append(chunk.content)
    )
    return b"".join(heard).decode()


def test_windows_by_other_names_of_the_folder_share_one_engine(
    engine: Engine, repository: Path
) -> None:
    link = repository.parent / "by-a-link"
    link.symlink_to(repository)
    container = engine.create_container(NewContainer("seen", "Base:1"))
    for path in (repository, link, repository / ".." / "repository"):
        other = connect(path)
        assert [c.id for c in other.repository().containers] == [container.id]
        other.close()
    assert len(host_pids(repository) + host_pids(link)) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="it takes seconds, and is the same for everybody")
def test_a_second_session_of_the_same_person_is_told(
    engine: Engine, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = engine.create_container(NewContainer("kept", "Base:1"))
    engine.start_container(container.id)
    another = repository.parent / "r"
    another.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(another))
    second = connect(repository)
    with pytest.raises(RepositoryUnusableError, match=r"another session.*\(process [0-9]+\)"):
        second.repository()
    second.close()
    assert said(engine, container, "echo undisturbed") == "undisturbed\n"


def test_a_paused_container_is_still_paused_for_the_next_engine(
    engine: Engine, repository: Path
) -> None:
    if not engine.capabilities().can_pause:
        pytest.skip("control groups are not ours here, so nothing can be paused")
    container = engine.create_container(NewContainer("paused", "Base:1"))
    engine.start_container(container.id)
    engine.pause_container(container.id)
    kill_hosts(repository)
    found = engine.repository().container("paused")
    assert found is not None
    assert found.state is ContainerState.PAUSED
    engine.resume_container(container.id)
    assert said(engine, container, "echo on") == "on\n"


def test_memory_that_is_exhausted_ends_the_command_and_nothing_else(engine: Engine) -> None:
    container = engine.create_container(NewContainer("hog", "Base:1"))
    container = engine.start_container(container.id)
    if "memory" in container.unenforced:
        pytest.skip("control groups are not ours here, so memory is not limited")
    path = Path(f"/proc/{container.pid}/cgroup").read_text().partition("memory:")[2].split("\n")[0]
    limit = Path(f"/sys/fs/cgroup/memory{path}/memory.limit_in_bytes")
    if not limit.exists():
        pytest.skip("only tried where control groups are of version 1")
    limit.write_text(str(48 << 20))  # not the gigabytes that it really is: others work here too
    run = engine.execute(
        container.id,
        ExecRequest(shell_line="head -c 200000000 /dev/zero | tail -c 199999999 | wc -c; exit 5"),
        output=lambda _chunk: None,
    )
    assert run.exit_code == 5
    assert said(engine, container, "echo alive") == "alive\n"


def test_images_are_made_used_and_removed_at_once_by_four(engine: Engine, repository: Path) -> None:
    """No reference ever dangles, and no container ever loses its image."""
    failures: list[BaseException] = []

    def work(number: int) -> None:
        mine = connect(repository)
        try:
            for turn in range(4):
                name = f"c-{number}-{turn}"
                container = mine.create_container(NewContainer(name, "Base:1"))
                mine.start_container(container.id)
                said(mine, container, f"echo {number} > /who")
                if turn % 2:
                    mine.stop_container(container.id, grace_s=0.0)
                image = mine.snapshot(
                    SnapshotRequest(container.id, "Shared", "Tests", "1", replace=True)
                )
                assert image.reference == "Shared:1"
                try:
                    on_it = mine.create_container(NewContainer(f"on-{name}", "Shared:1"))
                    on_it = mine.start_container(on_it.id)
                    assert said(mine, on_it, "cat /who").strip() in "0123"
                    mine.discard_container(on_it.id)
                    mine.remove_image("Shared:1")
                except (ImageInUseError, ImageNotFoundError):
                    pass  # another one stands on it, or removed it a moment ago
                mine.discard_container(container.id)
        except BaseException as error:  # told below, in the thread of the test
            failures.append(error)
        finally:
            mine.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert verify(ImageLayout.open(repository)) == () or os.geteuid() != 0
    assert engine.repository().problems == ()
    assert engine.repository().containers == ()


def test_a_host_that_ends_just_now_is_replaced_unnoticed(engine: Engine, repository: Path) -> None:
    """It took the connection into its queue, and never came to answer."""
    engine.close()
    kill_hosts(repository)
    path = _runtime_dir(repository) / "host.sock"
    path.unlink()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dying:
        dying.bind(str(path))
        dying.listen()

        def end() -> None:
            connection, _address = dying.accept()
            path.unlink()
            dying.close()
            connection.close()

        thread = threading.Thread(target=end)
        thread.start()
        assert [image.reference for image in engine.repository().images] == ["Base:1"]
        thread.join()
