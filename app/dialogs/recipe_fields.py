"""What a recipe asks, as fields of a form: one for each kind of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.dialogs.form import Field, wrapped
from app.panels.controls import ChevronBox, plain_button
from app.scene.overlay import plain_label, set_look
from app.theme import Theme
from app.viewmodel.recipe_words import cut
from app.viewmodel.sizes import visible
from core.translation import language, tr

if TYPE_CHECKING:
    from core.recipe import Parameter

_LINES_PX = 150
_TITLE_LIMIT, _HINT_LIMIT = 60, 300


class AnswerField(QWidget):
    """One question. Signals: changed()."""

    changed = Signal()

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self.parameter = parameter
        self.title = cut(visible(parameter.title.in_language(language())), _TITLE_LIMIT)
        self.hint = cut(visible(parameter.hint.in_language(language())), _HINT_LIMIT)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Field.GAP_PX)

    @property
    def answer(self) -> str:
        """What the person says."""
        raise NotImplementedError

    def set_complaint(self, words: str) -> None:
        """What is wrong with it; "" takes it back."""
        raise NotImplementedError

    def focus(self) -> None:
        """Give it the keyboard."""
        raise NotImplementedError

    def is_good(self) -> bool:
        """Check it, and say below what is wrong."""
        from core.recipe import problem_of

        problem = problem_of(self.parameter, self.answer)
        self.set_complaint(problem)
        return not problem


class LineField(AnswerField):
    """One line; with a button that chooses where it is a file or a folder."""

    def __init__(self, parameter: Parameter) -> None:
        from core.recipe import ParameterKind

        super().__init__(parameter)
        self.field = Field(self.title, parameter.default)
        self.field.set_hint(self.hint)
        self.field.edit.textChanged.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.field, 1)
        self.column.addLayout(row)
        self._is_folder = parameter.kind is ParameterKind.FOLDER
        if parameter.kind in (ParameterKind.FOLDER, ParameterKind.FILE):
            self.choose = plain_button(tr("Choose…"), "dialog-button")
            self.choose.setAutoDefault(False)
            self.choose.setAccessibleName(tr("Choose: {title}", title=self.title))
            self.choose.clicked.connect(self._choose)
            place = QVBoxLayout()
            place.addSpacing(22)
            place.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
            place.addStretch(1)
            row.addLayout(place)

    @property
    def answer(self) -> str:
        return self.field.text.strip()

    def set_complaint(self, words: str) -> None:
        self.field.set_complaint(words)

    def focus(self) -> None:
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.title)
        mode = QFileDialog.FileMode
        dialog.setFileMode(mode.Directory if self._is_folder else mode.ExistingFile)
        dialog.fileSelected.connect(self.field.edit.setText)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class LinesField(AnswerField):
    """A text of several lines."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter)
        self.edit = QPlainTextEdit(parameter.default)
        self.edit.setProperty("look", "mono")
        self.edit.setFixedHeight(_LINES_PX)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(self.title)
        self.edit.setAccessibleDescription(self.hint)
        self.edit.textChanged.connect(self._edited)
        title = plain_label(self.title, "field-name")
        title.setBuddy(self.edit)
        self._below = wrapped(self.hint, "caption")
        for widget in (title, self.edit, self._below):
            self.column.addWidget(widget)

    @property
    def answer(self) -> str:
        return self.edit.toPlainText()

    def set_complaint(self, words: str) -> None:
        set_look(self._below, "error" if words else "caption")
        self._below.setText(words or self.hint)

    def focus(self) -> None:
        self.edit.setFocus()

    def _edited(self) -> None:
        self.set_complaint("")
        self.changed.emit()


class ChoiceField(AnswerField):
    """One of several."""

    def __init__(self, parameter: Parameter, theme: Theme) -> None:
        super().__init__(parameter)
        self.box = ChevronBox(theme)
        self.box.setAccessibleName(self.title)
        for option in parameter.options:
            self.box.addItem(visible(option.title.in_language(language())), option.value)
        self.box.setCurrentIndex(max(0, self.box.findData(parameter.default)))
        self.box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        title = plain_label(self.title, "field-name")
        title.setBuddy(self.box)
        self._below = wrapped(self.hint, "caption")
        self._below.setVisible(bool(self.hint))
        for widget in (title, self.box, self._below):
            self.column.addWidget(widget)

    @property
    def answer(self) -> str:
        return str(self.box.currentData() or "")

    def set_complaint(self, words: str) -> None:
        set_look(self._below, "error" if words else "caption")
        self._below.setText(words or self.hint)
        self._below.setVisible(bool(words or self.hint))

    def focus(self) -> None:
        self.box.setFocus()


def field_for(parameter: Parameter, theme: Theme) -> AnswerField:
    """The field for a kind of answer."""
    from core.recipe import ParameterKind

    if parameter.kind is ParameterKind.LINES:
        return LinesField(parameter)
    if parameter.kind is ParameterKind.CHOICE:
        return ChoiceField(parameter, theme)
    return LineField(parameter)
