"""Timing side by side: alternating runs, medians, ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def alternate(runs: Mapping[str, Callable[[], None]], repeats: int) -> dict[str, list[float]]:
    """Seconds of each run; one after the other in turns, so that noise meets all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - start)
    return taken


def print_table(title: str, taken: Mapping[str, list[float]], ours: str) -> None:
    """Median, minimum and maximum in milliseconds, and each median by that of `ours`."""
    print(title)
    own = statistics.median(taken[ours])
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(
            f"  {name:<34} {median * 1e3:9.1f} ms  ({min(seconds) * 1e3:.1f} - "
            f"{max(seconds) * 1e3:.1f})  {median / own:6.2f} x {ours}"
        )
