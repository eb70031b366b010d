"""The pump between a terminal and a window, on pseudo-terminals of this computer."""

from __future__ import annotations

import os
import pty
import threading
import time
import tty
from collections.abc import Callable, Iterator

import pytest

from app.worker.terminal_pump import _HELD_BYTES, TerminalPump
from core.model import TerminalSize

_PATIENCE_S = 10.0


class Ends:
    """Both ends of a pseudo-terminal: a program's, and an engine's Terminal."""

    def __init__(self) -> None:
        self._master, self.program = pty.openpty()
        tty.setraw(self.program)
        self.sizes: list[TerminalSize] = []
        self.is_closed = False

    def fileno(self) -> int:
        return self._master

    def resize(self, size: TerminalSize) -> None:
        self.sizes.append(size)

    def wait(self) -> int | None:
        return 7

    def close(self) -> None:
        assert not self.is_closed
        self.is_closed = True
        os.close(self._master)


class Pumping:
    """A pump with its thread."""

    def __init__(self) -> None:
        self.ends = Ends()
        self.woken = threading.Event()
        self.wakes = 0
        self.codes: list[int | None] = []
        self.pump = TerminalPump(self._wake)
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _wake(self) -> None:
        self.wakes += 1
        self.woken.set()

    def _run(self) -> None:
        self.codes.append(self.pump.run(self.ends))

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline
            self.woken.wait(0.01)

    def take_all(self, size_bytes: int) -> bytes:
        taken = bytearray()

        def is_enough() -> bool:
            taken.extend(self.pump.take(1000))
            return len(taken) >= size_bytes

        self.until(is_enough)
        return bytes(taken)

    def join(self) -> None:
        self.thread.join(_PATIENCE_S)
        assert not self.thread.is_alive()
        assert self.ends.is_closed


@pytest.fixture
def pumping() -> Iterator[Pumping]:
    made = Pumping()
    yield made
    made.pump.close()
    made.join()


def test_output_is_taken_in_portions_and_wakes_once(pumping: Pumping) -> None:
    os.write(pumping.ends.program, b"0123456789")
    assert pumping.woken.wait(_PATIENCE_S)
    pumping.until(lambda: pumping.pump._held_bytes == 10)
    os.write(pumping.ends.program, b"more")
    pumping.until(lambda: pumping.pump._held_bytes == 14)
    assert pumping.wakes == 1
    assert pumping.pump.take(4) == b"0123"
    assert pumping.take_all(10) == b"456789more"
    assert pumping.pump.take(4) == b""
    os.write(pumping.ends.program, b"again")
    pumping.until(lambda: pumping.wakes == 2)


def test_what_is_typed_and_sizes_arrive(pumping: Pumping) -> None:
    assert pumping.pump.write(b"typed")
    assert os.read(pumping.ends.program, 100) == b"typed"
    pumping.pump.resize(TerminalSize(3, 4))
    pumping.until(lambda: pumping.ends.sizes == [TerminalSize(3, 4)])


def test_a_program_waits_for_a_window_that_does_not_take(pumping: Pumping) -> None:
    """Nothing is lost, and nothing grows."""
    total_bytes = 8 * _HELD_BYTES
    sent = 0
    os.set_blocking(pumping.ends.program, False)

    def is_stuck() -> bool:
        nonlocal sent
        try:
            sent += os.write(pumping.ends.program, b"x" * 4096)
        except BlockingIOError:
            return pumping.pump._held_bytes >= _HELD_BYTES
        return False

    pumping.until(is_stuck)
    assert pumping.pump._held_bytes < 2 * _HELD_BYTES
    assert sent < total_bytes
    assert pumping.pump.write(b"\x03")  # and yet what is typed comes through
    pumping.until(lambda: _readable(pumping.ends.program) == b"\x03")
    assert pumping.take_all(sent) == b"x" * sent


def _readable(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 100)
    except BlockingIOError:
        return b""


def test_more_than_a_program_reads_is_refused(pumping: Pumping) -> None:
    assert pumping.pump.write(b"x" * (3 << 20))
    assert not pumping.pump.write(b"x" * (3 << 20))
    assert pumping.pump.write(b"x")


def test_the_end_comes_after_the_last_words(pumping: Pumping) -> None:
    os.write(pumping.ends.program, b"last words")
    os.close(pumping.ends.program)
    pumping.join()
    assert pumping.codes == [7]
    assert pumping.pump.take(100) == b"last words"
    assert not pumping.pump.write(b"x" * (5 << 20))
    pumping.pump.resize(TerminalSize())


def test_closing_ends_it_and_is_idempotent(pumping: Pumping) -> None:
    pumping.pump.close()
    pumping.pump.close()
    pumping.join()
    assert pumping.codes == [None]
    assert not pumping.pump.write(b"x")
    assert pumping.pump.take(10) == b""


def test_one_that_is_closed_before_it_opens_lets_go_at_once() -> None:
    pump, ends = TerminalPump(lambda: None), Ends()
    pump.close()
    assert pump.run(ends) is None
    assert ends.is_closed
    os.close(ends.program)
