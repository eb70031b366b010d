"""Who we are goes to the registry and its own token server, and to nobody else."""

from __future__ import annotations

import base64
import json
import logging
import socket
import traceback
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from core.cancel import CancelToken
from core.errors import (
    LoginNeededError,
    LoginRefusedError,
    NameGrammarError,
    RegistryError,
    RegistryMisbehavedError,
    RegistryRefusedError,
    RegistryUnreachableError,
)
from core.model import Login, RegistryAccess
from core.registry.addresses import AddressKind
from core.registry.authentication import check
from core.registry.challenges import Challenge, read_challenges
from core.registry.realms import may_have_login
from tests.registries.evil_registry import EvilRegistry, Seen, Town, reply

HOST = "registry.school.test"
AUTH = "auth.school.test"
SECRET = "s3cret-of-pupil"
PUPIL = RegistryAccess(Login("pupil", SECRET))
BASIC = "Basic " + base64.b64encode(f"pupil:{SECRET}".encode()).decode()
BLOB = "/v2/lib/x/blobs/1"
SCOPE = "repository:lib/x:pull"


def bearer(realm: str, scope: str = "") -> bytes:
    words = f'Bearer realm="{realm}",service="registry"' + (f',scope="{scope}"' if scope else "")
    return reply(401, b"{}", ("WWW-Authenticate", words))


def token_answer(token: object, **more: object) -> bytes:
    return reply(200, json.dumps({"token": token, **more}).encode())


class House:
    """A registry that wants tokens, and its token server, which numbers them."""

    def __init__(self, built: Town, realm: str = f"https://{AUTH}/token") -> None:
        self.refused_tokens: set[str] = set()
        self.realm = realm
        self.tokens: Iterator[object] = iter(f"t{n}" for n in range(1, 100))
        self.registry = built.build(HOST, self._answer, greeting=None)
        self.auth = built.build(AUTH, self._give)

    def _answer(self, seen: Seen, _line: socket.socket) -> bytes:
        scheme, _blank, token = seen.authorization.partition(" ")
        if scheme != "Bearer" or token in self.refused_tokens:
            return bearer(self.realm, "" if seen.path == "/v2/" else SCOPE)
        return reply(200, b"blob")

    def _give(self, seen: Seen, _line: socket.socket) -> bytes:
        if seen.authorization not in ("", BASIC):
            return reply(401)
        return token_answer(next(self.tokens), expires_in=300)


def get(connection: object, token: CancelToken, scope: str = SCOPE, path: str = BLOB) -> bytes:
    with connection.request("GET", path, scope=scope, cancel=token) as answer:  # type: ignore[attr-defined]
        return answer.document()  # type: ignore[no-any-return]


def nothing_of_the_secret(*servers: EvilRegistry) -> None:
    for server in servers:
        for seen in server.seen:
            assert SECRET not in repr(seen)
            assert BASIC.partition(" ")[2] not in repr(seen)


# --- tokens -------------------------------------------------------------------------------------


def test_a_token_is_fetched_once_for_each_scope(evil_town: Town, token: CancelToken) -> None:
    house = House(evil_town)
    with evil_town.connect(HOST, PUPIL) as connection:
        assert [get(connection, token) for _time in range(3)] == [b"blob"] * 3
        get(connection, token, "repository:lib/x:pull,push repository:lib/y:pull")
        assert connection.login_name == "pupil"
    queries = [parse_qsl(urlsplit(one.path).query) for one in house.auth.asked]
    assert queries == [
        [("service", "registry"), ("scope", SCOPE), ("account", "pupil")],
        [("service", "registry"), ("scope", "repository:lib/x:pull,push"),
         ("scope", "repository:lib/y:pull"), ("account", "pupil")],
    ]  # fmt: skip
    assert {one.authorization for one in house.auth.asked} == {BASIC}
    assert [one.authorization for one in house.registry.asked] == ["Bearer t1"] * 3 + ["Bearer t2"]
    nothing_of_the_secret(house.registry)


def test_nobody_gets_a_token_without_a_login(evil_town: Town, token: CancelToken) -> None:
    house = House(evil_town)
    with evil_town.connect(HOST) as connection:
        assert get(connection, token) == b"blob"
        assert connection.login_name == ""
    assert "account" not in house.auth.asked[0].path
    assert house.auth.asked[0].authorization == ""


