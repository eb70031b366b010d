"""What one can ask of a terminal besides typing, and the keys for it. Programs get all others."""

from __future__ import annotations

import enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.translation import tr_noop, translated

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_BOTH = _CONTROL | _SHIFT
_Key = Qt.Key


class Verb(enum.Enum):
    """The value is its title in menus, in English."""

    COPY = tr_noop("Copy")
    PASTE = tr_noop("Paste")
    PASTE_SELECTION = tr_noop("Paste what is selected")
    SELECT_ALL = tr_noop("Select all")
    FIND = tr_noop("Find…")
    CLEAR = tr_noop("Forget what scrolled out")
    LARGER = tr_noop("Larger text")
    SMALLER = tr_noop("Smaller text")
    USUAL = tr_noop("Usual size")
    PROJECTOR = tr_noop("Projector size")
    NEW = tr_noop("New terminal")
    CLOSE = tr_noop("Close terminal")
    NEXT = tr_noop("Next terminal")
    PREVIOUS = tr_noop("Previous terminal")
    PAGE_UP = tr_noop("A page up")
    PAGE_DOWN = tr_noop("A page down")
    TOP = tr_noop("To the oldest line")
    BOTTOM = tr_noop("To the newest line")
    FORWARD = tr_noop("Leave the terminal")
    BACK = tr_noop("Leave the terminal backwards")
    WALL = tr_noop("Back to the bricks")

    @property
    def title(self) -> str:
        """For menus, in the person's language."""
        return translated(self.value)


KEYS: dict[Verb, str] = {
    Verb.COPY: "Ctrl+Shift+C", Verb.PASTE: "Ctrl+Shift+V", Verb.SELECT_ALL: "Ctrl+Shift+A",
    Verb.FIND: "Ctrl+Shift+F", Verb.LARGER: "Ctrl++", Verb.SMALLER: "Ctrl+-",
    Verb.USUAL: "Ctrl+0", Verb.PROJECTOR: "Ctrl+Shift+P", Verb.NEW: "Ctrl+Shift+T",
    Verb.CLOSE: "Ctrl+Shift+W", Verb.NEXT: "Ctrl+PgDown", Verb.PREVIOUS: "Ctrl+PgUp",
    Verb.PAGE_UP: "Shift+PgUp", Verb.PAGE_DOWN: "Shift+PgDown", Verb.TOP: "Shift+Home",
    Verb.BOTTOM: "Shift+End", Verb.FORWARD: "Ctrl+Tab", Verb.BACK: "Ctrl+Shift+Tab",
    Verb.WALL: "Ctrl+Shift+Esc",
}  # fmt: skip
"""As they are written in menus."""

_PRESSED = {
    (_BOTH, _Key.Key_C): Verb.COPY, (_BOTH, _Key.Key_V): Verb.PASTE,
    (_CONTROL, _Key.Key_Insert): Verb.COPY, (_SHIFT, _Key.Key_Insert): Verb.PASTE,
    (_BOTH, _Key.Key_A): Verb.SELECT_ALL, (_BOTH, _Key.Key_F): Verb.FIND,
    (_CONTROL, _Key.Key_Plus): Verb.LARGER, (_BOTH, _Key.Key_Plus): Verb.LARGER,
    (_CONTROL, _Key.Key_Equal): Verb.LARGER, (_CONTROL, _Key.Key_Minus): Verb.SMALLER,
    (_CONTROL, _Key.Key_0): Verb.USUAL, (_BOTH, _Key.Key_P): Verb.PROJECTOR,
    (_BOTH, _Key.Key_T): Verb.NEW, (_BOTH, _Key.Key_W): Verb.CLOSE,
    (_CONTROL, _Key.Key_PageDown): Verb.NEXT, (_CONTROL, _Key.Key_PageUp): Verb.PREVIOUS,
    (_SHIFT, _Key.Key_PageUp): Verb.PAGE_UP, (_SHIFT, _Key.Key_PageDown): Verb.PAGE_DOWN,
    (_SHIFT, _Key.Key_Home): Verb.TOP, (_SHIFT, _Key.Key_End): Verb.BOTTOM,
    (_CONTROL, _Key.Key_Tab): Verb.FORWARD, (_BOTH, _Key.Key_Backtab): Verb.BACK,
    (_BOTH, _Key.Key_Tab): Verb.BACK, (_BOTH, _Key.Key_Escape): Verb.WALL,
}  # fmt: skip


def verb_of(event: QKeyEvent) -> Verb | None:
    """What a pressed key asks for, if it is not for the program."""
    modifiers = event.modifiers() & ~_KEYPAD
    return next(
        (
            verb
            for (held, key), verb in _PRESSED.items()
            if event.key() == key and modifiers == held
        ),
        None,
    )
