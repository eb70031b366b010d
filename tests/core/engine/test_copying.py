"""Copies that are stopped, have no room, or meet what cannot be copied; on plain directories."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.copying import planned_sources
from core.engine.copying_in import copy_in
from core.engine.copying_out import copy_out
from core.engine.merged_files import MergedFiles
from core.errors import Cancelled, FileAccessError, FileNotThereError, StorageFullError
from core.layer import WhiteoutForm
from core.progress import Progress, Report, ignore

_FORM = WhiteoutForm.TRUSTED


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "target").mkdir()
    return tmp_path / "target"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    return source


def into(
    target: Path,
    *sources: Path,
    cancel: CancelToken | None = None,
    report: Report = ignore,
    folder: bytes = b"",
) -> int:
    cancel = cancel or CancelToken()
    root = os.open(target, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with planned_sources([str(one) for one in sources], _FORM, target, cancel) as plans:
            return copy_in(plans, root, folder, "the disk", cancel, report)
    finally:
        os.close(root)


def out_of(
    source: Path, folder: Path, cancel: CancelToken, report: Report = ignore
) -> tuple[str, ...]:
    with MergedFiles([source], _FORM) as files:
        wanted = [(os.fsencode(name), os.fsencode(name)) for name in sorted(os.listdir(source))]
        return copy_out(files, wanted, str(folder), cancel, report)


class Meanwhile(CancelToken):
    """Lets something happen between any two steps of a copy."""

    def __init__(self, happen: Callable[[int], object]) -> None:
        super().__init__()
        self._happen = happen
        self._steps = 0

    def check(self) -> None:
        self._steps += 1
        self._happen(self._steps)
        super().check()


def stopping_at(step: int) -> CancelToken:
    token = Meanwhile(lambda steps: token.cancel() if steps == step else None)
    return token


def names_in(path: Path) -> list[str]:
    return sorted(str(one.relative_to(path)) for one in path.rglob("*"))


def test_a_copy_in_that_is_stopped_anywhere_leaves_whole_files_only(
    source: Path, target: Path
) -> None:
    contents = {"source/a": b"a" * 10, "source/b": b"b" * (3 << 20)}
    (source / "a").write_bytes(contents["source/a"])
    (source / "b").write_bytes(contents["source/b"])
    (target / "source").mkdir()
    seen = set()
    for step in count(1):
        (target / "source/b").write_text("old")
        try:
            into(target, source, cancel=stopping_at(step))
            break
        except Cancelled:
            assert set(names_in(target)) - {"source/a"} == {"source", "source/b"}
            found = {name: (target / name).read_bytes() for name in names_in(target)[1:]}
            assert found in ({"source/b": b"old"}, contents | {"source/b": b"old"})
            seen.add(len(found))
            (target / "source/a").unlink(missing_ok=True)
    assert seen == {1, 2}
    assert step > 5
    assert {name: (target / name).read_bytes() for name in contents} == contents


def test_a_copy_out_that_is_stopped_anywhere_leaves_nothing(source: Path, target: Path) -> None:
    (source / "tree/deep").mkdir(parents=True)
    (source / "tree/deep/file").write_text("x")
    (source / "link").symlink_to("/etc")
    (source / "z").write_bytes(b"z" * (3 << 20))
    (target / "mine").write_text("hers")
    (target / "z").write_text("hers too")
    for step in count(1):
        try:
            made = out_of(source, target, stopping_at(step))
            break
        except Cancelled:
            assert names_in(target) == ["mine", "z"]
    assert step > 8
    assert made == tuple(str(target / name) for name in ("link", "tree", "z (2)"))
    assert (target / "z").read_text() == "hers too"


def test_progress_reaches_its_end(source: Path, target: Path) -> None:
    (source / "a").write_bytes(b"a" * (3 << 20))
    heard: list[Progress] = []
    assert into(target, source, report=heard.append) == 1
    assert heard[-1] == Progress("Copying", 3 << 20, 3 << 20)


def test_holes_stay_holes_and_a_growing_file_is_cut(source: Path, target: Path) -> None:
    with (source / "sparse").open("wb") as file:
        file.truncate(1 << 40)  # more than any disk here
        file.seek(5 << 20)
        file.write(b"island")
    growing = (source / "growing").open("ab", buffering=0)
    growing.write(b"x" * 100)

    into(target, source, cancel=Meanwhile(lambda _step: growing.write(b"y" * (1 << 20))))
    growing.close()
    copied = target / "source/sparse"
    assert copied.stat().st_size == 1 << 40
    assert copied.stat().st_blocks * 512 < 8 << 20
    with copied.open("rb") as file:
        file.seek((5 << 20) - 1)
        assert file.read(8) == b"\x00island\x00"
    copied = target / "source/growing"
    assert 100 < copied.stat().st_size < (source / "growing").stat().st_size
    assert copied.read_bytes().startswith(b"x" * 100 + b"y")


@pytest.mark.parametrize("kind", ["pipe", "socketlike"])
def test_what_is_no_file_is_refused_before_anything_is_copied(
    source: Path, target: Path, kind: str
) -> None:
    (source / "a").write_text("a")
    (source / "sub").mkdir()
    os.mkfifo(source / "sub" / kind)
    with pytest.raises(FileAccessError, match=f"source/sub/{kind}.*named pipe"):
        into(target, source)
    assert names_in(target) == []


def test_sources_that_are_none(source: Path, target: Path) -> None:
    (source / "twice").touch()
    (source / "other").mkdir()
    (source / "other/twice").touch()
    for wrong, reason in (
        ((source / "missing",), "not there"),
        ((Path("relative/path"),), "no full path"),
        ((Path("/"),), "no name of its own"),
        ((Path(f"{source}/.."),), "no name of its own"),
        ((source / "twice", source / "other/twice"), "of that name"),
        ((target.parent,), "the container itself"),
        ((Path(f"{source}/nul\x00"),), "no full path"),
        ((Path(f"{source}/\ud800"),), "no full path"),
    ):
        with pytest.raises(FileAccessError, match=reason):
            into(target, *wrong)
    assert names_in(target) == []


def test_folders_that_are_none(source: Path) -> None:
    (source / "file").touch()
    for wrong in ("relative", f"{source}/missing", f"{source}/file", f"{source}/nul\x00"):
        with pytest.raises(FileAccessError), MergedFiles([source], _FORM) as files:
            copy_out(files, [(b"file", b"file")], wrong, CancelToken(), ignore)


def test_too_deep_is_refused(source: Path, target: Path) -> None:
    current = source
    for _number in range(300):
        current = current / "d"
        current.mkdir()
    with pytest.raises(FileAccessError, match="in one another"):
        into(target, source)
    assert names_in(target) == []


_COPY = """
import sys
from pathlib import Path
from core.errors import FileAccessError
from tests.core.engine.test_copying import into

