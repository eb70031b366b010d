"""The built-in engine's ways to make images anew of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.cancel import NEVER, CancelToken
from core.engine.event_hub import EventHub
from core.engine.images import ImageActions
from core.engine.layer_moving import Workshop
from core.engine.rebasing import Rebasing
from core.engine.reworking import ignore_output
from core.engine.squashing import Squashing
from core.events import ImageAdded
from core.model import (
    Image,
    OutputChunk,
    RebasePlan,
    RebaseRequest,
    SquashPlan,
    SquashRequest,
)
from core.oci.descriptor import Descriptor
from core.progress import Report, ignore
from core.store import ImageLayout

if TYPE_CHECKING:
    from core.engine.opened_images import OpenedImages


class ReworkingParts:
    """Implements `core.engine.reworking.Reworking`, which documents the methods."""

    def __init__(
        self,
        layout: ImageLayout,
        images: ImageActions,
        workshop: Workshop,
        opened: Callable[[], OpenedImages],
        events: EventHub,
        sweep: Callable[[Sequence[Descriptor]], None],
    ) -> None:
        """`sweep` deletes what is left of images whose name went to another one."""
        self._known_images = images
        self._squashing = Squashing(layout, images, opened)
        self._rebasing = Rebasing(layout, images, workshop, opened)
        self._listeners = events
        self._sweep_away = sweep

    def squash_plan(
        self,
        reference: str,
        first: int,
        last: int,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> SquashPlan:
        return self._squashing.plan(reference, first, last, cancel, report)

    def squash(
        self, request: SquashRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        old = self._known_images.named(request.name, request.version)
        return self._added(self._squashing.squash(request, cancel, report), old, request.replace)

    def rebase_plan(
        self,
        reference: str,
        onto: str,
        base_levels: int | None = None,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> RebasePlan:
        return self._rebasing.plan(reference, onto, base_levels, cancel, report)

    def rebase(
        self,
        request: RebaseRequest,
        *,
        output: Callable[[OutputChunk], None] = ignore_output,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Image:
        old = self._known_images.named(request.name, request.version)
        image = self._rebasing.rebase(request, output, cancel, report)
        return self._added(image, old, request.replace)

    def _added(self, image: Image, old: Sequence[Descriptor], is_replaced: bool) -> Image:
        if is_replaced:
            self._sweep_away(old)
        self._listeners.publish(ImageAdded(image))
        return image
