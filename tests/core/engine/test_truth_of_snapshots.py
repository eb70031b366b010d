"""A snapshot holds what was there, no more and no less, and at one moment.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.layer import TarReader, open_decompressed
from core.model import BaseImageRequest, Container, ExecRequest, NewContainer, SnapshotRequest
from core.store import ImageLayout
from tests.corpus.tar_bytes import END, directory, file

_CHANGE = r"""
mkdir -p /d/e/f "/odd
name" /deep; cd /d
printf 'content' > file; ln file hard; ln -s ../nowhere link; mkfifo pipe
printf 'x' > "$(printf 'not-utf8-\377')"; printf 'y' > '/odd
name/ tab	and blank '
chmod 4755 file; chmod 1777 e; chmod 0 e/f; chown 33:1000 link hard 2> /dev/null
touch -d '2001-02-03 04:05:06' file
dd if=/dev/zero of=sparse bs=1 count=1 seek=3000000 2> /dev/null
rm -r /home; printf 'now a file' > /home; rm /etc/hosts; mkdir /etc/hosts; rm -r /srv; mkdir /srv
printf 'in a new one' > /srv/new; mv /opt /moved; rm "$(which wget)"; printf 'changed' > /etc/group
p=/deep; i=0; while [ $i -lt 120 ]; do p=$p/d$i; i=$((i+1)); done; mkdir -p $p; printf z > $p/end
"""
_LIST = (
    "find / -xdev ! -path / ! -path '/proc*' ! -path '/sys*' ! -path '/dev*' "
    "-exec stat -c '%n %F %a %u %g %h %N %Y' {} + | sort; "
    "find / -xdev -type f ! -path /.init ! -path '/proc*' -exec md5sum {} + | sort"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("truth") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def said(engine: Engine, container: Container, line: str) -> bytes:
    heard: list[bytes] = []
    engine.execute(
        container.id, ExecRequest(shell_line=line), output=lambda chunk: heard.append(chunk.content)
    )
    return b"".join(heard)


def started(engine: Engine, name: str, image: str, switch: str = "none") -> Container:
    made = engine.create_container(NewContainer(name, image, switch))
    return engine.start_container(made.id)


def names_in_top_layer(engine: Engine, reference: str) -> set[bytes]:
    layout = ImageLayout.open(Path(engine.repository().location))
    layer = layout.read_image(layout.resolve(reference)).manifest.layers[-1]
    with layout.open_blob(layer.digest) as blob:
        return {entry.path for entry in TarReader(open_decompressed(blob))}


def stripped(listing: bytes) -> list[bytes]:
    """Without times and link counts of directories, which mounts and file systems make."""
    return [
        b" ".join(line.split(b" ")[:-1]) if b" directory " in line else line
        for line in listing.split(b"\n")
        if not line.startswith((b"/.init ", b"/etc/resolv.conf "))
    ]


@pytest.mark.parametrize("is_running", [False, True])
def test_what_another_repository_unpacks_is_what_was_there(
    engine: Engine, tmp_path: Path, is_running: bool
) -> None:
    container = started(engine, f"original-{is_running}", "Base:1")
    said(engine, container, _CHANGE)
    wanted = stripped(said(engine, container, _LIST))
    assert any(b"not-utf8" in line for line in wanted)
    assert not any(b"/wget " in line for line in wanted)
    if not is_running:
        engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, f"Truth-{is_running}", "Tests", "1"))
    # Only what is in the blobs goes along.
    other = tmp_path / "other"
    for name in ("blobs", "index.json", "oci-layout"):
        copy = shutil.copytree if name == "blobs" else shutil.copy
        other.mkdir(mode=0o700, exist_ok=True)
        copy(Path(engine.repository().location) / name, other / name)
    elsewhere = connect(other)
    try:
        copied = started(elsewhere, "copy", image.reference)
        assert stripped(said(elsewhere, copied, _LIST)) == wanted
        elsewhere.discard_container(copied.id)
    finally:
        elsewhere.close()
    # And the next container here stands on the same, without unpacking.
    following = started(engine, f"following-{is_running}", image.reference)
    assert stripped(said(engine, following, _LIST)) == wanted
    assert engine.changes(following.id).is_empty
    engine.discard_container(following.id)


@pytest.fixture(scope="module")
def bare(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An image with a shell and an /etc, and no mount point of any kind."""
    shell = shutil.which("busybox", path="/usr/bin:/bin")
    assert shell is not None
    tarball = tmp_path_factory.mktemp("bare") / "bare.tar"
    content = directory(b"bin") + file(b"bin/sh", Path(shell).read_bytes(), mode=0o755)
    tarball.write_bytes(content + directory(b"etc") + END)
    request = BaseImageRequest("tarball", "Bare", "Tests", "1", tarball=str(tarball))
    return engine.make_base_image(request).reference


