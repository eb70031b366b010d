from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from core.errors import MalformedDocumentError, NameGrammarError
from core.oci import media_types, names, strict_json
from core.oci.chain import chain_ids
from core.oci.image_config import HistoryEntry, ImageConfig, format_time, parse_time
from core.oci.manifest import ImageIndex, Manifest

D1, D2 = "sha256:" + "1" * 64, "sha256:" + "2" * 64


def test_chain_ids_follow_the_specification() -> None:
    import hashlib

    first, second = chain_ids([D1, D2])
    assert first == D1
    assert second == "sha256:" + hashlib.sha256(f"{D1} {D2}".encode()).hexdigest()
    assert chain_ids([]) == ()


def a_config(**more: object) -> dict[str, object]:
    return {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Env": ["A=b"], "Cmd": ["sh"], "StopSignal": "SIGQUIT", "User": "7"},
        "rootfs": {"type": "layers", "diff_ids": [D1]},
        "history": [{"created_by": "base", "vendor-key": "x"}],
        "moby.buildkit": "kept",
        **more,
    }


def test_a_config_keeps_what_it_does_not_know_through_a_snapshot() -> None:
    config = ImageConfig.from_bytes(json.dumps(a_config()).encode())
    child = config.with_layer(
        D2,
        HistoryEntry(created="2026-01-01T00:00:00Z", created_by="run"),
        labels={"k": "v"},
        author="Demo",
    )
    written = json.loads(child.to_bytes())
    assert written["rootfs"]["diff_ids"] == [D1, D2]
    assert written["config"]["StopSignal"] == "SIGQUIT"
    assert written["config"]["Cmd"] == ["sh"]
    assert written["config"]["User"] == "7"
    assert written["config"]["Labels"] == {"k": "v"}
    assert written["moby.buildkit"] == "kept"
    assert written["created"] == "2026-01-01T00:00:00Z"
    assert child.to_bytes() == ImageConfig.from_bytes(child.to_bytes()).to_bytes()


@pytest.mark.parametrize(
    "broken",
    [
        {"rootfs": {"type": "files"}},
        {"rootfs": {"type": "layers", "diff_ids": ["md5:1"]}},
        {"config": {"Env": "A=b"}},
        {"config": {"Labels": {"a": 1}}},
        {"history": [1]},
        {"created": 5},
    ],
)
def test_a_broken_config_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(MalformedDocumentError):
        ImageConfig.from_bytes(json.dumps(a_config(**broken)).encode())


def test_a_manifest_round_trip_is_stable() -> None:
    descriptor = {"mediaType": "x", "digest": D1, "size": 3, "urls": ["https://example.org"]}
    source = {"schemaVersion": 2, "config": descriptor, "layers": [descriptor], "subject": {}}
    manifest = Manifest.from_bytes(json.dumps(source).encode())
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest
    assert json.loads(manifest.to_bytes())["layers"][0]["urls"] == ["https://example.org"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": 1, "a": 2}', "same key twice"),
        (b'{"x": {"a": 1, "\\u0061": 2}}', "same key twice"),
        (b'{"a": NaN}', "no number"),
        (b'{"a": -Infinity}', "no number"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),
        (b'{"a": "\\ud800"}', "no Unicode"),
        (b'{"\\uDFFF": 1}', "no Unicode"),
        (b'{"a": ' + b"9" * 21 + b"}", "over 20 digits"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b"{" + b" " * (40 << 20) + b"}", "larger than 8 MiB"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        (b'{"a": 1} {}', "no JSON"),
        (b'{"a": 1,}', "no JSON"),
        (b"{'a': 1}", "no JSON"),
        (b'{"a": "\n"}', "no JSON"),
        (b"", "no JSON"),
        (b'"' * 1_000_000, "no JSON"),
    ],
)
def test_json_that_two_readers_could_read_in_two_ways(content: bytes, reason: str) -> None:
    with pytest.raises(MalformedDocumentError, match=reason):
        strict_json.loads(content, "manifest")


