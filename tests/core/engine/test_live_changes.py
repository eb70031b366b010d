"""What a container changes is told within a second, and is what a snapshot holds.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import ContainerNotFoundError
from core.layer import EntryType, TarReader, open_decompressed
from core.model import (
    ChangeKind,
    Container,
    ExecRequest,
    LiveChanges,
    SeenChange,
    SnapshotRequest,
    Volume,
)
from core.store import ImageLayout
from tests.core.engine.at_work import Made, open_engine, ran, said

_PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("live") / "repository") as engine:
        yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that may be shared with containers."""
    top = Path.home() / "Bricklayer"
    was_there = top.exists()
    top.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="live-", dir=top))
    yield folder
    shutil.rmtree(folder)
    if not was_there:
        with contextlib.suppress(OSError):  # somebody else uses it by now
            top.rmdir()


class Watcher:
    """Follows what a container changes, in a thread. Use as a context manager."""

    def __init__(self, engine: Engine, container: Container) -> None:
        self.states: list[tuple[float, LiveChanges]] = []
        self.error: Exception | None = None
        self.cancel = CancelToken()
        self._engine = engine
        self._id = container.id
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.cancel.cancel()
        self.join()

    def join(self) -> None:
        self._thread.join(_PATIENCE_S)
        assert not self._thread.is_alive()

    @property
    def latest(self) -> LiveChanges:
        return self.states[-1][1]

    def until(self, holds: Callable[[LiveChanges], bool]) -> LiveChanges:
        """The latest state, once it is so."""
        deadline = time.monotonic() + _PATIENCE_S
        with self._changed:
            while not self.states or not holds(self.latest):
                assert self.error is None
                left_s = deadline - time.monotonic()
                assert left_s > 0, self.states[-1:]
                self._changed.wait(left_s)
            return self.latest

    def until_seen(self, path: str, kind: ChangeKind) -> SeenChange:
        state = self.until(
            lambda state: any(
                (seen.change.path, seen.change.kind) == (path, kind) for seen in state.newest
            )
        )
        return next(seen for seen in state.newest if seen.change.path == path)

    def _run(self) -> None:
        try:
            self._engine.watch_changes(self._id, on_change=self._told, cancel=self.cancel)
        except Exception as error:
            self.error = error

    def _told(self, state: LiveChanges) -> None:
        with self._changed:
            self.states.append((time.monotonic(), state))
            self._changed.notify_all()


def unrecorded(engine: Engine, container: Container, line: str) -> str:
    return said(engine, container, line, is_recorded=False)


def test_each_kind_of_change_is_told_as_it_happens(engine: Engine, made: Made) -> None:
    container = made("kinds")
    with Watcher(engine, container) as watcher:
        assert watcher.until(lambda state: not state.is_settling).total == 0
        unrecorded(engine, container, "mkdir /new; head -c 1000 /dev/zero > /new/file")
        assert watcher.until_seen("new/file", ChangeKind.ADDED).change.size_bytes == 1000
        unrecorded(engine, container, "mv /new/file /new/moved; echo x >> /etc/passwd")
        watcher.until_seen("new/moved", ChangeKind.ADDED)
        seen = watcher.until_seen("etc/passwd", ChangeKind.MODIFIED)
        before_bytes = seen.change.size_before_bytes
        assert (seen.change.size_bytes, seen.changed_bytes) == (before_bytes + 2, 2)
        unrecorded(engine, container, "chmod 600 /etc/group; rm /etc/hosts")
        group = watcher.until_seen("etc/group", ChangeKind.METADATA)
        watcher.until_seen("etc/hosts", ChangeKind.DELETED)
        state = watcher.until(lambda state: not state.is_settling)
        assert (state.added, state.modified, state.metadata, state.deleted) == (2, 2, 1, 1)
        copied_bytes = before_bytes + 2 + group.change.size_bytes
        assert (state.size_bytes, state.copied_bytes) == (1000 + copied_bytes, copied_bytes)
        times = [seen.seen for seen in state.newest]
        assert times == sorted(times, reverse=True)
        sums = {one.path: one for one in state.directories}
        assert (sums["new"].added, sums["new"].size_bytes) == (1, 1000)
        assert (sums["etc"].modified, sums["etc"].deleted) == (2, 1)
        assert state.sentence == ""


def test_a_byte_of_a_large_file_copies_all_of_it(engine: Engine, made: Made) -> None:
    container = made("copied")
    said(engine, container, "head -c 2000000 /dev/zero > /large")
    engine.mark(container.id)
    with Watcher(engine, container) as watcher:
        unrecorded(engine, container, "printf x | dd of=/large bs=1 seek=700000 conv=notrunc")
        seen = watcher.until_seen("large", ChangeKind.MODIFIED)
        assert (seen.changed_bytes, seen.change.size_bytes) == (1, 2_000_000)
        assert watcher.latest.copied_bytes == 2_000_000


