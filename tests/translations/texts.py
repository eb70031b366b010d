"""Gathers the texts that a person can see from the source code, by its syntax tree."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "core")

_ARGUMENTS = {"tr": 1, "tr_noop": 1, "tr_count": 2, "counted": 2}
"""Functions whose first arguments are texts: one, or the singular and the plural."""
_WITHOUT_FACTS = ("tr_noop", "counted")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One to be translated: `many` is its plural form, "" where it has none."""

    one: str
    many: str = ""
    context: str = ""


@dataclass(slots=True)
class Gathered:
    """Where each text is used, as (file below the root, line); and what is wrong in the code."""

    places: dict[Text, list[tuple[str, int]]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def gather(root: Path = ROOT) -> Gathered:
    """All texts of the program, in the order of files and lines."""
    gathered = Gathered()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            gather_from(path.read_text(encoding="utf-8"), name, gathered)
    return gathered


def gather_from(source: str, name: str, gathered: Gathered) -> None:
    """Add the texts of one file."""
    calls = sorted(_calls(ast.parse(source)), key=lambda call: (call.lineno, call.col_offset))
    for call in calls:
        assert isinstance(call.func, ast.Name)
        place = f"{name}:{call.lineno}"
        literals = [_literal(node) for node in call.args[: _ARGUMENTS[call.func.id]]]
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        context = _literal(keywords.pop("context", ast.Constant("")))
        if context is None or None in literals or len(literals) != _ARGUMENTS[call.func.id]:
            gathered.complaints.append(f"{place}: only literal texts can be translated")
            continue
        texts = [text for text in literals if text is not None]
        many = texts[1] if len(texts) > 1 else ""
        gathered.places.setdefault(Text(texts[0], many, context), []).append((name, call.lineno))
        if any("\n" in text for text in texts) and many:
            gathered.complaints.append(f"{place}: a text with a plural is one line")
        if call.func.id not in _WITHOUT_FACTS and None not in keywords:
            facts = {str(keyword) for keyword in keywords}
            told = set().union(*(placeholders(text) for text in texts)) if facts else set()
            if facts != told:
                gathered.complaints.append(f"{place}: facts {sorted(facts)}, told {sorted(told)}")


def placeholders(text: str) -> set[str]:
    """Names of the places of a template: "{count} of {share:.0f} %" has {"count", "share"}."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:  # braces that are only braces
        return set()
    return {name for _before, name, _how, _conversion in parts if name}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of the functions above; not those with which these are made of each other."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name in (*_ARGUMENTS, "translated"):
            continue
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if is_call and node.func.id in _ARGUMENTS:  # type: ignore[attr-defined]
            yield node  # type: ignore[misc]
        yield from _calls(node)


def _literal(node: ast.AST) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None  # type: ignore[attr-defined]


@cache
def words_of_the_code(root: Path = ROOT) -> frozenset[str]:
    """All string literals of the program that are no docstrings, without blanks around them.

    What of a window is among them, and not looked up, was forgotten; what is not, is data.
    """
    found: set[str] = set()
    for folder in FOLDERS:
        for path in (root / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in said:
                    found.add(node.value.strip() if isinstance(node.value, str) else "")
    return frozenset(found)
