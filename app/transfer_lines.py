"""Layers on their way, as lines: changing ones on a terminal, one for each that ended elsewhere."""

from __future__ import annotations

import os
from types import TracebackType
from typing import TextIO

from app.viewmodel.sizes import plural, short_digest, size_text, visible
from core.model import LayerTransfer, Transfer, TransferState

_BAR_CELLS = 20
_UP = "\x1b[{}F"  # to the beginning of the line so many above
_CLEAR_REST = "\x1b[K"
_CLEAR_BELOW = "\x1b[J"
_SPARE_ROWS = 3
_ENDED = (TransferState.DONE, TransferState.ALREADY_THERE)


class TransferLines:
    """Shows each `Transfer` that it is called with, one at a time. Use it as a context."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._drawn_rows = 0
        self._told: dict[str, TransferState] = {}
        self._is_over = False

    def __enter__(self) -> TransferLines:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._is_over = True  # whatever comes late must not draw over what is said next

    def __call__(self, transfer: Transfer) -> None:
        if self._is_over:
            return
        if self._is_terminal:
            self._draw(transfer)
        else:
            self._tell(transfer)
        self._out.flush()

    def _tell(self, transfer: Transfer) -> None:
        """A line when a layer ended, and when its connection broke."""
        for layer in transfer.layers:
            told = (*_ENDED, TransferState.PAUSED)
            if layer.state in told and self._told.get(layer.digest) is not layer.state:
                self._out.write(f"{short_digest(layer.digest)}  {_words(layer)}\n")
            self._told[layer.digest] = layer.state

    def _draw(self, transfer: Transfer) -> None:
        columns, rows = _terminal_size(self._out)
        lines = _chosen_lines(transfer, max(1, rows - _SPARE_ROWS))
        moving = f"{size_text(transfer.moved_bytes)} of {size_text(transfer.moving_bytes)}"
        lines.append(f"{plural(len(transfer.layers), 'layer')}, {moving}")
        text = _UP.format(self._drawn_rows) if self._drawn_rows else ""
        text += "".join(f"{line[: columns - 1]}{_CLEAR_REST}\n" for line in lines)
        self._out.write(text + _CLEAR_BELOW)
        self._drawn_rows = len(lines)


def _chosen_lines(transfer: Transfer, limit: int) -> list[str]:
    """All layers, or where there is no room for all those that are under way first."""
    chosen = list(transfer.layers)
    if len(chosen) > limit:
        under_way = [one for one in chosen if one.state not in _ENDED]
        ended = [one for one in chosen if one.state in _ENDED]
        kept = {one.digest for one in (under_way + ended)[:limit]}
        chosen = [one for one in chosen if one.digest in kept]
    return [_line(one) for one in chosen]


def _line(layer: LayerTransfer) -> str:
    share = layer.moved_bytes / layer.size_bytes if layer.size_bytes else 1.0
    if layer.state in _ENDED:
        share = 1.0
    full = round(min(1.0, share) * _BAR_CELLS)
    bar = "█" * full + "·" * (_BAR_CELLS - full)
    return f"{short_digest(layer.digest)}  {bar}  {_words(layer)}"


def _words(layer: LayerTransfer) -> str:
    size = size_text(layer.size_bytes)
    reason = f": {visible(layer.reason)}" if layer.reason else ""
    if layer.state is TransferState.MOVING:
        return f"{size_text(layer.moved_bytes)} of {size}"
    return f"{size}  {layer.state.value}{reason}"


def _terminal_size(out: TextIO) -> tuple[int, int]:
    try:
        size = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return 80, 24
    return max(20, size.columns), max(4, size.lines)
