"""A run of an image's layers made one: what that would do, and doing it.

The image's documents are those of the image as it was, with one layer in place of several. Order of
durability as with a snapshot: the blob, the config and manifest, then the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.engine.images import Identity, ImageActions, as_oci
from core.engine.recorded_commands import joined_history
from core.errors import ImagePartError, LayerUnavailableError, NotSupportedError
from core.layer import GzipSink
from core.model import Image, SharedLayer, SquashPlan, SquashRequest
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.image_config import HistoryEntry, ImageConfig, format_time
from core.progress import Progress, Report
from core.recording.recording import HISTORY_TEXT_LIMIT
from core.store import ImageLayout, list_images
from core.store.packed_here import remember_packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.catalog.merging import MergedRun
    from core.engine.opened_images import OpenedImage, OpenedImages

_SHOWN_TEXT = 300


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of an opened image; `first` and `last` count from 0."""

    opened: OpenedImage
    merged: MergedRun
    first: int
    last: int


class Squashing:
    """Implements the squashing half of `core.engine.reworking.Reworking`. Thread-safe."""

    def __init__(
        self,
        layout: ImageLayout,
        images: ImageActions,
        opened: Callable[[], OpenedImages],
    ) -> None:
        """`opened` brings the catalog along, which an engine's start does not wait for."""
        self._layout = layout
        self._images = images
        self._opened = opened

    def plan(
        self, reference: str, first: int, last: int, cancel: CancelToken, report: Report
    ) -> SquashPlan:
        """See Reworking.squash_plan."""
        config = self._images.stored(reference).config
        run = self._open(reference, first, last, cancel, report)
        image = run.opened.image
        layers = image.layers[run.first : run.last + 1]
        with run.opened.analysis.lock:
            hidden = run.merged.hidden_files()
            after_bytes = _packed_bytes(run)
            entries, file_bytes = run.merged.entries, run.merged.file_bytes
            markers, old_markers = run.merged.markers, run.merged.old_markers
        told, notes = _told_of(config, run.first, run.last)
        shared, freed_bytes = self._sharing(image, run)
        return SquashPlan(
            reference=reference,
            first=first,
            last=last,
            layers=len(image.layers),
            image_bytes=image.size_bytes,
            stored_bytes=sum(layer.size_bytes for layer in layers),
            after_bytes=after_bytes,
            hidden_files=hidden.count,
            hidden_bytes=hidden.size_bytes,
            hidden_examples=tuple(
                path.decode("utf-8", "backslashreplace") for path in hidden.examples
            ),
            entries=entries,
            file_bytes=file_bytes,
            kept_whiteouts=markers,
            dropped_whiteouts=max(0, old_markers - markers),
            shared=shared,
            freed_bytes=freed_bytes,
            created_by=joined_history(told, HISTORY_TEXT_LIMIT) if told else "",
            commands=tuple(layer.created_by[:_SHOWN_TEXT] for layer in layers),
            notes=notes,
        )

    def squash(self, request: SquashRequest, cancel: CancelToken, report: Report) -> Image:
        """See Reworking.squash."""
        identity = Identity(request.name, request.publisher, request.version, request.description)
        self._layout.require_writable()
        self._images.require_free(identity.reference, replace=request.replace)
        with self._layout.adding():
            stored = self._images.stored(request.reference)
            run = self._open(request.reference, request.first, request.last, cancel, report)
            blob, diff_id = self._write(run, cancel, report)
            cancel.check()  # from here on it is finished, come what may
            report(Progress("Finishing"))
            created = format_time(datetime.now(UTC))
            config = squashed_config(
                stored.config, run.first, run.last, diff_id, created, identity.publisher
            )
            layers = stored.manifest.layers
            blobs = (*layers[: run.first], blob, *layers[run.last + 1 :])
            return self._images.publish(
                identity,
                config,
                list(map(as_oci, blobs)),
                base=self._base_that_stays(run),
                created=created,
                replace=request.replace,
            )

    # --- the run ------------------------------------------------------------------------------

    def _open(
        self, reference: str, first: int, last: int, cancel: CancelToken, report: Report
    ) -> _Run:
        from core.catalog.merging import MergedRun

        opened = self._opened().open(reference, cancel, report)
        count = len(opened.image.layers)
        if not 1 <= first <= last <= count:
            reason = f"{reference} has {count} layers; choose some of those"
            raise NotSupportedError(f"Making one of layers {first} to {last}", reason)
        if first == last:
            raise NotSupportedError("Making one of a single layer", "choose at least two")
        for level, reason in sorted(opened.analysis.missing.items()):
            if level < last:  # what lies below says which whiteouts are still needed
                raise LayerUnavailableError(opened.image.layers[level].diff_id, reason)
        with opened.analysis.lock:
            merged = MergedRun(opened.stack, first - 1, last - 1)
        return _Run(opened, merged, first - 1, last - 1)

    def _write(self, run: _Run, cancel: CancelToken, report: Report) -> tuple[Descriptor, str]:
        """The new layer as a durable blob, and its diffID."""
        images, layers = self._opened(), run.opened.image.layers
        with self._layout.new_blob() as blob, GzipSink(blob.write) as sink:
            with _named_parts(run.opened.image):
                run.merged.write(
                    lambda level: images.blob_opener(layers[level]),
                    sink.write,
                    cancel=cancel,
                    report=report,
                )
            sink.finish()
            digest, size_bytes = blob.commit()
        remember_packed(self._layout, digest, sink.tar_bytes)
        return Descriptor(media_types.LAYER_GZIP, digest, size_bytes), sink.diff_id

    # --- what it costs ------------------------------------------------------------------------

    def _sharing(self, image: Image, run: _Run) -> tuple[tuple[SharedLayer, ...], int]:
        """Who else has layers of the run, and what goes when the image itself is removed."""
        images, _problems = list_images(self._layout)
        others: dict[str, list[str]] = {}
        for other in images:
            if other.reference != image.reference:
                for layer in other.layers:
                    others.setdefault(layer.digest, []).append(other.reference)
        shared = []
        freed: dict[str, int] = {}
        for level in range(run.first, run.last + 1):
            layer = image.layers[level]
            if layer.digest in others:
                names = tuple(sorted(set(others[layer.digest])))
                shared.append(SharedLayer(level + 1, layer.size_bytes, names))
            else:
                freed[layer.digest] = layer.size_bytes
        return tuple(shared), sum(freed.values())

    def _base_that_stays(self, run: _Run) -> Image | None:
        """The image that it says it stands on, when the run lies above all of that one."""
        image = run.opened.image
        images, _problems = list_images(self._layout)
        for other in images:
            is_base = (other.reference, other.manifest_digest) == (
                image.base_name,
                image.base_digest,
            )
            if is_base and len(other.layers) <= run.first:
                return other
        return None


