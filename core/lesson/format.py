"""The lesson file: TOML, described in resources/lessons/README.md, read strictly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from core.errors import LessonError
from core.lesson import actions, checks
from core.lesson.actions import Action
from core.lesson.checks import Check
from core.lesson.lesson import Lesson, Step, Variant

_FORMAT = 1
_PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")

_ACTIONS: Mapping[str, type[Action]] = {
    "make-base-image": actions.MakeBaseImage,
    "create-container": actions.CreateContainer,
    "start-container": actions.StartContainer,
    "execute": actions.Execute,
    "stop-container": actions.StopContainer,
    "snapshot": actions.Snapshot,
    "discard": actions.Discard,
}
_CHECKS: Mapping[str, type[Check]] = {
    "image-exists": checks.ImageExists,
    "container-is": checks.ContainerIs,
    "command-prints": checks.CommandPrints,
    "path-changed": checks.PathChanged,
    "images-share-base": checks.ImagesShareBase,
}
_STEP_KEYS = {
    "id", "title", "text", "explanation", "explanation_detail", "hint", "actions", "checks",
}  # fmt: skip
_LESSON_KEYS = {"format", "title", "summary", "language", "minutes", "variants", "steps"}


def parse_lesson(text: str, *, name: str, variant: str = "") -> Lesson:
    """Read a lesson file's text in one of its variants ("" = the first).

    Raises LessonError naming the place; `name` is what the sentence calls the lesson.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LessonError(name, f"the file is no TOML: {error}") from error
    return _Parser(name).lesson(document, variant)


class _Parser:
    """Knows the lesson's name for its complaints."""

    def __init__(self, name: str) -> None:
        self._name = name

    def lesson(self, document: dict[str, Any], wanted: str) -> Lesson:
        self._known_keys(document, _LESSON_KEYS, "the lesson")
        if document.get("format") != _FORMAT:
            raise self._complaint(f"its format is {document.get('format')!r}, {_FORMAT} is known")
        tables = self._table(document, "variants", "the lesson")
        if not tables:
            raise self._complaint("it has no variants")
        variants = tuple(
            Variant(key, self._text(table, "title", f"variant {key}"),
                    bool(table.get("needs_network", False)))
            for key, table in tables.items()
        )  # fmt: skip
        chosen = next((v for v in variants if v.key == (wanted or variants[0].key)), None)
        if chosen is None:
            known = ", ".join(v.key for v in variants)
            raise self._complaint(f"it has no variant “{wanted}”, only {known}")
        values = self._table(tables[chosen.key], "values", f"variant {chosen.key}")
        steps = document.get("steps")
        if not isinstance(steps, list) or not steps:
            raise self._complaint("it has no steps")
        filled = [_fill(step, values, self._complaint) for step in steps]
        return Lesson(
            title=self._text(document, "title", "the lesson"),
            summary=self._text(document, "summary", "the lesson"),
            language=self._text(document, "language", "the lesson"),
            minutes=int(document.get("minutes", 10)),
            variant=chosen,
            variants=variants,
            steps=tuple(self._step(step, n) for n, step in enumerate(filled, start=1)),
        )

    def _step(self, table: Any, number: int) -> Step:
        place = f"step {number}"
        if not isinstance(table, dict):
            raise self._complaint(f"{place} is no table")
        self._known_keys(table, _STEP_KEYS, place)
        performed = tuple(
            self._value(entry, "do", _ACTIONS, f"action {n} of {place}")
            for n, entry in enumerate(table.get("actions", []), start=1)
        )
        checked = tuple(
            self._value(entry, "that", _CHECKS, f"check {n} of {place}")
            for n, entry in enumerate(table.get("checks", []), start=1)
        )
        if not checked:
            raise self._complaint(f"{place} has no checks, so it could never be done")
        return Step(
            id=self._text(table, "id", place),
            title=self._text(table, "title", place),
            text=self._text(table, "text", place),
            actions=performed,
            checks=checked,
            explanation=table.get("explanation", ""),
            explanation_detail=table.get("explanation_detail", ""),
            hint=table.get("hint", ""),
            lines=tuple(a.line for a in performed if isinstance(a, actions.Execute)),
        )

    def _value(self, entry: Any, key: str, kinds: Mapping[str, Any], place: str) -> Any:
        """An action or check from its table: the kind by `key`, the rest are its fields."""
        if not isinstance(entry, dict):
            raise self._complaint(f"{place} is no table")
        kind = kinds.get(entry.get(key, ""))
        if kind is None:
            raise self._complaint(
                f"{place} has {key} = {entry.get(key)!r}; known are {', '.join(kinds)}"
            )
        known = {field.name: field for field in fields(kind)}
        given = {name: value for name, value in entry.items() if name != key}
        self._known_keys(given, set(known), place)
        for name, field in known.items():
            if name not in given and field.default is MISSING:
                raise self._complaint(f"{place} lacks “{name}”")
            value = given.get(name)
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                given[name] = tuple(value)
            elif name in given and (isinstance(value, bool) or not isinstance(value, str | int)):
                raise self._complaint(f"“{name}” of {place} must be text or a whole number")
        if given.get("state", "") not in ("", "created", "running", "paused", "stopped"):
            raise self._complaint(f"{place} names an unknown state")
        return kind(**given)

    def _text(self, table: Mapping[str, Any], key: str, place: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._complaint(f"{place} lacks the text “{key}”")
        return value

    def _table(self, table: Mapping[str, Any], key: str, place: str) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self._complaint(f"“{key}” of {place} is no table")
        return value

    def _known_keys(self, table: Mapping[str, Any], known: set[str], place: str) -> None:
        for key in table:
            if key not in known:
                raise self._complaint(f"{place} has the unknown key “{key}”")

    def _complaint(self, reason: str) -> LessonError:
        return LessonError(self._name, reason)


def _fill(value: Any, values: Mapping[str, str], complaint: Callable[[str], LessonError]) -> Any:
    """Put the variant's values in place of `{{name}}`, everywhere below `value`."""
    if isinstance(value, str):

        def substitute(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise complaint(f"the variant gives no value for {{{{{match[1]}}}}}")
            return str(values[match[1]])

        return _PLACEHOLDER.sub(substitute, value)
    if isinstance(value, list):
        return [_fill(item, values, complaint) for item in value]
    if isinstance(value, dict):
        return {key: _fill(item, values, complaint) for key, item in value.items()}
    return value
