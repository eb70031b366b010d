"""What a layer changed, as a tree or as a list: rows of `Lookup.changes`, a folder at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.panels.inspector.folder_model import (
    FolderModel,
    FolderNode,
    PathRow,
    Rows,
    shown_path,
)
from app.panels.inspector.marks import (
    IDENTICAL_SIGN,
    METADATA_SIGN,
    REPLACED_SIGN,
    sign_token,
)
from app.panels.inspector.path_delegate import (
    PathCell,
)
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import MINUS, count_text, counted, size_text, visible
from app.viewmodel.state_words import words_of
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeQuery,
    ChangeRow,
    FileAttributes,
    FileType,
    LayerPlace,
    MetadataPart,
)
from core.translation import tr

SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.METADATA: METADATA_SIGN,
    ChangeKind.REPLACED: REPLACED_SIGN,
    ChangeKind.DELETED: MINUS,
    ChangeKind.IDENTICAL: IDENTICAL_SIGN,
}
KIND_WORDS = {
    ChangeKind.ADDED: tr("added"),
    ChangeKind.MODIFIED: tr("modified"),
    ChangeKind.METADATA: tr("only mode, owner or times"),
    ChangeKind.REPLACED: tr("replaced by another kind"),
    ChangeKind.DELETED: tr("deleted"),
    ChangeKind.IDENTICAL: tr("rewritten identically"),
}
_PAGE = 500
_ALL_WASTED = 0.99


class ChangeTreeModel(FolderModel):
    """Changes of one layer that a query asks for."""

    answered = Signal(object)  # ChangePage of the root: how much the query found

    def __init__(self, lookup: Lookup, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self._lookup = lookup
        self._place: LayerPlace | None = None
        self._query = ChangeQuery()
        self._whole_bytes = 0

    def show_changes(self, place: LayerPlace, query: ChangeQuery) -> None:
        """Those of a layer; a query without a folder gives a list."""
        self._place, self._query = place, query
        self.restart(is_flat=query.folder is None)

    @property
    def query(self) -> ChangeQuery:
        """What is shown."""
        return self._query

    # --- FolderModel --------------------------------------------------------------------------

    def _ask(
        self, folder: str | None, offset: int, then: Rows, failed: Callable[[str], None], slot: str
    ) -> None:
        assert self._place is not None
        query = replace(self._query, folder=folder, offset=offset, limit=_PAGE)

        def answer(page: ChangePage) -> None:
            if not folder and offset == 0:
                self._whole_bytes = page.size_bytes
                self.answered.emit(page)
            then(page.rows, page.total)

        self._lookup.changes(self._place, query, answer, failed=failed, slot=slot)

    def _forget(self, slot: str) -> None:
        self._lookup.forget(slot)

    def _is_branch(self, row: PathRow) -> bool:
        assert isinstance(row, ChangeRow)
        return row.inside > 0

    def _may_join(self, outer: PathRow, inner: PathRow) -> bool:
        assert isinstance(outer, ChangeRow)
        assert isinstance(inner, ChangeRow)
        if outer.hides_below:
            return False
        is_silent = outer.kind is None or outer.metadata == (MetadataPart.TIME,)
        return is_silent or outer.kind is inner.kind

    def _cell(self, node: FolderNode) -> PathCell:
        row = node.row
        assert isinstance(row, ChangeRow)
        sign = SIGNS[row.kind] if row.kind is not None else ""
        is_folder = row.file_type is FileType.DIRECTORY
        is_gone = row.kind is ChangeKind.DELETED
        weight = max(row.size_bytes, row.size_before_bytes if is_gone else 0)
        return PathCell(
            name=visible(node.label),
            is_folder=is_folder,
            size=size_of(row),
            sign=sign,
            token=sign_token(sign) if sign else "",
            is_strong=node.parent is not None and node.parent.parent is None and not self._is_flat,
            is_gone=is_gone,
            is_link=row.file_type is FileType.SYMLINK,
            tag=waste_tag(row),
            notes=notes_of(row),
            share=weight / self._whole_bytes if self._whole_bytes else 0.0,
        )

    def _sentence(self, row: PathRow) -> str:
        assert isinstance(row, ChangeRow)
        return sentence_of(row)


def size_of(row: ChangeRow) -> str:
    """What the layer stores for it; what a deletion takes away."""
    if row.kind is ChangeKind.DELETED:
        return MINUS + size_text(row.size_before_bytes) if row.size_before_bytes else ""
    if row.file_type is FileType.REGULAR or row.size_bytes:
        return size_text(row.size_bytes)
    return ""


def waste_tag(row: ChangeRow) -> str:
    """The pill of what is dead as a whole, or stored once more for nothing."""
    if row.wasted_bytes and row.wasted_bytes >= row.size_bytes * _ALL_WASTED:
        return tr("wasted")
    return ""


def notes_of(row: ChangeRow) -> tuple[str, ...]:
    """What is odd about a change, in grey beside its name."""
    notes: list[str] = []
    if row.inside and row.file_type is FileType.DIRECTORY:
        notes.append(f"({count_text(row.inside)})")
    if row.attributes.link:
        notes.append(_link_words(row))
    if row.kind is ChangeKind.METADATA:
        notes.extend(metadata_words(row))
    if row.hides_below:
        notes.append(tr("opaque: hides what was below"))
    elif row.kind is ChangeKind.REPLACED:
        notes.append(tr("another kind of file than below"))
    if row.kind is ChangeKind.IDENTICAL:
        notes.append(tr("rewritten identically"))
    if row.is_noise:
        notes.append(tr("left there by the engine"))
    return tuple(notes)


def metadata_words(row: ChangeRow) -> list[str]:
    """mode 0644 → 0755, owner 0:0 → 33:33, xattrs, time."""
    parts, before, now = row.metadata, row.attributes_before, row.attributes
    if parts == (MetadataPart.TIME,):
        return [tr("time only")]
    words = []
    if MetadataPart.MODE in parts:
        words.append(_step(tr("mode"), _mode(before), _mode(now)))
    if MetadataPart.OWNER in parts:
        words.append(_step(tr("owner"), _owner(before), _owner(now)))
    if MetadataPart.XATTRS in parts:
        words.append(tr("xattrs"))
    return words


def sentence_of(row: ChangeRow) -> str:
    """Everything that is known about a change."""
    words = [shown_path(row)]
    if row.kind is not None:
        words.append(KIND_WORDS[row.kind])
    if row.inside:
        words.append(
            tr("{inside} inside", inside=counted("{count} change", "{count} changes", row.inside))
        )
    if size := size_of(row):
        words.append(size)
    if row.kind is ChangeKind.MODIFIED and row.file_type is FileType.REGULAR:
        words.append(
            tr("was {size_before_bytes}", size_before_bytes=size_text(row.size_before_bytes))
        )
    words += [note for note in notes_of(row) if not note.startswith("(")]
    if row.wasted_bytes:
        cause = f" ({words_of(row.waste)})" if row.waste is not None else ""
        words.append(
            tr(
                "{wasted_bytes} of it wasted{cause}",
                wasted_bytes=size_text(row.wasted_bytes),
                cause=cause,
            )
        )
    return ", ".join(words)


def _link_words(row: ChangeRow) -> str:
    now, before = row.attributes.link, row.attributes_before
    if row.file_type is not FileType.SYMLINK:
        return tr("same file as {now}", now=visible(now))
    if before is not None and before.link and before.link != now:
        return tr("→ {now}, was {link}", now=visible(now), link=visible(before.link))
    return f"→ {visible(now)}"


def _step(name: str, before: str, now: str) -> str:
    return f"{name} {before} → {now}" if before else f"{name} {now}"


def _mode(attributes: FileAttributes | None) -> str:
    return f"{attributes.mode:04o}" if attributes is not None else ""


def _owner(attributes: FileAttributes | None) -> str:
    return f"{attributes.uid}:{attributes.gid}" if attributes is not None else ""
