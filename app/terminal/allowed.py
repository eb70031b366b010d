"""Which sequences a program may use. What is not in these tables is read and dropped.

Left out on purpose: everything that would answer with what somebody else wrote (titles, settings,
colours, contents), the clipboard (OSC 52), links (OSC 8: their text is shown as text), printing,
downloads, fonts, macros, window sizes, and C1 controls of eight bits. The only answers are the
cursor's place, "I am well" and what kind of terminal this is, each a constant but for the place.
"""

from __future__ import annotations

from collections.abc import Callable

from app.terminal.pen import PLAIN, Parameters
from app.terminal.screen import Modes, Screen

_TITLE_LIMIT = 200

Action = Callable[[Screen, Parameters], None]


def number(parameters: Parameters, at: int = 0, default: int = 1) -> int:
    """A parameter; 0 and none both mean the default, as most sequences want it."""
    given = parameters[at][0] if at < len(parameters) else -1
    return given if given > 0 else default


def _choice(parameters: Parameters) -> int:
    return max(0, parameters[0][0])


def _margins(screen: Screen, parameters: Parameters) -> None:
    screen.set_margins(number(parameters) - 1, number(parameters, 1, screen.rows) - 1)


def _status(screen: Screen, parameters: Parameters) -> None:
    if _choice(parameters) == 5:
        screen.answer(b"\x1b[0n")
    elif _choice(parameters) == 6:
        screen.answer(b"\x1b[%d;%dR" % _place(screen))


def _private_status(screen: Screen, parameters: Parameters) -> None:
    if _choice(parameters) == 6:
        screen.answer(b"\x1b[?%d;%dR" % _place(screen))


def _place(screen: Screen) -> tuple[int, int]:
    return screen.y - (screen.top if screen.modes.has_origin else 0) + 1, screen.x + 1


def _what_it_is(screen: Screen, parameters: Parameters) -> None:
    if _choice(parameters) == 0:
        screen.answer(b"\x1b[?62;22c")  # a VT220 with colours


def _which_version(screen: Screen, parameters: Parameters) -> None:
    if _choice(parameters) == 0:
        screen.answer(b"\x1b[>1;10;0c")


def _ansi_mode(screen: Screen, parameters: Parameters, *, is_set: bool) -> None:
    for parts in parameters:
        if parts[0] == 4:
            screen.modes.inserts = is_set
        elif parts[0] == 20:
            screen.modes.new_line = is_set


_SIMPLE_MODES = {
    1: "cursor_keys", 5: "is_reversed", 7: "wraps", 25: "shows_cursor", 66: "keypad",
    1004: "tells_focus", 1006: "mouse_is_sgr", 1007: "wheel_moves_cursor", 2004: "brackets_paste",
}  # fmt: skip
assert all(hasattr(Modes(), name) for name in _SIMPLE_MODES.values())


def _private_mode(screen: Screen, parameters: Parameters, *, is_set: bool) -> None:
    for parts in parameters:
        code = parts[0]
        if code in _SIMPLE_MODES:
            setattr(screen.modes, _SIMPLE_MODES[code], is_set)
            if code == 2004 and not is_set:
                screen.unbracketed_line = screen.cursor_line
        elif code == 6:
            screen.modes.has_origin = is_set
            screen.move_to(0, 0)
        elif code in (1000, 1002, 1003):
            screen.modes.mouse = code if is_set else 0
        elif code in (47, 1047):
            _swap(screen, is_set=is_set, is_erased=code == 1047 and not is_set)
        elif code == 1048:
            screen.save_cursor() if is_set else screen.restore_cursor()
        elif code == 1049 and is_set != screen.is_alternate:
            if is_set:
                screen.save_cursor()
                screen.use_other(is_erased=True)
            else:
                screen.use_main()
                screen.restore_cursor()


def _swap(screen: Screen, *, is_set: bool, is_erased: bool) -> None:
    if is_set:
        screen.use_other(is_erased=False)
    elif screen.is_alternate:
        if is_erased:
            screen.use_other(is_erased=True)
        screen.use_main()


def _soft_reset(screen: Screen, _parameters: Parameters) -> None:
    was = screen.modes
    screen.modes = Modes(mouse=was.mouse, mouse_is_sgr=was.mouse_is_sgr)
    screen.pen = PLAIN
    screen.top, screen.bottom = 0, screen.rows - 1
    screen.graphics, screen.shift = [False, False], 0


def _to_line(screen: Screen, rows: int) -> None:
    screen.move_by(rows, 0)
    screen.carriage_return()


def _next_line(screen: Screen) -> None:
    screen.carriage_return()
    screen.line_feed()


def _cursor_shape(screen: Screen, parameters: Parameters) -> None:
    if _choice(parameters) <= 6:
        screen.cursor_shape = _choice(parameters)


