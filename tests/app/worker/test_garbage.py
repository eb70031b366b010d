from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.worker import GarbageInGuiThread


class Cyclic:
    """Notes in which thread it is destroyed."""

    ended_in: list[threading.Thread] = []  # noqa: RUF012

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread())


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GarbageInGuiThread]:
    Cyclic.ended_in.clear()
    collector = GarbageInGuiThread()
    yield collector
    collector.stop()
    assert gc.isenabled()


def test_cycles_end_in_the_gui_thread_though_a_worker_allocates(
    garbage: GarbageInGuiThread, qtbot: QtBot
) -> None:
    Cyclic()

    def allocate() -> None:
        kept = [[number] for number in range(50_000)]
        del kept

    kept: list[list[int]] = []

    def is_collected() -> bool:
        kept.extend([number] for number in range(2_000))  # so much is due for a collection
        return bool(Cyclic.ended_in)

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    qtbot.waitUntil(is_collected)
    assert Cyclic.ended_in == [threading.main_thread()]
