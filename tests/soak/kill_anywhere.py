"""Kill the engine before every step of every operation, then at random instants, as root.

    python -m tests.soak.kill_anywhere [seconds]

The first part takes about half a minute and ends by itself; the second goes on for `seconds` (120).
Prints what it did; ends with 1 at the first engine that does not find order.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.core.engine.killing import OPERATIONS, Scene

_LONGEST_S = 0.04  # most of these operations take a little longer


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def every_step(scene: Scene) -> None:
    for operation in OPERATIONS:
        step = 1
        while scene.killed_at(operation, step):
            scene.check(operation)
            step += 1
        scene.check(operation)
        say(f"{operation}: killed before each of {step - 1} steps")


def random_instants(scene: Scene, seconds: float, seed: int) -> None:
    chance = random.Random(seed)
    deadline = time.monotonic() + seconds
    killed = rounds = 0
    while time.monotonic() < deadline:
        operation = chance.choice(OPERATIONS)
        after_s = chance.uniform(0.0005, _LONGEST_S)
        rounds += 1
        killed += scene.killed_after(operation, after_s)
        try:
            scene.check(operation)
        except AssertionError:
            say(f"round {rounds}: killed in “{operation}” after {after_s:.4f} s (seed {seed})")
            raise
    say(f"random instants: {killed} of {rounds} operations were killed (seed {seed})")


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    with tempfile.TemporaryDirectory(prefix="kill-anywhere-") as place:
        scene = Scene(Path(place))
        scene.make()
        try:
            every_step(scene)
            random_instants(scene, seconds, seed=time.time_ns() % 1_000_000)
        except AssertionError as error:
            say(str(error))
            return 1
        finally:
            scene.clean()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
