"""The window under a language for tests: what is still English was forgotten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.translations.pseudo import wrapped
from tests.translations.texts import ROOT
from tests.translations.visible_texts import left_in

_LIMIT_S = 120


def _list(*arguments: str) -> list[list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.translations.unwrapped", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_all_words_of_dialogs_and_panels_are_looked_up() -> None:
    assert _list("parts") == []


def test_all_words_of_the_window_and_its_menus_are_looked_up(tmp_path: Path) -> None:
    assert _list("window", str(tmp_path)) == []


def test_what_is_not_wrapped_is_found() -> None:
    inner = wrapped("{count} bricks").format(count=3)
    whole = wrapped("{bricks} of Web:1.0").format(bricks=inner)
    assert left_in(whole) == ""
    assert left_in(f"{whole}, Shared") == ", Shared"
    assert left_in("12 MB · 3 s") == ""
