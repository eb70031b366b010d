"""What is remembered between starts, in the person's configuration directory."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.settings_file import settings_path
from app.viewmodel.wall import Appearance, BrickLook

_USED_LIMIT = 12


@dataclass(slots=True)
class Settings:
    """Plain values; a damaged file gives the defaults."""

    theme: str = ""  # "light", "dark", "" = as the desktop
    language: str = ""  # "de"; "" = as the desktop
    view_mode: str = "shared"
    dialect: str = "docker"
    measure: str = "role"  # what bricks are coloured by
    publisher: str = ""
    prompt: str = "terminal"  # where commands are typed: there, or in the "console"
    work_page: str = "changes"  # of a container, below the prompt
    terminal_font_px: float = 13.0
    reduce_motion: bool = False
    has_high_contrast: bool = False
    geometry: str = ""  # QByteArray, hexadecimal
    looks: dict[str, dict[str, str]] = field(default_factory=dict)
    registries: list[str] = field(default_factory=list)  # that were used, the last one first
    pulled: list[str] = field(default_factory=list)  # names, the last one first
    plain_registries: list[str] = field(default_factory=list)  # where plain http was allowed
    last_lesson: str = ""  # name of a shipped one, or a file's path; F11 goes on with it
    last_lesson_variant: str = ""
    own_lessons: list[str] = field(default_factory=list)  # paths, the last one first
    is_projector: bool = False
    type_scale: float = 1.25  # of words in projector mode, 1 to 2
    slow_motion: float = 2.5  # how many times slower bricks move there
    is_stepping: bool = False  # each movement waits for a key there
    is_locked: bool = True  # dangerous actions refuse there
    hides_command: bool = True  # until it is clicked, there
    has_large_pointer: bool = True  # there

    @property
    def appearance(self) -> Appearance:
        """What the person gave bricks."""
        return Appearance(
            {
                chain_id: BrickLook(look.get("title", ""), look.get("role", ""))
                for chain_id, look in self.looks.items()
            }
        )

    def note_registry(self, registry: str, pulled_name: str = "") -> None:
        """An image came from there, or went there."""
        self.registries = _newest_first(self.registries, registry)
        if pulled_name:
            self.pulled = _newest_first(self.pulled, pulled_name)

    def note_own_lesson(self, path: str) -> None:
        """A lesson of the person's own was opened or made."""
        self.own_lessons = _newest_first(self.own_lessons, path)

    def allow_http(self, registry: str) -> None:
        """Remember that a registry may be talked to without encryption."""
        if registry not in self.plain_registries:
            self.plain_registries = [*self.plain_registries, registry]

    def forbid_http(self, registry: str) -> None:
        """Take that back."""
        self.plain_registries = [one for one in self.plain_registries if one != registry]

    def set_look(self, chain_id: str, look: BrickLook) -> None:
        """Remember a brick's look; an empty one is forgotten."""
        if look == BrickLook():
            self.looks.pop(chain_id, None)
        else:
            self.looks[chain_id] = {"title": look.title, "role": look.role}


def _only_words(values: list[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def load_settings(path: Path | None = None) -> Settings:
    """Read them; unknown and damaged members are left out."""
    try:
        fields: dict[str, Any] = json.loads((path or settings_path()).read_text(encoding="utf-8"))
        settings = Settings()
        for name, value in fields.items():
            if isinstance(value, type(getattr(settings, name, None))):
                setattr(settings, name, _only_words(value) if isinstance(value, list) else value)
        return settings
    except (OSError, ValueError, AttributeError):
        return Settings()  # none yet, or damaged: nothing of value is lost


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write them. A configuration directory that cannot be written is no reason to complain."""
    path = path or settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        return


def _newest_first(used: list[str], newest: str) -> list[str]:
    """A list of what was used, with one more use."""
    return [newest, *(one for one in used if one != newest)][:_USED_LIMIT]