try:
    into(Path(sys.argv[1]), Path(sys.argv[2]))
except FileAccessError as error:
    print(error)
"""


def test_what_may_not_be_read_is_not_copied(source: Path, target: Path) -> None:
    (source / "secret").write_text("s")
    (source / "secret").chmod(0)
    # Root may read everything, so it is asked without the capabilities for that.
    done = subprocess.run(
        ["setpriv", "--bounding-set", "-dac_override,-dac_read_search",
         sys.executable, "-c", _COPY, str(target), str(source)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "source/secret" in done.stdout
    assert "Permission" in done.stdout
    assert names_in(target) == ["source"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    options = "size=1m,nr_inodes=8"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=True)
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_no_room_is_said_before(source: Path, small_disk: Path) -> None:
    (source / "big").write_bytes(b"x" * (2 << 20))
    with pytest.raises(StorageFullError):
        into(small_disk, source)
    with pytest.raises(StorageFullError):
        out_of(source, small_disk, CancelToken())
    assert names_in(small_disk) == []


def test_no_room_in_the_middle(source: Path, small_disk: Path) -> None:
    for number in range(20):
        (source / f"f{number:02}").write_text("x")
    with pytest.raises(StorageFullError):
        into(small_disk, source)
    assert names_in(small_disk) == ["source", *(f"source/f{number:02}" for number in range(6))]
    (small_disk / "source/f00").unlink()
    with pytest.raises(StorageFullError):
        out_of(source, small_disk, CancelToken())
    assert len(names_in(small_disk)) == 6


def test_what_is_no_link_has_no_target(source: Path) -> None:
    (source / "was-a-link").mkdir()
    with (
        MergedFiles([source], _FORM) as files,
        pytest.raises(FileNotThereError, match="no link any more"),
    ):
        files.link(b"was-a-link")
