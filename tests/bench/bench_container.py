"""Create, start and first output: ours beside `podman run`, on the same image.

.venv/bin/python -m tests.bench.bench_container
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from core.engine.connect import connect
from core.model import BaseImageRequest, ExecRequest, NewContainer
from tests.bench.podman_peer import Podman
from tests.bench.timing import alternate, print_table

_REPEATS = 9


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        repository = Path(place) / "repository"
        engine = connect(repository)
        engine.make_base_image(BaseImageRequest("starter", "Base", "Bench", "1"))
        numbers = itertools.count()
        made: list[str] = []

        def ours() -> None:
            container = engine.create_container(NewContainer(f"c{next(numbers)}", "Base:1"))
            made.append(container.id)
            engine.start_container(container.id)
            heard: list[bytes] = []
            engine.execute(
                container.id,
                ExecRequest(argv=("echo", "hello")),
                output=lambda chunk: heard.append(chunk.content),
            )
            assert b"".join(heard) == b"hello\n"

        ours()  # the layer is unpacked once, before
        runs = {"create + start + first output": ours}
        why_not = Podman.why_not()
        podman = None
        if why_not:
            print(f"podman is left out: {why_not}")
        else:
            podman = Podman(Path(place) / "podman")
            podman.load(repository, "Base:1", "base:1")

            def peer() -> None:
                assert podman is not None
                name = f"p{next(numbers)}"
                assert (
                    podman("run", "--name", name, "--network", "none", "base:1", "echo", "hello")
                    == "hello\n"
                )

            peer()
            runs["podman run"] = peer
        taken = alternate(runs, _REPEATS)
        print_table("Create, start and first output", taken, "create + start + first output")
        for container_id in made:
            engine.discard_container(container_id)
        engine.close()
        if podman is not None:
            podman.close()


if __name__ == "__main__":
    main()
