"""Where the window's settings are kept, and the one that is needed before all others.

`app/settings.py` has the rest; it imports texts, and these are made in the language chosen here.
"""

from __future__ import annotations

import json
from pathlib import Path

import platformdirs

_FILE_NAME = "window.json"


def settings_path() -> Path:
    """In the person's configuration directory."""
    return platformdirs.user_config_path("bricklayer", appauthor=False) / _FILE_NAME


def kept_language(path: Path | None = None) -> str:
    """The language that was chosen in the window; "": as the desktop, or nothing is kept."""
    try:
        kept = json.loads((path or settings_path()).read_text(encoding="utf-8"))["language"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""  # none yet, or damaged: nothing of value is lost
    return kept if isinstance(kept, str) else ""
