from __future__ import annotations

from pathlib import Path

import pytest

from core.engine.namespace import free_sub_ids


@pytest.mark.parametrize(
    ("uids", "gids", "first"),
    [
        ("", "", 100_000),
        ("ann:100000:65536\n", "ann:100000:65536\n", 165_536),
        ("ann:100000:65536\nbob:165536:65536\n", "ann:100000:65536\n", 231_072),
        ("ann:100000:65536\n", "ann:300000:10\n", 300_010),
        ("# no line\nann:x:y\nann\nlow:10:20\n", "", 100_000),
    ],
)
def test_the_range_that_is_recommended_is_nobodys(
    tmp_path: Path, uids: str, gids: str, first: int
) -> None:
    tables = (tmp_path / "subuid", tmp_path / "subgid")
    for table, content in zip(tables, (uids, gids), strict=True):
        table.write_text(content)
    assert free_sub_ids((*tables, tmp_path / "missing")) == first
