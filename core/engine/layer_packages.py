"""Packages of an opened image, level by level, read from the database files in its layers."""

from __future__ import annotations

from core.cancel import CancelToken
from core.catalog.contents import ContentCache, read_many
from core.catalog.packages.databases import database_rows, packages_at, read_debian_records
from core.catalog.packages.recommendations import recommended_only
from core.catalog.packages.record import Notes
from core.engine.opened_images import OpenedImage, OpenedImages
from core.model import Package, PackageChange
from core.progress import Report

_DATABASE_LIMIT_BYTES = 256 << 20
_KEPT_CONTENTS_BYTES = 64 << 20

Installed = tuple[tuple[Package, ...], Notes]


class LayerPackages:
    """What is installed at each level of one image. Thread-safe: at worst a layer is read twice.

    Small database files are kept, since the next level has most of them as well.
    """

    def __init__(self, opened: OpenedImage, images: OpenedImages) -> None:
        self._opened = opened
        self._images = images
        self._contents = ContentCache(_KEPT_CONTENTS_BYTES)
        self._installed: dict[int, Installed] = {}

    def at(self, level: int, cancel: CancelToken, report: Report) -> Installed:
        """All packages at a level, -1 below the first layer. Raises LayerUnavailableError."""
        if level < 0:
            return (), ()
        found = self._installed.get(level)
        if found is not None:
            return found
        rows = self._visible_databases(level)
        if level and rows == self._visible_databases(level - 1):
            found = self.at(level - 1, cancel, report)
        else:
            contents = self._read(set(rows.values()), cancel, report)
            found = packages_at(rows, lambda path: contents.get(rows[path], b""))
        self._installed[level] = found
        return found

    def recommended(
        self, level: int, changes: tuple[PackageChange, ...], cancel: CancelToken, report: Report
    ) -> tuple[tuple[Package, ...], int]:
        """New packages that only recommendations brought, and their size together."""
        added = [one.after for one in changes if one.after is not None and one.before is None]
        if not any(package.is_automatic for package in added):
            return (), 0
        rows = self._visible_databases(level)
        contents = self._read(set(rows.values()), cancel, report)
        files = {path: contents.get(row, b"") for path, row in rows.items()}
        records, _notes = read_debian_records(files)
        return recommended_only(records, added)

    def _visible_databases(self, level: int) -> dict[bytes, int]:
        """Paths of database files that show at a level, and the inodes' rows."""
        stack = self._opened.stack
        visible = stack.visible(level)
        found: dict[bytes, int] = {}
        for number in range(level + 1):
            start = int(stack.starts[number])
            for at in database_rows(stack.tables[number]):
                row = start + at
                if visible[stack.node_of_row[row]] == row and stack.is_regular[row]:
                    found[stack.tables[number].path(at)] = int(stack.inode[row])
        return found

    def _read(self, rows: set[int], cancel: CancelToken, report: Report) -> dict[int, bytes]:
        """Contents by global rows of inodes, one pass over each layer that has some to be read."""
        stack, layers = self._opened.stack, self._opened.image.layers
        found: dict[int, bytes] = {}
        by_level: dict[int, list[int]] = {}
        for row in sorted(rows):
            level = int(stack.level_of_row[row])
            at = row - int(stack.starts[level])
            content = self._contents.get(layers[level].diff_id, at)
            if content is None:
                content = self._images.quick_content(self._opened, level, at)
            if content is None:
                by_level.setdefault(level, []).append(row)
            else:
                found[row] = content
        for level, wanted in by_level.items():
            start, diff_id = int(stack.starts[level]), layers[level].diff_id

            def keep(at: int, content: bytes, start: int = start, diff_id: str = diff_id) -> None:
                found[start + at] = content
                self._contents.put(diff_id, at, content)

            read_many(
                self._images.blob_opener(layers[level]),
                stack.tables[level],
                [row - start for row in wanted],
                keep,
                limit_bytes_each=_DATABASE_LIMIT_BYTES,
                cancel=cancel,
                report=report,
            )
        return found
