"""What registries of the worst kind send, and that each ends in one typed sentence."""

from __future__ import annotations

import itertools
import re
import socket
import time
from collections.abc import Callable

import pytest

from core.cancel import CancelToken
from core.errors import (
    InsecureRegistryError,
    RegistryError,
    RegistryMisbehavedError,
    RegistryRefusedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.registry.addresses import AddressKind
from core.registry.answers import Answer
from core.registry.connection import RegistryConnection
from tests.registries.evil_registry import CHUNKED, QUICK, EvilRegistry, Seen, Town, chunk, reply

HOST = "registry.test"
BLOB = "/v2/lib/x/blobs/sha256:" + "0" * 64
MANIFEST = "/v2/lib/x/manifests/1.0"
PATIENT_S = 5.0


def fixed(said: bytes) -> Callable[[Seen, socket.socket], bytes]:
    return lambda _seen, _line: said


def never(server: list[EvilRegistry]) -> Callable[[Seen, socket.socket], None]:
    """Says nothing until the test is over."""
    return lambda _seen, _line: (server[0].over.wait(20), None)[1]


def read_all(answer: Answer, expected: int | None) -> bytes:
    with answer:
        return b"".join(answer.pieces(expected))


def plain_sentence(error: RegistryError) -> str:
    """One sentence for the person, with nothing in it that a terminal would obey."""
    sentence = str(error)
    assert sentence.isprintable()
    assert len(sentence) < 700
    assert "Traceback" not in sentence
    return sentence


# --- bodies -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (reply(200, b"x" * 20), "announces 20 B where 10 B"),
        (CHUNKED + chunk(b"x" * 8) + chunk(b"x" * 8) + chunk(b""), "more than the 10 B"),
        (reply(200, b"x" * 4), "announces 4 B where 10 B"),
        (reply(200, b"x" * 10, ("Content-Encoding", "gzip")), "packs its answer"),
        (reply(200, b"", length=10**15), "announces 1000 TB"),
        (CHUNKED + b"zz\r\nxxxx\r\n", "connection broke"),
        (reply(200, b"x" * 10, ("Content-Length", "11")), "contradict"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "no HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", "no HTTP"),
        (b"HTTP/2.0 200 OK\r\nContent-Length: 10\r\n\r\n" + b"x" * 10, "HTTP"),
        (b"\0" * 100_000, "too long"),
        (reply(200, b"x" * 10, *((f"X-{n}", "y") for n in range(200))), "no HTTP"),
        (reply(200, b"x" * 10, ("X-Long", "y" * 100_000)), "too long"),
    ],
)
def test_a_body_or_a_head_that_is_not_as_it_should(
    evil_town: Town, token: CancelToken, said: bytes, what: str
) -> None:
    evil_town.build(HOST, fixed(said))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryError) as met:
        read_all(connection.request("GET", BLOB, cancel=token), 10)
    assert what in plain_sentence(met.value)
    assert met.value.registry == HOST


def test_a_body_that_ends_too_early_can_be_asked_for_again(
    evil_town: Town, token: CancelToken
) -> None:
    def cut(_seen: Seen, line: socket.socket) -> None:
        line.sendall(reply(200, b"x" * 4, length=10))

    evil_town.build(HOST, cut)
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        read_all(connection.request("GET", BLOB, cancel=token), 10)
    assert "connection broke" in plain_sentence(met.value)


def test_a_body_without_a_length_that_ends_too_early_is_noticed(
    evil_town: Town, token: CancelToken
) -> None:
    def cut(_seen: Seen, line: socket.socket) -> None:
        line.sendall(reply(200, b"x" * 4, ("Connection", "close"), length=-1))

    evil_town.build(HOST, cut)
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        read_all(connection.request("GET", BLOB, cancel=token), 10)
    assert "4 B of 10 B" in plain_sentence(met.value)


