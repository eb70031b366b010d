"""Verbs for archives: bring their images here, write images and parts of them as files.

What takes minutes runs in threads of its own: an archive on a slow stick holds up nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.commands.context import Context
from app.commands.moving import MovingJob
from app.viewmodel.archive_desk import Failed as Complain
from app.viewmodel.archive_words import arrival_words, file_name
from app.viewmodel.arrivals import Arrival
from app.viewmodel.remote_desk import Moving
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import size_text, visible
from app.viewmodel.trouble import trouble_of
from app.worker import Failed, Lane, Outcome, Succeeded
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import (
    ArchiveLook,
    Arrivals,
    Exported,
    ExportRequest,
    FoundImage,
    ImportRequest,
    ReadingLimits,
    Transfer,
)
from core.progress import Progress, Report, Throttle
from core.translation import tr, translated

_LOOK = "archive look"
_STARTING = tr("The engine is still starting")
_ON_THE_WALL = 12  # images of one archive that are seen there as they come

Work = Callable[[Engine, CancelToken, Report], Exported]


class ArchiveCommands:
    """Each verb, and `app.viewmodel.archive_desk.ArchiveDesk` for the dialogs that they open."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._moving: list[MovingJob] = []
        self._count = 0

    # --- verbs --------------------------------------------------------------------------------

    def why_no_import(self) -> str:
        """Images can come here when the engine is there and may write."""
        session = self._context.session
        if self._context.engine is None or not session.is_loaded:
            return _STARTING
        if not session.capabilities.can_write:
            return tr("This repository can only be read")
        return ""

    def why_no_export(self) -> str:
        """There has to be an image; reading is enough."""
        session = self._context.session
        if self._context.engine is None or not session.is_loaded:
            return _STARTING
        return "" if session.repository.images else tr("There is no image here yet")

    def why_no_limits(self) -> str:
        """They are kept with the repository."""
        return self.why_no_import()

    def import_archive(self, path: str = "") -> None:
        """Ask for an archive or a folder ("") or look into this one, and choose what to take."""
        self.import_archives((path,))

    def import_archives(self, paths: tuple[str, ...]) -> None:
        """One after the other: what was chosen of the first one is on its way meanwhile."""
        if paths and not self.why_no_import():
            rest = paths[1:]
            self._context.asker.show_import(
                self, paths[0], len(rest), lambda: self.import_archives(rest)
            )

    def export_images(self, references: tuple[str, ...] = ()) -> None:
        """Ask which images and where to, and write them as one archive."""
        if self.why_no_export():
            return
        session = self._context.session
        chosen = references or tuple(
            image.reference for image in (session.selected_image,) if image is not None
        )
        self._context.asker.ask_export(session.repository.images, chosen, self._export)

    def export_layer(self, reference: str, level: int) -> None:
        """Ask where to, and write one brick as its plain tar."""
        if self.why_no_export():
            return
        name = f"{_plain_name(reference)}-layer-{level + 1}.tar"

        def chosen(path: Path) -> None:
            self._write(
                tr(
                    "Writing brick {level} of {reference}",
                    level=level + 1,
                    reference=visible(reference),
                ),
                lambda engine, cancel, report: engine.export_layer(
                    reference, level, str(path), replace=True, cancel=cancel, report=report
                ),
            )

        self._context.asker.ask_text_path(tr("Write the brick as a tar file"), name, chosen)

    def export_files(self, reference: str, level: int, inside: str) -> None:
        """Ask where to, and write a file or a folder ("": all) as it was at a brick, as a tar."""
        if self.why_no_export():
            return
        last = inside.rstrip("/").rpartition("/")[2] or _plain_name(reference)

        def chosen(path: Path) -> None:
            self._write(
                tr(
                    "Writing /{inside} of {reference}",
                    inside=visible(inside),
                    reference=visible(reference),
                ),
                lambda engine, cancel, report: engine.export_files(
                    reference, level, inside, str(path), replace=True, cancel=cancel,
                    report=report,
                ),
            )  # fmt: skip

        title = tr("Write it as a tar file")
        self._context.asker.ask_text_path(title, f"{_plain_name(last)}.tar", chosen)

    def edit_limits(self) -> None:
        """Show how much an archive may ask of this computer, and keep what is chosen instead."""
        context = self._context

        def keep(limits: ReadingLimits) -> None:
            context.write(
                tr("Keeping the limits for images from outside"),
                lambda engine, _cancel, _report: engine.set_reading_limits(limits),
                lambda _none: context.session.notice_raised.emit(tr("The limits were changed")),
            )

        def know(value: object) -> None:
            assert isinstance(value, ReadingLimits)
            context.asker.ask_reading_limits(value, keep)

        if not self.why_no_limits():
            context.read(
                tr("Reading the limits for images from outside"),
                lambda engine, _cancel, _report: engine.reading_limits(),
                know,
                replaces="reading limits",
            )

    # --- the dialogs' desk --------------------------------------------------------------------

    def look(
        self,
        path: str,
        then: Callable[[ArchiveLook], None],
        failed: Complain,
        progress: Callable[[Progress], None],
    ) -> None:
        engine, runner = self._context.engine, self._context.runner
        if engine is None:
            return

        def work(cancel: CancelToken, _report: Report) -> ArchiveLook:
            told = Throttle(lambda one: runner.post(partial(tell, cancel, one)))
            return engine.look_at_archive(path, cancel=cancel, report=told)

        def tell(cancel: CancelToken, one: Progress) -> None:
            if not cancel.is_cancelled:
                progress(one)

        def ended(outcome: Outcome) -> None:
            match outcome:
                case Succeeded(value):
                    assert isinstance(value, ArchiveLook)
                    then(value)
                case Failed(error):
                    failed(trouble_of(error))
                case _:
                    pass

        runner.submit(
            tr("Looking into {path}", path=file_name(path)),
            work,
            lane=Lane.STREAM,
            then=ended,
            is_visible=False,
            replaces=_LOOK,
        )

    def stop_looking(self) -> None:
        self._context.runner.forget(_LOOK)

    def bring(self, request: ImportRequest, images: tuple[FoundImage, ...]) -> Moving:
        context, session = self._context, self._context.session
        engine = context.engine
        assert engine is not None, "dialogs are open only while there is an engine"
        self._count += 1
        coming = [
            Arrival(f"import {self._count}.{number}", found.image)
            for number, found in enumerate(images[:_ON_THE_WALL])
            if found.image.layers
        ]
        session.set_arrival(*coming)

        def moved(transfer: Transfer) -> None:
            session.set_arrival(*(replace(arrival, transfer=transfer) for arrival in coming))

        def ended(outcome: Outcome) -> None:
            if not isinstance(outcome, Succeeded):
                session.end_arrival(*(arrival.key for arrival in coming))
            else:
                for arrival in coming:
                    session.land_arrival(arrival.key)
                self._have_arrived(outcome.value, is_watched=moving.is_watched)
            context.refresh()
            self._moving.remove(moving)

        moving = MovingJob(
            context,
            engine,
            tr("Importing {path}", path=file_name(request.path)),
            lambda engine, cancel, report, on_transfer: engine.import_images(
                request,
                cancel=cancel,
                report=_with_bytes(report) if request.name else report,
                on_transfer=on_transfer,
            ),
            ended,
        )
        self._moving.append(moving)
        moving.moved.connect(moved)
        return moving

    # --- how ----------------------------------------------------------------------------------

    def _have_arrived(self, value: object, *, is_watched: bool) -> None:
        assert isinstance(value, Arrivals)
        session = self._context.session
        if value.images and (is_watched or session.selection.kind is SelectionKind.NOTHING):
            session.select(SelectionKind.IMAGE, value.images[-1].reference)
        session.notice_raised.emit(arrival_words(value))

    def _export(self, request: ExportRequest) -> None:
        self._write(
            tr("Writing {path}", path=file_name(request.path)),
            lambda engine, cancel, report: engine.export_images(
                request, cancel=cancel, report=report
            ),
        )

    def _write(self, title: str, work: Work) -> None:
        engine, session = self._context.engine, self._context.session
        if engine is None:
            return

        def ended(outcome: Outcome) -> None:
            match outcome:
                case Succeeded(value):
                    assert isinstance(value, Exported)
                    size = size_text(value.size_bytes)
                    session.notice_raised.emit(
                        tr("{path} was written: {size}", path=visible(value.path), size=size)
                    )
                case Failed(error):
                    session.raise_error(error)
                case _:
                    pass

        self._context.runner.submit(
            title,
            lambda cancel, report: work(engine, cancel, report),
            lane=Lane.STREAM,
            then=ended,
        )


def _with_bytes(report: Report) -> Report:
    """A root file system has no layers that could tell how far they are: its phase does."""

    def tell(progress: Progress) -> None:
        done = f" · {size_text(progress.done)}" if progress.done else ""
        report(replace(progress, phase=f"{translated(progress.phase)}{done}"))

    return tell


def _plain_name(reference: str) -> str:
    """A reference or a file's name as the name of a file here."""
    words = "".join(char if char.isalnum() or char in "._-" else "-" for char in reference)
    return words.strip("-.")[:120] or "files"
