"""Share with the class: which images, at which port, and whether pupils may store some too."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import Field, FormDialog, wrapped
from app.panels.brick_choice_list import BrickChoiceList
from app.panels.controls import TickBox, breakable, plain_button
from app.scene.overlay import plain_label, set_look
from app.theme import Theme
from app.viewmodel import travel_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.export_form import chosen_images, together_words
from app.viewmodel.offer_desk import OfferDesk
from app.viewmodel.offer_form import check_port, offer_request, offer_roles, offer_rows
from app.viewmodel.offer_words import PLAIN_SENTENCE
from core.errors import NameGrammarError
from core.model import Image, ServeRequest
from core.model.serving import DEFAULT_PORT
from core.translation import tr, translated

_PORT_PX, _TICK_PX = 130, 28
_COMMAND_LINES = 5  # a line for each image would push all else out of sight


class ServeDialog(FormDialog):
    """Stays open until the offer is on, or says why it cannot be. The asker closes it then."""

    explained = "registry"

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: OfferDesk,
        images: Sequence[Image],
        references: Collection[str] = (),
        *,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        """`references` are chosen at first; all without any."""
        super().__init__(
            parent,
            tr("Share with the class"),
            tr(
                "A registry of your own for this network: everybody here can "
                "fetch the images that you choose, with the tools that they "
                "have."
            ),
            tr("Start sharing"),
            theme=theme,
            icon="share",
            size=QSize(680, 0),
        )
        self._desk = desk
        self._is_waiting = False
        self._all_images = tuple(images)
        self.images = BrickChoiceList(theme, tr("Images to share"), most_rows=4)
        self._total = plain_label("", "small-strong")
        self.all_button = plain_button(tr("Choose all"), "link")
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(self._choose_all)
        self.port = QLineEdit(str(DEFAULT_PORT))
        self._complaint = wrapped("", "error")
        self.allow_push = TickBox(tr("Pupils may store images here too"), theme)
        self.is_local = TickBox(tr("For programs of this computer alone"), theme)
        self.command = CommandBox(theme, self._say_in, dialect, most_lines=_COMMAND_LINES)
        self._fill()
        wanted = references or [image.reference for image in images]
        self.images.show_images(offer_rows(images), offer_roles(images), wanted)
        self.images.ticked.connect(self._follow)
        self.port.textChanged.connect(self._port_edited)
        for box in (self.allow_push, self.is_local):
            box.toggled.connect(lambda _on: self.command.follow())
        self._follow()
        self.images.setFocus()

    @property
    def words(self) -> str:
        """What is chosen altogether."""
        return self._total.text()

    def request(self) -> ServeRequest:
        """What would be asked, as it is filled in now."""
        return offer_request(
            self._all_images,
            self.images.chosen,
            self.port.text().strip(),
            allow_push=self.allow_push.isChecked(),
            is_local=self.is_local.isChecked(),
        )

    def submit(self) -> None:
        if not self.action_button.isEnabled():
            return
        try:
            check_port(self.port.text())
        except NameGrammarError as error:
            self._complain(error.sentence())
            return
        self._set_waiting(True)
        self._desk.start(self.request(), self._failed)

    def reject(self) -> None:
        """Who changes her mind while it starts does not want it any more."""
        if self._is_waiting:
            self._desk.stop()
        super().reject()

    def _failed(self, sentence: str) -> None:
        self._set_waiting(False)
        self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(breakable(sentence))
        self._complaint.show()
        set_look(self.port, "wrong")
        self.port.setAccessibleDescription(sentence)
        self.show_field(self.port)

    def _port_edited(self) -> None:
        """What was wrong is being mended."""
        self._complaint.hide()
        set_look(self.port, "")
        self.port.setAccessibleDescription("")
        self.command.follow()

    def _set_waiting(self, is_waiting: bool) -> None:
        self._is_waiting = is_waiting
        self.action_button.setEnabled(not is_waiting)
        self.action_button.setText(tr("Starting…") if is_waiting else tr("Start sharing"))

    def _fill(self) -> None:
        total = QHBoxLayout()
        total.addWidget(self._total, 1)
        total.addWidget(self.all_button)
        chosen = QVBoxLayout()
        chosen.setSpacing(4)
        chosen.addWidget(self.images)
        chosen.addLayout(total)
        self.body.addLayout(chosen)
        self.port.setFixedWidth(_PORT_PX)
        self.port.setAccessibleName(tr("Port"))
        name = plain_label(tr("Port"), "field-name")
        name.setBuddy(self.port)
        port = QVBoxLayout()
        port.setSpacing(Field.GAP_PX)
        port.addWidget(name)
        port.addWidget(self.port)
        port.addStretch(1)
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        ticks.addWidget(self.allow_push)
        words = tr("Who knows the token that is shown then; nothing that is here is ever replaced.")
        below = wrapped(words, "caption")
        below.setContentsMargins(_TICK_PX, 0, 0, 4)
        ticks.addWidget(below)
        ticks.addWidget(self.is_local)
        row = QHBoxLayout()
        row.setSpacing(28)
        row.addLayout(port)
        row.addLayout(ticks, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._complaint)
        self._complaint.hide()
        self.body.addWidget(self.command)
        self.body.addWidget(wrapped(translated(PLAIN_SENTENCE), "caption"))

    def _choose_all(self) -> None:
        self.images.choose_all(len(self.images.chosen) < len(self._all_images))

    def _follow(self) -> None:
        chosen = chosen_images(self._all_images, self.images.chosen)
        self._total.setText(together_words(chosen))
        self.action_button.setEnabled(bool(chosen))
        is_all = len(chosen) == len(self._all_images)
        self.all_button.setText(tr("Choose none") if is_all else tr("Choose all"))
        self.command.follow()

    def _say_in(self, dialect: Dialect) -> str:
        request = self.request()
        return travel_equivalents.serve(dialect, request) if request.references else ""
