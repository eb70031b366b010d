"""Fixtures for all tests."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "ordinary_person: only so for who is not root; run as one by tests/rootless"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is only so for an ordinary person is left to the run that test_rootless makes as her."""
    if os.geteuid() == 0:
        hers = [item for item in items if item.get_closest_marker("ordinary_person") is not None]
        items[:] = [item for item in items if item not in hers]
        config.hook.pytest_deselected(items=hers)
