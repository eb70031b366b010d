"""A lesson as the text of its file; `parse_lesson` reads it as the same lesson.

What is written is the variant that it was read in, alone: its values are put in everywhere already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from typing import Any

from core.errors import LessonError
from core.lesson.actions import ACTIONS, Action
from core.lesson.checks import CHECKS, Check
from core.lesson.fields import FILE_KEYS
from core.lesson.format import FORMAT, PLACEHOLDER, REGISTRY
from core.lesson.lesson import EMPTY, Goal, Hint, Lesson, Measure, Prediction, Score, Step
from core.localized import LocalizedText
from core.translation import tr

_CHECK_NAMES = {kind: name for name, kind in CHECKS.items()}
_ACTION_NAMES = {kind: name for name, kind in ACTIONS.items()}


def write_lesson(lesson: Lesson) -> str:
    """The file's text. Raises LessonError for what cannot be written as text."""
    body = "\n".join(line for step in lesson.steps for line in _step(step))
    head = "\n".join(_head(lesson))
    text = f"{head}\n{body}\n"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LessonError(lesson.name, tr("a command or a name in it is no text")) from error
    return text


def _head(lesson: Lesson) -> Iterator[str]:
    yield f"format = {FORMAT}"
    yield from _words("title", lesson.title)
    yield from _words("summary", lesson.summary)
    yield f"minutes = {lesson.minutes}"
    yield f"level = {_quoted(lesson.level.value)}"
    variant = lesson.variant
    yield from ("", f"[variants.{_key(variant.key)}]")
    yield from _words("title", variant.title)
    if variant.needs_network:
        yield "needs_network = true"
    goals = [line for goal in lesson.goals for line in _goal(goal)]
    score = list(_score(lesson.score)) if lesson.score is not None else []
    yield from _values(lesson, "\n".join((*goals, *score)))
    yield from goals
    yield from score


def _values(lesson: Lesson, text: str) -> Iterator[str]:
    """What looks like a place for a value and is none: its value is itself."""
    names = {match[1] for match in PLACEHOLDER.finditer(text)}
    for step in lesson.steps:
        told = "\n".join((*_words("explanation", step.explanation), *_words("detail", step.detail)))
        silent = "\n".join(_step(replace(step, explanation=EMPTY, detail=EMPTY)))
        measures = {measure.name for measure in step.measures}
        names |= {match[1] for match in PLACEHOLDER.finditer(told)} - measures
        names |= {match[1] for match in PLACEHOLDER.finditer(silent)}
    if names := names - {REGISTRY}:
        yield from ("", f"[variants.{_key(lesson.variant.key)}.values]")
        for name in sorted(names):
            yield f"{name} = {_quoted('{{' + name + '}}')}"


def _goal(goal: Goal) -> Iterator[str]:
    yield from ("", "[[goal]]", f"image = {_quoted(goal.image)}")
    if goal.stands_on:
        yield f"stands_on = {_quoted(goal.stands_on)}"
    bricks = ", ".join(
        f"{{title = {_inline(one.title)}, role = {_quoted(one.role)}}}" for one in goal.bricks
    )
    yield f"bricks = [{bricks}]"


def _score(score: Score) -> Iterator[str]:
    yield from ("", "[score]", f"image = {_quoted(score.image)}")
    if score.base:
        yield f"base = {_quoted(score.base)}"
    yield f"best_bricks = {score.best_bricks}"
    yield f"best_bytes = {score.best_bytes}"


def _step(step: Step) -> Iterator[str]:
    yield from ("", "[[steps]]", f"id = {_quoted(step.id)}")
    for key in ("title", "do", "expect", "how", "explanation", "detail"):
        yield from _words(key, getattr(step, key))
    if step.prediction is not None:
        yield from _prediction(step.prediction)
    for action in step.actions:
        yield from ("", "[[steps.actions]]", f"do = {_quoted(_ACTION_NAMES[type(action)])}")
        yield from (f"{key} = {value}" for key, value in _fields(action))
    for check in step.checks:
        yield from ("", "[[steps.checks]]", f"that = {_quoted(_CHECK_NAMES[type(check)])}")
        yield from (f"{key} = {value}" for key, value in _fields(check))
    for hint in step.hints:
        yield from _hint(hint)
    for measure in step.measures:
        yield from ("", "[[steps.measures]]")
        yield from _measure(measure)


def _prediction(prediction: Prediction) -> Iterator[str]:
    yield from ("", "[steps.prediction]")
    yield from _words("question", prediction.question)
    yield f"options = [{', '.join(_inline(option) for option in prediction.options)}]"
    yield f"answer = {prediction.answer}"
    yield from _words("reply", prediction.reply)


def _hint(hint: Hint) -> Iterator[str]:
    yield from ("", "[[steps.hints]]")
    if hint.when:
        yield f"when = [{', '.join(_condition(check) for check in hint.when)}]"
    yield from _words("text", hint.text)


def _condition(check: Check) -> str:
    pairs = [("that", _quoted(_CHECK_NAMES[type(check)])), *_fields(check)]
    return f"{{{', '.join(f'{key} = {value}' for key, value in pairs)}}}"


def _measure(measure: Measure) -> Iterator[str]:
    yield f"name = {_quoted(measure.name)}"
    yield f"of = {_quoted(measure.of.value)}"
    if measure.image:
        yield f"image = {_quoted(measure.image)}"
    if measure.layer:
        yield f"layer = {measure.layer}"
    if measure.container:
        yield f"container = {_quoted(measure.container)}"


def _fields(value: Action | Check) -> Iterator[tuple[str, str]]:
    """Keys of a file with their values; what is as it would be anyway is left out."""
    for field in fields(value):
        given = getattr(value, field.name)
        if field.default is MISSING or given != field.default:
            yield FILE_KEYS.get(field.name, field.name), _plain(given)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(one) for one in value)}]"
    return _quoted(value)


def _words(key: str, text: LocalizedText) -> Iterator[str]:
    if not text:
        return
    if not text.others:
        yield f"{key} = {_block(text.english)}"
        return
    for code, words in (("en", text.english), *text.others):
        yield f"{key}.{code} = {_block(words)}"


def _inline(text: LocalizedText) -> str:
    if not text.others:
        return _quoted(text.english)
    pairs = (("en", text.english), *text.others)
    return f"{{{', '.join(f'{code} = {_quoted(words)}' for code, words in pairs)}}}"


def _block(text: str) -> str:
    """Several lines as several lines, where that is as easily read as it looks."""
    if "\n" not in text or '"' in text or "\\" in text:
        return _quoted(text)
    lines = [_quoted(line)[1:-1] for line in text.split("\n")]
    return '"""\n' + "\n".join(lines) + '"""'


def _quoted(text: str) -> str:
    """A TOML string: literal where that reads better, else with JSON's escapes."""
    is_plain = text.isprintable() and "'" not in text
    if is_plain and ('"' in text or "\\" in text):
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if is_bare else _quoted(key)
