"""What is kept on disk about each container, so that the next engine process finds it again.

The record says what the container *is* and is durable. Beside it lies a note of what was started
last, which a power cut may take: then nothing runs any more. Whether it runs is asked of the kernel
(`pid` together with `start_time` and `boot_id`, since a pid alone may have been given to another
process).
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from core.errors import ContainerNotFoundError
from core.layer import remove_tree
from core.model import Limits, Mark, PublishedPort, Volume
from core.oci.descriptor import Descriptor
from core.store.durable import sync_directory

_RECORD_NAME = "record.json"
_RUN_NAME = "run.json"
_LAST_RUN_NAME = "last-run.json"
_RUN_FIELDS = ("pid", "start_time", "boot_id", "started", "unenforced", "plugged", "ending")


@dataclass(frozen=True, slots=True)
class Sealing:
    """A stopped container is about to stand on the new image, which holds all that it wrote.

    Written before its directories become layers of that image: when the engine dies in between,
    the next one goes on from there. `diff_ids` are all of the image, bottom first.
    """

    image_reference: str
    manifest_digest: str
    diff_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfigChanges:
    """What the next image's configuration shall say otherwise than the image's (config.md).

    None: as the image says. `env` and `labels` are added to the image's, NAME=value.
    """

    env: tuple[str, ...] = ()
    working_dir: str | None = None
    user: str | None = None
    command: tuple[str, ...] | None = None
    entrypoint: tuple[str, ...] | None = None
    labels: tuple[str, ...] = ()
    exposed_ports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptBlob:
    """A layer of another image that a mark's files were unpacked from: it can be taken as it is."""

    diff_id: str
    digest: str
    size_bytes: int
    media_type: str

    @property
    def descriptor(self) -> Descriptor:
        """As in a manifest."""
        return Descriptor(self.media_type, self.digest, self.size_bytes)


@dataclass(frozen=True, slots=True)
class KeptMark:
    """A mark as it is kept: its files are the upper directory of that time, below `marks/<id>`.

    `config` and `runs_before` (length of the recording) are those of its time, to come back to.
    """

    mark: Mark
    config: ConfigChanges = field(default_factory=ConfigChanges)
    runs_before: int = 0
    blob: KeptBlob | None = None


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
    boot_id: str = ""  # of the computer's start that start_time counts from
    started: str = ""
    unenforced: tuple[str, ...] = ()
    sealing: Sealing | None = None
    own_env: tuple[str, ...] = ()  # of `env`: what was asked for beside the image's
    ports: tuple[PublishedPort, ...] = ()
    volumes: tuple[Volume, ...] = ()
    limits: Limits = field(default_factory=Limits)
    runs_own_command: bool = False
    marks: tuple[KeptMark, ...] = ()  # oldest first
    marking: KeptMark | None = None  # its upper directory is about to be moved
    is_rolling_back: bool = False  # all above its marks is about to be thrown away
    rolled_back: str = ""  # when it was rolled back last, ISO 8601 with zone
    config: ConfigChanges = field(default_factory=ConfigChanges)
    plugged: str = ""  # address on its switch, while it runs
    ending: str = ""  # why it ended by itself last
    is_passing: bool = False  # made for a while by the engine itself: gone after a kill

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.created)

    def has_thrown_away(self, since: datetime) -> bool:
        """Whether it was rolled back since: what began before is not to be recorded any more."""
        return bool(self.rolled_back) and since < datetime.fromisoformat(self.rolled_back)

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
        self.marks = path / "marks"
        self.commands = path / "commands.jsonl"
        self.log = path / "log"  # of its own command

    @property
    def hold(self) -> Path:
        """There while a snapshot holds the container still: who finds it must let it go on."""
        return self.path / "held-for-snapshot"

    @property
    def step(self) -> Path:
        """There while a build step is done, see `step_note`."""
        return self.path / "step-under-way"

    @property
    def has_record(self) -> bool:
        """False once it was discarded."""
        return (self.path / _RECORD_NAME).exists()

    def read(self) -> ContainerRecord:
        """The record. Raises ContainerNotFoundError when there is none that can be read."""
        try:
            fields = json.loads((self.path / _RECORD_NAME).read_text(encoding="utf-8"))
            return _from_json({**fields, **self._run_facts()})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ContainerNotFoundError(self.path.name, detail=repr(error)) from error

    def write(self, record: ContainerRecord) -> None:
        """Replace the record, but not what it says of a run; atomic and durable. OSError."""
        fields = asdict(
            replace(
                record, pid=None, start_time=None, boot_id="", unenforced=(), plugged="", ending=""
            )
        )
        self._replace(_RECORD_NAME, fields, is_durable=True)
        sync_directory(self.path)

    def write_run(self, record: ContainerRecord) -> None:
        """Note what runs; atomic. OSError."""
        fields = {name: getattr(record, name) for name in _RUN_FIELDS}
        self._replace(_RUN_NAME, fields, is_durable=False)

    def end_run(self) -> None:
        """Note that nothing runs any more. Idempotent; needs no space on the disk. OSError."""
        try:
            (self.path / _RUN_NAME).rename(self.path / _LAST_RUN_NAME)
        except FileNotFoundError:
            pass  # somebody else noted it

    def forget(self) -> None:
        """From now on there is no such container, whatever happens to its files. OSError."""
        (self.path / _RECORD_NAME).unlink(missing_ok=True)
        sync_directory(self.path)

    def _run_facts(self) -> dict[str, Any]:
        for note, is_running in ((_RUN_NAME, True), (_LAST_RUN_NAME, False)):
            try:
                fields = json.loads((self.path / note).read_text(encoding="utf-8"))
                facts = {name: fields[name] for name in _RUN_FIELDS if name in fields}
                if not {"pid", "started"} <= facts.keys():
                    continue  # not ours
            except (OSError, ValueError, KeyError, TypeError):
                continue  # never started, or lost in a power cut
            if is_running:
                return facts
            return {"started": facts["started"], "ending": facts.get("ending", "")}
        return {}

    def _replace(self, name: str, fields: dict[str, Any], *, is_durable: bool) -> None:
        temporary = self.path / f"{name}.{secrets.token_hex(4)}"
        try:
            with temporary.open("w", encoding="utf-8") as file:
                json.dump(fields, file, indent=1, default=_encoded)
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
            temporary.rename(self.path / name)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


