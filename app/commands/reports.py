"""Verbs that save what an inspection found as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.context import Context
from app.viewmodel.sizes import visible
from app.worker import Failed, Lane, Outcome, Succeeded
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import BricklayerError, ImageNotFoundError, LayerUnavailableError
from core.model import Image, LayerPlace
from core.progress import Progress, Report
from core.translation import tr

if TYPE_CHECKING:
    from core.report import AnyReport

_Gather = Callable[[Engine, CancelToken, Report], "AnyReport"]
_NAME_LIMIT = 100
_PATH_LIMIT = 20_000  # how many there are is said; the command line writes more


class ReportCommands:
    """Each asks for a path, whose ending decides the format; gathers and writes beside the window.

    The program that makes reports is imported with the first one.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def save_image_report(self, reference: str, *, has_secrets: bool = False) -> None:
        """All of an image; with `has_secrets` its files are read for secrets as well."""

        def gather(engine: Engine, cancel: CancelToken, report: Report) -> AnyReport:
            from core.report import gather_image

            image = _image(engine, reference)
            return gather_image(
                engine, image, has_secrets=has_secrets, cancel=cancel, report=report
            )

        self._ask(reference, visible(reference), gather)

    def save_layer_report(self, place: LayerPlace) -> None:
        """One layer of an image, with the paths that it changed (20,000 at most)."""

        def gather(engine: Engine, cancel: CancelToken, report: Report) -> AnyReport:
            from core.report import gather_layer

            image = _image(engine, place.reference)
            level = _level(image, place)
            if level is None:
                raise LayerUnavailableError(place.chain_id, tr("the image has no such layer"))
            return gather_layer(
                engine, image, level, path_limit=_PATH_LIMIT, cancel=cancel, report=report
            )

        level = self._known_level(place)
        reference = visible(place.reference)
        if level is None:
            name, subject = "layer", tr("{reference}, layer", reference=reference)
        else:
            name = f"layer {level + 1}"
            subject = tr("{reference}, layer {level}", reference=reference, level=level + 1)
        self._ask(f"{place.reference} {name}", subject, gather)

    def save_comparison(self, left: LayerPlace, right: LayerPlace) -> None:
        """Two places side by side, with the paths that differ (20,000 at most)."""

        def gather(engine: Engine, cancel: CancelToken, report: Report) -> AnyReport:
            from core.report import gather_comparison

            images = [_image(engine, place.reference) for place in (left, right)]
            levels = [
                _level(image, place) for image, place in zip(images, (left, right), strict=True)
            ]
            return gather_comparison(
                engine,
                (images[0], levels[0]),
                (images[1], levels[1]),
                path_limit=_PATH_LIMIT,
                cancel=cancel,
                report=report,
            )

        self._ask(
            f"{left.reference} and {right.reference}",
            tr("{left} and {right}", left=visible(left.reference), right=visible(right.reference)),
            gather,
        )

    def _ask(self, name: str, subject: str, gather: _Gather) -> None:
        if self._context.engine is None:
            return
        self._context.asker.ask_report_path(
            f"{_file_name(name)}.html", lambda path: self._save(path, subject, gather)
        )

    def _save(self, path: Path, subject: str, gather: _Gather) -> None:
        from core.report import format_of, render, write_report

        session, engine = self._context.session, self._context.engine
        if engine is None:
            return
        try:
            format = format_of(path)
        except BricklayerError as error:
            session.raise_error(error)
            return

        def work(cancel: CancelToken, report: Report) -> None:
            gathered = gather(engine, cancel, report)
            cancel.check()
            report(Progress(tr("Writing")))
            write_report(path, render(gathered, format))

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                session.raise_error(outcome.error)
            elif isinstance(outcome, Succeeded):
                session.notice_raised.emit(
                    tr("A report on {subject} was written to {path}", subject=subject, path=path)
                )

        self._context.runner.submit(
            tr("Reporting on {subject}", subject=subject),
            work,
            lane=Lane.STREAM,
            then=ended,
            is_visible=True,
        )

    def _known_level(self, place: LayerPlace) -> int | None:
        image = self._context.session.repository.image(place.reference)
        return _level(image, place) if image is not None else None


def _image(engine: Engine, reference: str) -> Image:
    """As it is now: the window may not have heard yet."""
    image = engine.repository().image(reference)
    if image is None:
        raise ImageNotFoundError(visible(reference))
    return image


def _level(image: Image, place: LayerPlace) -> int | None:
    return next(
        (n for n, layer in enumerate(image.layers) if layer.chain_id == place.chain_id), None
    )


def _file_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(char if char.isalnum() or char in "._-" else "-" for char in name)
    return f"{kept[:_NAME_LIMIT].strip('.-') or 'layer'}-report"
