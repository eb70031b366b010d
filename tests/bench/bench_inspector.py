"""The inspector on a large image: how long its answers take, and how long the window is ever kept.

.venv/bin/python -m tests.bench.reference_image DIRECTORY
QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.bench.bench_inspector DIRECTORY/gzip

The repository is copied, so that its catalog is made anew. Goals: a catalogued image opened in
100 ms, a folder of a merged tree in 10 ms, a search of names in 50 ms, and a window that paints 60
frames a second while layers are read (no gap over 33 ms).
"""

from __future__ import annotations

import contextlib
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from app.application import Program
from app.settings import Settings
from app.viewmodel.session import SelectionKind
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import ImageNotFoundError
from core.model import ChangeQuery, FileAt, FileType, Image, LayerPlace
from tests.watchdog import Watchdog

_PATIENCE_S = 180
_REPEATS = 5


def main() -> None:
    given = Path(sys.argv[1])
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        repository = Path(place) / "repository"
        shutil.copytree(given, repository, ignore=shutil.ignore_patterns(".bricklayer"))
        _window(application, repository)
        # A copy with its catalog: an engine on it has nothing in its memory yet.
        catalogued = Path(place) / "catalogued"
        shutil.copytree(repository, catalogued)
        engine = connect(catalogued)
        try:
            _answers(engine)
        finally:
            engine.close()


def _window(application: QApplication, repository: Path) -> None:
    program = Program(
        repository, settings=Settings(theme="light"),
        settings_path=repository.parent / "settings.json",
    )  # fmt: skip
    session, window = program.session, program.window
    window.resize(1600, 1000)
    program.show()

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not condition():
            application.processEvents()
            if time.monotonic() > deadline:
                raise TimeoutError

    def measured(title: str, act: Callable[[], None], done: Callable[[], bool]) -> None:
        watchdog = Watchdog()
        start = time.perf_counter()
        act()
        wait(done)
        taken = time.perf_counter() - start
        watchdog.stop()
        print(
            f"  {title:<40} {taken * 1e3:8.0f} ms   longest gap "
            f"{watchdog.longest_gap_s * 1e3:6.1f} ms"
        )

    wait(lambda: session.readiness is not None and session.is_loaded)
    image = session.repository.images[0]
    print("The window, kept from its events while it waits for answers")

    frames = 0

    def pan() -> bool:
        nonlocal frames
        frames += 1
        window.view.camera.pan(QPoint(3, 0))
        window.view.viewport().repaint()
        return len(session.figures) == len(image.layers)

    wait(lambda: any("all layers" in job.title for job in program.runner.jobs))
    start = time.perf_counter()
    measured("reading all layers, wall panned meanwhile", lambda: None, pan)
    print(f"  {frames / (time.perf_counter() - start):.0f} frames a second were painted meanwhile")
    panel = window.inspecting.panel

    def select(level: int) -> Callable[[], None]:
        def act() -> None:
            session.select(SelectionKind.BRICK, image.layers[level].chain_id)
            window._display.open_panel()

        return act

    for level in (0, len(image.layers) // 2, len(image.layers) - 1):
        measured(
            f"brick {level + 1} selected, changes shown",
            select(level),
            lambda: panel.bar.count_of("changes") is not None,
        )
    for key in ("files", "packages", "history", "findings"):
        measured(
            f"page “{key}” turned to",
            lambda one=key: panel.show_tab(one),
            lambda one=key: panel.bar.count_of(one) is not None,
        )
    window.close()
    program.close()


def _answers(engine: Engine) -> None:
    image = engine.repository().images[0]
    top = LayerPlace(image.reference, image.top_chain_id)
    print("The engine's answers, across its process boundary")
    with contextlib.suppress(ImageNotFoundError):
        engine.layer_summary(LayerPlace("none", ""))  # imports what looking takes, opens nothing
    first = _timed(lambda: engine.layer_summary(top), 1)
    print(f"  {'opening the catalogued image':<40} {first:8.1f} ms")
    for title, ask in (
        ("a layer at a glance", lambda: engine.layer_summary(top)),
        ("changes of a layer, top folder", lambda: engine.changes_of_layer(top, ChangeQuery())),
        ("changes of a layer, 500 largest",
         lambda: engine.changes_of_layer(top, ChangeQuery(folder=None))),
        ("merged tree, root", lambda: engine.files_at(top)),
        ("merged tree, its largest folder", lambda: engine.files_at(top, _largest(engine, image))),
        ("efficiency", lambda: engine.efficiency(image.reference)),
        ("search of names: one letter", lambda: engine.search_names("e")),
        ("search of names: python3/json", lambda: engine.search_names("python3 json")),
        ("search of names: nothing", lambda: engine.search_names("nosuchthing")),
        ("two layers compared", lambda: engine.compare(
            LayerPlace(image.reference, image.layers[0].chain_id), top)),
        ("a file opened", lambda: engine.read_file(FileAt(top, "etc/debian_version"))),
    ):  # fmt: skip
        ask()
        print(f"  {title:<40} {_timed(ask, _REPEATS):8.1f} ms")


def _timed(ask: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e3


_FOLDERS: dict[str, str] = {}


def _largest(engine: Engine, image: Image) -> str:
    """The folder with most entries directly in it, of those that are seen on the way down."""
    if image.reference not in _FOLDERS:
        top = LayerPlace(image.reference, image.top_chain_id)
        waiting, best = ["usr/share", "usr/lib", "usr/bin"], (0, "")
        while waiting:
            folder = waiting.pop()
            page = engine.files_at(top, folder)
            best = max(best, (page.total, folder))
            if folder.count("/") < 2:
                waiting += [row.path for row in page.rows if row.file_type is FileType.DIRECTORY]
        _FOLDERS[image.reference] = best[1]
    return _FOLDERS[image.reference]


if __name__ == "__main__":
    main()
