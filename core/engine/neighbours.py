"""Who else in this network offers images."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import CancelToken
from core.model import Neighbour


def watch_neighbours(
    on_change: Callable[[tuple[Neighbour, ...]], None], cancel: CancelToken
) -> None:
    """See Travel.watch_neighbours."""
    raise NotImplementedError
