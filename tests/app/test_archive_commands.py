"""Importing and exporting from the window: jobs, what stands on the wall, what is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands.archives import ArchiveCommands
from app.commands.context import Context
from app.settings import Settings
from app.viewmodel.archive_desk import ArchiveDesk
from app.viewmodel.archive_words import arrival_words
from app.viewmodel.session import Selection, SelectionKind, Session
from app.viewmodel.trouble import Remedy, Trouble
from app.viewmodel.wording import Message
from app.worker import Runner
from core.cancel import NEVER, CancelToken
from core.errors import BricklayerError, FileAccessError, LayerFormatError
from core.layer.limits import Limits
from core.model import (
    ArchiveLook,
    Arrivals,
    Capabilities,
    Exported,
    ExportRequest,
    Image,
    ImportRequest,
    ReadingLimits,
    Repository,
    Transfer,
)
from core.progress import Progress, ignore
from tests.app.panels import archive_samples as archives
from tests.app.panels import samples

NEW = archives.orders()


class Engine:
    """Answers as a real one would; waits where a test wants to look on."""

    def __init__(self) -> None:
        self.images = samples.repository().images[:1]
        self.threads: set[threading.Thread] = set()
        self.go_on = threading.Event()
        self.go_on.set()
        self.error: BricklayerError | None = None
        self.requests: list[ImportRequest | ExportRequest | tuple[Any, ...]] = []
        self.limits = ReadingLimits()

    def repository(self) -> Repository:
        return Repository("/somewhere", self.images)

    def look_at_archive(
        self, path: str, *, cancel: CancelToken = NEVER, report: Any = ignore
    ) -> ArchiveLook:
        report(Progress("Reading", 1, 2))
        self._work(cancel)
        return replace(archives.USUAL, path=path)

    def import_images(
        self,
        request: ImportRequest,
        *,
        cancel: CancelToken = NEVER,
        report: Any = ignore,
        on_transfer: Callable[[Transfer], None] = lambda _transfer: None,
    ) -> Arrivals:
        self.requests.append(request)
        report(Progress("Reading the archive"))
        on_transfer(archives.half_way(NEW))
        self._work(cancel)
        self.images = (*self.images, NEW)
        return Arrivals((NEW,), new_bytes=151_104_100)

    def export_images(
        self, request: ExportRequest, *, cancel: CancelToken = NEVER, report: Any = ignore
    ) -> Exported:
        self.requests.append(request)
        self._work(cancel)
        return Exported(request.path, 83_100_000)

    def export_layer(
        self, *what: Any, replace: bool, cancel: CancelToken = NEVER, report: Any = ignore
    ) -> Exported:
        self.requests.append((*what, replace))
        return Exported(what[-1], 10_240)

    export_files = export_layer

    def reading_limits(self) -> ReadingLimits:
        return self.limits

    def set_reading_limits(self, limits: ReadingLimits) -> None:
        self.limits = limits

    def _work(self, cancel: CancelToken) -> None:
        self.threads.add(threading.current_thread())
        while not self.go_on.wait(0.01):
            cancel.check()
        cancel.check()
        if self.error is not None:
            raise self.error


class Asker:
    """Keeps what it was asked for, and answers at once where it can."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.imports: list[tuple[str, int, Callable[[], None]]] = []
        self.offered: tuple[tuple[Image, ...], tuple[str, ...]] = ((), ())
        self.suggested: list[str] = []
        self.export: ExportRequest | None = None

    def show_import(
        self, desk: ArchiveDesk, path: str, more: int, then: Callable[[], None]
    ) -> None:
        self.imports.append((path, more, then))

    def ask_export(
        self,
        images: tuple[Image, ...],
        chosen: tuple[str, ...],
        answer: Callable[[ExportRequest], None],
    ) -> None:
        self.offered = (images, chosen)
        if self.export is not None:
            answer(self.export)

    def ask_text_path(
        self, title: str, suggested_name: str, answer: Callable[[Path], None]
    ) -> None:
        self.suggested.append(suggested_name)
        answer(self.folder / suggested_name)

    def ask_reading_limits(
        self, limits: ReadingLimits, answer: Callable[[ReadingLimits], None]
    ) -> None:
        answer(replace(limits, layers=7))


