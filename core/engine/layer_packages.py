"""Packages of an opened image, level by level, read from the database files in its layers."""

from __future__ import annotations

from core.cancel import CancelToken
from core.catalog.contents import read_many
from core.catalog.packages.databases import database_rows, packages_at, read_debian_records
from core.catalog.packages.recommendations import recommended_only
from core.catalog.packages.record import Notes
from core.engine.opened_images import OpenedImage, OpenedImages
from core.model import Package, PackageChange
from core.progress import Report

_DATABASE_LIMIT_BYTES = 256 << 20

Installed = tuple[tuple[Package, ...], Notes]


class LayerPackages:
    """What is installed at each level of one image; each database file is read once.

    Hold the analysis's lock only for moments: reading takes as long as decompressing a layer.
    """

    def __init__(self, opened: OpenedImage, images: OpenedImages) -> None:
        self._opened = opened
        self._images = images
        self._contents: dict[int, bytes] = {}  # by global row of the inode
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
            self._read(set(rows.values()), cancel, report)
            found = packages_at(rows, lambda path: self._contents.get(rows[path], b""))
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
        self._read(set(rows.values()), cancel, report)
        files = {path: self._contents.get(row, b"") for path, row in rows.items()}
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

    def _read(self, rows: set[int], cancel: CancelToken, report: Report) -> None:
        """Contents that are not there yet, one pass over each layer that has some."""
        stack = self._opened.stack
        by_level: dict[int, list[int]] = {}
        for row in sorted(rows - self._contents.keys()):
            level = int(stack.level_of_row[row])
            at = row - int(stack.starts[level])
            content = self._images.quick_content(self._opened, level, at)
            if content is None:
                by_level.setdefault(level, []).append(row)
            else:
                self._contents[row] = content
        for level, wanted in by_level.items():
            start = int(stack.starts[level])

            def keep(at: int, content: bytes, start: int = start) -> None:
                self._contents[start + at] = content

            read_many(
                self._images.blob_opener(self._opened.image.layers[level]),
                stack.tables[level],
                [row - start for row in wanted],
                keep,
                limit_bytes_each=_DATABASE_LIMIT_BYTES,
                cancel=cancel,
                report=report,
            )
