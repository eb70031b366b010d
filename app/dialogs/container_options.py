"""More about a new container: ports, environment, shared folders, limits, what runs in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import Field, wrapped
from app.dialogs.limit_fields import LimitFields
from app.panels.controls import TickBox, breakable
from app.scene.overlay import plain_label, set_look
from app.theme import Theme
from app.viewmodel.container_form import read_env, read_ports, read_volumes
from core.errors import NameGrammarError
from core.model import Limits, NewContainer, PublishedPort, Volume
from core.translation import tr

_Read = TypeVar("_Read")

_LINES_PX = 64


class LinesField(QWidget):
    """A labelled field of several lines, with a hint or a complaint below."""

    def __init__(self, label: str, hint: str, placeholder: str) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_LINES_PX)
        self._hint = hint
        self.is_wrong = False
        self._below = wrapped(hint, "caption")
        title = plain_label(label, "field-name")
        title.setBuddy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (title, self.edit, self._below):
            layout.addWidget(widget)
        self.edit.setAccessibleDescription(hint)
        self.edit.textChanged.connect(lambda: self.set_complaint(""))

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.edit.toPlainText()

    def set_complaint(self, words: str) -> None:
        """What is wrong with it; "" takes it back."""
        self.is_wrong = bool(words)
        set_look(self.edit, "wrong" if words else "")
        set_look(self._below, "error" if words else "caption")
        self._below.setText(breakable(words or self._hint))
        self.edit.setAccessibleDescription(words or self._hint)


class ContainerOptions(QWidget):
    """Folded at first: most containers need none of it. Signals: changed()."""

    changed = Signal()

    def __init__(self, theme: Theme, can_limit: tuple[str, ...]) -> None:
        super().__init__()
        self.own_command = TickBox(tr("Run the image's own command, and keep what it says"), theme)
        self.ports = Field(tr("Published ports (here : inside)"))
        self.ports.edit.setPlaceholderText("8080:80, 5353:53/udp")
        self.ports.set_hint(
            tr("They need a switch that you made. Only this computer reaches them.")
        )
        self.env = LinesField(tr("Environment"), tr("One setting on each line."), "NAME=value")
        self.volumes = LinesField(
            tr("Shared folders (here : inside)"),
            tr("One on each line. They are never part of an image."),
            "~/Bricklayer/pages:/srv:ro",
        )
        self.working_dir = Field(tr("Working directory"))
        self.working_dir.edit.setPlaceholderText(tr("as the image says"))
        self.user = Field(tr("User"))
        self.user.edit.setPlaceholderText(tr("as the image says"))
        self.limits = LimitFields(can_limit)
        self.toggle = QPushButton(tr("More: ports, environment, folders, limits"))
        self.toggle.setProperty("look", "link")
        self.toggle.setCheckable(True)
        self.toggle.setAutoDefault(False)
        self._inside = self._make_inside()
        self._inside.hide()
        self.toggle.toggled.connect(self._fold)
        self.own_command.toggled.connect(self.changed)
        for one in (self.env, self.volumes):
            one.edit.textChanged.connect(self.changed)
        for field in (self.ports, self.working_dir, self.user, *self.limits.fields):
            field.edit.textChanged.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._inside)

    def read_into(self, request: NewContainer) -> NewContainer | None:
        """The request with what was typed; None when something is wrong, which is said there."""
        limits = self.limits.read()
        ports = self._read(self.ports, read_ports)
        env = self._read(self.env, read_env)
        volumes = self._read(self.volumes, read_volumes)
        if limits is None or ports is None or env is None or volumes is None:
            self.toggle.setChecked(True)
            return None
        return self._with(request, ports, env, volumes, limits)

    @property
    def first_wrong(self) -> QWidget | None:
        """What is to be mended first, after `read_into` gave nothing."""
        fields = (self.ports, self.env, self.volumes, *self.limits.fields)
        return next((one.edit for one in fields if one.is_wrong), None)

    def draft_into(self, request: NewContainer) -> NewContainer:
        """The same while one types: what cannot be read yet is left out, and nothing is said."""
        ports = _read_or(self.ports, read_ports, ())
        env = _read_or(self.env, read_env, ())
        volumes = _read_or(self.volumes, read_volumes, ())
        return self._with(request, ports, env, volumes, self.limits.draft())

    def _with(
        self,
        request: NewContainer,
        ports: tuple[PublishedPort, ...],
        env: tuple[str, ...],
        volumes: tuple[Volume, ...],
        limits: Limits,
    ) -> NewContainer:
        return replace(
            request,
            env=env,
            working_dir=self.working_dir.text.strip(),
            user=self.user.text.strip(),
            ports=ports,
            volumes=volumes,
            limits=limits,
            runs_own_command=self.own_command.isChecked(),
        )

    def _make_inside(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.own_command, 0, 0, 1, 2)
        grid.addWidget(self.ports, 1, 0, 1, 2)
        for field, row, column in (
            (self.env, 2, 0), (self.volumes, 2, 1), (self.working_dir, 3, 0), (self.user, 3, 1),
        ):  # fmt: skip
            # A longer complaint under one must not push its neighbour down.
            grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.limits, 4, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return inside

    def _fold(self, is_open: bool) -> None:
        self._inside.setVisible(is_open)
        self.toggle.setText(
            tr("Less") if is_open else tr("More: ports, environment, folders, limits")
        )

    def _read(self, field: Field | LinesField, read: Callable[[str], _Read]) -> _Read | None:
        try:
            return read(field.text)
        except NameGrammarError as error:
            field.set_complaint(error.sentence())
            return None


def _read_or(field: Field | LinesField, read: Callable[[str], _Read], otherwise: _Read) -> _Read:
    try:
        return read(field.text)
    except NameGrammarError:
        return otherwise
