"""The recipe file: TOML, described in resources/recipes/README.md, read strictly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from core.errors import RecipeError
from core.localized import LocalizedText
from core.recipe.pattern import check_pattern
from core.recipe.recipe import (
    PACKAGE_MANAGERS,
    PLACEHOLDER,
    ROLES,
    CopyStep,
    Option,
    Parameter,
    ParameterKind,
    Proposal,
    Recipe,
    RecipeStep,
    RunStep,
    Way,
    WriteStep,
)

FORMAT = 1
_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
_PROGRAM = re.compile(r"[A-Za-z0-9._+\[-][A-Za-z0-9._+\[-]*")
_MODE = re.compile(r"[0-7]{3,4}")
_AT_MOST = 64  # ways, steps, parameters, options: a form that nobody could fill in

_RECIPE_KEYS = {
    "format", "name", "summary", "role", "parameters", "ways", "snapshot", "base",
}  # fmt: skip
_PARAMETER_KEYS = {
    "key", "kind", "title", "hint", "default", "pattern", "optional", "options",
}  # fmt: skip
_WAY_KEYS = {"package_manager", "programs", "network", "steps"}
_STEP_KEYS = {
    "run": {"run", "title"},
    "copy": {"copy", "to", "title"},
    "write": {"write", "text", "file", "value", "mode", "if_missing", "title"},
}


def parse_recipe(text: str, *, key: str, files: Mapping[str, bytes] | None = None) -> Recipe:
    """Read a recipe file's text. `files` are the others of its folder.

    Raises RecipeError naming the place; `key` is what the sentence calls it.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RecipeError(key, f"the file is no TOML ({error})") from error
    return _Parser(key, files or {}).recipe(document)


