"""Dialogs about registries, each in the state that is hardest to show well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.login_dialog import LoginDialog
from app.dialogs.pull_dialog import PullDialog
from app.dialogs.push_dialog import PushDialog
from app.theme import Theme
from app.viewmodel.remote_desk import Failed, Moving
from app.viewmodel.trouble import Remedy, Trouble
from core.model import (
    FoundImage,
    Image,
    ImageHistoryEntry,
    LayerTransfer,
    Login,
    NameConflict,
    Neighbour,
    Problem,
    Pushed,
    RegistryListing,
    RemoteLook,
    Transfer,
    TransferState,
)
from tests.app.panels import samples

REGISTRY = "192.168.1.23:5000"
REFERENCE = f"{REGISTRY}/class/orders-api:4.2.0"
_DIGEST = "sha256:" + "9c" * 32
_HERE = 2  # so many of the image's layers are in this repository


def remote_image(here: int = _HERE, platform: str = "linux/amd64") -> Image:
    """The usual image, of which some layers are here."""
    layers = tuple(
        replace(layer, available=level < here) for level, layer in enumerate(samples.LAYERS)
    )
    made = samples.image("orders-api", "4.2.0", layers, "Northwind Retail")
    entries = [
        ImageHistoryEntry(one.created, one.created_by, "", "", empty_layer=False) for one in layers
    ]
    entries.insert(3, ImageHistoryEntry(None, "ENV TZ=UTC", "", "", empty_layer=True))
    return replace(made, platform=platform, history=tuple(entries))


def remote_look(*, is_odd: bool = False) -> RemoteLook:
    """One platform, or several with a taken name, a problem, plain http and a login."""
    found = FoundImage("amd64", remote_image(), (REFERENCE,))
    if not is_odd:
        return RemoteLook(REFERENCE, _DIGEST, (found,))
    other = FoundImage(
        "arm64", remote_image(platform="linux/arm64/v8"), fits_machine=False, taken_name=True
    )
    broken = FoundImage(
        "s390x", remote_image(5, "linux/s390x"), fits_machine=False,
        refusal="One of its bricks is encrypted, which Bricklayer cannot read.",
    )  # fmt: skip
    problem = Problem("linux/riscv64", "The image for linux/riscv64 could not be read: no config.")
    images = (replace(found, taken_name=True), other, broken)
    return RemoteLook(REFERENCE, _DIGEST, images, (problem,), is_plain=True, login="pupil")


def transfer() -> Transfer:
    """Each state once."""
    state = TransferState
    states = (
        (state.ALREADY_THERE, 0.0, "this repository has it"),
        (state.UNPACKING, 1.0, ""),
        (state.MOVING, 0.42, ""),
        (state.PAUSED, 0.7, ""),
        (state.WAITING, 0.0, ""),
    )
    return Transfer(
        tuple(
            LayerTransfer(one.digest, one.size_bytes, round(one.size_bytes * share), how, why)
            for one, (how, share, why) in zip(samples.LAYERS, states, strict=True)
        )
    )


class FakeMoving(Moving):
    """Moves when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.is_cancelled = self.is_left_alone = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def leave_alone(self) -> None:
        self.is_left_alone = True


