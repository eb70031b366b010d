"""The lesson file: TOML, described in resources/lessons/README.md, read strictly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from core.errors import LessonError
from core.lesson.actions import ACTIONS, Action
from core.lesson.checks import CHECKS, Check
from core.lesson.fields import Complaints
from core.lesson.lesson import (
    Goal,
    GoalBrick,
    Hint,
    Lesson,
    LessonFile,
    Level,
    Measure,
    MeasureKind,
    Prediction,
    Score,
    Step,
    Variant,
)

FORMAT = 2
ROLES = ("os", "packages", "runtime", "app", "config", "data")
REGISTRY = "registry"
"""A placeholder that is filled when it is played: the address of the shared repository."""
PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
_MOST_STEPS = 100
_LESSON_KEYS = {
    "format", "title", "summary", "minutes", "level", "variants", "goal", "score", "steps",
}  # fmt: skip
_VARIANT_KEYS = {"title", "needs_network", "values"}
_STEP_KEYS = {
    "id", "title", "do", "expect", "prediction", "actions", "checks", "hints", "how", "measures",
    "explanation", "detail",
}  # fmt: skip
_MEASURED = ("explanation", "detail")  # where `{{name}}` may be a measure
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)


def parse_lesson(
    text: str, *, name: str, variant: str = "", files: tuple[LessonFile, ...] = ()
) -> Lesson:
    """Read a lesson file's text in one of its variants ("" = the first).

    Raises LessonError naming the place; `name` is what the sentence calls the lesson, `files` what
    it copies into containers.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LessonError(name, f"the file is no TOML: {error}") from error
    return _Parser(name, files).lesson(document, variant)


