"""What an inspector's page on paper tells, gathered from the engine at once."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from core.cancel import NEVER, CancelToken
from core.engine.protocol import Engine
from core.model import (
    ChangePage,
    ChangeQuery,
    FilePage,
    FileType,
    Finding,
    Image,
    LayerPlace,
    LayerSummary,
    PackageReport,
    SizeNode,
)
from core.progress import Report, ignore
from core.translation import tr

ROW_LIMIT = 60
"""Rows of a list; how many there are is always said."""

_OPENED_FOLDERS, _INSIDE_LIMIT = 12, 12


class View(enum.Enum):
    """The inspector's pages that are laid out for paper, by the keys of its tabs."""

    CHANGES = "changes"
    FILES = "files"
    PACKAGES = "packages"
    HISTORY = "history"
    FINDINGS = "findings"

    @property
    def title(self) -> str:
        """For the person."""
        return _TITLES[self]


_TITLES = {
    View.CHANGES: tr("Changes"),
    View.FILES: tr("Files"),
    View.PACKAGES: tr("Packages"),
    View.HISTORY: tr("History"),
    View.FINDINGS: tr("Warnings"),
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """One view of one layer, or of an image as a whole: only what the view needs is there.

    `folders` are the root and its largest folders, by path.
    """

    image: Image
    level: int
    view: View
    summary: LayerSummary | None = None
    changes: ChangePage | None = None
    sizes: SizeNode | None = None
    folders: tuple[tuple[str, FilePage], ...] = ()
    packages: PackageReport | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def place(self) -> LayerPlace:
        """Where it looks."""
        return LayerPlace(self.image.reference, self.image.layers[self.level].chain_id)


def gather(
    engine: Engine,
    image: Image,
    level: int,
    view: View,
    *,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> Inspected:
    """Ask the engine. Raises what `core.engine.inspection` says; runs beside the window."""
    gathered = Inspected(image, level, view)
    if not image.layers:
        return gathered
    return _GATHER[view](engine, gathered, cancel, report)


def _changes(engine: Engine, what: Inspected, cancel: CancelToken, report: Report) -> Inspected:
    query = ChangeQuery(folder=None, limit=ROW_LIMIT)
    return Inspected(
        what.image,
        what.level,
        what.view,
        summary=engine.layer_summary(what.place, cancel=cancel, report=report),
        changes=engine.changes_of_layer(what.place, query, cancel=cancel, report=report),
        sizes=engine.size_map(what.place, cancel=cancel, report=report),
    )


def _files(engine: Engine, what: Inspected, cancel: CancelToken, report: Report) -> Inspected:
    top = engine.files_at(what.place, "", cancel=cancel, report=report)
    folders = [row for row in top.rows if row.file_type is FileType.DIRECTORY and row.has_children]
    largest = sorted(folders, key=lambda row: -row.size_bytes)[:_OPENED_FOLDERS]
    inside = tuple(
        (
            row.path,
            engine.files_at(
                what.place, row.path, limit=_INSIDE_LIMIT, cancel=cancel, report=report
            ),
        )
        for row in largest
    )
    sizes = engine.size_map(what.place, is_whole_image=True, cancel=cancel, report=report)
    return Inspected(what.image, what.level, what.view, sizes=sizes, folders=(("", top), *inside))


def _packages(engine: Engine, what: Inspected, cancel: CancelToken, report: Report) -> Inspected:
    packages = engine.packages_of_layer(what.place, cancel=cancel, report=report)
    return Inspected(what.image, what.level, what.view, packages=packages)


def _history(engine: Engine, what: Inspected, cancel: CancelToken, report: Report) -> Inspected:
    return what


def _findings(engine: Engine, what: Inspected, cancel: CancelToken, report: Report) -> Inspected:
    findings = engine.findings(what.image.reference, cancel=cancel, report=report)
    return Inspected(what.image, what.level, what.view, findings=findings)


_Gather = Callable[[Engine, Inspected, CancelToken, Report], Inspected]
_GATHER: dict[View, _Gather] = {
    View.CHANGES: _changes,
    View.FILES: _files,
    View.PACKAGES: _packages,
    View.HISTORY: _history,
    View.FINDINGS: _findings,
}
