"""What all tabs of the inspector have in common: they load when they are looked at first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.panels.inspector.notice_page import NoticePage
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from core.translation import tr

Answer = TypeVar("Answer")

_PATIENCE_MS = 200  # answers that come sooner need no "Looking …"


class InspectorTab(QWidget):
    """A page: put widgets into `body`, ask in `_load`, then call `_show_body`.

    `_load` is called once for each target, when the tab is visible; `_unload` when another target
    comes, so that nothing of the old one stays. Answers are given through `_current`, which drops
    them when the target has changed since; `_slot` makes names of slots that are forgotten then.
    """

    counted = Signal(object)  # the number for its pill, None when it is not known
    file_requested = Signal(object)  # FileAt: show it
    path_requested = Signal(str)  # who put this here?
    brick_requested = Signal(str)  # chain ID of another layer of the image
    diff_requested = Signal(object)  # FileAt: how did it change here? Shown by the text diff

    needs_contents = True  # of the inspected layer; where they are missing, the tab says why

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lookup = lookup
        self._target: InspectedTarget | None = None
        self._is_loaded = False
        self._slots: set[str] = set()
        self.body = QWidget()
        self.notice = NoticePage(theme)
        self.notice.again_requested.connect(self.reload)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self.body)
        self._pages.addWidget(self.notice)
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._waiting.timeout.connect(self._show_waiting)
        self._waiting_words = ""

    @property
    def target(self) -> InspectedTarget | None:
        """What is looked at."""
        return self._target

    def show_target(self, target: InspectedTarget) -> None:
        """Look at another layer or image; loads now if the tab is visible, else when it is."""
        if target == self._target and self._is_loaded:
            return
        self._target = target
        self._is_loaded = False
        for slot in self._slots:
            self._lookup.forget(slot)
        self._slots.clear()
        self._unload()
        if self.isVisible():
            self._load_now()

    def reload(self) -> None:
        """Ask again: what is known has changed."""
        target, self._target = self._target, None
        if target is not None:
            self.show_target(target)

    # --- for tabs -----------------------------------------------------------------------------

    def _load(self, target: InspectedTarget) -> None:
        """Ask for what is shown."""
        raise NotImplementedError

    def _unload(self) -> None:
        """Forget what was shown of the target before."""

    def _slot(self, name: str) -> str:
        """A slot of this tab's own."""
        slot = f"{type(self).__name__}.{name}"
        self._slots.add(slot)
        return slot

    def _current(self, then: Callable[[Answer], None]) -> Callable[[Answer], None]:
        """`then`, as long as the same target is looked at."""
        asked = self._target

        def answer(value: Answer) -> None:
            if self._target is asked:
                then(value)

        return answer

    def _show_body(self) -> None:
        """There is something to see."""
        self._waiting.stop()
        self._pages.setCurrentWidget(self.body)

    def _wait(self, words: str = tr("Looking into the brick …")) -> None:
        """An answer is on its way: said when it takes long enough to be wondered about."""
        self._waiting_words = words
        self._say("", "")
        self._waiting.start()

    def _say(self, title: str, detail: str = "", *, icon: str = "info") -> None:
        """A page with words instead of the body. Words are shown as they are."""
        self._show_notice(title, detail, icon)

    def _fail(self, sentence: str) -> None:
        """It did not work, in one sentence."""
        self._show_notice(tr("This could not be looked at"), sentence, "warn", can_try_again=True)

    # --- parts --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._target is not None and not self._is_loaded:
            self._load_now()

    def _load_now(self) -> None:
        target = self._target
        assert target is not None
        self._is_loaded = True
        reason = target.unavailable_reason if self.needs_contents else ""
        if reason:
            self._say(tr("Contents not available"), _sentence(reason), icon="lock")
            self.counted.emit(None)
            return
        self._load(target)

    def _show_waiting(self) -> None:
        self._say("", self._waiting_words, icon="search")

    def _show_notice(
        self, title: str, detail: str, icon: str, *, can_try_again: bool = False
    ) -> None:
        self._waiting.stop()
        self.notice.say(title, detail, icon=icon, can_try_again=can_try_again)
        self._pages.setCurrentWidget(self.notice)


def _sentence(reason: str) -> str:
    """What stands after a colon elsewhere, by itself."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
