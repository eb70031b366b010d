"""Recorded commands of an image's upper layers, run again on another base.

A container is made on the other base, each layer becomes a mark of it (as a build step does), and
at the end one snapshot makes an image with a layer for each mark. The container is passing: its
record says so, and an engine that finds it after a kill takes it away. Where nothing is run, no
container is made: the image is its documents, and its layers are the very blobs.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.engine.container_record import ConfigChanges
from core.engine.images import Identity, ImageActions, as_oci
from core.engine.layer_moving import LayerMoving, Moved, Workshop
from core.engine.next_image import Step, configuration, labels_of
from core.engine.rebase_settings import changed_settings, lost_settings, told_settings
from core.engine.recorded_commands import RecordedStep, read_step
from core.errors import (
    CommandNotFoundError,
    ContainerNotFoundError,
    NotSupportedError,
    RebaseFailedError,
)
from core.events import ContainerDiscarded
from core.model import (
    Image,
    LayerMove,
    LayerPlan,
    NewContainer,
    OutputChunk,
    RebasePlan,
    RebaseRequest,
    SnapshotRequest,
)
from core.oci.image_config import HistoryEntry, ImageConfig, RunConfig, format_time
from core.progress import Progress, Report
from core.store import ImageLayout, StoredImage, list_images, read_model_image
from core.translation import tr_noop

if TYPE_CHECKING:
    from core.engine.opened_images import OpenedImages

_GRACE_S = 2.0
_TITLE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Upper:
    """What an image says of what lies above its base; `base` None: no image here is it."""

    base: Image | None
    levels: int
    base_run: RunConfig
    entries: tuple[tuple[int | None, HistoryEntry], ...]  # with the level that each made, if any

    @property
    def steps(self) -> dict[int, RecordedStep]:
        """By level what history tells."""
        found = ((level, read_step(one.created_by)) for level, one in self.entries)
        return {level: step for level, step in found if level is not None}


class Rebasing:
    """Implements the rebasing half of `core.engine.reworking.Reworking`. Thread-safe."""

    def __init__(
        self,
        layout: ImageLayout,
        images: ImageActions,
        workshop: Workshop,
        opened: Callable[[], OpenedImages],
    ) -> None:
        """`opened` brings the catalog along, which an engine's start does not wait for."""
        self._layout = layout
        self._images = images
        self._workshop = workshop
        self._opened = opened

    # --- the plan -----------------------------------------------------------------------------

    def plan(
        self,
        reference: str,
        onto: str,
        base_levels: int | None,
        cancel: CancelToken,
        report: Report,
    ) -> RebasePlan:
        """See Reworking.rebase_plan."""
        from core.engine.rebase_plan import Grounds, look_at_layers, package_managers

        opened = self._opened()
        old = opened.open(reference, cancel, report)
        new = opened.open(onto, cancel, report)
        stored = self._images.stored(reference)
        upper = self._upper(old.image, stored, base_levels)
        grounds = Grounds(old, new, upper.levels)
        with old.analysis.lock, new.analysis.lock:
            layers_above = look_at_layers(grounds, upper.steps)
            managers = (
                package_managers(grounds.old_tree(upper.levels - 1), old.image.config.env),
                package_managers(grounds.new_tree, new.image.config.env),
            )
        run = stored.config.run
        return RebasePlan(
            reference=reference,
            onto=onto,
            base=upper.base.reference if upper.base is not None else "",
            base_levels=upper.levels,
            layers=layers_above,
            onto_layers=len(new.image.layers),
            onto_bytes=new.image.size_bytes,
            package_managers=managers,
            settings=told_settings(changed_settings(upper.base_run, run)),
            lost_settings=lost_settings(upper.base_run, run),
            sentence=_why_not(old.image, new.image, upper.levels, base_levels),
        )

    def _upper(self, image: Image, stored: StoredImage, base_levels: int | None) -> _Upper:
        from core.engine.opened_images import base_levels_of

        images, _problems = list_images(self._layout)
        count = len(image.layers)
        levels = base_levels_of(image, images) if base_levels is None else base_levels
        if not 0 <= levels <= count:
            reason = f"{image.reference} has {count} layers"
            raise NotSupportedError(f"A base of {levels} layers", reason)
        chain = [layer.chain_id for layer in image.layers]
        base = next(
            (one for one in images if one.layers and levels and len(one.layers) == levels
             and one.top_chain_id == chain[levels - 1]),
            None,
        )  # fmt: skip
        if base is None:
            # Of the environment a base may have nobody knows which part is its own.
            base_run = RunConfig()
            return _Upper(None, levels, base_run, _entries_above(stored.config, levels, 0))
        base_config = self._images.stored(base.reference).config
        known = len(base_config.history)
        is_its_beginning = stored.config.history[:known] == base_config.history
        entries = _entries_above(stored.config, levels, known if is_its_beginning else 0)
        return _Upper(base, levels, base_config.run, entries)

    # --- doing it -----------------------------------------------------------------------------

    def rebase(
        self,
        request: RebaseRequest,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken,
        report: Report,
    ) -> Image:
        """See Reworking.rebase."""
        identity = Identity(request.name, request.publisher, request.version, request.description)
        self._layout.require_writable()
        self._images.require_free(identity.reference, replace=request.replace)
        plan = self.plan(request.reference, request.onto, request.base_levels, cancel, report)
        layers_above = _chosen(plan, request)
        stored = self._images.stored(request.reference)
        image = read_model_image(self._layout, request.reference, stored.descriptor)
        upper = self._upper(image, stored, plan.base_levels)
        changes = changed_settings(upper.base_run, stored.config.run)
        if all(one.move is not LayerMove.RUN for one in layers_above.values()):
            return self._copied(request, identity, stored, upper, layers_above, changes)
        moved = _moves(stored, upper, layers_above)
        return self._run(request, identity, moved, changes, (output, cancel, report))

    def _copied(
        self,
        request: RebaseRequest,
        identity: Identity,
        stored: StoredImage,
        upper: _Upper,
        layers_above: dict[int, LayerPlan],
        changes: ConfigChanges,
    ) -> Image:
        """Other documents for the same layers: nothing is run, nothing is written anew."""
        with self._layout.adding():
            onto_descriptor = self._layout.resolve(request.onto)
            onto = self._layout.read_image(onto_descriptor)
            created = format_time(datetime.now(UTC))
            steps, blobs = [], list(onto.manifest.layers)
            for moved in _moves(stored, upper, layers_above):
                entry, blob = moved.entry, moved.blob
                diff_id = blob.diff_id if blob is not None else None
                steps.append(Step(diff_id, entry.created, entry.created_by, entry.comment))
                if blob is not None:
                    blobs.append(blob.descriptor)
            config = configuration(
                onto.config,
                steps,
                changes,
                created=created,
                author=identity.publisher,
                description=identity.description,
            )
            return self._images.publish(
                identity,
                config,
                list(map(as_oci, blobs)),
                base=read_model_image(self._layout, request.onto, onto_descriptor),
                created=created,
                replace=request.replace,
                own_labels=labels_of(changes),
            )

    def _run(
        self,
        request: RebaseRequest,
        identity: Identity,
        moved: Sequence[Moved],
        changes: ConfigChanges,
        asked: tuple[Callable[[OutputChunk], None], CancelToken, Report],
    ) -> Image:
        """In a container on the other base, which is gone afterwards."""
        output, cancel, report = asked
        shop = self._workshop
        name = f"rebase-{secrets.token_hex(4)}"
        container = shop.containers.create(
            NewContainer(name, request.onto, request.switch, env=changes.env), is_passing=True
        )
        try:
            moving = LayerMoving(shop, container.id, output, cancel)
            for number, one in enumerate(moved):
                cancel.check()
                title = one.entry.created_by[:_TITLE_SHOWN]
                report(Progress(title or one.entry.comment, number, len(moved), "steps"))
                is_last = one is moved[-1]
                try:
                    moving.move(one, changes if is_last else None)
                except CommandNotFoundError as error:
                    reason = tr_noop("a program that it needs is not there")
                    raise RebaseFailedError(
                        one.number, one.entry.created_by, reason, detail=str(error)
                    ) from error
            shop.containers.stop(container.id, _GRACE_S, cancel)
            return shop.capture(
                SnapshotRequest(
                    container_id=container.id,
                    name=identity.name,
                    publisher=identity.publisher,
                    version=identity.version,
                    description=identity.description,
                    replace=request.replace,
                ),
                cancel,
                report,
            )
        finally:
            with suppress(ContainerNotFoundError):  # somebody discarded it
                shop.containers.discard(container.id)
            shop.events.publish(ContainerDiscarded(container.id))


