"""`bricklayer script`, with a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.__main__ import main
from core.store import ImageLayout
from tests.core.store.layout_samples import put_image

BELOW = {"etc/os": b"old"}
TOP = {"etc/os": b"new"}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("script-command") / "repository"
    layout = ImageLayout.open(place)
    put_image(layout, "Base", "1", BELOW)
    put_image(layout, "WebApp", "1.0", BELOW, TOP)
    return place


def script(repository: Path, *words: object) -> int:
    return main(["script", "--repository", str(repository), *map(str, words)])


@pytest.mark.parametrize("tool", ["docker", "podman", "buildah"])
def test_a_script_is_bash_and_tells_where_the_base_comes_from(
    repository: Path, capsysbinary: pytest.CaptureFixture[bytes], tool: str
) -> None:
    assert script(repository, "WebApp:1.0", "--for", tool) == 0
    text = capsysbinary.readouterr().out.decode()
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "bricklayer export --form docker Base:1 base-1.tar" in text
    assert f"{tool} commit" in text
    checked = subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_a_script_goes_into_a_file(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "web.ps1"
    assert script(repository, "WebApp:1.0", "--for", "powershell", "--output", path) == 0
    assert "New-ContainerImage -Container $container -Name WebApp" in path.read_text()
    assert capsys.readouterr().out == ""


def test_an_image_that_is_not_there_is_an_error(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script(repository, "Nothing:1") == 1
    assert "There is no image Nothing:1" in capsys.readouterr().err


def test_a_tool_that_is_not_known_is_refused(repository: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        script(repository, "WebApp:1.0", "--for", "lorry")
    assert caught.value.code == 2
