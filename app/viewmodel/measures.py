"""What bricks can be coloured by, and the step of the scale that each brick takes.

A step is never told by its colour alone: the brick carries the figure in words.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.viewmodel.sizes import age_text, counted, size_text
from core.model import CatalogState, Layer, LayerFigures
from core.translation import tr, tr_noop, translated

STEPS = 5
"""Steps of a scale, 0 the least."""

_DAY_S = 86400.0


class Measure(enum.Enum):
    """Key for the settings, and its name for the person."""

    ROLE = ("role", tr_noop("Role"))
    SIZE = ("size", tr_noop("Size"))
    AGE = ("age", tr_noop("Age"))
    WASTE = ("waste", tr_noop("Reclaimable bytes"))
    FINDINGS = ("findings", tr_noop("Warnings"))

    @property
    def key(self) -> str:
        """Token in the settings."""
        return self.value[0]

    @property
    def title(self) -> str:
        """For the legend, in the person's language."""
        return translated(self.value[1])


@dataclass(frozen=True, slots=True)
class Shade:
    """A brick's place on the scale; `step` None where the figure is not known (yet)."""

    step: int | None
    words: str


_SIZE_LIMITS = (1e6, 1e7, 1e8, 1e9)
_AGE_LIMITS = (7 * _DAY_S, 31 * _DAY_S, 183 * _DAY_S, 730 * _DAY_S)
_WASTE_LIMITS = (1, 1e6, 1e7, 1e8)
_FINDING_LIMITS = (1, 2, 5, 20)

SCALES: Mapping[Measure, tuple[str, ...]] = {
    Measure.SIZE: (tr("below 1 MB"), "10 MB", "100 MB", "1 GB", tr("more")),
    Measure.AGE: (
        tr("this week"),
        tr("month"),
        tr("half a year"),
        tr("2 years"),
        tr("older"),
    ),
    Measure.WASTE: (tr("none"), tr("below 1 MB"), "10 MB", "100 MB", tr("more")),
    Measure.FINDINGS: (tr("none"), "1", tr("2 to 4"), tr("5 to 19"), tr("more")),
}
"""Words of each measure's steps, for the legend."""


def shades_of(
    measure: Measure,
    layers: Iterable[Layer],
    figures: Mapping[str, LayerFigures],
    now: datetime | None = None,
) -> dict[str, Shade]:
    """By chain ID; empty for roles, which have colours of their own."""
    if measure is Measure.ROLE:
        return {}
    shade = _shade_maker(measure, now or datetime.now(UTC))
    return {layer.chain_id: shade(layer, figures.get(layer.chain_id)) for layer in layers}


def _shade_maker(measure: Measure, now: datetime) -> Callable[[Layer, LayerFigures | None], Shade]:
    def by_size(layer: Layer, _figures: LayerFigures | None) -> Shade:
        return Shade(_step(layer.size_bytes, _SIZE_LIMITS), size_text(layer.size_bytes))

    def by_age(layer: Layer, _figures: LayerFigures | None) -> Shade:
        if layer.created is None:
            return Shade(None, tr("age unknown"))
        seconds = max(0.0, (now - layer.created).total_seconds())
        return Shade(
            _step(seconds, _AGE_LIMITS), tr("{created} old", created=age_text(layer.created, now))
        )

    def by_waste(layer: Layer, figures: LayerFigures | None) -> Shade:
        if figures is None or figures.wasted_bytes is None:
            return Shade(None, _why_unknown(figures))
        wasted = figures.wasted_bytes
        words = (
            tr("{wasted} reclaimable", wasted=size_text(wasted))
            if wasted
            else tr("nothing reclaimable")
        )
        return Shade(_step(wasted, _WASTE_LIMITS), words)

    def by_findings(layer: Layer, figures: LayerFigures | None) -> Shade:
        if figures is None or figures.findings is None:
            return Shade(None, _why_unknown(figures))
        count = figures.findings
        words = (
            counted("{count} warning", "{count} warnings", count) if count else tr("no warnings")
        )
        return Shade(_step(count, _FINDING_LIMITS), words)

    makers = {
        Measure.SIZE: by_size,
        Measure.AGE: by_age,
        Measure.WASTE: by_waste,
        Measure.FINDINGS: by_findings,
    }
    return makers[measure]


def _step(value: float, limits: tuple[float, ...]) -> int:
    return sum(value >= limit for limit in limits)


def _why_unknown(figures: LayerFigures | None) -> str:
    if figures is not None and figures.state is CatalogState.UNAVAILABLE:
        return tr("contents not available")
    return tr("not looked into yet")
