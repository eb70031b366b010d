"""Short questions and answers: discard, remove, rename, another look, an error, the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QRadioButton, QWidget

from app.dialogs.form import Field, FormDialog, wrapped
from app.scene.tower_preview import little_brick
from app.theme import Theme
from app.viewmodel.roles import Role
from app.viewmodel.sizes import count_text, plural, size_text
from app.viewmodel.wall import Brick, BrickLook
from app.viewmodel.wording import Message
from core.model import ChangeSummary, Container, RemovalPlan
from core.oci.names import check_container_name

_KEYS = (
    ("Ctrl+1 / Ctrl+2", "Shared / Stacks"),
    ("Arrow keys", "brick above, below, left, right"),
    ("Home / End", "base / top of the tower"),
    ("Enter", "inspect the brick"),
    ("Esc", "close the panel, then clear the selection"),
    ("Ctrl+K or /", "search"),
    ("Ctrl+N", "new base image"),
    ("Ctrl+R", "run the selected image"),
    ("Ctrl+S", "snapshot the selected container"),
    ("Delete", "remove the image or discard the container (asks)"),
    ("Ctrl+B / Ctrl+I", "sidebar / right panel"),
    ("Ctrl+0 / Ctrl+9, + / −", "100 % / fit all, zoom"),
    ("F", "fit the selection"),
    ("M", "overview"),
    ("Ctrl+Shift+C", "copy the command"),
    ("Ctrl+Shift+T", "the wall as a list"),
    ("F11", "lesson"),
    ("F1", "this help"),
)


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
        is_dangerous: bool = True,
        is_possible: bool = True,
    ) -> None:
        super().__init__(parent, title, "", action)
        for sentence in sentences:
            self.body.addWidget(wrapped(sentence, "body"))
        if is_dangerous:
            self.action_button.setProperty("look", "danger")
        self.action_button.setVisible(is_possible)
        if not is_possible:
            self.cancel_button.setText("Close")
        self.cancel_button.setFocus()
        self.resize(460, 210)

    def submit(self) -> None:
        if self.action_button.isVisibleTo(self):
            self.confirmed.emit()
            self.accept()


def discard_dialog(
    parent: QWidget | None, container: Container, summary: ChangeSummary | None
) -> ConfirmDialog:
    """Ask once, and say how much is lost."""
    count = summary.added + summary.modified if summary else 0
    lost = (
        f"{plural(count, 'changed file')} will be gone, {size_text(summary.size_bytes)} in all."
        if summary and count
        else "Nothing was written in it."
    )
    sentences = [lost, "The image that it stands on stays as it is."]
    return ConfirmDialog(parent, f"Discard {container.name}?", sentences, "Discard")


def remove_image_dialog(parent: QWidget | None, plan: RemovalPlan) -> ConfirmDialog:
    """Explain what stands on it, or what would be freed."""
    if plan.is_allowed:
        sentences = [
            f"{size_text(plan.freed_bytes)} will be freed; {size_text(plan.kept_bytes)} are shared "
            "with other images and stay."
        ]
        return ConfirmDialog(parent, f"Remove {plan.reference}?", sentences, "Remove")
    users = [f"image {name}" for name in plan.images_on_top]
    users += [f"container {name}" for name in plan.containers]
    sentences = [
        f"{plan.reference} cannot be removed, because this stands on it: {', '.join(users)}.",
        "Remove or discard those first.",
    ]
    title = "Something stands on it"
    return ConfirmDialog(parent, title, sentences, "Remove", is_possible=False)


class NameDialog(FormDialog):
    """Another name for a container. Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, container: Container) -> None:
        super().__init__(parent, f"Rename {container.name}", "", "Rename")
        self.name = Field("Name", container.name, check=check_container_name)
        self.body.addWidget(self.name)
        self.name.edit.selectAll()
        self.resize(420, 200)

    def submit(self) -> None:
        if self.name.is_good():
            self.chosen.emit(self.name.text.strip())
            self.accept()


class LookDialog(FormDialog):
    """Title and role of a brick, as the person wants them. Signals: chosen(BrickLook)."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, theme: Theme, brick: Brick, look: BrickLook) -> None:
        super().__init__(
            parent,
            "Rename or recolour",
            "This changes the picture only; the layer stays as it is.",
            "Apply",
        )
        self.title = Field("Title", look.title)
        self.title.edit.setPlaceholderText(brick.title)
        self.body.addWidget(self.title)
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        for role in Role:
            button = QRadioButton(role.title)
            button.setProperty("role", role.key)
            button.setIcon(little_brick(theme, role, QSize(34, 22), self.devicePixelRatioF()))
            button.setIconSize(QSize(34, 22))
            button.setChecked(role.key == (look.role or brick.role.key))
            self._group.addButton(button)
            row.addWidget(button)
        self.body.addLayout(row)
        self._default_role = brick.role.key if not look.role else ""
        self.resize(700, 260)

    def submit(self) -> None:
        role = str(self._group.checkedButton().property("role"))
        role = "" if role == self._default_role else role
        self.chosen.emit(BrickLook(self.title.text.strip(), role))
        self.accept()


class DetailsDialog(FormDialog):
    """An error's details, to be read and copied."""

    def __init__(self, parent: QWidget | None, message: Message) -> None:
        super().__init__(parent, message.headline, message.sentence, "Close")
        self.cancel_button.hide()
        text = QPlainTextEdit(message.details)
        text.setReadOnly(True)
        text.setAccessibleName("Details")
        self.body.addWidget(text)
        self.resize(640, 380)


class KeyboardHelp(FormDialog):
    """The keyboard map."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "Keyboard", "", "Close")
        self.cancel_button.hide()
        for keys, meaning in _KEYS:
            row = QHBoxLayout()
            label = wrapped(keys, "mono")
            label.setFixedWidth(190)
            row.addWidget(label)
            row.addWidget(wrapped(meaning, "body"), 1)
            self.body.addLayout(row)
        self.body.setSpacing(7)
        self.resize(560, 560)


class WallList(FormDialog):
    """The wall as plain lines, for whoever cannot see the picture."""

    def __init__(self, parent: QWidget | None, rows: tuple[str, ...]) -> None:
        super().__init__(parent, "The wall as a list", f"{count_text(len(rows))} lines", "Close")
        self.cancel_button.hide()
        text = QPlainTextEdit("\n".join(rows))
        text.setReadOnly(True)
        text.setAccessibleName("The wall as a list")
        self.body.addWidget(text)
        self.resize(760, 480)
