"""Importing and exporting as a person does it, with a desk that answers when a test says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.export_dialog import ExportDialog
from app.dialogs.form import FormDialog
from app.dialogs.import_dialog import ImportDialog, Step
from app.dialogs.reading_limits_dialog import ReadingLimitsDialog
from app.panels.choice_list import ROW_PX
from app.theme import Mode, Theme
from app.viewmodel.trouble import Remedy, Trouble
from app.window.dropping import DropOverlay, drop_words
from core.model import (
    ArchiveForm,
    ArchiveLook,
    Arrivals,
    ExportRequest,
    FoundImage,
    Image,
    ImageConfigSummary,
    ImportChoice,
    LayerTransfer,
    NameConflict,
    Problem,
    ReadingLimits,
    Transfer,
    TransferState,
)
from core.progress import Progress
from tests.app.panels import archive_samples as archives
from tests.app.panels import samples
from tests.app.panels.archive_gallery import archive_dialogs
from tests.app.panels.archive_samples import FakeDesk
from tests.scenarios.test_text_is_only_text import WORDS, check

THEME = Theme(Mode.LIGHT)
_NAMES = [name for name, _make in archive_dialogs()]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def opened(
    host: QWidget, look: ArchiveLook | None = None, *, path: str = archives.PATH
) -> tuple[ImportDialog, FakeDesk]:
    desk = FakeDesk()
    dialog = ImportDialog(host, THEME, desk, {"web:1": "sha256:other"}, path)
    dialog.show()
    if look is not None:
        assert desk.then is not None
        desk.then(look)
    return dialog, desk


# --- looking ----------------------------------------------------------------------------------


def test_a_path_is_looked_into_at_once(host: QWidget) -> None:
    dialog, desk = opened(host)
    assert (dialog.step, desk.asked) == (Step.LOOKING, [archives.PATH])
    assert desk.progress is not None
    desk.progress(Progress("Reading the archive", 5_000_000, 20_000_000))
    assert "5.00 MB of 20.0 MB" in dialog.looking.words
    desk.progress(Progress("Reading", 7, None, "files"))
    assert "Reading · 7" in dialog.looking.words


def test_without_a_path_it_is_asked_for(host: QWidget) -> None:
    dialog, desk = opened(host, path="")
    assert dialog.step is Step.SOURCE
    dialog.submit()
    dialog.source.path.edit.setText("images/a.tar")
    dialog.submit()
    assert desk.asked == []
    assert dialog.source.path.is_wrong
    dialog.source.path.edit.setText("/images/a.tar")
    dialog.submit()
    assert desk.asked == ["/images/a.tar"]


def test_a_look_can_be_cancelled_and_begun_again(host: QWidget) -> None:
    dialog, desk = opened(host)
    dialog.cancel_button.click()
    assert (dialog.step, desk.stops) == (Step.SOURCE, 1)
    assert dialog.isVisible()
    dialog.submit()
    assert len(desk.asked) == 2
    dialog.close()
    assert desk.stops == 2
    assert not dialog.isVisible()


def test_a_refusal_is_said_and_nothing_is_lost(host: QWidget) -> None:
    dialog, desk = opened(host)
    assert desk.failed is not None
    desk.failed(Trouble("It unpacks to too much.", Remedy.CHANGE_LIMITS))
    assert dialog.trouble.words == "It unpacks to too much."
    assert dialog.source.text == archives.PATH
    dialog.trouble.button.click()
    assert desk.limits_shown == 1


# --- choosing ---------------------------------------------------------------------------------


def test_what_is_found_can_be_chosen(qtbot: QtBot, host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    page = dialog.page
    assert dialog.step is Step.CHOOSING
    assert page.total_words == "2 images chosen · 151 MB to come"
    assert dialog.action_button.text() == "Import 2 images"
    assert dialog.tower.tower is not None
    assert dialog.tower.tower.title == "orders-api:4.2.0"
    qtbot.keyClick(page.images, Qt.Key.Key_Down)
    assert dialog.tower.tower.title == "debian:12-slim"
    qtbot.keyClick(page.images, Qt.Key.Key_Space)
    assert page.total_words == "1 image chosen · 151 MB to come"
    dialog.submit()
    assert desk.requests[0].choices == (ImportChoice("orders"),)
    assert desk.requests[0].conflict is NameConflict.KEEP_BOTH


def test_a_click_on_the_box_ticks_and_a_click_beside_it_only_looks(
    qtbot: QtBot, host: QWidget
) -> None:
    dialog, _desk = opened(host, archives.USUAL)
    port = dialog.page.images.viewport()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(port, left, pos=QPoint(200, 2 * ROW_PX + 20))
    assert dialog.page.images.current_key == "here"
    assert dialog.page.images.chosen == {"orders", "taken"}
    qtbot.mouseClick(port, left, pos=QPoint(22, 2 * ROW_PX + 20))
    assert dialog.page.images.chosen == {"orders", "taken", "here"}


def test_what_is_refused_cannot_be_ticked(host: QWidget) -> None:
    dialog, _desk = opened(host, archives.look(archives.REFUSED, archives.ORDERS))
    images = dialog.page.images
    index = images.model().index(0, 0)
    checked, role = Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    assert not images.model().setData(index, checked, role)
    images.setCurrentIndex(index)
    assert "encrypted" in dialog.page._note.text()
    assert not dialog.page.name.isVisible()


def test_nothing_chosen_cannot_be_imported(host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    dialog.page._all.click()
    assert dialog.page.total_words.startswith("4 images chosen")
    dialog.page._all.click()
    assert dialog.page.total_words == "Nothing is chosen"
    assert not dialog.action_button.isEnabled()
    dialog.submit()
    assert desk.requests == []


def test_a_name_is_checked_while_it_is_typed(qtbot: QtBot, host: QWidget) -> None:
    dialog, desk = opened(host, archives.look(archives.ORDERS))
    name = dialog.page.name
    name.edit.selectAll()
    qtbot.keyClicks(name.edit, "no blanks")
    assert name.is_wrong
    dialog.submit()
    assert desk.requests == []
    name.edit.selectAll()
    qtbot.keyClicks(name.edit, "mine:1")
    assert not name.is_wrong
    dialog.submit()
    assert desk.requests[0].choices == (ImportChoice("orders", "mine:1"),)


def test_a_wrong_name_of_another_row_is_shown(qtbot: QtBot, host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    page = dialog.page
    page.name.edit.selectAll()
    qtbot.keyClicks(page.name.edit, "debian:12-slim")
    qtbot.keyClick(page.images, Qt.Key.Key_End)
    dialog.submit()
    assert desk.requests == []
    assert page.images.current_key == "orders"
    assert page.name.is_wrong


def test_names_that_are_taken_are_never_replaced_by_themselves(qtbot: QtBot, host: QWidget) -> None:
    dialog, desk = opened(host, archives.look(archives.ORDERS))
    page = dialog.page
    assert not page._conflict.isVisible()
    page.name.edit.selectAll()
    qtbot.keyClicks(page.name.edit, "web:1")
    assert page._conflict.isVisible()
    assert page._taken.text() == "web:1 means another image here already."
    page.replace.click()
    assert page.request().conflict is NameConflict.REPLACE
    page.name.edit.selectAll()
    qtbot.keyClicks(page.name.edit, "web:2")
    assert not page._conflict.isVisible()
    assert page.request().conflict is NameConflict.KEEP_BOTH
    assert desk.requests == []


def test_a_root_file_system_is_named_with_three_fields(qtbot: QtBot, host: QWidget) -> None:
    dialog, desk = opened(host, archives.ROOT)
    page = dialog.page
    assert page.root_name.isVisible()
    assert not page.name.isVisible()
    page.root_version.edit.selectAll()
    qtbot.keyClicks(page.root_version.edit, "no good")
    dialog.submit()
    assert desk.requests == []
    page.root_version.edit.setText("3.21")
    dialog.submit()
    request = desk.requests[0]
    assert (request.name, request.publisher, request.version) == (
        "alpine-minirootfs", "Local", "3.21",
    )  # fmt: skip


def test_a_root_file_system_replaces_an_image_only_when_one_says_so(
    qtbot: QtBot, host: QWidget
) -> None:
    dialog, desk = opened(host, archives.ROOT)
    page = dialog.page
    assert not page._conflict.isVisible()
    for field, words in ((page.root_name, "web"), (page.root_version, "1")):
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, words)
    assert page._taken.text().startswith("web:1 means another image here already.")
    assert not page.keep_both.isVisible()
    dialog.submit()
    assert desk.requests == []
    assert page.root_version.is_wrong
    page.replace.click()
    dialog.submit()
    assert desk.requests[0].conflict is NameConflict.REPLACE


# --- bringing ---------------------------------------------------------------------------------


def test_the_tower_fills_and_the_dialog_ends(qtbot: QtBot, host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    dialog.submit()
    assert dialog.step is Step.MOVING
    desk.moving.moved.emit(archives.half_way(archives.ORDERS.image))
    assert dialog.tower.words == "76.2 MB of 161 MB"
    with qtbot.waitSignal(dialog.accepted):
        desk.moving.arrived.emit(Arrivals((archives.ORDERS.image,)))
    assert not desk.moving.is_left_alone


def test_an_import_goes_on_when_the_dialog_is_closed(host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    dialog.submit()
    dialog.reject()
    assert desk.moving.is_left_alone
    assert not desk.moving.is_cancelled
    assert not dialog.isVisible()


def test_an_import_can_be_stopped_and_what_was_chosen_stays(host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    dialog.page.name.edit.setText("mine:1")
    dialog.page.name.edit.textEdited.emit("mine:1")
    dialog.submit()
    dialog.stop_button.click()
    assert desk.moving.is_cancelled
    assert not dialog.stop_button.isEnabled()
    desk.moving.stopped.emit()
    assert dialog.step is Step.CHOOSING
    assert dialog.page.name.text == "mine:1"
    dialog.submit()
    assert dialog.stop_button.isEnabled()


def test_an_error_stays_in_the_dialog(host: QWidget) -> None:
    dialog, desk = opened(host, archives.USUAL)
    dialog.submit()
    desk.moving.failed.emit(Trouble("The disk is full."))
    assert dialog.trouble.words == "The disk is full."
    assert dialog.page.images.chosen == {"orders", "taken"}
    dialog.submit()
    assert dialog.trouble.words == ""
    assert len(desk.requests) == 2


# --- exporting --------------------------------------------------------------------------------


@pytest.fixture
def export(host: QWidget, tmp_path: Path) -> ExportDialog:
    images = (*samples.repository().images, archives.orders("part:1", True))
    dialog = ExportDialog(host, THEME, images, ("orders-api:4.2.0", "part:1"), folder=tmp_path)
    dialog.show()
    return dialog


def test_images_are_exported_with_a_name_that_follows(
    qtbot: QtBot, export: ExportDialog, tmp_path: Path
) -> None:
    assert export.images.chosen == {"orders-api:4.2.0"}
    assert export.path.text == str(tmp_path / "orders-api-4.2.0.oci.tar")
    export.forms[ArchiveForm.DOCKER_ARCHIVE].click()
    assert export.path.text.endswith("orders-api-4.2.0.docker.tar")
    export.images.choose_all(True)
    assert export.words == "2 images, 5 bricks, 236 MB; sharing saves 74.8 MB"
    with qtbot.waitSignal(export.chosen) as told:
        export.submit()
    assert told.args == [
        ExportRequest(
            ("debian:12-slim", "orders-api:4.2.0"),
            str(tmp_path / "debian-12-slim-and-1-more.docker.tar"),
            ArchiveForm.DOCKER_ARCHIVE,
        )
    ]


def test_a_file_that_is_there_is_replaced_only_when_one_says_so(
    qtbot: QtBot, export: ExportDialog, tmp_path: Path
) -> None:
    there = tmp_path / "there.tar"
    there.write_bytes(b"x")
    export.path.edit.setText("")
    qtbot.keyClicks(export.path.edit, "there.tar")
    with qtbot.assertNotEmitted(export.chosen):
        export.submit()
    assert export.path.is_wrong
    export.replace.click()
    with qtbot.waitSignal(export.chosen) as told:
        export.submit()
    assert (told.args[0].path, told.args[0].replace) == (str(there), True)


def test_another_name_forgets_that_a_file_may_be_replaced(
    qtbot: QtBot, export: ExportDialog, tmp_path: Path
) -> None:
    export.target._file_chosen(str(tmp_path))  # a folder is there
    assert export.replace.isChecked()
    export.submit()
    assert "folder" in export.path._below.text()
    qtbot.keyClicks(export.path.edit, "x")
    assert not export.replace.isChecked()


def test_a_typed_name_stays_when_other_images_are_chosen(
    qtbot: QtBot, export: ExportDialog
) -> None:
    export.path.edit.selectAll()
    qtbot.keyClicks(export.path.edit, "/tmp/mine.tar")
    export.images.choose_all(True)
    assert export.path.text == "/tmp/mine.tar"


def test_nothing_chosen_is_not_written(qtbot: QtBot, export: ExportDialog) -> None:
    export.images.choose_all(False)
    assert not export.action_button.isEnabled()
    with qtbot.assertNotEmitted(export.chosen):
        export.submit()


# --- limits -----------------------------------------------------------------------------------


def test_limits_are_changed_and_set_back(qtbot: QtBot, host: QWidget) -> None:
    dialog = ReadingLimitsDialog(host, THEME, ReadingLimits(entries=5))
    dialog.show()
    assert dialog.fields["entries"].text == "5"
    dialog.defaults_button.click()
    dialog.fields["free_bytes"].edit.setText("2 GiB")
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.submit()
    assert told.args == [ReadingLimits(free_bytes=2 << 30)]


def test_a_wrong_limit_is_said_below_its_field(qtbot: QtBot, host: QWidget) -> None:
    dialog = ReadingLimitsDialog(host, THEME, ReadingLimits())
    dialog.show()
    dialog.fields["expansion"].edit.setText("a lot")
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.submit()
    assert dialog.fields["expansion"].is_wrong
    assert not dialog.fields["layers"].is_wrong


# --- text from outside ------------------------------------------------------------------------


def ill_meant(key: str, **facts: object) -> FoundImage:
    """An image whose every word would like to be more than text."""
    layers = tuple(replace(one, created_by=WORDS, comment=WORDS) for one in samples.LAYERS)
    config = ImageConfigSummary(
        (WORDS,), (WORDS,), (f"X={WORDS}",), WORDS, WORDS, (WORDS,), ((WORDS, WORDS),) * 5
    )
    image = Image(
        f"{WORDS}{key}:1", WORDS, WORDS, WORDS, "sha256:m", "sha256:c", layers, config=config,
        description=WORDS, platform=WORDS, base_name=WORDS,
    )  # fmt: skip
    return FoundImage(key, image, (WORDS, f"{WORDS}:2"), **facts)  # type: ignore[arg-type]


def test_words_of_an_archive_are_only_text(host: QWidget) -> None:
    images = (
        ill_meant("a"), ill_meant("b", refusal=WORDS), ill_meant("c", taken_name=True),
        ill_meant("d", fits_machine=False),
    )  # fmt: skip
    look = replace(archives.look(*images), path=f"/{WORDS}", compression=WORDS,
                   problems=(Problem(WORDS, WORDS),) * 5)  # fmt: skip
    dialog, desk = opened(host, path=f"/{WORDS}")
    assert desk.progress is not None
    desk.progress(Progress(WORDS, 1, 2))
    check(dialog)
    assert desk.then is not None
    desk.then(look)
    for row in range(len(images)):
        dialog.page.images.setCurrentIndex(dialog.page.images.model().index(row, 0))
        assert check(dialog) > 10
    dialog.page.images.choose_all(True)
    dialog.submit()
    layer = images[0].image.layers[2]
    paused = LayerTransfer(layer.digest, 9, 5, TransferState.PAUSED, WORDS)
    desk.moving.phase_changed.emit(WORDS)
    desk.moving.moved.emit(Transfer((paused,)))
    check(dialog)
    desk.moving.failed.emit(Trouble(WORDS))
    assert check(dialog) > 10


def test_words_of_images_here_are_only_text(host: QWidget, tmp_path: Path) -> None:
    image = ill_meant("a").image
    dialog = ExportDialog(host, THEME, (image,), (image.reference,), folder=tmp_path)
    dialog.show()
    assert check(dialog) > 0
    overlay = DropOverlay(THEME, host)
    overlay.show_words(drop_words((f"/{WORDS}",)), is_possible=True)
    check(host)


# --- all states -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", _NAMES)
def test_each_state_fits_a_small_window(qtbot: QtBot, name: str) -> None:
    small = QWidget()
    qtbot.addWidget(small)
    small.resize(880, 580)
    small.show()
    dialog = dict(archive_dialogs(small))[name](Theme(Mode.DARK))
    dialog.show()
    assert isinstance(dialog, FormDialog)
    qtbot.waitUntil(lambda: dialog.height() <= small.height())
    inside, port = dialog.scroll.widget(), dialog.scroll.viewport()
    qtbot.waitUntil(lambda: inside.width() <= port.width())
    # Words of buttons are not cut, however many stand side by side.
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisibleTo(dialog)]
    cut = [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]
    assert cut == []
