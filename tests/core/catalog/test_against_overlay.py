"""The merged view of generated layers is that of the kernel's overlay mount, and of umoci.

A short form; `python -m tests.soak.differential_catalog` goes on for as long as wanted.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.layer import WhiteoutForm
from core.layer.entry import EntryType
from tests.core.catalog.differential import (
    differences_of,
    kernel_differences,
    rootless_differences,
    umoci_differences,
)
from tests.core.catalog.generated_stacks import generated_stack, tidy_stack
from tests.core.catalog.kernel_view import overlay_views
from tests.core.catalog.made_layers import SEED, made, tar_of
from tests.core.catalog.umoci_view import has_umoci

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")


@pytest.mark.parametrize("block", range(5))
def test_the_kernel_sees_what_the_catalog_says(block: int, tmp_path: Path) -> None:
    for seed in range(block * 30, block * 30 + 30):
        place = tmp_path / str(seed)
        place.mkdir()
        assert kernel_differences(generated_stack(seed), place) == [], seed


def test_so_it_is_without_root(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    stacks = [generated_stack(seed) for seed in range(150, 250)]
    assert rootless_differences(stacks, tmp_path) == []


@pytest.mark.peer
@pytest.mark.skipif(not has_umoci(), reason="umoci is not installed")
@pytest.mark.parametrize("block", range(3))
def test_umoci_unpacks_what_the_catalog_says(block: int, tmp_path: Path) -> None:
    for seed in range(block * 30, block * 30 + 30):
        place = tmp_path / str(seed)
        place.mkdir()
        assert umoci_differences(tidy_stack(seed), place) == [], seed


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    """Every part of it: a path more, another content, mode, owner, time, link, attribute."""
    one = [
        made(b"a", EntryType.REGULAR, b"1"),
        made(b"d", EntryType.DIRECTORY, mode=0o755),
        made(b"s", EntryType.SYMLINK, link=b"a"),
    ]
    others = [
        [*one, made(b"e", EntryType.FIFO)],
        [made(b"a", EntryType.REGULAR, b"2"), *one[1:]],
        [made(b"a", EntryType.REGULAR, b"1", mode=0o600), *one[1:]],
        [made(b"a", EntryType.REGULAR, b"1", gid=1), *one[1:]],
        [made(b"a", EntryType.REGULAR, b"1", mtime_ns=1), *one[1:]],
        [made(b"a", EntryType.REGULAR, b"1", xattrs={"user.k": b"v"}), *one[1:]],
        [*one[:2], made(b"s", EntryType.SYMLINK, link=b"d")],
        [*one[:1], one[2], made(b"d", EntryType.REGULAR)],
    ]
    place = tmp_path / "stack"
    place.mkdir()
    views = overlay_views([tar_of(one)], place, WhiteoutForm.TRUSTED, SEED)
    assert differences_of([one], views) == []
    for other in others:
        assert len(differences_of([other], views)) == 1, other
