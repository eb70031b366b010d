"""A recipe as values: what it makes of an image, in which ways, and what it asks the person."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.localized import LocalizedText

_NO_TEXT = LocalizedText()

PLACEHOLDER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
"""Where an answer goes in paths, in texts of files, and in what a snapshot is called."""

ROLES = ("os", "packages", "runtime", "app", "config", "data")
"""What a brick can be for; the words of the file."""

PACKAGE_MANAGERS: Mapping[str, str] = {
    "apt": "apt-get",
    "apk": "apk",
    "dnf": "dnf",
    "microdnf": "microdnf",
    "yum": "yum",
    "zypper": "zypper",
    "pacman": "pacman",
}
"""Package managers that a way can be for, and the program by which each is known."""


class ParameterKind(enum.Enum):
    """What is asked; the word in the file."""

    TEXT = "text"  # one line
    LINES = "lines"  # a text of several lines
    PATH = "path"  # of a file or folder inside the image
    FOLDER = "folder"  # of the person's
    FILE = "file"  # of the person's
    CHOICE = "choice"
    PACKAGE = "package"
    VERSION = "version"
    USER = "user"  # a new user's name


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a choice."""

    value: str
    title: LocalizedText


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that the recipe has to be told. `pattern` must match the whole value."""

    key: str
    kind: ParameterKind
    title: LocalizedText
    hint: LocalizedText = _NO_TEXT
    default: str = ""
    pattern: str = ""
    is_optional: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class RunStep:
    """A line for the image's own shell. The person's values are shell variables in it: `"$key"`."""

    line: str
    title: LocalizedText = _NO_TEXT


@dataclass(frozen=True, slots=True)
class CopyStep:
    """Put a file, or what is in a folder, of the person into a folder of the image."""

    parameter: str
    to: str  # may hold {{key}}
    title: LocalizedText = _NO_TEXT


@dataclass(frozen=True, slots=True)
class WriteStep:
    """Write a file: its text, a file of the recipe's folder, or what the person wrote."""

    path: str  # may hold {{key}}
    text: str = ""  # may hold {{key}}
    file: str = ""
    parameter: str = ""
    mode: int | None = None
    if_missing: bool = False  # a file that is there stays as it is
    title: LocalizedText = _NO_TEXT


RecipeStep = RunStep | CopyStep | WriteStep


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do it. `package_manager` "" needs none; `programs` must be in the image."""

    steps: tuple[RecipeStep, ...]
    package_manager: str = ""
    programs: tuple[str, ...] = ()
    needs_network: bool = False

    @property
    def needs_shell(self) -> bool:
        """Whether a line is given to the image's shell."""
        return any(isinstance(step, RunStep) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the snapshot is called unless the person says otherwise; may hold {{key}}."""

    name: str = ""  # "" = after the recipe
    publisher: str = ""  # "" = as usual
    version: str = ""
    message: LocalizedText = _NO_TEXT


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe. `key` is the name of its file; `files` are those of its folder, by their names.

    With `base_source` it makes a container OS image (see BaseImageRequest.source) and has no ways.
    """

    key: str
    name: LocalizedText
    summary: LocalizedText
    role: str
    ways: tuple[Way, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    proposal: Proposal = Proposal()
    files: Mapping[str, bytes] = field(default_factory=dict)
    base_source: str = ""

    @property
    def title(self) -> str:
        """In English: for command lines and errors."""
        return self.name.english

    @property
    def asks(self) -> bool:
        """Whether it cannot start without an answer."""
        return any(not one.default and not one.is_optional for one in self.parameters)

    def parameter(self, key: str) -> Parameter | None:
        """The one of that key."""
        return next((one for one in self.parameters if one.key == key), None)
