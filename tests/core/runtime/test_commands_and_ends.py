"""Commands and containers that end in unusual ways, or not at all, on real containers."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import CommandNotFoundError, ContainerStateError, RuntimeFailedError
from core.model import (
    BaseImageRequest,
    CommandRun,
    Container,
    ContainerState,
    ExecRequest,
    NewContainer,
    OutputChunk,
    TerminalSize,
)
from core.runtime.hardening import PIDS_LIMIT, memory_limit_bytes
from tests.core.engine.test_bad_luck import host_pids

Start = Callable[[str], Container]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("ends") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    connected.close()


@pytest.fixture
def start(engine: Engine) -> Iterator[Start]:
    made: list[str] = []

    def make(name: str) -> Container:
        made.append(engine.create_container(NewContainer(name, "Base:1")).id)
        return engine.start_container(made[-1])

    yield make
    left = {container.id for container in engine.repository().containers}
    for container_id in left.intersection(made):
        engine.discard_container(container_id)


def run(
    engine: Engine, container: Container, line: str, cancel: CancelToken | None = None
) -> tuple[CommandRun, str]:
    heard: list[bytes] = []
    done = engine.execute(
        container.id,
        ExecRequest(shell_line=line),
        output=lambda chunk: heard.append(chunk.content),
        cancel=cancel or CancelToken(),
    )
    return done, b"".join(heard).decode(errors="replace")


def limits_directory(container: Container, controller: str) -> Path:
    """Where the kernel keeps a container's limits (cgroups(7), both versions)."""
    for line in Path(f"/proc/{container.pid}/cgroup").read_text().splitlines():
        _number, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            return Path("/sys/fs/cgroup") / controller / path[1:]
        if not controllers and Path("/sys/fs/cgroup/cgroup.controllers").exists():
            return Path("/sys/fs/cgroup") / path[1:]
    raise AssertionError(f"no control group for {controller}")


def wait_until(holds: Callable[[], bool], timeout_s: float = 20.0) -> None:
    """A look now and then; fails when it never holds."""
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("line", "code"),
    [("kill -9 $$", 137), ("kill -TERM $$", 143), ("exit 255", 255), ("exit 127", 127)],
)
def test_exit_codes_are_the_commands_own(
    engine: Engine, start: Start, line: str, code: int
) -> None:
    done, said = run(engine, start("codes"), line)
    assert (done.exit_code, said) == (code, "")


def test_a_working_directory_that_is_missing_is_not_a_missing_program(
    engine: Engine, start: Start
) -> None:
    container = start("nowhere")
    request = ExecRequest(shell_line="true", working_dir="/no/such/place")
    with pytest.raises(RuntimeFailedError) as caught:
        engine.execute(container.id, request, output=lambda _chunk: None)
    assert not isinstance(caught.value, CommandNotFoundError)
    assert "/no/such/place" in caught.value.detail


@pytest.mark.parametrize("is_stopped", [True, False])
def test_a_command_that_could_not_start_does_not_keep_its_container(
    engine: Engine, start: Start, is_stopped: bool
) -> None:
    container = start("unborn")
    assert container.pid is not None
    with pytest.raises(CommandNotFoundError):
        engine.execute(
            container.id, ExecRequest(argv=("/no/such/program",)), output=lambda _chunk: None
        )
    if is_stopped:
        engine.stop_container(container.id, grace_s=0.5)
        assert not os.path.exists(f"/proc/{container.pid}")
    else:
        os.kill(container.pid, signal.SIGKILL)
        wait_until(lambda: not any(c.pid for c in engine.repository().containers))


@pytest.mark.parametrize(
    "orphan", ["sleep 600 &", "(while :; do echo tick; sleep 0.05; done) &", "yes > /dev/stderr &"]
)
def test_what_a_command_leaves_running_does_not_hold_it(
    engine: Engine, start: Start, orphan: str
) -> None:
    done, said = run(engine, start("orphans"), f"{orphan} echo last words; exit 4")
    assert done.exit_code == 4
    assert "last words\n" in said


def test_all_output_arrives_at_a_listener_that_is_slow(engine: Engine, start: Start) -> None:
    container = start("slow")
    heard = bytearray()

    def listen(chunk: OutputChunk) -> None:
        if len(heard) < 20_000:
            time.sleep(0.3)  # longer than a silence after which nothing more is expected
        heard.extend(chunk.content)

    line = "seq 1 40000; sleep 600 &"
    engine.execute(container.id, ExecRequest(shell_line=line), output=listen)
    assert heard.split() == [str(number).encode() for number in range(1, 40001)]


def test_cancelled_from_the_beginning(engine: Engine, start: Start) -> None:
    container = start("never")
    token = CancelToken()
    token.cancel()
    try:
        # The request and its cancel are two messages: what is quick may happen in between.
        done, _said = run(engine, container, "sleep 777; touch /came-to-the-end", token)
    finally:
        came, _said = run(engine, container, "test -e /came-to-the-end || pidof sleep")
    assert done.was_cancelled
    assert done.exit_code is None
    assert came.exit_code == 1


