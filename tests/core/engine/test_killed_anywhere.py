"""SIGKILL to the engine before each of its steps: the next one finds order, and nothing is lost.

`python -m tests.soak.kill_anywhere` takes every step, and random instants besides.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.core.engine.killing import OPERATIONS, Scene

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="the engines are started as root here")
_STRIDES = {
    "import": 3,
    "import of a Docker archive": 5,
    "start": 2,
    "snapshot": 6,
    "snapshot of a running container": 6,
    "mark": 2,
    "roll back": 5,
    "mark of a running container": 6,
    "roll back of a running container": 10,
    "snapshot with marks": 11,
    "snapshot with something left out": 13,
    "build step": 11,
    "build step of a running container": 13,
    "copying build step": 11,
    "copying build step of a running container": 13,
    "remove": 4,
    "discard": 2,
    "discard of a running container": 3,
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed_anywhere(operation: str, tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    scene.make()
    step = 1
    try:
        while scene.killed_at(operation, step):
            scene.check(operation)
            step += _STRIDES.get(operation, 1)
        scene.check(operation)  # and not killed at all
    finally:
        scene.clean()
    assert step > 4, "hardly a step was seen: the test itself is broken"