def test_what_a_process_in_the_background_writes_is_told_too(engine: Engine, made: Made) -> None:
    container = made("background")
    with Watcher(engine, container) as watcher:
        watcher.until(lambda state: not state.is_settling)
        line = "(while [ ! -e /go ]; do sleep 0.05; done; echo x > /late) > /dev/null 2>&1 &"
        unrecorded(engine, container, line)
        terminal = engine.open_terminal(
            container.id,
            ExecRequest(shell_line="read line; echo x > /go; read line", terminal=True),
        )
        os.write(terminal.fileno(), b"\n")
        watcher.until_seen("go", ChangeKind.ADDED)
        watcher.until_seen("late", ChangeKind.ADDED)
        os.write(terminal.fileno(), b"\n")
        assert terminal.wait() == 0
        terminal.close()


def test_what_the_engine_made_is_hidden_and_what_is_mounted_named(
    engine: Engine, made: Made, shared: Path
) -> None:
    container = made("noise", volumes=(Volume(str(shared), "/shared/here", True),))
    with Watcher(engine, container) as watcher:
        state = watcher.until(lambda state: not state.is_settling)
        assert state.total == 0
        assert state.hidden > 0
        assert {"proc", "dev", "sys", "shared/here"} <= set(state.mounts)
        unrecorded(engine, container, "echo x > /dev/shm/x; echo x > /etc/resolv.conf; echo > /y")
        watcher.until_seen("y", ChangeKind.ADDED)
        paths = {seen.change.path for seen in watcher.latest.newest}
        assert "y" in paths
        assert not any(path.startswith(("dev/", "proc/", "sys/", "shared")) for path in paths)


_RANDOM = r"""
seed=%d; rnd() { seed=$(( (seed * 1103515245 + 12345) & 2147483647 )); n=$(( (seed >> 8) %% $1 )); }
pick() { rnd 8; case $n in 0) f=/etc/passwd;; 1) f=/etc/group;; 2) f=/r/a;; 3) f=/r/d/b;;
  4) f=/r/d/e/c;; 5) f=/usr/r;; 6) f=/home/h;; *) f=/r/x;; esac; }
mkdir -p /r/d/e; i=0
while [ $i -lt 120 ]; do i=$((i+1)); pick; one=$f; pick; two=$f; rnd 14
  case $n in
  0|1) echo "$seed" > $one;; 2) echo more >> $one;; 3) rm -rf $one;; 4) mv $one $two;;
  5) ln $one $two;; 6) ln -sf nowhere $one;; 7) chmod 600 $one;; 8) touch -d '2001-02-03' $one;;
  9) rm -rf /r/d/e; mkdir -p /r/d/e;; 10) printf X | dd of=$one bs=1 conv=notrunc;;
  11) mkfifo $one.p;; 12) rm -rf /home; mkdir /home; echo h > /home/h;; 13) chmod 700 /r/d /usr;;
  esac
done < /dev/null > /dev/null 2>&1; :
"""


def layer_names(engine: Engine, reference: str) -> tuple[set[bytes], set[bytes]]:
    """Of the topmost layer: paths of what it holds, and of what it removes."""
    layout = ImageLayout.open(Path(engine.repository().location))
    layer = layout.read_image(layout.resolve(reference)).manifest.layers[-1]
    kept: set[bytes] = set()
    removed: set[bytes] = set()
    with layout.open_blob(layer.digest) as blob:
        for entry in TarReader(open_decompressed(blob)):
            if entry.type is EntryType.WHITEOUT:
                removed.add(entry.path)
            elif entry.type is not EntryType.OPAQUE:
                kept.add(entry.path)
    return kept, removed


@pytest.mark.parametrize("seed", range(4))
def test_what_was_told_is_what_the_snapshot_holds(engine: Engine, made: Made, seed: int) -> None:
    container = made(f"random-{seed}")
    with Watcher(engine, container) as watcher:
        unrecorded(engine, container, _RANDOM % seed)
        wanted = {change.path: change for change in engine.changes(container.id).changes}
        assert len(wanted) > 5
        state = watcher.until(
            lambda state: (
                not state.is_settling
                and {seen.change.path: seen.change for seen in state.newest} == wanted
            )
        )
    image = engine.snapshot(SnapshotRequest(container.id, f"Random-{seed}", "Tests", "1"))
    kept, removed = layer_names(engine, image.reference)
    told = {seen.change.path.encode(): seen.change for seen in state.newest}
    deleted = {path for path, change in told.items() if change.kind is ChangeKind.DELETED}
    assert removed == deleted
    # Directories on the way to what changed are in a layer as well.
    assert told.keys() - deleted <= kept
    for path in kept - told.keys():
        assert any(other.startswith(path + b"/") for other in (*kept, *removed)), path
    kinds = [change.kind for change in told.values()]
    assert state.added == kinds.count(ChangeKind.ADDED)
    assert state.deleted == kinds.count(ChangeKind.DELETED)
    assert state.metadata == kinds.count(ChangeKind.METADATA)
    assert state.total == len(told)
    assert state.size_bytes == sum(change.size_bytes for change in told.values())


