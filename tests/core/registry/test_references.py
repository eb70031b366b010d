"""Remote references: read as Docker and Podman read them."""

from __future__ import annotations

import pytest

from core.errors import NameGrammarError
from core.registry.reference import RemoteReference, check_registry, registry_of, repository_of

DIGEST = "sha256:" + "0f" * 32


@pytest.mark.parametrize(
    ("given", "complete", "short"),
    [
        ("debian", "docker.io/library/debian:latest", "debian"),
        ("debian:12", "docker.io/library/debian:12", "debian:12"),
        ("class/web", "docker.io/class/web:latest", "class/web"),
        ("docker.io/debian", "docker.io/library/debian:latest", "debian"),
        ("index.docker.io/a/b:1", "docker.io/a/b:1", "a/b:1"),
        ("localhost/web", "localhost/web:latest", "localhost/web"),
        ("localhost:5000/web:1.0", "localhost:5000/web:1.0", "localhost:5000/web:1.0"),
        ("host:5000/a/b:tag", "host:5000/a/b:tag", "host:5000/a/b:tag"),
        ("ghcr.io/a/b/c", "ghcr.io/a/b/c:latest", "ghcr.io/a/b/c"),
        ("HOST:5000/web", "host:5000/web:latest", "host:5000/web"),
        ("10.0.0.7:80/web", "10.0.0.7:80/web:latest", "10.0.0.7:80/web"),
        ("[::1]:5000/web", "[::1]:5000/web:latest", "[::1]:5000/web"),
        (f"debian@{DIGEST}", f"docker.io/library/debian@{DIGEST}", f"debian@{DIGEST}"),
        (f"h:1/a:2@{DIGEST}", f"h:1/a:2@{DIGEST}", f"h:1/a:2@{DIGEST}"),
        ("  debian \n", "docker.io/library/debian:latest", "debian"),
        ("a__b/c--d/e.f:V_1.0-x", "docker.io/a__b/c--d/e.f:V_1.0-x", "a__b/c--d/e.f:V_1.0-x"),
    ],
)
def test_a_reference_is_completed(given: str, complete: str, short: str) -> None:
    reference = RemoteReference.parse(given)
    assert reference.as_text == complete
    assert reference.as_short == short
    assert RemoteReference.parse(complete) == reference
    assert RemoteReference.parse(short) == reference


@pytest.mark.parametrize(
    "given",
    [
        "", " ", "/", "a/", "/a", "Debian", "a//b", "a/../b", "-a", "a-", "a..b", "a___b",
        "debian:", "debian:-1", "debian:" + "t" * 129, "debian@", "debian@sha256:12",
        f"debian@{DIGEST.upper()}", "debian@md5:" + "0" * 32, "0f" * 32, "a b", "a\nb", "a\x00b",
        "host:99999/a", "host:0/a", "host:/a", "user@host/a", "https://host/a", "hö.de/a",
        "host..x/a", "-host.de/a", "a" * 256, "host:5000/", "debian:1:2", "HOST/web", "[::1/a",
        "a\u202eb", f"a:1@{DIGEST}@{DIGEST}",
    ],
)  # fmt: skip
def test_what_is_none_is_refused_in_one_sentence(given: str) -> None:
    with pytest.raises(NameGrammarError) as refused:
        RemoteReference.parse(given)
    sentence = str(refused.value)
    assert sentence.isprintable()
    assert "host:5000/class/web:1.0" in sentence or "host" in sentence or "port" in sentence


def test_a_digest_names_more_exactly_than_a_tag() -> None:
    reference = RemoteReference.parse(f"h:1/a:2@{DIGEST}")
    assert reference.target == DIGEST
    assert RemoteReference.parse("h:1/a:2").target == "2"
    assert reference.with_digest(DIGEST).as_text == f"h:1/a@{DIGEST}"


@pytest.mark.parametrize(
    ("given", "registry"),
    [
        ("debian", "docker.io"),
        ("a/b", "docker.io"),
        ("localhost:5000/a", "localhost:5000"),
        ("localhost:5000/", "localhost:5000"),
        ("registry-1.docker.io/a/b", "docker.io"),
        ("x.org/a", "x.org"),
    ],
)
def test_the_registry_of_a_reference(given: str, registry: str) -> None:
    assert registry_of(given) == registry


def test_the_repository_of_a_reference() -> None:
    given = {"debian": "library/debian", "h:1/a/b:2": "a/b", "h:1/": "", "": "", "a b": ""}
    assert {text: repository_of(text) for text in given} == given


def test_a_registry_has_one_name() -> None:
    assert check_registry(" Index.Docker.IO ") == "docker.io"
    assert check_registry("HOST:5000") == "host:5000"
    for given in ("host/x", "a@b", "", "host:0", "host:65536", "http://host", "a b", "h\nx"):
        with pytest.raises(NameGrammarError):
            check_registry(given)
