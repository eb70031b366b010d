"""Pictures of the window in all its states, on real containers, light and dark.

QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.screenshots DIRECTORY [WIDTHxHEIGHT] [WHAT]

WHAT is one of two words. With "parts" only panels and dialogs by themselves are taken, with long
texts and with mistakes in them; that needs no container. With "work" only what is done inside a
container is. QT_SCALE_FACTOR=2 makes the pictures of a fine display.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QVBoxLayout, QWidget

from app.application import Connect, Program, connect_builtin
from app.lesson_files import load_lesson
from app.panels.inspector.comparison_page import ComparisonWindow
from app.panels.inspector.file_viewer import FileViewer
from app.panels.inspector.life_view import LifeView
from app.settings import Settings
from app.theme import Mode, Theme
from app.viewmodel.measures import Measure
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.lesson import play
from core.model import ExecRequest, FileAt, LayerPlace, NewContainer, SnapshotRequest
from tests.app.panels.gallery import parts
from tests.scenarios.silent import Silent
from tests.work_pictures import make_workplace, work_states

_PATIENCE_S = 30
_ORDERS = (
    "mkdir -p /srv/orders /var/cache/orders /var/lib/dpkg; cp -r /bin /srv/orders/tools;"
    " printf 'workers = 4\nlog = on\nport = 80\ncolour = blue\n' > /etc/orders.conf;"
    " head -c 1500000 /dev/urandom > /var/cache/orders/index;"
    " printf 'Package: orders\nStatus: install ok installed\nVersion: 1.0-1\n"
    "Architecture: all\nInstalled-Size: 900\n\n' > /var/lib/dpkg/status",
    "rm -r /var/cache/orders; chmod -R 700 /srv/orders/tools; echo ls > /root/.ash_history;"
    " printf 'workers = 8\nlog = on\nport = 8080\ncolour = blue\ntls = on\n' > /etc/orders.conf;"
    " printf 'Package: orders\nStatus: install ok installed\nVersion: 1.1-1\n"
    "Architecture: all\nInstalled-Size: 940\n\nPackage: tls-tools\n"
    "Status: install ok installed\nVersion: 3.0\nArchitecture: all\nInstalled-Size: 210\n\n'"
    " > /var/lib/dpkg/status",
)


class Photographer:
    """One program in one look."""

    def __init__(
        self,
        application: QApplication,
        repository: Path,
        theme: str,
        size: tuple[int, int],
        connect: Connect = connect_builtin,
    ) -> None:
        self._application = application
        settings = Settings(theme=theme, reduce_motion=True)
        self.program = Program(
            repository,
            connect=connect,
            settings=settings,
            settings_path=repository.parent / "settings.json",
        )
        self.window = self.program.window
        self.session = self.program.session
        self.window.resize(*size)
        self.program.show()
        self.wait(lambda: self.session.readiness is not None and self.session.is_loaded)

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not condition() and time.monotonic() < deadline:
            self._application.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = 0.7) -> None:
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > until)

    def take(self, path: Path, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(path))

    def take_over(self, path: Path, dialog: QWidget) -> None:
        """A dialog in its own size, on the window that it dims."""
        self.settle()
        picture = self.window.grab()
        painter = QPainter(picture)
        size = dialog.size()
        corner = self.window.rect().center() - QPoint(size.width() // 2, size.height() // 2)
        painter.drawPixmap(corner, dialog.grab())
        painter.end()
        picture.save(str(path))

    def close(self) -> None:
        self.window.close()
        self.program.close()


def states(photographer: Photographer, directory: Path, theme: str) -> None:
    window, session = photographer.window, photographer.session
    photographer.take(directory / f"shared-{theme}.png")
    window._choose_view(ViewMode.STACKS)
    photographer.settle()
    window.view.hover_guide.hover(next(iter(window.view.wall_scene.bricks.values())))
    photographer.take(directory / f"stacks-{theme}.png")
    window.view.hover_guide.hover(None)
    window._choose_view(ViewMode.SHARED)
    container = session.repository.containers[-1]
    session.select(SelectionKind.CONTAINER, container.id)
    window.containers.execute(container.id, "ls -l /srv/www; echo done > /tmp/result; cat /nothing")
    photographer.wait(lambda: not session.console(container.id).running)
    photographer.settle(1.5)
    photographer.take(directory / f"container-{theme}.png")
    window.containers.execute(container.id, "sleep 1; echo " + "a-long-word " * 60)
    photographer.take(directory / f"container-busy-{theme}.png")
    photographer.wait(lambda: not session.console(container.id).running)
    session.select(SelectionKind.CONTAINER, session.repository.containers[0].id)
    photographer.take(directory / f"container-stopped-{theme}.png")
    session.select(SelectionKind.CONTAINER, container.id)
    for name, ask in (
        ("snapshot", lambda: window.containers.snapshot(container.id)),
        ("discard", lambda: window.containers.discard(container.id)),
        ("base-image", lambda: window.images.make_base_image()),
        ("new-container", lambda: window.containers.new_container()),
    ):
        ask()
        photographer.wait(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            photographer.take_over(directory / f"{name}-{theme}.png", dialog)
            dialog.close()
    session.select(SelectionKind.NOTHING)
    session.raise_error(ValueError("an example"))
    photographer.take(directory / f"message-{theme}.png")
    window.banner.hide()


def inspector_states(photographer: Photographer, directory: Path, theme: str) -> None:
    """Every page of the inspector and the windows that it opens."""
    window, session = photographer.window, photographer.session
    image = session.repository.image("Orders:1.1")
    assert image is not None
    photographer.wait(lambda: len(session.figures) == len(session.wall.bricks))
    place = LayerPlace(image.reference, image.top_chain_id)
    session.select(SelectionKind.BRICK, image.top_chain_id)
    window._display.open_panel()
    panel = window.inspecting.panel
    for key in ("changes", "files", "diff", "packages", "history", "findings"):
        panel.show_tab(key)
        photographer.settle()
        photographer.take(directory / f"inspector-{key}-{theme}.png")
    session.select(SelectionKind.IMAGE, image.reference)
    panel.show_tab("bytes")
    photographer.take(directory / f"inspector-bytes-{theme}.png")
    window._display.close_panel()
    session.select(SelectionKind.NOTHING)
    session.set_measure(Measure.WASTE)
    photographer.take(directory / f"measure-{theme}.png")
    session.set_measure(Measure.ROLE)
    window.toolbar.search.setText("orders")
    photographer.wait(window.searching.results.isVisible)
    photographer.take(directory / f"search-{theme}.png")
    window.toolbar.search.clear()
    window.inspecting.show_file(FileAt(place, "etc/orders.conf"))
    window.inspecting.show_life(place, "etc/orders.conf")
    window._compare("Orders:1.0", image.reference)
    photographer.settle(1.0)
    for kind, name in ((FileViewer, "file"), (LifeView, "life"), (ComparisonWindow, "compare")):
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind))
        photographer.take_over(directory / f"{name}-{theme}.png", dialog)
        dialog.close()


def take_parts(application: QApplication, directory: Path, size: tuple[int, int]) -> None:
    """Panels and dialogs in all their states, without an engine."""
    for mode in Mode:
        theme = Theme(mode)
        application.setStyleSheet(theme.stylesheet())
        host = QWidget()
        host.resize(*size)
        host.show()
        for name, make, part_size in parts(host):
            part = make(theme)
            shown = part if isinstance(part, QDialog) else _framed(part, part_size)
            shown.show()
            until = time.monotonic() + 0.2
            while time.monotonic() < until:
                application.processEvents()
            shown.grab().save(str(directory / f"{name}-{mode.value}.png"))
            shown.close()
            shown.deleteLater()
        host.close()


def _framed(part: QWidget, size: tuple[int, int]) -> QFrame:
    """A panel on the surface that it stands on."""
    frame = QFrame()
    frame.setProperty("look", "surface")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 14, 14, 14)
    layout.addWidget(part)
    frame.resize(size[0] + 28, size[1] + 28)
    return frame


def _make_orders(engine: Engine) -> None:
    """Two images whose layers have something to tell."""
    reference = "Web:1.0"
    for number, line in enumerate(_ORDERS):
        made = engine.create_container(NewContainer(f"step-{number}", reference))
        engine.start_container(made.id)
        engine.execute(made.id, ExecRequest(shell_line=line), output=lambda _chunk: None)
        engine.stop_container(made.id, grace_s=0)
        request = SnapshotRequest(made.id, "Orders", "Northwind Retail", f"1.{number}")
        reference = engine.snapshot(request).reference
        engine.discard_container(made.id)


def main() -> None:
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    width, height = (sys.argv[2] if len(sys.argv) > 2 else "1440x900").split("x")
    size = int(width), int(height)
    application = QApplication(sys.argv[:1])
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    if "parts" in sys.argv[3:]:
        take_parts(application, directory, size)
        return
    with tempfile.TemporaryDirectory() as place:
        built = Path(place) / "built" / "repository"
        engine = connect(built)
        play(load_lesson("first"), engine, Silent())  # type: ignore[arg-type]
        made = engine.create_container(NewContainer("orders", "Web:1.0"))
        engine.start_container(made.id)
        _make_orders(engine)
        line = "head -c 3000000 /dev/urandom > /srv/orders.db; rm /etc/hosts; chmod 600 /etc/passwd"
        engine.execute(made.id, ExecRequest(shell_line=line), output=lambda _chunk: None)
        make_workplace(engine, Path(place))
        for theme in ("light", "dark"):
            if "work" in sys.argv[3:]:
                photographer = Photographer(application, built, theme, size)
                work_states(photographer, directory, theme, Path(place))
                photographer.close()
                continue
            empty = Path(place) / f"empty-{theme}" / "repository"
            photographer = Photographer(application, empty, theme, size)
            photographer.take(directory / f"empty-{theme}.png")
            photographer.window.lessons.start()
            photographer.settle(1.0)
            photographer.window.lessons.show_me(1)
            photographer.wait(
                lambda one=photographer: (
                    one.window.lessons.view is not None and one.window.lessons.view.done == 1
                )
            )
            photographer.take(directory / f"lesson-{theme}.png")
            photographer.close()
            photographer = Photographer(application, built, theme, size)
            inspector_states(photographer, directory, theme)
            states(photographer, directory, theme)
            work_states(photographer, directory, theme, Path(place))
            photographer.close()
        for container in engine.repository().containers:
            engine.discard_container(container.id)
        for switch in engine.switches():
            if switch.is_named:
                engine.remove_switch(switch.name)
        engine.close()


if __name__ == "__main__":
    main()