class ContainerDirectories:
    """All containers of a repository, below `<repository>/.bricklayer/containers`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def new(self) -> ContainerDirectory:
        """Make the directory of a container that does not exist yet; whole or not. OSError."""
        directory = ContainerDirectory(self._root / secrets.token_hex(16))
        try:
            directory.path.mkdir(parents=True, mode=0o700)
            for part in (directory.upper, directory.work, directory.merged, directory.bundle):
                part.mkdir(mode=0o755)
                part.chmod(0o755)  # whatever the umask
            sync_directory(self._root)
        except OSError:
            remove_tree(directory.path)
            raise
        return directory

    def of(self, container_id: str) -> ContainerDirectory:
        """The directory of that id, whether it exists or not."""
        if not container_id.isalnum():  # ids come from the other side of a socket
            raise ContainerNotFoundError(container_id)
        return ContainerDirectory(self._root / container_id)

    def records(self) -> list[tuple[ContainerDirectory, ContainerRecord]]:
        """Those whose record can be read, oldest first. One may be discarded meanwhile."""
        found: list[tuple[ContainerDirectory, ContainerRecord]] = []
        for directory in self._all():
            try:
                found.append((directory, directory.read()))
            except ContainerNotFoundError:
                continue  # discarded meanwhile, or not made to the end
        return sorted(found, key=lambda pair: (pair[1].created, pair[1].id))

    def without_record(self) -> Iterator[ContainerDirectory]:
        """Left over from a creation or a discard that was cut off."""
        for directory in self._all():
            if not (directory.path / _RECORD_NAME).exists():
                yield directory

    def unreadable(self) -> Iterator[ContainerDirectory]:
        """Those with a record that cannot be read: damaged, or of a newer version."""
        for directory in self._all():
            try:
                directory.read()
            except ContainerNotFoundError:
                if (directory.path / _RECORD_NAME).exists():
                    yield directory

    def _all(self) -> Iterator[ContainerDirectory]:
        try:
            names = sorted(os.listdir(self._root))
        except FileNotFoundError:
            return
        for name in names:
            yield ContainerDirectory(self._root / name)


def _from_json(fields: dict[str, Any]) -> ContainerRecord:
    """Fields that an older version did not write have their defaults."""
    return cast(ContainerRecord, _decoded(ContainerRecord, fields))


def _decoded(kind: Any, value: Any) -> Any:
    """A value of `kind` from what json made of it. Raises ValueError, KeyError, TypeError."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return _decoded(next(part for part in parts if part is not NoneType), value)
    if origin is tuple:
        return tuple(_decoded(parts[0], one) for one in value)
    if isinstance(kind, type) and is_dataclass(kind):
        kinds = _kinds_of(kind)
        return kind(**{name: _decoded(kinds[name], one) for name, one in value.items()})
    if kind is datetime:
        return datetime.fromisoformat(value)
    return value


@cache
def _kinds_of(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _encoded(value: Any) -> str:
    """What json cannot write by itself."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
