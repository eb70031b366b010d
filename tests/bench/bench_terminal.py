"""How fast what programs write is read into a screen: ours beside pyte's, and through a window.

.venv/bin/python -m tests.bench.bench_terminal [window]

pyte draws on a plain `Screen`, which keeps nothing that scrolls out; ours keeps 10,000 lines. With
"window" 50 MB go from a program through a pseudo-terminal into a window (on offscreen), and the
longest time is told that the window's thread was kept from its events.
"""

from __future__ import annotations

import os
import pty
import random
import subprocess
import sys
import time
from collections.abc import Callable

import pyte

from app.terminal.parser import Parser
from app.terminal.screen import Screen
from tests.bench.timing import alternate, print_table

_ROWS, _COLUMNS = 40, 120
_PIECE_BYTES = 16 << 10
_REPEATS = 3
_SEED = 7


def streams() -> dict[str, bytes]:
    """Some hundred kilobytes each of what programs write."""
    chance = random.Random(_SEED)
    words = ["the", "quick", "/usr/share/doc", "error:", "0x7f3a", "warning", "layer", "done."]
    line = [" ".join(chance.choices(words, k=chance.randrange(4, 14))) for _ in range(4000)]
    colours = "".join(
        f"\x1b[{chance.choice((31, 32, 33, 34))}m{chance.choice(words)}\x1b[0m "
        f"\x1b[38;5;{chance.randrange(256)}m{chance.choice(words)}\x1b[m\r\n"
        for _ in range(5000)
    )
    full = "".join(
        f"\x1b[{chance.randrange(1, _ROWS)};{chance.randrange(1, _COLUMNS)}H"
        f"\x1b[7m{chance.choice(words)}\x1b[27m\x1b[K"
        for _ in range(6000)
    )
    progress = "".join(
        f"\rReading package lists... {part}%" for _ in range(60) for part in range(101)
    )
    return {
        "plain lines (yes, cat)": ("\r\n".join(line) + "\r\n").encode(),
        "coloured lines (ls, grep)": colours.encode(),
        "a full screen (top, vi)": full.encode(),
        "progress in one line (apt)": progress.encode(),
        "other scripts": ("漢字 かな é ü ñ Ελλάδα ✓\r\n" * 6000).encode(),
    }


def _pieces(content: bytes) -> list[bytes]:
    return [content[at : at + _PIECE_BYTES] for at in range(0, len(content), _PIECE_BYTES)]


def _ours(pieces: list[bytes]) -> Callable[[], None]:
    def run() -> None:
        parser = Parser(Screen(_ROWS, _COLUMNS))
        for piece in pieces:
            parser.feed(piece)

    return run


def _pyte(pieces: list[bytes]) -> Callable[[], None]:
    def run() -> None:
        stream = pyte.ByteStream(pyte.Screen(_COLUMNS, _ROWS))
        for piece in pieces:
            stream.feed(piece)

    return run


def compare() -> None:
    """Each kind of stream, ours and pyte's in turns."""
    for title, content in streams().items():
        pieces = _pieces(content)
        taken = alternate({"ours": _ours(pieces), "pyte": _pyte(pieces)}, _REPEATS)
        print_table(f"{title}, {len(content) / 1e6:.2f} MB", taken, "ours")
        print(f"    ours {len(content) / 1e6 / min(taken['ours']):.1f} MB/s")


def window(size_mb: int = 50) -> None:
    """A flood through a real terminal into a view that paints, and what the window felt of it."""
    from PySide6.QtCore import QElapsedTimer, QTimer
    from PySide6.QtWidgets import QApplication

    from app.terminal.session import State, TerminalSession
    from app.terminal.view import TerminalView
    from app.theme import Mode, Theme
    from tests.bench.piped import Piped, container

    application = QApplication.instance() or QApplication(sys.argv[:1])
    line = "y" * 70
    host = Piped(f"yes {line} | head -c {size_mb}M")
    session = TerminalSession(host, container())
    view = TerminalView(Theme(Mode.DARK), session, 13.0)
    view.resize(1000, 640)
    view.show()
    gaps: list[float] = []
    clock = QElapsedTimer()
    clock.start()
    ticker = QTimer(interval=0)
    ticker.timeout.connect(lambda: gaps.append(clock.restart()))
    ticker.start()
    start = time.perf_counter()
    session.open()
    while session.state is not State.ENDED:
        application.processEvents()
    seconds = time.perf_counter() - start
    gaps.sort()
    print(f"{size_mb} MB through a terminal into a window: {seconds:.2f} s, "
          f"{size_mb / seconds:.1f} MB/s")  # fmt: skip
    print(f"  the window's thread was kept from its events for {gaps[-1]:.0f} ms at most, "
          f"99 of 100 times for less than {gaps[len(gaps) * 99 // 100]:.0f} ms")  # fmt: skip
    plain = _read_only(f"yes {line} | head -c {size_mb}M")
    print(f"  reading it and doing nothing: {plain:.2f} s; ratio {seconds / plain:.2f}")


def _read_only(line: str) -> float:
    master, slave = pty.openpty()
    start = time.perf_counter()
    with subprocess.Popen(["/bin/sh", "-c", line], stdout=slave):
        os.close(slave)
        while True:
            try:
                if not os.read(master, 1 << 16):
                    break
            except OSError:
                break
    os.close(master)
    return time.perf_counter() - start


if __name__ == "__main__":
    window() if "window" in sys.argv[1:] else compare()
