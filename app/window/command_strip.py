"""The strip at the bottom: what is selected, as a command line of another tool."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.panels.controls import plain_button
from app.scene.overlay import icon_button, plain_label, set_look
from app.theme import Theme
from app.viewmodel import equivalents
from app.viewmodel.console import Console
from app.viewmodel.equivalents import Dialect
from app.viewmodel.session import SelectionKind, Session
from app.viewmodel.sizes import counted, short_digest, size_text, visible
from core.model import Container, ContainerState
from core.translation import tr

_FURNITURE_PX = 150  # mark, copy button and the room between them
_LEAST_COMMAND_PX = 120
_HEIGHT_PX, _CLASSROOM_PX, _LARGEST_PX = 38, 84, 128


class CommandStrip(QFrame):
    """Signals: dialect_chosen(Dialect)."""

    dialect_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self.setFixedHeight(_HEIGHT_PX)
        self._mark = plain_label(">_", "accent")
        self._command = QLineEdit()
        self._command.setReadOnly(True)
        self._command.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._command.setProperty("look", "command")
        self._command.setAccessibleName(tr("The same as a command"))
        self._theme = theme
        self._copy = icon_button(theme, "copy", tr("Copy the command (Ctrl+Shift+C)"))
        self._copy.clicked.connect(self.copy)
        self._reveal = plain_button(tr("Show the command"), "dialect-classroom")
        self._reveal.setObjectName("reveal-command")
        self._reveal.clicked.connect(self._show_command)
        self._reveal.hide()
        self._is_hiding = False
        self._revealed = ""  # the command that was clicked for
        self._facts = plain_label("", "small-strong")
        self._more = plain_label("", "small")
        self._recording = plain_label(tr("● recording changes"), "small-added")
        self._recording.setAccessibleName(tr("recording changes"))
        self._recording.hide()
        self._is_recording = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(6)
        layout.addWidget(self._mark)
        layout.addWidget(self._reveal)
        layout.addWidget(self._command)
        layout.addWidget(self._copy)
        layout.addSpacing(4)
        self._buttons: dict[Dialect, QPushButton] = {}
        for dialect in Dialect:
            button = QPushButton(dialect.value)
            button.setProperty("look", "dialect")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked, one=dialect: self.dialect_chosen.emit(one))
            self._buttons[dialect] = button
            layout.addWidget(button)
        self._buttons[Dialect.POWERSHELL].setToolTip(
            tr("The cmdlets of Windows Server Containers in their historic form")
        )
        layout.addStretch(1)
        layout.addWidget(self._facts)
        layout.addSpacing(10)
        layout.addWidget(self._more)
        layout.addSpacing(10)
        layout.addWidget(self._recording)

    @property
    def command(self) -> str:
        """The command that is shown."""
        return self._command.text()

    def copy(self) -> None:
        """To the clipboard."""
        QGuiApplication.clipboard().setText(self.command)

    def set_classroom(self, is_classroom: bool) -> None:
        """Large and dark, to be read from the last row."""
        large_px = min(_LARGEST_PX, self._theme.px(_CLASSROOM_PX))
        self.setFixedHeight(large_px if is_classroom else _HEIGHT_PX)
        set_look(self, "strip-classroom" if is_classroom else "strip")
        set_look(self._mark, "prompt-classroom" if is_classroom else "accent")
        set_look(self._command, "command-classroom" if is_classroom else "command")
        self._copy.setIcon(self._theme.icon("copy", "terminal_dim" if is_classroom else "text2"))
        for button in self._buttons.values():
            set_look(button, "dialect-classroom" if is_classroom else "dialect")
        for label in (self._facts, self._more):
            label.setHidden(is_classroom)
        self._recording.setHidden(is_classroom or not self._is_recording)
        self._fit_command()

    def set_hiding(self, is_hiding: bool) -> None:
        """Whether each new command is hidden until it is clicked for: the class says it first."""
        self._is_hiding, self._revealed = is_hiding, ""
        self._hide_or_show()

    @property
    def is_command_hidden(self) -> bool:
        """Whether the command waits to be clicked for."""
        return self._is_hiding and self.command != self._revealed

    def _show_command(self) -> None:
        self._revealed = self.command
        self._hide_or_show()

    def _hide_or_show(self) -> None:
        is_hidden = self.is_command_hidden
        self._reveal.setVisible(is_hidden)
        self._command.setVisible(not is_hidden)
        self._copy.setVisible(not is_hidden)

    def show_session(self, session: Session) -> None:
        """Follow the selection."""
        self._buttons[session.dialect].setChecked(True)
        command, facts = _of_selection(session)
        said = session.work_log.shown
        if said is not None:
            command = said(session.dialect)
        self._command.setText(command)
        self._command.setCursorPosition(0)
        self._hide_or_show()
        self._facts.setText(facts[0])
        self._more.setText("     ".join(facts[1:]))
        self._more.setVisible(len(facts) > 1 and not self._facts.isHidden())
        container = session.selected_container
        self._is_recording = container is not None and container.state is ContainerState.RUNNING
        self._recording.setVisible(self._is_recording and not self._facts.isHidden())
        self._fit_command()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_command()

    def _fit_command(self) -> None:
        """As wide as its words, so that what acts on it stands right beside it."""
        wanted = self._command.fontMetrics().horizontalAdvance(self._command.text()) + 16
        others = sum(button.sizeHint().width() + 6 for button in self._buttons.values())
        labels = (self._facts, self._more, self._recording)
        shown = [label for label in labels if not label.isHidden()]
        facts = sum(label.sizeHint().width() + 6 for label in shown)
        room = self.width() - others - facts - _FURNITURE_PX
        self._command.setFixedWidth(max(_LEAST_COMMAND_PX, min(wanted, room)))


def _of_selection(session: Session) -> tuple[str, list[str]]:
    dialect, kind, key = session.dialect, session.selection.kind, session.selection.key
    container = session.selected_container
    if container is not None:
        measured = session.live.get(container.id) or session.changes.get(container.id)
        facts = [tr("Writable layer"), size_text(measured.size_bytes) if measured else ""]
        return _of_container(session, container), facts
    image = session.selected_image
    if kind is SelectionKind.BRICK and key in session.wall.bricks:
        brick = session.wall.bricks[key]
        reference = brick.images[0] if brick.images else ""
        found = session.repository.image(reference)
        name = found.name if found else ""
        facts = [brick.title, size_text(brick.size_bytes), short_digest(key)]
        return equivalents.inspect_image(dialect, reference, name), facts
    if image is not None:
        facts = [
            visible(image.reference),
            size_text(image.size_bytes),
            short_digest(image.manifest_digest),
        ]
        return equivalents.inspect_image(dialect, image.reference, image.name), facts
    count = len(session.repository.images)
    return equivalents.list_images(dialect), [
        counted("{count} image", "{count} images", count) if count else tr("No images yet")
    ]


def _of_container(session: Session, container: Container) -> str:
    """What was run in it last; else how one gets into it, or gets it to run."""
    dialect, name = session.dialect, container.name
    if container.state is ContainerState.PAUSED:
        return equivalents.container_verb(dialect, "unpause", name)
    if container.state is not ContainerState.RUNNING:
        return equivalents.container_verb(dialect, "start", name)
    image = session.repository.image(container.image_reference)
    # Ours is administrator, while other tools are whom the image names.
    user = "0" if image is not None and image.config.user else ""
    typed = session.consoles.get(container.id, Console()).history[-1:]
    runs = session.runs.get(container.id, ())
    if runs and (not typed or any(run.text == typed[0] for run in runs)):
        last = runs[-1]
        return equivalents.execute(
            dialect, name, last.text, last.working_dir, user=last.user or user
        )
    if typed:  # and not read from the recording yet
        return equivalents.execute(dialect, name, typed[0], user=user)
    return equivalents.shell_in(dialect, name, user=user)
