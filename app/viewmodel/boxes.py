"""Boxes as large as what they stand for: the places of a treemap.

Bruls, Huizing, van Wijk, "Squarified Treemaps" (2000): boxes are laid in rows along the shorter
side, and a row takes one more as long as that makes its worst box squarer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from core.model import SizeNode

Box = tuple[float, float, float, float]  # left, top, width, height

SHADES = 3  # of a colour, so that neighbours differ
_INSIDE_FROM_PX = 54.0  # a box that is lower or narrower does not show what is inside it


def squarify(sizes: Sequence[float], area: Box) -> list[Box]:
    """Boxes of these sizes, largest first, that fill `area`; what is not positive gets none of it.

    Their areas are in the proportion of the sizes. The order of the answer is that of `sizes`.
    """
    left, top, width, height = area
    total = sum(size for size in sizes if size > 0)
    if total <= 0 or width <= 0 or height <= 0:
        return [(left, top, 0.0, 0.0) for _size in sizes]
    scale = width * height / total
    areas = [max(0.0, size) * scale for size in sizes]
    boxes: list[Box] = []
    start = 0
    while start < len(areas):
        side = min(width, height)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(
            areas[start:end], side
        ):
            end += 1
        row = areas[start:end]
        thick = sum(row) / side if side > 0 else 0.0
        along = 0.0
        for one in row:
            length = one / thick if thick > 0 else 0.0
            boxes.append(
                (left, top + along, thick, length)
                if width >= height
                else (left + along, top, length, thick)
            )
            along += length
        if width >= height:
            left, width = left + thick, max(0.0, width - thick)
        else:
            top, height = top + thick, max(0.0, height - thick)
        start = end
    return boxes


def _worst(row: Sequence[float], side: float) -> float:
    """How far the least square box of a row is from a square: 1 for a square."""
    total, least, most = sum(row), min(row), max(row)
    if least <= 0 or side <= 0:
        return float("inf")
    return max(side * side * most / (total * total), total * total / (side * side * least))


@dataclass(frozen=True, slots=True)
class Tile:
    """A box with its place; `shade` is one of three. `inside`: boxes that fill it."""

    node: SizeNode
    rect: QRectF
    shade: int
    inside: tuple[Tile, ...] = ()

    @property
    def wasted_share(self) -> float:
        """0 to 1."""
        if not self.node.size_bytes:
            return 0.0
        return min(1.0, self.node.wasted_bytes / self.node.size_bytes)


def tiles_of(root: SizeNode, area: QRectF) -> list[Tile]:
    """The boxes that are seen, largest first; with what is inside them where there is room."""
    tiles = []
    for shade, (node, rect) in enumerate(_placed(_ordered(root.children), area)):
        inside: list[Tile] = []
        if min(rect.width(), rect.height()) >= _INSIDE_FROM_PX and len(node.children) > 1:
            inside = [
                Tile(child, place, (shade + number) % SHADES)
                for number, (child, place) in enumerate(_placed(_ordered(node.children), rect))
            ]
        tiles.append(Tile(node, rect, shade % SHADES, tuple(t for t in inside if _is_seen(t))))
    return [tile for tile in tiles if _is_seen(tile)]


def leaves(tiles: Sequence[Tile]) -> list[Tile]:
    """Boxes that nothing is inside of."""
    return [leaf for tile in tiles for leaf in (tile.inside or (tile,))]


def _is_seen(tile: Tile) -> bool:
    return tile.rect.width() >= 1 and tile.rect.height() >= 1


def _ordered(nodes: Sequence[SizeNode]) -> list[SizeNode]:
    return sorted((n for n in nodes if n.size_bytes > 0), key=lambda n: -n.size_bytes)


def _placed(nodes: Sequence[SizeNode], area: QRectF) -> list[tuple[SizeNode, QRectF]]:
    outer = (area.left(), area.top(), area.width(), area.height())
    boxes = squarify([float(node.size_bytes) for node in nodes], outer)
    return [(node, QRectF(*box)) for node, box in zip(nodes, boxes, strict=True)]
