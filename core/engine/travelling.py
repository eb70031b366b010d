"""The built-in engine's dealings with images that are elsewhere, part by part."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import NEVER, CancelToken
from core.engine.archives_in import ArchivesIn
from core.engine.archives_out import ArchivesOut
from core.engine.arriving import Arriving
from core.engine.event_hub import EventHub
from core.engine.images import ImageActions
from core.engine.neighbours import watch_neighbours
from core.engine.offering import Offering
from core.engine.places import Places
from core.engine.registries import Registries
from core.engine.travel import ignore_transfer
from core.events import ImageAdded
from core.model import (
    AS_KEPT,
    ArchiveLook,
    Arrivals,
    Exported,
    ExportRequest,
    ImportRequest,
    Login,
    Neighbour,
    PullRequest,
    Pushed,
    PushRequest,
    ReadingLimits,
    RegistryAccess,
    RegistryListing,
    RemoteLook,
    ServeRequest,
    Serving,
    Transfer,
)
from core.progress import Report, ignore
from core.registry import logins
from core.snapshot import LayerCache
from core.store import ImageLayout
from core.store.reading_limits import read_limits, write_limits

OnTransfer = Callable[[Transfer], None]


class TravelParts:
    """Implements `core.engine.travel.Travel`, which documents the methods."""

    def __init__(
        self,
        layout: ImageLayout,
        layers: LayerCache,
        places: Places,
        images: ImageActions,
        events: EventHub,
    ) -> None:
        self._own_layout = layout
        self._heard_by = events
        arriving = Arriving(layout, layers, places)
        self._archives_in = ArchivesIn(layout, places, images, arriving)
        self._archives_out = ArchivesOut(layout, layers)
        self._registries = Registries(layout, arriving)
        self._offering = Offering(layout, events)

    # --- archives -----------------------------------------------------------------------------

    def look_at_archive(
        self, path: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> ArchiveLook:
        return self._archives_in.look(path, cancel, report)

    def import_images(
        self,
        request: ImportRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: OnTransfer = ignore_transfer,
    ) -> Arrivals:
        return self._told_of(self._archives_in.take(request, cancel, report, on_transfer))

    def export_images(
        self, request: ExportRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Exported:
        return self._archives_out.images(request, cancel, report)

    def export_layer(
        self,
        reference: str,
        level: int,
        path: str,
        *,
        replace: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Exported:
        return self._archives_out.layer(reference, level, path, replace, cancel, report)

    def export_files(
        self,
        reference: str,
        level: int,
        inside: str,
        path: str,
        *,
        replace: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Exported:
        return self._archives_out.files(reference, level, inside, path, replace, cancel, report)

    # --- registries ---------------------------------------------------------------------------

    def look_at_remote(
        self,
        reference: str,
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> RemoteLook:
        return self._registries.look(reference, access, cancel, report)

    def remote_repositories(
        self,
        registry: str,
        text: str = "",
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
    ) -> RegistryListing:
        return self._registries.repositories(registry, text, access, cancel)

    def remote_tags(
        self,
        repository: str,
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
    ) -> RegistryListing:
        return self._registries.tags(repository, access, cancel)

    def pull(
        self,
        request: PullRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: OnTransfer = ignore_transfer,
    ) -> Arrivals:
        return self._told_of(self._registries.pull(request, cancel, report, on_transfer))

    def push(
        self,
        request: PushRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: OnTransfer = ignore_transfer,
    ) -> Pushed:
        return self._registries.push(request, cancel, report, on_transfer)

    def check_login(
        self, registry: str, access: RegistryAccess, *, cancel: CancelToken = NEVER
    ) -> None:
        self._registries.check_login(registry, access, cancel)

    def keep_login(self, registry: str, login: Login) -> str:
        return logins.keep(registry, login)

    def forget_login(self, registry: str) -> None:
        logins.forget(registry)

    def kept_login(self, registry: str) -> Login | None:
        return logins.find(registry)

    # --- this network -------------------------------------------------------------------------

    def serve(
        self,
        request: ServeRequest,
        *,
        on_change: Callable[[Serving], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        self._offering.serve(request, on_change, cancel)

    def watch_neighbours(
        self, *, on_change: Callable[[tuple[Neighbour, ...]], None], cancel: CancelToken = NEVER
    ) -> None:
        watch_neighbours(on_change, cancel)

    # --- what may come in ---------------------------------------------------------------------

    def reading_limits(self) -> ReadingLimits:
        return read_limits(self._own_layout)

    def set_reading_limits(self, limits: ReadingLimits) -> None:
        write_limits(self._own_layout, limits)

    def _told_of(self, arrivals: Arrivals) -> Arrivals:
        for image in arrivals.images:
            self._heard_by.publish(ImageAdded(image))
        return arrivals