class _Parser:
    def __init__(self, name: str, files: tuple[LessonFile, ...]) -> None:
        self._name, self._files = name, files
        self._read = Complaints(name)

    def lesson(self, document: dict[str, Any], wanted: str) -> Lesson:
        read = self._read
        if document.get("format") != FORMAT:
            read.refuse(f"its format is {document.get('format')!r}, {FORMAT} is known")
        read.known_keys(document, _LESSON_KEYS, "the lesson")
        variants = tuple(
            self._variant(key, table)
            for key, table in read.table(document.get("variants", {}), "“variants”").items()
        )
        if not variants:
            read.refuse("it has no variants")
        chosen = next((v for v in variants if v.key == (wanted or variants[0].key)), None)
        if chosen is None:
            known = ", ".join(v.key for v in variants)
            read.refuse(f"it has no variant “{wanted}”, only {known}")
        fill = _Filling(read, dict(chosen.values))
        steps = tuple(
            self._step(fill.step(table), number)
            for number, table in enumerate(read.tables(document, "steps", "the lesson"), start=1)
        )
        if not 0 < len(steps) <= _MOST_STEPS:
            read.refuse("it has no steps" if not steps else f"it has over {_MOST_STEPS} steps")
        self._check_order(steps)
        level = document.get("level", Level.NEXT.value)
        if level not in [one.value for one in Level]:
            read.refuse(f"its level is {level!r}; known are first, next and deep")
        return Lesson(
            name=self._name,
            title=read.localized(document, "title", "the lesson"),
            summary=read.localized(document, "summary", "the lesson"),
            minutes=read.number(document, "minutes", "the lesson", least=1, default=10),
            variant=chosen,
            variants=variants,
            steps=steps,
            level=Level(level),
            goals=self._goals(fill.all(read.tables(document, "goal", "the lesson"))),
            score=self._score(fill.all(document.get("score"))),
            files=self._files,
        )

    def _variant(self, key: str, table: Any) -> Variant:
        read, place = self._read, f"variant {key}"
        read.known_keys(read.table(table, place), _VARIANT_KEYS, place)
        values = read.table(table.get("values", {}), f"“values” of {place}")
        for name, value in values.items():
            if not isinstance(value, str | int) or isinstance(value, bool):
                read.refuse(f"the value “{name}” of {place} must be a text or a whole number")
        return Variant(
            key,
            read.localized(table, "title", place),
            read.flag(table, "needs_network", place),
            tuple((name, str(value)) for name, value in values.items()),
        )

    def _step(self, table: dict[str, Any], number: int) -> Step:
        read, place = self._read, f"step {number}"
        read.known_keys(table, _STEP_KEYS, place)
        step_id = read.text(table, "id", place)
        if not _ID.fullmatch(step_id):
            read.refuse(f"“id” of {place} must be a word of small letters, digits, - and _")
        checks = self._checks(table, "checks", place)
        if not checks:
            read.refuse(f"{place} has no checks, so it could never be done")
        performed: tuple[Action, ...] = tuple(
            read.value(entry, "do", ACTIONS, f"action {n} of {place}")
            for n, entry in enumerate(read.tables(table, "actions", place), start=1)
        )
        return Step(
            id=step_id,
            title=read.localized(table, "title", place),
            do=read.localized(table, "do", place),
            expect=read.localized(table, "expect", place),
            actions=performed,
            checks=checks,
            prediction=self._prediction(table.get("prediction"), place),
            hints=tuple(
                self._hint(entry, f"hint {n} of {place}")
                for n, entry in enumerate(read.tables(table, "hints", place), start=1)
            ),
            how=read.localized(table, "how", place, is_optional=True),
            measures=tuple(
                self._measure(entry, f"measure {n} of {place}")
                for n, entry in enumerate(read.tables(table, "measures", place), start=1)
            ),
            explanation=read.localized(table, "explanation", place, is_optional=True),
            detail=read.localized(table, "detail", place, is_optional=True),
        )

    def _checks(self, table: Mapping[str, Any], key: str, place: str) -> tuple[Check, ...]:
        checks: tuple[Check, ...] = tuple(
            self._read.value(entry, "that", CHECKS, f"check {n} of {place}")
            for n, entry in enumerate(self._read.tables(table, key, place), start=1)
        )
        for check in checks:
            if check.until and not check.is_lasting:
                self._read.refuse(f"a passing check of {place} has “until”")
        return checks

    def _prediction(self, table: Any, place: str) -> Prediction | None:
        if table is None:
            return None
        read, place = self._read, f"the prediction of {place}"
        read.table(table, place)
        read.known_keys(table, {"question", "options", "answer", "reply"}, place)
        options = table.get("options")
        if not isinstance(options, list) or not 2 <= len(options) <= 9:
            read.refuse(f"{place} must have two to nine options")
        answer = read.number(table, "answer", place, least=1)
        if answer > len(options):
            read.refuse(f"“answer” of {place} is {answer}, and there are {len(options)} options")
        return Prediction(
            read.localized(table, "question", place),
            tuple(read.localized({"options": one}, "options", place) for one in options),
            answer,
            read.localized(table, "reply", place, is_optional=True),
        )

    def _hint(self, table: dict[str, Any], place: str) -> Hint:
        self._read.known_keys(table, {"text", "when"}, place)
        return Hint(self._read.localized(table, "text", place), self._checks(table, "when", place))

    def _measure(self, table: dict[str, Any], place: str) -> Measure:
        read = self._read
        read.known_keys(table, {"name", "of", "image", "layer", "container"}, place)
        kinds = [one.value for one in MeasureKind]
        if table.get("of") not in kinds:
            read.refuse(f"{place} has of = {table.get('of')!r}; known are {', '.join(kinds)}")
        name, kind = read.text(table, "name", place), MeasureKind(table["of"])
        if not PLACEHOLDER.fullmatch("{{" + name + "}}"):
            read.refuse(f"“name” of {place} must be a word of small letters, digits and _")
        image = read.text(table, "image", place) if "image" in table else ""
        container = read.text(table, "container", place) if "container" in table else ""
        layer = read.number(table, "layer", place, least=-100) if "layer" in table else 0
        needs_image = kind in _OF_IMAGES or (kind is MeasureKind.ADDED_FILES and not container)
        if needs_image and not image:
            read.refuse(f"{place} lacks “image”")
        if kind is MeasureKind.CHANGED_BYTES and not container:
            read.refuse(f"{place} lacks “container”")
        is_of_layer = kind is MeasureKind.LAYER_BYTES or (image and kind is MeasureKind.ADDED_FILES)
        if is_of_layer and not layer:
            read.refuse(f"{place} lacks “layer”, which counts from 1, or backwards from -1")
        return Measure(name, kind, image, layer, container)

    def _goals(self, tables: list[dict[str, Any]]) -> tuple[Goal, ...]:
        read, goals = self._read, list[Goal]()
        for number, table in enumerate(tables, start=1):
            place = f"goal {number}"
            read.known_keys(table, {"image", "stands_on", "bricks"}, place)
            bricks = []
            for one in read.tables(table, "bricks", place):
                read.known_keys(one, {"title", "role"}, f"a brick of {place}")
                role = one.get("role", "data")
                if role not in ROLES:
                    known = ", ".join(ROLES)
                    read.refuse(f"a brick of {place} has the role {role!r}; known are {known}")
                bricks.append(GoalBrick(read.localized(one, "title", place), role))
            below = read.text(table, "stands_on", place) if "stands_on" in table else ""
            if below and below not in [goal.image for goal in goals]:
                read.refuse(f"{place} stands on “{below}”, which is no goal before it")
            goals.append(Goal(read.text(table, "image", place), tuple(bricks), below))
        return tuple(goals)

    def _score(self, table: Any) -> Score | None:
        if table is None:
            return None
        read, place = self._read, "the score"
        read.table(table, place)
        read.known_keys(table, {"image", "base", "best_bricks", "best_bytes"}, place)
        return Score(
            read.text(table, "image", place),
            read.number(table, "best_bricks", place, least=1),
            read.number(table, "best_bytes", place),
            read.text(table, "base", place) if "base" in table else "",
        )

    def _check_order(self, steps: tuple[Step, ...]) -> None:
        """Each id once, and `until` names a step that comes later."""
        ids = [step.id for step in steps]
        for number, step in enumerate(steps, start=1):
            if step.id in ids[: number - 1]:
                self._read.refuse(f"step {number} has the id “{step.id}” of a step before")
            for check in step.checks:
                if check.until and check.until not in ids[number:]:
                    self._read.refuse(
                        f"a check of step {number} has until = “{check.until}”, "
                        "which is no step after it"
                    )


