"""What a layer is for, guessed from its place and the commands that made it.

The person may say otherwise. The defaults are those of the first picture that everybody learns:
brown for the operating system, blue for the role on it, grey for the application.
"""

from __future__ import annotations

import enum
import re

from core.model import Layer
from core.translation import tr_noop, translated


class Role(enum.Enum):
    """Key of its colours and icon, and its name for the person."""

    OS = ("os", tr_noop("Base OS"))
    PACKAGES = ("pkg", tr_noop("Packages"))
    RUNTIME = ("rt", tr_noop("Runtime"))
    APP = ("app", tr_noop("App files"))
    CONFIG = ("cfg", tr_noop("Config"))
    DATA = ("data", tr_noop("Data"))

    @property
    def key(self) -> str:
        """Token of colours and icons."""
        return self.value[0]

    @property
    def title(self) -> str:
        """For legends, in the person's language."""
        return translated(self.value[1])


def role_by_key(key: str) -> Role:
    """The role of that token. Raises KeyError."""
    return next(role for role in Role if role.key == key)


_RUNTIME = re.compile(
    r"\b(?:python3?|nodejs|npm (?:ci|i|install)|openjdk|default-jre|dotnet|golang|ruby|php"
    r"|pip3? install|poetry install|cargo|composer|bundle install)\b"
)
_PACKAGES = re.compile(
    r"\b(?:apt|apt-get|apk|dnf|yum|microdnf|zypper|pacman|tdnf) .*\b(?:install|add|-S|upgrade)\b"
    r"|\bweb-server\b|\bhttpd\b|\bnginx\b|Install-WindowsFeature"
)
_CONFIG = re.compile(r"(?:\.conf|\.toml|\.ya?ml|\.ini|\.env|/etc/\S+)\b")
_DATA = re.compile(r"\b(?:dump|seed|fixtures?|dataset|model|media)s?\b")


def guess_role(layer: Layer, level: int) -> Role:
    """The role of a layer at `level` (0 = bottom)."""
    if level == 0:
        return Role.OS
    command = layer.created_by
    if _RUNTIME.search(command):
        return Role.RUNTIME
    is_packages = _PACKAGES.search(command) is not None
    if level == 1:
        return Role.PACKAGES
    if command.startswith(("COPY ", "ADD ", "/bin/sh -c #(nop) COPY", "/bin/sh -c #(nop) ADD")):
        if _CONFIG.search(command):
            return Role.CONFIG
        return Role.DATA if _DATA.search(command) else Role.APP
    return Role.PACKAGES if is_packages and "install" in command else Role.APP
