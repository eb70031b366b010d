"""What went wrong, inside of a form: one sentence, and a button for what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, Glyph, breakable, labelled, plain_button
from app.panels.flow_text import FlowText
from app.panels.jobs_panel import ThinBar
from app.scene.overlay import plain_label, set_look
from app.theme import Theme, interface_font
from app.viewmodel.sizes import visible
from app.viewmodel.trouble import Remedy, Trouble
from core.translation import tr

_WORDS = {
    Remedy.ALLOW_HTTP: tr("Allow plain http for this registry"),
    Remedy.SIGN_IN: tr("Log in…"),
    Remedy.CHANGE_LIMITS: tr("Limits for images from outside…"),
}
_ICONS = {Remedy.ALLOW_HTTP: "unlock", Remedy.SIGN_IN: "user", Remedy.CHANGE_LIMITS: "gear"}


class TroubleBox(QFrame):
    """Hidden until there is trouble. Signals: remedy_chosen(Trouble)."""

    remedy_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble: Trouble | None = None
        self._glyph = Glyph(theme, "warn", "deleted", 20)
        self._text = FlowText(theme, interface_font(13), line_px=19, most_lines=6)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setAccessibleName(tr("What went wrong"))
        self.button: QPushButton = plain_button("", "hint-button")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._choose)
        self._note = plain_label("", "caption")
        self._note.setWordWrap(True)
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._text)
        below.addWidget(self._note)
        below.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(below, 1)
        self._theme = theme
        self.hide()

    @property
    def words(self) -> str:
        """What it says, "" while it is hidden."""
        return self._text.toPlainText() if self.trouble is not None else ""

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say it; None takes it back."""
        self.trouble = trouble
        self.setVisible(trouble is not None)
        if trouble is None:
            return
        is_question = trouble.remedy is not Remedy.NOTHING
        set_look(self, "hint" if is_question else "trouble")
        icon = "lock" if trouble.remedy is Remedy.SIGN_IN else "warn"
        self._glyph.show_icon(icon, "modified" if is_question else "deleted")
        self._text.show_spans([(visible(trouble.sentence), "text")])
        words = _WORDS.get(trouble.remedy, "")
        self.button.setText(words)
        self.button.setAccessibleName(words)
        labelled(self.button, self._theme, _ICONS.get(trouble.remedy, "info"))
        self.button.setVisible(is_question)
        is_http = trouble.remedy is Remedy.ALLOW_HTTP
        self._note.setText(
            breakable(
                tr(
                    "Whoever is in between can read and change what comes; each "
                    "brick is checked against its digest all the same. Remembered "
                    "for {registry} only.",
                    registry=visible(trouble.registry),
                )
            )
        )
        self._note.setVisible(is_http)

    def _choose(self) -> None:
        if self.trouble is not None:
            self.remedy_chosen.emit(self.trouble)


class BusyLine(QWidget):
    """Something is asked: a thin bar that wanders, and whom."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ElidedLabel("", "small")
        self._bar = ThinBar(theme)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(tr("Asking"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        layout.addWidget(self._words)
        self.hide()

    def show_words(self, words: str) -> None:
        """Whom we wait for; "" when for nobody."""
        self._words.show_text(visible(words))
        self.setVisible(bool(words))
