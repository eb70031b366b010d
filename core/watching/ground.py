"""What a writable layer stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.layer import WhiteoutForm


def _nothing() -> frozenset[bytes]:
    return frozenset()


def _no_mounts() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Ground:
    """An upper directory and the layers below it, top first.

    `noise` tells which paths the engine made itself (they are hidden); `mounts` at which paths
    something else is mounted. Both are asked again while it is watched, and may raise OSError.
    """

    upper: Path
    lowers: tuple[Path, ...]
    form: WhiteoutForm
    noise: Callable[[], frozenset[bytes]] = field(default=_nothing, compare=False)
    mounts: Callable[[], tuple[str, ...]] = field(default=_no_mounts, compare=False)


class LayerReplaced(Exception):
    """The upper directory is another one now, or gone."""
