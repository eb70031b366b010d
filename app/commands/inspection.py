"""Looking into layers: implements `app.viewmodel.lookup.Lookup`, which documents the questions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.commands.context import Context
from app.viewmodel.lookup import Failed as TellFailed
from app.viewmodel.sizes import visible
from app.worker import Lane
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import FileAccessError
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
from core.progress import Report
from core.translation import tr

_Answer = TypeVar("_Answer")

_GATHER_S = 0.05  # hits of so long are told together
_SLOTS = "inspect:"  # what names of questions begin with among all jobs


class InspectionCommands:
    """One for the program; panels know it as a Lookup."""

    def __init__(self, context: Context) -> None:
        self._context = context

    # --- questions ----------------------------------------------------------------------------

    def summary(
        self,
        place: LayerPlace,
        then: Callable[[LayerSummary], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "summary",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.layer_summary(
                place, cancel=cancel, report=report
            ),
            then, failed, slot, place.reference,
        )  # fmt: skip

    def changes(
        self,
        place: LayerPlace,
        query: ChangeQuery,
        then: Callable[[ChangePage], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.changes_of_layer(
                place, query, cancel=cancel, report=report
            ),
            then, failed, slot, place.reference,
        )  # fmt: skip

    def files(
        self,
        place: LayerPlace,
        folder: str,
        then: Callable[[FilePage], None],
        *,
        pattern: str = "",
        offset: int = 0,
        failed: TellFailed | None = None,
        slot: str = "",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.files_at(
                place, folder, pattern=pattern, offset=offset, cancel=cancel, report=report
            ),
            then, failed, slot, place.reference,
        )  # fmt: skip

    def life(
        self,
        reference: str,
        path: str,
        then: Callable[[tuple[LifeEvent, ...]], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "life",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.life_of_path(
                reference, path, cancel=cancel, report=report
            ),
            then, failed, slot, reference,
        )  # fmt: skip

    def content(
        self,
        file: FileAt,
        then: Callable[[FileContent], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "content",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.read_file(file, cancel=cancel, report=report),
            then, failed, slot, file.path,
        )  # fmt: skip

    def diff(
        self,
        old: FileAt,
        new: FileAt,
        then: Callable[[FileDiff], None],
        *,
        context: int = 3,
        failed: TellFailed | None = None,
        slot: str = "diff",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.diff_files(
                old, new, context=context, cancel=cancel, report=report
            ),
            then, failed, slot, new.path,
        )  # fmt: skip

    def size_map(
        self,
        place: LayerPlace | None,
        then: Callable[[SizeNode], None],
        *,
        is_whole_image: bool = False,
        folder: str = "",
        failed: TellFailed | None = None,
        slot: str = "size-map",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.size_map(
                place, is_whole_image=is_whole_image, folder=folder, cancel=cancel, report=report
            ),
            then, failed, slot, place.reference if place else tr("the repository"),
        )  # fmt: skip

    def efficiency(
        self,
        reference: str,
        then: Callable[[Efficiency], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "efficiency",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.efficiency(
                reference, cancel=cancel, report=report
            ),
            then, failed, slot, reference,
        )  # fmt: skip

    def packages(
        self,
        place: LayerPlace,
        then: Callable[[PackageReport], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "packages",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.packages_of_layer(
                place, cancel=cancel, report=report
            ),
            then, failed, slot, place.reference,
        )  # fmt: skip

    def installed(
        self,
        place: LayerPlace,
        then: Callable[[tuple[PackageOrigin, ...]], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "installed",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.installed_packages(
                place, cancel=cancel, report=report
            ),
            then, failed, slot, place.reference,
        )  # fmt: skip

    def findings(
        self,
        reference: str,
        then: Callable[[tuple[Finding, ...]], None],
        *,
        has_contents: bool = False,
        failed: TellFailed | None = None,
        slot: str = "findings",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.findings(
                reference, has_contents=has_contents, cancel=cancel, report=report
            ),
            then, failed, slot, reference,
        )  # fmt: skip

    def names(
        self,
        words: str,
        then: Callable[[NameSearch], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "names",
    ) -> None:
        self._ask(
            lambda engine, cancel, _report: engine.search_names(words, cancel=cancel),
            then, failed, slot, words, Lane.READ,
        )  # fmt: skip

    def contents(
        self,
        text: str,
        found: Callable[[tuple[ContentHit, ...]], None],
        then: Callable[[int], None],
        *,
        references: tuple[str, ...] = (),
        failed: TellFailed | None = None,
        slot: str = "contents",
    ) -> None:
        post = self._context.runner.post

        def work(engine: Engine, cancel: CancelToken, report: Report) -> int:
            hits: list[ContentHit] = []
            told = 0.0

            def tell() -> None:
                batch = tuple(hits)
                hits.clear()
                # What still arrives after the question was dropped is nobody's any more.
                post(lambda: None if cancel.is_cancelled else found(batch))

            def output(hit: ContentHit) -> None:
                nonlocal told
                hits.append(hit)
                if time.monotonic() - told > _GATHER_S:
                    told = time.monotonic()
                    tell()

            count = engine.search_contents(
                text, references=references, output=output, cancel=cancel, report=report
            )
            tell()
            return count

        self._ask(
            work,
            then,
            failed,
            slot,
            tr("all files for “{words}”", words=visible(text)),
            Lane.STREAM,
        )

    def compare(
        self,
        left: LayerPlace,
        right: LayerPlace,
        then: Callable[[Comparison], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "compare",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.compare(
                left, right, cancel=cancel, report=report
            ),
            then, failed, slot, right.reference,
        )  # fmt: skip

    def compared(
        self,
        left: LayerPlace,
        right: LayerPlace,
        query: ChangeQuery,
        then: Callable[[ChangePage], None],
        *,
        failed: TellFailed | None = None,
        slot: str = "",
    ) -> None:
        self._ask(
            lambda engine, cancel, report: engine.compared_files(
                left, right, query, cancel=cancel, report=report
            ),
            then, failed, slot, right.reference,
        )  # fmt: skip

    def forget(self, slot: str) -> None:
        self._context.runner.forget(_replaces(slot))

    def forget_all(self) -> None:
        """Who asked is gone: answers to all questions with a slot are nobody's."""
        self._context.runner.forget_all(_SLOTS)

    # --- verbs --------------------------------------------------------------------------------

    def save(self, file: FileAt, path: Path) -> None:
        def work(engine: Engine, cancel: CancelToken, report: Report) -> Path:
            return _write_file(engine, file, path, cancel, report)

        def saved(where: Path) -> None:
            self._context.session.notice_raised.emit(
                tr("{name} was written to {parent}", name=where.name, parent=where.parent)
            )

        title = tr("Saving {name}", name=visible(path.name))
        self._ask(work, saved, None, "", "", Lane.STREAM, title=title)

    def catalog(self) -> None:
        """Look into every layer that nobody looked into yet, in the background."""

        def work(engine: Engine, cancel: CancelToken, report: Report) -> int:
            return engine.catalog_layers(cancel=cancel, report=report)

        self._context.inspect(
            tr("Looking into all layers"),
            work,
            lambda _added: self.measure_layers(),
            slot="catalog",
            lane=Lane.STREAM,
        )

    def measure_layers(self) -> None:
        """Figures of all layers, for the wall's colours."""

        def took(value: object) -> None:
            assert isinstance(value, tuple)
            figures: tuple[LayerFigures, ...] = value
            self._context.session.set_figures(figures)

        self._context.inspect(
            tr("Measuring all layers"),
            lambda engine, _cancel, _report: engine.layer_figures(),
            took,
            slot="figures",
            lane=Lane.STREAM,
        )

    def _ask(
        self,
        work: Callable[[Engine, CancelToken, Report], _Answer],
        then: Callable[[_Answer], None],
        failed: TellFailed | None,
        slot: str,
        what: str,
        lane: Lane = Lane.INSPECT,
        *,
        title: str = "",
    ) -> None:
        """`what` is looked into, unless the title says something else."""
        self._context.inspect(
            title or tr("Looking into {what}", what=visible(what)),
            work,
            then,  # type: ignore[arg-type]
            slot=_replaces(slot),
            failed=failed,
            lane=lane,
        )


def _replaces(slot: str) -> str:
    return f"{_SLOTS}{slot}" if slot else ""


def _write_file(
    engine: Engine, file: FileAt, path: Path, cancel: CancelToken, report: Report
) -> Path:
    """The old content of `path` stands until the new one is whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as target:
            engine.export_file(file, output=target.write, cancel=cancel, report=report)
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileAccessError(str(path), reason, detail=str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
    return path
