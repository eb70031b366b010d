"""What keys and the mouse say to a program: a pure table, after xterm's.

None means: not a key for the program; the window decides.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.terminal.screen import Modes

_Key = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_META = Qt.KeyboardModifier.MetaModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

_CURSOR = {
    _Key.Key_Up: "A", _Key.Key_Down: "B", _Key.Key_Right: "C", _Key.Key_Left: "D",
    _Key.Key_Home: "H", _Key.Key_End: "F",
}  # fmt: skip
_FUNCTION = {_Key.Key_F1: "P", _Key.Key_F2: "Q", _Key.Key_F3: "R", _Key.Key_F4: "S"}
_EDITING = {
    _Key.Key_Insert: 2, _Key.Key_Delete: 3, _Key.Key_PageUp: 5, _Key.Key_PageDown: 6,
    _Key.Key_F5: 15, _Key.Key_F6: 17, _Key.Key_F7: 18, _Key.Key_F8: 19, _Key.Key_F9: 20,
    _Key.Key_F10: 21, _Key.Key_F11: 23, _Key.Key_F12: 24,
}  # fmt: skip
_KEYPAD_LETTERS = {
    _Key.Key_Enter: "M", _Key.Key_Asterisk: "j", _Key.Key_Plus: "k", _Key.Key_Comma: "l",
    _Key.Key_Minus: "m", _Key.Key_Period: "n", _Key.Key_Slash: "o",
    **{_Key(_Key.Key_0 + digit): chr(ord("p") + digit) for digit in range(10)},
}  # fmt: skip
_CONTROLLED = {
    _Key.Key_Space: 0, _Key.Key_At: 0, _Key.Key_2: 0, _Key.Key_BracketLeft: 27, _Key.Key_3: 27,
    _Key.Key_Backslash: 28, _Key.Key_4: 28, _Key.Key_BracketRight: 29, _Key.Key_5: 29,
    _Key.Key_AsciiCircum: 30, _Key.Key_6: 30, _Key.Key_Underscore: 31, _Key.Key_Minus: 31,
    _Key.Key_Slash: 31, _Key.Key_7: 31, _Key.Key_Question: 127, _Key.Key_8: 127,
    **{_Key(_Key.Key_A + number): 1 + number for number in range(26)},
}  # fmt: skip
_NO_TEXT = {
    _Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_Meta, _Key.Key_AltGr,
    _Key.Key_CapsLock, _Key.Key_NumLock, _Key.Key_ScrollLock,
}  # fmt: skip


def key_bytes(key: int, modifiers: Qt.KeyboardModifier, text: str, modes: Modes) -> bytes | None:
    """What a pressed key sends. `text` is what the keyboard's layout makes of it."""
    try:
        known = _Key(key)
    except ValueError:
        known = _Key.Key_unknown
    if known in _NO_TEXT:
        return None
    held = modifiers & (_SHIFT | _ALT | _CONTROL | _META)
    code = 1 + bool(held & _SHIFT) + 2 * bool(held & _ALT) + 4 * bool(held & _CONTROL)
    escape = b"\x1b" if held & _ALT else b""
    if known in _CURSOR:
        return _cursor(_CURSOR[known], code, modes)
    if known in _FUNCTION:
        start = b"\x1bO" if code == 1 else b"\x1b[1;%d" % code
        return start + _FUNCTION[known].encode()
    if known in _EDITING:
        more = b"" if code == 1 else b";%d" % code
        return b"\x1b[%d%s~" % (_EDITING[known], more)
    if known is _Key.Key_Backtab or (known is _Key.Key_Tab and held & _SHIFT):
        return escape + b"\x1b[Z"
    if modes.keypad and modifiers & _KEYPAD and known in _KEYPAD_LETTERS and code == 1:
        return b"\x1bO" + _KEYPAD_LETTERS[known].encode()
    if known in (_Key.Key_Return, _Key.Key_Enter):
        return escape + (b"\r\n" if modes.new_line else b"\r")
    if known is _Key.Key_Tab:
        return escape + b"\t"
    if known is _Key.Key_Escape:
        return escape + b"\x1b"
    if known is _Key.Key_Backspace:
        return escape + (b"\x08" if held & _CONTROL else b"\x7f")
    # AltGr arrives as Ctrl+Alt with a text of its own.
    is_written = bool(text) and text.isprintable()
    if held & _CONTROL and known in _CONTROLLED and not (held & _ALT and is_written):
        return escape + bytes((_CONTROLLED[known],))
    if not text:
        return None
    if held & _CONTROL and is_written and not held & _ALT:
        return None
    return (b"" if held & _CONTROL else escape) + text.encode(errors="replace")


def _cursor(letter: str, code: int, modes: Modes) -> bytes:
    if code > 1:
        return b"\x1b[1;%d%s" % (code, letter.encode())
    return (b"\x1bO" if modes.cursor_keys else b"\x1b[") + letter.encode()


def wheel_as_keys(steps: int, modes: Modes) -> bytes:
    """The wheel in a full-screen program that knows no mouse: cursor keys, up when positive."""
    return _cursor("A" if steps > 0 else "B", 1, modes) * min(abs(steps), 20)


MOUSE_BUTTONS = {
    Qt.MouseButton.LeftButton: 0, Qt.MouseButton.MiddleButton: 1, Qt.MouseButton.RightButton: 2,
}  # fmt: skip
WHEEL_UP, WHEEL_DOWN = 64, 65
NO_BUTTON = 3
_MOVED = 32
_PLACE_LIMIT = 223


def mouse_bytes(
    button: int, column: int, row: int, modifiers: Qt.KeyboardModifier, modes: Modes,
    *, is_pressed: bool = True, is_moved: bool = False,
) -> bytes:  # fmt: skip
    """What the mouse tells the program that asked for it, counted from 0; b"" when it need not."""
    if not modes.mouse or (is_moved and modes.mouse == 1000):
        return b""
    if is_moved and button == NO_BUTTON and modes.mouse != 1003:
        return b""
    code = button + _MOVED * is_moved
    code += 4 * bool(modifiers & _SHIFT) + 8 * bool(modifiers & _ALT)
    code += 16 * bool(modifiers & _CONTROL)
    if modes.mouse_is_sgr:
        return b"\x1b[<%d;%d;%d%s" % (code, column + 1, row + 1, b"M" if is_pressed else b"m")
    if max(column, row) >= _PLACE_LIMIT:
        return b""
    if not is_pressed:
        code = code & ~3 | 3
    return b"\x1b[M" + bytes((32 + code, 33 + column, 33 + row))


def pasted(text: str, modes: Modes) -> bytes:
    """A text as if it was typed. No control gets through but tabs and line ends.

    So nobody's text can end the brackets (ESC [201~) or press keys that were not seen.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r")
    kept = "".join(c for c in lines if c in "\t\r" or not (c < " " or "\x7f" <= c <= "\x9f"))
    typed = kept.encode(errors="replace")
    return b"\x1b[200~" + typed + b"\x1b[201~" if modes.brackets_paste else typed


def needs_question(text: str, modes: Modes) -> bool:
    """Whether pasting would run something at once: a line's end, and nobody who holds it back."""
    return not modes.brackets_paste and ("\n" in text or "\r" in text)
