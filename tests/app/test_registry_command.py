"""`bricklayer look`, `tags`, `pull` and `push` against Debian's registry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.__main__ import main
from core.store import ImageLayout
from tests.core.store.layout_samples import put_image
from tests.registries.docker_registry import DockerRegistry, docker_registry


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    layout = ImageLayout.open(tmp_path / "repository")
    put_image(layout, "WebApp", "1.0", {"a": b"a"}, {"b": b"b"})
    return layout.path


def test_there_and_back(
    registry: DockerRegistry,
    repository: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = f"{registry.name}/commands/webapp:1.0"
    assert main(["push", "WebApp:1.0", target, "--repository", str(repository)]) == 0
    reference, digest = capsys.readouterr().out.split()
    assert reference == target
    assert main(["push", "WebApp:1.0", target, "--repository", str(repository)]) == 0
    assert capsys.readouterr().err.count("already there: the registry has it\n") == 3
    assert main(["tags", target.rpartition(":")[0], "--repository", str(repository)]) == 0
    assert capsys.readouterr().out == "1.0\n"

    other = str(ImageLayout.open(tmp_path / "other").path)
    assert main(["look", target, "--repository", other]) == 0
    said = capsys.readouterr().out
    assert digest in said
    assert "WebApp:1.0" in said
    assert said.count("to come") == 3
    assert main(["look", target, "--json", "--repository", other]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["digest"], told["is_plain"]) == (digest, True)
    assert [layer["is_here"] for layer in told["images"][0]["layers"]] == [False, False]
    assert main(["pull", target, "--as", "Mine:2", "--repository", other]) == 0
    assert capsys.readouterr().out.split() == ["Mine:2", digest]
    assert main(["look", target, "--repository", other]) == 0
    assert "here already" in capsys.readouterr().out


def test_what_goes_wrong_is_one_sentence(
    registry: DockerRegistry, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--repository", str(repository)]
    target = f"{registry.name}/commands/nothing:1"
    for words in (
        ["look", target],
        ["pull", target],
        ["tags", f"{registry.name}/commands/nothing"],
        ["push", "Nothing:1", target],
        ["pull", "Not A Name"],
    ):
        assert main([*words, *where]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("bricklayer: ")
        assert "Traceback" not in said.err
    assert main(["push", "WebApp:1.0", target, *where]) == 0
    capsys.readouterr()
    assert main(["pull", target, "--platform", "plan9/\x1b[2J", *where]) == 1
    assert "\x1b" not in capsys.readouterr().err
    assert main(["pull", target, "--as", "no name:1", *where]) == 2
    assert "no name" in capsys.readouterr().err
