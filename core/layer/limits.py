"""What one layer may ask of us at most; what is beyond is refused with the code "limit"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors.contents import LIMITS_NAME

if TYPE_CHECKING:  # the process that scans does without
    from core.model import ReadingLimits

WHERE = f"it can be changed in “{LIMITS_NAME}”"
"""Where a person changes what `ReadingLimits` holds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The first are fixed by what file systems can hold; the others are a person's to change.

    With `packed_bytes`, the size of the blob as it is stored, a layer may not become more than
    `expansion` times as large, unless it stays below `expansion_from_bytes`. Holes of sparse files
    count as what they would be without. `free_bytes` are left on the disk.
    """

    extension_bytes: int = 1 << 20  # one PAX or GNU extension header, one map of a sparse file
    name_bytes: int = 4095  # PATH_MAX less the final NUL
    component_bytes: int = 255
    depth: int = 256
    entries: int = 1_000_000
    file_bytes: int = 1 << 40  # all contents together
    packed_bytes: int | None = None
    expansion: int = 200
    expansion_from_bytes: int = 256 << 20
    free_bytes: int = 0

    @property
    def unpacked_bytes(self) -> int | None:
        """How large the layer may become for what it is as it is stored; None: not asked."""
        if self.packed_bytes is None:
            return None
        return max(self.expansion_from_bytes, self.expansion * self.packed_bytes)

    @property
    def entries_reason(self) -> str:
        """The reason of a refusal, as are the next ones."""
        return f"it has over {self.entries:,} entries, which is the limit; {WHERE}"

    @property
    def file_bytes_reason(self) -> str:
        return f"its files hold over {sized(self.file_bytes)}, which is the limit; {WHERE}"

    @property
    def unpacked_reason(self) -> str:
        return (
            f"it unpacks to over {self.expansion:,} times its size, which is the limit for "
            f"what is larger than {sized(self.expansion_from_bytes)}; {WHERE}"
        )

    def free_reason(self, kept_bytes: int) -> str:
        return (
            f"unpacking it would leave less than {sized(kept_bytes)} of the disk free, "
            f"which is the limit; {WHERE}"
        )


def limits_for(reading: ReadingLimits, packed_bytes: int) -> Limits:
    """What a person allows, for a layer whose blob has that size."""
    return Limits(
        entries=reading.entries,
        file_bytes=reading.layer_bytes,
        packed_bytes=packed_bytes,
        expansion=reading.expansion,
        expansion_from_bytes=reading.expansion_from_bytes,
        free_bytes=reading.free_bytes,
    )


def sized(size_bytes: int) -> str:
    """A limit in words, as it was most likely given."""
    for unit, step in (("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if size_bytes >= step:
            return f"{size_bytes / step:.4g} {unit}"
    return f"{size_bytes:,} bytes"
