"""What is typed for an image elsewhere, and what is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import Settings, load_settings, save_settings
from app.viewmodel.remote import (
    Typed,
    TypedKind,
    check_registry,
    check_source,
    check_target,
    registry_of,
    suggested_target,
    taken_apart,
    with_tag,
)
from core.errors import NameGrammarError

_DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("given", "registry", "repository", "tag", "digest"),
    [
        ("debian", "docker.io", "debian", "", ""),
        ("debian:12", "docker.io", "debian", "12", ""),
        ("class/web:1.0", "docker.io", "class/web", "1.0", ""),
        ("host:5000/class/web:1.0", "host:5000", "class/web", "1.0", ""),
        ("ghcr.io/a/b", "ghcr.io", "a/b", "", ""),
        ("localhost/a", "localhost", "a", "", ""),
        ("PRINTER/a:1", "printer", "a", "1", ""),
        ("Host.LAN:5000/a:1", "host.lan:5000", "a", "1", ""),
        ("index.docker.io/library/a", "docker.io", "library/a", "", ""),
        (f"host.lan/a@{_DIGEST}", "host.lan", "a", "", _DIGEST),
        (f"host.lan/a:1@{_DIGEST}", "host.lan", "a", "1", _DIGEST),
        ("[fd00::1]:5000/a:1", "[fd00::1]:5000", "a", "1", ""),
        ("docker pull host:5000/a:1", "host:5000", "a", "1", ""),
        ("podman pull --tls-verify=false host:5000/a:1", "host:5000", "a", "1", ""),
        ("https://host.lan/a:1", "host.lan", "a", "1", ""),
        ("  docker://debian:12 ", "docker.io", "debian", "12", ""),
    ],
)
def test_names_are_taken_apart(
    given: str, registry: str, repository: str, tag: str, digest: str
) -> None:
    typed = taken_apart(given)
    assert (typed.registry, typed.repository, typed.tag, typed.digest) == (
        registry,
        repository,
        tag,
        digest,
    )
    assert typed.kind is (TypedKind.IMAGE if tag or digest else TypedKind.REPOSITORY)
    assert registry_of(given) == registry


@pytest.mark.parametrize("given", ["host:5000/", "127.0.0.1:5000", "localhost:5000", "ghcr.io/"])
def test_a_registry_alone_is_none_of_an_image(given: str) -> None:
    assert taken_apart(given).kind is TypedKind.REGISTRY


def test_nothing_typed() -> None:
    assert taken_apart("  ") == Typed(TypedKind.NOTHING)
    assert registry_of("") == "docker.io"


def test_another_tag_of_what_was_typed() -> None:
    assert with_tag(taken_apart("host:5000/a"), "2") == "host:5000/a:2"
    assert with_tag(taken_apart("docker pull debian:12"), "13") == "debian:13"
    assert with_tag(taken_apart(f"host.lan/a:1@{_DIGEST}"), "2") == "host.lan/a:2"


@pytest.mark.parametrize(
    ("given", "complete"),
    [
        ("host:5000/class/web:1.0", "host:5000/class/web:1.0"),
        ("docker push ghcr.io/a/b", "ghcr.io/a/b:latest"),
    ],
)
def test_targets_are_complete(given: str, complete: str) -> None:
    assert check_target(given) == complete


@pytest.mark.parametrize(
    "given",
    [
        "", "web:1.0", "docker.io", "host:5000", "class/web:1.0",
        "host:5000/", "host:5000/Web:1", "host:5000/a:b c",
        f"host:5000/a@{_DIGEST}", "ho st.lan/a", "host.lan/" + "a" * 260, "host:123456/a:1",
    ],
)  # fmt: skip
def test_targets_that_cannot_be(given: str) -> None:
    with pytest.raises(NameGrammarError):
        check_target(given)


@pytest.mark.parametrize(
    "given", ["", "Debian:12", "host.lan/a:b c", "host.lan/a@sha256:12", "-x.lan/a"]
)
def test_sources_that_cannot_be(given: str) -> None:
    with pytest.raises(NameGrammarError):
        check_source(given)


def test_sources_that_can_be() -> None:
    assert check_source("docker pull debian") == "debian"
    assert check_source("host:5000/") == "host:5000/"
    assert check_registry(" host:5000 ") == "host:5000"
    with pytest.raises(NameGrammarError):
        check_registry("a b")


@pytest.mark.parametrize(
    ("name", "version", "target"),
    [
        ("Web", "1.0", "host:5000/web:1.0"),
        ("Class/My Web", "1.0+beta", "host:5000/class/my-web:1.0-beta"),
        ("__", "", "host:5000/image:latest"),
        ("a..b--c", "-1", "host:5000/a.b--c:1"),
    ],
)
def test_suggested_targets_are_good(name: str, version: str, target: str) -> None:
    assert suggested_target("host:5000", name, version) == target
    assert check_target(target) == target


def test_registries_and_names_are_remembered_newest_first(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(20):
        settings.note_registry(f"host-{number}:5000", f"host-{number}:5000/a")
    settings.note_registry("host-10:5000")
    settings.allow_http("host-1:5000")
    settings.allow_http("host-1:5000")
    path = tmp_path / "window.json"
    save_settings(settings, path)
    read = load_settings(path)
    assert read.registries[:2] == ["host-10:5000", "host-19:5000"]
    assert len(read.registries) == len(read.pulled) == 12
    assert read.pulled[0] == "host-19:5000/a"
    assert read.plain_registries == ["host-1:5000"]
    read.forbid_http("host-1:5000")
    assert read.plain_registries == []


def test_only_words_are_believed_of_remembered_lists(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"registries": ["host:5000", 7, null, {"a": 1}], "pulled": "no list"}')
    read = load_settings(path)
    assert read.registries == ["host:5000"]
    assert read.pulled == []
