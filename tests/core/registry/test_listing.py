"""Lists of registries that tell little, too much, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from core.cancel import CancelToken
from core.errors import (
    DataError,
    LoginNeededError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.model import Login, RegistryAccess, RegistryListing
from core.registry import listing
from core.registry.connection import RegistryConnection
from core.registry.listing import repositories, tags
from core.registry.reference import DOCKER_HUB, RemoteReference
from tests.registries.evil_registry import EvilRegistry, Seen, Town, reply

HOST = "registry.test"
JSON = ("Content-Type", "application/json")
TELLS_NOTHING = RegistryListing((), "This registry does not tell what it has.")


def page(member: str, names: object, following: str = "") -> bytes:
    link = [("Link", f'<{following}>; rel="next"')] if following else []
    return reply(200, json.dumps({member: names}).encode(), JSON, *link)


@pytest.fixture
def catalog(evil_town: Town, token: CancelToken) -> Callable[..., RegistryListing]:
    """Lists what a registry answers with, page by page."""

    def ask(*pages: bytes, text: str = "", access: RegistryAccess | None = None) -> RegistryListing:
        server = build(evil_town, pages)
        with evil_town.connect(HOST, access) as connection:
            found = repositories(connection, text, token)
        assert server.asked[0].path.startswith("/v2/_catalog?n=")
        return found

    return ask


@pytest.fixture
def tags_of(evil_town: Town, token: CancelToken) -> Callable[..., RegistryListing]:
    def ask(*pages: bytes) -> RegistryListing:
        build(evil_town, pages)
        with evil_town.connect(HOST) as connection:
            return tags(connection, RemoteReference.parse(f"{HOST}/class/web"), token)

    return ask


def build(town: Town, pages: tuple[bytes, ...]) -> EvilRegistry:
    """Answers with one after the other, and with the last from then on."""
    left = list(pages)

    def answer(_seen: Seen, _line: object) -> bytes:
        return left.pop(0) if len(left) > 1 else left[0]

    return town.build(HOST, answer)


def test_all_pages_are_read(catalog: Callable[..., RegistryListing]) -> None:
    first = page("repositories", ["class/web", "debian"], "/v2/_catalog?last=debian&n=2")
    second = page("repositories", ["webapp"])
    assert catalog(first, second) == RegistryListing(("class/web", "debian", "webapp"))


def test_a_text_chooses(catalog: Callable[..., RegistryListing]) -> None:
    names = page("repositories", ["class/web", "debian", "webapp"])
    assert catalog(names, text=" WEB ").names == ("class/web", "webapp")
    assert catalog(names, text="none").names == ()


@pytest.mark.parametrize("said", [reply(404), reply(405), reply(400)])
def test_a_registry_that_does_not_tell(
    catalog: Callable[..., RegistryListing], said: bytes
) -> None:
    assert catalog(said) == TELLS_NOTHING


def test_a_login_is_asked_for_before_it_is_given_up(
    catalog: Callable[..., RegistryListing],
) -> None:
    wants = reply(401, b"", ("WWW-Authenticate", 'Basic realm="class"'))
    with pytest.raises(LoginNeededError):
        catalog(wants)
    assert catalog(wants, access=RegistryAccess(Login("pupil", "secret"))) == TELLS_NOTHING


def test_docker_hub_is_not_even_asked(evil_town: Town, token: CancelToken) -> None:
    with RegistryConnection(
        DOCKER_HUB, RegistryAccess(is_anonymous=True), evil_town.surroundings()
    ) as connection:
        found = repositories(connection, "debian", token)
    assert found.names == ()
    assert found.sentence == "Docker Hub does not tell what it has; write the image's name."


def test_names_that_nobody_could_ask_for_are_left_out(
    catalog: Callable[..., RegistryListing], tags_of: Callable[..., RegistryListing]
) -> None:
    names = ["good", "../up", "UPPER", "a\u202eb", "x" * 300, "", None, 5, ["list"], "good", "a b"]
    assert catalog(page("repositories", names)).names == ("good",)
    names = ["1.0", "-x", "a\nb", "x" * 129, "", None, "Latest", "1.0", "sha256:" + "0" * 64]
    assert tags_of(page("tags", names)).names == ("1.0", "Latest")


@pytest.mark.parametrize("names", [None, {}, "1.0", 7])
def test_a_repository_without_tags(tags_of: Callable[..., RegistryListing], names: object) -> None:
    assert tags_of(page("tags", names)) == RegistryListing(())


@pytest.mark.parametrize("content", [b"", b"[]", b"<html>", b'{"tags": ["a"], "tags": ["b"]}'])
def test_what_is_no_list_is_refused(
    tags_of: Callable[..., RegistryListing], content: bytes
) -> None:
    with pytest.raises(DataError):
        tags_of(reply(200, content, JSON))


def test_very_many_names_are_cut_and_that_is_said(
    tags_of: Callable[..., RegistryListing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "NAMES_LIMIT", 3)
    exactly = page("tags", ["1", "2", "3"])
    assert tags_of(exactly) == RegistryListing(("1", "2", "3"))
    more = page("tags", ["1", "2", "3", "4"], "/v2/class/web/tags/list?last=4")
    assert tags_of(more) == RegistryListing(("1", "2", "3"), "Only 3 are shown.")


def test_a_list_without_an_end_is_given_up(
    tags_of: Callable[..., RegistryListing],
    evil_town: Town,
    token: CancelToken,
) -> None:
    same = page("tags", ["1"], "/v2/class/web/tags/list?last=1")
    with pytest.raises(RegistryMisbehavedError, match="does not end"):
        tags_of(same)
    count = iter(range(10_000))

    def answer(_seen: Seen, _line: object) -> bytes:
        return page("tags", ["1"], f"/v2/class/web/tags/list?last={next(count)}")

    server = evil_town.build(HOST, answer)
    with (
        evil_town.connect(HOST) as connection,
        pytest.raises(RegistryMisbehavedError, match="does not end"),
    ):
        tags(connection, RemoteReference.parse(f"{HOST}/class/web"), token)
    assert len(server.asked) <= 51


def test_a_list_goes_on_nowhere_else(tags_of: Callable[..., RegistryListing]) -> None:
    with pytest.raises(RegistryMisbehavedError, match="another host"):
        tags_of(page("tags", ["1"], "https://other.test/v2/class/web/tags/list"))


def test_other_failures_are_told(
    catalog: Callable[..., RegistryListing], tags_of: Callable[..., RegistryListing]
) -> None:
    with pytest.raises(RegistryUnreachableError, match="500"):
        catalog(reply(500))
    with pytest.raises(RemoteImageNotFoundError, match="class/web is not in the registry"):
        tags_of(reply(404))
