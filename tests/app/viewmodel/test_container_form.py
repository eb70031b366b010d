"""Reading what a person types about a new container."""

from __future__ import annotations

import os

import pytest

from app.viewmodel.container_form import (
    read_env,
    read_number,
    read_ports,
    read_size,
    read_volumes,
)
from core.errors import NameGrammarError
from core.model import PublishedPort, Volume


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("", ()),
        ("8080", (PublishedPort(8080, 8080),)),
        ("8080:80", (PublishedPort(8080, 80),)),
        (" 8080 → 80 ", (PublishedPort(8080, 80),)),
        ("8080:80, 53:53/udp", (PublishedPort(8080, 80), PublishedPort(53, 53, "udp"))),
        ("0.0.0.0:8080:80", (PublishedPort(8080, 80, "tcp", "0.0.0.0"),)),
    ],
)
def test_ports(text: str, ports: tuple[PublishedPort, ...]) -> None:
    assert read_ports(text) == ports


@pytest.mark.parametrize(
    "text", ["x", "80:", ":80", "0:80", "80:70000", "1.2.3.400:80:80", "80/sctp", "8080:80:90"]
)
def test_what_is_no_port_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(NameGrammarError) as refused:
        read_ports(text)
    assert text in str(refused.value)


def test_the_environment() -> None:
    assert read_env("A=1\n\n  B=two words \nC=") == ("A=1", "B=two words", "C=")
    for wrong in ("A", "=1", "1A=2", "A B=1"):
        with pytest.raises(NameGrammarError):
            read_env(wrong)


def test_shared_folders() -> None:
    assert read_volumes("/a:/b\n/c:/d:ro") == (Volume("/a", "/b"), Volume("/c", "/d", True))
    assert read_volumes("~/x:/x") == (Volume(os.path.expanduser("~/x"), "/x"),)
    for wrong in ("/a", "/a:b", ":/b", "/a:/b:rw", "/a:/b:ro:x"):
        with pytest.raises(NameGrammarError):
            read_volumes(wrong)


@pytest.mark.parametrize(
    ("text", "size_bytes"),
    [("", None), ("512 MB", 512_000_000), ("1.5g", 1_500_000_000), ("10", 10), ("2 GiB", 2 << 30)],
)
def test_sizes(text: str, size_bytes: int | None) -> None:
    assert read_size(text) == size_bytes


def test_what_is_no_size_or_number_is_refused() -> None:
    for wrong in ("much", "-5", "5 TB", "MB"):
        with pytest.raises(NameGrammarError):
            read_size(wrong)
    for wrong in ("0", "-1", "x"):
        with pytest.raises(NameGrammarError):
            read_number(wrong, "number of processors")
    assert read_number("1,5", "number of processors") == 1.5
    assert read_number(" ", "number of processors") is None