class _Parser:
    """Knows the recipe's key for its complaints, and what its steps may refer to."""

    def __init__(self, key: str, files: Mapping[str, bytes]) -> None:
        self._key = key
        self._files = files
        self._parameters: dict[str, Parameter] = {}

    def recipe(self, document: dict[str, Any]) -> Recipe:
        self._known_keys(document, _RECIPE_KEYS, "the recipe")
        if document.get("format") != FORMAT:
            raise self._complaint(f"its format is {document.get('format')!r}, {FORMAT} is known")
        role = document.get("role")
        if role not in ROLES:
            raise self._complaint(f"its role is {role!r}; known are {', '.join(ROLES)}")
        for number, table in enumerate(self._tables(document, "parameters", "the recipe"), start=1):
            parameter = self._parameter(table, f"parameter {number}")
            if parameter.key in self._parameters:
                raise self._complaint(f"two parameters are called “{parameter.key}”")
            self._parameters[parameter.key] = parameter
        ways = tuple(
            self._way(table, f"way {number}")
            for number, table in enumerate(self._tables(document, "ways", "the recipe"), start=1)
        )
        base = self._base(document)
        if bool(ways) == bool(base):
            raise self._complaint("it needs ways, or a base; not both, not none")
        if bool(base) != (role == "os"):
            raise self._complaint("the role “os” is for those that have a base, and for no others")
        return Recipe(
            key=self._key,
            name=self._words(document, "name", "the recipe"),
            summary=self._words(document, "summary", "the recipe"),
            role=role,
            ways=ways,
            parameters=tuple(self._parameters.values()),
            proposal=self._proposal(document),
            files={name: self._files[name] for name in sorted(self._files)},
            base_source=base,
        )

    def _base(self, document: dict[str, Any]) -> str:
        table = document.get("base", {})
        if not isinstance(table, dict):
            raise self._complaint("“base” is no table")
        self._known_keys(table, {"source"}, "the base")
        return self._text(table, "source", "the base") if table else ""

    # --- parameters -----------------------------------------------------------------------------

    def _parameter(self, table: dict[str, Any], place: str) -> Parameter:
        self._known_keys(table, _PARAMETER_KEYS, place)
        key = self._text(table, "key", place)
        # What ends with _proxy is read by programs: it is no name for a value of the person's.
        if not _KEY.fullmatch(key) or key.endswith("_proxy"):
            raise self._complaint(f"“{key}” of {place} is no key: small letters, digits and _")
        try:
            kind = ParameterKind(table.get("kind"))
        except ValueError as error:
            known = ", ".join(one.value for one in ParameterKind)
            reason = f"{place} has kind = {table.get('kind')!r}; known are {known}"
            raise self._complaint(reason) from error
        options = tuple(
            self._option(one, f"option {n} of {place}")
            for n, one in enumerate(self._tables(table, "options", place), start=1)
        )
        if (kind is ParameterKind.CHOICE) != bool(options):
            raise self._complaint(f"{place} must have options if it is a choice, and only then")
        pattern = self._text(table, "pattern", place, default="")
        problem = check_pattern(pattern) if pattern else ""
        if problem:
            raise self._complaint(f"the pattern of {place} is none ({problem})")
        default = self._text(table, "default", place, default="")
        if options and default not in {one.value for one in options} | {""}:
            raise self._complaint(f"the default of {place} is none of its options")
        return Parameter(
            key=key,
            kind=kind,
            title=self._words(table, "title", place),
            hint=self._words(table, "hint", place, is_optional=True),
            default=default,
            pattern=pattern,
            is_optional=self._flag(table, "optional", place),
            options=options,
        )

    def _option(self, table: dict[str, Any], place: str) -> Option:
        self._known_keys(table, {"value", "title"}, place)
        return Option(self._text(table, "value", place), self._words(table, "title", place))

    # --- ways -----------------------------------------------------------------------------------

    def _way(self, table: dict[str, Any], place: str) -> Way:
        self._known_keys(table, _WAY_KEYS, place)
        manager = self._text(table, "package_manager", place, default="any")
        if manager != "any" and manager not in PACKAGE_MANAGERS:
            known = ", ".join(("any", *PACKAGE_MANAGERS))
            raise self._complaint(f"{place} is for {manager!r}; known are {known}")
        programs = table.get("programs", [])
        if not isinstance(programs, list) or not all(
            isinstance(one, str) and _PROGRAM.fullmatch(one) for one in programs
        ):
            raise self._complaint(f"“programs” of {place} is no list of programs' names")
        steps = tuple(
            self._step(one, f"step {number} of {place}")
            for number, one in enumerate(self._tables(table, "steps", place), start=1)
        )
        if not steps:
            raise self._complaint(f"{place} has no steps")
        return Way(
            steps=steps,
            package_manager="" if manager == "any" else manager,
            programs=tuple(programs),
            needs_network=self._flag(table, "network", place),
        )

    def _step(self, table: dict[str, Any], place: str) -> RecipeStep:
        kinds = [kind for kind in _STEP_KEYS if kind in table]
        if len(kinds) != 1:
            raise self._complaint(f"{place} must have one of {', '.join(_STEP_KEYS)}")
        (kind,) = kinds
        self._known_keys(table, _STEP_KEYS[kind], place)
        title = self._words(table, "title", place, is_optional=True)
        if kind == "run":
            line = self._text(table, "run", place)
            if PLACEHOLDER.search(line):
                reason = f'{place} puts a value into its line; write it as a variable: "$key"'
                raise self._complaint(reason)
            return RunStep(line, title)
        if kind == "copy":
            key = self._text(table, "copy", place)
            self._need(key, place, ParameterKind.FOLDER, ParameterKind.FILE)
            return CopyStep(key, self._template(table, "to", place), title)
        return self._write_step(table, place, title)

    def _write_step(self, table: dict[str, Any], place: str, title: LocalizedText) -> WriteStep:
        if len([one for one in ("text", "file", "value") if one in table]) != 1:
            raise self._complaint(f"{place} must have one of text, file, value")
        file = self._text(table, "file", place, default="")
        if file and file not in self._files:
            raise self._complaint(f"{place} wants the file “{file}”, which is not beside it")
        value = self._text(table, "value", place, default="")
        if value:
            self._need(value, place, ParameterKind.LINES, ParameterKind.TEXT)
        mode = self._text(table, "mode", place, default="")
        if mode and not _MODE.fullmatch(mode):
            raise self._complaint(f'“mode” of {place} is no mode like "0644"')
        return WriteStep(
            path=self._template(table, "write", place),
            text=self._template(table, "text", place) if "text" in table else "",
            file=file,
            parameter=value,
            mode=int(mode, 8) if mode else None,
            if_missing=self._flag(table, "if_missing", place),
            title=title,
        )

    def _proposal(self, document: dict[str, Any]) -> Proposal:
        table, place = document.get("snapshot", {}), "the snapshot"
        if not isinstance(table, dict):
            raise self._complaint("“snapshot” is no table")
        self._known_keys(table, {"name", "publisher", "version", "message"}, place)
        name, publisher, version = (
            self._template(table, key, place) if key in table else ""
            for key in ("name", "publisher", "version")
        )
        message = self._words(table, "message", place, is_optional=True)
        for text in (message.english, *(text for _code, text in message.others)):
            self._known_placeholders(text, place)
        return Proposal(name, publisher, version, message)

    # --- pieces ---------------------------------------------------------------------------------

    def _need(self, key: str, place: str, *kinds: ParameterKind) -> None:
        parameter = self._parameters.get(key)
        if parameter is None or parameter.kind not in kinds:
            words = " or ".join(kind.value for kind in kinds)
            raise self._complaint(f"{place} needs a parameter “{key}” of kind {words}")

    def _template(self, table: Mapping[str, Any], key: str, place: str) -> str:
        text = self._text(table, key, place)
        self._known_placeholders(text, place)
        return text

    def _known_placeholders(self, text: str, place: str) -> None:
        for match in PLACEHOLDER.finditer(text):
            if match[1] not in self._parameters:
                raise self._complaint(f"{place} wants the value {match[0]}, which is not asked for")

    def _words(
        self, table: Mapping[str, Any], key: str, place: str, *, is_optional: bool = False
    ) -> LocalizedText:
        if is_optional and key not in table:
            return LocalizedText()
        try:
            return LocalizedText.parse(table.get(key))
        except ValueError as error:
            raise self._complaint(f"“{key}” of {place}: {error}") from error

    def _text(
        self, table: Mapping[str, Any], key: str, place: str, *, default: str | None = None
    ) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or "\x00" in value:
            raise self._complaint(f"“{key}” of {place} must be a text")
        if default is None and not value.strip():
            raise self._complaint(f"“{key}” of {place} is empty")
        return value

    def _flag(self, table: Mapping[str, Any], key: str, place: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self._complaint(f"“{key}” of {place} must be true or false")
        return value

    def _tables(self, table: Mapping[str, Any], key: str, place: str) -> list[dict[str, Any]]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._complaint(f"“{key}” of {place} is no list of tables")
        if len(value) > _AT_MOST:
            raise self._complaint(f"“{key}” of {place} has more than {_AT_MOST} entries")
        return value

    def _known_keys(self, table: Mapping[str, Any], known: set[str], place: str) -> None:
        for key in table:
            if key not in known:
                raise self._complaint(f"{place} has the unknown key “{key}”")

    def _complaint(self, reason: str) -> RecipeError:
        return RecipeError(self._key, reason)
