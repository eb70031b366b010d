"""How much may be read from outside, kept with the repository."""

from __future__ import annotations

import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DataError, LayerFormatError, NameGrammarError
from core.errors.contents import LIMITS_NAME
from core.model import ReadingLimits
from core.oci import strict_json
from core.oci.strict_json import Fields
from core.store.blob import open_regular
from core.store.durable import storage_errors, write_durably
from core.translation import tr_noop

if TYPE_CHECKING:
    from core.store.layout import ImageLayout

_NAME = "reading-limits.json"
_DAMAGED_SUFFIX = ".damaged"
_LIMIT = 2**62  # of a limit
_DOCUMENT = "limits for images from outside"


def read_limits(layout: ImageLayout) -> ReadingLimits:
    """As they were set, else as they come; also when what is kept cannot be understood.

    The file of such is left as it is, and `write_limits` puts it aside.
    """
    try:
        return _read(layout.private / _NAME)
    except DataError:  # missing, no file, or damaged
        return ReadingLimits()


def write_limits(layout: ImageLayout, limits: ReadingLimits) -> None:
    """Durable. Raises NameGrammarError for one that is no positive number.

    Raises RepositoryReadOnlyError, StorageFullError; then the old ones stand.
    """
    for name, value in asdict(limits).items():
        if not _is_limit(value):
            raise NameGrammarError(
                f"limit ({name})", str(value), tr_noop("it has to be a number above 0")
            )
    layout.require_writable()
    path = layout.private / _NAME
    _put_aside(path)
    write_durably(
        path,
        strict_json.dumps(asdict(limits)),
        temporary_directory=layout.private / "tmp",
        mode=0o600,
    )


def require_layer_count(count: int, limits: ReadingLimits) -> None:
    """Whether an image from outside may have so many layers. Raises LayerFormatError (limit)."""
    if count > limits.layers:
        reason = (
            f"it has {count:,} layers, over the limit of {limits.layers:,}; "
            f"it can be changed in “{LIMITS_NAME}”"
        )
        raise LayerFormatError("limit", "", reason)


def _read(path: Path) -> ReadingLimits:
    """Limits that are missing, since an older version wrote the file, are as they come."""
    with open_regular(path, _NAME) as file:
        content = file.read(strict_json.SIZE_LIMIT_BYTES + 1)
    values = strict_json.loads(content, _DOCUMENT)
    kept = Fields(values, _DOCUMENT)
    known = [field.name for field in fields(ReadingLimits) if field.name in values]
    sizes = {name: kept.size(name) for name in known}
    if not all(_is_limit(value) for value in sizes.values()):
        raise DataError(detail="a limit is zero or endless")
    return ReadingLimits(**sizes)


def _is_limit(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LIMIT


def _put_aside(path: Path) -> None:
    """What cannot be understood was somebody's all the same."""
    if not os.path.lexists(path):
        return
    try:
        _read(path)
    except DataError:
        with storage_errors(path.parent):
            path.rename(path.with_name(path.name + _DAMAGED_SUFFIX))
