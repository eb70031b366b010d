"""skopeo and umoci read what we write, and we show what they write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.store import ImageLayout, list_images, verify
from tests.core.store.layout_samples import put_image

pytestmark = pytest.mark.peer


def run(*argv: object) -> str:
    done = subprocess.run([str(a) for a in argv], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    layout = ImageLayout.open(tmp_path / "repository")
    put_image(layout, "ServerCore", "1.0", {"etc/os": b"os"})
    put_image(layout, "Web", "1.0", {"etc/os": b"os"}, {"srv/page": b"<h1>"})
    return layout


@pytest.mark.skipif(not shutil.which("skopeo"), reason="skopeo is not installed")
def test_skopeo_inspects_and_copies(layout: ImageLayout, tmp_path: Path) -> None:
    found = json.loads(run("skopeo", "inspect", f"oci:{layout.path}:Web:1.0"))
    image = list_images(layout)[0][1]
    assert found["Digest"] == image.manifest_digest
    assert found["Layers"] == [layer.digest for layer in image.layers]
    other = tmp_path / "other"
    run("skopeo", "copy", f"oci:{layout.path}:Web:1.0", f"oci:{other}:copied")
    copied = list_images(ImageLayout.open(other))[0][0]
    assert (copied.reference, copied.name, copied.version) == ("copied", "Web", "1.0")
    assert copied.manifest_digest == image.manifest_digest
    run("skopeo", "copy", f"oci:{other}:copied", f"oci:{layout.path}:Back:2.0")
    assert {one.reference for one in list_images(layout)[0]} >= {"ServerCore:1.0", "Back:2.0"}
    assert verify(layout) == ()


@pytest.mark.skipif(
    not shutil.which("umoci") or os.geteuid() != 0, reason="umoci is not installed, or no root"
)
def test_umoci_unpacks_and_what_it_repacks_is_shown(layout: ImageLayout, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    run("umoci", "unpack", "--image", f"{layout.path}:Web:1.0", bundle)
    assert (bundle / "rootfs/etc/os").read_bytes() == b"os"
    assert (bundle / "rootfs/srv/page").read_bytes() == b"<h1>"
    (bundle / "rootfs/added").write_text("by umoci")
    run("umoci", "repack", "--image", f"{layout.path}:Repacked", bundle)
    image = next(i for i in list_images(layout)[0] if i.reference == "Repacked")
    assert len(image.layers) == 3
    assert all(layer.available for layer in image.layers)
