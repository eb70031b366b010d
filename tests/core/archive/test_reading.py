"""How archives are read: little, once, to the end, and never half kept."""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.archive import candidate, members, opening, sources
from core.cancel import NEVER, CancelToken
from core.errors import (
    BricklayerError,
    Cancelled,
    DigestMismatchError,
    FileAccessError,
    ImageExistsError,
    LayerFormatError,
    NotSupportedError,
)
from core.layer import free_space
from core.model import ImportChoice, ImportRequest, NameConflict
from core.progress import Progress, ignore
from tests.core.archive.incoming_desk import Desk
from tests.corpus.archive_parts import (
    ELSEWHERE,
    GZIP,
    LOWER,
    UPPER,
    DockerSave,
    Layout,
    config_of,
    docker_half,
    hybrid,
    tar_of,
)
from tests.corpus.archives_shape import ROOT
from tests.corpus.hostile import HOSTILE
from tests.corpus.odd import ODD
from tests.corpus.tar_bytes import END, file, header, symlink

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners and mounts need root here")
SEED = 20


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For what leaves nothing."""
    return Desk(tmp_path_factory.mktemp("refusing"))


def one(**more: Any) -> Layout:
    layout = Layout()
    layout.add(**more)
    return layout


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


# --- damage -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_wherever_it_is_cut_nothing_is_kept(
    pack: Callable[[bytes], bytes], refusing: Desk, tmp_path: Path
) -> None:
    whole = pack(one(tars=(UPPER,)).tar())
    needed = len(whole.rstrip(b"\x00") if pack is bytes else whole)  # the rest says nothing
    before = refusing.tree()
    for cut in [*range(1, needed, needed // 24), needed - 1]:
        path = written(tmp_path / "cut.tar", whole[:cut])
        with pytest.raises(BricklayerError):
            refusing.take(path)
    assert refusing.names() == {}
    assert refusing.tree() == before


def test_whatever_byte_is_wrong_it_is_refused_or_means_nothing(desk: Desk, tmp_path: Path) -> None:
    layout = one(tars=(UPPER,))
    digest = layout.entries[0]["digest"]
    whole = layout.tar()
    at = random.Random(SEED)
    for _ in range(60):
        changed = bytearray(whole)
        changed[at.randrange(len(whole) - 1024)] ^= 1 << at.randrange(8)
        path = written(tmp_path / "changed.tar", bytes(changed))
        try:
            desk.take(path)
        except BricklayerError:
            continue
        assert set(desk.names().values()) <= {digest}


def test_what_no_layer_may_be_does_nothing_as_an_archive(refusing: Desk, tmp_path: Path) -> None:
    """Nothing of an archive's own tar is ever made on a disk; what is odd there is seen or not."""
    tars = [tar for tar, _code in HOSTILE.values()]
    tars += [one[0] if isinstance(one, tuple) else one for one in ODD.values()]
    archive = one().tar()
    path = tmp_path / "hostile.tar"
    around = set(os.listdir(tmp_path)) | {path.name}
    before = refusing.tree()
    refused = 0
    for tar in tars:
        for content in (tar, tar.removesuffix(END) + archive):
            try:
                refusing.look(written(path, content))
            except BricklayerError as error:
                refused += str(error).isprintable()
    assert refused > len(HOSTILE)
    assert refusing.tree() == before
    assert set(os.listdir(tmp_path)) == around


def test_it_changes_while_it_is_read(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "web.tar", one().tar())
    before = desk.tree()

    def touch(_transfer: object) -> None:
        os.utime(path, ns=(1, 1))

    with pytest.raises(FileAccessError, match="it was changed"):
        desk.archives.take(ImportRequest(str(path)), NEVER, ignore, touch)
    assert desk.names() == {}
    assert {name for name in desk.tree() if "blobs" not in name} == set(before)


def test_a_root_file_system_changes_while_it_is_read(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "root.tar", ROOT)
    before = desk.tree()

    def touch(progress: Progress) -> None:
        if progress.phase == "Reading files":
            os.utime(path, ns=(1, 1))

    with pytest.raises(FileAccessError, match="it was changed"):
        desk.archives.take(ImportRequest(str(path)), NEVER, touch, lambda _transfer: None)
    assert desk.tree() == before


