"""What a picture shows: the wall, one image's tower, or a container, with the words around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.viewmodel.measures import Measure
from app.viewmodel.placement import (
    CONTAINER_WIDTH,
    FLAG_HEIGHT,
    PlacedBrick,
    PlacedFlag,
    Placement,
    Street,
    ViewMode,
    place,
    place_container,
)
from app.viewmodel.sizes import count_text, counted, size_text, visible
from app.viewmodel.wall import Flag, Wall
from core.errors import ContainerNotFoundError, ImageNotFoundError
from core.translation import tr

_FLAG_LOT = 6.0


@dataclass(frozen=True, slots=True)
class Subject:
    """Bricks in their places. `container_id` is set for a container, which has brackets."""

    title: str
    caption: str
    placement: Placement
    mode: ViewMode
    container_id: str = ""
    measure: Measure = Measure.ROLE

    @property
    def is_one_tower(self) -> bool:
        """Whether it is never cut in pieces."""
        return bool(self.container_id) or len(self.placement.flags) == 1


def wall_subject(wall: Wall, mode: ViewMode, measure: Measure = Measure.ROLE) -> Subject:
    """All images and containers."""
    return Subject(tr("Local repository"), wall.in_short, place(wall, mode), mode, measure=measure)


def stack_subject(wall: Wall, reference: str, measure: Measure = Measure.ROLE) -> Subject:
    """One image's tower, broad enough for the words on its bricks. Raises ImageNotFoundError."""
    flag = wall.flag(reference)
    if flag is None:
        raise ImageNotFoundError(visible(reference))
    bricks = []
    y = 0.0
    for order, chain_id in enumerate(flag.chain, start=1):
        brick = wall.bricks[chain_id]
        bare_from = 0.0 if chain_id == flag.chain_id else CONTAINER_WIDTH
        bricks.append(PlacedBrick(chain_id, brick, 0.0, y, CONTAINER_WIDTH, bare_from, order))
        y += brick.height
    placement = Placement(
        tuple(bricks),
        (PlacedFlag(flag, CONTAINER_WIDTH / 2, y, _FLAG_LOT),),
        streets=(Street("", 0.0, 0.0, CONTAINER_WIDTH, y + FLAG_HEIGHT),),
    )
    return Subject(
        f"{flag.name} {flag.version}", _stack_words(flag), placement, ViewMode.STACKS,
        measure=measure,
    )  # fmt: skip


def _stack_words(flag: Flag) -> str:
    return tr(
        "{bricks} (layers)  ·  {size_bytes}  ·  {shared_bytes} of it shared with other images  ·  "
        "by {publisher}",
        bricks=counted("{count} brick", "{count} bricks", len(flag.chain)),
        size_bytes=size_text(flag.size_bytes),
        shared_bytes=size_text(flag.shared_bytes),
        publisher=flag.publisher or tr("nobody named"),
    )


def container_subject(wall: Wall, container_id: str, measure: Measure = Measure.ROLE) -> Subject:
    """A container with its open brick. Raises ContainerNotFoundError."""
    opened = wall.open_brick(container_id)
    if opened is None:
        raise ContainerNotFoundError(container_id)
    placement = place_container(wall, container_id)
    # What is added as it grows is no part of a picture of this moment.
    placement = replace(
        placement,
        open_bricks=tuple(
            replace(one, open_brick=replace(one.open_brick, rate_bytes_s=0.0))
            for one in placement.open_bricks
        ),
    )
    caption = tr(
        "A container of {image}  ·  {state}  ·  {added} added, {modified} modified, "
        "{deleted} deleted  ·  {size_bytes} written",
        image=opened.image_reference,
        state=opened.state.value,
        added=count_text(opened.added),
        modified=count_text(opened.modified),
        deleted=count_text(opened.deleted),
        size_bytes=size_text(opened.size_bytes),
    )
    return Subject(
        opened.name, caption, placement, ViewMode.STACKS, container_id=container_id, measure=measure
    )
