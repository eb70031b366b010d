"""Verbs for pictures and handouts: ask which, show it small, make it beside the window, copy it.

Bricks can only be drawn in the thread of the GUI, so that is done between the window's events, some
milliseconds at a time; asking the engine, packing and writing happen elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from app.commands.context import Context
from app.commands.lessons import LessonCommands
from app.viewmodel.handout_desk import Choosable, Preview
from app.viewmodel.handout_form import HandoutRequest, Kind, What
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import counted, visible
from app.worker import Failed, Lane, Outcome, Succeeded
from app.worker.job import Job
from core.cancel import CancelToken
from core.errors import ImageNotFoundError
from core.progress import Progress, Report
from core.translation import language, tr

if TYPE_CHECKING:
    from app.handouts.film import Film
    from app.handouts.making import Material

_PREVIEW = "handout-preview"
_LookingAt = Callable[[], tuple[str, str, int] | None]


class HandoutCommands:
    """Implements app.viewmodel.handout_desk.HandoutDesk. What draws is imported with the first one.

    `looking_at` says which page of the inspector is open: reference, key and level.
    """

    def __init__(
        self, context: Context, lessons: LessonCommands, looking_at: _LookingAt = lambda: None
    ) -> None:
        self._context = context
        self._lessons = lessons
        self._preview_job: Job | None = None
        self.looking_at = looking_at

    # --- what -----------------------------------------------------------------------------------

    def usual_request(self) -> HandoutRequest:
        """Of what is looked at: an inspector's page, a container, an image, else the wall."""
        session, looked_at = self._context.session, self.looking_at()
        if looked_at is not None:
            reference, view, level = looked_at
            return HandoutRequest(What.INSPECTOR, reference, view=view, level=level)
        container = session.selected_container
        if container is not None:
            return HandoutRequest(What.CONTAINER, container.id)
        if session.selection.kind is SelectionKind.IMAGE and session.selected_image is not None:
            return HandoutRequest(What.STACK, session.selected_image.reference)
        return HandoutRequest()

    def ask(self, what: What | None = None, key: str = "") -> None:
        """Open the dialog with what was meant, else with what is looked at."""
        request = self.usual_request() if what is None else HandoutRequest(what, key)
        self._context.asker.show_handouts(self, request)

    def choosable(self) -> Choosable:
        from app.lesson_files import shipped_lessons

        session = self._context.session
        lesson = self._lessons.lesson
        lessons = {name: name for name in shipped_lessons()}
        if lesson is not None:
            lessons[lesson.name] = lesson.title.in_language(language())
        return Choosable(
            tuple(
                (one.reference, visible(one.reference), len(one.layers))
                for one in session.repository.images
            ),
            tuple((one.id, one.name) for one in session.repository.containers),
            tuple(lessons.items()),
        )

    # --- showing it small -----------------------------------------------------------------------

    def preview(
        self,
        request: HandoutRequest,
        width_px: int,
        then: Callable[[Preview], None],
        failed: Callable[[str], None],
    ) -> None:
        self.forget_preview()
        shown: list[Preview] = []

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                then(shown[0])
            elif isinstance(outcome, Failed):
                failed(str(outcome.error))

        def draw(material: Material) -> None:
            self._preview_job = self._context.runner.submit_slices(
                tr("Drawing"),
                _preview_steps(request, material, width_px, shown),
                then=ended,
                is_visible=False,
            )

        self._gather(request, draw, failed, is_visible=False)

    def forget_preview(self) -> None:
        self._context.runner.forget(_PREVIEW)
        if self._preview_job is not None:
            self._preview_job.is_dropped = True
            self._preview_job.cancel()
            self._preview_job = None

    # --- making it ------------------------------------------------------------------------------

    def save(self, request: HandoutRequest, path: Path) -> None:
        def draw(material: Material) -> None:
            if request.kind.is_film:
                self._save_film(request, material, path)
            else:
                self._save_pages(request, material, path)

        self._gather(request, draw, None, is_visible=True)

    def copy(self, request: HandoutRequest | None = None) -> None:
        """The picture to the clipboard, as pixels and as vectors."""
        wanted = replace(request or self.usual_request(), kind=Kind.PNG)
        self._gather(wanted, lambda material: self._copy(wanted, material), None, is_visible=True)

    def _save_pages(self, request: HandoutRequest, material: Material, path: Path) -> None:
        from app.handouts.handout import Handout, write_bytes
        from app.handouts.making import format_of, page_steps

        made: list[Handout] = []

        def steps() -> Generator[Progress]:
            pages = yield from page_steps(request, material)
            handout = Handout(
                pages, format_of(request.kind), request.subject, dpi=float(request.dpi)
            )
            yield from handout.steps()
            made.append(handout)

        def write(cancel: CancelToken, _report: Report) -> None:
            content = made[0].finish()
            cancel.check()
            write_bytes(path, content)

        self._draw_then(request, path, steps(), write)

    def _save_film(self, request: HandoutRequest, material: Material, path: Path) -> None:
        from app.handouts.film_file import FilmFormat, encode, still_pictures
        from app.handouts.handout import write_bytes
        from app.handouts.making import film_of

        made: list[Film] = []

        def steps() -> Generator[Progress]:
            film = film_of(request, material)
            yield from film.steps()
            made.append(film)

        def write(cancel: CancelToken, report: Report) -> None:
            if request.kind is Kind.STILLS:
                files = still_pictures(made[0], path)
                cancel.check()
                for one, content in files:
                    write_bytes(one, content)
                return
            content = encode(
                made[0], FilmFormat(request.kind.value), is_looping=request.is_looping,
                cancel=cancel, report=report,
            )  # fmt: skip
            write_bytes(path, content)

        self._draw_then(request, path, steps(), write)

    def _draw_then(
        self,
        request: HandoutRequest,
        path: Path,
        steps: Generator[Progress],
        write: Callable[[CancelToken, Report], None],
    ) -> None:
        runner, session = self._context.runner, self._context.session

        def drawn(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                title = tr("Writing {name}", name=path.name)
                runner.submit(title, write, lane=Lane.STREAM, then=written)
            elif isinstance(outcome, Failed):
                session.raise_error(outcome.error)

        def written(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                session.raise_error(outcome.error)
            elif isinstance(outcome, Succeeded):
                session.notice_raised.emit(
                    tr("{subject} was written to {path}", subject=request.subject, path=path)
                )

        runner.submit_slices(tr("Drawing {name}", name=path.name), steps, then=drawn)

    def _copy(self, request: HandoutRequest, material: Material) -> None:
        from app.handouts.handout import Format, Handout, png_bytes
        from app.handouts.making import page_steps

        runner, session = self._context.runner, self._context.session
        made: dict[Format, Handout] = {}

        def steps() -> Generator[Progress]:
            pages = yield from page_steps(request, material)
            for format in (Format.PNG, Format.SVG):
                handout = Handout(pages, format, request.subject, dpi=float(request.dpi))
                yield from handout.steps()
                made[format] = handout

        def pack(_cancel: CancelToken, _report: Report) -> object:
            return png_bytes(made[Format.PNG].image), made[Format.SVG].finish()

        def drawn(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                runner.submit(tr("Copying"), pack, lane=Lane.STREAM, then=packed)
            elif isinstance(outcome, Failed):
                session.raise_error(outcome.error)

        def packed(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                _paste_ready(made[Format.PNG].image, *outcome.value)  # type: ignore[misc]
                session.notice_raised.emit(
                    tr("A picture was copied: {subject}", subject=request.subject)
                )
            elif isinstance(outcome, Failed):
                session.raise_error(outcome.error)

        runner.submit_slices(tr("Drawing"), steps(), then=drawn)

    # --- what it is made of ---------------------------------------------------------------------

    def _gather(
        self,
        request: HandoutRequest,
        then: Callable[[Material], None],
        failed: Callable[[str], None] | None,
        *,
        is_visible: bool,
    ) -> None:
        """At once where all is known; what the engine or a file must tell comes later."""
        session = self._context.session
        if request.what not in (What.INSPECTOR, What.LESSON):
            then(self._material())
            return

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                what = "inspected" if request.what is What.INSPECTOR else "lesson"
                then(replace(self._material(), **{what: outcome.value}))
            elif isinstance(outcome, Failed) and failed is not None:
                failed(str(outcome.error))
            elif isinstance(outcome, Failed):
                session.raise_error(outcome.error)

        work = (
            self._inspecting(request) if request.what is What.INSPECTOR else self._lesson(request)
        )
        self._context.runner.submit(
            tr("Looking into {what}", what=request.subject),
            work,
            lane=Lane.STREAM,
            then=ended,
            is_visible=is_visible,
            replaces="" if is_visible else _PREVIEW,
        )

    def _inspecting(self, request: HandoutRequest) -> Callable[[CancelToken, Report], object]:
        engine = self._context.engine

        def work(cancel: CancelToken, report: Report) -> object:
            from app.handouts.inspected import View, gather

            image = engine.repository().image(request.key) if engine is not None else None
            if engine is None or image is None:
                raise ImageNotFoundError(visible(request.key))
            level = min(request.level, max(0, len(image.layers) - 1))
            return gather(engine, image, level, View(request.view), cancel=cancel, report=report)

        return work

    def _lesson(self, request: HandoutRequest) -> Callable[[CancelToken, Report], object]:
        opened = self._lessons.lesson

        def work(_cancel: CancelToken, _report: Report) -> object:
            from app.lesson_files import load_lesson

            if opened is not None and opened.name == request.key:
                return opened  # in the variant that is taken
            return load_lesson(request.key)

        return work

    def _material(self) -> Material:
        from app.handouts.making import Material
        from app.theme import Mode, Theme

        session = self._context.session
        is_dark = self._context.settings.theme == "dark"
        return Material(
            session.wall,
            session.repository,
            session.view_mode,
            session.measure,
            Theme(Mode.DARK if is_dark else Mode.LIGHT),
        )


def _preview_steps(
    request: HandoutRequest, material: Material, width_px: int, shown: list[Preview]
) -> Generator[Progress]:
    """The first page, or the end of a film, into `shown`."""
    from app.handouts.handout import Format, Handout
    from app.handouts.making import film_of, page_steps
    from app.handouts.page import DPI

    if request.kind.is_film:
        film = film_of(request, material)
        yield Progress(tr("Drawing"))
        size = film.size.toSize()
        words = tr("{width} × {height} pixels", width=size.width(), height=size.height())
        shown.append(Preview(film.finished(), words))
        return
    pages = yield from page_steps(request, material)
    size = pages[0].size.toSize()
    handout = Handout(pages, Format.PNG, "", dpi=DPI * width_px / max(size.width(), size.height()))
    yield from handout.steps()
    if request.kind is Kind.PDF:
        words = counted("{count} page", "{count} pages", len(pages))
    else:
        scale = request.dpi / DPI if request.kind is Kind.PNG else 1.0
        words = tr(
            "{width} × {height} pixels",
            width=round(size.width() * scale),
            height=round(size.height() * scale),
        )
    shown.append(Preview(handout.image, words))


def _paste_ready(image: QImage, png: bytes, svg: bytes) -> None:
    """Programs take what they understand best."""
    content = QMimeData()
    content.setImageData(image)
    content.setData("image/png", png)
    content.setData("image/svg+xml", svg)
    QGuiApplication.clipboard().setMimeData(content)