class Desk:
    """The commands with all that they need, and what was said."""

    def __init__(self, folder: Path) -> None:
        self.engine = Engine()
        self.asker = Asker(folder)
        self.session = Session()
        self.session.set_repository(self.engine.repository())
        self.runner = Runner()
        self.context = Context(
            self.session, self.runner, self.asker, Settings(), self.engine  # type: ignore[arg-type]
        )  # fmt: skip
        self.commands = ArchiveCommands(self.context)
        self.notices: list[str] = []
        self.messages: list[Message] = []
        self.session.notice_raised.connect(self.notices.append)
        self.session.message_raised.connect(self.messages.append)
        self.looks: list[ArchiveLook] = []
        self.troubles: list[Trouble] = []
        self.progress: list[Progress] = []

    def look(self, path: str = archives.PATH) -> None:
        self.commands.look(path, self.looks.append, self.troubles.append, self.progress.append)

    def bring(self) -> Any:
        return self.commands.bring(ImportRequest(archives.PATH), (archives.ORDERS,))


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.engine.go_on.set()
    assert desk.runner.shut_down(10)


def test_verbs_say_why_they_cannot_be_used(desk: Desk) -> None:
    commands, session = desk.commands, desk.session
    assert [commands.why_no_import(), commands.why_no_export(), commands.why_no_limits()] == [
        ""
    ] * 3
    session.capabilities = Capabilities(can_write=False)
    assert commands.why_no_import() == "This repository can only be read"
    assert commands.why_no_export() == ""
    session.set_repository(Repository("/somewhere"))
    assert commands.why_no_export() == "There is no image here yet"
    desk.context.engine = None
    assert commands.why_no_import() == commands.why_no_export() == "The engine is still starting"
    commands.import_archive("/x.tar")
    commands.export_images(())
    commands.export_layer("debian:12-slim", 0)
    commands.export_files("debian:12-slim", 0, "etc")
    commands.edit_limits()
    assert desk.asker.imports == []
    assert desk.asker.suggested == []


# --- looking ----------------------------------------------------------------------------------


def test_a_look_tells_how_far_it_is_beside_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.go_on.clear()
    desk.look()
    qtbot.waitUntil(lambda: bool(desk.progress))
    assert desk.runner.visible_jobs == ()
    desk.engine.go_on.set()
    qtbot.waitUntil(lambda: bool(desk.looks))
    assert desk.looks[0].images == archives.USUAL.images
    assert threading.main_thread() not in desk.engine.threads


