"""Marks are kept by a rename, and a container comes back to each of them as it was.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    ContainerNotFoundError,
    MarkNotFoundError,
    NameGrammarError,
    NothingChangedError,
    NotSupportedError,
)
from core.events import ContainerChanged, Event
from core.model import ContainerState, NewContainer, SnapshotRequest
from core.snapshot import LAYERS_LIMIT
from core.store import ImageLayout
from tests.core.engine.at_work import Background, open_engine
from tests.core.engine.marked import (
    STAGES,
    directory_of,
    in_stages,
    said,
    started,
    state_of,
)
from tests.core.engine.test_bad_luck import kill_hosts
from tests.core.store.layout_samples import put_image

# cap_net_bind_service=ep, as capabilities(7) lays out VFS_CAP_REVISION_2.
_CAPABILITY = bytes.fromhex("0100000200040000000000000000000000000000")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("marks") / "repository") as engine:
        yield engine


def test_a_paused_container_stays_paused(engine: Engine) -> None:
    if not engine.capabilities().can_pause:
        pytest.skip("control groups are not ours: nothing can be paused here")
    container = started(engine, "paused")
    said(engine, container, "echo kept > /kept")
    engine.pause_container(container.id)
    marked = engine.mark(container.id, "while paused")
    assert marked.state is ContainerState.PAUSED
    assert [mark.label for mark in marked.marks] == ["while paused"]
    engine.resume_container(container.id)
    said(engine, container, "rm /kept")
    engine.pause_container(container.id)
    assert engine.roll_back(container.id, marked.marks[0].id).state is ContainerState.PAUSED
    engine.resume_container(container.id)
    assert said(engine, container, "cat /kept") == b"kept\n"
    engine.discard_container(container.id)


@pytest.mark.parametrize("is_running", [True, False])
def test_a_container_comes_back_to_each_mark(engine: Engine, is_running: bool) -> None:
    container, states = in_stages(engine, f"stages-{is_running}", is_running=is_running)
    assert [mark.label for mark in container.marks] == ["stage 0", "stage 1", "stage 2"]
    assert [mark.created_by for mark in container.marks] == list(STAGES)
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
        assert [run.text for run in engine.commands(container.id)] == list(STAGES[:number])
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


def test_who_looks_meanwhile_sees_it_before_or_after(engine: Engine) -> None:
    container = started(engine, "looked-at")
    said(engine, container, "echo 0 > /count")
    seen: list[int] = []
    wrong: list[BaseException] = []
    is_over = threading.Event()

    def read() -> None:
        seen.append(int(engine.read_container_file(container.id, "count").content))

    def list_files() -> None:
        assert "count" in {row.path for row in engine.files_in(container.id).rows}

    def list_changes() -> None:
        assert len(engine.changes(container.id).changes) in (0, 1, 2)

    def preview() -> None:
        assert engine.preview_snapshot(container.id).added in (1, 2)

    def go_on(look: Callable[[], None]) -> None:
        try:
            while not is_over.is_set():
                look()
        except BaseException as error:
            wrong.append(error)

    looks = (read, read, list_files, list_changes, list_changes, preview)
    lookers = [threading.Thread(target=go_on, args=(look,)) for look in looks]
    for looker in lookers:
        looker.start()
    try:
        for number in range(1, 13):
            engine.mark(container.id)
            if number % 5 == 0:
                engine.stop_container(container.id, grace_s=0.0)
                engine.start_container(container.id)
            # Renamed, so that it is never seen while it is empty.
            said(engine, container, f"echo {number} > /count.new; mv /count.new /count")
    finally:
        is_over.set()
        for looker in lookers:
            looker.join(30)
    assert wrong == []
    assert len(seen) > 10
    engine.discard_container(container.id)


def test_a_command_that_a_roll_back_ended_is_forgotten(engine: Engine) -> None:
    container = started(engine, "ended")
    said(engine, container, "echo 1 > /one", is_recorded=True)
    (mark,) = engine.mark(container.id).marks
    line = "echo 2 > /two; echo ready; sleep 600"
    running = Background(engine, container, line, is_recorded=True)
    assert running.has_spoken.wait(30)
    engine.roll_back(container.id, mark.id)
    running.join()
    assert running.run is not None
    engine.record_command(container.id, running.run)  # as one in a terminal that is told of late
    assert [run.text for run in engine.commands(container.id)] == ["echo 1 > /one"]
    said(engine, container, "echo 3 > /three", is_recorded=True)
    assert engine.mark(container.id).marks[-1].created_by == "echo 3 > /three"
    engine.discard_container(container.id)


def test_attributes_and_names_of_a_file_outlast_marks(engine: Engine) -> None:
    container = started(engine, "attributes")
    said(engine, container, "cd /srv; echo x > a; ln a b; ln a c; chown 33:1000 a; chmod 6751 a")
    upper = directory_of(engine, container) / "upper"
    if os.geteuid() == 0:
        os.setxattr(upper / "srv/a", "security.capability", _CAPABILITY)
        os.setxattr(upper / "srv/a", "user.note", b"kept")
    (mark,) = engine.mark(container.id).marks
    look = "cd /srv; stat -c '%a %u %g %h' a b c; cat a b c"
    before = said(engine, container, look)
    assert before == b"6751 33 1000 3\n" * 3 + b"x\n" * 3
    said(engine, container, "echo y > /srv/b; rm /srv/c")  # of one name, as overlays do it
    second = engine.mark(container.id).marks[-1]
    assert said(engine, container, "cat /srv/a /srv/b") == b"x\ny\n"
    if os.geteuid() == 0:
        kept = directory_of(engine, container) / "marks" / mark.id / "srv"
        assert os.getxattr(kept / "a", "security.capability") == _CAPABILITY
        assert os.getxattr(kept / "b", "user.note") == b"kept"
        assert second.added + second.modified + second.deleted == 2
    engine.roll_back(container.id, mark.id)
    assert said(engine, container, look) == before
    engine.discard_container(container.id)


def test_a_hundred_marks(engine: Engine) -> None:
    container = engine.create_container(NewContainer("hundred", "Base:1"))
    upper = directory_of(engine, container) / "upper"
    for number in range(100):
        (upper / f"f{number}").write_text(str(number))
        (upper / "last").write_text(f"the {number}th")
        container = engine.mark(container.id, str(number))
    assert len(container.marks) == 100
    engine.start_container(container.id)
    assert said(engine, container, "ls / | grep -c '^f[0-9]'; cat /last") == b"100\nthe 99th"
    engine.roll_back(container.id, container.marks[41].id)
    assert said(engine, container, "ls / | grep -c '^f[0-9]'; cat /last") == b"42\nthe 41th"
    engine.discard_container(container.id)


def test_no_mark_is_set_that_no_image_could_be_made_of(engine: Engine) -> None:
    layout = ImageLayout.open(Path(engine.repository().location))
    tall = LAYERS_LIMIT - 2
    put_image(layout, "Tall", "1", *({f"f{number}": b"%d" % number} for number in range(tall)))
    container = engine.create_container(NewContainer("tall", "Tall:1"))
    upper = directory_of(engine, container) / "upper"
    (upper / "first").write_text("1")
    engine.mark(container.id)
    (upper / "second").write_text("2")
    with pytest.raises(NotSupportedError, match="roll back to an earlier mark"):
        engine.mark(container.id)
    engine.start_container(container.id)
    assert [change.path for change in engine.changes(container.id).changes] == ["second"]
    image = engine.snapshot(SnapshotRequest(container.id, "Taller", "Tests", "1"))
    assert len(image.layers) == LAYERS_LIMIT
    following = started(engine, "of-taller", "Taller:1")
    assert engine.read_container_file(following.id, "second").content == b"2"
    for one in (container, following):
        engine.discard_container(one.id)


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
