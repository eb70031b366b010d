"""Marks are kept by a rename, and a container comes back to each of them as it was.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    ContainerNotFoundError,
    MarkNotFoundError,
    NameGrammarError,
    NothingChangedError,
)
from core.events import ContainerChanged, Event
from core.layer import TarReader, open_decompressed
from core.model import (
    BaseImageRequest,
    ChangeKind,
    Container,
    ContainerState,
    ExecRequest,
    NewContainer,
    SnapshotRequest,
)
from core.store import ImageLayout
from tests.core.engine.test_bad_luck import kill_hosts
from tests.core.engine.test_truth_of_snapshots import stripped

_LIST = (
    "find / -xdev ! -path / ! -path '/proc*' ! -path '/sys*' ! -path '/dev*' "
    "-exec stat -c '%n %F %a %u %g %N %Y' {} + | sort; "
    "find / -xdev -type f ! -path /.init ! -path '/proc*' -exec md5sum {} + | sort"
)
# Each stage undoes some of what the one before did: deletes it, hides it, changes it again.
_STAGES = (
    "mkdir -p /d/e; echo 1 > /d/one; echo 1 > /d/e/deep; ln /d/one /d/hard; ln -s one /d/link; "
    "rm /etc/hosts; rm -r /srv; echo file > /srv; mkfifo /pipe; echo x > /gone",
    "rm -r /d; mkdir /d; echo 2 > /d/new; echo 2 >> /etc/group; rm /gone /srv; mkdir /srv; "
    "echo '127.0.0.1 back' > /etc/hosts; chmod 600 /etc/group",
    "echo 3 > /d/one; rm /d/new /pipe; mv /srv /moved; touch -d '2001-02-03 04:05:06' /d/one; "
    "rm /etc/hosts; echo 3 > /gone",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("marks") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def said(engine: Engine, container: Container, line: str, *, is_recorded: bool = False) -> bytes:
    heard: list[bytes] = []
    request = ExecRequest(shell_line=line, is_recorded=is_recorded)
    engine.execute(container.id, request, output=lambda chunk: heard.append(chunk.content))
    return b"".join(heard)


def started(engine: Engine, name: str, image: str = "Base:1") -> Container:
    return engine.start_container(engine.create_container(NewContainer(name, image)).id)


def state_of(engine: Engine, container: Container) -> list[bytes]:
    """Everything that can be seen in it; one that is at rest is started for a look."""
    found = engine.repository().container(container.id)
    assert found is not None
    engine.start_container(container.id)
    listing = stripped(said(engine, container, _LIST))
    if not found.is_live:
        engine.stop_container(container.id, grace_s=0.0)
    return listing


def directory_of(engine: Engine, container: Container) -> Path:
    return Path(engine.repository().location) / ".bricklayer/containers" / container.id


def in_stages(
    engine: Engine, name: str, *, is_running: bool
) -> tuple[Container, list[list[bytes]]]:
    """A container with three marks, and how it was at first and at each of them."""
    container = started(engine, name)
    states = [state_of(engine, container)]
    for number, stage in enumerate(_STAGES):
        engine.start_container(container.id)
        said(engine, container, stage, is_recorded=True)
        if not is_running:
            engine.stop_container(container.id, grace_s=0.0)
        states.append(state_of(engine, container))
        container = engine.mark(container.id, f"stage {number}")
        assert container.is_live == is_running
        assert engine.changes(container.id).is_empty
        assert state_of(engine, container) == states[-1]
    return container, states


@pytest.mark.parametrize("is_running", [True, False])
def test_a_container_comes_back_to_each_mark(engine: Engine, is_running: bool) -> None:
    container, states = in_stages(engine, f"stages-{is_running}", is_running=is_running)
    assert [mark.label for mark in container.marks] == ["stage 0", "stage 1", "stage 2"]
    assert [mark.created_by for mark in container.marks] == list(_STAGES)
    assert len({tuple(state) for state in states}) == 4
    marks = container.marks
    for number in (3, 2, 1, 0):
        engine.start_container(container.id)
        said(engine, container, "rm -rf /d /moved /etc/passwd; echo x > /srv; echo x > /more",
             is_recorded=True)  # fmt: skip
        if not is_running:
            engine.stop_container(container.id, grace_s=0.0)
        container = engine.roll_back(container.id, marks[number - 1].id if number else "")
        assert container.marks == marks[:number]
        assert container.is_live == is_running
        assert state_of(engine, container) == states[number]
        assert engine.changes(container.id).is_empty
        assert [run.text for run in engine.commands(container.id)] == list(_STAGES[:number])
        # And nothing is left of what was thrown away.
        if os.geteuid() == 0:
            path = directory_of(engine, container)
            left = os.listdir(path / "marks")
            assert sorted(left) == sorted(mark.id for mark in marks[:number])
            assert not (path / "thrown-away").exists()
    engine.discard_container(container.id)


def test_what_a_mark_says_is_what_was_written_since_the_one_before(engine: Engine) -> None:
    container = started(engine, "figures")
    said(engine, container, "head -c 1000 /dev/zero > /a; rm /etc/hosts")
    said(engine, container, "echo b > /b; sleep 1; false", is_recorded=True)
    (first,) = engine.mark(container.id, " first ").marks
    assert (first.label, first.created_by) == (
        "first",
        "echo b > /b; sleep 1; false  # exit code 1",
    )
    assert (first.added, first.modified, first.deleted, first.size_bytes) == (2, 0, 1, 1002)
    said(engine, container, "echo more >> /a; rm /b", is_recorded=True)
    second = engine.mark(container.id).marks[-1]
    assert (second.label, second.created_by) == ("", "echo more >> /a; rm /b")
    assert (second.added, second.modified, second.deleted, second.size_bytes) == (0, 1, 1, 1005)
    assert second.created > first.created
    assert not first.is_empty
    engine.discard_container(container.id)


def test_a_mark_copies_nothing_whatever_its_size(engine: Engine) -> None:
    container = started(engine, "large")
    said(engine, container, "truncate -s 1G /sparse; head -c 30000000 /dev/zero > /full")
    path = directory_of(engine, container)
    before = {name: (path / "upper" / name).stat() for name in ("sparse", "full")}
    (mark,) = engine.mark(container.id).marks
    for name, was in before.items():
        now = (path / "marks" / mark.id / name).stat()
        assert (now.st_dev, now.st_ino, now.st_blocks) == (was.st_dev, was.st_ino, was.st_blocks)
    assert mark.size_bytes == (1 << 30) + 30_000_000
    # The other way is an unlink: the space is free again.
    engine.roll_back(container.id)
    assert os.listdir(path / "marks") == []
    engine.discard_container(container.id)


def test_processes_are_started_anew(engine: Engine) -> None:
    container = started(engine, "anew")
    said(engine, container, "sleep 987 > /dev/null 2>&1 & echo x > /x")
    marked = engine.mark(container.id)
    assert marked.state is ContainerState.RUNNING
    assert marked.pid != container.pid
    assert b"sleep 987" not in said(engine, container, "ps")
    rolled = engine.roll_back(container.id, marked.marks[0].id)
    assert rolled.pid not in (container.pid, marked.pid)
    assert said(engine, container, "cat /x") == b"x\n"
    engine.discard_container(container.id)


def test_with_nothing_written_there_is_nothing_to_mark(engine: Engine) -> None:
    container = started(engine, "nothing")
    with pytest.raises(NothingChangedError):
        engine.mark(container.id, "of nothing")
    found = engine.repository().container(container.id)
    assert found is not None
    assert (found.pid, found.marks) == (container.pid, ())  # nobody was disturbed
    said(engine, container, "echo x > /x")
    engine.mark(container.id)
    with pytest.raises(NothingChangedError):
        engine.mark(container.id)
    engine.discard_container(container.id)


def test_marks_that_are_not_there_and_labels_that_cannot_be(engine: Engine) -> None:
    container = started(engine, "wrong")
    said(engine, container, "echo x > /x")
    for unknown in ("0123456789abcdef", "../upper", ".", "x" * 5000):
        with pytest.raises(MarkNotFoundError, match=r"wrong does not have that mark any more"):
            engine.roll_back(container.id, unknown)
    with pytest.raises(NameGrammarError):
        engine.mark(container.id, "a\x1b[2Jb")
    assert said(engine, container, "cat /x") == b"x\n"
    with pytest.raises(ContainerNotFoundError):
        engine.mark("0" * 32)
    with pytest.raises(ContainerNotFoundError):
        engine.roll_back("0" * 32)
    engine.discard_container(container.id)


def test_the_next_engine_knows_the_marks(engine: Engine) -> None:
    container = started(engine, "lasting")
    said(engine, container, "echo 1 > /one")
    marked = engine.mark(container.id, "kept")
    said(engine, container, "rm /one")
    kill_hosts(Path(engine.repository().location))
    found = engine.repository().container(container.id)
    assert found is not None
    assert found.marks == marked.marks
    engine.roll_back(container.id, marked.marks[0].id)
    assert said(engine, container, "cat /one") == b"1\n"
    engine.discard_container(container.id)


def test_everybody_is_told(engine: Engine) -> None:
    container = started(engine, "told")
    said(engine, container, "echo 1 > /one")
    seen: list[int] = []
    is_marked, is_back = threading.Event(), threading.Event()

    def take(event: Event) -> None:
        if isinstance(event, ContainerChanged) and event.container.id == container.id:
            seen.append(len(event.container.marks))
            (is_marked if event.container.marks else is_back).set()

    from core.cancel import CancelToken
    from core.errors import Cancelled

    token = CancelToken()

    def listen() -> None:
        try:
            engine.watch(take, cancel=token)
        except Cancelled:
            pass  # how a watch may end

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        while not is_back.wait(0.1):
            engine.rename_container(container.id, "told")  # until the watch is in place
        engine.mark(container.id)
        assert is_marked.wait(10)
        is_back.clear()
        engine.roll_back(container.id)
        assert is_back.wait(10)
    finally:
        token.cancel()
        listener.join(10)
    engine.discard_container(container.id)


# --- snapshots of containers with marks -----------------------------------------------------------


def names_by_layer(engine: Engine, reference: str) -> list[set[str]]:
    """Paths in each layer's tar, whiteouts with a `-` before them; without the base."""
    layout = ImageLayout.open(Path(engine.repository().location))
    found = []
    for layer in layout.read_image(layout.resolve(reference)).manifest.layers[1:]:
        with layout.open_blob(layer.digest) as blob:
            found.append(
                {
                    ("-" if entry.type.name in ("WHITEOUT", "OPAQUE") else "")
                    + entry.path.decode("utf-8", "replace")
                    for entry in TarReader(open_decompressed(blob))
                }
            )
    return found


