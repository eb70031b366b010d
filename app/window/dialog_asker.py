"""Asks the person by dialogs. They do not block: answers come when they come.

Dialogs are imported when they are needed, or soon after the start by `import_dialogs`, so that the
window is there earlier.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from app.settings import Settings
from app.theme import Theme
from app.viewmodel.session import Session
from app.viewmodel.wall import BrickLook, Wall
from app.window.recipe_asking import RecipeQuestions
from app.window.rework_asking import ReworkQuestions
from core.model import (
    BaseImageRequest,
    ChangeSummary,
    Container,
    ExportRequest,
    Image,
    Limits,
    LiveChanges,
    Mark,
    NewContainer,
    NewSwitch,
    ReadingLimits,
    RemovalPlan,
    Repository,
    SnapshotPreview,
    SnapshotRequest,
    Switch,
)
from core.progress import Progress
from core.translation import tr

if TYPE_CHECKING:
    from app.viewmodel.archive_desk import ArchiveDesk
    from app.viewmodel.handout_desk import HandoutDesk
    from app.viewmodel.handout_form import HandoutRequest
    from app.viewmodel.offer_desk import OfferDesk
    from app.viewmodel.remote_desk import RemoteDesk
    from core.lesson import Lesson, ResetPlan

_REPORT_FILTERS = (  # the ending decides the format
    (tr("Web page (*.html)"), "html"),
    (tr("Markdown (*.md)"), "md"),
    (tr("JSON (*.json)"), "json"),
    (tr("CSV table (*.csv)"), "csv"),
    (tr("Plain text (*.txt)"), "txt"),
)


def import_dialogs() -> Generator[Progress]:
    """Import all of them, one in each step: the first question opens as quickly as the next."""
    modules = ("form", "choice_card", "questions", "base_image_dialog", "new_container_dialog",
               "snapshot_dialog", "switches_dialog", "pull_dialog", "push_dialog",
               "import_dialog", "export_dialog", "serve_dialog", "serve_state_dialog",
               "handout_dialog", "recipe_dialogs", "squash_dialog", "rebase_dialog")  # fmt: skip
    for number, name in enumerate(modules, start=1):
        importlib.import_module(f"app.dialogs.{name}")
        yield Progress(tr("Preparing"), number, len(modules), "steps")


class DialogAsker(RecipeQuestions, ReworkQuestions):
    """Implements app.commands.context.Asker. `theme` and `parent` are asked for each time."""

    def __init__(self, session: Session, settings: Settings, theme: Callable[[], Theme]) -> None:
        self._session = session
        self._settings = settings
        self._theme = theme
        self.parent: QWidget | None = None

    def ask_base_image(self, answer: Callable[[BaseImageRequest], None], key: str = "") -> None:
        from app.dialogs.base_image_dialog import BaseImageDialog

        session = self._session
        dialog = BaseImageDialog(
            self.parent, session.base_image_sources, session.repository, key, theme=self._theme()
        )
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_new_container(
        self,
        repository: Repository,
        image: Image | None,
        switches: tuple[Switch, ...],
        answer: Callable[[NewContainer], None],
    ) -> None:
        from app.dialogs.new_container_dialog import NewContainerDialog

        dialog = NewContainerDialog(
            self.parent,
            repository,
            image,
            switches,
            theme=self._theme(),
            can_limit=self._session.capabilities.can_limit,
            dialect=self._session.dialect,
        )
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_snapshot(
        self,
        container: Container,
        repository: Repository,
        wall: Wall,
        summary: ChangeSummary,
        preview: SnapshotPreview | None,
        answer: Callable[[SnapshotRequest], None],
    ) -> None:
        from app.dialogs.snapshot_dialog import SnapshotDialog

        dialog = SnapshotDialog(
            self.parent, self._theme(), container, repository, wall, summary,
            self._settings.publisher, preview, self._session.dialect,
        )  # fmt: skip
        proposed = self._session.proposed.get(container.id)
        if proposed is not None:
            dialog.propose(proposed)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_discard(
        self,
        container: Container,
        summary: ChangeSummary | LiveChanges | None,
        answer: Callable[[], None],
    ) -> None:
        from app.dialogs.questions import discard_dialog

        dialog = discard_dialog(self.parent, container, summary)
        dialog.confirmed.connect(answer)
        self._open(dialog)

    def ask_roll_back(
        self,
        container: Container,
        mark: Mark | None,
        size_bytes: int,
        answer: Callable[[], None],
    ) -> None:
        from app.dialogs.questions import roll_back_dialog

        dialog = roll_back_dialog(self.parent, container, mark, size_bytes)
        dialog.confirmed.connect(answer)
        self._open(dialog)

    def ask_kill_first(self, container: Container, answer: Callable[[], None]) -> None:
        from app.dialogs.questions import kill_first_process_dialog

        dialog = kill_first_process_dialog(self.parent, container)
        dialog.confirmed.connect(answer)
        self._open(dialog)

    def ask_limits(self, container: Container, answer: Callable[[Limits], None]) -> None:
        from app.dialogs.limit_fields import LimitsDialog

        dialog = LimitsDialog(self.parent, container, self._session.capabilities.can_limit)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_mark_label(self, container: Container, answer: Callable[[str], None]) -> None:
        from app.dialogs.questions import MarkDialog

        dialog = MarkDialog(self.parent, container)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def show_switches(
        self, make: Callable[[NewSwitch], None], remove: Callable[[str], None], reason: str
    ) -> None:
        from app.dialogs.switches_dialog import SwitchesDialog

        session = self._session
        dialog = SwitchesDialog(
            self.parent,
            self._theme(),
            session.switches,
            session.repository.containers,
            reason=reason,
            dialect=session.dialect,
        )
        dialog.new_requested.connect(make)
        dialog.removed.connect(remove)

        def show() -> None:
            dialog.show_switches(session.switches, session.repository.containers)

        session.switches_changed.connect(show)
        dialog.finished.connect(lambda _result: session.switches_changed.disconnect(show))
        self._open(dialog)

    def ask_text_path(
        self, title: str, suggested_name: str, answer: Callable[[Path], None]
    ) -> None:
        dialog = QFileDialog(self.parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested_name)
        dialog.fileSelected.connect(lambda path: answer(Path(path)))
        self._open(dialog)

    def ask_containerfile(self, answer: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self.parent, tr("Open a Containerfile"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        names = tr("Containerfiles (Containerfile* Dockerfile* *.containerfile *.dockerfile)")
        dialog.setNameFilters([names, tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: answer(Path(path)))
        self._open(dialog)

    def ask_files(self, title: str, answer: Callable[[tuple[Path, ...]], None]) -> None:
        dialog = QFileDialog(self.parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: answer(tuple(map(Path, paths))))
        self._open(dialog)

    def ask_target_folder(self, title: str, answer: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self.parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: answer(Path(path)))
        self._open(dialog)

    def ask_remove_image(self, plan: RemovalPlan, answer: Callable[[], None]) -> None:
        from app.dialogs.questions import remove_image_dialog

        dialog = remove_image_dialog(self.parent, plan)
        dialog.confirmed.connect(answer)
        self._open(dialog)

    def ask_name(self, container: Container, answer: Callable[[str], None]) -> None:
        from app.dialogs.questions import NameDialog

        dialog = NameDialog(self.parent, container)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_look(self, chain_id: str, wall: Wall, answer: Callable[[BrickLook], None]) -> None:
        from app.dialogs.questions import LookDialog

        look = self._settings.appearance.look(chain_id)
        dialog = LookDialog(self.parent, self._theme(), wall.bricks[chain_id], look)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def show_handouts(self, desk: HandoutDesk, request: HandoutRequest) -> None:
        from app.dialogs.handout_dialog import HandoutDialog

        dialog = HandoutDialog(self.parent, self._theme(), desk, request)
        dialog.chosen.connect(desk.save)
        dialog.copied.connect(desk.copy)
        self._open(dialog)

    def ask_report_path(self, suggested_name: str, answer: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self.parent, tr("Save a report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([words for words, _ending in _REPORT_FILTERS])
        dialog.setDefaultSuffix(_REPORT_FILTERS[0][1])
        endings = dict(_REPORT_FILTERS)
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(endings[words]))
        dialog.selectFile(suggested_name)
        dialog.fileSelected.connect(lambda path: answer(Path(path)))
        self._open(dialog)

    def show_import(
        self, desk: ArchiveDesk, path: str, more: int, then: Callable[[], None]
    ) -> None:
        from app.dialogs.import_dialog import ImportDialog

        images = self._session.repository.images
        here = {image.reference: image.manifest_digest for image in images}
        dialog = ImportDialog(
            self.parent, self._theme(), desk, here, path, more=more, dialect=self._session.dialect
        )
        self._open(dialog)
        dialog.finished.connect(lambda _result: then())

    def ask_export(
        self,
        images: tuple[Image, ...],
        chosen: tuple[str, ...],
        answer: Callable[[ExportRequest], None],
    ) -> None:
        from app.dialogs.export_dialog import ExportDialog

        dialog = ExportDialog(
            self.parent, self._theme(), images, chosen, dialect=self._session.dialect
        )
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_reading_limits(
        self, limits: ReadingLimits, answer: Callable[[ReadingLimits], None]
    ) -> None:
        from app.dialogs.reading_limits_dialog import ReadingLimitsDialog

        above = QApplication.activeModalWidget() or self.parent  # a dialog may have asked for it
        dialog = ReadingLimitsDialog(above, self._theme(), limits)
        dialog.chosen.connect(answer)
        self._open(dialog)

    def show_pull(self, desk: RemoteDesk, typed: str) -> None:
        from app.dialogs.pull_dialog import PullDialog

        session = self._session
        dialog = PullDialog(self.parent, self._theme(), desk, typed, dialect=session.dialect)
        session.neighbours_changed.connect(dialog.show_suggestions)
        self._open(dialog)

    def show_push(self, desk: RemoteDesk, image: Image) -> None:
        from app.dialogs.push_dialog import PushDialog

        session = self._session
        dialog = PushDialog(
            self.parent, self._theme(), desk, session.repository.images, image,
            dialect=session.dialect,
        )  # fmt: skip
        session.neighbours_changed.connect(dialog.show_suggestions)
        self._open(dialog)

    def show_offer(self, desk: OfferDesk) -> None:
        from app.dialogs.offer_dialogs import OfferDialogs

        OfferDialogs(self.parent, self._theme(), self._session, desk, self._open)

    def ask_repository_path(self, answer: Callable[[Path], None]) -> None:
        dialog = QFileDialog(
            self.parent, tr("Open a repository (a folder in the OCI image layout)")
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: answer(Path(path)))
        self._open(dialog)

    def ask_lesson_undo(self, lesson: Lesson, plan: ResetPlan, answer: Callable[[], None]) -> None:
        from app.dialogs.lesson_questions import undo_dialog

        dialog = undo_dialog(self.parent, lesson, plan)
        dialog.confirmed.connect(answer)
        self._open(dialog)

    def ask_lesson_reset(self, lesson: Lesson, plan: ResetPlan, answer: Callable[[], None]) -> None:
        from app.dialogs.lesson_questions import reset_dialog

        dialog = reset_dialog(self.parent, lesson, plan)
        dialog.confirmed.connect(answer)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
