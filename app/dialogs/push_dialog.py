"""Push an image: which one, where to, which of its bricks are sent, and what it is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import Field, wrapped
from app.dialogs.registry_form import RegistryForm
from app.dialogs.remote_suggestions import Suggestions
from app.panels.controls import ChevronBox, CopyButton, ElidedLabel, Glyph, breakable
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel import travel_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.remote import check_target, registry_of, suggested_target, taken_apart
from app.viewmodel.remote_desk import RemoteDesk
from app.viewmodel.sizes import size_text, visible
from app.viewmodel.trouble import Trouble
from core.errors import NameGrammarError
from core.model import Image, PullRequest, Pushed, PushRequest, RegistryAccess
from core.translation import tr


class PushDialog(RegistryForm):
    """Stays open when all is there, to tell what others have to type."""

    explained = "registry"

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: RemoteDesk,
        images: Sequence[Image],
        image: Image,
        *,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        super().__init__(
            parent, theme, desk, tr("Push to a registry"),
            tr("Store an image on another computer, where others pull it from."),
            tr("Push"), "export", dialect,
        )  # fmt: skip
        self._images = list(images)
        self._pushed: Pushed | None = None
        self._is_own_target = False  # she wrote it herself: another image does not change it
        self.image = ChevronBox(theme)
        self.image.setAccessibleName(tr("Image"))
        self.image.addItems([visible(one.reference) for one in images])
        self.image.setCurrentIndex(self._images.index(image))
        self.target = Field(tr("Name there"), check=check_target, theme=theme, has_tick=True)
        self.target.edit.setPlaceholderText("host:5000/class/web:1.0")
        self.target.set_hint(tr("A registry, the name in small letters, and the version."))
        self.suggestions = Suggestions(theme)
        self.suggestions.chosen.connect(self._choose_registry)
        self.done_box = _PushedBox(theme)
        self.command = CommandBox(theme, self._say_in, dialect)
        choice = QVBoxLayout()
        choice.setSpacing(Field.GAP_PX)
        choice.addWidget(plain_label(tr("Image"), "field-name"))
        choice.addWidget(self.image)
        self.body.addLayout(choice)
        for widget in (
            self.target, self.busy, self.trouble, self.suggestions, self.progress, self.done_box,
            self.command,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.image.currentIndexChanged.connect(self._show_image)
        self.target.edit.textEdited.connect(self._written)
        self.target.edit.textChanged.connect(self._follow)
        self._show_image()
        self.show_suggestions()
        self.target.edit.setFocus()

    @property
    def chosen(self) -> Image:
        """The image that goes."""
        return self._images[self.image.currentIndex()]

    def submit(self) -> None:
        if self._pushed is not None:
            self.accept()
            return
        if self.moving is not None:
            return
        if not self.target.is_good():
            self.show_field(self.target.edit)
            return
        moving = self.desk.push(self.chosen.reference, check_target(self.target.text))
        self.follow(moving, tr("Asking what is there already"))

    def show_suggestions(self) -> None:
        """Other registries that it may go to; neighbours come and go while the form is open."""
        takers = [one for one in self.desk.neighbours if one.takes_push]
        self.suggestions.show_all((), self.desk.used_registries[1:], takers)

    def try_again(self) -> None:
        """After signing in, or when plain http was allowed: as if she had clicked once more."""
        had_trouble = self.trouble.trouble is not None
        self.show_trouble(None)
        if had_trouble:
            self.submit()

    def set_moving(self, is_moving: bool) -> None:
        self.image.setEnabled(not is_moving)
        self.target.setEnabled(not is_moving)
        self.suggestions.setVisible(not is_moving)
        self.command.setVisible(not is_moving)

    def show_trouble(self, trouble: Trouble | None) -> None:
        if trouble is not None and trouble.is_name:
            self.target.set_complaint(trouble.sentence)
            trouble = None
        super().show_trouble(trouble)

    def show_end(self, value: object) -> None:
        assert isinstance(value, Pushed)
        self._pushed = value
        self.done_box.show_pushed(value)
        for widget in (self.image, self.target):
            widget.setEnabled(False)
        self.suggestions.hide()
        self.target.set_hint("")
        self.action_button.setText(tr("Close"))
        self.action_button.setIcon(self.theme.icon("check", "on_accent"))
        self.cancel_button.hide()
        self.key_hint.hide()
        self.action_button.setFocus()
        self._follow()

    def _choose_registry(self, registry: str) -> None:
        """The same image elsewhere."""
        image = self.chosen
        self._is_own_target = True
        target = suggested_target(registry.rstrip("/"), image.name, image.version)
        self.target.edit.setText(target)
        self.target.edit.setFocus()

    def _show_image(self) -> None:
        image = self.chosen
        self.tower.show_leaving(image)
        if not self._is_own_target:
            registry = next(iter(self.desk.used_registries), "")
            target = suggested_target(registry, image.name, image.version)
            self.target.edit.setText(target)
            if not registry:  # the registry is what she has to write
                self.target.edit.setCursorPosition(0)
        self._follow()

    def _written(self) -> None:
        self._is_own_target = True
        self.show_trouble(None)

    def _follow(self) -> None:
        self.command.follow()

    def _say_in(self, dialect: Dialect) -> str:
        """What the same would be elsewhere; at the end, what others type."""
        access = RegistryAccess(allow_http=self.desk.is_http_allowed(registry_of(self._goal)))
        if self._pushed is not None:
            return travel_equivalents.pull(dialect, PullRequest(self._pushed.reference, access))
        request = PushRequest(self.chosen.reference, self._goal, access)
        return travel_equivalents.push(dialect, request)

    @property
    def _goal(self) -> str:
        try:
            return check_target(self.target.text)
        except NameGrammarError:
            return taken_apart(self.target.text).text or "host:5000/name:version"


class _PushedBox(QWidget):
    """It is there: the digest that names exactly this, and how others come by it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pushed: Pushed | None = None
        self.words = plain_label("", "section")
        self.words.setWordWrap(True)
        self._sent = plain_label("", "small")
        self.digest = ElidedLabel("", "mono")
        copy = CopyButton(theme, tr("Copy the name with its digest"), lambda: self.exact_name)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain_label(tr("Digest"), "fact-name"))
        row.addWidget(self.digest, 1)
        row.addWidget(copy)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Glyph(theme, "check", "added", 22), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.words)
        words.addWidget(self._sent)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(wrapped(tr("Others get it with this:"), "field-name"))
        self.hide()

    @property
    def exact_name(self) -> str:
        """repository@digest: whoever pulls it gets exactly this image."""
        if self._pushed is None:
            return ""
        typed = taken_apart(self._pushed.reference)
        return f"{typed.full_repository}@{self._pushed.digest}"

    def show_pushed(self, pushed: Pushed) -> None:
        """What the registry holds now."""
        self._pushed = pushed
        self.words.setText(
            breakable(tr("{reference} is there", reference=visible(pushed.reference)))
        )
        sent = tr("{new_bytes} were sent", new_bytes=size_text(pushed.new_bytes))
        self._sent.setText(sent if pushed.new_bytes else tr("All of its bricks were there already"))
        self.digest.show_text(visible(pushed.digest))
        self.show()
