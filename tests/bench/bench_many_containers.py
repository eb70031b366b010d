"""Starting, running a command in, and discarding a container: alone, and beside fifty others.

Beside them `podman run -d`, `exec` and `rm -f` on the same image, with nothing else running, and
the runtime itself by its own command line.

.venv/bin/python -m tests.bench.bench_many_containers
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, ExecRequest, NewContainer
from tests.bench.podman_peer import Podman

_REPEATS = 9
_MANY = 50
_STEPS = ("create", "start", "exec", "list", "usage", "discard")
_NUMBERS = itertools.count()


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        repository = Path(place) / "repository"
        engine = connect(repository)
        engine.make_base_image(BaseImageRequest("starter", "Base", "Bench", "1"))
        try:
            ours(engine)  # the layer is unpacked once, before
            alone = repeated(lambda: ours(engine))
            for _ in range(_MANY):
                container = engine.create_container(NewContainer(f"m{next(_NUMBERS)}", "Base:1"))
                engine.start_container(container.id)
            crowded = repeated(lambda: ours(engine))
        finally:
            for container in engine.repository().containers:
                engine.discard_container(container.id)
        peer = measure_podman(Path(place) / "podman", repository)
        runtime = measure_runtime(Path(place), repository, engine)
        engine.close()
    print(f"One container, medians of {_REPEATS}, in milliseconds")
    print(f"  {'':<8} {'alone':>9} {f'beside {_MANY}':>10} {'podman':>9} {'runc':>10}  ratio")
    for step in _STEPS:
        against = f"{alone[step] / peer[step]:.2f} x podman" if step in peer else ""
        if step in runtime:
            against += f"  {alone[step] / runtime[step]:.2f} x runc"
        columns = [alone[step], crowded[step], peer.get(step), runtime.get(step)]
        texts = ["-" if one is None else f"{one:.1f}" for one in columns]
        print(f"  {step:<8} {texts[0]:>9} {texts[1]:>10} {texts[2]:>9} {texts[3]:>10}  {against}")


class Clock:
    """Takes the time of one step after the other."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.taken[step], self._since = (now - self._since) * 1e3, now


def repeated(run: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Medians of each step."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(_REPEATS):
        for step, milliseconds in run().items():
            taken[step].append(milliseconds)
    return {step: statistics.median(times) for step, times in taken.items()}


def ours(engine: Engine) -> dict[str, float]:
    clock = Clock()
    container = engine.create_container(NewContainer(f"c{next(_NUMBERS)}", "Base:1"))
    clock.lap("create")
    engine.start_container(container.id)
    clock.lap("start")
    heard: list[bytes] = []
    engine.execute(
        container.id,
        ExecRequest(argv=("echo", "hello")),
        output=lambda chunk: heard.append(chunk.content),
    )
    clock.lap("exec")
    assert heard == [b"hello\n"]
    assert any(one.id == container.id for one in engine.repository().containers)
    clock.lap("list")
    engine.processes(container.id)
    clock.lap("usage")
    engine.discard_container(container.id)
    clock.lap("discard")
    return clock.taken


def measure_podman(place: Path, repository: Path) -> dict[str, float]:
    """{} where it cannot be measured."""
    why_not = Podman.why_not()
    if why_not:
        print(f"podman is left out: {why_not}")
        return {}
    podman = Podman(place)
    try:
        podman.load(repository, "Base:1", "base:1")

        def run() -> dict[str, float]:
            name = f"p{next(_NUMBERS)}"
            options = ("--name", name, "--network", "none", "base:1", "sleep", "600")
            clock = Clock()
            podman("create", *options)
            clock.lap("create")
            podman("start", name)
            clock.lap("start")
            assert podman("exec", name, "echo", "hello") == "hello\n"
            clock.lap("exec")
            podman("ps")
            clock.lap("list")
            podman("rm", "--force", "--time", "0", name)
            clock.lap("discard")
            return clock.taken

        run()
        return repeated(run)
    finally:
        podman.close()


def measure_runtime(place: Path, repository: Path, engine: Engine) -> dict[str, float]:
    """runc by its own command line on our bundle, without mounts, records and their order."""
    runc = shutil.which("runc", path="/usr/sbin:/usr/bin")
    if runc is None or os.geteuid() != 0:
        print("the runtime itself is left out: runc is not installed, or this is not root")
        return {}
    container = engine.create_container(NewContainer("bundle", "Base:1"))
    engine.start_container(container.id)
    bundle = place / "bundle"
    bundle.mkdir()
    own = repository / ".bricklayer/containers" / container.id
    config = json.loads((own / "bundle/config.json").read_text())
    # The engine's mounts are seen in its own mount namespace alone.
    (layer,) = repository.glob(".bricklayer/layers/root/*/fs")
    shutil.copytree(layer, place / "rootfs", symlinks=True)
    config["root"]["path"] = str(place / "rootfs")
    (bundle / "config.json").write_text(json.dumps(config))

    def call(*arguments: str) -> None:
        subprocess.run(
            [runc, "--root", place / "state", *arguments],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def run() -> dict[str, float]:
        name = f"r{next(_NUMBERS)}"
        clock = Clock()
        call("run", "-d", "--bundle", str(bundle), name)
        clock.lap("start")
        call("exec", name, "echo", "hello")
        clock.lap("exec")
        call("delete", "--force", name)
        clock.lap("discard")
        return clock.taken

    try:
        run()
        return repeated(run)
    finally:
        engine.discard_container(container.id)


if __name__ == "__main__":
    main()
