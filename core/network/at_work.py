"""Programs of the system that go on when the engine is killed that had called them.

A plugin that makes a bridge does not end with its caller: what it still makes would come after the
next engine has swept. So each program keeps a descriptor open whose lock (flock(2): it belongs to
the open file, and goes with its last descriptor) the next engine waits for before it does anything.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from pathlib import Path

_LOOK_INTERVAL_S = 0.01


class ProgramsAtWork:
    """The lock of one repository's programs. Thread-safe."""

    def __init__(self, path: Path, patience_s: float = 35.0) -> None:
        """`patience_s`: a program that does not end in this time never will."""
        self._path = path
        self._patience_s = patience_s
        self._turn = threading.Lock()
        self._descriptor = -1

    def descriptor(self) -> int:
        """To be kept open by each program. The first time it waits for an earlier engine's.

        Raises OSError.
        """
        with self._turn:
            if self._descriptor < 0:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
                self._descriptor = os.open(self._path, flags, 0o600)
                self._wait()
            return self._descriptor

    def close(self) -> None:
        """No more programs are called. Idempotent."""
        with self._turn:
            descriptor, self._descriptor = self._descriptor, -1
            if descriptor >= 0:
                os.close(descriptor)

    def _wait(self) -> None:
        deadline = time.monotonic() + self._patience_s
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    sys.stderr.write(f"switches: programs still hold {self._path}\n")
                    return
            time.sleep(_LOOK_INTERVAL_S)
