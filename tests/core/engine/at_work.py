"""A real engine with a small image, and containers in which something is going on."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import (
    BaseImageRequest,
    CommandRun,
    Container,
    ContainerState,
    ExecRequest,
    NewContainer,
    OutputChunk,
    Process,
    Usage,
)
from core.oci import media_types
from core.oci.manifest import Manifest
from core.store import ImageLayout

IS_ROOT = os.geteuid() == 0
HOG = 'awk \'BEGIN { s = "x"; while (length(s) < %d) s = s s; print "ready"; fflush(); %s }\''
"""A program that holds a string of as many bytes (a power of two), and then does something."""


@contextmanager
def open_engine(repository: Path) -> Iterator[Engine]:
    """With the image Base:1; no container is left of it."""
    engine = connect(repository)
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    try:
        yield engine
    finally:
        for container in engine.repository().containers:
            engine.discard_container(container.id)
        engine.close()


def image_that_runs(
    repository: Path, reference: str, *command: str, entrypoint: Sequence[str] = (), **more: Any
) -> str:
    """Base:1 with a command of its own, as another tool would have written it. Its reference."""
    layout = ImageLayout.open(repository)
    stored = layout.read_image(layout.resolve("Base:1"))
    config = json.loads(layout.read_blob(stored.manifest.config))
    config["config"] = {**config.get("config", {}), "Cmd": list(command), **more}
    if entrypoint:
        config["config"]["Entrypoint"] = list(entrypoint)
    put = layout.put_document(json.dumps(config).encode(), media_types.IMAGE_CONFIG)
    manifest = Manifest(put, stored.manifest.layers, media_type=media_types.IMAGE_MANIFEST)
    content = manifest.to_bytes()
    descriptor = layout.put_document(content, media_types.IMAGE_MANIFEST)
    layout.set_reference(reference, descriptor, replace_old=True)
    return reference


class Made:
    """Makes containers and starts them; `discard_all` takes them away again."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.ids: list[str] = []

    def __call__(self, name: str, image: str = "Base:1", **asked: Any) -> Container:
        container = self.at_rest(name, image, **asked)
        return self.engine.start_container(container.id)

    def at_rest(self, name: str, image: str = "Base:1", **asked: Any) -> Container:
        """One that was not started yet."""
        container = self.engine.create_container(NewContainer(name, image, **asked))
        self.ids.append(container.id)
        return container

    def discard_all(self) -> None:
        left = {container.id for container in self.engine.repository().containers}
        for container_id in left.intersection(self.ids):
            self.engine.discard_container(container_id)


def ran(engine: Engine, container: Container, line: str, **asked: Any) -> tuple[CommandRun, str]:
    """A shell line, with all that it said."""
    heard: list[bytes] = []
    run = engine.execute(
        container.id,
        ExecRequest(shell_line=line, **asked),
        output=lambda chunk: heard.append(chunk.content),
    )
    return run, b"".join(heard).decode(errors="replace")


def said(engine: Engine, container: Container, line: str, **asked: Any) -> str:
    """What a shell line said that went well."""
    run, text = ran(engine, container, line, **asked)
    assert run.exit_code == 0, text
    return text


def eventually(holds: Callable[[], bool], timeout_s: float = 30.0) -> None:
    """Looks now and then; fails when it never holds."""
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def now(engine: Engine, container: Container) -> Container:
    """As the engine sees it at this moment."""
    found = engine.repository().container(container.id)
    assert found is not None
    return found


def has_stopped(engine: Engine, container: Container) -> bool:
    return now(engine, container).state is ContainerState.STOPPED


def measured(
    engine: Engine, container: Container, suffices: Callable[[Usage], bool], timeout_s: float = 30.0
) -> Usage:
    """The first figures that suffice; fails when none do."""
    cancel, found = CancelToken(), []
    deadline = time.monotonic() + timeout_s

    def look(usage: Usage) -> None:
        if not found and suffices(usage):
            found.append(usage)
        if found or time.monotonic() > deadline:
            cancel.cancel()

    engine.watch_usage(container.id, on_usage=look, interval_s=0.1, cancel=cancel)
    assert found, "such figures never came"
    return found[0]


def process(engine: Engine, container: Container, command: str) -> Process:
    """The one process whose command line begins like that, once there is one.

    A child looks like its parent until it became another program.
    """
    found: list[Process] = []

    def look() -> bool:
        alike = [one for one in engine.processes(container.id) if one.command.startswith(command)]
        pids = {one.pid for one in alike}
        found[:] = [one for one in alike if one.parent_pid not in pids]
        return len(found) == 1

    eventually(look)
    return found[0]


class Background:
    """A command that goes on while a test does something else. To be left by `end`."""

    def __init__(self, engine: Engine, container: Container, line: str, **asked: Any) -> None:
        self.cancel = CancelToken()
        self.heard = bytearray()
        self.run: CommandRun | None = None
        self.error: Exception | None = None
        self.has_spoken = threading.Event()
        self._work = threading.Thread(target=self._execute, args=(engine, container, line, asked))
        self._work.start()

    def end(self) -> None:
        """Cancel it, and wait for its end."""
        self.cancel.cancel()
        self.join()

    def join(self) -> None:
        self._work.join(30)
        assert not self._work.is_alive(), "the command does not end"

    def _hear(self, chunk: OutputChunk) -> None:
        self.heard += chunk.content
        self.has_spoken.set()

    def _execute(
        self, engine: Engine, container: Container, line: str, asked: dict[str, Any]
    ) -> None:
        request = ExecRequest(shell_line=line, **asked)
        try:
            self.run = engine.execute(container.id, request, output=self._hear, cancel=self.cancel)
        except Exception as error:  # looked at by the test
            self.error = error
        finally:
            self.has_spoken.set()