def test_json_that_is_odd_but_legal() -> None:
    for content, value in (
        (b' {"a" : 1 } \n', {"a": 1}),
        (b'{"A": 1, "a": 2}', {"A": 1, "a": 2}),
        (b'{"a": "\\ud83e\\uddf1"}', {"a": "\U0001f9f1"}),
        (b'{"a": "\\\\ud800"}', {"a": "\\ud800"}),
        (b'{"a": "[[[[{{{{\\"", "b": []}', {"a": '[[[[{{{{"', "b": []}),
        (b'{"a": -0.5e3}', {"a": -500.0}),
    ):
        assert strict_json.loads(content, "manifest") == value


def test_what_calls_itself_something_else_is_refused() -> None:
    """CVE-2021-41190: one digest that two readers take for two images."""
    descriptor = {"mediaType": "x", "digest": D1, "size": 3}
    manifest = {"schemaVersion": 2, "config": descriptor, "layers": [descriptor]}
    index = {"schemaVersion": 2, "manifests": [descriptor]}
    for kind in media_types.INDEXES:
        with pytest.raises(MalformedDocumentError, match="calls itself an index"):
            Manifest.from_bytes(json.dumps({**manifest, "mediaType": kind}).encode())
        ImageIndex.from_bytes(json.dumps({**index, "mediaType": kind}).encode())
    for kind in media_types.MANIFESTS:
        with pytest.raises(MalformedDocumentError, match="calls itself a manifest"):
            ImageIndex.from_bytes(json.dumps({**index, "mediaType": kind}).encode())
        Manifest.from_bytes(json.dumps({**manifest, "mediaType": kind}).encode())
    for both in ({**manifest, "manifests": []}, {**index, "layers": []}, {**index, "config": {}}):
        for read in (Manifest.from_bytes, ImageIndex.from_bytes):
            with pytest.raises(MalformedDocumentError):
                read(json.dumps(both).encode())
    for version in (1, "2", None, 2.5):
        with pytest.raises(MalformedDocumentError, match="schemaVersion"):
            Manifest.from_bytes(json.dumps({**manifest, "schemaVersion": version}).encode())
    folded = {"SchemaVersion": 2, "Config": descriptor, "Layers": []}
    with pytest.raises(MalformedDocumentError):
        Manifest.from_bytes(json.dumps(folded).encode())


def test_complaints_never_quote_the_document() -> None:
    with pytest.raises(MalformedDocumentError) as caught:
        strict_json.loads(b'{"root:x:0:0": hidden}', "index.json")
    assert "hidden" not in str(caught.value)
    assert "root" not in str(caught.value)


@pytest.mark.parametrize("good", ["Web", "a.b-c", "team/web-app", "Server_Core", "a--b", "1"])
def test_good_image_names(good: str) -> None:
    assert names.check_image_name(f" {good} ") == good


@pytest.mark.parametrize(
    "bad", ["", " ", "a b", "-a", "a-", "a//b", "/a", "a/", "a:b", "a@b", "ä", "a\n", "..", "a..b"]
)
def test_bad_image_names(bad: str) -> None:
    with pytest.raises(NameGrammarError):
        names.check_image_name(bad + "!" if bad == "a\n" else bad)


@pytest.mark.parametrize("bad", ["", "a\tb", "x" * 101, "a\u202eb", "a\u200bb"])
def test_bad_publishers(bad: str) -> None:
    with pytest.raises(NameGrammarError):
        names.check_publisher(bad)


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("Web:1.0", ("Web", "1.0")),
        ("latest", ("latest", "")),
        ("localhost:5000/web", ("localhost:5000/web", "")),
        ("localhost:5000/web:2", ("localhost:5000/web", "2")),
        (f"web:1@{D1}", ("web", "1")),
    ],
)
def test_references_are_split(reference: str, parts: tuple[str, str]) -> None:
    assert names.split_reference(reference) == parts


def test_times() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert parse_time(format_time(moment)) == moment
    assert parse_time("2026-01-02T03:04:05.123456789Z") == moment.replace(microsecond=123456)
    assert parse_time("2026-01-02T05:04:05+02:00") == moment
    assert parse_time("0001-01-01T00:00:00Z") is not None
    assert parse_time("yesterday") is None
    assert parse_time("") is None
