"""From the command to a usable window: ours beside an empty PySide6 window with pyqtgraph.

.venv/bin/python -m tests.bench.bench_start
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.timing import alternate, print_table

_REPEATS = 7

_EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
import pyqtgraph
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""

_OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from app.application import Program
application = QApplication(sys.argv)
program = Program(Path(sys.argv[1]), settings_path=Path(sys.argv[1]).parent / "settings.json")
def usable():
    if program.session.is_loaded:
        application.quit()
timer = QTimer(interval=1)
timer.timeout.connect(usable)
if sys.argv[2] == "shown":
    QTimer.singleShot(0, application.quit)
else:
    timer.start()
program.show()
application.exec()
import os
os._exit(0)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        env = {**os.environ}
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
        repository = str(Path(place) / "repository")

        def run(code: str, *arguments: str) -> None:
            subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=env)

        runs = {
            "window shown": lambda: run(_OURS, repository, "shown"),
            "window with the repository read": lambda: run(_OURS, repository, "loaded"),
            "empty PySide6 + pyqtgraph window": lambda: run(_EMPTY),
        }
        for once in runs.values():
            once()  # files are in memory, and the engine's process runs
        taken = alternate(runs, _REPEATS)
        print_table("Start to window", taken, "empty PySide6 + pyqtgraph window")


if __name__ == "__main__":
    main()
