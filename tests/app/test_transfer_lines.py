"""Layers on their way at the command line: on a terminal, and in a file."""

from __future__ import annotations

import io
import os
import pty
import re
import termios
from dataclasses import replace

import pytest

from app.transfer_lines import TransferLines
from core.model import LayerTransfer, Transfer, TransferState

ONE = LayerTransfer("sha256:" + "1" * 64, 10_000_000)
TWO = LayerTransfer("sha256:" + "2" * 64, 20_000_000)


def moving(layer: LayerTransfer, moved_bytes: int) -> LayerTransfer:
    return replace(layer, moved_bytes=moved_bytes, state=TransferState.MOVING)


def there(layer: LayerTransfer, reason: str) -> LayerTransfer:
    return replace(layer, state=TransferState.ALREADY_THERE, reason=reason)


def done(layer: LayerTransfer) -> LayerTransfer:
    return replace(layer, state=TransferState.DONE, moved_bytes=layer.size_bytes)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen_of(written: str) -> list[str]:
    """What a terminal shows, by the three sequences that are used."""
    rows: list[str] = []
    row = 0
    for part in re.split(r"(\x1b\[\d*[A-Z]|\n)", written):
        if match := re.fullmatch(r"\x1b\[(\d+)F", part):
            row -= int(match[1])
            assert row >= 0
        elif part == "\x1b[J":
            del rows[row:]
        elif part == "\n":
            row += 1
        elif part and part != "\x1b[K":
            assert part.isprintable()
            rows[row : row + 1] = [part]
    return rows


def test_a_file_gets_one_line_for_what_happened_to_a_layer() -> None:
    out = io.StringIO()
    with TransferLines(out) as lines:
        lines(Transfer((ONE, TWO)))
        lines(Transfer((there(ONE, "this repository has it"), moving(TWO, 5))))
        paused = replace(TWO, state=TransferState.PAUSED, reason="the connection\x1b[2J broke")
        lines(Transfer((there(ONE, "this repository has it"), paused)))
        lines(Transfer((there(ONE, "this repository has it"), paused)))
        lines(Transfer((there(ONE, "this repository has it"), moving(TWO, 5))))
        lines(Transfer((there(ONE, "this repository has it"), done(TWO))))
    assert out.getvalue().splitlines() == [
        "sha256:1111…1111  10.0 MB  already there: this repository has it",
        "sha256:2222…2222  20.0 MB  paused: the connection\\x1b[2J broke",
        "sha256:2222…2222  20.0 MB  done",
    ]


def test_a_terminal_shows_a_line_for_each_layer_and_writes_over_it() -> None:
    out = Terminal()
    with TransferLines(out) as lines:
        lines(Transfer((ONE, TWO)))
        lines(Transfer((moving(ONE, 5_000_000), there(TWO, "mounted from class/base"))))
        half = screen_of(out.getvalue())
        lines(Transfer((done(ONE), there(TWO, "mounted from class/base"))))
    assert half == [
        "sha256:1111…1111  ██████████··········  5.00 MB of 10.0 MB",
        "sha256:2222…2222  ████████████████████  20.0 MB  already there: mounted from class/base"[
            :79
        ],
        "2 layers, 5.00 MB of 10.0 MB",
    ]
    assert screen_of(out.getvalue())[2] == "2 layers, 10.0 MB of 10.0 MB"


def test_what_comes_late_is_not_drawn() -> None:
    out = Terminal()
    with TransferLines(out) as lines:
        lines(Transfer((ONE,)))
    before = out.getvalue()
    lines(Transfer((done(ONE),)))
    assert out.getvalue() == before


@pytest.mark.parametrize("size", [(8, 60), (24, 40), (0, 0)])
def test_it_keeps_within_the_terminal(size: tuple[int, int]) -> None:
    """With more layers than rows those under way are shown."""
    layers = [done(replace(ONE, digest=f"sha256:{n:064x}")) for n in range(30)]
    layers[25] = moving(layers[25], 1)
    leader, follower = pty.openpty()
    try:
        termios.tcsetwinsize(follower, size)
        with open(follower, "w", encoding="utf-8", closefd=False) as out:
            lines = TransferLines(out)
            lines(Transfer(tuple(layers)))
        shown = screen_of(os.read(leader, 1 << 16).decode().replace("\r", ""))
    finally:
        os.close(leader)
        os.close(follower)
    rows, columns = size
    assert len(shown) < max(rows, 4)
    assert all(len(row) < max(columns, 20) for row in shown)
    assert any("0019" in row for row in shown)
