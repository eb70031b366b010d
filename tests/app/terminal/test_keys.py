"""What keys and the mouse say: as terminfo's xterm-256color tells programs."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PySide6.QtCore import Qt

from app.terminal.keys import NO_BUTTON, WHEEL_UP, key_bytes, mouse_bytes, wheel_as_keys
from app.terminal.screen import Modes

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

_BY_CAPABILITY = {
    "kcuu1": _Key.Key_Up, "kcud1": _Key.Key_Down, "kcuf1": _Key.Key_Right, "kcub1": _Key.Key_Left,
    "khome": _Key.Key_Home, "kend": _Key.Key_End, "kpp": _Key.Key_PageUp, "knp": _Key.Key_PageDown,
    "kich1": _Key.Key_Insert, "kdch1": _Key.Key_Delete,
    **{f"kf{number}": _Key(_Key.Key_F1 + number - 1) for number in range(1, 13)},
}  # fmt: skip


@pytest.mark.parametrize("capability", _BY_CAPABILITY)
def test_special_keys_are_what_terminfo_says(capability: str) -> None:
    assert shutil.which("tput") is not None, "tput is needed for this test"
    told = subprocess.run(
        ["tput", "-T", "xterm-256color", capability], capture_output=True, check=True
    ).stdout
    modes = Modes(cursor_keys=True)  # which terminfo's smkx switches on
    assert key_bytes(_BY_CAPABILITY[capability], _NONE, "", modes) == told


@pytest.mark.parametrize(
    ("key", "held", "text", "sent"),
    [
        (_Key.Key_A, _NONE, "a", b"a"),
        (_Key.Key_A, _SHIFT, "A", b"A"),
        (_Key.Key_A, _CONTROL, "\x01", b"\x01"),
        (_Key.Key_C, _CONTROL, "\x03", b"\x03"),
        (_Key.Key_A, _ALT, "a", b"\x1ba"),
        (_Key.Key_Up, _NONE, "", b"\x1b[A"),
        (_Key.Key_Up, _CONTROL, "", b"\x1b[1;5A"),
        (_Key.Key_Left, _SHIFT | _ALT, "", b"\x1b[1;4D"),
        (_Key.Key_F5, _SHIFT, "", b"\x1b[15;2~"),
        (_Key.Key_Delete, _CONTROL, "", b"\x1b[3;5~"),
        (_Key.Key_Tab, _NONE, "\t", b"\t"),
        (_Key.Key_Backtab, _SHIFT, "", b"\x1b[Z"),
        (_Key.Key_Return, _NONE, "\r", b"\r"),
        (_Key.Key_Enter, _KEYPAD, "\r", b"\r"),
        (_Key.Key_Backspace, _NONE, "\x08", b"\x7f"),
        (_Key.Key_Backspace, _CONTROL, "\x7f", b"\x08"),
        (_Key.Key_Escape, _NONE, "\x1b", b"\x1b"),
        (_Key.Key_Space, _CONTROL, " ", b"\x00"),
        (_Key.Key_BracketLeft, _CONTROL, "\x1b", b"\x1b"),
        (_Key.Key_Q, _CONTROL | _ALT, "@", b"@"),  # AltGr where it comes so
        (0x00E4, _NONE, "ä", "ä".encode()),
        (0x01001234, _NONE, "漢", "漢".encode()),
        (_Key.Key_Shift, _SHIFT, "", None),
        (_Key.Key_Control, _CONTROL, "", None),
        (_Key.Key_MediaPlay, _NONE, "", None),
    ],
)
def test_a_key_sends(key: int, held: Qt.KeyboardModifier, text: str, sent: bytes | None) -> None:
    assert key_bytes(key, held, text, Modes()) == sent


def test_the_keypad_can_be_a_pad_of_keys() -> None:
    assert key_bytes(_Key.Key_5, _KEYPAD, "5", Modes()) == b"5"
    assert key_bytes(_Key.Key_5, _KEYPAD, "5", Modes(keypad=True)) == b"\x1bOu"


def test_the_mouse_is_told_as_was_asked_for() -> None:
    assert mouse_bytes(0, 4, 2, _NONE, Modes()) == b""
    modes = Modes(mouse=1000, mouse_is_sgr=True)
    assert mouse_bytes(0, 4, 2, _NONE, modes) == b"\x1b[<0;5;3M"
    assert mouse_bytes(0, 4, 2, _NONE, modes, is_pressed=False) == b"\x1b[<0;5;3m"
    assert mouse_bytes(0, 4, 2, _NONE, modes, is_moved=True) == b""
    assert mouse_bytes(WHEEL_UP, 0, 0, _CONTROL, modes) == b"\x1b[<80;1;1M"
    drags = Modes(mouse=1002, mouse_is_sgr=True)
    assert mouse_bytes(0, 4, 2, _NONE, drags, is_moved=True) == b"\x1b[<32;5;3M"
    assert mouse_bytes(NO_BUTTON, 4, 2, _NONE, drags, is_moved=True) == b""
    moves = Modes(mouse=1003)
    assert mouse_bytes(NO_BUTTON, 4, 2, _NONE, moves, is_moved=True) == b"\x1b[MC%#"
    assert mouse_bytes(0, 4, 2, _NONE, moves, is_pressed=False) == b"\x1b[M#%#"
    assert mouse_bytes(0, 300, 2, _NONE, moves) == b""  # cannot be told in a byte


def test_the_wheel_scrolls_programs_that_know_no_mouse() -> None:
    assert wheel_as_keys(2, Modes()) == b"\x1b[A\x1b[A"
    assert wheel_as_keys(-1, Modes(cursor_keys=True)) == b"\x1bOB"
