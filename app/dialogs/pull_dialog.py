"""Pull an image: name it, look at it before anything is fetched, then see its bricks come."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import Field
from app.dialogs.registry_form import RegistryForm
from app.dialogs.remote_card import RemoteCard
from app.dialogs.remote_names import RemoteNames
from app.dialogs.remote_suggestions import Suggestions
from app.panels.controls import plain_button
from app.theme import Theme
from app.viewmodel import travel_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.remote import TypedKind, check_source, taken_apart, with_tag
from app.viewmodel.remote_desk import RemoteDesk
from app.viewmodel.sizes import count_text, visible
from app.viewmodel.trouble import Trouble
from core.errors import NameGrammarError
from core.model import FoundImage, PullRequest, RegistryAccess, RegistryListing, RemoteLook
from core.translation import tr

_PAUSE_MS = 700
_EXAMPLES = ("debian:12-slim", "docker.io/library/alpine:3")
_NOT_YET = tr("Its bricks are shown here before anything is fetched.")


class PullDialog(RegistryForm):
    """The first Enter looks, the next one pulls; a pause while typing looks as well."""

    explained = "registry"

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: RemoteDesk,
        typed: str = "",
        *,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        super().__init__(
            parent, theme, desk, tr("Pull from a registry"),
            tr("Look at an image on another computer, and bring here what is missing of it."),
            tr("Pull"), "pull", dialect,
        )  # fmt: skip
        self._asked = ""  # the name that was asked for last
        self._tags: RegistryListing | None = None
        self._missing: Trouble | None = None  # nothing has that name; names like it are looked for
        self.name = Field(tr("Image"), typed)
        self.name.edit.setPlaceholderText(tr("debian:12  or  host:5000/class/web:1.0"))
        self.suggestions = Suggestions(theme)
        self.show_suggestions()
        self.names = RemoteNames(theme)
        self.versions = plain_button("", "link")  # opens their list, where one is shown already
        self.versions.setCheckable(True)
        self.versions.setAutoDefault(False)
        self.versions.hide()
        self.versions.toggled.connect(self.names.setVisible)
        self.card = RemoteCard(theme)
        self.command = CommandBox(theme, self._say_in, dialect)
        for widget in (
            self.name, self.busy, self.trouble, self.suggestions, self.versions, self.names,
            self.card, self.progress, self.command,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.setAlignment(self.versions, Qt.AlignmentFlag.AlignLeft)
        self.command.hide()
        self.tower.show_nothing(_NOT_YET)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask_after_pause)
        self.name.edit.textChanged.connect(self._typed)
        self.suggestions.chosen.connect(self.ask_for)
        self.names.chosen.connect(self._choose_name)
        self.card.platform_chosen.connect(self._show_platform)
        self.card.changed.connect(self._show_action)
        self.card.login_requested.connect(lambda: self.ask_login(taken_apart(self._asked).registry))
        self.card.encryption_requested.connect(self._forbid_http)
        self._show_action()
        self.name.edit.setFocus()
        if typed:
            self.ask()

    def submit(self) -> None:
        """Look first; what is looked at is pulled."""
        if self.moving is not None:
            return
        self._pause.stop()
        look = self.card.look
        if look is None or self._asked != self.name.text.strip():
            self.ask()
        elif self.card.can_come:
            moving = self.desk.pull(look, self.card.keys, self.card.name_conflict)
            self.follow(moving, tr("Asking for its bricks"))

    def show_suggestions(self) -> None:
        """Where one may begin; neighbours come and go while the form is open."""
        desk = self.desk
        self.suggestions.show_all(
            desk.used_names, desk.used_registries, desk.neighbours, examples=_EXAMPLES
        )

    def ask_for(self, name: str) -> None:
        """Ask for another name at once."""
        self.name.edit.setText(name)
        self.name.edit.setFocus()
        self.ask()

    def ask(self) -> None:
        """Look at what is typed; a look that still goes on is given up for it."""
        self._pause.stop()
        if self.moving is not None:
            return
        self.desk.stop_asking()
        self._forget_answers()
        text = self.name.text.strip()
        typed = taken_apart(text)
        self.suggestions.setVisible(typed.kind is TypedKind.NOTHING)
        if typed.kind is TypedKind.NOTHING:
            return
        try:
            check_source(text)
        except NameGrammarError as error:
            self.name.set_complaint(error.sentence())
            return
        self._asked = text
        self._show_command()
        self.busy.show_words(tr("Asking {registry} …", registry=typed.registry))
        if typed.kind is TypedKind.REGISTRY:
            self.desk.repositories(typed.registry, "", self._show_repositories, self._failed_to_ask)
            return
        self.desk.look(typed.text, self._show_look, self._failed_to_look)
        if typed.kind is TypedKind.REPOSITORY:
            self.desk.tags(typed.full_repository, self._show_tags, lambda _trouble: None)

    def _forbid_http(self) -> None:
        """Take back what was allowed; loopback is plain all the same."""
        self.desk.forbid_http(taken_apart(self._asked).registry)
        self.ask()

    def _ask_after_pause(self) -> None:
        """Half a name is no question yet: without a registry or a version only Enter asks."""
        typed = taken_apart(self.name.text)
        if typed.kind is TypedKind.REPOSITORY and typed.text == typed.repository:
            self.name.set_hint(tr("Enter looks at it, and at which versions there are."))
        else:
            self.ask()

    def try_again(self) -> None:
        self.ask()

    def set_moving(self, is_moving: bool) -> None:
        self.name.setEnabled(not is_moving)
        self.card.setVisible(not is_moving and self.card.look is not None)
        self.names.hide()
        self._offer_versions()
        if not is_moving and self.card.found is not None:
            self.tower.show_image(self.card.found)
        self._show_action()

    def show_end(self, value: object) -> None:
        """The wall shows what has come."""
        self.accept()

    # --- answers ------------------------------------------------------------------------------

    def _show_look(self, look: RemoteLook) -> None:
        self.busy.show_words("")
        self.card.show_look(look)
        self._show_platform(self.card.found)
        self._offer_versions()
        self._show_action()

    def _show_platform(self, found: FoundImage | None) -> None:
        if found is not None:
            self.tower.show_image(found)
        else:
            self.tower.show_nothing("")
        self._show_command()

    def _show_tags(self, listing: RegistryListing) -> None:
        self._tags = listing
        if not listing.names:
            return
        repository = taken_apart(self._asked).repository
        self.names.show_listing(tr("Versions of {repository}", repository=repository), listing)
        self._offer_versions()
        self._show_command()
        if self._missing is not None:
            sentence = tr(
                "{repository} has no version named latest there. Choose one of these.",
                repository=repository,
            )
            self.show_trouble(None)
            self.name.set_hint(visible(sentence))
            self._show_command()

    def _offer_versions(self) -> None:
        """Beside an image that is shown the list is closed; it is one click away."""
        names = self._tags.names if self._tags is not None else ()
        has_look = self.card.look is not None and self.moving is None
        self.versions.setChecked(False)
        self.versions.setVisible(has_look and bool(names))
        self.versions.setText(tr("Other versions ({names})", names=count_text(len(names))))
        if has_look:
            self.names.hide()

    def _show_repositories(self, listing: RegistryListing) -> None:
        self.busy.show_words("")
        registry = taken_apart(self._asked).registry
        if not listing.names and not listing.sentence:
            listing = RegistryListing((), tr("This registry is empty."))
        self.names.show_listing(tr("What {registry} has", registry=registry), listing)

    def _failed_to_look(self, trouble: Trouble) -> None:
        typed = taken_apart(self._asked)
        if trouble.is_missing:
            self._missing = trouble
            if self._tags is not None and self._tags.names:
                self._show_tags(self._tags)
                return
            last = typed.repository.rpartition("/")[2]
            self.desk.repositories(typed.registry, last, self._show_alike, lambda _trouble: None)
        self._failed_to_ask(trouble)

    def _show_alike(self, listing: RegistryListing) -> None:
        """Nothing has the name that was typed: these have a part of it."""
        if listing.names and not (self._tags and self._tags.names):
            self.names.show_listing(tr("Did you mean one of these?"), listing)

    def _failed_to_ask(self, trouble: Trouble) -> None:
        if trouble.is_name:
            self.busy.show_words("")
            self.name.set_complaint(trouble.sentence)
        else:
            self.show_trouble(trouble)
        self._show_command()

    # --- what is typed ------------------------------------------------------------------------

    def _typed(self) -> None:
        """Another name: what was found for the one before does not belong to it."""
        self.desk.stop_asking()
        self._forget_answers()
        is_empty = not self.name.text.strip()
        self.suggestions.setVisible(is_empty)
        if is_empty:
            self._pause.stop()
        else:
            self._pause.start()

    def _forget_answers(self) -> None:
        self._asked, self._tags, self._missing = "", None, None
        self.name.set_hint("")
        self.show_trouble(None)
        self.names.hide()
        self.versions.hide()
        self.card.show_look(None)
        self.tower.show_nothing(_NOT_YET)
        self._show_action()

    def _choose_name(self, name: str) -> None:
        """A tag of what is typed, or a repository of its registry."""
        typed = taken_apart(self._asked)
        if self._tags is not None:
            self.ask_for(with_tag(typed, name))
        else:
            self.ask_for(f"{typed.registry}/{name}")

    def _show_action(self) -> None:
        has_look = self.card.look is not None
        self.action_button.setText(tr("Pull") if has_look else tr("Look"))
        self.action_button.setEnabled(not has_look or self.card.can_come)
        self._show_command()

    def _show_command(self) -> None:
        is_shown = bool(self._asked) and self.moving is None and self.trouble.trouble is None
        self.command.setVisible(is_shown)
        if is_shown:
            self.command.follow()

    def _say_in(self, dialect: Dialect) -> str:
        """What was looked at is pulled; before that, what was asked."""
        look, found = self.card.look, self.card.found
        typed = taken_apart(self._asked)
        is_plain = self.desk.is_http_allowed(typed.registry)
        access = RegistryAccess(allow_http=is_plain or (look is not None and look.is_plain))
        if look is not None:
            is_usual = found is None or found == look.images[0]
            platform = "" if is_usual or found is None else found.image.platform
            request = PullRequest(look.reference, access)
            return travel_equivalents.pull(dialect, request, platform=platform)
        if typed.kind is TypedKind.REGISTRY:
            return travel_equivalents.search(dialect, typed.registry, "", access)
        if self.names.isVisibleTo(self) and self._tags is not None:
            return travel_equivalents.tags(dialect, typed.full_repository, access)
        return travel_equivalents.look_at_remote(dialect, typed.text, access)
