"""Unpacking stops before a disk is full, so that everything else on it goes on."""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import LayerFormatError
from core.layer.limits import Limits

ENTRY_BYTES = 4096  # about what a name and an inode take
_LOOK_BYTES = 32 << 20
_SMALL_DISK_PARTS = 10


class FreeSpace:
    """Looks at the disk below `directory` now and after every few megabytes.

    Of a small disk a tenth is left free, if that is less than the limit.
    """

    def __init__(self, directory: Path, limits: Limits | None) -> None:
        self._directory = directory
        self._limits = limits or Limits()
        self._until_look_bytes = 0

    def take(self, size_bytes: int) -> None:
        """So much is about to be written. Raises LayerFormatError (limit)."""
        if not self._limits.free_bytes:
            return
        self._until_look_bytes -= size_bytes
        if self._until_look_bytes < 0:
            self._look()
            self._until_look_bytes = _LOOK_BYTES

    def _look(self) -> None:
        disk = os.statvfs(self._directory)
        kept_bytes = min(
            self._limits.free_bytes, disk.f_blocks * disk.f_frsize // _SMALL_DISK_PARTS
        )
        if disk.f_bavail * disk.f_frsize < kept_bytes:
            raise LayerFormatError("limit", "", self._limits.free_reason(kept_bytes))
