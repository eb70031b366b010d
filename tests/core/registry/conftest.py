"""A town of registries for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from tests.registries.evil_registry import Town, town


@pytest.fixture
def evil_town(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as built:
        yield built


@pytest.fixture
def token() -> CancelToken:
    return CancelToken()
