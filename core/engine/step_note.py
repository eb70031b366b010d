"""The note that a build step is being done, so that none stays half done whatever ends the engine.

It lies in the container's directory before the step writes anything, and until what the step wrote
is marked or taken back. An engine that finds one when it begins takes the step back
(`core/engine/recovery.py`).
"""

from __future__ import annotations

import os

from core.engine.container_record import ContainerDirectory, ContainerRecord
from core.store.durable import sync_directory


def note_step(directory: ContainerDirectory, record: ContainerRecord) -> None:
    """Note, durably, that a step begins. OSError: then nothing is noted."""
    try:
        with directory.step.open("w", encoding="ascii") as file:
            file.write(_last_mark(record))
            file.flush()
            os.fsync(file.fileno())
        sync_directory(directory.path)
    except OSError:
        forget_step(directory)
        raise


def is_step_cut_off(directory: ContainerDirectory, record: ContainerRecord) -> bool:
    """Whether a step was begun that has no mark yet. `record` is settled. OSError."""
    try:
        return directory.step.read_text(encoding="ascii") == _last_mark(record)
    except FileNotFoundError:
        return False


def forget_step(directory: ContainerDirectory) -> None:
    """From now on what is written there is no step's. Idempotent; needs no space. OSError."""
    try:
        directory.step.unlink()
    except FileNotFoundError:
        return  # the container was discarded, or nothing was noted
    sync_directory(directory.path)


def _last_mark(record: ContainerRecord) -> str:
    """Which mark the step comes after: once there is a newer one, the step is done."""
    return record.marks[-1].mark.id if record.marks else ""
