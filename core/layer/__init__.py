"""One layer is one tar changeset (image-spec layer.md): reading, applying, capturing, comparing.

What is here is imported when it is first asked for, since the process that scans layers needs
little of it and is waited for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.layer.apply import AppliedLayer, apply_layer
    from core.layer.capture import CapturedLayer, capture_upper
    from core.layer.changes import has_changes, measure_changes
    from core.layer.compression import decompressed_pieces, open_decompressed
    from core.layer.entry import Entry, EntryType
    from core.layer.limits import Limits, limits_for
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
    "decompressed_pieces",
    "has_changes",
    "limits_for",
    "measure_changes",
    "open_decompressed",
    "remove_tree",
]

_HOMES = {
    "AppliedLayer": "apply",
    "CapturedLayer": "capture",
    "Entry": "entry",
    "EntryType": "entry",
    "GzipSink": "sink",
    "Limits": "limits",
    "TarReader": "reader",
    "TarWriter": "writer",
    "WhiteoutForm": "whiteout",
    "apply_layer": "apply",
    "capture_upper": "capture",
    "decompressed_pieces": "compression",
    "has_changes": "changes",
    "limits_for": "limits",
    "measure_changes": "changes",
    "open_decompressed": "compression",
    "remove_tree": "tree",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
