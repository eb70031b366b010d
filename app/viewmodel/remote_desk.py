"""What dialogs about registries may ask, and how answers come: later, in the GUI thread.

They get a `RemoteDesk` and know neither worker nor engine. Every method returns at once. A newer
question of the same kind drops the older one, and asks the engine to stop with it. How a registry
may be talked to (plain http, who we are there) is known behind the desk only, so that no secret is
in a form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.viewmodel.trouble import Trouble
from core.model import (
    Login,
    NameConflict,
    Neighbour,
    PullRequest,
    PushRequest,
    RegistryListing,
    RemoteLook,
)

Failed = Callable[[Trouble], None]


class Moving(QObject):
    """An image on its way, as whoever looks at it is told; it goes on without anybody who looks.

    Signals: moved(Transfer), phase_changed(str), arrived(Arrivals or Pushed), failed(Trouble),
    stopped().
    """

    moved = Signal(object)
    phase_changed = Signal(str)
    arrived = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def cancel(self) -> None:
        """Stop it; what is half done is taken back."""
        raise NotImplementedError

    def leave_alone(self) -> None:
        """Nobody looks any more: it goes on among the jobs of the window."""
        raise NotImplementedError


class RemoteDesk(Protocol):
    """Questions about registries, and images on their way from and to them."""

    def look(self, reference: str, then: Callable[[RemoteLook], None], failed: Failed) -> None: ...

    def tags(
        self, repository: str, then: Callable[[RegistryListing], None], failed: Failed
    ) -> None: ...

    def repositories(
        self, registry: str, text: str, then: Callable[[RegistryListing], None], failed: Failed
    ) -> None: ...

    def stop_asking(self) -> None:
        """Whatever is being asked: nobody wants to know any more."""
        ...

    def pull(
        self,
        look: RemoteLook,
        keys: tuple[str, ...] = (),
        conflict: NameConflict = NameConflict.KEEP_BOTH,
    ) -> Moving: ...

    def push(self, local_reference: str, target: str) -> Moving: ...

    def allow_http(self, registry: str) -> None:
        """From now on, for this registry: plain http, and certificates that nobody vouches for."""
        ...

    def forbid_http(self, registry: str) -> None:
        """Take that back."""
        ...

    def is_http_allowed(self, registry: str) -> bool: ...

    def sign_in(
        self,
        registry: str,
        login: Login,
        *,
        is_kept: bool,
        then: Callable[[str], None],
        failed: Failed,
    ) -> None:
        """Whether the registry lets in whoever that is; `then` is told where it is kept, "" when
        it is remembered only as long as the program runs.
        """
        ...

    def forget_login(self, registry: str, then: Callable[[], None], failed: Failed) -> None:
        """Forget what Bricklayer keeps; what other tools keep is theirs."""
        ...

    def who_we_are(self, registry: str, then: Callable[[Login | None], None]) -> None:
        """Who we are there by what is kept."""
        ...

    def edit_limits(self) -> None:
        """Show what may come in at most, to be changed."""
        ...

    @property
    def used_registries(self) -> tuple[str, ...]:
        """Those that images came from or went to, the last one first."""
        ...

    @property
    def used_names(self) -> tuple[str, ...]:
        """Names that were pulled, the last one first."""
        ...

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """Who offers images in this network now."""
        ...


def pull_request(
    look: RemoteLook, keys: tuple[str, ...] = (), conflict: NameConflict = NameConflict.KEEP_BOTH
) -> PullRequest:
    """For exactly what was looked at, whatever its name means there a moment later."""
    return PullRequest(look.reference, digest=look.digest, keys=keys, conflict=conflict)


def push_request(local_reference: str, target: str) -> PushRequest:
    """For an image of this repository."""
    return PushRequest(local_reference, target)
