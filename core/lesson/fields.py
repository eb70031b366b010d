"""Tables of a lesson file as values: which keys a dataclass has, and of which kind each is."""

from __future__ import annotations

import posixpath
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

from core.errors import LessonError
from core.localized import LocalizedText

Value = TypeVar("Value")

FILE_KEYS = {"is_negated": "not", "is_kept": "keeps"}
"""Fields that a file calls otherwise."""
CHANGES = ("added", "modified", "metadata", "removed")
_STATES = ("created", "running", "paused", "stopped")
_LONGEST_CHARACTERS = 100_000
_PORTS = re.compile(r"[0-9]{1,5}:[0-9]{1,5}")
_PATHS = {"layer-has", "path-in-image", "path-below", "text-in-image", "path-changed"}


class Complaints:
    """Knows the lesson's name for its complaints, and reads plain things."""

    def __init__(self, name: str) -> None:
        self._name = name

    def refuse(self, reason: str) -> NoReturn:
        """Raise LessonError."""
        raise LessonError(self._name, reason)

    def text(self, table: Mapping[str, Any], key: str, place: str) -> str:
        """A text in one language that must be there."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{place} lacks the text “{key}”")
        return value

    def localized(
        self, table: Mapping[str, Any], key: str, place: str, *, is_optional: bool = False
    ) -> LocalizedText:
        """A text in one or several languages."""
        if key not in table:
            if is_optional:
                return LocalizedText()
            self.refuse(f"{place} lacks the text “{key}”")
        try:
            return LocalizedText.parse(table[key])
        except ValueError as error:
            self.refuse(f"“{key}” of {place} is no text: {error}")

    def table(self, value: Any, place: str) -> dict[str, Any]:
        """A table, whatever is in it."""
        if not isinstance(value, dict):
            self.refuse(f"{place} is no table")
        return value

    def tables(self, table: Mapping[str, Any], key: str, place: str) -> list[dict[str, Any]]:
        """A list of tables; [] when the key is missing."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse(f"“{key}” of {place} is no list of tables")
        return value

    def number(
        self,
        table: Mapping[str, Any],
        key: str,
        place: str,
        *,
        least: int = 0,
        default: int | None = None,
    ) -> int:
        """A whole number; `default` None: it must be there."""
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.refuse(f"“{key}” of {place} must be a whole number, {least} at least")
        return value

    def flag(self, table: Mapping[str, Any], key: str, place: str) -> bool:
        """True or false; false when it is missing."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.refuse(f"“{key}” of {place} must be true or false")
        return value

    def known_keys(self, table: Mapping[str, Any], known: set[str], place: str) -> None:
        """Refuse what a format does not have."""
        for key in table:
            if key not in known:
                self.refuse(f"{place} has the unknown key “{key}”")

    def value(
        self, table: Mapping[str, Any], key: str, kinds: Mapping[str, type[Value]], place: str
    ) -> Value:
        """An action or check from its table: the kind by `key`, the rest are its fields."""
        named = table.get(key)
        kind = kinds.get(named) if isinstance(named, str) else None
        if kind is None:
            self.refuse(f"{place} has {key} = {named!r}; known are {', '.join(kinds)}")
        assert isinstance(named, str)
        known: dict[str, Field[Any]] = {
            FILE_KEYS.get(field.name, field.name): field
            for field in fields(kind)  # type: ignore[arg-type]
        }
        given = {name: value for name, value in table.items() if name != key}
        self.known_keys(given, set(known), place)
        hints = get_type_hints(kind)
        taken: dict[str, Any] = {}
        for name, field in known.items():
            if name in given:
                of = f"“{name}” of {place}"
                taken[field.name] = self._plain(given[name], hints[field.name], of)
            elif field.default is MISSING:
                self.refuse(f"{place} lacks “{name}”")
        self._sense(named, taken, place)
        return kind(**taken)

    def _plain(self, value: Any, wanted: Any, place: str) -> Any:
        if get_origin(wanted) is types.UnionType:
            wanted = next(one for one in get_args(wanted) if one is not type(None))
        if get_origin(wanted) is tuple:
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                self.refuse(f"{place} must be a list of texts")
            return tuple(value)
        if isinstance(value, bool) is not (wanted is bool) or not isinstance(value, wanted):
            names = {str: "a text", int: "a whole number", bool: "true or false"}
            self.refuse(f"{place} must be {names[wanted]}")
        if isinstance(value, str) and len(value) > _LONGEST_CHARACTERS:
            self.refuse(f"{place} is too long")
        return value

    def _sense(self, named: str, given: dict[str, Any], place: str) -> None:
        """What no kind of field tells."""
        if given.get("state", "") not in ("", *_STATES):
            self.refuse(f"{place} names an unknown state; known are {', '.join(_STATES)}")
        if given.get("change", "") not in ("", *CHANGES):
            self.refuse(f"{place} names an unknown change; known are {', '.join(CHANGES)}")
        if "matches" in given:
            try:
                re.compile(given["matches"])
            except re.error as error:
                self.refuse(f"“matches” of {place} is no regular expression: {error}")
        for ports in given.get("ports", ()):
            if not _PORTS.fullmatch(ports):
                self.refuse(f"“ports” of {place} must be like 8080:80")
        if "layer" in given and given["layer"] == 0:
            self.refuse(f"“layer” of {place} counts from 1, or backwards from -1")
        if named in _PATHS and given["path"].startswith("/"):
            self.refuse(f"“path” of {place} must not begin with a slash")
        if named == "copy-in" and not is_inside(given["source"]):
            self.refuse(f"“source” of {place} must be a path in the lesson's folder")
        if named in _LIMITED and given.get("below") is None and given.get("above") is None:
            self.refuse(f"{place} lacks “below” or “above”")


_LIMITED = {"reclaimable", "image-size", "layer-size", "changes-size"}


def is_inside(path: str) -> bool:
    """Whether a relative path stays in its folder by its words alone."""
    normal = posixpath.normpath(path)
    return bool(path) and "\0" not in path and not normal.startswith(("/", "..")) and normal != "."
