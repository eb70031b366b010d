"""An engine that is killed at its n-th step, and the next one that must find order.

A step is whatever Python is about to ask of the operating system that could change something: the
interpreter's audit events tell of it just before. Both engines are forked from here, enter a mount
namespace of their own as the engine's host process does, and the first ends by SIGKILL.
"""

from __future__ import annotations

import gzip
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.engine.builtin import BuiltinEngine
from core.engine.protocol import Engine
from core.layer import WhiteoutForm
from core.model import (
    BaseImageRequest,
    Container,
    ContainerState,
    ExecRequest,
    ImportRequest,
    NewContainer,
    OutputChunk,
    SnapshotRequest,
)
from core.runtime import become_subreaper, show_one_version
from core.snapshot import is_mount_point
from core.store import ImageLayout, verify
from tests.corpus.archive_parts import LOWER, DockerSave, Layout

_CHANGING_EVENTS = frozenset(
    """os.chmod os.chown os.link os.mkdir os.rename os.remove os.rmdir os.setxattr os.symlink
    os.truncate os.utime os.mkfifo os.fork subprocess.Popen fcntl.flock""".split()
)
_WORDS = "written before the kill"
Operation = Callable[[Engine], None]


def run(engine: Engine, container_id: str, line: str) -> str:
    heard: list[bytes] = []

    def listen(chunk: OutputChunk) -> None:
        heard.append(chunk.content)

    engine.execute(container_id, ExecRequest(shell_line=line), output=listen)
    return b"".join(heard).decode()


def _container(engine: Engine, *, is_running: bool) -> str:
    container = engine.create_container(NewContainer("c", "Base:1"))
    engine.start_container(container.id)
    run(engine, container.id, f"echo '{_WORDS}' > /kept; rm /etc/hosts; sync")
    if not is_running:
        engine.stop_container(container.id, grace_s=0.0)
    return container.id