CONTROL_SEQUENCES: dict[str, Action] = {
    "@": lambda screen, given: screen.insert_characters(number(given)),
    "A": lambda screen, given: screen.move_by(-number(given), 0),
    "B": lambda screen, given: screen.move_by(number(given), 0),
    "C": lambda screen, given: screen.move_by(0, number(given)),
    "D": lambda screen, given: screen.move_by(0, -number(given)),
    "E": lambda screen, given: _to_line(screen, number(given)),
    "F": lambda screen, given: _to_line(screen, -number(given)),
    "G": lambda screen, given: screen.move_to(None, number(given) - 1),
    "H": lambda screen, given: screen.move_to(number(given) - 1, number(given, 1) - 1),
    "I": lambda screen, given: screen.tab(number(given)),
    "J": lambda screen, given: screen.erase_in_display(_choice(given)),
    "K": lambda screen, given: screen.erase_in_line(_choice(given)),
    "L": lambda screen, given: screen.insert_lines(number(given)),
    "M": lambda screen, given: screen.delete_lines(number(given)),
    "P": lambda screen, given: screen.delete_characters(number(given)),
    "S": lambda screen, given: screen.scroll(number(given)),
    "T": lambda screen, given: screen.scroll(-number(given)),
    "X": lambda screen, given: screen.erase_characters(number(given)),
    "Z": lambda screen, given: screen.tab(-number(given)),
    "`": lambda screen, given: screen.move_to(None, number(given) - 1),
    "a": lambda screen, given: screen.move_by(0, number(given)),
    "b": lambda screen, given: screen.repeat(number(given)),
    "c": _what_it_is,
    ">c": _which_version,
    "d": lambda screen, given: screen.move_to(number(given) - 1),
    "e": lambda screen, given: screen.move_by(number(given), 0),
    "f": lambda screen, given: screen.move_to(number(given) - 1, number(given, 1) - 1),
    "g": lambda screen, given: screen.clear_tabs(_choice(given)),
    "h": lambda screen, given: _ansi_mode(screen, given, is_set=True),
    "l": lambda screen, given: _ansi_mode(screen, given, is_set=False),
    "?h": lambda screen, given: _private_mode(screen, given, is_set=True),
    "?l": lambda screen, given: _private_mode(screen, given, is_set=False),
    "m": Screen.change_pen,
    "n": _status,
    "?n": _private_status,
    " q": _cursor_shape,
    "!p": _soft_reset,
    "r": _margins,
    "s": lambda screen, _given: screen.save_cursor(),
    "u": lambda screen, _given: screen.restore_cursor(),
}
"""By prefix, intermediates and final character."""


def _charset(screen: Screen, slot: int, *, is_graphics: bool) -> None:
    screen.graphics[slot] = is_graphics


def _keypad(screen: Screen, *, is_set: bool) -> None:
    screen.modes.keypad = is_set


ESCAPES: dict[str, Callable[[Screen], None]] = {
    "7": Screen.save_cursor,
    "8": Screen.restore_cursor,
    "D": Screen.line_feed,
    "E": _next_line,
    "H": lambda screen: screen.tabs.add(screen.x),
    "M": Screen.line_feed_back,
    "c": Screen.start_over,
    "=": lambda screen: _keypad(screen, is_set=True),
    ">": lambda screen: _keypad(screen, is_set=False),
    "#8": Screen.fill_with_e,
    "(0": lambda screen: _charset(screen, 0, is_graphics=True),
    "(B": lambda screen: _charset(screen, 0, is_graphics=False),
    ")0": lambda screen: _charset(screen, 1, is_graphics=True),
    ")B": lambda screen: _charset(screen, 1, is_graphics=False),
}
"""By what comes after ESC."""


def _bell(screen: Screen) -> None:
    screen.bells += 1


def _shift(screen: Screen, slot: int) -> None:
    screen.shift = slot


CONTROLS: dict[str, Callable[[Screen], None]] = {
    "\x07": _bell,
    "\x08": Screen.backspace,
    "\t": Screen.tab,
    "\n": Screen.line_feed,
    "\x0b": Screen.line_feed,
    "\x0c": Screen.line_feed,
    "\r": Screen.carriage_return,
    "\x0e": lambda screen: _shift(screen, 1),
    "\x0f": lambda screen: _shift(screen, 0),
}


def operating_system_command(screen: Screen, text: str) -> None:
    """Titles for the tab, and the shell's private marks; nothing else."""
    code, _semicolon, rest = text.partition(";")
    if code in ("0", "2"):
        screen.title = "".join(c for c in rest if c.isprintable())[:_TITLE_LIMIT]
    elif code == "133":
        screen.mark(rest)
