"""Which repositories of a registry are known to hold a blob: from there it can be mounted.

Only a hint: a registry that does not have it there says so, and the blob is sent. What cannot be
read, or not written, is as if nothing were known.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from core.errors import BricklayerError
from core.oci import strict_json
from core.store.durable import write_durably

_NAME = "known-places.json"
_DOCUMENT = "places of blobs"
_LIMIT = 4_000  # blobs of all registries
_PLACES_LIMIT = 4  # of one blob


class KnownPlaces:
    """Kept in the private directory of a repository."""

    def __init__(self, private: Path) -> None:
        self._path = private / _NAME
        self._temporary = private / "tmp"
        self._lock = threading.Lock()

    def of(self, registry: str, digest: str) -> tuple[str, ...]:
        """Repositories there, the newest first."""
        with self._lock:
            return tuple(self._read().get(_key(registry, digest), ()))

    def add(self, registry: str, repository: str, digests: Iterable[str]) -> None:
        """All these are there now."""
        with self._lock:
            known = self._read()
            for digest in digests:
                key = _key(registry, digest)
                others = [one for one in known.pop(key, []) if one != repository]
                known[key] = [repository, *others][:_PLACES_LIMIT]
            newest = dict(list(known.items())[-_LIMIT:])
            try:
                write_durably(
                    self._path,
                    strict_json.dumps(newest),
                    temporary_directory=self._temporary,
                    mode=0o600,
                )
            except BricklayerError:
                return  # a hint less

    def _read(self) -> dict[str, list[str]]:
        try:
            found = strict_json.loads(self._path.read_bytes(), _DOCUMENT)
        except (OSError, BricklayerError):
            return {}
        return {
            key: [one for one in places if isinstance(one, str)]
            for key, places in found.items()
            if isinstance(places, list)
        }


def _key(registry: str, digest: str) -> str:
    return f"{registry} {digest}"
