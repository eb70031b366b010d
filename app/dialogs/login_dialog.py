"""Log in to a registry. What is typed here goes to the registry and to where it is kept, only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.dialogs.command_box import CommandBox
from app.dialogs.form import Field, FormDialog, wrapped
from app.dialogs.trouble_box import BusyLine, TroubleBox
from app.panels.controls import TickBox, breakable, plain_button
from app.theme import Theme
from app.viewmodel import travel_equivalents
from app.viewmodel.equivalents import Dialect
from app.viewmodel.remote_desk import RemoteDesk
from app.viewmodel.sizes import visible
from app.viewmodel.trouble import Remedy, Trouble
from core.model import Login, RegistryAccess
from core.translation import tr

_KEPT = tr(
    "It is kept in the keyring of this computer, or, where there "
    "is none, in a file that only you can read."
)


class LoginDialog(FormDialog):
    """Asks the registry whether it lets one in, and closes when it does."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: RemoteDesk,
        registry: str,
        *,
        dialect: Dialect = Dialect.DOCKER,
    ) -> None:
        super().__init__(
            parent,
            tr("Log in to {registry}", registry=visible(registry)),
            tr(
                "As you do it there in a browser; many registries want a token "
                "in place of the password."
            ),
            tr("Log in"),
            theme=theme,
            icon="user",
            size=QSize(500, 0),
        )
        self._desk = desk
        self._registry = registry
        self.is_signed_in = False
        self.kept_where = ""
        self.user = Field(tr("User"))
        self.secret = Field(tr("Password or token"))
        self.secret.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = TickBox(tr("Keep it for the next time"), theme)
        self.keep.setChecked(True)
        self.trouble = TroubleBox(theme)
        self.busy = BusyLine(theme)
        self._where = wrapped(_KEPT, "caption")
        self.forget_button = plain_button(tr("Forget this login"), "link")
        self.forget_button.setAutoDefault(False)
        self.forget_button.clicked.connect(self._forget)
        self.forget_button.hide()
        for widget in (self.user, self.secret, self.keep, self._where):
            self.body.addWidget(widget)
        self.body.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignLeft)
        if desk.is_http_allowed(registry):
            words = tr(
                "Plain http is allowed for this registry: the password can be read on the way."
            )
            self.body.addWidget(wrapped(breakable(words), "error"))
        self.command = CommandBox(theme, self._say_in, dialect)
        for part in (self.busy, self.trouble, self.command):
            self.body.addWidget(part)
        self.keep.toggled.connect(self._say_where)
        self.user.edit.textChanged.connect(self.command.follow)
        self.command.follow()
        self.user.edit.setFocus()
        desk.who_we_are(registry, self._show_known)

    def submit(self) -> None:
        if not self.user.text.strip():
            self.user.set_complaint(tr("Write who you are there."))
            return
        if not self.secret.text:
            self.secret.set_complaint(tr("Write the password or the token."))
            return
        self.trouble.show_trouble(None)
        self.busy.show_words(tr("Asking {registry} …", registry=self._registry))
        self.action_button.setEnabled(False)
        self._desk.sign_in(
            self._registry,
            Login(self.user.text.strip(), self.secret.text),
            is_kept=self.keep.isChecked(),
            then=self._let_in,
            failed=self._refused,
        )

    def done(self, result: int) -> None:
        if not self.is_signed_in:
            self._desk.stop_asking()
        super().done(result)

    def hideEvent(self, event: QHideEvent) -> None:
        """The secret does not outlive the question."""
        self.secret.edit.clear()
        super().hideEvent(event)

    def _say_in(self, dialect: Dialect) -> str:
        """Other tools ask for the secret: it is in no command."""
        known = Login(self.user.text.strip())
        access = RegistryAccess(allow_http=self._desk.is_http_allowed(self._registry))
        return travel_equivalents.login(dialect, self._registry, known, access)

    def _let_in(self, where: str) -> None:
        self.is_signed_in, self.kept_where = True, where
        self.accept()

    def _refused(self, trouble: Trouble) -> None:
        self.busy.show_words("")
        self.action_button.setEnabled(True)
        self.trouble.show_trouble(
            Trouble(trouble.sentence, details=trouble.details)
            if trouble.remedy is Remedy.SIGN_IN
            else trouble
        )
        self.secret.edit.selectAll()
        self.secret.edit.setFocus()

    def _forget(self) -> None:
        self.busy.show_words(tr("Forgetting …"))
        self._desk.forget_login(self._registry, self._forgotten, self._refused)

    def _forgotten(self) -> None:
        """From now on as nobody, or as whom other tools keep there."""
        self.is_signed_in = True
        self.accept()

    def _show_known(self, login: Login | None) -> None:
        if login is not None and not self.user.text:
            self.user.edit.setText(login.user)
            self.forget_button.show()
            if login.source:
                self.user.set_hint(tr("As kept in {source}", source=visible(login.source)))
            self.secret.edit.setFocus()

    def _say_where(self, is_kept: bool) -> None:
        words = _KEPT if is_kept else tr("It is forgotten when Bricklayer ends.")
        self._where.setText(words)
