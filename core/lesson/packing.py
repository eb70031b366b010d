"""Lessons on disk: one file, a folder, or a folder packed as .zip to be handed round.

A packed one is never unpacked to disk: its members are read into memory, no more than a bounded
size whatever it claims, and no link is followed. What a lesson copies into containers is written to
a temporary folder by its checked name, when it is needed.
"""

from __future__ import annotations

import os
import posixpath
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from core.errors import LessonError
from core.errors.root import visible
from core.lesson.actions import CopyIn
from core.lesson.fields import is_inside
from core.lesson.format import parse_lesson
from core.lesson.lesson import Lesson, LessonFile
from core.zip_folder import TEXT_LIMIT_BYTES, UNREADABLE, decoded, pack

LESSON_FILE = "lesson.toml"
SIZE_LIMIT_BYTES = 32 << 20
"""Of a lesson with all its files."""
_FILES_LIMIT = 500
_DEPTH_LIMIT = 12


def load_lesson_from(path: Path, variant: str = "") -> Lesson:
    """Read a .toml file, a folder with lesson.toml, or such a folder as .zip. LessonError."""
    name = path.name if path.is_dir() else path.stem
    try:
        if path.is_dir():
            members = _taken(_of_folder(path, name), name)
        elif path.suffix.lower() == ".zip":
            members = _taken(_of_archive(path, name), name)
        else:
            with path.open("rb") as file:
                members = {LESSON_FILE: file.read(TEXT_LIMIT_BYTES + 1)}
    except FileNotFoundError as error:
        raise LessonError(name, "there is no such file") from error
    except (OSError, *UNREADABLE) as error:
        raise LessonError(name, f"it cannot be read ({error})") from error
    text = members.pop(LESSON_FILE, None)
    if text is None:
        raise LessonError(name, f"there is no {LESSON_FILE} in it")
    files = tuple(sorted(members.items()))
    lesson = parse_lesson(_decoded(text, name), name=name, variant=variant, files=files)
    _require_files(lesson)
    return lesson


def pack_lesson(text: str, files: tuple[LessonFile, ...], path: Path) -> None:
    """Write a lesson to a file, as `core.zip_folder.pack` does. OSError."""
    pack(LESSON_FILE, text, files, path)


def unpack_files(files: tuple[LessonFile, ...], folder: Path, below: str = "") -> None:
    """Write a lesson's files (those at or below a path) into an empty folder. OSError.

    Everybody may read them, nobody but their owner write.
    """
    for name, content in files:
        if below and name != below and not name.startswith(f"{below}/"):
            continue
        path = folder / name
        for above in reversed(path.relative_to(folder).parents[:-1]):
            (folder / above).mkdir(exist_ok=True)
            (folder / above).chmod(0o755)
        path.write_bytes(content)
        path.chmod(0o644)


def _require_files(lesson: Lesson) -> None:
    names = [name for name, _content in lesson.files]
    for step in lesson.steps:
        for action in step.actions:
            if isinstance(action, CopyIn):
                source = posixpath.normpath(action.source)
                if not any(name == source or name.startswith(f"{source}/") for name in names):
                    raise LessonError(
                        lesson.name, f"it copies “{visible(source)}”, which is not in its folder"
                    )


def _decoded(content: bytes, name: str) -> str:
    try:
        return decoded(content)
    except ValueError as error:
        raise LessonError(name, str(error)) from error


def _taken(members: Iterator[tuple[str, bytes]], lesson: str) -> dict[str, bytes]:
    """All members, each name once. Raises LessonError when they are too many."""
    taken: dict[str, bytes] = {}
    for name, content in members:
        if name in taken:
            raise LessonError(lesson, f"it holds “{visible(name)}” twice")
        taken[name] = content
        if len(taken) > _FILES_LIMIT:
            raise LessonError(lesson, f"it has more than {_FILES_LIMIT} files")
    for name in taken:
        if any(above in taken for above in _folders_above(name)):
            raise LessonError(lesson, f"“{visible(name)}” lies in what is no folder")
    return taken


def _folders_above(name: str) -> Iterator[str]:
    while name := posixpath.dirname(name):
        yield name


def _of_folder(home: Path, lesson: str) -> Iterator[tuple[str, bytes]]:
    left_bytes = SIZE_LIMIT_BYTES
    waiting = [(home, 0)]
    while waiting:
        folder, depth = waiting.pop()
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            name = Path(entry.path).relative_to(home).as_posix()
            if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
                raise LessonError(lesson, f"“{visible(name)}” is a link or no plain file")
            if entry.is_dir():
                if depth >= _DEPTH_LIMIT:
                    raise LessonError(lesson, f"“{visible(name)}” lies too deep")
                waiting.append((Path(entry.path), depth + 1))
                continue
            with Path(entry.path).open("rb") as file:
                content = file.read(left_bytes + 1)
            left_bytes -= _bounded(content, lesson, left_bytes)
            yield _plain(name, lesson), content


def _of_archive(path: Path, lesson: str) -> Iterator[tuple[str, bytes]]:
    """Some tools pack the folder, others what is in it: the one that holds lesson.toml counts."""
    left_bytes = SIZE_LIMIT_BYTES
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        names = [member.filename for member in members]
        top = next((name for name in names if posixpath.basename(name) == LESSON_FILE), "")
        home = top[: -len(LESSON_FILE)] if top.count("/") == 1 else ""
        for member in members:
            name = member.filename
            if not name.startswith(home):
                raise LessonError(lesson, f"“{visible(name)}” lies beside its folder")
            if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
                raise LessonError(lesson, f"“{visible(name)}” is a link or no plain file")
            with archive.open(member) as file:
                content = file.read(left_bytes + 1)
            left_bytes -= _bounded(content, lesson, left_bytes)
            yield _plain(name.removeprefix(home), lesson), content


def _bounded(content: bytes, lesson: str, limit_bytes: int) -> int:
    if len(content) > limit_bytes:
        raise LessonError(lesson, f"it is larger than {SIZE_LIMIT_BYTES >> 20} megabytes")
    return len(content)


def _plain(name: str, lesson: str) -> str:
    """A name that leads nowhere else, as it is written everywhere."""
    odd = not is_inside(name) or "\\" in name or name != posixpath.normpath(name)
    if odd or not name.isprintable() or name.count("/") > _DEPTH_LIMIT:
        raise LessonError(lesson, f"it holds “{visible(name)}”, which no lesson has")
    return name
