"""Sharing with the class: its dialogs and parts, each in the state that is hardest to show well."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.dialogs.serve_dialog import ServeDialog
from app.dialogs.serve_state_dialog import ServeStateDialog
from app.panels.neighbours import Neighbours
from app.panels.sharing_pill import SharingPill
from app.theme import Theme
from core.model import Neighbour, ServedPull, ServeRequest, Serving
from tests.app.panels import samples

PULLS = (
    ServedPull("192.168.1.41", "orders-api:4.2.0", 48_200_000, is_done=False),
    ServedPull("192.168.1.37", "from/lena/web-shop:1.0", 12_000_000, is_done=False, is_push=True),
    ServedPull("192.168.1.40", "orders-api:4.2.0", 235_000_000, is_done=True),
    ServedPull("192.168.1.39", "debian:12-slim", 74_800_000, is_done=True),
    ServedPull("2001:db8:85a3::8a2e:370:7334", "debian:12-slim", 74_800_000, is_done=True),
)
SERVING = Serving(
    ("192.168.1.23:5000", "[fd00::23]:5000", "127.0.0.1:5000"),
    (("orders-api:4.2.0", "orders-api:4.2.0"), ("WebApp:1.0", "webapp:1.0")),
    is_announced=True, pulls=PULLS, sent_bytes=432_800_000,
)  # fmt: skip
PUSHED = Serving(
    SERVING.addresses, SERVING.images, "k7q2-m9xd-4hte", "class", is_announced=True,
    pulls=PULLS[:2], sent_bytes=48_200_000,
)  # fmt: skip
ODD = Serving(
    ("[2001:db8:85a3:8d3:1319:8a2e:370:7348]:50000",),
    ((samples.HOSTILE, "b-b-evil"), (samples.LONG_NAME + ":1", samples.LONG_NAME + ":1")),
    "k7q2-m9xd-4hte", "class",
    announcement_sentence="Others do not find it by themselves: this computer is in no network "
    "that carries such news.",
    pulls=(ServedPull(samples.HOSTILE, samples.LONG_NAME * 3, 7, is_done=True),),
)  # fmt: skip
NEIGHBOURS = (
    Neighbour("Mrs. Bauer’s desk", "192.168.1.23:5000", ("web:1.0", "tool:2", "debian:12")),
    Neighbour(samples.HOSTILE, "192.168.1.24:5000", ("web:1.0",), takes_push=True),
    Neighbour(samples.LONG_NAME, "[fd00::25]:5000"),
    *(Neighbour(f"Pupil {n}", f"192.168.1.{30 + n}:5000", ("x:1",)) for n in range(4)),
    Neighbour("this very computer", "192.168.1.5:5000", is_self=True),
)


class Desk:
    """Keeps what was asked."""

    def __init__(self) -> None:
        self.started: list[ServeRequest] = []
        self.failed: Callable[[str], None] = print
        self.stops = 0

    def start(self, request: ServeRequest, failed: Callable[[str], None]) -> None:
        self.started.append(request)
        self.failed = failed

    def stop(self) -> None:
        self.stops += 1


def sharing_dialogs(
    host: QWidget | None = None,
) -> Iterator[tuple[str, Callable[[Theme], QDialog]]]:
    """Name and maker of each state."""
    images = samples.repository().images
    yield "share", lambda t: ServeDialog(host, t, Desk(), images)
    yield "share-taken", lambda t: _taken(t, host)
    yield "shared", lambda t: ServeStateDialog(host, t, Desk(), SERVING)
    yield "shared-push", lambda t: ServeStateDialog(host, t, Desk(), PUSHED)
    yield "shared-odd", lambda t: ServeStateDialog(host, t, Desk(), ODD)


def parts() -> Iterator[tuple[str, Callable[[Theme], QWidget], tuple[int, int]]]:
    """Name, maker and size."""
    yield "sharing-sidebar", _sidebar, (236, 330)


def _taken(theme: Theme, host: QWidget | None) -> QDialog:
    desk = Desk()
    many = tuple(
        samples.image(f"image-{number}", "1", samples.LAYERS[: 1 + number % 5])
        for number in range(9)
    )
    dialog = ServeDialog(host, theme, desk, many, ("image-2:1", "image-4:1"))
    dialog.allow_push.setChecked(True)
    dialog.submit()
    desk.failed("Port 5000 of this computer is taken by another program. Choose another one.")
    return dialog


def _sidebar(theme: Theme) -> QWidget:
    """The two parts as they stand among the lists."""
    column = QWidget()
    column.setProperty("look", "sidebar")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(8, 10, 8, 10)
    neighbours, pill = Neighbours(theme), SharingPill(theme)
    layout.addWidget(neighbours)
    layout.addStretch(1)
    layout.addWidget(pill)
    neighbours.show_neighbours(NEIGHBOURS)
    pill.show_serving(SERVING)
    return column
