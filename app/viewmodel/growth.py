"""How a writable layer grew lately: for the curve and the rate on its open brick."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

_KEPT_S = 60.0
_SAMPLES = 40
_RATE_OVER_S = 3.0
_RESTING_S = 0.9  # changes are told more often than that while there are some


@dataclass(slots=True)
class Growth:
    """Sizes in bytes by time in seconds, of the last minute."""

    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    def add(self, moment_s: float, size_bytes: int) -> None:
        """A size was measured."""
        self._seen.append((moment_s, size_bytes))
        while len(self._seen) > 2 and self._seen[1][0] < moment_s - _KEPT_S:
            self._seen.popleft()

    def rest(self, moment_s: float) -> bool:
        """Nothing was told since; whether that changes the rate."""
        if not self._seen or not self.rate_bytes_s or moment_s <= self._seen[-1][0] + _RESTING_S:
            return False
        self.add(moment_s, self._seen[-1][1])
        return True

    @property
    def curve(self) -> tuple[float, ...]:
        """From 0 to 1, equally spaced in time, oldest first; () while nothing grew."""
        if len(self._seen) < 2:
            return ()
        lowest = min(size for _moment, size in self._seen)
        span = max(size for _moment, size in self._seen) - lowest
        if span <= 0:
            return ()
        start, end = self._seen[0][0], self._seen[-1][0]
        moments = (start + (end - start) * n / (_SAMPLES - 1) for n in range(_SAMPLES))
        return tuple((size - lowest) / span for size in self._sizes_at(moments))

    @property
    def rate_bytes_s(self) -> float:
        """How quickly it grew in the last seconds; 0 when it did not, or shrank."""
        if len(self._seen) < 2:
            return 0.0
        end, size = self._seen[-1]
        before = next(
            (pair for pair in reversed(self._seen) if pair[0] <= end - _RATE_OVER_S), self._seen[0]
        )
        seconds = end - before[0]
        return max(0.0, (size - before[1]) / seconds) if seconds > 0 else 0.0

    def _sizes_at(self, moments: Iterable[float]) -> Iterable[int]:
        """The last size that was seen by each of some moments, which come in order."""
        seen = list(self._seen)
        at = 0
        for moment in moments:
            while at + 1 < len(seen) and seen[at + 1][0] <= moment + 1e-9:
                at += 1
            yield seen[at][1]
