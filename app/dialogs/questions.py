"""Short questions and answers: discard, remove, rename, another look, an error, the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.choice_card import ChoiceCard
from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.controls import code_font, labelled, plain_button
from app.panels.flow_text import FlowText, flow_body
from app.scene.help_mark import ask_to_explain
from app.scene.overlay import plain_label
from app.theme import Theme, paint_icon
from app.viewmodel.cards import FIRST
from app.viewmodel.key_words import keys_text
from app.viewmodel.roles import Role
from app.viewmodel.sizes import MINUS, count_text, counted, size_text, visible
from app.viewmodel.wall import Brick, BrickLook
from app.viewmodel.wording import Message
from core.model import ChangeSummary, Container, LiveChanges, Mark, RemovalPlan
from core.oci.names import check_container_name
from core.translation import tr

_KEYS = (
    ("Ctrl+1 / Ctrl+2", tr("Shared / Stacks")),
    (tr("Arrow keys"), tr("brick above, below, left, right")),
    ("Home / End", tr("base / top of the tower")),
    ("Enter", tr("look into the brick or image")),
    ("Alt+1 … 6", tr("pages of the inspector")),
    ("[ / ]", tr("files one brick lower / higher")),
    ("F7 / Shift+F7", tr("next / previous difference")),
    (tr("Ctrl and a click"), tr("compare with what is selected")),
    ("Esc", tr("close the panel, then clear the selection")),
    (tr("Ctrl+K or /"), tr("search images, bricks, and all paths in them")),
    ("Ctrl+P", tr("pull an image from a registry")),
    ("Ctrl+L", tr("import an archive")),
    ("Ctrl+E", tr("export images")),
    ("Ctrl+Shift+U", tr("push an image")),
    ("Ctrl+Shift+E / Ctrl+Alt+C", tr("picture or handout / copy the picture")),
    ("Ctrl+N", tr("new base image")),
    ("Ctrl+R", tr("run the selected image")),
    ("Ctrl+S", tr("snapshot the selected container")),
    ("Ctrl+M", tr("mark the selected container, to come back to")),
    ("Ctrl+Shift+O", tr("open a Containerfile and build it")),
    ("Ctrl+Shift+Esc", tr("from the terminal back to the wall")),
    ("Delete", tr("remove the image or discard the container (asks)")),
    ("Ctrl+B / Ctrl+I", tr("sidebar / right panel")),
    ("Ctrl+0 / Ctrl+9, + / −", tr("100 % / fit all, zoom")),
    ("F", tr("fit the selection")),
    ("R", tr("put a recipe on what is selected")),
    ("M", tr("overview")),
    ("Ctrl+Shift+C", tr("copy the command")),
    ("Ctrl+Shift+T", tr("the wall as a list")),
    ("F11 / Ctrl+Shift+L", tr("lesson / choose one")),
    ("Shift+F11 / F12", tr("projector mode / laser pointer in it")),
    ("F1", tr("this help")),
    ("Shift+F1", tr("explain what is selected")),
)
_LOSS_WORDS = (
    ("added", "+", tr("added")),
    ("modified", "~", tr("modified")),
    ("deleted", MINUS, tr("deleted")),
)
_BADGE_PX = 44


class ConfirmDialog(FormDialog):
    """One question. Signals: confirmed()."""

    confirmed = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentences: list[str],
        action: str,
        *,
        icon: str = "trash",
        summary: ChangeSummary | LiveChanges | None = None,
        is_dangerous: bool = True,
        is_possible: bool = True,
    ) -> None:
        """`summary`: what would be lost, shown in figures."""
        look = "danger" if is_dangerous else "primary"
        super().__init__(
            parent, title, "", action, icon=icon if is_possible else "", look=look,
            size=QSize(500, 0),
        )  # fmt: skip
        badge = _Badge(self.theme, icon if is_possible else "warn", is_dangerous=is_dangerous)
        words = QVBoxLayout()
        words.setSpacing(8)
        for sentence in sentences:
            text = flow_body(self.theme)
            text.show_spans([(sentence, "text2")])
            text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            words.addWidget(text)
        if summary is not None and not summary.is_empty:
            words.addLayout(_figures(summary))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.action_button.setVisible(is_possible)
        self.key_hint.setVisible(is_possible)
        if not is_possible:
            self.cancel_button.setText(tr("Close"))
        if is_dangerous:  # Enter by habit must not discard
            self.action_button.setDefault(False)
            self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()

    def submit(self) -> None:
        if self.action_button.isVisibleTo(self):
            self.confirmed.emit()
            self.accept()


class _Badge(QWidget):
    """What the question is about, as a round sign."""

    def __init__(self, theme: Theme, icon: str, *, is_dangerous: bool) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self._token = "deleted" if is_dangerous and icon != "warn" else "modified"
        self.setFixedSize(_BADGE_PX, _BADGE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{self._token}_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        inner = QRectF(self.rect()).adjusted(11, 11, -11, -11)
        paint_icon(painter, self._icon, inner, self._theme.color(self._token))


def _figures(summary: ChangeSummary | LiveChanges) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for kind, sign, words in _LOSS_WORDS:
        count = getattr(summary, kind)
        if count:
            row.addWidget(plain_label(f"{sign}{count_text(count)} {words}", f"pill-{kind}"))
    row.addStretch(1)
    return row


def discard_dialog(
    parent: QWidget | None, container: Container, summary: ChangeSummary | LiveChanges | None
) -> ConfirmDialog:
    """Ask once, and say how much is lost."""
    layers = [*container.marks, *([summary] if summary else [])]
    count = sum(one.added + one.modified for one in layers)
    size = size_text(sum(one.size_bytes for one in layers))
    lost = tr(
        "{files} will be gone, {size} in all.",
        files=counted("{count} changed file", "{count} changed files", count),
        size=size,
    )
    sentences = [lost if count else tr("Nothing was written in it.")]
    if container.marks:
        sentences.append(
            tr(
                "So will {marks}.",
                marks=counted("{count} mark", "{count} marks", len(container.marks)),
            )
        )
    sentences.append(tr("The image that it stands on stays as it is."))
    title = tr("Discard {name}?", name=visible(container.name))
    return ConfirmDialog(parent, title, sentences, tr("Discard"), summary=summary)


def roll_back_dialog(
    parent: QWidget | None, container: Container, mark: Mark | None, size_bytes: int
) -> ConfirmDialog:
    """Ask once: back to a mark, or (None) to the image."""
    label = (visible(mark.label) or mark.id) if mark else ""
    place = tr("mark “{label}”", label=label) if mark else tr("its image")
    ids = [one.id for one in container.marks]
    later = container.marks[ids.index(mark.id) + 1 :] if mark else container.marks
    lost_bytes = size_bytes + sum(one.size_bytes for one in later)
    sentences = [
        tr(
            "What was written since will be gone, {lost_bytes} in all.",
            lost_bytes=size_text(lost_bytes),
        )
    ]
    if later:
        told = (
            counted("{count} later mark", "{count} later marks", len(later))
            if mark
            else counted("{count} mark", "{count} marks", len(later))
        )
        sentences.append(tr("So will {marks}.", marks=told))
    if container.is_live:
        sentences.append(tr("Programs in the container are restarted."))
    title = tr("Take {name} back to {place}?", name=visible(container.name), place=place)
    return ConfirmDialog(parent, title, sentences, tr("Roll back"), icon="history")


def kill_first_process_dialog(parent: QWidget | None, container: Container) -> ConfirmDialog:
    """The first process is what keeps a container running."""
    sentences = [tr("All its programs end with this one. What was written in it stays.")]
    return ConfirmDialog(
        parent, tr("Stop {name}?", name=visible(container.name)), sentences, tr("Stop"), icon="stop"
    )


def remove_image_dialog(parent: QWidget | None, plan: RemovalPlan) -> ConfirmDialog:
    """Explain what stands on it, or what would be freed."""
    reference = visible(plan.reference)
    if plan.is_allowed:
        freed = tr("{freed_bytes} will be freed.", freed_bytes=size_text(plan.freed_bytes))
        kept = tr(
            "{kept_bytes} are shared with other images and stay.",
            kept_bytes=size_text(plan.kept_bytes),
        )
        sentences = [freed, kept] if plan.kept_bytes else [freed]
        return ConfirmDialog(
            parent, tr("Remove {reference}?", reference=reference), sentences, tr("Remove")
        )
    users = [tr("image {name}", name=visible(name)) for name in plan.images_on_top]
    users += [tr("container {name}", name=visible(name)) for name in plan.containers]
    sentences = [
        tr(
            "{reference} cannot be removed, because this stands on it: {users}.",
            reference=reference,
            users=", ".join(users),
        ),
        tr("Remove or discard those first."),
    ]
    title = tr("Something stands on it")
    return ConfirmDialog(parent, title, sentences, tr("Remove"), is_possible=False)


class NameDialog(FormDialog):
    """Another name for a container. Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, container: Container) -> None:
        title = tr("Rename {name}", name=visible(container.name))
        super().__init__(parent, title, "", tr("Rename"), size=QSize(460, 0))
        self.name = Field(
            tr("Name"), container.name, check=check_container_name, theme=self.theme, has_tick=True
        )
        self.body.addWidget(self.name)
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def submit(self) -> None:
        if self.name.is_good():
            self.chosen.emit(self.name.text.strip())
            self.accept()


