"""A mounted overlay and what watches it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.watching import Watching
from tests.core.watching.overlay import WatchedOverlay


@pytest.fixture
def watching() -> Iterator[Watching]:
    made = Watching()
    yield made
    made.close()


@pytest.fixture
def overlay(tmp_path: Path) -> Iterator[WatchedOverlay]:
    """Two layers below: files and directories, some hidden again in the upper one of the two."""
    made = WatchedOverlay(tmp_path)
    top, bottom = made.lowers
    for number in range(4):
        directory = bottom / f"d{number}"
        directory.mkdir()
        for name in ("a", "b", "c"):
            (directory / name).write_text(f"{number}{name}" * 20)
        (directory / "inner").mkdir()
        (directory / "inner" / "deep").write_text("deep")
    (bottom / "f").write_text("f" * 1000)
    (bottom / "link").symlink_to("f")
    (top / "d1").mkdir()
    (top / "d1" / "b").write_text("from above")
    made.mount()
    yield made
    made.unmount()
