"""Whatever stands in an image, a report of it stays what it is in every format."""

from __future__ import annotations

import base64
import csv
import html.parser
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.errors import FileAccessError, NotSupportedError
from core.report import (
    FORMATS,
    AnyReport,
    format_of,
    gather_comparison,
    gather_image,
    gather_layer,
    render,
)
from core.report.wording import visible
from tests.core.report.samples import HOSTILE, IMAGE, SampleInspection, make_image

KINDS = ("image", "layer", "comparison")


def report_of(kind: str, text: str, unreadable: tuple[int, ...] = ()) -> AnyReport:
    image = make_image(text, f"Web{text}:1.0")
    inspection = SampleInspection(text, image, unreadable)
    if kind == "image":
        return gather_image(inspection, image, has_secrets=True)
    if kind == "layer":
        return gather_layer(inspection, image, 1)
    return gather_comparison(inspection, (image, 0), (image, 1))


def each(kind: str) -> Iterator[tuple[str, AnyReport]]:
    for text in HOSTILE:
        yield text, report_of(kind, text)


# --- HTML -----------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """Reads a page strictly: which elements and attributes, what text, is all closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.values: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.values += [value or "" for _name, value in attrs]
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")


_ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "div",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "code", "span", "br", "svg",
    "rect", "footer",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_html_has_no_markup_but_its_own(kind: str) -> None:
    usual = Page(render(report_of(kind, "plain"), "html"))
    for text, report in each(kind):
        page = Page(render(report, "html"))
        assert page.elements <= _ELEMENTS, text
        assert page.attributes <= usual.attributes | {("span", "class")}, text
        shown = "".join(page.texts)
        assert visible(text) in shown, text
        assert all(char.isprintable() or char == "\n" for char in shown), text


@pytest.mark.parametrize("kind", KINDS)
def test_html_loads_nothing_and_runs_nothing(kind: str) -> None:
    for text, report in each(kind):
        page = render(report, "html")
        tags = re.findall(r"<[^>]*>", page)
        assert not any(
            re.search(r"\s(src|href|on\w+|style|action)\s*=", tag, re.IGNORECASE) for tag in tags
        ), text
        style = page[page.index("<style>") : page.index("</style>")]
        assert "url(" not in style
        assert "@import" not in style
        assert "default-src &#x27;none&#x27;" in page


def test_html_tables_are_named_and_have_heads() -> None:
    page = render(report_of("image", "plain"), "html")
    assert page.count("<table>") == page.count("<caption>") == page.count('role="region"')
    assert page.count("<th") == page.count('scope="col"') + page.count('scope="row"') + page.count(
        "<thead>"
    )
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert 'lang="en"' in page


def test_html_draws_a_bar_for_each_layer_that_says_what_it_shows() -> None:
    page = render(report_of("image", "plain"), "html")
    assert re.findall(r'aria-label="([^"]* dead)"', page) == [
        "3.75 MB visible, 250 KB dead",
        "1.00 MB visible, 0 B dead",
    ]
    widths = re.findall(r'class="live"[^>]* width="([0-9.]+)"', page)
    assert widths == ["93.75", "25.00"]
    assert re.findall(r'class="dead"[^>]* width="([0-9.]+)"', page) == ["6.25"]


def test_html_sets_an_escape_apart_from_a_backslash_that_was_there() -> None:
    page = render(report_of("layer", "real \\u202e, odd \u202e"), "html")
    assert 'real \\u202e, odd <span class="odd">\\u202e</span>' in page


# --- Markdown -------------------------------------------------------------------------------------

_CODE = re.compile(r"(?<![\\`])`([^`]+)`|<code>(.*?)</code>")


