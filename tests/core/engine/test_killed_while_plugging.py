"""SIGKILL to the engine while it plugs a container into a switch: the next one leaves no trace.

Before each of its steps, and while each of the programs is at work that it calls. The programs go
on when their caller is killed, so the next engine must come after them.

Runs as root, and, in her own namespace, for an ordinary person (see tests/rootless).
"""

from __future__ import annotations

import os
import signal
import subprocess
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.engine.builtin import BuiltinEngine
from core.engine.places import owner_outside
from core.engine.protocol import Engine
from core.engine.switches import Switches
from core.layer import WhiteoutForm
from core.model import BaseImageRequest, NewContainer, NewSwitch, PublishedPort
from core.network import Definitions, Surroundings, find_programs
from core.runtime import become_subreaper, show_one_version
from tests.core.engine.killing import _kill_at, names_in
from tests.core.engine.test_switches import _ENVIRONMENT, eventually, free_port

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="the engines are started as root here"),
    pytest.mark.skipif(
        bool(find_programs().missing), reason=f"not installed: {find_programs().missing}"
    ),
]
IS_PERSON = owner_outside() != 0
_STRIDE = 1 if IS_PERSON else 2
_DELAYS_S = (0.001, 0.008)


class Scene:
    """A container on a switch with a published port, and engines that start it and are killed."""

    def __init__(self, place: Path) -> None:
        self.repository = place / "repository"
        self.runtime_dir = place / "run" / "one"
        self.ours = Definitions(self.repository / ".bricklayer/switches.json").bridges
        self.container_id = ""

    def make(self) -> None:
        written = self.repository.parent / "id"

        def work(engine: Engine) -> None:
            engine.make_base_image(BaseImageRequest("starter", "Base", "T", "1"))
            engine.create_switch(NewSwitch("class", has_outside=True))
            port = PublishedPort(free_port(), 80)
            made = engine.create_container(NewContainer("c", "Base:1", "class", ports=(port,)))
            written.write_text(made.id)

        assert self.in_engine(work) == 0
        self.container_id = written.read_text()

    def start(self, engine: Engine) -> None:
        engine.start_container(self.container_id)

    def start_and_stop(self, engine: Engine) -> None:
        self.start(engine)
        engine.stop_container(self.container_id, grace_s=0.0)

    def in_engine(self, work: Callable[[Engine], None]) -> int:
        """Exit code of an engine that does it; minus the signal that ended it."""
        child = os.fork()
        if child == 0:
            try:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)  # it ends us, at once
                become_subreaper()
                show_one_version()
                form = WhiteoutForm.USER if IS_PERSON else WhiteoutForm.TRUSTED
                engine = BuiltinEngine(self.repository, runtime_dir=self.runtime_dir, form=form)
                work(engine)
                engine.close()
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def traces(self) -> list[str]:
        """Everything of this repository that is left on this computer while nothing of it runs."""
        found = [f"link {link}" for link in links() if link.startswith(self.ours)]
        marks = (self.ours, self.container_id)
        found += [line for line in rules() if any(mark in line for mark in marks)]
        found += [f"note {path}" for path in (self.runtime_dir / "network").rglob("*")]
        for name in ("runtime/runc", "runtime/crun", "x", "volumes"):
            found += [f"{name}/{left}" for left in names_in(self.runtime_dir / name)]
        found += [f"process {words}" for words in processes() if self._is_ours(words)]
        return found

    def _is_ours(self, words: str) -> bool:
        return str(self.repository.parent) in words or self.container_id in words


def links() -> list[str]:
    return os.listdir("/sys/class/net")


def loose_cables() -> set[str]:
    """Ends of cables that are in no bridge: another engine's are for a moment only."""
    bridged = [link for link in links() if Path(f"/sys/class/net/{link}/master").exists()]
    return {link for link in links() if link.startswith("veth")} - set(bridged)


