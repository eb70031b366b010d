"""The wall, a stack and a container as PNG, SVG and PDF: vectors, whole names, sane sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from app.handouts.brick_pages import Look, brick_pages
from app.handouts.cut import pieces_of
from app.handouts.handout import Format, Handout, write_bytes
from app.handouts.legend import legend_of
from app.handouts.page import Paper
from app.handouts.subject import Subject, container_subject, stack_subject, wall_subject
from app.theme import Mode, Theme
from app.viewmodel.measures import Measure
from app.viewmodel.placement import ViewMode
from app.viewmodel.roles import Role
from app.viewmodel.wall import Wall
from core.errors import ContainerNotFoundError, FileAccessError, ImageNotFoundError
from tests.app.handouts.looking import Pdf, colours, drawn, left_in, rendered
from tests.app.handouts.walls import APP, HEBREW, MARKUP, large_wall, small_wall, tall_wall

pytestmark = pytest.mark.usefixtures("qapp")
DATE = "26 Nov 2026"


def look(**more: object) -> Look:
    return Look(Theme(Mode.LIGHT), **more)  # type: ignore[arg-type]


def subjects() -> dict[str, Subject]:
    wall = small_wall()
    return {
        "wall": wall_subject(wall, ViewMode.SHARED),
        "stacks": wall_subject(wall, ViewMode.STACKS),
        "stack": stack_subject(wall, APP.reference),
        "container": container_subject(wall, "box"),
    }


@pytest.mark.parametrize("name", ["wall", "stacks", "stack", "container"])
def test_an_svg_holds_vectors_and_shows_what_a_png_shows(qapp: QApplication, name: str) -> None:
    pages = brick_pages(subjects()[name], DATE, look())
    svg, png = drawn(pages, Format.SVG), drawn(pages, Format.PNG, dpi=96)
    assert b"<image" not in svg
    assert len(svg) < 600_000
    shown, pixels = rendered(svg), QImage.fromData(png)
    assert pixels.size() == shown.size()
    assert len(colours(shown) & colours(pixels)) > 20
    base = Theme(Mode.LIGHT).role_colors("os")[0]
    for image in (shown, pixels):
        near = sum(_distance(QColor(one), base) < 40 for one in colours(image))
        assert near, "the base's brick is there in its colour"


def _distance(one: QColor, other: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


@pytest.mark.parametrize("name", ["wall", "stacks", "stack", "container"])
@pytest.mark.parametrize("paper", list(Paper))
def test_a_pdf_holds_vectors_and_its_fonts(qapp: QApplication, name: str, paper: Paper) -> None:
    pages = brick_pages(subjects()[name], DATE, look(paper=paper))
    pdf = Pdf(drawn(pages, Format.PDF))
    assert (pdf.pages, pdf.pictures) == (1, 0)
    assert pdf.fonts
    assert pdf.embedded_fonts >= len(pdf.fonts)
    assert pdf.strokes > 100
    assert len(pdf.content) < 600_000
    width, height = pdf.sizes[0]
    wanted = paper.size(is_wide=True) * 0.75
    assert (width, height) == pytest.approx((wanted.width(), wanted.height()), abs=2)


def test_names_are_only_text(qapp: QApplication) -> None:
    svg = drawn(brick_pages(subjects()["wall"], DATE, look()), Format.SVG).decode()
    assert "Web &lt;b&gt;&amp;amp;&lt;/b&gt;" in svg
    assert "<b>" not in svg
    assert all(word in svg for word in HEBREW.split()), "placed word by word"
    assert MARKUP == "Web <b>&amp;</b>"


def test_white_is_white_and_the_canvas_is_not(qapp: QApplication) -> None:
    corners = []
    for is_white in (True, False):
        pages = brick_pages(subjects()["wall"], DATE, look(is_white=is_white))
        corners.append(QImage.fromData(drawn(pages, Format.PNG)).pixelColor(2, 2).name())
    assert corners == ["#ffffff", Theme(Mode.LIGHT).color("canvas_top").name()]


def test_dots_per_inch_are_those_that_were_asked_for(qapp: QApplication) -> None:
    page = brick_pages(subjects()["stack"], DATE, look())[0]
    image = QImage.fromData(drawn([page], Format.PNG, dpi=300))
    assert image.width() == round(page.size.width() * 300 / 96)
    assert image.dotsPerMeterX() == pytest.approx(300 / 0.0254, abs=1)


def test_a_large_wall_goes_on_over_several_pages_or_fits_one(qapp: QApplication) -> None:
    subject = wall_subject(large_wall(), ViewMode.SHARED)
    pdf = Pdf(drawn(brick_pages(subject, DATE, look(paper=Paper.A4)), Format.PDF))
    assert pdf.pages > 5
    assert pdf.pictures == 0
    assert len(pdf.content) < 8_000_000
    fitting = look(paper=Paper.A4, fits_one_page=True)
    one = Pdf(drawn(brick_pages(subject, DATE, fitting), Format.PDF))
    assert one.pages == 1
    svg = drawn(brick_pages(subject, DATE, look()), Format.SVG)
    assert b"<image" not in svg
    assert rendered(svg).width() < 10_000


def test_pieces_of_a_wall_hold_every_tower_once(qapp: QApplication) -> None:
    for mode in ViewMode:
        subject = wall_subject(large_wall(), mode)
        pieces = pieces_of(subject.placement, 50.0)
        flags = [flag.flag.reference for one in pieces for flag in one.placement.flags]
        assert sorted(flags) == sorted(flag.flag.reference for flag in subject.placement.flags)
        for piece in pieces:
            left, right = piece.street.x, piece.street.x + piece.street.width
            for brick in piece.placement.bricks:
                assert brick.x >= left - 0.01
                assert brick.x + brick.width <= right + 0.01
    shared = pieces_of(wall_subject(large_wall(), ViewMode.SHARED).placement, 50.0)
    assert not shared[0].goes_on_left
    assert shared[0].goes_on_right == {"base0"} == shared[1].goes_on_left


def test_an_empty_wall_is_an_empty_page(qapp: QApplication) -> None:
    subject = wall_subject(Wall(), ViewMode.SHARED)
    assert Pdf(drawn(brick_pages(subject, DATE, look(paper=Paper.A4)), Format.PDF)).pages == 1


def test_a_tall_stack_fits_its_page(qapp: QApplication) -> None:
    subject = stack_subject(tall_wall(), "Tall:1")
    pages = brick_pages(subject, DATE, look(paper=Paper.LETTER))
    assert len(pages) == 1
    assert pages[0].size.height() > pages[0].size.width()


def test_the_legend_has_what_is_there_with_the_base_at_the_bottom(qapp: QApplication) -> None:
    legend = legend_of(subjects()["wall"].placement)
    roles = [entry.role for entry in legend.entries if entry.role is not None]
    assert roles == [Role.APP, Role.PACKAGES, Role.OS]
    assert [e.sign for e in legend.entries if e.sign] == ["flag", "open", "lock", "link"]
    scale = legend_of(subjects()["wall"].placement, Measure.SIZE)
    assert [e.step for e in scale.entries if e.step is not None] == [4, 3, 2, 1, 0, -1]


def test_what_is_not_there_is_one_sentence(qapp: QApplication) -> None:
    with pytest.raises(ImageNotFoundError):
        stack_subject(small_wall(), "Nothing:1")
    with pytest.raises(ContainerNotFoundError):
        container_subject(small_wall(), "nobody")


def test_a_drawing_that_is_given_up_leaves_nothing(qapp: QApplication, tmp_path: Path) -> None:
    for format in Format:
        handout = Handout(brick_pages(subjects()["wall"], DATE, look()), format, "Wall")
        steps = handout.steps()
        next(steps)
        steps.close()
    assert left_in(tmp_path) == []


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(FileAccessError) as caught:
        write_bytes(tmp_path / "file" / "wall.pdf", b"new")
    assert "wall.pdf" in str(caught.value)
    with pytest.raises(FileAccessError):
        write_bytes(tmp_path / "nowhere" / "wall.pdf", b"new")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(FileAccessError):
        write_bytes(tmp_path / "folder.pdf", b"new")
    assert left_in(tmp_path) == ["file", "folder.pdf"]
    assert (tmp_path / "file").read_text() == "old"
