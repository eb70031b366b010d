"""Squashing bricks of real images: the same files, and truth about what it saves and costs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    ImageExistsError,
    ImageNotFoundError,
    ImagePartError,
    LayerUnavailableError,
    NotSupportedError,
)
from core.model import (
    BaseImageRequest,
    ExecRequest,
    Image,
    NewContainer,
    SnapshotRequest,
    SquashRequest,
)
from core.store import ImageLayout, verify
from tests.core.catalog.kernel_view import directory_view
from tests.core.catalog.umoci_view import has_umoci, run_umoci


def grown(engine: Engine, image: str, name: str, *lines: str) -> Image:
    """An image with one brick more for each line."""
    container = engine.create_container(NewContainer("grow", image))
    engine.start_container(container.id)
    for line in lines:
        run = engine.execute(container.id, ExecRequest(shell_line=line), output=lambda _chunk: None)
        assert run.exit_code == 0, line
        engine.mark(container.id, line[:20])
    engine.stop_container(container.id, grace_s=0.0)
    made = engine.snapshot(SnapshotRequest(container.id, name, "Tests", "1.0", f"{name} itself"))
    engine.discard_container(container.id)
    return made


LINES = (
    "mkdir /srv/www && echo one > /srv/www/index && head -c 300000 /dev/urandom > /srv/big",
    "rm /srv/big && ln /srv/www/index /srv/www/other && chmod 600 /srv/www/index",
    "rm -rf /etc/motd /etc/group; touch -d @1000000000 /srv/www/old; chown 7:8 /srv/www/old",
    "echo top > /srv/top",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("squash") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
    grown(connected, "Base:1.0", "App", *LINES)
    grown(connected, "App:1.0", "Other", "echo other > /srv/another")
    yield connected
    connected.close()


def request(name: str, first: int = 2, last: int = 4, **more: object) -> SquashRequest:
    return SquashRequest("App:1.0", first, last, name, "Tests", "1.0", **more)  # type: ignore[arg-type]


def unpacked(repository: str, reference: str, place: Path) -> dict[bytes, object]:
    root = place / reference.replace(":", "-")
    run_umoci("raw", "unpack", "--image", f"{repository}:{reference}", str(root))
    view = directory_view(root, 1)
    links = {
        path: os.stat(os.path.join(os.fsencode(root), path), follow_symlinks=False).st_nlink
        for path, seen in view.items()
        if seen.type == 0o100000
    }
    return {
        path: (seen.type, seen.mode, seen.uid, seen.gid, seen.size, seen.digest, seen.link,
               seen.xattrs, links.get(path), seen.mtime_ns if seen.type != 0o040000 else 0)
        for path, seen in view.items()
    }  # fmt: skip


def test_the_plan_tells_beforehand_and_the_image_is_as_it_said(engine: Engine) -> None:
    before = engine.repository().image("App:1.0")
    assert before is not None
    plan = engine.squash_plan("App:1.0", 2, 4)
    assert (plan.layers, plan.layers_after) == (5, 3)
    assert (plan.hidden_files, plan.hidden_examples[0]) == (2, "srv/big")  # and index, as it was
    assert plan.hidden_bytes >= 300_000
    assert plan.stored_bytes == sum(one.size_bytes for one in before.layers[1:4])
    assert plan.saved_bytes > 290_000
    assert [(one.number, one.others) for one in plan.shared] == [
        (number, ("Other:1.0",)) for number in (2, 3, 4)
    ]
    assert plan.freed_bytes == 0  # Other keeps them all: on this disk it costs
    assert plan.disk_bytes == plan.after_bytes
    assert plan.kept_whiteouts >= 1
    assert plan.created_by == " && ".join(LINES[:3])
    assert engine.repository().image("App-squashed:1.0") is None

    image = engine.squash(request("Small", description="three in one"))
    assert abs(image.layers[1].size_bytes - plan.after_bytes) < 4096
    assert [one.diff_id for one in image.layers] == [
        before.layers[0].diff_id,
        image.layers[1].diff_id,
        before.layers[4].diff_id,
    ]
    assert image.layers[1].created_by == plan.created_by
    assert image.layers[1].comment == "3 layers squashed into one"
    assert image.layers[2].created_by == LINES[3]
    assert image.base_name == "Base:1.0"
    assert image.config.env == before.config.env
    assert engine.repository().image("App:1.0") == before
    verify(ImageLayout.open(Path(engine.repository().location)))


def test_the_same_layer_comes_of_it_each_time(engine: Engine) -> None:
    one = engine.squash(request("Twice"))
    other = engine.squash(request("Thrice"))
    assert one.layers[1].digest == other.layers[1].digest
    with pytest.raises(ImageExistsError):
        engine.squash(request("Twice", 1, 5))
    assert engine.repository().image("Twice:1.0") == one
    replaced = engine.squash(request("Twice", 1, 5, replace=True))
    assert len(replaced.layers) == 1
    assert replaced.base_name == ""  # nothing of its base is left


@pytest.mark.skipif(os.geteuid() != 0 or not has_umoci(), reason="needs umoci, and root")
@pytest.mark.parametrize(("first", "last"), [(1, 2), (2, 4), (3, 5), (1, 5)])
def test_umoci_unpacks_the_very_same_files(
    engine: Engine, tmp_path: Path, first: int, last: int
) -> None:
    repository = engine.repository().location
    name = f"Run{first}to{last}"
    engine.squash(request(name, first, last))
    after = unpacked(repository, f"{name}:1.0", tmp_path)
    assert after == unpacked(repository, "App:1.0", tmp_path)
    assert b"srv/www/other" in after
    assert b"etc/group" not in after


def test_a_container_of_it_runs_and_sees_the_same(engine: Engine) -> None:
    engine.squash(request("Running", 1, 5))
    heard: list[list[bytes]] = []
    for image in ("App:1.0", "Running:1.0"):
        container = engine.create_container(NewContainer("look", image))
        engine.start_container(container.id)
        lines: list[bytes] = []
        line = "find /srv /etc ! -type d | sort | xargs stat -c '%n %a %u %g %s %Y'"
        engine.execute(
            container.id,
            ExecRequest(shell_line=line),
            output=lambda chunk, lines=lines: lines.append(chunk.content),  # type: ignore[misc]
        )
        heard.append(b"".join(lines).splitlines())  # type: ignore[arg-type]
        engine.discard_container(container.id)
    assert heard[0] == heard[1]


def test_what_is_no_run_of_its_layers_is_refused(engine: Engine) -> None:
    for first, last in ((2, 2), (0, 2), (3, 2), (4, 9)):
        with pytest.raises(NotSupportedError):
            engine.squash_plan("App:1.0", first, last)
    with pytest.raises(ImageNotFoundError):
        engine.squash_plan("Nobody:1.0", 1, 2)


def test_a_cancel_leaves_nothing(engine: Engine) -> None:
    repository = Path(engine.repository().location)
    before = {path for path in repository.rglob("blobs/*/*")}
    cancel = CancelToken()

    def stop(_progress: object) -> None:
        cancel.cancel()

    with pytest.raises(Cancelled):
        engine.squash(request("Never"), cancel=cancel, report=stop)
    assert engine.repository().image("Never:1.0") is None
    assert {path for path in repository.rglob("blobs/*/*")} == before
    assert not list(repository.glob(".bricklayer/tmp/*"))


def test_a_missing_or_damaged_layer_is_named(tmp_path: Path) -> None:
    engine = connect(tmp_path / "repository")
    try:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
        image = grown(engine, "Base:1.0", "App", "head -c 40000 /dev/urandom > /a", "echo > /b")
        engine.squash_plan("App:1.0", 2, 3)  # it is known now
        blob = ImageLayout.open(tmp_path / "repository").blob_path(image.layers[1].digest)
        content = bytearray(blob.read_bytes())
        content[len(content) // 2] ^= 1
        blob.chmod(0o644)
        blob.write_bytes(content)
        with pytest.raises(ImagePartError, match="ayer 2"):
            engine.squash(request("Never", 2, 3))
        blob.unlink()
        with pytest.raises(LayerUnavailableError):
            engine.squash_plan("App:1.0", 2, 3)
    finally:
        engine.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    from core.errors import StorageFullError

    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("no tmpfs can be mounted")
    engine = connect(disk / "repository")
    try:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
        grown(engine, "Base:1.0", "App", "head -c 3000000 /dev/urandom > /a", "echo > /b")
        engine.squash_plan("App:1.0", 2, 3)
        before = set(disk.rglob("blobs/*/*"))
        with pytest.raises(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(65536))
        with pytest.raises(StorageFullError):
            engine.squash(request("Never", 2, 3))
        assert set(disk.rglob("blobs/*/*")) == before
        (disk / "ballast").unlink()
        assert engine.squash(request("Now", 2, 3)).reference == "Now:1.0"
    finally:
        engine.close()
        subprocess.run(["umount", "-l", disk], check=True)
