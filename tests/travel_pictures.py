"""Pictures of images on their way, over a real wall; the registry is only told of.

QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.travel_pictures DIRECTORY [WIDTHxHEIGHT]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.commands.moving import MovingJob
from app.dialogs.pull_dialog import PullDialog
from app.dialogs.push_dialog import PushDialog
from app.lesson_files import load_lesson
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.lesson import play
from core.model import (
    FoundImage,
    Image,
    LayerTransfer,
    Neighbour,
    RemoteLook,
    Repository,
    Serving,
    Transfer,
    TransferState,
)
from tests.app.panels import samples
from tests.scenarios.silent import Silent
from tests.screenshots import Photographer

REGISTRY = "192.168.1.23:5000"
REFERENCE = f"{REGISTRY}/class/orders-api:4.2.0"
NEIGHBOURS = (
    Neighbour("Room 12, teacher", REGISTRY, ("class/orders-api:4.2.0", "class/web:1.0")),
    Neighbour("Anna", "192.168.1.24:5000", ("web:1.1",)),
)


class Told:
    """An engine whose registries are only told of; all else is real."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def look_at_remote(self, reference: str, _access: object, *, cancel: CancelToken) -> RemoteLook:
        image = _coming(self._engine.repository())
        return RemoteLook(reference, "sha256:" + "9c" * 32, (FoundImage("a", image),), login="anna")

    def pull(self, _request: object, *, cancel: CancelToken, report: Any, on_transfer: Any) -> None:
        _move(_coming(self._engine.repository()), cancel, on_transfer)

    def push(self, request: Any, *, cancel: CancelToken, report: Any, on_transfer: Any) -> None:
        image = self._engine.repository().image(request.local_reference)
        assert image is not None
        _move(image, cancel, on_transfer)


def _coming(repository: Repository) -> Image:
    """An image that stands on what is here."""
    ground = repository.images[0].layers
    above = tuple(replace(one, available=False) for one in samples.LAYERS[1:])
    return samples.image("orders-api", "4.2.0", (*ground, *above), "Northwind Retail")


def _move(image: Image, cancel: CancelToken, on_transfer: Any) -> None:
    """Tell how far it is, and wait to be stopped."""
    shares = iter((1.0, 0.6, 0.2))

    def told() -> Iterator[LayerTransfer]:
        for layer in image.layers:
            if layer.available and layer is image.layers[0]:
                yield LayerTransfer(
                    layer.digest, layer.size_bytes, 0, TransferState.ALREADY_THERE,
                    "this repository has it",
                )  # fmt: skip
                continue
            share = next(shares, 0.0)
            state = TransferState.MOVING if share else TransferState.WAITING
            moved = round(share * layer.size_bytes)
            done = TransferState.DONE if share == 1.0 else state
            yield LayerTransfer(layer.digest, layer.size_bytes, moved, done)

    on_transfer(Transfer(tuple(told())))
    while not cancel.is_cancelled:
        cancel.wait(0.1)
    cancel.check()


def travel_states(photographer: Photographer, directory: Path, theme: str) -> None:
    """As a person comes by them."""
    window, session = photographer.window, photographer.session
    session.set_neighbours(NEIGHBOURS)
    session.set_serving(Serving(("192.168.1.7:5000",), (("Web:1.0", "web:1.0"),)))
    photographer.take(directory / f"neighbours-{theme}.png")
    window.verbs.registries.pull_image()
    pulling = _dialog(photographer, PullDialog)
    photographer.take_over(directory / f"pull-{theme}.png", pulling)
    pulling.ask_for(REFERENCE)
    photographer.wait(pulling.card.isVisible)
    photographer.take_over(directory / f"pull-look-{theme}.png", pulling)
    pulling.submit()
    moving = pulling.moving
    assert isinstance(moving, MovingJob)
    photographer.wait(lambda: bool(moving.transfer.layers))
    photographer.take_over(directory / f"pull-moving-{theme}.png", pulling)
    pulling.reject()
    photographer.take(directory / f"arriving-{theme}.png")
    window._choose_view(ViewMode.STACKS)
    photographer.take(directory / f"arriving-stacks-{theme}.png")
    window._choose_view(ViewMode.SHARED)
    moving.cancel()
    photographer.wait(lambda: not session.wall.ghosts)
    session.select(SelectionKind.IMAGE, session.repository.images[-1].reference)
    window.verbs.registries.push_image()
    pushing = _dialog(photographer, PushDialog)
    pushing.target.edit.setText(f"{REGISTRY}/class/web:1.0")
    photographer.take_over(directory / f"push-{theme}.png", pushing)
    pushing.submit()
    sending = pushing.moving
    assert isinstance(sending, MovingJob)
    photographer.wait(lambda: bool(sending.transfer.layers))
    photographer.take_over(directory / f"push-moving-{theme}.png", pushing)
    sending.cancel()
    photographer.wait(lambda: pushing.moving is None)
    pushing.reject()


def _dialog(photographer: Photographer, kind: type) -> Any:
    photographer.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def main() -> None:
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    width, height = (sys.argv[2] if len(sys.argv) > 2 else "1600x1000").split("x")
    application = QApplication(sys.argv[:1])
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    with tempfile.TemporaryDirectory() as place:
        built = Path(place) / "built" / "repository"
        engine = connect(built)
        play(load_lesson("first"), engine, Silent())  # type: ignore[arg-type]
        for container in engine.repository().containers:
            engine.discard_container(container.id)
        engine.close()
        for theme in ("light", "dark"):
            photographer = Photographer(
                application, built, theme, (int(width), int(height)),
                connect=lambda path: Told(connect(path)),  # type: ignore[arg-type, return-value]
            )  # fmt: skip
            travel_states(photographer, directory, theme)
            photographer.close()


if __name__ == "__main__":
    main()
