"""Containers that swap, grow and link files while they are looked at and copied.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.engine.protocol import Engine
from core.errors import FileAccessError, FileNotThereError
from core.model import Container, ExecRequest
from tests.core.engine.at_work import open_engine
from tests.core.engine.marked import said, started
from tests.core.engine.test_container_files import rows_in, text_in

_PATIENCE_S = 40
_SECRET = "a secret of this computer"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("files") / "repository") as engine:
        yield engine


@pytest.fixture(scope="module")
def running(engine: Engine) -> Container:
    return started(engine, "running")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the person's that no container has to do with."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "f").write_text(_SECRET)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "target").mkdir()
    return tmp_path / "target"


@contextmanager
def busy_with(engine: Engine, container: Container, first: str, again: str) -> Iterator[None]:
    """Does `first`, then `again` without end, while the rest of the test goes on."""
    line = f"{first}; touch /ready; while [ ! -e /stop ]; do {again}; done; rm /stop /ready"
    thread = threading.Thread(
        target=engine.execute,
        args=(container.id, ExecRequest(shell_line=line)),
        kwargs={"output": lambda _chunk: None},
    )
    thread.start()
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while "ready" not in rows_in(engine, container):
            assert time.monotonic() < deadline
        yield
    finally:
        said(engine, container, "touch /stop")
        thread.join()


@pytest.fixture
def swapping(engine: Engine, running: Container, outside: Path) -> Iterator[str]:
    """A folder with a file, which at the next moment is a link to a folder outside."""
    first = f"rm -rf /r; mkdir -p /r/d; echo inside > /r/d/f; ln -s {outside} /r/l"
    again = "mv -T /r/d /r/a; mv -T /r/l /r/d; mv -T /r/d /r/l; mv -T /r/a /r/d"
    with busy_with(engine, running, first, again):
        yield "r/d"


def both_ways(act: Callable[[], object]) -> list[object]:
    """What comes of it, again and again, until it was met as a folder and as something else."""
    came: list[object] = []
    failed = False
    deadline = time.monotonic() + _PATIENCE_S
    while not (came and failed) or len(came) < 20:
        assert time.monotonic() < deadline, f"{len(came)} times a folder, failed: {failed}"
        try:
            came.append(act())
        except (FileNotThereError, FileAccessError):
            failed = True
    return came


def test_looking_is_never_led_out(engine: Engine, running: Container, swapping: str) -> None:
    read = both_ways(lambda: text_in(engine, running, f"{swapping}/f"))
    assert set(read) == {"inside\n"}
    listed = both_ways(lambda: tuple(rows_in(engine, running, swapping)))
    assert set(listed) <= {("f",), ()}
    diffs = both_ways(lambda: engine.diff_of_change(running.id, f"{swapping}/f").new_size_bytes)
    assert set(diffs) == {len("inside\n")}


def test_copying_out_is_never_led_out(
    engine: Engine, running: Container, swapping: str, target: Path
) -> None:
    for _time in range(30):
        engine.copy_out(running.id, ("r",), str(target))
    copies = list(target.iterdir())
    assert len(copies) == 30
    for copy in copies:
        for folder, _folders, names in os.walk(copy):
            for name in names:
                path = Path(folder) / name
                assert path.is_symlink() or path.read_text() == "inside\n"
    assert both_ways(lambda: engine.copy_out(running.id, (f"{swapping}/f",), str(target)))


def test_copying_in_is_never_led_out(
    engine: Engine, running: Container, outside: Path, tmp_path: Path
) -> None:
    source = tmp_path / "tree"
    for number in range(4):
        (source / f"sub{number}").mkdir(parents=True)
        (source / f"sub{number}/file").write_text("x")
    before = sorted(os.walk(outside))
    # A copy makes a folder that is missing, so it is swapped by removing what there is.
    again = f"rm -rf /w/d; ln -s {outside} /w/d; rm -rf /w/d; mkdir /w/d"
    with busy_with(engine, running, "mkdir -p /w", again):
        count = both_ways(lambda: engine.copy_in(running.id, (str(source),), "w/d"))
    assert set(count) == {4}
    assert sorted(os.walk(outside)) == before
    assert (outside / "f").read_text() == _SECRET


def test_a_file_that_grows_without_end_comes_to_one(
    engine: Engine, running: Container, target: Path
) -> None:
    again = "head -c 65536 /dev/zero >> /growing"
    with busy_with(engine, running, again, again):
        engine.copy_out(running.id, ("growing",), str(target))
        content = engine.read_container_file(running.id, "growing", limit_bytes=1000)
    assert 0 < (target / "growing").stat().st_size <= rows_in(engine, running)["growing"].size_bytes
    assert len(content.content) == 1000
    said(engine, running, "rm /growing")


def test_links_to_this_computer_stay_links(
    engine: Engine, running: Container, outside: Path, target: Path
) -> None:
    said(
        engine,
        running,
        f"mkdir /l; ln -s {outside}/f /l/file; ln -s {outside} /l/folder;"
        "ln -s /proc/self/root /l/magic; ln -s ../../../../../../etc /l/up",
    )
    for path in ("l/file", "l/folder/f", "l/magic/etc/passwd", "l/up/passwd"):
        with pytest.raises(FileNotThereError, match="link"):
            engine.read_container_file(running.id, path)
    for folder in ("l/folder", "l/magic", "l/up"):
        with pytest.raises(FileNotThereError, match="link"):
            engine.files_in(running.id, folder)
        with pytest.raises(FileNotThereError, match="link"):
            engine.copy_in(running.id, (str(outside / "f"),), folder)
    engine.copy_out(running.id, ("l",), str(target))
    assert {path.name for path in (target / "l").iterdir() if path.is_symlink()} == {
        "file", "folder", "magic", "up",
    }  # fmt: skip
    assert sorted(os.listdir(outside)) == ["f"]
