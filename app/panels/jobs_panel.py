"""What the engine is doing: progress, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.scene.overlay import plain_label
from app.viewmodel.sizes import size_text
from core.progress import Progress


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as it is shown."""

    title: str
    progress: Progress | None
    cancel: Callable[[], None]


class JobsPanel(QFrame):
    """Floats over the canvas while there is something to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "floating")
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 10, 10)
        self.setFixedWidth(380)
        self.hide()

    def show_jobs(self, jobs: Sequence[JobRow]) -> None:
        """Show these and no others."""
        while len(self._rows) > len(jobs):
            row = self._rows.pop()
            row.setParent(None)
            row.deleteLater()
        while len(self._rows) < len(jobs):
            row = _Row()
            self._rows.append(row)
            self._layout.addWidget(row)
        for row, job in zip(self._rows, jobs, strict=True):
            row.show_job(job)
        self.setVisible(bool(jobs))
        self.adjustSize()


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = plain_label("", "strong")
        self._phase = plain_label("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton("Cancel")
        self._cancel.setProperty("look", "chip")
        self._job: JobRow | None = None
        self._cancel.clicked.connect(self._stop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._bar)
        words.addWidget(self._phase)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(words, 1)
        layout.addWidget(self._cancel)

    def show_job(self, job: JobRow) -> None:
        self._job = job
        self._title.setText(job.title)
        self._cancel.setAccessibleName(f"Cancel: {job.title}")
        progress = job.progress
        if progress is None or progress.total is None:
            self._bar.setRange(0, 0)
        else:
            # In thousandths: bytes do not fit into what a progress bar counts with.
            self._bar.setRange(0, 1000)
            self._bar.setValue(int(1000 * progress.done / max(1, progress.total)))
        words = "waiting" if progress is None else progress.phase
        if progress is not None and progress.done:
            amount = size_text(progress.done) if progress.unit == "bytes" else str(progress.done)
            words = f"{progress.phase} · {amount}"
        self._phase.setText(words)

    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._job.cancel()