def test_a_token_that_ends_in_the_middle_is_renewed_once(
    evil_town: Town, token: CancelToken
) -> None:
    house = House(evil_town)
    with evil_town.connect(HOST, PUPIL) as connection:
        get(connection, token)
        house.refused_tokens = {"t1"}
        assert get(connection, token) == b"blob"
        house.refused_tokens = {f"t{n}" for n in range(100)}
        with pytest.raises(LoginRefusedError):
            get(connection, token)
    assert len(house.auth.asked) == 3


def test_an_upload_is_begun_anew_with_the_new_token(evil_town: Town, token: CancelToken) -> None:
    house = House(evil_town)
    with evil_town.connect(HOST, PUPIL) as connection:
        get(connection, token)
        house.refused_tokens = {"t1"}
        connection.request(
            "PUT", BLOB, scope=SCOPE, body=lambda: iter([b"a", b"b"]), body_bytes=2, cancel=token
        ).close()
    assert [one.body for one in house.registry.asked[1:]] == [b"ab", b"ab"]


def test_a_short_life_is_believed(
    evil_town: Town, token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(evil_town)
    now_s = [1000.0]
    monkeypatch.setattr("core.registry.authentication.time.monotonic", lambda: now_s[0])
    with evil_town.connect(HOST, PUPIL) as connection:
        get(connection, token)
        now_s[0] += 200
        get(connection, token)
        assert len(house.auth.asked) == 1
        now_s[0] += 50  # of 300 seconds the last fifth is left for the way
        get(connection, token)
    assert len(house.auth.asked) == 2


def test_an_identity_token_travels_in_a_body_only(evil_town: Town, token: CancelToken) -> None:
    house = House(evil_town)
    access = RegistryAccess(Login("", "", "identity-of-pupil"))
    with evil_town.connect(HOST, access) as connection:
        get(connection, token)
    asked = house.auth.asked[0]
    assert (asked.method, asked.path, asked.authorization) == ("POST", "/token", "")
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["refresh_token"], "client_id": ["bricklayer"], "service": ["registry"],
        "scope": [SCOPE], "refresh_token": ["identity-of-pupil"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (reply(200, b"<html>"), "something else"),
        (reply(200, b"{}"), "no token"),
        (token_answer("a\r\nX-Evil: 1"), "no token"),
        (token_answer("a b"), "no token"),
        (token_answer(""), "no token"),
        (token_answer(7), "no token"),
        (token_answer("x" * 40_000), "no token"),
        (reply(200, b"", length=1 << 30), "larger than"),
        (reply(302, b"", ("Location", "https://evil.test/")), "302"),
        (reply(404), "404"),
        (reply(500), "500"),
    ],
)
def test_a_token_server_that_gives_no_token(
    evil_town: Town, token: CancelToken, said: bytes, what: str
) -> None:
    evil = evil_town.build("evil.test", lambda _seen, _line: token_answer("t"))
    evil_town.build(AUTH, lambda _seen, _line: said)
    evil_town.build(HOST, lambda _seen, _line: reply(200), greeting=bearer(f"https://{AUTH}/"))
    with evil_town.connect(HOST, PUPIL) as connection, pytest.raises(RegistryError) as met:
        get(connection, token)
    kinds = (RegistryMisbehavedError, RegistryRefusedError, RegistryUnreachableError)
    assert isinstance(met.value, kinds)
    assert what in str(met.value)
    assert evil.lines == 0


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_login_that_is_refused_names_its_user(
    evil_town: Town, token: CancelToken, status: int
) -> None:
    evil_town.build(AUTH, lambda _seen, _line: reply(status, b'{"details":"no"}'))
    evil_town.build(HOST, lambda _seen, _line: reply(200), greeting=bearer(f"https://{AUTH}/"))
    with evil_town.connect(HOST, PUPIL) as connection, pytest.raises(LoginRefusedError) as met:
        get(connection, token)
    assert met.value.user == "pupil"
    assert SECRET not in str(met.value)
    with evil_town.connect(HOST) as connection, pytest.raises(LoginNeededError):
        get(connection, token)


