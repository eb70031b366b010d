"""One layer is one tar changeset (image-spec layer.md): reading, applying, capturing, comparing."""

from core.layer.apply import AppliedLayer, apply_layer
from core.layer.capture import CapturedLayer, capture_upper
from core.layer.changes import has_changes, measure_changes
from core.layer.compression import open_decompressed
from core.layer.entry import Entry, EntryType, Limits
from core.layer.reader import TarReader
from core.layer.sink import GzipSink
from core.layer.tree import remove_tree
from core.layer.whiteout import WhiteoutForm
from core.layer.writer import TarWriter

__all__ = [
    "AppliedLayer",
    "CapturedLayer",
    "Entry",
    "EntryType",
    "GzipSink",
    "Limits",
    "TarReader",
    "TarWriter",
    "WhiteoutForm",
    "apply_layer",
    "capture_upper",
    "has_changes",
    "measure_changes",
    "open_decompressed",
    "remove_tree",
]
