"""The house rules that no other tool checks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "app").rglob("*.py")])
_BANNED = {
    "utils", "helpers", "common", "misc", "base", "manager", "handler", "processor", "info",
}  # fmt: skip
# Where a name or a sentence in a tooltip is always one of the program's own, or follows a grammar.
_OWN_TOOLTIPS = {
    "change_filters.py", "commands_panel.py", "controls.py", "empty_page.py", "kind_chips.py",
    "legend.py", "overlay.py", "processes_panel.py", "sidebar.py", "size_line.py", "switch_bar.py",
    "tab_strip.py", "toolbar.py",
}  # fmt: skip
_LINES_LIMIT = 420
_FUNCTION_LIMIT = 70
# A window has many parts to connect, and the door as many methods as there are requests.
_LONG_FILES = {"app/window/main_window.py", "app/scene/wall_view.py"}


def nodes(path: Path, kind: type) -> Iterator[ast.AST]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, kind))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_keeps_the_rules(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    text = path.read_text(encoding="utf-8")
    assert path.stem not in _BANNED
    if name not in _LONG_FILES:
        assert len(text.splitlines()) <= _LINES_LIMIT
    assert text.startswith('"""') or not text, "a module says what it is for"
    for function in nodes(path, ast.FunctionDef):
        length = (function.end_lineno or 0) - function.lineno  # type: ignore[attr-defined]
        assert length <= _FUNCTION_LIMIT, function.name  # type: ignore[attr-defined]
    for handler in nodes(path, ast.ExceptHandler):
        assert handler.type is not None, "a bare except"  # type: ignore[attr-defined]
    for call in nodes(path, ast.Call):
        for keyword in call.keywords:  # type: ignore[attr-defined]
            is_true = isinstance(keyword.value, ast.Constant) and keyword.value.value is True
            assert not (keyword.arg == "shell" and is_true)


@pytest.mark.parametrize("word", ["brick", "stud", "wall"])
def test_the_core_does_not_speak_of_bricks(word: str) -> None:
    """One vocabulary below: OCI's and overlayfs'. The program's own name is no brick."""
    for path in (ROOT / "core").rglob("*.py"):
        for node in nodes(path, ast.Name):
            identifier = node.id.lower().replace("bricklayer", "")  # type: ignore[attr-defined]
            assert word not in identifier.split("_"), path


def test_only_the_worker_makes_threads_in_the_window() -> None:
    for path in (ROOT / "app").rglob("*.py"):
        if "worker" in path.parts or path.name == "application.py":
            continue
        for node in nodes(path, ast.Import | ast.ImportFrom):  # type: ignore[arg-type]
            names = [alias.name for alias in node.names]  # type: ignore[attr-defined]
            assert not {"threading", "subprocess", "concurrent.futures"} & set(names), path


def test_labels_never_guess_html() -> None:
    """Text from images goes through one factory that says plain text."""
    for path in (ROOT / "app").rglob("*.py"):
        if path.name == "overlay.py":
            continue
        for call in nodes(path, ast.Call):
            function = call.func  # type: ignore[attr-defined]
            name = function.id if isinstance(function, ast.Name) else ""
            assert name not in ("QLabel", "QMessageBox", "QTextBrowser"), path


def test_tooltips_never_guess_html() -> None:
    """Words that are not ours go through `tooltip_text`, which escapes them."""
    for path in (ROOT / "app").rglob("*.py"):
        for call in nodes(path, ast.Call):
            function = call.func  # type: ignore[attr-defined]
            name = function.attr if isinstance(function, ast.Attribute) else ""
            if name == "setToolTip" and path.name not in _OWN_TOOLTIPS:
                assert _is_own_text(call.args[-1]), path  # type: ignore[attr-defined]


def _is_own_text(value: ast.expr) -> bool:
    if isinstance(value, ast.IfExp):
        return _is_own_text(value.body) and _is_own_text(value.orelse)
    if isinstance(value, ast.Call):
        name = value.func.id if isinstance(value.func, ast.Name) else ""
        # A translated text without facts in it is the program's own.
        return name == "tooltip_text" or (name == "tr" and not value.keywords)
    return isinstance(value, ast.Constant)
