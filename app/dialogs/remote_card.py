"""A remote image before it is pulled: what would come, for which machine, and how it runs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import wrapped
from app.panels.controls import ChevronBox, TickBox, breakable, code_font, labelled, plain_button
from app.panels.flow_text import FlowText
from app.panels.inspector.fact_rows import FactRows
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.remote_facts import (
    history_lines,
    platform_title,
    remote_facts,
    whats_to_come,
)
from app.viewmodel.sizes import counted, visible
from core.model import FoundImage, NameConflict, RemoteLook
from core.translation import tr

_NO_IMAGE = tr("There is nothing in it that Bricklayer could bring here.")


class RemoteCard(QWidget):
    """Hidden until something was looked at.

    Signals: platform_chosen(FoundImage), login_requested(), encryption_requested(), changed().
    """

    platform_chosen = Signal(object)
    login_requested = Signal()
    encryption_requested = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.look: RemoteLook | None = None
        self.found: FoundImage | None = None
        self._headline = plain_label("", "section")
        self._headline.setWordWrap(True)
        self._pills = QHBoxLayout()
        self._pills.setSpacing(6)
        self.platform = ChevronBox(theme)
        self.platform.setAccessibleName(tr("Platform"))
        self.platform.currentIndexChanged.connect(self._choose)
        self._platform_name = plain_label(tr("Platform"), "field-name")
        self._refusal = wrapped("", "error")
        self._conflict_words = wrapped("", "small")
        self.replace = TickBox(tr("Let the name mean this image from now on"), theme)
        self.replace.toggled.connect(lambda _is_on: self._say_conflict())
        self.conflict = QFrame()
        self.conflict.setProperty("look", "hint")
        inside = QVBoxLayout(self.conflict)
        inside.setContentsMargins(14, 10, 14, 8)
        inside.setSpacing(4)
        inside.addWidget(self._conflict_words)
        inside.addWidget(self.replace)
        self._facts = FactRows(theme, tr("About this image"))
        self.history_button: QPushButton = plain_button(tr("Show history"), "link")
        labelled(self.history_button, theme, "history", "accent", 16)
        self.history_button.setCheckable(True)
        self.history_button.setAutoDefault(False)
        self.history_button.toggled.connect(self._toggle_history)
        self.history = FlowText(theme, code_font(12), line_px=19, most_lines=14)
        self.history.setAccessibleName(tr("History, the newest step first"))
        self.history.hide()
        self._notes = wrapped("", "caption")
        self._arrange()
        self.hide()

    @property
    def words(self) -> str:
        """How much would come."""
        return self._headline.text()

    @property
    def keys(self) -> tuple[str, ...]:
        """The chosen platform, for a request."""
        return (self.found.key,) if self.found is not None else ()

    @property
    def name_conflict(self) -> NameConflict:
        """What is to become of a name that is taken here."""
        return NameConflict.REPLACE if self.replace.isChecked() else NameConflict.KEEP_BOTH

    @property
    def can_come(self) -> bool:
        """Whether what is chosen can be brought here."""
        return self.found is not None and not self.found.refusal

    def show_look(self, look: RemoteLook | None) -> None:
        """What was looked at; None hides it."""
        self.look = look
        self.found = None
        self.setVisible(look is not None)
        if look is None:
            return
        self.platform.blockSignals(True)
        self.platform.clear()
        self.platform.addItems([platform_title(one) for one in look.images])
        self.platform.blockSignals(False)
        has_choice = len(look.images) > 1
        self.platform.setVisible(has_choice)
        self._platform_name.setVisible(has_choice)
        notes = [visible(problem.sentence) for problem in look.problems]
        self._notes.setText(breakable("\n".join(notes)))
        self._notes.setVisible(bool(notes))
        self._show_pills(look)
        self._show_found(look.images[0] if look.images else None)

    # --- parts --------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._headline, 1)
        head.addLayout(self._pills)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._refusal)
        layout.addWidget(self._platform_name)
        layout.addWidget(self.platform)
        layout.addWidget(self.conflict)
        layout.addWidget(self._facts)
        layout.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.history)
        layout.addWidget(self._notes)

    def _show_pills(self, look: RemoteLook) -> None:
        while (item := self._pills.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if look.login:
            who = plain_button(tr("as {login}", login=visible(look.login)[:24]), "chip")
            who.setAutoDefault(False)
            who.setToolTip(tr("Log in as somebody else, or forget this login"))
            who.clicked.connect(self.login_requested)
            self._pills.addWidget(who)
        if look.is_plain:
            plain = plain_button(tr("plain http"), "chip-modified")
            plain.setAutoDefault(False)
            plain.setToolTip(tr("It came without encryption. Click to allow that no longer"))
            plain.clicked.connect(self.encryption_requested)
            self._pills.addWidget(plain)

    def _choose(self, number: int) -> None:
        if self.look is not None and 0 <= number < len(self.look.images):
            self._show_found(self.look.images[number])
            self.platform_chosen.emit(self.found)

    def _show_found(self, found: FoundImage | None) -> None:
        self.found = found
        self._headline.setText(whats_to_come(found) if found is not None else _NO_IMAGE)
        refusal = found.refusal if found is not None else ""
        self._refusal.setText(breakable(visible(refusal)))
        self._refusal.setVisible(bool(refusal))
        has_conflict = found is not None and found.taken_name and not found.is_here
        self.conflict.setVisible(has_conflict)
        self.replace.setChecked(False)
        self._say_conflict()
        self._facts.show_facts(remote_facts(self.look, found) if self.look and found else ())
        lines = history_lines(found.image) if found is not None else ()
        self.history_button.setVisible(bool(lines))
        self.history_button.setChecked(False)
        self.history_button.setText(
            tr("Show history ({lines})", lines=counted("{count} step", "{count} steps", len(lines)))
        )
        self.changed.emit()

    def _say_conflict(self) -> None:
        name = visible(self.found.image.reference) if self.found is not None else ""
        kept = (
            tr(
                "{name} will mean this image; the one that is here stays "
                "without a name as long as something stands on it.",
                name=name,
            )
            if self.replace.isChecked()
            else tr(
                "{name} means another image here. Both are kept: this one is "
                "called by its digest too.",
                name=name,
            )
        )
        self._conflict_words.setText(breakable(kept))

    def _toggle_history(self, is_open: bool) -> None:
        lines = history_lines(self.found.image) if self.found is not None else ()
        if is_open:
            spans = []
            for number, (command, when) in enumerate(lines):
                spans += [(command, "text"), (f"  {when}" if when else "", "text3")]
                spans += [("\n", "text")] if number + 1 < len(lines) else []
            self.history.show_spans(spans)
        self.history.setVisible(is_open)
        steps = counted("{count} step", "{count} steps", len(lines))
        self.history_button.setText(
            tr("Hide history ({lines})", lines=steps)
            if is_open
            else tr("Show history ({lines})", lines=steps)
        )
