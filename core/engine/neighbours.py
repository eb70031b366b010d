"""Who else in this network offers images."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.cancel import CancelToken
from core.model import Neighbour

_TELL_S = 0.25  # what comes at once is told at once
_LOOK_AGAIN_S = 10.0  # whether the computer was carried into another network


def watch_neighbours(
    on_change: Callable[[tuple[Neighbour, ...]], None],
    cancel: CancelToken,
    interfaces: Sequence[str] | None = None,
) -> None:
    """See Travel.watch_neighbours. `interfaces` are addresses of those to listen on; None: all.

    Where there is no network, nobody is there, until there is one.
    """
    import threading

    import zeroconf

    from core.serving.addresses import own_addresses
    from core.serving.announcing import Neighbourhood

    changed = threading.Event()
    forget = cancel.on_cancel(changed.set)
    told: tuple[Neighbour, ...] = ()
    on_change(told)
    try:
        while not cancel.is_cancelled:
            here = own_addresses()
            try:
                with Neighbourhood(changed.set, interfaces=interfaces) as around:
                    while not cancel.wait(_TELL_S) and here == own_addresses():
                        found = around.neighbours()
                        if found != told:
                            told = found
                            on_change(found)
                        changed.wait(_LOOK_AGAIN_S)
                        changed.clear()
            except (OSError, zeroconf.Error):
                cancel.wait(_LOOK_AGAIN_S)  # there is no network, as yet
    finally:
        forget()
