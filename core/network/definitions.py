"""The named switches of a repository, as the person defined them; durable."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from ipaddress import IPv4Network
from pathlib import Path

from core.errors import MalformedDocumentError
from core.store.durable import write_durably

_BRIDGE_PREFIX = "brk-"  # an interface's name has 15 characters at most (netdevice(7))


@dataclass(frozen=True, slots=True)
class Definition:
    """What a switch is, whether somebody is plugged in or not."""

    name: str
    has_outside: bool
    subnet: str  # "10.87.1.0/24"

    @property
    def network(self) -> IPv4Network:
        """Its addresses."""
        return IPv4Network(self.subnet)

    @property
    def gateway(self) -> str:
        """The bridge's own address: the first one."""
        return str(self.network[1])


class Definitions:
    """All named switches of a repository. Callers take turns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._repository = _digits(os.path.realpath(path), 4)

    def all(self) -> tuple[Definition, ...]:
        """In the order in which they were made. Raises MalformedDocumentError."""
        try:
            content = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        try:
            entries = json.loads(content)["switches"]
            found = tuple(
                Definition(str(one["name"]), bool(one["has_outside"]), str(one["subnet"]))
                for one in entries
            )
            for definition in found:
                definition.network  # noqa: B018 - raises where it is none
        except (ValueError, KeyError, TypeError) as error:
            raise MalformedDocumentError(str(self._path), repr(error)) from error
        return found

    def find(self, name: str) -> Definition | None:
        """Raises MalformedDocumentError."""
        return next((one for one in self.all() if one.name == name), None)

    def replace(self, definitions: tuple[Definition, ...]) -> None:
        """Keep these from now on. Raises StorageFullError, RepositoryReadOnlyError."""
        content = json.dumps({"switches": [asdict(one) for one in definitions]}, indent=1)
        place = self._path.parent
        write_durably(self._path, content.encode(), temporary_directory=place, mode=0o600)

    @property
    def number(self) -> int:
        """Where to begin to look for free addresses: repositories shall not all want the same."""
        return int(self._repository, 16)

    @property
    def bridges(self) -> str:
        """How the bridges of this repository's switches begin: others have others."""
        return f"{_BRIDGE_PREFIX}{self._repository}"

    def bridge(self, name: str) -> str:
        """The interface that a switch is, of 15 characters."""
        return f"{self.bridges}{_digits(name, 7)}"


def _digits(text: str, count: int) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:count]
