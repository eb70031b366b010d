"""`bricklayer import`, with a real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from core.store import ImageLayout
from tests.core.store.layout_samples import put_image
from tests.corpus.archive_parts import (
    ELSEWHERE,
    INDEX,
    LOWER,
    MACHINE,
    NAME,
    UPPER,
    DockerSave,
    Layout,
    config_of,
    sha256,
)
from tests.corpus.archives_shape import ROOT


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    place = tmp_path / "repository"
    put_image(ImageLayout.open(place), "Base", "1", {"etc/os": b"old"})
    return place


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """web:1, and db:2 for this machine and another one."""
    layout = Layout()
    layout.add("web:1")
    platforms = [
        layout.manifest((UPPER,), config=config_of((UPPER,), architecture=machine))
        for machine in (ELSEWHERE, MACHINE)
    ]
    layout.name(layout.blob(layout.index(*platforms), INDEX), "db:2")
    path = tmp_path / "images.tar"
    path.write_bytes(layout.tar())
    return path


def bring(repository: Path, *words: object) -> int:
    return main(["import", "--repository", str(repository), *map(str, words)])


def names(repository: Path) -> set[str]:
    return {name for name, _ in ImageLayout.open(repository).references()}


def test_all_for_this_machine_come(
    repository: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(repository, archive) == 0
    lines = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert names(repository) == {"Base:1", *lines} == {"Base:1", "web:1", "db:2"}
    found = {name: one.digest for name, one in ImageLayout.open(repository).references()}
    assert lines == {name: found[name] for name in lines}
    assert bring(repository, archive) == 0  # again is the same
    assert names(repository) == {"Base:1", "web:1", "db:2"}


def test_a_look_keeps_nothing(
    repository: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(repository, "--look", archive) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].startswith(f"{archive}: OCI archive, ")
    assert said.splitlines()[0].endswith("3 images")
    assert f"linux/{ELSEWHERE}" in said
    assert "for another machine" in said
    assert names(repository) == {"Base:1"}


def test_a_look_as_json(
    repository: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(repository, "--look", "--json", archive, archive) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == second
    assert (first["form"], first["problems"]) == ("OCI archive", [])
    by_name: dict[tuple[str, bool], Any] = {
        (one["reference"], one["fits_machine"]): one for one in first["images"]
    }
    assert set(by_name) == {("web:1", True), ("db:2", True), ("db:2", False)}
    assert [one["diff_id"] for one in by_name["web:1", True]["layers"]] == [
        sha256(LOWER), sha256(UPPER),
    ]  # fmt: skip


def test_one_of_them_by_another_name(
    repository: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(repository, archive, "--image", "db:2", "--as", "Data:3", "--json") == 0
    ((arrived,),) = [one["images"] for one in json.loads(capsys.readouterr().out)]
    assert arrived["reference"] == "Data:3"
    assert names(repository) == {"Base:1", "Data:3"}
    image_id = arrived["image_id"]
    assert bring(repository, archive, "--image", image_id[:20], "--as", "Data:4") == 0
    assert names(repository) == {"Base:1", "Data:3", "Data:4"}


def test_other_platforms_come_when_asked_for(
    repository: Path, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(repository, archive, "--all-platforms") == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 3
    twin = names(repository) - {"Base:1", "web:1", "db:2"}
    assert len(twin) == 1
    assert twin.pop().startswith("db:2@sha256:")
    assert "db:2 means another image here, so this one is called db:2@sha256:" in told.err


def test_what_is_for_one_other_platform(repository: Path, archive: Path) -> None:
    assert bring(repository, archive, "--platform", f"linux/{ELSEWHERE}") == 0
    assert names(repository) == {"Base:1", "db:2"}
    assert bring(repository, archive, "--platform", f"linux/{MACHINE}", "--image", "db:2") == 0
    assert len(names(repository)) == 3


def test_a_name_is_moved_only_when_asked(repository: Path, tmp_path: Path) -> None:
    before = ImageLayout.open(repository).resolve("Base:1").digest
    layout = Layout()
    layout.add("Base:1")
    path = tmp_path / "base.tar"
    path.write_bytes(layout.tar())
    assert bring(repository, path) == 0
    assert ImageLayout.open(repository).resolve("Base:1").digest == before
    assert len(names(repository)) == 2
    assert bring(repository, path, "--replace") == 0
    now = ImageLayout.open(repository).resolve("Base:1")
    assert (now.digest, now.annotations[NAME]) == (layout.entries[0]["digest"], "Base:1")


def test_a_root_file_system_becomes_a_base_image(repository: Path, tmp_path: Path) -> None:
    path = tmp_path / "debian-12-rootfs.tar"
    path.write_bytes(ROOT)
    assert bring(repository, path) == 0
    words = ("--name", "Own", "--publisher", "Me", "--version", "7")
    assert bring(repository, path, *words) == 0
    assert names(repository) == {"Base:1", "debian:12", "Own:7"}


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--image", "nobody:1"), 1, "There is no image nobody:1"),
        (("--platform", "linux/s390x"), 1, "Bringing what is for linux/s390x is not possible"),
        (("--as", "New:1"), 1, "choose one with --image: "),
        (("--as", "New"), 2, "cannot be a"),
        (("--as", "New:1", "--look"), 2, "--as is for bringing one image"),
        (("--as", "New:1", "--image", "a", "--image", "b"), 2, "--as is for bringing one image"),
        (("--name", "New", "--look"), 2, "for bringing one root file system"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    repository: Path,
    archive: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    assert bring(repository, archive, *words) == code
    said = capsys.readouterr()
    assert sentence in said.err
    assert (len(said.err.splitlines()), said.out) == (1, "")
    assert names(repository) == {"Base:1"}


def test_what_is_no_archive(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.tar"
    path.write_bytes(b"<html>" * 400)
    assert bring(repository, path) == 1
    assert "holds neither images nor a root file system" in capsys.readouterr().err


def test_names_from_outside_do_nothing_to_a_terminal(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = DockerSave()
    made.add("evil\x1b[2J\u202e:1", config=config_of((LOWER, UPPER), os="\x1b]52;c;x\x07"))
    path = tmp_path / "x.tar"
    path.write_bytes(made.tar())
    assert bring(repository, "--look", path) == 0
    assert bring(repository, path) == 1
    said = capsys.readouterr()
    assert all(line.isprintable() for line in (said.out + said.err).splitlines())