class Scene:
    """What stands before an operation, the operation, and a repository for both."""

    def __init__(self, place: Path) -> None:
        self.repository = place / "repository"
        self._runtime_dir = place / "run"
        self._container_id = ""

    def prepare(self, engine: Engine, operation: str) -> Operation:
        """Everything before the first step that counts."""
        if operation == "base image":
            request = BaseImageRequest("starter", "Second", "Tests", "1")
            return lambda e: void(e.make_base_image(request))
        if operation in _IMPORTS:
            path = str(_IMPORTS[operation](self.repository.parent))
            return lambda e: void(e.import_images(ImportRequest(path)))
        if operation == "create":
            return lambda e: void(e.create_container(NewContainer("c", "Base:1")))
        if operation == "start":
            made = engine.create_container(NewContainer("c", "Base:1"))
            return lambda e: void(e.start_container(made.id))
        self._container_id = _container(engine, is_running=operation not in _AT_REST)
        return _OPERATIONS[operation](self._container_id, engine)

    def killed_at(self, operation: str, step: int) -> bool:
        """Do it in an engine that is killed before its `step`-th step; whether it came to that."""
        return self._killed(operation, lambda: _kill_at(step))

    def killed_after(self, operation: str, seconds: float) -> bool:
        """Do it in an engine that is killed after so long; whether it came to that."""
        return self._killed(operation, lambda: void(signal.setitimer(signal.ITIMER_REAL, seconds)))

    def _killed(self, operation: str, arm: Callable[[], None]) -> bool:
        def work() -> None:
            engine = self._engine()
            todo = self.prepare(engine, operation)
            arm()
            todo(engine)
            signal.setitimer(signal.ITIMER_REAL, 0)

        return self._in_process(work) in (-signal.SIGKILL, -signal.SIGALRM)

    def check(self, operation: str) -> None:
        """What the next engine must find; raises AssertionError. Afterwards only Base is left."""
        code = self._in_process(lambda: self._check(operation))
        assert code == 0, f"the next engine after a kill in “{operation}” did not find order"

    def make(self) -> None:
        """The repository with its base image."""
        code = self._in_process(
            lambda: void(
                self._engine().make_base_image(BaseImageRequest("starter", "Base", "T", "1"))
            )
        )
        assert code == 0

    def clean(self) -> None:
        """Leave no container behind, whatever failed."""

        def work() -> None:
            engine = self._engine()
            for container in engine.repository().containers:
                engine.discard_container(container.id)

        self._in_process(work)

    def _check(self, operation: str) -> None:
        engine = self._engine()
        private = self.repository / ".bricklayer"
        found = engine.repository()
        assert found.problems == ()
        assert verify(ImageLayout.open(self.repository)) == ()
        assert "Base:1" in [image.reference for image in found.images]
        assert all(image.is_runnable for image in found.images)
        # Nothing half made is left.
        assert os.listdir(private / "tmp") == []
        # Its command went on, and may have written its notes only now.
        if operation != "execute" and not operation.startswith("build step"):
            assert os.listdir(self._runtime_dir / "x") == []
        assert not [name for name in os.listdir(private / "layers/root") if "tmp" in name]
        known = {container.id: container for container in found.containers}
        assert names_in(private / "containers") == set(known)
        for container in known.values():
            merged = private / "containers" / container.id / "merged"
            assert container.state is not ContainerState.PAUSED
            assert not (merged.parent / "held-for-snapshot").exists()
            if not container.is_live:
                assert not is_mount_point(merged)
                assert _processes_in(container.id) == []
            # It goes on, with all that was written in it; one that was told to end may still be
            # about it.
            engine.stop_container(container.id, grace_s=0.0)
            engine.start_container(container.id)
            if operation not in ("create", "start"):
                assert run(engine, container.id, "cat /kept") == f"{_WORDS}\n"
                assert run(engine, container.id, "ls /etc/hosts") != "/etc/hosts\n"
            self._check_marks(engine, container, operation)
            engine.discard_container(container.id)
            assert _processes_in(container.id) == []
        if not operation.startswith(("base image", "import", "create", "discard")):
            assert known, "the container is lost"
        for image in reversed(found.images):
            if image.reference != "Base:1":
                if not operation.startswith(("base image", "import")):
                    again = engine.create_container(NewContainer("again", image.reference))
                    engine.start_container(again.id)
                    later = run(engine, again.id, "ls / | grep later").split()
                    everything = [] if len(image.layers) == 2 else ["later-1", "later-2"]
                    assert later == (["later-2"] if operation in _LEAVING_OUT else everything)
                    assert run(engine, again.id, "cat /kept") == f"{_WORDS}\n"
                    engine.discard_container(again.id)
                engine.remove_image(image.reference)
        assert names_in(private / "containers") == set()
        engine.close()

    def _check_marks(self, engine: Engine, container: Container, operation: str) -> None:
        """Each mark has its files and nothing else has; what was rolled back is gone as a whole."""
        path = self.repository / ".bricklayer/containers" / container.id
        assert names_in(path / "marks") == {mark.id for mark in container.marks}
        assert not (path / "thrown-away").exists()
        later = set(run(engine, container.id, "ls / | grep later").split())
        told = sum(one.text.startswith("echo > /later") for one in engine.commands(container.id))
        everything = {"later-1", "later-2"}
        if operation.startswith("roll back"):
            state = len(container.marks), later, told
            assert state in ((2, everything, 2), (1, set(), 0))
        elif container.image_reference == "Taken:1":
            assert container.marks == ()
        elif operation == "snapshot with marks" or operation in _LEAVING_OUT:
            assert (len(container.marks), later) == (2, everything)
        elif operation in _BUILD_STEPS:
            # By hand, and then the step: as a whole, or not at all.
            assert len(container.marks) in (0, 1, 2)
            assert later == (everything if len(container.marks) == 2 else set())
            assert not (path / "step-under-way").exists()
        elif operation.startswith("mark"):
            assert len(container.marks) in (0, 1)

    def _engine(self) -> BuiltinEngine:
        form = WhiteoutForm.TRUSTED
        return BuiltinEngine(self.repository, runtime_dir=self._runtime_dir, form=form)

    def _in_process(self, work: Callable[[], None]) -> int:
        """Exit code of a process that does it; minus the signal that ended it."""
        child = os.fork()
        if child == 0:
            try:
                become_subreaper()
                show_one_version()
                work()
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def names_in(directory: Path) -> set[str]:
    """What lies in a directory that nobody may have made yet."""
    return set(os.listdir(directory)) if directory.exists() else set()


def void(_result: object) -> None:
    """The result does not matter."""


def _kill_at(step: int) -> None:
    left = step

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event == "open":
            flags = arguments[2]
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
        elif event not in _CHANGING_EVENTS:
            return
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)


