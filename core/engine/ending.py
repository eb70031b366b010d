"""Why a container ended by itself, as far as this engine can know."""

from __future__ import annotations

import json
import re
from pathlib import Path

from core.engine.container_record import ContainerDirectory, ContainerRecord
from core.runtime import ContainerProcess, boot_id, groups_of, out_of_memory_kills

_KILLED = 128 + 9
_FAILED = 1
_INIT_WORDS = re.compile(rb"ERROR \(catatonit:\d+\): failed to exec pid1: ([ -~]{1,100})\n")
_LAST_WORDS_BYTES = 256
_SIGNALS = range(129, 129 + 64)


def note_groups(directory: ContainerDirectory, container_id: str, pid: int) -> None:
    """Keep where its control groups are: when it ended, its process does not tell any more."""
    groups = {name: str(path) for name, path in groups_of(pid, container_id).items()}
    _note(directory).write_text(json.dumps(groups), encoding="utf-8")


def ending_of(directory: ContainerDirectory, record: ContainerRecord) -> str:
    """In words; record.ending when that was found out before. To be asked before it is cleared.

    The exit code is known where this engine's process started the container.
    """
    if record.pid is None:
        return record.ending
    if record.boot_id != boot_id():
        return "this computer was started anew"
    code = ContainerProcess(record.pid, record.start_time or 0).exit_code
    has_no_memory = memory_kills(directory) > 0
    if code == _KILLED and has_no_memory:
        return "killed: out of memory"
    if code is None and record.ending:
        return record.ending  # an engine before this one saw it
    if code is None:
        words = "ended, and nobody was there to see how"
    elif code in _SIGNALS:
        words = f"ended by signal {code - 128}"
    elif code or record.runs_own_command:
        words = _start_failure(directory) if code == _FAILED else ""
        words = words or f"exit code {code}"
    else:
        words = "its first process was ended"
    return f"{words}, after a process was killed: out of memory" if has_no_memory else words


def memory_kills(directory: ContainerDirectory) -> int:
    """How often a process of it was ended for want of memory since its start."""
    return out_of_memory_kills(_groups(directory))


def _start_failure(directory: ContainerDirectory) -> str:
    """Why its command did not even start, as the init says it last; "" when that is not why."""
    try:
        newest = max(directory.log.iterdir())
        with newest.open("rb") as file:
            file.seek(max(0, newest.stat().st_size - _LAST_WORDS_BYTES))
            found = _INIT_WORDS.search(file.read(_LAST_WORDS_BYTES))
    except (OSError, ValueError):
        return ""  # it has no log
    return f"its command could not be started: {found[1].decode()}" if found else ""


def _groups(directory: ContainerDirectory) -> dict[str, Path]:
    try:
        noted = json.loads(_note(directory).read_text(encoding="utf-8"))
        return {str(name): Path(path) for name, path in noted.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # an older engine started it, or the disk was full


def _note(directory: ContainerDirectory) -> Path:
    return directory.bundle / "groups.json"