@dataclass
class FakeDesk:
    """Implements app.viewmodel.remote_desk.RemoteDesk with answers that are given at once.

    An answer that is a `Trouble` is a failure; None is never given, as by a slow registry.
    """

    answer: RemoteLook | Trouble | None = None
    tag_answer: RegistryListing | Trouble | None = None
    repository_answer: RegistryListing | Trouble | None = None
    login_answer: str | Trouble | None = None
    known: Login | None = None
    used_registries: tuple[str, ...] = ()
    used_names: tuple[str, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    plain: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    moving: FakeMoving = field(default_factory=FakeMoving)

    def look(self, reference: str, then: Callable[[RemoteLook], None], failed: Failed) -> None:
        self._give(f"look {reference}", self.answer, then, failed)

    def tags(
        self, repository: str, then: Callable[[RegistryListing], None], failed: Failed
    ) -> None:
        self._give(f"tags {repository}", self.tag_answer, then, failed)

    def repositories(
        self, registry: str, text: str, then: Callable[[RegistryListing], None], failed: Failed
    ) -> None:
        self._give(f"repositories {registry} {text}".strip(), self.repository_answer, then, failed)

    def stop_asking(self) -> None:
        if self.asked and self.asked[-1] != "stop":
            self.asked.append("stop")

    def pull(
        self,
        look: RemoteLook,
        keys: tuple[str, ...] = (),
        conflict: NameConflict = NameConflict.KEEP_BOTH,
    ) -> Moving:
        self.asked.append(f"pull {look.reference} {','.join(keys)} {conflict.value}")
        return self.moving

    def push(self, local_reference: str, target: str) -> Moving:
        self.asked.append(f"push {local_reference} {target}")
        return self.moving

    def allow_http(self, registry: str) -> None:
        self.plain.add(registry)

    def forbid_http(self, registry: str) -> None:
        self.plain.discard(registry)

    def is_http_allowed(self, registry: str) -> bool:
        return registry in self.plain

    def sign_in(
        self,
        registry: str,
        login: Login,
        *,
        is_kept: bool,
        then: Callable[[str], None],
        failed: Failed,
    ) -> None:
        self.known = login
        self._give(f"sign in {registry} {is_kept}", self.login_answer, then, failed)

    def forget_login(self, registry: str, then: Callable[[], None], failed: Failed) -> None:
        self.known = None
        self.asked.append(f"forget {registry}")
        then()

    def edit_limits(self) -> None:
        self.asked.append("limits")

    def who_we_are(self, registry: str, then: Callable[[Login | None], None]) -> None:
        then(self.known)

    def _give(
        self, question: str, answer: object, then: Callable[..., None], failed: Failed
    ) -> None:
        self.asked.append(question)
        if isinstance(answer, Trouble):
            failed(answer)
        elif answer is not None:
            then(answer)


INSECURE = Trouble(
    f"The registry {REGISTRY} is not safe to talk to: it speaks plain http. If you trust this "
    "network, allow it to be used without encryption, or put the certificate of its authority "
    f"into ~/.config/containers/certs.d/{REGISTRY}/ca.crt.",
    Remedy.ALLOW_HTTP, REGISTRY,
)  # fmt: skip
LOGIN = Trouble(
    f"The registry {REGISTRY} wants to know who you are: the image does not exist, or not "
    "everybody may use it. Log in and try again.",
    Remedy.SIGN_IN, REGISTRY,
)  # fmt: skip
REFUSED = Trouble("The registry does not take the login of pupil.", Remedy.SIGN_IN, REGISTRY)
MISSING = Trouble(f"{REFERENCE} is not in the registry {REGISTRY}.", is_missing=True)
UNREACHABLE = Trouble(
    "The registry nobody.lan:5000 cannot be reached: nothing answers at port 5000. Check its name "
    "and this computer's network, and try again."
)
TAGS = RegistryListing(tuple(f"4.{number}.0" for number in range(40)), "Only the first 40 of 90.")
NEIGHBOURS = (
    Neighbour("Room 12, teacher", REGISTRY, ("class/web:1.0", "class/base:1"), takes_push=True),
    Neighbour(samples.HOSTILE, "192.168.1.40:5000"),
    Neighbour("This one", "192.168.1.7:5000", is_self=True),
)


def registry_dialogs(
    host: QWidget | None = None,
) -> Iterator[tuple[str, Callable[[Theme], QDialog]]]:
    """Name and maker of each state."""
    used = {
        "used_registries": (REGISTRY, "ghcr.io"),
        "used_names": (REFERENCE, "debian:12-slim", samples.LONG_PATH),
    }
    yield "pull-first", lambda t: _pull(t, host, FakeDesk())
    yield "pull-empty", lambda t: _pull(t, host, FakeDesk(neighbours=NEIGHBOURS, **used))  # type: ignore[arg-type]
    yield "pull-asking", lambda t: _pull(t, host, FakeDesk(), REFERENCE)
    yield "pull-look", lambda t: _pull(t, host, FakeDesk(remote_look()), REFERENCE)
    yield "pull-look-odd", lambda t: _pull(t, host, FakeDesk(remote_look(is_odd=True)), REFERENCE)
    yield "pull-history", lambda t: _history(t, host)
    yield "pull-tags", lambda t: _pull(t, host, FakeDesk(MISSING, TAGS), f"{REGISTRY}/class/web")
    yield "pull-versions", lambda t: _versions(t, host)
    yield (
        "pull-repositories",
        lambda t: _pull(t, host, FakeDesk(repository_answer=_REPOSITORIES), f"{REGISTRY}/"),
    )
    yield "pull-insecure", lambda t: _pull(t, host, FakeDesk(INSECURE), REFERENCE)
    yield "pull-login", lambda t: _pull(t, host, FakeDesk(LOGIN), REFERENCE)
    yield "pull-unreachable", lambda t: _pull(t, host, FakeDesk(UNREACHABLE), "nobody.lan:5000/a:1")
    yield "pull-moving", lambda t: _moving_pull(t, host)
    yield "push-target", lambda t: _push(t, host, FakeDesk(**used))  # type: ignore[arg-type]
    yield "push-wrong", lambda t: _wrong_push(t, host)
    yield "push-moving", lambda t: _moving_push(t, host)
    yield "push-done", lambda t: _pushed(t, host)
    yield "login", lambda t: LoginDialog(host, t, FakeDesk(), REGISTRY)
    yield "login-refused", lambda t: _refused_login(t, host)


_REPOSITORIES = RegistryListing(("class/base", "class/web", "class/" + samples.HOSTILE, "tools"))


def _pull(theme: Theme, host: QWidget | None, desk: FakeDesk, typed: str = "") -> PullDialog:
    return PullDialog(host, theme, desk, typed)


def _history(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _pull(theme, host, FakeDesk(remote_look()), REFERENCE)
    dialog.card.history_button.setChecked(True)
    return dialog


def _versions(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _pull(theme, host, FakeDesk(remote_look(), TAGS), f"{REGISTRY}/class/orders-api")
    dialog.versions.click()
    return dialog


def _moving_pull(theme: Theme, host: QWidget | None) -> QDialog:
    desk = FakeDesk(remote_look())
    dialog = _pull(theme, host, desk, REFERENCE)
    dialog.submit()
    desk.moving.phase_changed.emit("Fetching")
    desk.moving.moved.emit(transfer())
    return dialog


def _push(theme: Theme, host: QWidget | None, desk: FakeDesk) -> PushDialog:
    images = samples.repository().images
    return PushDialog(host, theme, desk, images, images[1])


def _wrong_push(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _push(theme, host, FakeDesk())
    dialog.target.edit.setText("Orders API")
    dialog.submit()
    return dialog


def _moving_push(theme: Theme, host: QWidget | None) -> QDialog:
    desk = FakeDesk(used_registries=(REGISTRY,))
    dialog = _push(theme, host, desk)
    dialog.submit()
    moved = transfer()
    there = replace(moved.layers[0], reason="mounted from class/base")
    desk.moving.moved.emit(replace(moved, layers=(there, *moved.layers[1:])))
    return dialog


def _pushed(theme: Theme, host: QWidget | None) -> QDialog:
    desk = FakeDesk(used_registries=(REGISTRY,))
    dialog = _push(theme, host, desk)
    dialog.submit()
    done = tuple(
        replace(one, state=TransferState.DONE, moved_bytes=one.size_bytes)
        for one in transfer().layers
    )
    desk.moving.moved.emit(Transfer(done))
    desk.moving.arrived.emit(Pushed(REFERENCE, _DIGEST, 165_000_000))
    return dialog


def _refused_login(theme: Theme, host: QWidget | None) -> QDialog:
    desk = FakeDesk(login_answer=REFUSED, known=Login("pupil", source="auth.json of Podman"))
    dialog = LoginDialog(host, theme, desk, REGISTRY)
    dialog.secret.edit.setText("guess")
    dialog.submit()
    return dialog
