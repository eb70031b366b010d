"""What the engine is doing: progress, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, labelled, theme_of
from app.scene.overlay import plain_label
from app.scene.shadow import add_shadow
from app.theme import Theme
from app.viewmodel.sizes import count_text, size_text, visible
from core.progress import Progress
from core.translation import tr, translated

_WIDTH_PX = 380
_BAR_PX = 4
_STEP_MS = 40
_ROWS_AT_MOST = 5


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
        self._theme = theme_of(self)
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 12, 12, 14)
        self._layout.setSpacing(14)
        self._more = plain_label("", "caption")
        self._more.hide()
        self._layout.addWidget(self._more)
        self.setFixedWidth(_WIDTH_PX)
        add_shadow(self, self._theme, 20)
        self.hide()

    def show_jobs(self, jobs: Sequence[JobRow]) -> None:
        """Show these and no others; of very many the first ones, and how many more."""
        more = len(jobs) - _ROWS_AT_MOST
        jobs = jobs[:_ROWS_AT_MOST]
        while len(self._rows) > len(jobs):
            row = self._rows.pop()
            row.setParent(None)
            row.deleteLater()
        while len(self._rows) < len(jobs):
            row = _Row(self._theme)
            self._rows.append(row)
            self._layout.insertWidget(self._layout.count() - 1, row)
        for row, job in zip(self._rows, jobs, strict=True):
            row.show_job(job)
        self._more.setText(tr("and {more} more", more=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self.setVisible(bool(jobs))
        self.adjustSize()


class _Row(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = ElidedLabel("", "strong")
        self._phase = ElidedLabel("", "caption")
        self._bar = ThinBar(theme)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setProperty("look", "chip")
        labelled(self._cancel, theme, "x", "text2", 13)
        self._job: JobRow | None = None
        self._cancel.clicked.connect(self._stop)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._bar)
        words.addWidget(self._phase)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(words, 1)
        layout.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_job(self, job: JobRow) -> None:
        # The panel shows the same job again and again; another one can be cancelled anew.
        if self._job is None or self._job.title != job.title:
            self._cancel.setEnabled(True)
        self._job = job
        self._title.show_text(visible(job.title))
        self._bar.setAccessibleName(job.title)
        self._cancel.setAccessibleName(tr("Cancel: {title}", title=job.title))
        progress = job.progress
        if progress is None or progress.total is None:
            self._bar.setRange(0, 0)
        else:
            # In thousandths: bytes do not fit into what a progress bar counts with.
            self._bar.setRange(0, 1000)
            self._bar.setValue(int(1000 * progress.done / max(1, progress.total)))
        self._phase.show_text(_phase_words(progress))

    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._job.cancel()


class ThinBar(QProgressBar):
    """A thin line that fills; without a known end a piece of it wanders."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._place = 0.0
        self.setProperty("look", "thin")
        self.setTextVisible(False)
        self.setFixedHeight(_BAR_PX)
        self._clock = QTimer(self, interval=_STEP_MS)
        self._clock.timeout.connect(self._wander)
        self._clock.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(self._theme.color("surface3"))
        painter.drawRoundedRect(whole, radius, radius)
        painter.setBrush(self._theme.color("accent"))
        if self.maximum() > self.minimum():
            share = max(0.0, min(1.0, self.value() / self.maximum()))
            piece = QRectF(0, 0, max(2 * radius, whole.width() * share), whole.height())
        else:
            length = whole.width() * 0.28
            start = self._place * (whole.width() + length) - length
            piece = QRectF(start, 0, length, whole.height()).intersected(whole)
        painter.drawRoundedRect(piece, radius, radius)

    def _wander(self) -> None:
        if self.isVisible() and self.maximum() <= self.minimum():
            self._place = (self._place + 0.022) % 1.0
            self.update()


def _phase_words(progress: Progress | None) -> str:
    if progress is None:
        return tr("waiting")
    phase = visible(translated(progress.phase))
    is_bytes = progress.unit == "bytes"
    done = size_text(progress.done) if is_bytes else count_text(progress.done)
    if not progress.done:
        return phase
    if progress.total is None:
        return f"{phase} · {done}"
    total = size_text(progress.total) if is_bytes else count_text(progress.total)
    return tr("{phase} · {done} of {total}", phase=phase, done=done, total=total)
