"""Recipes in dialogs: which one, what it asks, one's own, and what becomes of one that stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QVBoxLayout, QWidget

from app.dialogs.choice_card import ChoiceCard
from app.dialogs.form import Field, FormDialog
from app.dialogs.questions import ConfirmDialog
from app.dialogs.recipe_fields import AnswerField, field_for
from app.panels.controls import TickBox, code_font
from app.panels.flow_text import FlowText
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.dragging import Offer
from app.viewmodel.recipe_words import name_of, role_of, steps_of, summary_of
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from core.model import Container
from core.translation import language, tr

if TYPE_CHECKING:
    from core.recipe import Recipe, Way

_STEP_PX, _MOST_LINES = 18, 10
_LINES_OFFERED, _LINE_LIMIT = 40, 64


class RecipeForm(FormDialog):
    """What a recipe asks, and what it is going to do. Signals: chosen(answers by key)."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None, theme: Theme, recipe: Recipe, way: Way, where: str
    ) -> None:
        super().__init__(
            parent,
            tr("Put “{recipe}” on {where}", recipe=name_of(recipe), where=where),
            summary_of(recipe),
            tr("Start"),
            theme=theme,
            icon="run",
            size=QSize(620, 0),
        )
        self._recipe, self._way = recipe, way
        self.fields: dict[str, AnswerField] = {}
        for parameter in recipe.parameters:
            field = field_for(parameter, theme)
            field.changed.connect(self._follow)
            self.fields[parameter.key] = field
            self.body.addWidget(field)
        self._steps = FlowText(theme, code_font(12), line_px=_STEP_PX, most_lines=_MOST_LINES)
        self._steps.setAccessibleName(tr("What it does"))
        self.body.addWidget(plain_label(tr("What it does"), "field-name"))
        self.body.addWidget(self._boxed(self._steps))
        self._follow()
        fields = list(self.fields.values())
        unanswered = [field for field in fields if not field.answer]
        for field in (*unanswered, *fields)[:1]:
            field.focus()

    @property
    def answers(self) -> dict[str, str]:
        """What the person said, by key."""
        return {key: field.answer for key, field in self.fields.items()}

    @property
    def steps_text(self) -> str:
        """The commands, as they are shown."""
        return "\n".join(command for _title, command in self._commands())

    def submit(self) -> None:
        wrong = [field for field in self.fields.values() if not field.is_good()]
        if wrong:
            self.show_field(wrong[0])
            wrong[0].focus()
            return
        self.chosen.emit(self.answers)
        self.accept()

    def _commands(self) -> tuple[tuple[str, str], ...]:
        from core.recipe import Plan

        return steps_of(Plan(self._recipe, self._way, self.answers, language=language()))

    def _follow(self) -> None:
        spans = []
        for title, command in self._commands():
            start = "\n" if spans else ""
            if title:
                spans.append((f"{start}# {title}\n", "terminal_dim"))
                start = ""
            shown = "\n".join(visible(line) for line in command.split("\n")[:4])
            spans.append((f"{start}{shown}", "terminal_text"))
        self._steps.show_spans(spans)

    @staticmethod
    def _boxed(text: FlowText) -> QFrame:
        box = QFrame()
        box.setProperty("look", "terminal")
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(text)
        return box


