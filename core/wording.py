"""Sizes in words, the same everywhere."""

from __future__ import annotations

_UNITS = ("B", "KB", "MB", "GB", "TB")


def size_text(size_bytes: int) -> str:
    """Decimal units with three figures: 74.8 MB, 1.21 GB, 512 B."""
    value = float(size_bytes)
    for unit in _UNITS:
        if abs(value) < 999.5 or unit == _UNITS[-1]:
            break
        value /= 1000
    if unit == "B":
        return f"{size_bytes} B"
    figures = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    return f"{value:.{figures}f} {unit}"
