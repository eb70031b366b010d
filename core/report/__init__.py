"""What an inspection found, for people and for other programs, and limits for it.

Gather a report (`gather_image`, `gather_layer`, `gather_comparison`), render it (`render`), write
it (`write_report`), hold it against limits (`violations`). What each format holds: README.md here.
"""

from core.report.contents import (
    AnyReport,
    ComparisonReport,
    HistoryStep,
    ImageReport,
    LayerEntry,
    LayerReport,
)
from core.report.gathering import (
    PATH_LIMIT,
    ReportSource,
    gather_comparison,
    gather_image,
    gather_layer,
)
from core.report.layer_document import verdict
from core.report.output import write_file, write_report
from core.report.rendering import FORMATS, format_of, render
from core.report.thresholds import Thresholds, parse_share, parse_size, violations
from core.report.wording import visible

__all__ = [
    "FORMATS",
    "PATH_LIMIT",
    "AnyReport",
    "ComparisonReport",
    "HistoryStep",
    "ImageReport",
    "LayerEntry",
    "LayerReport",
    "ReportSource",
    "Thresholds",
    "format_of",
    "gather_comparison",
    "gather_image",
    "gather_layer",
    "parse_share",
    "parse_size",
    "render",
    "verdict",
    "violations",
    "visible",
    "write_file",
    "write_report",
]
