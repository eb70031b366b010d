"""Images that are elsewhere, by an engine in another process; logins are looked for in this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from core.cancel import NEVER, CancelToken
from core.engine.travel import ignore_transfer
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

_Result = TypeVar("_Result")
OnTransfer = Callable[[Transfer], None]


class RemoteTravel:
    """Implements `core.engine.travel.Travel`, which documents the methods, by calls.

    A keyring belongs to the person's session and answers no process in a user namespace: so it is
    asked here, and what it says goes along with the request.
    """

    def _call(
        self,
        kind: type[_Result],
        method: str,
        *args: Any,
        cancel: CancelToken | None = None,
        callbacks: dict[str, Callable[[Any], None]] | None = None,
        **kwargs: Any,
    ) -> _Result:
        raise NotImplementedError

    # --- archives -----------------------------------------------------------------------------

    def look_at_archive(
        self, path: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> ArchiveLook:
        callbacks = {"report": report}
        return self._call(ArchiveLook, "look_at_archive", path, cancel=cancel, callbacks=callbacks)

    def import_images(
        self,
        request: ImportRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: OnTransfer = ignore_transfer,
    ) -> Arrivals:
        callbacks: dict[str, Callable[[Any], None]]
        callbacks = {"report": report, "on_transfer": on_transfer}
        return self._call(Arrivals, "import_images", request, cancel=cancel, callbacks=callbacks)

    def export_images(
        self, request: ExportRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Exported:
        callbacks = {"report": report}
        return self._call(Exported, "export_images", request, cancel=cancel, callbacks=callbacks)

    def export_layer(
        self, *what: Any, cancel: CancelToken = NEVER, report: Report = ignore, **how: Any
    ) -> Exported:
        callbacks = {"report": report}
        return self._call(
            Exported, "export_layer", *what, cancel=cancel, callbacks=callbacks, **how
        )

    def export_files(
        self, *what: Any, cancel: CancelToken = NEVER, report: Report = ignore, **how: Any
    ) -> Exported:
        callbacks = {"report": report}
        return self._call(
            Exported, "export_files", *what, cancel=cancel, callbacks=callbacks, **how
        )

    # --- registries ---------------------------------------------------------------------------

    def look_at_remote(
        self,
        reference: str,
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> RemoteLook:
        access = _with_login(reference, access)
        callbacks = {"report": report}
        return self._call(
            RemoteLook, "look_at_remote", reference, access, cancel=cancel, callbacks=callbacks
        )

    def remote_repositories(
        self,
        registry: str,
        text: str = "",
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
    ) -> RegistryListing:
        access = _with_login(registry + "/", access)
        return self._call(
            RegistryListing, "remote_repositories", registry, text, access, cancel=cancel
        )

    def remote_tags(
        self,
        repository: str,
        access: RegistryAccess = AS_KEPT,
        *,
        cancel: CancelToken = NEVER,
    ) -> RegistryListing:
        access = _with_login(repository, access)
        return self._call(RegistryListing, "remote_tags", repository, access, cancel=cancel)

    def pull(
        self,
        request: PullRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: OnTransfer = ignore_transfer,
    ) -> Arrivals:
        request = replace(request, access=_with_login(request.reference, request.access))
        callbacks: dict[str, Callable[[Any], None]]
        callbacks = {"report": report, "on_transfer": on_transfer}
        return self._call(Arrivals, "pull", request, cancel=cancel, callbacks=callbacks)

    def push(
        self,
        request: PushRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        on_transfer: OnTransfer = ignore_transfer,
    ) -> Pushed:
        request = replace(request, access=_with_login(request.reference, request.access))
        callbacks: dict[str, Callable[[Any], None]]
        callbacks = {"report": report, "on_transfer": on_transfer}
        return self._call(Pushed, "push", request, cancel=cancel, callbacks=callbacks)

    def check_login(
        self, registry: str, access: RegistryAccess, *, cancel: CancelToken = NEVER
    ) -> None:
        self._call(type(None), "check_login", registry, access, cancel=cancel)

    def keep_login(self, registry: str, login: Login) -> str:
        from core.registry import logins

        return logins.keep(registry, login)

    def forget_login(self, registry: str) -> None:
        from core.registry import logins

        logins.forget(registry)

    def kept_login(self, registry: str) -> Login | None:
        from core.registry import logins

        return logins.find(registry)

    # --- this network -------------------------------------------------------------------------

    def serve(
        self,
        request: ServeRequest,
        *,
        on_change: Callable[[Serving], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        self._call(type(None), "serve", request, cancel=cancel, callbacks={"on_change": on_change})

    def watch_neighbours(
        self, *, on_change: Callable[[tuple[Neighbour, ...]], None], cancel: CancelToken = NEVER
    ) -> None:
        self._call(
            type(None), "watch_neighbours", cancel=cancel, callbacks={"on_change": on_change}
        )

    # --- what may come in ---------------------------------------------------------------------

    def reading_limits(self) -> ReadingLimits:
        return self._call(ReadingLimits, "reading_limits")

    def set_reading_limits(self, limits: ReadingLimits) -> None:
        self._call(type(None), "set_reading_limits", limits)


def _with_login(reference: str, access: RegistryAccess) -> RegistryAccess:
    if access.login is not None or access.is_anonymous:
        return access
    from core.registry import logins
    from core.registry.reference import registry_of, repository_of

    login = logins.find(registry_of(reference), repository_of(reference))
    return replace(access, login=login)
