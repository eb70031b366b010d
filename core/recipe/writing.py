"""A recipe as the text of its file, and one made of commands that somebody ran."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from core.errors import RecipeError
from core.localized import LocalizedText
from core.model import CommandRun
from core.recipe.format import FORMAT
from core.recipe.recipe import (
    PACKAGE_MANAGERS,
    CopyStep,
    Parameter,
    Proposal,
    Recipe,
    RecipeStep,
    RunStep,
    Way,
    WriteStep,
)
from core.translation import tr

_NEEDS_NETWORK = re.compile(r"\b(?:curl|wget|git clone|pip3? install|npm (?:ci|i|install))\b")
_CUT = "…"


def recipe_from_commands(key: str, name: str, role: str, commands: Iterable[str]) -> Recipe:
    """A recipe that runs these lines; what it needs is guessed from them.

    Raises RecipeError when there is none, or one is not known in full.
    """
    lines = [line.strip() for line in commands if line.strip()]
    if not lines:
        raise RecipeError(name, tr("there is no command to repeat"))
    cut = next((line for line in lines if line.endswith(_CUT)), "")
    if cut:
        raise RecipeError(name, tr("a command in it is not known in full"))
    if any("{{" in line for line in lines):
        raise RecipeError(name, tr("a command in it has “{{”, which means a value in recipes"))
    text = "\n".join(lines)
    if "\x00" in text or (not text.isascii() and text.encode(errors="replace").decode() != text):
        raise RecipeError(name, tr("a command in it is no text"))
    manager = next((one for one in PACKAGE_MANAGERS if _mentions(text, one)), "")
    way = Way(
        steps=tuple(RunStep(line) for line in lines),
        package_manager=manager,
        needs_network=bool(manager) or _NEEDS_NETWORK.search(text) is not None,
    )
    title = LocalizedText(name)
    summary = LocalizedText(tr("Made of commands that were run."))
    return Recipe(key, title, summary, role, ways=(way,), proposal=Proposal(name=key))


def repeatable_lines(runs: Iterable[CommandRun]) -> tuple[str, ...]:
    """Of a recording, the commands that succeeded and changed something, or may have."""
    return tuple(
        run.text.strip()
        for run in runs
        if not run.was_cancelled
        and not run.exit_code
        and (run.changes is None or run.changes.total)
        and run.text.strip()
    )


def write_recipe(recipe: Recipe) -> str:
    """The file's text; `parse_recipe` reads it as the same recipe."""
    return "\n".join(_document(recipe)) + "\n"


def _document(recipe: Recipe) -> Iterator[str]:
    yield f"format = {FORMAT}"
    yield from _words("name", recipe.name)
    yield from _words("summary", recipe.summary)
    yield f"role = {_quoted(recipe.role)}"
    if recipe.base_source:
        yield from ("", "[base]", f"source = {_quoted(recipe.base_source)}")
    yield from _proposal(recipe.proposal)
    for parameter in recipe.parameters:
        yield from _parameter(parameter)
    for way in recipe.ways:
        yield from ("", "[[ways]]", f"package_manager = {_quoted(way.package_manager or 'any')}")
        if way.programs:
            yield f"programs = [{', '.join(map(_quoted, way.programs))}]"
        if way.needs_network:
            yield "network = true"
        for step in way.steps:
            yield from ("", "[[ways.steps]]")
            yield from _step(step)


def _proposal(proposal: Proposal) -> Iterator[str]:
    if proposal == Proposal():
        return
    yield from ("", "[snapshot]")
    for key in ("name", "publisher", "version"):
        if value := getattr(proposal, key):
            yield f"{key} = {_quoted(value)}"
    yield from _words("message", proposal.message)


def _parameter(parameter: Parameter) -> Iterator[str]:
    yield from ("", "[[parameters]]", f"key = {_quoted(parameter.key)}")
    yield f"kind = {_quoted(parameter.kind.value)}"
    yield from _words("title", parameter.title)
    yield from _words("hint", parameter.hint)
    if parameter.default:
        yield f"default = {_quoted(parameter.default)}"
    if parameter.pattern:
        yield f"pattern = {_quoted(parameter.pattern)}"
    if parameter.is_optional:
        yield "optional = true"
    for option in parameter.options:
        yield from ("", "[[parameters.options]]", f"value = {_quoted(option.value)}")
        yield from _words("title", option.title)


def _step(step: RecipeStep) -> Iterator[str]:
    match step:
        case RunStep(line):
            yield f"run = {_quoted(line)}"
        case CopyStep(parameter, to):
            yield f"copy = {_quoted(parameter)}"
            yield f"to = {_quoted(to)}"
        case WriteStep():
            yield f"write = {_quoted(step.path)}"
            if step.file:
                yield f"file = {_quoted(step.file)}"
            elif step.parameter:
                yield f"value = {_quoted(step.parameter)}"
            else:
                yield f"text = {_quoted(step.text)}"
            if step.mode is not None:
                yield f'mode = "{step.mode:04o}"'
            if step.if_missing:
                yield "if_missing = true"
    yield from _words("title", step.title)


def _words(key: str, text: LocalizedText) -> Iterator[str]:
    if not text:
        return
    if not text.others:
        yield f"{key} = {_quoted(text.english)}"
        return
    pairs = (("en", text.english), *text.others)
    yield f"{key} = {{ {', '.join(f'{code} = {_quoted(words)}' for code, words in pairs)} }}"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among its own, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _mentions(text: str, manager: str) -> bool:
    program = re.escape(PACKAGE_MANAGERS[manager])
    words = program if manager != "apt" else r"(?:apt-get|apt)"
    return re.search(rf"(?:^|[\s;&|(]){words}\s", text) is not None
