from __future__ import annotations

import json
import multiprocessing
import os
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import (
    BlobMissingError,
    DigestMismatchError,
    ImageExistsError,
    ImageNotFoundError,
    MalformedDocumentError,
    RepositoryReadOnlyError,
    RepositoryUnusableError,
    StorageFullError,
)
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.store import ImageLayout, collect, list_images, verify
from core.store.collect import FOREIGN_GRACE_S
from tests.core.store.layout_samples import put_image


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    return ImageLayout.open(tmp_path / "repository")


def files_below(path: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()
    }


def test_a_new_layout_is_private_and_whole(layout: ImageLayout) -> None:
    assert stat.S_IMODE(layout.path.stat().st_mode) == 0o700
    assert json.loads((layout.path / "oci-layout").read_text()) == {"imageLayoutVersion": "1.0.0"}
    assert layout.references() == ()
    assert list_images(layout) == ((), ())


def test_images_come_back_with_their_identity(layout: ImageLayout) -> None:
    put_image(layout, "ServerCore", "1.0", {"etc/os": b"os"}, {"bin/web": b"web"})
    (image,), problems = list_images(ImageLayout.open(layout.path))
    assert problems == ()
    assert (image.reference, image.name, image.publisher, image.version) == (
        "ServerCore:1.0",
        "ServerCore",
        "Tests",
        "1.0",
    )
    assert [layer.created_by for layer in image.layers] == ["step 0", "step 1"]
    assert image.layers[0].chain_id == image.layers[0].diff_id != image.layers[1].chain_id
    assert image.is_runnable


def test_blobs_are_read_only_and_equal_content_is_stored_once(layout: ImageLayout) -> None:
    first = layout.put_document(b"same", "text/plain")
    second = layout.put_document(b"same", "text/plain")
    assert first == second
    assert stat.S_IMODE(layout.blob_path(first.digest).stat().st_mode) == 0o444
    assert layout.read_blob(first) == b"same"
    assert layout.stored_bytes() == 4


def test_a_large_blob_is_hashed_rightly_in_pieces(layout: ImageLayout) -> None:
    import hashlib

    pieces = [os.urandom(300_000) for _ in range(9)]
    with layout.new_blob() as blob:
        for piece in pieces:
            blob.write(piece)
        digest, size_bytes = blob.commit()
    assert digest == "sha256:" + hashlib.sha256(b"".join(pieces)).hexdigest()
    assert size_bytes == 2_700_000


def test_a_blob_that_was_not_committed_leaves_nothing(layout: ImageLayout) -> None:
    before = files_below(layout.path)
    with layout.new_blob() as blob:
        blob.write(b"half")
    with pytest.raises(DigestMismatchError), layout.new_blob() as blob:
        blob.write(b"other")
        blob.commit(Descriptor("text/plain", "sha256:" + "0" * 64, 5))
    assert files_below(layout.path) == before


def test_a_reference_is_not_replaced_silently(layout: ImageLayout) -> None:
    first = put_image(layout, "A", "1", {"a": b"1"})
    with pytest.raises(ImageExistsError):
        put_image(layout, "A", "1", {"a": b"2"})
    assert layout.resolve("A:1").digest == first.digest
    second = put_image(layout, "A", "1", {"a": b"2"}, replace=True)
    assert layout.resolve("A:1").digest == second.digest
    layout.remove_reference("A:1")
    with pytest.raises(ImageNotFoundError):
        layout.remove_reference("A:1")


