"""Names in small letters for names that may be any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.oci.remote_names import REPOSITORY, TAG
from core.serving.names import offered_name, offered_names


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("WebApp:1.0", "webapp:1.0"),
        ("class/Web_App:RC1", "class/web_app:RC1"),
        ("docker.io/library/Debian:12", "library/debian:12"),
        ("localhost:5000/a/b:2", "a/b:2"),
        ("Über Bär:1", "uber-bar:1"),
        ("tool", "tool:latest"),
        ("a..b___c-.d:x", "a-b-c-d:x"),
        ("a--b:x", "a-b:x"),
        ("Tool:.x+y", "tool:_x-y"),
        ("Tool:1@sha256:" + "a" * 64, "tool:1"),
        ("sha256:" + "a" * 64, "image:aaaaaaaaaaaa"),
        ("日本:1", "image:1"),
        ("", "image:latest"),
    ],
)
def test_a_name_as_it_is_offered(reference: str, name: str) -> None:
    assert ":".join(offered_name(reference)) == name


@given(st.lists(st.text(max_size=600), max_size=8))
def test_any_text_becomes_a_name_of_its_own(references: list[str]) -> None:
    names = offered_names(references)
    assert set(names) == set(references)
    assert len(set(names.values())) == len(names)
    for name in names.values():
        repository, _colon, tag = name.partition(":")
        assert REPOSITORY.fullmatch(repository), name
        assert TAG.fullmatch(tag), name


def test_who_is_called_so_keeps_the_name() -> None:
    names = offered_names(["WebApp:1.0", "webapp:1.0", "WEBAPP:1.0"])
    assert names == {
        "webapp:1.0": "webapp:1.0",
        "WebApp:1.0": "webapp-2:1.0",
        "WEBAPP:1.0": "webapp-3:1.0",
    }


def test_names_that_were_given_stay() -> None:
    before = {"webapp:1.0": "WebApp:1.0"}
    names = offered_names(["WebApp:1.0", "webapp:1.0"], before)
    assert names == {"WebApp:1.0": "webapp:1.0", "webapp:1.0": "webapp-2:1.0"}
