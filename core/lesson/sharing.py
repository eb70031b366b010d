"""The repository offered as a registry while a lesson is played: who knows, and who does it."""

from __future__ import annotations

import threading
from typing import Protocol

from core.cancel import CancelToken
from core.errors import BricklayerError, LessonError
from core.lesson.workbench import Workbench
from core.model import Login, RegistryAccess, ServeRequest, Serving
from core.translation import tr

_START_S = 30.0


class Sharing(Protocol):
    """Knows whether the repository is shared. Methods may be called from several threads."""

    def serving(self) -> Serving | None:
        """The offer as it is now; None when there is none."""
        ...

    def start(self, bench: Workbench) -> Serving:
        """Offer all images to this computer, with a token to push by; blocks until it answers."""
        ...

    def stop(self) -> None:
        """Offer nothing any more. Idempotent."""
        ...


class NotShared:
    """Where nobody can share: checks see no registry."""

    def serving(self) -> Serving | None:
        return None

    def start(self, bench: Workbench) -> Serving:
        raise LessonError(tr("Sharing"), tr("the repository cannot be shared from here"))

    def stop(self) -> None:
        """Nothing to end."""


NOT_SHARED = NotShared()


class LocalSharing:
    """Shares in a thread of its own, until it is stopped or its engine goes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told = threading.Condition(self._lock)
        self._serving: Serving | None = None
        self._error: BricklayerError | None = None
        self._cancel: CancelToken | None = None
        self._thread: threading.Thread | None = None

    def serving(self) -> Serving | None:
        with self._lock:
            return self._serving

    def start(self, bench: Workbench) -> Serving:
        """Idempotent. Raises what Travel.serve raises, LessonError when it does not come up."""
        with self._told:
            if self._serving is not None:
                return self._serving
            references = tuple(image.reference for image in bench.repository().images)
            request = ServeRequest(
                references, port=0, address="127.0.0.1", allow_push=True, is_announced=False
            )
            self._error = None
            self._cancel = CancelToken()
            self._thread = threading.Thread(
                target=self._share, args=(bench, request, self._cancel), name="lesson-sharing"
            )
            self._thread.start()
            self._told.wait_for(lambda: self._serving or self._error, timeout=_START_S)
        serving = self.serving()
        if serving is None:
            self.stop()
            raise self._error or LessonError(tr("Sharing"), tr("the registry does not come up"))
        return serving

    def stop(self) -> None:
        with self._lock:
            cancel, thread = self._cancel, self._thread
            self._cancel = self._thread = None
        if cancel is not None:
            cancel.cancel()
        if thread is not None:
            thread.join()

    def _share(self, bench: Workbench, request: ServeRequest, cancel: CancelToken) -> None:
        try:
            bench.serve(request, on_change=self._heard, cancel=cancel)
        except BricklayerError as error:
            with self._told:
                self._error = error
        finally:
            with self._told:
                self._serving = None
                self._told.notify_all()

    def _heard(self, serving: Serving) -> None:
        with self._told:
            self._serving = serving
            self._told.notify_all()


def address_of(serving: Serving | None) -> str:
    """What `{{registry}}` stands for; "" while nothing is shared."""
    return serving.addresses[0] if serving is not None and serving.addresses else ""


def access_to(reference: str, serving: Serving | None) -> RegistryAccess:
    """How a registry is talked to: with the token when it is our own, else as is kept."""
    address = address_of(serving)
    if serving is None or not address or not reference.startswith(f"{address}/"):
        return RegistryAccess()
    login = Login(serving.push_user, serving.push_token) if serving.push_token else None
    return RegistryAccess(login, allow_http=True, is_anonymous=login is None)
