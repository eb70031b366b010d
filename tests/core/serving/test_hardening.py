"""Peers that are slow, many, rude, or hostile."""

from __future__ import annotations

import base64
import random
import socket
import threading
import time

import pytest

from core.errors import FacilityMissingError, PortTakenError
from core.serving import exchange, server
from core.serving.offer import Offer
from core.serving.server import RegistryServer
from core.store import ImageLayout
from tests.core.serving.conftest import BIG, Served, serving, until

HEAD = b"GET /v2/ HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", b"431"),
        (HEAD + b"X: " + b"a" * 9000 + b"\r\n\r\n", b"431"),
        (HEAD + b"".join(b"X-%d: %b\r\n" % (n, b"a" * 600) for n in range(90)) + b"\r\n", b"431"),
        (HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(200)) + b"\r\n", b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /v2/ HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /v2/ HTTP/1.x\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: -1\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", b"413"),
        (HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", b"400"),
        (b"GET //v2/../../etc/passwd HTTP/1.1\r\n\r\n", b"404"),
        (b"GET http://elsewhere/v2/ HTTP/1.1\r\n\r\n", b"404"),
        (b"GET /v2/a?" + b"&".join(b"a=%d" % n for n in range(99)) + b" HTTP/1.1\r\n\r\n", b"404"),
        (b"BREW /v2/ HTTP/1.1\r\n\r\n", b"405"),
    ],
)
def test_requests_that_nobody_means_well(
    served: Served, words: bytes, status: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_IDLE_S", 0.1)
    monkeypatch.setattr(exchange, "_LOOK_S", 0.02)
    answer = served.say(words)
    assert answer.split(b" ", 2)[1] == status, answer
    assert b'"errors"' in answer
    assert served.ask("GET", "/v2/").status == 200


def test_chunks_that_lie(pushed: Served) -> None:
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"].encode()
    pair = base64.b64encode(f"class:{pushed.key.token}".encode())  # type: ignore[union-attr]
    head = b"PATCH %b HTTP/1.1\r\nAuthorization: Basic %b\r\nTransfer-Encoding: chunked\r\n\r\n" % (
        place,
        pair,
    )
    for chunks in (b"zz\r\n", b"-5\r\n", b"5\r\nabcdefgh\r\n", b"\r\n", b"+5\r\nabcde\r\n"):
        assert pushed.say(head + chunks).startswith(b"HTTP/1.1 400 "), chunks
    trailers = b"0\r\n" + b"X: y\r\n" * 100 + b"\r\n"
    assert pushed.say(head + trailers).startswith(b"HTTP/1.1 400 ")
    small = b"1\r\na\r\n" * 20_000 + b"0\r\n\r\n"
    assert pushed.say(
        head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + small
    ).startswith(b"HTTP/1.1 202 ")
    huge = pushed.say(head + b"ffffffffffffffff\r\n")
    assert huge.startswith(b"HTTP/1.1 413 ")


def test_several_requests_on_one_connection(served: Served) -> None:
    answer = served.say(
        HEAD + b"\r\n" + b"\r\n" + b"HEAD /v2/ HTTP/1.1\r\n\r\n"
        b"GET /v2/_catalog HTTP/1.1\r\nConnection: close\r\n\r\n"
    )
    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert answer.endswith(b'{"repositories":["tool","webapp"]}')


def test_continue_is_said_only_to_who_may(pushed: Served) -> None:
    refused = pushed.say(
        b"PUT /v2/new/manifests/1 HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"
    )
    assert refused.startswith(b"HTTP/1.1 401 ")
    assert b" 100 " not in refused


def test_who_says_nothing_is_hung_up_on(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_IDLE_S", 0.05)
    monkeypatch.setattr(exchange, "_LOOK_S", 0.02)
    assert served.say(b"") == b""


def test_who_dribbles_a_request_is_hung_up_on(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_HEAD_S", 0.2)
    with socket.create_connection(("127.0.0.1", served.server.port), timeout=20) as stream:
        stop = threading.Event()

        def dribble() -> None:
            while not stop.wait(0.02):
                try:
                    stream.send(b"a")
                except OSError:
                    return

        dribbling = threading.Thread(target=dribble)
        dribbling.start()
        try:
            assert stream.recv(1) == b""
        except ConnectionResetError:
            pass  # it was said something that it did not want to hear any more
        finally:
            stop.set()
            dribbling.join()


def test_who_does_not_take_what_is_sent_is_hung_up_on(
    layout: ImageLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_PAUSE_S", 0.1)
    size_bytes, digest = 64 << 20, "sha256:" + "5" * 64
    with serving(layout, "tool:2") as served:
        with layout.blob_path(digest).open("wb") as file:
            file.truncate(size_bytes)
        served.server._staging.add_blob("tool", digest, size_bytes)
        with socket.create_connection(("127.0.0.1", served.server.port)) as stream:
            stream.sendall(b"GET /v2/tool/blobs/%b HTTP/1.1\r\n\r\n" % digest.encode())
            until(lambda: bool(served.server.tally.pulls()[0]))
            until(lambda: not served.server._streams)
        assert 0 < served.server.tally.pulls()[1] < size_bytes


def test_more_peers_than_places_wait_for_their_turn(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_CROWDED_IDLE_S", 0.05)
    monkeypatch.setattr(exchange, "_LOOK_S", 0.02)
    kind = type(served.server)
    look, crowded = kind.is_crowded.fget, threading.Event()

    def is_crowded(one: server.RegistryServer) -> bool:
        """It lasts only until somebody who is silent is hung up on: noted, not looked for."""
        found = bool(look(one))
        if found:
            crowded.set()
        return found

    monkeypatch.setattr(kind, "is_crowded", property(is_crowded))
    silent = [
        socket.create_connection(("127.0.0.1", served.server.port)) for _ in range(server.PLACES)
    ]
    try:
        assert crowded.wait(10)
        assert served.ask("GET", "/v2/webapp/manifests/1.0").status == 200
    finally:
        for stream in silent:
            stream.close()


def test_one_address_cannot_have_all_places(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_is_own", lambda _peer: False)
    monkeypatch.setattr(server, "_PLACES_OF_ONE", 2)
    kept = [socket.create_connection(("127.0.0.1", served.server.port)) for _ in range(2)]
    until(lambda: len(served.server._streams) == 2)
    assert served.say(b"") == b""
    for stream in kept:
        stream.close()
    until(lambda: not served.server._streams)
    assert served.ask("GET", "/v2/").status == 200


def test_the_end_is_at_once_for_everybody(layout: ImageLayout) -> None:
    digest, size_bytes = "sha256:" + "5" * 64, 1 << 30
    with serving(layout, "tool:2") as served:
        port = served.server.port
        with layout.blob_path(digest).open("wb") as file:
            file.truncate(size_bytes)
        served.server._staging.add_blob("tool", digest, size_bytes)
        streams = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(3)]
        streams[0].sendall(b"GET /v2/tool/blobs/%b HTTP/1.1\r\n\r\n" % digest.encode())
        streams[1].sendall(b"GET /v2/")
        until(lambda: served.server.tally.pulls()[1] > 0)
        served.server.close()
        assert not served.server._streams
    until(lambda: not [one for one in threading.enumerate() if one.name == "registry peer"])
    for stream in streams:
        stream.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    RegistryServer(Offer(layout, ("tool:2",)), address="127.0.0.1", port=port).close()


def test_a_port_that_is_taken(served: Served, layout: ImageLayout) -> None:
    offer = Offer(layout, ("tool:2",))
    with pytest.raises(PortTakenError) as caught:
        RegistryServer(offer, address="127.0.0.1", port=served.server.port)
    assert str(served.server.port) in str(caught.value)
    with pytest.raises(PortTakenError):
        RegistryServer(offer, address="", port=served.server.port)


def test_an_address_that_this_computer_does_not_have(layout: ImageLayout) -> None:
    with pytest.raises(FacilityMissingError):
        RegistryServer(Offer(layout, ("tool:2",)), address="203.0.113.9")


def test_both_families_reach_it(layout: ImageLayout) -> None:
    offered = RegistryServer(Offer(layout, ("tool:2",)))
    offered.start()
    try:
        for address in ("127.0.0.1", "::1") if socket.has_dualstack_ipv6() else ("127.0.0.1",):
            with socket.create_connection((address, offered.port), timeout=20) as stream:
                stream.sendall(HEAD + b"Connection: close\r\n\r\n")
                assert stream.recv(12) == b"HTTP/1.1 200"
            with socket.create_connection((address, offered.port), timeout=20) as stream:
                stream.sendall(b"GET /v2/tool/manifests/2 HTTP/1.0\r\n\r\n")
                while stream.recv(65536):
                    pass
        assert {one.peer for one in offered.tally.pulls()[0]} <= {"127.0.0.1", "::1"}
    finally:
        offered.close()


def test_what_others_send_is_written_nowhere(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    served.ask("GET", "/v2/webapp/manifests/1.0", Authorization="Basic c2VjcmV0")
    served.say(b"nonsense with a secret\r\n\r\n")
    time.sleep(0)
    assert capfd.readouterr() == ("", "")


def test_forty_peers_at_once_get_what_they_asked_for(served: Served) -> None:
    manifest = served.ask("GET", "/v2/webapp/manifests/1.0").json
    layer = manifest["layers"][1]
    wrong: list[object] = []

    def fetch() -> None:
        answer = served.ask("GET", f"/v2/webapp/blobs/{layer['digest']}")
        if answer.status != 200 or len(answer.content) != layer["size"]:
            wrong.append(answer)

    threads = [threading.Thread(target=fetch) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    # Counted after it was sent: whoever fetched it may be quicker.
    until(lambda: served.server.tally.pulls()[1] >= 40 * layer["size"])
    assert len(BIG) > layer["size"]


def test_requests_that_are_torn_and_mixed_break_nothing(pushed: Served) -> None:
    """What a thread does not catch fails the test."""
    chance = random.Random(20261126)
    pair = base64.b64encode(f"class:{pushed.key.token}".encode())  # type: ignore[union-attr]
    who = b"Authorization: Basic %b\r\n" % pair
    whole = [
        b"GET /v2/webapp/manifests/1.0 HTTP/1.1\r\nRange: bytes=0-5\r\nAccept: a/b\r\n\r\n",
        b"POST /v2/x/blobs/uploads/?digest=sha256:%b HTTP/1.1\r\n%bContent-Length: 5\r\n\r\nhello"
        % (b"0" * 64, who),
        b"PUT /v2/x/manifests/1 HTTP/1.1\r\n%bTransfer-Encoding: chunked\r\n\r\n" % who
        + b"5\r\nhello\r\n0\r\n\r\n",
        b"GET /v2/webapp/tags/list?n=2&last=a HTTP/1.1\r\n%b\r\n" % who,
    ]
    odd = [b"\r\n", b"\0", b"%00", b"9" * 30, b"/../", b": ", b"\xff\xfe", b"-1", b"?", b"&"]
    for _ in range(250):
        words = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(words) + 1)
            match chance.randrange(4):
                case 0:
                    words[at:at] = chance.choice(odd)
                case 1:
                    del words[at : at + chance.randrange(20)]
                case 2:
                    words[at : at + 1] = bytes([chance.randrange(256)])
                case _:
                    words += chance.choice(whole)
        with socket.create_connection(("127.0.0.1", pushed.server.port), timeout=20) as stream:
            stream.sendall(words)
            stream.shutdown(socket.SHUT_WR)
            try:
                while stream.recv(65536):
                    pass
            except ConnectionResetError:
                pass  # it had said more than anybody wanted to hear
    until(lambda: not pushed.server._streams)
    assert pushed.ask("GET", "/v2/webapp/manifests/1.0").status == 200
