"""A language that is written from right to left turns the window round, and no picture in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.translations.texts import ROOT

_LIMIT_S = 120


def test_the_window_is_mirrored_and_what_is_painted_is_not(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.translations.mirrored", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["window"] == "RightToLeft"
    assert told["engine"] > told["search"]  # the bar begins at the right
    assert told["sidebar"] > told["stage"]
    assert told["wall"] == told["command"] == told["painters"] == "LeftToRight"
    assert told["picture"] > 0
    assert told["outside"] == []