# --- where a login may go -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "realm",
    [
        "https://evil.test/token",
        "https://evil.test:444/token",
        "https://school.test.evil.test/token",
        "https://auth.evilschool.test/token",
    ],
)
def test_a_login_never_goes_to_another_house(
    evil_town: Town, token: CancelToken, realm: str
) -> None:
    host = urlsplit(realm).netloc
    evil = evil_town.build(host, lambda _seen, _line: token_answer("t1"))
    house = House(evil_town, realm)
    with evil_town.connect(HOST, PUPIL) as connection:
        with pytest.raises(RegistryMisbehavedError) as met:
            get(connection, token)
        assert f"to be sent to {host}" in str(met.value)
    assert evil.lines == 0
    with evil_town.connect(HOST) as connection:  # as nobody there is nothing to lose
        assert get(connection, token) == b"blob"
    nothing_of_the_secret(evil, house.registry)


@pytest.mark.parametrize(
    ("realm", "what"),
    [
        (f"http://{AUTH}/token", "plain http"),
        (f"ftp://{AUTH}/token", "something else than http"),
        (f"https://pupil:pw@{AUTH}/token", "user's name"),
        ("https://inner.test/token", "it leads to inner.test"),
        ("https://169.254.169.254/token", "it leads to 169.254.169.254"),
        ("", "without saying who"),
    ],
)
def test_a_token_server_that_nobody_should_ask(
    evil_town: Town, token: CancelToken, realm: str, what: str
) -> None:
    inner = evil_town.build(
        "inner.test", lambda _seen, _line: token_answer("t"), kind=AddressKind.NETWORK
    )  # fmt: skip
    house = House(evil_town, realm)
    evil_town.lead(AUTH, 80, house.auth.port)
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        get(connection, token)
    assert what in str(met.value)
    assert (inner.lines, house.auth.lines) == (0, 0)


@pytest.mark.parametrize(
    ("realm", "registry", "may"),
    [
        ("r.test", "r.test", True),
        ("auth.docker.io", "registry-1.docker.io", True),
        ("auth.school.test", "registry.school.test", True),
        ("gitlab.com", "registry.gitlab.com", True),
        ("auth.r.school.test", "r.school.test", True),
        ("auth.uni.ac.uk", "registry.uni.ac.uk", True),
        ("evil.ac.uk", "school.ac.uk", False),
        ("evil.com", "school.com", False),
        ("com", "school.com", False),
        ("co.uk", "school.co.uk", False),
        ("evil.github.io", "school.github.io", False),
        ("b.azurecr.io", "a.azurecr.io", False),
        ("evilschool.test", "school.test", False),
        ("school.test.evil.test", "school.test", False),
        ("10.0.0.2", "10.0.0.1", False),
        ("10.0.0.1", "10.0.0.1", True),
        ("a.localhost", "localhost", False),
        ("docker.io", "registry-1.docker.io", True),
        ("ghcr.io", "lscr.io", False),
    ],
)
def test_a_house_is_a_domain_of_one_owner(realm: str, registry: str, may: bool) -> None:
    assert may_have_login(realm, registry) is may


def test_docker_hub_is_known_by_another_name(evil_town: Town, token: CancelToken) -> None:
    def answer(seen: Seen, _line: socket.socket) -> bytes:
        wanted = bearer("https://auth.docker.io/token", SCOPE)
        return reply(200, b"blob") if seen.authorization == "Bearer hub" else wanted

    hub = evil_town.build("registry-1.docker.io", answer, greeting=None)
    auth = evil_town.build("auth.docker.io", lambda _seen, _line: token_answer("hub"))
    with evil_town.connect("docker.io", PUPIL) as connection:
        assert connection.registry == "docker.io"
        assert get(connection, token) == b"blob"
    assert [one.authorization for one in auth.seen] == [BASIC]
    nothing_of_the_secret(hub)


def leading_away(location: str) -> Callable[[Seen, socket.socket], bytes]:
    def answer(seen: Seen, _line: socket.socket) -> bytes:
        if not seen.authorization:
            return reply(200, b"back") if seen.path == "/back" else BASIC_WANTED
        return reply(307, b"", ("Location", location))

    return answer


