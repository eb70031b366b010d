"""Verbs for registries: look there, pull, push, log in.

What the network has to answer is asked in threads of their own: a registry that is slow, or gone,
holds up nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject

from app.commands.context import Context
from app.commands.moving import MovingJob
from app.viewmodel.arrivals import Arrival
from app.viewmodel.remote import check_source, registry_of, taken_apart
from app.viewmodel.remote_desk import Failed as Complain
from app.viewmodel.remote_desk import Moving, pull_request, push_request
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import visible
from app.viewmodel.trouble import trouble_of
from app.worker import Failed, Lane, Outcome, Succeeded
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import NameGrammarError
from core.model import (
    Arrivals,
    Login,
    NameConflict,
    Neighbour,
    RegistryAccess,
    RegistryListing,
    RemoteLook,
    Transfer,
)
from core.translation import tr

_Answer = TypeVar("_Answer")
_QUESTIONS = "remote "  # what jobs that only ask are called in `replaces`


class RegistryCommands(QObject):
    """Each verb, and `app.viewmodel.remote_desk.RemoteDesk` for the dialogs that they open."""

    def __init__(self, context: Context, edit_limits: Callable[[], None]) -> None:
        """`edit_limits` shows what may come in at most."""
        super().__init__()
        self._context = context
        self.edit_limits = edit_limits
        self._logins: dict[str, Login] = {}  # for as long as the program runs; never written
        self._moving: list[MovingJob] = []
        self._count = 0

    # --- verbs --------------------------------------------------------------------------------

    def why_no_pull(self) -> str:
        """An image can come here when the engine is there and may write."""
        session = self._context.session
        if self._context.engine is None or not session.is_loaded:
            return tr("The engine is still starting")
        if not session.capabilities.can_write:
            return tr("This repository can only be read")
        return ""

    def why_no_push(self) -> str:
        """An image goes elsewhere when there is one; reading is enough."""
        session = self._context.session
        if self._context.engine is None or not session.is_loaded:
            return tr("The engine is still starting")
        return "" if session.repository.images else tr("There is no image here yet")

    def pull_image(self, typed: str = "") -> None:
        """Ask what to pull, show it before anything is fetched, and bring it here."""
        if not self.why_no_pull():
            self._context.asker.show_pull(self, typed)

    def push_image(self, reference: str = "") -> None:
        """Ask where to, and store an image of this repository there."""
        if self.why_no_push():
            return
        session = self._context.session
        images = session.repository.images
        chosen = session.repository.image(reference) or session.selected_image or images[-1]
        self._context.asker.show_push(self, chosen)

    # --- questions ----------------------------------------------------------------------------

    def look(self, reference: str, then: Callable[[RemoteLook], None], failed: Complain) -> None:
        """What is there by that name."""
        access = self._access(reference)
        self._ask(
            "look",
            tr("Looking at {reference}", reference=visible(reference)),
            registry_of(reference),
            lambda engine, cancel: engine.look_at_remote(reference, access, cancel=cancel),
            then,
            failed,
            reference,
        )

    def tags(
        self, repository: str, then: Callable[[RegistryListing], None], failed: Complain
    ) -> None:
        """Tags of host[:port]/repository."""
        access = self._access(repository)
        self._ask(
            "tags",
            tr("Reading the tags of {repository}", repository=visible(repository)),
            registry_of(repository),
            lambda engine, cancel: engine.remote_tags(repository, access, cancel=cancel),
            then,
            failed,
            repository,
        )

    def repositories(
        self,
        registry: str,
        text: str,
        then: Callable[[RegistryListing], None],
        failed: Complain,
    ) -> None:
        """Repositories whose name contains `text`."""
        access = self._access(f"{registry}/")
        self._ask(
            "repositories",
            tr("Asking {registry} what it has", registry=visible(registry)),
            registry,
            lambda engine, cancel: engine.remote_repositories(
                registry, text, access, cancel=cancel
            ),
            then,
            failed,
            f"{registry}/",
        )

    def stop_asking(self) -> None:
        self._context.runner.forget_all(_QUESTIONS)

    def allow_http(self, registry: str) -> None:
        self._context.settings.allow_http(registry)

    def forbid_http(self, registry: str) -> None:
        self._context.settings.forbid_http(registry)

    def is_http_allowed(self, registry: str) -> bool:
        return registry in self._context.settings.plain_registries

    def sign_in(
        self,
        registry: str,
        login: Login,
        *,
        is_kept: bool,
        then: Callable[[str], None],
        failed: Complain,
    ) -> None:
        access = RegistryAccess(login, allow_http=self.is_http_allowed(registry))

        def ask(engine: Engine, cancel: CancelToken) -> str:
            engine.check_login(registry, access, cancel=cancel)
            return engine.keep_login(registry, login) if is_kept else ""

        def let_in(where: str) -> None:
            if is_kept:
                self._logins.pop(registry, None)  # from now on the kept one is found
            else:
                self._logins[registry] = login
            then(where)

        title = tr("Logging in to {registry}", registry=visible(registry))
        self._ask("login", title, registry, ask, let_in, failed, f"{registry}/")

    def forget_login(self, registry: str, then: Callable[[], None], failed: Complain) -> None:
        def forgotten(_none: None) -> None:
            self._logins.pop(registry, None)
            then()

        self._ask(
            "login",
            tr("Forgetting who we are to {registry}", registry=visible(registry)),
            registry,
            lambda engine, _cancel: engine.forget_login(registry),
            forgotten,
            failed,
            f"{registry}/",
        )

    def who_we_are(self, registry: str, then: Callable[[Login | None], None]) -> None:
        known = self._logins.get(registry)
        if known is not None:
            then(known)
            return
        self._ask(
            "who",
            tr("Looking who we are to {registry}", registry=visible(registry)),
            registry,
            lambda engine, _cancel: engine.kept_login(registry),
            then,
            lambda _trouble: then(None),  # a keyring that is locked: we are nobody then
            f"{registry}/",
        )

    @property
    def used_registries(self) -> tuple[str, ...]:
        return tuple(self._context.settings.registries)

    @property
    def used_names(self) -> tuple[str, ...]:
        return tuple(self._context.settings.pulled)

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        return self._context.session.neighbours

    # --- on the way ---------------------------------------------------------------------------

    def pull(
        self,
        look: RemoteLook,
        keys: tuple[str, ...] = (),
        conflict: NameConflict = NameConflict.KEEP_BOTH,
    ) -> Moving:
        """Bring here what was looked at; it stands on the wall as it comes."""
        found = next((one for one in look.images if one.key in keys), look.images[0])
        request = replace(pull_request(look, keys, conflict), access=self._access(look.reference))
        session = self._context.session
        self._count += 1
        arrival = Arrival(f"pull {self._count}", found.image)
        session.set_arrival(arrival)

        def moved(transfer: Transfer) -> None:
            session.set_arrival(replace(arrival, transfer=transfer))

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                session.land_arrival(arrival.key)
                self._have_arrived(look.reference, outcome.value, moving)
            else:
                session.end_arrival(arrival.key)
            self._context.refresh()
            self._moving.remove(moving)

        moving = self._start(
            tr("Pulling {reference}", reference=visible(look.reference)),
            lambda engine, cancel, report, on_transfer: engine.pull(
                request, cancel=cancel, report=report, on_transfer=on_transfer
            ),
            ended,
            look.reference,
        )
        moving.moved.connect(moved)
        return moving

    def push(self, local_reference: str, target: str) -> Moving:
        """Store an image of this repository in a registry."""
        request = replace(push_request(local_reference, target), access=self._access(target))

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                self._context.settings.note_registry(registry_of(target))
                if not moving.is_watched:
                    words = tr(
                        "{local_reference} is in the registry as {target}",
                        local_reference=visible(local_reference),
                        target=visible(target),
                    )
                    self._context.session.notice_raised.emit(words)
            self._moving.remove(moving)

        moving = self._start(
            tr("Pushing {target}", target=visible(target)),
            lambda engine, cancel, report, on_transfer: engine.push(
                request, cancel=cancel, report=report, on_transfer=on_transfer
            ),
            ended,
            target,
        )
        return moving

    # --- how ----------------------------------------------------------------------------------

    def _start(
        self, title: str, work: object, ended: Callable[[Outcome], None], reference: str
    ) -> MovingJob:
        engine = self._context.engine
        assert engine is not None, "dialogs are open only while there is an engine"
        moving = MovingJob(
            self._context, engine, title, work, ended,  # type: ignore[arg-type]
            registry=registry_of(reference),
        )  # fmt: skip
        self._moving.append(moving)
        return moving

    def _have_arrived(self, reference: str, value: object, moving: MovingJob) -> None:
        assert isinstance(value, Arrivals)
        session = self._context.session
        self._context.settings.note_registry(registry_of(reference), taken_apart(reference).text)
        if not value.images:
            return
        name = value.images[0].reference
        has_nothing = session.selection.kind is SelectionKind.NOTHING
        if moving.is_watched or has_nothing:
            session.select(SelectionKind.IMAGE, name)
        words = tr("{name} is in the repository", name=visible(name))
        if value.kept_both:
            taken, given = value.kept_both[0]
            words = tr(
                "{taken} means another image here: this one is {given}",
                taken=visible(taken),
                given=visible(given),
            )
        session.notice_raised.emit(words)

    def _access(self, reference: str) -> RegistryAccess:
        registry = registry_of(reference)
        return RegistryAccess(self._logins.get(registry), allow_http=self.is_http_allowed(registry))

    def _ask(
        self,
        kind: str,
        title: str,
        registry: str,
        question: Callable[[Engine, CancelToken], _Answer],
        then: Callable[[_Answer], None],
        failed: Complain,
        reference: str,
    ) -> None:
        engine = self._context.engine
        if engine is None:
            return
        try:
            check_source(reference)
        except NameGrammarError as error:
            self._context.runner.forget(_QUESTIONS + kind)
            failed(trouble_of(error))
            return

        def ended(outcome: Outcome) -> None:
            match outcome:
                case Succeeded(value):
                    then(value)  # type: ignore[arg-type]
                case Failed(error):
                    failed(trouble_of(error, registry))
                case _:
                    pass

        self._context.runner.submit(
            title,
            lambda cancel, _report: question(engine, cancel),
            lane=Lane.STREAM,
            then=ended,
            is_visible=False,
            replaces=_QUESTIONS + kind,
        )
