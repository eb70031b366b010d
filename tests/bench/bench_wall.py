"""A wall with fifty containers that grow four times a second, while it is panned.

Prints frames per second and the longest time between two frames.

QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.bench.bench_wall [containers]
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.placement import ViewMode
from app.viewmodel.wall import Wall
from tests.app.viewmodel.test_placement import APP, BASE, OTHER, WEB, a_container, a_wall

_SECONDS = 4.0
_GROWTH_INTERVAL_S = 0.25
_PAN_PX = 7


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    application = QApplication(sys.argv[:1])
    containers = tuple(a_container(f"c{n}", (WEB, APP)[n % 2]) for n in range(count))
    wall = a_wall(BASE, WEB, APP, OTHER, containers=containers)
    view = WallView(Theme(Mode.LIGHT))
    view.resize(1440, 900)
    view.show()
    print(f"{count} containers, {_SECONDS:.0f} s of panning")
    for mode in ViewMode:
        for is_growing in (False, True):
            view.show_wall(wall, mode)
            view.set_zoom(1.0)
            application.processEvents()
            frames, longest_s = _pan(application, view, wall, mode, is_growing=is_growing)
            what = "growing" if is_growing else "at rest"
            print(
                f"  {mode.value:<8}{what:<10}{frames / _SECONDS:6.1f} frames/s"
                f"   longest gap {longest_s * 1e3:6.1f} ms"
            )
    view.close()


def _pan(
    application: QApplication, view: WallView, wall: Wall, mode: ViewMode, *, is_growing: bool
) -> tuple[int, float]:
    """How many frames there were, and the longest time between two, in seconds."""
    start = before = time.monotonic()
    frames, longest_s, grown, step = 0, 0.0, 0, _PAN_PX
    while before - start < _SECONDS:
        if is_growing and before - start > grown * _GROWTH_INTERVAL_S:
            grown += 1
            view.show_wall(_grown(wall, grown), mode)
        if frames % 100 == 0:
            step = -step
        view.camera.pan(QPoint(step, 0))
        view.viewport().repaint()
        application.processEvents()
        now = time.monotonic()
        longest_s, before = max(longest_s, now - before), now
        frames += 1
    return frames, longest_s


def _grown(wall: Wall, times: int) -> Wall:
    bricks = (replace(brick, size_bytes=times * 100_000, added=times) for brick in wall.open_bricks)
    return replace(wall, open_bricks=tuple(bricks))


if __name__ == "__main__":
    main()
