"""Where lessons come from: those in `resources/lessons`, the person's own, and files at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import platformdirs

from core.errors import FileAccessError, LessonError
from core.errors.root import visible
from core.lesson import Lesson, Level
from core.lesson.lesson import EMPTY
from core.lesson.packing import LESSON_FILE, load_lesson_from, pack_lesson
from core.localized import LocalizedText

_SUFFIXES = (".toml", ".zip")
_ORDER = (  # to be taken one after the other; what is not named comes later
    "first", "container", "machines", "deleting", "chmod", "sharing", "order", "secrets",
    "containerfile", "registry", "squash", "rebase",
)  # fmt: skip
_LEVELS = (Level.FIRST, Level.NEXT, Level.DEEP)


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """A lesson in a list. With a `sentence` it cannot be played, and that says why."""

    name: str  # to be loaded by
    title: LocalizedText
    summary: LocalizedText = EMPTY
    minutes: int = 0
    steps: int = 0
    level: Level = Level.NEXT
    languages: tuple[str, ...] = ("en",)
    variants: tuple[tuple[str, LocalizedText, bool], ...] = ()  # key, title, needs a network
    is_own: bool = False
    sentence: str = ""


def own_folder() -> Path:
    """Where the person's own are."""
    return platformdirs.user_data_path("bricklayer", appauthor=False) / "lessons"


def load_lesson(name_or_path: str, variant: str = "", own: Path | None = None) -> Lesson:
    """The lesson of that name (a shipped one, or one's own), or the one in that file or folder.

    Raises LessonError.
    """
    path = Path(name_or_path)
    if path.suffix.lower() in _SUFFIXES or "/" in name_or_path:
        return load_lesson_from(path, variant)
    for found, _is_own in _paths(own):
        if _name_of(found) == name_or_path:
            return load_lesson_from(found, variant)
    if (path / LESSON_FILE).is_file():
        return load_lesson_from(path, variant)
    known = ", ".join(shipped_lessons())
    reason = f"there is no such lesson; this program brings {known}"
    raise LessonError(name_or_path, reason)


def shipped_lessons() -> tuple[str, ...]:
    """Names of the lessons that come with the program, in the order to take them."""
    names = [_name_of(path) for path in _in_folder(_shipped_folder())]
    return tuple(sorted(names, key=_place_of))


def list_lessons(own: Path | None = None) -> tuple[LessonEntry, ...]:
    """All lessons, easy ones first and one's own last; broken ones say why. Reads all files."""
    entries = [_entry(path, is_own=is_own) for path, is_own in _paths(own)]
    order = {level: place for place, level in enumerate(_LEVELS)}
    return tuple(
        sorted(
            entries,
            key=lambda one: (one.is_own, order[one.level], _place_of(one.name)),
        )
    )


def keep_lesson(text: str, name: str, lesson_files: tuple[tuple[str, bytes], ...] = ()) -> str:
    """Add a lesson to one's own, under a name that none has yet; that name. FileAccessError."""
    from core.lesson.authoring import as_id

    folder, name = own_folder(), as_id(name)
    taken = {_name_of(path) for path, _is_own in _paths(folder)}
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pack_lesson(text, lesson_files, folder / f"{free}{'.zip' if lesson_files else '.toml'}")
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileAccessError(visible(str(folder)), reason, detail=str(error)) from error
    return free


def _entry(path: Path, *, is_own: bool) -> LessonEntry:
    try:
        lesson = load_lesson_from(path)
    except LessonError as error:
        return LessonEntry(
            _name_of(path), LocalizedText(_name_of(path)), is_own=is_own, sentence=str(error)
        )
    return LessonEntry(
        name=_name_of(path),
        title=lesson.title,
        summary=lesson.summary,
        minutes=lesson.minutes,
        steps=len(lesson.steps),
        level=lesson.level,
        languages=lesson.languages,
        variants=tuple((one.key, one.title, one.needs_network) for one in lesson.variants),
        is_own=is_own,
    )


def _paths(own: Path | None = None) -> Iterator[tuple[Path, bool]]:
    """All that is there, shipped ones first; of equal names the first counts."""
    seen: set[str] = set()
    for folder, is_own in ((_shipped_folder(), False), (own or own_folder(), True)):
        for path in _in_folder(folder):
            if _name_of(path) not in seen:
                seen.add(_name_of(path))
                yield path, is_own


def _in_folder(folder: Path) -> tuple[Path, ...]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return ()  # none yet
    return tuple(
        path
        for path in entries
        if not path.name.startswith(".")
        and (path.suffix.lower() in _SUFFIXES or (path / LESSON_FILE).is_file())
    )


def _name_of(path: Path) -> str:
    return path.name if path.is_dir() else path.stem


def _place_of(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def _shipped_folder() -> Path:
    return Path(str(files("resources") / "lessons"))
