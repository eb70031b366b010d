"""Talking to a registry that is as it should be, over TLS and without, and stopping at any time."""

from __future__ import annotations

import hashlib
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from core.cancel import CancelToken
from core.errors import (
    Cancelled,
    InsecureRegistryError,
    LoginNeededError,
    LoginRefusedError,
    NameGrammarError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.model import Login, RegistryAccess
from core.registry.addresses import AddressKind
from core.registry.authentication import check
from core.registry.connection import RegistryConnection
from core.registry.surroundings import Patience, Surroundings
from tests.registries.docker_registry import SECRET, USER, DockerRegistry, docker_registry
from tests.registries.evil_registry import CHUNKED, QUICK, Seen, Town, chunk, reply

HOST = "registry.test"
BLOB = "/v2/lib/x/blobs/1"
CONTENT = bytes(range(256)) * 4000
DIGEST = "sha256:" + hashlib.sha256(CONTENT).hexdigest()
NOBODY = RegistryAccess(is_anonymous=True)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("plain")) as running:
        yield running


@pytest.fixture(scope="module")
def with_login(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("login"), with_login=True) as running:
        yield running


def upload(connection: RegistryConnection, repository: str, token: CancelToken) -> None:
    start = f"/v2/{repository}/blobs/uploads/"
    with connection.request("POST", start, accepted=(202,), cancel=token) as answer:
        place = answer.location
    pieces = [CONTENT[:1000], CONTENT[1000:]]
    with connection.request(
        "PUT", f"{place}&digest={DIGEST}", body=lambda: iter(pieces), body_bytes=len(CONTENT),
        headers={"Content-Type": "application/octet-stream"}, accepted=(201,), cancel=token,
    ) as answer:  # fmt: skip
        assert answer.headers["docker-content-digest"] == DIGEST


# --- Debian's registry --------------------------------------------------------------------------


def test_a_blob_goes_there_and_comes_back(real: DockerRegistry, token: CancelToken) -> None:
    with RegistryConnection(real.name, NOBODY) as connection:
        assert not connection.is_plain
        upload(connection, "lib/x", token)
        assert connection.is_plain
        assert connection.login_name == ""
        path = f"/v2/lib/x/blobs/{DIGEST}"
        with connection.request("GET", path, cancel=token) as answer:
            assert b"".join(answer.pieces(len(CONTENT))) == CONTENT
        with connection.request("HEAD", path, cancel=token) as answer:
            assert answer.length_bytes == len(CONTENT)
        with connection.request(
            "GET", path, headers={"Range": "bytes=5000-"}, accepted=(200, 206), cancel=token
        ) as answer:
            assert answer.status == 206
            assert b"".join(answer.pieces_from(5000, len(CONTENT))) == CONTENT[5000:]
        with pytest.raises(RemoteImageNotFoundError) as met:
            connection.request("GET", "/v2/lib/x/manifests/1.0", cancel=token)
        assert met.value.reference == f"{real.name}/lib/x:1.0"
        with connection.request(
            "GET", "/v2/lib/x/manifests/1.0", accepted=(200, 404), cancel=token
        ) as answer:
            assert answer.status == 404


