"""The program as it is started from a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.display_server import require_display
from core.errors import NotSupportedError


def bricklayer(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        env={**kept, **env}, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


@pytest.mark.parametrize(("display", "words"), [("", "no display"), (":987", "does not answer")])
def test_without_a_display_a_sentence_says_what_to_do(display: str, words: str) -> None:
    done = bricklayer("--theme", "dark", DISPLAY=display)
    assert done.returncode == 1
    assert words in done.stderr
    assert "bricklayer play first" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_another_platform_of_qt_needs_no_display() -> None:
    require_display({"QT_QPA_PLATFORM": "offscreen"})
    require_display({"WAYLAND_DISPLAY": "wayland-0"})
    with pytest.raises(NotSupportedError):
        require_display({})


def test_a_lesson_that_is_not_there_is_one_sentence() -> None:
    done = bricklayer("play", "nothing-like-it")
    assert done.returncode == 1
    assert "this program brings first" in done.stderr
    assert len(done.stderr.splitlines()) == 1
