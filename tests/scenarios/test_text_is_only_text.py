"""An image whose every word would like to be more than text: markup, links, turned-round names.

The window shows it as it is written, and control and direction characters as signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QTextEdit,
    QTreeView,
    QWidget,
)

from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from core.model import NewContainer
from tests.core.engine.made_layouts import MadeLayout
from tests.corpus.tar_bytes import END, directory, file, symlink
from tests.scenarios.conftest import Person

MARKUP = '<img src="file:///etc/passwd"><a href="http://127.0.0.1:9/">click</a> <b>bold</b> &amp;'
TURNED = "\u202egpj.exe\u2066\u200b\x1b]0;title\x07\r\n"
WORDS = MARKUP + " שלום " + TURNED
NAME = b"<b>x<img src=a>\xe2\x80\xaegpj.sh\x1b[2J"
_ROWS = 200
# Lines, columns of code, where a long word may break, and what sets apart words from right to left.
_OURS = "\n\t\u200b\u2068\u2069"


@pytest.fixture
def visitor(repository: Path, request: pytest.FixtureRequest) -> Person:
    """A person at a repository with a base, and on it an image that means ill."""
    made = MadeLayout(repository)
    lower = directory(b"etc") + file(b"etc/hosts", b"one\n") + file(b"srv/" + NAME, b"two\n") + END
    upper = (
        file(b"etc/hosts", WORDS.encode())
        + file(b"srv/" + NAME, WORDS.encode())
        + symlink(b"srv/link", NAME)
        + file(b"root/.env", b"PASSWORD=" + MARKUP.encode() + b"\nAKIAIOSFODNN7EXAMPLE\n")
        + END
    )
    step = {"created_by": "RUN " + WORDS, "comment": WORDS, "author": WORDS}
    config = {
        "author": WORDS,
        "created": "2026-01-02T03:04:05Z",
        "history": [step, step, {**step, "empty_layer": True}],
        "config": {
            "Cmd": [WORDS], "Entrypoint": [WORDS], "Env": ["PATH=/bin", f"X={WORDS}"],
            "Labels": {WORDS: WORDS, "org.opencontainers.image.title": MARKUP},
            "ExposedPorts": {"80/tcp": {}}, "User": WORDS, "WorkingDir": "/" + WORDS,
        },
    }  # fmt: skip
    made.put("Base:1", [lower], config={"history": [step]})
    made.put(f"{WORDS}:1", [lower, upper], config=config)
    made.put("Other:1", [lower, upper, file(b"a", b"a") + END], config={"author": WORDS})
    made.engine.close()
    person: Person = request.getfixturevalue("person")
    person.wait(lambda: len(person.window.view.wall_scene.flags) == 3)
    return person


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a window and what is in it would show, with where it stands."""
    for one in (widget, *widget.findChildren(QWidget)):
        where = f"{type(one).__name__} {one.objectName()}"
        yield where, one.windowTitle()
        if isinstance(one, QLabel | QAbstractButton):
            yield where, one.text()
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            for index in cells(one.model()):
                yield where, str(index.data() or "")
        yield where + " (name)", one.accessibleName() + one.accessibleDescription()
        for action in one.actions():
            yield where, action.text()


def tips(widget: QWidget) -> Iterator[tuple[str, str]]:
    for one in (widget, *widget.findChildren(QWidget)):
        yield type(one).__name__, one.toolTip()
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            for index in cells(one.model()):
                yield type(one.model()).__name__, str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    parent = parent or QModelIndex()
    for row in range(min(model.rowCount(parent), _ROWS)):
        column = 0  # lists keep the count of their columns to themselves
        while (index := model.index(row, column, parent)).isValid():
            yield index
            column += 1
        if not isinstance(model, QAbstractListModel):
            yield from cells(model, model.index(row, 0, parent))


def odd_characters(text: str) -> set[str]:
    return {
        char for char in text
        if char not in _OURS and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }  # fmt: skip


