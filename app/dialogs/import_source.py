"""Where images come from: a file or a folder, chosen, typed, or dropped here."""

from __future__ import annotations

import os

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.form import Field, wrapped
from app.panels.controls import ElidedLabel, labelled, plain_button
from app.panels.jobs_panel import ThinBar
from app.panels.little_tower import LittleTower
from app.theme import Theme
from app.viewmodel.roles import Role
from app.viewmodel.sizes import count_text, size_text, visible
from core.progress import Progress
from core.translation import tr, translated

ARCHIVE_FILTERS = (
    tr("Image archives (*.tar *.tar.* *.tgz *.tzst *.txz *.tbz2)"),
    tr("All files (*)"),
)
_HINT = tr(
    "OCI archives, Docker archives, folders in the OCI image "
    "layout, and root file systems packed as tar. What is in it is "
    "shown first; nothing of it is kept before you say so."
)


class SourcePage(QWidget):
    """Signals: changed(): another path stands there; dropped(): a path was dropped here."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.path = Field(tr("File or folder"))
        self.path.edit.setPlaceholderText("/home/…/image.tar")
        self.path.edit.setAcceptDrops(False)  # a file that is dropped is not a text
        self.path.edit.textChanged.connect(self.changed)
        self.file_button = plain_button(tr("File…"), "beside-field")
        labelled(self.file_button, theme, "file", "text2")
        self.file_button.clicked.connect(self._choose_file)
        self.folder_button = plain_button(tr("Folder…"), "beside-field")
        labelled(self.folder_button, theme, "folder", "text2")
        self.folder_button.clicked.connect(self._choose_folder)
        picture = LittleTower(theme, QSize(56, 62))
        picture.show_roles([Role.OS, Role.PACKAGES], studs=4, height=1.7, has_open=True)
        words = QHBoxLayout()
        words.setSpacing(16)
        words.addWidget(picture)
        words.addWidget(wrapped(_HINT, "small"), 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.file_button)
        row.addWidget(self.folder_button)
        row.addWidget(wrapped(tr("or drop it onto the window"), "caption"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(words)
        layout.addWidget(self.path)
        layout.addLayout(row)

    @property
    def text(self) -> str:
        """An absolute path, as far as it can be made one."""
        return os.path.expanduser(self.path.text.strip())

    def is_good(self) -> bool:
        """Whether there is something to look into; says below what is missing."""
        complaint = ""
        if not self.text:
            complaint = tr("Choose a file or a folder.")
        elif not os.path.isabs(self.text):
            complaint = tr("Write the whole path, starting with /.")
        self.path.set_complaint(complaint)
        return not complaint

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().urls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.path.edit.setText(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        self.dropped.emit()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Import images from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(list(ARCHIVE_FILTERS))
        self._ask(dialog)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Import images from a folder in the OCI image layout"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog)

    def _ask(self, dialog: QFileDialog) -> None:
        dialog.fileSelected.connect(self.path.edit.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class LookingBox(QWidget):
    """How far the look is. Of a packed archive all has to be read once, which may take long."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = ElidedLabel("", "strong")
        self._phase = ElidedLabel("", "small")
        self._bar = ThinBar(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(10)
        for widget in (self._words, self._bar, self._phase):
            layout.addWidget(widget)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._words.text()} {self._phase.text()}".strip()

    def start(self, words: str) -> None:
        """Nothing is known yet."""
        self._words.show_text(words)
        self._phase.show_text("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """So far."""
        is_bytes = progress.unit == "bytes"
        done = size_text(progress.done) if is_bytes else count_text(progress.done)
        words = visible(translated(progress.phase))
        if progress.total:
            total = size_text(progress.total) if is_bytes else count_text(progress.total)
            words = tr("{words} · {done} of {total}", words=words, done=done, total=total)
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, 1000 * progress.done // progress.total))
        else:
            words = f"{words} · {done}" if progress.done else words
            self._bar.setRange(0, 0)
        self._phase.show_text(words)
