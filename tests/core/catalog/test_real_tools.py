"""Images made by other tools, step by step, are read right."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.catalog.scanning import scan_blob
from core.catalog.stack import StackTree
from core.catalog.states import KINDS, difference_of_layer
from core.catalog.waste import measure_waste
from core.model import ChangeKind, Efficiency, WasteCause
from core.store import ImageLayout
from tests.core.catalog.kernel_view import directory_view
from tests.core.catalog.made_layers import SEED
from tests.core.catalog.stack_view import stack_view
from tests.core.catalog.umoci_view import has_umoci, run_umoci

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(os.geteuid() != 0, reason="owners of files need root here"),
]
needs_umoci = pytest.mark.skipif(not has_umoci(), reason="umoci is not installed")
needs_buildah = pytest.mark.skipif(
    shutil.which("buildah") is None, reason="buildah is not installed"
)


def stack_of(path: Path, reference: str) -> StackTree:
    layout = ImageLayout.open(path, create=False)
    image = layout.read_image(layout.resolve(reference))
    tables = []
    for descriptor, diff_id in zip(image.manifest.layers, image.config.diff_ids, strict=True):
        with layout.open_blob(descriptor.digest) as blob:
            tables.append(
                scan_blob(
                    blob, diff_id=diff_id, digest=descriptor.digest,
                    size_bytes=descriptor.size_bytes, seed=SEED,
                )
            )  # fmt: skip
    return StackTree(tables)


def kinds_at(stack: StackTree, level: int) -> dict[str, ChangeKind]:
    difference = difference_of_layer(stack, level)
    return {
        os.fsdecode(stack.tree.path(node)): KINDS[place]
        for node, place in enumerate(difference.kind.tolist())
        if place >= 0
    }


def efficiency_of(stack: StackTree) -> Efficiency:
    return measure_waste(stack, "made", [str(level) for level in range(stack.levels)])


def wasted(found: Efficiency) -> set[tuple[str, int, int, int, WasteCause]]:
    return {(w.path, w.size_bytes, w.level, w.hidden_at, w.cause) for w in found.files}


def fill(root: Path) -> None:
    (root / "opt" / "src").mkdir(parents=True)
    (root / "opt" / "src" / "a").write_bytes(b"a" * 3000)
    (root / "opt" / "src" / "b").write_bytes(b"b" * 500)
    (root / "etc").mkdir()
    (root / "etc" / "old").write_bytes(b"old" * 100)
    (root / "etc" / "kept").write_bytes(b"kept")
    os.link(root / "etc" / "kept", root / "etc" / "second-name")
    (root / "bin").symlink_to("opt/src")
    (root / "tool").write_bytes(b"t" * 2000)


@needs_umoci
def test_umoci_insert_whiteout_opaque_and_repack(tmp_path: Path) -> None:
    layout, image = tmp_path / "layout", f"{tmp_path}/layout:made"
    run_umoci("init", "--layout", str(layout))
    run_umoci("new", "--image", image)
    first = tmp_path / "first"
    run_umoci("unpack", "--image", image, str(first))
    fill(first / "rootfs")
    run_umoci("repack", "--image", image, str(first))
    run_umoci("insert", "--image", image, "--whiteout", "/etc/old")
    other = tmp_path / "other"
    other.mkdir()
    (other / "n").write_bytes(b"n" * 10)  # umoci leaves out what fills the block
    run_umoci("insert", "--image", image, "--opaque", str(other), "/opt/src")
    bundle = tmp_path / "bundle"
    run_umoci("unpack", "--image", image, str(bundle))
    root = bundle / "rootfs"
    assert sorted(path.name for path in (root / "opt" / "src").iterdir()) == ["n"]
    (root / "tool").chmod(0o700)
    (root / "bin").unlink()
    (root / "bin").symlink_to("elsewhere")
    shutil.rmtree(root / "opt")
    run_umoci("repack", "--image", image, str(bundle))

    stack = stack_of(layout, "made")
    assert stack.levels == 4
    assert kinds_at(stack, 1) == {"etc/old": ChangeKind.DELETED}
    assert kinds_at(stack, 2) == {
        "opt/src": ChangeKind.REPLACED, "opt/src/a": ChangeKind.DELETED,
        "opt/src/b": ChangeKind.DELETED, "opt/src/n": ChangeKind.ADDED,
    }  # fmt: skip
    last = kinds_at(stack, 3)
    assert {path: last[path] for path in ("tool", "bin", "opt")} == {
        "tool": ChangeKind.METADATA, "bin": ChangeKind.MODIFIED, "opt": ChangeKind.DELETED,
    }  # fmt: skip
    found = efficiency_of(stack)
    assert wasted(found) == {
        ("etc/old", 300, 0, 1, WasteCause.DELETED),
        ("opt/src/a", 3000, 0, 2, WasteCause.DELETED),
        ("opt/src/b", 500, 0, 2, WasteCause.DELETED),
        ("opt/src/n", 10, 2, 3, WasteCause.DELETED),
        ("tool", 2000, 0, 3, WasteCause.METADATA),
    }
    assert found.live_bytes == 2000 + 4
    assert found.stored_bytes == found.live_bytes + 5810

    again = tmp_path / "again"
    run_umoci("raw", "unpack", "--image", image, str(again))
    ours, theirs = stack_view(stack, 3), directory_view(again, SEED)
    assert ours.keys() == theirs.keys()
    for path in ours:
        if path:
            assert (ours[path].type, ours[path].digest, ours[path].mode) == (
                theirs[path].type, theirs[path].digest, theirs[path].mode,
            )  # fmt: skip


class Buildah:
    """A working container in a store of its own."""

    def __init__(self, place: Path) -> None:
        self._store = ["buildah", "--root", f"{place}/store", "--runroot", f"{place}/run",
                       "--storage-driver", "overlay"]  # fmt: skip
        self._container = ""

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self._store, *arguments], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"buildah cannot work here: {done.stderr.strip()[-300:]}")
        return done.stdout.strip()

    def start(self, image: str) -> Path:
        """The container's root."""
        self._container = self.run("from", "--pull-never", image)
        return Path(self.run("mount", self._container))

    def commit(self, name: str) -> None:
        self.run("umount", self._container)
        self.run("commit", "--rm", "--omit-timestamp=false", self._container, name)


