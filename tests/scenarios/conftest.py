"""A real program with a real engine, for scenarios."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.application import Program
from app.settings import Settings
from core.engine.connect import connect
from core.engine.protocol import Engine

_PATIENCE_MS = 30_000


class Person:
    """Somebody at the window: waits for what she sees, and clicks."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.window = program.window
        self.session = program.session
        self._qtbot = qtbot

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=_PATIENCE_MS)

    def dialog(self, kind: type) -> object:
        """The dialog of that kind, once it is open."""

        def is_open() -> bool:
            return isinstance(QApplication.activeModalWidget(), kind)

        self.wait(is_open)
        return QApplication.activeModalWidget()

    def click(self, widget: object) -> None:
        from PySide6.QtCore import Qt

        assert widget.isVisible()  # type: ignore[attr-defined]
        assert widget.isEnabled()  # type: ignore[attr-defined]
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type_into(self, widget: object, words: str) -> None:
        widget.selectAll()  # type: ignore[attr-defined]
        self._qtbot.keyClicks(widget, words)

    def run(self, line: str) -> None:
        """Type a command into the console and wait for its end."""
        from PySide6.QtCore import Qt

        self.wait(self.window.console.line.isEnabled)
        self._qtbot.keyClicks(self.window.console.line, line)
        self._qtbot.keyClick(self.window.console.line, Qt.Key.Key_Return)
        container = self.session.selected_container
        assert container is not None
        console = self.session.console(container.id)
        self.wait(lambda: bool(console.lines) and not console.running)

    def ask(self, question: Callable[[], Any]) -> Any:
        """Ask the engine beside the window, from a thread of one's own."""
        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(question).result()

    def console_text(self) -> str:
        self._qtbot.wait(80)  # output is gathered for 50 ms before it is shown
        return str(self.window.console.output.toPlainText())


class OffTheGuiThread:
    """An engine that notes who asks it from the GUI thread, where nobody may wait for an answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.asked_in_gui_thread: list[str] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)
        if not callable(found) or name == "close":  # it only lets go
            return found

        def ask(*args: Any, **kwargs: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                self.asked_in_gui_thread.append(name)
            return found(*args, **kwargs)

        return ask


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "repository"
    yield path
    engine = connect(path)
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    engine.close()


@pytest.fixture
def person(qtbot: QtBot, repository: Path, tmp_path: Path) -> Iterator[Person]:
    engines: list[OffTheGuiThread] = []

    def connect_watched(path: Path | None) -> Engine:
        assert threading.current_thread() is not threading.main_thread()
        engines.append(OffTheGuiThread(connect(path)))
        return engines[-1]  # type: ignore[return-value]

    program = Program(
        repository,
        connect=connect_watched,
        settings=Settings(theme="light", reduce_motion=True, prompt="console"),
        settings_path=tmp_path / "settings.json",
    )
    program.show()
    with qtbot.waitActive(program.window):
        program.window.activateWindow()  # where no window manager does it
    person = Person(program, qtbot)
    person.wait(lambda: program.session.readiness is not None and program.session.is_loaded)
    readiness = program.session.readiness
    assert readiness is not None
    assert readiness.can_run_containers, readiness.sentence
    yield person
    program.window.close()
    program.close()
    program.window.deleteLater()
    assert not any(engine.asked_in_gui_thread for engine in engines)
