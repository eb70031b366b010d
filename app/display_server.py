"""Is there a display for a window? Asked before Qt, which ends the process where there is none."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping

from core.errors import NotSupportedError

_INSTEAD = "without a window, play a lesson with: bricklayer play first --picture web.png"


def require_display(env: Mapping[str, str] = os.environ) -> None:
    """Raises NotSupportedError where no window can be shown."""
    if sys.platform != "linux" or env.get("QT_QPA_PLATFORM") or env.get("WAYLAND_DISPLAY"):
        return
    display = env.get("DISPLAY", "")
    if not display:
        raise NotSupportedError("A window", f"there is no display; {_INSTEAD}")
    if not _answers(display):
        raise NotSupportedError("A window", f"the display {display} does not answer; {_INSTEAD}")


def _answers(display: str) -> bool:
    """Whether an X server is there and lets us in (xcb_connect(3))."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt says which library is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    try:
        return xcb.xcb_connection_has_error(connection) == 0
    finally:
        xcb.xcb_disconnect(connection)
