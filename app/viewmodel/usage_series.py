"""What a container used lately, as curves with the words beside them."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.viewmodel.sizes import counted, decimal_text, size_text
from core.model import Limits, Usage
from core.translation import tr

WINDOW_S = 180.0
"""How far back curves go."""
_NOT_MEASURED = tr("not measured here")
Words = Callable[[float], str]
_LEAST_INTERVAL_S = 0.05  # two looks that are nearer tell nothing about a rate


class Measure(enum.Enum):
    """What a curve tells."""

    CPU = "Processor"
    MEMORY = "Memory"
    PIDS = "Processes"
    DISK = "Disk"
    NETWORK = "Network"

    @property
    def title(self) -> str:
        """Above its curve."""
        return {
            Measure.CPU: tr("Processor"),
            Measure.MEMORY: tr("Memory"),
            Measure.PIDS: tr("Processes"),
            Measure.DISK: tr("Disk"),
            Measure.NETWORK: tr("Network"),
        }[self]


@dataclass(frozen=True, slots=True)
class Curve:
    """Seconds before now (negative) and values; a gap is a break in both."""

    name: str
    seconds: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as a card shows it. `limit` is drawn; only what is enforced is one.

    `highest` is the top of the scale: the highest value or the limit.
    """

    measure: Measure
    current: str
    notes: tuple[str, ...]
    peak: str
    curves: tuple[Curve, ...]
    limit: float | None
    highest: float
    is_measured: bool

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        return ", ".join([f"{self.measure.title}: {self.current}", *self.notes])


