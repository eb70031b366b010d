"""Panels and dialogs by themselves, in all their states: what a picture is taken of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.panels.changes_panel import ChangesPanel
from app.panels.console_panel import ConsolePanel
from app.panels.facts_panel import FactsPanel
from app.theme import Theme
from app.viewmodel.console import Console
from app.viewmodel.wall import build_wall
from tests.app.panels import samples

Part = tuple[str, Callable[[Theme], QWidget], tuple[int, int]]
_STOPPED = "start the container to run commands in it"


def parts() -> Iterator[Part]:
    """Name, maker and size of every state."""
    yield "console", lambda t: _console(t, samples.console()), (532, 400)
    yield "console-odd", lambda t: _console(t, samples.odd_console(), samples.LONG_NAME), (532, 400)
    yield "console-new", lambda t: _console(t, Console()), (532, 300)
    yield "console-stopped", lambda t: _console(t, Console(), reason=_STOPPED), (532, 300)
    yield "console-ended", lambda t: _console(t, samples.console(), reason=_STOPPED), (532, 300)
    yield "changes", lambda t: _changes(t, samples.summary()), (532, 420)
    yield "changes-odd", lambda t: _changes(t, samples.odd_summary()), (532, 420)
    yield "changes-none", lambda t: _changes(t, None), (532, 300)
    yield "facts-brick", _brick, (580, 800)
    yield "facts-odd", lambda t: _brick(t, is_odd=True), (420, 620)
    yield "facts-image", _image, (580, 800)


def _console(
    theme: Theme, console: Console, name: str = "orders-api-1", *, reason: str = ""
) -> QWidget:
    panel = ConsolePanel(theme)
    panel.resize(532, 400)
    panel.show_console(name, console, reason_disabled=reason)
    return panel


def _changes(theme: Theme, summary: object) -> QWidget:
    panel = ChangesPanel(theme, "Changes")
    panel.show_summary(summary)  # type: ignore[arg-type]
    return panel


def _brick(theme: Theme, *, is_odd: bool = False) -> QWidget:
    panel = FactsPanel(theme)
    layer = samples.LAYERS[2]
    brick = build_wall(samples.repository()).bricks[layer.chain_id]
    if is_odd:
        brick = replace(brick, title=samples.HOSTILE, images=(samples.LONG_NAME,) * 9)
        layer = replace(layer, created_by=samples.LONG_COMMAND * 3, comment="x" * 300)
    panel.show_brick(brick, layer)
    panel.show_changes(samples.odd_summary() if is_odd else samples.summary())
    return panel


def _image(theme: Theme) -> QWidget:
    panel = FactsPanel(theme)
    panel.show_image(samples.repository().images[1])
    return panel
