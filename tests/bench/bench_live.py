"""Live changes: from a write to being told, and what watching costs, beside `podman diff`.

.venv/bin/python -m tests.bench.bench_live [FILES]
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, Container, ExecRequest, LiveChanges, NewContainer
from tests.bench.podman_peer import Podman

_REPEATS = 3
_WRITES = 25
_FILL = (
    "mkdir /many; cd /many; i=0; while [ $i -lt {files} ]; do i=$((i+1)); "
    "[ $((i % 1000)) = 1 ] && mkdir d$i && cd /many/d$i; echo $i > f$i; done"
)


class Told:
    """What is told of a container, with when."""

    def __init__(self, engine: Engine, container: Container) -> None:
        self._cancel = CancelToken()
        self._changed = threading.Condition()
        self._latest = LiveChanges(is_settling=True)
        self._at_ns = 0
        self._thread = threading.Thread(
            target=lambda: engine.watch_changes(
                container.id, on_change=self._on_change, cancel=self._cancel
            )
        )
        self._thread.start()
        self.until(lambda state: not state.is_settling)

    def until(self, holds: Callable[[LiveChanges], bool]) -> tuple[int, LiveChanges]:
        with self._changed:
            while not holds(self._latest):
                self._changed.wait(120)
            return self._at_ns, self._latest

    def close(self) -> None:
        self._cancel.cancel()
        self._thread.join()

    def _on_change(self, state: LiveChanges) -> None:
        with self._changed:
            self._latest, self._at_ns = state, time.time_ns()
            self._changed.notify_all()


def _run(engine: Engine, container: Container, line: str) -> None:
    request = ExecRequest(shell_line=line, is_recorded=False)
    engine.execute(container.id, request, output=lambda _chunk: None)


def _started(engine: Engine, name: str) -> Container:
    return engine.start_container(engine.create_container(NewContainer(name, "Base:1")).id)


def _write_to_told_s(engine: Engine) -> list[float]:
    """The file's own time is when it was written."""
    container = _started(engine, "latency")
    told = Told(engine, container)
    taken = []
    for number in range(_WRITES):
        _run(engine, container, f"echo x > /w{number}")
        at_ns, state = told.until(lambda state, wanted=number + 1: state.added == wanted)  # type: ignore[misc]
        taken.append((at_ns - state.newest[0].change.modified_ns) / 1e9)
        time.sleep(0.3)  # each by itself, not held back since something was told just now
    told.close()
    engine.discard_container(container.id)
    return taken


def _filling(engine: Engine, files: int, number: int, *, watched: bool) -> tuple[float, float]:
    """Seconds until all is written, and from then until all is told of."""
    container = _started(engine, f"fill{number}-{watched}")
    told = Told(engine, container) if watched else None
    start = time.perf_counter()
    _run(engine, container, _FILL.format(files=files))
    written_s, behind_s = time.perf_counter() - start, 0.0
    if told is not None:
        start = time.perf_counter()
        told.until(lambda state: state.added > files and not state.is_settling)
        behind_s = time.perf_counter() - start
        told.close()
    engine.discard_container(container.id)
    return written_s, behind_s


def _podman_diff_s(place: Path, repository: Path, files: int) -> tuple[float, float]:
    """`podman diff` after one write, and with many files."""
    podman = Podman(place / "podman")
    try:
        podman.load(repository, "Base:1", "base:1")
        podman("run", "-d", "--name", "c", "--network", "none", "base:1", "sleep", "600")
        podman("exec", "c", "sh", "-c", "echo x > /w")
        one = _median_s(lambda: podman("diff", "c"))
        podman("exec", "c", "sh", "-c", _FILL.format(files=files))
        return one, _median_s(lambda: podman("diff", "c"))
    finally:
        podman.close()


def _median_s(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(_REPEATS):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _measure(place: Path, files: int) -> None:
    repository = place / "repository"
    engine = connect(repository)
    try:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Bench", "1"))
        told_s = statistics.median(_write_to_told_s(engine))
        without, watched, behind = [], [], []
        for number in range(_REPEATS):
            without.append(_filling(engine, files, number, watched=False)[0])
            written_s, behind_s = _filling(engine, files, number, watched=True)
            watched.append(written_s)
            behind.append(behind_s)
        plain_s, watched_s = statistics.median(without), statistics.median(watched)
        print(f"From a write to being told   {told_s * 1e3:8.1f} ms")
        print(f"{files} files, not watched  {plain_s:8.2f} s")
        print(f"{files} files, watched      {watched_s:8.2f} s  {watched_s / plain_s:6.2f} x")
        print(f"  then until all is told of  {statistics.median(behind):8.2f} s")
        if why_not := Podman.why_not():
            print(why_not)
            return
        one_s, many_s = _podman_diff_s(place, repository, files)
        print(f"podman diff after one write  {one_s * 1e3:8.1f} ms {one_s / told_s:6.2f} x ours")
        behind_s = statistics.median(behind)
        print(f"podman diff of {files}      {many_s:8.2f} s  {many_s / behind_s:6.2f} x ours")
    finally:
        engine.close()


def main() -> None:
    place = Path(tempfile.mkdtemp(prefix="bench-live-"))
    try:
        _measure(place, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
