"""Looking for a text in all files of a layer."""

from __future__ import annotations

import pytest

from core.cancel import CancelToken
from core.catalog.content_search import search_layer
from core.errors import Cancelled, LayerUnavailableError, NameGrammarError
from core.model import ContentHit
from tests.core.catalog.layer_samples import FORMS, SampleLayer
from tests.corpus.tar_bytes import directory, file, hardlink, symlink

_LONG = b"x" * 5000 + b"NEEDLE" + b"y" * 5000


def sample(form: str = "plain") -> SampleLayer:
    return SampleLayer(
        directory(b"etc"),
        file(b"etc/conf", b"first\nPassword = secret\n\nlast PASSWORD\r\n"),
        file(b"etc/binary", b"password\x00\x01"),
        file(b"etc/empty"),
        hardlink(b"etc/second-name", b"etc/conf"),
        symlink(b"password", b"etc/conf"),
        file(b"etc/.wh.password"),
        file(b"z/long", _LONG + b"\npassword"),
        file(b"z/latin", "Stra\xdfe und Caf\xe9\n".encode("latin-1")),
        file(b"z/utf-8", "Straße und CAFÉ\n日本 password\n".encode()),
        form=form,
    )


def search(layer: SampleLayer, needle: str, **more: object) -> list[tuple[str, int, str]]:
    found: list[ContentHit] = []
    count = search_layer(layer.open, layer.table, needle, found.append, **more)  # type: ignore[arg-type]
    assert count == len(found)
    assert {hit.diff_id for hit in found} <= {layer.table.facts.diff_id}
    assert all(stream.closed for stream in layer.streams)
    return [(hit.path, hit.line_number, hit.line) for hit in found]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("needle", ["password", "PassWord", "/pass(word|port)/"])
def test_lines_are_found_in_any_case(form: str, needle: str) -> None:
    layer = sample(form)
    assert search(layer, needle) == [
        ("etc/conf", 2, "Password = secret"),
        ("etc/conf", 4, "last PASSWORD"),
        ("z/long", 2, "password"),
        ("z/utf-8", 2, "日本 password"),
    ]
    assert len(layer.streams) == 1


@pytest.mark.parametrize("needle", ["STRAẞE", "straße", "caf\u00e9", "cafe\u0301"])
def test_other_letters_in_any_case_and_encoding(needle: str) -> None:
    assert search(sample(), needle) == [
        ("z/latin", 1, "Straße und Café"),
        ("z/utf-8", 1, "Straße und CAFÉ"),
    ]


def test_letters_of_ascii_are_looked_for_in_bytes() -> None:
    assert search(sample(), "STRASSE") == []


@pytest.mark.parametrize("needle", ["needle", "/x+needle/"])
def test_long_lines_are_cut_around_the_match(needle: str) -> None:
    [(path, number, line)] = search(sample(), needle)
    assert (path, number) == ("z/long", 1)
    assert "NEEDLE" in line
    assert line.startswith("…x")
    assert line.endswith("y…")
    assert len(line) == 242


def test_a_line_counts_once() -> None:
    layer = SampleLayer(file(b"a", b"one one\nONE\n\none"))
    assert search(layer, "one") == [("a", 1, "one one"), ("a", 2, "ONE"), ("a", 4, "one")]


def test_a_cut_in_the_midst_of_characters() -> None:
    layer = SampleLayer(file(b"a", "é".encode() * 3001 + b"here" + "日".encode() * 3001))
    [(_path, _number, line)] = search(layer, "here")
    assert line == "…" + "é" * 80 + "here" + "日" * 156 + "…"


@pytest.mark.parametrize("needle", ["", "two\nlines", "nothing of that"])
def test_what_is_nowhere(needle: str) -> None:
    assert search(sample(), needle) == []


def test_a_path_is_no_expression() -> None:
    layer = SampleLayer(file(b"a", b"cat /etc/passwd\n/x//y\n"))
    assert search(layer, "/etc/passwd") == [("a", 1, "cat /etc/passwd")]
    assert search(layer, "//") == [("a", 2, "/x//y")]
    assert search(layer, "/p.ss/") == [("a", 1, "cat /etc/passwd")]


def test_only_the_start_of_a_large_file() -> None:
    layer = SampleLayer(file(b"a", b"word\n" * 100), file(b"b", b"word"))
    found = search(layer, "word", size_limit=12)
    assert [(path, number) for path, number, _line in found] == [("a", 1), ("a", 2), ("b", 1)]


def test_only_so_many_lines() -> None:
    layer = SampleLayer(file(b"a", b"word\n" * 100), file(b"b", b"word"))
    assert len(search(layer, "word", hits_limit=7)) == 7


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("/a(b/", "missing"),
        (r"/(a)\1/", "escape"),
        ("/a(?=b)/", "operator"),
        ("/(a{900}){900}/", "repetition"),
    ],
)
def test_expressions_that_are_refused(expression: str, reason: str) -> None:
    layer = sample()
    with pytest.raises(NameGrammarError, match=reason):
        search(layer, expression)
    assert not layer.streams


def test_hostile_files_take_no_time_by_the_square() -> None:
    """Going back and trying again would take years here."""
    layer = SampleLayer(file(b"a", b"a" * 300_000 + b"\n" + b"a" * 40 + b"c\n"))
    assert search(layer, "/(a+a+)+b/") == []
    assert search(layer, "/(a|a|aa)*$/")[0][:2] == ("a", 1)
    [hit] = search(layer, "/^(a?){30}a{30}c$/")
    assert hit[:2] == ("a", 2)


@pytest.mark.parametrize("needle", ["word", "/w.rd/", "wörd"])
def test_cancelling(needle: str) -> None:
    text = "word wörd\n".encode()
    layer, cancel = SampleLayer(file(b"a", text * 50), file(b"b", text)), CancelToken()
    found: list[ContentHit] = []

    def stop(hit: ContentHit) -> None:
        found.append(hit)
        cancel.cancel()

    with pytest.raises(Cancelled):
        search_layer(layer.open, layer.table, needle, stop, cancel=cancel)
    assert len(found) == 1
    assert layer.streams[0].closed


def test_a_damaged_layer() -> None:
    layer = sample()
    layer.damage(b"Password = secret", b"Password = SECRET")
    with pytest.raises(LayerUnavailableError):
        search(layer, "password")
