"""Containers that run what their image says: with which words, as whom, where; what they say, and
how they end.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import ContainerNotFoundError, NotSupportedError
from core.model import Container, ContainerState, OutputChunk, SnapshotRequest
from core.runtime.log_ring import LOG_FILE_BYTES
from tests.core.engine.at_work import (
    Made,
    eventually,
    has_stopped,
    image_that_runs,
    now,
    open_engine,
    said,
)
from tests.core.engine.test_bad_luck import kill_hosts

NO_SUCH = "0" * 32


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own") / "repository"


@pytest.fixture(scope="module")
def engine(repository: Path) -> Iterator[Engine]:
    with open_engine(repository) as engine:
        yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


class Listener:
    """Follows a log in a thread of its own."""

    def __init__(self, engine: Engine, container: Container) -> None:
        self.heard = bytearray()
        self.skipped_bytes = 0
        self.cancel = CancelToken()
        self._thread = threading.Thread(target=self._follow, args=(engine, container))
        self._thread.start()

    def end(self) -> bytes:
        self.cancel.cancel()
        return self.join()

    def join(self) -> bytes:
        self._thread.join(20)
        assert not self._thread.is_alive(), "it listens for ever"
        return bytes(self.heard)

    def _follow(self, engine: Engine, container: Container) -> None:
        engine.follow_log(container.id, output=self._hear, cancel=self.cancel)

    def _hear(self, chunk: OutputChunk) -> None:
        assert len(chunk.content) <= 1 << 16
        self.skipped_bytes += chunk.skipped_bytes
        self.heard += chunk.content


def log_of(engine: Engine, container: Container, last: bytes) -> bytes:
    """All that was said, once those words came."""
    listener = Listener(engine, container)
    try:
        eventually(lambda: last in listener.heard)
    finally:
        listener.end()
    return bytes(listener.heard)


def shell_image(repository: Path, name: str, line: str, **more: object) -> str:
    return image_that_runs(repository, f"{name}:1", line, entrypoint=("/bin/sh", "-c"), **more)


def test_entry_point_command_environment_place_and_user(
    engine: Engine, made: Made, repository: Path
) -> None:
    line = (
        "echo $0 $1 / $COLOUR / $SIZE / $(pwd) / $(id -u):$(id -g) / $HOME; read x || echo silent"
    )
    image_that_runs(
        repository, "Told:1", "first", "second", entrypoint=("/bin/sh", "-c", line),
        Env=["COLOUR=red", "SIZE=1"], WorkingDir="/srv", User="www-data",
    )  # fmt: skip
    container = made("told", "Told:1", env=("SIZE=2",), runs_own_command=True)
    assert container.runs_own_command
    log = log_of(engine, container, b"silent\n")
    assert log.splitlines()[0] == b"first second / red / 2 / /srv / 33:33 / /var/www"
    eventually(lambda: has_stopped(engine, container))
    assert now(engine, container).ending == "exit code 0"
    # What is asked for beats what the image says.
    other = made("other", "Told:1", user="0", working_dir="/tmp", runs_own_command=True)
    assert b"first second / red / 1 / /tmp / 0:0 / /root" in log_of(engine, other, b"silent\n")
    # Without asking, nothing of it runs; environment and place are the image's all the same.
    waiting = made("waiting", "Told:1")
    assert said(engine, waiting, "echo $COLOUR $(pwd)") == "red /srv\n"
    eventually(lambda: [one.command for one in engine.processes(waiting.id)] == ["/.init -P"])


@pytest.mark.parametrize(
    ("line", "ending"),
    [
        ("exit 3", "exit code 3"),
        ("exit 0", "exit code 0"),
        ("kill -TERM $$", "ended by signal 15"),
        ("kill -SEGV $$", "ended by signal 11"),
        ("sleep 600 & exit 4", "exit code 4"),
    ],
)
def test_how_it_ended_is_told_until_it_starts_again(
    engine: Engine, made: Made, repository: Path, line: str, ending: str
) -> None:
    image = shell_image(repository, "Ending", f"test -e /again && exec sleep 600; {line}")
    container = made("ending", image, runs_own_command=True)
    eventually(lambda: has_stopped(engine, container))
    assert now(engine, container).ending == ending
    # Whoever opens the window later is told as well.
    kill_hosts(repository)
    assert now(engine, container).ending == ending
    upper = repository / ".bricklayer/containers" / container.id / "upper"
    (upper / "again").touch()
    started = engine.start_container(container.id)
    assert (started.state, started.ending) == (ContainerState.RUNNING, "")
    # That a person stopped it is nothing to be told.
    stopped = engine.stop_container(container.id, grace_s=0.0)
    assert (stopped.state, stopped.ending) == (ContainerState.STOPPED, "")


def test_a_program_that_is_not_in_the_image(engine: Engine, made: Made, repository: Path) -> None:
    image = image_that_runs(repository, "Missing:1", "/no/such/program", "--quickly")
    container = made("missing", image, runs_own_command=True)
    ending = "its command could not be started: No such file or directory"
    eventually(lambda: now(engine, container).ending == ending)
    assert has_stopped(engine, container)
    assert b"failed to exec" in log_of(engine, container, b"No such file")


def test_an_image_that_says_nothing_to_run(engine: Engine, made: Made, repository: Path) -> None:
    image = image_that_runs(repository, "Silent:1")
    for words in ((), ("",)):
        image_that_runs(repository, "Silent:1", *words)
        with pytest.raises(NotSupportedError, match="says none"):
            made.at_rest("silent", image, runs_own_command=True)
    assert engine.repository().containers == ()


@pytest.mark.parametrize(
    "more", [{"User": "stranger"}, {"User": "root:stranger"}, {"WorkingDir": "/proc/self/fd/7"}]
)
def test_a_command_that_cannot_run_as_told(
    engine: Engine, made: Made, repository: Path, more: dict[str, str]
) -> None:
    image = image_that_runs(repository, "Untold:1", "true", **more)
    container = made.at_rest("untold", image, runs_own_command=True)
    with pytest.raises(NotSupportedError):
        engine.start_container(container.id)
    assert now(engine, container).state is ContainerState.CREATED
    merged = repository / ".bricklayer/containers" / container.id / "merged"
    assert not os.path.ismount(merged)


def test_stopping_asks_it_first(engine: Engine, made: Made, repository: Path) -> None:
    line = "trap 'echo bye; exit 0' TERM; echo hello; while :; do sleep 0.02; done"
    container = made("polite", shell_image(repository, "Polite", line), runs_own_command=True)
    log_of(engine, container, b"hello\n")
    stopped = engine.stop_container(container.id, grace_s=20.0)
    assert stopped.ending == ""
    heard = log_of(engine, container, b"bye\n")
    assert heard.startswith(b"hello\n")
    assert heard.endswith(b"bye\n")


def test_a_log_is_followed_through_stops_and_starts(
    engine: Engine, made: Made, repository: Path
) -> None:
    line = "echo start; echo wrong >&2; printf '\\000\\377\\n'; exec sleep 600"
    container = made.at_rest("followed", shell_image(repository, "F", line), runs_own_command=True)
    listener = Listener(engine, container)
    one = b"start\nwrong\n\x00\xff\n"
    for times in (1, 2, 3):
        engine.start_container(container.id)
        eventually(lambda times=times: bytes(listener.heard) == one * times)  # type: ignore[misc]
        engine.stop_container(container.id, grace_s=0.0)
    late = Listener(engine, container)
    eventually(lambda: bytes(late.heard) == one * 3)
    engine.discard_container(container.id)
    assert listener.join() == late.join() == one * 3
    with pytest.raises(ContainerNotFoundError):
        engine.follow_log(container.id, output=lambda _chunk: None)


def test_a_log_goes_on_without_the_engine(engine: Engine, made: Made, repository: Path) -> None:
    line = "n=0; while :; do n=$((n+1)); echo line $n; sleep 0.01; done"
    container = made("alone", shell_image(repository, "Alone", line), runs_own_command=True)
    log_of(engine, container, b"line 3\n")
    log = repository / ".bricklayer/containers" / container.id / "log"
    kill_hosts(repository)
    size_bytes = sum(one.stat().st_size for one in log.iterdir())
    eventually(lambda: sum(one.stat().st_size for one in log.iterdir()) > size_bytes + 100)
    found = now(engine, container)  # another engine answers
    assert (found.state, found.pid) == (ContainerState.RUNNING, container.pid)
    last = int(said(engine, container, "echo").count("\n")) + 20
    heard = log_of(engine, container, f"line {last}\n".encode()).splitlines()
    assert heard == [b"line %d" % number for number in range(1, len(heard) + 1)]
    # How it ended is known by the one that started it alone, and it is not made up.
    assert container.pid is not None
    os.kill(container.pid, 9)
    eventually(lambda: has_stopped(engine, container))
    assert now(engine, container).ending == "ended, and nobody was there to see how"


def test_a_flood_is_kept_within_bounds(engine: Engine, made: Made, repository: Path) -> None:
    """The newest stays, whole lines in their order; what is gone is counted."""
    total = 8_000_000
    line = f"seq 1 {total}; echo the end; exec sleep 600"
    container = made("flood", shell_image(repository, "Flood", line), runs_own_command=True)
    log = repository / ".bricklayer/containers" / container.id / "log"
    listener = Listener(engine, container)
    try:
        eventually(lambda: listener.heard.endswith(b"the end\n"), 60)
    finally:
        listener.end()
    kept = sum(one.stat().st_size for one in log.iterdir())
    assert kept <= 2 * LOG_FILE_BYTES
    of_digits = ((10**digits - 10 ** (digits - 1)) * (digits + 1) for digits in range(1, 7))
    said_bytes = sum(of_digits) + (total - 10**6 + 1) * len("1234567\n") + len("the end\n")
    assert len(listener.heard) + listener.skipped_bytes == said_bytes
    late = log_of(engine, container, b"the end\n")
    assert late.endswith(f"{total - 1}\n{total}\nthe end\n".encode())
    assert LOG_FILE_BYTES < len(late) <= 2 * LOG_FILE_BYTES
    numbers = late.splitlines()[1:-1]  # the first may be cut
    assert numbers == [b"%d" % n for n in range(total - len(numbers) + 1, total + 1)]


def test_the_log_is_out_of_its_reach(engine: Engine, made: Made, repository: Path) -> None:
    """It has a pipe, and nothing of the computer's files; and it is no part of a snapshot."""
    line = "for n in 0 1 2; do readlink /proc/$$/fd/$n; done; ls /proc/self/fd > /tmp/fds; "
    line += "cat /tmp/fds | wc -l; rm /tmp/fds; "
    line += "echo > /own; echo done; exec sleep 600"
    container = made("apart", shell_image(repository, "Apart", line), runs_own_command=True)
    stdin, stdout, stderr, count, _done = log_of(engine, container, b"done\n").decode().split()
    assert stdin == "/dev/null"
    assert stdout == stderr
    assert stdout.startswith("pipe:")
    assert int(count) == 4  # and the one of the folder that is listed
    # A command that is run beside it hears nothing of it, and is not heard in its log.
    assert said(engine, container, "echo beside; ls /proc/1/fd | wc -l").startswith("beside\n")
    found = {change.path for change in engine.changes(container.id).changes}
    assert found - {"tmp"} == {"own"}
    image = engine.snapshot(SnapshotRequest(container.id, "Apart", "Tests", "2"))
    assert len(image.layers) == 2
    assert now(engine, container).state is ContainerState.RUNNING
    assert b"beside" not in log_of(engine, container, b"done\n")
    # The next image runs the same.
    following = made("following", image.reference, runs_own_command=True)
    assert log_of(engine, following, b"done\n").endswith(b"4\ndone\n")


def test_whoever_listens_slowly_holds_up_nobody(
    engine: Engine, made: Made, repository: Path
) -> None:
    line = "seq 1 300000; echo > /through; exec sleep 600"
    container = made("slow", shell_image(repository, "Slow", line), runs_own_command=True)
    is_held, go_on = threading.Event(), threading.Event()
    cancel = CancelToken()

    def hear(_chunk: OutputChunk) -> None:
        is_held.set()
        assert go_on.wait(30)

    listener = threading.Thread(
        target=lambda: engine.follow_log(container.id, output=hear, cancel=cancel)
    )
    listener.start()
    try:
        assert is_held.wait(30)
        eventually(
            lambda: {"through"} == {one.path for one in engine.changes(container.id).changes}
        )
    finally:
        cancel.cancel()
        go_on.set()
        listener.join(20)
    assert not listener.is_alive()


def test_one_that_waits_has_no_log(engine: Engine, made: Made) -> None:
    container = made("without")
    assert Listener(engine, container).end() == b""
    with pytest.raises(ContainerNotFoundError):
        engine.follow_log(NO_SUCH, output=lambda _chunk: None)
