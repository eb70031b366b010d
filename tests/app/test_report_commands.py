"""Saving reports from the window: asked for a path, gathered and written beside it, told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.commands.context import Context
from app.commands.reports import ReportCommands
from app.settings import Settings
from app.theme import Mode, Theme
from app.viewmodel.session import Session
from app.viewmodel.wording import Message
from app.window.dialog_asker import DialogAsker
from app.worker import Runner
from core.cancel import CancelToken
from core.model import Image, LayerPlace, Repository
from tests.core.report.samples import IMAGE, SampleInspection, make_image

OTHER = make_image(reference="registry.example/Web App:2.0")
PLACES = tuple(LayerPlace(IMAGE.reference, layer.chain_id) for layer in IMAGE.layers)


class Asker:
    """Answers with a path of its own, as soon as it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ending = ""
        self.suggested: list[str] = []

    def ask_report_path(self, suggested_name: str, answer: Callable[[Path], None]) -> None:
        self.suggested.append(suggested_name)
        path = self.folder / suggested_name
        answer(path.with_suffix(self.ending) if self.ending else path)


class SampleEngine(SampleInspection):
    def __init__(self) -> None:
        super().__init__()
        self.images: tuple[Image, ...] = (IMAGE, OTHER)
        self.asked_in: set[threading.Thread] = set()
        self.waits_for_cancel = threading.Event()

    def repository(self) -> Repository:
        self.asked_in.add(threading.current_thread())
        return Repository("/somewhere", self.images)

    def efficiency(self, reference: str, *, cancel: CancelToken, report: Any) -> Any:
        if self.waits_for_cancel.is_set():
            cancel.wait(20)
        cancel.check()
        return super().efficiency(reference)


class Desk:
    """The commands with all that they need, and what was said."""

    def __init__(self, folder: Path) -> None:
        self.engine = SampleEngine()
        self.asker = Asker(folder)
        self.session = Session()
        self.session.set_repository(self.engine.repository())
        self.engine.asked_in.clear()
        self.runner = Runner()
        self.context = Context(
            self.session, self.runner, self.asker, Settings(), self.engine  # type: ignore[arg-type]
        )  # fmt: skip
        self.commands = ReportCommands(self.context)
        self.notices: list[str] = []
        self.messages: list[Message] = []
        self.session.notice_raised.connect(self.notices.append)
        self.session.message_raised.connect(self.messages.append)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    assert desk.runner.shut_down(10)


def settled(desk: Desk) -> bool:
    return bool(desk.notices or desk.messages)


def test_an_image_is_reported_beside_the_window(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.commands.save_image_report("Web:1.0")
    (job,) = desk.runner.visible_jobs
    assert job.title == "Reporting on Web:1.0"
    qtbot.waitUntil(lambda: settled(desk))
    path = tmp_path / "Web-1.0-report.html"
    assert desk.notices == [f"A report on Web:1.0 was written to {path}"]
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert threading.main_thread() not in desk.engine.asked_in


@pytest.mark.parametrize(("ending", "start"), [(".md", "# "), (".csv", "change,"), (".txt", "Lay")])
def test_the_ending_decides_the_format(
    desk: Desk, qtbot: QtBot, tmp_path: Path, ending: str, start: str
) -> None:
    desk.asker.ending = ending
    desk.commands.save_layer_report(PLACES[1])
    qtbot.waitUntil(lambda: settled(desk))
    assert desk.asker.suggested == ["Web-1.0-layer-2-report.html"]
    assert (tmp_path / f"Web-1.0-layer-2-report{ending}").read_text().startswith(start)


@pytest.mark.parametrize(("more", "listed"), [(2500, 2504), (30_000, 20_000)])
def test_a_layer_is_reported_with_its_paths(
    desk: Desk, qtbot: QtBot, tmp_path: Path, more: int, listed: int
) -> None:
    desk.engine.more_changes = more
    desk.asker.ending = ".json"
    desk.commands.save_layer_report(PLACES[0])
    qtbot.waitUntil(lambda: settled(desk))
    document = json.loads((tmp_path / "Web-1.0-layer-1-report.json").read_text())
    assert document["total_paths"] == more + 4
    assert len(document["paths"]) == listed


def test_two_places_are_compared(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.asker.ending = ".json"
    desk.commands.save_comparison(PLACES[0], LayerPlace(OTHER.reference, OTHER.layers[1].chain_id))
    qtbot.waitUntil(lambda: settled(desk))
    assert desk.asker.suggested == ["Web-1.0-and-registry.example-Web-App-2.0-report.html"]
    (path,) = tmp_path.glob("*.json")
    document = json.loads(path.read_text())
    assert (document["left"]["level"], document["right"]["level"]) == (1, 2)


def test_an_ending_that_names_no_format_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.asker.ending = ".pdf"
    desk.commands.save_image_report("Web:1.0")
    assert desk.runner.jobs == ()
    assert "its ending names no format" in desk.messages[0].sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["image", "layer", "comparison"])
def test_what_is_gone_meanwhile_is_said(
    desk: Desk, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    desk.engine.images = (OTHER,)
    if what == "image":
        desk.commands.save_image_report("Web:1.0")
    elif what == "layer":
        desk.commands.save_layer_report(PLACES[0])
    else:
        desk.commands.save_comparison(PLACES[0], PLACES[1])
    qtbot.waitUntil(lambda: settled(desk))
    assert desk.messages[0].sentence == "There is no image Web:1.0 in the local repository."
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_no_file_and_says_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.engine.waits_for_cancel.set()
    desk.commands.save_image_report("Web:1.0")
    (job,) = desk.runner.visible_jobs
    job.cancel()
    qtbot.waitUntil(lambda: not desk.runner.jobs)
    assert not settled(desk)
    assert list(tmp_path.iterdir()) == []


def test_without_an_engine_nobody_is_asked(desk: Desk) -> None:
    desk.context.engine = None
    desk.commands.save_image_report("Web:1.0")
    assert desk.asker.suggested == []


def test_names_are_those_of_files(desk: Desk, qtbot: QtBot) -> None:
    for reference in ("../../etc/x", "a\nb\u202e:1", ":", "x" * 300):
        desk.commands.save_image_report(reference)
    for name in desk.asker.suggested:
        assert Path(name).name == name
        assert name.isprintable()
        assert not name.startswith((".", "-"))
        assert len(name) < 130
        assert name.endswith("-report.html")
    qtbot.waitUntil(lambda: len(desk.messages) == 4)


def test_the_dialog_suggests_the_name_and_offers_the_formats(qtbot: QtBot, tmp_path: Path) -> None:
    asker = DialogAsker(Session(), Settings(), lambda: Theme(Mode.LIGHT))
    answers: list[Path] = []
    asker.ask_report_path(str(tmp_path / "Web-1.0-report.html"), answers.append)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert Path(dialog.selectedFiles()[0]).name == "Web-1.0-report.html"
    assert [words.rpartition("*")[2].rstrip(")") for words in dialog.nameFilters()] == [
        ".html", ".md", ".json", ".csv", ".txt",
    ]  # fmt: skip
    dialog.selectNameFilter("JSON (*.json)")
    dialog.filterSelected.emit("JSON (*.json)")
    assert dialog.defaultSuffix() == "json"
    dialog.fileSelected.emit(str(tmp_path / "x.json"))
    assert answers == [tmp_path / "x.json"]
    dialog.reject()
