"""Who can reach an address, and that each registry error has its sentence in every process."""

from __future__ import annotations

import pickle

import pytest

from core.errors import (
    InsecureRegistryError,
    LoginNeededError,
    LoginRefusedError,
    RegistryError,
    RegistryMisbehavedError,
    RegistryRefusedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.registry.addresses import AddressKind, is_loopback_name, kind_of_address

WORLD, NETWORK = AddressKind.WORLD, AddressKind.NETWORK
LINK, COMPUTER = AddressKind.LINK, AddressKind.COMPUTER


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("8.8.8.8", WORLD), ("2001:4860:4860::8888", WORLD), ("64:ff9b::808:808", WORLD),
        ("10.1.2.3", NETWORK), ("172.31.0.1", NETWORK), ("192.168.0.1", NETWORK),
        ("100.64.0.1", NETWORK), ("fc00::1", NETWORK), ("::ffff:10.0.0.1", NETWORK),
        ("64:ff9b::a00:1", NETWORK), ("2002:a00:1::1", NETWORK), ("198.18.0.1", NETWORK),
        ("169.254.1.1", LINK), ("169.254.169.254", LINK), ("fd00:ec2::254", LINK),
        ("100.100.100.200", LINK), ("192.0.0.192", LINK), ("fe80::1", LINK),
        ("fe80::1%eth0", LINK), ("::ffff:169.254.169.254", LINK), ("224.0.0.1", LINK),
        ("ff02::1", LINK),
        ("127.0.0.1", COMPUTER), ("127.8.9.1", COMPUTER), ("::1", COMPUTER), ("0.0.0.0", COMPUTER),
        ("::", COMPUTER), ("::ffff:127.0.0.1", COMPUTER), ("64:ff9b::7f00:1", COMPUTER),
    ],
)  # fmt: skip
def test_who_can_reach_an_address(address: str, kind: AddressKind) -> None:
    assert kind_of_address(address, 443) is kind


@pytest.mark.parametrize(
    ("host", "is_it"),
    [
        ("localhost", True), ("LOCALHOST.", True), ("class.localhost", True), ("127.0.0.1", True),
        ("127.5.5.5", True), ("[::1]", True), ("::1", True),
        ("localhost.test", False), ("notlocalhost", False), ("127.0.0.1.test", False),
        ("0.0.0.0", False), ("10.0.0.1", False), ("", False),
    ],
)  # fmt: skip
def test_which_names_mean_this_computer(host: str, is_it: bool) -> None:
    assert is_loopback_name(host) is is_it


ODD = "r\x1b[31m.test"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RegistryUnreachableError(ODD, "nothing answers"), "nothing answers"),
        (LoginNeededError(ODD), "Log in"),
        (LoginRefusedError(ODD, "pup\nil"), "login of pup\\nil"),
        (LoginRefusedError(ODD, ""), "the login:"),
        (RegistryRefusedError(ODD, "reading a\x07", "no\u202e"), "reading a\\x07: no\\u202e"),
        (RemoteImageNotFoundError(ODD, "r/a:1\r"), "r/a:1\\r"),
        (InsecureRegistryError(ODD, "it does not encrypt"), "ca.crt"),
        (RegistryMisbehavedError(ODD, "it lies\x00"), "it lies\\x00"),
    ],
)
def test_each_error_is_a_sentence_in_every_process(error: RegistryError, words: str) -> None:
    assert words in str(error)
    assert str(error).isprintable()
    assert str(error).endswith(".")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
