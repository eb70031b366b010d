"""What to be warned of in an opened image: found once for each layer, then placed in the image."""

from __future__ import annotations

from collections.abc import Sequence

from core.cancel import CancelToken
from core.catalog.contents import read_many
from core.catalog.findings import NameFinding, by_severity, findings_by_name, to_finding
from core.catalog.findings_contents import (
    SIZE_LIMIT_BYTES,
    TextFinding,
    scan_text,
    worth_reading,
)
from core.catalog.rows import kind_of_end, text_of
from core.catalog.stack import StackTree
from core.catalog.table import LayerTable, RowFlag, RowKind
from core.engine.opened_images import OpenedImage, OpenedImages
from core.engine.recent import Recent
from core.errors import LayerUnavailableError
from core.model import ChangeKind, Finding, FindingKind
from core.progress import Progress, Report, ignore
from core.translation import tr_noop

_KEPT_FINDINGS = 200_000
_ONLY_WHILE_VISIBLE = (FindingKind.SETUID, FindingKind.WRITABLE)


_Hits = list[tuple[int, TextFinding]]


class LayerFindings:
    """The last findings by diff ID are kept. Thread-safe: at worst a layer is read twice."""

    def __init__(self, images: OpenedImages) -> None:
        self._images = images
        self._by_name: Recent[str, list[NameFinding]] = Recent(_KEPT_FINDINGS, _weight)
        self._in_contents: Recent[str, _Hits] = Recent(_KEPT_FINDINGS, _weight)

    def count(self, table: LayerTable) -> int:
        """How many there are in a layer by names and modes."""
        return len(self._names(table))

    def of_image(
        self, opened: OpenedImage, has_contents: bool, cancel: CancelToken, report: Report
    ) -> tuple[Finding, ...]:
        """All of an image, worst first. Raises Cancelled."""
        found: list[Finding] = []
        hits = self._read_contents(opened, cancel, report) if has_contents else {}
        for level, table in enumerate(opened.stack.tables):
            cancel.check()
            found += self._of_layer(opened, level, table, hits.get(table.facts.diff_id, []))
        return by_severity(found)

    def _of_layer(
        self, opened: OpenedImage, level: int, table: LayerTable, hits: _Hits
    ) -> list[Finding]:
        stack, start = opened.stack, int(opened.stack.starts[level])
        chain_id = opened.image.layers[level].chain_id
        names = self._names(table)
        found = []
        with opened.analysis.lock:
            for one in names:
                gone_at = _gone_at(stack, start + one.row)
                if gone_at is not None and one.kind in _ONLY_WHILE_VISIBLE:
                    continue
                path = text_of(table.path(one.row))
                found.append(to_finding(one, path, level, chain_id, gone_at))
            for row, text in hits:
                found.append(
                    Finding(
                        kind=FindingKind.SECRET,
                        severity=text.severity,
                        title=text.title,
                        path=text_of(table.path(row)),
                        level=level,
                        chain_id=chain_id,
                        size_bytes=int(table.column("size")[row]),
                        deleted_at=_gone_at(stack, start + row),
                        line=text.line,
                        excerpt=text.excerpt,
                    )
                )
        return found

    def _names(self, table: LayerTable) -> list[NameFinding]:
        key = table.facts.diff_id
        found = self._by_name.get(key)
        if found is None:
            found = findings_by_name(table)
            self._by_name.put(key, found)
        return found

    def _read_contents(
        self, opened: OpenedImage, cancel: CancelToken, report: Report
    ) -> dict[str, _Hits]:
        """By diff ID what is in the files of each layer."""
        found: dict[str, _Hits] = {}
        layers = opened.image.layers
        total = sum(layer.size_bytes for layer in layers)
        done = 0
        for level, (layer, table) in enumerate(zip(layers, opened.stack.tables, strict=True)):
            report(Progress(tr_noop("Reading files"), done, total))
            known = self._in_contents.get(layer.diff_id)
            if known is not None:
                found[layer.diff_id] = known
            elif level not in opened.analysis.missing and layer.diff_id not in found:
                hits: _Hits = []

                def scan(
                    row: int,
                    content: bytes,
                    table: LayerTable = table,
                    hits: _Hits = hits,
                ) -> None:
                    hits += ((row, hit) for hit in scan_text(table.path(row), content))

                rows = [row for row in _readable_rows(table) if _is_worth(table, row)]
                try:
                    read_many(
                        self._images.blob_opener(layer), table, rows, scan,
                        limit_bytes_each=SIZE_LIMIT_BYTES, cancel=cancel, report=ignore,
                    )  # fmt: skip
                except LayerUnavailableError:
                    pass  # damaged since it was catalogued: the figures of the layer say so
                else:
                    self._in_contents.put(layer.diff_id, hits)
                found[layer.diff_id] = hits
            done += layer.size_bytes
        return found


def _weight(found: Sequence[object]) -> int:
    return 1 + len(found)


def _readable_rows(table: LayerTable) -> list[int]:
    """Text files, each inode once."""
    flags = table.column("flags")
    is_text = (table.column("kind") == RowKind.REGULAR) & ((flags & RowFlag.TEXT) != 0)
    is_text &= (flags & (RowFlag.HARDLINK | RowFlag.LINK_BELOW)) == 0
    rows: list[int] = is_text.nonzero()[0].tolist()
    return rows


def _is_worth(table: LayerTable, row: int) -> bool:
    return worth_reading(table.path(row), int(table.column("size")[row]), True)


def _gone_at(stack: StackTree, row: int) -> int | None:
    """The level that hides a row for good; a directory that is named again is the same one."""
    while (level := int(stack.dies_at[row])) < stack.levels:
        is_directory = stack.columns["kind"][row] == RowKind.DIRECTORY
        if not is_directory or kind_of_end(stack, row) is ChangeKind.DELETED:
            return level
        following = stack.successor(row)
        if following is None or stack.columns["kind"][following] != RowKind.DIRECTORY:
            return level
        row = following
    return None
