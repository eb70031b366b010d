"""Which language the window speaks, and that texts are made after it is chosen."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings_file import kept_language
from app.translation import choose_language, languages
from core.translation import language, tr, use_catalog
from tests.translations.texts import ROOT

_LOOKED_UP = ("tr", "tr_count", "counted", "translated")


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_catalog(None)


def test_english_comes_first_and_german_is_there() -> None:
    assert languages()[0] == "en"
    assert "de" in languages()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("de", "de"), ("de_AT.UTF-8", "de"), ("de-CH", "de"), ("en", "en"), ("xx", "en"), ("C", "en")],
)
def test_a_wanted_language_is_used_and_what_nobody_knows_is_english(
    wanted: str, found: str
) -> None:
    assert choose_language(wanted) == found
    assert language() == found
    assert tr("Cancel") == {"de": "Abbrechen", "en": "Cancel"}[found]


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANGUAGE": "xx:de", "LANG": "en_GB.UTF-8"}, "de"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_without_a_wish_it_is_the_one_of_the_desktop(
    variables: dict[str, str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert choose_language() == found


@pytest.mark.parametrize("content", ["", "{", "[]", '{"language": 3}', '{"theme": "dark"}', "null"])
def test_damaged_settings_choose_no_language(content: str, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    assert kept_language(path) == ""
    path.write_text(content, encoding="utf-8")
    assert kept_language(path) == ""


def test_the_language_chosen_in_the_window_is_found_again(tmp_path: Path) -> None:
    from app.settings import Settings, save_settings

    path = tmp_path / "window.json"
    save_settings(Settings(language="de"), path)
    assert kept_language(path) == "de"


def test_no_text_is_looked_up_before_the_language_is_chosen() -> None:
    """What the command line imports may mark texts, but must not make them yet."""
    listed = subprocess.run(
        [sys.executable, "-c", "import app.__main__, sys; print(*sorted(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "xml.etree" not in listed  # nobody reads a catalog for English
    ours = [name for name in listed if name.partition(".")[0] in ("app", "core")]
    assert "app.settings_file" in ours
    found = [f"{name}:{line}" for name in ours for line in _lookups_on_import(_source_of(name))]
    assert not found


def _source_of(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8")


def _lookups_on_import(source: str) -> Iterator[int]:
    """Lines that look a text up while the module is imported, defaults of arguments too."""

    def walk(node: ast.AST) -> Iterator[int]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            children: list[ast.AST] = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        else:
            children = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Name) and node.id in _LOOKED_UP:
            yield node.lineno
        for child in children:
            yield from walk(child)

    return walk(ast.parse(source))
