"""What a person types about a new container, read: ports, environment, folders, limits.

Each reader raises NameGrammarError with what is allowed; "" is always allowed and means none.
"""

from __future__ import annotations

import os
import re

from core.errors import NameGrammarError
from core.model import PublishedPort, Volume
from core.translation import tr

_PORT = re.compile(
    r"(?:(?P<address>\d{1,3}(?:\.\d{1,3}){3}):)?(?P<host>\d{1,5})"
    r"(?:\s*(?::|→|->)\s*(?P<inside>\d{1,5}))?(?:/(?P<protocol>tcp|udp))?"
)
_ENV_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kKmMgG]?)(i?)[bB]?")
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3}
_LAST_PORT = 65535


def read_ports(text: str) -> tuple[PublishedPort, ...]:
    """Like "8080:80, 5353:53/udp"; a single number stands for both ends."""
    return tuple(_port(piece.strip()) for piece in re.split(r"[,;\n]", text) if piece.strip())


def read_env(text: str) -> tuple[str, ...]:
    """One NAME=value in each line."""
    settings = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        name, equals, _value = line.partition("=")
        if not equals or not _ENV_NAME.fullmatch(name) or "\x00" in line:
            rule = tr("write NAME=value, one in each line; a name has letters, digits and _")
            raise NameGrammarError(tr("setting of the environment"), line, rule)
        settings.append(line)
    return tuple(settings)


def read_volumes(text: str) -> tuple[Volume, ...]:
    """One "folder here:folder inside" in each line, with ":ro" behind it to be read only."""
    volumes = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        parts = line.split(":")
        is_read_only = len(parts) == 3 and parts[2] == "ro"
        if len(parts) != 2 + is_read_only or not parts[0] or not parts[1].startswith("/"):
            rule = tr("write /folder/here:/folder/inside, with :ro behind it to be read only")
            raise NameGrammarError(tr("shared folder"), line, rule)
        volumes.append(Volume(os.path.expanduser(parts[0]), parts[1], is_read_only))
    return tuple(volumes)


def read_size(text: str) -> int | None:
    """Bytes from "512 MB" (powers of 1000, as sizes are shown) or "1.5 GiB" (1024); "": None."""
    text = text.strip()
    if not text:
        return None
    match = _SIZE.fullmatch(text)
    if match is None:
        raise NameGrammarError(tr("size"), text, tr("write a number with MB or GB, like 512 MB"))
    base = 1024 if match[3] else 1000
    power: int = _POWERS[match[2].lower()]
    return round(float(match[1].replace(",", ".")) * int(base**power))


def read_number(text: str, kind: str) -> float | None:
    """A number above 0; None for ""."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", text) or float(text) <= 0:
        raise NameGrammarError(kind, text, tr("write a number above 0"))
    return float(text)


def _port(piece: str) -> PublishedPort:
    rule = tr("write 8080:80 (here, inside), with /udp behind it where it is not tcp")
    match = _PORT.fullmatch(piece)
    if match is None:
        raise NameGrammarError(tr("published port"), piece, rule)
    host, inside = int(match["host"]), int(match["inside"] or match["host"])
    address = match["address"] or "127.0.0.1"
    is_address = all(int(part) < 256 for part in address.split("."))
    if not (0 < host <= _LAST_PORT and 0 < inside <= _LAST_PORT and is_address):
        raise NameGrammarError(
            tr("published port"), piece, tr("ports go from 1 to {last_port}", last_port=_LAST_PORT)
        )
    return PublishedPort(host, inside, match["protocol"] or "tcp", address)
