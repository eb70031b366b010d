"""All lessons as cards: what each is about, how far one is, and which way to take it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.form import FormDialog, wrapped
from app.panels.controls import ChevronBox, Glyph, labelled, plain_button, tooltip_text
from app.panels.lesson_end import Stars
from app.panels.little_tower import LittleTower
from app.scene.overlay import plain_label, set_look
from app.theme import Theme
from app.viewmodel.lesson_cards import LessonCard
from app.viewmodel.lesson_markup import plain_words
from app.viewmodel.sizes import visible
from core.translation import tr

_SIZE = QSize(980, 700)
_CARD_PX, _GAP_PX = 420, 14
_PICTURE = QSize(74, 88)


class LessonChooser(FormDialog):
    """Signals: chosen(name, variant key), file_requested(), author_requested(),
    edit_requested(path), forgotten(path).
    """

    chosen = Signal(str, str)
    file_requested = Signal()
    author_requested = Signal()
    edit_requested = Signal(str)
    forgotten = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        cards: tuple[LessonCard, ...],
        *,
        last: str = "",
        reason: str = "",
        can_make: bool = True,
    ) -> None:
        """`last` is the lesson to go on with; `reason` why none can be taken here; `can_make`:
        whether lessons can be made and edited.
        """
        super().__init__(
            parent,
            tr("Lessons"),
            tr("Each takes about ten minutes, on real containers. What you build stays yours."),
            tr("Continue"),
            theme=theme,
            icon="run",
            size=_SIZE,
        )
        self._last = last
        self._reason = reason
        self._can_make = can_make
        self.cards: list[LessonCardView] = []
        if reason:
            self.say(reason, "error")
        shipped = [card for card in cards if not card.is_own]
        own = [card for card in cards if card.is_own]
        self._grids: list[tuple[QGridLayout, list[LessonCardView]]] = []
        self._add_grid(shipped)
        if own:
            self.body.addWidget(plain_label(tr("My lessons"), "section"))
            self._add_grid(own)
        self._add_ways()
        found = next((card for card in cards if card.name == last and not card.problem), None)
        self.action_button.setVisible(found is not None and not reason)
        self.key_hint.setVisible(found is not None and not reason)
        if found is not None:
            self.action_button.setText(tr("Continue “{title}”", title=_short(found.title)))
        self.cancel_button.setText(tr("Close"))
        self._columns = 0
        self._arrange()
        first = next((card for card in self.cards if card.button.isEnabled()), None)
        if first is not None:
            first.button.setFocus()

    def submit(self) -> None:
        """Go on with the last one."""
        if self._last and self.action_button.isVisibleTo(self):
            view = next((one for one in self.cards if one.card.name == self._last), None)
            self._choose(self._last, view.variant if view is not None else "")

    def _add_grid(self, cards: list[LessonCard]) -> None:
        grid = QGridLayout()
        grid.setSpacing(_GAP_PX)
        views = []
        for card in cards:
            view = LessonCardView(self.theme, card, reason=self._reason, can_edit=self._can_make)
            view.chosen.connect(self._choose)
            view.edit_requested.connect(self._edit)
            view.forgotten.connect(self.forgotten)
            views.append(view)
        self.cards += views
        self._grids.append((grid, views))
        self.body.addLayout(grid)

    def _add_ways(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for icon, words, signal in (
            ("folder", tr("Open a lesson file…"), self.file_requested),
            ("plus", tr("Make a lesson…"), self.author_requested),
        ):
            button = plain_button(words, "dialog-button")
            button.setObjectName("open-file" if icon == "folder" else "make-lesson")
            labelled(button, self.theme, icon, "text")
            button.clicked.connect(lambda _checked=False, one=signal: self._leave_for(one))
            row.addWidget(button)
            if not self._can_make and icon == "plus":
                button.hide()
        row.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(row)

    def _leave_for(self, signal: object) -> None:
        self.accept()
        signal.emit()  # type: ignore[attr-defined]

    def _choose(self, name: str, variant: str) -> None:
        self.accept()
        self.chosen.emit(name, variant)

    def _edit(self, path: str) -> None:
        self.accept()
        self.edit_requested.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for."""
        columns = max(1, (self.width() - 64 + _GAP_PX) // (_CARD_PX + _GAP_PX))
        if columns == self._columns:
            return
        self._columns = columns
        for grid, views in self._grids:
            for view in views:
                grid.removeWidget(view)
            for number, view in enumerate(views):
                grid.addWidget(view, number // columns, number % columns)
            for column in range(3):
                grid.setColumnStretch(column, 1 if column < columns else 0)


class LessonCardView(QFrame):
    """Signals: chosen(name, variant key), edit_requested(path), forgotten(path)."""

    chosen = Signal(str, str)
    edit_requested = Signal(str)
    forgotten = Signal(str)

    def __init__(
        self,
        theme: Theme,
        card: LessonCard,
        *,
        reason: str = "",
        can_edit: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.card = card
        self._can_edit = can_edit
        self._theme = theme
        self.setProperty("look", "card")
        self.setAccessibleName(card.title)
        self.setAccessibleDescription(card.problem or plain_words(card.summary))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 14, 14, 14)
        row.setSpacing(14)
        picture = LittleTower(theme, _PICTURE)
        shown = card.roles[:5]
        picture.show_roles(shown, studs=4, height=1.5 if len(shown) > 3 else 1.8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(5)
        row.addLayout(column, 1)
        column.addLayout(self._head())
        column.addWidget(wrapped(card.problem or plain_words(card.summary),
                                 "error" if card.problem else "small"))  # fmt: skip
        if not card.problem:
            column.addWidget(wrapped(f"{card.level_words}   {card.facts}", "caption"))
        self._variants: ChevronBox | None = None
        if len(card.variants) > 1:
            column.addWidget(self._variant_box())
        elif card.variants and card.variants[0].needs_network:
            pill = plain_label(tr("needs a network"), "pill-modified")
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        if card.score_words:
            column.addLayout(self._score())
        column.addStretch(1)
        column.addLayout(self._buttons(reason))

    @property
    def variant(self) -> str:
        """The way that is chosen; "" the usual one."""
        return str(self._variants.currentData()) if self._variants is not None else ""

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(wrapped(visible(self.card.title), "section"), 1)
        if self.card.state_words:
            look = "pill-added" if self.card.is_finished else "pill"
            if self.card.is_finished:
                tick = Glyph(self._theme, "check", "added", 16)
                head.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
            pill = plain_label(self.card.state_words, look)
            head.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _variant_box(self) -> ChevronBox:
        box = ChevronBox(self._theme)
        box.setAccessibleName(tr("Way to take it"))
        for variant in self.card.variants:
            words = visible(variant.title)
            if variant.needs_network:
                words = tr("{title} (needs a network)", title=words)
            box.addItem(words, variant.key)
        self._variants = box
        return box

    def _score(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Stars(self._theme, self.card.stars, size_px=15))
        row.addWidget(wrapped(self.card.score_words, "caption"), 1)
        return row

    def _buttons(self, reason: str) -> QHBoxLayout:
        card = self.card
        row = QHBoxLayout()
        row.setSpacing(8)
        is_begun = bool(card.steps_done) and not card.is_finished
        words = tr("Go on") if is_begun else tr("Again") if card.is_finished else tr("Start")
        self.button = plain_button(words)
        if not card.steps_done and not card.is_finished:
            set_look(self.button, "primary")
        self.button.setAccessibleName(f"{words}: {card.title}")
        self.button.setEnabled(not card.problem and not reason)
        self.button.setToolTip(tooltip_text(reason) if reason else "")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.chosen.emit(card.name, self.variant))
        row.addWidget(self.button)
        if card.is_own:
            for label, act in (
                (tr("Edit…"), self._edit),
                (tr("Take off the list"), self._forget),
            ):
                other = plain_button(label, "link")
                other.setAutoDefault(False)
                other.clicked.connect(act)
                row.addWidget(other)
                if not self._can_edit and act == self._edit:
                    other.hide()
        row.addStretch(1)
        return row

    def _edit(self) -> None:
        self.edit_requested.emit(self.card.name)

    def _forget(self) -> None:
        """The file stays where it is."""
        self.hide()
        self.forgotten.emit(self.card.name)


def _short(title: str) -> str:
    shown = visible(title)
    return shown if len(shown) <= 40 else shown[:39] + "…"
