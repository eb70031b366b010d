"""The log of a container's own command: started, followed, waited for.

A ring of two files with ever higher numbers, see `log_writer`.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.cancel import CancelToken
from core.errors import Cancelled
from core.layer.tree import DIRECTORY_FLAGS, FILE_FLAGS
from core.model import OutputChunk
from core.runtime import log_writer
from core.runtime.oci_runtime import clean_env

LOG_FILE_BYTES = 16 << 20
_CHUNK_BYTES = 1 << 16
_LOOK_INTERVAL_S = 0.1
_DRAIN_PATIENCE_S = 3.0


@contextmanager
def log_pipe(directory: Path, file_bytes: int = LOG_FILE_BYTES) -> Iterator[int]:
    """A descriptor to be given to a container as its standard output and error.

    Behind it stands a process that writes to `directory` and ends with the last who holds the
    pipe; it outlives this one. Raises OSError.
    """
    directory.mkdir(mode=0o700, exist_ok=True)
    wait_until_written(directory)
    place = os.open(directory, DIRECTORY_FLAGS)
    read_end, write_end = os.pipe()
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the writer has it with the descriptor
        writer = subprocess.Popen(
            [sys.executable, "-I", "-S", log_writer.__file__, str(place), str(file_bytes)],
            pass_fds=(place,),
            stdin=read_end,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=clean_env(),
            cwd="/",
            start_new_session=True,
        )
        # Reaped when it ends, which may be long after.
        threading.Thread(target=writer.wait, name="log", daemon=True).start()
        yield write_end
    finally:
        for descriptor in (place, read_end, write_end):
            os.close(descriptor)


def wait_until_written(directory: Path) -> None:
    """Wait for the writer of a container that ended, so that nothing of it is left. Idempotent."""
    try:
        lock = os.open(directory, DIRECTORY_FLAGS)
    except FileNotFoundError:
        return  # it had no log
    try:
        deadline = time.monotonic() + _DRAIN_PATIENCE_S
        while time.monotonic() < deadline:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                time.sleep(0.005)  # it has a pipe's content at most to write
    finally:
        os.close(lock)


def follow(
    directory: Path,
    output: Callable[[OutputChunk], None],
    cancel: CancelToken,
    has_ended: Callable[[], bool],
) -> None:
    """Pass on all that is kept, then what comes; until cancelled, or `has_ended` says so."""
    reader = _Reader(directory, output, cancel)
    try:
        while True:
            was_last = has_ended()
            try:
                reader.read_on()
            except Cancelled:
                return
            if was_last or cancel.wait(_LOOK_INTERVAL_S):
                return
    finally:
        reader.close()


class _Reader:
    """Reads one file after the other; one that is open is read to its end, deleted or not."""

    def __init__(
        self, directory: Path, output: Callable[[OutputChunk], None], cancel: CancelToken
    ) -> None:
        self._directory = directory
        self._output = output
        self._cancel = cancel
        self._number = 0
        self._file = -1

    def read_on(self) -> None:
        """All that is there by now. Raises Cancelled."""
        while True:
            following = min((one for one in self._numbers() if one > self._number), default=0)
            # In this order: a file is complete once there is one with a higher number.
            self._read_file()
            if not following:
                return
            self._open(following)

    def close(self) -> None:
        """Idempotent."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _numbers(self) -> list[int]:
        try:
            return [int(name) for name in os.listdir(self._directory) if name.isdigit()]
        except FileNotFoundError:
            return []  # it never ran, or was discarded

    def _open(self, number: int) -> None:
        try:
            file = os.open(self._directory / f"{number:08}", FILE_FLAGS)
        except FileNotFoundError:
            return  # it is outdated already; what comes after it is found in the next round
        self.close()
        missed = number - self._number - 1 if self._number else 0
        self._file, self._number = file, number
        if missed:
            self._output(OutputChunk("stdout", b"", missed * LOG_FILE_BYTES))

    def _read_file(self) -> None:
        if self._file < 0:
            return
        while piece := os.read(self._file, _CHUNK_BYTES):
            self._cancel.check()
            self._output(OutputChunk("stdout", piece))
