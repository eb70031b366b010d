"""Upper directories of real overlay mounts, captured and read back by ourselves and by umoci."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.layer import (
    GzipSink,
    WhiteoutForm,
    apply_layer,
    capture_upper,
    has_changes,
    measure_changes,
)
from core.model import ChangeKind
from core.oci import media_types
from core.oci.digest import sha256_digest
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.platform import this_machine
from core.snapshot import OverlayMount
from core.store import ImageLayout

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")
FORM = WhiteoutForm.TRUSTED


class Overlay:
    """lower, upper, work and merged in one place."""

    def __init__(self, root: Path) -> None:
        self.lower, self.upper, self.work, self.merged = (
            root / name for name in ("lower", "upper", "work", "merged")
        )
        for directory in (self.lower, self.upper, self.work, self.merged):
            directory.mkdir(parents=True)

    def mount(self) -> None:
        options = (
            f"lowerdir={self.lower},upperdir={self.upper},workdir={self.work},"
            "redirect_dir=off,metacopy=off,index=off"
        )
        subprocess.run(
            ["mount", "-t", "overlay", "overlay", "-o", options, self.merged], check=True
        )

    def unmount(self) -> None:
        subprocess.run(["umount", self.merged], check=True)


def fill_lower(lower: Path) -> None:
    for name in ("keep", "edit", "gone", "chmod", "touched", "same", "grow", "swap-me"):
        (lower / name).write_text(name)
    for name in ("d1", "d2", "d3", "replaced", "by-file", "inside", "chmod-dir"):
        (lower / name).mkdir()
        (lower / name / "child").write_text("child of " + name)
    (lower / "h1").write_text("linked")
    os.link(lower / "h1", lower / "h2")
    (lower / "s1").symlink_to("keep")
    (lower / "s2").symlink_to("gone")


def change(merged: Path) -> None:
    """Every row of what can happen to a file system."""
    (merged / "added").write_text("new")
    (merged / "new-dir").mkdir()
    (merged / "new-dir" / "deep").write_text("deep")
    (merged / "edit").write_text("EDIT")
    (merged / "grow").write_text("grow and grow")
    (merged / "gone").unlink()
    (merged / "chmod").chmod(0o4755)
    os.utime(merged / "touched", ns=(10**18, 10**18 + 123456789))
    with open(merged / "same", "r+b"):
        pass  # opened for writing only: copied up, yet the same
    shutil.rmtree(merged / "d1")
    (merged / "d2" / "child").unlink()
    shutil.rmtree(merged / "replaced")
    (merged / "replaced").mkdir()
    (merged / "replaced" / "other").write_text("other")
    shutil.rmtree(merged / "by-file")
    (merged / "by-file").write_text("now a file")
    (merged / "swap-me").unlink()
    (merged / "swap-me").mkdir()
    (merged / "inside" / "more").write_text("more")
    (merged / "chmod-dir").chmod(0o700)
    (merged / "s1").unlink()
    (merged / "s1").symlink_to("edit")
    (merged / "dangling").symlink_to(b"\xff nowhere")
    (merged / "l1").write_text("linked anew")
    os.link(merged / "l1", merged / "l2")
    (merged / "h1").write_text("link broken")
    os.mkfifo(merged / "fifo")
    os.mknod(merged / "device", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    os.setxattr(merged / "added", "user.note", b"\x00\xff binary")
    os.chown(merged / "added", 3_000_000, 70_000)
    (merged / ("long-" + "n" * 200)).write_text("long")
    (merged / "ünïcode").write_text("u")
    with open(os.fsencode(merged) + b"/not-utf8-\xff", "w") as file:
        file.write("b")
    (merged / "big").write_bytes(os.urandom(300_001))
    (merged / "empty").touch()
    (merged / "old").write_text("old")
    os.utime(merged / "old", ns=(0, -5 * 10**9))


@pytest.fixture
def overlay(tmp_path: Path) -> Iterator[Overlay]:
    made = Overlay(tmp_path / "overlay")
    fill_lower(made.lower)
    made.mount()
    yield made
    made.unmount()


def capture(overlay: Overlay, **more: object) -> tuple[bytes, tuple[str, ...]]:
    out = io.BytesIO()
    captured = capture_upper(overlay.upper, out.write, form=FORM, **more)  # type: ignore[arg-type]
    return out.getvalue(), captured.omitted


def snapshot_of(root: Path, *, ignoring: frozenset[str] = frozenset()) -> dict[str, object]:
    """Everything that a layer promises to keep, by path."""
    groups: dict[int, str] = {}
    found: dict[str, object] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if name in ignoring:
            continue
        status = path.lstat()
        kind = stat.S_IFMT(status.st_mode)
        content: object = None
        xattrs: object = ()
        if stat.S_ISREG(status.st_mode):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            xattrs = tuple(
                (key, os.getxattr(path, key))
                for key in sorted(os.listxattr(path))
                if key.startswith("user.") and not key.startswith("user.overlay")
            )
        elif stat.S_ISLNK(status.st_mode):
            content = os.readlink(path)
        elif not stat.S_ISDIR(status.st_mode):
            content = status.st_rdev
        first = groups.setdefault(status.st_ino, name) if stat.S_ISREG(kind) else name
        mode = 0o777 if stat.S_ISLNK(status.st_mode) else stat.S_IMODE(status.st_mode)
        found[name] = (
            kind, mode, status.st_uid, status.st_gid, content, xattrs, first,
            status.st_mtime_ns,
        )  # fmt: skip
    return found


def test_a_captured_layer_applied_again_shows_the_same_tree(
    overlay: Overlay, tmp_path: Path
) -> None:
    change(overlay.merged)
    tar, omitted = capture(overlay)
    assert omitted == ()
    layer = tmp_path / "layer"
    layer.mkdir()
    applied = apply_layer(io.BytesIO(tar), layer, form=FORM, lowers=[overlay.lower])
    assert applied.diff_id == sha256_digest(tar)
    assert applied.skipped == ("device (character device)",)
    assert not applied.depends_on_lowers
    again = tmp_path / "again"
    again.mkdir()
    options = f"lowerdir={layer}:{overlay.lower}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, again], check=True)
    try:
        # Devices are not unpacked: the runtime makes its own.
        expected = snapshot_of(overlay.merged, ignoring=frozenset({"device"}))
        assert snapshot_of(again) == expected
    finally:
        subprocess.run(["umount", again], check=True)


@pytest.mark.peer
@pytest.mark.skipif(not shutil.which("umoci"), reason="umoci is not installed")
def test_umoci_unpacks_the_same_tree(overlay: Overlay, tmp_path: Path) -> None:
    lower_tar = io.BytesIO()
    capture_upper(overlay.lower, lower_tar.write, form=FORM)
    change(overlay.merged)
    layout = ImageLayout.open(tmp_path / "repository")
    descriptors, diff_ids = [], []
    with layout.adding():
        for tar in (lower_tar.getvalue(), capture(overlay)[0]):
            with layout.new_blob() as blob, GzipSink(blob.write) as sink:
                sink.write(tar)
                sink.finish()
                digest, size_bytes = blob.commit()
            assert sink.diff_id == sha256_digest(tar)
            diff_ids.append(sink.diff_id)
            from core.oci.descriptor import Descriptor

            descriptors.append(Descriptor(media_types.LAYER_GZIP, digest, size_bytes))
        config = ImageConfig(this_machine(), tuple(diff_ids))
        manifest = Manifest(
            layout.put_document(config.to_bytes(), media_types.IMAGE_CONFIG), tuple(descriptors)
        )
        described = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
        layout.set_reference("t:1", described, replace_old=False)
    bundle = tmp_path / "bundle"
    done = subprocess.run(
        ["umoci", "unpack", "--image", f"{layout.path}:t:1", bundle],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert snapshot_of(bundle / "rootfs") == snapshot_of(overlay.merged)


def test_the_same_upper_always_gives_the_same_bytes(overlay: Overlay) -> None:
    change(overlay.merged)
    assert capture(overlay) == capture(overlay)
    packed = []
    for _ in range(2):
        out = io.BytesIO()
        with GzipSink(out.write) as sink:
            sink.write(capture(overlay)[0])
            sink.finish()
        packed.append(out.getvalue())
    assert packed[0] == packed[1]


def test_sockets_and_reserved_names_are_omitted_and_told(overlay: Overlay) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(overlay.merged / "s"))
    (overlay.merged / ".wh.fake").write_text("x")
    tar, omitted = capture(overlay)
    assert b".wh.fake" not in tar
    assert [line.split(":")[0] for line in omitted] == [".wh.fake"]
    summary = measure_changes(overlay.upper, [overlay.lower], form=FORM)
    assert summary.is_empty
    assert len(summary.omitted) == 2


def test_excluded_paths_are_left_out(overlay: Overlay) -> None:
    (overlay.merged / ".init").touch()
    (overlay.merged / "mine").touch()
    tar, _omitted = capture(overlay, exclude=[b".init"])
    assert b".init" not in tar
    assert b"mine" in tar


def test_changes_are_told_apart(overlay: Overlay) -> None:
    assert not has_changes(overlay.upper, [overlay.lower], form=FORM)
    change(overlay.merged)
    assert has_changes(overlay.upper, [overlay.lower], form=FORM)
    summary = measure_changes(overlay.upper, [overlay.lower], form=FORM)
    kinds = {one.path: one.kind for one in summary.changes}
    for path, kind in {
        "added": ChangeKind.ADDED,
        "new-dir/deep": ChangeKind.ADDED,
        "edit": ChangeKind.MODIFIED,
        "grow": ChangeKind.MODIFIED,
        "gone": ChangeKind.DELETED,
        "chmod": ChangeKind.METADATA,
        "touched": ChangeKind.METADATA,
        "d1": ChangeKind.DELETED,
        "d2/child": ChangeKind.DELETED,
        "replaced": ChangeKind.REPLACED,
        "replaced/other": ChangeKind.ADDED,
        "by-file": ChangeKind.REPLACED,
        "swap-me": ChangeKind.REPLACED,
        "inside/more": ChangeKind.ADDED,
        "chmod-dir": ChangeKind.METADATA,
        "s1": ChangeKind.MODIFIED,
        "h1": ChangeKind.MODIFIED,
    }.items():
        assert kinds.pop(path) is kind, path
    # Unchanged: opened only, and directories that hold a change but did not change themselves.
    for path in ("same", "keep", "d2", "inside", "h2"):
        assert path not in kinds
    assert set(kinds.values()) == {ChangeKind.ADDED}
    counts = [summary.added, summary.modified, summary.deleted]
    assert sum(counts) == len(summary.changes)
    assert not summary.is_cut
    cut = measure_changes(overlay.upper, [overlay.lower], form=FORM, limit=3)
    assert cut.is_cut
    assert [cut.added, cut.modified, cut.deleted] == counts
    assert len(cut.changes) == 3


def test_changes_know_whiteouts_and_opaque_directories_of_the_layers_below(tmp_path: Path) -> None:
    """The same name deleted in a middle layer and made again on top is new, not modified."""
    from tests.corpus.tar_bytes import directory, file

    tars = [
        directory(b"d") + file(b"d/a", b"1") + file(b"d/b", b"1") + file(b"c", b"1"),
        directory(b"d") + file(b"d/.wh..wh..opq") + file(b"d/b", b"2") + file(b".wh.c"),
        directory(b"d") + file(b"d/a", b"3") + file(b"d/b", b"3") + file(b"c", b"3"),
    ]
    layers: list[Path] = []
    for number, tar in enumerate(tars):
        layer = tmp_path / str(number)
        layer.mkdir()
        apply_layer(io.BytesIO(tar), layer, form=FORM, lowers=layers)
        layers.insert(0, layer)
    summary = measure_changes(layers[0], layers[1:], form=FORM)
    assert {one.path: one.kind for one in summary.changes} == {
        "d/a": ChangeKind.ADDED,
        "d/b": ChangeKind.MODIFIED,
        "c": ChangeKind.ADDED,
    }


def test_parents_that_a_layer_leaves_out_keep_the_lower_ones_attributes(tmp_path: Path) -> None:
    from tests.corpus.tar_bytes import directory, file

    below, above = tmp_path / "below", tmp_path / "above"
    below.mkdir()
    above.mkdir()
    apply_layer(io.BytesIO(directory(b"tmp", 0o1777)), below, form=FORM)
    applied = apply_layer(io.BytesIO(file(b"tmp/x", b"")), above, form=FORM, lowers=[below])
    assert applied.depends_on_lowers
    assert stat.S_IMODE((above / "tmp").stat().st_mode) == 0o1777


def test_a_hard_link_into_a_lower_layer_becomes_a_copy(tmp_path: Path) -> None:
    from tests.corpus.tar_bytes import file, hardlink

    below, above = tmp_path / "below", tmp_path / "above"
    below.mkdir()
    above.mkdir()
    apply_layer(io.BytesIO(file(b"f", b"content", mode=0o640)), below, form=FORM)
    applied = apply_layer(io.BytesIO(hardlink(b"h", b"f")), above, form=FORM, lowers=[below])
    assert applied.depends_on_lowers
    assert (above / "h").read_text() == "content"
    assert stat.S_IMODE((above / "h").stat().st_mode) == 0o640


def test_a_parent_that_is_nowhere_depends_on_the_lower_layers_all_the_same(tmp_path: Path) -> None:
    """On others the directory would be another one."""
    from tests.corpus.tar_bytes import directory, file

    for number, (tar, is_dependent) in enumerate(
        [
            (file(b"tmp/x", b""), True),
            (directory(b"tmp") + file(b"tmp/x", b""), False),
            (file(b".wh.tmp") + file(b"tmp/x", b""), False),
            (file(b"tmp/.wh..wh..opq") + file(b"tmp/x", b""), True),  # its mode is from below
        ]
    ):
        layer = tmp_path / str(number)
        layer.mkdir()
        applied = apply_layer(io.BytesIO(tar), layer, form=FORM)
        assert applied.depends_on_lowers == is_dependent, number


def test_whiteouts_that_hide_nothing_are_not_seen(tmp_path: Path) -> None:
    """The kernel would list their names, in directories that it does not merge."""
    from tests.corpus.tar_bytes import directory, file

    below, above = tmp_path / "below", tmp_path / "above"
    below.mkdir()
    above.mkdir()
    base = directory(b"etc") + file(b"etc/old", b"1") + directory(b"opq") + file(b"opq/f", b"2")
    apply_layer(io.BytesIO(base), below, form=FORM)
    tar = (
        file(b"etc/.wh.old") + file(b"etc/.wh.never") + file(b".wh.root") + directory(b"new")
        + file(b"new/.wh.x") + directory(b"opq") + file(b"opq/.wh..wh..opq") + file(b"opq/.wh.f")
        + file(b".wh.again") + directory(b"again") + file(b"again/.wh.y") + file(b"again/z", b"3")
    )  # fmt: skip
    applied = apply_layer(io.BytesIO(tar), above, form=FORM, lowers=[below])
    assert applied.depends_on_lowers, "another lower layer may have new/x"
    for name in ("upper", "work", "merged"):
        (tmp_path / name).mkdir()
    mount = OverlayMount(
        [above, below], tmp_path / "upper", tmp_path / "work", tmp_path / "merged", FORM
    )
    mount.mount()
    try:
        seen = {
            str(path.relative_to(tmp_path / "merged")): path.lstat().st_size
            for path in (tmp_path / "merged").rglob("*")
            if not path.is_dir()
        }
    finally:
        mount.unmount()
    assert seen == {"again/z": 1}