@needs_buildah
def test_buildah_replaced_directories_and_changed_modes(tmp_path: Path) -> None:
    buildah = Buildah(tmp_path)
    fill(buildah.start("scratch"))
    buildah.commit("localhost/first")
    root = buildah.start("localhost/first")
    shutil.rmtree(root / "opt" / "src")
    (root / "opt" / "src").mkdir()
    (root / "opt" / "src" / "n").write_bytes(b"n" * 10)
    (root / "tool").chmod(0o700)
    buildah.commit("localhost/second")
    root = buildah.start("localhost/second")
    shutil.rmtree(root / "etc")
    (root / "tool").unlink()
    (root / "tool").write_bytes(b"t" * 2000)
    (root / "tool").chmod(0o700)
    os.utime(root / "tool", (1, 1))
    buildah.commit("localhost/third")
    buildah.run("push", "localhost/third", f"oci:{tmp_path}/layout:made")

    stack = stack_of(tmp_path / "layout", "made")
    assert stack.levels == 3
    second, third = kinds_at(stack, 1), kinds_at(stack, 2)
    assert second.pop("opt/src") is ChangeKind.REPLACED
    assert {path: second[path] for path in ("opt/src/a", "opt/src/b", "opt/src/n", "tool")} == {
        "opt/src/a": ChangeKind.DELETED, "opt/src/b": ChangeKind.DELETED,
        "opt/src/n": ChangeKind.ADDED, "tool": ChangeKind.METADATA,
    }  # fmt: skip
    assert third["etc"] is ChangeKind.DELETED
    assert third["tool"] is ChangeKind.METADATA  # its time
    found = efficiency_of(stack)
    assert wasted(found) == {
        ("opt/src/a", 3000, 0, 1, WasteCause.DELETED),
        ("opt/src/b", 500, 0, 1, WasteCause.DELETED),
        ("tool", 2000, 0, 1, WasteCause.METADATA),
        ("tool", 2000, 1, 2, WasteCause.METADATA),
        ("etc/old", 300, 0, 2, WasteCause.DELETED),
        ("etc/kept", 4, 0, 2, WasteCause.DELETED),
    }
    assert found.live_bytes == 2000 + 10