@pytest.mark.parametrize("delay_ms", range(0, 24, 2))
def test_cancelled_while_it_starts(engine: Engine, start: Start, delay_ms: int) -> None:
    container = start("starting")
    token = CancelToken()
    timer = threading.Timer(delay_ms / 1000, token.cancel)
    timer.start()
    try:
        done, _said = run(engine, container, "sleep 777", token)
    finally:
        timer.join()
    assert done.was_cancelled
    assert "sleep 777" not in run(engine, container, "ps -o args | grep -v grep")[1]


def test_stopping_ends_what_ignores_the_request(engine: Engine, start: Start) -> None:
    container = start("stubborn")
    line = "for n in 1 2 3; do sh -c 'trap \"\" TERM; while :; do sleep 1; done' >&- 2>&- & done"
    run(engine, container, line)
    assert engine.stop_container(container.id, grace_s=0.2).state is ContainerState.STOPPED
    assert not os.path.exists(f"/proc/{container.pid}")


def test_a_container_whose_first_process_is_ended_from_inside(engine: Engine, start: Start) -> None:
    container = start("suicide")
    # The command goes down with the container: how it ended is open, that it ended is not.
    run(engine, container, "kill -TERM 1; sleep 600")
    wait_until(
        lambda: any(
            known.id == container.id and known.state is ContainerState.STOPPED
            for known in engine.repository().containers
        )
    )
    with pytest.raises(ContainerStateError):
        run(engine, container, "true")
    assert engine.start_container(container.id).state is ContainerState.RUNNING
    assert run(engine, container, "echo back")[1] == "back\n"


def test_a_paused_container_takes_no_command_and_can_be_stopped(
    engine: Engine, start: Start
) -> None:
    if not engine.capabilities().can_pause:
        pytest.skip("control groups are not ours here, so nothing can be paused")
    container = start("frozen")
    run(engine, container, "sleep 600 > /dev/null 2>&1 &")
    engine.pause_container(container.id)
    with pytest.raises(ContainerStateError):
        run(engine, container, "true")
    assert engine.stop_container(container.id, grace_s=0.2).state is ContainerState.STOPPED
    engine.start_container(container.id)
    engine.pause_container(container.id)
    engine.discard_container(container.id)
    assert engine.repository().container(container.id) is None


def test_limits_reach_the_kernel_and_hold_for_commands(engine: Engine, start: Start) -> None:
    container = start("limited")
    if container.unenforced:
        pytest.skip("control groups are not ours here, so nothing is limited")
    pids = limits_directory(container, "pids")
    assert int((pids / "pids.max").read_text()) == PIDS_LIMIT
    memory = limits_directory(container, "memory")
    names = [name for name in ("memory.max", "memory.limit_in_bytes") if (memory / name).exists()]
    limit = int((memory / names[0]).read_text())
    page = os.sysconf("SC_PAGE_SIZE")
    assert limit == memory_limit_bytes() // page * page
    run(engine, container, "sleep 600 > /dev/null 2>&1 &")
    members = (pids / "cgroup.procs").read_text().split()
    assert str(container.pid) in members
    assert len(members) == 2


def test_a_real_fork_bomb_is_contained_and_can_be_stopped(engine: Engine, start: Start) -> None:
    container = start("bomb")
    if "processes" in container.unenforced:
        pytest.skip("control groups are not ours here, so processes are not limited")
    pids = limits_directory(container, "pids")
    heart = start("beside")
    # Each process makes two and stays: it doubles until the kernel says no.
    line = "bomb() { bomb & bomb & sleep 600; }; (bomb) > /dev/null 2>&1 &"
    run(engine, container, line)

    def is_refused() -> bool:
        return any(
            int(words.split()[1]) > 0
            for words in (pids / "pids.events").read_text().splitlines()
            if words.startswith("max ")
        )

    wait_until(is_refused)
    assert int((pids / "pids.current").read_text()) <= PIDS_LIMIT
    assert run(engine, heart, "echo alive")[1] == "alive\n"
    assert engine.stop_container(container.id, grace_s=0.2).state is ContainerState.STOPPED
    assert not pids.exists()


def family(container: Container) -> list[str]:
    """What runs in a container besides its first process, zombies left out."""
    namespace = os.readlink(f"/proc/{container.pid}/ns/pid")
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.readlink(f"/proc/{name}/ns/pid") == namespace:
                words = Path(f"/proc/{name}/cmdline").read_bytes().split(b"\x00")
                if int(name) != container.pid and words[0]:
                    found.append(b" ".join(words).decode().strip())
        except OSError:
            continue  # it ended
    return found


