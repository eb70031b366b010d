"""What names, places and modes in one layer warn of.

Only one layer is looked at, with its own rows; whether a later one hides a file again is for who
has the stack. A directory full of the same trouble is one finding, with the sum of its sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from core.catalog.findings_rules import (
    DIRECTORY_RULES,
    NAME_BEGINNINGS,
    NAME_ENDINGS,
    NAME_RULES,
    SECRETS_DIRECTORY,
    USUAL_SETUID,
    DirectoryRule,
    NameRule,
)
from core.catalog.path_endings import rows_ending_with, rows_with_names_like
from core.catalog.table import Column, LayerTable, RowFlag, RowKind
from core.model import Finding, FindingKind, Severity
from core.translation import tr_noop

_LARGE_CACHE_BYTES = 10_000_000
_EXECUTABLE, _WORLD_WRITABLE, _STICKY, _SETGID, _SETUID = 0o111, 0o002, 0o1000, 0o2000, 0o4000
_GROUP_EXECUTABLE = 0o010
_FEW = 3
"""Of so many files in a directory each is reported; of more the directory is."""
FINDINGS_LIMIT = 2_000
"""Of one kind in one layer."""

_SEVERITIES = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_KINDS = {kind: place for place, kind in enumerate(FindingKind)}


class NameFinding(NamedTuple):
    """A row of a table that warns; `size_bytes` of a directory is what counts in it."""

    row: int
    kind: FindingKind
    severity: Severity
    title: str
    size_bytes: int


def findings_by_name(table: LayerTable) -> list[NameFinding]:
    """All findings of a layer that need no contents, by row."""
    found = [
        *_secrets(table),
        *_full_directories(table),
        *_setuid_files(table),
        *_writable(table),
    ]
    kept: dict[FindingKind, int] = {}
    result = []
    for finding in sorted(found, key=lambda one: (_SEVERITIES[one.severity], one.row)):
        kept[finding.kind] = kept.get(finding.kind, 0) + 1
        if kept[finding.kind] <= FINDINGS_LIMIT:
            result.append(finding)
    return sorted(result, key=lambda one: (one.row, _KINDS[one.kind]))


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first, then by kind, then what is larger, then from the bottom up."""
    return tuple(
        sorted(
            findings,
            key=lambda one: (
                _SEVERITIES[one.severity],
                _KINDS[one.kind],
                -one.size_bytes,
                one.level,
                one.path,
                one.line or 0,
            ),
        )
    )


def rule_of_name(path: bytes) -> NameRule | None:
    """The first rule that a file's name fits, None for harmless ones."""
    small = path.lower()
    name_start = small.rfind(b"/") + 1
    directory, name = small[:name_start], small[name_start:]
    for rule in NAME_RULES:
        if (
            rule.name.fullmatch(name)
            and (rule.inside is None or rule.inside.fullmatch(directory))
            and not (rule.outside and rule.outside.match(directory))
        ):
            return rule
    return None


def _secrets(table: LayerTable) -> Iterator[NameFinding]:
    """Empty files keep no secret."""
    kinds, sizes = table.column("kind"), table.column("size")
    candidates = {
        *rows_with_names_like(table, NAME_BEGINNINGS),
        *rows_ending_with(table, NAME_ENDINGS),
    }
    for row in sorted(candidates):
        if kinds[row] == RowKind.REGULAR and sizes[row]:
            rule = rule_of_name(table.path(row))
            if rule:
                yield NameFinding(row, rule.kind, rule.severity, rule.title, int(sizes[row]))
    secrets = table.row(SECRETS_DIRECTORY)
    if secrets is not None:
        for row in range(secrets, int(table.column("end")[secrets])):
            if kinds[row] == RowKind.REGULAR and sizes[row] and row not in candidates:
                title = tr_noop("Secret of a build or a cluster")
                yield NameFinding(row, FindingKind.SECRET, Severity.HIGH, title, int(sizes[row]))


def _full_directories(table: LayerTable) -> Iterator[NameFinding]:
    own = table.column("inode") == np.arange(len(table))
    is_stored = own & (table.column("kind") == RowKind.REGULAR)
    stored: Column = np.where(is_stored, table.column("size"), 0)
    homes = _homes(table)
    for rule in DIRECTORY_RULES:
        for home in homes if rule.is_in_home else (b"",):
            row = table.row(home + rule.path)
            size_bytes = _counted_bytes(table, stored, row, rule) if row is not None else 0
            if row is None or not size_bytes:
                continue
            is_large = rule.kind is FindingKind.CACHE and size_bytes >= _LARGE_CACHE_BYTES
            severity = Severity.MEDIUM if is_large else Severity.LOW
            yield NameFinding(row, rule.kind, severity, rule.title, size_bytes)


