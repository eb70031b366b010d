"""What was worked out last, kept within bounds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """The values asked for last, as many as weigh no more than `limit` together. Thread-safe.

    The last one is kept however much it weighs.
    """

    def __init__(self, limit: int, weigh: Callable[[_Value], int] = lambda _value: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._lock = threading.Lock()
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()
        self._weight = 0

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _Key) -> _Value | None:
        """What was put there, None if it is gone."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: _Key, value: _Value) -> None:
        """Keep a value; others may have to go."""
        weight = self._weigh(value)
        with self._lock:
            _old, old_weight = self._values.pop(key, (value, 0))
            self._values[key] = value, weight
            self._weight += weight - old_weight
            while self._weight > self._limit and len(self._values) > 1:
                _oldest, (_dropped, its_weight) = self._values.popitem(last=False)
                self._weight -= its_weight
