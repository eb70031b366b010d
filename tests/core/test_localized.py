"""Texts in several languages: read strictly, English for everybody else."""

from __future__ import annotations

from typing import Any

import pytest

from core.localized import LocalizedText


def test_a_string_is_english() -> None:
    text = LocalizedText.parse("Web server")
    assert text.in_language("de") == text.in_language("en") == "Web server"
    assert text.document() == "Web server"


def test_a_table_has_languages_and_english_is_for_all_others() -> None:
    text = LocalizedText.parse({"de": "Webserver", "en": "Web server"})
    assert text.in_language("de-AT") == "Webserver"
    assert (
        text.in_language("en-GB") == text.in_language("fr") == text.in_language("") == text.english
    )
    assert text.languages() == ("en", "de")
    assert LocalizedText.parse(text.document()) == text


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (7, "neither a text nor a table"),
        (["en"], "neither a text nor a table"),
        ({"de": "Webserver"}, "no English text"),
        ({"en": "Web", "german": "Web"}, "“german” is no language code"),
        ({"en": "Web", "de": 3}, "in “de” is no text"),
        ({"en": " "}, "in “en” is empty"),
        ({"en": "x" * 20_001}, "too long"),
    ],
)
def test_what_is_no_such_text_is_refused_with_the_reason(value: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        LocalizedText.parse(value)


def test_an_empty_text_is_taken_where_that_is_allowed() -> None:
    assert not LocalizedText.parse("", may_be_empty=True)
