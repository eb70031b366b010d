"""Locks between windows and command lines on one repository (flock(2)).

Two files, always taken in this order:

- `lock`: shared by whoever adds content, exclusive for whoever sweeps. So a sweep never sees a
  blob whose reference is still on its way.
- `index.lock`: exclusive while index.json is read, changed and written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.store.durable import storage_errors

if sys.platform != "win32":  # where a repository is only read
    import fcntl


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold `path` together with others; waits for an exclusive holder."""
    yield from _held(path, fcntl.LOCK_SH)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold `path` alone; waits for all others, threads of this process included."""
    yield from _held(path, fcntl.LOCK_EX)


@contextmanager
def at_once(path: Path) -> Iterator[bool]:
    """Hold `path` alone when nobody else has it just now; whether that is so."""
    with storage_errors(path.parent):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _held(path: Path, operation: int) -> Iterator[None]:
    # A descriptor of its own for each holder: flock belongs to the open file, so threads of one
    # process keep each other out as processes do.
    with storage_errors(path.parent):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, operation)
        yield
    finally:
        os.close(descriptor)
