"""Lists texts of the window that were not looked up: a program of its own, since the language has
to be chosen before the window's modules are imported.

`QT_QPA_PLATFORM=offscreen python -m tests.translations.unwrapped parts` looks at dialogs and
panels, `… window DIRECTORY` at the main window with a repository made there (images and a running
container). Writes JSON: [part, where, text].
"""

from __future__ import annotations

import ast
import json
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.translations.pseudo import use_pseudo
from tests.translations.texts import ROOT, words_of_the_code

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from app.application import Program

_APART = re.compile(r"[^\w '’…-]+|[\d\u2009]+")
_WORD = re.compile(r"[A-Za-z]{3,}")
_NAMES = {  # of programs, files and the like: they are called so everywhere
    "Bricklayer", "Debian", "PowerShell", "Starter", "docker", "podman", "buildah", "shell",
    "host", "none", "lan", "root", "sleep", "infinity", "debian", "alpine", "web", "http", "tcp",
    "udp", "NAME", "CMD", "RUN", "COPY", "ADD", "ENV", "qt", "linux", "amd", "server",
    "ServerCore", "WebApp", "Local", "sha", "registry", "latest", "example", "Demo", "Web",
    "Orders", "etc", "debian-archive", "image", "lib", "files", "starter", "settings",
    "starter: the static busybox of this computer", "apt", "sent", "container", "line", "CPU",
    "Configuration", "Data", "Python", "English", "class", "chmod", "echo", "mkdir", "html",
    "Language", "(Language)",
}  # fmt: skip
_COMMAND = re.compile(
    r"[$#]? ?(?:docker|podman|bricklayer|buildah|apt-get|mkdir|RUN|COPY|ADD|CMD)\b"
)
_TECHNICAL = re.compile(
    r"<[^>]*>|\S*[/=.@:]\S+|--?\w+|\w+(?:-\w+){2,}|\\u\w+"
)  # paths, names of images, options
_PATIENCE_S = 20
Found = Iterator[tuple[str, str, str]]


def main() -> None:
    """Make what is asked for in the language of tests, and say what of it is not wrapped."""
    use_pseudo()
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    if sys.argv[1] == "parts":
        found = set(_parts(application))
    else:
        found = set(_window(application, Path(sys.argv[2])))
    json.dump(sorted(found), sys.stdout)


def _parts(application: QApplication) -> Found:
    from PySide6.QtWidgets import QWidget

    from app.theme import Mode, Theme
    from tests.app.panels.gallery import parts

    theme = Theme(Mode.LIGHT)
    application.setStyleSheet(theme.stylesheet())
    host = QWidget()
    for name, make, _size in parts(host):
        part = make(theme)
        part.ensurePolished()
        application.processEvents()
        yield from _forgotten(name, part)
        part.deleteLater()


def _window(application: QApplication, directory: Path) -> Found:
    from app.application import Program
    from app.settings import Settings
    from app.viewmodel.session import SelectionKind
    from core.engine.connect import connect
    from core.model import BaseImageRequest, NewContainer

    engine = connect(directory / "repository")
    image = engine.make_base_image(BaseImageRequest("starter", "Groundwork", "Local", "1.0"))
    made = engine.create_container(NewContainer("one", image.reference))
    engine.start_container(made.id)
    settings = Settings(theme="light", reduce_motion=True)
    program = Program(
        directory / "repository", settings=settings, settings_path=directory / "settings.json"
    )
    session, window = program.session, program.window
    program.show()
    _wait(application, lambda: session.is_loaded and session.readiness is not None)
    yield from _forgotten("wall", window)
    session.select(SelectionKind.CONTAINER, made.id)
    _wait(application, lambda: bool(window.isVisible()))
    yield from _forgotten("container", window)
    session.select(SelectionKind.BRICK, image.top_chain_id)
    window._display.open_panel()
    _wait(application, lambda: not program.runner.visible_jobs)
    yield from _forgotten("inspector", window)
    yield from _menus(program, made.id, image.top_chain_id, image.reference)
    window.close()
    program.close()
    engine.discard_container(made.id)
    engine.close()


def _menus(program: Program, container_id: str, chain_id: str, reference: str) -> Found:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QApplication, QMenu

    menus = program.window._menus
    for kind, key in (
        ("brick", chain_id), ("image", reference), ("container", container_id), ("wall", ""),
    ):  # fmt: skip
        menus.show_item(kind, key, QPoint())
    menus.show_engine(QPoint())
    for menu in QApplication.allWidgets():
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
            yield from _forgotten("menu", menu)
            menu.close()


def _wait(application: QApplication, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():
        application.processEvents()
        time.sleep(0.005)
        if time.monotonic() > deadline:
            raise TimeoutError


@cache
def _recipe_words() -> frozenset[str]:
    """What the shipped recipes say, in whatever language the window is."""

    def words(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from words(one)

    files = (ROOT / "resources" / "recipes").rglob("*.toml")
    return frozenset(
        word for path in files for word in words(tomllib.loads(path.read_text(encoding="utf-8")))
    )


@cache
def _samples() -> re.Pattern[str]:
    """Sentences that the tests' own samples say, as an engine would."""
    said = {
        node.value
        for path in (ROOT / "tests" / "app" / "panels").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    told = sorted((one for one in said if " " in one.strip()), key=len, reverse=True)
    return re.compile("|".join(re.escape(one) for one in told))


def _forgotten(part: str, widget: QWidget) -> Found:
    from tests.translations.visible_texts import left_in, texts_of

    code = words_of_the_code()
    for where, text in texts_of(widget):
        left = _samples().sub(" ", left_in(text))
        if _COMMAND.match(left) or left.strip(" :()*") in _recipe_words():
            continue
        left = _TECHNICAL.sub(" ", left).strip()
        pieces = {left, *(piece.strip(" -") for piece in _APART.split(left))}
        if part.startswith("recipe"):
            pieces -= {*_recipe_words(), "optional", "Version"}
        for piece in pieces:
            if piece in code and piece not in _NAMES and _WORD.search(piece):
                yield part, where, piece


if __name__ == "__main__":
    main()
