"""What every command works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.settings import Settings
from app.viewmodel.session import Session
from app.viewmodel.wall import BrickLook, Wall
from app.viewmodel.wording import in_bricks
from app.worker import Failed, Lane, Outcome, Runner, Succeeded
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import BricklayerError
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
    SquashRequest,
    Switch,
)
from core.progress import Report
from core.translation import tr

if TYPE_CHECKING:
    from app.commands.recipes import RecipeCommands
    from app.viewmodel.archive_desk import ArchiveDesk
    from app.viewmodel.dragging import Target
    from app.viewmodel.handout_desk import HandoutDesk
    from app.viewmodel.handout_form import HandoutRequest
    from app.viewmodel.offer_desk import OfferDesk
    from app.viewmodel.remote_desk import RemoteDesk
    from app.viewmodel.rework_desk import ReworkDesk
    from app.viewmodel.roles import Role
    from core.lesson import Lesson, ResetPlan
    from core.recipe import Recipe, Way


class Asker(Protocol):
    """Asks the person; answers come later by a call, or never when she cancels."""

    def ask_base_image(self, answer: Callable[[BaseImageRequest], None], key: str = "") -> None: ...

    def ask_new_container(
        self,
        repository: Repository,
        image: Image | None,
        switches: tuple[Switch, ...],
        answer: Callable[[NewContainer], None],
    ) -> None: ...

    def ask_snapshot(
        self,
        container: Container,
        repository: Repository,
        wall: Wall,
        summary: ChangeSummary,
        preview: SnapshotPreview | None,
        answer: Callable[[SnapshotRequest], None],
    ) -> None: ...

    def ask_recipe(
        self, recipes: RecipeCommands, target: Target, answer: Callable[[str], None]
    ) -> None: ...

    def ask_recipe_answers(
        self, recipe: Recipe, way: Way, where: str, answer: Callable[[dict[str, str]], None]
    ) -> None: ...

    def ask_own_recipe(
        self,
        source: str,
        lines: tuple[str, ...],
        answer: Callable[[str, Role, tuple[str, ...]], None],
    ) -> None: ...

    def ask_after_recipe(
        self,
        container: Container,
        recipe: str,
        sentence: str,
        is_own: bool,
        answer: Callable[[], None],
    ) -> None: ...

    def ask_discard(
        self,
        container: Container,
        summary: ChangeSummary | LiveChanges | None,
        answer: Callable[[], None],
    ) -> None: ...

    def ask_roll_back(
        self,
        container: Container,
        mark: Mark | None,
        size_bytes: int,
        answer: Callable[[], None],
    ) -> None: ...

    def ask_kill_first(self, container: Container, answer: Callable[[], None]) -> None: ...

    def ask_limits(self, container: Container, answer: Callable[[Limits], None]) -> None: ...

    def ask_mark_label(self, container: Container, answer: Callable[[str], None]) -> None: ...

    def show_switches(
        self, make: Callable[[NewSwitch], None], remove: Callable[[str], None], reason: str
    ) -> None: ...

    def ask_text_path(
        self, title: str, suggested_name: str, answer: Callable[[Path], None]
    ) -> None: ...

    def ask_containerfile(self, answer: Callable[[Path], None]) -> None: ...

    def ask_files(self, title: str, answer: Callable[[tuple[Path, ...]], None]) -> None: ...

    def ask_target_folder(self, title: str, answer: Callable[[Path], None]) -> None: ...

    def ask_remove_image(self, plan: RemovalPlan, answer: Callable[[], None]) -> None: ...

    def ask_name(self, container: Container, answer: Callable[[str], None]) -> None: ...

    def ask_look(self, chain_id: str, wall: Wall, answer: Callable[[BrickLook], None]) -> None: ...

    def show_handouts(self, desk: HandoutDesk, request: HandoutRequest) -> None: ...

    def ask_report_path(self, suggested_name: str, answer: Callable[[Path], None]) -> None: ...

    def show_import(
        self, desk: ArchiveDesk, path: str, more: int, then: Callable[[], None]
    ) -> None: ...

    def ask_export(
        self,
        images: tuple[Image, ...],
        chosen: tuple[str, ...],
        answer: Callable[[ExportRequest], None],
    ) -> None: ...

    def ask_reading_limits(
        self, limits: ReadingLimits, answer: Callable[[ReadingLimits], None]
    ) -> None: ...

    def show_pull(self, desk: RemoteDesk, typed: str) -> None: ...

    def show_push(self, desk: RemoteDesk, image: Image) -> None: ...

    def show_offer(self, desk: OfferDesk) -> None: ...

    def ask_repository_path(self, answer: Callable[[Path], None]) -> None: ...

    def ask_squash(
        self,
        desk: ReworkDesk,
        image: Image,
        run: tuple[int, int],
        answer: Callable[[SquashRequest], None],
    ) -> None: ...

    def ask_rebase(
        self, desk: ReworkDesk, image: Image, onto: str, base_levels: int | None
    ) -> None: ...

    def ask_lesson_undo(
        self, lesson: Lesson, plan: ResetPlan, answer: Callable[[], None]
    ) -> None: ...

    def ask_lesson_reset(
        self, lesson: Lesson, plan: ResetPlan, answer: Callable[[], None]
    ) -> None: ...


@dataclass(slots=True)
class Context:
    """Everything that a command may touch. `engine` is None until it is connected."""

    session: Session
    runner: Runner
    asker: Asker
    settings: Settings
    engine: Engine | None = None

    def read(
        self,
        title: str,
        work: Callable[[Engine, CancelToken, Report], object],
        then: Callable[[object], None],
        *,
        replaces: str = "",
        is_visible: bool = False,
        is_quiet: bool = False,
    ) -> None:
        """Ask the engine something; `then` gets the answer, errors are shown.

        `is_quiet` is for what is asked again and again: it may fail in between.
        """
        self._submit(title, work, then, Lane.READ, is_visible, replaces, is_quiet=is_quiet)

    def inspect(
        self,
        title: str,
        work: Callable[[Engine, CancelToken, Report], object],
        then: Callable[[object], None],
        *,
        slot: str,
        failed: Callable[[str], None] | None = None,
        lane: Lane = Lane.INSPECT,
    ) -> None:
        """Ask about layers; `failed` gets a sentence, without it errors are shown as others are.

        It becomes visible, and can be cancelled, when it takes so long that it tells its progress.
        """
        engine = self.engine
        if engine is None:
            return

        def ended(outcome: Outcome) -> None:
            match outcome:
                case Succeeded(value):
                    then(value)
                case Failed(error) if failed is None or not isinstance(error, BricklayerError):
                    self.session.raise_error(error)
                case Failed(error):
                    failed(in_bricks(str(error)))
                case _ if failed is not None:
                    failed(tr("It was cancelled. Ask again to look into it."))
                case _:
                    pass

        self.runner.submit(
            title,
            lambda cancel, report: work(engine, cancel, report),
            lane=lane,
            then=ended,
            is_visible=False,
            shows_with_progress=True,
            replaces=slot,
        )

    def write(
        self,
        title: str,
        work: Callable[[Engine, CancelToken, Report], object],
        then: Callable[[object], None] | None = None,
        *,
        container_id: str = "",
    ) -> None:
        """Let the engine change something, then read the repository anew."""
        if container_id:
            self.session.set_busy(container_id, title)

        def ended(value: object) -> None:
            self.refresh()
            if then is not None:
                then(value)

        self._submit(title, work, ended, Lane.WRITE, True, "", container_id)

    def refresh(self) -> None:
        """Read the whole repository; a newer request replaces an older one."""

        def took(value: object) -> None:
            assert isinstance(value, Repository)
            self.session.set_repository(value)

        self.read(
            tr("Reading the repository"),
            lambda engine, _cancel, _report: engine.repository(),
            took,
            replaces="repository",
        )

    def _submit(
        self,
        title: str,
        work: Callable[[Engine, CancelToken, Report], object],
        then: Callable[[object], None],
        lane: Lane,
        is_visible: bool,
        replaces: str,
        container_id: str = "",
        *,
        is_quiet: bool = False,
    ) -> None:
        engine = self.engine
        if engine is None:
            return

        def ended(outcome: Outcome) -> None:
            if container_id:
                self.session.set_busy(container_id, "")
            match outcome:
                case Succeeded(value):
                    then(value)
                case Failed(BricklayerError()) if is_quiet:
                    pass
                case Failed(error):
                    self.session.raise_error(error)
                    if lane is Lane.WRITE:
                        self.refresh()
                case _ if lane is Lane.WRITE:
                    self.refresh()
                case _:
                    pass

        self.runner.submit(
            title,
            lambda cancel, report: work(engine, cancel, report),
            lane=lane,
            then=ended,
            is_visible=is_visible,
            replaces=replaces,
        )
