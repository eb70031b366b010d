"""Two states of a file: their lines, their first bytes, or a sentence where there is neither."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.panels.controls import breakable
from app.panels.inspector.byte_kinds import kind_of
from app.panels.inspector.diff_view import DiffView
from app.panels.inspector.hex_view import HexView
from app.panels.inspector.notice_page import NoticePage
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import size_text, visible
from core.model import FileDiff
from core.translation import tr

_PATIENCE_MS = 200  # answers that come sooner need no "Comparing …"


class DiffPage(QWidget):
    """`show_diff` chooses how the difference is shown; `view` is the one for text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = DiffView(theme)
        self._note = plain_label("", "caption")
        self._note.setWordWrap(True)
        self._keys = plain_label(tr("F7 / Shift+F7 next and previous change"), "caption")
        self._text = QWidget()
        column = QVBoxLayout(self._text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._note)
        column.addWidget(self.view, 1)
        column.addWidget(self._keys)
        column.addStretch(0)
        self._old_title, self._new_title = (
            plain_label("", "small-strong"),
            plain_label("", "small-strong"),
        )
        self._old_bytes = HexView(theme, tr("First bytes of the old side"))
        self._new_bytes = HexView(theme, tr("First bytes of the new side"))
        self._binary_words = plain_label("", "small")
        self._binary = self._make_binary()
        self._words = NoticePage(theme)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        for page in (self._text, self._binary, self._words):
            self._pages.addWidget(page)
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._waiting.timeout.connect(lambda: self._words.say("", tr("Comparing …"), icon="search"))
        self.setMinimumHeight(120)

    def show_diff(self, diff: FileDiff, old_title: str, new_title: str) -> None:
        """Titles name the sides: "brick 3", "orders-api 4.2"."""
        self._waiting.stop()
        is_one_sided = diff.old_size_bytes is None or diff.new_size_bytes is None
        if diff.is_binary:
            self._show_binary(diff, old_title, new_title)
        elif diff.lines and (diff.added or diff.removed or is_one_sided):
            self._say_note(_note(diff, old_title, new_title))
            self.view.show_diff(diff)
            self._keys.setVisible(self.view.changes > 1)
            self._pages.setCurrentWidget(self._text)
        else:
            self.show_words(*_nothing_differs(diff, old_title, new_title), icon="check")

    def name_sides(self, diff: FileDiff, old_title: str, new_title: str) -> None:
        """Other titles for the diff that is shown; where the person is in it stays."""
        if self.is_text:
            self._say_note(_note(diff, old_title, new_title))
        else:
            self.show_diff(diff, old_title, new_title)

    def _say_note(self, note: str) -> None:
        self._note.setText(breakable(visible(note)))
        self._note.setVisible(bool(note))

    def show_words(self, title: str, detail: str = "", *, icon: str = "info") -> None:
        """A sentence instead."""
        self._waiting.stop()
        self._words.say(title, detail, icon=icon)
        self._pages.setCurrentWidget(self._words)

    def wait(self) -> None:
        """An answer is on its way: said when it takes long enough to be wondered about."""
        self.show_words("")
        self._waiting.start()

    @property
    def is_text(self) -> bool:
        """Whether lines are shown."""
        return self._pages.currentWidget() is self._text

    @property
    def words(self) -> str:
        """The sentence that is shown instead of lines, "" when there are lines."""
        if self._pages.currentWidget() is self._words:
            return self._words.words
        return "" if self.is_text else self._binary_words.text()

    def sizeHint(self) -> QSize:
        return QSize(500, 420)

    # --- parts --------------------------------------------------------------------------------

    def _show_binary(self, diff: FileDiff, old_title: str, new_title: str) -> None:
        old, new = diff.old_size_bytes, diff.new_size_bytes
        kinds = {kind_of(head) for head in (diff.old_head, diff.new_head)}
        if old is None or new is None:
            words = tr("This is no text file: its first bytes are shown.")
        elif diff.old_head == diff.new_head:
            words = tr("This is no text file, and its first bytes are the same on both sides.")
        elif kinds == {"text"}:
            words = tr("The same text in another encoding: the first bytes are shown.")
        else:
            words = tr("This is no text file: its first bytes are shown, and which of them differ.")
        self._binary_words.setText(words)
        heads = (
            (self._old_title, self._old_bytes, old_title, old, diff.old_head, diff.new_head),
            (self._new_title, self._new_bytes, new_title, new, diff.new_head, diff.old_head),
        )
        for number, (label, view, title, size, head, other) in enumerate(heads):
            words = (
                f"{size_text(size)}  ·  {kind_of(head)}" if size is not None else tr("not there")
            )
            label.setText(visible(f"{title}  ·  {words}"))
            view.setVisible(bool(head))
            is_compared = old is not None and new is not None
            token = "added" if number else "deleted"
            view.show_bytes(head, other if is_compared else None, token)
        self._pages.setCurrentWidget(self._binary)

    def _make_binary(self) -> QWidget:
        page = QWidget()
        self._binary_words.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._binary_words)
        for label, view in (
            (self._old_title, self._old_bytes),
            (self._new_title, self._new_bytes),
        ):
            label.setWordWrap(True)
            column.addWidget(label)
            column.addWidget(view, 1)
        column.addStretch(0)
        return page


def _note(diff: FileDiff, old_title: str, new_title: str) -> str:
    """What the lines alone do not tell."""
    notes = []
    if diff.old_size_bytes is None:
        notes.append(
            tr(
                "The file is not there at {old_title}: all of its lines are new.",
                old_title=old_title,
            )
        )
    if diff.new_size_bytes is None:
        notes.append(tr("The file is not there any more at {new_title}.", new_title=new_title))
    if diff.old_path != diff.new_path:
        notes.append(
            tr(
                "/{old_path} is compared with /{new_path}.",
                old_path=diff.old_path,
                new_path=diff.new_path,
            )
        )
    if diff.is_cut:
        notes.append(tr("Only the start of this long file was compared."))
    return " ".join(notes)


def _nothing_differs(diff: FileDiff, old_title: str, new_title: str) -> tuple[str, str]:
    """A headline and a sentence."""
    old, new = diff.old_size_bytes, diff.new_size_bytes
    if old is None and new is None:
        return tr("There is no such file"), tr(
            "Neither {old_title} nor {new_title} has it.", old_title=old_title, new_title=new_title
        )
    if old is None:
        return tr("New at {new_title}", new_title=new_title), tr("It is an empty file.")
    if new is None:
        return tr("Gone at {new_title}", new_title=new_title), tr("It was an empty file.")
    if diff.is_cut:
        return tr("The start is the same"), tr("Only the start of this long file was compared.")
    if old != new:
        sizes = tr(
            "{old} at {old_title}, {new} at {new_title}",
            old=size_text(old),
            old_title=old_title,
            new=size_text(new),
            new_title=new_title,
        )
        return tr("No line differs"), tr(
            "The sizes do: {sizes}. Line ends may be of another kind.", sizes=sizes
        )
    return tr("Both are the same"), tr("{new}, and no line differs.", new=size_text(new))
