"""The choice of the window's language, in the engine's menu."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.commands.context import Context
from app.qt_texts import own_name
from app.translation import languages
from core.translation import tr

_AS_THE_DESKTOP = ""


class LanguageMenu:
    """Texts are made while the window's modules are imported: a choice is for the next start."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def add_to(self, menu: QMenu) -> None:
        """One entry for each language that the program brings, by its own name."""
        # The English word stays beside the translated one, for who chose a wrong language.
        title = tr("Language")
        choices = menu.addMenu(title if title == "Language" else f"{title} (Language)")
        group = QActionGroup(choices)
        for code in (_AS_THE_DESKTOP, *languages()):
            action = choices.addAction(own_name(code) if code else tr("As the desktop"))
            action.setCheckable(True)
            action.setChecked(code == self._context.settings.language)
            action.triggered.connect(lambda _on, one=code: self._choose(one))
            group.addAction(action)

    def _choose(self, code: str) -> None:
        settings, session = self._context.settings, self._context.session
        if code != settings.language:
            settings.language = code
            session.notice_raised.emit(tr("The language changes when Bricklayer is started anew."))