def decoded(match: re.Match[str]) -> str:
    """What a reader of Markdown shows for a piece of code."""
    if match[1] is not None:
        return match[1]
    return html.unescape(match[2].replace("<!-- -->", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_markdown_rows_keep_their_cells(kind: str) -> None:
    for text, report in each(kind):
        lines = render(report, "markdown").splitlines()
        tables = 0
        for number, line in enumerate(lines):
            if not re.fullmatch(r"\|( -+:? \|)+", line):
                continue
            tables += 1
            cells = line.count("|")
            assert len(re.findall(r"(?<!\\)\|", lines[number - 1])) == cells
            row = number + 1
            while row < len(lines) and lines[row].startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", lines[row])) == cells, (text, lines[row])
                row += 1
            assert row == len(lines) or lines[row] == "", text  # the table ends where it should
        assert tables >= 4


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_markdown_shows_foreign_text_exactly_and_as_code(text: str) -> None:
    written = render(report_of("layer", text), "markdown")
    rows = [line for line in written.splitlines() if line.startswith("| added | file |")]
    (row,) = rows
    shown = [decoded(match) for match in _CODE.finditer(row)]
    assert shown == [visible(text)]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_outside_code_is_inert(text: str) -> None:
    written = render(report_of("image", text), "markdown")
    outside = _CODE.sub("", written).replace("<br>", "")
    assert not re.search(r"@(?!&#8203;)", outside)
    assert not re.search(r"&#64;(?!<!-- -->)", written)  # in code an address could be a link
    assert "://" not in outside
    assert not re.search(r"www\.", outside)
    assert not re.search(r"(?<!\\)[<\[\]*_]", outside)
    assert all(line.isprintable() for line in written.splitlines())


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_text_cannot_steer_a_terminal(kind: str) -> None:
    for text, report in each(kind):
        written = render(report, "text")
        assert all(line.isprintable() for line in written.split("\n")), text
        assert visible(text).strip() in written


def test_text_columns_are_aligned() -> None:
    written = render(report_of("layer", "wide 漢字"), "text")
    lines = written.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("Change  "))
    starts = [match.start() for match in re.finditer(r"-+", lines[head + 1])]
    assert lines[head + 1].count("-  -") == 5
    for line in lines[head + 2 : head + 6]:
        assert all(line[start - 1] == " " for start in starts[1:] if start < len(line)), line


def test_text_columns_are_aligned_behind_wide_signs() -> None:
    lines = render(report_of("layer", "漢字"), "text").splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("Change    Package"))
    before = lines[head].index("Before")
    row = next(line for line in lines[head:] if line.startswith("removed"))
    assert row.index("1.0") + len("漢字") == before  # each takes two columns


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_csv_is_one_table_whose_cells_are_no_formulas(kind: str) -> None:
    for text, report in each(kind):
        written = render(report, "csv")
        rows = list(csv.reader(io.StringIO(written, newline=""), strict=True))
        assert written.count("\r\n") == len(rows)
        assert "\n" not in written.replace("\r\n", "")
        header, *body = rows
        assert len(set(header)) == len(header)
        assert header[-1] == "guarded"
        for row in body:
            assert len(row) == len(header)
            for name, cell in zip(header, row, strict=True):
                if not re.fullmatch(r"-?[0-9]+", cell):
                    assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")), (text, name)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_says_where_it_put_a_guard(text: str) -> None:
    header, row, *_more = csv.reader(io.StringIO(render(report_of("layer", text), "csv")))
    cell = row[header.index("path")]
    if "path" in row[-1].split():
        assert cell.startswith("'")
        cell = cell[1:]
    assert cell == visible(text)


def test_csv_quotes_as_rfc_4180_says() -> None:
    written = render(report_of("layer", 'a,"b"'), "csv")
    assert '"a,""b"""' in written


def test_csv_of_an_image_has_a_row_for_each_layer() -> None:
    rows = list(csv.DictReader(io.StringIO(render(report_of("image", "x"), "csv"))))
    assert [row["level"] for row in rows] == ["1", "2"]
    assert rows[1]["added_bytes"] == "-250000"
    assert rows[0]["dead_bytes"] == "250000"
    assert rows[1]["changes_added"] == "7"
    assert rows[1]["findings"] == "2"
    assert {row["guarded"] for row in rows} == {""}


# --- JSON -----------------------------------------------------------------------------------------