BASIC_WANTED = reply(401, b"{}", ("WWW-Authenticate", 'Basic realm="class"'))


@pytest.mark.parametrize("place", ["store.test", f"{HOST}:444"])
def test_credentials_stay_with_scheme_host_and_port(
    evil_town: Town, token: CancelToken, place: str
) -> None:
    there = evil_town.build(place, lambda _seen, _line: reply(200, b"blob"))
    registry = evil_town.build(HOST, leading_away(f"https://{place}/b"), greeting=BASIC_WANTED)
    with evil_town.connect(HOST, PUPIL) as connection:
        assert get(connection, token) == b"blob"
    assert [one.authorization for one in there.seen] == [""]
    assert registry.asked[-1].authorization == BASIC


def test_credentials_do_not_come_back_after_a_detour(evil_town: Town, token: CancelToken) -> None:
    evil_town.build(
        "store.test",
        lambda _seen, _line: reply(307, b"", ("Location", f"https://{HOST}/back")),
    )
    registry = evil_town.build(
        HOST, leading_away("https://store.test/b"), greeting=BASIC_WANTED
    )  # fmt: skip
    with evil_town.connect(HOST, PUPIL) as connection:
        assert get(connection, token) == b"back"
    assert [(one.path, one.authorization) for one in registry.asked] == [
        (BLOB, BASIC), ("/back", ""),
    ]  # fmt: skip


def test_another_host_that_asks_for_a_login_gets_none(evil_town: Town, token: CancelToken) -> None:
    store = evil_town.build("store.test", lambda _seen, _line: BASIC_WANTED)
    evil_town.build(HOST, leading_away("https://store.test/b"), greeting=BASIC_WANTED)
    with evil_town.connect(HOST, PUPIL) as connection, pytest.raises(LoginRefusedError):
        get(connection, token)
    nothing_of_the_secret(store)
    assert len(store.seen) == 1


def test_another_host_does_not_choose_who_gives_tokens(evil_town: Town, token: CancelToken) -> None:
    house = House(evil_town)
    wanted = bearer(f"https://{AUTH}/other", "repository:lib/secret:pull")
    evil_town.build("store.test", lambda _seen, _line: wanted)
    evil_town.build(
        f"{HOST}:444",
        lambda _seen, _line: reply(307, b"", ("Location", "https://store.test/b")),
        greeting=bearer(house.realm),
    )
    with (
        evil_town.connect(f"{HOST}:444", PUPIL) as connection,
        pytest.raises(LoginRefusedError),
    ):
        get(connection, token)
    assert len(house.auth.asked) == 1
    assert "secret" not in house.auth.asked[0].path


def test_an_upload_to_another_host_goes_without_credentials(
    evil_town: Town, token: CancelToken
) -> None:
    store = evil_town.build("store.test", lambda _seen, _line: reply(201))
    evil_town.build(HOST, lambda _seen, _line: reply(200), greeting=BASIC_WANTED)
    with evil_town.connect(HOST, PUPIL) as connection:
        place = "https://store.test/up?u=1"
        connection.request(
            "PUT", place, scope=SCOPE, body=b"x", accepted=(201,), cancel=token
        ).close()
    assert [one.authorization for one in store.seen] == [""]


# --- passwords ----------------------------------------------------------------------------------


def test_a_password_is_sent_when_it_is_asked_for(evil_town: Town, token: CancelToken) -> None:
    def answer(seen: Seen, _line: socket.socket) -> bytes:
        return reply(200, b"blob") if seen.authorization == BASIC else BASIC_WANTED

    registry = evil_town.build(HOST, answer, greeting=BASIC_WANTED)
    with evil_town.connect(HOST, PUPIL) as connection:
        assert get(connection, token) == b"blob"
        assert connection.login_name == "pupil"
    assert len(registry.asked) == 1
    with evil_town.connect(HOST) as connection, pytest.raises(LoginNeededError):
        get(connection, token)
    wrong = RegistryAccess(Login("pupil", "wrong"))
    before = len(registry.asked)
    with evil_town.connect(HOST, wrong) as connection, pytest.raises(LoginRefusedError):
        get(connection, token)
    assert len(registry.asked) == before + 1  # it is not tried again