# --- how much is read -------------------------------------------------------------------------


def test_a_look_reads_headers_and_documents(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight gigabytes lie between them."""
    layout = one()
    path = tmp_path / "large.tar"
    size = 8 << 30
    with path.open("wb") as archive:
        archive.write(header(b"blobs/sha256/" + b"0" * 64, size=b"%011o " % (size - 1)))
        archive.seek(size, os.SEEK_CUR)
        archive.write(layout.tar())
    read = 0

    def counted(descriptor: int, start: int, size_bytes: int, path: str) -> bytes:
        nonlocal read
        piece = os.pread(descriptor, size_bytes, start)
        read += len(piece)
        return piece

    monkeypatch.setattr(opening, "read_at", counted)
    assert desk.only(path).image.reference == "web:1"
    assert read < 100_000


def test_a_packed_archive_is_unpacked_once_and_aside(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its layers lie there from the last one to the first one."""
    tars = [file(b"f%d" % number, os.urandom(50_000)) + END for number in range(6)]
    layout = Layout()
    layers = [layout.blob(gzip.compress(tar), GZIP) for tar in tars]
    for layer in reversed(layers):
        layout.files[layout.path(layer)] = layout.files.pop(layout.path(layer))
    layout.add(layers=layers, config=config_of(tars))
    path = written(tmp_path / "packed.tar", gzip.compress(layout.tar(), 1))
    begun = []
    unpack = sources.open_decompressed

    def counted(*values: Any, **more: Any) -> Any:
        begun.append(values)
        return unpack(*values, **more)

    monkeypatch.setattr(sources, "open_decompressed", counted)
    seen: set[str] = set()

    def look_on(_transfer: object) -> None:
        seen.update(os.listdir(desk.layout.private / "tmp"))

    desk.archives.take(ImportRequest(str(path)), NEVER, ignore, look_on)
    assert len(begun) == 1
    assert {name.partition(".")[0] for name in seen} <= {"blob"}
    assert os.listdir(desk.layout.private / "tmp") == []
    assert set(desk.names()) == {"web:1"}


def test_unpacking_leaves_the_disk_room(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "packed.tar", gzip.compress(one().tar()))
    full = SimpleNamespace(f_blocks=1 << 20, f_frsize=4096, f_bavail=100)
    monkeypatch.setattr(free_space, "os", SimpleNamespace(statvfs=lambda _path: full))
    before = desk.tree()
    desk.look(path)
    with pytest.raises(LayerFormatError, match="of the disk free"):
        desk.take(path)
    assert desk.tree() == before


def test_so_many_files_are_no_archive_of_images(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "_MEMBERS_LIMIT", 10)
    path = written(tmp_path / "many.tar", one().tar(*(file(b"f%d" % n) for n in range(11))))
    with pytest.raises(LayerFormatError, match="too many for an archive of images"):
        desk.look(path)
    monkeypatch.undo()
    desk.look(path)
    monkeypatch.setattr(members, "_NAMES_BYTES", 1000)
    path = written(tmp_path / "long.tar", one().tar(*(symlink(b"%d" % n, b"x" * 90)
                                                      for n in range(11))))  # fmt: skip
    with pytest.raises(LayerFormatError, match="names are too long"):
        desk.look(path)


def test_documents_are_not_too_large_together(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that images share count once."""
    monkeypatch.setattr(candidate, "_DOCUMENTS_BYTES", 30_000)
    layout = Layout()
    for name in ("a:1", "b:1"):
        layout.name(layout.manifest(config=config_of((LOWER, UPPER), author="x" * 10_000)), name)
    path = written(tmp_path / "two.tar", layout.tar())
    assert len(desk.look(path).images) == 2
    for name in ("c:1", "d:1"):
        layout.add(name, config=config_of((LOWER, UPPER), author=name + "x" * 10_000))
    look = desk.look(written(path, layout.tar()))
    assert [one.subject for one in look.problems] == ["d:1"]
    assert "its documents are larger than" in look.problems[0].sentence
    docker = DockerSave()
    for name in ("a:1", "b:1", "c:1"):
        docker.add(name, config=config_of((LOWER, UPPER), author=name + "x" * 10_000))
    look = desk.look(written(path, docker.tar()))
    assert [one.subject for one in look.problems] == ["c:1"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_it_can_be_stopped(pack: Callable[[bytes], bytes], desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "web.tar", pack(one().tar()))
    before = desk.tree()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        desk.archives.look(str(path), token, ignore)
    with pytest.raises(Cancelled):
        desk.take(path, cancel=token)
    assert desk.tree() == before
    later = CancelToken()
    with pytest.raises(Cancelled):
        desk.archives.take(
            ImportRequest(str(path)), later, ignore, lambda _transfer: later.cancel()
        )
    assert desk.names() == {}


# --- what is chosen ---------------------------------------------------------------------------


def test_one_bad_image_hides_no_other(desk: Desk, tmp_path: Path) -> None:
    layout = one()
    good = docker_half(layout, layout.entries[0], "web:1")
    bad = layout.add("bad:1", tars=(UPPER,))
    item = docker_half(layout, bad, "bad:1")
    layout.files[layout.path(bad)] = b"{}"
    for content in (layout.tar(), hybrid(layout, [good, item])):
        path = written(tmp_path / "two.tar", content)
        look = desk.look(path)
        assert [one.image.reference for one in look.images] == ["web:1"]
        assert [one.subject for one in look.problems] == ["bad:1"]
        with pytest.raises(DigestMismatchError):  # all, or those that were chosen
            desk.take(path)
        assert desk.names() == {}
    desk.take(path, look.images[0].key)
    assert set(desk.names()) == {"web:1"}


def test_what_is_chosen_comes_as_it_is_to_be_called(desk: Desk, tmp_path: Path) -> None:
    layout = one()
    layout.add("arm:1", config=config_of((LOWER, UPPER), architecture=ELSEWHERE))
    path = written(tmp_path / "two.tar", layout.tar())
    fits, other = desk.look(path).images
    assert (fits.fits_machine, other.fits_machine) == (True, False)
    choices = (ImportChoice(other.key, "Mine:7"), ImportChoice(fits.key))
    request = ImportRequest(str(path), choices, stamp=desk.look(path).stamp)
    arrived = desk.archives.take(request, NEVER, ignore, lambda _transfer: None)
    assert [one.reference for one in arrived.images] == ["Mine:7", "web:1"]
    assert [one.is_runnable for one in arrived.images] == [False, True]
    with pytest.raises(NotSupportedError, match="not in it any more"):
        desk.take(path, "sha256:" + "0" * 64)


def test_a_root_file_system_takes_no_name_away(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "debian-12.tar", ROOT)
    assert not desk.only(path).taken_name
    desk.take(path)
    before = desk.names()
    assert desk.only(path).taken_name
    with pytest.raises(ImageExistsError):
        desk.take(path)
    assert desk.names() == before
    desk.take(path, conflict=NameConflict.REPLACE)
    assert set(desk.names()) == {"debian:12"}


def test_an_image_is_here_by_its_id_whatever_form_it_comes_in(desk: Desk, tmp_path: Path) -> None:
    docker = DockerSave()
    docker.add("web:1")
    path = written(tmp_path / "docker.tar", docker.tar())
    (first,) = desk.take(path).images
    found = desk.only(path)
    assert (found.is_here, found.taken_name, found.missing_bytes) == (True, False, 0)
    again = desk.take(path)
    assert [one.manifest_digest for one in again.images] == [first.manifest_digest]
    assert (again.new_bytes, again.kept_both) == (0, ())
    assert set(desk.names()) == {"web:1"}
    without_layers = {k: v for k, v in docker.whole().items() if not k.endswith("layer.tar")}
    path = written(tmp_path / "thin.tar", tar_of(without_layers))
    assert desk.only(path).refusal == ""  # they are here
    assert desk.take(path).images == again.images
