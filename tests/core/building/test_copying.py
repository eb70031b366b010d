"""What COPY takes from a folder, and what .dockerignore hides from it."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from core.building import (
    IgnoreRules,
    SourceError,
    find_sources,
    is_archive,
    load_ignore_rules,
)
from core.building.ignoring import parse_ignore_rules
from core.errors import FileAccessError


@pytest.mark.parametrize(
    ("patterns", "path", "is_ignored"),
    [
        ("*.log", "a.log", True),
        ("*.log", "sub/a.log", False),
        ("**/*.log", "sub/deep/a.log", True),
        ("**/*.log", "a.log", True),
        ("sub", "sub/deep/a", True),
        ("sub/", "sub/deep/a", True),
        ("/sub", "sub", True),
        ("./sub/../other", "other", True),
        ("sub/*", "sub/a", True),
        ("sub/*", "sub", False),
        ("sub/**", "sub/deep/a", True),
        ("*\n!keep", "keep", False),
        ("*\n!keep", "other", True),
        ("!keep\n*", "keep", True),
        ("sub\n!sub/keep", "sub/keep", False),
        ("sub\n!sub/keep", "sub/other", True),
        ("*.md\n!README*.md\nREADME-secret.md", "README.md", False),
        ("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", True),
        ("temp?", "tempa", True),
        ("temp?", "temp", False),
        ("[a-c]x", "bx", True),
        ("[^a-c]x", "bx", False),
        ("a[.]b", "axb", False),
        ("a.b", "axb", False),
        ("# comment\n\n  spaced  ", "spaced", True),
        ("\\#odd", "#odd", True),
        (".", "anything", False),
        ("**", "deep/a", True),
        ("a**b", "a/x/b", True),
    ],
)
def test_ignore_patterns(patterns: str, path: str, is_ignored: bool) -> None:
    assert parse_ignore_rules(patterns).is_ignored(path) is is_ignored


@pytest.mark.parametrize("pattern", ["a[", "x\\"])
def test_patterns_that_cannot_be_understood_name_their_line(pattern: str) -> None:
    with pytest.raises(FileAccessError, match="line 2 is no pattern"):
        parse_ignore_rules(f"fine\n{pattern}")


def test_the_nearest_ignore_file_counts(tmp_path: Path) -> None:
    assert load_ignore_rules(str(tmp_path)) == IgnoreRules()
    (tmp_path / ".dockerignore").write_text("docker")
    assert load_ignore_rules(str(tmp_path)).is_ignored("docker")
    (tmp_path / ".containerignore").write_text("container")
    assert not load_ignore_rules(str(tmp_path)).is_ignored("docker")
    own = tmp_path / "other.Containerfile"
    (tmp_path / "other.Containerfile.dockerignore").write_text("own")
    assert load_ignore_rules(str(tmp_path), str(own)).is_ignored("own")


@pytest.fixture
def context(tmp_path: Path) -> Path:
    folder = tmp_path / "context"
    for name in ("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.log", "x/c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (tmp_path / "outside").write_text("secret")
    return folder


def found(context: Path, *patterns: str, ignored: str = "") -> list[str]:
    sources = find_sources(str(context), patterns, parse_ignore_rules(ignored))
    return [source.within for source in sources]


def test_sources_are_found(context: Path) -> None:
    assert found(context, "a.txt") == ["a.txt"]
    assert found(context, "/a.txt", "./sub/../b.txt") == ["a.txt", "b.txt"]
    assert found(context, "*.txt") == ["a.txt", "b.txt"]
    assert found(context, "*/c.txt") == ["sub/c.txt", "x/c.txt"]
    assert found(context, ".") == [""]
    assert found(context, "*.txt", ignored="a*") == ["b.txt"]


@pytest.mark.parametrize(
    ("pattern", "ignored", "reason"),
    [
        ("nothing", "", "there is no"),
        ("*.nothing", "", "there is no"),
        ("a.txt", "a.txt", "ignored"),
        ("../outside", "", "outside of the folder"),
        ("sub/../../outside", "", "outside of the folder"),
    ],
)
def test_sources_that_are_refused(context: Path, pattern: str, ignored: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        found(context, pattern, ignored=ignored)


def test_links_are_followed_within_the_folder_only(context: Path) -> None:
    (context / "in").symlink_to("sub/c.txt")
    assert found(context, "in") == [str(Path("sub/c.txt"))]
    (context / "out").symlink_to("../outside")
    (context / "up").symlink_to("..")
    for pattern in ("out", "up/outside", "up"):
        with pytest.raises(SourceError, match="leads out"):
            found(context, pattern)


def test_archives_are_told_by_their_content(tmp_path: Path) -> None:
    (tmp_path / "text.tar").write_text("no archive at all")
    assert not is_archive(str(tmp_path / "text.tar"))
    for mode, name in (("w", "plain"), ("w:gz", "gz"), ("w:bz2", "bz2"), ("w:xz", "xz")):
        with tarfile.open(tmp_path / name, mode) as archive:
            archive.add(tmp_path / "text.tar", "text")
        assert is_archive(str(tmp_path / name)), name
    assert not is_archive(str(tmp_path))
