"""`bricklayer recipe` as a program: what fits, what comes of it, and how it fails."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.model import BaseImageRequest

FAILING = """
format = 1
name = "Breaks"
summary = "Fails."
role = "app"
[[ways]]
package_manager = "any"
[[ways.steps]]
run = "echo words of it; exit 9"
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("recipe-command") / "repository"
    engine = connect(path)
    engine.make_base_image(BaseImageRequest("starter", "ServerCore", "Demo", "1.0"))
    yield path
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    engine.close()


def recipe(*words: str, repository: Path | None = None) -> subprocess.CompletedProcess[str]:
    where = ["--repository", str(repository)] if repository else []
    return subprocess.run(
        [sys.executable, "-m", "app", "recipe", *words, *where],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_list_says_what_each_asks() -> None:
    done = recipe("list")
    assert done.returncode == 0
    assert "web-server" in done.stdout
    assert "port (text, default '8080'): Port" in done.stdout
    assert "folder (folder, needed): Folder" in done.stdout


def test_fitting_says_why_others_do_not(repository: Path) -> None:
    done = recipe("fit", "ServerCore:1.0", repository=repository)
    assert done.returncode == 0
    lines = {line.split()[1]: line for line in done.stdout.splitlines()}
    assert lines["web-server"].startswith("yes")
    assert lines["python"].startswith("no")
    assert "this image has none of them" in lines["python"]


def test_a_folder_becomes_an_image(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine")
    done = recipe(
        "run", "folder", "ServerCore:1.0", "--set", f"folder={tmp_path / 'site'}",
        "--set", "target=/srv/it", "--name", "Site", "--version", "2.0", repository=repository,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("image Site:2.0 sha256:")
    assert "step 1 of 1: COPY site /srv/it/" in done.stderr
    again = recipe(
        "run", "folder", "Site:2.0", "--set", f"folder={tmp_path}", "--name", "Site",
        "--version", "2.0", repository=repository,
    )  # fmt: skip
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_without_a_name_the_container_stays(repository: Path) -> None:
    done = recipe("run", "user", "ServerCore:1.0", "--set", "user=ada", repository=repository)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("container user-1 ")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("run", "python", "ServerCore:1.0"), 4, "Python does not fit ServerCore:1.0: Needs"),
        (("run", "hat", "ServerCore:1.0"), 1, "there is no such recipe; known are web-server"),
        (("run", "user", "ServerCore:1.0", "--set", "hat=x"), 1, "it has no value “hat”"),
        (("run", "user", "ServerCore:1.0", "--set", "user=a b"), 1, "Name: a user’s name has"),
        (("run", "user", "ServerCore:1.0", "--set", "user"), 2, "not of the form key=value"),
        (("run", "user", "Hat:1.0"), 1, "There is no image Hat:1.0"),
        (("fit", "Hat:1.0"), 1, "There is no image Hat:1.0"),
    ],
)
def test_what_cannot_be_says_so(
    repository: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = recipe(*words, repository=repository)
    assert done.returncode == code
    assert said in done.stderr


def test_one_that_fails_leaves_nothing(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "breaks.toml").write_text(FAILING)
    done = recipe(
        "run", str(tmp_path / "breaks.toml"), "ServerCore:1.0", "--name", "X", repository=repository
    )
    assert done.returncode == 3
    assert "words of it" in done.stderr
    assert "ended with exit code 9" in done.stderr
    engine = connect(repository)
    names = {one.name for one in engine.repository().containers}
    assert not any(name.startswith("breaks") for name in names)
    assert engine.repository().image("X:1.0") is None
    engine.close()