@pytest.mark.parametrize("has_more", [True, False])
@pytest.mark.parametrize("is_running", [True, False])
def test_each_mark_becomes_a_layer(engine: Engine, is_running: bool, has_more: bool) -> None:
    name = f"layers-{is_running}-{has_more}"
    container, states = in_stages(engine, name, is_running=is_running)
    marks = container.marks
    if has_more:
        engine.start_container(container.id)
        said(engine, container, "echo top > /top; rm /gone", is_recorded=True)
        if not is_running:
            engine.stop_container(container.id, grace_s=0.0)
    wanted = state_of(engine, container)
    image = engine.snapshot(SnapshotRequest(container.id, name, "Tests", "1", "my words"))
    assert len(image.layers) == (5 if has_more else 4)
    made = [entry.created_by for entry in image.history[1:]]
    assert made == [*_STAGES, *(["echo top > /top; rm /gone"] if has_more else [])]
    comments = ["stage 0", "stage 1", *(["stage 2"] if has_more else []), "my words"]
    assert [entry.comment for entry in image.history[1:]] == comments
    names = names_by_layer(engine, image.reference)
    assert {"d", "d/one", "d/e/deep", "-etc/hosts", "srv", "pipe", "gone"} <= names[0]
    assert {"d", "-d", "d/new", "-gone", "etc/hosts"} <= names[1]  # -d: it hides what was in it
    assert {"d/one", "-d/new", "-pipe", "-etc/hosts", "moved", "-srv", "gone"} <= names[2]
    assert not has_more or names[3] == {"top", "-gone"}
    # The next container finds the same.
    following = started(engine, f"after-{name}", image.reference)
    assert state_of(engine, following) == wanted
    assert engine.changes(following.id).is_empty
    engine.discard_container(following.id)
    # A running one keeps its marks, one at rest stands on its image.
    found = engine.repository().container(container.id)
    assert found is not None
    assert state_of(engine, found) == wanted
    if is_running:
        assert (found.image_reference, found.marks) == ("Base:1", marks)
        engine.roll_back(container.id, marks[0].id)
        assert state_of(engine, found) == states[1]
        assert engine.commands(container.id) == ()
    else:
        assert (found.image_reference, found.marks) == (image.reference, ())
        assert engine.changes(container.id).is_empty
        engine.roll_back(container.id)
        assert state_of(engine, found) == wanted
    engine.discard_container(container.id)


