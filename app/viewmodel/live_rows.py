"""Live changes as rows: the newest ones, and what changed by folder; notes on what is not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from app.viewmodel.byte_words import signed_size
from app.viewmodel.sizes import MINUS, age_text, count_text, counted, size_text, visible
from core.model import ChangeKind, DirectorySum, FileType, LiveChanges, SeenChange
from core.translation import tr

ROWS_LIMIT = 200
"""More rows than this are never shown at once."""
METADATA_SIGN = "≈"
FOLD_ABOVE, SHOWN_OF_FOLDED = 20, 3
_NAMED_AT_MOST = 3

_SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.REPLACED: "~",
    ChangeKind.IDENTICAL: "~",
    ChangeKind.METADATA: METADATA_SIGN,
    ChangeKind.DELETED: MINUS,
}
_WORDS = {
    "+": tr("new"),
    "~": tr("other contents"),
    METADATA_SIGN: tr("only mode, owner or times differ"),
    MINUS: tr("deleted; it stays in the brick below"),
}


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One change as it is shown. `folded` counts the files that this row stands for, 0: itself.

    `path` is the real one; directory (with its slash) and name are safe to show.
    """

    key: str
    path: str
    sign: str
    directory: str
    name: str
    size: str
    detail: str
    seen: datetime
    kind: ChangeKind
    size_bytes: int = 0
    is_directory: bool = False
    folded: int = 0

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        parts = [f"{_WORDS[self.sign].partition(';')[0]}: {self.directory}{self.name}"]
        return ", ".join([*parts, *(one for one in (self.size, self.detail) if one)])

    @property
    def tooltip(self) -> str:
        """The whole path, and what happened to it."""
        if self.folded:
            return tr(
                "{directory}: {folded}. Enter shows them.",
                directory=self.directory,
                folded=counted("{count} more new file", "{count} more new files", self.folded),
            )
        return f"/{self.directory}{self.name} ({self.detail or _WORDS[self.sign]})"

    @property
    def has_difference(self) -> bool:
        """Whether there are two states to compare."""
        return not self.folded and not self.is_directory and self.kind is not ChangeKind.ADDED

    @property
    def is_there(self) -> bool:
        """Whether it can be opened or copied out now."""
        return not self.folded and self.kind is not ChangeKind.DELETED