def test_who_asks_for_nothing_gets_nothing(evil_town: Town, token: CancelToken) -> None:
    registry = evil_town.build(HOST, lambda _seen, _line: reply(200, b"blob"))
    with evil_town.connect(HOST, PUPIL) as connection:
        get(connection, token)
        assert connection.login_name == ""
    nothing_of_the_secret(registry)


@pytest.mark.parametrize(
    ("header", "error"),
    [("Negotiate", LoginNeededError), ("", LoginNeededError), ("Digest a=b", LoginNeededError)],
)
def test_what_we_do_not_speak_is_a_login_that_is_needed(
    evil_town: Town, token: CancelToken, header: str, error: type[RegistryError]
) -> None:
    registry = evil_town.build(
        HOST, lambda _seen, _line: reply(401, b"", ("WWW-Authenticate", header))
    )
    with evil_town.connect(HOST, PUPIL) as connection, pytest.raises(error):
        get(connection, token)
    nothing_of_the_secret(registry)


@pytest.mark.parametrize("user", ["a:b", "a\nb"])
def test_a_user_that_no_header_can_hold(evil_town: Town, token: CancelToken, user: str) -> None:
    evil_town.build(HOST, lambda _seen, _line: reply(200), greeting=BASIC_WANTED)
    access = RegistryAccess(Login(user, SECRET))
    with evil_town.connect(HOST, access) as connection, pytest.raises(NameGrammarError) as met:
        get(connection, token)
    assert SECRET not in str(met.value)


def test_a_login_is_checked_at_the_registry(
    evil_town: Town, token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    House(evil_town)
    monkeypatch.setattr("core.registry.connection.Surroundings", evil_town.surroundings)
    check(HOST, PUPIL, token)
    with pytest.raises(LoginRefusedError):
        check(HOST, RegistryAccess(Login("pupil", "wrong")), token)


def test_no_secret_is_ever_told(
    evil_town: Town, token: CancelToken, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even when the registry repeats what it was sent, nor with the keys of its addresses."""
    caplog.set_level(logging.DEBUG)

    def answer(seen: Seen, _line: socket.socket) -> bytes:
        said = json.dumps({"errors": [{"message": f"bad {seen.authorization} {SECRET * 3}"}]})
        return reply(405, said.encode(), ("Content-Type", "application/json"))

    evil_town.build("store.test", answer)
    evil_town.build(HOST, leading_away("https://store.test/b?key=k3y"), greeting=BASIC_WANTED)
    said = [repr(PUPIL), repr(evil_town.connect(HOST, PUPIL))]
    with evil_town.connect(HOST, PUPIL) as connection:
        with pytest.raises(RegistryRefusedError) as met:
            get(connection, token)
        said += [repr(connection), repr(connection.__dict__)]
    said += [str(met.value), repr(met.value), "".join(traceback.format_exception(met.value))]
    for text in (*said, caplog.text):
        for secret in (SECRET, BASIC.partition(" ")[2], "k3y"):
            assert secret not in text


# --- challenges ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "challenges"),
    [
        ("", ()),
        ("Basic", (Challenge("basic"),)),
        ('Basic realm="a b"', (Challenge("basic", "a b"),)),
        (
            'Bearer realm="https://a/t",service="s",scope="repository:a:pull,push"',
            (Challenge("bearer", "https://a/t", "s", "repository:a:pull,push"),),
        ),
        ('Basic realm=x, Bearer realm="y"', (Challenge("basic", "x"), Challenge("bearer", "y"))),
        ('Negotiate, BASIC REALM = "q\\"q"', (Challenge("negotiate"), Challenge("basic", 'q"q'))),
        ('Bearer realm="a",realm="b"', (Challenge("bearer", "a"),)),
        ('Bearer realm="unended', (Challenge("bearer"), Challenge("realm"))),
        ('realm="a"', ()),
        (",,,  ,", ()),
        ("Basic " + "x=y," * 10_000, ()),
    ],
)
def test_a_challenge_is_read(header: str, challenges: tuple[Challenge, ...]) -> None:
    assert read_challenges(header) == challenges
