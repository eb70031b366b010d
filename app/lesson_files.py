"""Where lessons come from: those in `resources/lessons`, and files of the person's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from core.errors import LessonError
from core.lesson import Lesson, parse_lesson

_SIZE_LIMIT_BYTES = 1 << 20


def load_lesson(name_or_path: str, variant: str = "") -> Lesson:
    """The shipped lesson of that name, or the one in that file. Raises LessonError."""
    path = Path(name_or_path)
    shipped = files("resources") / "lessons" / f"{name_or_path}.toml"
    try:
        if path.suffix == ".toml":
            if path.stat().st_size > _SIZE_LIMIT_BYTES:
                raise LessonError(path.name, "the file is larger than one megabyte")
            text = path.read_text(encoding="utf-8")
        else:
            text = shipped.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        known = ", ".join(shipped_lessons())
        reason = f"there is no such lesson; this program brings {known}"
        raise LessonError(name_or_path, reason) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LessonError(name_or_path, f"the file cannot be read ({error})") from error
    return parse_lesson(text, name=path.stem, variant=variant)


def shipped_lessons() -> tuple[str, ...]:
    """Names of the lessons that come with the program."""
    folder = files("resources") / "lessons"
    return tuple(
        sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )
