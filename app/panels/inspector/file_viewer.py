"""A file as it was at a layer: its text, its picture, or its bytes, in a window of its own."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.panels.controls import CopyButton, ElidedLabel, labelled, plain_button
from app.panels.inspector.byte_kinds import is_text, kind_of, lines_of
from app.panels.inspector.code_text import clipboard_text
from app.panels.inspector.find_bar import FindBar
from app.panels.inspector.flow_layout import FlowLayout
from app.panels.inspector.hex_view import HexView
from app.panels.inspector.image_view import ImageView, picture_of
from app.panels.inspector.key_switch import KeySwitch
from app.panels.inspector.notice_page import NoticePage
from app.panels.inspector.path_label import PathLabel
from app.panels.inspector.text_view import TextView
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.highlighting import language_of
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import counted, size_text, visible
from core.model import FileAt, FileAttributes, FileContent, LifeEvent
from core.translation import tr

_NUMBERS = itertools.count(1)
_TEXT, _PICTURE, _BYTES = "text", "picture", "bytes"
_TITLES = {_TEXT: tr("Text"), _PICTURE: tr("Picture"), _BYTES: tr("Bytes")}


class FileViewer(QDialog):
    """`show_file` asks for the contents. Not modal: several may be open."""

    save_requested = Signal(object)  # FileAt
    diff_requested = Signal(object)  # FileAt: with which other state is asked elsewhere
    path_requested = Signal(object)  # FileAt: who put this here?

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lookup = lookup
        self._slot = f"FileViewer.{next(_NUMBERS)}"
        self._file: FileAt | None = None
        self._target: InspectedTarget | None = None
        self._content: FileContent | None = None
        self._facts: list[str] = []
        self._lines: list[str] = []
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.text = TextView(theme)
        self.find_bar = FindBar(theme, self.text)
        self.image = ImageView(theme)
        self.bytes = HexView(theme, tr("Bytes of the file"))
        self.notice = NoticePage(theme)
        self.name = ElidedLabel("", "panel-title")
        self.path = PathLabel(theme)
        self.facts = ElidedLabel("", "small")
        self.place = plain_label("", "pill")
        self.kind = plain_label("", "caption")
        self.cut = plain_label("", "pill-modified")
        self.digest = ElidedLabel("", "mono-dim")
        self.switch = KeySwitch(tr("What to see of the file"))
        self.switch.chosen.connect(self._turn)
        self._make_actions()
        self._lay_out()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.activated.connect(self._find)
        self.resize(820, 640)

    def show_file(self, file: FileAt, target: InspectedTarget) -> None:
        """Another file. `target` has the image's layers and their titles."""
        self._forget()
        self._file, self._target, self._content = file, target, None
        level = target.level_of(file.place.chain_id)
        level = target.level if level is None else level
        title = visible(target.title_at(level))
        name = file.path.rpartition("/")[2]
        self.setWindowTitle(tr("{name} at brick {level}", name=visible(name), level=level + 1))
        self.setAccessibleName(f"/{visible(file.path)}")
        self.name.show_text(visible(name))
        self.path.show_path(f"/{file.path}")
        self.place.setText(
            tr("as it was at brick {level} of {levels}", level=level + 1, levels=target.levels)
        )
        self._facts = ["", "", f"{visible(target.image.reference)}: {title}"]
        self._tell()
        self._pages_words: dict[str, str] = {}
        self._switch_to({})
        self._say("", tr("Reading the file …"), icon="search")
        self._lookup.content(file, self._take, failed=self._fail, slot=f"{self._slot}.content")
        self._lookup.life(
            file.place.reference, file.path, lambda events: self._take_life(events, level),
            failed=lambda _sentence: None, slot=f"{self._slot}.life",
        )  # fmt: skip

    @property
    def file(self) -> FileAt | None:
        """What is shown."""
        return self._file

    @property
    def page(self) -> str:
        """Which page is seen: "text", "picture", "bytes", "" for a notice."""
        return self.switch.key if self.pages.currentWidget() is not self.notice else ""

    def _say(self, title: str, detail: str, *, icon: str) -> None:
        """A sentence instead of contents."""
        self.notice.say(title, detail, icon=icon)
        self.pages.setCurrentWidget(self.notice)
        self.cut.hide()
        self.kind.setText("")
        self.digest.show_text("")
        self._copy_digest.hide()
        self.copy_button.setEnabled(False)

    # --- answers ------------------------------------------------------------------------------

    def _take(self, content: FileContent) -> None:
        self._content = content
        data = content.content
        self._facts[0] = size_text(content.size_bytes)
        self._tell()
        self.digest.show_text(content.digest)
        self._copy_digest.setVisible(bool(content.digest))
        shown = size_text(len(data))
        words = tr(
            "The first {shown} of {size_bytes}; save it to see the whole",
            shown=shown,
            size_bytes=size_text(content.size_bytes),
        )
        self.cut.setText(words)
        self.cut.setVisible(content.is_cut)
        if not data:
            self._say(
                tr("This file is empty"), tr("It has a name, but nothing in it."), icon="file"
            )
            return
        pages = self._fill(content)
        self._switch_to(pages)
        self._turn(next(iter(pages)))

    def _fill(self, content: FileContent) -> dict[str, str]:
        """Pages that there are, the best first, and what is said of each."""
        data, pages = content.content, {}
        picture = None if content.is_cut else picture_of(data)
        kind = picture.words if picture is not None else kind_of(data)
        if picture is not None and picture.image is not None:
            self.image.show_image(picture.image, picture.words)
            pages[_PICTURE] = picture.words
        self._lines = []
        if picture is None and is_text(data):
            self._lines = lines_of(data)
            if content.is_cut and len(self._lines) > 1:
                self._lines.pop()  # its end is not here
            self.text.show_lines(content.path, self._lines)
            language = language_of(content.path, self._lines[0]) or tr("Text")
            kind = f"{language}, {counted('{count} line', '{count} lines', len(self._lines))}"
            pages[_TEXT] = kind
        self.copy_button.setEnabled(bool(self._lines))
        self.bytes.show_bytes(data)
        pages[_BYTES] = kind
        return pages

    def _take_life(self, events: tuple[LifeEvent, ...], level: int) -> None:
        """Mode and owner, and which layer brought this state."""
        seen = [event for event in events if event.level <= level]
        if not seen or self._target is None:
            return
        last = max(seen, key=lambda event: event.level)
        self._facts[1] = attributes_text(last.attributes)
        if last.level != level:
            brought = visible(self._target.title_at(last.level))
            self._facts[2:] = [
                self._facts[2],
                tr("from brick {level}: {brought}", level=last.level + 1, brought=brought),
            ]
        self._tell()

    def _fail(self, sentence: str) -> None:
        self._say(tr("This file cannot be shown"), sentence, icon="warn")

    def _forget(self) -> None:
        for name in ("content", "life"):
            self._lookup.forget(f"{self._slot}.{name}")
        self._lines = []
        self.find_bar.hide()

    # --- pages --------------------------------------------------------------------------------

    def _switch_to(self, pages: dict[str, str]) -> None:
        self._pages_words = pages
        self.switch.show_choices([(key, _TITLES[key]) for key in pages])
        self.switch.setVisible(len(pages) > 1)

    def _turn(self, key: str) -> None:
        widgets = {_TEXT: self._text_page, _PICTURE: self.image, _BYTES: self.bytes}
        self.switch.choose(key)
        self.pages.setCurrentWidget(widgets[key])
        self.kind.setText(self._pages_words.get(key, ""))

    def _find(self) -> None:
        if self._lines:
            self._turn(_TEXT)
            self.find_bar.begin()

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(clipboard_text("\n".join(self._lines)))

    def _tell(self) -> None:
        self.facts.show_text("  ·  ".join(fact for fact in self._facts if fact))

    def done(self, result: int) -> None:
        """Closed: nobody waits for answers any more."""
        self._forget()
        super().done(result)

    # --- parts --------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        theme = self._theme
        self.save_button = labelled(plain_button(tr("Save…"), "action"), theme, "export", size=16)
        self.copy_button = labelled(plain_button(tr("Copy text"), "action"), theme, "copy", size=16)
        self.diff_button = labelled(
            plain_button(tr("Diff with…"), "action"), theme, "diff", size=16
        )
        self.who_button = labelled(
            plain_button(tr("Who put this here?"), "action"), theme, "history", size=16
        )
        for button, signal in (
            (self.save_button, self.save_requested),
            (self.diff_button, self.diff_requested),
            (self.who_button, self.path_requested),
        ):
            button.clicked.connect(lambda _checked=False, one=signal: one.emit(self._file))
        self.copy_button.clicked.connect(self._copy_text)
        self.action_buttons = [
            self.save_button,
            self.copy_button,
            self.diff_button,
            self.who_button,
        ]
        for button in self.action_buttons:
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self._text_page = QWidget()
        text = QVBoxLayout(self._text_page)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(8)
        text.addWidget(self.find_bar)
        text.addWidget(self.text, 1)
        text.addStretch(0)
        self.pages = QStackedWidget()
        for page in (self.notice, self._text_page, self.image, self.bytes):
            self.pages.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.name, 1)
        head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignVCenter)
        actions = FlowLayout(gap_px=8)
        for widget in (*self.action_buttons, self.switch):
            actions.addWidget(widget)
        self._copy_digest = CopyButton(self._theme, tr("Copy: digest"), self.digest.text)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.kind)
        foot.addWidget(self.cut)
        foot.addStretch(0)
        self.digest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.digest, 1)
        foot.addWidget(self._copy_digest)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.path)
        column.addWidget(self.facts)
        column.addSpacing(2)
        column.addLayout(actions)
        column.addSpacing(2)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)


def attributes_text(attributes: FileAttributes) -> str:
    """mode 0644, owner 0:0."""
    return tr(
        "mode {mode:04o}, owner {uid}:{gid}",
        mode=attributes.mode,
        uid=attributes.uid,
        gid=attributes.gid,
    )
