"""Who offers images in this network, on the loopback; all that others say is hostile."""

from __future__ import annotations

import ipaddress
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

from core.cancel import CancelToken
from core.engine.neighbours import watch_neighbours
from core.model import Neighbour
from core.serving import addresses, announcing
from core.serving.addresses import Interface, in_order, with_port
from core.serving.announcing import (
    IMAGES_LIMIT,
    NEIGHBOURS_LIMIT,
    SERVICE,
    Announcement,
    Neighbourhood,
    Place,
    read_record,
    record_text,
)
from tests.core.serving.conftest import until

HERE = ["127.0.0.1"]
AT_HOME = Place(
    frozenset({"192.168.1.5"}), (ipaddress.ip_network("192.168.1.0/24"),
    ipaddress.ip_network("141.20.0.0/16"))
)  # fmt: skip


def record(
    addresses: list[str] | None = None,
    port: int = 5000,
    **told: bytes,
) -> ServiceInfo:
    properties = {"v": b"1", "title": b"Room 12", "push": b"0", **told}
    return ServiceInfo(
        SERVICE, f"x.{SERVICE}", port=port, properties=properties, server="x.local.",
        parsed_addresses=addresses or ["192.168.1.7"],
    )  # fmt: skip


def test_what_is_announced_is_seen_and_then_gone() -> None:
    seen: list[tuple[Neighbour, ...]] = []
    cancel = CancelToken()
    watching = threading.Thread(target=lambda: watch_neighbours(seen.append, cancel, HERE))
    watching.start()
    announcement = Announcement("Mrs. Bauer’s desk", 5001, takes_push=True, interfaces=HERE)
    try:
        announcement.start(["web:1.0", "tool:2"], HERE)
        until(lambda: bool(seen) and len(seen[-1]) == 1)
        assert seen[0] == ()
        assert seen[-1] == (
            Neighbour(
                "Mrs. Bauer’s desk", "127.0.0.1:5001", ("web:1.0", "tool:2"),
                takes_push=True, is_self=True,
            ),
        )  # fmt: skip
        until(lambda: announcement.sentence == "")
        announcement.tell(["web:1.0"])
        until(lambda: bool(seen[-1]) and seen[-1][0].images == ("web:1.0",))
    finally:
        announcement.close()
    until(lambda: seen[-1] == ())
    cancel.cancel()
    watching.join(10)
    assert not watching.is_alive()


def test_where_there_is_no_network_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(_interfaces: object) -> Zeroconf:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(announcing, "open_zeroconf", no_network)
    announcement = Announcement("Room 12", 5000, takes_push=False)
    announcement.start(["web:1.0"], HERE)
    until(lambda: "in no network" in announcement.sentence)
    announcement.close()
    seen: list[tuple[Neighbour, ...]] = []
    cancel = CancelToken()
    watching = threading.Thread(target=lambda: watch_neighbours(seen.append, cancel))
    watching.start()
    until(lambda: seen == [()])
    cancel.cancel()
    watching.join(10)
    assert not watching.is_alive()


def test_before_anything_is_said_it_says_so() -> None:
    announcement = Announcement("Room 12", 5000, takes_push=False)
    assert announcement.sentence == "It is not announced: others have to type the address."
    announcement.tell(["web:1.0"])
    announcement.close()


def test_as_many_images_are_told_as_fit() -> None:
    names = [f"some/longer/name-{number}:1.0" for number in range(500)]
    told = record_text("ä" * 100, names, takes_push=False)
    assert all(len(key) + 1 + len(value) <= 255 for key, value in told.items())
    assert sum(len(key) + 2 + len(value) for key, value in told.items()) < 1300
    found = read_record(record(**{key: value for key, value in told.items()}), AT_HOME)
    assert found is not None
    assert found.images == tuple(names[: len(found.images)])
    assert 20 < len(found.images) <= IMAGES_LIMIT
    assert found.title == "ä" * 30


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("192.168.1.7", True), ("10.3.2.1", True), ("169.254.3.4", True), ("fd00::5", True),
        ("141.20.7.7", True),  # of our own network, though it is public
        ("8.8.8.8", False), ("2a00:1450::1", False), ("127.0.0.1", False), ("::1", False),
        ("224.0.0.251", False), ("0.0.0.0", False), ("255.255.255.255", False), ("fe80::1", False),
    ],
)  # fmt: skip
def test_nobody_sends_us_far_away(address: str, is_taken: bool) -> None:
    found = read_record(record([address]), AT_HOME)
    assert (found is not None) == is_taken
    if found is not None:
        assert found.address == with_port(address, 5000)