@pytest.mark.parametrize("switch", ["none", "host"])
def test_nothing_that_the_engine_made_is_a_change(engine: Engine, bare: str, switch: str) -> None:
    container = started(engine, f"noise-{switch}", bare, switch)
    said(engine, container, "echo mine > /mine")
    assert {change.path for change in engine.changes(container.id).changes} == {"mine"}
    for name in ("Live", "Rest"):
        image = engine.snapshot(SnapshotRequest(container.id, f"{name}-{switch}", "Tests", "1"))
        assert names_in_top_layer(engine, image.reference) <= {b"mine"}
        engine.stop_container(container.id)
    assert engine.changes(container.id).is_empty


def test_what_a_person_wrote_where_the_engine_mounts_is_kept(engine: Engine, bare: str) -> None:
    container = started(engine, "written", bare)
    said(engine, container, ": > /etc/resolv.conf")  # empty, and hers all the same
    assert {c.path for c in engine.changes(container.id).changes} == {"etc/resolv.conf"}
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, "Written", "Tests", "1"))
    assert b"etc/resolv.conf" in names_in_top_layer(engine, image.reference)


def test_a_socket_that_was_left_is_no_part_of_the_image(engine: Engine) -> None:
    container = started(engine, "socket", "Base:1")
    said(engine, container, "echo x > /beside")
    if os.geteuid() != 0:
        pytest.skip("the upper directory is another person's to us here")
    upper = Path(engine.repository().location) / ".bricklayer/containers" / container.id / "upper"
    engine.stop_container(container.id)
    here = os.open(upper, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(f"/proc/self/fd/{here}/left.sock")
    os.close(here)
    image = engine.snapshot(SnapshotRequest(container.id, "Socket", "Tests", "1"))
    assert names_in_top_layer(engine, image.reference) == {b"beside"}
    # It stands on its image now, like any other.
    found = engine.repository().container(container.id)
    assert found is not None
    assert found.image_reference == image.reference
    assert engine.changes(container.id).is_empty


def test_a_running_container_is_captured_at_one_moment(engine: Engine) -> None:
    if not engine.capabilities().can_pause:
        pytest.skip("control groups are not ours here, so nothing can be held still")
    container = started(engine, "moving", "Base:1")
    # Between /a and /z the capture reads for a while; /a is always written first.
    line = (
        "head -c 30000000 /dev/urandom > /m; (i=0; while :; do i=$((i+1)); echo $i > /t; "
        "mv /t /a; echo $i > /t; mv /t /z; done) > /dev/null 2>&1 & "
        "until [ -e /z ]; do :; done"
    )
    said(engine, container, line)
    image = engine.snapshot(SnapshotRequest(container.id, "Moment", "Tests", "1"))
    after = said(engine, container, "cat /z")
    following = started(engine, "still", image.reference)
    first, last = (int(word) for word in said(engine, following, "cat /a /z").split())
    assert first - last in (0, 1)
    while said(engine, container, "cat /z") == after:
        pass  # it goes on; a container that stays frozen would take no command


def test_an_empty_snapshot_is_an_empty_layer(engine: Engine) -> None:
    container = started(engine, "empty", "Base:1")
    request = SnapshotRequest(container.id, "Empty", "Tests", "1", even_if_empty=True)
    engine.snapshot(request)
    assert names_in_top_layer(engine, "Empty:1") == set()
    assert engine.changes(started(engine, "on-empty", "Empty:1").id).is_empty
