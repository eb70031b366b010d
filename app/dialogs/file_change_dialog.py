"""A file of a container: before and now, or as it is now, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, labelled, plain_button
from app.panels.inspector.byte_kinds import is_text, kind_of, lines_of
from app.panels.inspector.diff_page import DiffPage
from app.panels.inspector.find_bar import FindBar
from app.panels.inspector.hex_view import HexView
from app.panels.inspector.image_view import ImageView, picture_of
from app.panels.inspector.key_switch import KeySwitch
from app.panels.inspector.path_label import PathLabel
from app.panels.inspector.text_view import TextView
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import counted, size_text, visible
from core.model import FileContent, FileDiff
from core.translation import tr

_BEFORE, _NOW = tr("the image or the last mark"), tr("the container now")


class FileChangeDialog(QDialog):
    """`show_diff` or `show_content`, again when the file changed meanwhile. Not modal.

    Signals: copy_out_requested(path); whole_requested(path): all equal lines are wanted, answered
    by `open_gaps`.
    """

    copy_out_requested = Signal(str)
    whole_requested = Signal(str)

    def __init__(self, theme: Theme, container_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = ("", "")  # for whoever opened it: whose file it is
        self._container_name = visible(container_name)
        self._path = ""
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.name = ElidedLabel("", "panel-title")
        self.path = PathLabel(theme)
        self.facts = ElidedLabel("", "small")
        self.diff = DiffPage(theme)
        self.text = TextView(theme)
        self.find_bar = FindBar(theme, self.text)
        self.image = ImageView(theme)
        self.bytes = HexView(theme, tr("Bytes of the file"))
        self.switch = KeySwitch(
            tr("How lines are shown"), (("unified", tr("Unified")), ("paired", tr("Side by side")))
        )
        self.copy_out = labelled(
            plain_button(tr("Copy to this computer …"), "action"), theme, "export", size=16
        )
        self.copy_out.setAutoDefault(False)
        self.switch.chosen.connect(lambda key: self.diff.view.show_paired(key == "paired"))
        self.copy_out.clicked.connect(lambda: self.copy_out_requested.emit(self._path))
        self.diff.view.gap_requested.connect(lambda: self.whole_requested.emit(self._path))
        self._lay_out()
        for keys, act in (
            ("F7", lambda: self._next_change(1)),
            ("Shift+F7", lambda: self._next_change(-1)),
            (QKeySequence.StandardKey.Find, self._find),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.resize(820, 600)

    def show_diff(self, path: str, diff: FileDiff) -> None:
        """A changed file before and now."""
        self._tell(path)
        has_lines = bool(diff.lines) and not diff.is_binary
        counts = f"+{diff.added}  −{diff.removed}" if has_lines else ""
        sizes = (diff.old_size_bytes, diff.new_size_bytes)
        words = "  →  ".join(tr("not there") if one is None else size_text(one) for one in sizes)
        self.facts.show_text("  ·  ".join(one for one in (words, counts) if one))
        self.diff.show_diff(diff, _BEFORE, _NOW)
        self.switch.setVisible(self.diff.is_text)
        self.copy_out.setEnabled(diff.new_size_bytes is not None)
        self._pages.setCurrentWidget(self.diff)

    def open_gaps(self, whole: FileDiff) -> None:
        """The answer to `whole_requested`: the same comparison with all equal lines."""
        self.diff.view.open_gaps(whole)

    def show_content(self, path: str, content: FileContent) -> None:
        """A file as it is now: its text, its picture or its bytes."""
        self._tell(path)
        self.switch.hide()
        self.copy_out.setEnabled(True)
        data = content.content
        picture = None if content.is_cut else picture_of(data)
        kind = kind_of(data) if data else "empty"
        if not data:
            self.diff.show_words(tr("This file is empty"), tr("It has a name, but nothing in it."))
            self._pages.setCurrentWidget(self.diff)
        elif picture is not None and picture.image is not None:
            kind = picture.words
            self.image.show_image(picture.image, picture.words)
            self._pages.setCurrentWidget(self.image)
        elif is_text(data):
            lines = lines_of(data)
            kind = counted("{count} line", "{count} lines", len(lines))
            self.text.show_lines(content.path, lines)
            self._pages.setCurrentWidget(self._text_page)
        else:
            self.bytes.show_bytes(data)
            self._pages.setCurrentWidget(self.bytes)
        facts = [size_text(content.size_bytes), kind]
        if content.is_cut:
            facts.append(tr("only the first {size} are shown", size=size_text(len(data))))
        self.facts.show_text("  ·  ".join(facts))

    @property
    def shown_path(self) -> str:
        """Of what is shown, relative to the container's root."""
        return self._path

    def _tell(self, path: str) -> None:
        self._path = path
        name = visible(path.rpartition("/")[2])
        self.setWindowTitle(
            tr("{name} in {container_name}", name=name, container_name=self._container_name)
        )
        self.setAccessibleName(
            tr(
                "/{path} in {container_name}",
                path=visible(path),
                container_name=self._container_name,
            )
        )
        self.name.show_text(name)
        self.path.show_path(f"/{path}")
        self.find_bar.hide()

    def _next_change(self, step: int) -> None:
        if self._pages.currentWidget() is self.diff and self.diff.is_text:
            self.diff.view.setFocus()
            self.diff.view.next_change(step)

    def _find(self) -> None:
        if self._pages.currentWidget() is self._text_page:
            self.find_bar.begin()

    def _lay_out(self) -> None:
        self._text_page = QWidget()
        text = QVBoxLayout(self._text_page)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(8)
        text.addWidget(self.find_bar)
        text.addWidget(self.text, 1)
        self._pages = QStackedWidget()
        for page in (self.diff, self._text_page, self.image, self.bytes):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(plain_label(self._container_name, "pill"))
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.copy_out)
        actions.addStretch(1)
        actions.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.path)
        column.addWidget(self.facts)
        column.addLayout(actions)
        column.addWidget(self._pages, 1)
