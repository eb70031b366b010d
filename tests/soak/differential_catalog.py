"""Generated layers: the catalog beside overlay mounts, umoci and the plain oracle, as root.

    python -m tests.soak.differential_catalog [stacks] [first seed]

Takes 2,000 stacks when not told, about 0.2 s each; ends with 1 at the first difference.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.core.catalog.differential import (
    kernel_differences,
    rootless_differences,
    umoci_differences,
)
from tests.core.catalog.generated_stacks import generated_stack, tidy_stack
from tests.core.catalog.made_layers import stack_of
from tests.core.catalog.oracle import stacked
from tests.core.catalog.test_stack_oracle import check_stack
from tests.core.catalog.umoci_view import has_umoci

_TOGETHER = 100


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def differences(first: int, stacks: int, place: Path) -> list[str]:
    """Of some stacks that are looked at together."""
    found = []
    seeds = range(first, first + stacks)
    for seed in seeds:
        layers = generated_stack(seed)
        check_stack(stack_of(*layers), stacked(layers))
        room = place / str(seed)
        room.mkdir()
        found += [f"seed {seed}, kernel, {one}" for one in kernel_differences(layers, room)]
        if has_umoci():
            room.mkdir(exist_ok=True)
            tidy = tidy_stack(seed)
            found += [f"seed {seed}, umoci, {one}" for one in umoci_differences(tidy, room)]
    rootless = place / "rootless"
    rootless.mkdir()
    what = rootless_differences([generated_stack(seed) for seed in seeds], rootless)
    return found + [f"from seed {first}, without root, {one}" for one in what]


def main() -> int:
    stacks = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    if not has_umoci():
        say("umoci is not installed and is left out")
    for start in range(first, first + stacks, _TOGETHER):
        count = min(_TOGETHER, first + stacks - start)
        with tempfile.TemporaryDirectory(prefix="differential-") as place:
            Path(place).chmod(0o755)
            found = differences(start, count, Path(place))
        if found:
            say("\n".join(found[:20]))
            return 1
        say(f"{start + count - first} stacks, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