def rules() -> list[str]:
    if IS_PERSON:
        return []  # in a network namespace of their own, which ends
    saved = subprocess.run(
        ["iptables-save"], env=_ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return saved.stdout.splitlines()


def processes() -> list[str]:
    """Command lines and roots of all but this one's family."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) not in (os.getpid(), os.getppid()):
            try:
                words = Path(f"/proc/{name}/cmdline").read_bytes().replace(b"\0", b" ")
                table = Path(f"/proc/{name}/mountinfo").read_text(errors="replace")
            except OSError:
                continue  # it ended
            root = next((line for line in table.splitlines() if line.split()[4] == "/"), "")
            if b"pytest" not in words:
                found.append(f"{name} {words.decode(errors='replace')} {root}")
    return found


def holders() -> set[str]:
    """Processes that do nothing but hold a namespace."""
    return {words for words in processes() if "catatonit -P" in words or "sleep inf" in words}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = Scene(tmp_path_factory.mktemp("plugging"))
    scene.make()
    yield scene
    scene.in_engine(lambda engine: engine.discard_container(scene.container_id))


def in_order(scene: Scene, held_before: set[str], cables_before: set[str]) -> None:
    """The next engine opens and closes: nothing is left, and the container starts as before."""
    assert scene.in_engine(lambda engine: stop_if_running(scene, engine)) == 0
    assert scene.traces() == []
    if IS_PERSON:
        eventually(lambda: holders() <= held_before)
    eventually(lambda: loose_cables() <= cables_before)


def stop_if_running(scene: Scene, engine: Engine) -> None:
    """When the kill came after the last step it runs, and that is right."""
    if engine.repository().containers[0].is_live:
        engine.stop_container(scene.container_id, grace_s=0.0)


@pytest.mark.parametrize("part", ["_plug", "_unplug"])
def test_killed_before_each_step(scene: Scene, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held, cables = holders(), loose_cables()
    whole = getattr(Switches, part)

    def killed_at(step: int) -> bool:
        def armed(switches: Switches, *arguments: object) -> object:
            # Before a container is plugged in it is unplugged, for safety: that is nothing.
            if part == "_plug" or switches._members.all():
                _kill_at(step)
            return whole(switches, *arguments)

        monkeypatch.setattr(Switches, part, armed)
        code = scene.in_engine(scene.start if part == "_plug" else scene.start_and_stop)
        monkeypatch.setattr(Switches, part, whole)
        assert code in (0, -signal.SIGKILL)
        return code != 0

    step = 1
    while killed_at(step):
        in_order(scene, held, cables)
        step += _STRIDE
    in_order(scene, held, cables)
    assert step > 12, "hardly a step was seen: the test itself is broken"


def test_killed_while_a_program_is_at_work(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    held, cables = holders(), loose_cables()
    run = Surroundings._done

    def killed_in(program: int, after_s: float) -> bool:
        left = program

        def armed(*arguments: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                signal.setitimer(signal.ITIMER_REAL, after_s)
            return run(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Surroundings, "_done", armed)
        code = scene.in_engine(scene.start)
        monkeypatch.setattr(Surroundings, "_done", run)
        return code == -signal.SIGALRM

    for after_s in _DELAYS_S:
        program = 1
        while killed_in(program, after_s):
            in_order(scene, held, cables)
            program += 1
        in_order(scene, held, cables)
        assert program > 4, "hardly a program was called: the test itself is broken"


def test_the_next_engine_waits_for_programs_of_a_killed_one(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow plugin makes its bridge only when its engine is long dead."""
    slow, log = tmp_path / "slow", tmp_path / "log"
    slow.write_text(f'#!/bin/sh\necho begun >> {log}\nsleep 1\n"$@"\ncode=$?\necho done >> {log}\n')
    slow.chmod(0o755)
    run = Surroundings.run

    def armed(self: Surroundings, argv: list[str], given: str = "") -> str:
        if "iptables-restore" in argv[0] and not log.exists():
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            argv = [str(slow), *argv]
        return run(self, argv, given)

    monkeypatch.setattr(Surroundings, "run", armed)
    assert scene.in_engine(scene.start) == -signal.SIGALRM
    assert log.read_text() == "begun\n"
    monkeypatch.setattr(Surroundings, "run", run)
    in_order(scene, holders(), loose_cables())
    assert log.read_text() == "begun\ndone\n"


def test_without_the_plugins_what_is_left_goes_all_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, cables = holders(), loose_cables()
    assert scene.in_engine(lambda engine: kill_after(lambda: scene.start(engine))) == -9
    monkeypatch.setattr("core.network.programs._PLUGIN_DIRECTORIES", ("/nowhere",))
    assert find_programs().missing == ("containernetworking-plugins",)
    assert IS_PERSON or any(scene.container_id in line for line in rules())
    in_order(scene, held, cables)


def kill_after(work: Callable[[], None]) -> None:
    work()
    os.kill(os.getpid(), signal.SIGKILL)
