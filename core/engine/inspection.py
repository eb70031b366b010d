"""The part of the door that looks into layers.

The methods need the catalog of the layers concerned and make it first where it is missing, with
progress and cancel; afterwards they take milliseconds. Besides what each names they raise
ImageNotFoundError, LayerUnavailableError (contents are not here, foreign, damaged or refused),
FileNotThereError (no such path at that layer) and Cancelled. All are idempotent; none changes
the repository.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.model import (
    ChangePage,
    ChangeQuery,
    Comparison,
    ContentHit,
    Efficiency,
    FileAt,
    FileContent,
    FileDiff,
    FilePage,
    Finding,
    LayerFigures,
    LayerPlace,
    LayerSummary,
    LifeEvent,
    NameSearch,
    PackageOrigin,
    PackageReport,
    SizeNode,
)
from core.progress import Report, ignore

FILE_LIMIT_BYTES = 1 << 20
"""How much of a file is read for a look at it."""


class Inspection(Protocol):
    """What can be asked about the contents of layers and images."""

    def catalog_layers(self, *, cancel: CancelToken = NEVER, report: Report = ignore) -> int:
        """Catalogue every layer that is not yet; how many were added.

        Layers that cannot be read are passed over: `layer_figures` says why. What was done is
        kept when it is cancelled.
        """
        ...

    def layer_figures(self) -> tuple[LayerFigures, ...]:
        """What is known of every layer of every image by now. Never catalogues."""
        ...

    def layer_summary(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> LayerSummary:
        """A layer at a glance."""
        ...

    def changes_of_layer(
        self,
        place: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage:
        """What a layer changed against what lies under it."""
        ...

    def files_at(
        self,
        place: LayerPlace,
        folder: str = "",
        *,
        pattern: str = "",
        offset: int = 0,
        limit: int = 500,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FilePage:
        """The merged tree at a layer: what is in a folder, or with a `pattern` all that match."""
        ...

    def life_of_path(
        self,
        reference: str,
        path: str,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[LifeEvent, ...]:
        """Which layers of an image brought a path, changed it, deleted it; bottom first."""
        ...

    def read_file(
        self,
        file: FileAt,
        *,
        limit_bytes: int = FILE_LIMIT_BYTES,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FileContent:
        """A regular file as it was at a layer, straight from the verified blob."""
        ...

    def export_file(
        self,
        file: FileAt,
        *,
        output: Callable[[bytes], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> None:
        """The whole of it in pieces, `output` called from this thread."""
        ...

    def diff_files(
        self,
        old: FileAt,
        new: FileAt,
        *,
        context: int = 3,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FileDiff:
        """Two states of a file. One of them may be missing, not both."""
        ...

    def size_map(
        self,
        place: LayerPlace | None = None,
        *,
        is_whole_image: bool = False,
        folder: str = "",
        boxes: int = 60,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> SizeNode:
        """Where the bytes are: in a layer, in a whole image, or (no place) in the repository.

        Two levels of boxes, at most about `boxes` of them; the sizes are stored file bytes.
        """
        ...

    def efficiency(
        self, reference: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Efficiency:
        """What an image stores and nobody can see."""
        ...

    def packages_of_layer(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> PackageReport:
        """What a layer did to packages."""
        ...

    def installed_packages(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> tuple[PackageOrigin, ...]:
        """All packages at a layer, with the level that brought each."""
        ...

    def findings(
        self,
        reference: str,
        *,
        has_contents: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[Finding, ...]:
        """What to be warned of in an image, worst first.

        By names and modes; with `has_contents` files are read for secrets as well.
        """
        ...

    def search_names(
        self, words: str, *, limit: int = 200, cancel: CancelToken = NEVER
    ) -> NameSearch:
        """Paths of all catalogued layers that hold all the words, in any case. Never catalogues."""
        ...

    def search_contents(
        self,
        text: str,
        *,
        references: tuple[str, ...] = (),
        output: Callable[[ContentHit], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int:
        """Read all files of some images (() = all) for a text; how many lines were told.

        It ends when there are 20,000. Between slashes it is a regular expression for a line.
        Raises NameGrammarError when it cannot be understood.
        """
        ...

    def compare(
        self,
        left: LayerPlace,
        right: LayerPlace,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Comparison:
        """Two layers' merged trees, or two images by their top layers."""
        ...

    def compared_files(
        self,
        left: LayerPlace,
        right: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage:
        """How the trees differ, path by path; "before" is left."""
        ...
