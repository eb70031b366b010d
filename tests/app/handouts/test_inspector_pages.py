"""Views of the inspector on paper: gathered from an engine, laid on pages, names as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.handouts.brick_pages import Look
from app.handouts.handout import Format
from app.handouts.inspected import ROW_LIMIT, Inspected, View, gather
from app.handouts.inspector_pages import inspector_pages
from app.handouts.page import Page, Paper
from app.theme import Mode, Theme
from app.viewmodel.roles import Role
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeQuery,
    ChangeRow,
    FilePage,
    FileRow,
    FileType,
    LayerPlace,
    SizeNode,
)
from tests.app.handouts.looking import Pdf, drawn, rendered
from tests.core.report.samples import IMAGE, SampleInspection

pytestmark = pytest.mark.usefixtures("qapp")
ROOT = SizeNode(
    "", "", 900, children=(
        SizeNode("usr/lib", "usr/lib", 600, 3, 300), SizeNode("<b>&", "<b>&", 200, 1, 200),
        SizeNode("", "", 100, 9),
    ),
)  # fmt: skip


class Engine(SampleInspection):
    """What the samples do not tell: boxes and folders."""

    def size_map(self, place: LayerPlace, **_how: object) -> SizeNode:
        return ROOT

    def files_at(self, place: LayerPlace, folder: str = "", **how: object) -> FilePage:
        if folder:
            rows = tuple(FileRow(f"{folder}/{n}", FileType.REGULAR, n, 0, 0) for n in range(12))
            return FilePage(rows, 40)
        names = ("usr", "a <b>&", "אתר")
        rows = tuple(
            FileRow(name, FileType.DIRECTORY, 5000, 12, 0, has_children=True) for name in names
        )
        return FilePage(rows, len(rows))


def pages(inspected: Inspected, paper: Paper | None = Paper.A4) -> list[Page]:
    look = Look(Theme(Mode.LIGHT), paper=paper)
    return inspector_pages(inspected, lambda _chain_id: Role.APP, "26 Nov 2026", look)


@pytest.mark.parametrize("view", list(View))
def test_every_view_is_laid_out_for_paper_and_as_a_picture(view: View) -> None:
    inspected = gather(Engine(), IMAGE, 0, view)  # type: ignore[arg-type]
    pdf = Pdf(drawn(pages(inspected), Format.PDF))
    assert pdf.pages >= 1
    assert pdf.pictures == 0
    assert pdf.embedded_fonts >= len(pdf.fonts) > 0
    width, height = pdf.sizes[0]
    assert width < height, "text stands upright"
    svg = drawn(pages(inspected, None), Format.SVG)
    assert b"<image" not in svg
    assert view.title.encode() in svg
    assert not rendered(svg).isNull()


def test_names_from_layers_are_only_text() -> None:
    svg = drawn(pages(gather(Engine(), IMAGE, 0, View.FILES), None), Format.SVG).decode()  # type: ignore[arg-type]
    assert "a &lt;b&gt;&amp;/" in svg
    assert "<b>" not in svg
    assert "… 28 more" in svg, "what is not listed is counted"


def test_long_lists_go_on_with_their_headings_and_are_counted() -> None:
    inspected = gather(Engine(), IMAGE, 0, View.CHANGES)  # type: ignore[arg-type]
    rows = tuple(
        ChangeRow(f"usr/{'long/' * 30}{n}", ChangeKind.ADDED, FileType.REGULAR, n)
        for n in range(ROW_LIMIT)
    )
    many = replace(inspected, changes=ChangePage(rows, 4711, 4711, 10))
    laid = pages(many)
    assert len(laid) > 2
    pdf = Pdf(drawn(laid, Format.PDF))
    assert pdf.pages == len(laid)
    svg = drawn(pages(many, None), Format.SVG).decode()
    assert "60 of 4\u2009711 are listed" in svg


def test_only_what_a_view_needs_is_asked() -> None:
    asked: list[str] = []

    class Noting(Engine):
        def __getattribute__(self, name: str) -> object:
            if name in ("changes_of_layer", "size_map", "files_at", "packages_of_layer",
                        "findings", "layer_summary"):  # fmt: skip
                asked.append(name)
            return super().__getattribute__(name)

    engine = Noting()
    gather(engine, IMAGE, 0, View.HISTORY)  # type: ignore[arg-type]
    assert asked == []
    gather(engine, IMAGE, 0, View.FINDINGS)  # type: ignore[arg-type]
    assert set(asked) == {"findings"}


def test_an_image_without_layers_says_so() -> None:
    empty = replace(IMAGE, layers=(), history=())
    for view in View:
        laid = pages(gather(Engine(), empty, 0, view))  # type: ignore[arg-type]
        assert len(laid) == 1
        assert Pdf(drawn(laid, Format.PDF)).pages == 1


def test_a_query_for_paper_is_bounded() -> None:
    asked: list[ChangeQuery] = []

    class Noting(Engine):
        def changes_of_layer(self, place: LayerPlace, query: ChangeQuery, **how: object) -> object:
            asked.append(query)
            return super().changes_of_layer(place, query)

    gather(Noting(), IMAGE, 0, View.CHANGES)  # type: ignore[arg-type]
    assert asked[0].limit == ROW_LIMIT
    assert asked[0].folder is None