def test_marks_and_the_way_back_start_over(engine: Engine, made: Made) -> None:
    container = made("over")
    with Watcher(engine, container) as watcher:
        unrecorded(engine, container, "echo one > /one")
        watcher.until_seen("one", ChangeKind.ADDED)
        engine.mark(container.id)
        watcher.until(lambda state: state.total == 0 and not state.is_settling)
        unrecorded(engine, container, "echo two > /two; echo more >> /one")
        watcher.until_seen("two", ChangeKind.ADDED)
        assert watcher.until_seen("one", ChangeKind.MODIFIED).changed_bytes == 5
        engine.roll_back(container.id)
        watcher.until(lambda state: state.total == 0 and not state.is_settling)
        unrecorded(engine, container, "echo three > /three")
        watcher.until_seen("three", ChangeKind.ADDED)
        assert watcher.latest.total == 1


@pytest.mark.parametrize("is_running", [True, False])
def test_a_snapshot_starts_over(engine: Engine, made: Made, is_running: bool) -> None:
    container = made(f"taken-{is_running}")
    with Watcher(engine, container) as watcher:
        unrecorded(engine, container, "echo one > /one")
        watcher.until_seen("one", ChangeKind.ADDED)
        if not is_running:
            engine.stop_container(container.id, grace_s=0.0)
        engine.snapshot(SnapshotRequest(container.id, f"Taken-{is_running}", "Tests", "1"))
        wanted = {change.path for change in engine.changes(container.id).changes}
        watcher.until(
            lambda state: (
                not state.is_settling and {seen.change.path for seen in state.newest} == wanted
            )
        )
        engine.start_container(container.id)
        unrecorded(engine, container, "echo two > /two")
        watcher.until_seen("two", ChangeKind.ADDED)


def test_a_stop_and_a_start_are_followed(engine: Engine, made: Made) -> None:
    container = made("stopped")
    with Watcher(engine, container) as watcher:
        unrecorded(engine, container, "echo one > /one")
        watcher.until_seen("one", ChangeKind.ADDED)
        engine.stop_container(container.id, grace_s=0.0)
        engine.start_container(container.id)
        unrecorded(engine, container, "echo two > /two; rm /one")
        watcher.until_seen("two", ChangeKind.ADDED)
        watcher.until(lambda state: state.total == 1)


def test_a_discard_ends_it(engine: Engine, made: Made) -> None:
    container = made("discarded")
    with Watcher(engine, container) as watcher:
        watcher.until(lambda state: not state.is_settling)
        engine.discard_container(container.id)
        watcher.join()
        assert watcher.error is None
        assert not watcher.cancel.is_cancelled
    with pytest.raises(ContainerNotFoundError):
        engine.watch_changes(container.id, on_change=lambda _state: None, cancel=CancelToken())


def test_who_comes_later_is_told_the_same(engine: Engine, made: Made) -> None:
    container = made("two")
    with Watcher(engine, container) as first:
        unrecorded(engine, container, "echo one > /one")
        first.until_seen("one", ChangeKind.ADDED)
        with Watcher(engine, container) as second:
            second.until_seen("one", ChangeKind.ADDED)
        unrecorded(engine, container, "echo two > /two")
        first.until_seen("two", ChangeKind.ADDED)


def test_a_recorded_command_says_what_it_changed(engine: Engine, made: Made) -> None:
    container = made("recorded")
    first, _text = ran(engine, container, "head -c 100 /dev/zero > /a; rm /etc/hosts")
    assert first.changes is not None
    assert (first.changes.added, first.changes.modified, first.changes.deleted) == (1, 0, 1)
    assert first.changes.size_bytes == 100
    assert {change.path for change in first.changes.paths} == {"a", "etc/hosts"}
    second, _text = ran(engine, container, "echo x >> /a; head -c 50 /dev/zero > /b; rm /b")
    assert second.changes is not None
    assert (second.changes.added, second.changes.modified, second.changes.deleted) == (0, 1, 0)
    assert second.changes.size_bytes == 2
    third, _text = ran(engine, container, "rm /a; echo back > /etc/hosts")
    assert third.changes is not None
    assert (third.changes.added, third.changes.deleted) == (1, 1)
    assert third.changes.size_bytes == 5 - 102
    idle, _text = ran(engine, container, "true")
    assert idle.changes is not None
    assert idle.changes.total == 0
    assert [run.changes for run in engine.commands(container.id)] == [
        run.changes for run in (first, second, third, idle)
    ]
