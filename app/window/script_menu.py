"""The part of a menu that saves or copies a whole work as a script, for each of the tools."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from app.commands.scripts import ScriptCommands
from app.viewmodel.dialects import Dialect
from app.viewmodel.scripts import SESSION_TOOLS, ScriptTool
from core.translation import tr

_NAMES = {ScriptTool.POWERSHELL: "PowerShell"}


def add_script_menu(
    menu: QMenu, scripts: ScriptCommands, kind: str, key: str, dialect: Dialect
) -> None:
    """`kind`: "image", "container", or "session" for what was clicked since the start."""
    verbs: dict[str, tuple[Callable[[ScriptTool], None], Callable[[ScriptTool], None]]] = {
        "image": (
            lambda tool: scripts.save_image(key, tool),
            lambda tool: scripts.copy_image(key, tool),
        ),
        "container": (
            lambda tool: scripts.save_container(key, tool),
            lambda tool: scripts.copy_container(key, tool),
        ),
        "session": (scripts.save_session, scripts.copy_session),
    }
    if kind not in verbs:
        return
    save, copy = verbs[kind]
    title = tr("What was done since the start, as a script")
    inner = menu.addMenu(title if kind == "session" else tr("The whole work as a script"))
    for tool in ScriptTool:
        words = tr("Save for {tool}…", tool=_NAMES.get(tool, tool.value))
        action = inner.addAction(words, lambda one=tool: save(one))
        if kind == "session":
            action.setEnabled(not scripts.why_no_session(tool))
    inner.addSeparator()
    spoken = next(tool for tool, one in SESSION_TOOLS.items() if one is dialect)
    words = tr("Copy for {tool}", tool=_NAMES.get(spoken, spoken.value))
    copying = inner.addAction(words, lambda: copy(spoken))
    copying.setEnabled(kind != "session" or not scripts.why_no_session(spoken))
