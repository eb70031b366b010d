"""The dialogs of squashing and rebasing, each in the states that are hardest to show well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.rebase_dialog import RebaseDialog
from app.dialogs.squash_dialog import SquashDialog
from app.theme import Theme
from app.viewmodel.rework_desk import Rebuilding
from app.viewmodel.wall import build_wall
from core.model import (
    LayerMove,
    LayerPlan,
    OutputChunk,
    RebasePlan,
    RebaseRequest,
    RebaseRisk,
    Repository,
    Risk,
    SharedLayer,
    SquashPlan,
)
from tests.app.panels import samples

SQUASH = SquashPlan(
    reference="orders-api:4.2.0",
    first=2,
    last=4,
    layers=5,
    image_bytes=235_504_100,
    stored_bytes=160_700_000,
    after_bytes=131_200_000,
    hidden_files=1_204,
    hidden_bytes=61_800_000,
    hidden_examples=("var/cache/apt/archives/python3.deb",),
    entries=8_400,
    file_bytes=310_000_000,
    kept_whiteouts=3,
    dropped_whiteouts=1_204,
    shared=(SharedLayer(2, 9_600_000, ("reports:1.0", "mail:2.1")),),
    freed_bytes=151_100_000,
    created_by="…",
    commands=("…", "…", "…"),
)
_LIBRARIES = Risk(RebaseRisk.OTHER_LIBRARY, LayerMove.COPY, ("glibc", "musl"))
_PACKAGES = Risk(RebaseRisk.OTHER_PACKAGES, LayerMove.COPY)
_MISSING = Risk(RebaseRisk.PROGRAM_MISSING, LayerMove.RUN, ("apt-get",), is_blocking=True)
_ALL = (LayerMove.RUN, LayerMove.COPY, LayerMove.LEAVE_OUT)


def rebase_plan(onto: str = "alpine:3.20", *, is_fitting: bool = False) -> RebasePlan:
    """Of the usual image."""
    risks = (_LIBRARIES, _PACKAGES) if is_fitting else (_MISSING, _LIBRARIES, _PACKAGES)
    bricks = [
        LayerPlan(
            number, one.created_by, one.size_bytes, (one.created_by,), LayerMove.RUN, _ALL, risks
        )
        for number, one in enumerate(samples.LAYERS[1:3], start=2)
    ]
    bricks += [
        LayerPlan(
            number, one.created_by, one.size_bytes, (), LayerMove.COPY, _ALL[1:],
            (Risk(RebaseRisk.REPLACES_FILES, LayerMove.COPY, ("etc/orders.toml",)),)
            if number == 5 else (),
        )
        for number, one in enumerate(samples.LAYERS[3:], start=4)
    ]  # fmt: skip
    managers = (("apt-get",), ("apt-get",) if is_fitting else ("apk",))
    return RebasePlan(
        "orders-api:4.2.0", onto, "debian:12-slim", 1, tuple(bricks), 1, 3_600_000, managers,
        ("ENV TZ=UTC",), ("Healthcheck",),
    )  # fmt: skip


def repository() -> Repository:
    """The usual one, and another base."""
    usual = samples.repository()
    alpine = samples.image("alpine", "3.20", (samples.layer(9, 3_600_000, "ADD rootfs /"),))
    return replace(usual, images=(*usual.images, alpine))


class FakeDesk:
    """Answers at once with what it was given; None: it is still being looked."""

    def __init__(self, squash: SquashPlan | None = None, rebase: RebasePlan | None = None) -> None:
        self._squash, self._rebase = squash, rebase
        self.asked: list[tuple[object, ...]] = []
        self.requests: list[RebaseRequest] = []
        self.work = FakeWork()

    def plan_squash(self, reference: str, first: int, last: int, then, failed) -> None:  # type: ignore[no-untyped-def]
        self.asked.append((reference, first, last))
        if self._squash is not None:
            then(replace(self._squash, first=first, last=last))

    def plan_rebase(self, reference: str, onto: str, levels: int | None, then, failed) -> None:  # type: ignore[no-untyped-def]
        self.asked.append((reference, onto, levels))
        if self._rebase is not None:
            then(replace(self._rebase, onto=onto))

    def rebase_now(self, request: RebaseRequest) -> Rebuilding:
        self.requests.append(request)
        return self.work


class FakeWork(Rebuilding):
    """Does what a test tells it."""

    def __init__(self) -> None:
        super().__init__()
        self.cancels = 0

    def cancel(self) -> None:
        self.cancels += 1

    def leave_alone(self) -> None:
        """Nobody looks."""


def squash_dialog(
    theme: Theme, host: QWidget | None, plan: SquashPlan | None = SQUASH
) -> SquashDialog:
    """For bricks 2 to 4 of the usual image."""
    known = repository()
    return SquashDialog(
        host, theme, FakeDesk(squash=plan), known.images[1], known, build_wall(known), (2, 4)
    )


def rebase_dialog(
    theme: Theme, host: QWidget | None, plan: RebasePlan | None, desk: FakeDesk | None = None
) -> RebaseDialog:
    """The usual image onto another base."""
    known = repository()
    return RebaseDialog(
        host, theme, desk or FakeDesk(rebase=plan), known.images[1], known, build_wall(known),
        onto="alpine:3.20",
    )  # fmt: skip


def rework_dialogs(
    host: QWidget | None = None,
) -> Iterator[tuple[str, Callable[[Theme], QDialog]]]:
    """Name and maker of each state."""
    yield "squash", lambda t: squash_dialog(t, host)
    yield "squash-looking", lambda t: squash_dialog(t, host, None)
    yield (
        "squash-grows",
        lambda t: squash_dialog(t, host, replace(SQUASH, after_bytes=170_000_000, hidden_files=0)),
    )
    yield "rebase", lambda t: rebase_dialog(t, host, rebase_plan(is_fitting=True))
    yield "rebase-blocked", lambda t: rebase_dialog(t, host, rebase_plan())
    yield "rebase-impossible", lambda t: rebase_dialog(t, host, _impossible())
    yield "rebase-working", lambda t: _working(t, host)
    yield "rebase-failed", lambda t: _failed(t, host)


def _impossible() -> RebasePlan:
    sentence = "alpine:3.20 is for linux/arm64, orders-api:4.2.0 for linux/amd64."
    return replace(rebase_plan(), sentence=sentence)


def _working(theme: Theme, host: QWidget | None) -> RebaseDialog:
    desk = FakeDesk(rebase=rebase_plan(is_fitting=True))
    dialog = rebase_dialog(theme, host, None, desk)
    dialog.submit()
    desk.work.phase_changed.emit("apt-get install -y ca-certificates tzdata", 0, 4)
    said = b"Reading package lists...\nBuilding dependency tree...\nSetting up tzdata\n" * 2
    desk.work.output_came.emit(OutputChunk("stdout", said))
    desk.work.phase_changed.emit("apt-get install -y python3 python3-venv", 1, 4)
    desk.work.output_came.emit(OutputChunk("stderr", b"W: Some index files failed to download\n"))
    return dialog


def _failed(theme: Theme, host: QWidget | None) -> RebaseDialog:
    dialog = _working(theme, host)
    dialog._failed(
        "Brick 3 (apt-get install -y python3 python3-venv) could not be put on the other base: its "
        "command ended with exit code 100. No image was made; choose for this brick to copy its "
        "files, or to leave it out."
    )
    return dialog
