"""Containerfiles: read into a plan of steps, and written from what was done in a container."""

from core.building.containerfile import STEP_LIMIT, BaseFacts, read_plan
from core.building.copying import (
    CopySource,
    SourceError,
    find_sources,
    is_archive,
)
from core.building.ignoring import IgnoreRules, load_ignore_rules
from core.building.quoting import exec_form, quoted, run_line
from core.building.reading import FILE_LIMIT_BYTES, read_text
from core.building.writing import Part, Session, write_containerfile

__all__ = [
    "FILE_LIMIT_BYTES",
    "STEP_LIMIT",
    "BaseFacts",
    "CopySource",
    "IgnoreRules",
    "Part",
    "Session",
    "SourceError",
    "exec_form",
    "find_sources",
    "is_archive",
    "load_ignore_rules",
    "quoted",
    "read_plan",
    "read_text",
    "run_line",
    "write_containerfile",
]