@pytest.mark.parametrize("is_on_terminal", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "(sleep 771 &) ; echo ready; sleep 772",  # has lost its parent
        "sh -c 'trap \"\" TERM HUP; echo ready; sleep 773; sleep 774' & wait",  # will not hear
        "trap '' TERM HUP INT; echo ready; while :; do sleep 775; done",
        "echo ready; while :; do sleep 776 & sleep 0.01; done",  # makes more and more
    ],
)
def test_a_cancel_ends_all_that_a_command_started(
    engine: Engine, start: Start, line: str, is_on_terminal: bool
) -> None:
    container = start("family")
    token = CancelToken()

    def cancel_when_ready(chunk: OutputChunk) -> None:
        if b"ready" in chunk.content:
            token.cancel()

    request = ExecRequest(shell_line=line, terminal=is_on_terminal)
    done = engine.execute(container.id, request, output=cancel_when_ready, cancel=token)
    assert done.was_cancelled
    assert family(container) == []


def test_a_daemon_outlives_the_cancel_of_what_started_it(engine: Engine, start: Start) -> None:
    container = start("daemon")
    token = CancelToken()
    request = ExecRequest(shell_line="setsid sleep 777 > /dev/null 2>&1 & sleep 0.2; echo; sleep 9")

    def cancel(_chunk: OutputChunk) -> None:
        token.cancel()

    # The shell forks it and is its parent until it ends: only afterwards it stands alone.
    run(engine, container, "setsid sleep 778 > /dev/null 2>&1 &")
    engine.execute(container.id, request, output=cancel, cancel=token)
    assert family(container) == ["sleep 778"]


def test_streams_stay_apart_and_are_whole(engine: Engine, start: Start) -> None:
    container = start("binary")
    heard: dict[str, bytearray] = {"stdout": bytearray(), "stderr": bytearray()}
    line = (
        "head -c 2000000 /dev/urandom > /noise; cat /noise; cat /noise >&2; exec >&- 2>&-; exit 9"
    )
    done = engine.execute(
        container.id,
        ExecRequest(shell_line=line),
        output=lambda chunk: heard[chunk.stream].extend(chunk.content),
    )
    assert done.exit_code == 9
    assert len(heard["stdout"]) == 2_000_000
    assert heard["stdout"] == heard["stderr"]


def test_hundreds_of_commands_leave_nothing_in_the_host(engine: Engine, start: Start) -> None:
    container = start("many")
    (host,) = host_pids(Path(engine.repository().location))

    def held() -> tuple[int, int]:
        """Descriptors and children, after a look at what runs."""
        engine.repository()
        tasks = Path(f"/proc/{host}/task").glob("*/children")
        children = sum(len(path.read_text().split()) for path in tasks)
        return len(os.listdir(f"/proc/{host}/fd")), children

    run(engine, container, "true")
    before = held()
    workers = [
        threading.Thread(target=lambda: [run(engine, container, "exit 3") for _ in range(40)])
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for _ in range(5):
        with pytest.raises(CommandNotFoundError):
            engine.execute(container.id, ExecRequest(argv=("/none",)), output=lambda _chunk: None)
    wait_until(lambda: all(now <= then for now, then in zip(held(), before, strict=True)))


def test_a_terminal_resizes_hears_control_c_and_is_reaped(engine: Engine, start: Start) -> None:
    container = start("terminal")
    request = ExecRequest(
        shell_line="stty size; trap 'echo caught; exit 7' INT; echo ready; "
        "while :; do sleep 0.05; done",
        terminal=True,
        size=TerminalSize(33, 77),
    )
    terminal = engine.open_terminal(container.id, request)
    try:
        assert read_until(terminal.fileno(), b"ready\r\n") == b"33 77\r\nready\r\n"
        terminal.resize(TerminalSize(50, 100))
        assert struct.unpack("HHHH", fcntl.ioctl(terminal.fileno(), termios.TIOCGWINSZ, b" " * 8))[
            :2
        ] == (50, 100)
        os.write(terminal.fileno(), b"\x03")
        assert b"caught" in read_until(terminal.fileno(), b"caught")
        assert terminal.wait() == 7
    finally:
        terminal.close()
        terminal.resize(TerminalSize(1, 1))  # too late, and no matter
        terminal.close()
    # A window that goes away hangs up, and its container can end.
    request = ExecRequest(shell_line="echo ready; sleep 600", terminal=True)
    left = engine.open_terminal(container.id, request)
    read_until(left.fileno(), b"ready")
    left.close()
    wait_until(lambda: family(container) == [])
    assert engine.stop_container(container.id, grace_s=0.2).state is ContainerState.STOPPED
    assert not os.path.exists(f"/proc/{container.pid}")


def read_until(descriptor: int, words: bytes) -> bytes:
    heard = b""
    while words not in heard:
        heard += os.read(descriptor, 4096)
    return heard