_OF_IMAGES = (MeasureKind.LAYER_BYTES, MeasureKind.IMAGE_BYTES, MeasureKind.RECLAIMABLE_BYTES)


class _Filling:
    """Puts the variant's values in place of `{{name}}`."""

    def __init__(self, read: Complaints, values: Mapping[str, str]) -> None:
        self._read, self._values = read, values

    def step(self, table: dict[str, Any]) -> dict[str, Any]:
        """A step's table; names of its measures stay in what is said afterwards."""
        entries = table.get("measures", [])
        names = (
            [one.get("name") for one in entries if isinstance(one, dict)]
            if isinstance(entries, list)
            else []
        )
        return {
            key: self.all(value, names if key in _MEASURED else ()) for key, value in table.items()
        }

    def all(self, value: Any, kept: Iterable[Any] = ()) -> Any:
        """Everywhere below `value`."""
        if isinstance(value, str):
            return PLACEHOLDER.sub(lambda match: self._value(match, kept), value)
        if isinstance(value, list):
            return [self.all(item, kept) for item in value]
        if isinstance(value, dict):
            return {key: self.all(item, kept) for key, item in value.items()}
        return value

    def _value(self, match: re.Match[str], kept: Iterable[Any]) -> str:
        name = match[1]
        if name in self._values:
            return self._values[name]
        if name in kept or name == REGISTRY:
            return match[0]
        self._read.refuse(f"the variant gives no value for {match[0]}")
