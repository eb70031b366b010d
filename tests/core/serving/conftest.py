"""A registry on the loopback with two small images, and a client that says what it likes."""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.model import ReadingLimits
from core.serving.offer import Offer
from core.serving.push_key import PushKey
from core.serving.server import RegistryServer
from core.store import ImageLayout
from tests.core.store.layout_samples import put_image

BIG = bytes(range(256)) * 4096


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The specification's word for what is wrong."""
        error = self.json["errors"][0]
        assert error["message"], "an error says what it is in words"
        assert self.headers["Content-Type"] == "application/json"
        return str(error["code"])


class Served:
    """A server, its layout, and requests to it."""

    def __init__(self, layout: ImageLayout, server: RegistryServer, key: PushKey | None) -> None:
        self.layout, self.server, self.key = layout, server, key
        self.named: list[str] = []

    def ask(
        self, method: str, path: str, body: bytes = b"", *, can_push: bool = True, **headers: str
    ) -> Answer:
        """`headers` with _ for -; who may push says so."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.key is not None and can_push:
            pair = base64.b64encode(f"{self.key.user}:{self.key.token}".encode()).decode()
            told.setdefault("Authorization", f"Basic {pair}")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            connection.request(method, path, body or None, told)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def say(self, words: bytes, *, and_wait: bool = True) -> bytes:
        """Raw bytes, and all that comes back until the end of the connection."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as stream:
            stream.sendall(words)
            if not and_wait:
                return b""
            return b"".join(iter(lambda: _received(stream), b""))

    def upload(self, repository: str, content: bytes, digest: str) -> Answer:
        begun = self.ask("POST", f"/v2/{repository}/blobs/uploads/")
        assert begun.status == 202, begun.content
        return self.ask("PUT", f"{begun.headers['Location']}?digest={digest}", content)


@contextmanager
def serving(
    layout: ImageLayout,
    *references: str,
    can_push: bool = False,
    limits: ReadingLimits | None = None,
    title: str = "",
) -> Iterator[Served]:
    key = PushKey() if can_push else None
    names: list[str] = []
    server = RegistryServer(
        Offer(layout, references), address="127.0.0.1", push_key=key, limits=limits, title=title,
        named=names.append,
    )  # fmt: skip
    served = Served(layout, server, key)
    served.named = names
    server.start()
    try:
        yield served
    finally:
        server.close()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written durably once; copies are quick."""
    layout = ImageLayout.open(tmp_path_factory.mktemp("served") / "repository")
    put_image(layout, "WebApp", "1.0", {"etc/os": b"debian"}, {"srv/app": BIG})
    put_image(layout, "tool", "2", {"etc/os": b"debian"})
    put_image(layout, "Hidden", "1", {"etc/secret": b"not for you"})
    return layout.path


@pytest.fixture
def layout(tmp_path: Path, made_once: Path) -> ImageLayout:
    shutil.copytree(made_once, tmp_path / "repository")
    return ImageLayout.open(tmp_path / "repository")


@pytest.fixture
def served(layout: ImageLayout) -> Iterator[Served]:
    with serving(layout, "WebApp:1.0", "tool:2") as found:
        yield found


@pytest.fixture
def pushed(layout: ImageLayout) -> Iterator[Served]:
    with serving(layout, "WebApp:1.0", "tool:2", can_push=True) as found:
        yield found


def until(is_so: Callable[[], bool], *, within_s: float = 10.0) -> None:
    """Wait for it."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be so"
        time.sleep(0.01)


def _received(stream: socket.socket) -> bytes:
    try:
        return stream.recv(65536)
    except ConnectionResetError:
        return b""
