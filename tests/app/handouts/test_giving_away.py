"""The dialog, the verbs and the command line: from a choice to a file or the clipboard."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.__main__ import main
from app.commands.context import Context
from app.commands.handouts import HandoutCommands
from app.dialogs.handout_dialog import HandoutDialog
from app.settings import Settings
from app.theme import Mode, Theme
from app.viewmodel.handout_form import HandoutRequest, Kind, What
from app.viewmodel.session import Session
from app.worker import Runner
from core.engine.connect import connect
from core.model import BaseImageRequest
from tests.app.handouts.looking import Pdf, left_in, rendered
from tests.app.panels import samples

IMAGE = "orders-api:4.2.0"


class Asker:
    def __init__(self) -> None:
        self.asked: list[HandoutRequest] = []

    def show_handouts(self, _desk: HandoutCommands, request: HandoutRequest) -> None:
        self.asked.append(request)


class Stand:
    """The verbs with real jobs and a repository of samples."""

    def __init__(self) -> None:
        self.session, self.runner, self.asker = Session(), Runner(), Asker()
        self.session.set_repository(samples.repository())
        self.notices: list[str] = []
        self.errors: list[str] = []
        self.session.notice_raised.connect(self.notices.append)
        self.session.message_raised.connect(lambda message: self.errors.append(str(message)))
        context = Context(self.session, self.runner, self.asker, Settings())  # type: ignore[arg-type]
        self.verbs = HandoutCommands(context, SimpleNamespace(lesson=None))  # type: ignore[arg-type]


@pytest.fixture
def stand(qtbot: QtBot, qapp: object) -> Stand:
    return Stand()


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.SVG, Kind.PDF, Kind.GIF, Kind.WEBP])
def test_a_stack_is_saved_as_every_kind(
    stand: Stand, qtbot: QtBot, tmp_path: Path, kind: Kind
) -> None:
    path = tmp_path / f"stack.{kind.ending}"
    stand.verbs.save(HandoutRequest(What.STACK, IMAGE, kind, width_px=240), path)
    qtbot.waitUntil(lambda: bool(stand.notices or stand.errors), timeout=20_000)
    assert not stand.errors
    assert left_in(tmp_path) == [path.name]
    content = path.read_bytes()
    if kind is Kind.SVG:
        assert b"<image" not in content
        assert rendered(content).width() > 300
    elif kind is Kind.PDF:
        assert (Pdf(content).pages, Pdf(content).pictures) == (1, 0)
    elif kind is Kind.PNG:
        assert QImage.fromData(content).width() > 300
    else:
        film = Image.open(io.BytesIO(content))
        assert film.n_frames > len(samples.LAYERS)
        assert film.info["loop"] == 0


def test_a_place_that_cannot_be_written_is_one_sentence(
    stand: Stand, qtbot: QtBot, tmp_path: Path
) -> None:
    stand.verbs.save(HandoutRequest(kind=Kind.PNG), tmp_path / "missing" / "wall.png")
    qtbot.waitUntil(lambda: bool(stand.errors), timeout=20_000)
    assert "missing/wall.png" in stand.errors[0]
    assert not stand.notices


def test_a_drawing_that_is_stopped_leaves_no_file(
    stand: Stand, qtbot: QtBot, tmp_path: Path
) -> None:
    request = HandoutRequest(What.STACK, IMAGE, Kind.GIF, slowness=4.0)
    stand.verbs.save(request, tmp_path / "stack.gif")
    (job,) = stand.runner.jobs
    job.cancel()
    qtbot.waitUntil(lambda: not stand.runner.jobs, timeout=20_000)
    assert left_in(tmp_path) == []
    assert not stand.notices
    assert not stand.errors


def test_the_clipboard_has_pixels_and_vectors(stand: Stand, qtbot: QtBot) -> None:
    stand.verbs.copy(HandoutRequest(What.STACK, IMAGE))
    qtbot.waitUntil(lambda: bool(stand.notices or stand.errors), timeout=20_000)
    content = QGuiApplication.clipboard().mimeData()
    assert not QImage.fromData(content.data("image/png").data()).isNull()
    svg = content.data("image/svg+xml").data()
    assert rendered(svg).width() > 300
    assert b"<image" not in svg


def test_what_is_looked_at_is_proposed(stand: Stand) -> None:
    stand.verbs.ask()
    stand.verbs.looking_at = lambda: (IMAGE, "files", 2)
    stand.verbs.ask()
    stand.verbs.ask(What.STACK, IMAGE)
    assert [one.what for one in stand.asker.asked] == [What.WALL, What.INSPECTOR, What.STACK]
    assert (stand.asker.asked[1].view, stand.asker.asked[1].level) == ("files", 2)


def test_the_dialog_shows_what_belongs_to_the_choice(
    stand: Stand, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = HandoutDialog(
        None, Theme(Mode.LIGHT), stand.verbs, HandoutRequest(), folder=tmp_path
    )  # fmt: skip
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.paper.isVisible()
    assert not dialog.key.isVisible()
    dialog.what.setCurrentIndex(dialog.what.findData(What.STACK))
    dialog.kind.setCurrentIndex(dialog.kind.findData(Kind.GIF))
    assert dialog.film_size.isVisible()
    assert not dialog.paper.isVisible()
    assert Path(dialog.path.text).suffix == ".gif"
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=20_000)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.submit()
    request, path = chosen.args
    assert (request.what, request.kind) == (What.STACK, Kind.GIF)
    assert path.parent == tmp_path


def test_the_dialog_replaces_no_file_unasked(stand: Stand, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = HandoutDialog(
        None, Theme(Mode.DARK), stand.verbs, HandoutRequest(), folder=tmp_path
    )  # fmt: skip
    qtbot.addWidget(dialog)
    dialog.show()
    Path(dialog.path.text).write_bytes(b"mine")
    dialog.submit()
    assert dialog.path.is_wrong
    assert dialog.replace.isVisible()
    dialog.replace.setChecked(True)
    with qtbot.waitSignal(dialog.chosen):
        dialog.submit()


def test_the_command_line_draws(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = tmp_path / "repository"
    engine = connect(repository)
    try:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    finally:
        engine.close()
    where = ["--repository", str(repository)]
    for name, image in (("wall.svg", []), ("base.pdf", ["Base:1"]), ("base.webp", ["Base:1"])):
        assert main(["picture", *image, "--out", str(tmp_path / name), "--white", *where]) == 0
    assert b"<image" not in (tmp_path / "wall.svg").read_bytes()
    assert Pdf((tmp_path / "base.pdf").read_bytes()).pages == 1
    assert Image.open(io.BytesIO((tmp_path / "base.webp").read_bytes())).n_frames > 1
    capsys.readouterr()
    assert main(["picture", "--out", str(tmp_path / "wall.gif"), *where]) == 1
    assert main(["picture", "--out", str(tmp_path / "wall.bmp"), *where]) == 1
    assert main(["picture", "None:1", "--out", str(tmp_path / "x.png"), *where]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3
