"""What is painted on the wall, for tests that count it."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from app.scene import items, open_brick_item

_PAINTERS = (
    (items, "paint_brick"), (items, "paint_flag"), (open_brick_item, "paint_open_box"),
)  # fmt: skip


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the painters of bricks, flags and open bricks, once for each that is painted.

    The items' own methods cannot be exchanged for this: Qt remembers those it called before.
    """
    names: list[str] = []

    def noted(module: ModuleType, name: str) -> Callable[..., object]:
        original: Callable[..., object] = getattr(module, name)

        def paint(*values: object, **options: object) -> object:
            names.append(name)
            return original(*values, **options)

        return paint

    for module, name in _PAINTERS:
        monkeypatch.setattr(module, name, noted(module, name))
    return names
