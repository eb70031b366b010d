"""From what was chosen to pages or a film: the one place that knows all kinds of handouts."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.handouts.brick_pages import Look, brick_page_steps
from app.handouts.film import Film, FilmLook
from app.handouts.handout import Format
from app.handouts.page import Page, Paper
from app.handouts.subject import Subject, container_subject, stack_subject, wall_subject
from app.theme import Mode, Theme
from app.viewmodel.handout_form import HandoutRequest, Kind, What, film_height
from app.viewmodel.measures import Measure
from app.viewmodel.placement import ViewMode
from app.viewmodel.roles import Role
from app.viewmodel.sizes import date_text
from app.viewmodel.wall import Wall
from core.model import Repository
from core.progress import Progress
from core.translation import tr

if TYPE_CHECKING:
    from app.handouts.inspected import Inspected
    from app.handouts.inspector_pages import RoleOf
    from core.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Material:
    """What handouts are made of, as it is now. `inspected` and `lesson` only where they are shown.

    Paper is light whatever the window looks like; on the canvas `theme` counts.
    """

    wall: Wall
    repository: Repository
    mode: ViewMode = ViewMode.SHARED
    measure: Measure = Measure.ROLE
    theme: Theme | None = None
    inspected: Inspected | None = None
    lesson: Lesson | None = None


def page_steps(
    request: HandoutRequest, material: Material
) -> Generator[Progress, None, list[Page]]:
    """All pages, made in short steps in the thread of the GUI.

    Raises ImageNotFoundError, ContainerNotFoundError.
    """
    today = date_text(datetime.now().astimezone().date())
    look = _look(request, material)
    yield Progress(tr("Drawing"))
    if request.what is What.INSPECTOR and material.inspected is not None:
        from app.handouts.inspector_pages import inspector_pages

        return inspector_pages(material.inspected, _roles(material.wall), today, look)
    if request.what is What.LESSON and material.lesson is not None:
        from app.handouts.lesson_pages import Copy, Result, lesson_pages

        copy = Copy(request.is_teachers, request.has_hints)
        result = Result(material.repository, material.wall) if request.has_result else None
        return lesson_pages(material.lesson, copy, result, today, look)
    steps = brick_page_steps(_subject(request, material), today, look)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            pages: list[Page] = end.value
            return pages
        yield Progress(tr("Drawing"))


def film_of(request: HandoutRequest, material: Material) -> Film:
    """Not drawn yet. Raises ImageNotFoundError."""
    look = FilmLook(
        _look(request, material).theme,
        is_white=request.is_white,
        width_px=request.width_px,
        height_px=film_height(request.width_px),
        slowness=request.slowness,
    )
    return Film(_subject(request, material), look)


def format_of(kind: Kind) -> Format:
    """Of pages."""
    return {Kind.PNG: Format.PNG, Kind.SVG: Format.SVG}.get(kind, Format.PDF)


def paper_of(request: HandoutRequest) -> Paper | None:
    """Only what is printed is on paper; a picture is as large as what it shows."""
    if request.kind is not Kind.PDF:
        return None
    return next((paper for paper in Paper if paper.key == request.paper), Paper.A4)


def _look(request: HandoutRequest, material: Material) -> Look:
    is_light = request.is_white or material.theme is None
    theme = Theme(Mode.LIGHT) if is_light or material.theme is None else material.theme
    return Look(
        theme, request.is_white, request.has_legend, paper_of(request), request.fits_one_page
    )  # fmt: skip


def _subject(request: HandoutRequest, material: Material) -> Subject:
    wall, measure = material.wall, material.measure
    if request.what is What.STACK:
        return stack_subject(wall, request.key, measure)
    if request.what is What.CONTAINER:
        return container_subject(wall, request.key, measure)
    return wall_subject(wall, material.mode, measure)


def _roles(wall: Wall) -> RoleOf:
    def role_of(chain_id: str) -> Role:
        brick = wall.bricks.get(chain_id)
        return brick.role if brick is not None else Role.APP

    return role_of