class UsageSeries:
    """The last minutes of one container; memory is bounded by `WINDOW_S`."""

    def __init__(self) -> None:
        self._points: deque[Usage] = deque(maxlen=2_000)
        self._limits = Limits()

    def add(self, usage: Usage) -> None:
        """The newest; what is older than the window is forgotten. Older ones than it are passed."""
        if self._points and usage.measured <= self._points[-1].measured:
            return
        self._points.append(usage)
        while (usage.measured - self._points[0].measured).total_seconds() > WINDOW_S:
            self._points.popleft()

    def clear(self) -> None:
        """Another container."""
        self._points.clear()
        self._limits = Limits()

    def set_limits(self, limits: Limits) -> None:
        """What was asked for, so that it can be told what of it is not enforced."""
        self._limits = limits

    @property
    def newest(self) -> Usage | None:
        """The last one."""
        return self._points[-1] if self._points else None

    @property
    def kills_words(self) -> str:
        """What the kernel ended for lack of memory, "" when nothing."""
        kills = self._points[-1].out_of_memory_kills if self._points else 0
        if not kills:
            return ""
        return tr(
            "Out of memory: {kills} killed",
            kills=counted("{count} process", "{count} processes", kills),
        )

    @property
    def is_estimate(self) -> bool:
        """Whether it was measured process by process."""
        return bool(self._points) and self._points[-1].is_estimate

    def view(self, measure: Measure) -> MeasureView:
        """A measure as a card shows it."""
        makers = {
            Measure.CPU: self._cpu,
            Measure.MEMORY: self._memory,
            Measure.PIDS: self._pids,
            Measure.DISK: self._disk,
            Measure.NETWORK: self._network,
        }
        return makers[measure]()

    # --- measures -----------------------------------------------------------------------------

    def _cpu(self) -> MeasureView:
        curve = self._rates("", [one.cpu_seconds for one in self._points], 100.0)
        enforced = self._points[-1].cpus_limit if self._points else None
        limit = None if enforced is None else enforced * 100
        words = "" if limit is None else tr("limit {limit}", limit=percent(limit))
        wanted = self._limits.cpus
        missing = (
            tr("limit of {wanted}", wanted=percent(wanted * 100))
            if wanted and limit is None
            else ""
        )
        return self._made(Measure.CPU, (curve,), percent, limit, (words, missing))

    def _memory(self) -> MeasureView:
        curve = self._levels("", [one.memory_bytes for one in self._points])
        limit = self._points[-1].memory_limit_bytes if self._points else None
        words = "" if limit is None else tr("limit {limit}", limit=size_text(limit))
        wanted = self._limits.memory_bytes
        missing = (
            tr("limit of {wanted}", wanted=size_text(wanted)) if wanted and limit is None else ""
        )
        return self._made(Measure.MEMORY, (curve,), _size, limit, (words, missing))

    def _pids(self) -> MeasureView:
        curve = self._levels("", [one.pids for one in self._points])
        limit = self._points[-1].pids_limit if self._points else None
        words = "" if limit is None else tr("limit {limit}", limit=limit)
        wanted = self._limits.pids
        missing = tr("limit of {wanted}", wanted=wanted) if wanted and limit is None else ""
        return self._made(Measure.PIDS, (curve,), _count, limit, (words, missing))

    def _disk(self) -> MeasureView:
        curves = (
            self._rates(tr("read", context="bytes"), [one.read_bytes for one in self._points]),
            self._rates(
                tr("written", context="bytes"), [one.written_bytes for one in self._points]
            ),
        )
        return self._made(Measure.DISK, curves, _rate, None, ("", ""))

    def _network(self) -> MeasureView:
        curves = (
            self._rates(
                tr("received", context="bytes"), [one.received_bytes for one in self._points]
            ),
            self._rates(tr("sent", context="bytes"), [one.sent_bytes for one in self._points]),
        )
        return self._made(Measure.NETWORK, curves, _rate, None, ("", ""))

    def _made(
        self,
        measure: Measure,
        curves: tuple[Curve, ...],
        words_of: Words,
        limit: float | None,
        limit_words: tuple[str, str],
    ) -> MeasureView:
        """`limit_words`: of what is enforced, and of what is not."""
        highest = max((max(curve.values) for curve in curves if curve.values), default=0.0)
        is_measured = any(curve.values for curve in curves)
        current, notes = "…", []
        if is_measured:
            current = "  ".join(
                f"{curve.name} {words_of(curve.values[-1])}".strip()
                for curve in curves
                if curve.values
            )
        elif self._has_looked(measure):
            current = _NOT_MEASURED
        if limit_words[0]:
            notes.append(limit_words[0])
        if limit_words[1]:
            notes.append(tr("{limit_words} is not enforced here", limit_words=limit_words[1]))
        if is_measured and self.is_estimate:
            notes.append(tr("estimate"))
        peak = tr("peak {highest}", highest=words_of(highest)) if is_measured else ""
        top = max(highest, limit or 0.0) if limit is None or highest * 8 > limit else highest
        return MeasureView(
            measure, current, tuple(notes), peak, curves, limit, top or 1.0, is_measured
        )

    def _has_looked(self, measure: Measure) -> bool:
        """Whether it should be known by now: a rate needs two looks."""
        if not self._points:
            return False
        if measure in (Measure.MEMORY, Measure.PIDS) or len(self._points) > 1:
            return True
        newest = self._points[-1]
        sums: tuple[float | None, ...] = (newest.received_bytes, newest.sent_bytes)
        if measure is Measure.CPU:
            sums = (newest.cpu_seconds,)
        elif measure is Measure.DISK:
            sums = (newest.read_bytes, newest.written_bytes)
        return all(one is None for one in sums)

    def _levels(self, name: str, values: Sequence[float | None]) -> Curve:
        known = [
            (at, float(value))
            for at, value in zip(self._times(), values, strict=True)
            if value is not None
        ]
        return Curve(name, tuple(at for at, _value in known), tuple(value for _at, value in known))

    def _rates(self, name: str, sums: Sequence[float | None], factor: float = 1.0) -> Curve:
        """By second. A sum that fell began anew: the container was started again."""
        times = self._times()
        seconds: list[float] = []
        values: list[float] = []
        for place in range(1, len(sums)):
            before, now = sums[place - 1], sums[place]
            elapsed_s = times[place] - times[place - 1]
            if before is None or now is None or now < before or elapsed_s < _LEAST_INTERVAL_S:
                continue
            seconds.append(times[place])
            values.append((now - before) / elapsed_s * factor)
        return Curve(name, tuple(seconds), tuple(values))

    def _times(self) -> list[float]:
        if not self._points:
            return []
        now = self._points[-1].measured
        return [(one.measured - now).total_seconds() for one in self._points]


def percent(value: float) -> str:
    """Of one processor: 3 %, 0.4 %, 150 %."""
    return decimal_text(f"{value:.1f} %" if 0 < value < 9.95 else f"{value:.0f} %")


def _size(value: float) -> str:
    return size_text(round(value))


def _count(value: float) -> str:
    return f"{value:.0f}"


def _rate(value: float) -> str:
    return f"{size_text(round(value))}/s"
