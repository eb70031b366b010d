"""`bricklayer squash` and `bricklayer rebase` on real images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.__main__ import main
from core.engine.connect import connect
from core.model import BaseImageRequest
from tests.core.engine.test_rebasing import grown


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("rework") / "repository"
    engine = connect(place)
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
    grown(engine, "Base:1.0", "App", "head -c 90000 /dev/urandom > /big", "rm /big", "echo > /x")
    grown(engine, "Base:1.0", "Newer", "rm /bin/vi", "echo new > /new")
    grown(engine, "Base:1.0", "Edited", "vi --help > /help 2>&1; true")
    yield place
    engine.close()


def run(repository: Path, *words: str) -> int:
    return main([words[0], "--repository", str(repository), *words[1:]])


def test_squash_says_the_saving_before_and_does_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "squash", "App:1.0", "--bricks", "2-3", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "The image gets about 90." in said
    assert "1 file that nobody sees any more goes: 90.0 KB unpacked." in said
    assert run(repository, "squash", "App:1.0", "--bricks", "2-3", "--as", "Small:1.0") == 0
    said = capsys.readouterr().out
    assert said.startswith("image Small:1.0 sha256:")
    assert run(repository, "squash", "App:1.0", "--bricks", "1-3", "--as", "Small:1.0") == 1
    assert "Small:1.0" in capsys.readouterr().err


def test_rebase_says_what_becomes_of_each_brick_and_does_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("rebase", "App:1.0", "--onto", "Newer:1.0")
    assert run(repository, *words, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Base:1.0 is left behind; Newer:1.0 comes in its place." in said
    assert "brick 4: Run its commands again: echo > /x" in said
    assert run(repository, *words, "--as", "Moved:1.0", "--leave-out", "2", "--leave-out", "3") == 0
    assert capsys.readouterr().out.startswith("image Moved:1.0 sha256:")
    words = ("rebase", "Edited:1.0", "--onto", "Newer:1.0", "--as", "Never:1.0", "--run", "2")
    assert run(repository, *words) == 3
    assert "vi is not in Newer:1.0" in capsys.readouterr().err
    assert run(repository, "rebase", "Base:1.0", "--onto", "Newer:1.0", "--dry-run") == 1


def test_a_wrong_command_line_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, "squash", "App:1.0", "--bricks", "2-3") == 2
    assert "--as" in capsys.readouterr().err
    assert run(repository, "squash", "App:1.0", "--bricks", "2-3", "--as", "nameless") == 2
    with pytest.raises(SystemExit):
        run(repository, "squash", "App:1.0", "--bricks", "two", "--dry-run")
    assert run(repository, "squash", "App:1.0", "--bricks", "3-3", "--dry-run") == 1
    assert run(repository, "squash", "Nobody:1.0", "--bricks", "1-2", "--dry-run") == 1