def _processes_in(container_id: str) -> list[int]:
    """Processes whose root is that container's mount."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                table = Path(f"/proc/{name}/mountinfo").read_text(errors="replace")
            except OSError:
                continue
            if f" / / rw,nodev,relatime - overlay bricklayer-{container_id} " in table:
                found.append(int(name))
    return found


def _snapshot(container_id: str, _engine: Engine) -> Operation:
    request = SnapshotRequest(container_id, "Taken", "Tests", "1")
    return lambda e: void(e.snapshot(request))


def _mark(container_id: str, _engine: Engine) -> Operation:
    return lambda e: void(e.mark(container_id, "kept"))


def _write_later(container_id: str, engine: Engine) -> None:
    """Two marks with something above them; then it is as it was: running, or at rest."""
    container = engine.repository().container(container_id)
    assert container is not None
    engine.mark(container_id, "kept")
    engine.start_container(container_id)
    run(engine, container_id, "echo > /later-1")
    engine.mark(container_id, "later")
    run(engine, container_id, "echo > /later-2")
    if not container.is_live:
        engine.stop_container(container_id, grace_s=0.0)


def _roll_back(container_id: str, engine: Engine) -> Operation:
    _write_later(container_id, engine)
    container = engine.repository().container(container_id)
    assert container is not None
    first = container.marks[0].id
    return lambda e: void(e.roll_back(container_id, first))


def _snapshot_with_marks(container_id: str, engine: Engine) -> Operation:
    _write_later(container_id, engine)
    return _snapshot(container_id, engine)


def _snapshot_without(container_id: str, engine: Engine) -> Operation:
    _write_later(container_id, engine)
    request = SnapshotRequest(container_id, "Taken", "Tests", "1", leave_out=("later-1",))
    return lambda e: void(e.snapshot(request))


def _build_step(body: str, container_id: str, engine: Engine) -> Operation:
    """Its first step; what was written before is to be kept as done by hand."""
    context = Path(engine.repository().location).parent / "context"
    context.mkdir(exist_ok=True)
    for name in ("later-1", "later-2"):
        (context / name).write_text("from outside")
    (context / "Containerfile").write_text(f"FROM Base:1\n{body}\n")
    plan = engine.read_containerfile(str(context / "Containerfile"))
    return lambda e: void(e.build_step(container_id, plan, 1, output=void))


def _remove(container_id: str, engine: Engine) -> Operation:
    engine.snapshot(SnapshotRequest(container_id, "Taken", "Tests", "1"))
    return lambda e: e.remove_image("Taken:1")


def _archive(place: Path) -> Path:
    archive = Layout()
    archive.add("other:1", tars=[LOWER])
    archive.add("web:1")
    path = place / "images.tar"
    path.write_bytes(archive.tar())
    return path


def _docker_archive(place: Path) -> Path:
    archive = DockerSave()
    archive.add("web:1", "other:1")
    path = place / "images.tar"
    path.write_bytes(gzip.compress(archive.tar()))
    return path


_IMPORTS: dict[str, Callable[[Path], Path]] = {
    "import": _archive,
    "import of a Docker archive": _docker_archive,
}
_LEAVING_OUT = ("snapshot with something left out",)
_BUILD_STEPS = {
    "build step": "RUN echo > /later-1; sleep 0.1; echo > /later-2",
    "build step of a running container": "RUN echo > /later-1; sleep 0.1; echo > /later-2",
    "copying build step": "COPY later-1 later-2 /",
    "copying build step of a running container": "COPY later-1 later-2 /",
}
_AT_REST = ("snapshot", "discard", "mark", "roll back", "snapshot with marks", *_LEAVING_OUT)
_AT_REST += ("build step", "copying build step")
_OPERATIONS: dict[str, Callable[[str, Engine], Operation]] = {
    "execute": lambda container_id, _engine: lambda e: void(run(e, container_id, "echo > /more")),
    "stop": lambda container_id, _engine: lambda e: void(e.stop_container(container_id)),
    "snapshot": _snapshot,
    "snapshot of a running container": _snapshot,
    "mark": _mark,
    "mark of a running container": _mark,
    "roll back": _roll_back,
    "roll back of a running container": _roll_back,
    "snapshot with marks": _snapshot_with_marks,
    "snapshot with something left out": _snapshot_without,
    **{name: partial(_build_step, body) for name, body in _BUILD_STEPS.items()},
    "remove": _remove,
    "discard": lambda container_id, _engine: lambda e: e.discard_container(container_id),
    "discard of a running container": lambda container_id, _engine: (
        lambda e: e.discard_container(container_id)
    ),
}
OPERATIONS = ("base image", *_IMPORTS, "create", "start", *_OPERATIONS)
