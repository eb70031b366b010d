"""How much a container may use: three fields, greyed where the computer cannot enforce it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.dialogs.form import Field, FormDialog, wrapped
from app.viewmodel.container_form import read_number, read_size
from app.viewmodel.sizes import decimal_text, visible
from core.errors import NameGrammarError
from core.model import Container, Limits
from core.translation import tr

_Number = TypeVar("_Number", int, float)

_NOT_ENFORCED = tr("not enforced on this computer")


class LimitFields(QWidget):
    """Memory, processors, processes; an empty field leaves what every container may."""

    def __init__(self, can_limit: tuple[str, ...], limits: Limits | None = None) -> None:
        super().__init__()
        limits = limits or Limits()
        memory = decimal_text(f"{limits.memory_bytes / 1e6:g} MB") if limits.memory_bytes else ""
        self.memory = _field(tr("Memory"), "512 MB", memory, can="memory" in can_limit)
        cpus = decimal_text(f"{limits.cpus:g}") if limits.cpus else ""
        self.cpus = _field(tr("Processors"), decimal_text("1.5"), cpus, can="cpus" in can_limit)
        pids = str(limits.pids) if limits.pids else ""
        self.pids = _field(tr("Processes"), "200", pids, can="pids" in can_limit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.fields = (self.memory, self.cpus, self.pids)
        for field in self.fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def read(self) -> Limits | None:
        """What was typed; None when something is wrong, which is said there."""
        limits, wrong = self._look()
        for field, sentence in wrong:
            field.set_complaint(sentence)
        return None if wrong else limits

    def draft(self) -> Limits:
        """What can be read of what was typed so far; nothing is said."""
        return self._look()[0]

    def _look(self) -> tuple[Limits, list[tuple[Field, str]]]:
        wrong: list[tuple[Field, str]] = []

        def number(field: Field, read: Callable[[str], _Number | None]) -> _Number | None:
            try:
                return read(field.text)
            except NameGrammarError as error:
                wrong.append((field, error.sentence()))
                return None

        memory_bytes = number(self.memory, read_size)
        cpus = number(self.cpus, lambda text: read_number(text, tr("number of processors")))
        pids = number(self.pids, lambda text: read_number(text, tr("number of processes")))
        return Limits(memory_bytes, cpus, None if pids is None else round(pids)), wrong


class LimitsDialog(FormDialog):
    """Other limits for a container. Signals: chosen(Limits)."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None, container: Container, can_limit: tuple[str, ...]
    ) -> None:
        super().__init__(
            parent,
            tr("Limits of {name}", name=visible(container.name)),
            tr("Leave a field empty for the usual limit. Changes apply at once."),
            tr("Set limits"),
            size=QSize(560, 0),
        )
        self.fields = LimitFields(can_limit, container.limits)
        self.body.addWidget(self.fields)
        if not can_limit:
            self.say(
                tr("Limits cannot be set: this computer does not give you control groups."), "note"
            )
            self.action_button.setEnabled(False)
            self.key_hint.hide()
        if "memory" in can_limit:
            self.body.addWidget(
                wrapped(tr("A program that needs more memory is ended."), "caption")
            )
        self.fields.memory.edit.setFocus()

    def submit(self) -> None:
        limits = self.fields.read()
        if limits is not None and self.action_button.isEnabled():
            self.chosen.emit(limits)
            self.accept()


def _field(label: str, example: str, text: str, *, can: bool) -> Field:
    field = Field(label, text)
    field.edit.setPlaceholderText(tr("for instance {example}", example=example) if can else "")
    field.setEnabled(can)
    if not can:
        field.set_hint(_NOT_ENFORCED)
    return field