def _why_not(old: Image, new: Image, levels: int, asked_levels: int | None) -> str:
    """Why it cannot be done at all, in a sentence."""
    if old.reference == new.reference:
        return "An image cannot be put on itself."
    if levels == 0 and asked_levels is None and old.layers:
        return (
            f"No image here is the base of {old.reference}: choose how many of its lowest layers "
            "are its base."
        )
    if levels == len(old.layers):
        return f"{old.reference} has no layers above its base."
    if old.platform != new.platform:
        return f"{new.reference} is for {new.platform}, {old.reference} for {old.platform}."
    if not new.is_runnable:
        return f"{new.reference} cannot run on this computer."
    return ""


def _chosen(plan: RebasePlan, request: RebaseRequest) -> dict[int, LayerPlan]:
    """By level how each layer is moved. Raises NotSupportedError, RebaseFailedError."""
    if plan.sentence:
        reason = plan.sentence.rstrip(".")
        raise NotSupportedError("This rebase", reason[:1].lower() + reason[1:])
    wanted = dict(request.moves)
    numbers = {one.number for one in plan.layers}
    for number in sorted(wanted.keys() - numbers):
        raise NotSupportedError(f"Moving layer {number}", "it is none of those above the base")
    found = {}
    for one in plan.layers:
        move = wanted.get(one.number, one.move)
        if move not in one.moves:
            reason = "its files cannot be read"
            if move is LayerMove.RUN:
                reason = "its commands are not recorded"
            raise RebaseFailedError(one.number, one.title, reason)
        for risk in one.risks_of(move):
            if risk.is_blocking:
                reason = _blocking_reason(plan, risk.facts)
                raise RebaseFailedError(one.number, one.title, reason)
        found[one.number - 1] = replace(one, move=move)
    if all(one.move is LayerMove.LEAVE_OUT for one in found.values()):
        raise NotSupportedError("A rebase that leaves all layers out", "keep one of them at least")
    return found


