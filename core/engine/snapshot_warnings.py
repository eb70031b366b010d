"""What should rather not go into a layer: found by names and places, with what to leave out.

Caches, logs, histories and secrets are told by the same rules as in images (`core.catalog`); what
is here besides are traces of programs at work, which only matter before a snapshot.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.catalog.findings import rule_of_name
from core.catalog.findings_rules import (
    DIRECTORY_RULES,
    NAME_BEGINNINGS,
    NAME_ENDINGS,
    SECRETS_DIRECTORY,
)
from core.model import ChangeKind, FileChange, FileType, FindingKind, SnapshotWarning
from core.translation import tr_noop

PATHS_LIMIT = 2_000
"""Of one warning; what is beyond goes into the image."""

_CACHE = tr_noop("It is only there to save downloads, and makes every copy of the image larger.")
_LOG = tr_noop("It tells of what happened here, which nobody needs who starts from this image.")
_HISTORY = tr_noop(
    "It tells everybody who has the image what was typed here, passwords perhaps among it."
)
_SECRET = tr_noop(
    "Everybody who gets the image can read it, also when a later layer deletes it again. "
    "Give it to containers when they run instead."
)


@dataclass(frozen=True, slots=True)
class _TraceRule:
    """Files by whole path; where `path` has a group, that directory is left out as a whole."""

    title: str
    sentence: str
    path: re.Pattern[bytes]


def _trace(title: str, sentence: str, path: bytes) -> _TraceRule:
    return _TraceRule(title, sentence, re.compile(path, re.DOTALL))


_TRACES = (
    _trace(
        tr_noop("Compiled Python files"),
        tr_noop("Python makes them again when a program is started for the first time."),
        rb"((?:.*/)?__pycache__)/.*",
    ),
    _trace(
        tr_noop("Traces of running programs"),
        tr_noop(
            "They say that a program runs, which in a new container is not true and may confuse it."
        ),
        rb"(?:var/)?run/.*\.(?:pid|lock)|(?:var/)?(?:run/)?lock/.+|(?:.*/)?[^/]+\.pid",
    ),
    _trace(
        tr_noop("Dumps of crashed programs"),
        tr_noop(
            "They hold the memory of a program when it crashed: large, and perhaps with secrets."
        ),
        rb"(?:.*/)?core\.[0-9]+|core|(?:root|home/[^/]+|tmp|srv|opt/[^/]+)/core"
        rb"|var/crash/.+|var/lib/systemd/coredump/.+",
    ),
    _trace(
        tr_noop("Half-edited files"),
        tr_noop("An editor left them: what was being written, or how a file was before."),
        rb"(?:.*/)?(?:\.[^/]+\.sw[nop]|[^/]+~|#[^/]+#|\.#[^/]+)",
    ),
)
_LOGS = b"var/log"
_ENDINGS = frozenset(ending[-4:] for ending in NAME_ENDINGS)
_BEGINNINGS = frozenset(beginning[:4] for beginning in NAME_BEGINNINGS)


@dataclass(slots=True)
class _Group:
    sentence: str
    is_secret: bool
    size_bytes: int = 0
    paths: dict[str, None] = field(default_factory=dict)


class Warnings:
    """Collects what to warn of, from the changes of all layers of a snapshot, by path."""

    def __init__(self, changes: Iterable[FileChange]) -> None:
        self._changes = sorted(changes, key=lambda change: _bytes(change.path))
        self._paths = [_bytes(change.path) for change in self._changes]
        self._returning = _returning(self._changes)
        self._groups: dict[str, _Group] = {}

    def by_name(self) -> None:
        """All that names and places tell."""
        self._in_directories()
        for path, change in zip(self._paths, self._changes, strict=True):
            if change.file_type is FileType.DIRECTORY or change.kind is ChangeKind.DELETED:
                continue
            trace = _trace_of(path)
            if trace is not None:
                rule, unwanted = trace
                self._add(rule.title, rule.sentence, [_text(unwanted)], change.size_bytes)
            elif change.file_type is FileType.REGULAR and change.size_bytes:
                self._of_file(path, change)

    def add_secret(self, title: str, path: str, size_bytes: int) -> None:
        """A secret that was found in what a file says."""
        self._add(title, _SECRET, [path], size_bytes, is_secret=True)

    def secret_paths(self) -> frozenset[str]:
        """Files that are warned of as secrets already."""
        groups = (group for group in self._groups.values() if group.is_secret)
        return frozenset(path for group in groups for path in group.paths)

    def all(self) -> tuple[SnapshotWarning, ...]:
        """Secrets first, then what is larger."""
        found = [
            SnapshotWarning(
                title, one.sentence, tuple(one.paths)[:PATHS_LIMIT], one.size_bytes, one.is_secret
            )
            for title, one in self._groups.items()
        ]
        return tuple(sorted(found, key=lambda one: (not one.is_secret, -one.size_bytes, one.title)))

    def _in_directories(self) -> None:
        homes = dict.fromkeys(
            [b"root/", *(b"/".join(p.split(b"/")[:2]) + b"/" for p in self._below_home())]
        )
        for rule in DIRECTORY_RULES:
            sentence = _CACHE if rule.kind is FindingKind.CACHE else _LOG
            for home in homes if rule.is_in_home else (b"",):
                if rule.only is not None:
                    continue  # see _TRACES, which know more of them
                found = list(self._inside(home + rule.path))
                size_bytes = sum(one.size_bytes for one in found)
                if size_bytes:
                    to_leave_out = _files if rule.path == _LOGS else _as_whole
                    paths = to_leave_out(home + rule.path, found)
                    self._add(rule.title, sentence, paths, size_bytes)

    def _below_home(self) -> Iterator[bytes]:
        return (_bytes(one.path) for one in self._inside(b"home"))

    def _inside(self, directory: bytes) -> Iterator[FileChange]:
        """Changes of a directory itself and of all in it."""
        at = bisect_left(self._paths, directory)
        while at < len(self._paths) and self._paths[at] == directory:
            yield self._changes[at]
            at += 1
        # “/” is followed by “0”: between them is what is in it, though not right behind it.
        first = bisect_left(self._paths, directory + b"/")
        yield from self._changes[first : bisect_left(self._paths, directory + b"0", first)]

    def _of_file(self, path: bytes, change: FileChange) -> None:
        name = path.rpartition(b"/")[2].lower()
        if path.startswith(SECRETS_DIRECTORY + b"/"):
            self.add_secret("Secret of a build or a cluster", change.path, change.size_bytes)
        elif name[:4] in _BEGINNINGS or name[-4:] in _ENDINGS:
            rule = rule_of_name(path)
            if rule is not None:
                is_secret = rule.kind is FindingKind.SECRET
                sentence = _SECRET if is_secret else _HISTORY
                self._add(rule.title, sentence, [change.path], change.size_bytes, is_secret)

    def _add(
        self,
        title: str,
        sentence: str,
        paths: Iterable[str],
        size_bytes: int,
        is_secret: bool = False,
    ) -> None:
        wanted = dict.fromkeys(path for path in paths if path not in self._returning)
        if wanted:
            group = self._groups.setdefault(title, _Group(sentence, is_secret))
            group.size_bytes += size_bytes
            group.paths.update(wanted)


def _returning(changes: Iterable[FileChange]) -> frozenset[str]:
    """What the image has, a mark holds otherwise, and was deleted since.

    Left out, its deletion would be left out too, and the image's own file would show again. Of a
    path the changes of lower layers come first.
    """
    first: dict[str, ChangeKind] = {}
    last: dict[str, ChangeKind] = {}
    for change in changes:
        first.setdefault(change.path, change.kind)
        last[change.path] = change.kind
    return frozenset(
        path
        for path, kind in last.items()
        if kind is ChangeKind.DELETED and first[path] is not ChangeKind.ADDED
    )


def _files(_directory: bytes, found: Sequence[FileChange]) -> Iterator[str]:
    """All but directories: programs write their logs only into one that is there for them."""
    for one in found:
        if one.kind is not ChangeKind.DELETED and one.file_type is not FileType.DIRECTORY:
            yield one.path


def _as_whole(directory: bytes, found: Sequence[FileChange]) -> Iterator[str]:
    """The directory as a whole, or what is new in it.

    As a whole only when the layers below have it, so that it is there all the same, and nothing in
    it was deleted, which would come back.
    """
    own = [one for one in found if _bytes(one.path) == directory]
    is_new = any(one.kind in (ChangeKind.ADDED, ChangeKind.REPLACED) for one in own)
    if not is_new and not any(one.kind is ChangeKind.DELETED for one in found):
        yield _text(directory)
        return
    inside: bytes | None = None
    for one in found:
        path = _bytes(one.path)
        if path == directory or (inside is not None and path.startswith(inside)):
            continue
        if one.kind is ChangeKind.DELETED:
            continue
        if one.file_type is FileType.DIRECTORY:
            if one.kind is not ChangeKind.ADDED:
                continue  # what is in it is named by itself
            inside = path + b"/"
        yield one.path


def _trace_of(path: bytes) -> tuple[_TraceRule, bytes] | None:
    """The rule that a file fits, and what to leave out."""
    for rule in _TRACES:
        found = rule.path.fullmatch(path)
        if found is not None:
            return rule, (found[1] if rule.path.groups else path)
    return None


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
