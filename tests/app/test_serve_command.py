"""`bricklayer serve` and `bricklayer neighbours`, with a real engine."""

from __future__ import annotations

import io
import os
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import segno

from app.__main__ import main
from app.serving import _Showing, qr_text
from core.model import ServedPull, Serving
from core.store import ImageLayout
from tests.core.store.layout_samples import put_image


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("serve-command") / "repository"
    layout = ImageLayout.open(place)
    put_image(layout, "WebApp", "1.0", {"etc/os": b"debian"})
    put_image(layout, "tool", "2", {"etc/os": b"debian"})
    return place


class Running:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.said = ""

    def read_until(self, words: str) -> str:
        assert self.process.stdout is not None
        deadline = time.monotonic() + 20
        while words not in self.said:
            wait_s = deadline - time.monotonic()
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, wait_s))
            assert ready, f"{words!r} was not said, but {self.said!r}"
            piece = os.read(self.process.stdout.fileno(), 65536)
            assert piece, self.said
            self.said += piece.decode()
        return self.said


@contextmanager
def serve(repository: Path, *words: str) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--repository", str(repository), "--local",
         "--port", "0", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    running = Running(process)
    try:
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_images_are_offered_until_control_c(repository: Path) -> None:
    with serve(repository, "--push") as running:
        said = running.read_until("Ctrl+C ends the offer.")
        address = said.splitlines()[0].rpartition(" ")[2]
        assert said.startswith(f"Offering 2 images at {address}\n")
        assert f"podman pull --tls-verify=false {address}/webapp:1.0" in said
        assert f"bricklayer pull --allow-http {address}/tool:2" in said
        assert "user class, token " in said
        assert "\x1b" not in said  # it goes into a pipe: no picture
        with urllib.request.urlopen(f"http://{address}/v2/webapp/manifests/1.0") as answer:
            size = len(answer.read())
        running.read_until(f"127.0.0.1 fetched webapp:1.0, {size} B\n")
        running.process.send_signal(signal.SIGINT)
        _out, error = running.process.communicate(timeout=20)
        assert running.process.returncode == 0
        assert b"nothing is offered any more" in error
        with pytest.raises(OSError):
            urllib.request.urlopen(f"http://{address}/v2/")


def test_only_the_images_that_are_named(repository: Path) -> None:
    with serve(repository, "tool:2") as running:
        said = running.read_until("Ctrl+C ends the offer.")
        assert said.startswith("Offering 1 image at ")
        assert "webapp" not in said
        assert "token" not in said


def test_what_cannot_be_offered(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--repository", str(repository), "nothing:1"]) == 1
    assert "There is no image nothing:1" in capsys.readouterr().err
    assert main(["serve", "--repository", str(tmp_path / "empty")]) == 1
    assert "Offering images is not possible here" in capsys.readouterr().err
    for port in ("-1", "70000", "http"):
        with pytest.raises(SystemExit) as caught:
            main(["serve", "--port", port])
        assert caught.value.code == 2


def test_nobody_may_be_there(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["neighbours", "--repository", str(repository), "--seconds", "0.1"]) == 0
    said = capsys.readouterr()
    assert said.out or "nobody in this network offers images" in said.err


def test_the_picture_is_the_code_dark_on_white() -> None:
    address = "http://192.168.178.23:5000/"
    picture = qr_text(address)
    rows: list[list[bool]] = []
    for line in picture.splitlines():
        assert line.startswith("\x1b[30;107m")
        assert line.endswith("\x1b[0m")
        signs = line.removeprefix("\x1b[30;107m").removesuffix("\x1b[0m")
        rows += [[sign in "▀█" for sign in signs], [sign in "▄█" for sign in signs]]
    code = segno.make(address, error="m", micro=False)
    wanted = [[bool(module) for module in row] for row in code.matrix_iter(border=2)]
    assert rows[: len(wanted)] == wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_in_a_terminal_there_is_a_picture_and_each_pull_is_said_once() -> None:
    out = Terminal()
    show = _Showing(out)
    pulled = ServedPull("192.168.1.7", "web:1\x1b[31m", 1200, is_done=True)
    stored = ServedPull("192.168.1.8", "new:1", 10, is_done=True, is_push=True)
    busy = ServedPull("192.168.1.9", "web:1", 10, is_done=False)
    first = Serving(("192.168.1.5:5000",), (("Web:1", "web:1"),), is_announced=True)
    show(first)
    assert "▀" in out.getvalue()
    for pulls in ((busy,), (pulled, busy), (stored, pulled, busy), (stored, pulled, busy)):
        show(Serving(first.addresses, first.images, is_announced=True, pulls=pulls))
    lines = [line for line in out.getvalue().splitlines() if line.startswith("192.")]
    assert lines[0].startswith("192.168.1.7 fetched web:1")
    assert "\x1b" not in lines[0]
    assert lines[1:] == ["192.168.1.8 stored new:1, 10 B"]
