"""Folders of this computer in containers: which may be shared, and what then happens to them.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.places import SHARED_VARIABLE
from core.engine.protocol import Engine
from core.errors import VolumeRefusedError
from core.model import ContainerState, SnapshotRequest, Volume
from core.runtime import check_volumes
from tests.core.engine.at_work import IS_ROOT, Made, eventually, now, open_engine, ran, said
from tests.core.engine.test_bad_luck import kill_hosts


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("volumes")


@pytest.fixture(scope="module")
def shared(place: Path) -> Path:
    shared = place / "shared"
    shared.mkdir()
    return shared


@pytest.fixture(scope="module")
def engine(place: Path, shared: Path) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SHARED_VARIABLE, str(shared))  # the engine's process inherits it
        with open_engine(place / "repository") as engine:
            yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


def mounts_of(folder: Path) -> list[str]:
    table = Path("/proc/self/mountinfo").read_text().splitlines()
    return [line for line in table if str(folder) in line]


def test_a_folder_is_seen_inside_and_is_no_part_of_the_layer(
    engine: Engine, made: Made, shared: Path
) -> None:
    folder = shared / "web site"
    (folder / "below").mkdir(parents=True)
    (folder / "page").write_text("from outside\n")
    volume = Volume(str(folder), "/srv/www")
    container = made("sharing", volumes=(volume,))
    assert container.volumes == (volume,)
    assert said(engine, container, "cat /srv/www/page") == "from outside\n"
    said(engine, container, "echo from inside > /srv/www/below/answer; echo own > /own")
    assert (folder / "below/answer").read_text() == "from inside\n"
    assert (folder / "below/answer").stat().st_uid == os.geteuid()
    (folder / "later").write_text("later\n")
    assert said(engine, container, "cat /srv/www/later") == "later\n"
    assert {change.path for change in engine.changes(container.id).changes} == {"own"}
    image = engine.snapshot(SnapshotRequest(container.id, "Sharing", "Tests", "1"))
    plain = made("plain", image.reference)
    assert said(engine, plain, "cat /own; ls -A /srv") == "own\n"
    # It is there again after the next start, and stays when the container goes.
    engine.stop_container(container.id, grace_s=0.0)
    engine.start_container(container.id)
    assert said(engine, container, "cat /srv/www/later") == "later\n"
    engine.discard_container(container.id)
    assert sorted(os.listdir(folder)) == ["below", "later", "page"]
    assert mounts_of(shared) == []


def test_a_read_only_one(engine: Engine, made: Made, shared: Path) -> None:
    folder = shared / "books"
    folder.mkdir()
    (folder / "book").write_text("text")
    container = made("reader", volumes=(Volume(str(folder), "/books", is_read_only=True),))
    attempts = ("echo > /books/new", "echo > /books/book", "rm /books/book", "chmod 777 /books")
    for attempt in attempts:
        run, text = ran(engine, container, attempt)
        assert run.exit_code != 0
        assert "Read-only file system" in text
    run, _text = ran(engine, container, "mount -o remount,rw /books")
    assert run.exit_code != 0
    assert (folder / "book").read_text() == "text"
    assert os.listdir(folder) == ["book"]


def test_what_is_in_a_folder_gains_nobody_privileges(
    engine: Engine, made: Made, shared: Path
) -> None:
    folder = shared / "bits"
    folder.mkdir()
    container = made("bits", volumes=(Volume(str(folder), "/bits"),))
    table = said(engine, container, "cat /proc/self/mountinfo")
    (line,) = [line for line in table.splitlines() if " /bits " in line]
    options = line.split(" ")[5].split(",")
    assert {"nosuid", "nodev"} <= set(options)
    assert "shared:" not in line
    if not IS_ROOT:
        return
    os.mknod(folder / "null", 0o20666, os.makedev(1, 3))
    run, _text = ran(engine, container, "echo x > /bits/null")
    assert run.exit_code != 0
    os.unlink(folder / "null")


def odd_sources(shared: Path, place: Path) -> dict[str, str]:
    home = os.path.expanduser("~")
    (shared / "inside").mkdir(exist_ok=True)
    (shared / "file").touch()
    links = {"link": "inside", "out": "/etc", "up": "..", "round": "round", "root": "/"}
    for name, target in links.items():
        if not os.path.lexists(shared / name):
            os.symlink(target, shared / name)
    return {
        **{path: path for path in ("/", "/etc", "/proc", "/sys", "/dev", "/var/run", "/root", "")},
        "home": home,
        "its parent": str(shared.parent),
        "the repository": str(place / "repository"),
        "in the repository": str(place / "repository/.bricklayer"),
        "by dots": f"{shared}/inside/../../repository",
        "dots": f"{shared}/..",
        "a slash": f"{shared}/inside/",
        "two slashes": f"{shared}//inside",
        "relative": "inside",
        "missing": f"{shared}/missing",
        "a file": f"{shared}/file",
        "a link": f"{shared}/link",
        "a link out": f"{shared}/out",
        "below a link": f"{shared}/out/apt",
        "a link up": f"{shared}/up",
        "a link to itself": f"{shared}/round",
        "by root": f"{shared}/root/etc",
        "a twin": f"{shared}-too",
        "NUL": f"{shared}/in\x00side",
    }


def test_folders_that_are_not_for_sharing(
    engine: Engine, made: Made, shared: Path, place: Path
) -> None:
    (place / "shared-too").mkdir(exist_ok=True)
    for what, source in odd_sources(shared, place).items():
        with pytest.raises(VolumeRefusedError) as caught:
            made.at_rest("never", volumes=(Volume(source, "/mnt"),))
        assert "cannot be shared with a container: " in str(caught.value), what
    assert engine.repository().containers == ()


@pytest.mark.parametrize(
    "target",
    [
        "/", "", "mnt", "/mnt/", "//mnt", "/mnt/../etc", "/proc", "/proc/sys", "/sys/fs", "/dev",
        "/dev/shm", "/.init", "/etc", "/etc/hosts", "/etc/resolv.conf", "/m\x00nt",
    ],
)  # fmt: skip
def test_places_inside_that_are_the_containers_own(
    engine: Engine, made: Made, shared: Path, target: str
) -> None:
    (shared / "inside").mkdir(exist_ok=True)
    with pytest.raises(VolumeRefusedError):
        made.at_rest("never", volumes=(Volume(str(shared / "inside"), target),))
    assert engine.repository().containers == ()


def test_two_that_cover_one_another_and_too_many(engine: Engine, made: Made, shared: Path) -> None:
    source = str(shared / "inside")
    (shared / "inside").mkdir(exist_ok=True)
    for targets in (("/a", "/a"), ("/a", "/a/b"), ("/a/b", "/a")):
        with pytest.raises(VolumeRefusedError, match="another folder"):
            made.at_rest("never", volumes=tuple(Volume(source, target) for target in targets))
    many = tuple(Volume(source, f"/many{number}") for number in range(33))
    with pytest.raises(VolumeRefusedError, match="32"):
        made.at_rest("never", volumes=many)
    container = made("many", volumes=many[:32])
    assert said(engine, container, "ls -d /many* | wc -l").strip() == "32"


def test_a_folder_that_became_a_link_is_not_followed(
    engine: Engine, made: Made, shared: Path
) -> None:
    folder = shared / "changing"
    folder.mkdir()
    container = made.at_rest("changing", volumes=(Volume(str(folder), "/mnt"),))
    folder.rmdir()
    folder.symlink_to("/etc")
    with pytest.raises(VolumeRefusedError, match="link"):
        engine.start_container(container.id)
    folder.unlink()
    with pytest.raises(VolumeRefusedError, match="no such folder"):
        engine.start_container(container.id)
    assert now(engine, container).state is ContainerState.CREATED
    folder.mkdir()
    assert engine.start_container(container.id).state is ContainerState.RUNNING


def test_a_link_in_the_image_does_not_lead_the_mount_astray(
    engine: Engine, made: Made, shared: Path
) -> None:
    (shared / "inside").mkdir(exist_ok=True)
    container = made("treacherous", volumes=(Volume(str(shared / "inside"), "/opt/www"),))
    engine.stop_container(container.id, grace_s=0.0)
    plain = made("maker")
    said(engine, plain, "rmdir /opt; ln -s /etc /opt")
    image = engine.snapshot(SnapshotRequest(plain.id, "Links", "Tests", "1"))
    led = made.at_rest("led", image.reference, volumes=container.volumes)
    with pytest.raises(VolumeRefusedError, match="/opt in the image is no folder"):
        engine.start_container(led.id)
    assert now(engine, led).state is ContainerState.CREATED
    assert mounts_of(shared) == []


def test_shared_folders_outlive_a_killed_engine(
    engine: Engine, made: Made, shared: Path, place: Path
) -> None:
    folder = shared / "kept"
    folder.mkdir()
    (folder / "precious").write_text("precious")
    container = made("killed", volumes=(Volume(str(folder), "/kept"),))
    kill_hosts(place / "repository")
    assert now(engine, container).state is ContainerState.RUNNING
    assert said(engine, container, "cat /kept/precious") == "precious"
    engine.discard_container(container.id)
    assert (folder / "precious").read_text() == "precious"
    eventually(lambda: mounts_of(shared) == [])


def test_a_shared_folder_that_is_too_much_itself(tmp_path: Path) -> None:
    private = tmp_path / "repository"
    private.mkdir()
    for shared in (Path("/"), Path.home(), tmp_path):
        with pytest.raises(VolumeRefusedError):
            check_volumes((Volume(str(shared), "/mnt"),), shared, private)
    with pytest.raises(VolumeRefusedError, match="make it first"):
        missing = tmp_path / "missing"
        check_volumes((Volume(str(missing), "/mnt"),), missing, private)
