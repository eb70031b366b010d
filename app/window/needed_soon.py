"""Modules that the first look, lesson or menu needs, imported soon after the start."""

from __future__ import annotations

NEEDED_SOON = (
    "terminal.screen", "terminal.session", "terminal.view", "terminal.tabs",
    *(f"panels.work.{name}" for name in (
        "live_changes_panel", "commands_panel", "usage_panel", "processes_panel", "log_panel",
        "work_tabs",
    )),
    "window.working", "panels.lesson_panel", "scene.drag_overlay",
    "viewmodel.foretold", "viewmodel.cards", "commands.handouts", "commands.scripts",
    *(f"panels.inspector.{name}" for name in (
        "tab_bar", "treemap", "folder_tree", "changes_tab", "files_tab", "diff_view", "diff_tab",
        "bytes_tab", "packages_tab", "history_tab", "findings_tab", "inspector_panel",
        "file_viewer",
    )),
)  # fmt: skip