def check(widget: QWidget) -> int:
    """Nothing in it is interpreted; how many of its texts came from the image."""
    found = 0
    for label in widget.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
        assert not label.openExternalLinks()
    for editor in widget.findChildren(QTextEdit):
        assert "<img" not in editor.toHtml()
    for where, text in texts(widget):
        assert not odd_characters(text), f"{where}: {text!r}"
        found += "<b>" in text or "<img" in text
    for where, tip in tips(widget):
        if GuiQt.mightBeRichText(tip):
            assert tip.startswith("<qt>"), f"{where}: {tip!r}"
        tags = set(re.findall(r"<[^>]*>", tip))
        assert tags <= {"<qt>", "</qt>", "<br>"} or not GuiQt.mightBeRichText(tip), (
            f"{where}: {tip!r}"
        )
        assert not odd_characters(tip), f"{where}: {tip!r}"
    return found


def ill_meant(person: Person) -> Any:
    return next(image for image in person.session.repository.images if "img" in image.reference)


def test_the_wall_and_its_menus(visitor: Person) -> None:
    window, session = visitor.window, visitor.session
    image = ill_meant(visitor)
    session.select(SelectionKind.IMAGE, image.reference)
    for mode in (ViewMode.SHARED, ViewMode.STACKS):
        session.set_view_mode(mode)
        QApplication.processEvents()
        assert check(window)
        for item in window.view.wall_scene.items():
            assert not GuiQt.mightBeRichText(item.toolTip())
    for kind, key in (("image", image.reference), ("brick", image.top_chain_id)):
        window._menus.show_item(kind, key, QPoint(0, 0))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        check(menu)
        menu.close()


def open_all(page: QWidget) -> int:
    for tree in page.findChildren(QTreeView):
        tree.expandAll()
    return check(page)


@pytest.mark.parametrize("kind", [SelectionKind.BRICK, SelectionKind.IMAGE])
def test_all_pages_of_the_inspector(visitor: Person, kind: SelectionKind) -> None:
    window, session = visitor.window, visitor.session
    panel = window.inspecting.panel
    image = ill_meant(visitor)
    is_brick = kind is SelectionKind.BRICK
    session.select(kind, image.top_chain_id if is_brick else image.reference)
    window._display.open_panel()
    visitor.wait(panel.isVisible)
    for name, page in panel.tabs.items():
        panel.show_tab(name)
        QApplication.processEvents()
        if name in ("files", "history") or (name == "changes" and is_brick):
            visitor.wait(lambda page=page: open_all(page) > 0)
        check(panel)


def test_what_is_asked_about_it(visitor: Person) -> None:
    from app.dialogs.form import FormDialog

    visitor.session.select(SelectionKind.IMAGE, ill_meant(visitor).reference)
    visitor.program._verbs.containers.new_container(ill_meant(visitor))
    dialog = visitor.dialog(FormDialog)
    assert isinstance(dialog, QWidget)
    assert check(dialog)
    dialog.close()
    visitor.program._verbs.images.remove_image(ill_meant(visitor).reference)
    visitor.wait(lambda: QApplication.activeModalWidget() not in (None, dialog))
    question = QApplication.activeModalWidget()
    assert question is not None
    assert check(question)
    question.close()


def test_a_container_of_it(visitor: Person) -> None:
    engine = visitor.program.context.engine
    assert engine is not None
    reference = ill_meant(visitor).reference
    container = visitor.ask(lambda: engine.create_container(NewContainer("box", reference)))
    visitor.wait(lambda: len(visitor.session.repository.containers) == 1)
    visitor.session.select(SelectionKind.CONTAINER, container.id)
    visitor.wait(visitor.window.console.isVisible)
    check(visitor.window)


def test_the_look_sees_what_is_wrong(visitor: Person) -> None:
    """The look itself can fail."""
    label = QLabel(visitor.window)
    label.setText(MARKUP)
    with pytest.raises(AssertionError):
        check(visitor.window)
    label.setTextFormat(Qt.TextFormat.PlainText)
    check(visitor.window)
    label.setText(TURNED)
    with pytest.raises(AssertionError):
        check(visitor.window)
    label.setText("")
    label.setToolTip(MARKUP)
    with pytest.raises(AssertionError):
        check(visitor.window)
    label.deleteLater()
