"""Virtual switches: which there are, who is plugged in, a new one, and away with one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.controls import ElidedLabel, Glyph, TickBox, breakable, labelled, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel import equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.sizes import visible
from core.model import Container, NewSwitch, Switch
from core.oci.names import check_container_name
from core.translation import tr, translated


class SwitchesDialog(FormDialog):
    """Stays open while switches are made. Signals: new_requested(NewSwitch), removed(str)."""

    new_requested = Signal(object)
    removed = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        switches: Sequence[Switch],
        containers: Sequence[Container],
        *,
        reason: str = "",
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`reason`: why none can be made here."""
        super().__init__(
            parent,
            tr("Virtual switches"),
            tr(
                "Containers on one switch reach one another by name. A private "
                "one leads nowhere else."
            ),
            tr("Make switch"),
            theme=theme,
            icon="plus",
            size=QSize(620, 0),
        )
        self.cancel_button.setText(tr("Close"))
        self._names: set[str] = set()
        self._removed_name = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.name = Field(tr("New switch"), check=check_container_name, theme=theme, has_tick=True)
        self.name.edit.setPlaceholderText(tr("a name, for instance lan"))
        self.has_outside = TickBox(tr("With a way to the outside (NAT)"), theme)
        self.body.addWidget(self.name)
        self.body.addWidget(self.has_outside)
        if reason:
            self.say(breakable(reason), "note")
            self.key_hint.hide()
        for widget in (self.name, self.has_outside, self.action_button):
            widget.setEnabled(not reason)
        self._command = CommandBox(theme, self._say_in, dialect)
        self.body.addWidget(self._command)
        self.name.edit.textChanged.connect(self._forget_removal)
        self.has_outside.toggled.connect(self._forget_removal)
        self._command.follow()
        self.show_switches(switches, containers)
        self.name.edit.setFocus()

    @property
    def command_line(self) -> str:
        """What the same would be elsewhere: made, just removed, or only looked at."""
        return self._command.command

    def show_switches(self, switches: Sequence[Switch], containers: Sequence[Container]) -> None:
        """They changed."""
        self._names = {switch.name for switch in switches}
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for switch in switches:
            users = [one.name for one in containers if one.switch == switch.name]
            self._rows.addWidget(self._row(switch, users))

    def submit(self) -> None:
        if not self.action_button.isEnabled() or not self.name.is_good():
            return
        name = self.name.text.strip()
        if name in self._names:
            self.name.set_complaint(tr("A switch named {name} exists already.", name=name))
            return
        self.new_requested.emit(NewSwitch(name, self.has_outside.isChecked()))
        self.name.edit.clear()

    def _say_in(self, dialect: Dialect) -> str:
        name = self.name.text.strip()
        if name:
            request = NewSwitch(name, self.has_outside.isChecked())
            return equivalents.new_switch(dialect, request)
        if self._removed_name:
            return equivalents.remove_switch(dialect, self._removed_name)
        return equivalents.list_switches(dialect)

    def _forget_removal(self) -> None:
        self._removed_name = ""
        self._command.follow()

    def _remove(self, name: str) -> None:
        self.name.edit.clear()
        self._removed_name = name
        self._command.follow()
        self.removed.emit(name)

    def _row(self, switch: Switch, users: list[str]) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card-quiet")
        words = QVBoxLayout()
        words.setSpacing(3)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(ElidedLabel(visible(switch.name), "strong"))
        title.addWidget(plain_label(switch.subnet, "small"))
        title.addStretch(1)
        words.addLayout(title)
        words.addWidget(wrapped(breakable(translated(switch.description)), "small"))
        if switch.sentence:
            words.addWidget(wrapped(breakable(translated(switch.sentence)), "small"))
        if users:
            names = ", ".join(visible(name) for name in users)
            words.addWidget(wrapped(breakable(tr("Plugged in: {names}", names=names)), "small"))
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(14)
        row.addWidget(Glyph(self.theme, "link", "text2", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if switch.is_named:
            away = plain_button(tr("Remove"), "dialog-button")
            labelled(away, self.theme, "trash")
            away.setAccessibleName(tr("Remove switch {name}", name=visible(switch.name)))
            away.setEnabled(not users)
            away.setToolTip(
                tr("Discard its containers first") if users else tr("Remove this switch")
            )
            away.clicked.connect(lambda _checked, name=switch.name: self._remove(name))
            row.addWidget(away, 0, Qt.AlignmentFlag.AlignVCenter)
        return card
