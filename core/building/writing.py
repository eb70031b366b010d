"""What was done in a container, written as a Containerfile.

Commands that succeeded become RUN. What a builder cannot repeat is told in comments: commands that
failed or were cancelled, programs that one works in by hand, files that no command explains.
"""

from __future__ import annotations

import os
import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.building.quoting import run_line
from core.errors.root import visible
from core.model import ChangeKind, CommandRun, FileChange, FileType

_PATHS_SHOWN = 20
_TEXT_SHOWN = 300
_INTERACTIVE = frozenset(
    "vi vim nvim view nano pico emacs ed joe jed mcedit mc less more most man top htop passwd "
    "visudo vipw vigr tmux screen dialog whiptail".split()
)
_SHELL_LIKE = frozenset(  # a program to work in unless it is told what to do
    "sh bash dash ash zsh ksh fish python python3 perl ruby irb node lua psql mysql sqlite3 bc dc "
    "gdb ftp telnet ssh su".split()
)
_PREFIXES = frozenset(("sudo", "exec", "env", "nice", "time", "command", "nohup"))
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_SMALL_REFERENCE = re.compile(r"[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\w][\w.-]{0,127})?", re.ASCII)
_CUT = "…"  # at the end of a text that the recording could not keep in full


@dataclass(frozen=True, slots=True)
class Part:
    """What was done between two marks. `label` is that of the mark at its end, "" for now.

    `instruction` is set for a step that was built from a Containerfile. `unexplained` are changes
    that no command made, `config` instructions for what was set by hand.
    """

    label: str = ""
    instruction: str = ""
    runs: tuple[CommandRun, ...] = ()
    unexplained: tuple[FileChange, ...] = ()
    config: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """All that was done since the image. `user` and `working_dir` are what the image says."""

    container: str
    image_reference: str
    parts: tuple[Part, ...]
    user: str = ""
    working_dir: str = ""


def write_containerfile(session: Session) -> str:
    """The text; every builder reads it, and a person too."""
    writer = _Writer(session)
    lines = [f"# What was done in container {visible(session.container)}, as Bricklayer saw it."]
    if not _SMALL_REFERENCE.fullmatch(session.image_reference):
        lines.append("# Other builders want the image's name in small letters: rename it there.")
    lines.append(f"FROM {session.image_reference}")
    body = [line for part in session.parts for line in writer.part(part)]
    lines += body or ["# Nothing was done yet."]
    lines += writer.end()
    return "\n".join(lines) + "\n"


class _Writer:
    """Keeps the user that RUN has at each point: recorded commands ran as they say, not by USER."""

    def __init__(self, session: Session) -> None:
        self._wanted_user = session.user  # what USER shall be in the image
        self._user = session.user
        self._working_dir = session.working_dir or "/"

    def part(self, part: Part) -> Iterator[str]:
        if part.instruction:
            yield from self._as_wanted()
            self._follow(part.instruction)
            yield part.instruction
            return
        for run in part.runs:
            yield from self._run(run)
        if part.unexplained:
            yield "# No command explains these changes; files copied in by hand, perhaps:"
            yield from _listed(part.unexplained)
        if part.config:
            yield from self._as_wanted()
        for line in part.config:
            self._follow(line)
            yield line
        if part.label:
            yield f"# --- mark: {visible(part.label)}"

    def end(self) -> Iterator[str]:
        yield from self._as_wanted()

    def _as_wanted(self) -> Iterator[str]:
        if self._user != self._wanted_user:
            self._user = self._wanted_user
            yield f"USER {self._user or '0'}"

    def _follow(self, instruction: str) -> None:
        keyword, _space, rest = instruction.partition(" ")
        if keyword == "USER":
            self._user = self._wanted_user = rest
        elif keyword == "WORKDIR":
            self._working_dir = posixpath.join(self._working_dir, rest)

    def _run(self, run: CommandRun) -> Iterator[str]:
        text = run.text.strip()
        reason = _why_not_repeatable(run)
        if reason:
            yield f"# {reason}: {visible(text, _TEXT_SHOWN)}"
            if run.changes is not None and run.changes.total:
                yield "#   it changed:"
                yield from _listed(run.changes.paths, run.changes.total)
            return
        if not text:
            return
        if run.working_dir and _absolute(run.working_dir) != _absolute(self._working_dir):
            joint = "\n" if "\n" in text else " "
            text = f"cd {shlex.quote(run.working_dir)} &&{joint}{text}"
        line = run_line(text)
        if line is None:
            yield f"# cannot be written in a Containerfile: {visible(text, _TEXT_SHOWN)}"
            return
        user = run.user or "0"
        if _is_other_user(user, self._user):
            self._user = user
            yield f"USER {user}"
        yield line


def _why_not_repeatable(run: CommandRun) -> str:
    """Within a comment; "" when it can be repeated."""
    if run.was_cancelled:
        return "was stopped"
    if run.exit_code:
        return f"ended with exit code {run.exit_code}"
    if run.exit_code is None and not run.is_from_terminal:
        return "did not come to its end"
    if run.changes is not None and not run.changes.total:
        return "changed nothing"
    if is_interactive(run.text):
        return "was worked in by hand"
    if run.text.endswith(_CUT):
        return "is not known in full"
    return ""


def is_interactive(text: str) -> bool:
    """Whether a command opens a program that waits for what a person types."""
    try:
        words = shlex.split(text, comments=True)
    except ValueError:
        return False  # an open quote: no single program
    while words and (_ASSIGNMENT.match(words[0]) or os.path.basename(words[0]) in _PREFIXES):
        words.pop(0)
    if not words:
        return False
    program, operands = os.path.basename(words[0]), words[1:]
    if program in _INTERACTIVE:
        return True
    if program == "crontab":
        return "-e" in operands
    only_options = all(one.startswith("-") and not one.startswith("-c") for one in operands)
    return program in _SHELL_LIKE and only_options and "--version" not in operands


def _is_other_user(user: str, current: str) -> bool:
    names = {"": "0", "root": "0", "0:0": "0", "root:root": "0"}
    return names.get(user, user) != names.get(current, current)


def _absolute(path: str) -> str:
    return posixpath.normpath("/" + path.lstrip("/"))


def _listed(changes: Iterable[FileChange], total: int = 0) -> Iterator[str]:
    """Paths in comments; folders only where nothing in them is listed."""
    listed = list(changes)
    folders = {posixpath.dirname(one.path) for one in listed}
    shown = [
        one for one in listed if not (one.file_type is FileType.DIRECTORY and one.path in folders)
    ]
    for one in shown[:_PATHS_SHOWN]:
        how = "deleted " if one.kind is ChangeKind.DELETED else ""
        yield f"#   {how}/{visible(one.path, _TEXT_SHOWN)}"
    more = max(len(shown), total) - min(len(shown), _PATHS_SHOWN)
    if more > 0:
        yield f"#   … and {more} more"
