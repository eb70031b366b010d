"""Offering images and seeing who else does, as an engine does it."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.event_hub import EventHub
from core.engine.offering import Offering
from core.engine.protocol import Engine
from core.errors import (
    ImageNotFoundError,
    LoginNeededError,
    LoginRefusedError,
    PortTakenError,
    RegistryRefusedError,
    RepositoryReadOnlyError,
)
from core.events import Event, ImageAdded
from core.model import (
    Login,
    Neighbour,
    PullRequest,
    PushRequest,
    RegistryAccess,
    ServeRequest,
    Serving,
)
from core.oci.digest import sha256_digest
from core.serving import announcing, tally
from core.serving.announcing import Announcement
from core.store import ImageLayout
from tests.core.serving.conftest import until
from tests.core.store.layout_samples import put_image

HERE = "127.0.0.1"
ServeCall = Callable[[ServeRequest, Callable[[Serving], None], CancelToken], None]


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    layout = ImageLayout.open(tmp_path / "repository")
    put_image(layout, "WebApp", "1.0", {"etc/os": b"debian"}, {"srv/app": b"x" * 100_000})
    put_image(layout, "tool", "2", {"etc/os": b"debian"})
    return layout


@pytest.fixture
def offering(layout: ImageLayout, monkeypatch: pytest.MonkeyPatch) -> Offering:
    monkeypatch.setattr(tally, "_SETTLED_S", 0.2)
    return Offering(layout, EventHub())


class Told:
    """What was told so far."""

    def __init__(self) -> None:
        self.all: list[Serving] = []
        self.error: BaseException | None = None

    @property
    def now(self) -> Serving:
        until(lambda: bool(self.all) or self.error is not None)
        if self.error is not None:
            raise self.error
        return self.all[-1]

    @property
    def port(self) -> int:
        return int(self.now.addresses[0].rpartition(":")[2])


@contextmanager
def served(serve: ServeCall, request: ServeRequest) -> Iterator[Told]:
    told, cancel = Told(), CancelToken()

    def run() -> None:
        try:
            serve(request, told.all.append, cancel)
        except BaseException as error:  # shown to who asks for what was told
            told.error = error

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield told
    finally:
        cancel.cancel()
        thread.join(10)
        assert not thread.is_alive()


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Any:
    connection = http.client.HTTPConnection(HERE, port, timeout=20)
    try:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, told)
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HERE, port)) != 0


def here(*references: str, **more: Any) -> ServeRequest:
    return ServeRequest(references or ("WebApp:1.0", "tool:2"), port=0, address=HERE, **more)


def test_what_is_offered_and_who_fetches_it_is_told(offering: Offering) -> None:
    with served(offering.serve, here()) as told:
        assert told.now.addresses == (f"{HERE}:{told.port}",)
        assert told.now.images == (("WebApp:1.0", "webapp:1.0"), ("tool:2", "tool:2"))
        assert told.now.push_token == ""
        assert (told.now.pulls, told.now.sent_bytes) == ((), 0)
        port = told.port
        assert ask(port, "/v2/webapp/manifests/1.0").status == 200
        until(lambda: bool(told.now.pulls) and told.now.pulls[0].is_done)
        pull = told.now.pulls[0]
        assert (pull.peer, pull.reference, pull.is_push) == (HERE, "webapp:1.0", False)
        assert pull.sent_bytes == told.now.sent_bytes > 0
    assert told.error is None
    assert is_free(port)


def test_changes_are_told_some_times_a_second_only(offering: Offering) -> None:
    started_s = time.monotonic()
    with served(offering.serve, here()) as told:
        port = told.port
        for _ in range(100):
            assert ask(port, "/v2/webapp/manifests/1.0").status == 200
        until(lambda: told.now.sent_bytes > 0 and told.now.pulls[0].is_done)
        assert len(told.all) <= 2 + (time.monotonic() - started_s) / 0.25
        for one, next_one in zip(told.all, told.all[1:], strict=False):
            assert one != next_one


def test_an_image_that_is_removed_is_offered_no_more(
    offering: Offering, layout: ImageLayout
) -> None:
    with served(offering.serve, here()) as told:
        assert len(told.now.images) == 2
        layout.remove_reference("tool:2")
        until(lambda: told.now.images == (("WebApp:1.0", "webapp:1.0"),))


def test_what_cannot_be_offered(offering: Offering, layout: ImageLayout) -> None:
    with served(offering.serve, here("nothing:1")) as told, pytest.raises(ImageNotFoundError):
        _ = told.now
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
        request = ServeRequest(("tool:2",), port=port, address=HERE)
        with served(offering.serve, request) as told, pytest.raises(PortTakenError):
            _ = told.now
    reading = Offering(ImageLayout(layout.path, is_writable=False), EventHub())
    request = here(allow_push=True)
    with served(reading.serve, request) as told, pytest.raises(RepositoryReadOnlyError):
        _ = told.now


def test_an_image_that_is_pushed_is_told_of_and_offered(layout: ImageLayout) -> None:
    events: list[Event] = []
    hub, ended = EventHub(), CancelToken()
    watching = threading.Thread(target=lambda: hub.watch(events.append, ended))
    watching.start()
    manifest = layout.read_blob(layout.resolve("tool:2"))
    parts = json.loads(manifest)
    with served(Offering(layout, hub).serve, here(allow_push=True)) as told:
        port = told.port
        assert told.now.push_user
        assert told.now.push_token not in repr(told.now)
        basic = f"{told.now.push_user}:{told.now.push_token}".encode()
        who = {"Authorization": "Basic " + base64.b64encode(basic).decode()}
        for part in (parts["config"], *parts["layers"]):
            path = f"/v2/class/copy/blobs/uploads/?mount={part['digest']}&from=tool"
            assert ask(port, path, "POST", **who).status == 201
        kind = {"Content-Type": parts["mediaType"]}
        pushed = ask(port, "/v2/class/copy/manifests/1", "PUT", manifest, **who, **kind)
        assert pushed.status == 201
        until(lambda: ("class/copy:1", "class/copy:1") in told.now.images)
        assert told.now.pulls[0].is_push
    until(lambda: bool(events))
    ended.cancel()
    watching.join()
    assert isinstance(events[0], ImageAdded)
    assert events[0].image.reference == "class/copy:1"
    assert events[0].image.manifest_digest == sha256_digest(manifest)


class Announced(Announcement):
    """Tells nobody but the test; the real one is tried in tests/core/serving."""

    said: ClassVar[list[tuple[str, object]]] = []

    def start(self, images: Iterable[str], addresses: Iterable[str]) -> None:
        self.said.append(("start", (self._title, self._takes_push, set(images), [*addresses])))
        self.sentence = ""

    def tell(self, images: Iterable[str]) -> None:
        self.said.append(("tell", set(images)))

    def close(self) -> None:
        self.said.append(("close", None))


def test_others_are_told_of_it_of_what_changes_and_of_its_end(
    offering: Offering, layout: ImageLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "Announcement", Announced)
    monkeypatch.setattr(Announced, "said", [])
    offering.announced_on = [HERE]
    with served(offering.serve, here(title="Room 12", allow_push=True)) as told:
        assert told.now.is_announced
        assert told.now.announcement_sentence == ""
        layout.remove_reference("tool:2")
        until(lambda: len(told.now.images) == 1)
    assert Announced.said == [
        ("start", ("Room 12", True, {"webapp:1.0", "tool:2"}, [HERE])),
        ("tell", {"webapp:1.0"}),
        ("close", None),
    ]


def test_why_it_is_not_announced(offering: Offering) -> None:
    with served(offering.serve, here()) as told:
        until(lambda: "Only programs of this computer" in told.now.announcement_sentence)
    with served(offering.serve, here(is_announced=False)) as told:
        assert "not announced" in told.now.announcement_sentence
        assert not told.now.is_announced


@pytest.fixture
def hosted(layout: ImageLayout) -> Iterator[Engine]:
    engine = connect(layout.path)
    yield engine
    engine.close()


def test_the_engines_process_serves_until_it_is_told_to_stop(hosted: Engine) -> None:
    def serve(request: ServeRequest, tell: Callable[[Serving], None], cancel: CancelToken) -> None:
        hosted.serve(request, on_change=tell, cancel=cancel)

    with served(serve, here()) as told:
        port = told.port
        assert ask(port, "/v2/tool/manifests/2").status == 200
        until(lambda: bool(told.now.pulls))
    assert told.error is None
    assert is_free(port)
    with served(serve, here("nothing:1")) as told, pytest.raises(ImageNotFoundError):
        _ = told.now


def test_the_offer_ends_with_whoever_asked_for_it(hosted: Engine) -> None:
    ports: list[int] = []

    def tell(serving: Serving) -> None:
        ports.append(int(serving.addresses[0].rpartition(":")[2]))
        raise RuntimeError("the window is gone")

    with pytest.raises(RuntimeError, match="the window is gone"):
        hosted.serve(here(), on_change=tell)
    until(lambda: is_free(ports[0]))


def test_watching_ends_at_once_in_the_engines_process(hosted: Engine) -> None:
    cancel = CancelToken()
    seen: list[tuple[Neighbour, ...]] = []
    watching = threading.Thread(
        target=lambda: hosted.watch_neighbours(on_change=seen.append, cancel=cancel)
    )
    watching.start()
    until(lambda: bool(seen))
    cancel.cancel()
    watching.join(10)
    assert not watching.is_alive()


def test_a_pupils_bricklayer_fetches_and_stores(
    hosted: Engine, layout: ImageLayout, tmp_path: Path
) -> None:
    ImageLayout.open(tmp_path / "pupil")
    pupil = connect(tmp_path / "pupil")
    plain = RegistryAccess(allow_http=True, is_anonymous=True)

    def serve(request: ServeRequest, tell: Callable[[Serving], None], cancel: CancelToken) -> None:
        hosted.serve(request, on_change=tell, cancel=cancel)

    try:
        with served(serve, here(allow_push=True)) as told:
            place = told.now.addresses[0]
            found = pupil.look_at_remote(f"{place}/webapp:1.0", plain)
            assert found.digest == layout.resolve("WebApp:1.0").digest
            assert pupil.remote_repositories(place, "", plain).names == ("tool", "webapp")
            assert pupil.remote_tags(f"{place}/webapp", plain).names == ("1.0",)
            (image,) = pupil.pull(PullRequest(f"{place}/webapp:1.0", plain)).images
            assert image.manifest_digest == found.digest
            wrong = replace(plain, login=Login("class", "wrong"))
            with pytest.raises(LoginRefusedError):
                pupil.check_login(place, wrong)
            login = replace(plain, login=Login(told.now.push_user, told.now.push_token))
            pupil.check_login(place, login)
            with pytest.raises(LoginNeededError):
                pupil.push(PushRequest(image.reference, f"{place}/lena/web:1", plain))
            pushed = pupil.push(PushRequest(image.reference, f"{place}/lena/web:1", login))
            assert pushed.digest == image.manifest_digest
            assert layout.resolve("lena/web:1").digest == image.manifest_digest
            with pytest.raises(RegistryRefusedError, match="another image here already"):
                pupil.push(PushRequest(image.reference, f"{place}/tool:2", login))
            until(lambda: {pull.is_push for pull in told.now.pulls} == {True, False})
    finally:
        pupil.close()
