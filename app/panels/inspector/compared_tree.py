"""Paths by which two merged trees differ: the rows of the changes, asked for of two places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from app.panels.inspector.change_tree import ChangeTreeModel
from app.panels.inspector.folder_model import Rows
from app.viewmodel.lookup import Lookup
from core.model import ChangePage, ChangeQuery, LayerPlace

_PAGE = 500


class ComparedTreeModel(ChangeTreeModel):
    """What was ADDED is only at the right, what was DELETED only at the left."""

    def __init__(self, lookup: Lookup, name: str, parent: QObject | None = None) -> None:
        super().__init__(lookup, name, parent)
        self._left: LayerPlace | None = None

    def show_compared(self, left: LayerPlace, right: LayerPlace, query: ChangeQuery) -> None:
        """Two other places, or another query."""
        self._left = left
        self.show_changes(right, query)

    def _ask(
        self, folder: str | None, offset: int, then: Rows, failed: Callable[[str], None], slot: str
    ) -> None:
        assert self._left is not None
        assert self._place is not None
        query = replace(self._query, folder=folder, offset=offset, limit=_PAGE)

        def answer(page: ChangePage) -> None:
            if not folder and offset == 0:
                self._whole_bytes = page.size_bytes
                self.answered.emit(page)
            then(page.rows, page.total)

        self._lookup.compared(self._left, self._place, query, answer, failed=failed, slot=slot)
