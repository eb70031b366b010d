"""While images are shared: the address for all to see, what pupils type, and who fetches what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import FormDialog, wrapped
from app.panels.controls import ChevronBox, CopyButton, StatusDot, breakable, code_font
from app.panels.flow_text import FlowText
from app.panels.pull_list import PullList
from app.panels.qr_code import QrCode
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.offer_desk import OfferDesk
from app.viewmodel.offer_words import (
    PLAIN_SENTENCE,
    announced_words,
    command_lines,
    docker_line,
    docker_note,
    qr_address,
    storing_line,
    total_words,
)
from app.viewmodel.sizes import counted, visible
from core.model import Serving
from core.translation import tr, translated

_FETCH, _FETCH_DOCKER, _FETCH_HERE = "podman", "docker", "Bricklayer"
_STORE = tr("podman, to store")
_ADDRESS_PX, _LONG_ADDRESS_PX = 33, 22
_LONG_CHARS = 21


class ServeStateDialog(FormDialog):
    """Follows `show_serving`; closing it goes on sharing. Its button ends the offer."""

    def __init__(
        self, parent: QWidget | None, theme: Theme, desk: OfferDesk, serving: Serving
    ) -> None:
        super().__init__(
            parent, tr("Shared with the class"), "", tr("Stop sharing"), theme=theme, icon="stop",
            size=QSize(720, 0), look="danger",
        )  # fmt: skip
        self._desk = desk
        self._serving = serving
        self.cancel_button.setText(tr("Keep sharing"))
        self.cancel_button.setDefault(True)
        self.key_hint.hide()
        self._announced = wrapped("", "lead-small")
        self.head.addWidget(self._announced)
        self.code = QrCode(theme)
        address = serving.addresses[0] if serving.addresses else ""
        size_px = _ADDRESS_PX if len(address) <= _LONG_CHARS else _LONG_ADDRESS_PX
        self.address = FlowText(
            theme, code_font(size_px, 700), line_px=round(size_px * 1.3), most_lines=2
        )
        self.address.setAccessibleName(tr("Address"))
        self._others = wrapped("", "caption")
        self._offered = plain_label("", "sharing-title")
        self._token = FlowText(theme, code_font(19, 600), line_px=27, most_lines=2)
        self._token.setAccessibleName(tr("User and token to store images"))
        self._push = QWidget()
        self.image = ChevronBox(theme)
        self.image.setAccessibleName(tr("Image to fetch"))
        self.image.currentIndexChanged.connect(lambda _index: self._show_line())
        self.tools: dict[str, QPushButton] = {}
        self._line = FlowText(theme, code_font(14), line_px=24, most_lines=3)
        self._line.setAccessibleName(tr("What pupils type"))
        self._typed = plain_label("", "field-name")
        self._note = wrapped("", "caption")
        self._total = plain_label("", "small")
        self.pulls = PullList(theme)
        self._fill()
        self.show_serving(serving)
        self.cancel_button.setFocus()

    @property
    def line(self) -> str:
        """What pupils type for the image that is chosen."""
        names = [name for _reference, name in self._serving.images]
        index = self.image.currentIndex()
        if not 0 <= index < len(names) or not self._serving.addresses:
            return ""
        address = self._serving.addresses[0]
        if self.tools[_STORE].isChecked():
            return storing_line(address, self._serving.push_user)
        if self.tools[_FETCH_DOCKER].isChecked():
            return docker_line(address, names[index])
        lines = command_lines(address, names[index])
        return lines[1] if self.tools[_FETCH_HERE].isChecked() else lines[0]

    def show_serving(self, serving: Serving) -> None:
        """As it is now."""
        before, self._serving = self._serving, serving
        address = serving.addresses[0] if serving.addresses else tr("no address")
        self._announced.setText(announced_words(serving))
        self.code.show_text(qr_address(serving))
        self.address.show_spans([(address, "text")])
        others = ", ".join(serving.addresses[1:4])
        self._others.setText(tr("also at {others}", others=others) if others else "")
        self._others.setVisible(bool(others))
        self._offered.setText(
            tr(
                "{images} to fetch",
                images=counted("{count} image", "{count} images", len(serving.images)),
            )
        )
        self._push.setVisible(bool(serving.push_token))
        self.tools[_STORE].setVisible(bool(serving.push_token))
        self._token.show_spans([(f"{serving.push_user}  {serving.push_token}", "text")])
        if self.image.count() == 0 or before.images != serving.images:
            self._show_images(serving)
        self._show_line()
        self._total.setText(total_words(serving))
        self.pulls.show_pulls(serving.pulls)

    def submit(self) -> None:
        self._desk.stop()
        self.accept()

    def _show_images(self, serving: Serving) -> None:
        chosen = self.image.currentData()
        self.image.blockSignals(True)
        self.image.clear()
        for reference, name in serving.images:
            is_same = reference == name
            words = (
                visible(reference)
                if is_same
                else tr("{reference}  as  {name}", reference=visible(reference), name=name)
            )
            self.image.addItem(words, reference)
        self.image.setCurrentIndex(max(0, self.image.findData(chosen)))
        self.image.blockSignals(False)

    def _show_line(self) -> None:
        is_storing = self.tools[_STORE].isChecked()
        self.image.setEnabled(not is_storing)
        self._typed.setText(
            tr("Pupils type this to store one") if is_storing else tr("Pupils type this to fetch")
        )
        self._note.setText(breakable(docker_note(self._address())))
        self._note.setVisible(self.tools[_FETCH_DOCKER].isChecked())
        self._line.show_spans([(self.line, "terminal_text")])

    # --- putting together ---------------------------------------------------------------------

    def _fill(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(plain_label(tr("ADDRESS"), "heading"))
        right.addLayout(_with_copy(self.address, self._copy(tr("Copy the address"), self._address)))
        right.addWidget(self._others)
        token = QVBoxLayout(self._push)
        token.setContentsMargins(0, 10, 0, 0)
        token.setSpacing(4)
        token.addWidget(plain_label(tr("USER AND TOKEN TO STORE IMAGES"), "heading"))
        copy = self._copy(tr("Copy the token"), lambda: self._serving.push_token)
        token.addLayout(_with_copy(self._token, copy))
        right.addWidget(self._push)
        right.addStretch(1)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(StatusDot(self.theme, "running"), 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self._offered)
        state.addWidget(plain_label(tr("·  scan the code to see them"), "small"))
        state.addStretch(1)
        right.addLayout(state)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.body.addLayout(row)
        typed = QVBoxLayout()
        typed.setSpacing(6)
        typed.addWidget(self._typed)
        typed.addWidget(self.image)
        typed.addSpacing(4)
        typed.addWidget(self._line_box())
        typed.addWidget(self._note)
        self.body.addLayout(typed)
        fetched = QVBoxLayout()
        fetched.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(plain_label(tr("Who fetches what"), "field-name"))
        head.addStretch(1)
        head.addWidget(self._total)
        fetched.addLayout(head)
        fetched.addWidget(self.pulls)
        self.body.addLayout(fetched)
        self.body.addWidget(wrapped(translated(PLAIN_SENTENCE), "caption"))

    def _line_box(self) -> QFrame:
        """Dark, as a terminal is: two tools to choose from, the line, a button that copies it."""
        box, head = QFrame(), QFrame()
        box.setProperty("look", "terminal")
        head.setProperty("look", "terminal-head")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for tool in (_FETCH, _FETCH_DOCKER, _FETCH_HERE, _STORE):
            button = QPushButton(tool)
            button.setProperty("look", "dialect-dark")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setAutoDefault(False)
            button.setAccessibleName(tr("Show the line for {tool}", tool=tool))
            button.setChecked(tool == _FETCH)
            button.clicked.connect(lambda _checked: self._show_line())
            self.tools[tool] = button
            row.addWidget(button)
        row.addStretch(1)
        copy = CopyButton(self.theme, tr("Copy the line"), lambda: self.line, is_dark=True)
        copy.setAutoDefault(False)
        row.addWidget(copy)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 9, 10, 11)
        inner.addWidget(self._line)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(inner)
        return box

    def _address(self) -> str:
        return self._serving.addresses[0] if self._serving.addresses else ""

    def _copy(self, name: str, text: Callable[[], str]) -> CopyButton:
        button = CopyButton(self.theme, name, text)
        button.setAutoDefault(False)
        return button


def _with_copy(text: FlowText, copy: CopyButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(text, 1)
    row.addWidget(copy, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
