"""Pictures of the work in a container: terminal, live changes, recording, resources, a build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.terminal.session import State
from app.viewmodel.session import SelectionKind
from core.engine.protocol import Engine
from core.errors import BricklayerError
from core.model import Limits, NewContainer, NewSwitch, PublishedPort

if TYPE_CHECKING:
    from tests.screenshots import Photographer

CONTAINERFILE = """\
FROM Web:1.0
LABEL org.opencontainers.image.title="Shop"
ENV SHOP_CURRENCY=EUR
WORKDIR /srv/shop
RUN mkdir -p /srv/shop/items && for n in 1 2 3 4; do echo item $n > items/$n; done
COPY page.html index.html
RUN test -s index.html && cp /bin/busybox /usr/local/shopd
EXPOSE 8080
CMD ["/usr/local/shopd", "httpd", "-f", "-p", "8080"]
"""
_TYPED = (
    "ls --color=always /",
    "mkdir -p /srv/orders/exports; head -c 1840000 /dev/urandom > /srv/orders/exports/2026-11.csv",
    "echo '# mine' >> /etc/passwd; rm -r /srv/www; chmod 700 /usr/sbin",
    "printf '\\033[38;2;255;120;0mtrue\\033[0m \\033[1;44m colour \\033[0m\\n'; false",
)


def make_workplace(engine: Engine, folder: Path) -> None:
    """A container that runs its image's own command, on a switch where that is possible."""
    switch = "none"
    ports: tuple[PublishedPort, ...] = ()
    if engine.capabilities().can_make_switches:
        engine.create_switch(NewSwitch("class-room"))
        switch, ports = "class-room", (PublishedPort(8090, 80),)
    limits = Limits(memory_bytes=256_000_000, cpus=1.5)
    for name in ("orders-api-1", "orders-db"):
        made = engine.create_container(
            NewContainer(
                name, "Web:1.0", switch=switch, ports=ports if name.endswith("1") else (),
                limits=limits, hostname="orders",
            )
        )  # fmt: skip
        engine.start_container(made.id)
    (folder / "page.html").write_text("<h1>Shop</h1>\n")
    (folder / "Containerfile").write_text(CONTAINERFILE)


def work_states(photographer: Photographer, directory: Path, theme: str, folder: Path) -> None:
    """As a person who types comes by them."""
    window, session = photographer.window, photographer.session
    photographer.take(directory / f"switches-on-wall-{theme}.png")
    container = session.repository.container("orders-api-1")
    assert container is not None
    session.select(SelectionKind.CONTAINER, container.id)
    page = window.working.page
    page.show_prompt("terminal")
    terminal, tabs = page.terminal, page.tabs
    photographer.wait(
        lambda: terminal.pane is not None and terminal.pane.session.state is State.LIVE
    )
    pane = terminal.pane
    assert pane is not None
    for line in _TYPED:
        photographer.settle(0.6)
        QTest.keyClicks(pane.view, line)
        QTest.keyClick(pane.view, Qt.Key.Key_Return)
    photographer.settle(1.5)
    photographer.take(directory / f"terminal-{theme}.png")
    tabs.choose("commands")
    photographer.take(directory / f"commands-{theme}.png")
    QTest.keyClicks(pane.view, "while :; do :; done & head -c 30000000 /dev/zero | md5sum")
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    tabs.choose("resources")
    photographer.settle(5.0)
    photographer.take(directory / f"resources-{theme}.png")
    tabs.choose("processes")
    photographer.settle(2.0)
    photographer.take(directory / f"processes-{theme}.png")
    QTest.keyClicks(pane.view, "kill %1; top")
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    tabs.choose("log")
    photographer.settle(1.5)
    photographer.take(directory / f"terminal-top-{theme}.png")
    QTest.keyClicks(pane.view, "q")
    tabs.choose("changes")
    window.verbs.running.show_diff(container.id, "etc/passwd")
    photographer.settle(1.0)
    for dialog in list(window.working._opened):
        photographer.take_over(directory / f"file-change-{theme}.png", dialog)
        dialog.close()
    engine = window._context.engine
    assert engine is not None
    try:
        engine.mark(container.id, "exports made")
    except BricklayerError:
        pass  # the second look at the same container: nothing was written since
    photographer.settle(1.5)
    photographer.take(directory / f"marked-{theme}.png")
    window.verbs.running.show_switches()
    photographer.wait(lambda: QApplication.activeModalWidget() is not None)
    shown = QApplication.activeModalWidget()
    if shown is not None:
        photographer.take_over(directory / f"switches-{theme}.png", shown)
        shown.close()
    session.select(SelectionKind.NOTHING)
    _build(photographer, directory, theme, folder)


def _build(photographer: Photographer, directory: Path, theme: str, folder: Path) -> None:
    building = photographer.window.verbs.building
    building.open(folder / "Containerfile")
    photographer.wait(lambda: building.view is not None)
    photographer.take(directory / f"build-first-{theme}.png")
    for done in (1, 2, 3, 4, 5):
        building.step()
        photographer.wait(
            lambda number=done: (
                building.view is not None
                and building.view.done == number
                and not building.view.is_working
            )
        )
    photographer.take(directory / f"build-{theme}.png")
    container_id = building.view.container_id if building.view is not None else ""
    building.leave()
    engine = photographer.window._context.engine
    assert engine is not None
    photographer.session.select(SelectionKind.NOTHING)
    engine.discard_container(container_id)
    photographer.settle(1.0)