class MarkDialog(FormDialog):
    """A mark's label. Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, container: Container) -> None:
        sentence = tr("What was written up to now is kept as a brick that you can come back to.")
        if container.is_live:
            sentence += tr(" Programs in the container are restarted.")
        super().__init__(
            parent,
            tr("Mark {name}", name=visible(container.name)),
            sentence,
            tr("Mark"),
            icon="tag",
            size=QSize(480, 0),
        )
        self.label = Field(tr("Label"), tr("Mark {marks}", marks=len(container.marks) + 1))
        self.body.addWidget(self.label)
        self.label.edit.setFocus()
        self.label.edit.selectAll()

    def submit(self) -> None:
        self.chosen.emit(self.label.text.strip())
        self.accept()


class LookDialog(FormDialog):
    """Title and role of a brick, as the person wants them. Signals: chosen(BrickLook)."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, theme: Theme, brick: Brick, look: BrickLook) -> None:
        super().__init__(
            parent,
            tr("Rename or recolour"),
            tr("This changes the picture only; the layer stays as it is."),
            tr("Apply"),
            theme=theme,
            icon="check",
            size=QSize(760, 0),
        )
        self.title = Field(tr("Title"), look.title)
        self.title.edit.setPlaceholderText(visible(brick.title))
        self.body.addWidget(self.title)
        self.body.addWidget(plain_label(tr("Colour"), "field-name"))
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, role in enumerate(Role):
            card = ChoiceCard(theme, role.title, "", roles=(role,), height=1.7)
            card.setProperty("role", role.key)
            card.setChecked(role.key == (look.role or brick.role.key))
            self._group.addButton(card)
            grid.addWidget(card, number // 3, number % 3)
        self.body.addLayout(grid)
        self.title.edit.setFocus()
        self._default_role = brick.role.key if not look.role else ""

    def submit(self) -> None:
        role = str(self._group.checkedButton().property("role"))
        role = "" if role == self._default_role else role
        self.chosen.emit(BrickLook(self.title.text.strip(), role))
        self.accept()


class DetailsDialog(FormDialog):
    """An error's details, to be read and copied."""

    def __init__(self, parent: QWidget | None, message: Message) -> None:
        super().__init__(parent, message.headline, "", tr("Close"), size=QSize(680, 0))
        self.cancel_button.hide()
        sentence = flow_body(self.theme)
        sentence.show_spans([(message.sentence, "text")])
        self.body.addWidget(sentence)
        details = FlowText(self.theme, code_font(12), line_px=18, most_lines=16)
        details.setProperty("look", "details")
        details.setAccessibleName(tr("Details"))
        lines = "\n".join(visible(line) for line in message.details.splitlines())
        details.show_spans([(lines, "text2")])
        details.setVisible(bool(message.details))
        self.body.addWidget(details)
        copy = plain_button(tr("Copy details"), "dialog-button")
        labelled(copy, self.theme, "copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(message.details))
        copy.setVisible(bool(message.details))
        self.key_hint.hide()
        self.buttons.insertWidget(0, copy)


class KeyboardHelp(FormDialog):
    """The keyboard map."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Keyboard"), "", tr("Close"), size=QSize(600, 0))
        self.cancel_button.hide()
        self.key_hint.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (keys, meaning) in enumerate(_KEYS):
            cap = plain_label(keys_text(keys), "key")
            grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(wrapped(meaning, "body"), row, 1)
        self.body.addLayout(grid)
        cards = plain_button(tr("What are bricks, images, containers …?"), "link")
        cards.clicked.connect(self._show_cards)
        self.body.addWidget(cards, 0, Qt.AlignmentFlag.AlignLeft)
        self.cards_button = cards

    def _show_cards(self) -> None:
        asker = self.parentWidget()
        self.accept()
        if asker is not None:
            ask_to_explain(asker, FIRST)


class WallList(FormDialog):
    """The wall as plain lines, for whoever cannot see the picture."""

    def __init__(self, parent: QWidget | None, rows: tuple[str, ...]) -> None:
        count = counted("{count} line", "{count} lines", len(rows))
        super().__init__(parent, tr("The wall as a list"), count, tr("Close"), size=QSize(760, 520))
        self.cancel_button.hide()
        text = QPlainTextEdit("\n".join(rows))
        text.setReadOnly(True)
        text.setMinimumHeight(330)
        text.setAccessibleName(tr("The wall as a list"))
        self.body.addWidget(text)