def test_layers_of_marks_are_moved_and_not_copied(engine: Engine) -> None:
    container = started(engine, "moved")
    said(engine, container, "head -c 3000000 /dev/zero > /first")
    (mark,) = engine.mark(container.id).marks
    said(engine, container, "echo top > /top")
    engine.stop_container(container.id)
    path = directory_of(engine, container)
    inodes = {
        (path / "marks" / mark.id / "first").stat().st_ino,
        (path / "upper" / "top").stat().st_ino,
    }
    engine.snapshot(SnapshotRequest(container.id, "Moved", "Tests", "1"))
    layers = next((path.parent.parent / "layers").iterdir())
    found = {
        file.stat().st_ino for name in ("first", "top") for file in layers.glob(f"*/fs/{name}")
    }
    assert inodes <= found
    assert os.listdir(path / "marks") == os.listdir(path / "upper") == []
    engine.discard_container(container.id)


@pytest.mark.peer
def test_skopeo_and_umoci_read_what_marks_became(engine: Engine, tmp_path: Path) -> None:
    for tool in ("skopeo", "umoci"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if os.geteuid() != 0:
        pytest.skip("umoci needs root to give files their owners")
    container, _states = in_stages(engine, "peers", is_running=False)
    image = engine.snapshot(SnapshotRequest(container.id, "Peers", "Tests", "1"))
    repository = engine.repository().location
    copy = ["skopeo", "copy", f"oci:{repository}:{image.reference}", f"oci:{tmp_path}/copy:x"]
    subprocess.run(copy, check=True, capture_output=True)
    unpack = ["umoci", "unpack", "--image", f"{tmp_path}/copy:x", str(tmp_path / "bundle")]
    subprocess.run(unpack, check=True, capture_output=True)
    root = tmp_path / "bundle/rootfs"
    assert sorted(os.listdir(root / "d")) == ["one"]
    assert (root / "d/one").read_text() == "3\n"
    assert (root / "moved").is_dir()
    assert not any((root / name).exists() for name in ("srv", "pipe", "etc/hosts"))
    assert (root / "etc/group").stat().st_mode & 0o777 == 0o600
    engine.discard_container(container.id)


def test_a_file_that_no_layer_can_hold_stays_with_its_mark(engine: Engine) -> None:
    container = started(engine, "unholdable")
    said(engine, container, "echo x > /.wh.mine; echo y > /beside")
    (mark,) = engine.mark(container.id).marks
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, "Unholdable", "Tests", "1"))
    assert names_by_layer(engine, image.reference) == [{"beside"}]
    found = engine.repository().container(container.id)
    assert found is not None
    assert (found.image_reference, found.marks) == ("Base:1", (mark,))
    engine.start_container(container.id)
    assert said(engine, container, "cat /.wh.mine") == b"x\n"
    assert engine.changes(container.id).changes == ()
    assert ChangeKind.ADDED not in {c.kind for c in engine.changes(container.id).changes}
    engine.discard_container(container.id)