def test_a_document_without_an_end_is_not_read_to_it(evil_town: Town, token: CancelToken) -> None:
    sent = itertools.count()

    def endless(_seen: Seen, line: socket.socket) -> None:
        line.sendall(CHUNKED)
        while True:
            line.sendall(chunk(b"x" * 65536))
            next(sent)

    evil_town.build(HOST, endless)
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        connection.request("GET", MANIFEST, cancel=token).document(1 << 20)
    assert "larger than 1.05 MB" in plain_sentence(met.value)
    assert next(sent) < 1000


def test_a_document_that_announces_too_much_is_not_begun(
    evil_town: Town, token: CancelToken
) -> None:
    evil_town.build(HOST, fixed(reply(200, b"", length=10**12)))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError):
        connection.request("GET", MANIFEST, cancel=token).document()


def test_what_follows_an_answer_is_no_answer_to_the_next_question(
    evil_town: Town, token: CancelToken
) -> None:
    forged = reply(200, b"forged")
    evil_town.build(HOST, lambda _seen, _line: reply(200, b"honest") + forged)
    with evil_town.connect(HOST) as connection:
        for _time in range(3):
            assert read_all(connection.request("GET", BLOB, cancel=token), 6) == b"honest"


def test_a_web_page_is_no_manifest(evil_town: Town, token: CancelToken) -> None:
    page = reply(200, b"<html>", ("Content-Type", "text/html; charset=utf-8"))
    other = reply(200, b"{}", ("Content-Type", "Application/JSON"))
    said = iter([page, other, reply(200, b"{}")])
    evil_town.build(HOST, lambda _seen, _line: next(said))
    wanted = ("application/vnd.oci.image.manifest.v1+json",)
    with evil_town.connect(HOST) as connection:
        for words in ("web page", "application/json", "no type"):
            answer = connection.request("GET", MANIFEST, cancel=token)
            with pytest.raises(RegistryMisbehavedError) as met:
                answer.require_type(wanted)
            assert words in plain_sentence(met.value)


# --- parts --------------------------------------------------------------------------------------

WHOLE = bytes(range(100))


def ask_from(connection: RegistryConnection, offset: int, token: CancelToken) -> bytes:
    headers = {"Range": f"bytes={offset}-"}
    asked = connection.request(
        "GET", BLOB, headers=headers, accepted=(200, 206), cancel=token
    )  # fmt: skip
    with asked as answer:
        return b"".join(answer.pieces_from(offset, len(WHOLE)))