@dataclass(frozen=True, slots=True)
class FolderRow:
    """What changed below a folder; `depth` folders of the list are around it."""

    key: str
    depth: int
    directory: str
    name: str
    added: int
    modified: int
    deleted: int
    size_bytes: int
    share: float

    @property
    def path(self) -> str:
        """The folder's real path."""
        return self.key

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Signs with their counts, those above nothing."""
        counts = (("+", self.added), ("~", self.modified), (MINUS, self.deleted))
        return tuple((sign, count) for sign, count in counts if count)

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        counts = tr(
            "{added} added, {modified} modified, {deleted} deleted",
            added=self.added,
            modified=self.modified,
            deleted=self.deleted,
        )
        return tr(
            "Folder {directory}{name}: {counts}, {size_bytes}",
            directory=self.directory,
            name=self.name,
            counts=counts,
            size_bytes=size_text(self.size_bytes),
        )

    @property
    def tooltip(self) -> str:
        """The whole path and its counts."""
        return f"/{visible(self.key)}: {self.as_sentence.partition(': ')[2]}"


@lru_cache(maxsize=2_048)
def row_of(seen: SeenChange) -> LiveRow:
    """A change as a row; remembered, since most rows stay from one look to the next."""
    change = seen.change
    parent, slash, name = change.path.rpartition("/")
    is_directory = change.file_type is FileType.DIRECTORY
    return LiveRow(
        change.path,
        change.path,
        _SIGNS[change.kind],
        shown(parent + slash),
        shown(name) + ("/" if is_directory else ""),
        _size_of(seen),
        _detail_of(seen),
        seen.seen,
        change.kind,
        change.size_bytes,
        is_directory,
    )


def newest_rows(
    live: LiveChanges | None, sign: str = "", unfolded: Collection[str] = ()
) -> tuple[LiveRow, ...]:
    """The newest first, folders with many new files folded; `sign` "+", "~", "−" or "" for all."""
    if live is None:
        return ()
    rows = [row_of(one) for one in live.newest]
    if sign:
        rows = [row for row in rows if row.sign == sign or (sign, row.sign) == ("~", METADATA_SIGN)]
    return tuple(_folded(rows, unfolded)[:ROWS_LIMIT])


def folder_rows(directories: Sequence[DirectorySum]) -> tuple[FolderRow, ...]:
    """Folders below those that hold them, the heaviest first; the root itself is left out."""
    sums = {one.path: one for one in directories[:ROWS_LIMIT] if one.path}
    children: dict[str, list[DirectorySum]] = {}
    for one in sums.values():
        children.setdefault(_listed_parent(one.path, sums), []).append(one)
    largest = max((one.size_bytes for one in sums.values()), default=0)
    rows: list[FolderRow] = []
    waiting = [(one, 0, "") for one in reversed(_heaviest(children.get("", ())))]
    while waiting:
        one, depth, above = waiting.pop()
        rows.append(_folder_row(one, depth, above, largest))
        inside = reversed(_heaviest(children.get(one.path, ())))
        waiting += [(child, depth + 1, one.path) for child in inside]
    return tuple(rows)


def notes(live: LiveChanges | None, listed: int = 0) -> tuple[str, ...]:
    """What the list alone does not tell; `listed` rows of changes are shown."""
    if live is None:
        return ()
    found = [live.sentence] if live.sentence else []
    if live.is_settling:
        found.append(tr("still looking …"))
    if live.copied_bytes:
        copied, whole = size_text(live.copied_bytes), size_text(live.size_bytes)
        found.append(
            tr(
                "{copied} of {whole} are whole files that differ only in part",
                copied=copied,
                whole=whole,
            )
        )
    if 0 < listed < live.total:
        found.append(
            tr(
                "the newest {listed} of {total} are listed",
                listed=count_text(listed),
                total=count_text(live.total),
            )
        )
    if live.hidden:
        found.append(
            tr(
                "hidden: {hidden} made by the engine",
                hidden=counted("{count} path", "{count} paths", live.hidden),
            )
        )
    if live.mounts:
        paths = [f"/{visible(path).lstrip('/')}" for path in live.mounts]
        found.append(tr("mounts will not be in the layer: {paths}", paths=_some(paths)))
    if live.omitted:
        found.append(
            tr("cannot be in a layer: {some}", some=_some([visible(one) for one in live.omitted]))
        )
    return tuple(found)


def kind_counts(live: LiveChanges | None) -> dict[str, int]:
    """By sign, "" for all; owner and mode changes count as modified."""
    if live is None:
        return {"": 0, "+": 0, "~": 0, MINUS: 0}
    return {"": live.total, "+": live.added, "~": live.modified, MINUS: live.deleted}


def seen_age(row: LiveRow, now: datetime | None = None) -> str:
    """How long ago a change was seen: "now", "2 s", "1 m"."""
    seconds = ((now or datetime.now(UTC)) - row.seen).total_seconds()
    if seconds < 1:
        return tr("now")
    return age_text(row.seen, now)


def shown(text: str) -> str:
    """`visible`, quick for what is plain already."""
    return text if text.isprintable() else visible(text)


def bytes_words(size_bytes: int) -> str:
    """Few bytes are counted: "1 byte", "212 bytes", "2.00 MB"."""
    return (
        counted("{count} byte", "{count} bytes", size_bytes)
        if size_bytes < 1_000
        else size_text(size_bytes)
    )


def _size_of(seen: SeenChange) -> str:
    change = seen.change
    if change.kind is ChangeKind.DELETED:
        return MINUS + size_text(change.size_before_bytes) if change.size_before_bytes else ""
    if change.file_type is FileType.DIRECTORY or change.kind is ChangeKind.METADATA:
        return ""
    if change.kind is ChangeKind.ADDED:
        return size_text(change.size_bytes)
    return signed_size(change.size_bytes - change.size_before_bytes)


def _detail_of(seen: SeenChange) -> str:
    change = seen.change
    copied = (
        tr(", {size_bytes} copied", size_bytes=bytes_words(change.size_bytes))
        if change.size_bytes
        else ""
    )
    if change.kind is ChangeKind.METADATA:
        return tr("mode or owner only{copied}", copied=copied)
    if change.kind is ChangeKind.REPLACED:
        return tr("replaced by another kind of file")
    if change.kind is ChangeKind.IDENTICAL:
        return tr("written again, nothing differs{copied}", copied=copied)
    if change.kind is not ChangeKind.MODIFIED or seen.changed_bytes is None:
        return ""
    if not seen.changed_bytes:
        return tr("nothing differs{copied}", copied=copied)
    return tr(
        "{changed_bytes} changed{copied}",
        changed_bytes=bytes_words(seen.changed_bytes),
        copied=copied,
    )


def _folded(rows: Sequence[LiveRow], unfolded: Collection[str]) -> list[LiveRow]:
    """Of folders with many new files a few are left, and one row that stands for the rest."""
    counts = Counter(_parent(row.path) for row in rows if row.sign == "+")
    crowded = {name for name, count in counts.items() if count > FOLD_ABOVE} - set(unfolded)
    if not crowded:
        return list(rows)
    met: Counter[str] = Counter()
    result: list[LiveRow] = []
    for row in rows:
        parent = _parent(row.path)
        if row.sign == "+" and parent in crowded:
            met[parent] += 1
            if met[parent] > SHOWN_OF_FOLDED:
                if met[parent] == SHOWN_OF_FOLDED + 1:
                    result.append(_rest_row(parent, row, rows))
                continue
        result.append(row)
    return result


def _rest_row(parent: str, first: LiveRow, rows: Sequence[LiveRow]) -> LiveRow:
    """Stands for `first` and what is older and new in the same folder."""
    files = [row for row in rows if row.sign == "+" and _parent(row.path) == parent]
    rest = files[SHOWN_OF_FOLDED:]
    size_bytes = sum(row.size_bytes for row in rest)
    return LiveRow(
        f"{parent}/…", parent, "+", f"{shown(parent)}/" if parent else "",
        f"… {counted('{count} more file', '{count} more files', len(rest))}",
        size_text(size_bytes), "", first.seen,
        ChangeKind.ADDED, size_bytes, folded=len(rest),
    )  # fmt: skip


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _listed_parent(path: str, sums: dict[str, DirectorySum]) -> str:
    """The nearest folder around it that is in the list, "" when there is none."""
    above = _parent(path)
    while above and above not in sums:
        above = _parent(above)
    return above


def _heaviest(directories: Sequence[DirectorySum]) -> list[DirectorySum]:
    def weight(one: DirectorySum) -> tuple[int, int, str]:
        return -one.size_bytes, -(one.added + one.modified + one.deleted), one.path

    return sorted(directories, key=weight)


def _folder_row(one: DirectorySum, depth: int, above: str, largest: int) -> FolderRow:
    inner = one.path[len(above) + 1 :] if above else one.path
    parent, slash, name = inner.rpartition("/")
    share = one.size_bytes / largest if largest > 0 else 0.0
    return FolderRow(
        one.path, depth, shown(parent + slash), shown(name) + "/", one.added, one.modified,
        one.deleted, one.size_bytes, max(0.0, share),
    )  # fmt: skip


def _some(words: Sequence[str]) -> str:
    named = ", ".join(words[:_NAMED_AT_MOST])
    more = len(words) - _NAMED_AT_MOST
    return tr("{named} and {more} more", named=named, more=count_text(more)) if more > 0 else named
