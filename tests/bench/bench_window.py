"""How long the window's thread is ever kept from its events while the engine works.

QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.bench.bench_window [debian]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.application import Program
from app.settings import Settings
from app.terminal.session import State
from app.viewmodel.session import SelectionKind
from core.model import BaseImageRequest, NewContainer, SnapshotRequest
from tests.watchdog import Watchdog

_PATIENCE_S = 180
_MANY = 50


def main() -> None:
    application = QApplication(sys.argv[:1])
    source = "debian" if "debian" in sys.argv[1:] else "starter"
    with tempfile.TemporaryDirectory() as place:
        program = Program(
            Path(place) / "repository", settings=Settings(theme="light"),
            settings_path=Path(place) / "settings.json",
        )  # fmt: skip
        session, window = program.session, program.window
        program.show()

        def wait(condition: Callable[[], bool]) -> None:
            deadline = time.monotonic() + _PATIENCE_S
            while not condition():
                application.processEvents()
                if time.monotonic() > deadline:
                    raise TimeoutError

        def measured(title: str, act: Callable[[], None], done: Callable[[], bool]) -> None:
            watchdog = Watchdog()
            act()
            wait(done)
            until = time.monotonic() + 0.5
            wait(lambda: time.monotonic() > until)
            watchdog.stop()
            print(f"  {title:<34} longest gap {watchdog.longest_gap_s * 1e3:6.1f} ms")

        wait(lambda: session.readiness is not None and session.is_loaded)
        print("The window's thread, kept from its events")
        measured(
            f"base image ({source})",
            lambda: window.images.submit_base_image(BaseImageRequest(source, "Base", "B", "1")),
            lambda: session.repository.image("Base:1") is not None,
        )
        measured(
            "create and start",
            lambda: window.containers.submit_new_container(NewContainer("c", "Base:1")),
            lambda: session.selected_container is not None and session.selected_container.is_live,
        )
        container = session.selected_container
        assert container is not None
        line = "i=0; while [ $i -lt 3000 ]; do echo $i > /f$i; echo line $i; i=$((i+1)); done"
        measured(
            "a command with much output",
            lambda: window.containers.execute(container.id, line),
            lambda: (
                not session.console(container.id).running
                and container.id in session.live
                and session.live[container.id].added == 3000
            ),
        )
        measured(
            "a flood of output",
            lambda: window.containers.execute(container.id, "yes | head -c 200000000"),
            lambda: not session.console(container.id).running,
        )
        page = window.working.page
        page.show_prompt("terminal")
        wait(
            lambda: (
                page.terminal.pane is not None and page.terminal.pane.session.state is State.LIVE
            )
        )
        pane = page.terminal.pane
        assert pane is not None

        def is_at_prompt() -> bool:
            commands = pane.session.commands
            return commands is not None and commands.is_at_prompt

        wait(is_at_prompt)
        for title, line in (
            ("a flood in the terminal", "yes | head -c 50000000"),
            (
                "10,000 files written",
                "n=0; while [ $n -lt 10000 ]; do n=$((n+1)); echo > /g$n; done",
            ),
        ):
            measured(title, lambda typed=line: pane.session.type(f"{typed}\r".encode()),
                     lambda: is_at_prompt() and bool(session.runs.get(container.id)))  # fmt: skip
        request = SnapshotRequest(container.id, "Shot", "B", "1")
        measured(
            "snapshot",
            lambda: window.containers.submit_snapshot(request),
            lambda: session.repository.image("Shot:1") is not None,
        )
        engine = program.context.engine
        assert engine is not None
        for number in range(_MANY):
            engine.create_container(NewContainer(f"many-{number}", "Base:1"))

        def start_all() -> None:
            for one in session.repository.containers:
                if one.id != container.id:
                    window.containers.start(one.id)

        wait(lambda: len(session.repository.containers) == _MANY + 1)
        measured(
            f"{_MANY} containers started",
            start_all,
            lambda: all(
                one.is_live for one in session.repository.containers if one.id != container.id
            ),
        )
        measured(
            f"one of {_MANY + 1} looked at",
            lambda: session.select(SelectionKind.CONTAINER, container.id),
            lambda: container.id in session.live,
        )
        for one in session.repository.containers:
            engine.discard_container(one.id)
        window.close()
        program.close()


if __name__ == "__main__":
    main()
