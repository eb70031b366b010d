"""Remote repositories: looking, pulling, pushing."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import CancelToken
from core.engine.arriving import Arriving
from core.model import (
    Arrivals,
    PullRequest,
    Pushed,
    PushRequest,
    RegistryAccess,
    RegistryListing,
    RemoteLook,
    Transfer,
)
from core.progress import Report
from core.store import ImageLayout


class Registries:
    """See the registries' part of core.engine.travel."""

    def __init__(self, layout: ImageLayout, arriving: Arriving) -> None:
        self._layout = layout
        self._arriving = arriving

    def look(
        self, reference: str, access: RegistryAccess, cancel: CancelToken, report: Report
    ) -> RemoteLook:
        """See Travel.look_at_remote."""
        raise NotImplementedError

    def repositories(
        self, registry: str, text: str, access: RegistryAccess, cancel: CancelToken
    ) -> RegistryListing:
        """See Travel.remote_repositories."""
        raise NotImplementedError

    def tags(self, repository: str, access: RegistryAccess, cancel: CancelToken) -> RegistryListing:
        """See Travel.remote_tags."""
        raise NotImplementedError

    def pull(
        self,
        request: PullRequest,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> Arrivals:
        """See Travel.pull."""
        raise NotImplementedError

    def push(
        self,
        request: PushRequest,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> Pushed:
        """See Travel.push."""
        raise NotImplementedError

    def check_login(self, registry: str, access: RegistryAccess, cancel: CancelToken) -> None:
        """See Travel.check_login."""
        from core.registry.authentication import check  # late: urllib3 takes a while

        check(registry, access, cancel)