def _counted_bytes(table: LayerTable, stored: Column, row: int, rule: DirectoryRule) -> int:
    below = slice(row, int(table.column("end")[row]))
    if rule.only is None:
        return int(stored[below].sum())
    rows = np.flatnonzero(stored[below]) + row
    return sum(int(stored[at]) for at in rows.tolist() if rule.only.fullmatch(table.name(at)))


def _homes(table: LayerTable) -> list[bytes]:
    """Home directories, as beginnings of paths."""
    found = [b"root/"]
    home = table.row(b"home")
    if home is not None:
        below = np.flatnonzero(table.column("parent") == home)
        found += [table.path(row) + b"/" for row in below.tolist()]
    return found


def _setuid_files(table: LayerTable) -> Iterator[NameFinding]:
    mode = table.column("mode")
    is_special = (mode & _SETUID != 0) | (
        mode & (_SETGID | _GROUP_EXECUTABLE) == (_SETGID | _GROUP_EXECUTABLE)
    )
    rows = np.flatnonzero(is_special & (table.column("kind") == RowKind.REGULAR))
    for row in rows.tolist():
        own = int(mode[row])
        if own & _SETUID:
            uid = int(table.column("uid")[row])
            title = tr_noop("Runs as root (setuid)") if uid == 0 else f"Runs as user {uid} (setuid)"
        else:
            title = f"Runs with group {int(table.column('gid')[row])} (setgid)"
        if own & _WORLD_WRITABLE:
            severity = Severity.HIGH
        elif table.name(row) in USUAL_SETUID or not own & _SETUID:
            severity = Severity.LOW
        else:
            severity = Severity.MEDIUM
        yield NameFinding(row, FindingKind.SETUID, severity, title, int(table.column("size")[row]))


def _writable(table: LayerTable) -> Iterator[NameFinding]:
    """Files and directories that everybody may change; the topmost ones stand for all in them."""
    kind, mode, sizes = (table.column(name) for name in ("kind", "mode", "size"))
    is_open = mode & _WORLD_WRITABLE != 0
    is_directory = kind == RowKind.DIRECTORY
    is_named = table.column("flags") & RowFlag.IMPLIED == 0
    directories = is_open & is_directory & (mode & _STICKY == 0) & is_named
    files = is_open & (kind == RowKind.REGULAR)
    rows = np.flatnonzero(directories | files)
    skipped_to = 0
    loose: dict[int, list[int]] = {}
    for row in rows.tolist():
        if row < skipped_to:
            continue
        if directories[row]:
            skipped_to = int(table.column("end")[row])
            first, last = np.searchsorted(rows, [row + 1, skipped_to]).tolist()
            below = rows[first:last]
            size_bytes = int(sizes[below][kind[below] == RowKind.REGULAR].sum())
            title = tr_noop("Everybody may add and delete files here")
            yield NameFinding(row, FindingKind.WRITABLE, Severity.MEDIUM, title, size_bytes)
        else:
            loose.setdefault(int(table.column("parent")[row]), []).append(row)
    for parent, members in loose.items():
        yield from _writable_files(table, parent, members)


def _writable_files(table: LayerTable, parent: int, rows: list[int]) -> Iterator[NameFinding]:
    modes, sizes = table.column("mode")[rows], table.column("size")[rows]
    is_program = modes & _EXECUTABLE != 0
    if len(rows) > _FEW:
        severity = Severity.MEDIUM if is_program.any() else Severity.LOW
        title = f"Everybody may change {len(rows):,} files in here"
        yield NameFinding(parent, FindingKind.WRITABLE, severity, title, int(sizes.sum()))
        return
    for row, is_executable, size in zip(rows, is_program.tolist(), sizes.tolist(), strict=True):
        severity = Severity.MEDIUM if is_executable else Severity.LOW
        title = (
            tr_noop("Everybody may change this program")
            if is_executable
            else tr_noop("Everybody may change this file")
        )
        yield NameFinding(row, FindingKind.WRITABLE, severity, title, size)


def to_finding(
    found: NameFinding,
    path: str,
    level: int,
    chain_id: str,
    deleted_at: int | None = None,
) -> Finding:
    """As the world sees it."""
    return Finding(
        kind=found.kind,
        severity=found.severity,
        title=found.title,
        path=path,
        level=level,
        chain_id=chain_id,
        size_bytes=found.size_bytes,
        deleted_at=deleted_at,
    )
