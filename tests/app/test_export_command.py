"""`bricklayer export`, with a real engine."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path

import pytest

from app.__main__ import main
from core.oci.digest import sha256_digest
from core.store import ImageLayout
from tests.core.store.layout_samples import layer_tar, put_image

BELOW = {"etc/os": b"old", "etc/more/a": b"a"}
TOP = {"etc/os": b"new"}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export-command") / "repository"
    layout = ImageLayout.open(place)
    put_image(layout, "Base", "1", BELOW)
    put_image(layout, "WebApp", "1.0", BELOW, TOP)
    return place


def export(repository: Path, *words: object) -> int:
    return main(["export", "--repository", str(repository), *map(str, words)])


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {
            one.name: archive.extractfile(one).read()  # type: ignore[union-attr]
            for one in archive
            if one.isreg()
        }


def test_images_become_an_archive(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export(repository, "Base:1", "WebApp:1.0", "both.tar") == 0
    said = capsys.readouterr()
    assert said.out == f"both.tar {(tmp_path / 'both.tar').stat().st_size}\n"
    assert "WebApp:1.0 is called webapp:1.0 by tools that allow no other names" in said.err
    index = json.loads(members(tmp_path / "both.tar")["index.json"])
    assert len(index["manifests"]) == 2
    status = (tmp_path / "both.tar").stat()
    assert (status.st_uid, status.st_mode & 0o777 & ~0o644) == (os.geteuid(), 0)
    assert export(repository, "--form", "docker", "WebApp:1.0", "both.tar") == 1
    assert "it is there already" in capsys.readouterr().err
    assert export(repository, "--form", "docker", "--replace", "WebApp:1.0", "both.tar") == 0
    (image,) = json.loads(members(tmp_path / "both.tar")["manifest.json"])
    assert image["RepoTags"] == ["webapp:1.0"]
    assert os.listdir(tmp_path) == ["both.tar"]


def test_a_layer_is_counted_from_one(repository: Path, tmp_path: Path) -> None:
    for number, files in enumerate((BELOW, TOP), start=1):
        path = tmp_path / f"{number}.tar"
        assert export(repository, "--layer", number, "WebApp:1.0", path) == 0
        assert sha256_digest(path.read_bytes()) == sha256_digest(layer_tar(files))


def test_files_are_those_of_the_top_or_of_a_layer(repository: Path, tmp_path: Path) -> None:
    assert export(repository, "--path", "/etc", "WebApp:1.0", tmp_path / "top") == 0
    assert members(tmp_path / "top") == {"etc/os": b"new", "etc/more/a": b"a"}
    assert export(repository, "--path", "/", "--layer", 1, "WebApp:1.0", tmp_path / "low") == 0
    assert members(tmp_path / "low") == BELOW


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("Nobody:1",), 1, "There is no image Nobody:1"),
        (("--path", "/x", "Nobody:1"), 1, "There is no image Nobody:1"),
        (("--path", "/none", "Base:1"), 1, "cannot be opened: it is not there"),
        (("--layer", "2", "Base:1"), 1, "Base:1 has no layer 2, it has 1"),
        (("--layer", "1", "Base:1", "WebApp:1.0"), 2, "are for one image"),
        (("--path", "/", "--form", "oci", "Base:1"), 2, "are for one image"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    repository: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    assert export(repository, *words, tmp_path / "a") == code
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("words", [("one-word",), ("--layer", "0", "a", "b"), ("--layer", "x")])
def test_a_wrong_command_line(
    repository: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as left:
        export(repository, *words)
    assert left.value.code == 2
    assert "usage: bricklayer export" in capsys.readouterr().err
