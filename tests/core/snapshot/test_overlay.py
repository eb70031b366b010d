from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import MountFailedError
from core.layer import WhiteoutForm
from core.snapshot import OverlayMount, is_mount_point, probe_overlay

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")
FORM = WhiteoutForm.TRUSTED


def overlay(place: Path, count: int) -> OverlayMount:
    lowers = []
    for number in range(count):
        lower = place / "layers" / f"{number:064d}" / "fs"
        lower.mkdir(parents=True)
        (lower / f"f{number}").write_text(str(number))
        lowers.append(lower)
    for name in ("upper", "work", "merged"):
        (place / name).mkdir(parents=True)
    return OverlayMount(lowers, place / "upper", place / "work", place / "merged", FORM)


@pytest.mark.parametrize("count", [1, 2, 30, 128, 300])
def test_many_layers_are_mounted(tmp_path: Path, count: int) -> None:
    mount = overlay(tmp_path, count)
    mount.mount()
    try:
        assert len(os.listdir(mount.merged)) == count
        (mount.merged / "f0").unlink()
        assert (mount.upper / "f0").exists()
    finally:
        mount.unmount()
    assert not is_mount_point(mount.merged)
    mount.unmount()


@pytest.mark.parametrize("count", [2, 200])
def test_names_with_separators_and_blanks(tmp_path: Path, count: int) -> None:
    place = tmp_path / "a:b, c\\d"
    mount = overlay(place, count)
    mount.mount()
    try:
        assert is_mount_point(mount.merged)
        assert len(os.listdir(mount.merged)) == count
    finally:
        mount.unmount()
    assert {child.name for child in place.iterdir()} == {"layers", "upper", "work", "merged"}


def test_a_repository_far_down_is_mounted(tmp_path: Path) -> None:
    mount = overlay(tmp_path.joinpath(*["d" * 200] * 10), 2)
    mount.mount()
    try:
        (mount.merged / "written").write_text("x")
        assert (mount.upper / "written").exists()
    finally:
        mount.unmount()


def test_mounting_many_layers_leaves_the_working_directory_alone(tmp_path: Path) -> None:
    before = Path.cwd()
    mount = overlay(tmp_path, 200)
    mount.mount()
    mount.unmount()
    assert Path.cwd() == before


def test_the_same_upper_is_not_mounted_twice(tmp_path: Path) -> None:
    mount = overlay(tmp_path, 1)
    mount.mount()
    try:
        with pytest.raises(MountFailedError, match="already"):
            mount.mount()
    finally:
        mount.unmount()


def test_a_missing_layer_is_a_typed_error(tmp_path: Path) -> None:
    mount = overlay(tmp_path, 1)
    broken = OverlayMount([tmp_path / "nowhere"], mount.upper, mount.work, mount.merged, FORM)
    with pytest.raises(MountFailedError):
        broken.mount()
    assert not is_mount_point(mount.merged)


def test_the_probe_leaves_nothing(tmp_path: Path) -> None:
    assert probe_overlay(tmp_path, FORM).is_available
    assert list(tmp_path.iterdir()) == []


def test_the_probe_says_what_to_do_on_the_wrong_disk() -> None:
    facility = probe_overlay(Path("/proc"), FORM)
    assert not facility.is_available
    assert facility.sentence.endswith(".")


def test_the_root_is_the_image_s_until_something_is_written(tmp_path: Path) -> None:
    mount = overlay(tmp_path, 2)
    mount.lowers[0].chmod(0o1751)
    os.chown(mount.lowers[0], 12, 34)
    mount.mount()
    try:
        found = mount.merged.stat()
        assert (found.st_mode & 0o7777, found.st_uid, found.st_gid) == (0o1751, 12, 34)
        mount.merged.chmod(0o700)
        (mount.merged / "written").write_text("x")
    finally:
        mount.unmount()
    mount.mount()
    try:
        assert mount.merged.stat().st_mode & 0o7777 == 0o700
    finally:
        mount.unmount()