class RecipeChooser(FormDialog):
    """Which recipe is put on something; those that do not fit say why. Signals: chosen(key)."""

    chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        where: str,
        offers: Callable[[], Sequence[tuple[Recipe, Offer]]],
    ) -> None:
        super().__init__(
            parent,
            tr("Put a recipe on {where}", where=where),
            tr("A container is made of it, and the recipe’s commands run there."),
            tr("Choose"),
            theme=theme,
            size=QSize(640, 0),
        )
        self._offers = offers
        self._group = QButtonGroup(self)
        self.cards: dict[str, ChoiceCard] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self.body.addLayout(self._grid)
        self._shown: tuple[tuple[str, str], ...] | None = None
        self.show_offers()

    def show_offers(self) -> None:
        """What fits may have become known."""
        offers = list(self._offers())
        told = tuple((recipe.key, _why_not(offer)) for recipe, offer in offers)
        if told == self._shown:
            return
        self._shown = told
        checked = next((key for key, card in self.cards.items() if card.isChecked()), "")
        for card in self.cards.values():
            self._group.removeButton(card)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards.clear()
        for number, ((recipe, _offer), (key, reason)) in enumerate(zip(offers, told, strict=True)):
            card = ChoiceCard(
                self.theme, name_of(recipe), summary_of(recipe), reason=reason,
                roles=(role_of(recipe),), height=1.7,
            )  # fmt: skip
            self.cards[key] = card
            self._group.addButton(card)
            self._grid.addWidget(card, number // 2, number % 2)
        possible = [key for key, reason in told if not reason]
        self.action_button.setEnabled(bool(possible))
        if possible:
            card = self.cards[checked if checked in possible else possible[0]]
            card.setChecked(True)
            card.setFocus()

    def submit(self) -> None:
        for key, card in self.cards.items():
            if card.isChecked() and card.isEnabled():
                self.accept()  # first: the form that follows is to have the keyboard
                self.chosen.emit(key)
                return


class OwnRecipeDialog(FormDialog):
    """A recipe made of commands that were run. Signals: chosen(name, Role, lines)."""

    chosen = Signal(str, object, object)

    def __init__(
        self, parent: QWidget | None, theme: Theme, source: str, lines: tuple[str, ...]
    ) -> None:
        super().__init__(
            parent,
            tr("Your own recipe"),
            tr("Made of what was done in {source}. It goes into the palette.",
               source=visible(source)),
            tr("Keep it"),
            theme=theme,
            icon="check",
            size=QSize(620, 0),
        )  # fmt: skip
        self._lines = lines[-_LINES_OFFERED:]
        self.name = Field(tr("Name"), visible(source))
        self.body.addWidget(self.name)
        self.body.addWidget(plain_label(tr("Colour"), "field-name"))
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(10)
        roles = [role for role in Role if role is not Role.OS]
        for number, role in enumerate(roles):
            card = ChoiceCard(theme, role.title, "", roles=(role,), height=1.7)
            card.setProperty("role", role.key)
            card.setChecked(role is Role.APP)
            self._group.addButton(card)
            grid.addWidget(card, number // 3, number % 3)
        self.body.addLayout(grid)
        self.body.addWidget(plain_label(tr("Commands"), "field-name"))
        self.boxes: list[TickBox] = []
        for line in self._lines:
            box = TickBox(_shortened(line), theme)
            box.setChecked(True)
            box.setFont(code_font(12))
            self.boxes.append(box)
            self.body.addWidget(box)
        if not self._lines:
            self.say(tr("No command is known that made it, so there is nothing to repeat."))
            self.action_button.setEnabled(False)
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def submit(self) -> None:
        name = self.name.text.strip()
        chosen = tuple(
            line for line, box in zip(self._lines, self.boxes, strict=True) if box.isChecked()
        )
        if not name:
            self.name.set_complaint(tr("Give it a name."))
            self.show_field(self.name)
        elif not chosen:
            self.name.set_complaint(tr("Choose at least one command."))
            self.show_field(self.name)
        else:
            key = str(self._group.checkedButton().property("role"))
            role = next(one for one in Role if one.key == key)
            self.chosen.emit(name, role, chosen)
            self.accept()


def after_recipe_dialog(
    parent: QWidget | None, container: Container, recipe: str, sentence: str, *, is_own: bool
) -> ConfirmDialog:
    """What becomes of a container in which a recipe stopped; one that was there before stays."""
    title = tr("{recipe} stopped", recipe=recipe)
    name = visible(container.name)
    if is_own:
        sentences = [
            sentence,
            tr("What it did up to then is in container {name}. Keep it to go on by hand, or "
               "discard it; the image is as it was.", name=name),
        ]  # fmt: skip
    else:
        sentences = [sentence, tr("What it did up to then is in container {name}.", name=name)]
    dialog = ConfirmDialog(parent, title, sentences, tr("Discard"), is_possible=is_own)
    if is_own:
        dialog.cancel_button.setText(tr("Keep {name}", name=name))
    return dialog


def _shortened(line: str) -> str:
    shown = visible(line)
    return shown if len(shown) <= _LINE_LIMIT else shown[: _LINE_LIMIT - 1] + "…"


def _why_not(offer: Offer) -> str:
    if offer.is_possible is None:
        return offer.title
    return "" if offer.is_possible else offer.reason
