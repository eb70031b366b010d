"""Lines for registries run: with podman and a docker command, towards images that we offer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.viewmodel import travel_equivalents
from app.viewmodel.dialects import Dialect
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import PullRequest, PushRequest, RegistryAccess, ServeRequest, Serving
from tests.app.equivalents import work
from tests.app.equivalents.peer_tools import PeerTools

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(bool(PeerTools.why_not()), reason=PeerTools.why_not()),
]
PLAIN = RegistryAccess(allow_http=True)
_STARTED_S = 20.0


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("travel")


@pytest.fixture(scope="module")
def engine(place: Path) -> Iterator[Engine]:
    with work.an_engine(place) as engine:
        yield engine


@pytest.fixture(scope="module")
def offer(engine: Engine) -> Iterator[Serving]:
    """ServerCore:1.0, offered to this computer; who knows the token may store images too."""
    told: list[Serving] = []
    is_told, cancel = threading.Event(), CancelToken()

    def on_change(serving: Serving) -> None:
        told.append(serving)
        is_told.set()

    request = ServeRequest(
        ("ServerCore:1.0",), port=0, address="127.0.0.1", allow_push=True, is_announced=False
    )
    thread = threading.Thread(
        target=lambda: engine.serve(request, on_change=on_change, cancel=cancel)
    )
    thread.start()
    assert is_told.wait(_STARTED_S)
    yield told[0]
    cancel.cancel()
    thread.join()


@pytest.mark.parametrize("dialect", [Dialect.DOCKER, Dialect.PODMAN])
def test_images_are_pulled_and_pushed(
    engine: Engine, offer: Serving, place: Path, dialect: Dialect
) -> None:
    address = offer.addresses[0]
    tools = PeerTools(
        has_docker=dialect is Dialect.DOCKER,
        registry=address,
        login=(offer.push_user, offer.push_token),
    )
    try:
        there = f"{address}/servercore:1.0"
        pull = PullRequest(there, PLAIN, local_reference="ServerCore:1.0")
        tools.run(travel_equivalents.pull(dialect, pull))
        image = engine.repository().image("ServerCore:1.0")
        assert image is not None
        assert tools.tree("servercore:1.0") == work.our_tree(engine, image, place)
        told = tools.run(travel_equivalents.look_at_remote(dialect, there, PLAIN))
        assert "ayers" in told
        pushed = f"from-{dialect.value}:2"
        push = PushRequest("ServerCore:1.0", f"{address}/{pushed}", PLAIN)
        tools.run(travel_equivalents.push(dialect, push))
        assert pushed in {one.reference for one in engine.repository().images}
        if dialect is Dialect.PODMAN:
            tags = travel_equivalents.tags(dialect, f"{address}/servercore", PLAIN)
            assert "1.0" in tools.run(tags)
            tools.run(travel_equivalents.logout(dialect, address))
    finally:
        tools.close()
