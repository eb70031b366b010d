"""The files as they were at a layer: rows of `Lookup.files`, a folder at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.panels.inspector.change_tree import KIND_WORDS, SIGNS
from app.panels.inspector.folder_model import (
    FolderModel,
    FolderNode,
    PathRow,
    Rows,
    shown_path,
)
from app.panels.inspector.marks import sign_token
from app.panels.inspector.path_delegate import PathCell
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import counted, size_text, visible
from core.model import ChangeKind, FilePage, FileRow, FileType
from core.translation import tr, tr_noop, translated

_LATER_WORDS = {
    ChangeKind.ADDED: tr_noop("comes again in brick {level}"),
    ChangeKind.MODIFIED: tr_noop("changes in brick {level}"),
    ChangeKind.METADATA: tr_noop("its metadata changes in brick {level}"),
    ChangeKind.REPLACED: tr_noop("is replaced in brick {level}"),
    ChangeKind.DELETED: tr_noop("is deleted in brick {level}"),
    ChangeKind.IDENTICAL: tr_noop("is rewritten in brick {level}"),
}


class FileTreeModel(FolderModel):
    """The merged tree of an image at a level; with a pattern a list of what matches."""

    answered = Signal(object)  # FilePage of the root

    def __init__(self, lookup: Lookup, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self._lookup = lookup
        self._target: InspectedTarget | None = None
        self._level = 0
        self._pattern = ""

    def show_files(self, target: InspectedTarget, level: int, pattern: str = "") -> None:
        """Those of an image at a level."""
        self._target, self._level, self._pattern = target, level, pattern
        self.restart(is_flat=bool(pattern))

    # --- FolderModel --------------------------------------------------------------------------

    def _ask(
        self, folder: str | None, offset: int, then: Rows, failed: Callable[[str], None], slot: str
    ) -> None:
        assert self._target is not None

        def answer(page: FilePage) -> None:
            if not folder and offset == 0:
                self.answered.emit(page)
            then(page.rows, page.total)

        self._lookup.files(
            self._target.place_at(self._level), folder or "", answer,
            pattern=self._pattern, offset=offset, failed=failed, slot=slot,
        )  # fmt: skip

    def _forget(self, slot: str) -> None:
        self._lookup.forget(slot)

    def _is_branch(self, row: PathRow) -> bool:
        assert isinstance(row, FileRow)
        return row.has_children

    def _may_join(self, outer: PathRow, inner: PathRow) -> bool:
        assert isinstance(outer, FileRow)
        assert isinstance(inner, FileRow)
        is_same = outer.level == inner.level and outer.kind in (None, inner.kind)
        return is_same and outer.later is None

    def _cell(self, node: FolderNode) -> PathCell:
        row = node.row
        assert isinstance(row, FileRow)
        assert self._target is not None
        sign = SIGNS[row.kind] if row.kind is not None else ""
        is_gone = row.kind is ChangeKind.DELETED
        is_folder = row.file_type is FileType.DIRECTORY
        is_sized = row.file_type is FileType.REGULAR or is_folder
        return PathCell(
            name=visible(node.label),
            is_folder=is_folder,
            size="—" if is_gone else size_text(row.size_bytes) if is_sized else "",
            sign=sign,
            token=sign_token(sign) if sign else "",
            is_strong=node.parent is not None and node.parent.parent is None and not self._is_flat,
            is_gone=is_gone,
            is_link=row.file_type is FileType.SYMLINK,
            notes=_notes(row, self._level),
            role=self._target.role_at(row.level),
            brick=tr("brick {level}", level=row.level + 1),
        )

    def _sentence(self, row: PathRow) -> str:
        assert isinstance(row, FileRow)
        assert self._target is not None
        words = [shown_path(row), tr("from brick {level}", level=row.level + 1)]
        if title := visible(self._target.title_at(row.level)):
            words[-1] += f" ({title})"
        if row.kind is not None:
            words.append(
                tr(
                    "{kind_words} in brick {level}",
                    kind_words=KIND_WORDS[row.kind],
                    level=self._level + 1,
                )
            )
        if row.kind is not ChangeKind.DELETED:
            words.append(size_text(row.size_bytes))
        if row.file_type is FileType.DIRECTORY and row.files:
            words.append(counted("{count} file", "{count} files", row.files))
        words += _notes(row, self._level)
        return ", ".join(words)


def _notes(row: FileRow, level: int) -> tuple[str, ...]:
    """What became of it, in grey beside its name."""
    notes = []
    if row.attributes.link and row.file_type is FileType.SYMLINK:
        notes.append(f"→ {visible(row.attributes.link)}")
    if row.kind is ChangeKind.DELETED:
        notes.append(tr("deleted in brick {level}", level=level + 1))
    elif row.later is not None:
        later, kind = row.later
        notes.append(translated(_LATER_WORDS[kind], level=later + 1))
    return tuple(notes)
