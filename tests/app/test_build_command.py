"""`bricklayer build` and `bricklayer containerfile`, with a real engine and real containers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.__main__ import main
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, ExecRequest, NewContainer

NAMED = ("--name", "Made", "--publisher", "Tests", "--version", "1.0")


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("build-command") / "repository"
    with_engine(place, lambda engine: engine.make_base_image(
        BaseImageRequest("starter", "Base", "Tests", "1")))  # fmt: skip
    return place


@pytest.fixture
def repository(location: Path) -> Iterator[Path]:
    yield location
    with_engine(location, take_away)


def with_engine(place: Path, work: object) -> object:
    engine = connect(place)
    try:
        return work(engine)  # type: ignore[operator]
    finally:
        engine.close()


def take_away(engine: Engine) -> None:
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    for image in engine.repository().images:
        if image.reference != "Base:1":
            engine.remove_image(image.reference)


def names(place: Path) -> tuple[list[str], list[str]]:
    """Of its images and containers."""

    def look(engine: Engine) -> tuple[list[str], list[str]]:
        seen = engine.repository()
        return [one.reference for one in seen.images], [one.name for one in seen.containers]

    return with_engine(place, look)  # type: ignore[return-value]


def build(repository: Path, file: Path, text: str, *options: str) -> int:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return main(["build", str(file), "--repository", str(repository), *options])


def test_an_image_is_built_and_its_container_goes(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").write_text("a")
    text = "FROM Base:1\nARG WHO=you\nCOPY a /a\nRUN echo said by $WHO; cp /a /b\n"
    done = build(
        repository, tmp_path / "Web App/Containerfile", text,
        "--context", str(tmp_path), "--arg", "WHO=me", *NAMED,
    )  # fmt: skip
    told = capsys.readouterr()
    assert done == 0, told.err
    assert told.out.startswith("image Made:1.0 sha256:")
    assert "step 3 of 3: RUN echo said by $WHO; cp /a /b\nsaid by me\n" in told.err
    assert names(repository) == (["Base:1", "Made:1.0"], [])


def test_without_a_name_the_container_stays_to_go_on_by_hand(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Web App/Containerfile"
    assert build(repository, file, "FROM Base:1\nRUN echo 1 > /x\n") == 0
    assert build(repository, file, "FROM Base:1\nRUN echo 1 > /x\n") == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["container", "web-app-1"],
        ["container", "web-app-2"],
    ]
    assert main(["containerfile", "web-app-1", "--repository", str(repository)]) == 0
    assert "FROM Base:1\nRUN echo 1 > /x\n" in capsys.readouterr().out


def test_a_step_that_fails_has_an_exit_code_of_its_own_and_leaves_nothing(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "FROM Base:1\nRUN echo 1 > /x\nRUN echo why >&2; exit 9\n"
    assert build(repository, tmp_path / "Containerfile", text, *NAMED) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "why\n" in told.err
    assert (
        "Step 2 (RUN echo why >&2; exit 9) failed: its command ended with exit code 9" in told.err
    )
    assert names(repository) == (["Base:1"], [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FROM Nowhere:1\nRUN true\n", "Line 1: there is no image “Nowhere:1”"),
        ('FROM Base:1\nRUN true\nVOLUME /x\nSHELL ["x"]\n', "Line 4: SHELL is not supported"),
        ("FROM Base:1\nMAKE it\n", "line 2"),
        ("RUN true\n", "line 1"),
        ("FROM Base:1\nFROM Base:1\n", "several stages"),
    ],
)
def test_what_cannot_be_built_is_said_before_anything_is_done(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    assert build(repository, tmp_path / "Containerfile", text, *NAMED) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert all(line.startswith("bricklayer: ") for line in told.err.splitlines())
    assert names(repository) == (["Base:1"], [])


def test_a_file_that_is_not_there_and_a_name_that_is_taken(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(tmp_path / "none"), "--repository", str(repository)]) == 1
    assert "no such file" in capsys.readouterr().err
    taken = ("--name", "Base", "--publisher", "Tests", "--version", "1")
    assert build(repository, tmp_path / "Containerfile", "FROM Base:1\nRUN true\n", *taken) == 1
    told = capsys.readouterr().err
    assert "choose another version" in told
    assert "step 1" not in told


def test_wrong_command_lines(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(repository, tmp_path / "Containerfile", "FROM Base:1\n", "--name", "Made") == 2
    assert "--publisher" in capsys.readouterr().err
    for wrong in ("novalue", "=x"):
        with pytest.raises(SystemExit) as caught:
            main(["build", "x", "--arg", wrong])
        assert caught.value.code == 2
        assert "NAME=value" in capsys.readouterr().err


def test_a_containerfile_of_what_was_done_by_hand(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(engine: Engine) -> str:
        made = engine.start_container(engine.create_container(NewContainer("box", "Base:1")).id)
        request = ExecRequest(shell_line="echo ü > /x")
        engine.execute(made.id, request, output=lambda _chunk: None)
        return made.id

    container_id = with_engine(repository, work)
    for name in ("box", str(container_id)):
        assert main(["containerfile", name, "--repository", str(repository)]) == 0
        assert "FROM Base:1\nRUN echo ü > /x\n" in capsys.readouterr().out
    assert main(["containerfile", "fox", "--repository", str(repository)]) == 1
    assert "There are: box." in capsys.readouterr().err