def test_everything_is_durable_before_the_reference(
    layout: ImageLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of system calls: each file synced, then its name, the index last."""
    calls: list[str] = []
    real_fsync, real_rename = os.fsync, os.rename

    def fsync(descriptor: int) -> None:
        calls.append("fsync " + os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")))
        real_fsync(descriptor)

    def rename(source: object, target: object) -> None:
        is_blob = "sha256" in str(target)
        calls.append(f"rename {'blob' if is_blob else os.path.basename(str(target))}")
        real_rename(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    put_image(layout, "A", "1", {"a": b"1"})
    index_at = calls.index("rename index.json")
    assert calls.count("rename blob") == 3
    for at, call in enumerate(calls):
        if call == "rename blob":
            assert calls[at - 1].startswith("fsync blob.")
            assert calls[at + 1] == "fsync sha256"
            assert at < index_at
    assert calls[index_at - 1].startswith("fsync index.json.")
    assert calls[index_at + 1] == f"fsync {layout.path.name}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe{}",
        b'\xef\xbb\xbf{"schemaVersion":2}',
        b'{"schemaVersion":1,"manifests":[]}',
        b'{"schemaVersion":2,"manifests":[],"manifests":[]}',
        b'{"schemaVersion":2,"manifests":[{"digest":"sha256:00","size":1}]}',
        b'{"schemaVersion":2,"manifests":[{"digest":"sha256:' + b"0" * 64 + b'","size":-1}]}',
        b'{"schemaVersion":2,"manifests":[],"layers":[]}',
        b'{"schemaVersion":2,"manifests":' + b"[" * 100_000 + b"}",
        b'{"schemaVersion":2,"manifests":NaN}',
        b'{"schemaVersion":' + b"2" * 5000 + b"}",
        b'{"schemaVersion":2,"annotations":{"a":"' + b'\\"' * 3_000_000,
        b'{"schemaVersion":2,"manifests":[]' + b" " * (40 << 20) + b"}",
        b'{"schemaVersion":2,"manifests":{}}',
        b'{"schemaVersion":2,"manifests":[7]}',
        b'{"schemaVersion":2,"manifests":[{"digest":7,"size":1}]}',
        b'{"schemaVersion":2,"manifests":[{"size":1}]}',
        b'{"schemaVersion":2,"annotations":{"a":1}}',
    ],
    ids=lambda content: repr(content[:40]),
)
def test_a_broken_index_is_told_and_left_alone(layout: ImageLayout, content: bytes) -> None:
    (layout.path / "index.json").write_bytes(content)
    with pytest.raises(RepositoryUnusableError, match=r"index\.json"):
        list_images(layout)
    descriptor = layout.put_document(b"{}", media_types.IMAGE_MANIFEST)
    with pytest.raises(RepositoryUnusableError):
        layout.set_reference("A:1", descriptor, replace_old=True)
    assert (layout.path / "index.json").read_bytes() == content


@pytest.mark.parametrize("kind", ["missing", "fifo", "link"])
def test_an_index_that_is_no_file(layout: ImageLayout, kind: str, tmp_path: Path) -> None:
    index = layout.path / "index.json"
    index.unlink()
    if kind == "fifo":
        os.mkfifo(index)
    elif kind == "link":
        (tmp_path / "secret").write_text("{}")
        index.symlink_to(tmp_path / "secret")
    with pytest.raises(RepositoryUnusableError):
        layout.references()


def damage_nothing(path: Path) -> None:
    path.unlink()


def damage_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def damage_length(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def damage_type(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("damage", [damage_nothing, damage_bit, damage_length, damage_type])
@pytest.mark.parametrize("part", ["manifest", "config"])
def test_a_damaged_document_becomes_a_problem_and_others_stay(
    layout: ImageLayout, damage: object, part: str
) -> None:
    put_image(layout, "Good", "1", {"a": b"1"})
    bad = put_image(layout, "Bad", "1", {"a": b"2"})
    digest = bad.digest if part == "manifest" else layout.read_image(bad).manifest.config.digest
    damage(layout.blob_path(digest))  # type: ignore[operator]
    images, problems = list_images(layout)
    assert [image.reference for image in images] == ["Good:1"]
    assert [problem.subject for problem in problems] == ["Bad:1"]
    assert problems[0].sentence.endswith(".")


def test_a_missing_layer_is_shown_as_not_available(layout: ImageLayout) -> None:
    descriptor = put_image(layout, "A", "1", {"a": b"1"}, {"b": b"2"})
    layer = layout.read_image(descriptor).manifest.layers[1]
    layout.blob_path(layer.digest).unlink()
    (image,), problems = list_images(layout)
    assert problems == ()
    assert [one.available for one in image.layers] == [True, False]
    assert not image.is_runnable
    with pytest.raises(BlobMissingError):
        layout.open_blob(layer.digest)


def test_verify_finds_every_flipped_bit(layout: ImageLayout) -> None:
    put_image(layout, "A", "1", {"a": os.urandom(2_000_000)})
    assert verify(layout) == ()
    for path in sorted((layout.path / "blobs" / "sha256").iterdir()):
        content = path.read_bytes()
        damage_bit(path)
        assert verify(layout), path
        path.write_bytes(content)
    assert verify(layout) == ()


def sweep(layout: ImageLayout, **options: object) -> int:
    with layout.sweeping():
        return collect(layout, **options)  # type: ignore[arg-type]


def test_a_blob_that_another_tool_is_about_to_name_stays(layout: ImageLayout) -> None:
    put_image(layout, "A", "1", {"a": b"1"})
    coming = layout.put_document(b"on its way", "text/plain")
    assert sweep(layout) == 0
    assert layout.blob_size(coming.digest) == 10
    long_ago = time.time() - FOREIGN_GRACE_S - 60
    os.utime(layout.blob_path(coming.digest), (long_ago, long_ago))
    assert sweep(layout) == 10
    assert layout.blob_size(coming.digest) is None


@pytest.mark.parametrize("media_type", ["", "application/vnd.example.artifact.v9+json"])
def test_what_an_unknown_kind_of_entry_names_is_never_deleted(
    layout: ImageLayout, media_type: str
) -> None:
    """Old tools leave the media type out, and new ones make kinds that we do not know."""
    descriptor = put_image(layout, "Odd", "1", {"a": b"kept"})
    other = put_image(layout, "Other", "1", {"b": b"2"})
    layout.set_reference("Odd:1", replace(descriptor, media_type=media_type), replace_old=True)
    layout.remove_reference("Other:1")
    for path in (layout.path / "blobs/sha256").iterdir():
        os.utime(path, (0, 0))
    assert sweep(layout, forgotten=[other]) > 0
    stored = layout.read_image(descriptor)
    assert layout.blob_size(stored.manifest.layers[0].digest) is not None
    assert layout.blob_size(other.digest) is None


@pytest.mark.parametrize("damage", [damage_nothing, damage_bit, damage_length, damage_type])
def test_writing_a_damaged_blob_again_makes_it_whole(layout: ImageLayout, damage: object) -> None:
    """As the sentence about damage promises: fetch or build the image again."""
    stored = layout.put_document(b"the same bytes", "text/plain")
    damage(layout.blob_path(stored.digest))  # type: ignore[operator]
    with pytest.raises((DigestMismatchError, BlobMissingError)):
        layout.read_blob(stored)
    assert layout.put_document(b"the same bytes", "text/plain") == stored
    assert layout.read_blob(stored) == b"the same bytes"


def test_collect_deletes_only_what_nothing_names(layout: ImageLayout) -> None:
    put_image(layout, "A", "1", {"shared": b"s"}, {"a": b"only a"})
    put_image(layout, "B", "1", {"shared": b"s"}, {"b": b"only b"})
    kept = put_image(layout, "C", "1", {"c": b"kept by a container"})
    whole = layout.stored_bytes()
    assert sweep(layout) == 0
    forgotten = [layout.resolve("A:1"), layout.resolve("C:1")]
    layout.remove_reference("A:1")
    layout.remove_reference("C:1")
    (layout.private / "tmp" / "blob.left-by-a-crash").write_bytes(b"half")
    freed = sweep(layout, keep=[kept], forgotten=forgotten)
    assert freed > 4
    assert layout.stored_bytes() == whole - freed + 4
    images, problems = list_images(layout)
    assert [image.reference for image in images] == ["B:1"]
    assert images[0].is_runnable
    assert problems == ()
    layout.read_image(kept)


def test_collect_deletes_nothing_when_a_manifest_cannot_be_read(layout: ImageLayout) -> None:
    put_image(layout, "A", "1", {"a": b"1"})
    bad = put_image(layout, "B", "1", {"b": b"2"})
    forgotten = [layout.resolve("A:1")]
    layout.remove_reference("A:1")
    damage_bit(layout.blob_path(bad.digest))
    before = layout.stored_bytes()
    assert sweep(layout, forgotten=forgotten) == 0
    assert layout.stored_bytes() == before


def test_a_folder_of_other_things_is_refused_not_littered(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(RepositoryUnusableError):
        ImageLayout.open(tmp_path / "letters")
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["dear.txt"]
    with pytest.raises(RepositoryUnusableError):
        ImageLayout.open(tmp_path / "letters" / "dear.txt")
    with pytest.raises(RepositoryUnusableError):
        ImageLayout.open(tmp_path / "absent", create=False)
    assert not (tmp_path / "absent").exists()


def test_an_unknown_layout_version_is_refused(layout: ImageLayout) -> None:
    (layout.path / "oci-layout").write_text('{"imageLayoutVersion":"9.0.0"}')
    with pytest.raises(RepositoryUnusableError, match="version"):
        ImageLayout.open(layout.path)


def _put_many(path: str, first: int) -> None:
    layout = ImageLayout.open(Path(path))
    for number in range(first, first + 10):
        put_image(layout, f"N{number}", "1", {"n": str(number).encode()})


def test_two_processes_lose_no_reference(layout: ImageLayout) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_put_many, args=(str(layout.path), first)) for first in (0, 100)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert len(layout.references()) == 20


def test_a_killed_writer_leaves_only_what_a_sweep_removes(layout: ImageLayout) -> None:
    code = (
        "import sys, os, signal; from pathlib import Path; from core.store import ImageLayout\n"
        "blob = ImageLayout.open(Path(sys.argv[1])).new_blob(); blob.write(b'x' * 2_000_000)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(layout.path)], check=False)
    assert layout.stored_bytes() == 0
    assert list((layout.private / "tmp").iterdir())
    assert sweep(layout) > 0
    assert not list((layout.private / "tmp").iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], check=True)
    try:
        layout = ImageLayout.open(disk / "repository")
        put_image(layout, "A", "1", {"a": b"1"})
        before = files_below(layout.path)
        with pytest.raises(StorageFullError) as caught:
            put_image(layout, "B", "1", {"b": os.urandom(2 << 20)})
        assert "full" in str(caught.value)
        after = {k: v for k, v in files_below(layout.path).items() if "lock" not in k}
        assert after == {k: v for k, v in before.items() if "lock" not in k}
        # Not a byte is left: removing works all the same.
        with pytest.raises(OSError), (disk / "ballast").open("wb") as ballast:
            while True:
                ballast.write(b"x" * 4096)
                ballast.flush()
        old = layout.resolve("A:1")
        with pytest.raises(StorageFullError):
            layout.set_reference("again", old, replace_old=False)
        layout.remove_reference("A:1")
        assert sweep(layout, forgotten=[old]) > 0
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another person")
@pytest.mark.parametrize("kind", ["foreign", "read-only"])
def test_a_repository_of_another_person_is_read_but_not_written(tmp_path: Path, kind: str) -> None:
    layout = ImageLayout.open(tmp_path / "repository")
    put_image(layout, "A", "1", {"a": b"1"})
    if kind == "foreign":
        for directory in [layout.path, *layout.path.rglob("*")]:
            os.chown(directory, 12345, 12345)
    else:
        subprocess.run(["mount", "--bind", layout.path, layout.path], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", layout.path], check=True)
    try:
        opened = ImageLayout.open(layout.path)
        assert not opened.is_writable
        assert [image.reference for image in list_images(opened)[0]] == ["A:1"]
        before = files_below(layout.path)
        for attempt in (
            opened.new_blob,
            opened.adding,
            lambda: opened.remove_reference("A:1"),
            opened.sweeping,
        ):
            with pytest.raises(RepositoryReadOnlyError):
                attempt()
        assert files_below(layout.path) == before
    finally:
        if kind == "read-only":
            subprocess.run(["umount", layout.path], check=True)


def test_documents_that_can_be_read_two_ways_are_refused(layout: ImageLayout) -> None:
    descriptor = layout.put_document(
        b'{"schemaVersion":2,"manifests":[],"layers":[],"config":{}}', media_types.IMAGE_MANIFEST
    )
    with pytest.raises(MalformedDocumentError):
        layout.read_image(descriptor)


def test_an_entry_by_another_digest_algorithm_does_not_hide_the_others(
    layout: ImageLayout,
) -> None:
    """blake3 is registered too (descriptor.md); we say that we do not check it."""
    put_image(layout, "Web", "1.0", {"a": b"x"})
    index = json.loads((layout.path / "index.json").read_text())
    foreign = {
        "mediaType": media_types.IMAGE_MANIFEST,
        "digest": "blake3:" + "ab" * 32,
        "size": 7,
        "annotations": {"org.opencontainers.image.ref.name": "Other:1"},
    }
    index["manifests"].append(foreign)
    (layout.path / "index.json").write_text(json.dumps(index))
    images, problems = list_images(layout)
    assert [image.reference for image in images] == ["Web:1.0"]
    assert [problem.subject for problem in problems] == ["Other:1"]
    assert "of the kind blake3, but only sha256 and sha512 are known" in problems[0].sentence
    put_image(layout, "Web", "1.1", {"a": b"y"})
    entries = json.loads((layout.path / "index.json").read_text())["manifests"]
    assert foreign in entries, "it is kept as it was"
    assert collect(layout) == 0, "what it needs is not known"


@pytest.mark.parametrize(
    "name", ["blobs", "blobs/sha256", "blobs/sha512", ".bricklayer", ".bricklayer/tmp"]
)
def test_a_layout_that_leads_elsewhere_is_only_read(
    layout: ImageLayout, tmp_path: Path, name: str
) -> None:
    """What is swept there would be somebody's files."""
    put_image(layout, "Web", "1.0", {"a": b"x"})
    place, elsewhere = layout.path / name, tmp_path / "elsewhere"
    if place.exists():
        place.rename(elsewhere)
    else:
        elsewhere.mkdir()
    place.symlink_to(elsewhere)
    mine = elsewhere / ("c" * 64)
    mine.write_text("of somebody")
    os.utime(mine, (0, 0))
    opened = ImageLayout.open(layout.path)
    assert not opened.is_writable
    assert [image.reference for image in list_images(opened)[0]] == ["Web:1.0"]
    with pytest.raises(RepositoryReadOnlyError):
        opened.sweeping()
    assert mine.read_text() == "of somebody"


def test_what_is_no_blob_is_not_swept(layout: ImageLayout) -> None:
    strangers = [layout.path / "blobs" / "sha256" / name for name in ("notes.txt", "C" * 64, "a")]
    for stranger in strangers:
        stranger.write_text("of somebody")
        os.utime(stranger, (0, 0))
    blob = layout.put_document(b"of nobody", "application/x-other")
    os.utime(layout.blob_path(blob.digest), (0, 0))
    assert collect(layout) == blob.size_bytes
    assert all(stranger.exists() for stranger in strangers)
