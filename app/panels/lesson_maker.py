"""A lesson that is being made: its texts, its steps, and the buttons that record and try it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import ChevronBox, TickBox, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.lesson_making import (
    STEP_TEXTS,
    Making,
    StepDraft,
    in_language,
    with_language,
)
from app.viewmodel.sizes import visible
from core.localized import LocalizedText
from core.translation import tr

_LIST_PX, _TEXT_PX = 110, 56


class LessonMaker(QFrame):
    """Signals: written(name, text), step_written(name, text), check_chosen(check, bool),
    step_chosen(place), moved(by), and one for each button.
    """

    written = Signal(str, object)
    step_written = Signal(str, object)
    check_chosen = Signal(object, bool)
    step_chosen = Signal(int)
    moved = Signal(int)
    record_requested = Signal()
    done_requested = Signal()
    discard_requested = Signal()
    delete_requested = Signal()
    try_requested = Signal()
    stop_requested = Signal()
    export_requested = Signal()
    close_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self._theme = theme
        self._making = Making()
        self._is_showing = False
        self._shown_checks: tuple[object, ...] = ()
        self.ticks: list[TickBox] = []
        self.language = ChevronBox(theme)
        self.language.setAccessibleName(tr("Language of the texts"))
        self.language.addItem(tr("English"), "en")
        self.language.addItem(tr("German"), "de")
        self.language.currentIndexChanged.connect(lambda _index: self._show_texts())
        self.title, self.summary = QLineEdit(), QLineEdit()
        for name, edit in (("title", self.title), ("summary", self.summary)):
            edit.textEdited.connect(lambda words, one=name: self._write(one, words))
        self.steps = QListWidget()
        self.steps.setAccessibleName(tr("Steps of the lesson"))
        self.steps.setFixedHeight(_LIST_PX)
        self.steps.currentRowChanged.connect(self._choose)
        self.texts: dict[str, QPlainTextEdit] = {}
        inside = QWidget()
        inside.setProperty("look", "plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._fill()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.viewport().setProperty("look", "plain")
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 8, 12)
        layout.addWidget(plain_label(tr("Make a lesson"), "section"))
        layout.addWidget(scroll, 1)
        layout.addLayout(self._make_buttons())

    def show_making(self, making: Making) -> None:
        """Show it as it is now; a field that is being written in keeps its cursor."""
        self._making = making
        self._is_showing = True
        titles = [
            f"{number}. {visible(one.step.title.english)}"
            for number, one in enumerate(making.steps, start=1)
        ]
        if titles != [self.steps.item(row).text() for row in range(self.steps.count())]:
            self.steps.clear()
            self.steps.addItems(titles)
        self.steps.setCurrentRow(making.chosen)
        self._is_showing = False
        self._show_texts()
        self._show_checks(making.draft)
        is_free = not making.busy_words and not making.is_recording
        self.record.setVisible(not making.is_recording)
        self.record.setEnabled(is_free)
        self.done.setVisible(making.is_recording)
        self.done.setEnabled(not making.busy_words)
        self.discard.setVisible(making.is_recording and not making.busy_words)
        for button in (self.up, self.down, self.delete):
            button.setEnabled(is_free and making.draft is not None)
        is_whole = is_free and not making.missing
        self.attempt.setEnabled(is_whole)
        self.export.setEnabled(is_whole)
        self.stop.setVisible(bool(making.busy_words))
        recording = tr("Recording: do in the window what belongs to the step.")
        says = making.busy_words or (recording if making.is_recording else "")
        self.says.setText(says or "\n".join(making.result) or making.missing)

    # --- parts --------------------------------------------------------------------------------

    def _fill(self) -> None:
        column = self._column
        column.addWidget(self.language)
        for label, edit in ((tr("Title"), self.title), (tr("Summary"), self.summary)):
            edit.setAccessibleName(label)
            column.addWidget(plain_label(label, "small"))
            column.addWidget(edit)
        column.addWidget(self.steps)
        row = QHBoxLayout()
        self.up, self.down = plain_button(tr("Up"), "link"), plain_button(tr("Down"), "link")
        self.delete = plain_button(tr("Delete step"), "link")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.delete.clicked.connect(self.delete_requested)
        for button in (self.up, self.down, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.deeds = _line()
        column.addWidget(self.deeds)
        self._checks = QVBoxLayout()
        column.addLayout(self._checks)
        labels = (
            tr("Title of the step"), tr("What we do"), tr("What to expect"),
            tr("How it is clicked"), tr("Hint"), tr("Explanation"),
        )  # fmt: skip
        self._step_parts: list[QWidget] = []
        for name, label in zip(STEP_TEXTS, labels, strict=True):
            edit = self.texts[name] = QPlainTextEdit()
            edit.setAccessibleName(label)
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(_TEXT_PX)
            edit.textChanged.connect(lambda one=name: self._write_step(one))
            self._step_parts += [plain_label(label, "small"), edit]
        for part in self._step_parts:
            column.addWidget(part)
        column.addStretch(1)

    def _make_buttons(self) -> QVBoxLayout:
        self.says = _line()
        self.record = plain_button(tr("Record a step"), "primary")
        self.done = plain_button(tr("Step done"), "primary")
        self.discard = plain_button(tr("Discard"), "secondary")
        self.attempt = plain_button(tr("Try"), "secondary")
        self.stop = plain_button(tr("Cancel"), "secondary")
        self.export = plain_button(tr("Export…"), "secondary")
        self.leave = plain_button(tr("Close"), "secondary")
        grid = QGridLayout()
        for button, signal, row, place in (
            (self.record, self.record_requested, 0, 0), (self.done, self.done_requested, 0, 0),
            (self.discard, self.discard_requested, 0, 1), (self.stop, self.stop_requested, 0, 1),
            (self.attempt, self.try_requested, 1, 0), (self.export, self.export_requested, 1, 1),
            (self.leave, self.close_requested, 2, 0),
        ):  # fmt: skip
            button.clicked.connect(signal)
            grid.addWidget(button, row, place)
        column = QVBoxLayout()
        column.addWidget(self.says)
        column.addLayout(grid)
        return column

    def _show_texts(self) -> None:
        code, draft = self._code, self._making.draft
        self._is_showing = True
        for edit, text in (
            (self.title, self._making.title), (self.summary, self._making.summary),
        ):  # fmt: skip
            if edit.text() != in_language(text, code):
                edit.setText(in_language(text, code))
        for name, box in self.texts.items():
            words = in_language(draft.text(name), code) if draft is not None else ""
            if box.toPlainText() != words:
                box.setPlainText(words)
        for part in self._step_parts:
            part.setVisible(draft is not None)
        self._is_showing = False

    def _show_checks(self, draft: StepDraft | None) -> None:
        lines = [visible(one.as_text) for one in draft.step.actions] if draft is not None else []
        notes = [visible(one) for one in draft.notes] if draft is not None else []
        self.deeds.setText("\n".join([*lines, *notes]))
        self.deeds.setVisible(draft is not None)
        proposals = draft.proposals if draft is not None else ()
        shown = (self._making.chosen, proposals)
        if shown == self._shown_checks:
            return
        self._shown_checks = shown
        for tick in self.ticks:
            row = tick.parentWidget()
            self._checks.removeWidget(row)
            row.deleteLater()
        self.ticks = []
        chosen = draft.step.checks if draft is not None else ()
        for one in proposals:
            words = visible(one.why) or str(one.check)
            tick = TickBox("", self._theme)
            tick.setAccessibleName(words)
            tick.setChecked(one.check in chosen)
            tick.toggled.connect(
                lambda is_on, check=one.check: self.check_chosen.emit(check, is_on)
            )
            self._checks.addWidget(_row(tick, words))
            self.ticks.append(tick)

    # --- what is written ----------------------------------------------------------------------

    @property
    def _code(self) -> str:
        return str(self.language.currentData())

    def _choose(self, place: int) -> None:
        if not self._is_showing and place >= 0:
            self.step_chosen.emit(place)

    def _write(self, name: str, words: str) -> None:
        text = getattr(self._making, name)
        assert isinstance(text, LocalizedText)
        self.written.emit(name, with_language(text, self._code, words))

    def _write_step(self, name: str) -> None:
        draft = self._making.draft
        if self._is_showing or draft is None:
            return
        words = self.texts[name].toPlainText()
        self.step_written.emit(name, with_language(draft.text(name), self._code, words))


def _row(tick: TickBox, words: str) -> QWidget:
    """A check box with a sentence that may need several lines."""
    row = QWidget()
    row.setProperty("look", "plain")
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    label = _line()
    label.setText(words)
    layout.addWidget(tick)
    layout.addWidget(label, 1)
    return row


def _line() -> QLabel:
    label = plain_label("", "small")
    label.setWordWrap(True)
    return label
