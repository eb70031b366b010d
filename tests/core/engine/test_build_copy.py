"""What a COPY takes of a folder where .dockerignore hides some of it; on plain directories."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.building import find_sources
from core.building.ignoring import parse_ignore_rules
from core.cancel import CancelToken
from core.engine.build_copy import _below
from core.engine.merged_files import MergedFiles
from core.layer import WhiteoutForm


@pytest.mark.parametrize(
    ("ignored", "taken"),
    [
        ("", ["c.txt", "deep", "deep/d.log", "deep/e.txt", "link"]),
        ("**/*.log", ["c.txt", "deep", "deep/e.txt", "link"]),
        ("sub/deep", ["c.txt", "link"]),
        ("sub\n!sub/deep/d.log", ["deep", "deep/d.log"]),
        ("sub\n!sub/nothing", []),
    ],
)
def test_a_folder_is_walked_without_what_is_ignored(
    tmp_path: Path, ignored: str, taken: list[str]
) -> None:
    (tmp_path / "sub/deep").mkdir(parents=True)
    for name in ("sub/c.txt", "sub/deep/d.log", "sub/deep/e.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "sub/link").symlink_to("/etc")
    rules = parse_ignore_rules(ignored)
    (source,) = find_sources(str(tmp_path), ("sub",), rules)
    with MergedFiles([tmp_path], WhiteoutForm.TRUSTED) as files:
        found = _below(files, source, rules, CancelToken())
    assert [entry.below.decode() for entry in found] == taken
