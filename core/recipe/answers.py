"""What the person answered to a recipe's questions: checked, and put where it belongs.

Answers are data everywhere. Into file texts and paths they are put as they are; into a shell line
they go as variables that are set before it, quoted, so that nothing in them is ever a command.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping

from core.errors import RecipeError
from core.errors.root import visible
from core.recipe.pattern import matches
from core.recipe.recipe import PLACEHOLDER, Parameter, ParameterKind, Recipe
from core.translation import tr

LINES_LIMIT_CHARACTERS = 32_000
"""Of a text of several lines: Linux runs no longer line than 128 KiB (execve(2))."""
_LINE_LIMIT_CHARACTERS = 1_000
_PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,127}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._:~-]{0,127}")
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")


def checked_answers(
    recipe: Recipe, given: Mapping[str, str], language: str = "en"
) -> dict[str, str]:
    """All answers by key, defaults in place of what was not given.

    Raises RecipeError that names the parameter.
    """
    for key in given:
        if recipe.parameter(key) is None:
            known = ", ".join(one.key for one in recipe.parameters) or tr("none")
            reason = tr("it has no value “{key}”; known are {known}", key=visible(key), known=known)
            raise RecipeError(recipe.title, reason, key)
    answers = {}
    for parameter in recipe.parameters:
        answer = given.get(parameter.key, "") or parameter.default
        problem = problem_of(parameter, answer)
        if problem:
            title = parameter.title.in_language(language)
            reason = f"{title}: {problem[0].lower()}{problem[1:].rstrip('.')}"
            raise RecipeError(recipe.title, reason, parameter.key)
        answers[parameter.key] = answer
    return answers


def problem_of(parameter: Parameter, answer: str) -> str:
    """Why an answer cannot be taken, as a sentence; "" when it can."""
    if not answer:
        return "" if parameter.is_optional else tr("This is needed.")
    kind = parameter.kind
    has_lines = kind is ParameterKind.LINES
    if not all(char.isprintable() or (has_lines and char in "\n\t") for char in answer):
        return tr("Only visible characters can be used here.")
    limit = LINES_LIMIT_CHARACTERS if has_lines else _LINE_LIMIT_CHARACTERS
    if len(answer) > limit:
        return tr("Use {limit} characters at most.", limit=limit)
    problem = _problem_of_kind(parameter, answer)
    if not problem and parameter.pattern and not matches(parameter.pattern, answer):
        return tr("This does not have the form that is needed.")
    return problem


def _problem_of_kind(parameter: Parameter, answer: str) -> str:
    match parameter.kind:
        case ParameterKind.PATH:
            parts = answer.split("/")
            if not answer.startswith("/") or ".." in parts or answer.endswith("/"):
                return tr("Write a path that begins with / and has no “..” in it.")
        case ParameterKind.FOLDER:
            if not (os.path.isabs(answer) and os.path.isdir(answer)):
                return tr("There is no such folder on this computer.")
        case ParameterKind.FILE:
            if not (os.path.isabs(answer) and os.path.isfile(answer)):
                return tr("There is no such file on this computer.")
        case ParameterKind.CHOICE:
            if answer not in {option.value for option in parameter.options}:
                return tr("Choose one of what is offered.")
        case ParameterKind.PACKAGE:
            if not _PACKAGE.fullmatch(answer):
                return tr("A package’s name has letters, digits and + . _ - only.")
        case ParameterKind.VERSION:
            if not _VERSION.fullmatch(answer):
                return tr("A version has letters, digits and + . _ : ~ - only.")
        case ParameterKind.USER:
            if not _USER.fullmatch(answer):
                return tr("A user’s name has small letters, digits, _ and - only.")
        case _:
            pass
    return ""


def filled(text: str, answers: Mapping[str, str]) -> str:
    """A path or a file's text with the answers in place of `{{key}}`."""
    return PLACEHOLDER.sub(lambda match: answers.get(match[1], match[0]), text)


def shell_line(line: str, answers: Mapping[str, str]) -> str:
    """A line for /bin/sh with the answers that it uses set before it, quoted (shlex.quote)."""
    used = [key for key in answers if re.search(rf"\$(?:{key}\b|\{{{key}\b)", line)]
    settings = "".join(f"{key}={shlex.quote(answers[key])}; " for key in used)
    return f"{settings}{line.strip()}"
