"""Opens the window as for a language that is written from right to left, and says what is where.

A program of its own, since the language is chosen before the window's modules are imported:
`QT_QPA_PLATFORM=offscreen python -m tests.translations.mirrored DIRECTORY` writes JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from core.translation import Catalog, use_catalog

_SIZE = (1024, 768)
_PATIENCE_S = 20


def main() -> None:
    """Make an image, show it, and measure."""
    use_catalog(Catalog("ar"))  # no texts, but their direction
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QApplication, QWidget

    from app.application import Program
    from app.qt_texts import use_language
    from app.settings import Settings
    from core.engine.connect import connect
    from core.model import BaseImageRequest

    directory = Path(sys.argv[1])
    engine = connect(directory / "repository")
    engine.make_base_image(BaseImageRequest("starter", "Groundwork", "Local", "1.0"))
    engine.close()
    application = QApplication(sys.argv[:1])
    use_language(application, "ar")
    program = Program(
        directory / "repository",
        settings=Settings(theme="light", reduce_motion=True),
        settings_path=directory / "settings.json",
    )
    window = program.window
    window.resize(*_SIZE)
    program.show()
    deadline = time.monotonic() + _PATIENCE_S
    while not program.session.is_loaded and time.monotonic() < deadline:
        application.processEvents()
        time.sleep(0.005)
    application.processEvents()

    def left_of(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint()).x()

    outside = [
        type(one).__name__
        for one in window.toolbar.findChildren(QWidget)
        if one.isVisible() and not window.rect().contains(one.rect().translated(left_of(one), 0))
    ]
    told = {
        "window": window.layoutDirection().name,
        "wall": window.view.layoutDirection().name,
        "picture": window.view.transform().m11(),
        "command": window.strip._command.layoutDirection().name,
        "engine": left_of(window.toolbar.engine),
        "search": left_of(window.toolbar.search),
        "sidebar": left_of(window.sidebar),
        "stage": left_of(window.view),
        "painters": QApplication.layoutDirection().name,
        "outside": outside,
    }
    window.close()
    program.close()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
