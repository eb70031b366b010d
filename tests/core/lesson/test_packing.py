"""Lessons come as a file, a folder or an archive, and hostile ones are refused with a sentence."""

from __future__ import annotations

import os
import random
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import LessonError
from core.lesson import packing
from core.lesson.packing import load_lesson_from, pack_lesson, unpack_files
from tests.core.lesson.written import BASE, HEAD

TEXT = HEAD + BASE
COPYING = (
    TEXT
    + """
[[steps.actions]]
do = "copy-in"
container = "Demo"
source = "site/deep"
target = "/srv"
"""
)
FILES = (("site/deep/page.html", b"<h1>"), ("site/logo.png", b"\x89PNG\0"))


def packed(path: Path, *members: tuple[str, bytes], kind: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name)
            if kind and name.endswith("link"):
                member.external_attr = kind << 16
            archive.writestr(member, content)
    return path


def test_a_lesson_is_the_same_in_all_forms(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "lesson.toml").write_text(COPYING)
    unpack_files(FILES, folder)
    of_folder = load_lesson_from(folder)
    assert of_folder.files == FILES
    pack_lesson(COPYING, FILES, tmp_path / "mine.zip")
    assert load_lesson_from(tmp_path / "mine.zip") == of_folder
    with_folder = packed(
        tmp_path / "mine.ZIP",
        ("mine/lesson.toml", COPYING.encode()),
        *((f"mine/{name}", content) for name, content in FILES),
    )
    assert load_lesson_from(with_folder) == of_folder
    pack_lesson(TEXT, (), tmp_path / "plain.toml")
    assert (tmp_path / "plain.toml").read_text() == TEXT
    assert load_lesson_from(tmp_path / "plain.toml").files == ()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "mine", "mine.ZIP", "mine.zip", "plain.toml",
    ]  # fmt: skip


def test_only_what_is_wanted_is_unpacked_and_everybody_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        unpack_files(FILES, tmp_path, "site/deep")
    finally:
        os.umask(before)
    (page,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert page == tmp_path / "site/deep/page.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o644
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o755


@pytest.mark.parametrize(
    "name",
    [
        "../out",
        "a/../../out",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "a\\b",
        "C:\\x",
        "a\x1bb",
        "..",
        "a\0b",
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "bad.zip", ("lesson.toml", TEXT.encode()), ("ok", b""), (name, b"x"))
    if name == "a\0b":  # zipfile cuts it when it writes: put it back
        path.write_bytes(path.read_bytes().replace(b"ok", b"\0k"))
    with pytest.raises(LessonError):
        load_lesson_from(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFCHR])
def test_links_in_an_archive_are_refused(tmp_path: Path, kind: int) -> None:
    members = (("lesson.toml", TEXT.encode()), ("a-link", b"/etc/passwd"))
    with pytest.raises(LessonError, match="link"):
        load_lesson_from(packed(tmp_path / "bad.zip", *members, kind=kind))


def in_a_folder(make: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "lesson.toml").write_text(TEXT)
    make(folder)
    load_lesson_from(folder)


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: (folder / "a").symlink_to("/etc/passwd"),
        lambda folder: (folder / "a").symlink_to("/etc"),
        lambda folder: os.mkfifo(folder / "a"),
    ],
)
def test_links_in_a_folder_are_refused(make: Callable[[Path], None], tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="link"):
        in_a_folder(make, tmp_path)


def test_too_deep_folders_are_refused(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        (folder / "/".join("a" * 20)).mkdir(parents=True)

    with pytest.raises(LessonError, match="deep"):
        in_a_folder(make, tmp_path)


def test_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = ("lesson.toml", TEXT.encode())
    many = [(f"file{number}", b"") for number in range(501)]
    with pytest.raises(LessonError, match="more than 500"):
        load_lesson_from(packed(tmp_path / "many.zip", lesson, *many))
    monkeypatch.setattr(packing, "SIZE_LIMIT_BYTES", 2 << 20)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*lesson)
        archive.writestr("a", bytes(3 << 20))
    assert bomb.stat().st_size < 10_000
    with pytest.raises(LessonError, match="larger than"):
        load_lesson_from(bomb)
    (tmp_path / "long.toml").write_text(TEXT + "#" * (1 << 20))
    with pytest.raises(LessonError, match="one megabyte"):
        load_lesson_from(tmp_path / "long.toml")


def test_a_name_twice_and_a_file_as_folder_are_refused(tmp_path: Path) -> None:
    lesson = ("lesson.toml", TEXT.encode())
    with pytest.warns(UserWarning, match="Duplicate"):
        path = packed(tmp_path / "twice.zip", lesson, ("a", b"1"), ("a", b"2"))
    with pytest.raises(LessonError, match="twice"):
        load_lesson_from(path)
    path = packed(tmp_path / "below.zip", lesson, ("a", b"1"), ("a/b", b"2"))
    with pytest.raises(LessonError, match="no folder"):
        load_lesson_from(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.zip", b"PK\x03\x04 nothing", "cannot be read"),
        ("a.zip", b"", "cannot be read"),
        ("a.toml", b"\xff\xfe", "UTF-8"),
        ("a.toml", b"format = 2\n" + b"[" * 5000, "TOML"),
        ("a.toml", b"", "format"),
    ],
)
def test_what_is_no_lesson_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LessonError, match=reason):
        load_lesson_from(tmp_path / name)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_damaged_archives_are_refused_with_a_sentence(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("lesson.toml", TEXT)
        archive.writestr("a/b", b"x" * 500)
    whole = path.read_bytes()
    dice = random.Random(7)
    refused = 0
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path.write_bytes(
            content[: dice.randint(1, len(content))] if dice.random() < 0.1 else content
        )
        try:
            load_lesson_from(path)
        except LessonError:
            refused += 1
    assert refused > 100


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="no such file"):
        load_lesson_from(tmp_path / "none.toml")
    with pytest.raises(LessonError, match=r"no lesson\.toml"):
        load_lesson_from(packed(tmp_path / "a.zip", ("readme", b"")))
    with pytest.raises(LessonError, match="site/deep"):
        load_lesson_from(packed(tmp_path / "b.zip", ("lesson.toml", COPYING.encode())))
    (tmp_path / "c.toml").write_text(COPYING)
    with pytest.raises(LessonError, match="not in its folder"):
        load_lesson_from(tmp_path / "c.toml")


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("lesson.toml", TEXT.encode()))
    content = bytearray(path.read_bytes())
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    path.write_bytes(content)
    with pytest.raises(LessonError, match="cannot be read"):
        load_lesson_from(path)