def test_the_address_that_we_reach_best_comes_first() -> None:
    found = read_record(record(["8.8.8.8", "fd00::5", "10.0.0.1", "192.168.1.7"]), AT_HOME)
    assert found is not None
    assert found.address == "192.168.1.7:5000"
    own = read_record(record(["192.168.1.5"]), AT_HOME)
    assert own is not None
    assert own.is_self


def test_what_nobody_can_mean_is_passed_over() -> None:
    assert read_record(record(port=0), AT_HOME) is None
    assert read_record(record(v=b"2"), AT_HOME) is None
    found = read_record(
        record(
            title=b"\x1b[31m<b>\xff\xe2\x80\xae\n" + b"x" * 200, push=b"yes",
            i0=b"web:1.0 ../../etc/passwd:1 WEB:1 web web: :1 a:b:c tool:2 " + b"\xff" * 9,
            i1=b"web:1.0",
        ),
        AT_HOME,
    )  # fmt: skip
    assert found is not None
    assert found.title.isprintable()
    assert len(found.title) <= 61 + 60
    assert "\x1b" not in found.title
    assert found.images == ("web:1.0", "tool:2")
    assert not found.takes_push
    nameless = read_record(record(title=b" \t "), AT_HOME)
    assert nameless is not None
    assert nameless.title == "192.168.1.7"


@given(
    st.dictionaries(
        st.sampled_from(["v", "title", "push", "i0", "i1", "i9"]), st.binary(max_size=200)
    )
)
def test_whatever_is_said_nothing_breaks(told: dict[str, bytes]) -> None:
    found = read_record(record(**told), AT_HOME)
    if found is not None:
        assert found.title
        assert found.title.isprintable()
        assert len(found.images) <= IMAGES_LIMIT


class Crowd:
    """Answers for any number of neighbours, in place of the network."""

    def get_service_info(self, _kind: str, name: str, timeout: float) -> ServiceInfo:
        assert timeout < 5000
        number = int(name.partition(".")[0])
        return record([f"192.168.1.{number % 250}"], 5000 + number, title=name.encode())


def test_more_neighbours_than_can_be() -> None:
    heard = threading.Event()
    with Neighbourhood(heard.set, interfaces=HERE) as around:
        for number in range(1500):
            around._hear(Crowd(), SERVICE, f"{number}.{SERVICE}", ServiceStateChange.Added)  # type: ignore[arg-type]
        assert len(around.neighbours()) == NEIGHBOURS_LIMIT
        for number in range(1500):
            around._hear(Crowd(), SERVICE, f"{number}.{SERVICE}", ServiceStateChange.Removed)  # type: ignore[arg-type]
        assert around.neighbours() == ()
    assert heard.is_set()


# --- our own addresses ------------------------------------------------------------------------


def test_the_way_out_comes_first_and_loopback_last() -> None:
    found = (
        Interface("lo", ("127.0.0.1", "::1"), is_loopback=True),
        Interface("docker0", ("172.17.0.1",), is_bridge=True),
        Interface("eth1", ("10.9.0.1",)),
        Interface("wlan0", ("fd00::7", "fd00::8", "192.168.1.5")),
    )
    ordered = in_order(found, ("192.168.1.5", "fd00::8"))
    assert ordered == ("192.168.1.5", "fd00::8", "fd00::7", "10.9.0.1", "127.0.0.1", "::1")
    bridged = (Interface("br0", ("192.168.1.5",), is_bridge=True),)
    assert in_order(bridged, ("192.168.1.5",)) == ("192.168.1.5",)
    assert in_order((), ()) == ()


def test_this_computers_addresses() -> None:
    own = addresses.own_addresses()
    assert own[-1] in ("127.0.0.1", "::1")
    for text in own:
        address = ipaddress.ip_address(text)
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
        with socket.socket(family) as probe:
            probe.bind((text, 0))  # only what is ours can be bound


def test_an_interface_that_is_down_does_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(addresses, "_is_up", lambda _name: False)
    assert addresses.interfaces() == ()
    assert addresses.own_addresses() == ()
