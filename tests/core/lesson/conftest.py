"""One engine with a small base image for all tests of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.lesson import Performance
from core.lesson.actions import Action
from core.model import BaseImageRequest


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """With the image Base:1.0, and nothing else."""
    connected = connect(tmp_path_factory.mktemp("lessons") / "repository")
    readiness = connected.probe()
    assert readiness.can_run_containers, readiness.sentence
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
    yield connected
    clear(connected)
    connected.close()


@pytest.fixture(scope="module")
def perform(engine: Engine) -> Callable[..., None]:
    """Carries out actions one after the other."""

    def do(*deeds: Action) -> None:
        for deed in deeds:
            Performance(engine).perform(deed)

    return do


def clear(engine: Engine, *, keep: tuple[str, ...] = ()) -> None:
    """Discard all containers, and remove all images but these."""
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    images = sorted(engine.repository().images, key=lambda one: -len(one.layers))
    for image in images:
        if image.reference not in keep:
            engine.remove_image(image.reference)