def test_a_look_that_nobody_waits_for_ends_and_tells_nobody(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.go_on.clear()
    desk.look()
    qtbot.waitUntil(lambda: bool(desk.engine.threads))
    desk.commands.stop_looking()
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    assert (desk.looks, desk.troubles, desk.messages) == ([], [], [])


def test_a_limit_that_refuses_can_be_changed(desk: Desk, qtbot: QtBot) -> None:
    refused = Limits(packed_bytes=1).unpacked_reason
    desk.engine.error = LayerFormatError("limit", "a/b", refused)
    desk.look()
    qtbot.waitUntil(lambda: bool(desk.troubles))
    assert desk.troubles[0].remedy is Remedy.CHANGE_LIMITS
    assert "it unpacks to over 200 times its size" in desk.troubles[0].sentence
    # What no file system holds, nobody can allow.
    desk.engine.error = LayerFormatError("limit", "a/b", "a part of a name is too long")
    desk.look()
    qtbot.waitUntil(lambda: len(desk.troubles) == 2)
    assert desk.troubles[1].remedy is Remedy.NOTHING
    desk.engine.error = LayerFormatError("bad-tar", "a/b", "its checksum is wrong")
    desk.look()
    qtbot.waitUntil(lambda: len(desk.troubles) == 3)
    assert desk.troubles[2].remedy is Remedy.NOTHING


# --- bringing ---------------------------------------------------------------------------------


def test_an_image_stands_on_the_wall_while_it_comes_and_is_selected_then(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.engine.go_on.clear()
    moving = desk.bring()
    qtbot.waitUntil(lambda: bool(moving.transfer.layers))
    qtbot.waitUntil(lambda: bool(desk.session.wall.ghosts))
    ghost = desk.session.wall.ghosts[0]
    assert ghost.title == "orders-api:4.2.0"
    desk.engine.go_on.set()
    qtbot.waitUntil(lambda: desk.session.repository.image(NEW.reference) is not None)
    assert desk.session.wall.ghosts == ()
    assert desk.session.selection == Selection(SelectionKind.IMAGE, NEW.reference)
    assert desk.notices == ["orders-api:4.2.0 is in the repository, 151 MB of it new"]


def test_an_import_in_the_background_is_a_job_and_takes_no_selection(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.session.select(SelectionKind.IMAGE, "debian:12-slim")
    desk.engine.go_on.clear()
    moving = desk.bring()
    moving.leave_alone()
    (job,) = desk.runner.visible_jobs
    assert job.title == "Importing orders-api.tar"
    desk.engine.go_on.set()
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.session.selection.key == "debian:12-slim"


def test_an_import_that_is_cancelled_leaves_nothing_on_the_wall(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.go_on.clear()
    moving = desk.bring()
    qtbot.waitUntil(lambda: bool(desk.engine.threads))
    with qtbot.waitSignal(moving.stopped):
        moving.cancel()
    assert desk.session.wall.ghosts == ()
    assert desk.session.arrivals == {}
    assert (desk.notices, desk.messages) == ([], [])


def test_an_import_that_fails_is_told_to_who_looks_or_to_the_window(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.engine.error = FileAccessError("/x.tar", "it has changed since it was looked at")
    with qtbot.waitSignal(desk.bring().failed) as told:
        pass
    assert "has changed" in told.args[0].sentence
    assert desk.messages == []
    desk.bring().leave_alone()
    qtbot.waitUntil(lambda: bool(desk.messages))
    assert desk.session.arrivals == {}


def test_the_program_can_end_while_an_import_runs(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.go_on.clear()
    desk.bring()
    desk.look("/other.tar")
    qtbot.waitUntil(lambda: len(desk.engine.threads) == 2)
    assert desk.runner.shut_down(10)


def test_what_arrived_is_said_in_one_sentence() -> None:
    other = replace(NEW, reference="debian:12@sha256:" + "d" * 64)
    assert arrival_words(Arrivals(())) == "Nothing had to come"
    assert arrival_words(Arrivals((NEW,))) == "orders-api:4.2.0 is in the repository"
    assert arrival_words(Arrivals((NEW, other), new_bytes=1_000_000)) == (
        "orders-api:4.2.0 and 1 more are in the repository, 1.00 MB of it new"
    )
    both = Arrivals((other,), (("debian:12", other.reference),))
    assert arrival_words(both) == (
        "debian:12 means another image here: this one is debian:12@sha256:dddddddddddd…"
    )


def test_several_archives_are_asked_for_one_after_the_other(desk: Desk) -> None:
    desk.commands.import_archives(("/a.tar", "/b.tar"))
    ((path, more, then),) = desk.asker.imports
    assert (path, more) == ("/a.tar", 1)
    then()
    assert desk.asker.imports[1][:2] == ("/b.tar", 0)
    desk.asker.imports[1][2]()
    assert len(desk.asker.imports) == 2


# --- writing ----------------------------------------------------------------------------------


def test_images_are_written_beside_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.asker.export = ExportRequest(("debian:12-slim",), "/tmp/d.tar")
    desk.engine.go_on.clear()
    desk.session.select(SelectionKind.IMAGE, "debian:12-slim")
    desk.commands.export_images()
    assert desk.asker.offered[1] == ("debian:12-slim",)
    assert [job.title for job in desk.runner.visible_jobs] == ["Writing d.tar"]
    desk.engine.go_on.set()
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.notices == ["/tmp/d.tar was written: 83.1 MB"]


def test_what_cannot_be_written_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.asker.export = ExportRequest(("debian:12-slim",), "/tmp/d.tar")
    desk.engine.error = FileAccessError("/tmp/d.tar", "it is there already")
    desk.commands.export_images(("debian:12-slim",))
    qtbot.waitUntil(lambda: bool(desk.messages))
    assert "is there already" in desk.messages[0].sentence


def test_an_export_can_be_cancelled(desk: Desk, qtbot: QtBot) -> None:
    desk.asker.export = ExportRequest(("debian:12-slim",), "/tmp/d.tar")
    desk.engine.go_on.clear()
    desk.commands.export_images(("debian:12-slim",))
    desk.runner.visible_jobs[0].cancel()
    qtbot.waitUntil(lambda: not desk.runner.visible_jobs)
    assert (desk.notices, desk.messages) == ([], [])


def test_a_brick_and_a_folder_are_written_as_tar_files(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.commands.export_layer("host:5000/class/web:1", 1)
    qtbot.waitUntil(lambda: len(desk.notices) == 1)
    desk.commands.export_files("debian:12-slim", 0, "etc/nginx/\x1bsites")
    qtbot.waitUntil(lambda: len(desk.notices) == 2)
    desk.commands.export_files("debian:12-slim", 0, "")
    qtbot.waitUntil(lambda: len(desk.notices) == 3)
    names = ["host-5000-class-web-1-layer-2.tar", "sites.tar", "debian-12-slim.tar"]
    assert desk.asker.suggested == names
    assert desk.engine.requests == [
        ("host:5000/class/web:1", 1, str(tmp_path / names[0]), True),
        ("debian:12-slim", 0, "etc/nginx/\x1bsites", str(tmp_path / names[1]), True),
        ("debian:12-slim", 0, "", str(tmp_path / names[2]), True),
    ]


def test_limits_are_read_changed_and_kept(desk: Desk, qtbot: QtBot) -> None:
    desk.commands.edit_limits()
    qtbot.waitUntil(lambda: bool(desk.notices))
    assert desk.engine.limits.layers == 7
    assert desk.notices == ["The limits were changed"]