def test_a_registry_that_ignores_range_is_skipped_over(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(HOST, fixed(reply(200, WHOLE)))
    with evil_town.connect(HOST) as connection:
        assert ask_from(connection, 40, token) == WHOLE[40:]
    assert server.asked[0].headers["range"] == "bytes=40-"


def test_a_part_is_the_one_that_was_asked_for(evil_town: Town, token: CancelToken) -> None:
    right = reply(206, WHOLE[40:], ("Content-Range", "bytes 40-99/100"))
    ranges = ("bytes 0-59/100", "bytes 40-99/1000", "bytes 40-99", "", "bytes 40-40/100")
    wrong = [reply(206, WHOLE[40:], ("Content-Range", text)) for text in ranges]
    said = iter([right, *wrong])
    evil_town.build(HOST, lambda _seen, _line: next(said))
    with evil_town.connect(HOST) as connection:
        assert ask_from(connection, 40, token) == WHOLE[40:]
        for _wrong in wrong:
            with pytest.raises(RegistryMisbehavedError, match="another part"):
                ask_from(connection, 40, token)


# --- time ---------------------------------------------------------------------------------------


def drip(said: bytes, every_s: float, server: list[EvilRegistry]) -> Callable[..., None]:
    def answer(_seen: Seen, line: socket.socket) -> None:
        for byte in itertools.chain(said, itertools.repeat(ord("x"))):
            line.sendall(bytes([byte]))
            if server[0].over.wait(every_s):
                return

    return answer


def endless_heads(_seen: Seen, line: socket.socket) -> None:
    while True:
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def endless_trailers(_seen: Seen, line: socket.socket) -> None:
    line.sendall(CHUNKED + b"0\r\n")
    while True:
        line.sendall(b"X-Trailer: y\r\n" * 100)


SLOW: dict[str, Callable[[list[EvilRegistry]], Callable[..., None]]] = {
    "says nothing": never,
    "drips its head": lambda server: drip(b"HTTP/1.1 200 OK\r\nX: ", 0.02, server),
    "stops in its body": lambda server: (
        lambda seen, line: (
            line.sendall(reply(200, b"x", length=1 << 20)),
            never(server)(seen, line),
        )[1]
    ),
    "answers for ever before it answers": lambda _server: endless_heads,
    "never ends its trailers": lambda _server: endless_trailers,
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_slow_registry_is_left_in_time(evil_town: Town, token: CancelToken, kind: str) -> None:
    servers: list[EvilRegistry] = []
    servers.append(evil_town.build(HOST, SLOW[kind](servers)))
    began_s = time.monotonic()
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        read_all(connection.request("GET", BLOB, cancel=token), 1 << 20)
    assert re.search("in time|too slowly|connection broke", plain_sentence(met.value))
    assert time.monotonic() - began_s < PATIENT_S
    assert len(servers[0].asked) == 1


def test_a_drip_that_never_pauses_for_long_is_too_slow_all_the_same(
    evil_town: Town, token: CancelToken
) -> None:
    servers: list[EvilRegistry] = []
    head = CHUNKED + b"fffff\r\n"

    def answer(seen: Seen, line: socket.socket) -> None:
        line.sendall(head)
        drip(b"", 0.01, servers)(seen, line)

    servers.append(evil_town.build(HOST, answer))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        read_all(connection.request("GET", BLOB, cancel=token), 1 << 20)
    assert "too slowly" in plain_sentence(met.value)


def test_who_never_ends_the_handshake_is_left_in_time(evil_town: Town, token: CancelToken) -> None:
    servers: list[EvilRegistry] = []
    silent = evil_town.build(
        HOST, fixed(b""), on_line=lambda _line: (servers[0].over.wait(20), None)[1]
    )
    servers.append(silent)
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert "in time" in plain_sentence(met.value)


def test_who_stops_reading_an_upload_is_left_in_time(evil_town: Town, token: CancelToken) -> None:
    servers: list[EvilRegistry] = []

    def deaf(line: socket.socket) -> None:
        tls = evil_town.context(HOST)
        with tls.wrap_socket(line, server_side=True) as wrapped:
            wrapped.recv(100)
            if len(servers[0].seen) == 0:
                servers[0].seen.append(Seen("GET", "/v2/", {}, b""))
                wrapped.sendall(reply(200, b"{}"))
                wrapped.recv(1000)
            servers[0].over.wait(20)

    servers.append(evil_town.build(HOST, fixed(b""), on_line=deaf))
    size = 64 << 20
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryUnreachableError) as met:
        connection.request(
            "PUT", BLOB, body=lambda: iter([b"x" * 65536] * (size // 65536)), body_bytes=size,
            accepted=(201,), cancel=token,
        )  # fmt: skip
    assert "in time" in plain_sentence(met.value)


# --- trying again -------------------------------------------------------------------------------


def test_a_broken_connection_is_tried_again_when_nothing_was_stored(
    evil_town: Town, token: CancelToken
) -> None:
    said = iter([None, None, reply(200, b"at last")])
    server = evil_town.build(HOST, lambda _seen, _line: next(said))
    with evil_town.connect(HOST) as connection:
        assert read_all(connection.request("GET", BLOB, cancel=token), 7) == b"at last"
    assert len(server.asked) == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_may_have_been_stored_is_never_sent_again(
    evil_town: Town, token: CancelToken, method: str
) -> None:
    said = iter([None, reply(503), reply(202)])
    server = evil_town.build(HOST, lambda _seen, _line: next(said))
    path = "/v2/lib/x/blobs/uploads/"
    with evil_town.connect(HOST) as connection:
        for _time in range(2):
            with pytest.raises(RegistryUnreachableError):
                connection.request(method, path, body=b"x", accepted=(202,), cancel=token)
    assert len(server.asked) == 2


def test_a_busy_registry_is_asked_as_often_as_is_polite(
    evil_town: Town, token: CancelToken
) -> None:
    said = iter([reply(503), reply(429, b"", ("Retry-After", "0")), reply(200, b"yes")])
    server = evil_town.build(HOST, lambda _seen, _line: next(said, reply(504)))
    with evil_town.connect(HOST) as connection:
        assert read_all(connection.request("GET", BLOB, cancel=token), 3) == b"yes"
        with pytest.raises(RegistryUnreachableError, match="504"):
            connection.request("GET", BLOB, cancel=token)
    assert len(server.asked) == 3 + QUICK.tries


def test_a_registry_that_wants_an_hour_is_believed(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(HOST, fixed(reply(429, b"", ("Retry-After", "3600"))))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryRefusedError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert "too often" in plain_sentence(met.value)
    assert len(server.asked) == 1


# --- leading astray -----------------------------------------------------------------------------


def test_a_redirect_is_followed_to_another_host(evil_town: Town, token: CancelToken) -> None:
    store = evil_town.build("store.test", fixed(reply(200, b"blob")))
    evil_town.build(HOST, fixed(reply(307, b"", ("Location", "https://store.test/b?key=1"))))
    with evil_town.connect(HOST) as connection:
        assert read_all(connection.request("GET", BLOB, cancel=token), 4) == b"blob"
    assert store.seen[0].path == "/b?key=1"


def test_a_circle_is_left_after_five_times(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(HOST, fixed(reply(302, b"", ("Location", BLOB))))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert "on and on" in plain_sentence(met.value)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("location", "what"),
    [
        ("http://store.test/b", "from https to plain http"),
        ("ftp://store.test/b", "something else than http"),
        ("file:///etc/passwd", "something else than http"),
        ("https://user:pw@store.test/b", "holds a user's name"),
        ("https://store.test\\@registry.test/b", "holds what none may hold"),
        ("https://store.test/a b", "holds what none may hold"),
        ("https://store.test/\x7f", "holds what none may hold"),
        ("https://st\xf6re.test/b", "holds what none may hold"),
        ("https://store.test:99999/b", "cannot be read"),
        ("https:///b", "names no host"),
        ("https://[::1/b", "cannot be read"),
        ("", "without saying where"),
    ],
)
def test_a_redirect_that_nobody_should_follow(
    evil_town: Town, token: CancelToken, location: str, what: str
) -> None:
    store = evil_town.build("store.test", fixed(reply(200, b"blob")))
    evil_town.lead("store.test", 80, store.port)
    evil_town.build(HOST, fixed(reply(302, b"", ("Location", location))))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert what in plain_sentence(met.value)
    assert store.lines == 0


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254", "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "0.0.0.0",
        "127.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00:ec2::254]", "[fc00::1]", "224.0.0.1",
        "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::1]",
    ],
)  # fmt: skip
def test_nobody_is_led_to_what_only_this_computer_can_reach(
    evil_town: Town, token: CancelToken, host: str
) -> None:
    target = f"https://{host}:1/latest/meta-data"
    evil_town.build(HOST, fixed(reply(302, b"", ("Location", target))))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        connection.request("GET", BLOB, cancel=token)
    assert "it leads to" in plain_sentence(met.value)


@pytest.mark.parametrize(
    ("registry", "target", "is_fine"),
    [
        (AddressKind.WORLD, AddressKind.NETWORK, False),
        (AddressKind.WORLD, AddressKind.COMPUTER, False),
        (AddressKind.WORLD, AddressKind.LINK, False),
        (AddressKind.NETWORK, AddressKind.NETWORK, True),
        (AddressKind.NETWORK, AddressKind.WORLD, True),
        (AddressKind.NETWORK, AddressKind.COMPUTER, False),
        (AddressKind.NETWORK, AddressKind.LINK, False),
        (AddressKind.COMPUTER, AddressKind.COMPUTER, True),
        (AddressKind.COMPUTER, AddressKind.NETWORK, True),
        (AddressKind.COMPUTER, AddressKind.LINK, False),
    ],
)
def test_a_name_counts_by_the_address_behind_it(
    evil_town: Town, token: CancelToken, registry: AddressKind, target: AddressKind, is_fine: bool
) -> None:
    inner = evil_town.build("inner.test", fixed(reply(200, b"blob")), kind=target)
    leading = fixed(reply(302, b"", ("Location", "https://inner.test/b")))
    evil_town.build(HOST, leading, kind=registry)
    with evil_town.connect(HOST) as connection:
        if is_fine:
            assert read_all(connection.request("GET", BLOB, cancel=token), 4) == b"blob"
            return
        with pytest.raises(RegistryMisbehavedError, match=r"it leads to inner\.test"):
            connection.request("GET", BLOB, cancel=token)
    assert inner.lines == 0


def test_an_upload_is_led_to_another_host_by_the_same_rules(
    evil_town: Town, token: CancelToken
) -> None:
    store = evil_town.build("store.test", fixed(reply(201)))
    inner = evil_town.build("inner.test", fixed(reply(201)), kind=AddressKind.NETWORK)
    places = iter(["https://store.test/up?u=1", "https://inner.test/up", "http://store.test/up"])
    evil_town.build(
        HOST, lambda _seen, _line: reply(202, b"", ("Location", next(places)))
    )  # fmt: skip
    path = "/v2/lib/x/blobs/uploads/"
    with evil_town.connect(HOST) as connection:
        found = []
        for _time in range(3):
            with connection.request("POST", path, accepted=(202,), cancel=token) as answer:
                found.append(answer.location)
        connection.request("PUT", found[0], body=b"x", accepted=(201,), cancel=token).close()
        for refused in found[1:]:
            with pytest.raises(RegistryMisbehavedError):
                connection.request("PUT", refused, body=b"x", accepted=(201,), cancel=token)
    assert [(one.path, one.body) for one in store.seen] == [("/up?u=1", b"x")]
    assert inner.lines == 0


def test_a_body_goes_along_only_where_the_method_does(evil_town: Town, token: CancelToken) -> None:
    store = evil_town.build("store.test", fixed(reply(201)))
    statuses = iter([307, 302])
    evil_town.build(
        HOST,
        lambda _seen, _line: reply(next(statuses), b"", ("Location", "https://store.test/up")),
    )
    path = "/v2/lib/x/blobs/uploads/1"
    with evil_town.connect(HOST) as connection:
        sent = {"body": lambda: iter([b"x", b"y"]), "body_bytes": 2, "accepted": (201,)}
        connection.request("PUT", path, cancel=token, **sent).close()  # type: ignore[arg-type]
        with pytest.raises(RegistryMisbehavedError, match="it was to store"):
            connection.request("PUT", path, cancel=token, **sent)  # type: ignore[arg-type]
    assert [one.body for one in store.seen] == [b"xy"]


# --- lists --------------------------------------------------------------------------------------


def test_a_list_comes_page_by_page(evil_town: Town, token: CancelToken) -> None:
    following = ("Link", '</v2/_catalog?last=b&n=2>; rel="next"')
    pages = {
        "/v2/_catalog?n=2": reply(200, b"1", following),
        "/v2/_catalog?last=b&n=2": reply(200, b"2"),
    }
    evil_town.build(HOST, lambda seen, _line: pages[seen.path])
    with evil_town.connect(HOST) as connection:
        assert list(connection.pages("/v2/_catalog?n=2", cancel=token)) == [b"1", b"2"]


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ('</v2/_catalog>; rel="next"', "does not end"),
        ("<?last=SEEN>; rel=next", "does not end"),
        ('<https://store.test/v2/_catalog>; rel="next"', "another host"),
        ('<http://registry.test/v2/_catalog>; rel="next"', "another host"),
    ],
)
def test_a_list_that_goes_on_for_ever_or_elsewhere(
    evil_town: Town, token: CancelToken, link: str, what: str
) -> None:
    count = itertools.count()
    store = evil_town.build("store.test", fixed(reply(200)))
    server = evil_town.build(
        HOST,
        lambda _seen, _line: reply(200, b"{}", ("Link", link.replace("SEEN", str(next(count))))),
    )
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryMisbehavedError) as met:
        list(connection.pages("/v2/_catalog", cancel=token, limit_pages=20))
    assert what in plain_sentence(met.value)
    assert store.lines == 0
    assert len(server.asked) <= 20