def squashed_config(
    config: ImageConfig, first: int, last: int, diff_id: str, created: str, author: str
) -> ImageConfig:
    """The configuration with one layer in place of layers `first` to `last` (0: lowest).

    Of its history the entries of those layers become one, where the last of them was; changes of
    the configuration stay where they are. A history that does not fit the layers is left out, since
    nobody could say any more what it is about.
    """
    diff_ids = (*config.diff_ids[:first], diff_id, *config.diff_ids[last + 1 :])
    told, _notes = _told_of(config, first, last)
    history: list[HistoryEntry] = []
    level = 0
    for entry in config.history if told else ():
        if entry.empty_layer:
            history.append(entry)
            continue
        if level == last:
            history.append(
                HistoryEntry(
                    created=created,
                    created_by=joined_history(told, HISTORY_TEXT_LIMIT),
                    author=author,
                    comment=f"{len(told)} layers squashed into one",
                )
            )
        elif not first <= level < last:
            history.append(entry)
        level += 1
    return replace(
        config, diff_ids=diff_ids, history=tuple(history), created=created, author=author
    )


def _told_of(
    config: ImageConfig, first: int, last: int
) -> tuple[Sequence[HistoryEntry], tuple[str, ...]]:
    """The history entries of the run, () when they do not fit; and sentences about that."""
    made = [entry for entry in config.history if not entry.empty_layer]
    if len(made) == len(config.diff_ids):
        return made[first : last + 1], ()
    if not config.history:
        return (), ()
    return (), ("Its history does not fit its layers and is left out.",)


def _packed_bytes(run: _Run) -> int:
    """About how large the layer gets: what comes from a layer packs as that layer did."""
    layers, tables = run.opened.image.layers, run.opened.stack.tables
    return sum(
        size_bytes * layers[level].size_bytes // max(1, tables[level].facts.tar_bytes)
        for level, size_bytes in run.merged.tar_bytes_by_level().items()
    )


@contextmanager
def _named_parts(image: Image) -> Iterator[None]:
    """Names the layer that turned out to be damaged while it was read."""
    try:
        yield
    except LayerUnavailableError as error:
        numbers = [n for n, one in enumerate(image.layers, 1) if one.diff_id == error.layer]
        part = f"layer {numbers[0]}" if numbers else "a layer"
        raise ImagePartError(
            image.reference, part, f"cannot be used: {error.reason}", detail=error.detail
        ) from error
