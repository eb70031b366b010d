"""`WWW-Authenticate`: what a registry wants to see (RFC 9110 11.6.1, the token specification)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIMIT_CHARS = 16 << 10
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER = re.compile(rf'({_TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|({_TOKEN}))')
_SCHEME = re.compile(_TOKEN)
_BETWEEN = re.compile(r"[\s,]*")
_QUOTED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Challenge:
    """One way to say who we are."""

    scheme: str  # "basic", "bearer", or one that we do not know
    realm: str = ""  # of bearer: the token server's address
    service: str = ""
    scope: str = ""


def read_challenges(header: str) -> tuple[Challenge, ...]:
    """All that can be read of it, in their order; what is broken ends it."""
    found: list[Challenge] = []
    scheme, parameters = "", dict[str, str]()
    place = 0
    if len(header) > _LIMIT_CHARS:
        return ()
    while True:
        blank = _BETWEEN.match(header, place)
        place = blank.end() if blank else place
        parameter = _PARAMETER.match(header, place)
        name = _SCHEME.match(header, place)
        if parameter is not None and scheme:
            value = _QUOTED.sub(r"\1", parameter[2]) if parameter[2] is not None else parameter[3]
            parameters.setdefault(parameter[1].lower(), value)
            place = parameter.end()
            continue
        if scheme:
            found.append(_challenge(scheme, parameters))
        if name is None or parameter is not None:
            return tuple(found)
        scheme, parameters = name[0].lower(), {}
        place = name.end()


def _challenge(scheme: str, parameters: dict[str, str]) -> Challenge:
    return Challenge(
        scheme,
        parameters.get("realm", ""),
        parameters.get("service", ""),
        parameters.get("scope", ""),
    )
