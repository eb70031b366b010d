"""What shipped lessons say: buttons are called what the window calls them, German is German."""

from __future__ import annotations

import re
from functools import cache

import pytest

from app.lesson_files import load_lesson, shipped_lessons
from core.localized import LocalizedText
from tests.translations.linguist_file import path_of, read_translations
from tests.translations.texts import gather

LESSONS = shipped_lessons()
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_FEWEST_OPTIONS = 3


@cache
def _labels() -> dict[str, set[str]]:
    """German names of what the window shows, by their English ones; without keys."""
    named: dict[str, set[str]] = {text.one.partition("\t")[0]: set() for text in gather().places}
    for text, forms in read_translations(path_of("de")).items():
        named.setdefault(text.one.partition("\t")[0], set()).add(forms[0].partition("\t")[0])
    return named


@pytest.mark.parametrize("name", LESSONS)
def test_buttons_are_called_what_the_window_calls_them(name: str) -> None:
    """In what tells how it is clicked, and in hints, strong words are labels."""
    for step in load_lesson(name).steps:
        for text in (step.how, *(hint.text for hint in step.hints)):
            english = _STRONG.findall(text.english)
            german = _STRONG.findall(text.in_language("de"))
            assert len(english) == len(german), (step.id, english, german)
            unknown = [label for label in english if label not in _labels()]
            assert not unknown, step.id
            wanted = set().union(*(_labels()[label] for label in english)) if english else set()
            assert set(german) <= wanted, (step.id, set(german) - wanted)


@pytest.mark.parametrize("name", LESSONS)
def test_german_is_written_as_german_is(name: str) -> None:
    for text in load_lesson(name).texts():
        german = text.in_language("de")
        assert "”" not in german
        assert german.count("„") == german.count("“"), german
        assert '"' not in re.sub(r"`.*?`", "", german), german
        words = set(re.findall(r"\w+", german))
        assert not {"du", "dein", "deine", "dir", "dich"} & {word.lower() for word in words}, german


@pytest.mark.parametrize("name", LESSONS)
def test_both_languages_speak_of_the_same(name: str) -> None:
    """Names of images, commands and measures: the same ones, as often."""
    for text in load_lesson(name).texts():
        assert _told(text.english) == _told(text.in_language("de")), text


@pytest.mark.parametrize("name", LESSONS)
def test_a_step_is_said_in_few_words(name: str) -> None:
    """One sentence for what we do, one for what to expect; a hint for whoever is stuck."""
    lesson = load_lesson(name)
    for step in lesson.steps:
        for text in (step.do, step.expect, step.explanation):
            for said in (text.english, text.in_language("de")):
                assert len(_sentences(said)) == 1, (step.id, said)
        assert step.hints, step.id
    assert any(step.prediction for step in lesson.steps)
    for step in lesson.steps:
        if step.prediction is not None:
            assert step.prediction.reply, step.id
            assert len(step.prediction.options) >= _FEWEST_OPTIONS, step.id


def _told(text: str) -> list[str]:
    return sorted(re.findall(r"`[^`]*`|\{\{.*?\}\}", text))


def _sentences(text: str) -> list[str]:
    plain = re.sub(r"`.*?`|\{\{.*?\}\}", "x", text)
    return [one for one in re.split(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„“])", plain) if one]


def test_a_text_without_german_would_be_seen() -> None:
    assert LocalizedText("English").in_language("de") == "English"
    assert _sentences("One. Two.") == ["One.", "Two."]
