"""Somebody looks into layers, by clicking, on images of real containers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QTreeView
from pytestqt.qtbot import QtBot

from app.panels.inspector.comparison_page import ComparisonWindow
from app.panels.inspector.file_viewer import FileViewer
from app.panels.inspector.life_view import LifeView
from app.viewmodel.measures import Measure
from app.viewmodel.session import SelectionKind
from core.engine.connect import connect
from core.model import (
    BaseImageRequest,
    CatalogState,
    ExecRequest,
    FileAt,
    LayerPlace,
    NewContainer,
    SnapshotRequest,
)
from tests.scenarios.conftest import Person

STEPS = (
    "mkdir -p /srv/site; echo one > /srv/site/page; dd if=/dev/zero of=/srv/big bs=1000 count=2000",
    "echo two > /srv/site/page; rm /srv/big; chmod 4755 /srv/site/page",
)


@pytest.fixture
def inspector(repository: Path, request: pytest.FixtureRequest) -> Person:
    """A person at a repository with Base:1, Site:1 and Site:2 on one another."""
    engine = connect(repository)
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    reference = "Base:1"
    for number, line in enumerate(STEPS, start=1):
        container = engine.create_container(NewContainer(f"c{number}", reference))
        engine.start_container(container.id)
        engine.execute(container.id, ExecRequest(shell_line=line), output=lambda chunk: None)
        engine.stop_container(container.id, grace_s=0)
        snapshot = SnapshotRequest(container.id, "Site", "Tests", str(number))
        reference = engine.snapshot(snapshot).reference
        engine.discard_container(container.id)
    engine.close()
    person: Person = request.getfixturevalue("person")
    person.wait(lambda: len(person.window.view.wall_scene.flags) == 3)
    return person


def inspect_top(person: Person) -> None:
    """Look into the topmost brick of Site:2."""
    image = person.session.repository.image("Site:2")
    assert image is not None
    person.session.select(SelectionKind.BRICK, image.top_chain_id)
    person.window._display.open_panel()
    person.wait(lambda: person.window.inspecting.panel.isVisible())


def place(person: Person, level: int) -> LayerPlace:
    image = person.session.repository.image("Site:2")
    assert image is not None
    return LayerPlace(image.reference, image.layers[level].chain_id)


def names_in(tree: QTreeView) -> set[str]:
    model = tree.model()
    return {str(model.index(row, 0).data()) for row in range(model.rowCount())}


def test_a_brick_shows_what_it_changed(inspector: Person) -> None:
    inspect_top(inspector)
    panel = inspector.window.inspecting.panel
    changes = panel.tabs["changes"]
    inspector.wait(lambda: any("srv" in name for name in names_in(changes.findChild(QTreeView))))
    inspector.wait(lambda: panel.bar.count_of("changes") == 2)
    panel.show_tab("files")
    inspector.wait(lambda: "srv" in names_in(panel.files.findChild(QTreeView)))
    for key in ("diff", "packages", "history", "findings"):
        panel.show_tab(key)
        inspector.wait(panel.tabs[key].isVisible)


def test_layers_are_looked_into_by_themselves_and_colour_the_wall(inspector: Person) -> None:
    session = inspector.session
    inspector.wait(
        lambda: (
            bool(session.figures)
            and {one.state for one in session.figures.values()} == {CatalogState.KNOWN}
        )
    )
    session.set_measure(Measure.FINDINGS)
    image = session.repository.image("Site:2")
    assert image is not None
    shade = session.wall.bricks[image.top_chain_id].shade
    assert shade is not None
    assert shade.step
    assert "warning" in session.wall.bricks[image.top_chain_id].as_sentence
    session.set_measure(Measure.ROLE)
    assert session.wall.bricks[image.top_chain_id].shade is None


def test_a_search_finds_paths_and_lights_their_bricks(inspector: Person, qtbot: QtBot) -> None:
    window, session = inspector.window, inspector.session
    inspector.wait(lambda: bool(session.figures))
    qtbot.keyClicks(window.toolbar.search, "site/page")
    results = window.searching.results.list
    inspector.wait(lambda: results.isVisible() and results.model().rowCount() == 1)
    lit = {
        item.placed.brick.chain_id
        for item in window.view.wall_scene.bricks.values()
        if not item.is_dimmed
    }
    assert lit == {place(inspector, level).chain_id for level in (1, 2)}
    qtbot.keyClick(window.toolbar.search, Qt.Key.Key_Down)
    qtbot.keyClick(results, Qt.Key.Key_Return)

    def is_told() -> bool:
        views = [w for w in QApplication.topLevelWidgets() if isinstance(w, LifeView)]
        return bool(views) and len(views[0].events) == 2

    inspector.wait(is_told)
    window.toolbar.search.clear()
    assert window.searching.results.isHidden()
    assert not any(item.is_dimmed for item in window.view.wall_scene.bricks.values())


def test_contents_are_searched_when_asked_for(inspector: Person, qtbot: QtBot) -> None:
    window = inspector.window
    qtbot.keyClicks(window.toolbar.search, "two")
    inspector.wait(window.searching.results.isVisible)
    window.searching.results.contents_requested.emit("two")
    inspector.wait(lambda: window.searching.results.list.model().rowCount() > 0)
    texts = [
        window.searching.results.list.model().index(row, 0).data()
        for row in range(window.searching.results.list.model().rowCount())
    ]
    row = next(number for number, text in enumerate(texts) if "srv/site/page:1" in text)
    index = window.searching.results.list.model().index(row, 0)
    assert "in Site:2, brick 3" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_file_is_opened_as_it_was_and_saved(inspector: Person, tmp_path: Path) -> None:
    window = inspector.window
    inspector.wait(lambda: inspector.program.context.engine is not None)
    file = FileAt(place(inspector, 1), "srv/site/page")
    window.inspecting.show_file(file)

    def viewers() -> list[FileViewer]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, FileViewer)]

    inspector.wait(lambda: bool(viewers()) and viewers()[0].page == "text")
    saved = tmp_path / "page"
    window.inspection.save(file, saved)
    inspector.wait(saved.exists)
    assert saved.read_bytes() == b"one\n"


def test_two_images_are_compared_side_by_side(inspector: Person) -> None:
    window = inspector.window
    window._compare("Site:1", "Site:2")

    def windows() -> list[ComparisonWindow]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, ComparisonWindow)]

    inspector.wait(lambda: bool(windows()) and windows()[0].page.report.isEnabled())
    assert "Site:1" in windows()[0].windowTitle()


def test_closing_in_the_middle_of_looking_is_safe(inspector: Person) -> None:
    inspector.window.inspection.catalog()
    inspect_top(inspector)
    inspector.window.close()


def test_enter_goes_into_the_panel_and_escape_back(inspector: Person, qtbot: QtBot) -> None:
    inspect_top(inspector)
    window = inspector.window
    window._leave_panel()
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    panel = window.inspecting.panel
    inspector.wait(panel.isVisible)
    inspector.wait(panel.bar.hasFocus)
    qtbot.keyClick(panel.bar, Qt.Key.Key_Escape)
    inspector.wait(window.right.isHidden)
    assert window.view.hasFocus()


def test_another_theme_shows_the_same_page(inspector: Person) -> None:
    inspect_top(inspector)
    inspector.window.inspecting.panel.show_tab("history")
    inspector.window.inspecting.show_life(place(inspector, 1), "srv/site/page")
    program, old = inspector.program, inspector.window
    for _time in range(2):  # the second comes before the first is done
        program._switch_theme()
    assert program.window is not old
    inspector.wait(lambda: program.window.inspected_page == "history")
    assert inspector.session.selection.kind is SelectionKind.BRICK
    panel = program.window.inspecting.panel
    panel.show_tab("changes")
    tree = panel.tabs["changes"].findChild(QTreeView)
    inspector.wait(lambda: any("srv" in name for name in names_in(tree)))


def test_what_was_found_is_put_away_and_comes_again(inspector: Person, qtbot: QtBot) -> None:
    window, session = inspector.window, inspector.session
    inspector.wait(lambda: bool(session.figures))
    field, results = window.toolbar.search, window.searching.results
    qtbot.keyClicks(field, "site/page")
    inspector.wait(results.isVisible)
    window.resize(window.width() - 80, window.height())
    end = field.mapTo(window, field.rect().bottomRight()).x()
    inspector.wait(lambda: abs(results.x() + results.width() - end) <= 2)
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 200))
    assert results.isHidden()
    assert field.text() == "site/page"
    assert any(item.is_dimmed for item in window.view.wall_scene.bricks.values())
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert results.isVisible()
    assert results.list.model().rowCount() == 1


def test_another_repository_leaves_nothing_of_the_one_before(
    inspector: Person, tmp_path: Path
) -> None:
    inspect_top(inspector)
    window = inspector.window
    window.inspecting.show_file(FileAt(place(inspector, 1), "srv/site/page"))
    inspector.program._open_repository(tmp_path / "another" / "repository")
    assert window.right.isHidden()
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    inspector.wait(lambda: inspector.session.is_loaded and not inspector.session.wall.flags)


def test_an_image_that_is_looked_at_may_go(inspector: Person) -> None:
    window, session = inspector.window, inspector.session
    session.select(SelectionKind.IMAGE, "Site:2")
    window._display.open_panel()
    inspector.wait(lambda: window.inspected_page == "bytes")
    engine = inspector.program.context.engine
    assert engine is not None
    inspector.ask(lambda: engine.remove_image("Site:2"))
    inspector.program.context.refresh()
    inspector.wait(lambda: session.repository.image("Site:2") is None)
    assert window.right.isHidden()
    session.select(SelectionKind.IMAGE, "Site:1")
    inspector.wait(lambda: window.inspected_page == "bytes")
