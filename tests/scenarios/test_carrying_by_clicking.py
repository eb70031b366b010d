"""Carrying images away as files and back again, as somebody at the window does."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.dialogs.export_dialog import ExportDialog
from app.dialogs.import_dialog import ImportDialog, Step
from app.dialogs.reading_limits_dialog import ReadingLimitsDialog
from app.viewmodel.session import SelectionKind
from core.model import BaseImageRequest, ReadingLimits
from tests.scenarios.conftest import Person


@pytest.fixture
def owner(person: Person) -> Person:
    """With two images of one brick."""
    engine = person.program.context.engine
    assert engine is not None
    for name in ("Base", "Other"):
        made = BaseImageRequest("starter", name, "Tests", "1")
        person.ask(lambda made=made: engine.make_base_image(made))
    person.wait(lambda: len(person.window.view.wall_scene.flags) == 2)
    return person


def choose_file(person: Person, path: Path) -> None:
    dialog = person.dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.accept()


def names_in(path: Path) -> list[str]:
    with tarfile.open(path) as archive:  # the test's own bytes: a reader of another house
        return archive.getnames()


def export_all(person: Person, qtbot: QtBot, path: Path) -> None:
    qtbot.keyClick(person.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = person.dialog(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    dialog.images.choose_all(True)
    assert dialog.words.startswith("2 images, 1 brick, ")
    person.type_into(dialog.path.edit, str(path))
    person.click(dialog.action_button)
    person.wait(lambda: path.exists())


def test_images_a_brick_and_a_folder_are_written_as_files(
    owner: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "both.tar"
    export_all(owner, qtbot, path)
    owner.wait(lambda: owner.window.banner.isVisible())
    names = names_in(path)
    assert "index.json" in names
    assert len([name for name in names if name.startswith("blobs/sha256/")]) == 5  # brick once

    window, session = owner.window, owner.session
    brick = next(iter(session.wall.bricks))
    session.select(SelectionKind.BRICK, brick)
    window._menus.show_item("brick", brick, QPoint(5, 5))
    menu = next(one for one in window.findChildren(QMenu) if one.isVisible())
    action = next(one for one in menu.actions() if one.text().startswith("Export this brick"))
    menu.close()
    action.trigger()
    choose_file(owner, tmp_path / "brick.tar")
    owner.wait(lambda: (tmp_path / "brick.tar").exists())
    whole = names_in(tmp_path / "brick.tar")
    assert [name for name in whole if name.strip("./") == "etc/passwd"]

    window._display.open_panel()
    window.inspecting.panel.show_tab("files")
    tree = window.inspecting.panel.files.tree
    owner.wait(lambda: tree.model().rowCount() > 0)
    rows = [tree.model().index(n, 1) for n in range(tree.model().rowCount())]
    paths = [tree._paths.row_at(row).path for row in rows]  # type: ignore[union-attr]
    menu = tree.menu_for(rows[paths.index("etc")])
    assert menu is not None
    write = next(one for one in menu.actions() if one.text() == "Write as a tar file…")
    write.trigger()
    choose_file(owner, tmp_path / "etc.tar")
    owner.wait(lambda: (tmp_path / "etc.tar").exists())
    assert "etc/passwd" in names_in(tmp_path / "etc.tar")


def test_an_archive_is_dropped_looked_into_and_brought_here(
    owner: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    path = carried_away(owner, qtbot, tmp_path)
    drop(owner, path)
    dialog = looked_into(owner)
    assert dialog.page.total_words.startswith("2 images chosen · ")
    assert [one.image.reference for one in dialog.page.found] == ["Base:1", "Other:1"]
    assert dialog.tower.tower is not None
    assert dialog.tower.tower.missing_bytes == dialog.tower.tower.total_bytes > 0
    owner.click(dialog.action_button)
    owner.wait(lambda: len(owner.session.repository.images) == 2)
    owner.wait(lambda: len(owner.window.view.wall_scene.flags) == 2)
    owner.wait(lambda: QApplication.activeModalWidget() is None)
    assert owner.session.selection.kind is SelectionKind.IMAGE
    assert owner.window.banner.isVisible()
    assert owner.session.wall.ghosts == ()

    drop(owner, path)  # once more: it is here already, which is no mistake
    again = looked_into(owner)
    assert {one.is_here for one in again.page._look.images} == {True}  # type: ignore[union-attr]
    assert "nothing has to come" in again.page.total_words
    owner.click(again.action_button)
    owner.wait(lambda: QApplication.activeModalWidget() is None)
    assert len(owner.session.repository.images) == 2


def test_what_is_refused_says_why_and_can_be_tried_again(
    owner: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    path = carried_away(owner, qtbot, tmp_path)
    engine = owner.program.context.engine
    assert engine is not None
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    owner.window.verbs.archives.import_archive()
    dialog = owner.dialog(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    owner.type_into(dialog.source.path.edit, str(path))
    owner.click(dialog.action_button)
    owner.wait(lambda: bool(dialog.trouble.words))
    assert owner.session.repository.images == ()
    assert dialog.source.text == str(path)

    path.write_bytes(content)
    owner.ask(lambda: engine.set_reading_limits(ReadingLimits(entries=3)))
    owner.click(dialog.action_button)
    owner.wait(lambda: dialog.step is Step.CHOOSING)
    owner.click(dialog.action_button)
    owner.wait(lambda: bool(dialog.trouble.words))
    owner.click(dialog.trouble.button)
    limits = owner.dialog(ReadingLimitsDialog)
    assert isinstance(limits, ReadingLimitsDialog)
    assert limits.fields["entries"].text == "3"
    owner.click(limits.defaults_button)
    owner.click(limits.action_button)
    owner.wait(lambda: owner.ask(engine.reading_limits) == ReadingLimits())
    owner.wait(lambda: QApplication.activeModalWidget() is dialog)
    owner.click(dialog.action_button)
    owner.wait(lambda: len(owner.session.repository.images) == 2)


def test_the_window_can_be_closed_in_the_middle(
    owner: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    path = carried_away(owner, qtbot, tmp_path)
    drop(owner, path)
    dialog = looked_into(owner)
    dialog.submit()
    dialog.reject()
    drop(owner, path)
    owner.dialog(ImportDialog)  # the fixture closes the window while this looks


def carried_away(person: Person, qtbot: QtBot, folder: Path) -> Path:
    """Both images in one file, and none of them here any more."""
    path = folder / "both.tar"
    export_all(person, qtbot, path)
    engine = person.program.context.engine
    assert engine is not None
    for name in ("Base:1", "Other:1"):
        person.ask(lambda name=name: engine.remove_image(name))
    person.wait(lambda: not person.session.repository.images)
    return path


def looked_into(person: Person) -> ImportDialog:
    dialog = person.dialog(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    person.wait(lambda: dialog.step is Step.CHOOSING)
    return dialog


def drop(person: Person, path: Path) -> None:
    """On the wall, by the events that the window system sends."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    stage = person.window.stage
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(200, 200), copy, mime, left, none)
    QApplication.sendEvent(stage, enter)
    assert person.window.travelling.dropping.overlay.words == f"Look into {path.name}"
    QApplication.sendEvent(stage, QDropEvent(QPointF(200, 200), copy, mime, left, none))
