"""Files of real containers: shown, compared, copied in and out, whatever containers do meanwhile.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    ContainerNotFoundError,
    FileAccessError,
    FileNotThereError,
)
from core.model import (
    ChangeKind,
    Container,
    DiffMark,
    FileRow,
    FileType,
)
from tests.core.engine.at_work import IS_ROOT, open_engine
from tests.core.engine.marked import directory_of, said, started

_SECRET = "a secret of this computer"
_ODD = os.fsdecode(b"a\nb\x1b[31m\xff")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("files") / "repository") as engine:
        yield engine


@pytest.fixture(scope="module")
def running(engine: Engine) -> Container:
    return started(engine, "running")


@pytest.fixture(params=["running", "stopped"])
def container(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Container]:
    """With some files of its own; at rest for the second."""
    made = started(engine, request.param + "-one")
    said(
        engine,
        made,
        "mkdir -p /d/deep; echo one > /d/one; ln /d/one /d/hard; ln -s /etc/passwd /d/link;"
        "echo deep > /d/deep/file; mkfifo /d/pipe; chmod 4755 /d/one; chmod 1777 /d/deep;"
        "truncate -s 1G /d/sparse; echo more >> /etc/group; rm /etc/hosts; echo x > /d/text;"
        r"echo odd > $'/d/a\nb\x1b[31m\xff'; touch -d '2001-02-03 04:05:06' /d/text",
    )
    if request.param == "stopped":
        engine.stop_container(made.id, grace_s=0.0)
    yield made
    engine.discard_container(made.id)


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


def rows_in(engine: Engine, container: Container, folder: str = "") -> dict[str, FileRow]:
    rows = engine.files_in(container.id, folder).rows
    return {row.path.rpartition("/")[2]: row for row in rows}


def text_in(engine: Engine, container: Container, path: str) -> str:
    return engine.read_container_file(container.id, path).content.decode()


# --- looking ----------------------------------------------------------------------------------


def test_a_folder_as_rows(engine: Engine, container: Container) -> None:
    rows = rows_in(engine, container, "/d/")
    assert {name: row.file_type for name, row in rows.items()} == {
        _ODD: FileType.REGULAR,
        "deep": FileType.DIRECTORY,
        "hard": FileType.REGULAR,
        "link": FileType.SYMLINK,
        "one": FileType.REGULAR,
        "pipe": FileType.FIFO,
        "sparse": FileType.REGULAR,
        "text": FileType.REGULAR,
    }
    assert {row.kind for row in rows.values()} == {ChangeKind.ADDED}
    assert rows["link"].attributes is not None
    assert rows["link"].attributes.link == "/etc/passwd"
    assert rows["sparse"].size_bytes == 1 << 30
    assert rows["deep"].has_children
    changed = rows_in(engine, container, "etc")
    assert changed["group"].kind is ChangeKind.MODIFIED
    assert changed["hosts"].kind is ChangeKind.DELETED
    assert changed["passwd"].kind is None
    assert rows_in(engine, container)["bin"].kind is None


def test_a_folder_in_pages(engine: Engine, container: Container) -> None:
    everything = engine.files_in(container.id, "d")
    pages = [engine.files_in(container.id, "d", offset=at, limit=3) for at in (0, 3, 6)]
    assert [len(page.rows) for page in pages] == [3, 3, 2]
    assert {page.total for page in pages} == {8}
    assert tuple(row for page in pages for row in page.rows) == everything.rows


def test_a_file_is_read_up_to_a_limit(engine: Engine, container: Container) -> None:
    whole = engine.read_container_file(container.id, "d/one")
    assert (whole.content, whole.size_bytes, whole.is_cut) == (b"one\n", 4, False)
    assert whole.digest.startswith("sha256:")
    start = engine.read_container_file(container.id, "/d/sparse", limit_bytes=10)
    assert (start.content, start.size_bytes) == (b"\x00" * 10, 1 << 30)
    assert start.is_cut
    assert start.digest == ""
    assert text_in(engine, container, f"d/{_ODD}") == "odd\n"


def test_what_is_no_file_is_told_and_never_opened(engine: Engine, container: Container) -> None:
    for path, reason in (
        ("d/link", "a link to “/etc/passwd”"),
        ("d/pipe", "named pipe"),
        ("d/deep", "a folder"),
        ("d/one/below", "“d/one” is no folder"),
        ("d/link/below", "links are not followed"),
        ("d/../etc/passwd", "cannot have that form"),
        ("etc/hosts", "not there"),
        ("no\x00thing", "cannot have that form"),
        ("", "a folder"),
    ):
        with pytest.raises(FileNotThereError) as raised:
            engine.read_container_file(container.id, path)
        assert reason in str(raised.value), path
    for folder in ("d/one", "d/link", "d/pipe", "missing", ".."):
        with pytest.raises(FileNotThereError):
            engine.files_in(container.id, folder)


def test_sockets_and_devices_are_never_opened(
    engine: Engine, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = started(engine, "nodes")
    said(engine, container, "mkdir /n; echo x > /n/file; mkfifo /n/pipe")
    engine.stop_container(container.id, grace_s=0.0)
    upper = directory_of(engine, container) / "upper/n"
    monkeypatch.chdir(upper)  # a socket's path has to be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
    kinds = {"socket", "pipe"}
    if IS_ROOT:
        os.mknod(upper / "block", stat.S_IFBLK | 0o666, os.makedev(7, 0))
        os.mknod(upper / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        kinds |= {"block", "null"}
    for kind in kinds:
        with pytest.raises(FileNotThereError, match="never opened"):
            engine.read_container_file(container.id, f"n/{kind}")
        with pytest.raises(FileNotThereError, match="never opened"):
            engine.diff_of_change(container.id, f"n/{kind}")
        with pytest.raises(FileAccessError, match="only files, folders and links"):
            engine.copy_out(container.id, (f"n/{kind}",), str(target))
    assert engine.copy_out(container.id, ("n",), str(target)) == (str(target / "n"),)
    assert os.listdir(target / "n") == ["file"]
    engine.discard_container(container.id)


def test_a_changed_file_before_and_now(engine: Engine, container: Container) -> None:
    changed = engine.diff_of_change(container.id, "etc/group")
    assert (changed.added, changed.removed) == (1, 0)
    assert [line.text for line in changed.lines if line.mark is DiffMark.ADDED] == ["more"]
    gone = engine.diff_of_change(container.id, "etc/hosts")
    assert gone.new_size_bytes is None
    assert gone.removed > 0
    new = engine.diff_of_change(container.id, "d/text")
    assert (new.old_size_bytes, new.new_size_bytes) == (None, 2)
    for path in ("d/nothing", "d/link", "d"):
        with pytest.raises(FileNotThereError):
            engine.diff_of_change(container.id, path)


def test_after_a_mark_before_is_the_mark(engine: Engine, container: Container) -> None:
    engine.mark(container.id)
    assert rows_in(engine, container, "d")["text"].kind is None
    assert "hosts" not in rows_in(engine, container, "etc")
    engine.start_container(container.id)
    said(engine, container, "echo y >> /d/text; rm /d/one; mkdir /etc/hosts")
    if container.name.startswith("stopped"):
        engine.stop_container(container.id, grace_s=0.0)
    diff = engine.diff_of_change(container.id, "d/text")
    assert (diff.old_size_bytes, diff.new_size_bytes, diff.added) == (2, 4, 1)
    rows = rows_in(engine, container, "d")
    assert (rows["text"].kind, rows["one"].kind) == (ChangeKind.MODIFIED, ChangeKind.DELETED)
    assert rows["text"].level == rows["hard"].level + 1
    assert rows_in(engine, container, "etc")["hosts"].kind is ChangeKind.ADDED


# --- copying ----------------------------------------------------------------------------------


def test_copying_in(engine: Engine, container: Container, outside: Path) -> None:
    (outside / "tree/empty").mkdir(parents=True)
    (outside / "tree/link").symlink_to("/nowhere")
    (outside / "tree/tool").write_text("tool")
    (outside / "tree/tool").chmod(0o6755)
    (outside / "tree" / _ODD).write_text("odd")
    os.utime(outside / "f", ns=(10**18, 10**18))
    sources = (str(outside / "f"), str(outside / "tree"))
    assert engine.copy_in(container.id, sources, "/new/place") == 4
    rows = rows_in(engine, container, "new/place")
    assert set(rows) == {"f", "tree"}
    assert rows["f"].attributes is not None
    assert rows["f"].attributes.modified_ns == 10**18
    inside = rows_in(engine, container, "new/place/tree")
    assert set(inside) == {"empty", "link", "tool", _ODD}
    for row in inside.values():
        assert row.attributes is not None
        assert (row.attributes.uid, row.attributes.gid) == (0, 0)
        assert row.attributes.mode & 0o7000 == 0
    engine.start_container(container.id)  # and programs see the same
    assert said(engine, container, "cat /new/place/f /new/place/tree/tool") == (
        f"{_SECRET}tool".encode()
    )
    # Again, on what is there: replaced, file by file.
    (outside / "f").write_text("again")
    assert engine.copy_in(container.id, (sources[0],), "new/place") == 1
    assert text_in(engine, container, "new/place/f") == "again"


def test_where_nothing_can_be_copied_to(
    engine: Engine, container: Container, outside: Path
) -> None:
    before = [change.path for change in engine.changes(container.id).changes]
    for folder, reason in (
        ("d/link", "links are not followed"),
        ("d/one", "no folder"),
        ("d/pipe/below", "no folder"),
        ("proc/self", "nothing can be kept"),
        ("dev/shm", "nothing can be kept"),
        ("../../etc", "cannot have that form"),
    ):
        with pytest.raises(FileNotThereError, match=reason):
            engine.copy_in(container.id, (str(outside / "f"),), folder)
    os.mkfifo(outside / "pipe")
    with pytest.raises(FileAccessError, match="named pipe"):
        engine.copy_in(container.id, (str(outside),), "d")
    with pytest.raises(FileAccessError, match="not there"):
        engine.copy_in(container.id, (str(outside / "missing"),), "d")
    (outside / "deep").touch()
    with pytest.raises(FileNotThereError, match="a folder of that name"):
        engine.copy_in(container.id, (str(outside / "deep"),), "d")
    assert [change.path for change in engine.changes(container.id).changes] == before


def test_copying_out(engine: Engine, container: Container, target: Path) -> None:
    (target / "one").write_text("hers")
    made = engine.copy_out(container.id, ("d", "d/one", "/d/text"), str(target))
    assert made == (str(target / "d"), str(target / "one (2)"), str(target / "text"))
    assert (target / "one").read_text() == "hers"
    assert sorted(os.listdir(target / "d")) == sorted(
        [_ODD, "deep", "hard", "link", "one", "sparse", "text"]
    )
    assert os.readlink(target / "d/link") == "/etc/passwd"
    assert (target / "d/hard").read_text() == (target / "one (2)").read_text() == "one\n"
    assert (target / "d" / _ODD).read_text() == "odd\n"
    sparse = (target / "d/sparse").stat()
    assert sparse.st_size == 1 << 30
    assert sparse.st_blocks == 0
    for path in [target / "d", target / "one (2)", *(target / "d").rglob("*")]:
        status = path.lstat()
        assert (status.st_uid, status.st_gid) == (os.geteuid(), os.getegid())
        assert stat.S_ISLNK(status.st_mode) or status.st_mode & 0o7022 == 0
    assert (target / "text").stat().st_mtime == (target / "d/text").stat().st_mtime


def test_what_cannot_be_copied_out_leaves_nothing(
    engine: Engine, container: Container, target: Path
) -> None:
    for path in ("d/missing", "d/link/passwd", "../etc"):
        with pytest.raises(FileNotThereError):
            engine.copy_out(container.id, ("d/one", path), str(target))
    with pytest.raises(FileAccessError):
        engine.copy_out(container.id, ("d/one", "d/pipe"), str(target))
    with pytest.raises(FileAccessError):
        engine.copy_out(container.id, ("d/one",), str(target / "missing"))
    assert os.listdir(target) == []


def test_a_container_that_is_not_there(engine: Engine, target: Path) -> None:
    for act in (
        lambda: engine.files_in("nothing"),
        lambda: engine.read_container_file("nothing", "f"),
        lambda: engine.diff_of_change("nothing", "f"),
        lambda: engine.copy_in("nothing", (str(target),)),
        lambda: engine.copy_out("nothing", ("f",), str(target)),
    ):
        with pytest.raises(ContainerNotFoundError):
            act()


def test_a_copy_that_is_cancelled_leaves_nothing(
    engine: Engine, running: Container, outside: Path, target: Path
) -> None:
    # At every step of a copy: test_copying.py. Here the word has to reach the engine in time.
    many = outside / "many"
    many.mkdir()
    for number in range(2000):
        (many / str(number)).touch()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        engine.copy_in(running.id, (str(many),), "cancelled", cancel=cancel)
    arrived = [
        change.path.removeprefix("cancelled/many/")
        for change in engine.changes(running.id).changes
        if change.path.startswith("cancelled/many/")
    ]
    assert len(arrived) < 2000
    assert all(name.isdigit() for name in arrived)
    assert engine.copy_in(running.id, (str(many),), "cancelled") == 2000
    with pytest.raises(Cancelled):
        engine.copy_out(running.id, ("cancelled",), str(target), cancel=cancel)
    assert os.listdir(target) == []