# --- its own words ------------------------------------------------------------------------------


def test_a_registry_has_one_short_phrase(evil_town: Town, token: CancelToken) -> None:
    loud = b'{"errors":[{"code":"DENIED","message":"no\\u001b[31m\\n\\u202e' + b"x" * 5000 + b'"}]}'
    json = ("Content-Type", "application/json")
    said = iter([reply(405, loud, json), reply(404, b'{"errors":[{"message":"gone"}]}', json)])
    evil_town.build(HOST, lambda _seen, _line: next(said))
    with evil_town.connect(HOST) as connection:
        with pytest.raises(RegistryRefusedError) as refused:
            connection.request("PUT", MANIFEST, body=b"{}", accepted=(201,), cancel=token)
        with pytest.raises(RemoteImageNotFoundError) as missing:
            connection.request("GET", MANIFEST, cancel=token)
    assert "storing lib/x: no\\x1b[31m" in plain_sentence(refused.value)
    assert missing.value.reference == f"{HOST}/lib/x:1.0"
    assert missing.value.detail == "gone"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"errors":{}}', b'{"errors":[1]}', b'{"errors":[{"message":7}]}',
     b"[" * 100_000, b"\xff", b'{"a":1,"a":2}', b"x" * 200_000],
)  # fmt: skip
def test_an_error_without_sense_is_told_by_its_status(
    evil_town: Town, token: CancelToken, body: bytes
) -> None:
    evil_town.build(HOST, fixed(reply(405, body, ("Content-Type", "application/json"))))
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryRefusedError) as met:
        connection.request("GET", MANIFEST, cancel=token)
    assert "405 Method Not Allowed" in plain_sentence(met.value)


def test_an_early_no_to_an_upload_is_heard(evil_town: Town, token: CancelToken) -> None:
    def too_large(seen: Seen, line: socket.socket) -> bytes:
        return reply(413, b"", ("Connection", "close"))

    evil_town.build(HOST, too_large)
    with evil_town.connect(HOST) as connection, pytest.raises(RegistryRefusedError) as met:
        connection.request("PUT", MANIFEST, body=b"x" * 1000, accepted=(201,), cancel=token)
    assert "so large" in plain_sentence(met.value)


def test_plain_http_is_refused_where_it_is_not_allowed(evil_town: Town, token: CancelToken) -> None:
    server = evil_town.build(f"{HOST}:5000", fixed(reply(200)), is_plain=True)
    with (
        evil_town.connect(f"{HOST}:5000") as connection,
        pytest.raises(InsecureRegistryError) as met,
    ):
        connection.request("GET", BLOB, cancel=token)
    assert "does not encrypt" in plain_sentence(met.value)
    assert server.seen == []
