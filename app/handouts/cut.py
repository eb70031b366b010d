"""A wide wall in pieces that fit on paper: cut between towers, so that every piece is a wall."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.viewmodel.placement import PlacedBrick, Placement, Street

_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one street. Bricks named in `goes_on_left` and `goes_on_right` were cut there."""

    placement: Placement
    number: int  # of the street's pieces, from 1
    count: int
    goes_on_left: frozenset[str] = frozenset()
    goes_on_right: frozenset[str] = frozenset()

    @property
    def street(self) -> Street:
        """What it stands on."""
        return self.placement.streets[0]


def pieces_of(placement: Placement, widest: float) -> list[Piece]:
    """Street by street, each as few pieces as are at most `widest` (in stud pitches)."""
    return [
        piece for street in placement.streets for piece in _pieces_of(placement, street, widest)
    ]


def _pieces_of(placement: Placement, street: Street, widest: float) -> list[Piece]:
    columns = _columns(placement, street)
    if not columns:
        return []
    runs: list[tuple[float, float]] = [columns[0]]
    for left, right in columns[1:]:
        start, _end = runs[-1]
        if right - start <= widest:
            runs[-1] = (start, right)
        else:
            runs.append((left, right))
    return [
        _cut(placement, street, left, right, number, len(runs))
        for number, (left, right) in enumerate(runs, start=1)
    ]


def _columns(placement: Placement, street: Street) -> list[tuple[float, float]]:
    """Where each tower's top is, from left to right: there is always a flag, or something open."""
    spans = [(p.x - p.lot / 2, p.x + p.lot / 2) for p in placement.flags if _is_on(p.y, street)]
    for placed in (*placement.open_bricks, *placement.ghosts):
        if _is_on(placed.y, street):
            spans.append((placed.x, placed.x + placed.width))
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] - _NEAR:  # a container on the tower of its image
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _is_on(y: float, street: Street) -> bool:
    return street.y - _NEAR <= y <= street.y + street.height + _NEAR


def _cut(
    placement: Placement, street: Street, left: float, right: float, number: int, count: int
) -> Piece:
    there = [p for p in placement.bricks if _is_on(p.y, street) and _overlaps(p, left, right)]
    bricks = tuple(_between(p, left, right) for p in there)
    flags = tuple(p for p in placement.flags if _is_on(p.y, street) and left < p.x < right)
    opened = tuple(
        p for p in placement.open_bricks if _is_on(p.y, street) and left - _NEAR <= p.x < right
    )
    ghosts = tuple(
        p for p in placement.ghosts if _is_on(p.y, street) and left - _NEAR <= p.x < right
    )
    images = {flag.flag.reference for flag in flags}
    ground = replace(street, x=left, width=right - left, images=street.images or len(images))
    return Piece(
        Placement(bricks, flags, opened, (ground,), ghosts),
        number,
        count,
        frozenset(p.key for p in there if p.x < left - _NEAR),
        frozenset(p.key for p in there if p.x + p.width > right + _NEAR),
    )


def _overlaps(placed: PlacedBrick, left: float, right: float) -> bool:
    return placed.x < right - _NEAR and placed.x + placed.width > left + _NEAR


def _between(placed: PlacedBrick, left: float, right: float) -> PlacedBrick:
    start, end = max(placed.x, left), min(placed.x + placed.width, right)
    return replace(placed, x=start, width=end - start, bare_from=max(placed.bare_from, start))
