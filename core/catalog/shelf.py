"""The catalog's tables on disk: a cache that may be deleted at any time, also while it is used."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from core.catalog.table import FORMAT_VERSION, LayerTable, load_table, read_facts
from core.oci.digest import hex_of

_DECODED_LIMIT_BYTES = 256 << 20
_SEED_NAME = "seed"
_TABLE_SUFFIX = ".table"
_REFUSED_SUFFIX = ".refused"
_NEW_SUFFIX = ".new"
_HALF_WRITTEN_S = 3600
_ATTEMPTS = 5  # to make a directory that others delete


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a layer has no table.

    `stamp` tells whether the blob's file is still the one that was read.
    """

    digest: str
    reason: str
    detail: str = ""
    stamp: str = ""


class Shelf:
    """One file a layer, named by its diffID, beside the seed that all digests were made with.

    In a directory that cannot be written it reads what is there and puts what is new into a
    temporary one. Thread-safe.
    """

    def __init__(self, directory: Path, limit_bytes: int = _DECODED_LIMIT_BYTES) -> None:
        self._given = directory
        self._directory = _writable(directory)
        if self._directory != directory:
            weakref.finalize(self, shutil.rmtree, self._directory, ignore_errors=True)
        self.seed = _read_seed(directory) or secrets.randbits(63) | 1
        self._limit_bytes = limit_bytes
        self._lock = threading.Lock()
        self._decoded: OrderedDict[str, LayerTable] = OrderedDict()
        self._decoded_bytes = 0
        self._refusals: dict[tuple[str, str], Refusal] = {}  # by diffID and the blob's digest
        self._believed: dict[Path, int] = {}  # files whose head is right, by their time
        self.prepare()

    def prepare(self) -> None:
        """Make the directory if it is gone. Raises OSError."""
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not (self._directory / _SEED_NAME).exists():
                    self._keep_seed()
                return
            except FileNotFoundError:  # it is being deleted just now
                if not attempts_left:
                    raise

    def _keep_seed(self) -> None:
        """Tables of an older seed, if there are any, will not be believed."""
        path = self._directory / _SEED_NAME
        temporary = path.with_name(f"{_SEED_NAME}.{os.getpid()}.{secrets.token_hex(4)}.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(temporary, flags, 0o600), "w", encoding="ascii") as file:
            file.write(str(self.seed))
        temporary.replace(path)

    def path(self, diff_id: str) -> Path:
        """Where the table of a layer is to be put."""
        return self._directory / (hex_of(diff_id) + _TABLE_SUFFIX)

    def has(self, diff_id: str) -> bool:
        """Whether there is a table; if it is damaged only `table` tells."""
        with self._lock:
            if diff_id in self._decoded:
                return True
        return any(self._is_ours(path, diff_id) for path in self._paths(diff_id, _TABLE_SUFFIX))

    def table(self, diff_id: str) -> LayerTable | None:
        """A table; None when there is none that can be believed."""
        with self._lock:
            found = self._decoded.get(diff_id)
            if found is not None:
                self._decoded.move_to_end(diff_id)
                return found
        for path in self._paths(diff_id, _TABLE_SUFFIX):
            found = self._read(path, diff_id)
            if found is not None:
                self._remember(diff_id, found)
                return found
        return None

    def refusal(self, diff_id: str, digest: str) -> Refusal | None:
        """Why the layer could not be read from a blob of that digest."""
        key = diff_id, digest
        with self._lock:
            known = self._refusals.get(key)
        if known is None:
            known = self._read_refusal(diff_id, digest)
            if known is not None:
                with self._lock:
                    self._refusals[key] = known
        return known

    def refuse(self, diff_id: str, refusal: Refusal, *, is_lasting: bool) -> None:
        """Remember it, on disk as well when another start would find the same."""
        with self._lock:
            self._refusals[diff_id, refusal.digest] = refusal
        if not is_lasting:
            return
        facts = {
            "version": FORMAT_VERSION,
            "digest": refusal.digest,
            "reason": refusal.reason,
            "detail": refusal.detail,
            "stamp": refusal.stamp,
        }
        path = self._directory / _refused_name(diff_id, refusal.digest)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}.new")
        try:
            self.prepare()
            temporary.write_text(json.dumps(facts), encoding="ascii")
            temporary.replace(path)
        except OSError:
            pass  # it costs time only

    def forgive(self, diff_id: str) -> None:
        """The layer could be read after all."""
        with self._lock:
            for key in [key for key in self._refusals if key[0] == diff_id]:
                del self._refusals[key]
        try:
            for path in self._directory.glob(f"{hex_of(diff_id)}.*{_REFUSED_SUFFIX}"):
                path.unlink(missing_ok=True)
        except OSError:
            pass  # a table counts more

    def keep_only(self, diff_ids: Collection[str]) -> None:
        """Drop what belongs to other layers."""
        kept = {hex_of(diff_id) for diff_id in diff_ids}
        with self._lock:
            for diff_id in [known for known in self._decoded if hex_of(known) not in kept]:
                self._decoded_bytes -= _weight(self._decoded.pop(diff_id))
            for key in [key for key in self._refusals if hex_of(key[0]) not in kept]:
                del self._refusals[key]
        try:
            paths = list(self._directory.iterdir())
        except OSError:
            return  # gone: then there is nothing to drop
        for path in paths:
            layer, _dot, rest = path.name.partition(".")
            if rest and (layer not in kept or path.suffix == _NEW_SUFFIX) and _is_stale(path):
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    pass  # the next time

    def _paths(self, diff_id: str, suffix: str) -> list[Path]:
        return self._named(hex_of(diff_id) + suffix)

    def _named(self, name: str) -> list[Path]:
        return [place / name for place in dict.fromkeys((self._directory, self._given))]

    def _is_ours(self, path: Path, diff_id: str) -> bool:
        """By its head: a table of another version or seed is none; of damage only `table` tells."""
        try:
            with path.open("rb") as file:
                stamp = os.fstat(file.fileno()).st_mtime_ns
                if self._believed.get(path) == stamp:
                    return True
                facts = read_facts(file)
        except (OSError, ValueError, KeyError, TypeError):
            return False
        is_ours = facts.seed == self.seed and facts.diff_id == diff_id
        if is_ours:
            self._believed[path] = stamp
        return is_ours

    def _read(self, path: Path, diff_id: str) -> LayerTable | None:
        try:
            table = load_table(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        is_ours = table.facts.seed == self.seed and table.facts.diff_id == diff_id
        return table if is_ours else None

    def _read_refusal(self, diff_id: str, digest: str) -> Refusal | None:
        for path in self._named(_refused_name(diff_id, digest)):
            try:
                facts = json.loads(path.read_bytes())
                if facts.pop("version") == FORMAT_VERSION and facts["digest"] == digest:
                    return Refusal(**facts)
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                continue
        return None

    def _remember(self, diff_id: str, table: LayerTable) -> None:
        with self._lock:
            if diff_id in self._decoded:
                return
            self._decoded[diff_id] = table
            self._decoded_bytes += _weight(table)
            while self._decoded_bytes > self._limit_bytes and len(self._decoded) > 1:
                _oldest, dropped = self._decoded.popitem(last=False)
                self._decoded_bytes -= _weight(dropped)


def _refused_name(diff_id: str, digest: str) -> str:
    """One diffID may have several blobs."""
    return f"{hex_of(diff_id)}.{hex_of(digest)[:16]}{_REFUSED_SUFFIX}"


def _weight(table: LayerTable) -> int:
    """About the bytes of memory that a table holds."""
    sparse = 200 * (len(table.links) + len(table.xattrs))
    return sum(column.nbytes for column in table.columns.values()) + len(table.paths) + sparse


def _is_stale(path: Path) -> bool:
    """Whether nobody is just writing it; what is half written for long was left by the killed."""
    if path.suffix != _NEW_SUFFIX:
        return True
    try:
        return time.time() - path.stat().st_mtime > _HALF_WRITTEN_S
    except OSError:
        return False


def _read_seed(directory: Path) -> int:
    try:
        return int((directory / _SEED_NAME).read_text(encoding="ascii")) & (2**63 - 1)
    except (OSError, ValueError):
        return 0


def _writable(directory: Path) -> Path:
    """The directory if files can be made in it, else a temporary one of this process."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=directory, prefix="try.", suffix=".new"):
            return directory
    except OSError:
        return Path(tempfile.mkdtemp(prefix="bricklayer-catalog-"))
