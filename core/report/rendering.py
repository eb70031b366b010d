"""The formats by name."""

from __future__ import annotations

from pathlib import Path

from core.errors import FileAccessError, NotSupportedError
from core.report.contents import AnyReport, ComparisonReport, ImageReport
from core.report.csv_format import to_csv
from core.report.document import Document
from core.report.html import to_html
from core.report.image_document import image_document
from core.report.json_format import to_json
from core.report.layer_document import comparison_document, layer_document
from core.report.markdown import to_markdown
from core.report.text import to_text

FORMATS = ("text", "json", "html", "markdown", "csv")
"""What `render` knows."""

_ENDINGS = {
    ".txt": "text", ".json": "json", ".html": "html", ".htm": "html",
    ".md": "markdown", ".markdown": "markdown", ".csv": "csv",
}  # fmt: skip


def render(report: AnyReport, format: str) -> str:
    """The report as text in one of FORMATS, always valid UTF-8. Raises NotSupportedError."""
    match format:
        case "json":
            return to_json(report)
        case "csv":
            return to_csv(report)
        case "html":
            return to_html(_document(report, is_brief=False))
        case "markdown":
            return to_markdown(_document(report, is_brief=True))
        case "text":
            return to_text(_document(report, is_brief=True))
    raise NotSupportedError(f"The format {format}", f"there are {', '.join(FORMATS)}")


def format_of(path: Path) -> str:
    """The format that a file's ending names. Raises FileAccessError."""
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        endings = ", ".join(ending for ending in _ENDINGS if ending not in (".htm", ".markdown"))
        raise FileAccessError(str(path), f"its ending names no format, as {endings} would")
    return found


def _document(report: AnyReport, *, is_brief: bool) -> Document:
    match report:
        case ImageReport():
            return image_document(report, is_brief=is_brief)
        case ComparisonReport():
            return comparison_document(report, is_brief=is_brief)
        case _:
            return layer_document(report, is_brief=is_brief)