def values(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a document."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from values(part)


def exact(value: dict[str, Any], key: str) -> str:
    if f"{key}_base64" in value:
        return base64.b64decode(value[f"{key}_base64"]).decode("utf-8", "surrogateescape")
    found = value[key]
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_json_keeps_every_byte(kind: str) -> None:
    for text, report in each(kind):
        written = render(report, "json")
        written.encode("utf-8")  # no half pairs, which other readers refuse
        assert all(char.isprintable() or char == "\n" for char in written)
        document = json.loads(written)
        if "\ud800" in text:
            continue  # no bytes of a file: the next test
        found = [exact(value, "path") for value in values(document) if "path" in value]
        assert text in found, text
        if kind == "image":
            assert exact(document["image"], "description") == text
            config = document["config"]
            words = config.get("command_base64", config["command"])
            if "command_base64" in config:
                words = [base64.b64decode(w).decode("utf-8", "surrogateescape") for w in words]
            assert words == ["sh", text]


def test_json_keeps_half_a_pair_too() -> None:
    document = json.loads(render(report_of("layer", "x\ud800"), "json"))
    first = document["paths"][0]
    assert first["path"] == "x\\ud800"
    assert base64.b64decode(first["path_base64"]) == "x\ud800".encode("utf-8", "surrogatepass")


def test_json_has_the_figures() -> None:
    document = json.loads(render(report_of("image", "etc/old"), "json"))
    assert (document["format"], document["version"]) == ("bricklayer-report", 1)
    efficiency = document["efficiency"]
    assert efficiency["reclaimable_bytes"] == 250_000
    assert efficiency["efficiency"] == 0.95
    assert efficiency["above_base_share"] == 0.25
    assert efficiency["files"] == [
        {"path": "etc/old", "size_bytes": 250_000, "level": 1, "hidden_at": 2,
         "cause": "overwritten"},
    ]  # fmt: skip
    assert efficiency["advice"][0]["levels"] == [1, 2]
    layer = document["layers"][1]
    assert layer["level"] == 2
    assert layer["changes"] == {"added": 7, "modified": 2, "metadata": 0, "replaced": 1,
                                "deleted": 3, "identical": 0}  # fmt: skip
    assert layer["added_bytes"] == -250_000
    assert [step["level"] for step in document["history"]] == [1, None, 2]
    assert document["findings"][0]["deleted_at"] == 2
    assert document["are_contents_read"] is True


def test_json_says_null_for_what_is_not_known() -> None:
    document = json.loads(render(report_of("image", "x", unreadable=(1,)), "json"))
    below, above = document["layers"]
    assert below["file_bytes"] == 4_000_000
    assert above["file_bytes"] is above["changes"] is above["packages"] is None
    assert above["is_available"] is False
    assert above["unavailable"] == "The contents of layer 2 are not available: they are damaged."
    assert document["is_complete"] is False
    assert document["efficiency"]["stored_bytes"] == 5_000_000


def test_json_says_null_for_sums_that_are_not_known() -> None:
    inspection = SampleInspection(unreadable=(1,), has_no_sums=True)
    document = json.loads(render(gather_image(inspection, IMAGE), "json"))
    assert document["efficiency"] is None
    assert document["findings"] is None
    assert len(document["unavailable"]) == 1


def test_every_key_is_documented() -> None:
    """The words in backquotes of README.md's tables, and the keys of all three documents."""
    text = (Path(__file__).parents[3] / "core/report/README.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([A-Za-z0-9_]+)`", text))
    for kind in KINDS:
        document = json.loads(render(report_of(kind, "plain"), "json"))
        assert {key for value in values(document) for key in value} <= words


# --- all ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_is_rendered_the_same(kind: str, format: str) -> None:
    first, second = (render(report_of(kind, "a\udce9b"), format) for _ in range(2))
    assert first == second
    first.encode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", ["image", "layer"])
def test_unreadable_layers_have_a_report_that_says_why(kind: str, format: str) -> None:
    written = render(report_of(kind, "x", unreadable=(0, 1)), format)
    if format != "csv" or kind == "image":  # the layer's table has no paths
        assert "are not available: they are damaged" in written


@pytest.mark.parametrize("format", FORMATS)
def test_an_image_without_layers_has_a_report(format: str) -> None:
    image = replace(IMAGE, layers=(), history=())
    assert render(gather_image(SampleInspection(image=image), image), format)


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_what_is_left_out_is_said(format: str) -> None:
    inspection = SampleInspection(more_changes=30)
    written = render(gather_layer(inspection, IMAGE, 1, path_limit=20), format)
    assert "20 of 34 paths are listed." in written
    assert written.count("more/0000") == 16


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_history_that_does_not_fit_is_said(format: str) -> None:
    image = replace(IMAGE, history=IMAGE.history[1:])
    written = render(gather_image(SampleInspection(image=image), image), format)
    assert "The history tells of 1 layers and the image has 2" in written


def test_a_format_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NotSupportedError, match="text, json, html, markdown, csv"):
        render(report_of("image", "x"), "pdf")


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.md", "markdown"), ("a.markdown", "markdown"),
     ("a.json", "json"), ("a.csv", "csv"), ("a.txt", "text"), ("a.json.md", "markdown")],
)  # fmt: skip
def test_a_files_ending_names_the_format(name: str, format: str) -> None:
    assert format_of(Path(name)) == format


@pytest.mark.parametrize("name", ["a", "a.pdf", ".html", "html"])
def test_another_ending_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(FileAccessError, match=r"its ending names no format, as \.txt"):
        format_of(Path(name))
