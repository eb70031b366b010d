"""What is kept on disk about each container, so that the next engine process finds it again.

A record says what the container *is*; whether it runs is asked of the kernel (`pid` together with
`start_time`, since a pid alone may have been given to another process).
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import ContainerNotFoundError

_RECORD_NAME = "record.json"


@dataclass(frozen=True, slots=True)
class Sealing:
    """A stopped container's upper directory is about to become a layer of the new image.

    Written before the directory is renamed: when the engine dies in between, the next one sees
    from the missing upper directory that the container stands on the new image already.
    """

    image_reference: str
    manifest_digest: str
    diff_id: str


@dataclass(frozen=True, slots=True)
class ContainerRecord:
    """Everything about a container but its files. Lists are bottom first."""

    id: str
    name: str
    image_reference: str
    manifest_digest: str
    diff_ids: tuple[str, ...]
    switch: str
    hostname: str
    created: str  # ISO 8601 with zone
    env: tuple[str, ...] = ()
    working_dir: str = ""
    user: str = ""
    pid: int | None = None
    start_time: int | None = None  # /proc/PID/stat field 22, clock ticks after boot
    started: str = ""
    unenforced: tuple[str, ...] = ()
    sealing: Sealing | None = None

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.created)

    @property
    def started_at(self) -> datetime | None:
        """When its processes were started last."""
        return datetime.fromisoformat(self.started) if self.started else None


class ContainerDirectory:
    """One container's directory: the record and the four directories of its overlay."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.upper = path / "upper"
        self.work = path / "work"
        self.merged = path / "merged"
        self.bundle = path / "bundle"
        self.commands = path / "commands.jsonl"

    def read(self) -> ContainerRecord:
        """The record. Raises ContainerNotFoundError when there is none that can be read."""
        try:
            fields = json.loads((self.path / _RECORD_NAME).read_text(encoding="utf-8"))
            return _from_json(fields)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ContainerNotFoundError(self.path.name, detail=repr(error)) from error

    def write(self, record: ContainerRecord, *, is_durable: bool = True) -> None:
        """Replace the record; atomic, and durable unless it only says what runs."""
        temporary = self.path / f"{_RECORD_NAME}.{secrets.token_hex(4)}"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(record), file, indent=1)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.rename(self.path / _RECORD_NAME)
        if is_durable:
            _sync_directory(self.path)


class ContainerDirectories:
    """All containers of a repository, below `<repository>/.bricklayer/containers`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def new(self) -> ContainerDirectory:
        """Make the directory of a container that does not exist yet."""
        directory = ContainerDirectory(self._root / secrets.token_hex(16))
        directory.path.mkdir(parents=True, mode=0o700)
        for part in (directory.upper, directory.work, directory.merged, directory.bundle):
            part.mkdir(mode=0o755)
        return directory

    def of(self, container_id: str) -> ContainerDirectory:
        """The directory of that id, whether it exists or not."""
        if not container_id.isalnum():  # ids come from the other side of a socket
            raise ContainerNotFoundError(container_id)
        return ContainerDirectory(self._root / container_id)

    def __iter__(self) -> Iterator[ContainerDirectory]:
        """Those whose record can be read, oldest first."""
        try:
            names = os.listdir(self._root)
        except FileNotFoundError:
            return iter(())
        found: list[tuple[str, str]] = []
        for name in names:
            try:
                found.append((ContainerDirectory(self._root / name).read().created, name))
            except ContainerNotFoundError:
                continue  # discarded meanwhile, or not made to the end
        return iter([ContainerDirectory(self._root / name) for _created, name in sorted(found)])

    def without_record(self) -> Iterator[ContainerDirectory]:
        """Left over from a creation that was cut off."""
        try:
            names = sorted(os.listdir(self._root))
        except FileNotFoundError:
            return
        for name in names:
            if not (self._root / name / _RECORD_NAME).exists():
                yield ContainerDirectory(self._root / name)


def _from_json(fields: dict[str, Any]) -> ContainerRecord:
    sealing = fields.pop("sealing", None)
    for name in ("diff_ids", "env", "unenforced"):
        fields[name] = tuple(fields.get(name, ()))
    return ContainerRecord(**fields, sealing=Sealing(**sealing) if sealing else None)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
