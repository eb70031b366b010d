"""When a layer is looked at and told of: soon after something happened, and never for nothing.

All times are of the monotonic clock, in seconds.
"""

from __future__ import annotations

import time

_TOGETHER_S = 0.01  # so that what one command writes is looked at together
_TELL_S = 0.25
_UNFOLLOWED_S = 2.0
_SCAN_S = 10.0
_BLIND_SCAN_S = 2.0
_OVERFLOW_SCAN_S = 1.0
_SCAN_SHARE = 10  # a scan that takes long is made the more seldom
_AGAIN_S = 1.0
_FORGET_S = 180.0


class Rhythm:
    """Of one layer."""

    def __init__(self) -> None:
        self._is_followed = False
        self._used = time.monotonic()
        self._look: float | None = 0.0
        self._looked = 0.0  # when nothing was left last
        self._behind: float | None = None  # since when something is left
        self._owes_telling = True
        self._told = 0.0
        self._scan: float | None = None
        self._scan_began: float | None = None
        self._scan_ended = 0.0
        self._scan_took_s = 0.0
        self._heard: float | None = None  # the first event since the last scan began

    @property
    def due(self) -> float | None:
        """When it wants a turn; None: not before something happens."""
        times = [self._look]
        if self._is_followed:
            times.append(self._scan)
            if self._owes_telling and self._look is None:
                times.append(self._told + _TELL_S)
        else:
            times.append(self._used + _FORGET_S)
        return min((one for one in times if one is not None), default=None)

    def is_due(self) -> bool:
        """Whether the turn is now."""
        due = self.due
        return due is not None and time.monotonic() >= due

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody used it for minutes."""
        return not self._is_followed and time.monotonic() >= self._used + _FORGET_S

    def used(self, *, is_followed: bool) -> None:
        """Somebody wants something of it."""
        self._used = time.monotonic()
        self._is_followed = is_followed

    # --- looking ------------------------------------------------------------------------------

    def be_quick(self) -> None:
        """Something is to be told as soon as may be."""
        self._look = 0.0
        self._owes_telling = True

    def heard(self) -> None:
        """Something happened: it is looked at soon, together with what happens meanwhile."""
        now = time.monotonic()
        if self._heard is None:
            self._heard = now
        self._owes_telling = True
        pause_s = _TELL_S if self._is_followed else _UNFOLLOWED_S
        soon = max(now + _TOGETHER_S, self._looked + pause_s)
        self._look = soon if self._look is None else min(self._look, soon)

    def looked(self, *, is_done: bool) -> None:
        """Something was looked at; what is left is gone on with at once."""
        now = time.monotonic()
        if not is_done:
            self._look = now
            self._behind = now if self._behind is None else self._behind
            return
        self._look = self._behind = None
        self._looked = now
        if self._scan_began is not None:
            self._scan_took_s = now - self._scan_began
            self._scan_ended, self._scan_began = now, None

    def lost(self) -> None:
        """Its directory is not there: ask again after a while."""
        self._look = time.monotonic() + _AGAIN_S
        self._scan = self._scan_began = self._behind = None

    # --- telling ------------------------------------------------------------------------------

    def is_time_to_tell(self) -> bool:
        """Whether now. Who is behind tells what is known, but not at once."""
        if not self._owes_telling:
            return False
        return time.monotonic() >= max(self._told, self._behind or 0.0) + _TELL_S

    def told(self, *, is_complete: bool) -> None:
        """It was told; not complete: more is to be told though nothing happens."""
        self._told = time.monotonic()
        self._owes_telling = not is_complete

    # --- scans --------------------------------------------------------------------------------

    @property
    def is_scan_due(self) -> bool:
        """Whether everything is to be looked at now."""
        return self._is_followed and self._scan is not None and time.monotonic() >= self._scan

    def plan_scan(self, *, has_overflowed: bool, is_blind: bool) -> None:
        """Decide when the next scan is: never, when nothing happened and something would tell."""
        self._scan = None
        if self._scan_began is not None:
            return
        times = []
        least_s = _SCAN_SHARE * self._scan_took_s
        if self._heard is not None:
            times.append(self._heard + max(_SCAN_S, least_s))
        if has_overflowed:
            times.append(self._scan_ended + max(_OVERFLOW_SCAN_S, least_s))
        if is_blind:
            times.append(self._scan_ended + max(_BLIND_SCAN_S, least_s))
        self._scan = min(times, default=None)

    def begin_scan(self) -> None:
        """Everything is being looked at."""
        self._scan = self._heard = None
        self._scan_began = time.monotonic()
        self.be_quick()