def _blocking_reason(plan: RebasePlan, facts: tuple[str, ...]) -> str:
    if facts:
        return f"{', '.join(facts)} is not in {plan.onto}"
    return "it links to files of the old base"


def _entries_above(
    config: ImageConfig, levels: int, known: int
) -> tuple[tuple[int | None, HistoryEntry], ...]:
    """History above a base of so many layers, each with the level that it made.

    `known` entries are the base's; 0: all up to that of its topmost layer. Where the history does
    not fit the layers, nothing is told of any of them.
    """
    made = [entry for entry in config.history if not entry.empty_layer]
    if len(made) != len(config.diff_ids):
        return tuple((level, HistoryEntry()) for level in range(levels, len(config.diff_ids)))
    found: list[tuple[int | None, HistoryEntry]] = []
    level = 0
    for number, entry in enumerate(config.history):
        is_above = number >= known if known else level >= levels
        if is_above and (level >= levels or entry.empty_layer):
            found.append((None if entry.empty_layer else level, entry))
        level += not entry.empty_layer
    return tuple(found)


def _moves(
    stored: StoredImage, upper: _Upper, layers_above: dict[int, LayerPlan]
) -> tuple[Moved, ...]:
    """What is done, in its order; changes of the configuration keep their entries."""
    found = []
    for level, entry in upper.entries:
        if level is None:
            found.append(Moved(0, entry, read_step(entry.created_by)))
            continue
        one = layers_above[level]
        if one.move is LayerMove.LEAVE_OUT:
            continue
        step = read_step(entry.created_by)
        if one.move is LayerMove.RUN:
            found.append(Moved(one.number, entry, step, commands=one.commands))
        else:
            blob, diff_id = stored.manifest.layers[level], stored.config.diff_ids[level]
            found.append(Moved.copied(one.number, entry, step, diff_id, blob))
    return tuple(found)