def test_many_threads_share_one_connection(real: DockerRegistry, token: CancelToken) -> None:
    wrong: list[object] = []
    with RegistryConnection(real.name, NOBODY) as connection:
        upload(connection, "lib/many", token)

        def fetch() -> None:
            for _time in range(10):
                asked = connection.request("GET", f"/v2/lib/many/blobs/{DIGEST}", cancel=token)
                with asked as answer:
                    found = hashlib.sha256(b"".join(answer.pieces(len(CONTENT)))).hexdigest()
                if f"sha256:{found}" != DIGEST:
                    wrong.append(found)

        threads = [threading.Thread(target=fetch) for _number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_list_of_a_real_registry_comes_in_pages(real: DockerRegistry, token: CancelToken) -> None:
    with RegistryConnection(real.name, NOBODY) as connection:
        for name in ("lib/a", "lib/b", "lib/c"):
            upload(connection, name, token)
        pages = list(connection.pages("/v2/_catalog?n=2", cancel=token))
    assert len(pages) > 1
    assert b"lib/c" in b"".join(pages)


def test_a_real_registry_knows_us(with_login: DockerRegistry, token: CancelToken) -> None:
    access = RegistryAccess(Login(USER, SECRET))
    check(with_login.name, access, token)
    with RegistryConnection(with_login.name, access) as connection:
        upload(connection, "lib/x", token)
        assert connection.login_name == USER
    with pytest.raises(LoginNeededError):
        check(with_login.name, NOBODY, token)
    with pytest.raises(LoginRefusedError) as met:
        check(with_login.name, RegistryAccess(Login(USER, "wrong")), token)
    assert met.value.user == USER


def test_a_kept_login_is_used_when_it_is_wanted(
    with_login: DockerRegistry, token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.registry import logins

    asked: list[tuple[str, str]] = []

    def look(registry: str, repository: str) -> logins.Found:
        asked.append((registry, repository))
        return logins.Found(Login(USER, SECRET) if repository == "lib/x" else None, ("Damaged.",))

    monkeypatch.setattr(logins, "look", look)
    with RegistryConnection(with_login.name, RegistryAccess()) as connection:
        start = "/v2/lib/x/blobs/uploads/"
        scope = "repository:lib/x:pull,push"
        connection.request("POST", start, scope=scope, accepted=(202,), cancel=token).close()
        assert connection.login_name == USER
    assert asked == [(with_login.name, "lib/x")]
    with RegistryConnection(with_login.name, RegistryAccess()) as connection:
        with pytest.raises(LoginNeededError) as met:
            connection.request("GET", "/v2/_catalog", cancel=token)
        assert met.value.detail == "Damaged."


def test_tls_of_a_real_registry(tmp_path: Path, token: CancelToken) -> None:
    with docker_registry(tmp_path / "tls", with_tls=True) as running:
        assert running.authority is not None
        known = tmp_path / "certs.d" / running.name
        surroundings = Surroundings(certificates=(tmp_path / "certs.d",))
        with (
            RegistryConnection(running.name, NOBODY, surroundings) as connection,
            pytest.raises(InsecureRegistryError) as met,
        ):
            connection.request("GET", "/v2/", cancel=token)
        assert f"certs.d/{running.name}/ca.crt" in str(met.value)
        known.mkdir(parents=True)
        (known / "ca.crt").write_bytes(running.authority.read_bytes())
        with RegistryConnection(running.name, NOBODY, surroundings) as connection:
            upload(connection, "lib/x", token)
            assert not connection.is_plain


# --- plain, or not vouched for ------------------------------------------------------------------


def test_plain_http_where_it_is_allowed(evil_town: Town, token: CancelToken) -> None:
    evil_town.build(f"{HOST}:5000", lambda _seen, _line: reply(200, b"blob"), is_plain=True)
    evil_town.build("other.test", lambda _seen, _line: reply(200, b"blob"), is_plain=True)
    for name in (f"{HOST}:5000", "other.test"):
        with evil_town.connect(name, replace(NOBODY, allow_http=True)) as connection:
            connection.request("GET", BLOB, cancel=token).close()
            assert connection.is_plain


@pytest.mark.parametrize("name", ["localhost:5000", "127.0.0.1:5000", "class.localhost:5000"])
def test_this_computer_may_be_plain(evil_town: Town, token: CancelToken, name: str) -> None:
    host = name.partition(":")[0]
    server = evil_town.build(
        name, lambda _seen, _line: reply(200), is_plain=True, kind=AddressKind.COMPUTER
    )
    if host == "127.0.0.1":
        name = f"127.0.0.1:{server.port}"
    with evil_town.connect(name) as connection:
        connection.request("GET", BLOB, cancel=token).close()
        assert connection.is_plain


def test_a_name_of_this_computer_that_is_another_one(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(
        "class.localhost:5000",
        lambda _seen, _line: reply(200, b"blob"),
        is_plain=True,
        kind=AddressKind.WORLD,
    )
    with (
        evil_town.connect("class.localhost:5000") as connection,
        pytest.raises(InsecureRegistryError) as met,
    ):
        connection.request("GET", BLOB, cancel=token)
    assert "another computer" in str(met.value)
    assert server.seen == []


@pytest.mark.parametrize("allow_http", [False, True])
def test_this_computer_leads_to_plain_http_only_where_it_is_allowed(
    evil_town: Town, token: CancelToken, allow_http: bool
) -> None:
    store = evil_town.build("store.test", lambda _seen, _line: reply(200, b"blob"), is_plain=True)
    evil_town.build(
        "localhost:5000",
        lambda _seen, _line: reply(307, b"", ("Location", "http://store.test/b")),
        is_plain=True,
        kind=AddressKind.COMPUTER,
    )
    access = replace(NOBODY, allow_http=allow_http)
    with evil_town.connect("localhost:5000", access) as connection:
        if allow_http:
            connection.request("GET", BLOB, cancel=token).close()
            return
        with pytest.raises(RegistryMisbehavedError, match="by plain http"):
            connection.request("GET", BLOB, cancel=token)
    assert store.lines == 0


def strange(evil_town: Town, name: str, *, host: str = "") -> trustme.CA:
    """A server with a certificate of an authority that nobody knows, or of another host."""
    authority = trustme.CA()
    server = evil_town.build(name, lambda _seen, _line: reply(200, b"blob"))
    server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host or name).configure_cert(server.tls)
    return authority


def test_a_certificate_that_nobody_vouches_for(evil_town: Town, token: CancelToken) -> None:
    authority = strange(evil_town, HOST)
    with evil_town.connect(HOST) as connection, pytest.raises(InsecureRegistryError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert "vouches" in str(met.value)
    with evil_town.connect(HOST, replace(NOBODY, allow_http=True)) as connection:
        connection.request("GET", BLOB, cancel=token).close()
        assert not connection.is_plain
    evil_town.trust(HOST, authority)
    with evil_town.connect(HOST) as connection:
        connection.request("GET", BLOB, cancel=token).close()


def test_a_certificate_of_another_host(evil_town: Town, token: CancelToken) -> None:
    evil_town.trust(HOST, strange(evil_town, HOST, host="other.test"))
    with evil_town.connect(HOST) as connection, pytest.raises(InsecureRegistryError):
        connection.request("GET", BLOB, cancel=token)


def test_what_is_allowed_to_one_host_is_not_to_those_it_leads_to(
    evil_town: Town, token: CancelToken
) -> None:
    strange(evil_town, "store.test")
    evil_town.build(
        HOST, lambda _seen, _line: reply(307, b"", ("Location", "https://store.test/b"))
    )  # fmt: skip
    access = replace(NOBODY, allow_http=True)
    with evil_town.connect(HOST, access) as connection, pytest.raises(InsecureRegistryError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert met.value.registry == "store.test"


def test_a_certificate_says_who_we_are(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(HOST, lambda _seen, _line: reply(200, b"blob"))
    server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    evil_town.authority.issue_cert(HOST).configure_cert(server.tls)
    evil_town.authority.configure_trust(server.tls)
    server.tls.verify_mode = ssl.CERT_REQUIRED
    with (
        evil_town.connect(HOST) as connection,
        pytest.raises((InsecureRegistryError, RegistryUnreachableError)),
    ):
        connection.request("GET", BLOB, cancel=token)
    ours = evil_town.authority.issue_cert("pupil@school.test")
    folder = evil_town.folder / "certs.d" / HOST
    ours.private_key_pem.write_to_path(str(folder / "client.key"))
    ours.cert_chain_pems[0].write_to_path(str(folder / "client.cert"))
    with evil_town.connect(HOST) as connection:
        connection.request("GET", BLOB, cancel=token).close()


def test_a_damaged_certificate_is_named(evil_town: Town, token: CancelToken) -> None:
    evil_town.build(HOST, lambda _seen, _line: reply(200, b"blob"))
    path = evil_town.folder / "certs.d" / HOST / "more.crt"
    path.write_text("no certificate")
    with evil_town.connect(HOST) as connection, pytest.raises(InsecureRegistryError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert str(path) in str(met.value)


# --- unreachable --------------------------------------------------------------------------------


def test_who_does_not_exist_or_does_not_answer(evil_town: Town, token: CancelToken) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        evil_town.lead("closed.test", 443, closed.getsockname()[1])
        for name, words in {
            "nobody.test": "nobody knows",
            "closed.test": "nothing answers",
        }.items():
            with evil_town.connect(name) as connection:
                with pytest.raises(RegistryUnreachableError) as met:
                    connection.request("GET", BLOB, cancel=token)
                assert words in str(met.value)
                assert met.value.registry == name


def test_a_registry_has_a_name_of_its_grammar() -> None:
    for name in ("a/b", "user@host", "", "a b"):
        with pytest.raises(NameGrammarError):
            RegistryConnection(name, NOBODY)


# --- stopping -----------------------------------------------------------------------------------

SLOW = Patience(connect_s=30, idle_s=30, answer_s=30, storing_s=30, longest_wait_s=30)


class Stop:
    """Cancels as soon as the other side is where it shall be stuck."""

    def __init__(self, built: Town) -> None:
        self.town = built
        self.token = CancelToken()
        self.reached = threading.Event()

    def here(self) -> None:
        """Called by the other side; never comes back while the test runs."""
        self.reached.set()
        self.town.servers[0].over.wait(20)

    def cancels(self, act: Callable[[], object]) -> None:
        def cancel() -> None:
            assert self.reached.wait(10)
            time.sleep(0.05)  # for the reader to be where it waits: were it not, less is tested
            self.at_s = time.monotonic()
            self.token.cancel()

        thread = threading.Thread(target=cancel)
        thread.start()
        with pytest.raises(Cancelled):
            act()
        thread.join()
        assert time.monotonic() - self.at_s < 1.0


def say_nothing(stop: Stop, _seen: Seen, _line: socket.socket) -> None:
    stop.here()


def stop_in_the_body(stop: Stop, _seen: Seen, line: socket.socket) -> None:
    line.sendall(CHUNKED + chunk(b"x"))
    stop.here()


def stop_in_a_body_without_an_end(stop: Stop, _seen: Seen, line: socket.socket) -> None:
    line.sendall(reply(200, b"x", ("Connection", "close"), length=-1))
    stop.here()


def ask_for_a_pause(stop: Stop, _seen: Seen, line: socket.socket) -> None:
    line.sendall(reply(503, b"", ("Retry-After", "20")))
    stop.here()


@pytest.mark.parametrize("is_plain", [False, True])
@pytest.mark.parametrize(
    "kind", [say_nothing, stop_in_the_body, stop_in_a_body_without_an_end, ask_for_a_pause]
)
def test_a_silent_registry_is_left_at_once(
    evil_town: Town, kind: Callable[[Stop, Seen, socket.socket], None], is_plain: bool
) -> None:
    stop = Stop(evil_town)
    name = f"{HOST}:5000"
    evil_town.build(name, lambda seen, line: kind(stop, seen, line), is_plain=is_plain)
    with evil_town.connect(name, replace(NOBODY, allow_http=is_plain), SLOW) as connection:

        def read() -> None:
            with connection.request("GET", BLOB, cancel=stop.token) as answer:
                for _piece in answer.pieces(None):
                    pass

        stop.cancels(read)


def test_a_handshake_is_left_at_once(evil_town: Town) -> None:
    stop = Stop(evil_town)
    evil_town.build(HOST, lambda _seen, _line: None, on_line=lambda _line: stop.here())
    with evil_town.connect(HOST, patience=SLOW) as connection:
        stop.cancels(lambda: connection.request("GET", BLOB, cancel=stop.token))


def test_a_look_up_of_a_name_is_left_at_once(evil_town: Town) -> None:
    stop = Stop(evil_town)
    evil_town.build(HOST, lambda _seen, _line: None)

    def resolve(_host: str, _port: int) -> list[tuple[str, int]]:
        stop.here()
        return []

    surroundings = replace(evil_town.surroundings(SLOW), resolve=resolve)
    with RegistryConnection(HOST, NOBODY, surroundings) as connection:
        stop.cancels(lambda: connection.request("GET", BLOB, cancel=stop.token))


def knock(address: tuple[str, int]) -> socket.socket:
    line = socket.socket()
    line.setblocking(False)
    line.connect_ex(address)
    return line


def test_a_way_that_leads_nowhere_is_left_at_once(evil_town: Town) -> None:
    """A listener whose queue is full answers no further knock."""
    stop = Stop(evil_town)
    evil_town.build("other.test", lambda _seen, _line: None)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [knock(address)]
        while select.select([], waiting[-1:], [], 0.2)[1]:  # it got in
            waiting.append(knock(address))
            assert len(waiting) < 50

        def resolve(_host: str, _port: int) -> list[tuple[str, int]]:
            stop.reached.set()
            return [address]

        surroundings = replace(evil_town.surroundings(SLOW), resolve=resolve)
        with RegistryConnection(HOST, NOBODY, surroundings) as connection:
            stop.cancels(lambda: connection.request("GET", BLOB, cancel=stop.token))
        quick = replace(evil_town.surroundings(replace(QUICK, connect_s=0.2)), resolve=resolve)
        with (
            RegistryConnection(HOST, NOBODY, quick) as connection,
            pytest.raises(RegistryUnreachableError, match="in time"),
        ):
            connection.request("GET", BLOB, cancel=CancelToken())
        for line in waiting:
            line.close()


def test_an_upload_that_nobody_reads_is_left_at_once(evil_town: Town) -> None:
    stop = Stop(evil_town)

    def deaf(seen: Seen, line: socket.socket) -> None:
        stop.here()

    evil_town.build(f"{HOST}:5000", deaf, is_plain=True)
    access = replace(NOBODY, allow_http=True)

    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536
            stop.reached.set()

    with evil_town.connect(f"{HOST}:5000", access, SLOW) as connection:
        stop.cancels(
            lambda: connection.request(
                "PATCH", BLOB, body=pieces, body_bytes=1 << 40, accepted=(202,), cancel=stop.token
            )
        )


def test_who_waits_for_another_thread_is_left_at_once(evil_town: Town) -> None:
    """The first request finds out where the registry is; the second waits for it."""
    stop = Stop(evil_town)
    evil_town.build(HOST, lambda _seen, _line: None, on_line=lambda _line: stop.here())
    other = CancelToken()
    with evil_town.connect(HOST, patience=SLOW) as connection:

        def ask() -> None:
            with pytest.raises(Cancelled):
                connection.request("GET", BLOB, cancel=other)

        first = threading.Thread(target=ask)
        first.start()
        stop.cancels(lambda: connection.request("GET", BLOB, cancel=stop.token))
        other.cancel()
        first.join()


def test_what_was_cancelled_before_asks_nothing(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(HOST, lambda _seen, _line: reply(200))
    token.cancel()
    with evil_town.connect(HOST) as connection, pytest.raises(Cancelled):
        connection.request("GET", BLOB, cancel=token)
    assert server.lines == 0


def test_cancelling_one_leaves_the_others_alone(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(HOST, lambda _seen, _line: reply(200, b"x" * 100))
    with evil_town.connect(HOST) as connection:
        for _time in range(20):
            one = CancelToken()
            answer = connection.request("GET", BLOB, cancel=one)
            assert len(b"".join(answer.pieces(100))) == 100
            one.cancel()  # before it is closed: the connection is back in the pool already
            with connection.request("GET", BLOB, cancel=token) as other:
                assert len(other.document()) == 100
            answer.close()
    assert server.lines == 1
