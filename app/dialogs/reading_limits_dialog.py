"""How much an image from outside may ask of this computer, to be read and changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.controls import plain_button
from app.theme import Theme
from app.viewmodel.limit_rows import ROWS, LimitRow, limits_of, read_limit, text_of
from core.model import ReadingLimits
from core.translation import tr

_COLUMNS = 2


class ReadingLimitsDialog(FormDialog):
    """Signals: chosen(ReadingLimits)."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, theme: Theme, limits: ReadingLimits) -> None:
        super().__init__(
            parent,
            tr("Limits for images from outside"),
            tr(
                "An archive or a registry that asks for more is refused, and "
                "nothing of it is kept. Raise a limit only for images whose "
                "makers you trust."
            ),
            tr("Keep these limits"),
            theme=theme,
            size=QSize(720, 0),
        )
        self.fields: dict[str, Field] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(18)
        for number, row in enumerate(ROWS):
            grid.addWidget(self._field(row), number // _COLUMNS, number % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.defaults_button = plain_button(tr("Usual limits"), "dialog-button")
        self.defaults_button.setAutoDefault(False)
        self.defaults_button.clicked.connect(lambda: self.show_limits(ReadingLimits()))
        self.buttons.insertWidget(0, self.defaults_button)
        self.show_limits(limits)
        self.fields[ROWS[0].key].edit.setFocus()

    def show_limits(self, limits: ReadingLimits) -> None:
        """Fill in these."""
        for row in ROWS:
            self.fields[row.key].edit.setText(text_of(row, limits))

    def submit(self) -> None:
        fields = [(row, self.fields[row.key]) for row in ROWS]
        wrong = [field for _row, field in fields if not field.is_good()]
        if wrong:
            self.show_field(wrong[0].edit)
            return
        self.chosen.emit(limits_of({row.key: read_limit(row, field.text) for row, field in fields}))
        self.accept()

    def _field(self, row: LimitRow) -> QWidget:
        is_said = row.unit.casefold() in row.title.casefold()
        unit = f" ({row.unit})" if row.unit and not is_said else ""
        field = Field(f"{row.title}{unit}", check=lambda text: str(read_limit(row, text)))
        self.fields[row.key] = field
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(field)
        column.addWidget(wrapped(row.sentence, "caption"))
        column.addStretch(1)
        return box
